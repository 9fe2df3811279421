"""Serve: open the door, say where it is, and stay until told to end.

In: settings, where to listen. Out: nothing; it returns when SIGINT or SIGTERM came and everything on its way is in.
"""

import socket
from collections.abc import Callable, Collection
from contextlib import closing, suppress
from dataclasses import dataclass
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from extractor.errors import OutputError
from extractor.review.labels import Lang
from extractor.service.api import Service
from extractor.service.app import Layout, make_app, make_service
from extractor.service.database import open_database
from extractor.service.gate import names_of
from extractor.service.logs import log_to_stderr, tell
from extractor.service.tokens import Scope, Token, TokenStore
from extractor.settings import Settings

FIRST_TOKEN = "first"
_SHUTDOWN_SECONDS = 10
_KEEP_ALIVE_SECONDS = 75
"""Longer than proxies and clients keep a silent connection, so that none is closed under a request on its way."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where to listen, under which other names, and how many reports may wait."""

    host: str
    port: int
    allowed: Collection[str]
    queue_limit: int


class Server(uvicorn.Server):
    """A server that lets its streams end when it is told to."""

    def __init__(self, config: uvicorn.Config, service: Service) -> None:
        super().__init__(config)
        self._service = service

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Tell the streams, then the server."""
        self._service.is_ending = True
        super().handle_exit(sig, frame)


def serve(settings: Settings, door: Door, lang: Lang, say: Callable[[str, str | None], None]) -> None:
    """Serve until told to end; `say` is given the address once it is open, and the token if one had to be made.

    Raises OutputError if the database or the port cannot be used.
    """
    with closing(open_database(settings)) as database, _open(door) as listening:
        first = _first_token(TokenStore(database))
        address = f"http://{_shown(door.host)}:{listening.getsockname()[1]}"
        say(address, first)
        log_to_stderr()
        service = make_service(settings, database, door.queue_limit)
        app = make_app(service, Layout(names_of(door.host, door.allowed), lang), settings)
        tell("open", address=address)
        with suppress(KeyboardInterrupt):  # the way to end it
            Server(_config(app), service).run(sockets=[listening])
        tell("closed")


def _config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="on",
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
    )


def _first_token(tokens: TokenStore) -> str | None:
    """Make a token for everything if there is none at all."""
    return None if tokens.all() else tokens.add(Token(FIRST_TOKEN, frozenset(Scope)))


def _open(door: Door) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in door.host else socket.AF_INET)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((door.host, door.port))
        listening.listen(1024)
    except OSError as error:
        listening.close()
        place, why = f"{door.host}:{door.port}", error.strerror or str(error)
        raise OutputError(
            f"{place} cannot be opened: {why}; choose another --port", f"无法打开 {place}：{why}；请用 --port 换一个"
        ) from error
    return listening


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
