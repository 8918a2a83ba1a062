"""What would change in a register if a document were taken over, and what somebody chose of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from weerbaar.continuity.exchange.document import SECTIONS, Entry, RegisterDocument, references
from weerbaar.continuity.exchange.problems import MOST_SHOWN


class State(StrEnum):
    """How a thing in the document stands to the register."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"


class Choice(StrEnum):
    """What to do with a thing that both have, and that differs. For a new thing MINE leaves it out."""

    MINE = "mine"
    THEIRS = "theirs"
    FILL = "fill"  # take over only what is empty here


@dataclass(frozen=True)
class FieldChange:
    """One field that differs."""

    name: str
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Item:
    """One thing of the document beside the same thing in the register.

    `warnings`: `approved` (taking it over takes the approval away), `renamed` (the same code, another name:
    perhaps not the same thing), `known_as:CODE` (new, but something here has the same name).
    """

    section: str
    code: str
    mine: Entry | None
    theirs: Entry
    changes: tuple[FieldChange, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.section}:{self.code}"

    @property
    def state(self) -> State:
        if self.mine is None:
            return State.ADDED
        return State.CHANGED if self.changes else State.SAME

    def merged(self, choice: Choice) -> Entry | None:
        """The thing as it would be with this choice; None when nothing would change."""
        if choice == Choice.MINE or self.state == State.SAME:
            return None
        if self.mine is None or choice == Choice.THEIRS:
            return self.theirs
        filled = {
            change.name: change.theirs
            for change in self.changes
            if change.mine in (None, "", (), "undecided")
        }
        return _consistent(self.mine, self.theirs, filled)


def _consistent(mine: Entry, theirs: Entry, filled: dict[str, Any]) -> Entry | None:
    """What is empty here filled in, but never a value without what belongs to it (a time with its reason)."""
    belongs = {
        "mtpd_override_min": ("mtpd_reason_nl", "mtpd_reason_en"),
        "deadline_min": ("deadline_from",),
        "decision": ("decision_reason_nl", "decision_reason_en"),
    }
    for name, others in belongs.items():
        if name in filled:
            filled |= {other: getattr(theirs, other) for other in others if not getattr(mine, other)}
        else:
            for other in others:
                filled.pop(other, None)
    filled = {name: value for name, value in filled.items() if getattr(mine, name) != value}
    return replace(mine, **filled) if filled else None


@dataclass(frozen=True)
class Comparison:
    """Everything in a document beside the register, in order of section and code."""

    items: tuple[Item, ...]
    only_mine: dict[str, int]  # section → how many things the document does not speak of

    def in_state(self, state: State) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.state == state)

    @property
    def added(self) -> tuple[Item, ...]:
        return self.in_state(State.ADDED)

    @property
    def changed(self) -> tuple[Item, ...]:
        return self.in_state(State.CHANGED)

    @property
    def same(self) -> tuple[Item, ...]:
        return self.in_state(State.SAME)


@dataclass(frozen=True)
class Choices:
    """What somebody chose: for new things, for things that differ, and for single ones by their key."""

    added: Choice = Choice.THEIRS
    changed: Choice = Choice.MINE
    items: Mapping[str, Choice] = field(default_factory=dict)

    def of(self, item: Item) -> Choice:
        return self.items.get(item.key, self.added if item.state == State.ADDED else self.changed)


@dataclass(frozen=True)
class Left:
    """Something that was left out although something that was taken leans on it."""

    needed_by: Item
    section: str
    code: str


def compare(
    mine: RegisterDocument, theirs: RegisterDocument, approved: frozenset[str] = frozenset()
) -> Comparison:
    """Sets each thing of `theirs` beside that of the same code in `mine`. `approved` are process codes."""
    items: list[Item] = []
    only_mine = {}
    for section in SECTIONS:
        own = {entry.code: entry for entry in mine.section(section)}
        names = {name: entry.code for entry in own.values() for name in _names(entry)}
        items += [
            _item(section, own.get(entry.code), entry, names, approved) for entry in theirs.section(section)
        ]
        only_mine[section] = len(own.keys() - theirs.codes(section))
    return Comparison(tuple(items), only_mine)


def _item(
    section: str, mine: Any, theirs: Any, names: dict[tuple[str, str], str], approved: frozenset[str]
) -> Item:
    warnings = []
    changes: list[FieldChange] = []
    if mine is None:
        known = next((names[name] for name in _names(theirs) if name in names), None)
        if known:
            warnings.append(f"known_as:{known}")
    else:
        for one in fields(theirs):
            before, after = getattr(mine, one.name), getattr(theirs, one.name)
            if before != after:
                changes.append(FieldChange(one.name, before, after))
        if changes and section == "processes" and theirs.code in approved:
            warnings.append("approved")
        if not set(_names(mine)) & set(_names(theirs)):
            warnings.append("renamed")
    return Item(section, theirs.code, mine, theirs, tuple(changes), tuple(warnings))


def _names(entry: Any) -> tuple[tuple[str, str], ...]:
    return ("nl", entry.name_nl.casefold()), ("en", entry.name_en.casefold())


def left_out(
    mine: RegisterDocument, comparison: Comparison, choices: Choices
) -> tuple[list[tuple[Item, Entry]], list[Left]]:
    """What would be written, and what it leans on that is neither here nor taken (at most 500)."""
    taken = []
    for item in comparison.items:
        entry = item.merged(choices.of(item))
        if entry is not None:
            taken.append((item, entry))
    there = {(name, entry.code) for name in SECTIONS for entry in mine.section(name)}
    there |= {(item.section, item.code) for item, _ in taken}
    return taken, list(_first(_missing(taken, there)))


def _missing(taken: list[tuple[Item, Entry]], there: set[tuple[str, str]]) -> Iterator[Left]:
    for item, entry in taken:
        for section, code in dict.fromkeys(references(entry)):
            if (section, code) not in there:
                yield Left(item, section, code)


def _first(found: Iterator[Left]) -> Iterator[Left]:
    for _, left in zip(range(MOST_SHOWN), found, strict=False):
        yield left


def counts(items: tuple[Item, ...] | list[Item]) -> dict[str, int]:
    """How many things per section."""
    return dict(Counter(item.section for item in items))
