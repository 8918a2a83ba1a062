"""Lists of processes and resources: what a reader asked for, in which order, and as a file. No reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from weerbaar.continuity.presentation import status_word
from weerbaar.continuity.types import ProcessRow, Register, ResourceRow
from weerbaar.continuity.wording import Names, choice, name_of


@dataclass(frozen=True)
class ProcessLine:
    """A process in a list."""

    row: ProcessRow
    name: str
    unit: str
    track: str
    decision: str
    status: str
    tone: str


@dataclass(frozen=True)
class ResourceLine:
    """A resource in a list."""

    row: ResourceRow
    name: str
    kind: str
    unit: str
    needed_by: int


@dataclass(frozen=True)
class Wanted:
    """What a reader filtered on; an empty field does not narrow."""

    q: str = ""
    track: str = ""
    unit: str = ""
    status: str = ""
    decision: str = ""
    kind: str = ""
    basis: str = ""
    sort: str = ""

    @classmethod
    def of(cls, asked: QueryDict) -> Wanted:
        return cls(**{name: asked.get(name, "").strip()[:100] for name in cls.__dataclass_fields__})

    @property
    def narrows(self) -> bool:
        return any(getattr(self, name) for name in self.__dataclass_fields__ if name != "sort")


_PROCESS_KEYS: dict[str, Callable[[ProcessLine], Any]] = {
    "name": lambda line: line.name.casefold(),
    "track": lambda line: line.track,
    "unit": lambda line: line.unit.casefold(),
    "decision": lambda line: line.decision,
    "mtpd": lambda line: line.row.mtpd_min,
    "rto": lambda line: line.row.rto_min,
    "status": lambda line: line.status,
    "due": lambda line: line.row.review_due_on if line.row.status == "approved" else None,
}
_RESOURCE_KEYS: dict[str, Callable[[ResourceLine], Any]] = {
    "name": lambda line: line.name.casefold(),
    "kind": lambda line: line.kind,
    "unit": lambda line: line.unit.casefold(),
    "recovery": lambda line: line.row.recovery_min,
    "basis": lambda line: line.row.recovery_basis,
    "autonomy": lambda line: line.row.autonomy_min,
    "needed": lambda line: line.needed_by,
}


def process_lines(register: Register, wanted: Wanted, today: date) -> list[ProcessLine]:
    """The processes that were asked for, in the order that was asked for (by track and name without)."""
    names = Names(register)
    lines = []
    for row in register.processes:
        status, tone = status_word(row, today)
        line = ProcessLine(
            row,
            name_of(row),
            names.unit(row.unit_code),
            choice("track", row.track),
            choice("decision", row.decision),
            status,
            tone,
        )
        state = "due" if row.is_due(today) else "offered" if row.offered_at else row.status
        fits = (
            wanted.track in ("", row.track)
            and wanted.unit in ("", row.unit_code)
            and wanted.status in ("", state)
            and wanted.decision in ("", row.decision)
            and _found(wanted.q, row)
        )
        if fits:
            lines.append(line)
    lines.sort(key=lambda line: (line.row.track, line.name.casefold()))
    return _sorted(lines, wanted.sort, _PROCESS_KEYS)


def resource_lines(register: Register, wanted: Wanted) -> list[ResourceLine]:
    """The resources that were asked for, in the order that was asked for (by kind and name without)."""
    names = Names(register)
    used: dict[Any, int] = {}
    for node in register.nodes:
        for ref in {member for need in node.requirements for member in need.members}:
            used[ref] = used.get(ref, 0) + 1
    lines = [
        ResourceLine(
            row,
            name_of(row),
            choice("kind", row.kind),
            names.unit(row.unit_code),
            used.get(row.ref, 0),
        )
        for row in register.resources
        if wanted.kind in ("", row.kind)
        and wanted.unit in ("", row.unit_code)
        and _fits_basis(wanted.basis, row)
        and _found(wanted.q, row)
    ]
    lines.sort(key=lambda line: (line.kind, line.name.casefold()))
    return _sorted(lines, wanted.sort, _RESOURCE_KEYS)


def _fits_basis(basis: str, row: ResourceRow) -> bool:
    if basis == "unknown":
        return row.recovery_min is None
    return not basis or (row.recovery_basis == basis and row.recovery_min is not None)


def _found(words: str, row: ProcessRow | ResourceRow) -> bool:
    text = f"{row.name_nl} {row.name_en} {row.code}".casefold()
    return all(word in text for word in words.casefold().split())


def _sorted(lines: list[Any], sort: str, keys: dict[str, Callable[[Any], Any]]) -> list[Any]:
    key = keys.get(sort.removeprefix("-"))
    if key is None:
        return lines
    known = [line for line in lines if key(line) is not None]
    unknown = [line for line in lines if key(line) is None]
    known.sort(key=key, reverse=sort.startswith("-"))
    return known + unknown
