"""What a claim says: its number read once, from the value with its unit and qualifiers; and how numbers compare."""

import re
from collections.abc import Set as AbstractSet
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from extractor.check.fold import fold_words
from extractor.quick_patterns import compile_quick
from schemas.claim import Claim
from schemas.quantity import Kind, Mention

_SCALED_UNIT = re.compile(r"^([十百千万亿]+)([余多]?)(?=.)")
_FIGURE = re.compile(r"[0-9.,〇零一二三四五六七八九]")
_BARE_NUMBER = re.compile(r"[-−]?[0-9][0-9,]*(?:\.[0-9]+)?")
_BARE_NUMERAL = re.compile(r"[0-9.]*[一二三四五六七八九十百千万亿两〇零]+")
# 4 000 and 3. 4, as thin blanks part thousands and worn print parts decimals; the end of a line or page.
_BLANKS_INSIDE = compile_quick(
    r"(?<=[0-9])[ \xa0\u2002-\u200a\u202f](?=[0-9]{3}(?![0-9]))|(?<=[0-9]\.)[ ](?=[0-9])|(?<=[0-9])[ ](?=\.[0-9])"
    r"|(?<=\S)[ \t\u3000]*[\r\n]\s*"
    r"(?:(?:[-—–·]{1,2} ?\d{1,4} ?[-—–·]{1,2}|第 ?\d{1,4} ?页.{0,12}|\d{1,4})[\r\n]\s*)?(?=\S)"
)
# Words beside a number that say nothing about its exactness.
_NO_QUALIFIERS = {"达", "达到", "仅", "仅为", "共", "共计", "平均", "累计", "总计", "合计", "为", "高达", ""}
_SAME_QUALIFIER = {
    "多": "余",
    "超过": "超",
    "逾": "超",
    "大约": "约",
    "大概": "约",
    "约为": "约",
    "将近": "近",
    "接近": "近",
    "不到": "不足",
    "未满": "不足",
    "不少于": "不低于",
}
# Units where a number means nothing without them; a bare count may go without its 件 or 人.
UNIT_BOUND = frozenset({Kind.PERCENT, Kind.PERMILLE, Kind.PERCENTAGE_POINT})


class Said(NamedTuple):
    """One number as claimed, ready to compare; `value` is None where the claim holds no number of known value."""

    printed: str
    digits: str
    value: str | None
    unit: str
    approx: frozenset[str]
    kind: Kind | None
    contradicts_itself: bool = False


def read_said(claim: Claim) -> tuple[Said, ...]:
    """Read the numbers of a claim, one `Said` each; a claim without a number gives one without a value.

    >>> from schemas.claim import Claim
    >>> [said] = read_said(Claim(path="", name="受众", value_text="15.7万余", unit="人"))
    >>> said.value, said.unit, sorted(said.approx), said.printed
    ('157000', '人', ['余'], '15.7万余人')
    """
    return _read(claim.value_text.strip(), claim.unit.strip(), claim.value, claim.approx or ())


@lru_cache(maxsize=1024)
def _read(text: str, unit: str, value: str | None, approx: tuple[str, ...]) -> tuple[Said, ...]:
    """Read a claim's value, unit, plain value and qualifiers; claims repeat them."""
    text = _BLANKS_INSIDE.sub("", text)
    whole = _compose(text, unit)
    mentions = _with_unit(text, whole)
    quantities = [mention for mention in mentions if mention.is_quantity] or mentions[:1]
    if not quantities:
        return (Said(whole if text else "", fold_words(text), None, norm_unit(unit), norm_approx(approx), None),)
    if len(quantities) == 1:
        return (_said_alone(quantities[0], whole, unit, value, approx),)
    return tuple(_said(mention, mention.text + mention.unit, unit) for mention in quantities)


