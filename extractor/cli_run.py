"""The commands that make results: run, and status, which tells how a run stands."""

import json
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli_options import Encoding, Format, TextFormat
from extractor.errors import InputError
from extractor.settings import Settings, load_language, load_settings

if TYPE_CHECKING:
    from extractor.llm.budget import Limit
    from extractor.plan import Plan
    from extractor.summary import Summary


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
    cluster: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Read and check on a Dask cluster: tcp://host:8786, or local.")
    ] = None,
    budget: Annotated[
        str | None, typer.Option(metavar="LIMIT", help="Spend no more than that: 200000 (tokens), 1.5M, 5 CNY, $2.")
    ] = None,
) -> None:
    """Extract reports: a checked JSON each, and run.json. Run again after an interruption: nothing is asked twice.

    Example: extractor run seeds/ --out out/

    Example: extractor run reports/ --out out/ --concurrency 32 --budget "5 CNY"
    """
    from extractor import console
    from extractor.inputs import find_reports, read_list, take_in
    from extractor.llm.budget import read_limit, require_price
    from extractor.llm.prices import find_price
    from extractor.lock import lock
    from extractor.output import open_folder
    from extractor.plan import plan

    settings, lang = load_settings(), load_language()
    named = [*(inputs or ()), *(read_list(listed) if listed else ())]
    if not named:
        raise InputError(
            "nothing was named; give a report, a folder, a zip archive or a pattern, or a --list of them",
            "没有指明输入：请给出报告、文件夹、zip 压缩包或通配符，或用 --list 给出名单",
        )
    if limit := read_limit(budget) if budget else None:
        require_price(limit, find_price(settings.endpoint))
    if concurrency:
        settings = replace(settings, endpoint=replace(settings.endpoint, concurrency=concurrency))
    files = take_in(find_reports(named, encoding))
    if estimate:
        console.tell_plan(plan(files, settings, out), settings.endpoint, lang)
        return
    open_folder(out)
    with lock(out):
        planned = plan(files, settings, out)
        console.tell_plan(planned, settings.endpoint, lang)
        summary = _carry_out(planned, settings, out, limit, cluster, yes=yes)
    for line in console.closing_lines(summary, out, lang):
        typer.echo(line)
    if summary.stopped:
        raise summary.stopped
    raise typer.Exit(summary.exit_code(strict=strict))


def _carry_out(
    planned: "Plan", settings: Settings, out: Path, limit: "Limit | None", cluster: str | None, *, yes: bool
) -> "Summary":
    """Do what is planned, in a folder that is ours alone."""
    from extractor import console, plan
    from extractor.cli_model import ensure_model
    from extractor.llm.prices import find_price

    if not planned.todo:
        return plan.confirm(planned, settings, out)
    from extractor.batch import run_batch  # it loads the model's libraries
    from extractor.cluster import open_cluster

    lang = load_language()
    if (planned.estimate.calls or planned.estimate.sampled) and settings.endpoint.base_url is None:
        ensure_model(settings, lang, yes=yes)
    workshop = partial(open_cluster, cluster) if cluster else None
    with console.Watch(planned, find_price(settings.endpoint), lang) as watch:
        return run_batch(planned, settings, out, watch, limit, workshop)


def status(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that a run writes to.")] = Path("out"),
    format: Format = TextFormat.TEXT,
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
