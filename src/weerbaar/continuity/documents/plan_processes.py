"""Chapters 4 to 6: what must go on, what can wait, and the outage by the hour."""

from __future__ import annotations

from collections.abc import Sequence

from weerbaar.continuity.documents import drawing, words
from weerbaar.continuity.documents.facts import ProcessFact, ProcessFigures
from weerbaar.continuity.documents.pen import Pen
from weerbaar.continuity.documents.tree import (
    Block,
    Bullets,
    Figure,
    Heading,
    Inline,
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
