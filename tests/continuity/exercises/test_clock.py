"""The clock: against a simulation that ticks second by second, and against the order of what may happen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.continuity.exercising.clock import (
    SPEEDS,
    Act,
    Clock,
    ClockEvent,
    Phase,
    clock,
    minute_at,
)

BEGIN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def at(seconds: int) -> datetime:
    return BEGIN + timedelta(seconds=seconds)


class Ticking:
    """A stopwatch that is carried forward one second at a time."""

    def __init__(self) -> None:
        self.phase, self.speed, self.second, self.shown = "prepared", 1, 0, 0

    def forward(self, until: int) -> None:
        while self.second < until:
            self.second += 1
            if self.phase == "running":
                self.shown += self.speed

    def take(self, act: Act, value: int) -> bool:
        allowed = {
            "prepared": {"start", "speed"},
            "running": {"pause", "jump", "speed", "end"},
            "paused": {"resume", "jump", "speed", "end"},
            "ended": set(),
        }[self.phase]
        if act not in allowed:
            return False
        if act == "start":
            self.phase, self.shown = "running", value * 60
        elif act == "resume":
            self.phase = "running"
        elif act == "pause":
            self.phase = "paused"
        elif act == "end":
            self.phase = "ended"
        elif act == "jump":
            self.shown = value * 60
        else:
            self.speed = SPEEDS[value % len(SPEEDS)]
        return True


steps = st.lists(st.tuples(st.integers(0, 90), st.sampled_from(list(Act)), st.integers(0, 4320)), max_size=25)


@given(steps, st.integers(0, 120))
def test_the_clock_shows_what_a_stopwatch_shows(todo: list[tuple[int, Act, int]], later: int) -> None:
    ticking, events, second = Ticking(), [], 0
    for wait, act, value in todo:
        second += wait
        ticking.forward(second)
        event = ClockEvent(
            act,
            at(second),
            value if act in ("start", "jump") else None,
            SPEEDS[value % len(SPEEDS)] if act == "speed" else None,
        )
        stood = clock(events)
        if ticking.take(act, value):
            events.append(event)
        else:
            with pytest.raises(ValueError, match="cannot"):
                stood.after(event)
        stands = clock(events)
        assert stands.phase == ticking.phase
        assert stands.time(at(second)).total_seconds() == ticking.shown
    ticking.forward(second + later)
    assert clock(events).time(at(second + later)).total_seconds() == ticking.shown
    assert clock(events).minute(at(second + later)) == ticking.shown // 60
    assert clock(events).events == len(events)


@given(steps, st.integers(0, 25))
def test_reading_the_events_in_two_parts_gives_the_same_clock(
    todo: list[tuple[int, Act, int]], cut: int
) -> None:
    """So a restart in the middle loses nothing."""
    stands, second, events = Clock(), 0, []
    for wait, act, value in todo:
        second += wait
        if stands.allows(act):
            event = ClockEvent(
                act, at(second), value if act in ("start", "jump") else None, 12 if act == "speed" else None
            )
            stands = stands.after(event)
            events.append(event)
    before = clock(events[:cut])
    for event in events[cut:]:
        before = before.after(event)
    assert before == stands == clock(events)


def test_the_past_is_what_it_was() -> None:
    events = [
        ClockEvent(Act.START, at(0), 0),
        ClockEvent(Act.SPEED, at(60), speed=60),
        ClockEvent(Act.PAUSE, at(120)),
        ClockEvent(Act.JUMP, at(300), 1000),
        ClockEvent(Act.END, at(400)),
    ]
    assert minute_at(events, at(-1)) is None
    assert minute_at(events, at(59)) == 0
    assert minute_at(events, at(90)) == 31  # a minute of real time, then half a minute sixty times as fast
    assert minute_at(events, at(200)) == 61
    assert minute_at(events, at(10_000)) == 1000


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (ClockEvent(Act.JUMP, at(10)), "minute"),
        (ClockEvent(Act.JUMP, at(10), -1), "minute"),
        (ClockEvent(Act.SPEED, at(10), speed=7), "speeds"),
        (ClockEvent(Act.PAUSE, at(-10)), "before"),
        (ClockEvent(Act.START, at(10), 0), "cannot"),
    ],
)
def test_what_cannot_be_is_refused(event: ClockEvent, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        clock([ClockEvent(Act.START, at(0), 0)]).after(event)


def test_a_clock_of_the_server_that_was_set_back_does_not_turn_time_back() -> None:
    stands = clock([ClockEvent(Act.START, at(100), 10)])
    assert stands.minute(at(0)) == 10
    assert stands.phase is Phase.RUNNING
