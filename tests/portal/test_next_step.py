"""What to do next, over every combination of facts: the step is needed, and nothing before it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from django.utils import translation

from weerbaar.continuity.types_recovery import ContinuityStanding
from weerbaar.portal.milestones import CONTINUITY_DUE, POINTS_DUE, milestones
from weerbaar.portal.next_step import next_step
from weerbaar.portal.types import Progress, Standing, Todo
from weerbaar.supportpoints.types import PointRow

EVERY = [
    Standing(
        has_territory=territory,
        designs_running=running,
        designs_answered=answered,
        adopted=adopted,
        outdated=outdated,
        points=4,
        without_agreement=agreements,
        functions_lacking=functions,
        not_ready=closed,
    )
    for territory, running, answered, adopted, outdated, agreements, functions, closed in product(
        (False, True), (0, 1), (0, 1, 2, 7), (False, True), (False, True), (0, 1, 4), (0, 1, 16), (0, 1, 4)
    )
]

UNKNOWN = ContinuityStanding(*[0] * 10)

# when a step is the thing to do, regardless of what comes before it
NEEDED: dict[Todo, Callable[[Standing], bool]] = {
    Todo.IMPORT: lambda s: not s.has_territory and not s.adopted,
    Todo.WAIT: lambda s: s.designs_running > 0 and s.designs_answered == 0 and not s.adopted,
    Todo.DESIGN: lambda s: s.designs_answered == 0 and not s.adopted,
    Todo.ADOPT: lambda s: s.designs_answered == 1 and not s.adopted,
    Todo.COMPARE: lambda s: s.designs_answered > 1 and not s.adopted,
    Todo.REDESIGN: lambda s: s.adopted and s.outdated,
    Todo.AGREE: lambda s: s.adopted and s.without_agreement > 0,
    Todo.FIT_OUT: lambda s: s.adopted and s.functions_lacking > 0,
    Todo.OPEN: lambda s: s.adopted and s.not_ready > 0,
    Todo.KEEP: lambda s: s.adopted,
}


def test_the_step_is_needed_and_nothing_before_it_is() -> None:
    order = list(Todo)
    for standing in EVERY:
        todo = next_step(standing)
        assert NEEDED[todo](standing), (todo, standing)
        for earlier in order[: order.index(todo)]:
            assert not NEEDED[earlier](standing), (earlier, todo, standing)


def test_every_step_comes_up() -> None:
    assert {next_step(standing) for standing in EVERY} == set(Todo)


def points(*states: str) -> list[PointRow]:
    return [
        PointRow(
            **dict.fromkeys(PointRow.__dataclass_fields__) | {"state": state}  # type: ignore[arg-type]
        )
        for state in states
    ]


@pytest.mark.parametrize(
    ("states", "adopted", "late", "expected"),
    [
        ((), False, False, Progress.TO_DO),
        ((), False, True, Progress.LATE),
        (("adopted", "agreed"), True, False, Progress.BUSY),
        (("ready", "agreed"), True, False, Progress.BUSY),
        (("ready", "agreed"), True, True, Progress.LATE),
        (("ready", "fitting_out"), True, False, Progress.DONE),
        (("ready", "fitting_out"), True, True, Progress.DONE),
        (("fitting_out",), False, False, Progress.TO_DO),
        ((), True, False, Progress.BUSY),
    ],
)
def test_the_milestone_of_the_points_follows_from_them(
    states: tuple[str, ...], adopted: bool, late: bool, expected: Progress
) -> None:
    today = POINTS_DUE + timedelta(days=1) if late else POINTS_DUE
    third = milestones(points(*states), adopted, UNKNOWN, today)[2]
    assert (third.key, third.progress) == ("T03", expected)


def test_what_no_room_measures_is_never_called_done_or_late() -> None:
    for today in (date(2025, 1, 1), date(2030, 1, 1)):
        assert [m.progress for m in milestones([], False, UNKNOWN, today)[:2]] == [Progress.NOT_MEASURED] * 2


def test_milestones_speak_the_language_of_the_page() -> None:
    with translation.override("nl"):
        dutch = milestones(points("ready", "adopted"), True, UNKNOWN, POINTS_DUE)[2]
    with translation.override("en"):
        english = milestones(points("ready", "adopted"), True, UNKNOWN, POINTS_DUE)[2]
    assert "1 van 2 punten" in dutch.detail
    assert "1 of 2 points" in english.detail


@pytest.mark.parametrize(
    ("undecided", "late_processes", "approved", "after", "expected"),
    [
        (0, 0, 5, False, Progress.DONE),
        (0, 0, 5, True, Progress.DONE),
        (1, 0, 5, False, Progress.BUSY),
        (0, 2, 5, False, Progress.BUSY),
        (0, 0, 4, False, Progress.BUSY),
        (0, 2, 5, True, Progress.LATE),
    ],
)
def test_the_milestone_of_the_processes_follows_from_the_register(
    undecided: int, late_processes: int, approved: int, after: bool, expected: Progress
) -> None:
    standing = replace(
        UNKNOWN, processes=5, must_go_on=3, undecided=undecided, late=late_processes, approved=approved
    )
    today = CONTINUITY_DUE + timedelta(days=1) if after else CONTINUITY_DUE
    first = milestones([], False, standing, today)[0]
    assert (first.key, first.progress) == ("T01", expected)
