"""A process owner of one department cannot change another's: over every write of the register."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.continuity.conftest import (
    Builder,
    Staff,
    any_of,
    keep_unit,
    process_edit,
    process_ref,
    resource_edit,
    resource_ref,
)
from weerbaar.accounts.models import AuditEntry
from weerbaar.accounts.services import grant
from weerbaar.accounts.types import PROGRAM, Actor, MunicipalityRow, Permission, Role
from weerbaar.continuity import queries, services
from weerbaar.continuity.services import (
    NotAllowed,
    PersonEdit,
    RoleEdit,
    UnitEdit,
    approval,
    may_edit_unit,
    organisation,
    people,
    processes,
    resources,
)
from weerbaar.interface.jobs import UserError

TODAY = date(2026, 11, 1)
Write = Callable[[Actor, int], Any]
APP = any_of(resource_ref("benefits-app"))
SOMEBODY = PersonEdit("Nieuw")

# every write service, tried on what belongs to the unit "services" (or to none), by somebody of "social"
ANOTHERS: dict[str, Write] = {
    "add_process": lambda a, m: services.add_process(a, m, process_edit(unit="services")),
    "edit_process": lambda a, m: services.edit_process(a, m, "contact-centre", process_edit(unit="services")),
    "edit_process, taking it over": lambda a, m: services.edit_process(
        a, m, "contact-centre", process_edit(unit="social")
    ),
    "edit_process, giving it away": lambda a, m: services.edit_process(
        a, m, "benefits", process_edit(unit="services")
    ),
    "remove_process": lambda a, m: services.remove_process(a, m, "contact-centre"),
    "offer_process": lambda a, m: services.offer_process(a, m, "contact-centre"),
    "review_process": lambda a, m: services.review_process(a, m, "contact-centre"),
    "approve_process": lambda a, m: services.approve_process(a, m, "contact-centre"),
    "send_back_process": lambda a, m: services.send_back_process(a, m, "contact-centre", "nee"),
    "add_resource": lambda a, m: services.add_resource(a, m, resource_edit(unit="services")),
    "add_resource, of nobody": lambda a, m: services.add_resource(a, m, resource_edit(unit="")),
    "edit_resource": lambda a, m: services.edit_resource(a, m, "network", resource_edit(unit="services")),
    "edit_resource, of nobody": lambda a, m: services.edit_resource(a, m, "grid", resource_edit()),
    "edit_resource, taking it over": lambda a, m: services.edit_resource(
        a, m, "network", resource_edit(unit="social")
    ),
    "edit_resource, giving it away": lambda a, m: services.edit_resource(
        a, m, "benefits-app", resource_edit(unit="services")
    ),
    "remove_resource": lambda a, m: services.remove_resource(a, m, "generator"),
    "set_requirements of a process": lambda a, m: services.set_requirements(
        a, m, process_ref("contact-centre"), (APP,)
    ),
    "set_requirements of a resource": lambda a, m: services.set_requirements(
        a, m, resource_ref("network"), (APP,)
    ),
    "record_measured_recovery of a process": lambda a, m: services.record_measured_recovery(
        a, m, process_ref("contact-centre"), 5, TODAY, "oefening"
    ),
    "record_measured_recovery of a resource": lambda a, m: services.record_measured_recovery(
        a, m, resource_ref("network"), 5, TODAY, "oefening"
    ),
    "add_role": lambda a, m: services.add_role(a, m, RoleEdit("a", "b", unit_code="services")),
    "add_role, of nobody": lambda a, m: services.add_role(a, m, RoleEdit("a", "b")),
    "edit_role": lambda a, m: services.edit_role(a, m, "officer", RoleEdit("a", "b", unit_code="services")),
    "edit_role, taking it over": lambda a, m: services.edit_role(
        a, m, "officer", RoleEdit("a", "b", unit_code="social")
    ),
    "remove_role": lambda a, m: services.remove_role(a, m, "officer"),
    "set_role_holders": lambda a, m: services.set_role_holders(a, m, "officer", []),
    "add_person": lambda a, m: services.add_person(a, m, PersonEdit("Nieuw", unit_code="services")),
    "add_person, of nobody": lambda a, m: services.add_person(a, m, SOMEBODY),
    "edit_person": lambda a, m: services.edit_person(a, m, theirs(m), SOMEBODY),
    "edit_person, taking them over": lambda a, m: services.edit_person(
        a, m, theirs(m), PersonEdit("Nieuw", unit_code="social")
    ),
    "confirm_contact": lambda a, m: services.confirm_contact(a, m, theirs(m)),
    "remove_person": lambda a, m: services.remove_person(a, m, theirs(m)),
    "add_unit": lambda a, m: services.add_unit(a, m, UnitEdit("a", "b")),
    "edit_unit": lambda a, m: services.edit_unit(a, m, "social", UnitEdit("a", "b")),
    "remove_unit": lambda a, m: services.remove_unit(a, m, "services"),
    "set_unit_editors": lambda a, m: services.set_unit_editors(a, m, "services", [a.user_id or 0]),
}


def theirs(municipality_id: int) -> int:
    return next(row.id for row in queries.contacts(municipality_id) if row.unit_code == "services")


@pytest.fixture
def two_departments(small_register: Builder) -> Builder:
    small_register.role("officer", unit_code="services")
    small_register.person("Buur", unit_code="services")
    return small_register


def state(municipality_id: int) -> tuple[Any, ...]:
    return queries.register(municipality_id), queries.contacts(municipality_id), AuditEntry.objects.count()


def test_every_write_is_tried() -> None:
    modules = (approval, organisation, people, processes, resources)
    writes = {
        name
        for name in services.__all__
        if name[0].islower() and getattr(services, name).__module__ in {each.__name__ for each in modules}
    }
    assert {name.split(",")[0].split(" of ")[0] for name in ANOTHERS} == writes


@pytest.mark.parametrize("write", ANOTHERS.values(), ids=ANOTHERS.keys())
def test_a_process_owner_cannot_change_anothers(
    two_departments: Builder, town: MunicipalityRow, staff: Staff, write: Write
) -> None:
    owner = staff(Role.PROCESS_OWNER, "social")
    before = state(town.id)
    with pytest.raises(NotAllowed):
        write(owner, town.id)
    assert state(town.id) == before


@pytest.mark.parametrize("role", [Role.VIEWER, Role.APPROVER, Role.ADMINISTRATOR, Role.EDITOR_SUPPORT_POINTS])
def test_other_roles_change_nothing_even_as_editor_of_the_unit(
    two_departments: Builder, town: MunicipalityRow, staff: Staff, role: str
) -> None:
    from weerbaar.accounts.services import revoke

    actor = staff(Role.PROCESS_OWNER, "social", "services")
    assert actor.user_id is not None
    grant(PROGRAM, user_id=actor.user_id, role=role, municipality_id=town.id)
    revoke(PROGRAM, user_id=actor.user_id, role=Role.PROCESS_OWNER, municipality_id=town.id)
    before = state(town.id)
    for write in ANOTHERS.values():
        # an approver is allowed to approve and send back, but there is nothing to approve
        with pytest.raises((NotAllowed, UserError)):
            write(actor, town.id)
    assert state(town.id) == before


def test_who_works_for_the_neighbours_is_nobody_here(
    two_departments: Builder, town: MunicipalityRow, other_town: MunicipalityRow, staff: Staff
) -> None:
    from weerbaar.accounts.services import revoke

    actor = staff(Role.EDITOR_CONTINUITY)
    assert actor.user_id is not None
    grant(PROGRAM, user_id=actor.user_id, role=Role.EDITOR_CONTINUITY, municipality_id=other_town.id)
    revoke(PROGRAM, user_id=actor.user_id, role=Role.EDITOR_CONTINUITY, municipality_id=town.id)
    for write in ANOTHERS.values():
        with pytest.raises(NotAllowed):
            write(actor, town.id)
    with pytest.raises(UserError):  # and what is here does not exist there
        services.remove_process(actor, other_town.id, "benefits")


def test_a_process_owner_works_on_their_own(
    two_departments: Builder, town: MunicipalityRow, staff: Staff
) -> None:
    owner, here = staff(Role.PROCESS_OWNER, "social"), town.id
    needs = (any_of(resource_ref("network")), any_of(process_ref("contact-centre")))  # anothers may be needed
    code = services.add_process(owner, here, process_edit(requirements=needs))
    services.edit_process(owner, here, code, process_edit(requirements=needs, rto_min=60))
    services.set_requirements(owner, here, process_ref(code), ())
    services.remove_process(owner, here, code)
    made = services.add_resource(owner, here, resource_edit(unit="social"))
    services.edit_resource(owner, here, made, resource_edit(unit="social", recovery_min=5))
    services.remove_resource(owner, here, made)
    role = services.add_role(owner, here, RoleEdit("a", "b", unit_code="social"))
    person = services.add_person(owner, here, PersonEdit("Eigen", unit_code="social"))
    services.set_role_holders(owner, here, role, [person])
    services.confirm_contact(owner, here, person)
    services.remove_person(owner, here, person)
    services.remove_role(owner, here, role)


def test_only_accounts_with_the_role_keep_a_unit(
    small_register: Builder, town: MunicipalityRow, staff: Staff
) -> None:
    viewer = staff(Role.VIEWER)
    assert viewer.user_id is not None
    with pytest.raises(UserError, match="Only a process owner"):
        services.set_unit_editors(PROGRAM, town.id, "social", [viewer.user_id])
    owner = staff(Role.PROCESS_OWNER)
    assert owner.user_id is not None
    keep_unit(town.id, "social", owner.user_id)
    assert next(u.editors for u in queries.register(town.id).units if u.code == "social") == (owner.user_id,)
    services.set_unit_editors(PROGRAM, town.id, "social", [])
    with pytest.raises(NotAllowed):
        services.add_process(owner, town.id, process_edit())


def test_the_rule_itself() -> None:
    me, other = Actor(1, "ik"), Actor(2, "ander")
    own, all_, view = {Permission.EDIT_OWN_CONTINUITY}, {Permission.EDIT_CONTINUITY}, {Permission.VIEW}
    assert may_edit_unit(own, me, [1])
    assert not may_edit_unit(own, other, [1])
    assert not may_edit_unit(own, me, [])
    assert may_edit_unit(all_, other, [1])
    assert not may_edit_unit(view, me, [1])
    assert may_edit_unit(set(), PROGRAM, [])
