"""Background work of the plan. Thin: the work itself is a service."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from weerbaar.accounts.types import Actor
from weerbaar.continuity.services.plan import complete_plan
from weerbaar.interface.jobs import Cancelled, running


@task()
def make_plan(version_id: int, job_id: str, user_id: int | None, label: str) -> None:
    """Makes the files of a version. A job that was cancelled before it began runs nothing."""
    try:
        with running(UUID(job_id)) as progress:
            complete_plan(Actor(user_id, label), version_id, progress)
    except Cancelled:
        return
