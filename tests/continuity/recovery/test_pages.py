"""The pages of the analysis: what they say of the starter content, in both languages, at a constant cost."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from weerbaar.accounts.types import PROGRAM, MunicipalityRow, Role
from weerbaar.cli.continuity import continuity
from weerbaar.continuity import queries, services
from weerbaar.continuity.recovery import kept
from weerbaar.continuity.recovery_norms import CREWS, RECHARGE, WORTH
from weerbaar.continuity.types import Assumptions
from weerbaar.territory.services import set_parameter

ClientFor = Callable[[MunicipalityRow, str], Client]
PAGES = (
    "",
    "recovery/",
    "recovery/required-times/",
    "recovery/single-points/?pairs=1",
    "recovery/hours/",
    "recovery/dependencies/",
)


@pytest.fixture
def filled(town: MunicipalityRow) -> MunicipalityRow:
    """Kleinstad with the starter content."""
    services.load_starter(PROGRAM, town.id)
    return town


def address(town: MunicipalityRow, page: str, language: str = "en") -> str:
    return f"/{language}/{town.slug}/staff/continuity/{page}"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_pages_open_empty_and_filled(
    town: MunicipalityRow, client_for: ClientFor, page: str, language: str
) -> None:
    client = client_for(town, Role.VIEWER)
    assert client.get(address(town, page, language)).status_code == 200
    services.load_starter(PROGRAM, town.id)
    answer = client.get(address(town, page, language))
    assert answer.status_code == 200
    name = {"nl": "Klantcontactcentrum", "en": "Contact centre"}[language]
    assert page == "" or name in answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_the_number_of_queries_does_not_grow(town: MunicipalityRow, client_for: ClientFor, page: str) -> None:
    client = client_for(town, Role.VIEWER)
    services.load_starter(PROGRAM, town.id, frozenset({"democracy"}))
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address(town, page))
    services.load_starter(PROGRAM, town.id)
    with CaptureQueriesContext(connection) as many:
        client.get(address(town, page))
    assert len(many) <= len(few)


def test_what_the_municipality_assumes_is_computed_with_and_said(
    filled: MunicipalityRow, client_for: ClientFor
) -> None:
    before = queries.register(filled.id)
    assert before.assumptions == Assumptions()
    kept.keep(before, queries.hours_of(before))
    on = date(2026, 11, 1)
    for key, value in ((CREWS, 0.5), (RECHARGE, 1.5), (WORTH[240], 16.0)):
        set_parameter(PROGRAM, filled.id, key, value=value, source="Measured", on=on)
    after = queries.register(filled.id)
    assert after.assumptions == Assumptions(1.0, 90.0, ((240, 16.0), (1440, 4.0), (4320, 2.0)))
    assert queries.best_sharing_of(after) is None, "an answer under other assumptions is not this one"
    page = client_for(filled, Role.VIEWER).get(address(filled, "recovery/hours/")).content.decode()
    words = " ".join(page.replace("&nbsp;", " ").split())
    assert "nobody relieves them" in words
    assert "full again after 1 h 30 min with power" in words


def test_the_table_says_what_the_analysis_says(filled: MunicipalityRow, client_for: ClientFor) -> None:
    client = client_for(filled, Role.VIEWER)
    analysis = queries.analysis(filled.id)
    assert analysis.in_conflict, "the starter content has real conflicts"
    page = client.get(address(filled, "recovery/?only=conflicts")).content.decode()
    for row in analysis.processes:
        assert (f">{row.name_en}</a>" in page) == bool(row.conflicts), row.ref
    lines = client.get(address(filled, "recovery/table.csv")).content.decode("utf-8-sig").splitlines()
    assert len(lines) == len(analysis.processes) + 1


def test_what_is_not_in_the_register_is_not_found(filled: MunicipalityRow, client_for: ClientFor) -> None:
    client = client_for(filled, Role.VIEWER)
    for unknown in ("process:nothing", "resource:contact-centre", "nothing", "unit:x", ":"):
        assert client.get(address(filled, f"recovery/dependencies/?around={unknown}")).status_code == 404
    found = client.get(address(filled, "recovery/dependencies/?around=process:contact-centre&steps=99"))
    assert found.status_code == 200


def test_the_command_prints_what_the_analysis_says(filled: MunicipalityRow) -> None:
    run = CliRunner().invoke(continuity, ["analyse", "--municipality", filled.code, "--json"])
    assert run.exit_code == 0, run.output
    printed = {row["code"]: row for row in json.loads(run.output)["processes"]}
    for row in queries.analysis(filled.id).processes:
        found = printed[row.ref.code]
        assert found["time_to_recover_min"] == row.ready_min
        assert [c["line"] for c in found["conflicts"]] == [c.line for c in row.conflicts]
        assert [step["code"] for step in found["binding_path"]] == [step.ref.code for step in row.path]
        assert sum(step["own_min"] or 0 for step in found["binding_path"]) == row.ready_min
    refused = CliRunner().invoke(continuity, ["analyse", "--municipality", "GM0000"])
    assert refused.exit_code == 1
    assert "GM0000" in refused.output


def test_the_standing_counts_what_the_register_holds(filled: MunicipalityRow) -> None:
    standing = queries.standing(filled.id)
    register = queries.register(filled.id)
    own = [row for row in register.processes if not row.is_external]
    assert standing.processes == len(own)
    assert standing.must_go_on == sum(row.decision == "must_go_on" for row in own)
    assert standing.approved == 0
    hours = {row.ref: row.hours_going for row in queries.hours_of(register).processes}
    assert standing.lasting == sum(hours[row.ref] == 72 for row in own if row.decision == "must_go_on")
    assert 0 < standing.lasting < standing.must_go_on
