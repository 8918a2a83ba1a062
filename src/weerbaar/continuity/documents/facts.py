"""What the plan is made of at one moment: the register, the analysis and the crisis organisation, as plain
data.

A version of the plan keeps its facts as JSON, so that two versions can be compared and an old one read.
Durations are minutes; None is unknown, never 0. What is computed from facts, and every sentence, is made
elsewhere.
"""

from __future__ import annotations

import types
import typing
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from weerbaar.continuity.documents.tree import EN, NL, Span


@dataclass(frozen=True)
class Both:
    """A text in Dutch and in English; either can be missing."""

    nl: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.nl or self.en)

    def text(self, language: str) -> str:
        """The text in this language; empty when there is none."""
        return self.nl if language == NL else self.en

    def is_translated(self, language: str) -> bool:
        return not self or bool(self.text(language))

    def span(self, language: str) -> Span:
        """The text, in the other language (and marked as such) where this one has none."""
        if self.is_translated(language):
            return Span(self.text(language))
        other = EN if language == NL else NL
        return Span(self.text(other), language=other)


@dataclass(frozen=True)
class NeedFact:
    """At least `needed` of `members`, each "process:code" or "resource:code"."""

    needed: int
    members: tuple[str, ...]
    label: Both = Both()


@dataclass(frozen=True)
class StaffFact:
    role: str
    from_min: int
    until_min: int
    people: int


@dataclass(frozen=True)
class ProcessFact:
    """One process; `mtpd_min` is the override where there is one, else derived from the impacts."""

    code: str
    name: Both
    track: str
    unit: Both
    is_external: bool = False
    summary: Both = Both()
    owner_role: str = ""
    basis: Both = Both()
    basis_confirmed: bool = False
    deadline_min: int | None = None
    deadline_from: str = ""
    deadline_note: Both = Both()
    mtpd_min: int | None = None
    mtpd_reason: Both = Both()
    rto_min: int | None = None
    mbco: Both = Both()
    workaround: Both = Both()
    workaround_max_min: int | None = None
    decision: str = "undecided"
    reason: Both = Both()
    restart: Both = Both()
    restart_after_min: int | None = None
    recovery_min: int | None = None
    status: str = "draft"
    is_illustrative: bool = False
    staffing: tuple[StaffFact, ...] = ()
    needs: tuple[NeedFact, ...] = ()


@dataclass(frozen=True)
class DeliveryFact:
    after_min: int
    litres: float


@dataclass(frozen=True)
class ResourceFact:
    code: str
    name: Both
    kind: str
    note: Both = Both()
    recovery_min: int | None = None
    recovery_basis: str = "assumed"
    recovery_source: str = ""
    recovery_on: date | None = None
    autonomy_min: int | None = None
    capacity: float | None = None
    capacity_unit: str = ""
    is_mobile: bool = False
    tank_litres: float | None = None
    litres_per_hour: float | None = None
    deliveries: tuple[DeliveryFact, ...] = ()
    is_illustrative: bool = False
    needs: tuple[NeedFact, ...] = ()


@dataclass(frozen=True)
class RoleFact:
    """`holders`: people in order by their number; deputies after the first."""

    code: str
    name: Both
    task: Both = Both()
    is_crisis_role: bool = False
    people_available: int | None = None
    holders: tuple[int, ...] = ()
    is_illustrative: bool = False


@dataclass(frozen=True)
class SeatFact:
    role: str
    people: int = 1
    is_chair: bool = False


@dataclass(frozen=True)
class TeamFact:
    code: str
    name: Both
    task: Both = Both()
    level: str = "municipal"
    reports_to: str = ""
    meets_within_min: int | None = None
    seats: tuple[SeatFact, ...] = ()
    is_illustrative: bool = False


@dataclass(frozen=True)
class PersonFact:
    """Only in the copies for those who may see contact details."""

    id: int
    name: str
    function_title: str = ""
    phone: str = ""
    phone_without_network: str = ""
    checked_on: date | None = None


@dataclass(frozen=True)
class TextFact:
    """A text of the plan that the register does not hold, such as the mandate; `is_confirmed`: by the
    municipality.
    """

    key: str
    text: Both
    is_confirmed: bool = False


@dataclass(frozen=True)
class ItemFact:
    """One line of a checklist: the crisis room's readiness. `is_ready` None: nobody looked."""

    name: Both
    is_ready: bool | None
    checked_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class ShiftFact:
    """Who is on duty: a role of a team, from and until minutes after the start."""

    team: str
    role: str
    from_min: int
    until_min: int
    people: tuple[int, ...] = ()
    needed: int = 1


@dataclass(frozen=True)
class ExerciseFact:
    name: Both
    held_on: date | None = None
    planned_on: date | None = None
    finding: Both = Both()
    is_illustrative: bool = False


@dataclass(frozen=True)
class MeasureFact:
    """Something to be done after an exercise; `owner` is a role or department, never a person.

    `state`: "open", "doing", "done" or "dropped".
    """

    name: Both
    owner: Both = Both()
    due_on: date | None = None
    state: str = "open"
    is_illustrative: bool = False


@dataclass(frozen=True)
class StepFact:
    """One link of a binding path: its own time (None: unknown, counted as 0) and when it is ready (None:
    never).
    """

    node: str
    own_min: float | None
    ready_min: float | None
    basis: str = ""


@dataclass(frozen=True)
class CrossingFact:
    """A line that the time to recover crosses: "rto", "deadline", "mtpd", "horizon"; `over_min` None: for
    ever.
    """

    line: str
    limit_min: float
    over_min: float | None


