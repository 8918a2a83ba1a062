"""The typed rows of pillar 1 that cross the room's door. Durations are minutes; None is unknown, not 0."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

INTOLERABLE = 4  # the highest level of impact


class NodeKind(StrEnum):
    """What can be needed, and need: a process or a resource."""

    PROCESS = "process"
    RESOURCE = "resource"


@dataclass(frozen=True, order=True)
class NodeRef:
    """A process or resource by its permanent code."""

    kind: NodeKind
    code: str


@dataclass(frozen=True)
class UnitRow:
    """A department, or another organisation; `editors` are the people who may change what it owns."""

    id: int
    code: str
    name_nl: str
    name_en: str
    kind: str
    parent_code: str
    staff_count: int | None
    is_illustrative: bool
    editors: tuple[int, ...] = ()
    version: int = 1


@dataclass(frozen=True)
class RoleRow:
    """A staff role; `holders` are the people in order (deputies after the first), by id."""

    id: int
    code: str
    name_nl: str
    name_en: str
    task_nl: str
    task_en: str
    unit_code: str
    is_crisis_role: bool
    people_available: int | None
    is_illustrative: bool
    holders: tuple[int, ...] = ()
    version: int = 1


@dataclass(frozen=True)
class ContactRow:
    """Somebody with a part in continuity, for those with `continuity.contacts` only."""

    id: int
    name: str
    function_title: str
    unit_code: str
    phone: str
    phone_without_network: str
    email: str
    checked_on: date | None
    user_id: int | None
    version: int = 1


@dataclass(frozen=True)
class RequirementRow:
    """At least `needed` of `members` are needed at any time."""

    needed: int
    members: tuple[NodeRef, ...]
    label_nl: str = ""
    label_en: str = ""


@dataclass(frozen=True)
class ImpactRow:
    """How bad (0 none to 4 intolerable) the loss is in one category after this long."""

    category: str
    after_min: int
    level: int


def first_intolerable(impacts: Iterable[ImpactRow]) -> int | None:
    """The first judged time at which an impact is intolerable (ISO/TS 22317); None when none is."""
    return min((impact.after_min for impact in impacts if impact.level >= INTOLERABLE), default=None)


@dataclass(frozen=True)
class StaffingRow:
    """The fewest people of a role that a process needs from and until minutes after the start."""

    role_code: str
    from_min: int
    until_min: int
    people: int


@dataclass(frozen=True)
class ProcessRow:
    """One process with all that is known of it. `mtpd_min` is the override when there is one."""

    id: int
    code: str
    name_nl: str
    name_en: str
    summary_nl: str
    summary_en: str
    track: str
    cabinet_pillar: str
    unit_code: str
    is_external: bool
    owner_role_code: str
    basis_nl: str
    basis_en: str
    basis_confirmed: bool
    deadline_min: int | None
    deadline_from: str
    deadline_note_nl: str
    deadline_note_en: str
    mtpd_override_min: int | None
    mtpd_reason_nl: str
    mtpd_reason_en: str
    rto_min: int | None
    rpo_min: int | None
    mbco_nl: str
    mbco_en: str
    workaround_nl: str
    workaround_en: str
    workaround_max_min: int | None
    decision: str
    decision_reason_nl: str
    decision_reason_en: str
    restart_nl: str
    restart_en: str
    restart_after_min: int | None
    recovery_min: int | None
    autonomy_min: int | None
    status: str
    review_due_on: date | None
    is_illustrative: bool
    changed_by_id: int | None
    changed_at: datetime
    reviewed_by_id: int | None
    reviewed_at: datetime | None
    approved_by_id: int | None
    approved_at: datetime | None
    version: int
    recovery_basis: str = "assumed"
    recovery_source: str = ""
    recovery_on: date | None = None
    impacts: tuple[ImpactRow, ...] = ()
    staffing: tuple[StaffingRow, ...] = ()
    requirements: tuple[RequirementRow, ...] = ()
    offered_at: datetime | None = None

    @property
    def ref(self) -> NodeRef:
        return NodeRef(NodeKind.PROCESS, self.code)

    def is_due(self, today: date) -> bool:
        """Whether it was approved, and has to be reviewed again by now."""
        return self.status == "approved" and self.review_due_on is not None and self.review_due_on <= today

    @property
    def mtpd_derived_min(self) -> int | None:
        """The first judged time at which an impact is intolerable (ISO/TS 22317); None when none is."""
        return first_intolerable(self.impacts)

    @property
    def mtpd_min(self) -> int | None:
        return self.mtpd_derived_min if self.mtpd_override_min is None else self.mtpd_override_min


@dataclass(frozen=True)
class DeliveryRow:
    """Fuel expected at a resource, minutes after the disruption began."""

    after_min: int
    litres: float


@dataclass(frozen=True)
class ResourceRow:
    """One resource with all that is known of it."""

    id: int
    code: str
    name_nl: str
    name_en: str
    note_nl: str
    note_en: str
    kind: str
    unit_code: str
    role_code: str
    recovery_min: int | None
    recovery_basis: str
    recovery_source: str
    recovery_on: date | None
    autonomy_min: int | None
    capacity: float | None
    capacity_unit: str
    is_mobile: bool
    tank_litres: float | None
    litres_per_hour: float | None
    is_illustrative: bool
    version: int
    deliveries: tuple[DeliveryRow, ...] = ()
    requirements: tuple[RequirementRow, ...] = ()

    @property
    def ref(self) -> NodeRef:
        return NodeRef(NodeKind.RESOURCE, self.code)


@dataclass(frozen=True)
class Assumptions:
    """What the analysis takes where no row of the register speaks; a municipality can set its own (norms).

    `crews` of a role relieve each other; an empty battery is full again after `recharge_min` with its input;
    `worth`: (longest tolerable outage up to so many minutes, what an hour of such a process counts), rising.
    """

    crews: float = 2.0
    recharge_min: float = 480.0
    worth: tuple[tuple[int, float], ...] = ((240, 8.0), (1440, 4.0), (4320, 2.0))


@dataclass(frozen=True)
class Register:
    """Everything in one municipality's register except people, and what its analysis assumes."""

    municipality_id: int
    units: tuple[UnitRow, ...] = ()
    roles: tuple[RoleRow, ...] = ()
    processes: tuple[ProcessRow, ...] = ()
    resources: tuple[ResourceRow, ...] = ()
    assumptions: Assumptions = Assumptions()
    _index: dict[NodeRef, ProcessRow | ResourceRow] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        self._index.update({row.ref: row for row in self.processes})
        self._index.update({row.ref: row for row in self.resources})

    @property
    def nodes(self) -> tuple[ProcessRow | ResourceRow, ...]:
        """Processes, then resources."""
        return tuple(self._index.values())

    def node(self, ref: NodeRef) -> ProcessRow | ResourceRow | None:
        """The process or resource with this code; None when there is none."""
        return self._index.get(ref)

    def needed_by(self, ref: NodeRef) -> tuple[NodeRef, ...]:
        """Those with a requirement of which this one is a member."""
        return tuple(
            node.ref
            for node in self._index.values()
            if any(ref in requirement.members for requirement in node.requirements)
        )


