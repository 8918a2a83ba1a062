"""Reads of the plan: its versions, what changed, its texts and template, and where paper copies lie."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from weerbaar.continuity.documents.changes import COMPUTED, differences
from weerbaar.continuity.documents.facts import PaperFact, PlanFacts, facts_from_json
from weerbaar.continuity.documents.suggestions import TEXTS
from weerbaar.continuity.models import PaperPlace, PlanTemplate, PlanVersion
from weerbaar.continuity.queries.plan_facts import plan_facts, plan_texts
from weerbaar.continuity.types_plan import (
    PaperRow,
    PlanChangeRow,
    PlanFileRow,
    PlanTemplateRow,
    PlanTextRow,
    PlanVersionRow,
)


def plan_versions(municipality_id: int) -> tuple[PlanVersionRow, ...]:
    """Every version, the newest first, with its files."""
    rows = (
        PlanVersion.objects.filter(municipality_id=municipality_id)
        .defer("facts")
        .select_related("previous")
        .prefetch_related("files")
    )
    return tuple(_version(row) for row in rows)


def plan_version(municipality_id: int, number: int) -> PlanVersionRow | None:
    """The version with this number; None when there is none."""
    rows = (
        PlanVersion.objects.filter(municipality_id=municipality_id, number=number)
        .defer("facts")
        .select_related("previous")
        .prefetch_related("files")
    )
    return next((_version(row) for row in rows), None)


def approved_plan(municipality_id: int) -> PlanVersionRow | None:
    """The version in force: the newest that was approved."""
    return next((row for row in plan_versions(municipality_id) if row.state == "approved"), None)


def version_facts(municipality_id: int, number: int) -> PlanFacts | None:
    """What a version says; None while it has not been made, or when there is none."""
    found = (
        PlanVersion.objects.filter(municipality_id=municipality_id, number=number)
        .values_list("facts", flat=True)
        .first()
    )
    return None if found is None else facts_from_json(found)


def changes_in(municipality_id: int, version: PlanVersionRow) -> tuple[PlanChangeRow, ...] | None:
    """What changed in a version since the approved one before it; None when it is the first, or not made."""
    if version.previous is None:
        return None
    before = version_facts(municipality_id, version.previous)
    after = version_facts(municipality_id, version.number)
    return None if before is None or after is None else compared(before, after)


def changes_since(
    municipality_id: int, name: str, version: PlanVersionRow, today: date
) -> tuple[PlanChangeRow, ...]:
    """What somebody changed since a version was made: how far the plan is behind."""
    before = version_facts(municipality_id, version.number)
    if before is None:
        return ()
    return compared(before, plan_facts(municipality_id, name, today, with_figures=False))


def compared(before: PlanFacts, after: PlanFacts) -> tuple[PlanChangeRow, ...]:
    """The differences between two sets of facts as sentences."""
    return tuple(
        PlanChangeRow(each.sentence("nl"), each.sentence("en"), each.kind == COMPUTED)
        for each in differences(before, after)
    )


def texts_of_plan(municipality_id: int) -> tuple[PlanTextRow, ...]:
    """Every text of the plan in the order of the chapters: the municipality's own, or the suggestion."""
    own = {row.key: row for row in plan_texts(municipality_id)}
    rows = []
    for kind in TEXTS:
        found = own.get(kind.key)
        text = found.text if found else kind.suggestion
        rows.append(
            PlanTextRow(
                key=kind.key,
                chapter=kind.chapter,
                title_nl=kind.title.nl,
                title_en=kind.title.en,
                help_nl=kind.help.nl,
                help_en=kind.help.en,
                text_nl=text.nl,
                text_en=text.en,
                is_own=found is not None,
                is_confirmed=bool(found and found.is_confirmed),
            )
        )
    return tuple(rows)


def plan_template(municipality_id: int) -> PlanTemplateRow | None:
    """The municipality's own template; None when the plan has our look."""
    row = PlanTemplate.objects.filter(municipality_id=municipality_id).first()
    if row is None:
        return None
    return PlanTemplateRow(
        row.file_name, row.sha256, row.size, row.has_marker, row.uploaded_by_label, row.uploaded_at
    )


def paper_places(municipality_id: int) -> tuple[PaperRow, ...]:
    """Where paper copies lie. A copy is old when a newer version has been approved."""
    in_force = (
        PlanVersion.objects.filter(municipality_id=municipality_id, state=PlanVersion.State.APPROVED)
        .values_list("number", flat=True)
        .first()
    )
    return tuple(
        PaperRow(
            id=row.pk,
            place=row.place,
            holder=row.holder,
            copies=row.copies,
            version=row.version.number if row.version else None,
            placed_on=row.placed_on,
            is_old=in_force is not None and (row.version is None or row.version.number < in_force),
        )
        for row in PaperPlace.objects.filter(municipality_id=municipality_id).select_related("version")
    )


def paper_facts(places: Iterable[PaperRow]) -> tuple[PaperFact, ...]:
    """The same as the documents print them."""
    return tuple(PaperFact(row.place, row.holder, row.copies, row.version, row.placed_on) for row in places)


def _version(row: PlanVersion) -> PlanVersionRow:
    return PlanVersionRow(
        id=row.pk,
        number=row.number,
        state=row.state,
        note=row.note,
        is_made=bool(row.facts_sha256),
        previous=row.previous.number if row.previous else None,
        made_by_id=row.made_by_id,
        made_by=row.made_by_label,
        made_at=row.made_at,
        offered_by_id=row.offered_by_id,
        offered_at=row.offered_at,
        returned_reason=row.returned_reason,
        approved_by=row.approved_by_label,
        approved_as=row.approved_as,
        approved_at=row.approved_at,
        valid_until=row.valid_until,
        job_id=row.job_id,
        files_state=row.files_state,
        facts_sha256=row.facts_sha256,
        names_erased_on=row.names_erased_on,
        files=tuple(
            PlanFileRow(f.kind, f.format, f.language, f.with_contacts, f.sha256, f.size)
            for f in row.files.all()
        ),
    )
