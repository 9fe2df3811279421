"""The lines of a clean report in, the body that issued it out, with the name that it goes by.

The title counts first, unless the signature gives its body's place besides (市司法局) or it is about another's work
(关于…); then a line that names the body alone, what a speaker says, the labels of a page.
"""

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from extractor.source.head_title import own_line
from extractor.source.offsets import CleanSpan
from extractor.source.organs import find_organ, organ_alone
from extractor.source.places import find_region

_SPOKEN = re.compile(
    r"(?:我|现)?(?:受|根据|(?<!各位)(?<!人民)代表)([^，,。]{0,20}?(?:政府|国务院|委员会|管委会|局|法院|检察院|法制办))(?:筹备组)?(?:的?(?:委托|决定))?[，,]?(?:现在?|现将?)?(?:向|作|就|提出)"
    r"|(国务院|.{2,10}政府)决定由我|报告由(.{4,30}?)(?:根据|按照|依据|依照|编制)"
)
# 我宣读某特别行政区政府第五份施政报告; 这是我出任某特别行政区行政长官之后的首份施政报告
_ADDRESS = re.compile(
    r"我[^。]{0,12}?((?:香港|澳门)特别行政区政府|(?:(?:香港|澳门)特别行政区)?行政长官)[^。]{0,20}施政报告"
)
_ADDRESS_LINES = 40
_VALUE = r"\s?(?:[:：|｜\s]|[\]】][:：]?)\s?(?:[（(]盖章[）)])?([^\s，。|\[【]{2,30})"
_PUBLISHER = re.compile(
    f"(?:发布机构|发布单位|发文机关|发文单位|制发机构|制发机关|发文机构|编制单位|报告单位|填报单位|公开责任部门|部门名称|单位名称|(?<![\u4e00-\u9fff])(?:单位|部门)){_VALUE}"
)
_SOURCE = re.compile(f"(?:发布部门|信息来源|文章来源|内容来源|来源|作者){_VALUE}")
# Who is named before a page's time without a label, or gave it the text: 某县某局 2021-12-31 17:08, 某县某局 供稿
_STAMPED = re.compile(r"(?<!\S)([^\s，。：:]{4,24})\s{1,4}(?:供稿|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\s)")
# 2022年，某市某局坚持以… : whose work the first sentence of the body tells of.
BODY_OPENING = re.compile(
    r"(?:【[^】\n]{2,12}】\s*)?(?:(?:(?:(?:19|20)\d\d年度?|[二一][〇○零][〇○零一二三四五六七八九]{2}年)(?:以来|来)?|近年来|一年来|今年以来|年初以来|今年|过去一年|过去的?一年|过去五年|五年来)[，,])?(?:在[^，。\n]{2,60}下[，,]){0,2}"
)
ACTS = re.compile(
    "坚持|深入|完整|认真|全面|紧紧|始终|严格|切实|积极|按照|围绕|持续|扎实|牢固|高度|深化|贯彻|以|在[^，。]{2,40}下|把|将|党[组委]|紧扣|聚焦|主动|不断|推进|推动|统筹|立足|大力|组织|着力|[内下]设|成立于|现有|完成|开展|办理|实现|主管|主要(?:负责|职[能责])"
)

_CLAUSE_END = re.compile("[，。]")
# Who printed or edited it: 某县人民政府办公室　2023年1月13日印发, （某市人民政府办公室整理）
_IMPRINT = re.compile(r"\S.*(?:日\s?印发?|供稿.*|整理)[）)]?$")
# What the government of a place as a whole reports on, whoever of its offices puts it on a page.
_OF_THE_PLACE = re.compile("法治政府|依法行政|政府工作|政务公开|信息公开")


class Issuer(NamedTuple):
    """A body and its clean span.

    `spoken` tells that the report may name it without its place (我代表省人民政府), `titled` that nothing but the title
    of a 政府工作报告 names it, and not in full (某省政府).
    """

    span: CleanSpan
    spoken: bool = False
    titled: bool = False


def find_issuer(
    text: str, title: CleanSpan | None, head: Sequence[CleanSpan], tail: Sequence[CleanSpan], body: Sequence[CleanSpan]
) -> Issuer | None:
    """Return the body that issued a report, or None; `head`, `tail` and `body` are clean lines.

    >>> find_issuer("某区司法局2022年工作总结", CleanSpan(0, 13), [], [], []).span
    CleanSpan(start=0, end=5)
    """
    signed = _signed(text, tail)
    titled = find_organ(text, own_line(text, title)) if title else None
    if title and titled and signed:
        titled = _titled_or_signed(text, title, titled, signed)
    alone = titled or signed or next(filter(None, (organ_alone(text, line) for line in head)), None)
    if alone:
        return Issuer(_in_full(text, alone, body), spoken=text[slice(*alone)] == "行政长官")
    spoken = _named(text, _SPOKEN, head) or _named(text, _ADDRESS, body[:_ADDRESS_LINES])
    if spoken:
        return Issuer(spoken, spoken=True)
    published = _named(text, _PUBLISHER, head)
    if published:
        return Issuer(_or_its_place(text, title, published))
    done = _acting(text, body) or _named(text, _IMPRINT, tail)
    if done:
        return Issuer(done)
    source = _named(text, _SOURCE, head) or _named(text, _STAMPED, head)
    if source:
        return Issuer(_or_its_place(text, title, source), spoken=True)
    titled_place = find_region(text, own_line(text, title)) if title else None
    if titled_place and text.startswith("政府工作", titled_place.end):  # 某省政府工作报告（摘登）
        return Issuer(CleanSpan(titled_place.start, titled_place.end + len("政府")), titled=True)
    place = _source_place(text, head)
    is_other = place and titled_place and text[slice(*place)] != text[slice(*titled_place)]
    return Issuer(place) if place and not is_other else None


