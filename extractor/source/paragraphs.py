"""The paragraphs of a body that became one line, told by their indents or numbers; every character keeps its place.

A line break takes the place of a blank, so that offsets stay what they are.
"""

import re

from extractor.source.chrome import LINE, LONG_LINE

_INDENT = re.compile(r"(?<=\S)[\u3000\xa0 \t](?=[\u3000\xa0 \t])")
_FEWEST_INDENTS = 5
_NUMBER = re.compile(r"(?<=\S)[ ](?=(\d{1,3})[.．][ \u3000]\S)")
# The words of a heading between a sentence and the number of the next paragraph: 。 物流業 27. 近年物流服務業日趨蓬勃.
_HEADING = re.compile(r"(?<=[。！？」）)；：:∶])[ ](?=[^，。；：！？]{2,50}\Z)")
_LONGEST = 60
_FEWEST_NUMBERS = 15


def part_at_indents(text: str) -> str:
    """Write a line break for the first of the blanks that indent the paragraphs of a long line.

    >>> part_at_indents("一、工作回顾　　过去一年，成效明显。　　全年办结案件7件。" * 30).count("\\n")
    60
    """
    return LINE.sub(_at_indents, text)


def _at_indents(line: re.Match[str]) -> str:
    long = line.end() - line.start() >= LONG_LINE
    parted = _INDENT.sub("\n", line.group()) if long else line.group()
    return parted if parted.count("\n") >= _FEWEST_INDENTS else line.group()


def part_at_numbers(text: str) -> str:
    """Write line breaks for the blanks before the numbers of a long line's paragraphs, and before their headings.

    >>> body = "".join(f"取得成效。 物流业 {number}. 物流业日趋蓬勃，" for number in range(1, 60))
    >>> part_at_numbers(body).split("\\n")[1:3]
    ['物流业', '1. 物流业日趋蓬勃，取得成效。']
    """
    return LINE.sub(_at_numbers, text)


def _at_numbers(line: re.Match[str]) -> str:
    words = line.group()
    if len(words) < LONG_LINE:
        return words
    breaks, last, count = list[int](), 0, 0
    for hit in _NUMBER.finditer(words):
        if last < int(hit[1]) <= last + 2:
            heading = _HEADING.search(words, max(0, hit.start() - _LONGEST), hit.start())
            breaks += [heading.start()] if heading else []
            breaks.append(hit.start())
            last, count = int(hit[1]), count + 1
    if count < _FEWEST_NUMBERS:
        return words
    characters = list(words)
    for at in breaks:
        characters[at] = "\n"
    return "".join(characters)
