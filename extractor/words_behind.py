"""Words behind: the noun that a number counts and what that noun does.

In: a passage, and what stands before one of its numbers. Out: words of the passage, cut at borders, at the next number,
and where a verb or a particle ends the noun.
"""

import re

from extractor.anchors import Anchor, Passage
from extractor.clauses import letters, unblanked
from extractor.phrases import OPENING, ROOM, has_verb, is_bare, noun_behind, tidy
from schemas.quantity import Kind

TIMES = frozenset({"次", "回", "趟", "人次", "场次"})
"""Units of what happens; what stands behind such a number may be a verb."""
PEOPLE = frozenset({"人", "名", "位", "人次"})
"""Units of people."""
RATES = frozenset({Kind.PERCENT, Kind.PERMILLE, Kind.PERCENTAGE_POINT, Kind.MULTIPLE})
LEVELS = "省市区县乡镇村旗盟州"
_RIGHT = re.compile(
    rf"(?:“[^”\n]{{0,30}}”|《[^》\n]{{0,40}}》|(?<=..)[(（][^()（）\n]{{0,40}}[)）]|(?<=[{LEVELS}])、(?=[{LEVELS}])|(?<=[{LEVELS}家]级)、(?=[{LEVELS}]级)|新、(?=[改扩])|(?<=、)改、(?=扩建)|[^，,。；;？?！!：:、\s])*"
)
"""The words up to the next border, quoted ones whole: 完成“双随机、一公开”检查."""
_QUALITIES = re.compile(r"(?:[^\W\d的]{3,6}、)+[^\W\d的]{3,6}的(?=[^\W\d])")
"""Of what kind those are that a number counts: set phrases of four characters or so, one after another."""
_BRACKETED = re.compile("(?<=..)[(（](?![省市区县乡镇村、]+[)）])(?:[^()（）]{6,}|[^()（）]*[、，等][^()（）]*)[)）]")
STATED = re.compile("[为达是]$")
_AND, _AND_NEXT = re.compile("[和与及]"), re.compile("[、和与及]$")
_SHORT, _MEMBERS = 2, 8
_BODIES = "断面|企业|单位|部门|机构|案件|学校|医院|社区|[乡城]镇|街道|项目|小区|点位|河流|水库|园区"
RATED_BODIES = re.compile(
    f"(.*(?:{_BODIES}))[^，。]{{2,8}}(?:率|比例|比重)$|(.*(?:{_BODIES}|[所办局院队站村县]))[^，。]{{0,10}}平均.{{0,6}}$"
)
"""What is counted and then rated, in one breath."""
_BODY_AND = re.compile(
    f"(?:{_BODIES}|[省市区县镇乡村旗])(?:[(（][省市区县乡镇村旗街道办事处、]+[)）])?(?:[、和与及]|以及)$"
)
_CALLS = re.compile("(?:组织|动员|引导|推动|指导|督促)$")
"""Bodies in a list, and what calls on them to do what its last one is told of: 组织23个镇和41个部门|开展述法."""
_DEED = re.compile(
    "..(?:督察|督查|检查|考核|评查|评估|评议|培训|巡察|巡视|审计|审查|测评|验收|调研|排查|整治|改造|监测|抽查|抽检)$"
)
RANK = "级"
_AIM = re.compile("(?:宏伟|奋斗|预期|发展|战略|增长|规划|建设)*(?:要求|目标|水平|标准|任务)(?=$|[和与及]|必须|是)")
"""What a number is reached as, nothing that it counts: 灌溉面积达到九亿亩的|要求."""
_REACHES = re.compile("(?:达到?|超过|突破|[提升增][高加]?[到至]|翻)$")
STEPS, _SCALE = "大关|关口|台阶", "规模"
STEP, _OF_SCALE = (re.compile(f"^级?新?(?:{words})(?:的|$)") for words in (STEPS, _SCALE))
"""What a sum passed, nothing that it counts: 突破3万亿元大关."""
_BARE = frozenset("十百千万亿")
_MARK = re.compile(f"级?新?(?:{STEPS}|{_SCALE})")
INTO = re.compile("^(.*?)([^，,。；;、]{2}(?<![^上下回提攀][升降增减])|[升降增减])(?:为|至|到|成)$")
_ASIDE = re.compile("因|经|按照?|通过(?!.{0,14}(?:考|测试|验收|评[审估定]|审[核查]|认[证定]|检测|复审|鉴定))|根据|依托")
TREATS = re.compile("[对为向给将把与]$")
_LEADS_ON = re.compile("(?:[占达为]|(?:担任|承担|负责|联系|包联|包保|结对)(?:全[省市县区镇乡旗盟州])?)$")
_BROKEN = re.compile(".*(?:提出|进行|实施|开展).$")
_OPENS_BRACKET, _EACH_OF_THEM = re.compile("[(（]"), re.compile("[人日月年户]均(?!衡)")
_LEADS_TO = re.compile("(?<=..)(?:达到?|超过?|突破|[由从约近]|增?至)$")
"""What leads from the words behind a number to the next: 对九类民生投入达16.6亿元."""
_SIZE = re.compile(
    "(?P<what>[总年]?(?:产值|投资|营收|规模|面积|价值|销售额?|资产|市值|人口)(?:额|规模|收入)?)[达超在过逾近约]*"
)
_OF_THAT_SIZE = re.compile("[多余]?(?:以[上下内])?的(?=..)")
_TIME, _UNTIL = re.compile("^(?:左右)?的?时间"), re.compile("[至到]|[日月年]均")
_LISTED = re.compile(
    r"(?:、[^，,。；;：:、\s\d和与及]{2,8})*[、和与及](?P<last>[^，,。；;：:、\s\d和与及]{2,8})等(?![级待候同效高])(?:各类)?"
    r"(?P<what>[^，,。；;：:、\s\d]{2,10})"
)
_ENUMERATION = re.compile(
    r"(?:、[^，,。；;：:、\s\d和与及居排位]{2,8})*[、和与及][^，,。；;：:、\s\d居排位的]{2,10}(?=[，,。；;\s])"
)
"""The rest of a list of nouns behind a number."""
_HONOURED = re.compile("(?:入选|入围|获评|获批|荣获|获得|跻身|上榜|被评|通过|列入|纳入)")
"""What all of a list are told of: 16所高校、48个学科|入选建设名单."""
_ALL = re.compile("(?:全部|均|都)(?=..)")
"""What all of a list do: 45个部门、16个镇街|全部签订责任书."""
_IN_LISTS = frozenset({"个", "家", "户", "项", "所", "座", "支", "种", "类", "场", "场次", "期", "件", "处", "条"})
"""The rest of a list of those that a number counts, which their class closes: 176万户烈属|、军属和退役军人等家庭."""
BODY = 4
"""A noun of more characters says who did something without saying what."""


