"""Rotas of the crisis teams as typed rows: who is on duty when, the gaps, what breaks a rest-time rule."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from weerbaar.continuity import crisis_norms as norms
from weerbaar.continuity.models import Rota, RotaDuty
from weerbaar.continuity.queries.crisis import SeatRow, TeamRow, crisis_teams
from weerbaar.core.rota import Breach, Night, Problem, Rules, breaches, shifts
from weerbaar.core.rota.rules import DAY, WEEK
from weerbaar.territory import queries as territory
from weerbaar.territory.types import Parameter


@dataclass(frozen=True)
class RotaSummary:
    """A rota in a list."""

    id: int
    title: str
    team_code: str
    team_name_nl: str
    team_name_en: str
    starts_at: datetime | None
    shift_min: int
    handover_min: int
    filled: int
    places: int


@dataclass(frozen=True)
class ShiftRow:
    """A shift: its number from 0, and when: minutes from the start, and on the clock where that is known."""

    number: int
    from_min: int
    until_min: int
    starts_at: datetime | None
    ends_at: datetime | None


@dataclass(frozen=True)
class CellRow:
    """One place in one shift. No person: a gap."""

    shift: int
    seat: SeatRow
    place: int
    person_id: int | None
    name: str
    breaks_rule: bool


@dataclass(frozen=True)
class PersonLoad:
    """One person's duties in this rota, with what they break, duties in other teams included."""

    person_id: int
    name: str
    shifts: tuple[tuple[ShiftRow, SeatRow], ...]
    minutes: int
    minutes_elsewhere: int
    breaches: tuple[Breach, ...]
    in_two_places: tuple[ShiftRow, ...]


@dataclass(frozen=True)
class RotaRow:
    """A whole rota. `lines`: per place the cells in order of shift."""

    id: int
    version: int
    title: str
    team: TeamRow
    starts_at: datetime | None
    shift_min: int
    handover_min: int
    shifts: tuple[ShiftRow, ...]
    lines: tuple[tuple[CellRow, ...], ...]
    loads: tuple[PersonLoad, ...]
    gaps: int
    rules: Rules
    parameters: tuple[Parameter, ...]

    @property
    def places(self) -> int:
        return sum(len(line) for line in self.lines)

    @property
    def breaches(self) -> int:
        return sum(len(load.breaches) for load in self.loads)

    @property
    def clashes(self) -> int:
        return sum(len(load.in_two_places) for load in self.loads)


DAY_KEYS = (norms.DAILY_REST, norms.SHORT_REST, norms.LONGEST_DUTY, norms.MOST_PER_WEEK)
NIGHT_KEYS = (
    norms.LONGEST_NIGHT,
    norms.LONG_NIGHT,
    norms.LONG_NIGHTS,
    norms.NIGHT_REST,
    norms.LONG_NIGHT_REST,
)
HORIZON_MIN = 72 * 60  # the national planning scenario: three days without power
_Duties = dict[int, list[tuple[int, int]]]


