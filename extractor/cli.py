"""The command line: arguments in, one call each, an exit code out.

Exit codes: 0 all is well; 1 something needs a person (a partial or failed report, an open finding); 2 usage or
unreadable input; 3 nothing could be asked (no endpoint, bad key, no model). The commands import what they need when
they run, so that `numbers` and `check` start without the model's libraries.
"""

import json
import sys
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from extractor import cli_model, cli_provider, cli_results, cli_review, cli_run, cli_service, console_text
from extractor.cli_options import Encoding, Format, Report, TextFormat
from extractor.errors import ClaimsError, ExtractorError, StoppedError
from extractor.settings import load_language

app = typer.Typer(
    name="extractor",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Structured extraction from Chinese government reports, with every number checked against its source.",
)
app.command()(cli_run.run)
app.command()(cli_run.status)

INTERRUPTED = 130
"""What typer makes of Ctrl-C."""


class LineFormat(StrEnum):
    """How `numbers` prints."""

    JSONL = "jsonl"
    TABLE = "table"


@app.command()
def numbers(file: Report, format: LineFormat = LineFormat.JSONL, encoding: Encoding = None) -> None:
    """List every number mention of a report, one a line.

    Example: extractor numbers report.txt --format table
    """
    from extractor.inputs import read_report
    from extractor.review.numbers import render_jsonl, render_table
    from extractor.source.cells import read_numbers

    raw = read_report(Path(file), encoding)
    mentions = read_numbers(raw.text, raw.tables).mentions
    sys.stdout.writelines(render_jsonl(mentions) if format is LineFormat.JSONL else render_table(mentions))


@app.command()
def check(
    claims: Annotated[Path, typer.Argument(help="Claims: JSON, JSONL, CSV or a result of ours.")],
    source: Annotated[Path | None, typer.Option(help="The report they are about; a result of ours has it.")] = None,
    encoding: Annotated[str | None, typer.Option(help="The report's encoding, where it is not recognised.")] = None,
    format: Format = TextFormat.JSON,
    complete: Annotated[
        bool,
        typer.Option(
            "--complete",
            help="What is left out without a reason needs a decision too; in results of ours it always does.",
        ),
    ] = False,
) -> None:
    """Check claims against a report: a verdict for every number, and what no claim accounts for. Asks no model.

    Exit 0: nothing needs a decision; 1: something does; 2: claims or report cannot be read. A sum of the report's own
    that fails is told and needs none.

    Example: extractor check claims.json --source report.txt --format text

    Example: extractor check out/report.json --format text
    """
    from extractor.check.check import check_source, needs_decision
    from extractor.check.claims import read_claims
    from extractor.check.index import index_source
    from extractor.inputs import read_report
    from extractor.review.terminal import names_of, render_diff

    read = read_claims(claims)
    report = read_report(source, encoding) if source else None
    text, tables = (report.text, report.tables) if report else (read.source_text, read.tables)
    if text is None:
        raise ClaimsError(
            f"{str(claims)!r} does not bring its source; name the report with --source",
            f"{str(claims)!r} 不带原文：请用 --source 指明报告",
        )
    result, complete = check_source(read, index_source(text, tables)), complete or read.ours
    if format is TextFormat.JSON:
        sys.stdout.write(json.dumps(result.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n")
    else:
        color, width = cli_results.color(), cli_results.width()
        names, lang = names_of(read.claims), load_language()
        sys.stdout.write(render_diff(result, text, color=color, width=width, lang=lang, names=names, complete=complete))
    raise typer.Exit(1 if needs_decision(result, complete=complete) else 0)


@app.command()
def outline(file: Report, format: TextFormat = TextFormat.TEXT, encoding: Encoding = None) -> None:
    """Show what was understood of a report: sections, kinds, cues, damage.

    Example: extractor outline report.txt
    """
    from extractor.inputs import read_report
    from extractor.review.outline import outline_json, render_outline
    from extractor.source.document import understand

    document = understand(read_report(Path(file), encoding))
    if format is TextFormat.JSON:
        sys.stdout.write(json.dumps(outline_json(document), ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write(render_outline(document))


@app.command()
def text(file: Report, encoding: Encoding = None) -> None:
    """Print the decoded text that all offsets point into.

    Example: extractor text report.txt
    """
    from extractor.inputs import read_report

    sys.stdout.write(read_report(Path(file), encoding).text)


for command in (cli_results.diff, cli_results.table, cli_results.compare):
    app.command()(command)
app.command("eval")(cli_results.evaluate)
app.add_typer(cli_model.app, name="model")
app.add_typer(cli_provider.app, name="provider")
app.add_typer(cli_review.app, name="review")
app.command()(cli_service.serve)
app.add_typer(cli_service.token, name="token")


def main() -> None:
    """Run the command line; every error of ours becomes one line and its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        app()
    except StoppedError as error:
        typer.echo(error.told(load_language()), err=True)
        sys.exit(error.exit_code)
    except ExtractorError as error:
        typer.echo(console_text.phrase("error", load_language()) + error.told(load_language()), err=True)
        sys.exit(error.exit_code)
    except SystemExit as ended:
        if ended.code == INTERRUPTED:
            typer.echo(console_text.phrase("interrupted", load_language()), err=True)
        raise
