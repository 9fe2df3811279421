"""Replay a seed from its cassette through the whole path, or record it from the real embedded model.

python -m tests.replay SEED OUT    replays one seed into a folder through the command line
python -m tests.replay --record    records every cassette anew (needs the model; about ten minutes)
"""

import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from extractor import cli, extract
from extractor.settings import EMBEDDED_MODEL, Endpoint, Settings, Style, load_settings
from schemas.result import ReportResult
from tests.cassette import HOST, ROOT, cassette

SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


@dataclass(frozen=True)
class Recording:
    """A seed in a style of asking, and the name that its cassette and its golden file share."""

    seed: Path
    style: Style

    @property
    def name(self) -> str:
        return f"{self.seed.stem}.{self.style.value}"


RECORDINGS = [Recording(seed, Style.ANCHORED) for seed in SEEDS] + [
    Recording(seed, Style.VERBATIM) for seed in SEEDS if seed.stem.startswith("003")
]


def replay_settings(cache_dir: Path, style: Style = Style.ANCHORED, concurrency: int = 1) -> Settings:
    """Return settings that reach nothing but a cassette, with an answer cache of their own."""
    endpoint = Endpoint(model=EMBEDDED_MODEL, base_url=f"{HOST}/v1", style=style, concurrency=concurrency)
    return Settings(endpoint=endpoint, cache_dir=cache_dir)


def replayed(recording: Recording, cache_dir: Path, concurrency: int = 1) -> ReportResult:
    """Extract a seed from its cassette; a request that was not recorded, or is never made, is an error."""
    with cassette(recording.name) as tape:
        result = extract(recording.seed, replay_settings(cache_dir, recording.style, concurrency))
        assert tape.all_played, f"{recording.name} holds answers that nobody asked for"
    return result


def record() -> None:
    """Ask the real model about every recording; the tests' golden files are updated by their own flag."""
    for recording in RECORDINGS:
        with tempfile.TemporaryDirectory() as folder:
            live = load_settings({})
            settings = replace(live, endpoint=replace(live.endpoint, style=recording.style), cache_dir=Path(folder))
            settings = replace(settings, weights=live.models_dir / "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf")
            with cassette(recording.name, mode="all"):
                result = extract(recording.seed, settings)
        print(recording.name, result.run.status, result.run.tokens, flush=True)  # noqa: T201 - a script's progress


def main(arguments: list[str]) -> None:
    """Record, or replay one seed through the command line as the installed package has it."""
    if arguments == ["--record"]:
        record()
        return
    seed, out = arguments
    recording = next(r for r in RECORDINGS if r.seed.stem.startswith(seed) and r.style is Style.ANCHORED)
    import os

    with tempfile.TemporaryDirectory() as folder, cassette(recording.name) as tape:
        os.environ.update(EXTRACTOR_BASE_URL=f"{HOST}/v1", EXTRACTOR_MODEL=EMBEDDED_MODEL, EXTRACTOR_CACHE_DIR=folder)
        sys.argv = ["extractor", "run", str(recording.seed), "--out", out]
        try:
            cli.main()
        except SystemExit as ended:
            assert tape.all_played
            raise SystemExit(ended.code) from None


if __name__ == "__main__":
    main(sys.argv[1:])
