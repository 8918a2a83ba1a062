"""Cards of one page per crisis role, the alert list, the forms, and the print pack that holds them all."""

from __future__ import annotations

from weerbaar.continuity.documents import figures
from weerbaar.continuity.documents.facts import Edition, PlanFacts, RoleFact, TeamFact
from weerbaar.continuity.documents.pen import Pen, blocks_of
from weerbaar.continuity.documents.plan_after import decision_table
from weerbaar.continuity.documents.plan_content import document, plan_blocks
from weerbaar.continuity.documents.plan_organisation import copies, crisis_roles
from weerbaar.continuity.documents.plan_processes import must_go_on
from weerbaar.continuity.documents.tree import (
    Block,
    Bullets,
    Document,
    Heading,
    Inline,
    Lines,
    NewPage,
    Note,
    Paragraph,
    Table,
    plain,
)

MOST_MUST = 14


def cards_document(facts: PlanFacts, edition: Edition, language: str, *, with_contacts: bool) -> Document:
    """A card per crisis role, each on one page."""
    pen = Pen(facts, edition, language, with_contacts)
    return document(pen, "cards", tuple(_cards(pen)))


def pack_document(facts: PlanFacts, edition: Edition, language: str, *, with_contacts: bool) -> Document:
    """Everything on paper: how to use it, where copies lie, plan, cards, alert list, forms."""
    pen = Pen(facts, edition, language, with_contacts)
    plan = plan_blocks(pen)
    blocks: list[Block] = [
        NewPage(),
        Heading(1, pen.say("pack_use")),
        *blocks_of(pen.say("pack_use_text")),
        Heading(1, pen.say("pack_places")),
        *copies(pen),
        *plan,
        *_cards(pen),
        *_alert_list(pen),
        *_decision_form(pen),
        *_situation_form(pen),
        *_message_form(pen),
        *_hour_clock(pen),
    ]
    return document(pen, "pack", tuple(blocks))


# --- cards --------------------------------------------------------------------------------------------------


def _cards(pen: Pen) -> list[Block]:
    roles = crisis_roles(pen)
    if not roles:
        return [NewPage("card"), Heading(1, pen.say("pack_cards")), Note("unknown", pen.say("cards_none"))]
    return [block for role in roles for block in _card(pen, role)]


def _card(pen: Pen, role: RoleFact) -> list[Block]:
    name = pen.name(role.name)
    teams = [team for team in pen.facts.teams if any(seat.role == role.code for seat in team.seats)]
    blocks: list[Block] = [NewPage("card"), Heading(1, pen.say("card_title", role=name))]
    blocks.append(
        pen.paragraph("card_you", "lead", role=name, teams=", ".join(pen.name(team.name) for team in teams))
        if teams
        else pen.paragraph("card_you_no_team", "lead", role=name)
    )
    if role.is_illustrative:
        blocks.append(Note("confirm", pen.say("illustrative_one")))
    blocks += [Heading(2, pen.say("card_task")), Paragraph(pen.text(role.task, "gap_task", name))]
    blocks += [Heading(2, pen.say("card_first")), Bullets(tuple(_first_hour(pen, role, teams)), boxes=True)]
    blocks += [Heading(2, pen.say("card_call")), *_calls(pen, role, teams)]
    must = must_go_on(pen)
    mine = [row for row in must if row.owner_role == role.code] or must
    if mine:
        heading = "card_must_own" if mine is not must else "card_must"
        rows: list[Inline] = [
            plain(
                pen.say(
                    "card_row",
                    name=pen.name(row.name),
                    rto=figures.UNKNOWN[pen.language] if row.rto_min is None else pen.time(row.rto_min),
                )
            )
            for row in mine[:MOST_MUST]
        ]
        if len(mine) > MOST_MUST:
            rows.append(plain(pen.say("and_more", count=len(mine) - MOST_MUST, chapter=4)))
        blocks += [Heading(2, pen.say(heading)), Bullets(tuple(rows))]
    blocks += [Heading(2, pen.say("card_room")), *pen.own_text("room")]
    return [*blocks, Heading(2, pen.say("card_offline")), *pen.own_text("offline"), pen.registered()]


def _first_hour(pen: Pen, role: RoleFact, teams: list[TeamFact]) -> list[Inline]:
    steps = []
    for team in teams:
        meets = (
            ""
            if team.meets_within_min is None
            else pen.say("card_meets", time=pen.time(team.meets_within_min))
        )
        chair = next((seat.role for seat in team.seats if seat.is_chair), "")
        steps.append(
            pen.say("card_first_chair", team=pen.name(team.name), meets=meets)
            if chair == role.code
            else pen.say(
                "card_first_member",
                team=pen.name(team.name),
                meets=meets,
                chair=pen.role(chair) if chair else figures.UNKNOWN[pen.language],
            )
        )
    if not teams:
        steps.append(pen.say("card_first_no_team"))
    steps += [pen.say("card_first_log"), pen.say("card_first_must"), pen.say("card_first_nobody")]
    return [plain(step) for step in steps]


