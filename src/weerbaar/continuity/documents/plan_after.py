"""Chapters 10 to 14: communication, people, the decision log, back to normal, exercises and actions."""

from __future__ import annotations

from collections.abc import Sequence

from weerbaar.continuity.documents import figures, words
from weerbaar.continuity.documents.facts import ProcessFact
from weerbaar.continuity.documents.pen import Pen
from weerbaar.continuity.documents.plan_organisation import HOUR, titled
from weerbaar.continuity.documents.plan_processes import can_wait, must_go_on, restart, undecided
from weerbaar.continuity.documents.plan_recovery import OTHER_KINDS, recovery
from weerbaar.continuity.documents.tree import Block, Bullets, Heading, Inline, Table, plain

BANDS = (("t_0_4", 0, 4 * HOUR), ("t_4_24", 4 * HOUR, 24 * HOUR), ("t_24_72", 24 * HOUR, 72 * HOUR))


def chapter_10(pen: Pen) -> list[Block]:
    pen.chapter = 10
    blocks: list[Block] = [
        Heading(1, pen.say("h10")),
        *titled(pen, "communication"),
        *titled(pen, "offline"),
    ]
    telecom = [row for row in pen.facts.resources if row.kind in OTHER_KINDS and row.kind != "water"]
    if telecom:
        blocks += [
            Table(
                pen.say("t_other"),
                (pen.say("t_supply"), pen.say("t_autonomy"), pen.say("t_recovery")),
                tuple(
                    (
                        plain(pen.name(row.name)),
                        plain(pen.duration(row.autonomy_min, "gap_autonomy", pen.name(row.name))),
                        plain(recovery(pen, row)),
                    )
                    for row in telecom
                ),
                widths=(2.6, 1.6, 2.8),
            ),
            pen.registered(),
        ]
    return blocks


def chapter_11(pen: Pen) -> list[Block]:
    pen.chapter = 11
    blocks: list[Block] = [
        Heading(1, pen.say("h11")),
        *pen.own_text("people"),
        Heading(2, pen.say("h11_staff")),
    ]
    rows = _staff_rows(pen, [*must_go_on(pen), *undecided(pen)])
    if not rows:
        return [*blocks, pen.nothing("h11_staff_none", "h11_staff_todo")]
    return [
        *blocks,
        Table(
            pen.say("t_staff"),
            (
                pen.say("t_role"),
                *(pen.say(key) for key, _, _ in BANDS),
                pen.say("t_available"),
                pen.say("t_short"),
            ),
            tuple(rows),
            widths=(3.0, 1.1, 1.1, 1.1, 1.5, 1.1),
            right=(1, 2, 3, 4, 5),
        ),
        pen.paragraph(
            "h11_source",
            "source",
            day=figures.day(pen.facts.as_of, pen.language),
            version=pen.edition.number,
        ),
    ]


def _staff_rows(pen: Pen, processes: Sequence[ProcessFact]) -> list[tuple[Inline, ...]]:
    demand = staff_demand(processes)
    rows = []
    for code, bands in sorted(demand.items()):
        role = pen.facts.role_of.get(code)
        available = role.people_available if role else None
        if available is None:
            pen.lacks("gap_available", pen.role(code))
        short = None if available is None else max(0, max(bands) - available)
        rows.append(
            (
                plain(pen.role(code)),
                *(plain(pen.number(most)) for most in bands),
                plain(figures.UNKNOWN[pen.language] if available is None else pen.number(available)),
                plain(figures.UNKNOWN[pen.language] if short is None else pen.number(short)),
            )
        )
    return rows


def staff_demand(processes: Sequence[ProcessFact]) -> dict[str, tuple[int, ...]]:
    """Per role the most people that the processes need at once within each of the three time bands."""
    demand: dict[str, tuple[int, ...]] = {}
    rows = [staff for process in processes for staff in process.staffing]
    for code in {staff.role for staff in rows}:
        of_role = [staff for staff in rows if staff.role == code]
        bands = []
        for _, start, end in BANDS:
            moments = {start, *(staff.from_min for staff in of_role if start <= staff.from_min < end)}
            bands.append(
                max(
                    sum(staff.people for staff in of_role if staff.from_min <= moment < staff.until_min)
                    for moment in moments
                )
            )
        demand[code] = tuple(bands)
    return demand


