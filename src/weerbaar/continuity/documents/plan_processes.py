"""Chapters 4 to 7: what must go on, what can wait, the outage by the hour, and the process sheets."""

from __future__ import annotations

from collections.abc import Sequence

from weerbaar.continuity.documents import drawing, words
from weerbaar.continuity.documents.facts import NeedFact, ProcessFact, ProcessFigures
from weerbaar.continuity.documents.pen import Pen
from weerbaar.continuity.documents.tree import (
    Block,
    Bullets,
    Figure,
    Heading,
    Inline,
    NewPage,
    Note,
    Pairs,
    Paragraph,
    Span,
    Table,
    plain,
)

MARKS = (0, 4, 24, 72)  # hours
MOST_BARS = 24
TRACKS = tuple(words.TRACK)
FAR = float("inf")


def must_go_on(pen: Pen) -> list[ProcessFact]:
    """The municipality's processes that must go on, the shortest target first."""
    return sorted((row for row in own(pen) if row.decision == "must_go_on"), key=by_target)


def can_wait(pen: Pen) -> list[ProcessFact]:
    return [row for row in own(pen) if row.decision == "can_wait"]


def undecided(pen: Pen) -> list[ProcessFact]:
    return [row for row in own(pen) if row.decision == "undecided"]


def own(pen: Pen) -> list[ProcessFact]:
    """Without the processes of other organisations: those are what we need, not what we keep going."""
    return [row for row in pen.facts.processes if not row.is_external]


def by_target(row: ProcessFact) -> tuple[float, float, str]:
    return (
        FAR if row.rto_min is None else row.rto_min,
        FAR if row.mtpd_min is None else row.mtpd_min,
        row.code,
    )


def figures_of(pen: Pen, row: ProcessFact) -> ProcessFigures | None:
    return pen.facts.figures.of.get(row.code) if pen.facts.figures else None


def is_late(found: ProcessFigures | None) -> bool:
    return bool(found and found.crossings)


def computed(pen: Pen, row: ProcessFact) -> str:
    """The computed time to recover in words; "at least" where a time on its way is unknown."""
    found = figures_of(pen, row)
    if found is None:
        pen.lacks("gap_computed", pen.name(row.name))
        return pen.say("not_computed")
    return ready(pen, found)


def ready(pen: Pen, found: ProcessFigures) -> str:
    if found.ready_min is None:
        return pen.say("never_back")
    time = pen.time(found.ready_min)
    return pen.say("at_least", time=time) if found.unknown else time


def basis(pen: Pen, row: ProcessFact) -> Inline:
    """The law, whether somebody looked it up, and the deadline that it sets."""
    if not row.basis:
        pen.lacks("gap_basis", pen.name(row.name))
        return plain(words_unknown(pen))
    inline = pen.text(row.basis, "gap_basis", pen.name(row.name))
    if not row.basis_confirmed:
        pen.to_confirm("gap_basis_check", pen.name(row.name))
        inline += (Span(f" ({pen.say('to_be_confirmed')})"),)
    if row.deadline_min is not None:
        inline += (Span("\n" + deadline(pen, row)),)
    return inline


def words_unknown(pen: Pen) -> str:
    from weerbaar.continuity.documents.figures import UNKNOWN

    return UNKNOWN[pen.language]


def deadline(pen: Pen, row: ProcessFact) -> str:
    if row.deadline_min is None:
        return pen.say("none")
    origin = pen.word(words.COUNTS_FROM, row.deadline_from)
    note = row.deadline_note.text(pen.language)
    text = pen.say("deadline_text", time=pen.time(row.deadline_min), origin=origin)
    return f"{text} ({note})" if note else text


# --- chapter 4 ----------------------------------------------------------------------------------------------


