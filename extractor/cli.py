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
from typing import TYPE_CHECKING, Annotated

import typer

from extractor import cli_provider, cli_review, console_text
from extractor.errors import ClaimsError, ExtractorError, InputError, StoppedError
from extractor.settings import Settings, load_language, load_settings, wants_color
from schemas.export import Rows, TableFormat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.batch import Estimate
    from extractor.inputs import ReportFile
    from extractor.llm.budget import Limit
    from extractor.manifest import Outcome

app = typer.Typer(
    name="extractor",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Structured extraction from Chinese government reports, with every number checked against its source.",
)
model = typer.Typer(no_args_is_help=True, help="The embedded model: fetch it, say where it is, serve it.")
app.add_typer(model, name="model")
app.add_typer(cli_provider.app, name="provider")
app.add_typer(cli_review.app, name="review")


INTERRUPTED = 130
"""What typer makes of Ctrl-C."""
MOST_ERRORS = 20


class LineFormat(StrEnum):
    """How `numbers` prints."""

    JSONL = "jsonl"
    TABLE = "table"


class TextFormat(StrEnum):
    """How `check`, `eval` and `outline` print."""

    JSON = "json"
    TEXT = "text"


Report = Annotated[str, typer.Argument(metavar="FILE", help="A report; - reads standard input.")]
Encoding = Annotated[str | None, typer.Option(help="The file's encoding, where it is not recognised.")]


