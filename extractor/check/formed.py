"""Names whose form says what they mean: with 的 in them, with a size, or cut from the source over numbers."""

import re
from collections.abc import Sequence

from extractor.check.bond import Binding, Bond, Name, bound_to
from extractor.check.counted import Counted
from extractor.check.elsewhere import Elsewhere
from extractor.check.index import Source
from extractor.check.nearness import Nearness
from extractor.check.parallel import Parallels
from extractor.check.parts import Parts
from extractor.check.place import Place
from extractor.check.stretch import Stretches
from extractor.check.words import ENDS_IN_ACT, pairs_of
from extractor.quick_patterns import compile_quick

_DANGLING = re.compile(r"[和与及、](?:总?数量?|总?量)?$")
_MARK = re.compile("[,、;:]")
_CLAUSE = re.compile("[,;:]")
_REACHES = re.compile("[累总共已达增升]")
_PARTED = re.compile("[,、;:]|[中已仍还]?有")
_SUBJECT, _FROM, _NEAR = 3, re.compile("[由从自][^,;:.、]{0,10}$"), 12
_SO_FAR, _ACT = re.compile("中?(?:已经?|现已|共|全部|仅)?$"), 2
_SOME_OF = re.compile("中[已仍还只就]?有$")
_SIZE = compile_quick(
    r"[0-9.]+(?=[%百千万亿元岁]|以[上下内])|(?<![0-9.十百千万])[一两三四五六七八九]?(?:[十百千]?亿|[十百千]万)元?"
)
"""A size that says which are meant: 10亿元以上项目, 超亿元楼宇."""


