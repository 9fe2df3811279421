"""Names: is an indicator's name made of the words around its number? If not, the clause's own words name it.

In: a passage and the names that a model gave its anchors. Out: names that stand, and who gave each. A small model
slips to the neighbouring number or repeats its example; both show in the words, so code can tell.
"""

import re
from collections import Counter
from collections.abc import Sequence

from extractor.anchors import Anchor, Passage
from extractor.clauses import (
    MAX_LEFT,
    balanced,
    clause_name,
    context_name,
    fixed_name,
    letters,
    neighbours,
    opens_a_clause,
    own_words,
    without_digits,
    words_before,
)
from extractor.source.headings import theme
from schemas.quantity import Kind
from schemas.report import NameSource

Named = tuple[str, NameSource]
_MEASURE = re.compile(r"(?:总)?(?:数量|次数|人数|件数|户数|个数|金额|人次|幅度|时长|时限|数|量)$")
"""Words that name a measure and need not stand in the text (出庭应诉提示函 -> 出庭应诉提示函数量)."""
BARE = 4
"""A core of so few characters (服务事项, 覆盖) says less than the clause's own words."""
_RATIO = re.compile(r"(?:率|占比|比例|比重|百分比)$")
_COMPARES = re.compile("较|比|同比|环比|低于|高于|占")
_QUIET = re.compile(r"[\s“”‘’\"'《》〈〉「」()（）、，,。；;:：·的]")
_PERCENT = frozenset({Kind.PERCENT, Kind.PERMILLE, Kind.PERCENTAGE_POINT})


def settle_names(names: Sequence[str], passage: Passage) -> list[Named]:
    """Settle the names of all anchors of a passage, in order; two numbers of one unit never share a model's name."""
    settled = [_settle(balanced(name.strip()), passage, a) for name, a in zip(names, passage.anchors, strict=True)]
    for words in (clause_name, context_name):
        uses = Counter((name, a.mention.unit) for (name, _), a in zip(settled, passage.anchors, strict=True))
        settled = [
            named if uses[named[0], a.mention.unit] == 1 else (words(passage, a) or named[0], NameSource.CLAUSE)
            for named, a in zip(settled, passage.anchors, strict=True)
        ]
    return settled


def _settle(name: str, passage: Passage, anchor: Anchor) -> Named:
    if fixed := fixed_name(passage, anchor):
        return fixed, NameSource.CLAUSE
    own = clause_name(passage, anchor)
    if _COMPARES.match(own) or (letters(own) < 3 and opens_a_clause(passage, anchor)):
        own = context_name(passage, anchor)
    own = own or context_name(passage, anchor) or _heading(passage)
    if not own or name == own or (_fits_kind(name, anchor) and _belongs(name, passage, anchor)):
        return name, NameSource.MODEL
    return own, NameSource.CLAUSE


def _heading(passage: Passage) -> str:
    """Return the theme of the innermost heading, for a number without a word of its own; empty if there is none."""
    words = theme(passage.chunk.path[-1]) if passage.chunk.path else ""
    return without_digits(words.strip("。：:"))[:MAX_LEFT]


def _fits_kind(name: str, anchor: Anchor) -> bool:
    """Tell whether a rate is called a rate and a count a count."""
    percent = anchor.mention.kind in _PERCENT
    return not (_RATIO.search(name) and not percent) and not (name.endswith("数") and percent)


def _belongs(name: str, passage: Passage, anchor: Anchor) -> bool:
    """Tell whether a name's words are this number's own, with a subject from before it at most.

    Words that only stand behind it are another number's, and so is a name that has none of the number's own words.
    """
    core = _core(name)
    own, before = _pairs(own_words(passage, anchor).text), _pairs(words_before(passage, anchor))
    pairs = _pairs(core)
    _, following = neighbours(passage, anchor)
    next_only = _pairs(own_words(passage, following).text) - own - before if following else set()
    known = set(without_digits(passage.chunk.text + "".join(passage.chunk.path)))
    if letters(core) <= BARE or not set(_QUIET.sub("", core)) <= known or pairs & next_only:
        return False
    if _skips_the_counted(pairs, passage, anchor):
        return False
    fresh = own - (_pairs_of_neighbours(passage, anchor))
    if len(pairs & own) >= len(pairs) / 2:
        return not fresh or bool(pairs & fresh)
    return bool(pairs & fresh) and len(pairs & (own | before)) >= 0.6 * len(pairs)


def _skips_the_counted(pairs: set[str], passage: Passage, anchor: Anchor) -> bool:
    """Tell whether a number with no words before it is named without the noun right behind it."""
    left, right = own_words(passage, anchor)
    return letters(left) < 2 and letters(right) >= 2 and not pairs & _pairs(right[:3])


def _pairs_of_neighbours(passage: Passage, anchor: Anchor) -> set[str]:
    return {
        pair
        for other in neighbours(passage, anchor)
        if other is not None
        for pair in _pairs(own_words(passage, other).text)
    }


def _pairs(text: str) -> set[str]:
    """Return the pairs of neighbouring characters of each line, punctuation left out."""
    lines = (_QUIET.sub("", line) for line in text.split("\n"))
    return {line[i : i + 2] for line in lines for i in range(len(line) - 1)}


def _core(name: str) -> str:
    """Return a name without the measure at its end, as long as something is left."""
    core = _MEASURE.sub("", name)
    return core if letters(core) >= 2 else name
