"""Measured times: worked examples, and a count minute by minute."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from weerbaar.continuity.exercising.measuring import (
    Condition,
    Outage,
    StateReport,
    measured,
    outages,
)
from weerbaar.continuity.types import NodeKind, NodeRef

ICT = NodeRef(NodeKind.PROCESS, "ict")
LOST, CAN, BACK = Condition.LOST, Condition.CAN_START, Condition.RESTORED


def reported(*told: tuple[Condition, int]) -> tuple[Outage, ...]:
    return outages(
        StateReport(number, ICT, condition, minute) for number, (condition, minute) in enumerate(told)
    ).get(ICT, ())


def test_the_time_of_its_own_is_counted_from_when_all_it_needs_is_there() -> None:
    """Power lost at 25, back at 390, the application up at 570: 3 h of its own, not 9 h."""
    (outage,) = reported((LOST, 25), (CAN, 390), (BACK, 570))
    assert (outage.lasted_min, outage.own_min, outage.counted_from) == (545, 180, CAN)


def test_without_that_the_wait_is_inside_and_it_says_so() -> None:
    (outage,) = reported((LOST, 25), (BACK, 570))
    assert (outage.lasted_min, outage.own_min, outage.counted_from) == (545, 545, LOST)


def test_what_is_not_restored_is_not_measured() -> None:
    found = reported((LOST, 5), (CAN, 9))
    assert found == (Outage(ICT, 5, 9),)
    assert found[0].own_min is None
    assert measured(found) is None


def test_of_several_outages_the_longest_counts() -> None:
    found = reported((LOST, 0), (BACK, 10), (LOST, 100), (BACK, 160), (BACK, 170))
    assert [one.own_min for one in found] == [10, 60]
    assert measured(found) == found[1]


def test_reports_may_come_in_late() -> None:
    assert reported((BACK, 40), (LOST, 10)) == (Outage(ICT, 10, None, 40),)


@given(st.lists(st.tuples(st.sampled_from(list(Condition)), st.integers(0, 60)), max_size=12))
def test_the_minutes_lost_are_those_counted_one_by_one(told: list[tuple[Condition, int]]) -> None:
    found = reported(*told)
    in_order = sorted(enumerate(told), key=lambda row: (row[1][1], row[0]))
    down, counted = False, 0
    for minute in range(62):
        for _number, (condition, when) in in_order:
            if when == minute:
                down = condition is LOST or (down and condition is not BACK)
        counted += down
    ended = sum(one.lasted_min or 0 for one in found if one.restored_min is not None)
    still = sum(62 - one.lost_min for one in found if one.restored_min is None)
    assert ended + still == counted
    for one in found:
        assert one.own_min is None or one.lasted_min is None or 0 <= one.own_min <= one.lasted_min
