"""Rare code points to the everyday ones that print the same: ⼗ is 十, ⻓ is 长, a thin blank is a blank.

A font may have one glyph for several code points, and what is printed to PDF, or copied out of one, then holds the
lowest of them in place of the everyday character. One character stands for one, offsets stay.
"""

import re
import unicodedata
from html import unescape

# The radicals of U+2E80 to U+2EFF that are characters of their own; Unicode has no decomposition for them. After
# EquivalentUnifiedIdeograph.txt of the Unicode character database.
_SUPPLEMENT = (
    "⺁厂⺇几⺌小⺎兀⺏尣⺒巳⺓幺⺝月⺟母⺠民⺫目⺬示⺮竹⺶羊⺻聿⺼肉⺽臼⻁虎⻃西⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻕阜⻗雨⻘青"
    "⻙韦⻚页⻛风⻜飞⻝食⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龟⻲亀⻳龟"
)
# What prints alike besides: the simplified 户 under the radical of 戶, 胶 in sans-serif, marks, and line breaks.
_ALIKE = "⼾户㬵胶‒–〜～∕／⸺—\u2329〈\u232a〉､、｡。｢「｣」\x0b\n\x85\n\u2028\n\u2029\n"
_BLANKS = (*range(0x2000, 0x200B), 0x202F, 0x205F)
_RARE = re.compile(
    "[\x0b\x85\u2028\u2029\uff61-\uff64\u2000-\u200a\u2012\u202f\u205f\u2215\u2329\u232a\u2e3a\u2e80-\u2fd5\u301c\u3b35\uf900-\ufaff]"
)
_PAIRS = _SUPPLEMENT + _ALIKE
_UNIFIED = {
    code: plain
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00))
    if len(plain := unicodedata.normalize("NFKC", chr(code))) == 1 and plain != chr(code)
} | {ord(code): plain for code, plain in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)}
_UNIFIED |= dict.fromkeys(_BLANKS, " ")


def unified(text: str) -> str:
    """Write the everyday character for each rare one that prints the same; the length stays.

    >>> unified("⼀、新增⻋位⼆⼗六万个")
    '一、新增车位二十六万个'
    """
    return text.translate(_UNIFIED) if _RARE.search(text) else text


_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_WIDE_COMMA = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_NARROW = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_NARROW[ord("．")] = ord(".")


def narrow(text: str) -> str:
    """Write full-width digits and letters, with the points and commas of such numbers, in half width; the length stays.

    >>> narrow("Ｍ２增长１７．５％，拖拉机２，３７７台")
    'M2增长17.5％，拖拉机2,377台'
    """
    return _WIDE_COMMA.sub(",", text).translate(_NARROW) if _WIDE.search(text) else text


REFERENCE = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#[xX][0-9a-fA-F]{2,5});")


def decoded(text: str) -> str:
    """Write the characters that a page's references stand for; NUL fills them up to their length.

    >>> decoded("&ldquo;放管服&rdquo;").replace("\\0", "")
    '“放管服”'
    """
    return REFERENCE.sub(_character, text) if "&" in text else text


def _character(reference: re.Match[str]) -> str:
    """Return one character and its filling; what is no reference, or none to a single character that prints, stays."""
    plain = unescape(reference[0])
    return plain + "\0" * (len(reference[0]) - 1) if len(plain) == 1 and plain.isprintable() else reference[0]


def legible(text: str) -> str:
    """Write a text as it reads: references decoded, rare code points and full-width forms plain; offsets stay.

    >>> legible("⼀、Ｍ２增长１７％")
    '一、M2增长17％'
    """
    return narrow(unified(decoded(text)))
