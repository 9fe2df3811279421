"""Names: is an indicator's name made of the words around its number, and does it say what its clause says?

In: a passage and the names that a model gave its anchors. Out: names that stand, and who gave each. A small model
slips to the neighbouring number, repeats its example, or leaves out what was done (权责清单 for 制发权责清单6519项);
all this shows in the words, so code can tell, and names the number by its clause instead.
"""

import re
from collections import Counter
from collections.abc import Sequence

from extractor.anchors import Anchor, Passage
from extractor.clause_names import clause_names
from extractor.clauses import balanced, letters, neighbours, own_words, without_digits, words_before
from extractor.phrases import LIMIT
from extractor.source.headings import theme
from schemas.quantity import Kind
from schemas.report import NameSource

Named = tuple[str, NameSource]
_MEASURE = re.compile(r"(?:总)?(?:数量|次数|人数|件数|户数|个数|金额|人次|幅度|时长|时限|数|量)$")
"""Words that name a measure and need not stand in the text (出庭应诉提示函 -> 出庭应诉提示函数量)."""
BARE = 4
"""A core of so few characters (服务事项, 覆盖) says less than the clause's own words."""
SAID = 0.8
"""The share of the clause name's characters that a model's name must hold."""
UNNAMED = "（未命名）"
"""The name of a number that neither the model nor any words of the report name."""
_STOP = re.compile("[，,。；;：:！!？?——]")
_YEAR = re.compile("(?:19|20)[0-9]{2}年度?(?:及|和|与|、)?")
_RATIO = re.compile(r"(?:率|占比|比例|比重|百分比)$")
_SPOKEN = re.compile(
    "^(?:但|然后|另外|至|相应$|现时|仍|继(?!续)|包括|上述|我|可(?![再回])|下个|也|亦|并(?![购网联轨])|则)|我们|不单|约为|为例$|预计"
    "|(?<![委社协员机法议学聚大商工都宴盛展])会(?![议员展堂计社场所前])|[的属是于至约可及]$"
)
"""Words of spoken sentences, which a clause cannot be cut free of (然后由一个新机构…): the model names it better."""
_QUIET = re.compile(r"[\s“”‘’\"'《》〈〉「」()（）、，,。；;：:·的]")
_PERCENT = frozenset({Kind.PERCENT, Kind.PERMILLE, Kind.PERCENTAGE_POINT})


def settle_names(names: Sequence[str], passage: Passage) -> list[Named]:
    """Settle the names of all anchors of a passage, in order; two numbers of one unit never share a model's name."""
    said = [balanced(name.strip()) for name in names]
    own = [name or _heading(passage) for name in clause_names(passage)]
    settled = [_settle(*three, passage) for three in zip(said, own, passage.anchors, strict=True)]
    uses = Counter((name, anchor.mention.unit) for (name, _), anchor in zip(settled, passage.anchors, strict=True))
    return [
        named if uses[named[0], anchor.mention.unit] == 1 or not clause else (clause, NameSource.CLAUSE)
        for named, clause, anchor in zip(settled, own, passage.anchors, strict=True)
    ]


def _settle(name: str, own: str, anchor: Anchor, passage: Passage) -> Named:
    if name and (not own or name == own):
        return name, NameSource.MODEL
    if letters(name) <= LIMIT and (_says(name, own) or _SPOKEN.search(own)) and is_its_own(name, passage, anchor):
        return name, NameSource.MODEL
    return own or UNNAMED, NameSource.CLAUSE


def _says(name: str, own: str) -> bool:
    """Tell whether a name holds what the clause says of its number."""
    wanted = _QUIET.sub("", own)
    held = sum(min(wanted.count(letter), name.count(letter)) for letter in set(wanted))
    return held >= SAID * len(wanted)


def is_its_own(name: str, passage: Passage, anchor: Anchor) -> bool:
    """Tell whether a name's words are those of its number and not those of another."""
    return _fits_kind(name, anchor) and _belongs(name, passage, anchor)


def _heading(passage: Passage) -> str:
    """Return the theme of the innermost heading, for a number without a word of its own; empty if there is none."""
    words = _YEAR.sub("", theme(passage.chunk.path[-1])) if passage.chunk.path else ""
    first = next((piece for piece in _STOP.split(words) if letters(piece) >= 2), "")
    return balanced(without_digits(first))[:LIMIT]


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
