"""Documents of the plan as files in the data folder, named after the hash of their content.

Written whole or not at all, and on the disk before the database says that they are there. What is read back
is checked against its name: a file that somebody changed is not handed out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from django.conf import settings

from weerbaar.interface.durable import write_whole
from weerbaar.interface.jobs import UserError


def _file(sha256: str) -> Path:
    return Path(settings.DATA_FOLDER) / "plans" / sha256[:2] / sha256


def keep(content: bytes) -> str:
    """Writes the content, unless it is there whole, and answers its SHA-256."""
    sha256 = hashlib.sha256(content).hexdigest()
    file = _file(sha256)
    if file.exists() and hashlib.sha256(file.read_bytes()).hexdigest() == sha256:
        file.touch()  # in use again: `sweep` leaves it
        return sha256
    write_whole(file, content)
    return sha256


def erase(sha256: str) -> None:
    """Takes the content off the disk, if it is still there."""
    _file(sha256).unlink(missing_ok=True)


def sweep(known: Collection[str], older_than: datetime) -> int:
    """Erases the files that nobody knows any more and that are older than a moment; how many."""
    gone = 0
    for file in (Path(settings.DATA_FOLDER) / "plans").glob("??/*"):
        if file.name not in known and file.stat().st_mtime < older_than.timestamp():
            file.unlink(missing_ok=True)
            gone += 1
    return gone


def read(sha256: str) -> bytes:
    """The content with this hash; `UserError` when the file is gone or no longer what it was."""
    try:
        content = _file(sha256).read_bytes()
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise UserError(
            "Dit bestand is weg of beschadigd op de schijf van de server. Zet het terug uit een "
            "reservekopie.",
            "This file is gone or damaged on the server's disk. Restore it from a backup.",
        )
    return content
