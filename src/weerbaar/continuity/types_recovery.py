"""What the recovery analysis says of a register, as typed rows. Minutes are floats; None is never."""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.continuity.types import NodeRef


@dataclass(frozen=True)
class StepRow:
    """One link of a binding path: ready at minute `ready_min`, `own_min` of which is its own work.

    `is_known`: its own time is in the register; otherwise it counts as 0 and the result is "at least".
    """

    ref: NodeRef
    name_nl: str
    name_en: str
    own_min: float | None
    ready_min: float | None
    is_known: bool
    basis: str  # of a resource: assumed, contracted, measured


@dataclass(frozen=True)
class ConflictRow:
    """A line that a process crosses: "rto", "deadline", "mtpd" or "horizon" (72 hours)."""

    line: str
    limit_min: float
    over_min: float | None  # None: never back


@dataclass(frozen=True)
class ProcessRecovery:
    """One process when everything is down at once: when it is back, what settles that, what it breaks.

    `ready_min` None: never by itself; `started_min` is then the time when a deadlock is started by hand.
    `unknown` names what it rests on without a known time: where there is any, `ready_min` is "at least".
    """

    ref: NodeRef
    name_nl: str
    name_en: str
    track: str
    unit_code: str
    decision: str
    ready_min: float | None
    started_min: float | None
    limit_min: float | None
    slack_min: float | None
    path: tuple[StepRow, ...]
    conflicts: tuple[ConflictRow, ...]
    single_points: tuple[NodeRef, ...]
    unknown: tuple[NodeRef, ...]

    @property
    def is_at_least(self) -> bool:
        return bool(self.unknown)


@dataclass(frozen=True)
class RequiredRow:
    """When something must be back, because of which process, through what (from it to the process)."""

    ref: NodeRef
    name_nl: str
    name_en: str
    kind: str
    ready_min: float | None
    required_min: float | None
    gap_min: float
    reason: tuple[NodeRef, ...]


@dataclass(frozen=True)
class FailureRow:
    """What the loss of one thing, or of two together, does: the processes never back, and those too late.

    Of a pair only those that neither does alone.
    """

    refs: tuple[NodeRef, ...]
    effect: float
    lost: tuple[NodeRef, ...]
    late: tuple[NodeRef, ...]


@dataclass(frozen=True)
class DeadlockRow:
    """Things that wait for each other for ever; back at `together_min` when somebody starts them together."""

    refs: tuple[NodeRef, ...]
    together_min: float | None


@dataclass(frozen=True)
class Analysis:
    """The whole analysis of one register."""

    processes: tuple[ProcessRecovery, ...]
    required: tuple[RequiredRow, ...]
    failures: tuple[FailureRow, ...]
    deadlocks: tuple[DeadlockRow, ...]
    unknown: tuple[NodeRef, ...]

    @property
    def in_conflict(self) -> tuple[ProcessRecovery, ...]:
        return tuple(row for row in self.processes if row.conflicts)


@dataclass(frozen=True)
class HourRow:
    """One process through the outage: a state per hour ("up", "workaround" or "down").

    When it first goes down: `lacking` is what it needs and has not, `lacking_roles` the codes of the roles of
    which too few people are there.
    """

    ref: NodeRef
    name_nl: str
    name_en: str
    track: str
    decision: str
    states: tuple[str, ...]
    lacking: tuple[NodeRef, ...] = ()
    lacking_roles: tuple[str, ...] = ()

    @property
    def hours_going(self) -> int:
        return sum(state != "down" for state in self.states)


@dataclass(frozen=True)
class FuelRow:
    """Litres left in a generator's tank at the end of each hour."""

    ref: NodeRef
    name_nl: str
    name_en: str
    litres: tuple[float, ...]

    @property
    def empty_at_hour(self) -> int | None:
        return next((hour + 1 for hour, left in enumerate(self.litres) if left <= 0), None)


@dataclass(frozen=True)
class StandRow:
    """Where the mobile generators stand from one hour until another: (generator, what it supplies)."""

    from_hour: int
    until_hour: int
    places: tuple[tuple[NodeRef, NodeRef], ...]


@dataclass(frozen=True)
class HourByHour:
    """The outage hour by hour.

    `sharing`: "greedy" (the simple rule) or "optimal"; `value`: weighted process-hours that go on. Of the
    best sharing: `bound`, which no sharing exceeds, whether it `is_proven`, and `simple_value`, what the
    simple rule keeps going in the same steps. `mobile` says from and until which hour which generators
    stand where.
    """

    hours: int
    processes: tuple[HourRow, ...]
    fuel: tuple[FuelRow, ...]
    sharing: str
    value: float
    mobile: tuple[StandRow, ...]
    without_staff_figures: tuple[str, ...]  # roles whose number of people is unknown: not limited here
    bound: float | None = None
    is_proven: bool = False
    simple_value: float | None = None


@dataclass(frozen=True)
class ContinuityStanding:
    """Where pillar 1 stands, in the few figures that matter.

    `lasting` of the `must_go_on` processes go on all 72 hours without power; `late` of them are not back in
    time when everything is down. `teams_covered` of the crisis `teams` have a holder and a deputy for each
    seat.
    """

    processes: int
    must_go_on: int
    undecided: int
    illustrative: int
    approved: int
    lasting: int
    late: int
    unknown_times: int
    teams: int
    teams_covered: int
