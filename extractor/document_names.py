"""Document names: what a document lays down is named with it.

In: a passage and the names of its numbers so far. Out: the names that say whose tasks, measures or fields are counted:
印发《某市2023年法治政府建设工作要点》，明确7个方面36项任务 has 法治政府建设工作要点任务方面, 法治政府建设工作要点任务.
So has a list or plan without a title (制定年度重点任务清单，细化28项措施), if it is said to lay them down.
"""

import re
from collections.abc import Iterator, Sequence

from extractor.anchors import Passage
from extractor.clauses import letters
from extractor.phrases import LIMIT

_VERBS = "(?:明确|确定|细化|分解|提出|部署|列[出入明]|梳理|安排|涵盖|包括|规定)"
_TOO = "[，,](?:其中|共|并|[将把])*"
_LAYS_DOWN = re.compile(
    f"(?:《(?P<title>[^《》]{{4,40}})》[^，,。；;《》]{{0,6}}{_TOO}{_VERBS}?"
    "|(?:制定|印发|出台|编制|推行|公布|发布|下发|建立)(?P<untitled>[^，,。；;《》\n]{2,24}(?:清单|要点|方案|计划|规划|目录|办法|细则))"
    f"{_TOO}(?:{_VERBS}|涉及))了?(?P<listed>[^，,。；;\n]{{0,24}})$"
)
_HELD = re.compile(
    f"{_VERBS}*了?(?P<held>[^，。、《》的到]{{0,6}}?(?:任务|举措|措施|要求|内容|目标|项目|要点|指标|事项|职责))"
    f"(?=逐一|逐项|纳入|落实|{_VERBS}|类别|种类|方面|领域|$)"
)
_SORT = re.compile("(?:类别|种类|方面|领域)$")
_HANDED_ON = re.compile(f"到|至|{_VERBS}|落实")
_DATED = re.compile("^.*(?:19|20)[0-9]{2}年?度?|[(（][^()（）]*[)）]")
_NEAR = 70


def contents(passage: Passage, names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the names of what a document that was told of right before lays down."""
    text = passage.chunk.text
    for i, (anchor, name) in enumerate(zip(passage.anchors, names, strict=True)):
        told = _LAYS_DOWN.search(text, max(0, anchor.start - _NEAR), anchor.start)
        if told is None or _HANDED_ON.search(told["listed"]):
            continue
        printed = told["title"] or told["untitled"]
        title = _DATED.sub("", printed).removeprefix("年度")
        held = _HELD.match(_without(printed, name))
        if held and letters(title) > 1:
            sort = _SORT.search(name)
            whole = title + held["held"] + (sort[0] if sort else "")
            if len(whole) <= LIMIT:
                yield i, whole


def _without(title: str, name: str) -> str:
    """Return a name without the title, or the end of it, that it begins with."""
    name = name.removeprefix(f"《{title}》")
    ends = (title[at:] for at in range(len(title) - 1))
    return next((name[len(end) :] for end in ends if name.startswith(end)), name)
