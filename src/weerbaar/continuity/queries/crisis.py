"""The crisis organisation as typed rows: teams with their seats and holders, and what is lacking in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from weerbaar.continuity.models import CrisisTeam, RoleHolder, TeamSeat


@dataclass(frozen=True)
class HolderRow:
    """Somebody who holds a role; order 1 holds it, those after are deputies. For `continuity.contacts`."""

    person_id: int
    order: int
    name: str
    function_title: str
    phone: str
    phone_without_network: str
    email: str
    checked_on: date | None


@dataclass(frozen=True)
class SeatRow:
    """A role in a team, how many of it are on duty at any time, and who can take it, in order."""

    id: int
    role_code: str
    role_name_nl: str
    role_name_en: str
    role_task_nl: str
    role_task_en: str
    people: int
    is_chair: bool
    holders: tuple[HolderRow, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.holders

    @property
    def lacking(self) -> int:
        """How many people fewer hold the role than are on duty at once."""
        return max(0, self.people - len(self.holders))

    @property
    def has_deputy(self) -> bool:
        return len(self.holders) > self.people


@dataclass(frozen=True)
class TeamRow:
    """A team with its seats, the chair first."""

    id: int
    code: str
    name_nl: str
    name_en: str
    task_nl: str
    task_en: str
    level: str
    level_label: str
    reports_to_code: str
    meets_within_min: int | None
    is_illustrative: bool
    seats: tuple[SeatRow, ...] = ()


@dataclass(frozen=True)
class SharedHolder:
    """Somebody who is first in line for several seats; `seats` are (team, seat)."""

    person_id: int
    name: str
    seats: tuple[tuple[TeamRow, SeatRow], ...]


@dataclass(frozen=True)
class CrisisGaps:
    """What is lacking. `places` are all places on duty at once, `fillable` as many as different people can
    fill together."""

    empty: tuple[tuple[TeamRow, SeatRow], ...]
    too_few: tuple[tuple[TeamRow, SeatRow], ...]
    no_deputy: tuple[tuple[TeamRow, SeatRow], ...]
    shared: tuple[SharedHolder, ...]
    places: int
    fillable: int

    @property
    def any(self) -> bool:
        return bool(self.empty or self.too_few or self.no_deputy or self.shared)


def crisis_teams(municipality_id: int) -> tuple[TeamRow, ...]:
    """Every team, those above before those below; three SQL queries."""
    holders: dict[int, list[HolderRow]] = defaultdict(list)
    for row in (
        RoleHolder.objects.filter(role__municipality_id=municipality_id)
        .select_related("person")
        .order_by("role_id", "order")
    ):
        person = row.person
        holders[row.role_id].append(
            HolderRow(
                person.pk,
                row.order,
                person.name,
                person.function_title,
                person.phone,
                person.phone_without_network,
                person.email,
                person.checked_on,
            )
        )
    seats: dict[int, list[SeatRow]] = defaultdict(list)
    for seat in (
        TeamSeat.objects.filter(team__municipality_id=municipality_id)
        .select_related("role")
        .order_by("team_id", "-is_chair", "pk")
    ):
        seats[seat.team_id].append(
            SeatRow(
                seat.pk,
                seat.role.code,
                seat.role.name_nl,
                seat.role.name_en,
                seat.role.task_nl,
                seat.role.task_en,
                seat.people,
                seat.is_chair,
                tuple(holders[seat.role_id]),
            )
        )
    rows = [
        TeamRow(
            id=team.pk,
            code=team.code,
            name_nl=team.name_nl,
            name_en=team.name_en,
            task_nl=team.task_nl,
            task_en=team.task_en,
            level=team.level,
            level_label=str(team.get_level_display()),
            reports_to_code=team.reports_to.code if team.reports_to else "",
            meets_within_min=team.meets_within_min,
            is_illustrative=team.is_illustrative,
            seats=tuple(seats[team.pk]),
        )
        for team in CrisisTeam.objects.filter(municipality_id=municipality_id)
        .select_related("reports_to")
        .order_by("pk")
    ]
    return tuple(_from_above(rows))


def _from_above(rows: Sequence[TeamRow]) -> Iterable[TeamRow]:
    below: dict[str, list[TeamRow]] = defaultdict(list)
    for row in rows:
        below[row.reports_to_code].append(row)

    def walk(code: str) -> Iterable[TeamRow]:
        for row in below[code]:
            yield row
            yield from walk(row.code)

    return walk("")


def crisis_gaps(teams: Sequence[TeamRow]) -> CrisisGaps:
    """What is lacking in the teams, and how many places different people can fill at the same time."""
    seats = [(team, seat) for team in teams for seat in team.seats]
    first_in_line: dict[int, list[tuple[TeamRow, SeatRow]]] = defaultdict(list)
    names = {}
    for team, seat in seats:
        for holder in seat.holders[: seat.people]:
            first_in_line[holder.person_id].append((team, seat))
            names[holder.person_id] = holder.name
    return CrisisGaps(
        empty=tuple(each for each in seats if each[1].is_empty),
        too_few=tuple(each for each in seats if each[1].holders and each[1].lacking),
        no_deputy=tuple(each for each in seats if len(each[1].holders) == each[1].people),
        shared=tuple(
            SharedHolder(person, names[person], tuple(held))
            for person, held in first_in_line.items()
            if len(held) > 1
        ),
        places=sum(seat.people for _team, seat in seats),
        fillable=_fillable([seat for _team, seat in seats]),
    )


def _fillable(seats: Sequence[SeatRow]) -> int:
    """The most places that can be filled at once, nobody twice (a maximum matching)."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    people = {holder.person_id: 0 for seat in seats for holder in seat.holders}
    people = {person: number for number, person in enumerate(people)}
    places = [seat for seat in seats for _ in range(seat.people)]
    pairs = [(row, people[holder.person_id]) for row, seat in enumerate(places) for holder in seat.holders]
    if not pairs:
        return 0
    rows, columns = zip(*pairs, strict=True)
    graph = csr_array(([1] * len(pairs), (rows, columns)), shape=(len(places), len(people)))
    return int((maximum_bipartite_matching(graph, perm_type="column") >= 0).sum())
