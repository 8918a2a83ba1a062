"""`weerbaar continuity import|export|starter`: the same rules as on the pages, for who runs the machine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.continuity.exchange.documents import SMALL
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.cli import main
from weerbaar.continuity import models, queries, services
from weerbaar.continuity.exchange.json_file import read_json, write_json
from weerbaar.continuity.exchange.workbook_out import write_workbook

pytestmark = pytest.mark.django_db


def run(*arguments: str, answer: str | None = None) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["continuity", *arguments], input=answer)
    return result.exit_code, result.output


def test_the_starter_content_of_one_track(place: MunicipalityRow) -> None:
    code, said = run("starter", "--municipality", "gm7777", "--track", "society", "--yes", "--language", "en")
    assert code == 0, said
    assert "9 new" in said
    assert models.Process.objects.count() == 9


def test_out_of_one_municipality_and_into_another(
    place: MunicipalityRow, neighbour: MunicipalityRow, tmp_path: Path
) -> None:
    services.apply_register(PROGRAM, place.id, SMALL)
    file = tmp_path / "register.json"
    assert run("export", "--municipality", "GM7777", "--out", str(file))[0] == 0
    assert read_json(file.read_bytes()).processes == SMALL.processes
    code, said = run("import", str(file), "--municipality", "GM6666", answer="n\n")
    assert code == 1
    assert not models.Process.objects.filter(municipality_id=neighbour.id).exists()
    code, said = run("import", str(file), "--municipality", "GM6666", answer="j\n")
    code, said = run("import", str(file), "--municipality", "GM6666", "--yes")
    assert code == 0, said
    there = queries.own_register(neighbour.id).document
    assert there.processes == SMALL.processes
    assert there.units[0].staff_count is None  # the size of another's staff says nothing


def test_what_differs_is_kept_unless_asked_otherwise(place: MunicipalityRow, tmp_path: Path) -> None:
    services.apply_register(PROGRAM, place.id, SMALL)
    file = tmp_path / "register.xlsx"
    theirs = replace(SMALL, processes=(replace(SMALL.processes[0], rto_min=60),))
    file.write_bytes(write_workbook(theirs, "nl"))
    run("import", str(file), "--municipality", "GM7777", "--yes")
    assert models.Process.objects.get().rto_min == 2880
    run("import", str(file), "--municipality", "GM7777", "--yes", "--differing", "theirs")
    assert models.Process.objects.get().rto_min == 60


def test_every_mistake_is_printed_with_its_place(place: MunicipalityRow, tmp_path: Path) -> None:
    file = tmp_path / "register.json"
    file.write_bytes(write_json(SMALL).replace(b'"government"', b'"sport"'))
    code, said = run("import", str(file), "--municipality", "GM7777", "--yes", "--language", "en")
    assert code == 1
    assert "processes[0 geboorte].track" in said
    assert "Nothing was imported" in said
    assert not models.Process.objects.exists()


def test_an_unknown_municipality_and_ending_are_said(place: MunicipalityRow, tmp_path: Path) -> None:
    assert run("starter", "--municipality", "GM0000", "--yes")[0] == 1
    assert run("export", "--municipality", "GM7777", "--out", str(tmp_path / "register.doc"))[0] == 2