def chapter_12(pen: Pen) -> list[Block]:
    pen.chapter = 12
    return [
        Heading(1, pen.say("h12")),
        *pen.own_text("log"),
        pen.paragraph("h12_form"),
        decision_table(pen, 3),
    ]


def decision_table(pen: Pen, rows: int) -> Table:
    return Table(
        pen.say("form_log_table"),
        (
            pen.say("form_number"),
            pen.say("form_time"),
            pen.say("form_decision"),
            pen.say("form_by"),
            pen.say("form_for"),
        ),
        tuple(tuple(() for _ in range(5)) for _ in range(rows)),
        widths=(0.7, 1.0, 5.0, 1.9, 1.9),
        row_heads=False,
        blank=True,
    )


def chapter_13(pen: Pen) -> list[Block]:
    pen.chapter = 13
    blocks: list[Block] = [Heading(1, pen.say("h13")), *pen.own_text("normal")]
    rows = sorted(
        can_wait(pen),
        key=lambda row: (
            float("inf") if row.restart_after_min is None else row.restart_after_min,
            float("inf") if row.mtpd_min is None else row.mtpd_min,
            row.code,
        ),
    )
    if not rows:
        return blocks
    return [
        *blocks,
        Heading(2, pen.say("h13_order")),
        Table(
            pen.say("t_restarts"),
            (pen.say("t_process"), pen.say("t_restart"), pen.say("t_longest")),
            tuple(
                (
                    plain(pen.name(row.name)),
                    restart(pen, row),
                    plain(pen.duration(row.mtpd_min, "gap_mtpd", pen.name(row.name))),
                )
                for row in rows
            ),
            widths=(2.6, 3.4, 1.4),
        ),
        pen.registered(),
    ]


def chapter_14(pen: Pen) -> list[Block]:
    pen.chapter = 14
    return [
        Heading(1, pen.say("h14")),
        Heading(2, pen.say("h14_exercises")),
        *_exercises(pen),
        Heading(2, pen.say("h14_measures")),
        *_measures(pen),
        Heading(2, pen.say("h14_annexes")),
        pen.paragraph("h14_annexes_text"),
        Bullets(
            tuple(
                plain(pen.say(f"annex_{name}"))
                for name in ("cards", "alert", "log", "sitrep", "message", "clock", "places")
            )
        ),
    ]


def _exercises(pen: Pen) -> list[Block]:
    if not pen.facts.exercises:
        return [pen.nothing("h14_exercises_none", "h14_exercises_todo")]
    rows = []
    for row in pen.facts.exercises:
        when = (
            pen.say("held", day=figures.day(row.held_on, pen.language))
            if row.held_on
            else pen.say("planned", day=figures.day(row.planned_on, pen.language))
        )
        name = pen.name(row.name)
        finding = pen.text(row.finding, "t_finding", name) if row.finding else plain(figures.DASH_OF)
        rows.append((plain(name), plain(when), finding))
    return [
        *pen.illustrative(pen.facts.exercises),
        Table(
            pen.say("t_exercises"),
            (pen.say("t_exercise"), pen.say("t_when"), pen.say("t_finding")),
            tuple(rows),
            widths=(2.4, 2.0, 4.0),
        ),
        pen.registered(),
    ]


def _measures(pen: Pen) -> list[Block]:
    if not pen.facts.measures:
        return [pen.nothing("h14_measures_none", "h14_measures_todo")]
    return [
        *pen.illustrative(pen.facts.measures),
        Table(
            pen.say("t_measures"),
            (pen.say("t_measure"), pen.say("t_holder"), pen.say("t_due"), pen.say("t_done")),
            tuple(
                (
                    pen.text(row.name, "t_measure", row.name.nl or row.name.en),
                    plain(pen.name(row.owner) or figures.UNKNOWN[pen.language]),
                    plain(figures.day(row.due_on, pen.language)),
                    plain(pen.word(words.MEASURE_STATE, row.state)),
                )
                for row in pen.facts.measures
            ),
            widths=(4.0, 2.0, 1.6, 1.0),
        ),
        pen.registered(),
    ]
