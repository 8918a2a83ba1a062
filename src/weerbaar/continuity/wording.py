"""The words of the register in the active language: names of fields, choices and values. No reading."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from weerbaar.continuity.edits import from_json
from weerbaar.continuity.models import (
    CabinetPillar,
    OrganisationUnit,
    Process,
    ProcessImpact,
    Resource,
    Track,
)
from weerbaar.continuity.types import ImpactRow, NodeRef, Register, RequirementRow
from weerbaar.interface.jobs import UserError
from weerbaar.interface.numbers import day, duration, number

LEVELS = (_("none"), _("small"), _("noticeable"), _("serious"), _("intolerable"))

LABELS: dict[str, Any] = {
    "name": _("Name"),
    "name_nl": _("Name in Dutch"),
    "name_en": _("Name in English"),
    "summary_nl": _("What it is, in Dutch"),
    "summary_en": _("What it is, in English"),
    "track": _("Track"),
    "cabinet_pillar": _("Cabinet pillar"),
    "unit_code": _("Department"),
    "owner_role_code": _("Owner (role)"),
    "basis_nl": _("Statutory basis, in Dutch"),
    "basis_en": _("Statutory basis, in English"),
    "basis_confirmed": _("Somebody looked up this basis and it is right"),
    "deadline_min": _("Deadline by law"),
    "deadline_from": _("The deadline counts from"),
    "deadline_note_nl": _("Note on the deadline, in Dutch"),
    "deadline_note_en": _("Note on the deadline, in English"),
    "mtpd_min": _("Maximum tolerable disruption"),
    "mtpd_override_min": _("Maximum tolerable disruption, if different from what the impacts say"),
    "mtpd_reason_nl": _("Reason of the difference, in Dutch"),
    "mtpd_reason_en": _("Reason of the difference, in English"),
    "rto_min": _("Recovery time objective"),
    "rpo_min": _("Maximum loss of data"),
    "mbco_nl": _("Minimum level of service, in Dutch"),
    "mbco_en": _("Minimum level of service, in English"),
    "workaround_nl": _("Workaround, in Dutch"),
    "workaround_en": _("Workaround, in English"),
    "workaround_max_min": _("The workaround can be kept up for"),
    "decision": _("Decision"),
    "decision_reason_nl": _("Reason of the decision, in Dutch"),
    "decision_reason_en": _("Reason of the decision, in English"),
    "restart_nl": _("When and how it restarts, in Dutch"),
    "restart_en": _("When and how it restarts, in English"),
    "restart_after_min": _("Restarts after"),
    "recovery_min": _("Own recovery time"),
    "autonomy_min": _("Runs on without what it needs for"),
    "is_illustrative": _("Starter content that nobody has confirmed yet"),
    "impacts": _("Impacts"),
    "staffing": _("Minimum staffing"),
    "requirements": _("What it needs"),
    "kind": _("Kind"),
    "note_nl": _("Note in Dutch"),
    "note_en": _("Note in English"),
    "role_code": _("Role of these people"),
    "recovery_basis": _("Basis of the recovery time"),
    "recovery_source": _("Source of the recovery time"),
    "recovery_on": _("Date of the recovery time"),
    "capacity": _("Capacity, where it is scarce"),
    "capacity_unit": _("Unit of the capacity"),
    "is_mobile": _("Can be sent elsewhere"),
    "tank_litres": _("Fuel in the tank (litres)"),
    "litres_per_hour": _("Fuel used per hour (litres)"),
    "deliveries": _("Deliveries of fuel"),
    "parent_code": _("Part of"),
    "staff_count": _("Number of staff"),
    "task_nl": _("Task in Dutch"),
    "task_en": _("Task in English"),
    "is_crisis_role": _("Role of the crisis organisation"),
    "people_available": _("People who can do this"),
    "function_title": _("Function"),
    "phone": _("Telephone"),
    "phone_without_network": _("Reachable without the telephone network by"),
    "email": _("E-mail address"),
    "checked_on": _("Last checked on"),
    "user_id": _("Account in this program"),
    "status": _("Status"),
    "review_due_on": _("To be reviewed again on"),
}

_CHOICES: dict[str, Any] = {
    "track": Track,
    "cabinet_pillar": CabinetPillar,
    "decision": Process.Decision,
    "deadline_from": Process.CountsFrom,
    "status": Process.Status,
    "recovery_basis": Resource.Basis,
}


def dutch() -> bool:
    return (get_language() or "nl").startswith("nl")


def words_of(error: UserError) -> str:
    """The error in the language of the page."""
    return error.nl if dutch() else error.en


def name_of(thing: Any) -> str:
    """The name of a row in the active language."""
    return str(thing.name_nl if dutch() else thing.name_en)


def choice(field: str, value: str) -> str:
    """What a stored choice is called; "kind" of a resource and of a unit are told apart by their values."""
    if field == "kind":
        kinds = {**dict(Resource.Kind.choices), **dict(OrganisationUnit.Kind.choices)}
        return str(kinds.get(value, value))
    known = _CHOICES[field]
    return str(dict(known.choices).get(value, value))


class Names:
    """What things of a register are called, by their codes; a code that is gone stays a code."""

    def __init__(self, register: Register) -> None:
        self.units = {row.code: row for row in register.units}
        self.roles = {row.code: row for row in register.roles}
        self.register = register

    def role_choices(self) -> list[tuple[str, str]]:
        """Every role by code and name, in order of name."""
        return sorted(((code, self.role(code)) for code in self.roles), key=lambda each: each[1].casefold())

    def unit(self, code: str) -> str:
        return name_of(self.units[code]) if code in self.units else code

    def role(self, code: str) -> str:
        return name_of(self.roles[code]) if code in self.roles else code

    def node(self, ref: NodeRef) -> str:
        row = self.register.node(ref)
        return name_of(row) if row else ref.code

    def requirement(self, need: RequirementRow) -> str:
        """One need in words: "1 of: grid, generator"."""
        members = ", ".join(self.node(member) for member in need.members)
        label = need.label_nl if dutch() else need.label_en
        if len(need.members) > 1:
            members = gettext("%(needed)s of: %(members)s") % {"needed": need.needed, "members": members}
        return f"{label}: {members}" if label else members

    def value(self, field: str, value: Any) -> str:
        """A value as the audit trail keeps it, in words; what is empty says so."""
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        if value is None or value in ("", []):
            return gettext("nothing") if isinstance(value, list) else gettext("not filled in")
        if field.endswith("_min"):
            return duration(value)
        if field in _CHOICES or field == "kind":
            return choice(field, value)
        if field in {"unit_code", "parent_code"}:
            return self.unit(value)
        if field in {"owner_role_code", "role_code"}:
            return self.role(value)
        if field in {"review_due_on", "recovery_on", "checked_on"}:
            return day(date.fromisoformat(value))
        if isinstance(value, list):
            return "; ".join(self._rows(field, from_json(field, value)))
        return (
            number(value, 0 if isinstance(value, int) else 1)
            if isinstance(value, int | float)
            else str(value)
        )

    def _rows(self, field: str, rows: Any) -> Iterable[str]:
        match field:
            case "requirements":
                return [self.requirement(row) for row in rows]
            case "impacts":
                return impacts_in_words(rows)
            case "staffing":
                return [
                    gettext("%(people)s × %(role)s from %(begin)s until %(end)s")
                    % {
                        "people": row.people,
                        "role": self.role(row.role_code),
                        "begin": duration(row.from_min),
                        "end": duration(row.until_min),
                    }
                    for row in rows
                ]
            case "deliveries":
                return [
                    gettext("%(litres)s litres after %(after)s")
                    % {"litres": number(row.litres), "after": duration(row.after_min)}
                    for row in rows
                ]
        return [str(row) for row in rows]


def impacts_in_words(impacts: Iterable[ImpactRow]) -> list[str]:
    """Per category the level after each judged time."""
    by_category: dict[str, list[str]] = {}
    for row in impacts:
        label = str(dict(ProcessImpact.Category.choices).get(row.category, row.category))
        by_category.setdefault(label, []).append(f"{duration(row.after_min)} {LEVELS[row.level]}")
    return [f"{label}: {', '.join(levels)}" for label, levels in by_category.items()]


def people(count: int) -> str:
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": count}
