"""Where pillar 1 stands, for the dashboard and the milestones."""

from __future__ import annotations

from collections import defaultdict

from weerbaar.continuity.models import RoleHolder, TeamSeat
from weerbaar.continuity.queries.recovery import analysis_of, hours_of
from weerbaar.continuity.queries.register import register
from weerbaar.continuity.types_recovery import ContinuityStanding


def standing(municipality_id: int) -> ContinuityStanding:
    """The figures of one municipality; the processes of other organisations are not counted."""
    of = register(municipality_id)
    own = {row.ref: row for row in of.processes if not row.is_external}
    vital = {ref for ref, row in own.items() if row.decision == "must_go_on"}
    analysis = analysis_of(of)
    hours = hours_of(of) if vital else None
    teams = _teams(municipality_id)
    return ContinuityStanding(
        processes=len(own),
        must_go_on=len(vital),
        undecided=sum(row.decision == "undecided" for row in own.values()),
        illustrative=sum(row.is_illustrative for row in own.values()),
        approved=sum(row.status == "approved" for row in own.values()),
        lasting=sum(row.ref in vital and row.hours_going == hours.hours for row in hours.processes)
        if hours
        else 0,
        late=sum(row.ref in vital for row in analysis.in_conflict),
        unknown_times=len(analysis.unknown),
        teams=len(teams),
        teams_covered=sum(teams.values()),
    )


def _teams(municipality_id: int) -> dict[int, bool]:
    """Per municipal crisis team with seats, whether each seat has a deputy beside those on duty."""
    holders: dict[int, int] = defaultdict(int)
    for (role,) in RoleHolder.objects.filter(role__municipality_id=municipality_id).values_list("role_id"):
        holders[role] += 1
    teams: dict[int, bool] = {}
    seats = TeamSeat.objects.filter(team__municipality_id=municipality_id, team__level="municipal")
    for team, role, people in seats.values_list("team_id", "role_id", "people"):
        teams[team] = teams.get(team, True) and holders[role] > people
    return teams
