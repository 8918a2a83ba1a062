"""A process on its way from draft to approved, each step by somebody else than who last changed it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor, Permission
from weerbaar.continuity.models import Process
from weerbaar.continuity.norms import REVIEW_MONTHS, months_later
from weerbaar.continuity.rights import NotAllowed, permissions_of, require
from weerbaar.continuity.rules import offer_faults
from weerbaar.continuity.services.editing import refuse
from weerbaar.continuity.services.processes import locked_process, process_as_edit
from weerbaar.interface.jobs import UserError
from weerbaar.territory import queries as territory

_STATUS = Process.Status


def _four_eyes(actor: Actor, process: Process) -> None:
    if actor.user_id is not None and actor.user_id == process.changed_by_id:
        raise NotAllowed(
            "U wijzigde dit proces zelf als laatste. Iemand anders moet ernaar kijken.",
            "You were the last to change this process. Somebody else has to look at it.",
        )


def _expect(process: Process, status: str) -> None:
    if process.status != status:
        raise UserError(
            "Dit proces heeft intussen een andere status. Kijk eerst hoe het er nu voor staat.",
            "This process has another status by now. First see how it stands.",
        )


def _step(actor: Actor, process: Process, action: str, **values: Any) -> None:
    """Writes a step. The content stays as it is, and so does its version."""
    before = {name: _said(getattr(process, name)) for name in values}
    for name, value in values.items():
        setattr(process, name, value)
    process.save()
    after = {name: _said(value) for name, value in values.items()}
    record(
        actor,
        process.municipality_id,
        action,
        "process",
        process.pk,
        before={name: before[name] for name in before if before[name] != after[name]},
        after={name: after[name] for name in after if before[name] != after[name]},
    )


def _said(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value if value is None else str(value)


@transaction.atomic
def offer_process(actor: Actor, municipality_id: int, code: str, version: int | None = None) -> None:
    """The owner says that a draft is ready to be reviewed.

    Raises `NotAllowed` for another's process, `EditRefused` with what is missing (a text in one language
    only, no decision), `EditConflict` when `version` is not the current one, `UserError` when it is no
    draft.
    """
    process = locked_process(actor, municipality_id, code, version)
    _expect(process, _STATUS.DRAFT)
    refuse(offer_faults(process_as_edit(process)))
    if process.offered_at is None:
        _step(actor, process, "continuity.process.offered", offered_at=timezone.now())


@transaction.atomic
def review_process(actor: Actor, municipality_id: int, code: str, version: int | None = None) -> None:
    """The coordinator, or another editor of its unit, finds that a draft is right.

    Raises as `offer_process`, and `NotAllowed` for who last changed it.
    """
    process = locked_process(actor, municipality_id, code, version)
    _expect(process, _STATUS.DRAFT)
    _four_eyes(actor, process)
    refuse(offer_faults(process_as_edit(process)))
    process.reviewed_by_id = actor.user_id
    _step(
        actor,
        process,
        "continuity.process.reviewed",
        status=_STATUS.REVIEWED.value,
        offered_at=None,
        reviewed_at=timezone.now(),
    )


@transaction.atomic
def approve_process(
    actor: Actor,
    municipality_id: int,
    code: str,
    version: int | None = None,
    review_due_on: date | None = None,
) -> None:
    """Somebody with `approve` settles a reviewed process until a date (a year from now when None).

    What was starter content is the municipality's own from here on. Raises `NotAllowed` without the
    permission and for who last changed it, `EditConflict`, and `UserError` when it was not reviewed or the
    date is past.
    """
    require(actor, municipality_id, Permission.APPROVE)
    process = locked_process(actor, municipality_id, code, version, own=False)
    _expect(process, _STATUS.REVIEWED)
    _four_eyes(actor, process)
    today = timezone.localdate()
    due = review_due_on or months_later(today, _months(municipality_id))
    if due <= today:
        raise UserError(
            "Kies een dag in de toekomst om het proces weer te bekijken.",
            "Choose a day in the future to review the process again.",
        )
    process.approved_by_id = actor.user_id
    _step(
        actor,
        process,
        "continuity.process.approved",
        status=_STATUS.APPROVED.value,
        approved_at=timezone.now(),
        review_due_on=due,
        is_illustrative=False,
    )


def _months(municipality_id: int) -> int:
    return max(1, round(territory.all_parameters(municipality_id)[REVIEW_MONTHS].value))


@transaction.atomic
def send_back_process(
    actor: Actor, municipality_id: int, code: str, reason: str, version: int | None = None
) -> None:
    """A reviewer or approver sends a process back to its owner, with what has to be better.

    Raises `NotAllowed` for who may neither change nor approve it, `UserError` without a reason or when
    there is nothing to send back.
    """
    approves = Permission.APPROVE in permissions_of(actor, municipality_id)
    process = locked_process(actor, municipality_id, code, version, own=not approves)
    if not reason.strip():
        raise UserError("Zeg wat er beter moet.", "Say what has to be better.")
    if process.status == _STATUS.DRAFT and process.offered_at is None:
        raise UserError("Dit proces is al een concept.", "This process is a draft already.")
    before = {"status": str(process.status)}
    process.status, process.offered_at = _STATUS.DRAFT, None
    process.reviewed_by, process.reviewed_at = None, None
    process.save()
    record(
        actor,
        municipality_id,
        "continuity.process.sent_back",
        "process",
        process.pk,
        before=before,
        after={"status": _STATUS.DRAFT.value, "reason": reason.strip()[:1000]},
    )
