"""The rules, against a clock that ticks through the week minute by minute, and against cases by hand."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.core.rota import Breach, Rule, Rules, breaches, shifts

H = 60
LAW = Rules(
    rest=11 * H, short_rest=8 * H, short_rest_every=7 * 24 * H, longest_duty=12 * H, most_per_week=60 * H
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
