"""The rota that fills most places, breaks rules by the least time, and shares loads evenly; in that order.

By the time and not by the number: of numbers, one duty of three days is the least that one person can break.

An integer program over patterns: for everybody, the set of shifts that they work. What a pattern breaks is
counted by the rules themselves, so the program needs no second wording of them. It is exact: people who can
do the same and are bound the same are one group with a number of people per pattern, and seats that share
nobody are solved apart. Set partitioning by patterns: Ernst et al. (2004), Staff scheduling and rostering.
HiGHS solves it, through SciPy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from weerbaar.core.rota.rules import Interval, Rules, minutes_broken

Place = tuple[int, int, int]  # shift, seat, place in the seat from 0
Pattern = tuple[int, ...]
MOST_SHIFTS = 12  # 4,096 patterns


@dataclass(frozen=True)
class Problem:
    """`shifts` (start, end); `seats[s]` people needed in seat s all the time; `able[p]` seats that person p
    can hold, best first in order of person; `busy[p]` duties elsewhere, which count and cannot be moved."""

    shifts: tuple[Interval, ...]
    seats: tuple[int, ...]
    able: tuple[frozenset[int], ...]
    busy: tuple[tuple[Interval, ...], ...]
    rules: Rules

    def __post_init__(self) -> None:
        if len(self.shifts) > MOST_SHIFTS:
            raise ValueError(f"at most {MOST_SHIFTS} shifts")
        if len(self.able) != len(self.busy):
            raise ValueError("able and busy must have one entry per person")
        if any(seat < 0 or seat >= len(self.seats) for seats in self.able for seat in seats):
            raise ValueError("somebody is able to hold a seat that is not there")


@dataclass(frozen=True)
class Proposal:
    """Who is where; places without an entry are gaps. `broken`: minutes by which rules are broken, duties
    elsewhere included only for what they make worse. `proven`: no other rota is better."""

    duties: dict[Place, int]
    gaps: int
    broken: int
    proven: bool


@dataclass(frozen=True)
class _Group:
    """People who are interchangeable, with what each pattern costs one of them."""

    people: tuple[int, ...]
    seats: tuple[int, ...]
    patterns: tuple[Pattern, ...]
    broken: tuple[int, ...]
    squares: tuple[float, ...]


def propose(problem: Problem, *, break_rules: bool = False, time_limit_s: float = 20.0) -> Proposal:
    """The best rota. Without `break_rules` a place stays empty sooner than that a rule is broken."""
    duties: dict[Place, int] = {}
    gaps = total = 0
    proven = True
    for seats, people in _parts(problem):
        alike = _alike(problem, people)
        groups = [_group(problem, members, break_rules=False) for members in alike]
        part, missing, broken, exact = _solve(problem, seats, groups, time_limit_s)
        if break_rules and missing:  # where nothing is missing, nothing is gained by breaking a rule
            groups = [_group(problem, members, break_rules=True) for members in alike]
            part, missing, broken, exact = _solve(problem, seats, groups, time_limit_s)
        duties.update(part)
        gaps, total, proven = gaps + missing, total + broken, proven and exact
    return Proposal(dict(sorted(duties.items())), gaps, total, proven)


def _parts(problem: Problem) -> list[tuple[list[int], list[int]]]:
    """Seats with the people who can hold them, such that no two parts share anybody."""
    of_seat = list(range(len(problem.seats)))

    def root(seat: int) -> int:
        while of_seat[seat] != seat:
            seat = of_seat[seat]
        return seat

    for able in problem.able:
        for seat in able:
            of_seat[root(seat)] = root(min(able))
    seats: dict[int, list[int]] = defaultdict(list)
    for seat in range(len(problem.seats)):
        seats[root(seat)].append(seat)
    people: dict[int, list[int]] = defaultdict(list)
    for person, able in enumerate(problem.able):
        if able:
            people[root(min(able))].append(person)
    return [(members, people[key]) for key, members in sorted(seats.items())]


def _alike(problem: Problem, people: Iterable[int]) -> list[tuple[int, ...]]:
    groups: dict[Any, list[int]] = defaultdict(list)
    for person in people:
        groups[(problem.able[person], tuple(sorted(problem.busy[person])))].append(person)
    return [tuple(group) for group in groups.values()]


def _group(problem: Problem, people: tuple[int, ...], *, break_rules: bool) -> _Group:
    busy = problem.busy[people[0]]
    before = minutes_broken(busy, problem.rules)
    length = max((end - start for start, end in problem.shifts), default=1)
    elsewhere = sum(end - start for start, end in busy) / length
    possible = [
        shift
        for shift, (start, end) in enumerate(problem.shifts)
        if all(end <= other or start >= until for other, until in busy)
    ]
    patterns, broken = [], []
    for bits in range(1 << len(possible)):
        pattern = tuple(shift for place, shift in enumerate(possible) if bits >> place & 1)
        more = minutes_broken([*busy, *(problem.shifts[shift] for shift in pattern)], problem.rules) - before
        if break_rules or more <= 0:
            patterns.append(pattern)
            broken.append(more)
    squares = tuple((len(pattern) + elsewhere) ** 2 for pattern in patterns)
    return _Group(people, tuple(sorted(problem.able[people[0]])), tuple(patterns), tuple(broken), squares)


def _solve(
    problem: Problem, seats: Sequence[int], groups: Sequence[_Group], time_limit_s: float
) -> tuple[dict[Place, int], int, int, bool]:
    """One part. Variables: patterns per group, then group × seat × shift, then the gap of seat × shift."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    count = len(problem.shifts)
    if not groups:
        return {}, sum(problem.seats[seat] for seat in seats) * count, 0, True
    # each level outweighs everything below it, in the largest unit in which its amounts are whole
    unit = int(np.gcd.reduce([minutes for group in groups for minutes in group.broken])) or 1
    evenness = 1.0 + sum(len(group.people) * max(group.squares) for group in groups)
    gap_cost = evenness * (1.0 + sum(len(g.people) * max(abs(b) for b in g.broken) / unit for g in groups))
    cost: list[float] = []
    most: list[float] = []
    first_pattern, where = [], {}
    for group in groups:
        first_pattern.append(len(cost))
        cost += [evenness * b / unit + s for b, s in zip(group.broken, group.squares, strict=True)]
        most += [len(group.people)] * len(group.patterns)
    for number, group in enumerate(groups):
        for seat in group.seats:
            for shift in range(count):
                where[number, seat, shift] = len(cost)
                cost.append(0.0)
                most.append(problem.seats[seat])
    gap_at = {}
    for seat in seats:
        for shift in range(count):
            gap_at[seat, shift] = len(cost)
            cost.append(gap_cost)
            most.append(problem.seats[seat])
    entries: list[tuple[int, int, float]] = []
    right: list[float] = []
    for number, group in enumerate(groups):
        entries += [(len(right), first_pattern[number] + i, 1.0) for i in range(len(group.patterns))]
        right.append(len(group.people))
        of_shift = len(right)
        for i, pattern in enumerate(group.patterns):
            entries += [(of_shift + shift, first_pattern[number] + i, -1.0) for shift in pattern]
        for shift in range(count):
            entries += [(of_shift + shift, where[number, seat, shift], 1.0) for seat in group.seats]
            right.append(0.0)
    for (seat, shift), column in gap_at.items():
        entries.append((len(right), column, 1.0))
        entries += [
            (len(right), where[number, seat, shift], 1.0)
            for number, group in enumerate(groups)
            if seat in group.seats
        ]
        right.append(problem.seats[seat])
    rows, columns, values = zip(*entries, strict=True)
    matrix = csr_array((values, (rows, columns)), shape=(len(right), len(cost)))
    answer = milp(
        np.array(cost),
        integrality=np.ones(len(cost)),
        bounds=Bounds(0, np.array(most, dtype=float)),
        constraints=LinearConstraint(matrix, np.array(right), np.array(right)),
        # few rows and thousands of columns: presolve took ten times as long as the rest
        options={"time_limit": time_limit_s, "mip_rel_gap": 0.0, "presolve": False},
    )
    if answer.x is None:
        raise RuntimeError(f"the solver found no rota at all: {answer.message}")
    chosen = np.rint(answer.x).astype(int)
    duties: dict[Place, int] = {}
    broken = 0
    taken: dict[tuple[int, int], int] = defaultdict(int)
    for number, group in enumerate(groups):
        begin = first_pattern[number]
        worked = [i for i in range(len(group.patterns)) for _ in range(chosen[begin + i])]
        broken += sum(group.broken[i] for i in worked)
        # who holds the role first starts first
        patterns = sorted((group.patterns[i] for i in worked), key=lambda p: (not p, p))
        wanted = {key[1:]: chosen[column] for key, column in where.items() if key[0] == number}
        _seat(dict(zip(group.people, patterns, strict=True)), group.seats, wanted, taken, duties)
    gaps = int(sum(chosen[column] for column in gap_at.values()))
    return duties, gaps, broken, answer.status == 0


def _seat(
    patterns: dict[int, Pattern],
    seats: tuple[int, ...],
    wanted: dict[tuple[int, int], int],
    taken: dict[tuple[int, int], int],
    duties: dict[Place, int],
) -> None:
    """Gives the people of a group their seats, each the seat that they held before where that can be."""
    held: dict[int, int] = {}
    for shift in sorted({shift for pattern in patterns.values() for shift in pattern}):
        open_seats = [seat for seat in seats for _ in range(wanted[seat, shift])]
        here = [person for person, pattern in patterns.items() if shift in pattern]
        for person in sorted(here, key=lambda each: held.get(each) not in open_seats):
            seat = held[person] if held.get(person) in open_seats else open_seats[0]
            open_seats.remove(seat)
            held[person] = seat
            duties[shift, seat, taken[shift, seat]] = person
            taken[shift, seat] += 1
