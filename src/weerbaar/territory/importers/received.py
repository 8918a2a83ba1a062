"""Uploaded files put in a folder of their own: bounded in number and size, under harmless names.

What is in them is judged by `recognition`, as for every other folder.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from weerbaar.interface.jobs import UserError
from weerbaar.territory.importers.recognition import MOST_FILES
from weerbaar.territory.importers.tables import printable

MOST_MB = 500  # of all files together, unpacked: a province's streets and a city's figures fit
_PIECE = 1024 * 1024
_GOES_AS = (".csv.gz", ".osm.pbf", ".osm.gz", ".osm.bz2")


@dataclass(frozen=True)
class Received:
    """A file as it came in: the name that its sender gave it, and its content."""

    name: str
    content: IO[bytes]


def harmless_name(name: str, taken: set[str]) -> str:
    """The last part of a name in letters, digits, dots and dashes, never hidden, never one that is taken."""
    last = PurePosixPath(printable(name).replace("\\", "/")).name
    plain = re.sub(r"[^\w.-]+", "-", last).strip("-.")[-100:].lstrip("-.") or "file"
    ending = next((e for e in _GOES_AS if plain.lower().endswith(e)), Path(plain).suffix)
    stem = plain[: len(plain) - len(ending)] if ending else plain
    distinct, copy = plain, 2
    while distinct.casefold() in taken:
        distinct, copy = f"{stem}-{copy}{ending}", copy + 1
    taken.add(distinct.casefold())
    return distinct


def receive(files: list[Received], folder: Path) -> list[Path]:
    """Writes the files, and those inside a zip, to a new folder; answers their paths.

    Raises UserError when there is nothing, too much, or a zip that is damaged or locked. Folders inside
    a zip are flattened, so that no name can lead elsewhere.
    """
    folder.mkdir(parents=True)
    left = MOST_MB * 1024 * 1024
    taken: set[str] = set()
    written: list[Path] = []
    for name, pieces in _contents(files):
        if len(written) >= MOST_FILES:
            raise UserError(
                f"Het zijn meer dan {MOST_FILES} bestanden. Kies alleen die van de gemeente.",
                f"There are more than {MOST_FILES} files. Choose only those of the municipality.",
            )
        path = folder / harmless_name(name, taken)
        with path.open("xb") as target:
            for piece in pieces:
                left -= len(piece)
                if left < 0:
                    raise UserError(
                        f"De bestanden zijn samen groter dan {MOST_MB} MB. Kies alleen die van de gemeente.",
                        f"The files are larger than {MOST_MB} MB together. "
                        "Choose only those of the municipality.",
                    )
                target.write(piece)
        written.append(path)
    if not written:
        raise UserError("Kies eerst een of meer bestanden.", "Choose one or more files first.")
    return written


def _contents(files: list[Received]) -> Iterator[tuple[str, Iterator[bytes]]]:
    for file in files:
        file.content.seek(0)
        packed = file.content.read(4) == b"PK\x03\x04"
        file.content.seek(0)
        if not packed:
            yield file.name, _pieces(file.content)
            continue
        try:
            with zipfile.ZipFile(file.content) as archive:
                if "xl/workbook.xml" in archive.namelist():
                    file.content.seek(0)
                    yield file.name, _pieces(file.content)
                    continue
                for member in archive.infolist():
                    if not member.is_dir() and not _is_hidden(member.filename):
                        with archive.open(member) as opened:
                            yield member.filename, _pieces(opened)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
            raise UserError(
                f"{printable(file.name)[:80]}: dit zip-bestand is beschadigd of heeft een wachtwoord.",
                f"{printable(file.name)[:80]}: this zip file is damaged or has a password.",
            ) from error


def _is_hidden(name: str) -> bool:
    """Whether a name in a zip is what operating systems add for themselves."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in {".", ".."}]
    return any(part.startswith((".", "__MACOSX")) for part in parts)


def _pieces(opened: IO[bytes]) -> Iterator[bytes]:
    while piece := opened.read(_PIECE):
        yield piece
