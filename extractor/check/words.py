"""The words that belong to each number of a source: what stands nearest to it, and what it takes from before.

Chinese reports put the name before the number (受理案件58件), behind it (47个窗口) or share it over a list
(人民陪审员参加案件调查641件、审理1407件). So each number has words of its own, weighed by nearness, and inherits
others.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from extractor.quick_patterns import compile_quick

BORDER = re.compile(r"[,、;:()<>.!?|/·-]")
DONE = re.compile(
    "新增|不予受理|受理|收到|接收|立案|办理|制定|修[订改]|废止|清理|审[查结核]|出台|印发|发布|新建|改造|建成|完成|取消|下放|承接|调整|保留"
    "|减免|返还|缓缴|退还|追回|拨付|解除|终止|查处|检查|排查|整改|化解|调解|调处|办结|结案|破案|破获|移送|起诉|引进|培育|选派|招录|退出|注销|吊销|收回|签订|撤销|维持|驳回"
)
"""What is done to the same things, each in turn: 新增事项46项、取消31项."""
ANY_ACT = frozenset({"完成"})
"""What may be done besides: 改造小区327个,完成投资8.7亿元."""
ENDS_IN_ACT = re.compile(f"(?:{DONE.pattern}|通过|达标|合格)$")
_SAME = {"结案": "办结", "审结": "办结", "破获": "破案", "接收": "收到"}
_BESIDE = ":(<>"
"""Marks between a name and its number that part nothing: 发放《一封信》7万封."""
_ASIDE = re.compile(r"\([^()]*\)$")
"""What stands in brackets before a number: 业务收入(不含储蓄)32.7亿元."""
_FILLER = compile_quick(
    r"其中|按(?:不变|可比)价格?(?:计算)?|累计|共计|合计|总计|分别|达到了?|全年|年内|目前|截至|各类|各级|全[市区县盟旗州]|本级|[我本][市区县省]|左右|超过|不足|突破|"
    r"(?<!公)共(?![同享建治])|(?<![网预签履节公合违条集])约(?![束谈定])|(?<![附邻临就])近(?!平)|(?<![送下发])达(?!标|成)"
    r"|(?<![标目])的|了|(?<![高中平])等(?![级次])|均(?!衡)|各(?!方)|[0-9.]+年度?|[0-9.]+月|[0-9.]+日|[0-9.%]+"
)
_BLANK = compile_quick(f"{_FILLER.pattern}|{BORDER.pattern}")
_CHANGE = compile_quick(
    "(?<=..)((?:同比|环比|[比较]上年)?(?:(?:增长|下降|增加(?!值)|减少|提高|提升|上升|降低|缩短|压缩|收窄|净增|扩大|缩小|回升|回落)(?:幅度|天数|件数|起数|人数|户数|面积|金额|[值率数量额])?"
    "|增速|增量|[增降升涨跌减]幅))$"
)
_WHO = compile_quick("(?<=....)人员$")
_GENERIC_TAIL = compile_quick(r"(?:总|的)?(?:面积|数量|总数|总量|数额|数目|规模|情况|指标|数|(?<![产销前])量)$")
_GOES_ON = re.compile("(?:和|与|以?及)(?!其)")
_PARTED = compile_quick("(?<=..)占比$|(?<=[审办]结)案")
"""Where a word ends that makes another with the next: 审结案件 tells nothing of what is told of 结案."""
JOINED = compile_quick(r"(?:和|(?<!参)与|(?<![涉普提波惠危])及|(?<!合)并|或|暨)$")
ROUGHLY = "(?:左右|上下|以[上下内])"
"""What may stand behind a number in a list: 分别增长3.5%左右、6%左右."""
_REACHED = re.compile(",(?:已?达到?了?|增至|升至)")
_NEAR, _FAR = 6, 16
LONGER = re.compile("[进再不非未]|工(?=农业)")
"""A character that makes another word of the next: 进出口 is not 出口, 工农业 not 农业."""
_LONE_DIGIT = compile_quick(r"(?<![0-9])(?<![0-9]\.)[0-9](?![0-9.%年月日])")
_NUMERALS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Words:
    """Character pairs: `left` and `right` weigh those beside a number, `lead` holds all since the number before it.

    `list_head` is the rank of the first number of the list a number belongs to (、 between them), or None.
    `runs_on` says that no border stands between the number and the next: the words between belong to both.
    `item` is what a number is told of in turn with others (A、B分别增长9.7%、15.3%), if it is.
    """

    left: dict[str, float]
    right: dict[str, float]
    lead: frozenset[str]
    list_head: int | None = None
    runs_on: bool = False
    item: str = ""

    def owns(self, pair: str) -> bool:
        """Tell whether a pair stands beside the number."""
        return pair in self.left or pair in self.right

    def tells(self, pair: str) -> bool:
        """Tell whether a pair stands beside the number, or before it since the last one."""
        return pair in self.lead or pair in self.left or pair in self.right

    def weight(self, pair: str) -> float:
        """Return how much a pair belongs to the number, 0 to 1."""
        return max(self.left.get(pair, 0.0), self.right.get(pair, 0.0))


NO_WORDS = Words({}, {}, frozenset())


@lru_cache(maxsize=4096)
def pairs_of(words: str) -> frozenset[str]:
    """Return the character pairs of a name or a passage, fillers left out.

    >>> sorted(pairs_of("其中审结案件"))
    ['审结', '案件', '结案']
    """
    return frozenset(_pairs(words))


def _pairs(words: str) -> list[str]:
    plain = _BLANK.sub(" ", spelled(words))
    return [one + other for one, other in pairwise(plain) if one != " " != other]


def spelled(words: str) -> str:
    """Spell lone digits, so that 4星级 and 四星级 are the same words, and 比重 as 占比, no longer.

    >>> spelled("获得4星级评价,12345热线")
    '获得四星级评价,12345热线'
    """
    return _LONE_DIGIT.sub(lambda hit: _NUMERALS[int(hit[0])], words.replace("比重", "占比"))


def name_pairs(plain: str) -> tuple[str, ...]:
    """Return the character pairs of a folded name without the measure at its end, each once and in order.

    A change at its end is a word of its own, for it stands by its own number: 总额310亿元,增长3.4%.

    >>> name_pairs("审结案件数"), name_pairs("复议案件")
    (('审结', '案件'), ('复议', '议案', '案件'))
    """
    core = _WHO.sub("", _CHANGE.sub(_set_apart, core_of(plain)))
    core = _PARTED.sub(_set_apart, core)
    return tuple(dict.fromkeys(_pairs(core)))


def _set_apart(hit: re.Match[str]) -> str:
    return " " + hit[0]


def subject_pairs(plain: str) -> frozenset[str]:
    """Return the character pairs of a folded name without the measure or the change at its end.

    >>> sorted(subject_pairs("结案数同比增长"))
    ['案数', '结案']
    """
    return pairs_of(_CHANGE.sub("", core_of(plain)))


@lru_cache(maxsize=4096)
def head_of(plain: str) -> str | None:
    """Return the last two characters of what a folded name says changed; None where it names no change.

    >>> head_of("商品房销售额同比降幅"), head_of("商品房销售额")
    ('售额', None)
    """
    change = _CHANGE.search(plain)
    return plain[: change.start()][-2:] if change else None


@lru_cache(maxsize=4096)
def unchanged(plain: str) -> str:
    """Return a folded name without the change that it ends in.

    >>> unchanged("商品房销售额同比降幅"), unchanged("销售额")
    ('商品房销售额', '销售额')
    """
    return _CHANGE.sub("", plain)


@lru_cache(maxsize=4096)
def ends_in_change(plain: str) -> bool:
    """Tell whether a folded name ends in a word for a change: 满意度升幅, 办理时间缩短天数."""
    return _CHANGE.search(plain) is not None


@lru_cache(maxsize=4096)
def done_in(words: str) -> frozenset[str]:
    """Return what folded words say was done, each act by one word.

    >>> sorted(done_in("受理并审结案件"))
    ['办结', '受理']
    """
    return frozenset(_SAME.get(verb, verb) for verb in DONE.findall(words))


@lru_cache(maxsize=4096)
def core_of(plain: str) -> str:
    """Return a folded name without the measure at its end, unless it is little else.

    >>> core_of("审结案件总数"), core_of("总数")
    ('审结案件', '总数')
    """
    core = _GENERIC_TAIL.sub("", plain)
    return core if len(core) >= 2 else plain


def words_left(gap: str, *, shared: bool) -> dict[str, float]:
    """Weigh the words before a number, back to the border of its clause."""
    piece = _ASIDE.sub("", gap).rstrip(_BESIDE)
    if shared and JOINED.search(piece):
        return {}
    borders = list(BORDER.finditer(piece))
    if len(borders) > 1 and _REACHED.fullmatch(piece, borders[-1].start()):
        piece = piece[: borders.pop().start()]  # 总值创历史新高,达到5379亿元
    if borders:
        return _weighed(piece[borders[-1].end() :], backwards=True)
    return _weighed(piece, backwards=True, over=len(piece) if shared else 0)


def words_right(gap: str, *, shared: bool) -> dict[str, float]:
    """Weigh the words behind a number's unit, up to the border of its clause."""
    border = BORDER.search(gap)
    if _GOES_ON.match(gap):
        return {}  # 西藏成立50周年和新疆成立60周年
    if border:
        return _weighed(gap[: border.start()])
    piece = JOINED.sub("", gap) if shared else gap
    return _weighed(piece, over=len(piece) if shared and piece == gap else 0)