@app.command()
def run(
    inputs: Annotated[
        list[str] | None, typer.Argument(metavar="INPUT...", help="Files, folders, zip archives, patterns, or -.")
    ] = None,
    listed: Annotated[
        str | None, typer.Option("--list", metavar="FILE", help="A file that names inputs, one a line; - reads them.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder of the results.")] = Path("out"),
    concurrency: Annotated[int | None, typer.Option(min=1, help="Calls in flight at the same time.")] = None,
    encoding: Encoding = None,
    estimate: Annotated[bool, typer.Option("--estimate", help="Say what it would take, and stop.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Download the embedded model without asking.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 if any finding is open.")] = False,
    budget: Annotated[
        str | None, typer.Option(metavar="LIMIT", help="Spend no more than that: 200000 (tokens), 1.5M, 5 CNY, $2.")
    ] = None,
) -> None:
    """Extract reports: a checked JSON each, and run.json. Run again after an interruption: nothing is asked twice.

    Example: extractor run seeds/ --out out/

    Example: extractor run reports/ --out out/ --concurrency 32 --budget "5 CNY"
    """
    from dataclasses import replace

    from extractor.inputs import find_reports, read_list
    from extractor.llm.budget import read_limit
    from extractor.lock import lock
    from extractor.output import open_folder

    settings, lang = load_settings(), load_language()
    named = [*(inputs or ()), *(read_list(listed) if listed else ())]
    if not named:
        raise InputError(
            "nothing was named; give a report, a folder, a zip archive or a pattern, or a --list of them",
            "没有指明输入：请给出报告、文件夹、zip 压缩包或通配符，或用 --list 给出名单",
        )
    limit = read_limit(budget) if budget else None
    if concurrency:
        settings = replace(settings, endpoint=replace(settings.endpoint, concurrency=concurrency))
    files = find_reports(named, encoding)
    if estimate:
        _plan(files, settings, out, lang)
        return
    open_folder(out)
    with lock(out):
        code = _run(files, settings, out, lang, limit, yes=yes, strict=strict)
    raise typer.Exit(code)


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
    claims: Annotated[Path, typer.Argument(help="Claims: a result of ours, JSON, JSONL or CSV.")],
    source: Annotated[Path | None, typer.Option(help="The report; a result of ours brings its own.")] = None,
    encoding: Encoding = None,
    format: Annotated[TextFormat, typer.Option(help="json for programs, text for people.")] = TextFormat.JSON,
    complete: Annotated[bool, typer.Option("--complete", help="Quantities left out need a decision too.")] = False,
) -> None:
    """Check claims against a report: a verdict for every number. Exit 0 nothing needs a decision, 1 something does.

    Example: extractor check claims.json --source report.txt --format text
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
    result = check_source(read, index_source(text, tables))
    if format is TextFormat.JSON:
        sys.stdout.write(json.dumps(result.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n")
    else:
        names = names_of(read.claims)
        sys.stdout.write(render_diff(result, text, color=_color(), width=_width(), lang=load_language(), names=names))
    raise typer.Exit(1 if needs_decision(result, complete=complete or read.ours) else 0)


@app.command()
def diff(results: Annotated[list[Path], typer.Argument(metavar="RESULT...", help="Result files or folders.")]) -> None:
    """Show what a person must look at in results, said against source, and what was decided. Exit 1 if any is open.

    Example: extractor diff out/
    """
    from extractor.check.claims import read_claims
    from extractor.review.labels import Lang
    from extractor.review.results import find_results, load_result
    from extractor.review.sheet import lay_out, prepare
    from extractor.review.store import Store
    from extractor.review.terminal import names_of, render_diff
    from extractor.review.view import decided_line

    waiting, lang = False, load_language()
    for path in find_results(results):
        result = load_result(path)
        sheet = lay_out(prepare(result), Store(path.parent).events(result.source.sha256))
        waiting |= sheet.waiting > 0
        body = render_diff(
            result.validation,
            result.source.text,
            color=_color(),
            width=_width(),
            lang=lang,
            names=names_of(read_claims(result).claims),
            decided={row.index: line for row in sheet.rows if (line := decided_line(row, Lang.of(lang)))},
        )
        sys.stdout.write(f"== {path}\n{body}\n")
    raise typer.Exit(1 if waiting else 0)


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


@app.command("eval")
def evaluate(
    results: Annotated[list[Path], typer.Argument(metavar="RESULTS...", help="Result files or folders.")],
    gold: Annotated[Path, typer.Option(metavar="DIR", help="Folder of gold; docs/evaluation.md has its form.")],
    format: Annotated[TextFormat, typer.Option(help="json for programs, text for people.")] = TextFormat.TEXT,
) -> None:
    """Judge results against hand-made gold: recall, precision and F1 of items, quantities and the head.

    Example: extractor eval out/ --gold tests/gold
    """
    from extractor.evaluate import Score, judge
    from extractor.gold import load_gold
    from extractor.review.labels import Lang
    from extractor.review.results import find_results, load_result
    from extractor.review.scores import render_scores

    golds = load_gold(gold)
    scores = {str(path): judge(load_result(path), golds) for path in find_results(results)}
    judged = {name: score for name, score in scores.items() if score is not None}
    if not judged:
        raise ClaimsError(
            f"none of the results has gold in {str(gold)!r}; gold names its report under `file` or `sha256`",
            f"{str(gold)!r} 里没有这些结果的标注；标注用 file 或 sha256 指明报告",
        )
    total = sum(judged.values(), Score())
    if format is TextFormat.JSON:
        reports = {name: score.to_json() for name, score in judged.items()}
        left_out = [name for name, score in scores.items() if score is None]
        summary = {"reports": reports, "without_gold": left_out, "total": total.to_json()}
        sys.stdout.write(json.dumps(summary, ensure_ascii=False, indent=1) + "\n")
        return
    lang = Lang.of(load_language())
    for name, score in [*judged.items(), (console_text.phrase("all", lang, n=len(judged)), total)]:
        sys.stdout.write(render_scores(name, score, lang) + "\n")


@app.command()
def table(
    results: Annotated[list[Path], typer.Argument(metavar="DIR...", help="Folders of results, or result files.")],
    rows: Annotated[Rows | None, typer.Option(help="A row for each of them; xlsx holds both, a sheet each.")] = None,
    format: Annotated[TableFormat | None, typer.Option(help="As the ending of --output says, else csv.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Else standard output.")] = None,
) -> None:
    """Write results as one table, a row for every indicator or item. Exit 1 if a file in the folder is no result.

    Example: extractor table out/ -o indicators.csv

    Example: extractor table out/ --rows items --format jsonl
    """
    from extractor.review.results import find_results, load_results
    from extractor.table_formats import choose, open_table
    from extractor.tables import COLUMNS, rows_of

    chosen, paths = choose(format, output), list(find_results(results))
    kinds = (rows,) if rows else tuple(Rows) if chosen is TableFormat.XLSX else (Rows.INDICATORS,)
    refused: list[ClaimsError] = []
    with open_table(chosen, output or sys.stdout, {kind: COLUMNS[kind] for kind in kinds}) as write:
        for path, result in load_results(paths, refused.append):
            for kind in kinds:
                for row in rows_of(kind, result, path.name):
                    write(kind, row)
        _tell_refused(refused, of=len(paths))
    raise typer.Exit(1 if refused else 0)


@app.command()
def status(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that a run writes to.")] = Path("out"),
    format: Annotated[TextFormat, typer.Option(help="json for programs, text for people.")] = TextFormat.TEXT,
) -> None:
    """Show how the reports of a run stand, also while it is going on. Exit 1 if one needs a person, or the run.

    Example: extractor status out/
    """
    from extractor.review.status import read_status
    from extractor.review.status_text import render_status

    found = read_status(folder)
    if format is TextFormat.JSON:
        sys.stdout.write(json.dumps(found.to_json(), ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.writelines(line + "\n" for line in render_status(found, folder, load_language()))
    raise typer.Exit(1 if any(entry.needs_you for entry in found.reports) else 0)


@app.command()
def compare(
    results: Annotated[list[Path], typer.Argument(metavar="DIR...", help="Folders of results, or result files.")],
    whole: Annotated[bool, typer.Option("--all", help="Show the indicators of a single year too.")] = False,
    format: Annotated[TableFormat | None, typer.Option(help="A table for programs instead of text.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write a table there.")] = None,
) -> None:
    """Show the same issuer's indicators side by side over the years; what conflicts is shown as such.

    Example: extractor compare out/

    Example: extractor compare out/ --all -o years.xlsx
    """
    from extractor.compare import compare as bring_together
    from extractor.review.comparison import comparison_columns, comparison_rows, render_comparison
    from extractor.review.results import find_results, load_results
    from extractor.table_formats import choose, open_table
    from extractor.tables import rows_of

    lang, paths = load_language(), list(find_results(results))
    refused: list[ClaimsError] = []
    loaded = load_results(paths, refused.append)
    every = bring_together(row for path, made in loaded for row in rows_of(Rows.INDICATORS, made, path.name))
    _tell_refused(refused, of=len(paths))
    shared = every.shared()
    shown = every if whole else shared
    if format or output:
        with open_table(choose(format, output), output or sys.stdout, {"years": comparison_columns(shown)}) as write:
            for row in comparison_rows(shown):
                write("years", row)
    else:
        sys.stdout.writelines(line + "\n" for line in render_comparison(shown, lang))
    counts = {"shared": len(shared.lines), "single": len(every.lines) - len(shared.lines)}
    typer.echo(console_text.phrase("compared", lang, **counts), err=True)
    if every.left_out:
        files = ", ".join(every.left_out[:MOST_ERRORS])
        typer.echo(console_text.phrase("left out", lang, n=len(every.left_out), files=files), err=True)
    raise typer.Exit(1 if refused else 0)


@app.command()
def text(file: Report, encoding: Encoding = None) -> None:
    """Print the decoded text that all offsets point into.

    Example: extractor text report.txt
    """
    from extractor.inputs import read_report

    sys.stdout.write(read_report(Path(file), encoding).text)


@model.command()
def fetch() -> None:
    """Download the embedded model if it is not here, and check it.

    Example: extractor model fetch
    """
    typer.echo(str(_ensure_model(load_settings(), load_language(), yes=True)))


@model.command()
def path() -> None:
    """Print where the embedded model is. Exit 3 if it is not on this machine."""
    from extractor.llm.weights import require

    settings = load_settings()
    typer.echo(str(require(settings.models_dir, settings.weights, settings.weights_sha256)))


@model.command()
def serve(port: Annotated[int, typer.Option(help="Port on 127.0.0.1; 0 takes a free one.")] = 0) -> None:
    """Serve the embedded model as an OpenAI-compatible endpoint until Ctrl-C.

    Example: extractor model serve --port 8080
    """
    from threading import Event

    from extractor.llm.local import serve_locally
    from extractor.llm.weights import require

    settings = load_settings()
    weights = require(settings.models_dir, settings.weights, settings.weights_sha256)
    with serve_locally(weights, port) as url:
        typer.echo(url)
        Event().wait()


def _plan(
    files: "Sequence[ReportFile]", settings: Settings, out: Path, lang: str
) -> "tuple[dict[ReportFile, Outcome], dict[ReportFile, Estimate]]":
    """Find out which reports are done and what the others would take, and say so."""
    from extractor import batch, console
    from extractor.manifest import unchanged

    done = unchanged(files, settings.endpoint, out)
    costs = batch.estimate(files, settings, done)
    cost = sum(costs.values(), batch.Estimate())
    typer.echo(console.opening_line(len(costs), len(done), cost, settings.endpoint, lang))
    return done, costs


def _run(
    files: "Sequence[ReportFile]",
    settings: Settings,
    out: Path,
    lang: str,
    limit: "Limit | None",
    *,
    yes: bool,
    strict: bool,
) -> int:
    """Run a batch in a folder that is ours alone; returns the exit code."""
    from extractor import batch, console
    from extractor.inputs import STDIN
    from schemas.result import RunStatus

    done, costs = _plan(files, settings, out, lang)
    calls = sum(cost.calls for cost in costs.values())
    if (calls or any(str(file.path) == STDIN for file in files)) and settings.endpoint.base_url is None:
        _ensure_model(settings, lang, yes=yes)
    with console.Watch(calls, lang) as watch:
        summary = batch.run_batch(costs, settings, out, watch, limit, done)
    for line in console.closing_lines(summary, out, lang):
        typer.echo(line)
    if summary.stopped:
        raise summary.stopped
    outcomes = summary.outcomes
    if all(outcome.status == batch.UNREADABLE for outcome in outcomes):
        return 2
    incomplete = any(outcome.status != RunStatus.COMPLETE for outcome in outcomes)
    return 1 if incomplete or (strict and any(o.needs_you for o in outcomes)) else 0


def _ensure_model(settings: Settings, lang: str, *, yes: bool) -> Path:
    """Have the embedded model on this machine, with the user's consent to a first download; returns where it is."""
    from extractor import console
    from extractor.errors import WeightsError
    from extractor.llm.weights import fetch as fetch_weights
    from extractor.llm.weights import find

    if found := find(settings.models_dir, settings.weights, settings.weights_sha256):
        return found
    asked = yes or (sys.stdin.isatty() and typer.confirm(console_text.phrase("ask", lang), default=True))
    if not asked:
        raise WeightsError(console_text.phrase("refused", lang))
    with console.Download(lang) as download:
        return fetch_weights(settings.models_dir, download, settings.weights_host)


def _tell_refused(refused: list[ClaimsError], of: int) -> None:
    """Say which files are no results and were left out. Raises ClaimsError if all are."""
    lang = load_language()
    for error in refused[:MOST_ERRORS]:
        typer.echo(console_text.phrase("error", lang) + error.told(lang), err=True)
    if len(refused) > MOST_ERRORS:
        typer.echo(console_text.phrase("more errors", lang, n=len(refused) - MOST_ERRORS), err=True)
    if len(refused) == of:
        raise ClaimsError(
            "none of these files is a result; `extractor run` writes them",
            "这些文件都不是结果；结果由 extractor run 写出",
        )


def _color() -> bool:
    return sys.stdout.isatty() and wants_color()


def _width() -> int:
    from shutil import get_terminal_size

    return get_terminal_size((100, 24)).columns


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
