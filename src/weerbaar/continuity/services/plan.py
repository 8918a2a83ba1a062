"""Versions of the plan: made from the register, offered, sent back, approved, and then never changed."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor, MunicipalityRow
from weerbaar.continuity.documents import keeping
from weerbaar.continuity.documents.edition import VARIANTS
from weerbaar.continuity.documents.facts import facts_as_json
from weerbaar.continuity.models import PlanFile, PlanVersion
from weerbaar.continuity.queries.plan_facts import plan_facts
from weerbaar.continuity.queries.plan_files import maker_of
from weerbaar.interface.jobs import SILENT, Progress, UserError, open_job, set_result

JOB_KIND = "continuity.plan"
WHAT_FILES_SHOW = ("state", "made_at", "names_erased_on")  # a change of these makes files stale
State = PlanVersion.State


@transaction.atomic
def order_plan(actor: Actor, municipality: MunicipalityRow, note: str = "") -> int:
    """Asks for a version as background work; answers its number. A draft that is there is made anew.

    The task is queued in the same transaction: there is no version without its work.
    """
    version = open_draft(actor, municipality.id, note)
    _enqueue(actor, version, municipality.slug)
    return version.number


def make_plan_now(
    actor: Actor, municipality: MunicipalityRow, note: str = "", progress: Progress = SILENT
) -> int:
    """Makes a version and waits for it: for the command line and the demo. Answers its number."""
    with transaction.atomic():
        version = open_draft(actor, municipality.id, note)
    complete_plan(actor, version.pk, progress)
    return version.number


def open_draft(actor: Actor, municipality_id: int, note: str) -> PlanVersion:
    """The draft to work on: the one that is there, emptied, or a new version; inside a transaction."""
    versions = PlanVersion.objects.select_for_update().filter(municipality_id=municipality_id).defer("facts")
    latest = versions.first()
    if latest is not None and latest.state == State.OFFERED:
        raise UserError(
            "Er ligt een versie ter vaststelling. Wacht op het besluit of haal haar eerst terug.",
            "A version has been offered for approval. Wait for the decision, or take it back first.",
        )
    approved = versions.filter(state=State.APPROVED).first()
    values = {
        "note": note.strip()[:300],
        "previous": approved,
        "made_by_id": actor.user_id,
        "made_by_label": actor.label[:120],
        "made_at": timezone.now(),
        "facts": None,  # the snapshot is taken by the work itself
        "facts_sha256": "",
        "returned_reason": "",
    }
    if latest is not None and latest.state == State.DRAFT:
        for name, value in values.items():
            setattr(latest, name, value)
        latest.save(update_fields=tuple(values))
        version, action = latest, "continuity.plan.remade"
    else:
        try:
            version = PlanVersion.objects.create(
                municipality_id=municipality_id, number=(latest.number if latest else 0) + 1, **values
            )
        except IntegrityError as error:
            raise UserError(
                "Iemand anders maakt nu ook een versie. Kijk opnieuw.",
                "Somebody else is making a version as well. Look again.",
            ) from error
        action = "continuity.plan.made"
    record(actor, municipality_id, action, "plan", version.number, after={"note": version.note})
    return version


def _enqueue(actor: Actor, version: PlanVersion, slug: str) -> None:
    from weerbaar.continuity.tasks_plan import make_plan

    version.job_id = open_job(JOB_KIND, slug, actor.label)
    version.save(update_fields=("job_id",))
    set_result(
        version.job_id,
        reverse("continuity:plan_version", kwargs={"municipality": slug, "number": version.number}),
    )
    make_plan.enqueue(version.pk, str(version.job_id), actor.user_id, actor.label)


def complete_plan(actor: Actor, version_id: int, progress: Progress) -> None:
    """Takes the snapshot of a version that has none yet, and makes all its files; whole or not at all."""
    version = PlanVersion.objects.select_related("municipality", "previous").get(pk=version_id)
    is_new = version.facts is None
    if is_new:
        progress.tell(0.02, "Het register lezen en doorrekenen.", "Reading and computing the register.")
        take_snapshot(version)
    made = _make_files(version, progress)
    with transaction.atomic():
        current = PlanVersion.objects.select_for_update().defer("facts").get(pk=version_id)
        if any(getattr(current, each) != getattr(version, each) for each in WHAT_FILES_SHOW):
            raise UserError(
                "Deze versie is intussen veranderd. Maak de bestanden opnieuw.",
                "This version has changed meanwhile. Make the files again.",
            )
        PlanFile.objects.filter(version_id=version_id).delete()
        PlanFile.objects.bulk_create(made)
        changed: dict[str, Any] = {"files_state": version.state}
        if is_new:
            changed |= {"facts": version.facts, "facts_sha256": version.facts_sha256}
        PlanVersion.objects.filter(pk=version_id).update(**changed)
        record(
            actor,
            version.municipality_id,
            "continuity.plan.filed",
            "plan",
            version.number,
            after={"state": version.state, "files": len(made), "facts_sha256": version.facts_sha256},
        )


def take_snapshot(version: PlanVersion) -> None:
    """Puts what the register says now into the version; saving it is the caller's."""
    facts = plan_facts(version.municipality_id, version.municipality.name, timezone.localdate())
    version.facts = facts_as_json(facts)
    content = json.dumps(version.facts, sort_keys=True, ensure_ascii=False).encode()
    version.facts_sha256 = hashlib.sha256(content).hexdigest()


