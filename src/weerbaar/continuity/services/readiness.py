"""Writing the readiness of the crisis room: its list of items, and the checks of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor
from weerbaar.continuity.models import ReadinessCheck, ReadinessItem
from weerbaar.continuity.starter import crisis_room as starter
from weerbaar.interface.jobs import UserError


@dataclass(frozen=True)
class ItemEdit:
    """What can be written about an item of the crisis room."""

    subject: str
    name_nl: str
    name_en: str
    how_nl: str = ""
    how_en: str = ""
    source_nl: str = ""
    source_en: str = ""
    valid_days: int = 180
    asks_hours: bool = False
    is_retired: bool = False


@transaction.atomic
def load_room_starter(actor: Actor, municipality_id: int) -> int:
    """Adds the items of the starter list that are not here yet, and answers how many."""
    there = set(ReadinessItem.objects.filter(municipality_id=municipality_id).values_list("code", flat=True))
    fresh = [(order, item) for order, item in enumerate(starter.ITEMS, 1) if item.code not in there]
    for order, item in fresh:
        ReadinessItem.objects.create(
            municipality_id=municipality_id,
            **asdict(item),
            order=order * 10,
            source_nl=starter.ITEM_SOURCE_NL,
            source_en=starter.ITEM_SOURCE_EN,
            is_illustrative=True,
        )
    if fresh:
        record(
            actor,
            municipality_id,
            "continuity.room_starter.loaded",
            "readiness_item",
            "",
            after={"items": [item.code for _order, item in fresh]},
        )
    return len(fresh)


@transaction.atomic
def add_room_item(actor: Actor, municipality_id: int, edit: ItemEdit) -> str:
    """Adds an item at the end of the list and answers its code."""
    _complete(edit)
    items = ReadinessItem.objects.filter(municipality_id=municipality_id)
    base = slugify(edit.name_nl)[:34] or "item"
    taken = set(items.values_list("code", flat=True))
    codes = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    code = next(code for code in codes if code not in taken)
    last = items.aggregate(last=Max("order"))["last"] or 0
    ReadinessItem.objects.create(
        municipality_id=municipality_id, code=code, order=last + 10, **_stripped(edit)
    )
    record(
        actor, municipality_id, "continuity.room_item.added", "readiness_item", code, after=_stripped(edit)
    )
    return code


@transaction.atomic
def edit_room_item(actor: Actor, municipality_id: int, code: str, edit: ItemEdit) -> None:
    """Writes an item; it is the municipality's own from then on. Its checks stay."""
    _complete(edit)
    item = _item(municipality_id, code)
    fresh = _stripped(edit)
    before = {name: getattr(item, name) for name in fresh}
    changed = [name for name in fresh if fresh[name] != before[name]]
    if not changed:
        return
    for name in changed:
        setattr(item, name, fresh[name])
    item.is_illustrative = False
    item.save()
    record(
        actor,
        municipality_id,
        "continuity.room_item.edited",
        "readiness_item",
        code,
        before={name: before[name] for name in changed},
        after={name: fresh[name] for name in changed},
    )


@transaction.atomic
def check_room_item(
    actor: Actor,
    municipality_id: int,
    code: str,
    *,
    is_good: bool,
    checked_on: date | None = None,
    checked_by: str = "",
    hours: int | None = None,
    note: str = "",
) -> None:
    """Adds a check (today, by the actor, unless told otherwise) to the history of an item.

    Raises `UserError` for a day in the future, hours that the item asks for and were not given, or a failure
    without a word about what is wrong.
    """
    item = _item(municipality_id, code)
    on = checked_on or timezone.localdate()
    if on > timezone.localdate():
        raise UserError("De datum ligt in de toekomst.", "The date lies in the future.")
    if item.asks_hours and is_good and hours is None:
        raise UserError("Vul in voor hoeveel uur het genoeg is.", "Fill in for how many hours it is enough.")
    if not is_good and not note.strip():
        raise UserError("Schrijf op wat er niet goed is.", "Write down what is wrong.")
    check = ReadinessCheck.objects.create(
        item=item,
        checked_on=on,
        checked_by=(checked_by.strip() or actor.label)[:120],
        is_good=is_good,
        hours=hours if item.asks_hours else None,
        note=note.strip()[:300],
    )
    record(
        actor,
        municipality_id,
        "continuity.room_item.checked",
        "readiness_item",
        code,
        after={"on": on.isoformat(), "good": is_good, "hours": check.hours, "note": check.note},
    )


def _item(municipality_id: int, code: str) -> ReadinessItem:
    item = ReadinessItem.objects.filter(municipality_id=municipality_id, code=code).first()
    if item is None:
        raise UserError("Dit onderdeel is er niet.", "There is no such item.")
    return item


def _complete(edit: ItemEdit) -> None:
    if not edit.name_nl.strip() or not edit.name_en.strip():
        raise UserError("Vul beide namen in, Nederlands en Engels.", "Fill in both names, Dutch and English.")
    if bool(edit.how_nl.strip()) != bool(edit.how_en.strip()):
        raise UserError(
            "Beschrijf de controle in het Nederlands én in het Engels, of laat beide leeg.",
            "Describe the check in Dutch and in English, or leave both empty.",
        )
    if not 1 <= edit.valid_days <= 3660:
        raise UserError("Een controle geldt 1 tot 3660 dagen.", "A check holds for 1 to 3660 days.")


def _stripped(edit: ItemEdit) -> dict[str, object]:
    values = asdict(edit)
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
