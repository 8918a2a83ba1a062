"""A register as a JSON file: what `docs/reference/register-file.md` describes.

A file from outside is wrong until it is checked: its size, its shape, every value, every code.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import MISSING, fields
from datetime import date
from typing import Any

from weerbaar.continuity.exchange.checking import Checking
from weerbaar.continuity.exchange.columns import PARTS, TABLES, Field, Kind
from weerbaar.continuity.exchange.document import (
    SECTIONS,
    Origin,
    RegisterDocument,
    tidy,
)
from weerbaar.continuity.exchange.problems import Problem, RefusedFile, once, problem
from weerbaar.continuity.exchange.rows import Row, member_text

FORMAT = "weerbaar-register"
VERSION = 1
MOST_ROWS = 50_000

_WANTED: dict[Kind, tuple[str, str]] = {
    Kind.TIME: ("een heel aantal minuten", "a whole number of minutes"),
    Kind.COUNT: ("een heel getal", "a whole number"),
    Kind.AMOUNT: ("een getal", "a number"),
    Kind.FLAG: ("true of false", "true or false"),
    Kind.DAY: ("een datum zoals 2026-12-31", "a date such as 2026-12-31"),
    Kind.MEMBERS: ("een lijst van codes", "a list of codes"),
}
_TEXT = ("een tekst", "a text")


def write_json(document: RegisterDocument) -> bytes:
    """The document as a file: UTF-8, what is empty left out, the same for the same document."""
    origin = document.origin
    content: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "origin": {
            "municipality_code": origin.municipality_code,
            "municipality_name": origin.municipality_name,
            "made_on": origin.made_on.isoformat() if origin.made_on else "",
        },
    }
    for section in SECTIONS:
        content[section] = [_object(section, entry) for entry in document.section(section)]
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _object(section: str, entry: Any) -> dict[str, Any]:
    found = _without_defaults(entry, {one.name for one in TABLES[section].fields})
    for part in PARTS[section]:
        children = [
            _without_defaults(child, {one.name for one in TABLES[part].fields})
            for child in getattr(entry, part)
        ]
        if children:
            found[part] = children
    return found


def _without_defaults(thing: Any, names: set[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in fields(thing):
        value = getattr(thing, one.name)
        if one.name not in names or (one.default is not MISSING and value == one.default):
            continue
        if isinstance(value, date):
            value = value.isoformat()
        elif one.name == "members":
            value = [member_text(ref) for ref in value]
        found[one.name] = value
    return found


def read_json(content: bytes, mine: RegisterDocument | None = None) -> RegisterDocument:
    """The document in a file, read for the register `mine`; raises `RefusedFile` with all that is wrong."""
    try:
        found = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise RefusedFile([problem("damaged", "")]) from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise RefusedFile([problem("not_a_register", "format")])
    version = found.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise RefusedFile([problem("not_a_register", "version")])
    if version > VERSION:
        raise RefusedFile([problem("too_new", "version", value=version)])
    reading = _Reading()
    origin = reading.origin(found.get("origin"))
    reading.unknown(found, {"format", "version", "origin", *SECTIONS}, "")
    rows = list(reading.rows(found))
    checking = Checking(rows, mine or RegisterDocument())
    document = checking.document(origin)
    problems = once(reading.problems + checking.problems)
    if problems or document is None:
        raise RefusedFile(problems)
    return document


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no number")


class _Reading:
    """Collects what is wrong with the shape of a file while its rows are read."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.count = 0

    def origin(self, found: object) -> Origin:
        if found is None:
            return Origin()
        if not isinstance(found, dict):
            self._wrong("origin", ("een object", "an object"), found)
            return Origin()
        self.unknown(found, {"municipality_code", "municipality_name", "made_on"}, "origin")
        made_on = None
        if text := found.get("made_on"):
            made_on = _day(text)
            if made_on is None:
                self._wrong("origin.made_on", _WANTED[Kind.DAY], text)
        texts = []
        for name, most in (("municipality_code", 6), ("municipality_name", 120)):
            value = found.get(name, "")
            if not isinstance(value, str):
                self._wrong(f"origin.{name}", _TEXT, value)
                value = ""
            texts.append(tidy(value)[:most])
        return Origin(texts[0], texts[1], made_on)

    def rows(self, found: dict[str, Any]) -> Iterator[Row]:
        """The rows of every section and of the parts in it."""
        for section in SECTIONS:
            things = self._list(found.get(section), section)
            for index, thing in enumerate(things):
                path = _path(section, index, thing)
                if not isinstance(thing, dict):
                    self._wrong(path, ("een object", "an object"), thing)
                    continue
                self.unknown(thing, {one.name for one in TABLES[section].fields} | {*PARTS[section]}, path)
                row = self._row(section, thing, path)
                yield row
                code = row.values.get("code")
                for part in PARTS[section]:
                    for at, child in enumerate(self._list(thing.get(part), f"{path}.{part}")):
                        if code:
                            yield from self._child(section, part, code, child, f"{path}.{part}[{at}]")

    def _child(self, section: str, part: str, code: str, child: object, path: str) -> Iterator[Row]:
        if not isinstance(child, dict):
            self._wrong(path, ("een object", "an object"), child)
            return
        table = TABLES[part]
        names = {one.name for one in table.fields} - {table.owner, "owner_kind"}
        self.unknown(child, names, path)
        row = self._row(part, {name: child[name] for name in names if name in child}, path)
        row.values[table.owner] = code
        if part == "requirements":
            row.values["owner_kind"] = "process" if section == "processes" else "resource"
        yield row

    def _row(self, table: str, thing: dict[str, Any], path: str) -> Row:
        self.count += 1
        if self.count > MOST_ROWS:
            raise RefusedFile([problem("too_many_rows", "", most=MOST_ROWS)])
        values: dict[str, Any] = {}
        broken = set()
        for one in TABLES[table].fields:
            if one.name not in thing or thing[one.name] is None:
                continue
            value, right = _typed(one, thing[one.name])
            if right:
                values[one.name] = value
            else:
                broken.add(one.name)
                self._wrong(f"{path}.{one.name}", _WANTED.get(one.kind, _TEXT), thing[one.name])
        return Row(table, values, path, broken=frozenset(broken))

    def _list(self, found: object, path: str) -> list[Any]:
        if found is None:
            return []
        if not isinstance(found, list):
            self._wrong(path, ("een lijst", "a list"), found)
            return []
        return found

    def unknown(self, found: dict[str, Any], names: set[str], path: str) -> None:
        for name in found:
            if name not in names:
                self.problems.append(
                    problem("unknown_field", f"{path}.{tidy(name)[:40]}".lstrip("."), value=name)
                )

    def _wrong(self, path: str, wanted: tuple[str, str], value: object) -> None:
        shown = json.dumps(value, ensure_ascii=False)
        self.problems.append(problem("wrong_type", path, wanted=wanted, value=shown))


def _path(section: str, index: int, thing: object) -> str:
    """Where a thing is: its number in the list and, when it can be shown, its code."""
    code = thing.get("code") if isinstance(thing, dict) else None
    shown = f" {tidy(code)[:60]}" if isinstance(code, str) and tidy(code) else ""
    return f"{section}[{index}{shown}]"


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _typed(field: Field, value: Any) -> tuple[Any, bool]:
    """The value as the register holds it, and whether it is of the right type."""
    if field.kind in {Kind.TIME, Kind.COUNT}:
        return value, isinstance(value, int) and not isinstance(value, bool)
    if field.kind == Kind.AMOUNT:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return (float(value) if number and abs(value) < 1e15 else 1e15 if number else None), number
    if field.kind == Kind.FLAG:
        return value, isinstance(value, bool)
    if field.kind == Kind.DAY:
        if value == "":
            return None, True
        day = _day(value)
        return day, day is not None
    if field.kind == Kind.MEMBERS:
        right = isinstance(value, list) and all(isinstance(one, str) for one in value)
        return (tuple(tidy(one) for one in value) if right else None), right
    return (tidy(value) if isinstance(value, str) else None), isinstance(value, str)