def chapter_4(pen: Pen) -> list[Block]:
    pen.chapter = 4
    rows = must_go_on(pen)
    blocks: list[Block] = [Heading(1, pen.say("h4"))]
    if not rows:
        return [*blocks, pen.nothing("h4_none", "h4_none_todo")]
    if pen.facts.figures:
        late = sum(is_late(figures_of(pen, row)) for row in rows)
        blocks.append(pen.paragraph("h4_lead", "lead", count=len(rows), late=late))
    else:
        blocks.append(pen.paragraph("h4_lead_not_computed", "lead", count=len(rows)))
    blocks += pen.illustrative(rows)
    blocks += _times_figure(pen, rows)
    for track in TRACKS:
        of_track = [row for row in rows if row.track == track]
        if of_track:
            blocks.append(
                Table(
                    pen.say("t_must", track=pen.word(words.TRACK, track)),
                    (
                        pen.say("t_process"),
                        pen.say("t_basis"),
                        pen.say("t_target"),
                        pen.say("t_longest"),
                        pen.say("t_computed"),
                        pen.say("t_minimum"),
                    ),
                    tuple(_must_row(pen, row) for row in of_track),
                    widths=(3.0, 3.2, 1.5, 1.5, 1.8, 3.4),
                )
            )
    return [*blocks, pen.registered(), pen.computed()]


def _must_row(pen: Pen, row: ProcessFact) -> tuple[Inline, ...]:
    name = pen.name(row.name)
    late = is_late(figures_of(pen, row))
    back = computed(pen, row)
    return (
        plain(name),
        basis(pen, row),
        plain(pen.duration(row.rto_min, "gap_rto", name)),
        plain(pen.duration(row.mtpd_min, "gap_mtpd", name)),
        (Span(f"{back} !" if late else back, strong=late),),
        pen.text(row.mbco, "gap_mbco", name),
    )


def _times_figure(pen: Pen, rows: Sequence[ProcessFact]) -> list[Block]:
    """The processes that are back last, against their targets; nothing when nothing was computed."""
    if not pen.facts.figures:
        return []
    known = [(row, found) for row in rows if (found := figures_of(pen, row))]
    if not known:
        return []
    known.sort(key=lambda each: (-(FAR if each[1].ready_min is None else each[1].ready_min), each[0].code))
    shown = known[:MOST_BARS]
    bars = [
        drawing.Bar(
            pen.name(row.name),
            None if found.ready_min is None else found.ready_min / 60,
            None if row.rto_min is None else row.rto_min / 60,
            ready(pen, found),
        )
        for row, found in shown
    ]
    drawn = drawing.times(bars, pen.say("fig_never"), "uur" if pen.language == "nl" else "h")
    late = sum(
        found.ready_min is None or (row.rto_min is not None and found.ready_min > row.rto_min)
        for row, found in shown
    )
    worst = f"{pen.name(shown[0][0].name)}, {ready(pen, shown[0][1])}"
    return [
        Heading(2, pen.say("h4_times")),
        Figure(
            drawn.svg,
            pen.say("fig_times_alt", count=len(shown), worst=worst, late=late),
            pen.say("fig_times"),
            drawn.width_mm,
            drawn.height_mm,
        ),
        pen.computed(),
    ]


# --- chapter 5 ----------------------------------------------------------------------------------------------


def chapter_5(pen: Pen) -> list[Block]:
    pen.chapter = 5
    rows, open_ = can_wait(pen), undecided(pen)
    blocks: list[Block] = [Heading(1, pen.say("h5"))]
    if rows:
        blocks.append(pen.paragraph("h5_lead", "lead", count=len(rows)))
        blocks += pen.illustrative(rows)
    else:
        blocks.append(pen.nothing("h5_none", "h5_none_todo"))
    for track in TRACKS:
        of_track = [row for row in rows if row.track == track]
        if of_track:
            blocks.append(
                Table(
                    pen.say("t_wait", track=pen.word(words.TRACK, track)),
                    (pen.say("t_process"), pen.say("t_reason"), pen.say("t_restart")),
                    tuple(
                        (
                            plain(pen.name(row.name)),
                            pen.text(row.reason, "gap_reason", pen.name(row.name)),
                            restart(pen, row),
                        )
                        for row in of_track
                    ),
                    widths=(2.2, 3.6, 2.6),
                )
            )
    if rows:
        blocks.append(pen.registered())
    if open_:
        for row in open_:
            pen.lacks("gap_decision", pen.name(row.name))
        blocks += [
            Heading(2, pen.say("h5_undecided")),
            pen.paragraph("h5_undecided_text", count=len(open_)),
            Bullets(tuple(plain(pen.name(row.name)) for row in open_)),
            pen.registered(),
        ]
    return blocks


