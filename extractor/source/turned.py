"""The boxes of a page whose text runs up, down or upside down in, the same upright out; slanted text is a stamp."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

_SLANT = 0.1
"""Text whose direction is off both axes by more than this share of its length is slanted."""


class Turn(IntEnum):
    """Where the text of a page runs: by how many quarters of a circle it was turned, anticlockwise."""

    RIGHT = 0
    UP = 1
    LEFT = 2
    DOWN = 3


class Box(NamedTuple):
    """A box in PDF points, y growing upwards."""

    left: float
    bottom: float
    right: float
    top: float


def turn_of(matrix: tuple[float, ...]) -> Turn | None:
    """Return where the text of a PDF matrix runs; None if it is slanted.

    >>> turn_of((12, 0, 0, 12, 70, 700)), turn_of((0, 12, -12, 0, 70, 700)), turn_of((8, 8, -8, 8, 70, 700))
    (<Turn.RIGHT: 0>, <Turn.UP: 1>, None)
    """
    along, across = matrix[0], matrix[1]
    longer = max(abs(along), abs(across))
    if min(abs(along), abs(across)) > _SLANT * longer:
        return None
    if abs(along) >= abs(across):
        return Turn.RIGHT if along >= 0 else Turn.LEFT
    return Turn.UP if across > 0 else Turn.DOWN


def common_turn(turns: Iterable[Turn | None]) -> Turn:
    """Return where most of a page's text runs."""
    counts = Counter(turn for turn in turns if turn is not None)
    return max(counts, key=lambda turn: (counts[turn], -turn), default=Turn.RIGHT)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as the file has it: its size, and where its text runs."""

    width: float
    height: float
    turn: Turn

    @property
    def upright_height(self) -> float:
        """Return how high the page is when its text runs to the right."""
        return self.height if self.turn in {Turn.RIGHT, Turn.LEFT} else self.width

    def upright(self, box: Box) -> Box:
        """Return where a box stands when the page is turned so that its text runs to the right.

        >>> Sheet(600, 800, Turn.UP).upright(Box(100, 50, 112, 62))
        Box(left=50, bottom=488, right=62, top=500)
        """
        left, bottom, right, top = box
        match self.turn:
            case Turn.UP:
                return Box(bottom, self.width - right, top, self.width - left)
            case Turn.DOWN:
                return Box(self.height - top, left, self.height - bottom, right)
            case Turn.LEFT:
                return Box(self.width - right, self.height - top, self.width - left, self.height - bottom)
            case _:
                return box
