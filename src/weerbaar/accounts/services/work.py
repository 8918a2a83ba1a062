"""Stopping long work."""

from __future__ import annotations

from django.db import transaction

from weerbaar.accounts.services.audit import record
from weerbaar.accounts.types import Actor
from weerbaar.interface import jobs
from weerbaar.interface.types import JobRow


@transaction.atomic
def stop_work(actor: Actor, municipality_id: int, job: JobRow) -> None:
    """Asks a job of this municipality to stop; on one that ended or was asked already this does nothing."""
    if job.ended or job.cancel_asked:
        return
    jobs.ask_to_cancel(job.id)
    record(actor, municipality_id, "accounts.work.stopped", "job", job.id, after={"kind": job.kind})