def words_behind(passage: Passage, i: int, raw: str) -> tuple[str, str]:
    """Return the noun behind the i-th number and what it does; `raw` stands before the number in its clause.

    3项|成果分别在大会上交流 has 成果 and nothing, 31个|单位开展自查 has 单位 and 开展自查.
    """
    text, anchor = passage.chunk.text, passage.anchors[i]
    begin, ceiling = unblanked(text, anchor.end, _start(passage, i + 1))
    if qualities := _QUALITIES.match(text, begin, ceiling):
        begin = qualities.end()  # 一支政治坚定、业务过硬的|执法队伍
    words = _words(text, begin, ceiling)
    runs_on = len(words) == ceiling - begin
    is_counted = _is_counted(anchor)
    listed = text[anchor.start - 1 : anchor.start] == "、"
    is_treated = TREATS.search(raw) is not None
    does = is_treated or (runs_on and not listed and _tells_next(passage, i))
    noun, predicate = noun_behind(_said(passage, i, words), is_counted=is_counted, is_treated=does)
    noun = "" if _UNTIL.fullmatch(noun) else noun.removeprefix(RANK).removeprefix("以上")  # 压缩75%至30分钟, 亿元级项目
    noun = "" if _AIM.match(noun) and text[begin] == "的" and _REACHES.search(raw) else noun
    predicate = "" if predicate.startswith("中") else predicate  # 在六个行政区中排名第一
    if is_counted and (rated := RATED_BODIES.match(noun)):
        noun = rated[1] or rated[2]  # 3个省控断面水质优良比例达到100%, 21个司法所平均2.6人
    if runs_on:  # they run on into the next number, or the chunk ends in their middle
        return _running_on(passage, i, raw, words, (noun, predicate))
    behind = begin + len(words)
    if noun and behind + 1 == ceiling and text[behind] == "、":
        done = _across(passage, i, is_treated=is_treated)
        if is_treated or _ALL.match(done):
            return noun, done
        of_all = _BODY_AND.search(text[begin : behind + 1]) or _HONOURED.match(done)
        if of_all and not predicate and not (letters(raw) or _AND.search(noun)):
            return noun, _done_by_all(passage, i)
    if noun and not predicate and (whole := _with_list(passage, i, noun, behind)):
        return whole, ""
    if predicate and text.startswith("、", behind):
        predicate = _BROKEN.sub("", predicate)  # 对8项事项提出删、改、增建议
    if noun and _ASIDE.match(predicate):
        further = text[behind] in "，,"
        return noun, tidy(_words(text, behind + 1, ceiling)) if further else ""
    return noun, predicate


