"""Every setting that an installation can change, as an environment variable, in one place.

The reference page of settings is checked against this list: a variable that is read here and not
described there fails the tests.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Variable:
    """One environment variable: its name, the value without it, and what it does."""

    name: str
    default: str
    meaning: str

    def read(self) -> str:
        return os.environ.get(self.name, self.default)

    def flag(self) -> bool:
        value = self.read().strip().lower()
        if value in {"1", "true", "yes", "on"}:
            return True
        if value in {"", "0", "false", "no", "off"}:
            return False
        raise ValueError(f"{self.name} is {value!r}; write 1 or 0")

    def number(self) -> int:
        value = self.read()
        try:
            return int(value)
        except ValueError:
            raise ValueError(f"{self.name} is {value!r}; write a whole number") from None

    def words(self) -> list[str]:
        return [word.strip() for word in self.read().split(",") if word.strip()]


_REGISTERED: dict[str, Variable] = {}


def variable(name: str, default: str, meaning: str) -> Variable:
    """Declares a variable; declaring a name twice is a mistake."""
    if name in _REGISTERED:
        raise ValueError(f"{name} is declared twice")
    _REGISTERED[name] = Variable(name, default, meaning)
    return _REGISTERED[name]


def variables() -> list[Variable]:
    """All declared variables, by name."""
    return sorted(_REGISTERED.values(), key=lambda declared: declared.name)


def origin(address: str) -> list[str]:
    """The origin of an address elsewhere, for the content security policy; none for our own or no address."""
    if not address or address.startswith("/"):
        return []
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or set(parts.netloc) & set(" ;,'\"@{}"):
        raise ValueError(f"{address!r} is no address that starts with https:// and one host")
    return [f"{parts.scheme}://{parts.netloc}"]


def secret_key(folder: Path) -> str:
    """The signing key of this installation: made at the first start, kept in the data folder."""
    file = folder / "secret_key"
    try:
        return file.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
    fresh = secrets.token_urlsafe(64)
    try:
        # O_EXCL: of two processes that start at once, one makes the key and the other reads it
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        handle.write(fresh)
        handle.flush()
        os.fsync(handle.fileno())
    return fresh


def mail(url: str) -> dict[str, str | int]:
    """Host, port, user, password and security (tls, ssl or empty) in a mail server's URL; else empty."""
    if not url:
        return {}
    parts = urlsplit(url)
    known = {"smtp": ("", 25), "smtp+tls": ("tls", 587), "smtps": ("ssl", 465)}
    if parts.scheme not in known or not parts.hostname:
        raise ValueError(
            f"WEERBAAR_EMAIL_URL starts with {parts.scheme!r}; write smtp+tls://user:password@host:587, "
            "smtps://… or smtp://…"
        )
    security, port = known[parts.scheme]
    return {
        "host": parts.hostname,
        "port": parts.port or port,
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "security": security,
    }


def database(url: str, folder: Path) -> dict[str, object]:
    """Django's database settings for a URL; SQLite in the data folder without one."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "weerbaar.sqlite3",
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                # FULL: a commit that was acknowledged is on the disk when the power fails
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(
            f"WEERBAAR_DATABASE_URL starts with {parts.scheme!r}; only postgresql:// is understood"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
