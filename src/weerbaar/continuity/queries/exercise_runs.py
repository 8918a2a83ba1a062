"""What was written while an exercise was held and after it, as one typed whole;

a constant number of queries.
"""

from __future__ import annotations

from typing import Any

from weerbaar.continuity.exercise_types import (
    DecisionRow,
    ExerciseRow,
    InjectState,
    ObjectiveResult,
    Offer,
    Run,
    StateRow,
    WrittenRow,
)
from weerbaar.continuity.exercising.clock import minute_at
from weerbaar.continuity.exercising.measuring import Condition, StateReport, measured, outages
from weerbaar.continuity.models import (
    DecisionLog,
    ExerciseNote,
    ExerciseStateReport,
    Finding,
    InjectEvent,
    MeasurementTaken,
    Observation,
)
from weerbaar.continuity.queries.decisions import decision_entries
from weerbaar.continuity.queries.exercises import nodes
from weerbaar.continuity.types import NodeKind, NodeRef


def run(exercise: ExerciseRow) -> Run:
    """Everything of the run of an exercise; seven SQL queries whatever was written."""
    reports = _reports(exercise.id)
    counted = [
        StateReport(row.id, row.node, Condition(row.condition), row.minute)
        for row in reports
        if not row.withdrawn
    ]
    found = outages(counted)
    observations = tuple(
        _written(row, minute=row.minute, grade=row.grade, grade_label=row.get_grade_display())
        for row in Observation.objects.filter(exercise_id=exercise.id).order_by("pk")
    )
    findings = tuple(
        _written(row, kind=row.kind) for row in Finding.objects.filter(exercise_id=exercise.id).order_by("pk")
    )
    return Run(
        exercise=exercise,
        injects=_injects(exercise),
        notes=tuple(
            _written(row, minute=row.minute)
            for row in ExerciseNote.objects.filter(exercise_id=exercise.id).order_by("pk")
        ),
        reports=reports,
        decisions=_decisions(exercise),
        objectives=tuple(
            ObjectiveResult(
                objective=objective,
                observations=tuple(one for one in observations if one.objective_id == objective.id),
                findings=tuple(one for one in findings if one.objective_id == objective.id),
                outage=measured(found.get(objective.node, ())) if objective.node else None,
            )
            for objective in exercise.scenario.objectives
        ),
        general=tuple(one for one in observations if one.objective_id is None),
        findings=findings,
        outages=found,
    )


def _written(row: Any, **more: Any) -> WrittenRow:
    return WrittenRow(
        id=row.pk,
        at=row.at,
        by=row.by_name,
        text=row.text,
        language=row.language,
        objective_id=getattr(row, "objective_id", None),
        **more,
    )


def _injects(exercise: ExerciseRow) -> tuple[InjectState, ...]:
    last = {row.inject_id: row for row in InjectEvent.objects.filter(exercise_id=exercise.id).order_by("pk")}
    return tuple(
        InjectState(inject, row.what, row.minute, row.at, row.by_name) if row else InjectState(inject)
        for inject in exercise.scenario.injects
        for row in (last.get(inject.id),)
    )


def _reports(exercise_id: int) -> tuple[StateRow, ...]:
    rows = list(ExerciseStateReport.objects.filter(exercise_id=exercise_id).order_by("pk"))
    withdrawn = {row.withdraws_id for row in rows if row.withdraws_id}
    return tuple(
        StateRow(
            id=row.pk,
            at=row.at,
            by=row.by_name,
            by_id=row.by_id,
            node=NodeRef(NodeKind(row.node_kind), row.node_code),
            condition=row.condition,
            minute=row.minute,
            text=row.text,
            language=row.language,
            withdrawn=row.pk in withdrawn,
        )
        for row in rows
        if row.condition
    )


def log_of(exercise: ExerciseRow) -> int | None:
    """The id of the exercise's decision log; None before it was opened."""
    return (
        DecisionLog.objects.filter(municipality_id=exercise.municipality_id, exercise=exercise.code)
        .order_by("pk")
        .values_list("pk", flat=True)
        .first()
    )


def _decisions(exercise: ExerciseRow) -> tuple[DecisionRow, ...]:
    log = log_of(exercise)
    if log is None:
        return ()
    return tuple(
        DecisionRow(entry, minute_at(exercise.events, entry.at))
        for entry in decision_entries(exercise.municipality_id, log)
    )


def offers(whole: Run, edits_all: bool, units: frozenset[int]) -> tuple[Offer, ...]:
    """What was measured, beside what the register holds. `units`: those whose owner asks."""
    exercise = whole.exercise
    known = nodes(exercise.municipality_id)
    taken = {
        NodeRef(NodeKind(kind), code)
        for kind, code in MeasurementTaken.objects.filter(exercise_id=exercise.id).values_list(
            "node_kind", "node_code"
        )
    }
    found = []
    for node, of_node in whole.outages.items():
        outage = measured(of_node)
        if outage is None:
            continue
        name = known.get(node)
        found.append(
            Offer(
                node=node,
                known=name,
                outage=outage,
                outages=len(of_node),
                taken=node in taken,
                may_take=name is not None and (edits_all or name.unit_id in units),
            )
        )
    return tuple(found)


def unmeasured(whole: Run) -> tuple[tuple[NodeRef, int], ...]:
    """What was lost and never reported as restored, with the minute of the loss."""
    return tuple(
        (node, of_node[-1].lost_min)
        for node, of_node in whole.outages.items()
        if of_node[-1].restored_min is None
    )


def revision(whole: Run, minute: int) -> str:
    """Changes when a screen of the run has something new to show at this minute."""
    exercise = whole.exercise
    return "-".join(
        str(count)
        for count in (
            exercise.clock.events,
            len(exercise.scenario.injects),
            sum(bool(one.what) for one in whole.injects),
            len(whole.due(minute)),
            len(whole.notes),
            sum(1 + one.withdrawn for one in whole.reports),
            len(whole.decisions),
            sum(len(one.observations) for one in whole.objectives) + len(whole.general),
        )
    )
