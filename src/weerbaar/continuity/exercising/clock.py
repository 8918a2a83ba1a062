"""The clock of an exercise: scenario time from a list of events that is only ever added to.

No database here and no clock of its own: the moment asked for is an argument. Everybody who reads the same
events at the same moment gets the same scenario time, and a restart loses nothing that was written.

Within a stretch in which nothing happens, scenario time is

    t(now) = t(last event) + speed * (now - moment of the last event)    while running, and
    t(now) = t(last event)                                              while it stands still.

All of it in whole microseconds, so that no rounding adds up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SPEEDS = (1, 2, 6, 12, 30, 60)  # scenario minutes per minute


class Act(StrEnum):
    """What can happen to the clock."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    JUMP = "jump"
    SPEED = "speed"
    END = "end"


class Phase(StrEnum):
    """How the exercise stands."""

    PREPARED = "prepared"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


ALLOWED: dict[Phase, frozenset[Act]] = {
    Phase.PREPARED: frozenset({Act.START, Act.SPEED}),
    Phase.RUNNING: frozenset({Act.PAUSE, Act.JUMP, Act.SPEED, Act.END}),
    Phase.PAUSED: frozenset({Act.RESUME, Act.JUMP, Act.SPEED, Act.END}),
    Phase.ENDED: frozenset(),
}


@dataclass(frozen=True)
class ClockEvent:
    """One thing that happened to the clock at `at`; `to_min` is the target of a start or a jump."""

    act: Act
    at: datetime
    to_min: int | None = None
    speed: int | None = None


@dataclass(frozen=True)
class Clock:
    """How the clock stood after its last event;

    `stand` is the scenario time then. `at` None: no event yet.
    """

    phase: Phase = Phase.PREPARED
    stand: timedelta = timedelta(0)
    at: datetime | None = None
    speed: int = 1
    events: int = 0

    def time(self, now: datetime) -> timedelta:
        """Scenario time at a moment; a moment before the last event counts as the last event's."""
        if self.phase is not Phase.RUNNING or self.at is None or now <= self.at:
            return self.stand
        return self.stand + (now - self.at) * self.speed

    def minute(self, now: datetime) -> int:
        """The whole scenario minute that has begun."""
        return self.time(now) // timedelta(minutes=1)

    def allows(self, act: Act) -> bool:
        return act in ALLOWED[self.phase]

    def after(self, event: ClockEvent) -> Clock:
        """The clock after one more event; `ValueError` when that cannot happen now."""
        if not self.allows(event.act):
            raise ValueError(f"a clock that is {self.phase} cannot {event.act}")
        if self.at is not None and event.at < self.at:
            raise ValueError("an event before the last one")
        stand, phase, speed = self.time(event.at), self.phase, self.speed
        if event.act in (Act.START, Act.JUMP):
            if event.to_min is None or event.to_min < 0:
                raise ValueError("a start or a jump goes to a minute of the scenario")
            stand = timedelta(minutes=event.to_min)
        if event.act is Act.SPEED:
            if event.speed not in SPEEDS:
                raise ValueError(f"the speeds are {SPEEDS}")
            speed = event.speed
        if event.act in (Act.START, Act.RESUME):
            phase = Phase.RUNNING
        elif event.act is Act.PAUSE:
            phase = Phase.PAUSED
        elif event.act is Act.END:
            phase = Phase.ENDED
        return Clock(phase, stand, event.at, speed, self.events + 1)


def clock(events: Iterable[ClockEvent]) -> Clock:
    """The clock after all events, in the order in which they were written."""
    stands = Clock()
    for event in events:
        stands = stands.after(event)
    return stands


def minute_at(events: Iterable[ClockEvent], moment: datetime) -> int | None:
    """The scenario minute at a moment of the past; None before the start."""
    past = clock(event for event in events if event.at <= moment)
    return None if past.phase is Phase.PREPARED else past.minute(moment)