@dataclass(frozen=True)
class MeasureRow:
    """Something to be done better, found in an exercise. `language` is that of `title` and `reason`."""

    id: int
    title: str
    language: str
    exercise_id: int | None
    exercise_name: str
    finding: str
    unit_code: str
    unit_nl: str
    unit_en: str
    owner_role_code: str
    owner_nl: str
    owner_en: str
    due_on: date
    state: str
    state_label: str
    reason: str
    done_on: date | None
    process_code: str
    is_demo: bool
    version: int

    @property
    def is_open(self) -> bool:
        return self.state in ("open", "doing")

    def is_overdue(self, today: date) -> bool:
        """Whether the date has passed and it is neither done nor dropped."""
        return self.is_open and self.due_on < today


class WorkKind(StrEnum):
    """Why something stands on a work list, in the order of the list."""

    OVERDUE = "overdue"  # an approval that has run out
    APPROVE = "approve"
    REVIEW = "review"
    DRAFT = "draft"  # a draft of one's own
    UNKNOWN = "unknown"  # values that nobody filled in
    CONTACT = "contact"  # somebody's particulars that were not checked for long


@dataclass(frozen=True)
class WorkItem:
    """Something that waits for one person. `code` is of a process or resource, or the number of a contact.

    `fields` names the values that are unknown; `since` is the day from which it is due, where there is one.
    """

    kind: WorkKind
    code: str
    name_nl: str
    name_en: str
    node: NodeKind | None = None
    fields: tuple[str, ...] = ()
    since: date | None = None


@dataclass(frozen=True)
class WorkList:
    """What waits for one person in one municipality, in order."""

    items: tuple[WorkItem, ...] = ()

    @property
    def count(self) -> int:
        return len(self.items)

    def of(self, kind: WorkKind) -> tuple[WorkItem, ...]:
        return tuple(item for item in self.items if item.kind == kind)


@dataclass(frozen=True)
class HistoryRow:
    """What happened once: when, who, what, why, and (field, before, after) of each change in words."""

    at: datetime
    who: str
    what: str
    note: str
    changes: tuple[tuple[str, str, str], ...] = ()
