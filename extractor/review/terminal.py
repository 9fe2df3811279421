"""A check's result as people read it in a terminal: the source line, `^` under the number, said against source, why.

Every character of a report is shown as data: control characters, which could steer a terminal, are made visible.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from extractor.review.labels import Lang, arithmetic_line, label, reason, reason_label, words
from schemas.claim import Claim
from schemas.finding import Arithmetic, CheckResult, Finding, Omitted, Verdict
from schemas.span import Span

_CONTEXT = 2
_NUMERAL = re.compile(
    r"[-−－负負第百千万萬亿億分之成余餘多几幾数數两兩半0-9０-９.．,，·/%％‰+〇零○一二三四五六七八九十壹贰貳叁參肆伍陆陸柒捌玖拾佰仟～~—–至]+"
)
_MIN_WIDTH = 40
_RED, _YELLOW, _GREEN, _DIM, _BOLD, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[32m", "\x1b[2m", "\x1b[1m", "\x1b[0m"
_MILD = {Verdict.AMBIGUOUS, Verdict.MISPLACED, Verdict.DERIVED, Verdict.OMITTED}


@dataclass(frozen=True, slots=True)
class _Page:
    """How to print: `lines` are where each line of the source starts and ends."""

    text: str
    lines: tuple[tuple[int, int], ...]
    color: bool
    width: int
    lang: Lang
    names: Mapping[str, str]

    def paint(self, code: str, text: str) -> str:
        return f"{code}{text}{_PLAIN}" if self.color and text else text


def names_of(claims: Iterable[Claim]) -> dict[str, str]:
    """Return what each claimed number is called, by the claim's path; a number in free text has no name."""
    return {claim.path: claim.name for claim in claims if not claim.free_text}


def render_diff(
    result: CheckResult,
    source_text: str,
    *,
    color: bool,
    width: int,
    lang: str = "en",
    names: Mapping[str, str] = MappingProxyType({}),
    decided: Mapping[int, str] = MappingProxyType({}),
    complete: bool = True,
) -> str:
    """Render all that a person must look at: findings that are not verified, quantities left out, sums that fail.

    Quantities left out are listed where the claims are meant to be `complete`, and counted in any case.
    `lang` is "zh" for Chinese labels, anything else for English ones. `width` is in terminal columns. `names` tells
    what the claimed numbers are called, by path (see `names_of`), `decided` what people decided, by the finding's
    number in the result, omitted quantities counted on behind the findings.
    """
    lines = tuple(_line_bounds(source_text))
    page = _Page(source_text, lines, color, max(width, _MIN_WIDTH), Lang.of(lang), names)
    blocks = [
        "\n".join([_finding(page, finding), *_decision(page, decided.get(number))])
        for number, finding in enumerate(result.findings)
        if finding.verdict is not Verdict.VERIFIED or number in decided
    ]
    left_out = [
        (quantity, decided.get(number))
        for number, quantity in enumerate(result.omitted, start=len(result.findings))
        if (complete and quantity.reason is None) or number in decided
    ]
    blocks += [_omitted(page, left_out)] if left_out else []
    blocks += [_arithmetic(page, total) for total in result.arithmetic if not total.holds]
    return "\n\n".join([*blocks, _summary(page, result)]) + "\n"


def display_width(text: str) -> int:
    """Count the columns that a text takes: two for a Chinese character, none for a combining mark.

    >>> display_width("法治12件")
    8
    """
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def visible(text: str) -> str:
    """Show control and formatting characters instead of sending them to the terminal.

    >>> visible("a\\x1b[31m")
    'a␛[31m'
    """
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(character: str) -> str:
    if character in "\t\xa0\u3000":
        return character if character == "\u3000" else " "
    if ord(character) < 0x20:
        return chr(0x2400 + ord(character))
    return "�" if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} else character


def _finding(page: _Page, finding: Finding) -> str:
    colour = _YELLOW if finding.verdict in _MILD else _RED
    head = f"{page.paint(_BOLD + colour, label(finding.verdict, page.lang))}  {visible(finding.path)}"
    said = words("said", page.lang) + visible(finding.said or words("nothing", page.lang))
    if name := page.names.get(finding.path):
        said += f" “{visible(name)}”"
    source = words("source", page.lang) + visible(finding.source or words("nowhere", page.lang))
    lines = [head, f"  {said}    {source}", f"  {visible(reason(finding, page.lang))}"]
    place = finding.span or next(iter(finding.candidates), None)
    if place:
        lines += _excerpt(page, place, colour)
    if finding.candidates:
        lines += [f"  {words('also', page.lang)}{'，'.join(_candidates(page, finding))}"]
    return "\n".join(lines)


def _candidates(page: _Page, finding: Finding) -> Iterator[str]:
    for place in finding.candidates[:4]:
        line = words("line", page.lang).format(_line_number(page, place.start) + 1)
        yield f"{visible(place.text)} ({line})"


def _decision(page: _Page, line: str | None) -> Iterator[str]:
    if line:
        yield page.paint(_GREEN, f"  {words('decided', page.lang)}{visible(line)}")


