"""Chapters 8 and 9: who gets what is scarce, the order of recovery, where it fails, and what nobody knows
yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from weerbaar.continuity.documents import figures, words
from weerbaar.continuity.documents.facts import PlanFigures, ResourceFact
from weerbaar.continuity.documents.pen import Gap, Pen
from weerbaar.continuity.documents.plan_processes import own, ready
from weerbaar.continuity.documents.plan_sheets import path
from weerbaar.continuity.documents.tree import Block, Bullets, Heading, Inline, Span, Table, plain

POWER_KINDS = ("power", "generator", "fuel")
OTHER_KINDS = ("telecom", "network", "water")
MOST_ORDER = 30
MOST_POINTS = 15
MOST_NAMED = 6


# --- chapter 8 ----------------------------------------------------------------------------------------------


def chapter_8(pen: Pen) -> list[Block]:
    pen.chapter = 8
    blocks: list[Block] = [Heading(1, pen.say("h8")), *pen.own_text("allocation")]
    power = [row for row in pen.facts.resources if row.kind in POWER_KINDS]
    other = [row for row in pen.facts.resources if row.kind in OTHER_KINDS]
    blocks.append(Heading(2, pen.say("h8_power")))
    if power:
        blocks += pen.illustrative(power)
        blocks += [_power_table(pen, power), pen.registered()]
        if pen.facts.figures and pen.facts.figures.fuel:
            blocks.append(pen.computed())
    else:
        blocks.append(pen.nothing("h8_none_power", "h8_none_power_todo"))
    blocks += _mobile(pen)
    blocks.append(Heading(2, pen.say("h8_other")))
    if other:
        blocks += pen.illustrative(other)
        blocks += [_other_table(pen, other), pen.registered()]
    else:
        blocks.append(pen.nothing("h8_none_other", "h8_none_other_todo"))
    return blocks


def _power_table(pen: Pen, rows: Sequence[ResourceFact]) -> Table:
    return Table(
        pen.say("t_power"),
        (
            pen.say("t_supply"),
            pen.say("t_capacity"),
            pen.say("t_tank"),
            pen.say("t_lasts"),
            pen.say("t_deliveries"),
            pen.say("t_empty"),
        ),
        tuple(_power_row(pen, row) for row in rows),
        widths=(3.0, 1.7, 2.3, 1.7, 2.3, 1.6),
    )


def _power_row(pen: Pen, row: ResourceFact) -> tuple[Inline, ...]:
    name = pen.name(row.name)
    shown = pen.say("mobile", name=name) if row.is_mobile else name
    burns = row.kind == "generator"
    tank, lasts = figures.DASH_OF, figures.DASH_OF
    if burns and (row.tank_litres is None or not row.litres_per_hour):
        pen.lacks("gap_tank", name)
        tank = lasts = figures.UNKNOWN[pen.language]
    elif row.tank_litres is not None and row.litres_per_hour:
        tank = pen.say("tank_text", tank=pen.number(row.tank_litres), rate=pen.number(row.litres_per_hour, 1))
        lasts = pen.time(60 * row.tank_litres / row.litres_per_hour)
    return (
        plain(shown),
        plain(_capacity(pen, row)),
        plain(tank),
        plain(lasts),
        plain(
            "\n".join(
                pen.say("litres_at", litres=pen.number(each.litres), time=pen.time(each.after_min))
                for each in row.deliveries
            )
            or pen.say("none")
        ),
        plain(_empty(pen, row)),
    )


def _capacity(pen: Pen, row: ResourceFact) -> str:
    if row.capacity is None:
        if row.kind in ("generator", "fuel"):
            pen.lacks("gap_capacity", pen.name(row.name))
            return figures.UNKNOWN[pen.language]
        return figures.DASH_OF
    whole = row.capacity == int(row.capacity)
    return f"{pen.number(row.capacity, 0 if whole else 1)} {row.capacity_unit}".strip()


def _empty(pen: Pen, row: ResourceFact) -> str:
    found = pen.facts.figures
    if row.kind != "generator":
        return figures.DASH_OF
    if found is None:
        return pen.say("not_computed")
    for fuel in found.fuel:
        if fuel.node == f"resource:{row.code}":
            hour = fuel.empty_at_hour
            return pen.say("not_within") if hour is None else pen.say("after_hours", hour=hour)
    return pen.say("not_computed")


def _mobile(pen: Pen) -> list[Block]:
    """Where mobile generators stand, from hour to hour."""
    found = pen.facts.figures
    if found is None or not any(row.places for row in found.mobile):
        return []
    rows = [
        (
            plain(pen.say("block", start=pen.number(row.from_hour), end=pen.number(row.until_hour))),
            plain(
                "\n".join(
                    pen.say("stands_at", generator=pen.node(generator), place=pen.node(place))
                    for generator, place in row.places
                )
                or pen.say("none")
            ),
        )
        for row in found.mobile
    ]
    return [
        Heading(2, pen.say("h8_mobile")),
        Table(pen.say("t_mobile"), (pen.say("t_block"), pen.say("t_places")), tuple(rows), widths=(1.0, 3.0)),
        pen.computed(),
    ]


def _other_table(pen: Pen, rows: Sequence[ResourceFact]) -> Table:
    return Table(
        pen.say("t_other"),
        (pen.say("t_supply"), pen.say("t_kind"), pen.say("t_autonomy"), pen.say("t_recovery")),
        tuple(
            (
                plain(pen.name(row.name)),
                plain(pen.word(words.KIND, row.kind)),
                plain(pen.duration(row.autonomy_min, "gap_autonomy", pen.name(row.name))),
                plain(recovery(pen, row)),
            )
            for row in rows
        ),
        widths=(2.6, 1.2, 1.6, 2.8),
    )


def recovery(pen: Pen, row: ResourceFact) -> str:
    """How long it takes to bring a resource back, and how that is known."""
    if row.recovery_min is None:
        return pen.duration(None, "gap_recovery", pen.name(row.name))
    source = pen.word(words.BASIS, row.recovery_basis)
    if row.recovery_on:
        source += f", {figures.day(row.recovery_on, pen.language)}"
    return f"{pen.time(row.recovery_min)} ({source})"


# --- chapter 9 ----------------------------------------------------------------------------------------------


def chapter_9(pen: Pen) -> list[Block]:
    """Written last: it holds what the other chapters found missing."""
    pen.chapter = 9
    found = pen.facts.figures
    blocks: list[Block] = [Heading(1, pen.say("h9"))]
    if found is None:
        blocks.append(pen.nothing("h9_order", "h6_none_todo"))
    else:
        mine = {row.code for row in own(pen)}
        late = [row for row in found.processes if row.crossings and row.code in mine]
        stops = [row for row in found.single_points if row.lost]
        blocks.append(pen.paragraph("h9_lead", "lead", conflicts=len(late), points=len(stops)))
        blocks += _order(pen, found)
        blocks += _conflicts(pen, found, mine)
        blocks += _points(pen, found)
        if found.deadlocks:
            blocks.append(Heading(2, pen.say("h9_deadlocks")))
            blocks.append(
                Bullets(
                    tuple(
                        plain(pen.say("deadlock", members=", ".join(pen.node(ref) for ref in refs)))
                        for refs in found.deadlocks
                    )
                )
            )
            blocks.append(pen.computed())
    return blocks + _gaps(pen)


def _order(pen: Pen, found: PlanFigures) -> list[Block]:
    """Resources that must be back at some time, the most urgent first."""
    rows = [
        row for row in found.required if row.required_min is not None and row.node.startswith("resource:")
    ]
    if not rows:
        return []
    rows.sort(key=lambda row: (max(row.required_min or 0.0, 0.0), row.node))
    shown = [
        (
            plain(pen.node(row.node)),
            plain(figures.clock(max(row.required_min or 0.0, 0.0))),
            (
                Span(
                    pen.say("fig_never") if row.ready_min is None else figures.clock(row.ready_min),
                    strong=row.ready_min is None or row.ready_min > (row.required_min or 0.0),
                ),
            ),
            plain(pen.node(row.reason[-1]) if row.reason else figures.DASH_OF),
        )
        for row in rows[:MOST_ORDER]
    ]
    return [
        Heading(2, pen.say("h9_order")),
        Table(
            pen.say("t_order"),
            (
                pen.say("t_what"),
                pen.say("t_must_be_back"),
                pen.say("t_is_back"),
                pen.say("t_because"),
            ),
            tuple(shown),
            widths=(2.8, 1.2, 1.2, 2.8),
            right=(1, 2),
        ),
        *_more(pen, len(rows) - MOST_ORDER),
        pen.computed(),
    ]


def _more(pen: Pen, count: int) -> list[Block]:
    return [pen.paragraph("and_more_here", "source", count=count)] if count > 0 else []


def _conflicts(pen: Pen, found: PlanFigures, mine: set[str]) -> list[Block]:
    late = [row for row in found.processes if row.crossings and row.code in mine]
    blocks: list[Block] = [Heading(2, pen.say("h9_conflicts"))]
    if not late:
        return [*blocks, pen.paragraph("h9_no_conflicts"), pen.computed()]
    rows: list[tuple[Inline, ...]] = []
    for row in late:
        for place, crossing in enumerate(row.crossings):
            over = pen.say("never_back") if crossing.over_min is None else pen.time(crossing.over_min)
            line = f"{pen.word(words.LINE, crossing.line)}, {pen.time(crossing.limit_min)}"
            rows.append(
                (
                    plain(pen.node(f"process:{row.code}") if place == 0 else ""),
                    plain(ready(pen, row) if place == 0 else ""),
                    plain(line),
                    plain(over),
                    plain(path(pen, row) if place == 0 else ""),
                )
            )
    return [
        *blocks,
        Table(
            pen.say("t_conflicts"),
            (
                pen.say("t_process"),
                pen.say("t_computed"),
                pen.say("t_line"),
                pen.say("t_over"),
                pen.say("t_through"),
            ),
            tuple(rows),
            widths=(2.3, 1.4, 1.9, 1.3, 3.2),
        ),
        pen.computed(),
    ]


def _points(pen: Pen, found: PlanFigures) -> list[Block]:
    rows = [row for row in found.single_points if row.lost or row.late]
    blocks: list[Block] = [Heading(2, pen.say("h9_points"))]
    if not rows:
        return [*blocks, pen.paragraph("h9_no_points"), pen.computed()]
    return [
        *blocks,
        Table(
            pen.say("t_points"),
            (pen.say("t_what"), pen.say("t_lost"), pen.say("t_late")),
            tuple(
                (plain(pen.node(row.node)), plain(_named(pen, row.lost)), plain(_named(pen, row.late)))
                for row in rows[:MOST_POINTS]
            ),
            widths=(1.8, 3.0, 3.0),
        ),
        *_more(pen, len(rows) - MOST_POINTS),
        pen.computed(),
    ]


def _named(pen: Pen, refs: Sequence[str], most: int = MOST_NAMED) -> str:
    if not refs:
        return figures.DASH_OF
    names = [pen.node(ref) for ref in refs[:most]]
    if len(refs) > most:
        names.append(pen.say("and_more_here", count=len(refs) - most))
    return ", ".join(names)


def _gaps(pen: Pen) -> list[Block]:
    """What is unknown, to be confirmed and not translated, gathered from every chapter."""
    unknown = sorted(set(pen.unknown))
    blocks: list[Block] = [Heading(2, pen.say("h9_unknown"))]
    if unknown:
        blocks.append(
            pen.paragraph("h9_unknown_lead", count=len({(gap.what, gap.subject) for gap in unknown}))
        )
        blocks.append(_gap_table(pen, "t_gaps", unknown))
    else:
        blocks.append(pen.paragraph("h9_unknown_none"))
    for heading, caption, gaps in (
        ("h9_confirm", "t_confirms", pen.unconfirmed),
        ("h9_translate", "t_translates", pen.untranslated),
    ):
        if gaps:
            blocks += [Heading(2, pen.say(heading)), _gap_table(pen, caption, sorted(set(gaps)))]
    return [*blocks, pen.registered()]


def _gap_table(pen: Pen, caption: str, gaps: Sequence[Gap]) -> Table:
    rows = []
    for what, group in groupby(gaps, key=lambda gap: gap.what):
        of = list(group)
        subjects = sorted({gap.subject for gap in of})
        chapters = sorted({gap.chapter for gap in of})
        rows.append(
            (
                plain(what),
                plain("; ".join(subjects)),
                plain(", ".join(str(chapter) for chapter in chapters)),
            )
        )
    return Table(
        pen.say(caption),
        (pen.say("t_gap"), pen.say("t_of"), pen.say("t_chapter")),
        tuple(rows),
        widths=(2.0, 5.0, 1.0),
    )
