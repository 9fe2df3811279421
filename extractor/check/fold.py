"""Fold a text for comparison: one form for what prints the same, with the way back to the original offsets.

Width, punctuation variants, quotation marks, blanks, line breaks, invisible characters, traditional characters,
radicals and pinyin glosses do not count when a quote is looked for. Digits stay what they are, whatever their width.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from extractor.code_points import decoded, unified

_DROPPED = "\0"
_SHORT = 80
_LONG = 1000
_QUOTES = "“”„‟‘’‚‛\"'`´「」『』﹁﹂﹃﹄〝〞＂＇"
_VARIANTS = {
    ",": ",﹐︐",
    ".": ".。｡．﹒",
    "、": "、､﹑",
    ":": ":：﹕∶",
    ";": ";；﹔",
    "(": "(（〔[【﹝﹙［",
    ")": ")）〕]】﹞﹚］",
    "<": "<〈《＜",
    ">": ">〉》＞",
    "-": "-－‐‑‒–—―─━−﹣~～〜∼",
    "·": "·•・‧∙⋅･",
    "%": "%％﹪",
}
_SPECIAL = {ord(mark): _DROPPED for mark in _QUOTES}
_SPECIAL |= {ord(mark): plain for plain, marks in _VARIANTS.items() for mark in marks}
# Characters whose other script has several for them: a reader of either takes them for one.
_TWINS = str.maketrans(
    "覆藉揹瞭炼锺馀伕擡薰幷讬谘衹祇著沈钜牴座",
    "复借背了链钟余夫抬熏并托咨只只着沉巨抵坐",
)
# A reading behind its character, as yearbook scans print it: 建設(shè). Blanks and breaks in it are NUL by then.
_GLOSS = re.compile(r"(?<=[㐀-鿿豈-﫿])\0*\((?:\0*[a-zɡüāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿế]){1,6}\0*\)")
# The point within a code, PM2.5 or PM_2.5, ends no clause.
_POINT_OF_CODE = re.compile(r"([A-Za-z])([\0_]?)([0-9])\.(?=[0-9](?![0-9万亿%]))")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `origins[i]` is the original offset of its i-th character."""

    text: str
    origins: list[int]

    def original_range(self, folded_start: int, folded_end: int) -> tuple[int, int]:
        """Map a folded range to the tightest original range that covers its characters."""
        if folded_end <= folded_start:
            return 0, 0
        return self.origins[folded_start], self.origins[folded_end - 1] + 1

    def position(self, original_offset: int) -> int:
        """Return the folded offset of the first kept character at or behind an original offset."""
        return bisect_left(self.origins, original_offset)


def fold(text: str, cuts: Iterable[tuple[int, int]] = ()) -> Folded:
    """Fold a text and keep the map back; `cuts` are ranges to drop, as breaks of pages within sentences are.

    >>> folded = fold("法治政府 建設(shè)，１２件")
    >>> folded.text
    '法治政府建设,12件'
    >>> folded.original_range(4, 6)
    (5, 7)
    """
    marked = _mark(_without(decoded(text), cuts))
    if _DROPPED not in marked:
        return Folded(marked, list(range(len(marked))))
    origins = [offset for offset, character in enumerate(marked) if character != _DROPPED]
    return Folded(marked.replace(_DROPPED, ""), origins)


def _without(text: str, cuts: Iterable[tuple[int, int]]) -> str:
    """Return a text of the same length in which what is to be dropped is NUL."""
    parts, at = [], 0
    for start, end in cuts:
        parts += [text[at:start], _DROPPED * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


def fold_words(text: str) -> str:
    """Fold a name, a unit or a quote where no way back is needed.

    >>> fold_words("“個 百分點”"), fold_words("建 設(s hè)12"), fold_words("PM_2.5為2.5")
    ('个百分点', '建设12', 'PM2·5为2.5')
    """
    if text.isdecimal() and text.isascii():
        return text
    if len(text) <= _SHORT:
        return _fold_short(text)
    return _fold_quote(text) if len(text) <= _LONG else _fold(text)


def _fold(text: str) -> str:
    return _mark(decoded(text)).replace(_DROPPED, "")


_fold_short = lru_cache(maxsize=4096)(_fold)
_fold_quote = lru_cache(maxsize=1024)(_fold)  # the numbers of a sentence share its quote


def _mark(text: str) -> str:
    """Fold a text without references character by character, same length; what does not count becomes NUL."""
    if len(text) > _LONG:
        _CHARACTER_TABLE.learn([code for code in map(ord, set(text)) if code not in _CHARACTER_TABLE])
    marked = _POINT_OF_CODE.sub(lambda hit: _join_code(hit, text[hit.end() - 1]), text.translate(_CHARACTER_TABLE))
    if "(" not in marked:
        return marked
    return _GLOSS.sub(lambda hit: _DROPPED * len(hit.group()), marked)


def _join_code(hit: re.Match[str], point: str) -> str:
    """Join PM2.5 into a word; what the text prints as 。 ends a sentence (连通G4。2个村)."""
    if point == "。":
        return hit[0]
    return f"{hit[1]}{_DROPPED * len(hit[2])}{hit[3]}·"


class _Characters(dict[int, str]):
    """What each character folds to, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self.learn([code])
        return self[code]

    def learn(self, codes: list[int]) -> None:
        """Add characters, converting all of them to simplified ones in one go."""
        simplified = _simplified([_plain(chr(code)) for code in codes])
        for code, character in zip(codes, simplified, strict=True):
            self[code] = character.translate(_TWINS)


_CHARACTER_TABLE = _Characters()


def _plain(character: str) -> str:
    """Fold the width and kind of one character."""
    if ord(character) in _SPECIAL:
        return _SPECIAL[ord(character)]
    if character.isspace() or unicodedata.category(character) in {"Cc", "Cf", "Mn", "Zs", "Cs"}:
        return _DROPPED
    narrow = unicodedata.normalize("NFKC", unified(character))
    if len(narrow) != 1 or (narrow.isdigit() and not character.isdecimal()):
        return character  # ㎡ and ① are no plain letters or digits
    return _SPECIAL.get(ord(narrow), narrow)


def _simplified(characters: list[str]) -> list[str]:
    """Convert characters one by one: blanks between them keep phrases from forming."""
    from extractor.source.clean import CleanText  # here, so that importing the check stays quick
    from extractor.source.offsets import OffsetMap
    from extractor.source.simplify import simplify

    line = "國 " + " ".join(characters)
    converted = simplify(CleanText(line, line, OffsetMap.keeping([(0, len(line))])))
    return list(converted.text[2::2])
