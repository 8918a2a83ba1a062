"""What is due, and for whom: drafts, reviews, approvals, unknown values, and contacts to check."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from weerbaar.accounts.types import Actor, Permission
from weerbaar.continuity.norms import CONTACT_MONTHS, months_later
from weerbaar.continuity.queries.register import contacts, register
from weerbaar.continuity.rights import may_edit_unit
from weerbaar.continuity.types import (
    ContactRow,
    ProcessRow,
    Register,
    ResourceRow,
    WorkItem,
    WorkKind,
    WorkList,
)
from weerbaar.territory import queries as territory

_ORDER = {kind: index for index, kind in enumerate(WorkKind)}


def work_list(
    municipality_id: int,
    permissions: frozenset[Permission],
    actor: Actor,
    today: date,
    *,
    everything: bool = False,
) -> WorkList:
    """What waits for somebody with these permissions, in a constant number of SQL queries.

    A process owner sees what belongs to their own units. The coordinator also sees what nobody keeps: of
    units without editors; with `everything`, what all others have to do too.
    """
    if not permissions & _WORKERS:
        return WorkList()
    found = register(municipality_id)
    people: tuple[ContactRow, ...] = ()
    if Permission.VIEW_CONTACTS in permissions and Permission.EDIT_OWN_CONTINUITY in permissions:
        people = contacts(municipality_id)
    checked_since = months_later(today, -_contact_months(municipality_id)) if people else today
    desk = _Desk(permissions, actor, found, today, everything)
    items = [
        *(item for row in found.processes for item in desk.of_process(row)),
        *(item for row in found.resources for item in desk.of_resource(row)),
        *(item for row in people for item in desk.of_contact(row, checked_since)),
    ]
    return WorkList(tuple(sorted(items, key=lambda item: _ORDER[item.kind])))


_WORKERS = frozenset({Permission.EDIT_CONTINUITY, Permission.EDIT_OWN_CONTINUITY, Permission.APPROVE})


def _contact_months(municipality_id: int) -> int:
    return max(1, round(territory.all_parameters(municipality_id)[CONTACT_MONTHS].value))


def unknown_of_process(row: ProcessRow) -> tuple[str, ...]:
    """The values of a process that nobody filled in yet, by name of field."""
    unknown = {
        "decision": row.decision == "undecided",
        "impacts": not row.impacts,
        "mtpd_min": bool(row.impacts) and row.mtpd_min is None,
        "rto_min": row.rto_min is None,
        "requirements": not row.requirements,
        "recovery_min": row.recovery_min is None,
        "workaround_max_min": bool(row.workaround_nl or row.workaround_en) and row.workaround_max_min is None,
    }
    return tuple(name for name, lacking in unknown.items() if lacking)


class _Desk:
    """One person's view of the register."""

    def __init__(
        self,
        permissions: frozenset[Permission],
        actor: Actor,
        found: Register,
        today: date,
        everything: bool,
    ) -> None:
        self.permissions, self.actor, self.today = permissions, actor, today
        self.editors = {unit.code: unit.editors for unit in found.units}
        self.everything = everything and Permission.EDIT_CONTINUITY in permissions

    def _may(self, unit_code: str) -> bool:
        return may_edit_unit(self.permissions, self.actor, self.editors.get(unit_code, ()))

    def _mine(self, unit_code: str) -> bool:
        """Whether it is this person's own work: of their unit, or of nobody else."""
        editors = self.editors.get(unit_code, ())
        return self._may(unit_code) and (self.everything or not editors or self.actor.user_id in editors)

    def of_process(self, row: ProcessRow) -> Iterator[WorkItem]:
        def item(kind: WorkKind, since: date | None = None, fields: tuple[str, ...] = ()) -> WorkItem:
            return WorkItem(kind, row.code, row.name_nl, row.name_en, row.ref.kind, fields, since)

        changed_it = row.changed_by_id is not None and row.changed_by_id == self.actor.user_id
        mine = self._mine(row.unit_code)
        if row.status == "approved" and row.review_due_on and row.review_due_on <= self.today and mine:
            yield item(WorkKind.OVERDUE, row.review_due_on)
        if row.status == "reviewed" and Permission.APPROVE in self.permissions and not changed_it:
            yield item(WorkKind.APPROVE)
        if row.offered_at and self._may(row.unit_code) and not changed_it:
            yield item(WorkKind.REVIEW)
        elif row.status == "draft" and not row.offered_at and mine:
            yield item(WorkKind.DRAFT)
        unknown = unknown_of_process(row)
        if unknown and mine and not row.is_external:
            yield item(WorkKind.UNKNOWN, fields=unknown)

    def of_resource(self, row: ResourceRow) -> Iterator[WorkItem]:
        if row.recovery_min is None and self._mine(row.unit_code):
            yield WorkItem(
                WorkKind.UNKNOWN, row.code, row.name_nl, row.name_en, row.ref.kind, ("recovery_min",)
            )

    def of_contact(self, row: ContactRow, checked_since: date) -> Iterator[WorkItem]:
        late = row.checked_on is None or row.checked_on < checked_since
        if late and self._mine(row.unit_code):
            yield WorkItem(WorkKind.CONTACT, str(row.id), row.name, row.name, since=row.checked_on)
