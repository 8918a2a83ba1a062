"""The whole plan as one tree: the chapters in order, with what they found missing gathered in chapter 9."""

from __future__ import annotations

from weerbaar.continuity.documents import figures, words
from weerbaar.continuity.documents.facts import Edition, PlanFacts
from weerbaar.continuity.documents.pen import Pen
from weerbaar.continuity.documents.plan_after import (
    chapter_10,
    chapter_11,
    chapter_12,
    chapter_13,
    chapter_14,
)
from weerbaar.continuity.documents.plan_organisation import chapter_1, chapter_2, chapter_3, cover_lines
from weerbaar.continuity.documents.plan_processes import (
    can_wait,
    chapter_4,
    chapter_5,
    chapter_6,
    figures_of,
    must_go_on,
    ready,
    undecided,
)
from weerbaar.continuity.documents.plan_recovery import chapter_8, chapter_9
from weerbaar.continuity.documents.plan_sheets import chapter_7
from weerbaar.continuity.documents.tree import Block, Bullets, Document, Heading, NewPage, Table, plain

MOST_FIRST = 12
MOST_GAPS = 4


def plan_document(facts: PlanFacts, edition: Edition, language: str, *, with_contacts: bool) -> Document:
    """The plan of one municipality in one language; with contacts only for who may see them."""
    pen = Pen(facts, edition, language, with_contacts)
    return document(pen, "plan", plan_blocks(pen))


def plan_blocks(pen: Pen) -> tuple[Block, ...]:
    """All chapters. Chapter 9 is written after the others, chapter 0 last: they say what the others lack."""
    before = [
        block
        for chapter in (
            chapter_1,
            chapter_2,
            chapter_3,
            chapter_4,
            chapter_5,
            chapter_6,
            chapter_7,
            chapter_8,
        )
        for block in chapter(pen)
    ]
    after = [
        block
        for chapter in (chapter_10, chapter_11, chapter_12, chapter_13, chapter_14)
        for block in chapter(pen)
    ]
    ninth = chapter_9(pen)
    return (*chapter_0(pen), NewPage(), *before, *ninth, *after)


def document(pen: Pen, kind: str, blocks: tuple[Block, ...]) -> Document:
    """The blocks as a document of this edition, with its cover and what stands on every page."""
    edition, facts = pen.edition, pen.facts
    title = {"plan": "title", "cards": "cards_title", "pack": "pack_title"}[kind]
    state = pen.word(words.PLAN_STATE, edition.state)
    warning = {"draft": "warning_draft", "offered": "warning_offered"}.get(edition.state)
    return Document(
        kind=kind,
        language=pen.language,
        title=pen.say(title, municipality=facts.municipality),
        subtitle=pen.say("pack_subtitle" if kind == "pack" else "subtitle"),
        municipality=facts.municipality,
        description=pen.say(
            {"plan": "description", "cards": "cards_description", "pack": "pack_description"}[kind],
            municipality=facts.municipality,
        ),
        stamp=pen.say("stamp", number=edition.number, state=state),
        foot=pen.say(
            "foot_contacts" if pen.with_contacts else "foot", day=figures.day(edition.made_on, pen.language)
        ),
        warning=pen.say(warning) if warning else "",
        cover=cover_lines(pen),
        blocks=blocks,
        words=tuple(
            (key, pen.say(key, municipality=facts.municipality))
            for key in ("overline", "page", "page_of", "contents", "what", "content")
        ),
    )


def chapter_0(pen: Pen) -> list[Block]:
    """The plan on one page."""
    pen.chapter = 0
    must, wait, open_ = must_go_on(pen), can_wait(pen), undecided(pen)
    blocks: list[Block] = [
        NewPage("card"),
        Heading(1, pen.say("h0")),
        pen.paragraph("h0_lead", "lead", must=len(must), wait=len(wait), open=len(open_)),
        Heading(2, pen.say("h0_first")),
        *pen.own_text("first_hour"),
    ]
    if must:
        blocks += [Heading(2, pen.say("h0_must")), first_back(pen, MOST_FIRST)]
    late = sorted(
        (
            (row, found)
            for row in must
            if (found := figures_of(pen, row)) and found.crossings and row.rto_min is not None
        ),
        key=lambda each: (
            -(float("inf") if each[1].ready_min is None else each[1].ready_min - (each[0].rto_min or 0))
        ),
    )
    lines = [
        plain(
            pen.say(
                "h0_gap_never" if found.ready_min is None else "h0_gap",
                name=pen.name(row.name),
                ready=ready(pen, found),
                limit=pen.time(row.rto_min or 0),
            )
        )
        for row, found in late[:MOST_GAPS]
    ]
    unknown = len({(gap.what, gap.subject) for gap in pen.unknown})
    if unknown:
        lines.append(plain(pen.say("h0_unknown", count=pen.number(unknown))))
    if lines:
        blocks += [Heading(2, pen.say("h0_gaps")), Bullets(tuple(lines))]
    return [*blocks, pen.computed()]


def first_back(pen: Pen, most: int) -> Table:
    """The processes with the shortest targets; how many more there are is the last row."""
    rows = must_go_on(pen)
    shown = [
        (
            plain(pen.name(row.name)),
            plain(figures.UNKNOWN[pen.language] if row.rto_min is None else pen.time(row.rto_min)),
            plain(ready(pen, found) if (found := figures_of(pen, row)) else pen.say("not_computed")),
            (row.mbco.span(pen.language),) if row.mbco else plain(figures.UNKNOWN[pen.language]),
        )
        for row in rows[:most]
    ]
    if len(rows) > most:
        shown.append((plain(pen.say("and_more", count=len(rows) - most, chapter=4)), (), (), ()))
    return Table(
        pen.say("t_first"),
        (pen.say("t_process"), pen.say("t_target"), pen.say("t_computed"), pen.say("t_minimum")),
        tuple(shown),
        widths=(2.6, 1.2, 1.5, 3.2),
    )
