"""Uploads: what the content is, however the file is called; and files that mean harm."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from pathlib import Path

import openpyxl
import pyogrio
import pytest
import shapely
from django.core.files.uploadedfile import SimpleUploadedFile

from weerbaar.interface.jobs import UserError
from weerbaar.interface.uploads import checked_upload, safe_name

ALL = {"csv", "xlsx", "geojson", "gpkg", "json"}


def upload(content: bytes, name: str = "file.bin") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def spreadsheet() -> bytes:
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.append(["naam", "x", "y"])
    book.save(buffer)
    return buffer.getvalue()


def geopackage(tmp_path: Path) -> bytes:
    path = tmp_path / "points.gpkg"
    pyogrio.raw.write(
        path,
        shapely.to_wkb([shapely.Point(1, 2)]),
        [],
        [],
        geometry_type="Point",
        crs="EPSG:28992",
        driver="GPKG",
    )
    return path.read_bytes()


COLLECTION = json.dumps({"type": "FeatureCollection", "features": []}).encode()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"naam;x;y\nPlein;1;2\n", "csv"),
        ("naam,x\nCaf\xe9,1\n".encode("cp1252"), "csv"),
        ("\ufeffnaam,x\nCafé,1\n".encode(), "csv"),
        (COLLECTION, "geojson"),
        (b"\xef\xbb\xbf" + COLLECTION, "geojson"),
        (b'[{"naam": "Plein"}]', "json"),
    ],
)
def test_text_is_recognised(content: bytes, kind: str) -> None:
    found = checked_upload(upload(content), ALL, max_mb=1)
    assert found.kind == kind
    assert found.file.read() == content, "the file can be read from its beginning"


def test_files_of_other_programs_are_recognised(tmp_path: Path) -> None:
    assert checked_upload(upload(spreadsheet()), ALL, max_mb=1).kind == "xlsx"
    assert checked_upload(upload(geopackage(tmp_path)), ALL, max_mb=1).kind == "gpkg"


def test_an_ending_that_lies_does_not_help() -> None:
    with pytest.raises(UserError):
        checked_upload(upload(b"MZ\x90\x00\x03\x00", "list.csv"), {"csv"}, max_mb=1)
    assert checked_upload(upload(spreadsheet(), "list.csv"), ALL, max_mb=1).kind == "xlsx"


def sqlite_without_geopackage() -> bytes:
    return b"SQLite format 3\x00" + bytes(100)


def plain_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("readme.txt", "hello")
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 a,b",
        b"<html>,</html>",
        b"\x89PNG\r\n\x1a\n,",
        b"a,b\x00c",
        "a,b".encode("utf-16"),
        b"one word",
        b"{broken,",
        b"\x7fELF,",
        b'{"type": "FeatureCollection"',
        b"[" * 200_000,
        sqlite_without_geopackage(),
        plain_zip(),
    ],
)
def test_anything_else_is_refused_in_both_languages(content: bytes) -> None:
    with pytest.raises(UserError) as refused:
        checked_upload(upload(content), ALL, max_mb=1)
    assert refused.value.nl
    assert refused.value.en
    assert refused.value.nl != refused.value.en


def bomb(members: int = 1, mb: int = 1) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for i in range(members):
            archive.writestr(f"xl/worksheets/sheet{i}.xml", bytes(mb * 1024 * 1024))
    return buffer.getvalue()


def test_a_spreadsheet_that_grows_too_large_is_refused() -> None:
    content = bomb(members=5, mb=100)
    assert len(content) < 1024 * 1024
    with pytest.raises(UserError, match="grows too large"):
        checked_upload(upload(content), ALL, max_mb=1)


def test_a_spreadsheet_of_too_many_parts_is_refused() -> None:
    with pytest.raises(UserError, match="grows too large"):
        checked_upload(upload(bomb(members=2001, mb=0)), ALL, max_mb=1)


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    content = bytearray(bomb(members=1, mb=50))
    true_size = struct.pack("<I", 50 * 1024 * 1024)
    assert true_size in content
    lying = bytes(content).replace(true_size, struct.pack("<I", 10))
    with pytest.raises(UserError):
        checked_upload(upload(lying), ALL, max_mb=1)


def test_empty_and_too_large() -> None:
    for nothing in (None, upload(b"")):
        with pytest.raises(UserError, match="empty"):
            checked_upload(nothing, ALL, max_mb=1)
    with pytest.raises(UserError, match="at most 1 MB"):
        checked_upload(upload(b"a,b\n" * 300_000), ALL, max_mb=1)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd.csv"),
        ("..\\..\\boot.ini", "boot.csv"),
        (".htaccess", "htaccess.csv"),
        ("", "file.csv"),
        ("a\x00b\n<script>.csv", "a-b-script.csv"),
        ("wijk één – 2026.csv", "wijk-één-2026.csv"),
        ("x" * 300 + ".csv", "x" * 80 + ".csv"),
        ("list.csv.exe", "list.csv.csv"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name, "csv") == safe


def test_a_kind_that_does_not_exist_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="docx"):
        checked_upload(upload(b"x"), {"docx"}, max_mb=1)
