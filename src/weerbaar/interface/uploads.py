"""What a person may upload: recognised by its content, bounded in size, under a name that can do no harm.

What is in the file is for the importers of the rooms; here it only has to be what it says it is.
"""

from __future__ import annotations

import json
import re
import unicodedata
import zipfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile

from weerbaar.interface.jobs import UserError

MB = 1024 * 1024
# a spreadsheet of 100,000 rows unpacks to about 60 MB, from some 30 members
XLSX_UNPACKED_MB = 400
XLSX_MEMBERS = 2_000
GPKG_APPLICATION_IDS = {b"GPKG", b"GP10", b"GP11"}
SNIFFED = 64 * 1024

KIND_NAMES = {
    "csv": "CSV",
    "xlsx": "Excel (xlsx)",
    "geojson": "GeoJSON",
    "gpkg": "GeoPackage",
    "json": "JSON",
}


@dataclass(frozen=True)
class Upload:
    """A file that passed: its safe name, what it is (a key of `KIND_NAMES`), its size and the open file."""

    name: str
    kind: str
    size: int
    file: UploadedFile[Any]


def safe_name(name: str, kind: str) -> str:
    """The last part of a file name in letters, digits, dots, dashes; never hidden, always with our ending."""
    last = PurePosixPath(unicodedata.normalize("NFKC", name).replace("\\", "/")).name
    stem = last.rpartition(".")[0] or last
    plain = re.sub(r"[^\w.-]+", "-", stem, flags=re.UNICODE).strip("-._")
    return f"{plain[:80] or 'file'}.{kind}"


def checked_upload(file: UploadedFile[Any] | None, kinds: Collection[str], max_mb: float) -> Upload:
    """The upload, when its content is one of `kinds` and it is no larger than `max_mb`; raises `UserError`.

    The content decides what it is; the name that came along decides nothing.
    """
    unknown = set(kinds) - set(KIND_NAMES)
    if unknown:
        raise ValueError(f"unknown kinds of upload: {sorted(unknown)}")
    if file is None or not file.size:
        raise UserError(
            "Kies eerst een bestand. Dit bestand is leeg.", "Choose a file first. This file is empty."
        )
    if file.size > max_mb * MB:
        raise UserError(
            f"Het bestand is {file.size / MB:.0f} MB; het mag hoogstens {max_mb:.0f} MB zijn.",
            f"The file is {file.size / MB:.0f} MB; at most {max_mb:.0f} MB is allowed.",
        )
    for kind in ("xlsx", "gpkg", "geojson", "json", "csv"):
        if kind in kinds:
            file.seek(0)
            if _IS[kind](file):
                file.seek(0)
                return Upload(safe_name(file.name or "", kind), kind, file.size, file)
    wanted = ", ".join(KIND_NAMES[kind] for kind in sorted(kinds))
    raise UserError(
        f"De inhoud van dit bestand is niet wat hier nodig is: {wanted}. Bewaar het opnieuw in dat formaat.",
        f"The content of this file is not what is asked for here: {wanted}. Save it again in that format.",
    )


def _is_xlsx(file: IO[bytes]) -> bool:
    if not zipfile.is_zipfile(file):
        return False
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if "xl/workbook.xml" not in archive.namelist():
                return False
            unpacked = sum(member.file_size for member in members)
            if len(members) > XLSX_MEMBERS or unpacked > XLSX_UNPACKED_MB * MB:
                raise UserError(
                    "Dit Excel-bestand wordt uitgepakt te groot. Bewaar alleen het blad dat nodig is.",
                    "This Excel file grows too large when unpacked. Save only the sheet that is needed.",
                )
            if any(member.flag_bits & 0x1 for member in members):
                raise UserError(
                    "Dit Excel-bestand heeft een wachtwoord. Bewaar het zonder wachtwoord.",
                    "This Excel file has a password. Save it without one.",
                )
            return _unpacks_as_it_says(archive, members)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError):
        return False


def _unpacks_as_it_says(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> bool:
    """Whether the sizes in the archive's table are true; a bomb can lie about them.

    `zipfile` stops a member at the size that its table says and then compares the checksum, so a lie
    shows as a bad checksum and never unpacks more than the sum that was checked.
    """
    for member in members:
        with archive.open(member) as opened:
            while opened.read(MB):
                pass
    return True


def _is_gpkg(file: IO[bytes]) -> bool:
    head = file.read(100)
    return head.startswith(b"SQLite format 3\x00") and head[68:72] in GPKG_APPLICATION_IDS


def _json(file: IO[bytes]) -> object:
    head = file.read(SNIFFED).lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head.startswith((b"{", b"[")):
        return None
    file.seek(0)
    try:
        return json.loads(file.read().decode("utf-8-sig"))
    except (ValueError, RecursionError):  # UnicodeDecodeError is a ValueError
        return None


def _is_geojson(file: IO[bytes]) -> bool:
    found = _json(file)
    return (
        isinstance(found, dict)
        and found.get("type") == "FeatureCollection"
        and isinstance(found.get("features"), list)
    )


def _is_json(file: IO[bytes]) -> bool:
    return _json(file) is not None


def _is_csv(file: IO[bytes]) -> bool:
    """Text in UTF-8 or Windows-1252 without control characters, with a separator on its first line."""
    content = file.read()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content:
        return False
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError:
            return False
    if re.search(r"[\x01-\x08\x0b\x0e-\x1f\x7f]", text):
        return False
    if text.lstrip()[:1] in {"<", "{", "["} or text.startswith("%PDF"):
        return False
    first = next((line for line in text.splitlines() if line.strip()), "")
    return any(separator in first for separator in ",;\t|")


_IS: dict[str, Callable[[IO[bytes]], bool]] = {
    "xlsx": _is_xlsx,
    "gpkg": _is_gpkg,
    "geojson": _is_geojson,
    "json": _is_json,
    "csv": _is_csv,
}
