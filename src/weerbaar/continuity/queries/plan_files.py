"""What makes the documents of a version, and the files of those that were kept. Writes nothing."""

from __future__ import annotations

from django.utils import timezone

from weerbaar.accounts.types import MunicipalityRow
from weerbaar.continuity.documents import keeping
from weerbaar.continuity.documents.edition import Maker, Variant
from weerbaar.continuity.documents.facts import Edition, facts_as_json, facts_from_json
from weerbaar.continuity.models import PlanFile, PlanTemplate, PlanVersion
from weerbaar.continuity.queries.plan import paper_facts, paper_places
from weerbaar.continuity.queries.plan_facts import plan_facts
from weerbaar.interface.jobs import UserError


def maker_of(version: PlanVersion) -> Maker:
    """What makes the documents of a version that has facts."""
    previous = version.previous
    approved_at = version.approved_at
    template = PlanTemplate.objects.filter(municipality_id=version.municipality_id).first()
    edition = Edition(
        number=version.number,
        state=version.state,
        made_on=timezone.localdate(version.made_at),
        approved_on=timezone.localdate(approved_at) if approved_at else None,
        approved_by=version.approved_by_label,
        approved_as=version.approved_as,
        valid_until=version.valid_until,
        previous=previous.number if previous else None,
        copies=paper_facts(paper_places(version.municipality_id)),
    )
    return Maker(
        facts=facts_from_json(version.facts or {}),
        edition=edition,
        made_at=approved_at or version.made_at,
        before=facts_from_json(previous.facts or {}) if previous else None,
        template=keeping.read(template.sha256) if template else None,
    )


def plan_draft(municipality: MunicipalityRow) -> Maker:
    """What makes documents of the register as it is now, as a draft that is not kept."""
    now = timezone.now()
    versions = PlanVersion.objects.filter(municipality_id=municipality.id)
    approved = versions.filter(state=PlanVersion.State.APPROVED).first()
    latest = versions.values_list("number", flat=True).first()
    draft = PlanVersion(
        municipality_id=municipality.id,
        number=(latest or 0) + (1 if latest == (approved.number if approved else None) else 0),
        previous=approved,
        made_at=now,
        facts=facts_as_json(plan_facts(municipality.id, municipality.name, timezone.localdate(now))),
    )
    return maker_of(draft)


def plan_file(municipality_id: int, number: int, variant: Variant) -> bytes:
    """A file of a version that was kept; `UserError` when there is none."""
    found = PlanFile.objects.filter(
        version__municipality_id=municipality_id,
        version__number=number,
        kind=variant.kind,
        format=variant.format,
        language=variant.language,
        with_contacts=variant.with_contacts,
    ).first()
    if found is None:
        raise UserError("Deze versie of dit bestand is er niet.", "There is no such version or file.")
    return keeping.read(found.sha256)
