"""Small registers for the tests of the analysis, without a database."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from weerbaar.continuity.types import (
    NodeKind,
    NodeRef,
    ProcessRow,
    Register,
    RequirementRow,
    ResourceRow,
    RoleRow,
)

HOUR = 60


def ref(name: str) -> NodeRef:
    """ "p:burial" is a process, anything else a resource."""
    return NodeRef(NodeKind.PROCESS, name[2:]) if name.startswith("p:") else NodeRef(NodeKind.RESOURCE, name)


def needs(*groups: tuple[int, str]) -> tuple[RequirementRow, ...]:
    """(1, "grid generator"): at least one of the two."""
    return tuple(
        RequirementRow(needed, tuple(ref(name) for name in names.split())) for needed, names in groups
    )


def process(code: str, *groups: tuple[int, str], **values: Any) -> ProcessRow:
    """A process that must go on; everything that is not given is unknown."""
    return _row(
        ProcessRow,
        code=code,
        requirements=needs(*groups),
        **{"track": "government", "unit_code": "unit", "decision": "must_go_on", **values},
    )


def resource(code: str, *groups: tuple[int, str], **values: Any) -> ResourceRow:
    """A resource, an ICT application unless something else is given."""
    return _row(ResourceRow, code=code, requirements=needs(*groups), **{"kind": "ict", **values})


def role(code: str, people: int | None) -> RoleRow:
    """A staff role with so many people."""
    return RoleRow(1, code, code, code, "", "", "", False, people, False)


def _row(of: Any, **values: Any) -> Any:
    empty: dict[str, Any] = {"name_nl": values["code"], "name_en": values["code"]}
    for field in fields(of):
        if field.name in values or field.name in empty:
            continue
        kind = str(field.type)
        if "None" in kind:
            empty[field.name] = None
        elif kind.startswith("tuple"):
            empty[field.name] = ()
        else:
            empty[field.name] = {
                "str": "",
                "int": 1,
                "bool": False,
                "datetime": datetime(2026, 1, 1, tzinfo=UTC),
            }[kind]
    return of(**{**empty, **values})


def register_of(*rows: ProcessRow | ResourceRow, roles: tuple[RoleRow, ...] = ()) -> Register:
    """A register of these rows."""
    return Register(
        1,
        (),
        roles,
        tuple(row for row in rows if isinstance(row, ProcessRow)),
        tuple(row for row in rows if isinstance(row, ResourceRow)),
    )
