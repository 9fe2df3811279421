"""Read a numeral that is a name by a general rule: a text and a core go in, a label comes out, or None.

The rules are tried in the order of `_ARABIC` or `_HAN`; each is one small function for one class of names, and says
by which characters beside the core it can apply. The fixed names of the table are not read here but where a scan
first meets them.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from string import ascii_letters
from typing import NamedTuple

from extractor.numbers import labels
from extractor.numbers.dates import BARE_YEAR, MINGUO
from extractor.numbers.units import read_unit
from schemas.quantity import Kind, Mention

_ROAD_NETS = frozenset("台國国")
_NO_SLOGAN = frozenset("是、,，个個成又")
_COUNTING = frozenset("%％‰余多")
_CURRENCIES = frozenset({"RMB", "USD", "CNY", "HKD", "HK"})
_LETTERS_BEFORE = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]+[-._＿]?\Z")
_OF_CODE = re.compile(r"[A-Za-z]+[/\-－—_.·]?\Z")
_PHRASE = re.compile(r"(?:[（(][^（()）]{0,8}[)）]|[^，。；：！？!?;:》〉”’」』\")）\]】…（(])+")
_NUMERAL = re.compile(r"[0-9一二三四五六七八九十百千万兩两双雙N]")
_PARTY = re.compile(r"[党黨]的?|共[产產][党黨]|过|[十二][一二三四五六七八九十]*大[、和及与]\Z")
_OF_PARTY = re.compile(
    "大(?:精神|[报報]告|以[来來]|召[开開]|[闭閉]幕|[关關]于|(?:所|已[经經])?(?:[确確]定|[确確]立|提出)|[、和及与][十二][一二三四五六七八九十]*[大届屆])"
)
_EMERGENCY = re.compile(r"报警|(?:刑事|治安|有效|总|类)*警情|指挥|急救|热线|打[个通电個電]|接处警|电话|服务|平台|联动")
_HAN_FIRST = frozenset("一二三四五六七八九十两兩双雙")


def read_name(text: str, start: int, end: int) -> Mention | None:
    """Return the label whose first numeral is the core `start..end` of `text`, if a rule makes it a name.

    Offsets are code points into the text that is scanned. Source of the rules: number-rules, names and mechanisms.

    >>> read_name("创新1+1+N模式", 2, 3).text, read_name("三年行动方案", 0, 1).text
    ('1+1+N', '三年行动')
    """
    for read in _rules(text[start] in _HAN_FIRST, text[start - 1 : start], text[end : end + 1]):
        span = read(text, start, end)
        if span:
            return label(text, *span)
    return None


def label(text: str, start: int, end: int) -> Mention:
    """Return the label `start..end` of `text`; a label has no value and no unit."""
    return Mention(start, end, text[start:end], None, "", (), Kind.LABEL, end)


def read_phrase(text: str, start: int, name_end: int) -> Mention:
    """Return the label from the first numeral of a quote to the end of its phrase, less list members without one.

    >>> read_phrase("“一次办、自助办”", 1, 8).text
    '一次办'
    """
    found = _PHRASE.match(text, start, name_end)
    phrase = found[0] if found else text[start]
    while "、" in phrase and not _NUMERAL.search(phrase, phrase.rindex("、")):
        phrase = phrase[: phrase.rindex("、")]
    return label(text, start, start + len(phrase))


Span = tuple[int, int] | None


def _document(text: str, start: int, end: int) -> Span:
    found = labels.DOCUMENT.match(text, start - 1)
    return (start - 1, found.end()) if found else None


def _code(text: str, start: int, end: int) -> Span:
    letters = _OF_CODE.search(text, max(0, start - 12), start)
    first = letters.start() if letters else start
    if not labels.CODE_BEFORE.search(text, max(0, first - 16), first):
        return None
    found = labels.CODE.match(text, first)
    return (first, found.end()) if found and not _counts(text, found.end()) else None


def _registration(text: str, start: int, end: int) -> Span:
    found = labels.REGISTRATION.match(text, start)
    return found.span() if found else None


def _lettered(text: str, start: int, end: int) -> Span:
    before = text[start - 1 : start].strip("-._＿") or text[max(0, start - 2) : max(0, start - 1)]
    if not (before.isascii() and before.isalpha() and text[start].isascii()):
        return None
    letters = _LETTERS_BEFORE.search(text, max(0, start - 12), start)
    if letters is None or letters[0].upper() in _CURRENCIES or _measures(text, end):
        return None
    rest = labels.LETTERS.match(text, end)
    return letters.start(), rest.end() if rest else end


def _road(text: str, start: int, end: int) -> Span:
    found = labels.ROAD.match(text, end)
    if found is None and text[max(0, start - 2) : start].rstrip()[-1:] in _ROAD_NETS:
        found = labels.LINE.match(text, end)
    if found is None and labels.ROAD_BEFORE.search(text, max(0, start - 3), start) and not _counts(text, end):
        return start, end
    return (start, found.end()) if found else None


def _house(text: str, start: int, end: int) -> Span:
    found = labels.HOUSE.match(text, end)
    return (start, found.end()) if found and labels.STREET.search(text, max(0, start - 3), start) else None


def _phone(text: str, start: int, end: int) -> Span:
    found = labels.PHONE.match(text, start) if text[start] in "01" and end - start in (3, 4, 11) else None
    return (start, found.end()) if found and not _counts(text, found.end()) else None


def _page(text: str, start: int, end: int) -> Span:
    if text[start - 1] == "\n":
        return (start, end) if labels.FOOT.match(text, end) else None
    page = labels.PAGE.match(text, end)
    if page is None:
        return None
    leader = labels.DASH if "-" in page[0] else labels.LEADER
    return (start, end) if leader.search(text, max(0, start - 8), start) else None


def _address(text: str, start: int, end: int) -> Span:
    if _counts(text, end) or not labels.ADDRESS.search(text, max(0, start - 8), start):
        return None
    rest = labels.ADDRESS_END.match(text, end)
    return start, rest.end() if rest else end


def _paper(text: str, start: int, end: int) -> Span:
    found = labels.PAPER_DAY.match(text, start) if text[start - 2 : start] == "报》" else None
    return (start, found.end()) if found else None


def _generation(text: str, start: int, end: int) -> Span:
    found = labels.GENERATION.match(text, start)
    return (start, found.end()) if found else None


def _volume(text: str, start: int, end: int) -> Span:
    if end - start != 4 or text[start - 1 : start].strip() or not BARE_YEAR.match(text[start:end]):
        return None
    found = labels.VOLUME.match(text, end)
    return (start, found.end()) if found else None


def _joined(text: str, start: int, end: int) -> Span:
    found = labels.SUM.match(text, start) or labels.DAY_NAME.match(text, start)
    found = found or labels.SERVICE_HOURS.match(text, start)
    return (start, found.end()) if found else None


def _plan(text: str, start: int, end: int) -> Span:
    if end - start == 4 and text[start] in "12":
        return None
    found = labels.PLAN.match(text, end)
    return (start, found.end()) if found else None


def _year_plan(text: str, start: int, end: int) -> Span:
    found = labels.YEAR_PLAN.match(text, end) if BARE_YEAR.match(text[start:end]) else None
    return (start, found.end()) if found else None


def _fixed(text: str, start: int, end: int) -> Span:
    if text[start - 1 : start] == "第" or (text[end] in "强強" and "." in text[start:end]):
        return None
    found = labels.FIXED_AFTER.match(text, end)
    if found:
        return start, found.end()
    congress = text[end] == "大" and end - start >= 2 and text[start] in "十二"
    named = congress and (_PARTY.search(text, max(0, start - 4), start) or _OF_PARTY.match(text, end))
    return (start, end + 1) if named else None


def _before_school(text: str, start: int, end: int) -> Span:
    """Read the years of kindergarten, which are a word: 学前三年毛入园率."""
    return (start, end + 1) if text.endswith(("学前", "學前"), 0, start) else None


def _five_year(text: str, start: int, end: int) -> Span:
    found = labels.FIVE_YEAR.match(text, start) if text[start] in _HAN_FIRST else None
    return (start, found.end()) if found and found.end() >= end else None


def _numbered_set(text: str, start: int, end: int) -> Span:
    if end - start > 1 or text[start] not in _HAN_FIRST or text[start] == "一":
        return None
    found = labels.BIG.match(text, end)
    return (start, found.end()) if found else None


def _slogan(text: str, start: int, end: int) -> Span:
    if end - start > 1 or text[start] not in _HAN_FIRST or text[end : end + 1] in _NO_SLOGAN:
        return None
    found = labels.SLOGAN.match(text, start)
    if found is None:
        return None
    ones = (text[start] == "一") + (found["second"] == "一")
    counts = read_unit(text, end)[0] or read_unit(text, found.start("noun"))[0]
    return (start, found.end()) if ones == 2 or (ones == 0 and not counts) else None


def _place(text: str, start: int, end: int) -> Span:
    if end - start > 1 or text[end : end + 1] in _NO_SLOGAN or read_unit(text, end)[0]:
        return None
    found = labels.PLACE.match(text, start)
    return (start, found.end()) if found else None


def _model(text: str, start: int, end: int) -> Span:
    if read_unit(text, end)[0]:
        return None
    if labels.MAGNITUDE.match(text, end) and (
        end - start > 1 or text[end] in "eEM" or labels.LONE_THOUSAND.match(text, end)
    ):
        return None
    found = labels.MODEL.match(text, end)
    return (start, found.end()) if found else None


def _address_chain(text: str, start: int, end: int) -> Span:
    found = None if MINGUO.match(text, start) else labels.DOTTED.match(text, start)
    return (start, found.end()) if found else None


def _release(text: str, start: int, end: int) -> Span:
    behind = end + (text[end : end + 1] == " ")
    is_share = text[end : end + 1] in ":：∶"  # 4.0∶37.7∶58.3
    is_release = not is_share and labels.RELEASE.match(text[start:end]) and not _counts(text, behind)
    return (start, end) if is_release else None


def _hotline(text: str, start: int, end: int) -> Span:
    if not labels.HOTLINE.match(text[start:end]):
        return None
    named = _EMERGENCY.match(text, end) or (end - start > 3 and not _counts(text, end))
    return (start, end) if named else None


def _measures(text: str, end: int) -> bool:
    """Tell whether a number behind letters is one for sure: GDP61亿元, 投入RMB300万元."""
    return text[end - 1] in "万萬亿億" or read_unit(text, end)[1] is Kind.MONEY or text[end : end + 1] in ("%", "％")


def _counts(text: str, end: int) -> bool:
    end += text.startswith(" ", end)
    return bool(read_unit(text, end)[0]) or text[end : end + 1] in _COUNTING


class _Rule(NamedTuple):
    """One class of names, and the characters right before or right behind a core of which one must be there."""

    read: Callable[[str, int, int], Span]
    before: str | None = None
    behind: str | None = None


_BY_FORM = (
    _Rule(_joined, behind="+＋·•‧・∙ ×✕✖*＊"),
    _Rule(_plan, behind="年日天"),
    _Rule(_fixed, behind="届屆中版号號大强強本运運"),
    _Rule(_before_school, behind="年"),
)
_ARABIC = (
    _Rule(_document, before="〔[（(【"),
    _Rule(_registration, before="备備"),
    _Rule(_code, before="号號码碼：:【为是 \t\n\u3000/-_." + ascii_letters),
    _Rule(_lettered, before=ascii_letters + "-._＿"),
    _Rule(_phone),
    _Rule(_road, before="台國国道 ", behind="国國省县縣乡鄉线線 "),
    _Rule(_house, behind="号號巷弄 \n"),
    _Rule(_page, before=" .…·-\n"),
    _Rule(_address, before="件表图圖+@.：: 话話编編机機线線号號码碼为為是"),
    _Rule(_volume, behind="卷版款 "),
    _Rule(_paper, before="》"),
    _Rule(_generation, behind="后後"),
    _Rule(_address_chain, behind="."),
    *_BY_FORM,
    _Rule(_year_plan, behind="专行规規计計纲攻"),
    _Rule(_model, behind=ascii_letters),
    _Rule(_release),
    _Rule(_hotline),
)


def _street(text: str, start: int, end: int) -> Span:
    han = text[start] in _HAN_FIRST and end - start == 1
    return (start, end + 1) if han and labels.NAMED_STREET.search(text, max(0, start - 2), start) else None


def _visit(text: str, start: int, end: int) -> Span:
    return (start, end + 1) if text[start] == "一" and text.endswith("最多跑", 0, start) else None


_HAN = (
    *_BY_FORM,
    _Rule(_street, behind="路"),
    _Rule(_visit, behind="次"),
    _Rule(_five_year),
    _Rule(_numbered_set),
    _Rule(_slogan),
    _Rule(_place),
)


@lru_cache(maxsize=4096)
def _rules(han: bool, before: str, behind: str) -> tuple[Callable[[str, int, int], Span], ...]:
    """Return the rules that can apply between these two characters, in order."""
    return tuple(
        rule.read
        for rule in (_HAN if han else _ARABIC)
        if (rule.before is None and rule.behind is None)
        or (rule.before and before and before in rule.before)
        or (rule.behind and behind and behind in rule.behind)
    )
