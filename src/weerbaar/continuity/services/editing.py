"""What every edit of the register shares: the lock, the version, the refusal in words, the audit entry."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.text import slugify

from weerbaar.continuity.edits import Edit, as_json
from weerbaar.continuity.models import OrganisationUnit, StaffRole, UnitEditor
from weerbaar.continuity.rules import Fault
from weerbaar.continuity.types import ContactRow, ProcessRow, ResourceRow, RoleRow, UnitRow
from weerbaar.interface.jobs import UserError

MOST_NAMED = 5
Row = ProcessRow | ResourceRow | UnitRow | RoleRow | ContactRow


class EditConflict(Exception):  # noqa: N818 - not an error of the program: two people at once
    """Somebody else changed this in between; `current` is how it stands now. Nothing was written."""

    def __init__(self, current: Row) -> None:
        super().__init__(f"{type(current).__name__} {current.id} is at version {current.version}")
        self.current = current


class EditRefused(UserError):  # noqa: N818 - not an error of the program: a rule said no
    """An edit that breaks rules; `faults` says of each in which field, in both languages."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(" ".join(fault.nl for fault in faults), " ".join(fault.en for fault in faults))
        self.faults = tuple(faults)


def refuse(faults: Iterable[Fault]) -> None:
    """Raises `EditRefused` when there is a fault."""
    found = list(faults)
    if found:
        raise EditRefused(found)


def field_faults(model: type[models.Model], edit: Edit) -> Iterator[Fault]:
    """Names that lack, texts that are too long, choices that do not exist, dates in the future."""
    for each in fields(edit):
        value = getattr(edit, each.name)
        if each.name in {"name", "name_nl", "name_en"} and not value:
            yield Fault(each.name, "Vul een naam in.", "Fill in a name.")
        if isinstance(value, date) and value > timezone.localdate():
            yield Fault(each.name, "De datum ligt in de toekomst.", "The date lies in the future.")
        column = _column(model, each.name)
        if column is None or not isinstance(value, str):
            continue
        if column.max_length and len(value) > column.max_length:
            yield Fault(
                each.name,
                f"Gebruik hoogstens {column.max_length} tekens.",
                f"Use at most {column.max_length} characters.",
            )
        if column.choices and value not in dict(column.flatchoices) and (value or not column.blank):
            yield Fault(each.name, "Maak een keuze.", "Make a choice.")


def _column(model: type[models.Model], name: str) -> Any:
    return next((column for column in model._meta.fields if column.name == name), None)


def free_code(model: type[models.Model], municipality_id: int, code: str, name: str) -> str:
    """The code that was asked for, or one made of the name; refused when something else has it."""
    known: Any = model._meta.default_manager
    most = _column(model, "code").max_length
    taken = known.filter(municipality_id=municipality_id)
    if code:
        if slugify(code) != code or len(code) > most:
            raise UserError(
                f"De code {code} mag alleen kleine letters, cijfers en streepjes hebben.",
                f"The code {code} may have only small letters, digits and dashes.",
            )
        if taken.filter(code=code).exists():
            raise UserError(f"De code {code} bestaat al.", f"The code {code} exists already.")
        return code
    stem = slugify(name)[: most - 4].strip("-") or "x"
    codes = set(taken.filter(code__startswith=stem).values_list("code", flat=True))
    return next(
        wanted
        for wanted in (stem, *(f"{stem}-{number}" for number in range(2, len(codes) + 3)))
        if wanted not in codes
    )


def unit_by_code(municipality_id: int, code: str) -> OrganisationUnit | None:
    """The unit with this code; None for an empty one. Refused when there is none."""
    if not code:
        return None
    found = OrganisationUnit.objects.filter(municipality_id=municipality_id, code=code).first()
    if found is None:
        raise EditRefused(
            [Fault("unit_code", f"Er is geen afdeling {code}.", f"There is no department {code}.")]
        )
    return found


def role_by_code(municipality_id: int, code: str, field: str) -> StaffRole | None:
    """The role with this code; None for an empty one. Refused when there is none."""
    if not code:
        return None
    found = StaffRole.objects.filter(municipality_id=municipality_id, code=code).first()
    if found is None:
        raise EditRefused([Fault(field, f"Er is geen rol {code}.", f"There is no role {code}.")])
    return found


def editors_of(unit: OrganisationUnit | None) -> tuple[int, ...]:
    """The accounts that may change what a unit owns; nobody's for what belongs to no unit."""
    if unit is None:
        return ()
    return tuple(UnitEditor.objects.filter(unit=unit).values_list("user_id", flat=True))


def changed(before: Edit, after: Edit) -> tuple[dict[str, Any], dict[str, Any]]:
    """What differs, as (before, after) for the audit trail; both empty when nothing does."""
    old, new = as_json(before), as_json(after)
    names = [name for name in new if old[name] != new[name]]
    return {name: old[name] for name in names}, {name: new[name] for name in names}


def named(nl: Collection[str], en: Collection[str]) -> tuple[str, str]:
    """Names in a row, in both languages, the first few and how many more."""
    return _row(nl, "en nog"), _row(en, "and another")


def _row(names: Collection[str], more: str) -> str:
    shown = list(names)[:MOST_NAMED]
    rest = len(names) - len(shown)
    return ", ".join(shown) + (f" {more} {rest}" if rest else "")