def rotas(municipality_id: int) -> tuple[RotaSummary, ...]:
    """Every rota with how much of it is filled; two SQL queries."""
    places: dict[int, int] = defaultdict(int)
    rows = (
        Rota.objects.filter(team__municipality_id=municipality_id)
        .select_related("team")
        .prefetch_related("team__seats")
        .annotate(filled=Count("duties"))
    )
    found = []
    for row in rows:
        seats = sum(seat.people for seat in row.team.seats.all())
        places[row.pk] = seats * (HORIZON_MIN // row.shift_min)
        found.append(
            RotaSummary(
                row.pk,
                row.title,
                row.team.code,
                row.team.name_nl,
                row.team.name_en,
                row.starts_at,
                row.shift_min,
                row.handover_min,
                row.filled,
                places[row.pk],
            )
        )
    return tuple(found)


def rest_rules(
    municipality_id: int, starts_at: datetime | None = None
) -> tuple[Rules, tuple[Parameter, ...]]:
    """The rest-time rules of a municipality for a rota from a moment on, and the parameters that they come
    from. When it is night is known once the start is."""
    every = territory.all_parameters(municipality_id)
    rest, short, longest, week = (round(every[key].value * 60) for key in DAY_KEYS)
    # whatever a municipality types in, a day has 24 hours and a duty lasts
    rest = min(max(rest, 0), DAY)
    short = min(max(short, 0), rest)
    night = _night(every, short, starts_at) if starts_at else None
    rules = Rules(rest, short, WEEK, max(longest, 1), max(week, 1), night)
    return rules, tuple(every[key] for key in (*DAY_KEYS, *NIGHT_KEYS))


def _night(every: dict[str, Parameter], short: int, starts_at: datetime) -> Night:
    longest, long, rest, long_rest = (
        round(every[key].value * 60) for key in NIGHT_KEYS if key != norms.LONG_NIGHTS
    )
    clock = timezone.localtime(starts_at)
    return Night(
        midnight=-(clock.hour * 60 + clock.minute),
        longest=max(longest, 1),
        long=max(long, longest, 1),
        long_times=round(every[norms.LONG_NIGHTS].value),
        rest=max(rest, short),
        short_rest=short,
        long_rest=long_rest,
    )


def rota(municipality_id: int, rota_id: int) -> RotaRow | None:
    """One rota; None when there is none by that id here. A constant number of SQL queries."""
    row = (
        Rota.objects.filter(team__municipality_id=municipality_id, pk=rota_id).select_related("team").first()
    )
    if row is None:
        return None
    team = next(team for team in crisis_teams(municipality_id) if team.id == row.team_id)
    rules, parameters = rest_rules(municipality_id, row.starts_at)
    intervals = shifts(HORIZON_MIN, row.shift_min, row.handover_min)
    times = tuple(_shift(number, interval, row.starts_at) for number, interval in enumerate(intervals))
    duties = list(
        RotaDuty.objects.filter(rota=row).select_related("person").order_by("shift", "seat_id", "place")
    )
    elsewhere = _elsewhere(municipality_id, row)
    seats = {seat.id: seat for seat in team.seats}
    counted = [duty for duty in duties if duty.seat_id in seats and duty.place <= seats[duty.seat_id].people]
    loads = _loads(counted, times, intervals, seats, elsewhere, rules)
    broken = {load.person_id for load in loads if load.breaches or load.in_two_places}
    at = {(duty.seat_id, duty.place, duty.shift): duty for duty in counted}
    lines = tuple(
        tuple(
            CellRow(
                shift=number,
                seat=seat,
                place=place,
                person_id=duty.person_id if (duty := at.get((seat.id, place, number))) else None,
                name=duty.person.name if duty else "",
                breaks_rule=bool(duty and duty.person_id in broken),
            )
            for number in range(len(times))
        )
        for seat in team.seats
        for place in range(1, seat.people + 1)
    )
    gaps = sum(1 for line in lines for cell in line if cell.person_id is None)
    return RotaRow(
        id=row.pk,
        version=row.version,
        title=row.title,
        team=team,
        starts_at=row.starts_at,
        shift_min=row.shift_min,
        handover_min=row.handover_min,
        shifts=times,
        lines=lines,
        loads=loads,
        gaps=gaps,
        rules=rules,
        parameters=parameters,
    )


def rota_problem(municipality_id: int, rota_id: int) -> tuple[Problem, list[int], list[int]] | None:
    """What the proposal needs: the problem, and the ids of its seats and people; None without the rota."""
    row = Rota.objects.filter(team__municipality_id=municipality_id, pk=rota_id).first()
    if row is None:
        return None
    team = next(team for team in crisis_teams(municipality_id) if team.id == row.team_id)
    rules, _parameters = rest_rules(municipality_id, row.starts_at)
    elsewhere = _elsewhere(municipality_id, row)
    order: dict[int, int] = {}
    for seat in team.seats:
        for holder in seat.holders:
            order.setdefault(holder.person_id, holder.order)
    people = sorted(order, key=lambda person: (order[person], person))
    problem = Problem(
        shifts=shifts(HORIZON_MIN, row.shift_min, row.handover_min),
        seats=tuple(seat.people for seat in team.seats),
        able=tuple(
            frozenset(
                number
                for number, seat in enumerate(team.seats)
                if any(holder.person_id == person for holder in seat.holders)
            )
            for person in people
        ),
        busy=tuple(tuple(sorted(elsewhere[person])) for person in people),
        rules=rules,
    )
    return problem, [seat.id for seat in team.seats], people


def _elsewhere(municipality_id: int, row: Rota) -> _Duties:
    """Duties in other teams of the same days, by person, in minutes from the start of this rota.

    Rotas without a start all begin when the disruption does.
    """
    others = Q(rota__starts_at__isnull=True)
    if row.starts_at is not None:
        near = timedelta(days=14)
        others = Q(rota__starts_at__range=(row.starts_at - near, row.starts_at + near))
    found: _Duties = defaultdict(list)
    duties = (
        RotaDuty.objects.filter(others, rota__team__municipality_id=municipality_id)
        .exclude(rota_id=row.pk)
        .exclude(rota__team_id=row.team_id)
        .select_related("rota")
    )
    for duty in duties:
        other = duty.rota
        shift = 0
        if row.starts_at is not None and other.starts_at is not None:
            shift = round((other.starts_at - row.starts_at).total_seconds() / 60)
        start = shift + duty.shift * other.shift_min
        found[duty.person_id].append((start, start + other.shift_min + other.handover_min))
    return found


def _shift(number: int, interval: tuple[int, int], starts_at: datetime | None) -> ShiftRow:
    start, end = interval
    return ShiftRow(
        number,
        start,
        end,
        starts_at + timedelta(minutes=start) if starts_at else None,
        starts_at + timedelta(minutes=end) if starts_at else None,
    )


def _loads(
    duties: list[RotaDuty],
    times: tuple[ShiftRow, ...],
    intervals: tuple[tuple[int, int], ...],
    seats: dict[int, SeatRow],
    elsewhere: _Duties,
    rules: Rules,
) -> tuple[PersonLoad, ...]:
    of_person: dict[int, list[RotaDuty]] = defaultdict(list)
    for duty in duties:
        of_person[duty.person_id].append(duty)
    loads = []
    for person, mine in of_person.items():
        here = [intervals[duty.shift] for duty in mine]
        other = elsewhere[person]
        loads.append(
            PersonLoad(
                person_id=person,
                name=mine[0].person.name,
                shifts=tuple((times[duty.shift], seats[duty.seat_id]) for duty in mine),
                minutes=sum(end - start for start, end in here),
                minutes_elsewhere=sum(end - start for start, end in other),
                breaches=breaches([*here, *other], rules),
                in_two_places=tuple(
                    times[duty.shift]
                    for duty in mine
                    if any(
                        intervals[duty.shift][0] < until and start < intervals[duty.shift][1]
                        for start, until in other
                    )
                ),
            )
        )
    return tuple(sorted(loads, key=lambda load: load.name.lower()))
