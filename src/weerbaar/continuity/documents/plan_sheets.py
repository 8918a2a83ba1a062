"""Chapter 7: a sheet per process that goes on, with what whoever does the work must know."""

from __future__ import annotations

from weerbaar.continuity.documents import words
from weerbaar.continuity.documents.facts import NeedFact, ProcessFact, ProcessFigures
from weerbaar.continuity.documents.pen import Pen
from weerbaar.continuity.documents.plan_processes import (
    basis,
    computed,
    figures_of,
    must_go_on,
    undecided,
    words_unknown,
)
from weerbaar.continuity.documents.tree import (
    Block,
    Heading,
    Inline,
    NewPage,
    Pairs,
    Span,
    plain,
)


def chapter_7(pen: Pen) -> list[Block]:
    pen.chapter = 7
    blocks: list[Block] = [NewPage(), Heading(1, pen.say("h7"))]
    rows = [*must_go_on(pen), *undecided(pen)]
    if not rows:
        return [*blocks, pen.nothing("h4_none", "h4_none_todo")]
    blocks.append(pen.paragraph("h7_lead", "lead"))
    for row in rows:
        blocks += _sheet(pen, row)
    return [*blocks, pen.registered(), pen.computed()]


def _sheet(pen: Pen, row: ProcessFact) -> list[Block]:
    name = pen.name(row.name)
    decision = pen.word(words.DECISION, row.decision)
    items: list[tuple[str, Inline]] = []
    if row.summary:
        items.append((pen.say("p_what"), pen.text(row.summary, "p_what", name)))
    if row.is_illustrative:
        pen.to_confirm("gap_illustrative", name)
        items.append((pen.say("p_mark"), (Span(pen.say("illustrative_one"), strong=True),)))
    items += [
        (
            pen.say("p_decision"),
            plain(decision)
            if row.decision == "undecided"
            else (Span(f"{decision}: "), *pen.text(row.reason, "gap_reason", name)),
        ),
        (pen.say("p_owner"), _owner(pen, row)),
        (pen.say("p_basis"), basis(pen, row)),
        (
            pen.say("p_times"),
            plain(
                pen.say(
                    "p_times_text",
                    rto=pen.duration(row.rto_min, "gap_rto", name),
                    mtpd=pen.duration(row.mtpd_min, "gap_mtpd", name),
                )
            ),
        ),
        (pen.say("p_computed"), plain(_computed_with_path(pen, row))),
        (pen.say("p_minimum"), pen.text(row.mbco, "gap_mbco", name)),
        (pen.say("p_workaround"), _workaround(pen, row)),
        (pen.say("p_staff"), _staff(pen, row)),
        (pen.say("p_needs"), _needs(pen, row)),
    ]
    found = figures_of(pen, row)
    if found and found.single_points:
        items.append((pen.say("p_weak"), plain(", ".join(pen.node(ref) for ref in found.single_points))))
    items.append((pen.say("p_who"), pen.holders(pen.facts.role_of.get(row.owner_role))))
    return [Heading(2, name), Pairs(tuple(items))]


def _owner(pen: Pen, row: ProcessFact) -> Inline:
    if not row.owner_role:
        pen.lacks("gap_owner", pen.name(row.name))
    return plain(pen.owner(row))


def _computed_with_path(pen: Pen, row: ProcessFact) -> str:
    text = computed(pen, row)
    found = figures_of(pen, row)
    return pen.say("p_path", time=text, path=path(pen, found)) if found and len(found.path) > 1 else text


def path(pen: Pen, found: ProcessFigures) -> str:
    """The binding path from its cause to the process, with the own time of every link."""
    text = ""
    for step in reversed(found.path):
        name = pen.node(step.node)
        if step.own_min != 0:
            own_time = words_unknown(pen) if step.own_min is None else pen.time(step.own_min)
            name = f"{name} ({own_time})"
        text += pen.say("then", name=name) if text else name
    return text


def _workaround(pen: Pen, row: ProcessFact) -> Inline:
    name = pen.name(row.name)
    inline = pen.text(row.workaround, "gap_workaround", name)
    if row.workaround:
        longest = pen.duration(row.workaround_max_min, "gap_workaround_max", name)
        inline += (Span(f"\n{pen.say('p_workaround_max')}: {longest}"),)
    return inline


def _staff(pen: Pen, row: ProcessFact) -> Inline:
    if not row.staffing:
        pen.lacks("gap_staffing", pen.name(row.name))
        return plain(words_unknown(pen))
    return plain(
        "\n".join(
            pen.say(
                "p_staff_row",
                people=each.people,
                role=pen.role(each.role),
                start=pen.number(each.from_min / 60),
                end=pen.number(each.until_min / 60),
            )
            for each in row.staffing
        )
    )


def _needs(pen: Pen, row: ProcessFact) -> Inline:
    if not row.needs:
        pen.lacks("gap_needs", pen.name(row.name))
        return plain(words_unknown(pen))
    return plain("\n".join(need_text(pen, need) for need in row.needs))


def need_text(pen: Pen, need: NeedFact) -> str:
    """ "One of: grid, generator": a requirement in words."""
    members = ", ".join(pen.node(member) for member in need.members)
    if need.needed >= len(need.members):
        return members
    if need.needed == 1:
        return pen.say("p_needs_one", members=members)
    return pen.say("p_needs_some", needed=need.needed, count=len(need.members), members=members)
