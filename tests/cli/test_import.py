"""`weerbaar import territory`: a report to read, one to parse, and a plain message when refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.territory.importers import made_folder as made
from weerbaar.accounts.queries import municipality_by_code
from weerbaar.cli import main
from weerbaar.territory import queries


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made.build(tmp_path / "municipality")


def run(folder: Path, *more: str, code: str = made.CODE) -> tuple[int, str]:
    arguments = ["import", "territory", "--from", str(folder), "--municipality", code, *more]
    answer = CliRunner().invoke(main, arguments)
    return answer.exit_code, answer.output


@pytest.mark.django_db
def test_the_report_in_both_languages(folder: Path) -> None:
    code, said = run(folder)
    assert code == 0
    assert "staan erin" in said
    assert "65 jaar en ouder: 25; officieel 25" in said
    code, said = run(folder, "--language", "en")
    assert code == 0
    assert "Nothing was changed" in said
    found = municipality_by_code(made.CODE)
    assert found is not None
    assert queries.demand(found.id).residents.sum() == 200


@pytest.mark.django_db
def test_json_is_one_object(folder: Path) -> None:
    code, said = run(folder, "--json", code=made.CODE.lower())
    report = json.loads(said)
    assert code == 0
    assert report["changed"] is True
    assert {file["file"] for file in report["files"]} >= {"buurten.geojson", "pc6_2021.csv", "nodes.csv"}


@pytest.mark.django_db
def test_refused_files_end_with_1_and_the_reason(folder: Path) -> None:
    (folder / "buurten.geojson").unlink()
    code, said = run(folder, "--language", "en")
    assert code == 1
    assert "no map of the neighbourhoods" in said
    assert "Traceback" not in said
    assert municipality_by_code(made.CODE) is None
