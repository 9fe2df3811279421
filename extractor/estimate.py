"""Estimate: what a run will take, before anything is asked; and the order to do it in, the cheapest first.

In: report files and settings. Out: an order and an `Estimate`. Of a large batch a sample is looked at and the rest
reckoned by the size of the files, each type for itself, because to look at a report is half the work of doing it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING

from extractor.errors import InputError
from extractor.inputs import ReportFile, read_source, size_of
from extractor.settings import Endpoint, Style
from extractor.source.read import read_bytes

if TYPE_CHECKING:
    from extractor.anchors import Passage

SAMPLE = 100
"""A batch of no more reports than this is looked at as a whole."""
SAMPLE_SLOW, _SLOW = 20, {".pdf"}
"""The same for reports that take a second each to read: nobody is to wait for minutes for an estimate."""
_CALL_TOKENS = {Style.ANCHORED: 378, Style.VERBATIM: 370}
_PROMPT_TOKENS = {Style.ANCHORED: 6, Style.VERBATIM: 0}
_ANSWER_TOKENS = {Style.ANCHORED: 17, Style.VERBATIM: 62}
_CHARACTER_TOKENS = 0.64
"""Measured on the seeds: tokens of a question without its text; more of them, and those of the answer, a quantity."""
_LOCAL_PROMPT_SECONDS, _LOCAL_CACHED_TOKENS, _LOCAL_ANSWER_SECONDS = 0.02, 318, 0.06
_REMOTE_CALL_SECONDS, _OWN_CALL_SECONDS = 3.0, 0.005
"""Measured on two quiet cores; how long another endpoint takes is a plain guess."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What reports will take; of stored answers nothing is known, so it is an upper bound. `sampled`: not all seen."""

    calls: float = 0
    quantities: float = 0
    prompt: float = 0
    completion: float = 0
    seconds: float = 0
    sampled: bool = False

    def __add__(self, other: "Estimate") -> "Estimate":
        sums = {name: getattr(self, name) + getattr(other, name) for name in _SUMS}
        return replace(self, **sums, sampled=self.sampled or other.sampled)

    def __mul__(self, factor: float) -> "Estimate":
        return replace(self, **{name: getattr(self, name) * factor for name in _SUMS}, sampled=factor != 1)


_SUMS = ("calls", "quantities", "prompt", "completion", "seconds")
NOTHING = Estimate()


def estimate(files: Sequence[ReportFile], endpoint: Endpoint) -> tuple[tuple[ReportFile, ...], Estimate]:
    """Return the reports in the order to do them, the cheapest first, and what they will take together.

    What cannot be read counts nothing here; the run says so.
    """
    sizes = {file: size_of(file) for file in files}
    kinds: dict[str, list[ReportFile]] = defaultdict(list)
    for file in sorted(files, key=lambda file: sizes[file]):
        kinds[file.path.suffix.lower()].append(file)
    seen, whole, weight = dict[ReportFile, Estimate](), NOTHING, dict[str, float]()
    for kind, same in kinds.items():
        sample = same[:: _step(kind, len(same), len(files))]
        seen |= {file: _look_at(file, endpoint) for file in sample}
        part, looked_at = _sum(seen[file] for file in sample), sum(sizes[file] for file in sample)
        scaled = part * (sum(sizes[file] for file in same) / looked_at) if looked_at else part
        whole, weight[kind] = whole + scaled, part.seconds / max(1, looked_at)

    def cost(file: ReportFile) -> tuple[float, int]:
        size = sizes[file]
        return seen[file].seconds if file in seen else size * weight[file.path.suffix.lower()], size

    return tuple(sorted(files, key=cost)), _limited(whole, endpoint)


def _step(kind: str, same: int, files: int) -> int:
    """Every so many-th report of a kind is looked at, so that few of all are, and fewer of what is slow to read."""
    step = -(-files // SAMPLE)
    return max(step, -(-same // SAMPLE_SLOW)) if kind in _SLOW else step


def _look_at(file: ReportFile, endpoint: Endpoint) -> Estimate:
    from extractor.pipeline import prepare  # a run of what is done needs none of it

    try:
        data, name = read_source(file)
        passages = prepare(read_bytes(data, name, encoding=file.encoding), endpoint.chunk_size)[1]
    except InputError:
        return NOTHING
    return _sum(_of(passage, endpoint) for passage in passages if passage.anchors)


def _of(passage: "Passage", endpoint: Endpoint) -> Estimate:
    """Estimate one question."""
    style, quantities = endpoint.style, len(passage.anchors)
    prompt = _CALL_TOKENS[style] + _CHARACTER_TOKENS * len(passage.chunk.text) + _PROMPT_TOKENS[style] * quantities
    completion = _ANSWER_TOKENS[style] * quantities
    if endpoint.base_url is None:
        fresh = prompt - _LOCAL_CACHED_TOKENS
        seconds = fresh * _LOCAL_PROMPT_SECONDS + completion * _LOCAL_ANSWER_SECONDS
    else:
        seconds = max(_REMOTE_CALL_SECONDS / endpoint.concurrency, _OWN_CALL_SECONDS)
    return Estimate(1, quantities, prompt, completion, seconds)


def _limited(whole: Estimate, endpoint: Endpoint) -> Estimate:
    """Take the endpoint's limits a minute into account."""
    minutes = [whole.calls / endpoint.rpm if endpoint.rpm else 0]
    minutes += [(whole.prompt + whole.completion) / endpoint.tpm if endpoint.tpm else 0]
    seconds = max(whole.seconds, *(60 * n for n in minutes))
    return replace(whole, seconds=seconds)


def _sum(parts: Iterable[Estimate]) -> Estimate:
    return reduce(Estimate.__add__, parts, NOTHING)