def _said(passage: Passage, i: int, words: str) -> str:
    """Return the words behind a number without brackets, a mark that a sum passed, and 的时间 behind a time."""
    anchor = passage.anchors[i]
    said = _OF_SCALE.sub("", "" if words[:1] in {"(", "（"} else _BRACKETED.sub("", words))
    if passed(passage.chunk.text, anchor) and anchor.mention.text[0] not in _BARE:
        said = STEP.sub("", said)
    return _TIME.sub("", said) if _is_time(anchor, words) else said


def _is_counted(anchor: Anchor) -> bool:
    """Tell whether a noun may stand behind a number: behind a rate or 次 may stand a verb."""
    return anchor.mention.kind not in RATES and anchor.mention.unit not in TIMES


def _is_time(anchor: Anchor, words: str) -> bool:
    """Tell whether words go on with 的时间 behind a time."""
    return anchor.mention.kind is Kind.DURATION and _TIME.match(words) is not None


def _running_on(passage: Passage, i: int, raw: str, words: str, split: tuple[str, str]) -> tuple[str, str]:
    """Return what a number keeps of words that run on into the next number; `split` are their noun and what it does."""
    noun, predicate = split
    if TREATS.search(raw) and not predicate:
        return _sized(passage, i) or _shared(noun, words), tidy(_across(passage, i))
    if not predicate and _BODY_AND.search(words) and (not letters(raw) or _CALLS.search(raw)):
        return _shared(noun, words), _done_by_all(passage, i)  # 8个街道和12个部门向社会公布
    told = letters(predicate) > 3 and not (_LEADS_ON.search(words) or _tells_next(passage, i))
    if _is_time(passage.anchors[i], words):
        return noun, tidy(predicate)  # 用3年时间|新建和改扩建学校146所
    if told and not letters(tidy(raw)):
        return _sized(passage, i) or _shared(noun, words), tidy(predicate)
    deed = "" if raw.endswith("的") or "、" in raw else _deed(passage, i, predicate)
    if noun and deed and letters(noun) <= BODY and len(deed + noun) < ROOM:
        return f"{deed}的{_shared(noun, words)}", ""  # 58个|镇街|办结案件9356件
    return _sized(passage, i) or _shared(noun, words), ""


def _with_list(passage: Passage, i: int, noun: str, behind: int) -> str:
    """Return a noun with the rest of its list, or the class of that list; empty where no list goes on at `behind`."""
    text, ceiling, is_counted = passage.chunk.text, _start(passage, i + 1), _is_counted(passage.anchors[i])
    if passage.anchors[i].mention.unit in _IN_LISTS and (rest := _LISTED.match(text, behind, ceiling)):
        what = noun_behind(rest["what"], is_counted=is_counted)[0]
        return what if letters(what) > 2 else f"{rest['last']}等{what}"
    more = _ENUMERATION.match(text, behind, ceiling) if is_counted and 1 < letters(noun) <= BODY else None
    if more is None or has_verb(more[0][1:]) or letters(noun + more[0]) > ROOM:
        return ""
    return noun + more[0]  # 3所学校、幼儿园


def _tells_next(passage: Passage, i: int) -> bool:
    """Tell whether the words behind a number of things say what the next one counts: 58个|镇街办结案件9356件.

    People are told apart by what they do (65名律师提供法律服务2146小时), though not by what each of them did.
    """
    if i + 1 == len(passage.anchors):
        return False
    one, other = passage.anchors[i : i + 2]
    link = passage.chunk.text[one.end : other.start]
    if one.mention.unit in PEOPLE:
        return _EACH_OF_THEM.search(link) is not None
    return one.mention.kind is Kind.COUNT and other.mention.kind not in RATES and not _OPENS_BRACKET.search(link)


