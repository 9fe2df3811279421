"""The commands of the service: serve, and the tokens it knows."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.console_text import phrase
from extractor.errors import SettingsError
from extractor.settings import load_language, load_settings

if TYPE_CHECKING:
    from extractor.service.tokens import TokenStore

token = typer.Typer(no_args_is_help=True, help="The tokens of the service: who may send reports, read, review.")
"""The sub-commands of `extractor token`."""

_SCOPES = "submit, read or review; give it once for each. All of them if none is given."


def serve(
    host: Annotated[str, typer.Option(help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8787,
    allow_host: Annotated[
        list[str] | None, typer.Option("--allow-host", metavar="NAME", help="A host name that a proxy passes on.")
    ] = None,
    queue: Annotated[int, typer.Option(min=1, help="Reports that may wait; more are told to come again.")] = 1000,
) -> None:
    """Serve extraction over HTTP until Ctrl-C: for programs, and a page to hand in reports. Needs the extra `service`.

    Example: extractor serve --port 8787
    """
    try:
        from extractor.service.serve import Door
        from extractor.service.serve import serve as serve_http
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"the service needs the `service` extra ({error.name} is missing): pip install 'report-extractor[service]'",
            f"服务需要 service 附加包（缺少 {error.name}）：pip install 'report-extractor[service]'",
        ) from error
    from extractor.review.labels import Lang

    lang = load_language()

    def say(address: str, first: str | None) -> None:
        typer.echo(phrase("serving", lang, address=address))
        if first:
            typer.echo(phrase("first token", lang, token=first, link=f"{address}/login?token={first}"))

    serve_http(load_settings(), Door(host, port, allow_host or (), queue), Lang.of(lang), say)


@token.command("add")
def token_add(
    name: Annotated[str, typer.Argument(help="What the log and the list call it.")],
    scope: Annotated[list[str] | None, typer.Option(help=_SCOPES)] = None,
    max_mb: Annotated[int, typer.Option(min=1, max=50, help="Megabytes of one report at most.")] = 50,
    per_minute: Annotated[int, typer.Option(min=1, help="Requests a minute at most.")] = 6000,
) -> None:
    """Make a token and print it; it is shown only now.

    Example: extractor token add archive --scope submit --scope read
    """
    from extractor.service.tokens import Token, read_scopes

    made = Token(name, read_scopes(scope or ()), max_mb << 20, per_minute)
    with _tokens() as store:
        typer.echo(store.add(made))


@token.command("list")
def token_list() -> None:
    """List the tokens: name, scopes, limits."""
    with _tokens() as store:
        for known in store.all():
            limits = f"{known.max_bytes >> 20} MB\t{known.per_minute}/min"
            typer.echo(f"{known.name}\t{' '.join(sorted(known.scopes))}\t{limits}")


@token.command("revoke")
def token_revoke(name: Annotated[str, typer.Argument(help="The token's name.")]) -> None:
    """Make a token worthless at once.

    Example: extractor token revoke archive
    """
    with _tokens() as store:
        store.revoke(name)


@contextmanager
def _tokens() -> "Iterator[TokenStore]":
    from extractor.service.database import open_database
    from extractor.service.tokens import TokenStore

    with closing(open_database(load_settings())) as database:
        yield TokenStore(database)
