"""What the municipality will do better: the measures that exercises led to."""

from __future__ import annotations

from django.db.models import QuerySet

from weerbaar.continuity.models import ImprovementMeasure
from weerbaar.continuity.types import MeasureRow


def measures(municipality_id: int, exercise_id: int | None = None) -> tuple[MeasureRow, ...]:
    """Every measure (of one exercise, when given), by date; one SQL query."""
    rows = ImprovementMeasure.objects.filter(municipality_id=municipality_id)
    if exercise_id is not None:
        rows = rows.filter(exercise_id=exercise_id)
    return _rows(rows)


def measure(municipality_id: int, measure_id: int) -> MeasureRow | None:
    """One measure; None when there is none by that id here."""
    return next(
        iter(_rows(ImprovementMeasure.objects.filter(municipality_id=municipality_id, pk=measure_id))), None
    )


def _rows(rows: QuerySet[ImprovementMeasure]) -> tuple[MeasureRow, ...]:
    return tuple(
        MeasureRow(
            id=row.pk,
            title=row.title,
            language=row.language,
            exercise_id=row.exercise_id,
            exercise_name=row.exercise.name if row.exercise else "",
            finding=row.finding.text if row.finding else "",
            unit_code=row.unit.code if row.unit else "",
            unit_nl=row.unit.name_nl if row.unit else "",
            unit_en=row.unit.name_en if row.unit else "",
            owner_role_code=row.owner_role.code if row.owner_role else "",
            owner_nl=row.owner_role.name_nl if row.owner_role else "",
            owner_en=row.owner_role.name_en if row.owner_role else "",
            due_on=row.due_on,
            state=row.state,
            state_label=row.get_state_display(),
            reason=row.reason,
            done_on=row.done_on,
            process_code=row.process_code,
            is_demo=row.is_demo,
            version=row.version,
        )
        for row in rows.select_related("exercise", "finding", "unit", "owner_role")
    )
