"""The plan of the demonstration: made, offered and approved at once; its files follow in the background."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor, MunicipalityRow
from weerbaar.continuity.models import PlanVersion
from weerbaar.continuity.services.plan import approve_plan, open_draft, take_snapshot

STATE = PlanVersion.State


def approve_demo_plan(
    actor: Actor, approver: Actor, municipality: MunicipalityRow, approved_as: str, valid_until: date
) -> int:
    """A first version with the figures of this moment, offered by one and approved by another; its number.

    Raises `UserError` as the steps by themselves do.
    """
    with transaction.atomic():
        version = open_draft(actor, municipality.id, "")
        take_snapshot(version)
        version.state = STATE.OFFERED
        version.offered_by_id, version.offered_at = actor.user_id, timezone.now()
        version.save()
        record(actor, municipality.id, "continuity.plan.offered", "plan", version.number)
        approve_plan(approver, municipality, version.number, approved_as, valid_until)
    return version.number
