"""The typed rows of exercises: scenarios, an exercise and its run. Times are scenario minutes.

Texts end in `_nl` and `_en`, one of which may be empty; free texts stand beside the `language` of who wrote
them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from weerbaar.continuity.exercising.clock import Clock, ClockEvent, Phase
from weerbaar.continuity.exercising.measuring import Outage
from weerbaar.continuity.types import NodeKind, NodeRef

if TYPE_CHECKING:
    from weerbaar.continuity.queries.decisions import EntryRow


@dataclass(frozen=True)
class GroupRow:
    """A group of players."""

    id: int
    code: str
    name_nl: str
    name_en: str


@dataclass(frozen=True)
class ObjectiveRow:
    """An objective; codes of the register, "" for none."""

    id: int
    code: str
    kind: str
    kind_label: str
    title_nl: str
    title_en: str
    process_code: str
    resource_code: str
    team_code: str
    target_min: int | None

    @property
    def node(self) -> NodeRef | None:
        """The process or resource that it is tied to."""
        if self.process_code:
            return NodeRef(NodeKind.PROCESS, self.process_code)
        return NodeRef(NodeKind.RESOURCE, self.resource_code) if self.resource_code else None


@dataclass(frozen=True)
class InjectRow:
    """An inject; `number` is its place in the list, from 1. `group_id` None: for all players."""

    id: int
    number: int
    at_min: int
    channel: str
    channel_label: str
    sender_nl: str
    sender_en: str
    receiver_nl: str
    receiver_en: str
    group_id: int | None
    group_nl: str
    group_en: str
    text_nl: str
    text_en: str
    expected_nl: str
    expected_en: str
    objective_id: int | None
    added_live: bool


@dataclass(frozen=True)
class ScenarioRow:
    """A scenario with all that is in it."""

    id: int
    title_nl: str
    title_en: str
    summary_nl: str
    summary_en: str
    situation_nl: str
    situation_en: str
    duration_min: int
    start_weekday: int
    start_clock_min: int
    copied_from: str
    exercise_id: int | None
    version: int
    groups: tuple[GroupRow, ...] = ()
    objectives: tuple[ObjectiveRow, ...] = ()
    injects: tuple[InjectRow, ...] = ()


@dataclass(frozen=True)
class ScenarioLine:
    """A scenario of the municipality's own library, in a list."""

    id: int
    title_nl: str
    title_en: str
    summary_nl: str
    summary_en: str
    duration_min: int
    injects: int


@dataclass(frozen=True)
class ExerciseLine:
    """An exercise in a list."""

    id: int
    name: str
    held_on: date
    kind_label: str
    phase: Phase
    closed: bool
    is_demo: bool


@dataclass(frozen=True)
class ParticipantRow:
    """Somebody who takes part. `name` is shown only to who takes part too or may see contacts."""

    id: int
    user_id: int | None
    name: str
    role: str
    role_label: str
    group_id: int | None
    group_nl: str
    group_en: str


@dataclass(frozen=True)
class ExerciseRow:
    """An exercise with its scenario, clock and participants."""

    id: int
    municipality_id: int
    name: str
    held_on: date
    kind: str
    kind_label: str
    place: str
    practical: str
    language: str
    starts_at_min: int
    first_speed: int
    is_demo: bool
    version: int
    conclusion: str
    conclusion_language: str
    closed_at: datetime | None
    scenario: ScenarioRow
    events: tuple[ClockEvent, ...]
    clock: Clock
    participants: tuple[ParticipantRow, ...] = ()

    @property
    def phase(self) -> Phase:
        return self.clock.phase

    @property
    def is_live(self) -> bool:
        return self.phase in (Phase.RUNNING, Phase.PAUSED)

    @property
    def is_over(self) -> bool:
        return self.phase is Phase.ENDED

    @property
    def code(self) -> str:
        """The code by which its decision log is known."""
        return f"exercise-{self.id}"

    def participant(self, user_id: int | None) -> ParticipantRow | None:
        return next((one for one in self.participants if user_id and one.user_id == user_id), None)

    def taking(self, role: str) -> tuple[ParticipantRow, ...]:
        return tuple(one for one in self.participants if one.role == role)


