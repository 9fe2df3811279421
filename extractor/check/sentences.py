"""Where the sentences of a source text begin, lines that only wrap put together."""

import re

_SENTENCE_END = re.compile(r"[。！？!?｡]+[”’\"'）)】」』]*|[\r\n\x0b\x0c\x85\u2028\u2029]+")
_LINE_END_IS_END = re.compile(r"[。！？!?；;：:｡”）)]\s*$")
_LIST_MARK = re.compile(r"[ \t\u3000]|[（(]?[一二三四五六七八九十0-9]{1,3}[)）、]|[0-9]{1,3}[.．](?![0-9])|[—\-*●•◆【]")
_WRAPPED_LINE = 20


def sentence_starts(text: str) -> list[int]:
    """Return where each sentence begins; the end of a full line without a full stop may be a wrap and ends none."""
    starts = [0]
    line_start = 0
    for hit in _SENTENCE_END.finditer(text):
        is_line_end = hit.group()[0] not in "。！？!?｡"
        wrapped = is_line_end and hit.start() - line_start >= _WRAPPED_LINE and len(hit.group()) <= 2
        line_start = hit.end() if is_line_end else line_start
        if wrapped and not _LINE_END_IS_END.search(text, max(0, hit.start() - 3), hit.start()):
            following = text[hit.end() : hit.end() + 6]
            if following and not _LIST_MARK.match(following):
                continue
        if hit.end() < len(text):
            starts.append(hit.end())
    return starts
