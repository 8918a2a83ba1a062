"""Background work of the analysis. Thin: the work itself is in `recovery`."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from weerbaar.continuity.recovery.computing import compute_sharing_now
from weerbaar.interface.jobs import Cancelled, running


@task()
def compute(municipality_id: int, job_id: str) -> None:
    """Computes the best sharing. A job that was cancelled before it began runs nothing."""
    try:
        with running(UUID(job_id)) as progress:
            compute_sharing_now(municipality_id, progress)
    except Cancelled:
        return
