"""Tables as text: every program's habits are read, and everything broken is refused in words."""

from __future__ import annotations

import contextlib
import gzip
import random
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared_data import shared
from weerbaar.territory.importers import recognition
from weerbaar.territory.importers.errors import ImportRefused
from weerbaar.territory.importers.tables import number, read_table


def written(folder: Path, content: bytes | str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_delimiters_and_encodings(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = f"naam{delimiter}aantal\r\nCafé Één{delimiter}12\r\n"
    table = read_table(written(tmp_path, text.encode(encoding)))
    assert table.columns == ["naam", "aantal"]
    assert table.rows == [(2, {"naam": "Café Één", "aantal": "12"})]


def test_quoted_newlines_keep_the_row_number_that_a_person_sees(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, 'a,b\n"een\ntwee",1\ndrie,2\n'))
    assert [at for at, _ in table.rows] == [2, 4]
    assert table.rows[0][1]["a"] == "een twee"


def test_double_columns_and_ragged_rows_are_told(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "a,b,a\n1,2\n1,2,3\n1,2,3,4\n"))
    assert table.columns == ["a", "b", "a_2"]
    assert table.rows[0][1] == {"a": "1", "b": "2", "a_2": ""}
    assert [(remark.row, remark.column, remark.count) for remark in table.remarks] == [
        (None, "a", 1),
        (2, "", 1),
        (4, "", 1),
    ]


def test_a_workbook_with_titles_above_the_header(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    cover = book.active
    cover.append(["Toelichting"])
    cover.append(["Dit bestand bevat cijfers."])
    sheet = book.create_sheet("Cijfers")
    sheet.append(["Kerncijfers per postcode"])
    sheet.append([])
    sheet.append(["PC6", "Inwoners", "Peildatum", "Moment", "Deel"])
    sheet.append(["9999AA", 35.0, date(2021, 1, 1), datetime.fromisoformat("2021-01-01 12:30"), 0.25])
    path = tmp_path / "cijfers.xlsx"
    book.save(path)
    table = read_table(path)
    assert table.rows == [
        (
            4,
            {
                "PC6": "9999AA",
                "Inwoners": "35",
                "Peildatum": "2021-01-01",
                "Moment": "2021-01-01 12:30:00",
                "Deel": "0.25",
            },
        )
    ]
    assert read_table(path, sheet="Sheet").columns == ["Toelichting"]


def test_odata_json(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, '{"value": [{"a": 1.0, "b": null}, {"a": 2, "c": "x "}]}', "t.json"))
    assert table.rows == [(1, {"a": "1", "b": "", "c": ""}), (2, {"a": "2", "b": "", "c": "x"})]


def test_packed(tmp_path: Path) -> None:
    assert read_table(written(tmp_path, gzip.compress(b"a,b\n1,2\n"), "t.csv.gz")).rows == [
        (2, {"a": "1", "b": "2"})
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"\x00\x01\x02\x03binary",
        b"\x1f\x8b\x08not really packed",
        gzip.compress(b"a,b\n1,2\n")[:-6],
        b"PK\x03\x04 cut",
        b'a,b\n"never closed,1\n2,3\n',
        b'{"value": [1, 2]}',
        b'{"value": [',
        b"[" * 100_000,
    ],
    ids=[
        "empty",
        "blank",
        "binary",
        "no gzip",
        "cut gzip",
        "cut zip",
        "quote",
        "no rows",
        "cut json",
        "deep",
    ],
)
def test_broken_files_are_refused_in_both_languages(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ImportRefused) as refused:
        read_table(written(tmp_path, content))
    assert refused.value.nl.startswith("table.csv")
    assert refused.value.en.startswith("table.csv")
    assert refused.value.nl != refused.value.en


def test_a_workbook_that_claims_to_unpack_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weerbaar.territory.importers.tables.MOST_BYTES", 1_000_000)
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 5_000_000)
    assert path.stat().st_size < 100_000
    with pytest.raises(ImportRefused, match="larger than"):
        read_table(path)


def test_a_packed_table_that_unpacks_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weerbaar.territory.importers.tables.MOST_BYTES", 1_000_000)
    with pytest.raises(ImportRefused, match="larger than"):
        read_table(written(tmp_path, gzip.compress(b"a,b\n" + b"1,2\n" * 1_000_000), "t.csv.gz"))


def test_too_many_rows(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="more than 10 rows"):
        read_table(written(tmp_path, "a,b\n" + "1,2\n" * 50), limit_rows=10)


def test_hidden_signs_do_not_reach_anybody(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "naam,n\nDe \u202e\u200bMolen\x07,1\n"))
    assert table.rows[0][1]["naam"] == "De Molen"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12.0),
        (" 71,1", 71.1),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234.567", 1234567.0),
        ("12.500", 12.5),
        ("1 234", 1234.0),
        ("1\u00a0234,5", 1234.5),
        ("\u22123,5", -3.5),
        ("23%", 23.0),
        ("1.2E+05", 120000.0),
        ("-99997", None),
        ("-99999999", None),
        ("-99995.0", None),
        (".", None),
        ("x", None),
        ("", None),
        ("   ", None),
        ("NaN", None),
    ],
)
def test_numbers(text: str, value: float | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", ["abc", "12a", "1.2.3", "1,2,3", "--5", "1e999", "0x10", "٣", "1.23,4.5"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        number(text)


@given(st.integers(min_value=-80_000, max_value=10**12), st.integers(min_value=0, max_value=99))
def test_numbers_as_people_group_them(whole: int, cents: int) -> None:
    exact = float(f"{whole}.{cents:02d}")
    english = f"{whole:,}.{cents:02d}"
    dutch = english.translate(str.maketrans(",.", ".,"))
    assert number(f"{whole}.{cents:02d}") == number(f"{whole},{cents:02d}") == exact
    assert number(english) == exact
    assert number(dutch) == exact


@given(st.floats(max_value=-90_000, min_value=-1e15))
def test_every_large_negative_is_suppressed(value: float) -> None:
    assert number(repr(value)) is None


@given(st.text(max_size=20))
def test_numbers_only_fail_as_a_value_error(text: str) -> None:
    with contextlib.suppress(ValueError):
        number(text)


def test_dots_group_thousands_only_where_a_column_shows_it(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "inwoners;x;deel\n1.234;5.692;1.250\n85;5.701;0.5\n12.500;5.7;1\n"))
    assert table.grouped_by_dot("inwoners")
    assert not table.grouped_by_dot("x")
    assert not table.grouped_by_dot("deel")
    assert number("12.500", grouped_by_dot=True) == 12500.0


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = written(tmp_path_factory.mktemp("fuzz"), content)
    with contextlib.suppress(ImportRefused):
        read_table(path)
    for item in recognition.recognise(path):
        assert item.kind


def test_damaged_copies_of_real_files_are_recognised_or_refused(tmp_path: Path) -> None:
    chance = random.Random(7)
    for part in (
        "maastricht/maastricht_buurten_2022_rd.geojson",
        "maastricht/maastricht_drive_nodes.csv.gz",
        "schemas/pdok_wijkenbuurten2021_buurten_ermelo_sample.gpkg",
    ):
        source = shared("data", *part.split("/"))
        for number_of in range(12):
            content = bytearray(source.read_bytes())
            if number_of % 2:
                del content[chance.randrange(len(content)) :]
            for _ in range(40):
                if content:
                    content[chance.randrange(len(content))] = chance.randrange(256)
            path = written(tmp_path, bytes(content), f"{number_of}-{source.name}")
            for item in recognition.recognise(path):
                assert item.kind != recognition.NOT_USED or (item.nl and item.en)
