"""The proposed rota, against every rota that there is on small cases."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.core.rota import Problem, Proposal, Rules, breaches, propose, shifts

H = 60
LAW = Rules(
    rest=11 * H, short_rest=8 * H, short_rest_every=7 * 24 * H, longest_duty=12 * H, most_per_week=60 * H
)
Score = tuple[int, int, float]


def over(problem: Problem, person: int, mine: tuple[int, ...]) -> int:
    """Minutes that these shifts add to what the person's other duties break."""
    busy = problem.busy[person]
    both = [*busy, *(problem.shifts[shift] for shift in mine)]
    with_shifts = [abs(b.found - b.limit) for b in breaches(both, problem.rules)]
    without = [abs(b.found - b.limit) for b in breaches(busy, problem.rules)]
    return sum(with_shifts) - sum(without)


def every_shift(problem: Problem, shift: int) -> Iterator[dict[int, int]]:
    """Every way to man one shift: who of the people sits where, and who not (place → person)."""
    places = [seat for seat, need in enumerate(problem.seats) for _ in range(need)]
    start, end = problem.shifts[shift]
    nobody = range(-len(places), 0)
    seen = set()
    for people in permutations([*range(len(problem.able)), *nobody], len(places)):
        way = {place: person for place, person in enumerate(people) if person >= 0}
        if tuple(way.items()) in seen:
            continue
        seen.add(tuple(way.items()))
        if all(
            places[place] in problem.able[person]
            and all(end <= other or start >= until for other, until in problem.busy[person])
            for place, person in way.items()
        ):
            yield way


def best_of_all(problem: Problem, break_rules: bool) -> Score:
    places = sum(problem.seats)
    length = max(end - start for start, end in problem.shifts)
    best: list[Score] = []

    def go_on(shift: int, gaps: int, worked: tuple[tuple[int, ...], ...]) -> None:
        if shift == len(problem.shifts):
            broken, squares = 0, 0.0
            for person, mine in enumerate(worked):
                busy = problem.busy[person]
                more = over(problem, person, mine)
                if more > 0 and not break_rules:
                    return
                broken += more
                if problem.able[person]:
                    squares += (len(mine) + sum(e - s for s, e in busy) / length) ** 2
            best.append((gaps, broken, squares))
            return
        for way in every_shift(problem, shift):
            after = list(worked)
            for person in way.values():
                after[person] = (*after[person], shift)
            go_on(shift + 1, gaps + places - len(way), tuple(after))

    go_on(0, 0, ((),) * len(problem.able))
    return min(best)


def score(problem: Problem, proposal: Proposal) -> Score:
    """The proposal judged anew from its duties alone."""
    length = max(end - start for start, end in problem.shifts)
    broken, squares = 0, 0.0
    for person, able in enumerate(problem.able):
        mine = tuple(shift for (shift, _s, _p), who in proposal.duties.items() if who == person)
        assert len(mine) == len(set(mine)), "in two places at once"
        busy = problem.busy[person]
        broken += over(problem, person, mine)
        squares += (len(mine) + sum(e - s for s, e in busy) / length) ** 2 if able else 0
    for (shift, seat, place), person in proposal.duties.items():
        assert seat in problem.able[person]
        assert place < problem.seats[seat]
        start, end = problem.shifts[shift]
        assert all(end <= other or start >= until for other, until in problem.busy[person])
    gaps = sum(problem.seats) * len(problem.shifts) - len(proposal.duties)
    assert (gaps, broken) == (proposal.gaps, proposal.broken)
    return gaps, broken, squares


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    seats = tuple(draw(st.lists(st.integers(1, 2), min_size=1, max_size=2)))
    people = draw(st.integers(1, 3))
    able = tuple(
        frozenset(draw(st.sets(st.integers(0, len(seats) - 1), max_size=len(seats)))) for _ in range(people)
    )
    length = draw(st.sampled_from([6, 8, 12]))
    count = draw(st.integers(2, 4 if sum(seats) < 3 else 3))
    busy = tuple(
        tuple(draw(st.lists(st.sampled_from([(0, 6 * H), (12 * H, 18 * H), (30 * H, 42 * H)]), max_size=1)))
        for _ in range(people)
    )
    handover = draw(st.sampled_from([0, 30])) if length < 12 else 0
    return Problem(shifts(count * length * H, length * H, handover), seats, able, busy, LAW)


@settings(max_examples=120, deadline=None)
@given(problems(), st.booleans())
def test_no_rota_is_better_than_the_proposed_one(problem: Problem, break_rules: bool) -> None:
    proposal = propose(problem, break_rules=break_rules)
    assert proposal.proven
    assert score(problem, proposal) == pytest.approx(best_of_all(problem, break_rules))


def test_three_people_fill_one_seat_for_72_hours_in_shifts_of_8_hours_evenly() -> None:
    problem = Problem(shifts(72 * H, 8 * H), (1,), (frozenset({0}),) * 3, ((),) * 3, LAW)
    proposal = propose(problem)
    assert (proposal.gaps, proposal.broken) == (0, 0)
    assert sorted(list(proposal.duties.values()).count(person) for person in range(3)) == [3, 3, 3]


def test_one_person_keeps_resting_unless_the_rules_may_be_broken() -> None:
    problem = Problem(shifts(72 * H, 12 * H), (1,), (frozenset({0}),), ((),), LAW)
    kept, broken = propose(problem), propose(problem, break_rules=True)
    assert (kept.gaps, kept.broken) == (3, 0)
    assert broken.gaps == 0
    assert broken.broken == (60 + 11 + 12) * H  # one duty of 72 h: too long, no rest, too much in a week


def test_a_whole_team_in_shifts_of_6_hours_is_proven_best() -> None:
    """The largest case of the page: 12 shifts, eight seats, three or four people each, two with two roles."""
    able = [frozenset({seat}) for seat in range(8) for _ in range(3 + seat % 2)]
    able[0], able[5] = frozenset({0, 1}), frozenset({1, 2})
    problem = Problem(shifts(72 * H, 6 * H, 30), (1,) * 8, tuple(able), ((),) * len(able), LAW)
    for break_rules in (False, True):
        proposal = propose(problem, break_rules=break_rules)
        assert (proposal.gaps, proposal.broken, proposal.proven) == (0, 0, True)
