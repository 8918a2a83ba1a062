"""A register as flat rows, the common ground of every file: one row per line of a sheet.

`flatten` makes rows of a document; the way back, with all that can be wrong, is `checking`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from weerbaar.continuity.exchange.columns import PARTS, TABLES
from weerbaar.continuity.exchange.document import SECTIONS, RegisterDocument
from weerbaar.continuity.types import NodeKind, NodeRef


@dataclass(frozen=True)
class Row:
    """Values of the right kind by field name, and where they stand.

    In a workbook `columns` gives each field's letter; in a JSON file `where` is the path of the thing.
    Members are still text here: whether they are processes or resources is known when all rows are.
    """

    table: str
    values: dict[str, Any]
    where: str
    number: int = 0
    columns: Mapping[str, str] | None = None
    broken: frozenset[str] = field(default_factory=frozenset)  # fields about which something was said already

    def place(self, name: str = "") -> str:
        """Where a field of this row is, as a person finds it."""
        if self.columns is None:
            return f"{self.where}.{name}" if name else self.where
        letter = self.columns.get(name) or next(iter(self.columns.values()), "A")
        return f"{self.where}!{letter}{self.number}"


def flatten(document: RegisterDocument) -> Iterator[tuple[str, dict[str, Any]]]:
    """(table, values) of every row that a document makes, section by section."""
    for section in SECTIONS:
        for entry in document.section(section):
            yield section, {one.name: getattr(entry, one.name) for one in TABLES[section].fields}
            for part in PARTS[section]:
                for child in getattr(entry, part):
                    yield part, child_values(part, section, entry.code, child)


def child_values(part: str, section: str, code: str, child: Any) -> dict[str, Any]:
    """The values of a row that belongs to something."""
    table = TABLES[part]
    values: dict[str, Any] = {table.owner: code}
    if part == "requirements":
        values["owner_kind"] = "process" if section == "processes" else "resource"
    for one in table.fields:
        if one.name not in values:
            values[one.name] = getattr(child, one.name)
    return values


def member_text(ref: NodeRef) -> str:
    """A member as a file writes it: its kind and its code."""
    return f"{ref.kind.value}:{ref.code}"


MEMBER_KINDS = {
    "process": NodeKind.PROCESS,
    "proces": NodeKind.PROCESS,
    "resource": NodeKind.RESOURCE,
    "middel": NodeKind.RESOURCE,
}
