"""Tell a whole from its parts: in 查获车辆87辆,其中网约车61辆 a name that says 网约车 speaks of the part."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractor.check.bond import CLEAR, Name
from extractor.check.index import Source
from extractor.check.parallel import JOINTS, Parallels
from extractor.check.place import Place
from extractor.check.words import DONE, LONGER, last_of, pairs_of

_OPENS = re.compile(
    r"其中|^\((?!含|不|折)|按[^,;:.]{2,8}[分看],?|分[^,;:.]{2,6}看,?|^[^,;:.]{1,12}(?:中,(?!已|共|全)|中,?(?:[已仍还]?有)?$|[已仍还]有$)"
)
_SOME_HAVE = re.compile("(?:中,?[已仍还]?|[已仍还])有$")
_DONE_TO = re.compile("^(?:已经?|被|均)+")
_ENDS = re.compile("[;:.!?()]")
_BRACKETED = re.compile(r"[^,;:、()]*\([^()]*\)[^,;:、()]*$")
_ASIDE = re.compile(r"\([^()]*\)")
_LEVEL = re.compile("[省市州县区镇乡村]{2}|[省市州县区镇乡村](?=[级本直])")
_LEVELS = re.compile("[省市州县区镇乡村级直本()、和与及]+$")
# What a number of the same unit that is no whole says of it: 贷款412亿元,比年初增加37亿元,其中…
_CHANGED = re.compile("(?:比|较|同比)[^,;:]*(?:增加|增长|减少|下降|净增)了?$")
_IN_ALL = re.compile("(?<=..)(?:总[数量额]|合计|总计)$")
_GROWS = re.compile("同比|环比|[比较]|[增减升降]|提[高升]|上升|下降")
_OF_ALL = re.compile("全[国省市县区州盟旗镇乡]|总")
_COUNTED = re.compile("[^,;:.]+")
_LEAST, _FAR, _NEAR, _LEAD = 2, 24, 12, 4


@dataclass
class Parts:
    """The parts among the numbers of one source, each looked for when it is first asked about."""

    source: Source
    parallels: Parallels
    _wholes: dict[int, Place | None] = field(default_factory=dict)

    def lead(self, name: Name, place: Place, rival: Place) -> float | None:
        """Return how much better a name fits one of two numbers, -1 to 1; None where neither is a part of the other.

        What the words of the whole say as well tells nothing: 文件、合同142件,其中合同86件.
        """
        if self.whole(place) is rival:
            if self._says_sisters(name.plain, place):
                return -CLEAR
            if self._is_said(name, place, rival):
                return 1.0
            if _IN_ALL.search(name.plain) or self._has_strange_word(name.plain, rival):
                return 0.0
            return -CLEAR / 2 if self._is_unsaid(name, place, rival) else None
        if self.whole(rival) is not place:
            return None
        if self._says_sisters(name.plain, rival):
            return CLEAR
        if self._is_said(name, rival, place):
            return -1.0
        if _IN_ALL.search(name.plain):
            return CLEAR
        if _OF_ALL.match(name.plain) and self._called(rival)[:_LEAST] not in name.plain:
            return CLEAR
        if self._has_strange_word(name.plain, place):
            return 0.0
        counted = (self.parallels.phrase(place) or "")[-_LEAST:]
        return CLEAR if counted in name.pairs and self._is_unsaid(name, rival, place) else None

    def _says_sisters(self, plain: str, part: Place) -> bool:
        """Tell whether a name says what two parts of a whole are called: 异议投诉 of 28件(异议17件、投诉11件)."""
        if (called := self._called(part)) not in plain or len(called) < _LEAST or _GROWS.match(called):
            return False
        places = self.source.places
        beside = (places[at] for at in (part.index - 1, part.index + 1) if 0 <= at < len(places))
        sisters = (self._called(one) for one in beside if one.is_quantity and self.whole(one) is self.whole(part))
        apart = (other for other in sisters if other not in called and called not in other and not _GROWS.match(other))
        return any(len(other) >= _LEAST and other in plain for other in apart)

    def _has_strange_word(self, plain: str, whole: Place) -> bool:
        """Tell whether a name puts a word into those before a whole that its sentence has nowhere.

        发展年轻党员 may be the part of 发展党员19名,其中35岁以下13名.
        """
        low, high = self.source.folded_sentence(whole.sentence)
        word = self.parallels.inserted(plain, whole) or ""
        return len(word) >= _LEAST and self.source.folded.text.find(word, low, high) < 0

    def _is_unsaid(self, name: Name, part: Place, whole: Place) -> bool:
        """Tell whether a name has next to nothing of what a part is of its whole: 车辆 for 网约车."""
        phrase, others = self.parallels.phrase(part) or "", self.parallels.phrase(whole) or ""
        own = pairs_of(phrase) - pairs_of(others)
        if not own or own.isdisjoint(name.pairs):
            return bool(own)
        same_noun = phrase[-_LEAST:] in others
        return same_noun and phrase[:_LEAST] not in name.plain and 2 * len(own & name.pairs) <= len(own)

    def is_named(self, name: Name, place: Place) -> bool:
        """Tell whether a number is a part, and a name says what it is of its whole."""
        return self.named_whole(name, place) is not None

    def named_whole(self, name: Name, place: Place) -> Place | None:
        """Return the whole that a number is a part of, where a name says which part; None elsewhere."""
        whole = self.whole(place)
        return whole if whole is not None and self._is_said(name, place, whole) else None

    def _is_said(self, name: Name, part: Place, whole: Place) -> bool:
        """Tell whether a name says all that a part is called, and the words before the whole do not."""
        phrase = self._called(part)
        level = _LEVEL.match(name.plain)
        if level and (levels := _LEVELS.search(self._gap(part))) and set(level[0]) <= set(levels[0]):
            return True
        joined = name.is_joined and not JOINTS.isdisjoint(name.plain.replace(phrase, ""))
        said = last_of(phrase, name.plain) >= 0 or self._is_inserted(name.plain, part, whole)
        if joined or len(phrase) < _LEAST or not said:
            return False
        low, text = self.source.gap_start(whole), self.source.folded.text
        counted = _COUNTED.match(text, whole.folded_end, part.folded_start) if _IN_ALL.search(name.plain) else None
        if counted and phrase in counted[0]:
            return False  # 教师医生总数 is that of 264名教师、医生,其中教师148名
        before = last_of(phrase, text, low, whole.folded_end)
        if before >= 0 and text.startswith("等", before + len(phrase)):
            return True  # 鼠疫等病例87例,其中鼠疫61例
        if before >= 0 and self._is_told_with(name.plain, part, whole, phrase):
            return True
        return before < 0 or (name.plain.startswith(phrase) and self._is_one_of(phrase, before, low))

    def _is_inserted(self, plain: str, part: Place, whole: Place) -> bool:
        """Tell whether a name puts a word into what a part is called, behind one that is told of the whole.

        办理刑事援助案件 is the part of 办理的2843件援助案件中,刑事案件1196件.
        """
        text, low = self.source.folded.text, self.source.gap_start(whole)
        starts = [0, *(at for at in range(_LEAST, _LEAD + 1) if not LONGER.match(plain, at - 1))]
        told = (start for start in starts if text.find(plain[:start], low, whole.folded_start) >= 0)
        return any(self.parallels.is_inserted(plain[start:], part) for start in told)

    def _is_told_with(self, plain: str, part: Place, whole: Place, phrase: str) -> bool:
        """Tell whether a whole is two parts together, and a name says one: 投诉举报9件,其中投诉7件,举报2件."""
        places, told = self.source.places, self.source.folded.text[self.source.gap_start(whole) : whole.folded_start]
        for at in (part.index - 1, part.index + 1):
            beside = places[at] if at < len(places) and places[at] is not whole else None
            other = self._called(beside) if beside is not None and beside.unit == part.unit else ""
            if len(other) >= _LEAST and other not in plain and (phrase + other in told or other + phrase in told):
                return True
        return False

    def _is_one_of(self, act: str, start: int, low: int) -> bool:
        """Tell whether the words at an offset are one of several acts: 废止 of 制定、修改、废止规章9件,其中废止3件."""
        text, end = self.source.folded.text, start + len(act)
        return DONE.fullmatch(act) is not None and (
            (start > low and text[start - 1] in JOINTS) or (end < len(text) and text[end] in JOINTS)
        )

    def _called(self, part: Place) -> str:
        """Return the words right before a part, brackets and all (县(市)781件), else those behind it (71条被采纳).

        Of 16个县中已有15个通高速 only what stands behind it tells.
        """
        gap = self._gap(part)
        if _SOME_HAVE.search(gap):
            return _DONE_TO.sub("", self.parallels.behind(part) or "")
        if bracketed := _BRACKETED.search(gap):
            return bracketed[0]
        return self.parallels.phrase(part) or _DONE_TO.sub("", self.parallels.behind(part) or "")

    def _gap(self, part: Place) -> str:
        """Return the text between a part and the number before it."""
        before = self.source.before(part)
        return self.source.folded.text[before.folded_end if before else 0 : part.folded_start]

    def whole(self, part: Place) -> Place | None:
        """Return the number that one behind 其中 is a part of: the last one of its unit before that."""
        if part.index not in self._wholes:
            self._wholes[part.index] = self._read_whole(part)
        return self._wholes[part.index]

    def _read_whole(self, part: Place) -> Place | None:
        text, after, opened = self.source.folded.text, part, False
        for before in self._back(part):
            gap = text[before.folded_end : after.folded_start]
            opened = opened or _OPENS.search(gap) is not None
            told = text[max(0, before.folded_start - _NEAR) : before.folded_start]
            if opened and before.unit == part.unit and not _CHANGED.search(told):
                return before
            if not opened and _ENDS.search(_ASIDE.sub("", gap)):
                return None
            after = before
        return None

    def _back(self, place: Place) -> Iterator[Place]:
        """Yield the numbers before one in its sentence, the nearest first, as far as rivals stand."""
        for _ in range(_FAR):
            before = self.source.before(place)
            if before is None:
                return
            yield before
            place = before
