"""The rows that an import writes, in bulk: a few SQL queries per kind of thing, however many there are.

Called by `services.exchange` inside its transaction; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor
from weerbaar.continuity import models
from weerbaar.continuity.exchange.columns import PARTS, TABLES, Kind
from weerbaar.continuity.exchange.comparing import Item
from weerbaar.continuity.exchange.document import SECTIONS, Entry
from weerbaar.continuity.types import NodeKind, NodeRef
from weerbaar.interface.jobs import Progress

BATCH = 400  # rows per statement: SQLite takes 32,766 values in one

_MODELS: dict[str, Any] = {
    "units": models.OrganisationUnit,
    "roles": models.StaffRole,
    "teams": models.CrisisTeam,
    "resources": models.Resource,
    "processes": models.Process,
}
_ACTIONS = {  # section → subject of the audit entry, and its action
    "units": ("unit", "continuity.unit.imported"),
    "roles": ("role", "continuity.role.imported"),
    "teams": ("team", "continuity.team.imported"),
    "resources": ("resource", "continuity.resource.imported"),
    "processes": ("process", "continuity.process.imported"),
}
_REFERENCES = {  # field of the document → column of the table
    "parent_code": "parent_id",
    "unit_code": "unit_id",
    "role_code": "role_id",
    "owner_role_code": "owner_role_id",
    "reports_to_code": "reports_to_id",
}
_LATER = {"parent_code", "reports_to_code"}  # refer to their own kind
_BACK_TO_DRAFT = {
    "status": "draft",
    "offered_at": None,
    "reviewed_by_id": None,
    "reviewed_at": None,
}


class Writing:
    """Writes entries of one municipality."""

    def __init__(self, actor: Actor, municipality_id: int, progress: Progress) -> None:
        self.actor = actor
        self.municipality_id = municipality_id
        self.progress = progress
        self.ids: dict[str, dict[str, int]] = {}

    def write(self, taken: list[tuple[Item, Entry]]) -> None:
        """Writes everything: first what others refer to, then what refers."""
        for step, section in enumerate(SECTIONS):
            self.progress.tell(0.1 + 0.5 * step / len(SECTIONS), "Bewaren", "Keeping")
            self._write_section(section, [each for each in taken if each[0].section == section])
        self.progress.tell(0.7, "Samenhang bewaren", "Keeping what needs what")
        for section in SECTIONS:
            chosen = [each for each in taken if each[0].section == section]
            self._write_parts(section, chosen)
        self.progress.tell(0.9, "Vastleggen wat er veranderde", "Recording what changed")
        for item, entry in taken:
            if item.mine is not None:
                self._record(item, entry)

    def _write_section(self, section: str, taken: list[tuple[Item, Entry]]) -> None:
        model = _MODELS[section]
        new = [entry for item, entry in taken if item.mine is None]
        old = {entry.code: entry for item, entry in taken if item.mine is not None}
        model.objects.bulk_create(
            [self._filled(section, model(municipality_id=self.municipality_id), entry) for entry in new],
            batch_size=BATCH,
        )
        if old:
            rows = list(
                model.objects.select_for_update(of=("self",)).filter(municipality_id=self.municipality_id)
            )
            rows = [row for row in rows if row.code in old]
            for row in rows:
                self._filled(section, row, old[row.code])
                _touch(row, self.actor)
            _save(model, rows)
        known = model.objects.filter(municipality_id=self.municipality_id).values_list("code", "pk")
        self.ids[section] = dict(known)
        self._link(section, [entry for _, entry in taken])

    def _filled(self, section: str, row: Any, entry: Any) -> Any:
        for one in TABLES[section].fields:
            value = getattr(entry, one.name)
            if one.name in _LATER:
                continue
            if one.name in _REFERENCES:
                value = self.ids[one.of][value] if value else None
            elif one.kind == Kind.AMOUNT and value is not None:
                value = Decimal(str(round(value, one.decimals)))
            setattr(row, _REFERENCES.get(one.name, one.name), value)
        if hasattr(row, "changed_by_id"):
            row.changed_by_id = self.actor.user_id
        return row

    def _link(self, section: str, entries: list[Any]) -> None:
        """What refers to its own kind, once all of them are there."""
        name = {"units": "parent_code", "teams": "reports_to_code"}.get(section)
        if name is None:
            return
        ids = self.ids[section]
        column = _REFERENCES[name]
        rows = []
        for entry in entries:
            above = getattr(entry, name)
            rows.append(_MODELS[section](pk=ids[entry.code], **{column: ids[above] if above else None}))
        _MODELS[section].objects.bulk_update(rows, [column.removesuffix("_id")], batch_size=BATCH)

    # --- parts -------------------------------------------------------------------------------------------

    def _write_parts(self, section: str, taken: list[tuple[Item, Entry]]) -> None:
        makers: dict[str, Callable[[int, Any], Any]] = {
            "seats": self._seat,
            "deliveries": self._delivery,
            "impacts": self._impact,
            "staffing": self._staffing,
        }
        for part in PARTS[section]:
            touched = [
                (self.ids[section][item.code], entry)
                for item, entry in taken
                if item.mine is None or getattr(item.mine, part) != getattr(entry, part)
            ]
            if part == "requirements":
                self._write_requirements(section, touched)
                continue
            model, owner = _PART_MODELS[part]
            _delete(model, owner, [pk for pk, _ in touched])
            made = [makers[part](pk, child) for pk, entry in touched for child in getattr(entry, part)]
            model.objects.bulk_create(made, batch_size=BATCH)

    def _seat(self, pk: int, child: Any) -> Any:
        return models.TeamSeat(
            team_id=pk,
            role_id=self.ids["roles"][child.role_code],
            people=child.people,
            is_chair=child.is_chair,
        )

    def _delivery(self, pk: int, child: Any) -> Any:
        litres = Decimal(str(round(child.litres, 1)))
        return models.Delivery(resource_id=pk, after_min=child.after_min, litres=litres)

    def _impact(self, pk: int, child: Any) -> Any:
        return models.ProcessImpact(
            process_id=pk, category=child.category, after_min=child.after_min, level=child.level
        )

    def _staffing(self, pk: int, child: Any) -> Any:
        return models.ProcessStaffing(
            process_id=pk,
            role_id=self.ids["roles"][child.role_code],
            from_min=child.from_min,
            until_min=child.until_min,
            people=child.people,
        )

    def _write_requirements(self, section: str, touched: list[tuple[int, Any]]) -> None:
        side = "process" if section == "processes" else "resource"
        _delete(models.Requirement, side, [pk for pk, _ in touched])
        needs = [
            (
                models.Requirement(
                    **{f"{side}_id": pk},
                    needed=need.needed,
                    order=order,
                    label_nl=need.label_nl,
                    label_en=need.label_en,
                ),
                need,
            )
            for pk, entry in touched
            for order, need in enumerate(entry.requirements)
        ]
        models.Requirement.objects.bulk_create([row for row, _ in needs], batch_size=BATCH)
        members = [
            models.RequirementMember(requirement_id=row.pk, **self._member(ref))
            for row, need in needs
            for ref in need.members
        ]
        models.RequirementMember.objects.bulk_create(members, batch_size=BATCH)

    def _member(self, ref: NodeRef) -> dict[str, int]:
        if ref.kind == NodeKind.PROCESS:
            return {"process_id": self.ids["processes"][ref.code]}
        return {"resource_id": self.ids["resources"][ref.code]}

    # --- the audit trail -----------------------------------------------------------------------------------

    def _record(self, item: Item, entry: Entry) -> None:
        subject, action = _ACTIONS[item.section]
        names = [change.name for change in item.changes]
        before = {name: plain(getattr(item.mine, name)) for name in names}
        after = {name: plain(getattr(entry, name)) for name in names}
        changed = [name for name in names if before[name] != after[name]]
        record(
            self.actor,
            self.municipality_id,
            action,
            subject,
            self.ids[item.section][item.code],
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )


_PART_MODELS: dict[str, tuple[Any, str]] = {
    "seats": (models.TeamSeat, "team"),
    "deliveries": (models.Delivery, "resource"),
    "impacts": (models.ProcessImpact, "process"),
    "staffing": (models.ProcessStaffing, "process"),
}


def _touch(row: Any, actor: Actor) -> None:
    """A changed thing has a new version and, when it was approved, is a draft again."""
    if hasattr(row, "version"):
        row.version += 1
    if hasattr(row, "status"):
        for name, value in _BACK_TO_DRAFT.items():
            if hasattr(row, name):
                setattr(row, name, value)


def _save(model: Any, rows: list[Any]) -> None:
    from django.utils import timezone

    columns = [
        column.name
        for column in model._meta.concrete_fields
        if not column.primary_key and column.name not in ("municipality", "code", "parent", "reports_to")
    ]
    for row in rows:  # bulk_update does not do what auto_now does
        if hasattr(row, "changed_at"):
            row.changed_at = timezone.now()
    model.objects.bulk_update(rows, columns, batch_size=100)


def _delete(model: Any, owner: str, ids: list[int]) -> None:
    for start in range(0, len(ids), BATCH):
        model.objects.filter(**{f"{owner}_id__in": ids[start : start + BATCH]}).delete()


def plain(value: Any) -> Any:
    """One value as JSON keeps it in the audit trail."""
    if isinstance(value, NodeRef):
        return f"{value.kind.value}:{value.code}"
    if is_dataclass(value) and not isinstance(value, type):
        if hasattr(value, "members"):
            return {**asdict(value), "members": [plain(ref) for ref in value.members]}
        return list(asdict(value).values())
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