def _with_unit(text: str, whole: str) -> tuple[Mention, ...]:
    """Find the numbers of a value; the unit given beside it counts where the value itself has none."""
    joined = _plainest(whole) if whole != text else None
    if joined is not None and joined.text == text:
        return (joined,)
    if whole != text and _BARE_NUMBER.fullmatch(text):
        return _numbers(whole) or _numbers(text)
    composed = _numbers(whole) if whole != text else ()
    if len(composed) == 1 and composed[0].text == text and composed[0].quantity_end == len(whole):
        return composed  # 一个半 and 月
    alone = _numbers(text)
    has_unit = bool(alone) and bool(alone[-1].unit)
    return alone if has_unit or whole == text else _numbers(whole) or alone


def _said_alone(mention: Mention, whole: str, unit: str, value: str | None, approx: tuple[str, ...]) -> Said:
    """Read the only number of a claim: its qualifiers and its plain value may stand beside it."""
    said = _said(mention, whole, unit)
    near = mention.approx or _before(whole, mention)
    if not value and not approx and near == mention.approx:
        return said
    plain = _plain_value(value, mention, unit) if value else said.value
    return said._replace(value=plain, approx=norm_approx({*near, *approx}))


def _said(mention: Mention, printed: str, unit: str) -> Said:
    read_unit = norm_unit(mention.unit) or norm_unit(_SCALED_UNIT.sub("", unit))
    return Said(
        printed=printed,
        digits=fold_words(mention.text),
        value=norm_value(mention.value),
        unit=read_unit,
        approx=norm_approx(mention.approx),
        kind=mention.kind,
        contradicts_itself=bool(unit) and unit != mention.unit and not _agrees(unit, mention),
    )


def _before(whole: str, mention: Mention) -> tuple[str, ...]:
    """Return the qualifier that a claim prints before its number; 近30年 may be a term in a text, but no claim."""
    if not mention.start:
        return ()
    from extractor.numbers.qualifiers import read_before  # here, so that importing the check stays quick

    return read_before(whole, mention.start)


def _numbers(text: str) -> tuple[Mention, ...]:
    """Find the numbers of a claim's value."""
    from extractor.numbers.mentions import find_numbers  # here, so that importing the check stays quick

    alone = _plainest(text)
    if alone is not None:
        return (alone,)
    found = tuple(_shifted(mention) for mention in find_numbers("，" + text) if mention.kind is not Kind.ENUMERATOR)
    return found if found and found[0].kind is not Kind.LABEL else _bare_number(text) or found


def _plainest(text: str) -> Mention | None:
    """Return the number of a claim's value where it is of the plainest kind and there is nothing else."""
    from extractor.numbers.mentions import read_alone  # here, so that importing the check stays quick

    alone = read_alone("，" + text, 1)
    return None if alone is None or alone.kind is Kind.ENUMERATOR else _shifted(alone)


def _bare_number(text: str) -> tuple[Mention, ...]:
    """Read a value that is a numeral and nothing else, which in a text might be a label."""
    from extractor.numbers.parse import read_value  # here, so that importing the check stays quick

    plain = fold_words(text)
    if _BARE_NUMBER.fullmatch(plain):
        return (Mention(0, len(text), text, plain.replace(",", "").replace("−", "-"), "", (), Kind.COUNT, len(text)),)
    if _BARE_NUMERAL.fullmatch(plain):
        return (Mention(0, len(text), text, read_value(plain), "", (), Kind.COUNT, len(text)),)
    return ()


def _shifted(mention: Mention) -> Mention:
    """Take back the comma set before a claim's number: a number that opens no text is read sooner."""
    start, end, text, value, unit, approx, kind, behind = mention
    return Mention(start - 1, end - 1, text, value, unit, approx, kind, behind - 1)


def _compose(text: str, unit: str) -> str:
    """Join value and unit; what both say is said once (5.8万 + 万人 is 5.8万人). No unit may lengthen the numeral."""
    if (
        not unit
        or text.endswith(unit)
        or fold_words(text).endswith(fold_words(unit))
        or _FIGURE.match(fold_words(unit))
    ):
        return text
    for size in range(min(len(unit), 4), 0, -1):
        if text.endswith(unit[:size]) and re.fullmatch("[十百千万亿萬億余多餘个]+", unit[:size]):
            return text + unit[size:]
    return text + unit