class Formed:
    """Judge the names of one source by their form."""

    def __init__(
        self,
        source: Source,
        nearness: Nearness,
        parallels: Parallels,
        counted: Counted,
        elsewhere: Elsewhere,
        parts: Parts,
    ) -> None:
        self._source, self._nearness, self._parallels, self._counted = source, nearness, parallels, counted
        self._elsewhere, self._parts = elsewhere, parts
        self._stretches = Stretches(source)

    def judge(self, name: Name, place: Place, rivals: Sequence[Place]) -> tuple[float, Binding] | None:
        """Judge a name among numbers of one unit; None where its form says nothing."""
        found = self._sized(name, place, rivals) or self._headed(name, place, rivals)
        found = found or self._done(name.plain, place, rivals) or self._taken_up(name.plain, place, rivals)
        return found or self._cut(name, place, rivals)

    def _taken_up(self, plain: str, place: Place, rivals: Sequence[Place]) -> tuple[float, Binding] | None:
        """Judge a name of a share that a clause without a subject tells of the number before: 产值41亿元,占全市16%."""
        subject, takes, _ = plain.partition("占")
        if not takes or len(subject) < _SUBJECT:
            return None
        told = [one for one in (place, *rivals) if self._takes_up(subject, one)]
        return bound_to(told[0], place) if len(told) == 1 else None

    def _takes_up(self, subject: str, place: Place) -> bool:
        before = self._source.before(place)
        if before is None or self._nearness.words(place).item or not self._says_share(place):
            return False
        return (self._parallels.phrase(before) or "").endswith(subject)

    def _says_share(self, place: Place) -> bool:
        text, start = self._source.folded.text, place.folded_start
        if _FROM.search(text, max(0, start - _NEAR), start):
            return False  # 占比由31%提升至54%
        return (self._parallels.phrase(place) or "").startswith("占")

    def _done(self, plain: str, place: Place, rivals: Sequence[Place]) -> tuple[float, Binding] | None:
        """Judge a name that ends in what was done to some of those counted: 项目开工 is 74 of 86个项目已开工74个."""
        thing, act = plain[:-_ACT], plain[-_ACT:]
        if len(thing) < _ACT:
            return None
        for some in (place, *rivals):
            whole = self._source.before(some)
            if whole is None or whole.unit != some.unit:
                continue
            gap = self._source.folded.text[whole.folded_end : some.folded_start]
            if gap.endswith(act) and _SO_FAR.sub("", gap.removesuffix(act)) == thing:
                return bound_to(some, place)
        return None

    def _headed(self, name: Name, place: Place, rivals: Sequence[Place]) -> tuple[float, Binding] | None:
        """Judge a name with 的, which means the number that counts what it ends in; None for any other.

        设立服务点的镇街 is 16 of 在16个镇街设立服务点34个. What a later clause says is no more said of those counted:
        通过测试的干部, of 318名干部参加测试,通过276名. Nor is what was done to some of them: 8项工作审核通过7项.
        """
        said = name.plain.rpartition("的")[0]
        if not said or ENDS_IN_ACT.search(said):
            return None
        if self._is_untold(said, place):
            return 0.0, Binding(Bond.TORN, place, rivals[0])
        numbers = [place, *rivals]
        parted = ((one, [other for other in numbers if other is not one]) for one in numbers)
        head, others = next(
            ((one, rest) for one, rest in parted if self._counted.is_head(name.plain, one, rest)), (None, [])
        )
        if head is None:
            return None
        later = next((other for other in others if self._is_said_later(name, head, other)), None)
        if later is not None:
            return (0.0, Binding(Bond.TORN, place, later)) if head is place else None
        return bound_to(head, place)

    def _is_untold(self, said: str, place: Place) -> bool:
        """Tell whether nothing of some words stands in a number's sentence, or in the heads of its row and column."""
        told = self._source.folded.text[slice(*self._source.folded_sentence(place.sentence))]
        pairs = pairs_of(said)
        return bool(pairs) and place.index not in self._source.headings and not any(pair in told for pair in pairs)

    def _is_said_later(self, name: Name, place: Place, later: Place) -> bool:
        """Tell whether a name says what only a later clause says of another number, or what is said of some of many.

        已通高速的县 of 16个县中已有15个通高速.
        """
        text = self._source.folded.text
        parted = _PARTED.search(text, place.folded_end, later.folded_start)
        if parted is None or later.index < place.index:
            return False
        if _SOME_OF.search(text, place.folded_end, later.folded_start):
            low, high = self._source.folded_sentence(place.sentence)
            said = pairs_of(name.plain.rpartition("的")[0])
            before, behind = pairs_of(text[low : place.folded_start]), pairs_of(text[later.folded_end : high])
            return len(said & behind) > len(said & before)
        return self._elsewhere.later(name.plain, place, [later]) is not None

    def _sized(self, name: Name, place: Place, rivals: Sequence[Place]) -> tuple[float, Binding] | None:
        """Judge a name that says a size, 10亿元以上项目: it means the number in whose clause alone that stands."""
        said = set(_SIZE.findall(name.plain))
        if not said:
            return None
        sizes = [said & self._sizes(one) for one in (place, *rivals)]
        missing = said - sizes[0]
        other = next((rival for rival, told in zip(rivals, sizes[1:], strict=True) if missing & told), None)
        if other is not None:
            return 0.0, Binding(Bond.TORN, place, other)
        return (1.0, Binding(Bond.FITS, place)) if not missing and said not in sizes[1:] else None

    def says_size(self, name: Name, place: Place) -> bool:
        """Tell whether a name says a size, and the clause of a number says the same."""
        said = set(_SIZE.findall(name.plain))
        return bool(said) and said <= self._sizes(place)

    def _sizes(self, place: Place) -> set[str]:
        """Return the sizes told of a number, those before a 、 too: 亿元以上项目新开工43个、竣工38个."""
        own = set(_SIZE.findall(self._clause(place)))
        if own:
            return own
        low, _ = self._source.folded_sentence(place.sentence)
        told, _, act = _CLAUSE.split(self._source.folded.text[low : place.folded_start])[-1].rpartition("、")
        return set() if _REACHES.match(act) else set(_SIZE.findall(told))

    def _clause(self, place: Place) -> str:
        """Return the folded words around a number up to the next marks."""
        low, high = self._source.folded_sentence(place.sentence)
        text = self._source.folded.text
        left, right = text[low : place.folded_start], text[place.folded_end : high]
        return _MARK.split(left)[-1] + " " + _MARK.split(right, maxsplit=1)[0]

    def _cut(self, name: Name, place: Place, rivals: Sequence[Place]) -> tuple[float, Binding] | None:
        """Judge a name that is cut from the source so that it runs over numbers, or breaks off; None for any other."""
        behind = self._source.folded.text.startswith(name.plain, place.folded_end)
        stretch = self._stretches.read(name.plain, place)
        if (_DANGLING.search(name.plain) and not behind) or (stretch and stretch.names is None):
            return 0.0, Binding(Bond.TORN, place, rivals[0])
        if (
            stretch is None
            or (stretch.names == place.index and not stretch.surely)
            or self._parts.is_named(name, place)
        ):
            return None
        if self._nearness.words(place).item:
            return None  # 收入4140亿元,增长18.6%和23.4%: told in turn, not of what stands nearest
        if stretch.names == place.index:
            is_part = any(self._parts.is_named(name, rival) for rival in rivals)
            return None if is_part else (1.0, Binding(Bond.FITS, place))
        named = next((rival for rival in rivals if rival.index == stretch.names), rivals[0])
        if self._counted.counts_nested(name.plain, place, named) or self._nearness.words(named).item:
            return None
        if name.is_joined and self._parallels.is_joined(name.plain, place, named):
            return 0.0, Binding(Bond.TORN, place, named)
        return -1.0, Binding(Bond.RIVAL, place, named)
