"""Options that several commands have in common, and the ways they print."""

from enum import StrEnum
from typing import Annotated

import typer


class TextFormat(StrEnum):
    """How commands print that have something for people and for programs."""

    JSON = "json"
    TEXT = "text"


Report = Annotated[str, typer.Argument(metavar="FILE", help="A report; - reads standard input.")]
Encoding = Annotated[str | None, typer.Option(help="The file's encoding, where it is not recognised.")]
Format = Annotated[TextFormat, typer.Option(help="json for programs, text for people.")]
