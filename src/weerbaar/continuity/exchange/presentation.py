"""A comparison in the words of a page: labels of fields, values as people read them, what to look out for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from weerbaar.continuity.exchange.columns import PARTS, TABLES, Field, Kind, choices
from weerbaar.continuity.exchange.comparing import Comparison, FieldChange, Item
from weerbaar.continuity.exchange.document import SECTIONS
from weerbaar.continuity.exchange.durations import in_words
from weerbaar.continuity.exchange.rows import member_text
from weerbaar.continuity.types import RequirementRow

MOST_CHOICES = 400  # a form with more fields is refused by the program, and read by nobody


@dataclass(frozen=True)
class ShownField:
    """A field that differs, with both values as lines."""

    label: str
    mine: tuple[str, ...]
    theirs: tuple[str, ...]


@dataclass(frozen=True)
class ShownItem:
    """A thing in the preview."""

    key: str
    code: str
    name_nl: str
    name_en: str
    note: str
    changes: tuple[ShownField, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class ShownSection:
    """The things of one section that are new or that differ."""

    title: str
    name: str
    added: tuple[ShownItem, ...]
    changed: tuple[ShownItem, ...]
    same: int
    only_mine: int


def sections(comparison: Comparison, language: str) -> list[ShownSection]:
    """Everything in the comparison by section: processes first, then what they lean on."""
    found = []
    for name in ("processes", "resources", "units", "roles", "teams"):
        added = [item for item in comparison.added if item.section == name]
        changed = [item for item in comparison.changed if item.section == name]
        same = sum(item.section == name for item in comparison.same)
        if added or changed or same:
            found.append(
                ShownSection(
                    TABLES[name].title(language),
                    name,
                    tuple(_item(item, language) for item in added),
                    tuple(_item(item, language) for item in changed),
                    same,
                    comparison.only_mine.get(name, 0),
                )
            )
    return found


def _item(item: Item, language: str) -> ShownItem:
    theirs = item.theirs
    note = ""
    if item.section == "processes":
        note = _label(TABLES["processes"].field("track"), getattr(theirs, "track", ""), language)
    elif item.section == "resources":
        note = _label(TABLES["resources"].field("kind"), getattr(theirs, "kind", ""), language)
    return ShownItem(
        item.key,
        item.code,
        theirs.name_nl,
        theirs.name_en,
        note,
        tuple(_field(item.section, change, language) for change in item.changes),
        tuple(_warning(said, item, language) for said in item.warnings),
    )


def _warning(said: str, item: Item, language: str) -> str:
    if said == "approved":
        return _("You approved this process. If you take over a change, it is a draft again.")
    if said == "renamed" and item.mine is not None:
        mine = item.mine.name_nl if language == "nl" else item.mine.name_en
        return _("With you this code is called “%(name)s”. Is it the same thing?") % {"name": mine}
    code = said.partition(":")[2]
    return _("You have something with this name already, under the code %(code)s.") % {"code": code}


def _field(section: str, change: FieldChange, language: str) -> ShownField:
    if change.name in PARTS[section]:
        table = TABLES[change.name]
        return ShownField(
            table.title(language),
            tuple(_part(change.name, one, language) for one in change.mine),
            tuple(_part(change.name, one, language) for one in change.theirs),
        )
    field = TABLES[section].field(change.name)
    return ShownField(
        field.head(language),
        _lines(_label(field, change.mine, language)),
        _lines(_label(field, change.theirs, language)),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


def _label(field: Field, value: Any, language: str) -> str:
    """One value in words; "" when it is not known."""
    if value is None or value == "":
        return ""
    if field.kind == Kind.TIME:
        return in_words(value, language)
    if field.kind == Kind.FLAG:
        return _("yes") if value else _("no")
    if field.kind == Kind.CHOICE:
        words = choices(field.of).get(value)
        return str(words[0 if language == "nl" else 1]) if words else str(value)
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, float):
        text = f"{value:g}" if value < 1e6 else f"{value:.2f}"
        return text.replace(".", ",") if language == "nl" else text
    return str(value)


def _part(name: str, part: Any, language: str) -> str:
    """A part of a thing on one line."""
    if isinstance(part, RequirementRow):
        members = ", ".join(_members(part))
        label = part.label_nl if language == "nl" else part.label_en
        amount = _("%(k)s of: %(members)s") % {"k": part.needed, "members": members}
        return f"{label}: {amount}" if label else amount
    table = TABLES[name]
    values = [
        f"{one.head(language)} {_label(one, getattr(part, one.name), language)}"
        if one.kind in {Kind.TIME, Kind.COUNT, Kind.AMOUNT}
        else _label(one, getattr(part, one.name), language)
        for one in table.fields
        if one.name != table.owner and not (one.kind == Kind.FLAG and not getattr(part, one.name))
    ]
    return ", ".join(value for value in values if value)


def _members(part: RequirementRow) -> Iterable[str]:
    for ref in part.members:
        yield ref.code if ref.kind.value == "resource" else member_text(ref)


def in_text(counted: dict[str, int], language: str) -> str:
    """How many of each kind, as "3 processen, 12 middelen"."""
    said = [
        f"{counted[name]} {TABLES[name].title(language).lower()}" for name in SECTIONS if counted.get(name)
    ]
    return ", ".join(reversed(said))
