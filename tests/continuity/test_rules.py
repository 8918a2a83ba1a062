"""The rules of the register, against cases worked out by hand and against the trail of what was written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.continuity.conftest import Builder, any_of, process_edit, process_ref, resource_edit, resource_ref
from weerbaar.accounts.models import AuditEntry
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.continuity import queries, services
from weerbaar.continuity.edits import ProcessEdit, ResourceEdit, as_json, from_json
from weerbaar.continuity.norms import months_later
from weerbaar.continuity.services import EditConflict, EditRefused, PersonEdit, RoleEdit, UnitEdit
from weerbaar.continuity.types import DeliveryRow, ImpactRow, StaffingRow
from weerbaar.interface.jobs import UserError

H = 60


def fields_of(error: pytest.ExceptionInfo[EditRefused]) -> list[tuple[str, int | None]]:
    return [(fault.field, fault.row) for fault in error.value.faults]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name_en": " "}, "name_en"),
        ({"name_nl": "x" * 161}, "name_nl"),
        ({"track": "sports"}, "track"),
        ({"decision": "must_go_on"}, "decision_reason_nl"),
        ({"deadline_min": 36 * H}, "deadline_from"),
        ({"deadline_from": "death"}, "deadline_min"),
        ({"mtpd_override_min": 4 * H}, "mtpd_reason_nl"),
        ({"rto_min": -1}, "rto_min"),
        ({"rto_min": 5 * H, "mtpd_override_min": 4 * H, "mtpd_reason_en": "because"}, "rto_min"),
        ({"rto_min": 73 * H, "impacts": (ImpactRow("life", 72 * H, 4),)}, "rto_min"),
        ({"impacts": (ImpactRow("life", 4 * H, 3), ImpactRow("life", 24 * H, 2))}, "impacts"),
        ({"impacts": (ImpactRow("life", 5 * H, 3),)}, "impacts"),
        ({"impacts": (ImpactRow("life", 4 * H, 5),)}, "impacts"),
        ({"impacts": (ImpactRow("life", 4 * H, 1), ImpactRow("life", 4 * H, 2))}, "impacts"),
        ({"impacts": (ImpactRow("luck", 4 * H, 1),)}, "impacts"),
        ({"staffing": (StaffingRow("nobody", 0, 60, 1),)}, "staffing"),
        ({"staffing": (StaffingRow("clerk", 0, 60, 0),)}, "staffing"),
        ({"staffing": (StaffingRow("clerk", 60, 60, 1),)}, "staffing"),
        ({"staffing": (StaffingRow("clerk", 0, 90, 1), StaffingRow("clerk", 60, 120, 1))}, "staffing"),
        ({"requirements": (any_of(),)}, "requirements"),
        ({"requirements": (any_of(resource_ref("grid"), needed=2),)}, "requirements"),
        ({"requirements": (any_of(resource_ref("grid"), needed=0),)}, "requirements"),
        ({"requirements": (any_of(resource_ref("grid"), resource_ref("grid")),)}, "requirements"),
        ({"requirements": (any_of(process_ref("benefits")),)}, "requirements"),
        ({"requirements": (any_of(resource_ref("moon")),)}, "requirements"),
        ({"unit_code": "moon"}, "unit_code"),
        ({"unit_code": ""}, "unit_code"),
        ({"owner_role_code": "moon"}, "owner_role_code"),
    ],
)
def test_an_edit_of_a_process_that_is_not_right_changes_nothing(
    small_register: Builder, town: MunicipalityRow, wrong: dict[str, Any], field: str
) -> None:
    before, entries = queries.register(town.id), AuditEntry.objects.count()
    with pytest.raises(EditRefused) as refused:
        services.edit_process(PROGRAM, town.id, "benefits", process_edit(**wrong))
    assert {name for name, _row in fields_of(refused)} == {field}
    assert refused.value.nl != refused.value.en
    assert (queries.register(town.id), AuditEntry.objects.count()) == (before, entries)


def test_all_that_is_wrong_is_said_at_once_and_in_which_row(
    small_register: Builder, town: MunicipalityRow
) -> None:
    grid = resource_ref("grid")
    wrong = process_edit(
        name="",
        requirements=(any_of(grid), any_of(grid, needed=3)),
        staffing=(StaffingRow("clerk", 0, 60, 1), StaffingRow("zz", 0, 60, 1)),
    )
    with pytest.raises(EditRefused) as refused:
        services.edit_process(PROGRAM, town.id, "benefits", wrong)
    assert fields_of(refused) == [("name_nl", None), ("staffing", 1), ("requirements", 1)]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "magic"}, "kind"),
        ({"recovery_basis": "measured", "recovery_min": 5}, "recovery_on"),
        ({"recovery_basis": "contracted"}, "recovery_min"),
        ({"recovery_on": date(2100, 1, 1)}, "recovery_on"),
        ({"capacity": -1.0}, "capacity"),
        ({"tank_litres": -1.0}, "tank_litres"),
        ({"litres_per_hour": -0.5}, "litres_per_hour"),
        ({"deliveries": (DeliveryRow(60, 0.0),)}, "deliveries"),
        ({"deliveries": (DeliveryRow(60, 10.0), DeliveryRow(60, 20.0))}, "deliveries"),
        ({"role_code": "clerk"}, "role_code"),
        ({"requirements": (any_of(resource_ref("grid")),)}, "requirements"),
    ],
)
def test_an_edit_of_a_resource_that_is_not_right_changes_nothing(
    small_register: Builder, town: MunicipalityRow, wrong: dict[str, Any], field: str
) -> None:
    before = queries.register(town.id)
    with pytest.raises(EditRefused) as refused:
        services.edit_resource(PROGRAM, town.id, "grid", resource_edit(**wrong))
    assert {name for name, _row in fields_of(refused)} == {field}
    assert queries.register(town.id) == before


def test_what_was_written_is_read_back_the_same(small_register: Builder, town: MunicipalityRow) -> None:
    whole = ProcessEdit(
        **{
            **as_json(process_edit("Begraven")),
            "track": "society",
            "cabinet_pillar": "vital",
            "owner_role_code": "clerk",
            "basis_nl": "Wet op de lijkbezorging 16",
            "deadline_min": 36 * H,
            "deadline_from": "death",
            "mtpd_override_min": 48 * H,
            "mtpd_reason_nl": "wet",
            "rto_min": 24 * H,
            "rpo_min": 0,
            "decision": "can_wait",
            "decision_reason_nl": "mag later",
            "restart_after_min": 72 * H,
            "impacts": (ImpactRow("legal", 4 * H, 0), ImpactRow("life", H, 1), ImpactRow("life", 4 * H, 1)),
            "staffing": (StaffingRow("clerk", 0, H, 1), StaffingRow("clerk", H, 72 * H, 3)),
            "requirements": (
                any_of(resource_ref("network"), resource_ref("grid"), process_ref("benefits"), needed=2),
                any_of(resource_ref("benefits-app"), label="Toepassing"),
            ),
        }
    )
    code = services.add_process(PROGRAM, town.id, whole)
    assert code == "begraven"
    assert ProcessEdit.of(small_register.get_process(code)) == whole
    assert small_register.get_process(code).rpo_min == 0  # no loss at all is not the same as unknown
    kept = AuditEntry.objects.get(action="continuity.process.added", after__code="begraven").after or {}
    del kept["code"]
    assert ProcessEdit(**{name: from_json(name, value) for name, value in kept.items()}) == whole

    tank = ResourceEdit(
        "Aggregaat",
        "Generator",
        "generator",
        capacity=12.5,
        capacity_unit="kVA",
        is_mobile=True,
        tank_litres=200.0,
        litres_per_hour=7.25,
        recovery_min=30,
        recovery_basis="measured",
        recovery_on=date(2026, 10, 3),
        recovery_source="Oefening",
        deliveries=(DeliveryRow(12 * H, 100.5), DeliveryRow(24 * H, 100.0)),
    )
    made = services.add_resource(PROGRAM, town.id, tank)
    assert ResourceEdit.of(small_register.get_resource(made)) == tank
    kept = AuditEntry.objects.get(action="continuity.resource.added", after__code=made).after or {}
    del kept["code"]
    assert ResourceEdit(**{name: from_json(name, value) for name, value in kept.items()}) == tank


def test_a_code_is_made_of_the_name_once(build: Builder, town: MunicipalityRow) -> None:
    build.unit("social")
    codes = [services.add_process(PROGRAM, town.id, process_edit("Afval, ophalen!")) for _ in range(3)]
    assert codes == ["afval-ophalen", "afval-ophalen-2", "afval-ophalen-3"]
    for wrong in ("afval-ophalen", "Afval", "a b"):
        with pytest.raises(UserError):
            services.add_process(PROGRAM, town.id, process_edit(), wrong)


def test_the_trail_says_what_was_and_what_became(small_register: Builder, town: MunicipalityRow) -> None:
    row = small_register.get_process("benefits")
    services.edit_process(
        PROGRAM, town.id, "benefits", replace(ProcessEdit.of(row), rto_min=8 * H), row.version
    )
    entry = AuditEntry.objects.get(action="continuity.process.edited")
    assert (entry.before, entry.after) == (
        {"rto_min": 24 * H, "version": 1},
        {"rto_min": 8 * H, "version": 2},
    )
    row = small_register.get_process("benefits")
    services.edit_process(PROGRAM, town.id, "benefits", ProcessEdit.of(row), row.version)
    assert AuditEntry.objects.filter(action="continuity.process.edited").count() == 1
    assert small_register.get_process("benefits") == row  # nothing changed, nothing written


def test_the_second_of_two_editors_sees_what_the_first_wrote(
    small_register: Builder, town: MunicipalityRow
) -> None:
    here = town.id
    process, resource = small_register.get_process("benefits"), small_register.get_resource("grid")
    first = replace(ProcessEdit.of(process), summary_nl="eerste")
    services.edit_process(PROGRAM, here, "benefits", first, process.version)
    with pytest.raises(EditConflict) as conflict:
        services.edit_process(PROGRAM, here, "benefits", replace(first, summary_nl="tweede"), process.version)
    assert conflict.value.current == small_register.get_process("benefits")
    assert small_register.get_process("benefits").summary_nl == "eerste"
    for step in (services.offer_process, services.review_process, services.remove_process):
        with pytest.raises(EditConflict):
            step(PROGRAM, here, "benefits", process.version)

    edit = replace(ResourceEdit.of(resource), recovery_min=60)
    services.edit_resource(PROGRAM, here, "grid", edit, resource.version)
    with pytest.raises(EditConflict):
        services.edit_resource(PROGRAM, here, "grid", edit, resource.version)
    unit = queries.register(here).units[0]
    services.edit_unit(PROGRAM, here, unit.code, replace(UnitEdit.of(unit), staff_count=4), unit.version)
    with pytest.raises(EditConflict):
        services.edit_unit(PROGRAM, here, unit.code, UnitEdit.of(unit), unit.version)
    role = queries.register(here).roles[0]
    services.edit_role(PROGRAM, here, role.code, replace(RoleEdit.of(role), task_nl="x"), role.version)
    with pytest.raises(EditConflict):
        services.edit_role(PROGRAM, here, role.code, RoleEdit.of(role), role.version)
    number = small_register.person("Jansen")
    services.edit_person(PROGRAM, here, number, PersonEdit("Jansen", phone="1"), 1)
    with pytest.raises(EditConflict):
        services.edit_person(PROGRAM, here, number, PersonEdit("Jansen", phone="2"), 1)


def test_what_others_need_is_not_removed_and_they_are_named(
    small_register: Builder, town: MunicipalityRow
) -> None:
    here = town.id
    with pytest.raises(UserError) as refused:
        services.remove_resource(PROGRAM, here, "network")
    assert refused.value.nl == (
        "Middel network kan niet weg: nog nodig voor Middel benefits-app, Proces contact-centre."
    )
    assert "Process contact-centre" in refused.value.en
    with pytest.raises(UserError, match="Pay benefits"):
        services.remove_role(PROGRAM, here, "clerk")
    with pytest.raises(UserError, match="Benefits clerk, Pay benefits, Resource benefits-app"):
        services.remove_unit(PROGRAM, here, "social")
    services.remove_process(PROGRAM, here, "contact-centre")
    services.remove_process(PROGRAM, here, "benefits")
    services.remove_resource(PROGRAM, here, "benefits-app")
    services.remove_resource(PROGRAM, here, "network")
    services.remove_role(PROGRAM, here, "clerk")
    services.remove_unit(PROGRAM, here, "social")
    left = queries.register(here)
    assert ([row.code for row in left.resources], left.processes, left.roles) == (
        ["generator", "grid"],
        (),
        (),
    )
    assert AuditEntry.objects.filter(action__endswith=".removed").count() == 6


def test_circles_are_allowed(small_register: Builder, town: MunicipalityRow) -> None:
    services.set_requirements(PROGRAM, town.id, resource_ref("grid"), (any_of(resource_ref("network")),))
    services.set_requirements(PROGRAM, town.id, process_ref("benefits"), ())
    assert queries.circles(queries.register(town.id)) == [(resource_ref("grid"), resource_ref("network"))]


def test_a_measured_time_says_when_and_in_which_exercise(
    small_register: Builder, town: MunicipalityRow
) -> None:
    on = timezone.localdate() - timedelta(days=2)
    services.record_measured_recovery(PROGRAM, town.id, resource_ref("grid"), 95, on, "Oefening Donkere dag")
    row = small_register.get_resource("grid")
    assert (row.recovery_min, row.recovery_basis, row.recovery_on, row.recovery_source) == (
        95,
        "measured",
        on,
        "Oefening Donkere dag",
    )
    services.record_measured_recovery(PROGRAM, town.id, process_ref("benefits"), 30, on, "Oefening")
    assert small_register.get_process("benefits").recovery_min == 30


def test_a_unit_is_not_part_of_itself(build: Builder, town: MunicipalityRow) -> None:
    build.unit("a")
    build.unit("b", parent_code="a")
    build.unit("c", parent_code="b")
    for parent in ("a", "b", "c"):
        with pytest.raises(EditRefused):
            services.edit_unit(PROGRAM, town.id, "a", UnitEdit("A", "A", parent_code=parent))


def test_somebody_who_is_removed_really_leaves(small_register: Builder, town: MunicipalityRow) -> None:
    here = town.id
    people = [
        small_register.person(
            f"Persoon {n}", phone=f"0612345{n}", email=f"p{n}@kleinstad.example", unit_code="social"
        )
        for n in range(3)
    ]
    services.set_role_holders(PROGRAM, here, "clerk", people)
    services.edit_person(PROGRAM, here, people[0], PersonEdit("Persoon 0", phone="0687654321"))
    services.confirm_contact(PROGRAM, here, people[0])
    services.remove_person(PROGRAM, here, people[0])
    assert [row.id for row in queries.contacts(here)] == people[1:]
    assert queries.register(here).roles[0].holders == tuple(people[1:])
    trail = str(list(AuditEntry.objects.values_list("before", "after", "subject_id")))
    for secret in ("Persoon", "06123", "06876", "p0@"):
        assert secret not in trail
    assert AuditEntry.objects.filter(subject="contact", after={"fields": ["checked_on"]}).count() == 1


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "J", "email": "nope"}, {"name": "J", "checked_on": date(2100, 1, 1)}]
)
def test_particulars_that_are_not_right(build: Builder, town: MunicipalityRow, wrong: dict[str, Any]) -> None:
    with pytest.raises(EditRefused):
        services.add_person(PROGRAM, town.id, PersonEdit(**wrong))
    assert queries.contacts(town.id) == ()


def test_holders_stand_in_order_and_once(small_register: Builder, town: MunicipalityRow) -> None:
    one, two = small_register.person("Een"), small_register.person("Twee")
    services.set_role_holders(PROGRAM, town.id, "clerk", [two, one])
    assert queries.register(town.id).roles[0].holders == (two, one)
    for wrong in ([one, one], [one, 999_999]):
        with pytest.raises(UserError):
            services.set_role_holders(PROGRAM, town.id, "clerk", wrong)
    assert queries.register(town.id).roles[0].holders == (two, one)


def test_months_later_ends_on_a_day_that_exists() -> None:
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_later(date(2027, 12, 31), 2) == date(2028, 2, 29)
    assert months_later(date(2026, 11, 25), 12) == date(2027, 11, 25)
    assert months_later(date(2026, 3, 31), -1) == date(2026, 2, 28)
