"""Chapters 1 to 3: the plan itself, when it starts, and the crisis organisation."""

from __future__ import annotations

from weerbaar.continuity.documents import figures, words
from weerbaar.continuity.documents.facts import RoleFact, ShiftFact, TeamFact
from weerbaar.continuity.documents.pen import Pen
from weerbaar.continuity.documents.tree import Block, Bullets, Heading, Pairs, Table, plain

HOUR = 60


# --- chapters 1 and 2 ---------------------------------------------------------------------------------------


def chapter_1(pen: Pen) -> list[Block]:
    pen.chapter = 1
    return [
        Heading(1, pen.say("h1")),
        *titled(pen, "scope"),
        *titled(pen, "mandate"),
        Heading(2, pen.say("h1_version")),
        Pairs(tuple((label, plain(value)) for label, value in cover_lines(pen))),
        *changes(pen),
        Heading(2, pen.say("h1_copies")),
        *copies(pen),
        Heading(2, pen.say("h1_read")),
        pen.paragraph("h1_read_text"),
    ]


def cover_lines(pen: Pen) -> tuple[tuple[str, str], ...]:
    """What version this is, and who answers for it."""
    edition = pen.edition
    lines = [
        (pen.say("cover_version"), str(edition.number)),
        (pen.say("cover_state"), pen.word(words.PLAN_STATE, edition.state)),
        (pen.say("cover_made"), figures.day(edition.made_on, pen.language)),
    ]
    if edition.approved_on:
        lines += [
            (pen.say("cover_approved"), figures.day(edition.approved_on, pen.language)),
            (pen.say("cover_by"), f"{edition.approved_by}, {edition.approved_as}"),
            (pen.say("cover_valid"), figures.day(edition.valid_until, pen.language)),
        ]
    copy = pen.say("copy_contacts" if pen.with_contacts else "copy_plain")
    return (*lines, (pen.say("cover_copy"), copy))


def changes(pen: Pen) -> list[Block]:
    """What changed since the version before this one, in sentences."""
    if pen.edition.previous is None:
        return [pen.paragraph("h1_first")]
    number = pen.edition.previous
    if not pen.edition.changes:
        return [pen.paragraph("h1_same", number=number)]
    return [
        Heading(2, pen.say("h1_changes", number=number)),
        Bullets(tuple(plain(sentence) for sentence in pen.edition.changes)),
    ]


def copies(pen: Pen) -> list[Block]:
    """Where paper copies lie, and whether a newer version made them old."""
    if not pen.edition.copies:
        return [pen.nothing("h1_copies_none", "h1_copies_todo")]
    return [
        Table(
            pen.say("t_copies"),
            (
                pen.say("t_place"),
                pen.say("t_holder"),
                pen.say("t_number"),
                pen.say("t_version"),
                pen.say("t_placed"),
            ),
            tuple(
                (
                    plain(copy.place),
                    plain(copy.holder or figures.DASH_OF),
                    plain(str(copy.copies)),
                    plain(
                        pen.say("copy_never")
                        if copy.version is None
                        else pen.say("copy_old", number=copy.version)
                        if copy.version < pen.edition.number
                        else pen.say("copy_current", number=copy.version)
                    ),
                    plain(figures.day(copy.placed_on, pen.language) if copy.placed_on else figures.DASH_OF),
                )
                for copy in pen.edition.copies
            ),
            widths=(3.0, 2.0, 1.0, 2.4, 1.8),
            right=(2,),
        )
    ]


def chapter_2(pen: Pen) -> list[Block]:
    pen.chapter = 2
    return [Heading(1, pen.say("h2")), *titled(pen, "start"), *titled(pen, "end")]


def titled(pen: Pen, key: str) -> list[Block]:
    from weerbaar.continuity.documents.suggestions import KINDS

    return [Heading(2, pen.name(KINDS[key].title)), *pen.own_text(key)]


# --- chapter 3 ----------------------------------------------------------------------------------------------


def chapter_3(pen: Pen) -> list[Block]:
    pen.chapter = 3
    blocks: list[Block] = [Heading(1, pen.say("h3")), Heading(2, pen.say("h3_teams"))]
    if pen.facts.teams:
        blocks += pen.illustrative(pen.facts.teams)
        blocks += [_teams(pen), pen.registered(), Heading(2, pen.say("h3_seats"))]
        blocks += [_seats(pen, team) for team in pen.facts.teams if team.seats]
        blocks.append(pen.registered())
    else:
        blocks.append(pen.nothing("h3_none", "h3_none_todo"))
    blocks.append(Heading(2, pen.say("h3_rota")))
    blocks += _rota(pen)
    blocks += titled(pen, "room")
    blocks.append(Heading(2, pen.say("h3_room_ready")))
    return blocks + _room(pen)


