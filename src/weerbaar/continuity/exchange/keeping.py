"""Files between upload and import: kept in the data folder until they are taken over or forgotten.

A kept file belongs to one municipality and one person. Nothing here judges what is in it.
"""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any
from uuid import UUID, uuid4

from django.conf import settings

from weerbaar.continuity.exchange.document import RegisterDocument
from weerbaar.continuity.exchange.json_file import read_json, write_json
from weerbaar.continuity.exchange.problems import Problem

FORGOTTEN_AFTER_S = 7 * 24 * 3600.0  # longer than any queue, and long enough to think about it
STARTER, WORKBOOK, FILE = "starter", "xlsx", "json"


@dataclass
class Kept:
    """A kept file. `state`: waiting (to be read), ready (has a document) or refused (has problems).

    `foreign`: it comes from another municipality. `silent`: what it does not speak of, as (table, field).
    """

    key: str
    municipality_id: int
    user_id: int | None
    name: str
    kind: str
    state: str = "waiting"
    foreign: bool = False
    problems: list[dict[str, str]] = field(default_factory=list)
    remarks: list[list[str]] = field(default_factory=list)
    silent: list[list[str]] = field(default_factory=list)
    job_id: str = ""

    def found(self) -> list[Problem]:
        return [Problem(**one) for one in self.problems]


def _folder() -> Path:
    return Path(settings.DATA_FOLDER) / "exchange"


def _place(key: str) -> Path:
    return _folder() / UUID(key).hex


def keep(kept: Kept, content: IO[bytes] | None = None, document: RegisterDocument | None = None) -> Kept:
    """Puts a new file, or a document that is checked already, in a folder of its own."""
    forget_old()
    place = _place(kept.key)
    place.mkdir(parents=True)
    if content is not None:
        content.seek(0)
        with (place / "upload").open("xb") as target:
            shutil.copyfileobj(content, target)
    if document is not None:
        (place / "document.json").write_bytes(write_json(document))
    note(kept)
    return kept


def new_key() -> str:
    return uuid4().hex


def note(kept: Kept) -> None:
    """Writes down how it stands, whole or not at all."""
    place = _place(kept.key)
    fresh = place / "kept.tmp"
    fresh.write_text(json.dumps(asdict(kept)), encoding="utf-8")
    fresh.replace(place / "kept.json")


def kept_file(key: str, municipality_id: int, user_id: int | None) -> Kept | None:
    """The kept file with this key; None when there is none, or it is of somebody else."""
    try:
        said: dict[str, Any] = json.loads((_place(key) / "kept.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    kept = Kept(**said)
    return kept if (kept.municipality_id, kept.user_id) == (municipality_id, user_id) else None


def upload_of(kept: Kept) -> IO[bytes]:
    """The file as it came in; the caller closes it."""
    return (_place(kept.key) / "upload").open("rb")


def settle(kept: Kept, document: RegisterDocument | None) -> None:
    """Says how the reading ended, and throws the file itself away: what was read of it is enough."""
    place = _place(kept.key)
    if document is not None:
        (place / "document.json").write_bytes(write_json(document))
    (place / "upload").unlink(missing_ok=True)
    kept.state = "ready" if document is not None else "refused"
    note(kept)


def document_of(kept: Kept, mine: RegisterDocument | None = None) -> RegisterDocument:
    """The document of a file that is ready, which may lean on what is in the register `mine`."""
    return read_json((_place(kept.key) / "document.json").read_bytes(), mine)


def forget(key: str) -> None:
    shutil.rmtree(_place(key), ignore_errors=True)


def forget_old() -> None:
    """Removes what nobody came back for."""
    for folder in _folder().glob("*"):
        if folder.is_dir() and time.time() - folder.stat().st_mtime > FORGOTTEN_AFTER_S:
            shutil.rmtree(folder, ignore_errors=True)
