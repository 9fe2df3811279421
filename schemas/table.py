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

    The first `heading_rows` rows and `heading_columns` columns name the numbers of the others. `unit` is the caption's
    or a heading row's own statement about the whole table, 单位：万元, if there is one.
    """

    cells: tuple[Cell, ...]
    heading_rows: Place = 0
    heading_columns: Place = 0
    unit: Span | None = None
