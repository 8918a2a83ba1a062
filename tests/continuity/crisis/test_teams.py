"""The crisis teams: the starter, editing, and what is lacking."""

from __future__ import annotations

from itertools import product

import pytest

from tests.continuity.crisis.conftest import Holds
from weerbaar.accounts.models import AuditEntry
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.continuity import queries, services
from weerbaar.continuity.models import CrisisTeam, StaffRole, TeamSeat
from weerbaar.continuity.queries.crisis import TeamRow
from weerbaar.continuity.services import TeamEdit
from weerbaar.continuity.starter.crisis_teams import GRIP, ROLES, TEAMS
from weerbaar.interface.jobs import UserError

pytestmark = pytest.mark.django_db


def by_code(town: MunicipalityRow) -> dict[str, TeamRow]:
    return {team.code: team for team in queries.crisis_teams(town.id)}


def test_the_starter_hangs_together() -> None:
    roles, teams = {role.code for role in ROLES}, [team.code for team in TEAMS]
    assert len(teams) == len(set(teams))
    for number, team in enumerate(TEAMS):
        assert team.reports_to in {"", *teams[:number]}
        assert {role for role, _people, _chair in team.seats} <= roles
        assert sum(chair for _role, _people, chair in team.seats) <= 1
    for level in GRIP:
        assert set(level.teams) <= set(teams)


def test_the_starter_adds_once_and_leaves_what_is_there(town: MunicipalityRow) -> None:
    StaffRole.objects.create(
        municipality_id=town.id, code="mayor", name_nl="Onze burgemeester", name_en="Ours"
    )
    CrisisTeam.objects.create(municipality_id=town.id, code="care-team", name_nl="Eigen team", name_en="Own")
    first = services.load_crisis_starter(PROGRAM, town.id)
    assert (first.teams, first.roles) == (len(TEAMS) - 1, len(ROLES) - 1)
    assert services.load_crisis_starter(PROGRAM, town.id) == services.StarterResult(0, 0, 0)
    teams = by_code(town)
    assert teams["care-team"].name_nl == "Eigen team"
    assert not teams["care-team"].seats
    assert teams["care-public"].reports_to_code == "care-team"
    assert teams["policy-team"].seats[0].role_name_nl == "Onze burgemeester"
    assert AuditEntry.objects.filter(action="continuity.crisis_starter.loaded").count() == 1


def test_teams_come_from_above(teams: MunicipalityRow) -> None:
    seen: set[str] = {""}
    for team in queries.crisis_teams(teams.id):
        assert team.reports_to_code in seen
        seen.add(team.code)


def test_a_team_cannot_report_to_itself_through_others(teams: MunicipalityRow) -> None:
    edit = TeamEdit("RBT", "RBT", level="regional", reports_to="care-public")
    with pytest.raises(UserError, match="to itself"):
        services.edit_team(PROGRAM, teams.id, "regional-policy-team", edit)
    assert by_code(teams)["regional-policy-team"].reports_to_code == ""


@pytest.mark.parametrize(
    "wrong",
    [
        TeamEdit("", "Team"),
        TeamEdit("Team", " "),
        TeamEdit("Team", "Team", task_nl="Alleen Nederlands"),
        TeamEdit("Team", "Team", reports_to="nowhere"),
    ],
)
def test_a_team_needs_both_languages_and_a_real_team_above(town: MunicipalityRow, wrong: TeamEdit) -> None:
    with pytest.raises(UserError):
        services.add_team(PROGRAM, town.id, wrong)
    assert not by_code(town)


def test_a_saved_team_is_no_longer_an_example_and_codes_do_not_collide(teams: MunicipalityRow) -> None:
    services.edit_team(PROGRAM, teams.id, "policy-team", TeamEdit("Beleidsteam", "Policy team"))
    assert not by_code(teams)["policy-team"].is_illustrative
    codes = [services.add_team(PROGRAM, teams.id, TeamEdit("Nieuw team", "New team")) for _ in range(3)]
    assert codes == ["nieuw-team", "nieuw-team-2", "nieuw-team-3"]


def test_a_team_goes_only_when_nobody_reports_to_it(teams: MunicipalityRow) -> None:
    with pytest.raises(UserError):
        services.remove_team(PROGRAM, teams.id, "care-team")
    services.remove_team(PROGRAM, teams.id, "care-aftercare")
    assert "care-aftercare" not in by_code(teams)
    assert StaffRole.objects.filter(code="aftercare-lead").exists()


def test_a_new_chair_takes_the_place_of_the_old_one(teams: MunicipalityRow) -> None:
    services.set_seat(PROGRAM, teams.id, "policy-team", "crisis-adviser", 2, is_chair=True)
    chairs = [(seat.role_code, seat.people) for seat in by_code(teams)["policy-team"].seats if seat.is_chair]
    assert chairs == [("crisis-adviser", 2)]
    services.remove_seat(PROGRAM, teams.id, "policy-team", "crisis-adviser")
    assert "crisis-adviser" not in {seat.role_code for seat in by_code(teams)["policy-team"].seats}
    for role, people in (("nobody", 1), ("mayor", 0), ("mayor", 21)):
        with pytest.raises(UserError):
            services.set_seat(PROGRAM, teams.id, "policy-team", role, people)


def test_what_is_lacking(teams: MunicipalityRow, holds: Holds) -> None:
    holds("mayor", "Anna", "Bram")
    holds("care-commander", "Carla")
    services.set_seat(PROGRAM, teams.id, "incident-command", "duty-officer", 2)
    holds("duty-officer", "Dirk")
    gaps = queries.crisis_gaps(queries.crisis_teams(teams.id))

    def named(pairs: object) -> set[tuple[str, str]]:
        return {(team.code, seat.role_code) for team, seat in pairs}  # type: ignore[attr-defined]

    assert named(gaps.no_deputy) == {
        ("care-team", "care-commander"),
        ("regional-operational-team", "care-commander"),
    }
    assert named(gaps.too_few) == {("incident-command", "duty-officer")}
    assert ("policy-team", "log-keeper") in named(gaps.empty)
    assert ("policy-team", "mayor") not in named(gaps.empty)
    # Anna and Carla are each first in line for two teams
    assert {shared.name for shared in gaps.shared} == {"Anna", "Carla"}


def test_how_many_places_can_be_filled_at_once_is_the_best_of_all_ways(
    teams: MunicipalityRow, holds: Holds
) -> None:
    holds("mayor", "Anna", "Bram")
    holds("municipal-secretary", "Bram")
    holds("crisis-adviser", "Anna", "Carla")
    holds("communications-lead", "Carla")
    rows = queries.crisis_teams(teams.id)
    places = [seat for team in rows for seat in team.seats for _ in range(seat.people)]
    choices = [[None, *(holder.person_id for holder in seat.holders)] for seat in places]
    best = 0
    for way in product(*choices):
        people = [person for person in way if person is not None]
        if len(people) == len(set(people)):
            best = max(best, len(people))
    gaps = queries.crisis_gaps(rows)
    assert (gaps.fillable, gaps.places) == (best, len(places))
    assert best == 3


def test_seats_need_somebody_says_the_database(teams: MunicipalityRow) -> None:
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        TeamSeat.objects.filter(is_chair=True).update(people=0)
