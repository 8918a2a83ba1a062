"""Tables with separators, read back by the standard library and by a spreadsheet's rules."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest

from weerbaar.interface import commas

ROW = ("=1+1", "één; twee", 'zei "ja"', "twee\nregels", None, 1.5, 3, date(2026, 11, 1))


@pytest.mark.parametrize(("language", "delimiter", "number"), [("nl", ";", "1,5"), ("en", ",", "1.5")])
def test_a_table_comes_back_as_it_was_but_harmless(language: str, delimiter: str, number: str) -> None:
    file = commas.written(("a", "b"), [ROW], language)
    assert file.startswith(b"\xef\xbb\xbf")
    heads, row = csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=delimiter)
    assert heads == ["a", "b"]
    assert row == ["'=1+1", "één; twee", 'zei "ja"', "twee regels", "", number, "3", "2026-11-01"]


def test_moments_are_on_the_clock_here() -> None:
    file = commas.written(("at",), [(datetime(2026, 7, 1, 10, 0, tzinfo=UTC),)], "en")
    assert file.decode("utf-8-sig").splitlines()[1] == "2026-07-01 12:00"