def restart(pen: Pen, row: ProcessFact) -> Inline:
    """When and how a process that waits begins again."""
    name = pen.name(row.name)
    moment = (
        ()
        if row.restart_after_min is None
        else plain(pen.say("restart_after", time=pen.time(row.restart_after_min)))
    )
    if not row.restart and moment:
        return moment
    text = pen.text(row.restart, "gap_restart", name)
    return text + ((Span("\n"), *moment) if moment else ())


# --- chapter 6 ----------------------------------------------------------------------------------------------


def chapter_6(pen: Pen) -> list[Block]:
    pen.chapter = 6
    blocks: list[Block] = [Heading(1, pen.say("h6"))]
    rows = [*must_go_on(pen), *undecided(pen)]
    known = [(row, found) for row in rows if (found := figures_of(pen, row)) and found.states]
    if not known:
        return [*blocks, pen.nothing("h6_none", "h6_none_todo")]
    span = len(known[0][1].states)
    counts = [_counted([found for _, found in known], hour) for hour in range(span)]
    blocks += [
        pen.paragraph("h6_lead", "lead", count=len(known)),
        Bullets(
            tuple(
                plain(
                    pen.say(
                        "h6_at_start" if mark == 0 else "h6_at",
                        hour=mark,
                        **dict(zip(("up", "workaround", "down"), counts[min(mark, span - 1)], strict=True)),
                    )
                )
                for mark in MARKS
            )
        ),
    ]
    going = [up + workaround for up, workaround, _ in counts]
    least = min(going)
    drawn = drawing.hours(
        counts,
        (
            pen.word(words.STATE, "up"),
            pen.word(words.STATE, "workaround"),
            pen.word(words.STATE, "down"),
        ),
        pen.say("fig_hours_axis"),
    )
    blocks += [
        Figure(
            drawn.svg,
            pen.say(
                "fig_hours_alt",
                count=len(known),
                start=going[0],
                least=least,
                hour=going.index(least) + 1,
                end=going[-1],
            ),
            pen.say("fig_hours"),
            drawn.width_mm,
            drawn.height_mm,
        ),
        Table(
            pen.say("t_hours"),
            (pen.say("t_process"), *(pen.say("t_hour", hour=mark) for mark in MARKS)),
            tuple(
                (plain(pen.name(row.name)), *(_state(pen, found.state(mark)) for mark in MARKS))
                for row, found in known
            ),
            widths=(3.4, 1.5, 1.5, 1.5, 1.5),
        ),
        pen.computed(),
    ]
    limited = pen.facts.figures.roles_not_limited if pen.facts.figures else ()
    if limited:
        for role in limited:
            pen.lacks("gap_available", pen.role(role))
        blocks.append(
            pen.paragraph("h6_not_limited", "source", roles=", ".join(pen.role(r) for r in limited))
        )
    return blocks


def _counted(found: Sequence[ProcessFigures], hour: int) -> tuple[int, int, int]:
    states = [each.state(hour) for each in found]
    return states.count("up"), states.count("workaround"), states.count("down")


def _state(pen: Pen, state: str | None) -> Inline:
    if state is None:
        return plain(pen.say("not_computed"))
    return (Span(pen.word(words.STATE, state), strong=state == "down"),)


# --- chapter 7 ----------------------------------------------------------------------------------------------


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
    blocks: list[Block] = [Heading(2, name)]
    if row.summary:
        blocks.append(Paragraph(pen.text(row.summary, "content", name)))
    if row.is_illustrative:
        pen.to_confirm("gap_illustrative", name)
        blocks.append(Note("confirm", pen.say("illustrative_one")))
    decision = pen.word(words.DECISION, row.decision)
    items: list[tuple[str, Inline]] = [
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
    return [*blocks, Pairs(tuple(items))]


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
