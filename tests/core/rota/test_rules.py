"""The rules, against a clock that ticks through the week minute by minute, and against cases by hand."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from weerbaar.core.rota import Breach, Night, Rule, Rules, breaches, shifts

H = 60
LAW = Rules(
    rest=11 * H, short_rest=8 * H, short_rest_every=7 * 24 * H, longest_duty=12 * H, most_per_week=60 * H
)
NIGHT = Night(
    midnight=0, longest=10 * H, long=12 * H, long_times=5, rest=14 * H, short_rest=8 * H, long_rest=12 * H
)
STEP = 30


def ticking(duties: list[tuple[int, int]], rules: Rules) -> set[tuple[str, int, int]]:
    """The same rules by a row of half hours: (rule, start, minutes found)."""
    length = (16 * 24 * H) // STEP
    on = [any(start <= t * STEP < end for start, end in duties) for t in range(length)]
    begins = [t for t in range(length) if on[t] and (t == 0 or not on[t - 1])]
    found: set[tuple[str, int, int]] = set()
    shortened: list[int] = []
    for begin in begins:
        runs, run = [0], 0
        for t in range(begin, begin + 24 * H // STEP):
            run = 0 if on[t] else run + 1
            runs.append(run)
        rest = max(runs) * STEP
        recently = any(begin * STEP - other < rules.short_rest_every for other in shortened)
        if rest < rules.rest and rest >= rules.short_rest and not recently:
            shortened.append(begin * STEP)
        elif rest < rules.rest:
            found.add(("rest", begin * STEP, rest))
        long = next(t for t in range(begin, length) if not on[t]) - begin
        if long * STEP > rules.longest_duty:
            found.add(("longest_duty", begin * STEP, long * STEP))
    most = max((sum(on[t : t + 7 * 24 * H // STEP]) for t in range(length)), default=0) * STEP
    if most > rules.most_per_week:
        found.add(("week", -1, most))
    return found


halves = st.integers(0, 7 * 24 * 2)
duty = st.tuples(halves, st.integers(1, 40)).map(lambda d: (d[0] * STEP, (d[0] + d[1]) * STEP))


@settings(max_examples=300, deadline=None)
@given(st.lists(duty, max_size=8))
def test_the_rules_agree_with_a_ticking_clock(duties: list[tuple[int, int]]) -> None:
    found = {(b.rule.value, -1 if b.rule == Rule.WEEK else b.start, b.found) for b in breaches(duties, LAW)}
    assert found == ticking(duties, LAW)


def ticking_nights(
    duties: list[tuple[int, int]], longest_duty: int, night: Night
) -> set[tuple[str, int, int]]:
    """Article 5:8 by a row of half hours, each with its time on the clock."""
    length = (16 * 24 * H) // STEP
    on = [any(start <= t * STEP < end for start, end in duties) for t in range(length)]
    clock = [(t * STEP - night.midnight) % (24 * H) for t in range(length)]
    found: set[tuple[str, int, int]] = set()
    longs: list[int] = []
    short: list[int] = []
    t = 0
    while t < length:
        if not on[t]:
            t += 1
            continue
        begin = t
        while on[t]:
            t += 1
        if sum(STEP for tick in range(begin, t) if clock[tick] < 6 * H) <= H:
            continue
        minutes, later = (t - begin) * STEP, [tick for tick in range(t, length) if on[tick]]
        rest = (later[0] - t) * STEP if later else 10**6
        used_up = sum(begin * STEP - other < 14 * 24 * H for other in longs) >= night.long_times
        most = night.longest if used_up else night.long
        if minutes > longest_duty:
            longs.append(begin * STEP)
        elif minutes > most:
            found.add(("night", begin * STEP, minutes))
        elif minutes > night.longest:
            longs.append(begin * STEP)
        if minutes > night.longest:
            if rest < night.long_rest:
                found.add(("night_rest", begin * STEP, rest))
        elif clock[t] > 2 * H and rest < night.rest:
            if rest >= night.short_rest and not any(begin * STEP - other < 7 * 24 * H for other in short):
                short.append(begin * STEP)
            else:
                found.add(("night_rest", begin * STEP, rest))
    return found


@settings(max_examples=400, deadline=None)
@given(st.lists(duty, max_size=9), st.integers(-48, 48), st.integers(0, 2))
def test_the_rules_for_nights_agree_with_a_ticking_clock(
    duties: list[tuple[int, int]], midnight: int, long_times: int
) -> None:
    night = replace(NIGHT, midnight=midnight * STEP, long_times=long_times)
    found = breaches(duties, replace(LAW, night=night))
    nights = {(b.rule.value, b.start, b.found) for b in found if b.rule in (Rule.NIGHT, Rule.NIGHT_REST)}
    assert nights == ticking_nights(duties, LAW.longest_duty, night)
    assert tuple(b for b in found if b.rule not in (Rule.NIGHT, Rule.NIGHT_REST)) == breaches(duties, LAW)


@settings(max_examples=200, deadline=None)
@given(st.lists(duty, max_size=9), st.integers(0, 47), st.integers(-20, 20))
@example([(22 * H, 30 * H), (40 * H, 44 * H)], 0, -20)  # the short rest after a night, taken once
def test_it_does_not_matter_from_where_the_minutes_count(
    duties: list[tuple[int, int]], midnight: int, days: int
) -> None:
    """Duties in other teams begin before the rota does, at minutes below zero."""
    law = replace(LAW, night=replace(NIGHT, midnight=midnight * STEP))
    back = days * 24 * H - 90
    moved = replace(LAW, night=replace(NIGHT, midnight=midnight * STEP + back))
    found = breaches([(start + back, end + back) for start, end in duties], moved)
    assert [replace(b, start=b.start - back) for b in found] == list(breaches(duties, law))


def test_a_night_of_eight_hours_asks_for_fourteen_hours_of_rest_and_once_for_eight() -> None:
    nights = [(day * 24 * H - 2 * H, day * 24 * H + 6 * H) for day in (1, 2, 3)]  # 22:00 to 6:00
    early = [(24 * H - 10 * H, 24 * H - 2 * H)]  # before the first, from 14:00
    law = replace(LAW, night=NIGHT)
    assert not breaches(nights, law)
    afternoons = [(start + 18 * H, start + 20 * H) for start, _ in nights[:2]]  # 10 hours after each night
    of_nights = [b for b in breaches([*nights, *afternoons], law) if b.rule == Rule.NIGHT_REST]
    assert [(b.start, b.found) for b in of_nights] == [(46 * H, 10 * H)]
    assert Rule.NIGHT_REST not in {b.rule for b in breaches([*early, *nights], law)}


def test_twelve_hours_at_night_may_five_times_in_two_weeks() -> None:
    nights = [(day * 24 * H - 4 * H, day * 24 * H + 8 * H) for day in range(1, 8)]  # 20:00 to 8:00
    found = breaches(nights, replace(LAW, most_per_week=168 * H, night=NIGHT))
    assert [(b.start // (24 * H), b.rule, b.limit) for b in found] == [
        (5, Rule.NIGHT, 10 * H),
        (6, Rule.NIGHT, 10 * H),
    ]


def test_an_evening_until_one_is_no_night_and_until_two_has_its_own_rest() -> None:
    law = replace(LAW, night=replace(NIGHT, short_rest=14 * H))
    next_day = [(36 * H, 44 * H)]  # from 12:00
    assert not breaches([(18 * H, 25 * H), *next_day], law)
    assert not breaches([(18 * H, 26 * H), (37 * H, 44 * H)], law)
    assert [b.rule for b in breaches([(18 * H, 26 * H + 1), (37 * H + 1, 44 * H)], law)] == [Rule.NIGHT_REST]


def test_twelve_on_and_twelve_off_is_allowed() -> None:
    assert not breaches([(0, 12 * H), (24 * H, 36 * H), (48 * H, 60 * H)], LAW)


def test_a_double_shift_is_a_long_duty_without_rest() -> None:
    assert breaches([(0, 12 * H), (12 * H, 24 * H)], LAW) == (
        Breach(0, Rule.LONGEST_DUTY, 24 * H, 12 * H),
        Breach(0, Rule.REST, 0, 11 * H),
    )


def test_the_short_rest_may_be_taken_once() -> None:
    duties = [(0, 12 * H), (21 * H, 30 * H), (41 * H, 50 * H)]  # 9 hours off, then 11
    assert [(b.start, b.rule, b.found) for b in breaches(duties, LAW)] == []
    again = [(0, 12 * H), (20 * H, 32 * H), (40 * H, 52 * H)]  # twice 8 hours off
    assert [(b.start, b.rule, b.found) for b in breaches(again, LAW)] == [(20 * H, Rule.REST, 8 * H)]


def test_shifts_follow_on_and_overlap_in_the_handover() -> None:
    assert shifts(72 * H, 12 * H, 30)[:2] == ((0, 750), (720, 1470))
    assert len(shifts(72 * H, 6 * H)) == 12
