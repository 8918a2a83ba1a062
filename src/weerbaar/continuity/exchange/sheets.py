"""How the tables of a register lie on sheets: which columns, under which heads, in Dutch and in English.

A sheet is a table, except that the levels of an impact stand side by side: one row per kind of impact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from weerbaar.continuity.exchange.columns import IMPACTS, TABLES, Field, Kind
from weerbaar.continuity.exchange.durations import UNITS
from weerbaar.continuity.models.processes import IMPACT_TIMES

READING = {"nl": "Lees dit eerst", "en": "Read this first"}
CHOICES = {"nl": "Keuzes", "en": "Choices"}
_AFTER = {
    60: ("Na 1 uur", "After 1 hour"),
    240: ("Na 4 uur", "After 4 hours"),
    1440: ("Na 24 uur", "After 24 hours"),
    4320: ("Na 72 uur", "After 72 hours"),
    10080: ("Na 7 dagen", "After 7 days"),
}
HOURS = {"nl": "uur", "en": "hours"}


@dataclass(frozen=True)
class Column:
    """A column of a sheet. `level_after`: the level of an impact after so many minutes."""

    field: Field
    nl: str
    en: str
    level_after: int | None = None

    @property
    def name(self) -> str:
        return self.field.name if self.level_after is None else f"level_{self.level_after}"

    def head(self, language: str) -> str:
        """What stands above the column; a time says in which unit a bare number is."""
        text = self.nl if language == "nl" else self.en
        return f"{text} ({HOURS[language]})" if self.field.kind == Kind.TIME else text


@cache
def columns_of(table: str) -> tuple[Column, ...]:
    """The columns of the sheet of a table, from left to right."""
    fields = TABLES[table].fields
    if table != "impacts":
        return tuple(Column(field, field.nl, field.en) for field in fields)
    level = IMPACTS.field("level")
    return (
        *(Column(field, field.nl, field.en) for field in fields if field.name in ("process", "category")),
        *(Column(level, *_AFTER[after], level_after=after) for after in IMPACT_TIMES),
    )


def plain_head(text: str) -> tuple[str, int | None]:
    """A head without capitals, marks and spaces too many, and the minutes of the unit that it names."""
    words = " ".join(text.casefold().replace("*", " ").replace("\u00a0", " ").split())
    found = re.fullmatch(r"(.*?)\s*[\(\[]\s*(?:in )?(\w+)\s*[\)\]]", words)
    if found:
        for unit, names in UNITS.items():
            if found[2] in names:
                return found[1], {"minute": 1, "hour": 60, "day": 1440, "week": 10080}[unit]
    return words, None


@cache
def heads_of(table: str) -> dict[str, Column]:
    """Every head by which a column is known: Dutch, English, and the field's own name."""
    found: dict[str, Column] = {}
    for column in columns_of(table):
        for text in (column.nl, column.en, column.name):
            found.setdefault(plain_head(text)[0], column)
    return found


@cache
def tables_by_title() -> dict[str, str]:
    """Every title by which a sheet is known → its table."""
    found: dict[str, str] = {}
    for name, table in TABLES.items():
        for title in (table.nl, table.en, name):
            found.setdefault(title.casefold(), name)
    return found
