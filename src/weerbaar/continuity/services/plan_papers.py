"""What the plan needs besides the register: its own texts, the template, and where paper copies lie."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor
from weerbaar.continuity.documents import keeping
from weerbaar.continuity.documents.suggestions import KINDS
from weerbaar.continuity.documents.word_template import checked_template
from weerbaar.continuity.models import PaperPlace, PlanTemplate, PlanText, PlanVersion
from weerbaar.interface.jobs import UserError
from weerbaar.interface.uploads import safe_name

LONGEST_TEXT = 6_000


@transaction.atomic
def write_plan_text(
    actor: Actor, municipality_id: int, key: str, nl: str, en: str, *, is_confirmed: bool
) -> None:
    """Keeps a text of the plan; both languages empty brings the suggestion back."""
    if key not in KINDS:
        raise UserError("Deze tekst hoort niet bij het plan.", "This text is not part of the plan.")
    nl, en = nl.replace("\r\n", "\n").strip(), en.replace("\r\n", "\n").strip()
    if max(len(nl), len(en)) > LONGEST_TEXT:
        raise UserError(
            f"Een tekst is hoogstens {LONGEST_TEXT} tekens lang.",
            f"A text is at most {LONGEST_TEXT} characters long.",
        )
    rows = PlanText.objects.filter(municipality_id=municipality_id, key=key)
    old = rows.first()
    if not nl and not en:
        if old is not None:
            rows.delete()
            record(actor, municipality_id, "continuity.plan_text.removed", "plan_text", key)
        return
    before = {"nl": old.text_nl, "en": old.text_en, "is_confirmed": old.is_confirmed} if old else None
    after = {"nl": nl, "en": en, "is_confirmed": is_confirmed}
    if before == after:
        return
    PlanText.objects.update_or_create(
        municipality_id=municipality_id,
        key=key,
        defaults={
            "text_nl": nl,
            "text_en": en,
            "is_confirmed": is_confirmed,
            "changed_by_id": actor.user_id,
        },
    )
    record(
        actor, municipality_id, "continuity.plan_text.written", "plan_text", key, before=before, after=after
    )


@transaction.atomic
def set_plan_template(actor: Actor, municipality_id: int, file_name: str, content: bytes) -> None:
    """Keeps a DOCX as the template of the plan; raises `UserError` for one that may do harm."""
    checked = checked_template(content)
    sha256 = keeping.keep(checked.content)
    name = safe_name(file_name, "docx")
    PlanTemplate.objects.update_or_create(
        municipality_id=municipality_id,
        defaults={
            "file_name": name,
            "sha256": sha256,
            "size": len(checked.content),
            "has_marker": checked.has_marker,
            "uploaded_by_label": actor.label[:120],
            "uploaded_at": timezone.now(),
        },
    )
    record(
        actor,
        municipality_id,
        "continuity.plan_template.set",
        "plan_template",
        municipality_id,
        after={"file_name": name, "sha256": sha256},
    )


@transaction.atomic
def remove_plan_template(actor: Actor, municipality_id: int) -> None:
    """Back to the look of the program. Files that were made keep theirs."""
    found = PlanTemplate.objects.filter(municipality_id=municipality_id).first()
    if found is None:
        return
    before = {"file_name": found.file_name, "sha256": found.sha256}
    found.delete()
    record(
        actor,
        municipality_id,
        "continuity.plan_template.removed",
        "plan_template",
        municipality_id,
        before=before,
    )


@transaction.atomic
def add_paper_place(actor: Actor, municipality_id: int, place: str, holder: str, copies: int) -> None:
    """A place where copies of the print pack will lie."""
    place = place.strip()[:160]
    if not place or copies < 1:
        raise UserError(
            "Vul een plaats en minstens één exemplaar in.", "Fill in a place and at least one copy."
        )
    try:
        with transaction.atomic():
            row = PaperPlace.objects.create(
                municipality_id=municipality_id, place=place, holder=holder.strip()[:160], copies=copies
            )
    except IntegrityError as error:
        raise UserError("Deze plaats staat er al.", "This place is there already.") from error
    record(
        actor,
        municipality_id,
        "continuity.paper_place.added",
        "paper_place",
        row.pk,
        after={"place": place, "holder": row.holder, "copies": copies},
    )


@transaction.atomic
def place_paper(actor: Actor, municipality_id: int, place_id: int, number: int, placed_on: date) -> None:
    """Notes that a version now lies at a place."""
    row = _place(municipality_id, place_id)
    version = PlanVersion.objects.filter(
        municipality_id=municipality_id, number=number, state=PlanVersion.State.APPROVED
    ).first()
    if version is None:
        raise UserError("Leg alleen een vastgestelde versie neer.", "Place an approved version only.")
    if placed_on > timezone.localdate():
        raise UserError("Deze dag moet nog komen.", "This day is yet to come.")
    before = {"version": row.version.number if row.version else None}
    row.version, row.placed_on = version, placed_on
    row.save(update_fields=("version", "placed_on"))
    record(
        actor,
        municipality_id,
        "continuity.paper_place.filled",
        "paper_place",
        place_id,
        before=before,
        after={"version": number, "placed_on": placed_on.isoformat()},
    )


@transaction.atomic
def remove_paper_place(actor: Actor, municipality_id: int, place_id: int) -> None:
    row = _place(municipality_id, place_id)
    before = {"place": row.place}
    row.delete()
    record(actor, municipality_id, "continuity.paper_place.removed", "paper_place", place_id, before=before)


def _place(municipality_id: int, place_id: int) -> PaperPlace:
    row = PaperPlace.objects.filter(municipality_id=municipality_id, pk=place_id).first()
    if row is None:
        raise UserError("Deze plaats is er niet.", "There is no such place.")
    return row
