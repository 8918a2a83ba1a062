"""From rows to a document: all references lead somewhere, and every rule holds.

All mistakes are found in one go. What a file does not speak of (a column that it lacks) stays as it is in the
register that it is read for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from weerbaar.continuity.exchange import rules
from weerbaar.continuity.exchange.columns import DEFAULTS, PARTS, TABLES, Field, Kind
from weerbaar.continuity.exchange.document import (
    CHILDREN,
    SECTIONS,
    Origin,
    RegisterDocument,
    tidied,
)
from weerbaar.continuity.exchange.problems import Problem, problem
from weerbaar.continuity.exchange.rows import MEMBER_KINDS, Row
from weerbaar.continuity.exchange.values import choice_words, limits
from weerbaar.continuity.types import NodeKind, NodeRef, RequirementRow

_UNKNOWN = {
    "units": "unknown_unit",
    "roles": "unknown_role",
    "teams": "unknown_team",
    "processes": "unknown_process",
    "resources": "unknown_resource",
}
Silent = frozenset[tuple[str, str]]


class Checking:
    """One reading: rows in, a document or problems out.

    `mine` is the register that the file is read for; `silent` are the (table, field) and (table, "") that
    the file does not speak of.
    """

    def __init__(self, rows: Iterable[Row], mine: RegisterDocument, silent: Silent = frozenset()) -> None:
        self.mine = mine
        self.silent = silent
        self.problems: list[Problem] = []
        self.rows: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            self.rows[row.table].append(row)
        self.own = {name: {entry.code: entry for entry in mine.section(name)} for name in SECTIONS}
        self.codes: dict[str, dict[str, Row]] = {}
        self.folded: dict[str, dict[str, str]] = {}

    def document(self, origin: Origin) -> RegisterDocument | None:
        """The document; None when `problems` has something in it."""
        for section in SECTIONS:
            self._collect_codes(section)
        for section in SECTIONS:
            for row in self.rows[section]:
                self._check_row(row)
        children = {part: self._children(part) for part in CHILDREN}
        sections: dict[str, list[Any]] = {section: [] for section in SECTIONS}
        rows_of: dict[tuple[str, str], Row] = {}
        for section in SECTIONS:
            for row in self.rows[section]:
                code = row.values.get("code")
                if not code or (section, code) in rows_of:
                    continue
                rows_of[section, code] = row
                if entry := self._entry(section, row, children):
                    sections[section].append(entry)
        rules.no_circles(self.own, sections, rows_of, self.problems)
        if self.problems:
            return None
        return RegisterDocument(
            origin,
            **{name: tuple(sorted(found, key=lambda entry: entry.code)) for name, found in sections.items()},
        )

    # --- codes -------------------------------------------------------------------------------------------

    def _collect_codes(self, section: str) -> None:
        seen: dict[str, Row] = {}
        codes: dict[str, Row] = {}
        mine = {code.casefold(): code for code in self.own[section]}
        for row in self.rows[section]:
            code = row.values.get("code")
            if not code:
                continue
            if first := seen.get(code.casefold()):
                self._say("code_twice", row, "code", value=code, other=first.place("code"))
                continue
            seen[code.casefold()] = row
            codes[code] = row
            known = mine.get(code.casefold())
            if known is not None and known != code and code not in self.own[section]:
                self._say("code_in_capitals", row, "code", value=code, other=known)
        self.codes[section] = codes
        self.folded[section] = {**mine, **{code.casefold(): code for code in codes}}

    def _known(self, section: str, code: str) -> bool:
        return code in self.codes[section] or code in self.own[section]

    def _resolved(self, section: str, code: str) -> str | None:
        """The code as it is written where it is defined; capitals do not matter to those who refer."""
        return code if self._known(section, code) else self.folded[section].get(code.casefold())

    # --- rows --------------------------------------------------------------------------------------------

    def _check_row(self, row: Row) -> None:
        code = row.values.get("code")
        own = self.own.get(row.table, {}).get(code) if code else None
        for field in TABLES[row.table].fields:
            if field.name in row.broken:
                continue
            value = row.values.get(field.name)
            if value is None or value == "" or value == ():
                spoken = (row.table, field.name) not in self.silent
                if field.required and (own is None or spoken):
                    self.problems.append(_missing(field, row))
                continue
            if found := limits(field, value, row.place(field.name)):
                self.problems.append(found)
            elif field.kind == Kind.REFERENCE and field.of in SECTIONS:
                known = self._resolved(field.of, value)
                if known is None:
                    self._say(_UNKNOWN[field.of], row, field.name, value=value)
                else:
                    row.values[field.name] = known

    def _children(self, part: str) -> dict[tuple[str, str], list[tuple[Row, Any]]]:
        """The parts of each thing, by (section, code), with the row that tells each."""
        found: dict[tuple[str, str], list[tuple[Row, Any]]] = defaultdict(list)
        table = TABLES[part]
        for row in self.rows[part]:
            before = len(self.problems)
            self._check_row(row)
            section = table.field(table.owner).of
            if part == "requirements":
                section = "processes" if row.values.get("owner_kind") == "process" else "resources"
                self._check_requirement(row, section)
            if len(self.problems) > before or row.broken:
                continue
            owner = row.values[table.owner]
            child = _child(part, row.values)
            siblings = found[section, owner]
            if said := rules.of_child(part, owner, row, child, siblings):
                self.problems.append(said)
                continue
            siblings.append((row, child))
        if part == "impacts":
            for (_, owner), siblings in found.items():
                self.problems += rules.no_milder_impacts(owner, siblings)
        return found

    def _check_requirement(self, row: Row, section: str) -> None:
        owner = row.values.get("owner")
        if owner and "owner_kind" not in row.broken and row.values.get("owner_kind"):
            known = self._resolved(section, owner)
            if known is None:
                self._say(_UNKNOWN[section], row, "owner", value=owner)
            else:
                row.values["owner"] = known
        tokens = row.values.get("members") or ()
        members = [self._member(token, row) for token in tokens]
        row.values["members"] = tuple(ref for ref in members if ref is not None)

    def _member(self, token: Any, row: Row) -> NodeRef | None:
        if isinstance(token, NodeRef):
            return token
        kind_text, colon, code = token.rpartition(":")
        kind = MEMBER_KINDS.get(kind_text.strip().casefold()) if colon else None
        code = code.strip()
        if not colon:
            as_process, as_resource = self._resolved("processes", code), self._resolved("resources", code)
            if as_process and as_resource:
                self._say("member_of_two_kinds", row, "members", value=code)
                return None
            kind = NodeKind.PROCESS if as_process else NodeKind.RESOURCE
        if kind is None:
            self._say("unknown_member", row, "members", value=token)
            return None
        known = self._resolved("processes" if kind == NodeKind.PROCESS else "resources", code)
        if known is None:
            self._say("unknown_member", row, "members", value=token)
            return None
        return NodeRef(kind, known)

    # --- things ------------------------------------------------------------------------------------------

    def _entry(self, section: str, row: Row, children: dict[str, Any]) -> Any:
        """The thing that a row and its parts tell; None when it lacks a name."""
        code = row.values["code"]
        own = self.own[section].get(code)
        values: dict[str, Any] = {}
        for field in TABLES[section].fields:
            if own is not None and (section, field.name) in self.silent:
                values[field.name] = getattr(own, field.name)
            else:
                values[field.name] = _default(field, row.values.get(field.name))
        for part in PARTS[section]:
            if (part, "") in self.silent:
                values[part] = getattr(own, part) if own is not None else ()
            else:
                values[part] = tuple(child for _, child in children[part].get((section, code), ()))
        if not (values["name_nl"] and values["name_en"]):
            return None
        entry = tidied(SECTIONS[section](**values))
        self.problems += rules.of_entry(section, entry, row)
        return entry

    def _say(self, kind: str, row: Row, name: str, **words: object) -> None:
        self.problems.append(problem(kind, row.place(name), **words))


def _missing(field: Field, row: Row) -> Problem:
    place = row.place(field.name)
    words = {"field": (field.nl, field.en)}
    if field.name in {"name_nl", "name_en"}:
        return problem("missing_name" if field.name == "name_nl" else "missing_english_name", place)
    if field.kind == Kind.CODE:
        return problem("missing_code", place)
    if field.kind == Kind.CHOICE:
        return problem("missing_choice", place, choices=choice_words(field.of), **words)
    if field.kind == Kind.MEMBERS:
        return problem("no_members", place)
    if field.kind == Kind.TIME:
        return problem("missing_time", place, **words)
    if field.kind in {Kind.COUNT, Kind.AMOUNT}:
        return problem("missing_number", place, **words)
    return problem("missing_reference", place, **words)


def _default(field: Field, value: Any) -> Any:
    if value is not None and value != "":
        return value
    if field.kind == Kind.FLAG:
        return False
    if field.kind in {Kind.TIME, Kind.COUNT, Kind.AMOUNT, Kind.DAY}:
        return None
    return "" if field.required else DEFAULTS.get(field.name, "")


def _child(part: str, values: dict[str, Any]) -> Any:
    given = {
        field.name: values[field.name]
        for field in TABLES[part].fields
        if field.name not in (TABLES[part].owner, "owner_kind")
        and values.get(field.name) is not None
        and values[field.name] != ""
    }
    if part == "requirements":
        given.setdefault("needed", 1)
        return RequirementRow(**given)
    if part == "staffing":
        given.setdefault("from_min", 0)
        given.setdefault("until_min", 72 * 60)
    return CHILDREN[part](**given)
