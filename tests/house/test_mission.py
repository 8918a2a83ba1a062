"""The mission page keeps every row of what was asked, and what it refers to exists."""

from __future__ import annotations

import re
from pathlib import Path

from tests.shared_data import shared

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "mission.md"
ROW = re.compile(r"^\| ([A-Z]\d?-?\d\d) \|(.*)\|$", re.MULTILINE)


def test_every_row_of_the_mission_is_kept() -> None:
    asked = [row for row, _ in ROW.findall(shared("mission.md").read_text(encoding="utf-8"))]
    kept = [row for row, _ in ROW.findall(PAGE.read_text(encoding="utf-8"))]
    assert len(asked) > 40
    assert kept == asked


def test_what_works_names_where_it_lives_and_the_test_that_shows_it() -> None:
    for row, text in ROW.findall(PAGE.read_text(encoding="utf-8")):
        cells = [cell.strip() for cell in text.split("|")]
        _asked, state, where, shown_by = cells
        assert state in {"works", "partly", "not yet"}, row
        if state == "not yet":
            assert shown_by == "", row
            continue
        assert where, row
        tests = re.findall(r"`(tests/[^`]+)`", shown_by)
        assert tests, row
        for path in tests:
            assert (ROOT / path).exists(), f"{row}: {path} does not exist"
