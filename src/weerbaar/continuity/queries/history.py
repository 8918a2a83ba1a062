"""What happened to a process or resource, from the audit trail, and how it stood at an earlier version."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weerbaar.accounts import queries as accounts
from weerbaar.continuity.edits import from_json
from weerbaar.continuity.types import HistoryRow, ProcessRow, Register, ResourceRow
from weerbaar.continuity.wording import LABELS, Names

_WHAT = {
    "added": _("Added"),
    "edited": _("Changed"),
    "imported": _("Taken over from a file or the starter content"),
    "offered": _("Offered for review"),
    "reviewed": _("Reviewed"),
    "approved": _("Approved"),
    "sent_back": _("Sent back"),
    "removed": _("Removed"),
}
_HIDDEN = {"version", "code", "offered_at", "reviewed_at", "approved_at", "reason"}


def history(register: Register, row: ProcessRow | ResourceRow) -> tuple[HistoryRow, ...]:
    """Everything that was written about it, newest first, in the active language; one SQL query."""
    names = Names(register)
    trail = accounts.trail(register.municipality_id, str(row.ref.kind), str(row.id))
    return tuple(_in_words(entry, names) for entry in trail)


def _in_words(entry: Any, names: Names) -> HistoryRow:
    before, after = entry.before or {}, entry.after or {}
    step = entry.action.rpartition(".")[2]
    fields = (
        []
        if step == "added"
        else [name for name in after if name not in _HIDDEN and before.get(name) != after[name]]
    )
    return HistoryRow(
        at=entry.at,
        who=entry.actor_label,
        what=str(_WHAT.get(step, entry.action)),
        note=str(after.get("reason", "")),
        changes=tuple(
            (str(LABELS.get(name, name)), *_both(name, before.get(name), after[name], names))
            for name in fields
        ),
    )


def _both(field: str, before: Any, after: Any, names: Names) -> tuple[str, str]:
    """Before and after in words; long texts whole, lists only where they differ."""
    if isinstance(before, list) and isinstance(after, list) and before and after:
        gone = [row for row in before if row not in after]
        new = [row for row in after if row not in before]
        if gone or new:
            return names.value(field, gone), names.value(field, new)
        return gettext("the same in another order"), gettext("the same in another order")
    return names.value(field, before), names.value(field, after)


def values_at(municipality_id: int, row: ProcessRow | ResourceRow, version: int) -> dict[str, Any]:
    """The values at an earlier version of the fields that changed since, by name of field.

    So a form that was made on that version can tell what its reader changed from what others changed.
    """
    values: dict[str, Any] = {}
    for entry in accounts.trail(municipality_id, str(row.ref.kind), str(row.id)):
        before, after = entry.before or {}, entry.after or {}
        if "version" not in after or after["version"] <= version:
            continue
        values.update({name: from_json(name, value) for name, value in before.items() if name in LABELS})
    values.pop("status", None)
    return values
