"""A rota: proposed, changed by hand, with its gaps, its breaches and duties in other teams."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.continuity.crisis.conftest import Holds
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.continuity import crisis_norms as norms
from weerbaar.continuity import queries, services
from weerbaar.continuity.queries.rotas import RotaRow
from weerbaar.core.rota import Rule
from weerbaar.interface.jobs import UserError
from weerbaar.territory.services import set_parameter

pytestmark = pytest.mark.django_db
START = datetime(2026, 12, 1, 7, 0, tzinfo=UTC)


def get(town: MunicipalityRow, rota_id: int) -> RotaRow:
    row = queries.rota(town.id, rota_id)
    assert row is not None
    return row


def make(town: MunicipalityRow, team: str = "incident-command", shift: int = 480, **more: object) -> int:
    return services.add_rota(PROGRAM, town.id, team, "Eerste dagen", shift, **more)  # type: ignore[arg-type]


def propose(town: MunicipalityRow, rota_id: int, **more: bool) -> RotaRow:
    services.propose_rota(PROGRAM, town.id, rota_id, get(town, rota_id).version, **more)
    return get(town, rota_id)


def test_three_officers_fill_three_days_within_the_rules(teams: MunicipalityRow, holds: Holds) -> None:
    holds("duty-officer", "Anna", "Bram", "Carla")
    row = propose(teams, make(teams, starts_at=START))
    assert (row.gaps, row.breaches, row.places) == (0, 0, 9)
    assert [load.minutes for load in row.loads] == [24 * 60] * 3
    assert row.shifts[-1].ends_at == START + timedelta(hours=72)
    assert row.lines[0][0].name == "Anna"  # who holds the role begins


def test_nights_are_looked_at_once_the_start_is_known(teams: MunicipalityRow, holds: Holds) -> None:
    holds("duty-officer", "Anna", "Bram")
    rules, parameters = queries.rest_rules(teams.id, START)
    assert rules.night is not None
    assert rules.night.midnight == -8 * 60  # 7:00 UTC is 8:00 in a Dutch winter
    assert len(parameters) == 9
    unknown, known = make(teams, shift=720), make(teams, shift=720, starts_at=START)
    row = propose(teams, known, break_rules=True)
    assert (row.gaps, row.breaches) == (0, 0), "twelve hours at night may, five times in two weeks"
    set_parameter(
        PROGRAM, teams.id, norms.LONG_NIGHTS, value=0, source="Ondernemingsraad", on=date(2026, 11, 1)
    )
    (anna, bram) = get(teams, known).loads
    assert not anna.breaches, "who works by day"
    assert {(breach.rule, breach.limit) for breach in bram.breaches} == {(Rule.NIGHT, 600)}
    services.propose_rota(PROGRAM, teams.id, unknown, get(teams, unknown).version, break_rules=True)
    assert get(teams, unknown).breaches == 0, "when it is night is not known"


def test_one_officer_leaves_gaps_or_breaks_rules_and_both_show(teams: MunicipalityRow, holds: Holds) -> None:
    holds("duty-officer", "Anna")
    rota_id = make(teams)
    kept = propose(teams, rota_id)
    assert kept.gaps > 0
    assert kept.breaches == 0
    full = propose(teams, rota_id, break_rules=True)
    assert full.gaps == 0
    assert {breach.rule for breach in full.loads[0].breaches} == {Rule.REST, Rule.LONGEST_DUTY, Rule.WEEK}
    assert all(cell.breaks_rule for line in full.lines for cell in line)


def test_duties_in_another_team_count_and_nobody_is_proposed_in_two_places(
    teams: MunicipalityRow, holds: Holds
) -> None:
    holds("care-commander", "Anna", "Bram")
    first = propose(teams, make(teams, "regional-operational-team", 720))
    assert first.gaps == 0
    second = propose(teams, make(teams, "care-team", 720), break_rules=True)
    busy = {(cell.shift, cell.person_id) for line in first.lines for cell in line}
    mine = {(c.shift, c.person_id) for line in second.lines for c in line if c.person_id}
    assert not busy & mine
    assert second.clashes == 0
    assert all(load.minutes_elsewhere == 36 * 60 for load in second.loads)
    # by hand it can be done, and then it shows
    seat = second.lines[0][0].seat.id
    who = first.lines[0][0].person_id
    services.set_rota_duty(
        PROGRAM, teams.id, second.id, second.version, seat_id=seat, shift=0, place=1, person_id=who
    )
    assert get(teams, second.id).clashes == 1


def test_a_rota_on_other_days_does_not_count(teams: MunicipalityRow, holds: Holds) -> None:
    holds("care-commander", "Anna", "Bram")
    propose(teams, make(teams, "regional-operational-team", 720, starts_at=START))
    for start, elsewhere in ((START + timedelta(days=30), 0), (None, 0), (START, 36 * 60)):
        row = propose(teams, make(teams, "care-team", 720, starts_at=start), break_rules=True)
        assert {load.minutes_elsewhere for load in row.loads if load.minutes} == {elsewhere}


def test_who_moves_leaves_the_old_place_empty(teams: MunicipalityRow, holds: Holds) -> None:
    (anna,) = holds("shelter-lead", "Anna")
    row = get(teams, make(teams, "care-public"))
    seats = [line[0].seat.id for line in row.lines]
    for seat in seats[:2]:
        version = get(teams, row.id).version
        services.set_rota_duty(
            PROGRAM, teams.id, row.id, version, seat_id=seat, shift=2, place=1, person_id=anna
        )
    after = get(teams, row.id)
    assert [line[2].person_id for line in after.lines] == [None, anna, None]
    services.set_rota_duty(
        PROGRAM, teams.id, row.id, after.version, seat_id=seats[1], shift=2, place=1, person_id=None
    )
    assert get(teams, row.id).gaps == row.places


def test_who_was_later_is_told_and_changes_nothing(teams: MunicipalityRow, holds: Holds) -> None:
    (anna,) = holds("duty-officer", "Anna")
    row = get(teams, make(teams))
    seat = row.lines[0][0].seat.id
    one = {"seat_id": seat, "shift": 0, "place": 1}
    services.set_rota_duty(PROGRAM, teams.id, row.id, row.version, **one, person_id=anna)
    with pytest.raises(UserError, match="Somebody else"):
        services.set_rota_duty(PROGRAM, teams.id, row.id, row.version, **one, person_id=None)
    with pytest.raises(UserError, match="Somebody else"):
        services.propose_rota(PROGRAM, teams.id, row.id, row.version)
    assert get(teams, row.id).lines[0][0].person_id == anna


@pytest.mark.parametrize("where", [{"shift": 9}, {"place": 2}, {"seat_id": 0}, {"person_id": 0}])
def test_places_and_people_that_are_not_there(
    teams: MunicipalityRow, holds: Holds, where: dict[str, int]
) -> None:
    (anna,) = holds("duty-officer", "Anna")
    row = get(teams, make(teams))
    right = {"seat_id": row.lines[0][0].seat.id, "shift": 0, "place": 1, "person_id": anna}
    with pytest.raises(UserError):
        services.set_rota_duty(PROGRAM, teams.id, row.id, row.version, **{**right, **where})
    assert get(teams, row.id).version == row.version


def test_a_shift_longer_than_a_duty_may_be_is_not_proposed(teams: MunicipalityRow, holds: Holds) -> None:
    holds("duty-officer", "Anna", "Bram")
    rota_id = make(teams, shift=720, handover_min=30)
    with pytest.raises(UserError, match="12 hours"):
        propose(teams, rota_id)
    assert propose(teams, rota_id, break_rules=True).gaps == 0


def test_the_municipality_sets_its_own_rules(teams: MunicipalityRow, holds: Holds) -> None:
    holds("duty-officer", "Anna", "Bram")
    rota_id = make(teams, shift=720)
    assert propose(teams, rota_id).breaches == 0
    set_parameter(PROGRAM, teams.id, norms.DAILY_REST, value=13.0, source="cao", on=date(2026, 11, 1))
    set_parameter(PROGRAM, teams.id, norms.SHORT_REST, value=13.0, source="cao", on=date(2026, 11, 1))
    assert get(teams, rota_id).breaches > 0


def test_a_constant_number_of_queries(
    teams: MunicipalityRow, holds: Holds, django_assert_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    rota_id = make(teams, "policy-team")
    with CaptureQueriesContext(connection) as empty:
        get(teams, rota_id)
        queries.rotas(teams.id)
    for role in ("mayor", "municipal-secretary", "crisis-adviser", "log-keeper"):
        holds(role, *(f"{role} {number}" for number in range(3)))
    propose(teams, rota_id)
    make(teams, "care-team")
    with CaptureQueriesContext(connection) as full:
        get(teams, rota_id)
        queries.rotas(teams.id)
    assert len(full) == len(empty)
