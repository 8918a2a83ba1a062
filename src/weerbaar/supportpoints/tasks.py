"""Background work of the support points. Thin: the work itself is a service."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from weerbaar.accounts.types import Actor
from weerbaar.interface.jobs import Cancelled, running
from weerbaar.supportpoints.services.designs import complete_design


@task()
def design_network(design_id: int, job_id: str, user_id: int | None, label: str) -> None:
    """Computes a design that was ordered. A job that was cancelled before it began runs nothing."""
    try:
        with running(UUID(job_id)) as progress:
            complete_design(Actor(user_id, label), design_id, progress)
    except Cancelled:
        return
