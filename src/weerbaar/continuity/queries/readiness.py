"""The readiness of the crisis room as typed rows: per item how it stands today, and its history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from weerbaar.continuity.models import ReadinessCheck, ReadinessItem


class Readiness(StrEnum):
    """How an item stands: by its last check, and whether that still holds."""

    GOOD = "good"
    DUE = "due"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class CheckRow:
    """One look at an item."""

    checked_on: date
    checked_by: str
    is_good: bool
    hours: int | None
    note: str


@dataclass(frozen=True)
class ItemRow:
    """An item with its last check (the first of `checks`, newest first)."""

    code: str
    subject: str
    subject_label: str
    name_nl: str
    name_en: str
    how_nl: str
    how_en: str
    source_nl: str
    source_en: str
    valid_days: int
    asks_hours: bool
    is_retired: bool
    is_illustrative: bool
    state: Readiness
    next_due: date | None
    checks: tuple[CheckRow, ...]

    @property
    def last(self) -> CheckRow | None:
        return self.checks[0] if self.checks else None


@dataclass(frozen=True)
class RoomState:
    """Items in use, counted by how they stand. `ready` only when there are items and all are good."""

    good: int
    due: int
    failed: int
    unknown: int

    @property
    def total(self) -> int:
        return self.good + self.due + self.failed + self.unknown

    @property
    def ready(self) -> bool:
        return self.total > 0 and self.good == self.total


def room_items(municipality_id: int, today: date, *, retired: bool = False) -> tuple[ItemRow, ...]:
    """The items in use (with `retired` those too) in their order; two SQL queries."""
    items = ReadinessItem.objects.filter(municipality_id=municipality_id)
    if not retired:
        items = items.filter(is_retired=False)
    checks: dict[int, list[CheckRow]] = defaultdict(list)
    for row in ReadinessCheck.objects.filter(item__municipality_id=municipality_id).order_by(
        "item_id", "-checked_on", "-pk"
    ):
        checks[row.item_id].append(CheckRow(row.checked_on, row.checked_by, row.is_good, row.hours, row.note))
    return tuple(_row(item, checks[item.pk], today) for item in items)


def room_item(municipality_id: int, code: str, today: date) -> ItemRow | None:
    """One item with all its checks; None when there is none by that code here."""
    found = room_items(municipality_id, today, retired=True)
    return next((item for item in found if item.code == code), None)


def room_state(items: Sequence[ItemRow]) -> RoomState:
    """The items counted by how they stand."""
    states = [item.state for item in items if not item.is_retired]
    return RoomState(*(states.count(state) for state in Readiness))


def _row(item: ReadinessItem, checks: list[CheckRow], today: date) -> ItemRow:
    last = checks[0] if checks else None
    due = last.checked_on + timedelta(days=item.valid_days) if last and last.is_good else None
    if last is None:
        state = Readiness.UNKNOWN
    elif due is None:
        state = Readiness.FAILED
    else:
        # it holds through the day itself
        state = Readiness.GOOD if today <= due else Readiness.DUE
    return ItemRow(
        code=item.code,
        subject=item.subject,
        subject_label=str(item.get_subject_display()),
        name_nl=item.name_nl,
        name_en=item.name_en,
        how_nl=item.how_nl,
        how_en=item.how_en,
        source_nl=item.source_nl,
        source_en=item.source_en,
        valid_days=item.valid_days,
        asks_hours=item.asks_hours,
        is_retired=item.is_retired,
        is_illustrative=item.is_illustrative,
        state=state,
        next_due=due,
        checks=tuple(checks),
    )
