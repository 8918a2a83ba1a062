"""Writing in a decision log: opened, added to, closed. There is no service that changes an entry.

An entry is committed before the page that shows it is made: what somebody has seen survives a power cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor
from weerbaar.continuity.models import DecisionEntry, DecisionLog
from weerbaar.interface.jobs import UserError

_KIND = DecisionEntry.Kind
_STATE = DecisionEntry.State
AHEAD = timedelta(minutes=5)  # clocks in one room differ; a later time is a slip of the hand


@dataclass(frozen=True)
class Entry:
    """What somebody writes down. `refers_to` is the number of the decision that it follows up or corrects.

    Without `at` it was now. Without `state` a correction keeps the state that the decision has.
    """

    text: str
    kind: str = _KIND.DECISION.value
    at: datetime | None = None
    team: str = ""
    reasoning: str = ""
    decided_by: str = ""
    carried_out_by: str = ""
    due_at: datetime | None = None
    state: str = ""
    refers_to: int | None = None


@transaction.atomic
def open_decision_log(
    actor: Actor,
    municipality_id: int,
    title: str,
    kind: str = DecisionLog.Kind.INCIDENT.value,
    exercise: str = "",
    started_at: datetime | None = None,
) -> int:
    """Begins a log and answers its id. `exercise` is the exercise's own code, only for kind "exercise"."""
    title = title.strip()[:160]
    if not title:
        raise UserError("Geef het logboek een naam.", "Give the log a name.")
    wanted = DecisionLog.Kind(kind)
    log = DecisionLog.objects.create(
        municipality_id=municipality_id,
        kind=wanted,
        title=title,
        exercise=exercise if wanted == DecisionLog.Kind.EXERCISE else "",
        started_at=started_at or timezone.now(),
    )
    record(
        actor,
        municipality_id,
        "continuity.decision_log.opened",
        "decision_log",
        log.pk,
        after={"title": title, "kind": wanted.value, "exercise": log.exercise},
    )
    return log.pk


@transaction.atomic
def add_decision_entry(actor: Actor, municipality_id: int, log_id: int, entry: Entry) -> int:
    """Adds an entry and answers its number.

    Raises `UserError` for a log that is closed or not there, an empty text, a time in the future, or a
    reference to no decision of this log. A follow-up of a follow-up is one of the decision under both.
    """
    log = _locked(municipality_id, log_id)
    now = timezone.now()
    text = entry.text.strip()
    if not text:
        raise UserError("Schrijf op wat er is besloten.", "Write down what was decided.")
    at = entry.at or now
    if at > now + AHEAD:
        raise UserError("De tijd ligt in de toekomst.", "The time lies in the future.")
    kind = _KIND(entry.kind)
    decision = None if kind == _KIND.DECISION else _decision(log, entry.refers_to)
    state = entry.state or (_last_state(decision) if decision else _STATE.OPEN)
    number = (log.entries.aggregate(last=Max("number"))["last"] or 0) + 1
    row = DecisionEntry.objects.create(
        log=log,
        number=number,
        kind=kind,
        refers_to=decision,
        at=at,
        written_at=now,
        written_by=actor.label[:120],
        team=entry.team.strip()[:160],
        text=text,
        reasoning=entry.reasoning.strip(),
        decided_by=entry.decided_by.strip()[:160],
        carried_out_by=entry.carried_out_by.strip()[:160],
        due_at=entry.due_at,
        state=_STATE(state),
    )
    record(
        actor,
        municipality_id,
        "continuity.decision.written",
        "decision_log",
        log.pk,
        after={"number": number, "kind": kind.value, "refers_to": decision.number if decision else None},
    )
    return row.number


@transaction.atomic
def close_decision_log(actor: Actor, municipality_id: int, log_id: int) -> None:
    """Ends a log: nothing is added to it any more."""
    log = _locked(municipality_id, log_id)
    log.closed_at = timezone.now()
    log.save(update_fields=("closed_at",))
    record(
        actor,
        municipality_id,
        "continuity.decision_log.closed",
        "decision_log",
        log.pk,
        after={"closed_at": log.closed_at.isoformat()},
    )


def _locked(municipality_id: int, log_id: int) -> DecisionLog:
    # the lock makes numbers follow on each other without gaps, whoever writes at the same time
    log = DecisionLog.objects.select_for_update().filter(municipality_id=municipality_id, pk=log_id).first()
    if log is None:
        raise UserError("Dit logboek is er niet.", "There is no such log.")
    if log.closed_at:
        raise UserError(
            "Dit logboek is gesloten. Open een nieuw logboek.", "This log is closed. Open a new one."
        )
    return log


def _decision(log: DecisionLog, number: int | None) -> DecisionEntry:
    found = log.entries.filter(number=number).select_related("refers_to").first() if number else None
    if found is None:
        raise UserError(
            f"Er is geen besluit {number} in dit logboek.", f"There is no decision {number} in this log."
        )
    return found.refers_to or found


def _last_state(decision: DecisionEntry) -> str:
    last = decision.later_entries.order_by("-number").first()
    return (last or decision).state
