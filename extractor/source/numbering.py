"""The list numbers that Word itself writes: a paragraph in, 一、 or （二） out, without which headings are lost."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractor.source.markup import attribute, local

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DIGITS = "〇一二三四五六七八九"
_FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_CHINESE_FORMATS = (
    "chineseCounting chineseCountingThousand japaneseCounting taiwaneseCounting taiwaneseCountingThousand "
    "ideographDigital japaneseDigitalTenThousand koreanCounting"
)
_CHINESE = frozenset(_CHINESE_FORMATS.split())
_MAX_LEVEL, _MAX_LINEAGE = 9, 20


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is written: `text` holds %1, %2 ... for the numbers of the levels."""

    format: str
    text: str
    start: int


@dataclass
class Numbering:
    """The lists of one document and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[str, list[int]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)

    def label(self, paragraph: "Element") -> str:
        """Count a paragraph and return what Word prints before it; empty outside lists and for bullets."""
        number, depth = self._place(paragraph)
        level = self.levels.get(number, {}).get(depth)
        if level is None:
            return ""
        counts = self.counts.setdefault(self.lists.get(number, number), [0] * _MAX_LEVEL)
        if counts[depth] == 0:
            counts[depth] = level.start - 1
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (_MAX_LEVEL - depth - 1)
        if level.format in {"bullet", "none"}:
            return ""
        label = level.text
        for i in range(depth + 1):
            other = self.levels[number].get(i, level)
            label = label.replace(f"%{i + 1}", numeral(max(1, counts[i]), other.format))
        return label

    def _place(self, paragraph: "Element") -> tuple[str, int]:
        """Return the list and level of a paragraph, its own or its style's."""
        properties = next((child for child in paragraph if local(child) == "pPr"), None)
        if properties is None:
            return "", 0
        style = next((attribute(child, "val") or "" for child in properties if local(child) == "pStyle"), "")
        number, depth = self.styles.get(style, ("", 0))
        own = next((child for child in properties if local(child) == "numPr"), None)
        return _read_place(own, number, depth) if own is not None else (number, depth)


NO_NUMBERING = Numbering()


def read_numbering(numbering: "Element", styles: "Element | None") -> Numbering:
    """Read the lists of a document and the styles that belong to them."""
    found = Numbering()
    abstract = {
        attribute(child, "abstractNumId") or "": _levels(child) for child in numbering if local(child) == "abstractNum"
    }
    for child in numbering:
        if local(child) == "num":
            number = attribute(child, "numId") or ""
            base = next((attribute(part, "val") or "" for part in child if local(part) == "abstractNumId"), "")
            own = _overrides(child)
            found.levels[number] = abstract.get(base, {}) | own
            found.lists[number] = number if own else f"abstract {base}"
    found.styles |= _style_places([child for child in styles if local(child) == "style"] if styles is not None else [])
    return found


def _style_places(styles: "list[Element]") -> dict[str, tuple[str, int]]:
    """Return the list and level of each style, its own or that of the style it is based on."""
    names = [attribute(style, "styleId") or "" for style in styles]
    bases = {
        name: attribute(child, "val") or ""
        for name, style in zip(names, styles, strict=True)
        for child in style
        if local(child) == "basedOn"
    }
    own = {name: place for name, style in zip(names, styles, strict=True) for place in style.iter("{*}numPr")}
    places: dict[str, tuple[str, int]] = {}
    for name in names:
        lineage = [name]
        while (base := bases.get(lineage[-1])) and base not in lineage and len(lineage) < _MAX_LINEAGE:
            lineage.append(base)
        numbered = [own[ancestor] for ancestor in reversed(lineage) if ancestor in own]
        for place in numbered:
            places[name] = _read_place(place, *places.get(name, ("", 0)))
    return places


def numeral(value: int, format: str) -> str:
    """Write a list number as Word does.

    >>> [numeral(12, name) for name in ("decimal", "chineseCounting", "upperRoman", "lowerLetter")]
    ['12', '十二', 'XII', 'l']
    """
    value = min(value, 9999)
    if format in _CHINESE:
        return _chinese(value)
    match format:
        case "chineseLegalSimplified" | "ideographLegalTraditional":
            return _chinese(value).translate(_FORMAL)
        case "ideographTraditional":
            return _STEMS[(value - 1) % 10]
        case "ideographZodiac":
            return _BRANCHES[(value - 1) % 12]
        case "upperRoman" | "lowerRoman":
            roman = _roman(value)
            return roman if format == "upperRoman" else roman.lower()
        case "upperLetter" | "lowerLetter":
            letter = chr(ord("A") + (value - 1) % 26)
            return letter if format == "upperLetter" else letter.lower()
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if value <= 20:
            return chr(ord("①") + value - 1)
        case "decimalZero":
            return f"{value:02d}"
        case "decimalFullWidth":
            return str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return str(value)


def _chinese(value: int) -> str:
    """Write 1 to 9999 in Chinese numerals."""
    words, gap = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // power % 10
        if digit:
            words += ("〇" if gap and words else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return words[1:] if words.startswith("一十") else words


def _roman(value: int) -> str:
    words = ""
    for worth, sign in _ROMAN:
        words += sign * (value // worth)
        value %= worth
    return words


def _levels(parent: "Element") -> dict[int, Level]:
    return {_integer(attribute(child, "ilvl"), 0): _level(child) for child in parent if local(child) == "lvl"}


def _overrides(number: "Element") -> dict[int, Level]:
    return {
        _integer(attribute(child, "ilvl"), 0): _level(level)
        for child in number
        if local(child) == "lvlOverride"
        for level in child
        if local(level) == "lvl"
    }


def _level(element: "Element") -> Level:
    values = {local(child): attribute(child, "val") or "" for child in element}
    text = values.get("lvlText", "")
    return Level(values.get("numFmt", "decimal"), text, _integer(values.get("start"), 1))


def _read_place(place: "Element", number: str, depth: int) -> tuple[str, int]:
    for child in place:
        if local(child) == "numId":
            number = attribute(child, "val") or ""
        elif local(child) == "ilvl":
            depth = _integer(attribute(child, "val"), 0)
    return number, min(depth, _MAX_LEVEL - 1)


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and len(text) < 6 and text.isascii() and text.isdigit() else default
