"""Which quantities of the source no claim accounts for, and whether there is a reason to leave them out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractor.check.index import Place, Source
from extractor.source.clean import clean
from schemas.finding import Finding, OmitReason, Omitted
from schemas.result import DamageKind

_REASON_OF_DAMAGE = {
    DamageKind.DUPLICATE: OmitReason.REPEATED,
    DamageKind.GLOSSARY: OmitReason.GLOSSARY,
    DamageKind.CHROME: OmitReason.NOISE,
    DamageKind.BOOKMARK: OmitReason.NOISE,
    DamageKind.BROKEN_CHARACTERS: OmitReason.NOISE,
    DamageKind.INVISIBLE: OmitReason.NOISE,
}
_HEADING = re.compile(
    r"^[ \t\u3000]*(?P<mark>第[一二三四五六七八九十]+部分|[一二三四五六七八九十]{1,3}、|【)?"
    r"(?P<title>[^。\n]{2,40}?)】?[ \t\u3000]*$",
    re.M,
)
_PLAN = re.compile(
    r"下一步|工作安排|工作计划|工作打算|今后|下一?年度?工作|"
    r"[0-9]{4}年(?:主要|重点)?(?:工作)?(?:安排|计划|打算|任务|思路|目标)"
)
_GLOSSARY = re.compile(r"^(?:附件?[：:0-9一二三]*)?(?:有关|相关)?(?:名词|用语|术语)(?:解释|说明|注释)")


@dataclass(frozen=True, slots=True)
class Excuse:
    """A part of a text whose quantities may be left out, and why."""

    start: int
    end: int
    reason: OmitReason


def find_excuses(text: str) -> tuple[Excuse, ...]:
    """Find the parts of a text whose quantities may be left out: second copies, glossaries, page noise, plans."""
    return tuple(_stretches(text))


def find_omitted(source: Source, findings: Iterable[Finding], excuses: tuple[Excuse, ...]) -> tuple[Omitted, ...]:
    """Return the quantities at no finding's span, in text order."""
    claimed = {(finding.span.start, finding.span.end) for finding in findings if finding.span}
    left = [place for place in source.places if place.is_quantity and (place.start, place.end) not in claimed]
    return tuple(_omitted(source, place, excuses) for place in left)


def _omitted(source: Source, place: Place, excuses: tuple[Excuse, ...]) -> Omitted:
    reason = next((s.reason for s in excuses if s.start <= place.start and place.end <= s.end), None)
    return Omitted(
        start=place.start,
        end=place.end,
        text=source.printed(place),
        value=place.value,
        unit=place.unit,
        reason=reason,
    )


def _stretches(text: str) -> Iterator[Excuse]:
    for damage in clean(text).damage:
        if damage.kind in _REASON_OF_DAMAGE:
            yield Excuse(damage.start, damage.end, _REASON_OF_DAMAGE[damage.kind])
    yield from _headed(text)


def _headed(text: str) -> Iterator[Excuse]:
    """Find glossaries and plans by their headings: each runs to the next heading of its rank, or to the end."""
    headings = [hit for hit in _HEADING.finditer(text) if hit["mark"] or _GLOSSARY.match(hit["title"])]
    for rank, hit in enumerate(headings):
        end = headings[rank + 1].start() if rank + 1 < len(headings) else len(text)
        if _GLOSSARY.match(hit["title"]):
            yield Excuse(hit.start(), len(text), OmitReason.GLOSSARY)
        elif _PLAN.search(hit["title"]):
            yield Excuse(hit.start(), end, OmitReason.PLAN_TARGET)