def _weighed(piece: str, *, backwards: bool = False, over: int = 0) -> dict[str, float]:
    """Weigh pairs by nearness to the number; words that two numbers share weigh less towards the other one (`over`)."""
    blanked = _FILLER.sub(lambda hit: " " * len(hit.group()), spelled(piece))
    found: dict[str, float] = {}
    last = len(blanked) - 2
    for at in range(last + 1):
        pair = blanked[at : at + 2]
        if " " in pair:
            continue
        away = last - at if backwards else at
        weight = 1.0 if away < _NEAR else max(0.35, 1 - (away - _NEAR) / _FAR)
        if over > 2:
            weight *= 1 - 0.75 * away / over
        found[pair] = max(weight, found.get(pair, 0.0))
    return found


def ends_in(text: str, words: str, end: int | None = None) -> bool:
    """Tell whether a text, or its part before an offset, ends in words that are not the end of a longer one.

    >>> ends_in("外贸出口", "出口"), ends_in("外贸进出口", "出口")
    (True, False)
    """
    end = len(text) if end is None else end
    return text.endswith(words, 0, end) and LONGER.match(text, max(0, end - len(words) - 1), end) is None


def last_of(words: str, text: str, low: int = 0, high: int | None = None) -> int:
    """Return where words stand last in a range of a text, and not in the midst of a longer word; -1 if nowhere.

    >>> last_of("出口", "进出口总额"), last_of("出口", "进口和出口")
    (-1, 3)
    """
    at = text.rfind(words, low, high)
    while at > low and LONGER.match(text, at - 1):
        at = text.rfind(words, low, at)
    return at
