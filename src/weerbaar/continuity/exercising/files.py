"""A scenario as a file (JSON): read with every mistake named, and written again without loss.

The same form carries the library that comes with the program and what municipalities give each other.
Nothing of a file with a mistake is taken over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from weerbaar.interface.jobs import UserError

FORMAT, VERSION = "weerbaar-scenario", 1
CHANNELS = ("phone", "radio", "email", "messenger", "paper", "news")
KINDS = ("recover", "alert", "decide", "inform", "work")
LANGUAGES = ("nl", "en")
MOST_INJECTS, MOST_OTHERS, LONGEST_TEXT = 500, 60, 4000
LONGEST_MIN = 14 * 24 * 60
LIBRARY = Path(__file__).parent / "library"
_CODE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\Z")


@dataclass(frozen=True)
class Words:
    """A text in Dutch, in English or in both; the languages that it lacks are empty."""

    nl: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.nl or self.en)


NO_WORDS = Words()


@dataclass(frozen=True)
class GroupDraft:
    """A group of players."""

    code: str
    name: Words


@dataclass(frozen=True)
class ObjectiveDraft:
    """An objective; process, resource and team by code, the target in minutes."""

    code: str
    kind: str
    title: Words
    process: str = ""
    resource: str = ""
    team: str = ""
    target_min: int | None = None


@dataclass(frozen=True)
class InjectDraft:
    """An inject; group and objective by their code in this scenario, "" for none."""

    at_min: int
    channel: str
    text: Words
    sender: Words = NO_WORDS
    receiver: Words = NO_WORDS
    expected: Words = NO_WORDS
    group: str = ""
    objective: str = ""


@dataclass(frozen=True)
class ScenarioDraft:
    """A whole scenario, without a database."""

    code: str
    title: Words
    duration_min: int
    summary: Words = NO_WORDS
    situation: Words = NO_WORDS
    start_weekday: int = 0
    start_clock_min: int = 540
    groups: tuple[GroupDraft, ...] = ()
    objectives: tuple[ObjectiveDraft, ...] = ()
    injects: tuple[InjectDraft, ...] = ()


class ScenarioFaults(Exception):  # noqa: N818 - not an error of the program: a list for who made the file
    """Everything that is wrong with a file, each with its place; nothing of it was taken over."""

    def __init__(self, faults: list[UserError]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass
class _Reader:
    """Reads values and remembers what was wrong with them, and where."""

    faults: list[UserError] = field(default_factory=list)

    def fault(self, place: str, nl: str, en: str) -> None:
        self.faults.append(UserError(f"{place}: {nl}", f"{place}: {en}"))

    def words(self, holder: dict[str, Any], key: str, place: str, required: bool = False) -> Words:
        value, where = holder.get(key), f"{place}.{key}" if place else key
        if value is None and not required:
            return Words()
        if not isinstance(value, dict) or set(value) - set(LANGUAGES):
            self.fault(where, "moet een tekst per taal zijn (nl, en)", "must be a text per language (nl, en)")
            return Words()
        texts = {}
        for language in LANGUAGES:
            text = value.get(language, "")
            if not isinstance(text, str):
                self.fault(f"{where}.{language}", "is geen tekst", "is not a text")
            elif len(text) > LONGEST_TEXT:
                self.fault(
                    f"{where}.{language}",
                    f"is langer dan {LONGEST_TEXT} tekens",
                    f"is longer than {LONGEST_TEXT} characters",
                )
            else:
                texts[language] = text.strip()
        found = Words(**texts)
        if required and not found and not self._said(where):
            self.fault(where, "is leeg", "is empty")
        return found

    def _said(self, where: str) -> bool:
        return any(str(fault).startswith(where) for fault in self.faults)

    def whole(
        self, holder: dict[str, Any], key: str, place: str, most: int, least: int = 0, required: bool = True
    ) -> int | None:
        value, where = holder.get(key), f"{place}.{key}" if place else key
        if value is None and not required:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.fault(
                where,
                f"moet een heel getal van {least} tot en met {most} zijn",
                f"must be a whole number from {least} to {most}",
            )
            return None
        return value

    def choice(self, holder: dict[str, Any], key: str, place: str, known: Iterable[str]) -> str:
        value, known = holder.get(key), tuple(known)
        if value not in known:
            listed = ", ".join(known)
            self.fault(f"{place}.{key}", f"moet een van deze zijn: {listed}", f"must be one of: {listed}")
            return ""
        return str(value)

    def code(self, holder: dict[str, Any], key: str, place: str, required: bool = False) -> str:
        value, where = holder.get(key, ""), f"{place}.{key}" if place else key
        if value == "" and not required:
            return ""
        if not isinstance(value, str) or len(value) > 60 or not _CODE.match(value):
            self.fault(
                where,
                "mag alleen kleine letters, cijfers en streepjes hebben",
                "may only have small letters, digits and dashes",
            )
            return ""
        return value

    def listed(self, holder: dict[str, Any], key: str, most: int) -> list[tuple[str, dict[str, Any]]]:
        value = holder.get(key, [])
        if not isinstance(value, list):
            self.fault(key, "moet een lijst zijn", "must be a list")
            return []
        if len(value) > most:
            self.fault(key, f"heeft meer dan {most} regels", f"has more than {most} rows")
            return []
        rows = []
        for number, row in enumerate(value, 1):
            if isinstance(row, dict):
                rows.append((f"{key}[{number}]", row))
            else:
                self.fault(f"{key}[{number}]", "moet velden hebben", "must have fields")
        return rows

    def once(self, codes: list[tuple[str, str]]) -> None:
        seen: set[str] = set()
        for place, code in codes:
            if code and code in seen:
                self.fault(f"{place}.code", f"‘{code}’ komt al voor", f"'{code}' is there already")
            seen.add(code)

    def refers(self, holder: dict[str, Any], key: str, place: str, known: set[str]) -> str:
        code = self.code(holder, key, place)
        if code and code not in known:
            self.fault(
                f"{place}.{key}", f"‘{code}’ staat niet in dit bestand", f"'{code}' is not in this file"
            )
            return ""
        return code


def read(content: str | bytes) -> ScenarioDraft:
    """The scenario in a file; raises `ScenarioFaults` with everything that is wrong."""
    reader = _Reader()
    try:
        whole = json.loads(content.decode("utf-8-sig") if isinstance(content, bytes) else content)
    except (ValueError, RecursionError):
        reader.fault("JSON", "is niet te lezen", "cannot be read")
        raise ScenarioFaults(reader.faults) from None
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        reader.fault("format", f"moet ‘{FORMAT}’ zijn", f"must be '{FORMAT}'")
        raise ScenarioFaults(reader.faults)
    if whole.get("version") != VERSION:
        reader.fault("version", f"deze versie leest alleen {VERSION}", f"this version reads only {VERSION}")
        raise ScenarioFaults(reader.faults)
    draft = _draft(reader, whole)
    if reader.faults:
        raise ScenarioFaults(reader.faults)
    return draft


def _draft(reader: _Reader, whole: dict[str, Any]) -> ScenarioDraft:
    start = whole.get("start", {})
    if not isinstance(start, dict):
        reader.fault("start", "moet velden hebben", "must have fields")
        start = {}
    groups = [
        (place, GroupDraft(reader.code(row, "code", place, True), reader.words(row, "name", place, True)))
        for place, row in reader.listed(whole, "groups", MOST_OTHERS)
    ]
    objectives = [
        (place, _objective(reader, place, row))
        for place, row in reader.listed(whole, "objectives", MOST_OTHERS)
    ]
    reader.once([(place, group.code) for place, group in groups])
    reader.once([(place, objective.code) for place, objective in objectives])
    duration = reader.whole(whole, "duration_min", "", LONGEST_MIN, 1) or LONGEST_MIN
    known_groups = {group.code for _, group in groups}
    known_objectives = {objective.code for _, objective in objectives}
    injects = [
        InjectDraft(
            at_min=reader.whole(row, "at_min", place, duration) or 0,
            channel=reader.choice(row, "channel", place, CHANNELS),
            text=reader.words(row, "text", place, True),
            sender=reader.words(row, "sender", place),
            receiver=reader.words(row, "receiver", place),
            expected=reader.words(row, "expected", place),
            group=reader.refers(row, "group", place, known_groups),
            objective=reader.refers(row, "objective", place, known_objectives),
        )
        for place, row in reader.listed(whole, "injects", MOST_INJECTS)
    ]
    return ScenarioDraft(
        code=reader.code(whole, "code", "", True),
        title=reader.words(whole, "title", "", True),
        summary=reader.words(whole, "summary", ""),
        situation=reader.words(whole, "situation", ""),
        duration_min=duration,
        start_weekday=reader.whole(start, "weekday", "start", 6, required=False) or 0,
        start_clock_min=_clock(reader, start.get("time", "09:00")),
        groups=tuple(group for _, group in groups),
        objectives=tuple(objective for _, objective in objectives),
        injects=tuple(sorted(injects, key=lambda inject: inject.at_min)),
    )


def _objective(reader: _Reader, place: str, row: dict[str, Any]) -> ObjectiveDraft:
    return ObjectiveDraft(
        code=reader.code(row, "code", place, True),
        kind=reader.choice(row, "kind", place, KINDS),
        title=reader.words(row, "title", place, True),
        process=reader.code(row, "process", place),
        resource=reader.code(row, "resource", place),
        team=reader.code(row, "team", place),
        target_min=reader.whole(row, "target_min", place, LONGEST_MIN, required=False),
    )


def _clock(reader: _Reader, value: Any) -> int:
    found = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", value) if isinstance(value, str) else None
    if not found:
        reader.fault("start.time", "moet een tijd zijn zoals 16:40", "must be a time like 16:40")
        return 0
    return int(found[1]) * 60 + int(found[2])


def write(draft: ScenarioDraft) -> str:
    """The scenario as the text of a file."""

    def words(value: Words) -> dict[str, str]:
        return {language: text for language in LANGUAGES if (text := getattr(value, language))}

    def lean(**fields: Any) -> dict[str, Any]:
        shown = {key: words(value) if isinstance(value, Words) else value for key, value in fields.items()}
        return {key: value for key, value in shown.items() if value not in ("", None, {})}

    hours, minutes = divmod(draft.start_clock_min, 60)
    whole = {
        "format": FORMAT,
        "version": VERSION,
        **lean(code=draft.code, title=draft.title, summary=draft.summary, situation=draft.situation),
        "duration_min": draft.duration_min,
        "start": {"weekday": draft.start_weekday, "time": f"{hours:02d}:{minutes:02d}"},
        "groups": [lean(**vars(group)) for group in draft.groups],
        "objectives": [lean(**vars(objective)) for objective in draft.objectives],
        "injects": [lean(**vars(inject)) for inject in draft.injects],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


@cache
def library() -> tuple[ScenarioDraft, ...]:
    """The scenarios that come with the program: the 72 hours first, then by name."""
    drafts = [read(path.read_bytes()) for path in sorted(LIBRARY.glob("*.json"))]
    return tuple(sorted(drafts, key=lambda draft: (draft.code != "outage-72h", draft.code)))


def from_library(code: str) -> ScenarioDraft | None:
    """A scenario of the library by its code; None when there is none."""
    return next((draft for draft in library() if draft.code == code), None)
