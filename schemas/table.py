"""Tables of a source: which ranges of the original text are cells, and where in their table they stand."""

from typing import Annotated

from pydantic import Field

from schemas.span import Span

Place = Annotated[int, Field(ge=0)]
Count = Annotated[int, Field(ge=1)]


class Cell(Span):
    """One cell: its text in the original, its first row and column (from 0), and how many of each it covers."""

    row: Place
    column: Place
    rows: Count = 1
    columns: Count = 1


class Table(Span):
    """One table of the original text: a line a row, a tab between cells; `cells` in reading order, empty ones left out.

    The first `heading_rows` rows hold no data. `unit` is what the caption or a cell as wide as the table states about
    all of it, the 万元 of 单位：万元, if there is such a statement.
    """

    cells: tuple[Cell, ...]
    heading_rows: Place = 0
    unit: Span | None = None