def find_labelled(text: str, head: Sequence[CleanSpan]) -> CleanSpan | None:
    """Return the body that a page names for its publisher or source, or None.

    >>> start, end = find_labelled("来源：某县气象局", [CleanSpan(0, 8)])
    >>> start, end
    (3, 8)
    """
    return next(filter(None, (_named(text, label, head) for label in (_PUBLISHER, _SOURCE, _STAMPED))), None)


def _signed(text: str, tail: Sequence[CleanSpan]) -> CleanSpan | None:
    """Return the body that signed a report: not who printed it, nor whom its last sentence names in brackets."""
    lines = [line for line in reversed(tail) if not _IMPRINT.match(text, *line) and not _is_bracketed(text, line)]
    return next(filter(None, (find(text, line) for find in (organ_alone, find_organ) for line in lines)), None)


def _is_bracketed(text: str, line: CleanSpan) -> bool:
    """Tell whether words stand in brackets behind a sentence: …加强支援。（保安局）"""
    return text.startswith(("(", "（"), line.start) and text[line.start - 1 : line.start] not in ("", "\n")


def _or_its_place(text: str, title: CleanSpan | None, office: CleanSpan) -> CleanSpan:
    """Return the place whose report it is, where its title names that alone and an office of it published it."""
    place = find_region(text, own_line(text, title)) if title else None
    if title is None or place is None or text[slice(*office)].endswith("政府"):
        return office
    home = find_region(text, office)
    government = text[slice(*place)] + "人民政府"
    if text.startswith(government, office.start):
        return CleanSpan(office.start, office.start + len(government))  # 某市人民政府办公室
    is_its = home is None or text[slice(*place)].endswith(text[slice(*home)])
    return place if is_its and _OF_THE_PLACE.search(text, place.end, title.end) else office


def _source_place(text: str, head: Sequence[CleanSpan]) -> CleanSpan | None:
    """Return the place that a page names for the source of a report (来源：某区某镇)."""
    for line in head:
        hit = _SOURCE.search(text, *line)
        place = find_region(text, CleanSpan(*hit.span(1))) if hit else None
        if hit and place == hit.span(1):
            return place
    return None


def _in_full(text: str, organ: CleanSpan, body: Sequence[CleanSpan]) -> CleanSpan:
    """Return the body that the text says acted, where it is the one that is named without its place (市司法局)."""
    words = text[slice(*organ)]
    full = _acting(text, body) if words[0] in "省市县区州盟旗" else None
    return full if full and _is_short_for(words, text[slice(*full)]) else organ


def _is_short_for(words: str, full: str) -> bool:
    """Tell whether a body's name is the end of a fuller one, or has its letters in order (区市场监管局)."""
    letters = iter(full)
    return full.endswith(words) or (full[-1] == words[-1] and all(letter in letters for letter in words))


def _titled_or_signed(text: str, title: CleanSpan, titled: CleanSpan, signed: CleanSpan) -> CleanSpan:
    """Return the body that a title names, or the one that signed.

    The signature gives the title's body in full (县残联, 某市人社局), is another body of the title, or reports on it.
    """
    words = text[slice(*signed)]
    if text[slice(*titled)].endswith(words):
        return titled  # signed 柳林分局, by the name that it goes by at home
    about = "关于" in text[title.start : titled.start]
    fuller = _is_short_for(text[slice(*titled)], words)
    return signed if about or fuller or words in text[slice(*title)] else titled


def _named(text: str, pattern: re.Pattern[str], lines: Sequence[CleanSpan]) -> CleanSpan | None:
    """Return the body that a pattern finds named in the first lines."""
    for line in lines:
        hit = pattern.search(text, line.start, line.end)
        organ = find_organ(text, CleanSpan(*hit.span(hit.lastindex or 0))) if hit else None
        if organ:
            return organ
    return None


def _acting(text: str, body: Sequence[CleanSpan]) -> CleanSpan | None:
    """Return the body that the first sentence of the text says acted; a title may be a sentence too."""
    for line in islice((line for line in body if _CLAUSE_END.search(text, *line)), 2):
        hit = BODY_OPENING.match(text, *line)
        organ = find_organ(text, CleanSpan(hit.end(), line.end)) if hit else None
        if organ and ACTS.match(text, organ.end):
            return organ
    return None