def _make_files(version: PlanVersion, progress: Progress) -> list[PlanFile]:
    maker = maker_of(version)
    variants = [each for each in VARIANTS if not (each.with_contacts and version.names_erased_on)]
    made = []
    for place, variant in enumerate(variants):
        progress.tell(
            0.1 + 0.88 * place / len(variants),
            f"Bestand {place + 1} van {len(variants)} maken.",
            f"Making file {place + 1} of {len(variants)}.",
        )
        progress.check()
        content = maker.make(variant)
        made.append(
            PlanFile(
                version=version,
                kind=variant.kind,
                format=variant.format,
                language=variant.language,
                with_contacts=variant.with_contacts,
                sha256=keeping.keep(content),
                size=len(content),
            )
        )
    return made


@transaction.atomic
def make_files_again(actor: Actor, municipality: MunicipalityRow, number: int) -> None:
    """Makes the files of a version once more, from what it says: after a failure, or a damaged disk."""
    version = _locked(municipality.id, number)
    record(actor, municipality.id, "continuity.plan.files_ordered", "plan", number)
    _enqueue(actor, version, municipality.slug)


@transaction.atomic
def offer_plan(actor: Actor, municipality: MunicipalityRow, number: int) -> None:
    """Offers a draft to those who approve; from here on it cannot be made anew."""
    version = _locked(municipality.id, number)
    if version.state != State.DRAFT or not version.facts_sha256:
        raise UserError(
            "Alleen een concept dat af is kan worden aangeboden.", "Only a finished draft can be offered."
        )
    version.state = State.OFFERED
    version.offered_by_id, version.offered_at, version.returned_reason = actor.user_id, timezone.now(), ""
    version.save(update_fields=("state", "offered_by", "offered_at", "returned_reason"))
    record(actor, municipality.id, "continuity.plan.offered", "plan", number)
    _enqueue(actor, version, municipality.slug)


@transaction.atomic
def take_plan_back(actor: Actor, municipality: MunicipalityRow, number: int, reason: str = "") -> None:
    """Makes an offered version a draft again: by who offered it, or by who does not approve it, with why."""
    version = _locked(municipality.id, number)
    if version.state != State.OFFERED:
        raise UserError("Deze versie is niet aangeboden.", "This version has not been offered.")
    version.state, version.returned_reason = State.DRAFT, reason.strip()[:300]
    version.save(update_fields=("state", "returned_reason"))
    record(
        actor,
        municipality.id,
        "continuity.plan.returned",
        "plan",
        number,
        after={"reason": version.returned_reason},
    )
    _enqueue(actor, version, municipality.slug)


def approve_plan(
    actor: Actor, municipality: MunicipalityRow, number: int, approved_as: str, valid_until: date
) -> None:
    """Approves an offered version and has its final files made; it never changes after this."""
    with transaction.atomic():
        version = _approve(actor, municipality.id, number, approved_as, valid_until, timezone.now())
        _enqueue(actor, version, municipality.slug)


def approve_plan_now(
    actor: Actor, municipality: MunicipalityRow, number: int, approved_as: str, valid_until: date
) -> None:
    """The same, waiting for the files: for the demo."""
    with transaction.atomic():
        version = _approve(actor, municipality.id, number, approved_as, valid_until, timezone.now())
    complete_plan(actor, version.pk, SILENT)


def _approve(
    actor: Actor, municipality_id: int, number: int, approved_as: str, valid_until: date, now: datetime
) -> PlanVersion:
    version = _locked(municipality_id, number)
    if version.state != State.OFFERED or version.facts is None:
        raise UserError(
            "Alleen een aangeboden versie kan worden vastgesteld.", "Only an offered version can be approved."
        )
    if actor.user_id is None or actor.user_id in (version.made_by_id, version.offered_by_id):
        raise UserError(
            "Vier ogen: wie een versie maakte of aanbood, stelt haar niet vast. Vraag een ander.",
            "Four eyes: who made or offered a version does not approve it. Ask somebody else.",
        )
    if not approved_as.strip():
        raise UserError(
            "Vul in vanuit welke functie u vaststelt.", "Fill in the office in which you approve."
        )
    if valid_until <= timezone.localdate(now):
        raise UserError("De geldigheid eindigt na vandaag.", "The validity ends after today.")
    version.state = State.APPROVED
    version.approved_by_id, version.approved_by_label = actor.user_id, actor.label[:120]
    version.approved_as, version.approved_at = approved_as.strip()[:120], now
    version.valid_until = valid_until
    version.save(
        update_fields=(
            "state",
            "approved_by",
            "approved_by_label",
            "approved_as",
            "approved_at",
            "valid_until",
        )
    )
    record(
        actor,
        municipality_id,
        "continuity.plan.approved",
        "plan",
        number,
        after={
            "approved_as": version.approved_as,
            "valid_until": valid_until.isoformat(),
            "facts_sha256": version.facts_sha256,
        },
    )
    return version


def _locked(municipality_id: int, number: int) -> PlanVersion:
    version = (
        PlanVersion.objects.select_for_update().filter(municipality_id=municipality_id, number=number).first()
    )
    if version is None:
        raise UserError("Deze versie is er niet.", "There is no such version.")
    return version
