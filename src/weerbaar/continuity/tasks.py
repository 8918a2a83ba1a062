"""Background work of pillar 1. Thin: the work itself is a service."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from weerbaar.accounts import queries as accounts
from weerbaar.accounts.types import Actor
from weerbaar.continuity.services.staff_mail import send_round_mail
from weerbaar.interface.jobs import Cancelled, running


@task()
def mail_round(slug: str, round_id: int, job_id: str, user_id: int | None, label: str) -> None:
    """Mails the invitations of a round. A job that was cancelled before it began sends nothing."""
    place = accounts.municipality_by_slug(slug)
    if place is None:
        return
    try:
        with running(UUID(job_id)) as progress:
            send_round_mail(
                Actor(user_id, label),
                place,
                timezone.localdate(),
                round_id,
                reminders=False,
                progress=progress,
            )
    except Cancelled:
        return
