"""Decision logs as typed rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from weerbaar.continuity.models import DecisionEntry, DecisionLog


@dataclass(frozen=True)
class LogRow:
    """A decision log, and how much stands in it."""

    id: int
    kind: str
    title: str
    exercise: str
    started_at: datetime
    closed_at: datetime | None
    entries: int
    last_at: datetime | None

    @property
    def is_exercise(self) -> bool:
        return self.kind == DecisionLog.Kind.EXERCISE


@dataclass(frozen=True)
class EntryRow:
    """An entry as written. `refers_to` is the number of its decision; `later` those that refer to this one.

    `current_state` is that of the decision as it stands now, after its follow-ups.
    """

    number: int
    kind: str
    kind_label: str
    refers_to: int | None
    at: datetime
    written_at: datetime
    written_by: str
    team: str
    text: str
    reasoning: str
    decided_by: str
    carried_out_by: str
    due_at: datetime | None
    state: str
    state_label: str
    later: tuple[int, ...] = ()
    current_state: str = ""
    current_state_label: str = ""
    current_due_at: datetime | None = None

    @property
    def is_decision(self) -> bool:
        return self.kind == DecisionEntry.Kind.DECISION

    @property
    def is_open(self) -> bool:
        return self.is_decision and self.current_state in (DecisionEntry.State.OPEN, DecisionEntry.State.BUSY)

    def is_late(self, now: datetime) -> bool:
        """Whether it should have been carried out by now, and is not."""
        return self.is_open and self.current_due_at is not None and self.current_due_at < now


def decision_logs(municipality_id: int) -> tuple[LogRow, ...]:
    """Every log, the newest first; one SQL query."""
    rows = DecisionLog.objects.filter(municipality_id=municipality_id).annotate(
        count=Count("entries"), last=Max("entries__written_at")
    )
    return tuple(_log(row) for row in rows)


def decision_log(municipality_id: int, log_id: int) -> LogRow | None:
    """One log; None when there is none by that id here."""
    row = (
        DecisionLog.objects.filter(municipality_id=municipality_id, pk=log_id)
        .annotate(count=Count("entries"), last=Max("entries__written_at"))
        .first()
    )
    return _log(row) if row else None


def decision_entries(municipality_id: int, log_id: int) -> tuple[EntryRow, ...]:
    """The entries of a log in their order; one SQL query."""
    rows = list(
        DecisionEntry.objects.filter(log__municipality_id=municipality_id, log_id=log_id)
        .select_related("refers_to")
        .order_by("number")
    )
    later: dict[int, list[DecisionEntry]] = {}
    for row in rows:
        if row.refers_to_id is not None:
            later.setdefault(row.refers_to_id, []).append(row)
    return tuple(_entry(row, later.get(row.pk, [])) for row in rows)


def _log(row: DecisionLog) -> LogRow:
    return LogRow(
        id=row.pk,
        kind=row.kind,
        title=row.title,
        exercise=row.exercise,
        started_at=row.started_at,
        closed_at=row.closed_at,
        entries=row.count,  # type: ignore[attr-defined]
        last_at=row.last,  # type: ignore[attr-defined]
    )


def _entry(row: DecisionEntry, later: list[DecisionEntry]) -> EntryRow:
    last = later[-1] if later else row
    due = next((each.due_at for each in reversed([row, *later]) if each.due_at), None)
    return EntryRow(
        number=row.number,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        refers_to=row.refers_to.number if row.refers_to else None,
        at=row.at,
        written_at=row.written_at,
        written_by=row.written_by,
        team=row.team,
        text=row.text,
        reasoning=row.reasoning,
        decided_by=row.decided_by,
        carried_out_by=row.carried_out_by,
        due_at=row.due_at,
        state=row.state,
        state_label=row.get_state_display(),
        later=tuple(each.number for each in later),
        current_state=last.state,
        current_state_label=last.get_state_display(),
        current_due_at=due,
    )
