"""Tokens: who may do what. The database holds their hashes, never the tokens themselves.

A token is 256 random bits, so one round of SHA-256 is enough to keep it: there is nothing to guess.
"""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

from extractor.errors import SettingsError
from extractor.service.database import Database
from extractor.source.read import MAX_BYTES

PER_MINUTE = 6000
_NAME = re.compile(r"[\w.@-]{1,64}")


class Scope(StrEnum):
    """What a token allows."""

    SUBMIT = "submit"
    READ = "read"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of a token: its name, and what it allows; `max_bytes` of one report, requests `per_minute`."""

    name: str
    scopes: frozenset[Scope]
    max_bytes: int = MAX_BYTES
    per_minute: int = PER_MINUTE


class TokenStore:
    """The tokens of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, token: Token) -> str:
        """Make a token and return it; it cannot be read again. Raises SettingsError if the name is taken or odd."""
        if not _NAME.fullmatch(token.name):
            raise SettingsError(
                f"a token's name has up to 64 letters, digits, and . _ @ -; {token.name!r} has not",
                f"令牌名称由不超过 64 个文字、数字和 . _ @ - 组成，{token.name!r} 不是",
            )
        secret = f"rx_{secrets.token_urlsafe(32)}"
        scopes = " ".join(sorted(token.scopes))
        values = (token.name, _hash(secret), scopes, token.max_bytes, token.per_minute, _today())
        with self._database.transaction() as query:
            added = query(
                "INSERT INTO service_tokens (name, hash, scopes, max_bytes, per_minute, created) VALUES "
                "(?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING RETURNING name",
                *values,
            )
        if not added:
            raise SettingsError(
                f"a token is called {token.name!r} already; revoke it first, or take another name",
                f"已有名为 {token.name!r} 的令牌：请先撤销，或另取名称",
            )
        return secret

    def find(self, secret: str) -> Token | None:
        """Return what a token allows; None for one that is not, or no longer, known."""
        sql = "SELECT name, scopes, max_bytes, per_minute FROM service_tokens WHERE hash = ?"
        found = self._database.read(sql, _hash(secret))
        return _token(*found[0]) if found else None

    def all(self) -> tuple[Token, ...]:
        """Return every token there is."""
        found = self._database.read("SELECT name, scopes, max_bytes, per_minute FROM service_tokens ORDER BY name")
        return tuple(_token(*row) for row in found)

    def revoke(self, name: str) -> None:
        """Make a token worthless at once. Raises SettingsError if there is none of that name."""
        with self._database.transaction() as query:
            gone = query("DELETE FROM service_tokens WHERE name = ? RETURNING name", name)
        if not gone:
            raise SettingsError(f"no token is called {name!r}", f"没有名为 {name!r} 的令牌")


def read_scopes(words: Iterable[str]) -> frozenset[Scope]:
    """Read the names of scopes; none means all. Raises SettingsError for a name that is none."""
    try:
        return frozenset(map(Scope, words)) or frozenset(Scope)
    except ValueError as error:
        raise SettingsError(f"{error}; a scope is {', '.join(Scope)}", f"权限可取 {'、'.join(Scope)}") from None


def _token(name: str, scopes: str, max_bytes: int, per_minute: int) -> Token:
    return Token(name, frozenset(map(Scope, scopes.split())), max_bytes, per_minute)


def _hash(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
