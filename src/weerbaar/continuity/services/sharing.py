"""Having the best sharing of scarce things computed; the answer is kept, the register stays as it is."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.urls import reverse

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor, MunicipalityRow
from weerbaar.continuity.queries.register import register
from weerbaar.continuity.recovery import kept, results
from weerbaar.interface.jobs import Progress, UserError, open_job, set_result

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


def compute_sharing_now(municipality_id: int, progress: Progress) -> None:
    """Computes and keeps it. Raises `UserError` without processes, `Cancelled` when asked to stop."""
    of = register(municipality_id)
    if not of.processes:
        raise UserError("Er zijn nog geen processen.", "There are no processes yet.")

    def report(value: float, bound: float) -> None:
        share = value / bound if bound > 0 else 0.0
        progress.tell(share, "De beste verdeling zoeken", "Looking for the best sharing")

    progress.tell(0.0, "De beste verdeling zoeken", "Looking for the best sharing")
    kept.keep(of, results.best_sharing(of, report=report))
