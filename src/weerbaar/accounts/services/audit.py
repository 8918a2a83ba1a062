"""The audit entry that every write in the house leaves."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction

from weerbaar.accounts.models import AuditEntry
from weerbaar.accounts.types import Actor

log = logging.getLogger(__name__)


def record(
    actor: Actor,
    municipality_id: int | None,
    action: str,
    subject: str,
    subject_id: object,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Leaves the audit entry of a write; called inside the transaction of that write.

    `action` is a past-tense name such as ``supportpoints.design.adopted``; `before` and `after` hold
    only what changed, as JSON values.
    """
    AuditEntry.objects.create(
        actor_id=actor.user_id,
        actor_label=actor.label[:120],
        municipality_id=municipality_id,
        action=action,
        subject=subject,
        subject_id=str(subject_id),
        before=before,
        after=after,
    )


@transaction.atomic
def note_own_change(actor: Actor, action: str, after: dict[str, Any] | None = None) -> None:
    """Leaves the audit entry of what a person changed on their own account, through the sign-in pages."""
    record(actor, None, action, "user", actor.user_id, after=after)


def log_failed_single_sign_on(actor: Actor, error: object, exception: object) -> None:
    """Tells the server's log why single sign-on failed; the person sees only that it did."""
    log.warning("%s: single sign-on failed: %s %s", actor.label, error or "", exception or "")