def _agrees(unit: str, mention: Mention) -> bool:
    """Tell whether a unit given beside a number is the one printed with it, scale included."""
    plain = fold_words(unit)
    if norm_unit(plain) == norm_unit(mention.unit):
        return True
    if _FIGURE.match(plain):
        return False
    scale = _SCALED_UNIT.match(plain)
    bare = plain[scale.end() :] if scale else plain
    if scale and scale.group(1) not in fold_words(mention.text):
        return False
    read = norm_unit(mention.unit)
    return not read or read in {norm_unit(bare), norm_unit(_first_unit(bare))}


@lru_cache(maxsize=4096)
def _first_unit(unit: str) -> str:
    """Return the classifier at the head of a longer unit: 项 of 项工作任务."""
    from extractor.numbers.mentions import find_numbers  # here, so that importing the check stays quick

    found = find_numbers("3" + unit)
    return found[0].unit if found else ""


def _plain_value(value: str, mention: Mention, unit: str) -> str | None:
    """Return the number's value, or the separate plain value where the two disagree."""
    read = norm_value(mention.value)
    plain = norm_value(fold_words(value).replace(",", ""))
    if plain is None:
        found = _numbers(value)
        return read if not found else norm_value(found[0].value)
    if read is None or plain == read:
        return plain
    scaled = [norm_value(found.value) for found in _numbers(_compose(value, unit))]
    if read in scaled:
        return read
    as_share = mention.kind is Kind.PERCENT and _is_hundredth(plain, read)
    return read if as_share else plain


def _is_hundredth(plain: str, read: str) -> bool:
    try:
        return Decimal(plain) * 100 == Decimal(read)
    except InvalidOperation:
        return False


@lru_cache(maxsize=4096)
def norm_value(value: str | None) -> str | None:
    """Give equal values one spelling, ranges and fractions by their parts.

    >>> norm_value("61.40"), norm_value("020..30"), norm_value("1/2")
    ('61.4', '20..30', '1/2')
    """
    if value is None:
        return None
    for joint in ("..", "/"):
        if joint in value:
            parts = [norm_value(part) for part in value.split(joint)]
            return None if None in parts else joint.join(part for part in parts if part)
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value if re.fullmatch(r"[0-9]{1,4}(-[0-9]{1,2}){1,2}", value) else None
    if not number.is_finite() or abs(number.adjusted()) > 1000:
        return None
    plain = format(number, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain == "-0" else plain


_RENMINBI = re.compile("(?<=元)人民币$")


@lru_cache(maxsize=4096)
def norm_unit(unit: str) -> str:
    """Give equal units one spelling: script, width, the 个 that 百分点 and 工作日 may have, the currency that 元 means.

    >>> norm_unit("個百分點"), norm_unit("个月"), norm_unit("％"), norm_unit("元人民币")
    ('百分点', '个月', '%', '元')
    """
    plain = _RENMINBI.sub("", fold_words(unit))
    return plain[1:] if len(plain) > 2 and plain[0] == "个" else plain


def norm_approx(words: AbstractSet[str] | tuple[str, ...]) -> frozenset[str]:
    """Give equal qualifiers one spelling, and drop words that are none.

    >>> sorted(norm_approx(("超过", "多", "达")))
    ['余', '超']
    """
    if not words:
        return frozenset()
    plain = (fold_words(word) for word in words)
    return frozenset(_SAME_QUALIFIER.get(word, word) for word in plain if word not in _NO_QUALIFIERS)


@lru_cache(maxsize=4096)
def significant(value: str | None) -> str:
    """Return the digits of a plain value without the zeros at either end: 5.8 and 58000 are both 58.

    >>> significant("58000"), significant("5.80"), significant("20..30")
    ('58', '58', '')
    """
    if value is None or not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value):
        return ""
    return value.lstrip("-").replace(".", "").strip("0")