@dataclass(frozen=True)
class ProcessFigures:
    """What the analysis computed of one process.

    `ready_min` None: it does not come back by itself. `unknown`: what it rests on without a known time; then
    `ready_min` is "at least". `states`: "up", "workaround" or "down" in each hour of the outage; empty when
    it was not simulated.
    """

    code: str
    ready_min: float | None
    unknown: tuple[str, ...] = ()
    path: tuple[StepFact, ...] = ()
    crossings: tuple[CrossingFact, ...] = ()
    single_points: tuple[str, ...] = ()
    states: tuple[str, ...] = ()

    def state(self, hour: int) -> str | None:
        """The state in the hour that begins at `hour`; of the end, that of the last hour."""
        return self.states[min(hour, len(self.states) - 1)] if self.states else None


@dataclass(frozen=True)
class SinglePointFact:
    """One loss that stops (`lost`) or delays (`late`) processes, by "kind:code"."""

    node: str
    lost: tuple[str, ...] = ()
    late: tuple[str, ...] = ()


@dataclass(frozen=True)
class RequiredFact:
    """When something must be back, when it is, and the process for which (`reason` ends with it)."""

    node: str
    ready_min: float | None
    required_min: float | None
    reason: tuple[str, ...] = ()


@dataclass(frozen=True)
class FuelFact:
    """A generator's fuel in the outage; `empty_at_hour` None: it lasts to the end."""

    node: str
    empty_at_hour: int | None


@dataclass(frozen=True)
class StandFact:
    """Where mobile generators stand from one hour until another: (generator, what it supplies)."""

    from_hour: int
    until_hour: int
    places: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PlanFigures:
    """All that the analysis computed, with the day on which it did.

    `mobile`: where mobile generators stand. `roles_not_limited`: roles whose number of people is unknown, so
    that the simulation did not hold them back.
    """

    computed_on: date
    processes: tuple[ProcessFigures, ...] = ()
    single_points: tuple[SinglePointFact, ...] = ()
    required: tuple[RequiredFact, ...] = ()
    deadlocks: tuple[tuple[str, ...], ...] = ()
    fuel: tuple[FuelFact, ...] = ()
    mobile: tuple[StandFact, ...] = ()
    roles_not_limited: tuple[str, ...] = ()

    @cached_property
    def of(self) -> dict[str, ProcessFigures]:
        return {row.code: row for row in self.processes}


@dataclass(frozen=True)
class PlanFacts:
    """Everything. None for `rota`, `room`, `exercises` or `measures`: the program has nothing of it."""

    municipality: str
    as_of: date
    processes: tuple[ProcessFact, ...] = ()
    resources: tuple[ResourceFact, ...] = ()
    roles: tuple[RoleFact, ...] = ()
    teams: tuple[TeamFact, ...] = ()
    people: tuple[PersonFact, ...] = ()
    texts: tuple[TextFact, ...] = ()
    figures: PlanFigures | None = None
    rota: tuple[ShiftFact, ...] | None = None
    room: tuple[ItemFact, ...] | None = None
    exercises: tuple[ExerciseFact, ...] | None = None
    measures: tuple[MeasureFact, ...] | None = None
    names_erased: bool = False  # there were people in it, who are no longer kept

    @cached_property
    def names(self) -> dict[str, Both]:
        """The name of every node by "kind:code"."""
        return {f"process:{row.code}": row.name for row in self.processes} | {
            f"resource:{row.code}": row.name for row in self.resources
        }

    @cached_property
    def role_of(self) -> dict[str, RoleFact]:
        return {row.code: row for row in self.roles}

    @cached_property
    def person_of(self) -> dict[int, PersonFact]:
        return {row.id: row for row in self.people}

    @cached_property
    def resource_of(self) -> dict[str, ResourceFact]:
        return {f"resource:{row.code}": row for row in self.resources}

    @cached_property
    def text_of(self) -> dict[str, TextFact]:
        return {row.key: row for row in self.texts}


@dataclass(frozen=True)
class Edition:
    """Which version a document is, and who answers for it. `changes` are sentences in the document's
    language.
    """

    number: int
    state: str
    made_on: date
    approved_on: date | None = None
    approved_by: str = ""
    approved_as: str = ""
    valid_until: date | None = None
    previous: int | None = None
    changes: tuple[str, ...] = ()
    copies: tuple[PaperFact, ...] = ()


@dataclass(frozen=True)
class PaperFact:
    """Where a paper copy lies, and which version it is."""

    place: str
    holder: str = ""
    copies: int = 1
    version: int | None = None
    placed_on: date | None = None


def facts_as_json(facts: PlanFacts) -> dict[str, Any]:
    """The facts as JSON values; dates as ISO texts."""
    return {key: _jsonable(value) for key, value in asdict(facts).items()}


def facts_from_json(data: dict[str, Any]) -> PlanFacts:
    """The facts that `facts_as_json` wrote; what a later program added has its default."""
    found = _read(PlanFacts, data)
    assert isinstance(found, PlanFacts)  # noqa: S101 - the type of the root is the one asked for
    return found


def _jsonable(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _jsonable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_jsonable(item) for item in value]
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _read(kind: Any, value: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin is tuple:
        kinds = typing.get_args(kind)
        if kinds[-1] is not Ellipsis:
            return tuple(_read(each, item) for each, item in zip(kinds, value, strict=True))
        return tuple(_read(kinds[0], item) for item in value)
    if origin in (typing.Union, types.UnionType):
        inner = next(each for each in typing.get_args(kind) if each is not types.NoneType)
        return None if value is None else _read(inner, value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{f.name: _read(hints[f.name], value[f.name]) for f in fields(kind) if f.name in value})
    if kind is date:
        return date.fromisoformat(value)
    return value