def _omitted(page: _Page, quantities: list[tuple[Omitted, str | None]]) -> str:
    """List what no claim accounts for, a line each, the number between marks, and what was decided of it."""
    head = page.paint(_BOLD + _YELLOW, f"{label(Verdict.OMITTED, page.lang)} {len(quantities)}")
    lines = ([_omitted_line(page, quantity), *_decision(page, line)] for quantity, line in quantities)
    return "\n".join([head, *(line for pair in lines for line in pair)])


def _omitted_line(page: _Page, quantity: Omitted) -> str:
    number = _line_number(page, quantity.start)
    start, end = page.lines[number]
    shown, left, right = _window(
        page.text[start:end], quantity.start - start, min(quantity.end, end) - start, min(_room(page), 60)
    )
    return f"{_gutter(number)}{shown[:left]}【{page.paint(_BOLD, shown[left:right])}】{shown[right:]}"


def _arithmetic(page: _Page, total: Arithmetic) -> str:
    head = page.paint(_BOLD + _YELLOW, words("sum", page.lang))
    line = f"{head}  {visible(arithmetic_line(total, page.lang))}"
    return "\n".join([line, *_excerpt(page, total.total, _YELLOW, context=0)])


def _excerpt(page: _Page, span: Span, colour: str, context: int = _CONTEXT) -> Iterator[str]:
    """Yield the line of a span with a mark under it, and the lines around it."""
    span = _numeral(page, span)
    first, last = _line_number(page, span.start), _line_number(page, max(span.start, span.end - 1))
    for number in range(max(0, first - context), first):
        yield from _context_line(page, number)
    for number in range(first, last + 1):
        start, end = page.lines[number]
        yield from _marked_line(page, number, max(span.start, start) - start, min(span.end, end) - start, colour)
    for number in range(last + 1, min(len(page.lines), last + 1 + context)):
        yield from _context_line(page, number)


def _numeral(page: _Page, span: Span) -> Span:
    """Narrow a number with its unit to the numeral, so that the mark stands under the digits."""
    found = _NUMERAL.match(page.text, span.start, span.end)
    return Span(start=span.start, end=found.end()) if found else span


def _context_line(page: _Page, number: int) -> Iterator[str]:
    start, end = page.lines[number]
    if page.text[start:end].strip():
        shown, _, _ = _window(page.text[start:end], 0, 0, _room(page))
        yield page.paint(_DIM, f"{_gutter(number)}{shown}")


def _marked_line(page: _Page, number: int, start: int, end: int, colour: str) -> Iterator[str]:
    line_start, line_end = page.lines[number]
    shown, left, right = _window(page.text[line_start:line_end], start, end, _room(page))
    yield f"{_gutter(number)}{shown[:left]}{page.paint(_BOLD, shown[left:right])}{shown[right:]}"
    if right > left:
        blanks = " " * (len(_gutter(number)) + display_width(shown[:left]))
        yield blanks + page.paint(colour, "^" * max(1, display_width(shown[left:right])))


def _room(page: _Page) -> int:
    return page.width - len(_gutter(0)) - 1


def _gutter(number: int) -> str:
    return f"{number + 1:>5} | "


def _window(line: str, start: int, end: int, room: int) -> tuple[str, int, int]:
    """Cut a long line to what fits around `line[start:end]`; the range moves with it, an ellipsis shows each cut."""
    low, high, used = start, end, display_width(line[start:end])
    budget = max(room - 4, used)
    while used < budget and (low > 0 or high < len(line)):
        if low > 0 and (start - low <= high - end or high >= len(line)):
            low -= 1
            used += _columns(line[low])
        else:
            used += _columns(line[high])
            high += 1
    before, after = "…" if low > 0 else "", "…" if high < len(line) else ""
    shown = before + visible(line[low:high]) + after
    return shown, start - low + len(before), end - low + len(before)


def _summary(page: _Page, result: CheckResult) -> str:
    """Count the findings by verdict; quantities left out are told with their reasons."""
    lines = [page.paint(_BOLD, words("summary", page.lang))]
    for verdict in Verdict:
        count = result.summary.get(verdict.value, 0)
        if count:
            colour = _GREEN if verdict is Verdict.VERIFIED else _YELLOW if verdict in _MILD else _RED
            name = label(verdict, page.lang) + _reasons(page, verdict, result)
            lines.append(f"  {page.paint(colour, f'{count:>5}')}  {name}")
    failing = sum(not total.holds for total in result.arithmetic)
    if failing:
        lines.append(f"  {page.paint(_YELLOW, f'{failing:>5}')}  {words('sum', page.lang)}")
    return "\n".join(lines)


def _reasons(page: _Page, verdict: Verdict, result: CheckResult) -> str:
    if verdict is not Verdict.OMITTED:
        return ""
    counts: dict[str, int] = {}
    for quantity in result.omitted:
        name = reason_label(quantity.reason, page.lang)
        counts[name] = counts.get(name, 0) + 1
    return " (" + ", ".join(f"{name} {count}" for name, count in counts.items()) + ")"


def _line_number(page: _Page, offset: int) -> int:
    low, high = 0, len(page.lines) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if page.lines[middle][0] <= offset else (low, middle - 1)
    return low


def _line_bounds(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, start + len(line.rstrip("\r\n\x0b\x0c\x85\u2028\u2029"))
        start += len(line)
    if start == 0 or text[-1:] in "\r\n":
        yield start, start
