"""What the demonstration puts into an empty town hall, beside the exercise and the plan."""

from __future__ import annotations

import pytest
from django.utils import timezone

from weerbaar.accounts.services import ensure_person, grant
from weerbaar.accounts.types import PROGRAM, Actor, MunicipalityRow
from weerbaar.cli.demo_continuity import fill, is_filled
from weerbaar.continuity import queries, services
from weerbaar.interface.jobs import SILENT

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(town: MunicipalityRow) -> MunicipalityRow:
    roles = {"coordinator": "editor-continuity", "owner": "process-owner", "lead": "approver"}
    people = {}
    for name, role in roles.items():
        person = ensure_person(PROGRAM, email=f"{name}@kleinstad.example", name=name, password=None)
        grant(PROGRAM, user_id=person, role=role, municipality_id=town.id)
        people[name] = Actor(person, name)
    fill(town, people, SILENT)
    assert is_filled(town)
    return town


def test_the_crisis_team_has_a_rota_for_72_hours_within_the_rules(filled: MunicipalityRow) -> None:
    (summary,) = queries.rotas(filled.id)
    rota = queries.rota(filled.id, summary.id)
    assert rota
    assert rota.shifts[-1].until_min >= 72 * 60
    assert (rota.gaps, rota.breaches, rota.clashes) == (0, 0, 0)


def test_the_crisis_room_shows_every_state(filled: MunicipalityRow) -> None:
    state = queries.room_state(queries.room_items(filled.id, timezone.localdate()))
    assert min(state.good, state.due, state.failed, state.unknown) > 0


def test_lessons_reach_people_over_time_and_small_departments_stay_hidden(filled: MunicipalityRow) -> None:
    (row,) = queries.rounds(filled.id)
    assert row.is_open(timezone.localdate())
    results = queries.round_results(filled.id, row.id)
    hidden = {each.unit_code for each in results.departments if each.share is None}
    assert "communications" in hidden
    assert len(hidden) < len(results.departments)
    counts = [each.finished for each in results.reach]
    assert len(counts) > 3
    assert counts == sorted(counts)
    assert row.opened_on <= results.reach[0].day <= results.reach[-1].day <= timezone.localdate()


def test_what_somebody_wrote_stays(filled: MunicipalityRow) -> None:
    today = timezone.localdate()
    services.check_room_item(PROGRAM, filled.id, "clocks", is_good=False, note="Stil")
    (rota,) = queries.rotas(filled.id)
    services.remove_rota(PROGRAM, filled.id, rota.id)
    kept = services.add_rota(PROGRAM, filled.id, "policy-team", "Eigen", 480)
    services.man_demo_crisis(PROGRAM, filled.id)
    services.hold_demo_round(PROGRAM, filled.id)
    assert [row.id for row in queries.rotas(filled.id)] == [kept]
    item = queries.room_item(filled.id, "clocks", today)
    assert item
    assert item.last
    assert item.last.note == "Stil"
    assert len(queries.rounds(filled.id)) == 1
