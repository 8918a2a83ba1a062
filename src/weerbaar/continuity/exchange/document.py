"""The neutral form of a register: codes instead of ids, no people, no contact details, no approvals.

Durations are minutes; None is unknown, never zero. Reading and writing files is not here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from weerbaar.continuity.edits import ProcessEdit, ResourceEdit, RoleEdit, UnitEdit
from weerbaar.continuity.types import (
    DeliveryRow,
    ImpactRow,
    NodeKind,
    ProcessRow,
    Register,
    RequirementRow,
    ResourceRow,
    RoleRow,
    StaffingRow,
    UnitRow,
)


@dataclass(frozen=True)
class Origin:
    """Where a file comes from. An empty code is nobody's: starter content, or a template."""

    municipality_code: str = ""
    municipality_name: str = ""
    made_on: date | None = None


@dataclass(frozen=True)
class Coded:
    """What every entry of a file has in front: its permanent code. The rest is what its owner writes."""

    code: str


@dataclass(frozen=True)
class UnitEntry(UnitEdit, Coded):
    """A department, or another organisation."""


@dataclass(frozen=True)
class RoleEntry(RoleEdit, Coded):
    """A role that people hold; who holds it does not travel."""


@dataclass(frozen=True)
class SeatEntry:
    """A role in a crisis team."""

    role_code: str
    people: int = 1
    is_chair: bool = False


@dataclass(frozen=True)
class TeamEntry:
    """A crisis team with its seats, the chair first, then by code."""

    code: str
    name_nl: str
    name_en: str
    task_nl: str = ""
    task_en: str = ""
    level: str = "municipal"
    reports_to_code: str = ""
    meets_within_min: int | None = None
    is_illustrative: bool = False
    seats: tuple[SeatEntry, ...] = ()


@dataclass(frozen=True)
class ResourceEntry(ResourceEdit, Coded):
    """A resource with what is delivered to it and what it needs."""


@dataclass(frozen=True)
class ProcessEntry(ProcessEdit, Coded):
    """A process with its impacts, staffing and requirements; its review and approval do not travel."""


Entry = UnitEntry | RoleEntry | TeamEntry | ResourceEntry | ProcessEntry
# in the order in which they are written: what is referred to comes first
SECTIONS: dict[str, type[Any]] = {
    "units": UnitEntry,
    "roles": RoleEntry,
    "teams": TeamEntry,
    "resources": ResourceEntry,
    "processes": ProcessEntry,
}
CHILDREN: dict[str, type[Any]] = {
    "seats": SeatEntry,
    "deliveries": DeliveryRow,
    "impacts": ImpactRow,
    "staffing": StaffingRow,
    "requirements": RequirementRow,
}


@dataclass(frozen=True)
class RegisterDocument:
    """A whole register, or a part of one, in order of code within each section."""

    origin: Origin = field(default_factory=Origin)
    units: tuple[UnitEntry, ...] = ()
    roles: tuple[RoleEntry, ...] = ()
    teams: tuple[TeamEntry, ...] = ()
    resources: tuple[ResourceEntry, ...] = ()
    processes: tuple[ProcessEntry, ...] = ()

    def section(self, name: str) -> tuple[Any, ...]:
        """The entries of one section."""
        found: tuple[Any, ...] = getattr(self, name)
        return found

    def codes(self, name: str) -> frozenset[str]:
        """The codes of one section."""
        return frozenset(entry.code for entry in self.section(name))

    def __len__(self) -> int:
        return sum(len(self.section(name)) for name in SECTIONS)


