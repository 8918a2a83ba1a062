"""What every chapter writes with: the facts, the language, and the list of what is unknown on the way.

A chapter asks the pen for a text or a figure by naming whose it is; what is missing is written as missing in
its place and gathered, so that nobody has to keep that list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from weerbaar.continuity.documents import figures, words
from weerbaar.continuity.documents.facts import Both, Edition, PlanFacts, ProcessFact, RoleFact
from weerbaar.continuity.documents.sentences import SENTENCES
from weerbaar.continuity.documents.suggestions import KINDS
from weerbaar.continuity.documents.tree import Block, Bullets, Inline, Note, Paragraph, Span, plain, said

_STEP = re.compile(r"^\d+\.\s+")


@dataclass(frozen=True, order=True)
class Gap:
    """Something that is unknown, to be confirmed or not translated: of what, in which chapter."""

    what: str
    subject: str
    chapter: int


@dataclass
class Pen:
    """Writes for one document in one language."""

    facts: PlanFacts
    edition: Edition
    language: str
    with_contacts: bool
    chapter: int = 0
    unknown: list[Gap] = field(default_factory=list)
    unconfirmed: list[Gap] = field(default_factory=list)
    untranslated: list[Gap] = field(default_factory=list)

    # --- sentences and texts ------------------------------------------------------------------------------

    def say(self, key: str, /, **values: object) -> str:
        return words.say(SENTENCES, key, self.language, **values)

    def word(self, table: words.Words, key: str) -> str:
        return words.word(table, key, self.language)

    def name(self, name: Both) -> str:
        """A name; names have both languages by a rule of the database."""
        return name.text(self.language) or name.nl or name.en

    def node(self, ref: str) -> str:
        """The name of a process or resource by "kind:code"."""
        return self.name(self.facts.names[ref]) if ref in self.facts.names else ref.partition(":")[2]

    def role(self, code: str) -> str:
        role = self.facts.role_of.get(code)
        return self.name(role.name) if role else code

    def text(self, text: Both, what: str, subject: str) -> Inline:
        """A text of the register; what is missing says so, and so does what is not translated."""
        if not text:
            return plain(self._missing(what, subject))
        if text.is_translated(self.language):
            return plain(*_lines(text.text(self.language)))
        self.untranslated.append(Gap(self.say(what), subject, self.chapter))
        return (Span(self.say("not_translated") + " "), text.span(self.language))

    def duration(self, minutes: float | None, what: str, subject: str) -> str:
        if minutes is None:
            return self._missing(what, subject)
        return figures.duration(minutes, self.language)

    def time(self, minutes: float) -> str:
        return figures.duration(minutes, self.language)

    def number(self, value: float, decimals: int = 0) -> str:
        return figures.amount(value, self.language, decimals)

    def _missing(self, what: str, subject: str) -> str:
        self.lacks(what, subject)
        return figures.UNKNOWN[self.language]

    def lacks(self, what: str, subject: str) -> None:
        """Puts something on the list of what is not known yet."""
        self.unknown.append(Gap(self.say(what), subject, self.chapter))

    def to_confirm(self, what: str, subject: str) -> None:
        self.unconfirmed.append(Gap(self.say(what), subject, self.chapter))

    # --- blocks -------------------------------------------------------------------------------------------

    def paragraph(self, key: str, style: str = "body", /, **values: object) -> Paragraph:
        return Paragraph(plain(self.say(key, **values)), style)

    def computed(self) -> Paragraph:
        """Where the figures above come from."""
        found = self.facts.figures
        if found is None:
            return self.paragraph("source_not_computed", "source")
        return self.paragraph(
            "source_computed",
            "source",
            day=figures.day(found.computed_on, self.language),
            version=self.edition.number,
        )

    def registered(self) -> Paragraph:
        return self.paragraph(
            "source_register",
            "source",
            day=figures.day(self.facts.as_of, self.language),
            version=self.edition.number,
        )

    def nothing(self, what: str, todo: str) -> Note:
        """A chapter without data: not yet known, and what to do."""
        self.lacks(what, self.say("whole_plan"))
        return Note("unknown", self.say("unknown_title", what=self.say(what)), plain(self.say(todo)))

    def own_text(self, key: str) -> list[Block]:
        """A text of the plan: the municipality's own, or our suggestion marked as such."""
        kind = KINDS[key]
        title = self.name(kind.title)
        fact = self.facts.text_of.get(key)
        text = fact.text if fact and fact.text else kind.suggestion
        if not text:
            self.unknown.append(Gap(title, self.say("whole_plan"), self.chapter))
            return [Note("unknown", self.say("unknown_title", what=title), plain(self.name(kind.help)))]
        blocks: list[Block] = []
        if fact is None or not fact.is_confirmed:
            self.unconfirmed.append(Gap(title, self.say("whole_plan"), self.chapter))
            blocks.append(Note("confirm", self.say("suggested_text")))
        if not text.is_translated(self.language):
            self.untranslated.append(Gap(title, self.say("whole_plan"), self.chapter))
            blocks.append(Note("confirm", self.say("not_translated")))
        span = text.span(self.language)
        return blocks + list(blocks_of(span.text, span.language))

    def illustrative(self, rows: Iterable[object]) -> list[Block]:
        """A note when rows come from the starter content."""
        count = sum(bool(getattr(row, "is_illustrative", False)) for row in rows)
        if not count:
            return []
        return [Note("confirm", self.say("illustrative_title", count=count), plain(self.say("illustrative")))]

    # --- people -------------------------------------------------------------------------------------------

    def holders(self, role: RoleFact | None) -> Inline:
        """Who holds a role and who stands in: names and numbers, or only how many, by who reads."""
        if role is None or not role.holders:
            return plain(
                self._missing("gap_holder", self.name(role.name) if role else self.say("whole_plan"))
            )
        if len(role.holders) == 1:
            self.lacks("gap_deputy", self.name(role.name))
        if not self.with_contacts:
            return plain(
                self.say("holder_only")
                if len(role.holders) == 1
                else self.say("holder_and", count=len(role.holders) - 1)
            )
        lines = []
        for place, number in enumerate(role.holders, 1):
            person = self.facts.person_of.get(number)
            if person is None:
                continue
            how = [each for each in (person.phone, person.phone_without_network) if each]
            lines.append(f"{place}. {person.name}" + (f", {', '.join(how)}" if how else ""))
        return plain("\n".join(lines))

    def owner(self, process: ProcessFact) -> str:
        unit = self.name(process.unit)
        return f"{self.role(process.owner_role)}, {unit}" if process.owner_role else unit


def _lines(text: str) -> list[str]:
    """The lines of a text without the marks of a list."""
    return ["\n".join(line.strip() for line in text.strip().splitlines() if line.strip())]


def blocks_of(text: str, language: str = "") -> Iterable[Block]:
    """Paragraphs, points and steps of a text that a person wrote."""
    group: list[Inline] = []
    kind = ""

    def flush() -> Iterable[Block]:
        if group:
            made: Block = (
                Paragraph(
                    tuple(Span(" ".join(said(line) for line in group), language=language) for _ in (0,))
                )
                if kind == "text"
                else Bullets(tuple(group), ordered=kind == "step")
            )
            group.clear()
            yield made

    for line in text.replace("\r", "").split("\n"):
        content = line.strip()
        found = (
            ""
            if not content
            else "point"
            if content.startswith("- ")
            else "step"
            if _STEP.match(content)
            else "text"
        )
        if found != kind:
            yield from flush()
        kind = found
        if content:
            bare = content[2:] if found == "point" else _STEP.sub("", content) if found == "step" else content
            group.append((Span(bare, language=language),))
    yield from flush()