def _calls(pen: Pen, role: RoleFact, teams: list[TeamFact]) -> list[Block]:
    """The deputies of this role, and the other roles of its teams: names and numbers only in a copy with
    them.
    """
    blocks: list[Block] = []
    if not pen.with_contacts:
        blocks.append(Note("info", pen.say("card_call_hidden")))
    codes = [
        role.code,
        *dict.fromkeys(seat.role for team in teams for seat in team.seats if seat.role != role.code),
    ]
    rows = [
        (
            plain(pen.say("card_deputies") if code == role.code else pen.role(code)),
            pen.holders(pen.facts.role_of.get(code)),
        )
        for code in codes[:9]
    ]
    return [
        *blocks,
        Table(
            pen.say("card_call"), (pen.say("t_role"), pen.say("t_holders")), tuple(rows), widths=(1.4, 3.0)
        ),
    ]


# --- the alert list and the forms ---------------------------------------------------------------------------


def _alert_list(pen: Pen) -> list[Block]:
    pen.chapter = 3
    blocks: list[Block] = [NewPage(), Heading(1, pen.say("alert_title"))]
    if not pen.facts.teams:
        return [*blocks, pen.nothing("h3_none", "h3_none_todo")]
    blocks.append(pen.paragraph("alert_lead", "lead"))
    if not pen.with_contacts:
        blocks.append(Note("info", pen.say("card_call_hidden")))
    blocks += [_alert_table(pen, team) for team in pen.facts.teams if team.seats]
    return [*blocks, pen.registered()]


def _alert_table(pen: Pen, team: TeamFact) -> Table:
    rows: list[tuple[Inline, ...]] = []
    unknown = figures.UNKNOWN[pen.language]
    for seat in team.seats:
        role = pen.facts.role_of.get(seat.role)
        name = pen.say("chair", role=pen.role(seat.role)) if seat.is_chair else pen.role(seat.role)
        holders = role.holders if role else ()
        people = [pen.facts.person_of[each] for each in holders if each in pen.facts.person_of]
        if not pen.with_contacts or not people:
            rows.append((plain(name), pen.holders(role), (), (), ()))
            continue
        for place, person in enumerate(people):
            rows.append(
                (
                    plain(name if place == 0 else ""),
                    plain(f"{place + 1}. {person.name}"),
                    plain(person.phone or unknown),
                    plain(person.phone_without_network or unknown),
                    (),
                )
            )
    return Table(
        pen.say("t_alert", team=pen.name(team.name)),
        (
            pen.say("t_role"),
            pen.say("t_name"),
            pen.say("t_phone"),
            pen.say("t_without"),
            pen.say("t_reached"),
        ),
        tuple(rows),
        widths=(2.4, 2.4, 1.9, 1.9, 1.2),
    )


def _head(pen: Pen, *keys: str) -> Table:
    """The head of a form: boxes to fill in beside each other."""
    return Table(
        pen.say("form_day"),
        tuple(pen.say(key) for key in keys),
        (tuple(() for _ in keys),),
        row_heads=False,
        blank=True,
    )


def _decision_form(pen: Pen) -> list[Block]:
    return [
        NewPage("form"),
        Heading(1, pen.say("form_log")),
        _head(pen, "form_day", "form_team", "form_writer", "form_page"),
        decision_table(pen, 20),
        Lines(pen.say("form_sign"), 1),
    ]


def _situation_form(pen: Pen) -> list[Block]:
    blocks: list[Block] = [
        NewPage("form"),
        Heading(1, pen.say("form_sitrep")),
        _head(pen, "form_day", "form_time", "form_team", "form_writer"),
    ]
    for name, count in (
        ("state", 3),
        ("people", 3),
        ("processes", 3),
        ("means", 2),
        ("staff", 2),
        ("decisions", 2),
        ("needs", 2),
        ("next", 1),
    ):
        blocks.append(Lines(pen.say(f"sitrep_{name}"), count))
    return blocks


def _message_form(pen: Pen) -> list[Block]:
    return [
        NewPage("form"),
        Heading(1, pen.say("form_message")),
        Lines(pen.say("message_from"), 1),
        Lines(pen.say("message_to"), 1),
        Lines(pen.say("message_sent"), 1),
        Heading(2, pen.say("message_urgent")),
        Bullets(tuple(plain(pen.say(f"message_{name}")) for name in ("now", "hour", "today")), boxes=True),
        Lines(pen.say("message_text"), 9),
        Lines(pen.say("message_received"), 1),
        Lines(pen.say("message_answer"), 4),
    ]


def _hour_clock(pen: Pen) -> list[Block]:
    blocks: list[Block] = []
    for day in range(3):
        hours = range(24 * day, 24 * day + 24)
        blocks += [NewPage("form"), Heading(1, pen.say("form_clock", day=day + 1))]
        if day == 0:
            blocks.append(Lines(pen.say("clock_begin"), 1))
        blocks.append(
            Table(
                pen.say("clock_table", start=hours[0], end=hours[-1] + 1),
                (
                    pen.say("clock_hour"),
                    pen.say("clock_time"),
                    pen.say("clock_what"),
                    pen.say("clock_fuel"),
                ),
                tuple((plain(str(hour)), (), (), ()) for hour in hours),
                widths=(0.7, 1.1, 6.0, 1.4),
                blank=True,
            )
        )
    return blocks
