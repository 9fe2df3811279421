"""Stems: the names that results can have in a folder that holds others, so that nothing there is written over.

In: the reports of a run, each with the stem it wants, and what is known of the folder. Out: the same reports, each with
the stem it gets. A place keeps the name it has once got. A name that a result of another report holds, or a file that
is none of ours, is not taken: a hash sets the new one apart.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from extractor.inputs import MANIFEST, ReportFile, checksum, folded, readable, unused
from schemas.manifest import ReportLine


def settle(files: Sequence[ReportFile], known: Mapping[str, ReportLine], out: Path) -> tuple[ReportFile, ...]:
    """Return the reports with the stems that they can have in `out`; `known` are the folder's reports by id."""
    return tuple(_settle(files, known, out))


def _settle(files: Sequence[ReportFile], known: Mapping[str, ReportLine], out: Path) -> Iterator[ReportFile]:
    ids = {file.id for file in files}
    kept = {id: Path(line.result).stem for id, line in known.items() if line.result}
    there = {folded(path.stem): path for path in out.glob("*.json")}
    lines = {folded(kept[id]): known[id] for id in kept}
    taken = {MANIFEST, *there, *lines}
    for file in files:
        wanted = folded(file.stem)
        if file.id in kept:
            yield replace(file, stem=kept[file.id])
        elif wanted not in taken or (wanted != MANIFEST and _is_same(file, lines.get(wanted), there.get(wanted), ids)):
            taken.add(wanted)
            yield file
        else:
            yield replace(file, stem=unused(file.stem, file.data or str(file.path).encode("utf-8", "replace"), taken))


def _is_same(file: ReportFile, line: ReportLine | None, path: Path | None, ids: set[str]) -> bool:
    """Tell whether a result is of this report though its place is another: its folder was moved, or named anew."""
    name, source = (PurePath(line.source).name, line.source_sha256) if line else _source_of(path)
    moved = line is None or line.id not in ids
    return moved and source is not None and name == readable(file.path.name) and source == checksum(file)


def _source_of(path: Path | None) -> tuple[str | None, str | None]:
    """Read whose result a file is: nothing is known of it but what it says itself."""
    try:
        source = json.loads(path.read_bytes())["source"] if path else {}
        return source.get("name"), source.get("sha256")
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None, None
