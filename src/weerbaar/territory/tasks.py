"""Background work of the territory. Thin: the work itself is a service."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from weerbaar.accounts.queries import municipality_by_code
from weerbaar.accounts.types import Actor
from weerbaar.interface.jobs import Cancelled, UserError, running
from weerbaar.territory.services import start_import


@task()
def import_uploads(code: str, key: str, job_id: str, user_id: int | None, label: str) -> None:
    """Imports uploaded files. A job that was cancelled before it began runs nothing."""
    try:
        with running(UUID(job_id)) as progress:
            municipality = municipality_by_code(code)
            if municipality is None:
                raise UserError("Deze gemeente is er niet meer.", "This municipality is gone.")
            start_import(Actor(user_id, label), municipality, key, progress, UUID(job_id))
    except Cancelled:
        return
