"""Measure the number scan: speed on the seeds and growth on hostile repeats, beside cn2an and a bare digit regex.

Run `python bench/numbers.py`; it prints markdown tables. Every figure comes from one run, so
the ratios hold on any machine: the best of several rounds, after one round that fills the caches.
"""

import re
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if sys.path[0] == str(ROOT / "bench"):
    sys.path[0] = str(ROOT)  # else this file would stand in for the standard library's `numbers`

import cn2an  # noqa: E402 - after the path is put right

from extractor.numbers import find_numbers  # noqa: E402 - the same

SEEDS = ROOT / "seeds"
HOSTILE = ("一", "1", "百分之", "一千万", "1,")
REPEATS = 10_000
DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def best_time(call: Callable[[], object], rounds: int = 15) -> float:
    """Return the shortest of several runs in seconds; the first run is not counted."""
    call()
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        call()
        times.append(time.perf_counter() - begin)
    return min(times)


def transform(text: str) -> str:
    """Let cn2an rewrite the numerals of a text, its nearest thing to a scan."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of every numeral that it cannot read
        return str(cn2an.transform(text))


def speed_table(text: str) -> list[str]:
    """Return the table of speeds on `text`."""
    lines = [f"| scanner, {len(text):,} characters | found | million characters a second |", "|---|---|---|"]
    scanners: tuple[tuple[str, Callable[[str], object], object], ...] = (
        ("find_numbers", find_numbers, len(find_numbers(text))),
        ("bare digit regex", DIGITS.findall, len(DIGITS.findall(text))),
        ("cn2an.transform, sentence by sentence", lambda t: [transform(s) for s in t.split("。")], "rewrites the text"),
    )
    for name, scan, found in scanners:
        seconds = best_time(lambda scan=scan: scan(text))  # type: ignore[misc]
        lines.append(f"| {name} | {found} | {len(text) / seconds / 1e6:.2f} |")
    return lines


def growth_table() -> list[str]:
    """Return the table of hostile repeats: twice the text must cost about twice the time."""
    lines = [f"| repeated {REPEATS:,} times | ms | ms for twice as many | ratio |", "|---|---|---|---|"]
    for unit in HOSTILE:
        once = best_time(lambda unit=unit: find_numbers(unit * REPEATS), 5) * 1000  # type: ignore[misc]
        twice = best_time(lambda unit=unit: find_numbers(unit * REPEATS * 2), 5) * 1000  # type: ignore[misc]
        lines.append(f"| `{unit}` | {once:.1f} | {twice:.1f} | {twice / once:.2f} |")
    return lines


def main() -> None:
    """Print both tables."""
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))
    print("\n".join([*speed_table(text), "", *growth_table()]))


if __name__ == "__main__":
    main()