@dataclass(frozen=True)
class InjectState:
    """An inject in the run: what became of it, and whether it was early (-) or late (+), in minutes."""

    inject: InjectRow
    what: str = ""
    minute: int | None = None
    at: datetime | None = None
    by: str = ""

    @property
    def is_delivered(self) -> bool:
        return self.what == "delivered"

    @property
    def is_open(self) -> bool:
        return not self.what

    @property
    def off_min(self) -> int | None:
        return self.minute - self.inject.at_min if self.is_delivered and self.minute is not None else None

    @property
    def early_min(self) -> int:
        return max(-(self.off_min or 0), 0)

    @property
    def late_min(self) -> int:
        return max(self.off_min or 0, 0)


@dataclass(frozen=True)
class WrittenRow:
    """A note, observation or finding as it was written; `minute` None: afterwards."""

    id: int
    at: datetime
    by: str
    text: str
    language: str
    minute: int | None = None
    objective_id: int | None = None
    grade: str = ""
    grade_label: str = ""
    kind: str = ""


@dataclass(frozen=True)
class StateRow:
    """A report that a process or resource was lost, could start, or was restored."""

    id: int
    at: datetime
    by: str
    by_id: int | None
    node: NodeRef
    condition: str
    minute: int
    text: str
    language: str
    withdrawn: bool


@dataclass(frozen=True)
class DecisionRow:
    """An entry of the exercise's decision log with the scenario minute at which it was."""

    entry: EntryRow
    minute: int | None


@dataclass(frozen=True)
class ObjectiveResult:
    """An objective with what was seen of it; the grade is that of the last observation with one."""

    objective: ObjectiveRow
    observations: tuple[WrittenRow, ...] = ()
    findings: tuple[WrittenRow, ...] = ()
    outage: Outage | None = None  # the longest that ended of its process or resource

    @property
    def graded(self) -> WrittenRow | None:
        return next((one for one in reversed(self.observations) if one.grade), None)

    @property
    def grade(self) -> str:
        return self.graded.grade if self.graded else ""

    @property
    def within_target(self) -> bool | None:
        """Whether what was measured is within the target; None when either is unknown."""
        lasted = self.outage.lasted_min if self.outage else None
        target = self.objective.target_min
        return None if lasted is None or target is None else lasted <= target


@dataclass(frozen=True)
class Run:
    """Everything that was written while an exercise was held, and after."""

    exercise: ExerciseRow
    injects: tuple[InjectState, ...] = ()
    notes: tuple[WrittenRow, ...] = ()
    reports: tuple[StateRow, ...] = ()
    decisions: tuple[DecisionRow, ...] = ()
    objectives: tuple[ObjectiveResult, ...] = ()
    general: tuple[WrittenRow, ...] = ()  # observations of no objective
    findings: tuple[WrittenRow, ...] = ()
    outages: dict[NodeRef, tuple[Outage, ...]] = field(default_factory=dict)

    def due(self, minute: int) -> tuple[InjectState, ...]:
        """Injects whose time has come and that were neither delivered nor skipped."""
        return tuple(one for one in self.injects if one.is_open and one.inject.at_min <= minute)

    def ahead(self, minute: int) -> tuple[InjectState, ...]:
        return tuple(one for one in self.injects if one.is_open and one.inject.at_min > minute)

    def done(self) -> tuple[InjectState, ...]:
        """Those delivered or skipped, the last first."""
        gone = [one for one in self.injects if one.what]
        return tuple(sorted(gone, key=lambda one: (one.at, one.inject.number), reverse=True))

    def delivered_to(self, group_id: int | None) -> tuple[InjectState, ...]:
        """What players of a group have got, the last first; without a group: everything."""
        return tuple(
            one
            for one in self.done()
            if one.is_delivered
            and (group_id is None or one.inject.group_id is None or one.inject.group_id == group_id)
        )


@dataclass(frozen=True)
class NodeName:
    """A process or resource by name, with what the register holds of its recovery."""

    node: NodeRef
    name_nl: str
    name_en: str
    unit_id: int | None
    recovery_min: int | None
    recovery_basis: str
    recovery_basis_label: str
    recovery_on: date | None
    recovery_source: str
    rto_min: int | None


@dataclass(frozen=True)
class Offer:
    """A measured recovery time beside what the register holds now."""

    node: NodeRef
    known: NodeName | None  # None: not in the register (any more)
    outage: Outage
    outages: int
    taken: bool  # this exercise's figure stands in the register now, or did
    may_take: bool
