"""What can be written about each thing of the register, as one value per thing. No reading, no writing.

An edit holds everything that a person can change; `as_json` is what the audit trail keeps of it.
Durations are minutes; None is unknown, not 0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, Self, TypeVar

from weerbaar.continuity.types import (
    ContactRow,
    DeliveryRow,
    ImpactRow,
    NodeKind,
    NodeRef,
    ProcessRow,
    RequirementRow,
    ResourceRow,
    RoleRow,
    StaffingRow,
    UnitRow,
    first_intolerable,
)


@dataclass(frozen=True)
class UnitEdit:
    """A department of the municipality, or another organisation."""

    name_nl: str
    name_en: str
    kind: str = "department"
    parent_code: str = ""
    staff_count: int | None = None
    is_illustrative: bool = False

    @classmethod
    def of(cls, row: UnitRow) -> Self:
        return cls(**_values(cls, row))


@dataclass(frozen=True)
class RoleEdit:
    """A role that people hold; who holds it is written apart, with `set_role_holders`."""

    name_nl: str
    name_en: str
    task_nl: str = ""
    task_en: str = ""
    unit_code: str = ""
    is_crisis_role: bool = False
    people_available: int | None = None
    is_illustrative: bool = False

    @classmethod
    def of(cls, row: RoleRow) -> Self:
        return cls(**_values(cls, row))


@dataclass(frozen=True)
class PersonEdit:
    """Somebody with a part in continuity: what is needed to reach them, and nothing more."""

    name: str
    function_title: str = ""
    unit_code: str = ""
    phone: str = ""
    phone_without_network: str = ""
    email: str = ""
    checked_on: date | None = None
    user_id: int | None = None

    @classmethod
    def of(cls, row: ContactRow) -> Self:
        return cls(**_values(cls, row))


@dataclass(frozen=True)
class ProcessEdit:
    """Everything of a process that its owner writes: the page of one process."""

    name_nl: str
    name_en: str
    track: str
    unit_code: str
    summary_nl: str = ""
    summary_en: str = ""
    cabinet_pillar: str = ""
    owner_role_code: str = ""
    basis_nl: str = ""
    basis_en: str = ""
    basis_confirmed: bool = False
    deadline_min: int | None = None
    deadline_from: str = ""
    deadline_note_nl: str = ""
    deadline_note_en: str = ""
    mtpd_override_min: int | None = None
    mtpd_reason_nl: str = ""
    mtpd_reason_en: str = ""
    rto_min: int | None = None
    rpo_min: int | None = None
    mbco_nl: str = ""
    mbco_en: str = ""
    workaround_nl: str = ""
    workaround_en: str = ""
    workaround_max_min: int | None = None
    decision: str = "undecided"
    decision_reason_nl: str = ""
    decision_reason_en: str = ""
    restart_nl: str = ""
    restart_en: str = ""
    restart_after_min: int | None = None
    recovery_min: int | None = None
    autonomy_min: int | None = None
    is_illustrative: bool = False
    impacts: tuple[ImpactRow, ...] = ()
    staffing: tuple[StaffingRow, ...] = ()
    requirements: tuple[RequirementRow, ...] = ()

    @classmethod
    def of(cls, row: ProcessRow) -> Self:
        return cls(**_values(cls, row))

    @property
    def mtpd_min(self) -> int | None:
        """The override when there is one, else the first judged time at which an impact is intolerable."""
        if self.mtpd_override_min is not None:
            return self.mtpd_override_min
        return first_intolerable(self.impacts)


@dataclass(frozen=True)
class ResourceEdit:
    """Everything of a resource that its owner writes."""

    name_nl: str
    name_en: str
    kind: str
    note_nl: str = ""
    note_en: str = ""
    unit_code: str = ""
    role_code: str = ""
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
    is_illustrative: bool = False
    deliveries: tuple[DeliveryRow, ...] = ()
    requirements: tuple[RequirementRow, ...] = ()

    @classmethod
    def of(cls, row: ResourceRow) -> Self:
        return cls(**_values(cls, row))


AMOUNTS = {"capacity": 2, "tank_litres": 1, "litres_per_hour": 2}  # decimals that the table keeps
_ORDERS: dict[str, Callable[[Any], Any]] = {
    "impacts": lambda row: (row.category, row.after_min),
    "staffing": lambda row: (row.role_code, row.from_min),
    "deliveries": lambda row: row.after_min,
}
Edit = UnitEdit | RoleEdit | PersonEdit | ProcessEdit | ResourceEdit
EditT = TypeVar("EditT", bound=Edit)


def _values(kind: type[Any], row: Any) -> dict[str, Any]:
    return {each.name: getattr(row, each.name) for each in fields(kind)}


def as_json(edit: Edit) -> dict[str, Any]:
    """Each field as a JSON value; lists of rows as lists of small lists and mappings."""
    return {each.name: plain(getattr(edit, each.name)) for each in fields(edit)}


def plain(value: Any) -> Any:
    """One value of an edit as JSON keeps it."""
    match value:
        case NodeRef():
            return f"{value.kind}:{value.code}"
        case RequirementRow():
            return {
                "needed": value.needed,
                "members": [plain(member) for member in value.members],
                "label_nl": value.label_nl,
                "label_en": value.label_en,
            }
        case ImpactRow():
            return [value.category, value.after_min, value.level]
        case StaffingRow():
            return [value.role_code, value.from_min, value.until_min, value.people]
        case DeliveryRow():
            return [value.after_min, _number(value.litres)]
        case tuple() | list():
            return [plain(each) for each in value]
        case date():
            return value.isoformat()
        case float() | Decimal():
            return _number(value)
    return value


def from_json(field: str, value: Any) -> Any:
    """The value of a field as an edit holds it, from what `plain` made of it."""
    if value is None:
        return None
    match field:
        case "impacts":
            return tuple(ImpactRow(*row) for row in value)
        case "staffing":
            return tuple(StaffingRow(*row) for row in value)
        case "deliveries":
            return tuple(DeliveryRow(int(after), float(litres)) for after, litres in value)
        case "requirements":
            return tuple(
                RequirementRow(
                    row["needed"],
                    tuple(node_ref(member) for member in row["members"]),
                    row["label_nl"],
                    row["label_en"],
                )
                for row in value
            )
        case "checked_on" | "recovery_on":
            return date.fromisoformat(value)
    return value


def in_order(edit: EditT) -> EditT:
    """The edit with trimmed texts and lists in the order of the tables, so that equal edits are equal."""
    values: dict[str, Any] = {
        each.name: getattr(edit, each.name).strip()
        for each in fields(edit)
        if isinstance(getattr(edit, each.name), str)
    }
    for name, key in _ORDERS.items():
        if hasattr(edit, name):
            values[name] = tuple(sorted(getattr(edit, name), key=key))
    for name, decimals in AMOUNTS.items():
        amount = getattr(edit, name, None)
        if amount is not None:
            values[name] = round(float(amount), decimals)
    if isinstance(edit, ResourceEdit):
        values["deliveries"] = tuple(
            DeliveryRow(row.after_min, round(float(row.litres), 1)) for row in values["deliveries"]
        )
    if isinstance(edit, ProcessEdit | ResourceEdit):
        values["requirements"] = tuple(
            replace(row, label_nl=row.label_nl.strip(), label_en=row.label_en.strip())
            for row in edit.requirements
        )
    return replace(edit, **values)


def merged(mine: EditT, theirs: EditT, before: dict[str, Any]) -> tuple[EditT, list[str]]:
    """My edit over theirs, and the names of the fields that we both changed, each in another way.

    `before` holds, of every field that they changed, what it was when I began. What only they changed stays
    theirs; where we both did, mine is in the result, for me to look at.
    """
    values, clashes = {}, []
    for each in fields(mine):
        own, other = getattr(mine, each.name), getattr(theirs, each.name)
        old = before.get(each.name, other)
        values[each.name] = other if plain(own) == plain(old) else own
        if plain(own) not in (plain(old), plain(other)) and plain(other) != plain(old):
            clashes.append(each.name)
    return replace(mine, **values), clashes


def node_ref(text: str) -> NodeRef:
    """`resource:generator-1` as a reference. Raises ValueError for anything else."""
    kind, _colon, code = text.partition(":")
    return NodeRef(NodeKind(kind), code)


def _number(value: float | Decimal) -> float | int:
    number = float(value)
    return int(number) if number.is_integer() else number