def tidy(text: str) -> str:
    """Text as it travels: plain line ends, no signs that cannot be seen, no space at its ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\u00a0", " ")
    if not text.replace("\n", "").isprintable():
        text = "".join(
            sign if sign == "\n" or sign.isprintable() else " " if sign.isspace() else "" for sign in text
        )
    return text.strip()


def from_register(
    register: Register, teams: tuple[TeamEntry, ...] = (), origin: Origin | None = None
) -> RegisterDocument:
    """The neutral form of a register. Teams are no part of `Register` and come along by themselves."""
    return RegisterDocument(
        origin or Origin(),
        units=_sorted(_entry(UnitEntry, row) for row in register.units),
        roles=_sorted(_entry(RoleEntry, row) for row in register.roles),
        teams=_sorted(teams),
        resources=_sorted(_entry(ResourceEntry, row) for row in register.resources),
        processes=_sorted(_entry(ProcessEntry, row) for row in register.processes),
    )


def _entry(kind: type[Any], row: UnitRow | RoleRow | ResourceRow | ProcessRow) -> Any:
    values = {each.name: getattr(row, each.name) for each in fields(kind)}
    return tidied(kind(**values))


def tidied(entry: Any) -> Any:
    """The same entry with all its texts tidy and its parts in the order in which they travel."""
    values: dict[str, Any] = {}
    for each in fields(entry):
        value = getattr(entry, each.name)
        if isinstance(value, str):
            value = tidy(value)
        elif each.name == "requirements":
            value = tuple(
                RequirementRow(need.needed, need.members, tidy(need.label_nl), tidy(need.label_en))
                for need in value
            )
        elif each.name in CHILDREN:
            value = tuple(sorted(value, key=child_order))
        values[each.name] = value
    return type(entry)(**values)


def child_order(child: Any) -> tuple[Any, ...]:
    """Where a part stands among its kind; requirements keep the order that people gave them."""
    if isinstance(child, SeatEntry):
        return (not child.is_chair, child.role_code)
    if isinstance(child, ImpactRow):
        return (child.category, child.after_min)
    if isinstance(child, StaffingRow):
        return (child.role_code, child.from_min)
    return (child.after_min,)


def _sorted(entries: Any) -> tuple[Any, ...]:
    return tuple(sorted(entries, key=lambda entry: entry.code))


def references(entry: Entry) -> Iterator[tuple[str, str]]:
    """Everything that an entry refers to, as (section, code)."""
    for name, section in (
        ("parent_code", "units"),
        ("unit_code", "units"),
        ("role_code", "roles"),
        ("owner_role_code", "roles"),
        ("reports_to_code", "teams"),
    ):
        if code := getattr(entry, name, ""):
            yield section, code
    for seat in getattr(entry, "seats", ()):
        yield "roles", seat.role_code
    for staffing in getattr(entry, "staffing", ()):
        yield "roles", staffing.role_code
    for requirement in getattr(entry, "requirements", ()):
        for member in requirement.members:
            yield "processes" if member.kind == NodeKind.PROCESS else "resources", member.code


def restricted(document: RegisterDocument, tracks: frozenset[str]) -> RegisterDocument:
    """The processes of some tracks with all that they lean on; crisis teams go with the crisis track."""
    entries = {(name, entry.code): entry for name in SECTIONS for entry in document.section(name)}
    wanted = [("processes", entry.code) for entry in document.processes if entry.track in tracks]
    if "crisis" in tracks:
        wanted += [("teams", entry.code) for entry in document.teams]
    taken: set[tuple[str, str]] = set()
    while wanted:
        key = wanted.pop()
        if key not in taken and key in entries:
            taken.add(key)
            wanted += references(entries[key])
    kept = {
        name: tuple(entry for entry in document.section(name) if (name, entry.code) in taken)
        for name in SECTIONS
    }
    return RegisterDocument(document.origin, **kept)


def kept_silent(
    document: RegisterDocument, mine: RegisterDocument, silent: Iterable[tuple[str, str]]
) -> RegisterDocument:
    """The document with what it does not speak of as it is in the register `mine` now.

    `silent` are (section, field), and (part, "") for a whole kind of parts.
    """
    said = set(silent)
    if not said:
        return document
    sections = {}
    for name, kind in SECTIONS.items():
        names = [one.name for one in fields(kind) if (name, one.name) in said or (one.name, "") in said]
        own = {entry.code: entry for entry in mine.section(name)}
        sections[name] = tuple(
            replace(entry, **{one: getattr(own[entry.code], one) for one in names})
            if entry.code in own
            else entry
            for entry in document.section(name)
        )
    return RegisterDocument(document.origin, **sections)


def adopted(document: RegisterDocument, mine: RegisterDocument) -> RegisterDocument:
    """What holds for one municipality made fit for another, whose register is `mine`.

    Times that were measured or contracted elsewhere are assumptions here, and the size of another's staff
    says nothing: what is known here about either stays.
    """
    own_units = {entry.code: entry.staff_count for entry in mine.units}
    own_roles = {entry.code: entry.people_available for entry in mine.roles}
    own = {entry.code: entry for entry in mine.resources}

    def resource(entry: ResourceEntry) -> ResourceEntry:
        known = own.get(entry.code)
        if known is not None and known.recovery_min == entry.recovery_min:
            return replace(
                entry,
                recovery_basis=known.recovery_basis,
                recovery_source=known.recovery_source,
                recovery_on=known.recovery_on,
            )
        if entry.recovery_basis == "assumed":
            return entry
        parts = (document.origin.municipality_name, entry.recovery_source)
        source = ": ".join(part for part in parts if part)
        return replace(entry, recovery_basis="assumed", recovery_source=source[:200])

    return replace(
        document,
        units=tuple(replace(entry, staff_count=own_units.get(entry.code)) for entry in document.units),
        roles=tuple(replace(entry, people_available=own_roles.get(entry.code)) for entry in document.roles),
        resources=tuple(resource(entry) for entry in document.resources),
    )