def _start(passage: Passage, i: int) -> int:
    """Return where the i-th number begins; the end of the text behind the last."""
    return passage.anchors[i].start if i < len(passage.anchors) else len(passage.chunk.text)


def _words(text: str, start: int, end: int) -> str:
    hit = _RIGHT.match(text, start, end)
    return hit[0] if hit else ""


def _shared(noun: str, words: str) -> str:
    """Return what a number keeps of the words between it and the next."""
    if words.startswith("的") and STATED.search(words):
        return ""
    return _LEADS_TO.sub("", INTO.sub(_before_into, _AND.split(noun, maxsplit=1)[0]))


def _before_into(hit: re.Match[str]) -> str:
    return hit[1]


def _deed(passage: Passage, i: int, predicate: str) -> str:
    """Return what those that a number counts did to what the next one of another unit counts; empty for nothing."""
    unit = passage.anchors[i].mention.unit
    if not _tells_next(passage, i) or unit in {*TIMES, RANK, passage.anchors[i + 1].mention.unit}:
        return ""
    deed = tidy(predicate)
    return deed if OPENING.match(deed) and letters(deed) > 2 and "的" not in deed and not is_bare(deed) else ""


def size_behind(passage: Passage, i: int) -> str:
    """Return the word for the size of what a number counts, if the next gives it: 产值 of 7个产值超千亿元的产业集群."""
    text, anchors = passage.chunk.text, passage.anchors
    size = _SIZE.fullmatch(text, anchors[i].end, anchors[i + 1].start) if i + 1 < len(anchors) else None
    return size["what"] if size and _OF_THAT_SIZE.match(text, anchors[i + 1].end) else ""


def _sized(passage: Passage, i: int) -> str:
    """Return what a number counts that the next one gives the size of: 产业集群."""
    if not size_behind(passage, i):
        return ""
    counted = _OF_THAT_SIZE.match(passage.chunk.text, passage.anchors[i + 1].end)
    words = _words(passage.chunk.text, counted.end(), _start(passage, i + 2)) if counted else ""
    return noun_behind(words, is_counted=True)[0]


def _across(passage: Passage, i: int, *, is_treated: bool = True) -> str:
    """Return the words behind the number that follows, where one verb closes the clause: 对15个部门20项清单动态调整.

    Of two things in a list (对12个盟市和20个部门开展督察) only what is done to both, which may be a noun where
    `is_treated` (对8个街道和12家单位的督察).
    """
    text, anchors = passage.chunk.text, passage.anchors
    if i + 1 == len(anchors):
        return ""
    listed = _AND_NEXT.search(text, anchors[i].end, anchors[i + 1].start) is not None
    following = _last_listed(passage, i + 1) if listed else i + 1
    words = _words(text, anchors[following].end, _start(passage, following + 1))
    if not listed:
        return words
    noun, done = noun_behind(words, is_counted=True, is_treated=True)
    deed = noun.rpartition("的")[2]
    return done or (deed if is_treated and deed != noun and _DEED.search(deed) else "")  # 完成对8个街道和12家单位的督察


def _last_listed(passage: Passage, i: int) -> int:
    """Return the last of a list of bodies that the i-th number belongs to, as far as one looks."""
    text, anchors = passage.chunk.text, passage.anchors
    for at in range(i, min(i + _MEMBERS, len(anchors) - 1)):
        start, end = anchors[at].end, anchors[at + 1].start
        if start + len(_words(text, start, end)) + 1 < end or not _BODY_AND.search(text, start, end):
            return at
    return min(i + _MEMBERS, len(anchors) - 1)


def _done_by_all(passage: Passage, i: int) -> str:
    """Return what all bodies of a list did; nothing for what names each by its kind (区、县获评百强区、百强县)."""
    done = tidy(_across(passage, i, is_treated=False))
    at = passage.chunk.text.find(done, passage.anchors[i].end) + len(done)
    is_list = passage.chunk.text.startswith("、", at) or done.startswith("被")
    return "" if is_list or letters(done) <= _SHORT else done


def passed(text: str, anchor: Anchor) -> bool:
    """Tell whether a number is a sum that may be a step (5万亿元大关), not how many steps or which (4个万亿元台阶)."""
    if anchor.mention.unit == "个":
        return False
    marked = text[anchor.start - 1 : anchor.start] != "个" and _MARK.match(text, anchor.end)
    return anchor.mention.text[0] not in _BARE or bool(marked)
