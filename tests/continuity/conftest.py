"""A small register in Kleinstad, and the people who keep it, for the tests of this room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from weerbaar.accounts.services import ensure_person, grant
from weerbaar.accounts.types import PROGRAM, Actor, MunicipalityRow, Role
from weerbaar.continuity import queries, services
from weerbaar.continuity.services import PersonEdit, ProcessEdit, ResourceEdit, RoleEdit, UnitEdit
from weerbaar.continuity.types import (
    ImpactRow,
    NodeKind,
    NodeRef,
    ProcessRow,
    RequirementRow,
    ResourceRow,
    StaffingRow,
)


def process_ref(code: str) -> NodeRef:
    return NodeRef(NodeKind.PROCESS, code)


def resource_ref(code: str) -> NodeRef:
    return NodeRef(NodeKind.RESOURCE, code)


def any_of(*members: NodeRef, needed: int = 1, label: str = "") -> RequirementRow:
    """At least `needed` of these."""
    return RequirementRow(needed, members, label, label)


def process_edit(name: str = "Uitkeringen", unit: str = "social", **values: Any) -> ProcessEdit:
    """An edit of a process that the rules accept; `values` in place of what is usual."""
    return ProcessEdit(
        **{"name_nl": name, "name_en": f"{name} (en)", "track": "government", "unit_code": unit, **values}
    )


def resource_edit(
    name: str = "Stroomnet", kind: str = "power", unit: str = "", **values: Any
) -> ResourceEdit:
    """An edit of a resource that the rules accept; `values` in place of what is usual."""
    return ResourceEdit(
        **{"name_nl": name, "name_en": f"{name} (en)", "kind": kind, "unit_code": unit, **values}
    )


@dataclass(frozen=True)
class Builder:
    """Puts things in the register of one municipality, as the program itself."""

    municipality_id: int

    def unit(self, code: str, **values: Any) -> str:
        edit = UnitEdit(**{"name_nl": f"Afdeling {code}", "name_en": f"Department {code}", **values})
        return services.add_unit(PROGRAM, self.municipality_id, edit, code)

    def role(self, code: str, **values: Any) -> str:
        edit = RoleEdit(**{"name_nl": f"Rol {code}", "name_en": f"Role {code}", **values})
        return services.add_role(PROGRAM, self.municipality_id, edit, code)

    def person(self, name: str, **values: Any) -> int:
        return services.add_person(PROGRAM, self.municipality_id, PersonEdit(name, **values))

    def resource(self, code: str, kind: str = "power", unit: str = "", **values: Any) -> NodeRef:
        values = {"name_nl": f"Middel {code}", "name_en": f"Resource {code}", **values}
        services.add_resource(
            PROGRAM, self.municipality_id, resource_edit(kind=kind, unit=unit, **values), code
        )
        return resource_ref(code)

    def process(self, code: str, unit: str = "social", **values: Any) -> NodeRef:
        values = {"name_nl": f"Proces {code}", "name_en": f"Process {code}", **values}
        services.add_process(PROGRAM, self.municipality_id, process_edit(unit=unit, **values), code)
        return process_ref(code)

    def get_process(self, code: str) -> ProcessRow:
        found = queries.register(self.municipality_id).node(process_ref(code))
        assert isinstance(found, ProcessRow)
        return found

    def get_resource(self, code: str) -> ResourceRow:
        found = queries.register(self.municipality_id).node(resource_ref(code))
        assert isinstance(found, ResourceRow)
        return found


@pytest.fixture
def build(town: MunicipalityRow) -> Builder:
    """`build.process("payroll", rto_min=240)`: things in the register of Kleinstad."""
    return Builder(town.id)


@pytest.fixture
def small_register(build: Builder) -> Builder:
    """The worked example of the documentation, in two departments.

    Power (24 h) → network (+2 h) → application (+1 h); with a generator (0.5 h) as the alternative supply.
    Benefits (social) need the application and a clerk; the contact centre (services) needs the network.
    """
    build.unit("social", name_nl="Sociaal Domein", name_en="Social Affairs")
    build.unit("services", name_nl="Dienstverlening", name_en="Public Services")
    build.role("clerk", name_nl="Consulent", name_en="Benefits clerk", unit_code="social")
    grid = build.resource("grid", recovery_min=24 * 60)
    generator = build.resource("generator", "generator", unit="services", recovery_min=30)
    network = build.resource(
        "network", "network", unit="services", recovery_min=120, requirements=(any_of(grid, generator),)
    )
    app = build.resource(
        "benefits-app", "ict", unit="social", recovery_min=60, requirements=(any_of(network),)
    )
    build.process(
        "benefits",
        name_nl="Uitkeringen betalen",
        name_en="Pay benefits",
        decision="must_go_on",
        decision_reason_nl="Mensen kunnen niet zonder inkomen.",
        decision_reason_en="People cannot do without income.",
        rto_min=24 * 60,
        impacts=(ImpactRow("life", 24 * 60, 2), ImpactRow("life", 72 * 60, 4)),
        staffing=(StaffingRow("clerk", 0, 72 * 60, 2),),
        requirements=(any_of(app),),
    )
    build.process("contact-centre", unit="services", rto_min=240, requirements=(any_of(network),))
    return build


Staff = Callable[..., Actor]


@pytest.fixture
def staff(town: MunicipalityRow) -> Staff:
    """`staff(Role.PROCESS_OWNER, "social")`: a person with a role, who may edit these units."""
    made = 0

    def make(role: str, *units: str, name: str = "") -> Actor:
        nonlocal made
        made += 1
        name = name or f"{role} {made}"
        email = f"{role}{made}@kleinstad.example"
        person = ensure_person(PROGRAM, email=email, name=name, password=None)
        grant(PROGRAM, user_id=person, role=role, municipality_id=town.id)
        for unit in units:
            keep_unit(town.id, unit, person)
        return Actor(person, name)

    return make


def keep_unit(municipality_id: int, code: str, user_id: int) -> None:
    """Adds an editor to a unit."""
    unit = next(row for row in queries.register(municipality_id).units if row.code == code)
    services.set_unit_editors(PROGRAM, municipality_id, code, {*unit.editors, user_id})


@pytest.fixture
def coordinator(staff: Staff) -> Actor:
    return staff(Role.EDITOR_CONTINUITY)


@pytest.fixture
def approver(staff: Staff) -> Actor:
    return staff(Role.APPROVER)
