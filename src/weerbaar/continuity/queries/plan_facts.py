"""Everything that the plan says of one municipality at this moment, as the facts of its documents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from weerbaar.continuity.documents.facts import (
    Both,
    CrossingFact,
    DeliveryFact,
    FuelFact,
    NeedFact,
    PersonFact,
    PlanFacts,
    PlanFigures,
    ProcessFact,
    ProcessFigures,
    RequiredFact,
    ResourceFact,
    RoleFact,
    SinglePointFact,
    StaffFact,
    StandFact,
    StepFact,
    TextFact,
)
from weerbaar.continuity.models import PlanText
from weerbaar.continuity.queries import plan_crisis
from weerbaar.continuity.queries.recovery import analysis_of, hours_of
from weerbaar.continuity.queries.register import contacts, register
from weerbaar.continuity.types import (
    NodeRef,
    ProcessRow,
    Register,
    RequirementRow,
    ResourceRow,
    RoleRow,
    UnitRow,
)


def plan_facts(municipality_id: int, name: str, today: date, *, with_figures: bool = True) -> PlanFacts:
    """The facts of today; without figures when only the register matters, which is much faster."""
    rows = register(municipality_id)
    units = {unit.code: unit for unit in rows.units}
    return PlanFacts(
        municipality=name,
        as_of=today,
        processes=tuple(_process(row, units) for row in rows.processes),
        resources=tuple(_resource(row) for row in rows.resources),
        roles=tuple(_role(row) for row in rows.roles),
        teams=plan_crisis.teams(municipality_id),
        rota=plan_crisis.rota(municipality_id),
        room=plan_crisis.room(municipality_id, today),
        exercises=plan_crisis.exercises(municipality_id),
        measures=plan_crisis.measures(municipality_id),
        people=tuple(
            PersonFact(
                row.id, row.name, row.function_title, row.phone, row.phone_without_network, row.checked_on
            )
            for row in contacts(municipality_id)
        ),
        texts=plan_texts(municipality_id),
        figures=figures_of(rows, today) if with_figures and rows.processes else None,
    )


def plan_texts(municipality_id: int) -> tuple[TextFact, ...]:
    """The municipality's own texts of the plan."""
    return tuple(
        TextFact(row.key, Both(row.text_nl, row.text_en), row.is_confirmed)
        for row in PlanText.objects.filter(municipality_id=municipality_id)
    )


def figures_of(rows: Register, today: date) -> PlanFigures:
    """What the analysis computes of a register: times, lines crossed, single points, the 72 hours."""
    analysis, hours = analysis_of(rows), hours_of(rows)
    states = {row.ref.code: row.states for row in hours.processes}
    return PlanFigures(
        computed_on=today,
        processes=tuple(
            ProcessFigures(
                code=row.ref.code,
                ready_min=row.ready_min,
                unknown=_refs(row.unknown),
                path=tuple(
                    StepFact(
                        _ref(step.ref), step.own_min if step.is_known else None, step.ready_min, step.basis
                    )
                    for step in row.path
                ),
                crossings=tuple(CrossingFact(c.line, c.limit_min, c.over_min) for c in row.conflicts),
                single_points=_refs(row.single_points),
                states=states.get(row.ref.code, ()),
            )
            for row in analysis.processes
        ),
        single_points=tuple(
            SinglePointFact(_ref(row.refs[0]), _refs(row.lost), _refs(row.late)) for row in analysis.failures
        ),
        required=tuple(
            RequiredFact(_ref(row.ref), row.ready_min, row.required_min, _refs(row.reason))
            for row in analysis.required
        ),
        deadlocks=tuple(_refs(row.refs) for row in analysis.deadlocks),
        fuel=tuple(FuelFact(_ref(row.ref), row.empty_at_hour) for row in hours.fuel),
        mobile=tuple(
            StandFact(
                row.from_hour,
                row.until_hour,
                tuple((_ref(generator), _ref(place)) for generator, place in row.places),
            )
            for row in hours.mobile
        ),
        roles_not_limited=hours.without_staff_figures,
    )


def _ref(ref: NodeRef) -> str:
    return f"{ref.kind}:{ref.code}"


def _refs(refs: Iterable[NodeRef]) -> tuple[str, ...]:
    return tuple(_ref(ref) for ref in refs)


def _needs(rows: Iterable[RequirementRow]) -> tuple[NeedFact, ...]:
    return tuple(
        NeedFact(row.needed, tuple(sorted(_refs(row.members))), Both(row.label_nl, row.label_en))
        for row in rows
    )


def _process(row: ProcessRow, units: dict[str, UnitRow]) -> ProcessFact:
    unit = units[row.unit_code]
    return ProcessFact(
        code=row.code,
        name=Both(row.name_nl, row.name_en),
        track=row.track,
        unit=Both(unit.name_nl, unit.name_en),
        is_external=row.is_external,
        summary=Both(row.summary_nl, row.summary_en),
        owner_role=row.owner_role_code,
        basis=Both(row.basis_nl, row.basis_en),
        basis_confirmed=row.basis_confirmed,
        deadline_min=row.deadline_min,
        deadline_from=row.deadline_from,
        deadline_note=Both(row.deadline_note_nl, row.deadline_note_en),
        mtpd_min=row.mtpd_min,
        mtpd_reason=Both(row.mtpd_reason_nl, row.mtpd_reason_en),
        rto_min=row.rto_min,
        mbco=Both(row.mbco_nl, row.mbco_en),
        workaround=Both(row.workaround_nl, row.workaround_en),
        workaround_max_min=row.workaround_max_min,
        decision=row.decision,
        reason=Both(row.decision_reason_nl, row.decision_reason_en),
        restart=Both(row.restart_nl, row.restart_en),
        restart_after_min=row.restart_after_min,
        recovery_min=row.recovery_min,
        status=row.status,
        is_illustrative=row.is_illustrative,
        staffing=tuple(StaffFact(s.role_code, s.from_min, s.until_min, s.people) for s in row.staffing),
        needs=_needs(row.requirements),
    )


def _resource(row: ResourceRow) -> ResourceFact:
    return ResourceFact(
        code=row.code,
        name=Both(row.name_nl, row.name_en),
        kind=row.kind,
        note=Both(row.note_nl, row.note_en),
        recovery_min=row.recovery_min,
        recovery_basis=row.recovery_basis,
        recovery_source=row.recovery_source,
        recovery_on=row.recovery_on,
        autonomy_min=row.autonomy_min,
        capacity=row.capacity,
        capacity_unit=row.capacity_unit,
        is_mobile=row.is_mobile,
        tank_litres=row.tank_litres,
        litres_per_hour=row.litres_per_hour,
        deliveries=tuple(DeliveryFact(d.after_min, d.litres) for d in row.deliveries),
        is_illustrative=row.is_illustrative,
        needs=_needs(row.requirements),
    )


def _role(row: RoleRow) -> RoleFact:
    return RoleFact(
        code=row.code,
        name=Both(row.name_nl, row.name_en),
        task=Both(row.task_nl, row.task_en),
        is_crisis_role=row.is_crisis_role,
        people_available=row.people_available,
        holders=row.holders,
        is_illustrative=row.is_illustrative,
    )
