"""Compile patterns of many alternatives so that most places of a text are passed over at one look.

`re` tries every alternative at every character, unless all of them begin with a literal; a lack is searched for by
sixty. Behind a look-ahead at the characters that a match can begin with, the same pattern takes a third to a tenth of
the time (`bench/reading.py` and `bench/check.py` as a whole: see docs/evaluation.md). It matches exactly what it did.
"""

import re
from collections.abc import Iterable
from re import _constants as codes  # type: ignore[attr-defined] # how `re` itself reads a pattern: there is no other way
from re import _parser as parser  # type: ignore[attr-defined] # the same
from typing import Any

_MOST = 400
"""More first characters than these tell too little."""
_ZERO_WIDTH = frozenset({codes.ASSERT, codes.ASSERT_NOT, codes.AT})
_REPEATS = frozenset({codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT})


def compile_quick(pattern: str) -> re.Pattern[str]:
    """Compile a pattern behind a look-ahead at its first characters; as it is where these are not known.

    >>> compile_quick("(?<!不)足够|较?差").pattern
    '(?=[差足较])(?:(?<!不)足够|较?差)'
    >>> compile_quick("[^,]+率").pattern
    '[^,]+率'
    """
    firsts = _firsts(parser.parse(pattern))
    if firsts is None or None in firsts or len(firsts) > _MOST:
        return re.compile(pattern)
    characters = "".join(sorted(re.escape(chr(code)) for code in firsts if code is not None))
    return re.compile(f"(?=[{characters}])(?:{pattern})")


def _firsts(steps: Iterable[tuple[Any, Any]]) -> set[int | None] | None:
    """Return the code points that a match of some steps can begin with; None among them if it may be empty.

    None for the whole where they are not known: a class that excludes, a category, any character, letters of any case.
    """
    found: set[int | None] = set()
    for step, value in steps:
        if step in _ZERO_WIDTH:
            continue
        first = _first(step, value)
        if first is None:
            return None
        found |= first - {None}
        if None not in first:
            return found
    return found | {None}


def _first(step: Any, value: Any) -> set[int | None] | None:
    """Return the same for one step of a pattern."""
    if step is codes.LITERAL:
        return {value}
    if step is codes.IN:
        return _in_class(value)
    if step is codes.BRANCH:
        branches = [_firsts(branch) for branch in value[1]]
        return None if None in branches else set().union(*(branch for branch in branches if branch is not None))
    if step is codes.SUBPATTERN:
        _, added, removed, inside = value
        return None if added or removed else _firsts(inside)
    if step is codes.ATOMIC_GROUP:
        return _firsts(value)
    if step in _REPEATS:
        least, _, inside = value
        first = _firsts(inside)
        return first if first is None or least else first | {None}
    return None


def _in_class(choices: Iterable[tuple[Any, Any]]) -> set[int | None] | None:
    found: set[int | None] = set()
    for choice, value in choices:
        if choice is codes.LITERAL:
            found.add(value)
        elif choice is codes.RANGE and value[1] - value[0] <= _MOST:
            found.update(range(value[0], value[1] + 1))
        else:
            return None
    return found