def _teams(pen: Pen) -> Table:
    names = {team.code: pen.name(team.name) for team in pen.facts.teams}
    return Table(
        pen.say("t_teams"),
        (
            pen.say("t_team"),
            pen.say("t_level"),
            pen.say("t_meets"),
            pen.say("t_reports"),
            pen.say("t_task"),
        ),
        tuple(
            (
                plain(names[team.code]),
                plain(pen.word(words.LEVEL, team.level)),
                plain(pen.duration(team.meets_within_min, "gap_meets", names[team.code])),
                plain(names.get(team.reports_to, figures.DASH_OF)),
                pen.text(team.task, "gap_task", names[team.code]),
            )
            for team in pen.facts.teams
        ),
        widths=(2.2, 1.4, 1.4, 1.8, 3.6),
    )


def _seats(pen: Pen, team: TeamFact) -> Table:
    def name(code: str, is_chair: bool) -> str:
        return pen.say("chair", role=pen.role(code)) if is_chair else pen.role(code)

    return Table(
        pen.say("t_seats", team=pen.name(team.name)),
        (pen.say("t_role"), pen.say("t_people"), pen.say("t_holders")),
        tuple(
            (
                plain(name(seat.role, seat.is_chair)),
                plain(str(seat.people)),
                pen.holders(pen.facts.role_of.get(seat.role)),
            )
            for seat in team.seats
        ),
        widths=(2.4, 1.0, 4.0),
        right=(1,),
    )


def _rota(pen: Pen) -> list[Block]:
    shifts = pen.facts.rota
    if not shifts:
        return [pen.nothing("h3_rota_none", "h3_rota_todo")]
    names = {team.code: pen.name(team.name) for team in pen.facts.teams}
    tables = [
        Table(
            pen.say("t_rota", team=names.get(team, team)),
            (pen.say("t_shift"), pen.say("t_role"), pen.say("t_on_duty")),
            tuple(
                (
                    plain(f"{shift.from_min // HOUR}–{shift.until_min // HOUR}"),
                    plain(pen.role(shift.role)),
                    plain(_on_duty(pen, shift)),
                )
                for shift in sorted(
                    (each for each in shifts if each.team == team),
                    key=lambda each: (each.from_min, each.role),
                )
            ),
            widths=(1.2, 2.4, 3.4),
        )
        for team in dict.fromkeys(shift.team for shift in shifts)
    ]
    return [*tables, pen.registered()]


def _on_duty(pen: Pen, shift: ShiftFact) -> str:
    count = pen.say("on_duty_count", count=len(shift.people), needed=shift.needed)
    if len(shift.people) < shift.needed:
        pen.lacks("h3_rota_none", pen.role(shift.role))
    if not pen.with_contacts:
        return count
    names = ", ".join(pen.facts.person_of[each].name for each in shift.people if each in pen.facts.person_of)
    if not names:
        return count
    return f"{names} ({count})" if len(shift.people) < shift.needed else names


def _room(pen: Pen) -> list[Block]:
    items = pen.facts.room
    if not items:
        return [pen.nothing("h3_room_none", "h3_room_todo")]
    rows = []
    for item in items:
        if item.is_ready is None:
            pen.lacks("h3_room_none", pen.name(item.name))
        state = (
            figures.UNKNOWN[pen.language]
            if item.is_ready is None
            else pen.say("yes" if item.is_ready else "no")
        )
        rows.append(
            (
                plain(pen.name(item.name)),
                plain(state + (f", {item.note}" if item.note else "")),
                plain(figures.day(item.checked_on, pen.language)),
            )
        )
    return [
        Table(
            pen.say("t_room"),
            (pen.say("t_item"), pen.say("t_ready"), pen.say("t_checked")),
            tuple(rows),
            widths=(3.0, 3.0, 1.8),
        ),
        pen.registered(),
    ]


def crisis_roles(pen: Pen) -> list[RoleFact]:
    """The roles that have a card: those marked so, and every role in a municipal team."""
    seated = {seat.role for team in pen.facts.teams if team.level == "municipal" for seat in team.seats}
    return [role for role in pen.facts.roles if role.is_crisis_role or role.code in seated]
