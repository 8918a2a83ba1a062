"""Having the best sharing of scarce things computed; the register stays as it is."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.urls import reverse

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor, MunicipalityRow
from weerbaar.interface.jobs import open_job, set_result

JOB_KIND = "continuity.sharing"


@transaction.atomic
def order_sharing(actor: Actor, municipality: MunicipalityRow) -> UUID:
    """Has the best sharing for the register as it is now computed in the background; the job's id."""
    from weerbaar.continuity.tasks_sharing import compute

    job_id = open_job(JOB_KIND, municipality.slug, actor.label)
    set_result(job_id, reverse("continuity:hours", kwargs={"municipality": municipality.slug}))
    record(actor, municipality.id, "continuity.sharing.ordered", "job", job_id)
    compute.enqueue(municipality.id, str(job_id))
    return job_id
