"""Writing rounds of lessons: opened, people invited, closed; then addresses and links are gone."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor
from weerbaar.continuity.models import (
    AwarenessRound,
    Lesson,
    LessonDone,
    OrganisationUnit,
    Participation,
    PersonalLink,
    QuizAnswer,
    RoundDepartment,
)
from weerbaar.continuity.tokens import hash_of
from weerbaar.interface.jobs import UserError

LONGEST_DAYS = 180  # addresses are kept no longer than a round lasts


@dataclass(frozen=True)
class Invitee:
    """An address to invite, with the code of its department."""

    email: str
    unit_code: str


@transaction.atomic
def open_round(
    actor: Actor, municipality_id: int, title: str, lesson_codes: Sequence[str], closes_on: date
) -> int:
    """Begins a round of published lessons, through its last day, and answers its id."""
    today = timezone.localdate()
    if not title.strip():
        raise UserError("Geef de ronde een naam.", "Give the round a name.")
    if not today <= closes_on <= today + timedelta(days=LONGEST_DAYS):
        raise UserError(
            f"Kies een laatste dag van vandaag tot {LONGEST_DAYS} dagen verder.",
            f"Choose a last day from today to {LONGEST_DAYS} days ahead.",
        )
    lessons = list(
        Lesson.objects.filter(municipality_id=municipality_id, code__in=lesson_codes, is_published=True)
    )
    if not lessons or len(lessons) != len(set(lesson_codes)):
        raise UserError("Kies een of meer gepubliceerde lessen.", "Choose one or more published lessons.")
    row = AwarenessRound.objects.create(
        municipality_id=municipality_id, title=title.strip()[:120], opened_on=today, closes_on=closes_on
    )
    row.lessons.set(lessons)
    record(
        actor,
        municipality_id,
        "continuity.round.opened",
        "awareness_round",
        row.pk,
        after={
            "title": row.title,
            "lessons": [lesson.code for lesson in lessons],
            "closes_on": closes_on.isoformat(),
        },
    )
    return row.pk


@transaction.atomic
def add_invitees(
    actor: Actor, municipality_id: int, round_id: int, invitees: Sequence[Invitee]
) -> tuple[int, int]:
    """Puts addresses on the list of a round; answers (new, there already). No mail is sent here.

    An address that is there already stays in its department. Raises `UserError` for an unknown department.
    """
    row = _open_round(municipality_id, round_id)
    units = {
        unit.code: unit
        for unit in OrganisationUnit.objects.filter(
            municipality_id=municipality_id, code__in={each.unit_code for each in invitees}
        )
    }
    unknown = sorted({each.unit_code for each in invitees} - units.keys())
    if unknown:
        raise UserError(
            f"Onbekende afdeling: {', '.join(unknown)}.", f"Unknown department: {', '.join(unknown)}."
        )
    there = set(
        Participation.objects.filter(department__round=row).exclude(email="").values_list("email", flat=True)
    )
    departments = {
        code: RoundDepartment.objects.get_or_create(round=row, unit=unit)[0] for code, unit in units.items()
    }
    fresh: dict[str, str] = {}
    for each in invitees:
        email = each.email.strip().lower()
        if email not in there:
            fresh.setdefault(email, each.unit_code)
    Participation.objects.bulk_create(
        Participation(department=departments[code], is_invited=True, email=email)
        for email, code in fresh.items()
    )
    known = len({each.email.strip().lower() for each in invitees}) - len(fresh)
    if fresh:
        record(
            actor,
            municipality_id,
            "continuity.round.invited",
            "awareness_round",
            row.pk,
            after={"people": len(fresh)},  # how many, never who
        )
    return len(fresh), known


@transaction.atomic
def make_department_link(actor: Actor, municipality_id: int, round_id: int, unit_code: str, told: int) -> str:
    """A link for a place without e-mail, to `told` people; answers its token, which is nowhere kept.

    An earlier link of the same department stops working.
    """
    row = _open_round(municipality_id, round_id)
    unit = OrganisationUnit.objects.filter(municipality_id=municipality_id, code=unit_code).first()
    if unit is None:
        raise UserError("Deze afdeling is er niet.", "There is no such department.")
    if not 1 <= told <= 100_000:
        raise UserError("Vul in hoeveel mensen de link krijgen.", "Fill in how many people get the link.")
    department, _made = RoundDepartment.objects.get_or_create(round=row, unit=unit)
    token = secrets.token_urlsafe(18)
    department.told, department.link_hash = told, hash_of(token)
    department.save(update_fields=("told", "link_hash"))
    record(
        actor,
        municipality_id,
        "continuity.round.link_made",
        "awareness_round",
        row.pk,
        after={"department": unit.code, "told": told},
    )
    return token


def make_personal_link(participation: Participation) -> str:
    """One more link of a participation, for its next mail; the token is nowhere kept."""
    token = secrets.token_urlsafe(18)
    PersonalLink.objects.create(participation=participation, token_hash=hash_of(token))
    return token


@transaction.atomic
def begin_by_department_link(actor: Actor, department_id: int) -> str:
    """Somebody came by the link of a department: a participation of nobody; answers its own token."""
    department = RoundDepartment.objects.select_related("round").get(pk=department_id)
    _still_open(department.round)
    token = make_personal_link(Participation.objects.create(department=department, is_invited=False))
    record(
        actor,
        department.round.municipality_id,
        "continuity.round.joined",
        "awareness_round",
        department.round_id,
    )
    return token


@transaction.atomic
def finish_lesson(actor: Actor, participation_id: int, lesson_id: int, chosen: dict[int, int]) -> bool:
    """Keeps the first answers (question → answer) of somebody who confirms having read a lesson.

    Answers whether it was kept: a lesson that was done before stays as it was. Raises `UserError` when the
    round is closed or a question of the lesson has no answer of its own.
    """
    who = (
        Participation.objects.select_for_update(of=("self",))
        .select_related("department__round")
        .get(pk=participation_id)
    )
    row = who.department.round
    _still_open(row)
    lesson = row.lessons.filter(pk=lesson_id).prefetch_related("questions__answers").first()
    if lesson is None:
        raise UserError("Deze les hoort niet bij deze ronde.", "This lesson is not in this round.")
    if who.done.filter(lesson=lesson).exists():
        return False
    questions = [question for question in lesson.questions.all() if not question.is_retired]
    answers = []
    for question in questions:
        own = {answer.pk: answer for answer in question.answers.all()}
        if chosen.get(question.pk) not in own:
            raise UserError("Beantwoord elke vraag.", "Answer every question.")
        answers.append(
            QuizAnswer(round=row, participation=who, question=question, answer_id=chosen[question.pk])
        )
    QuizAnswer.objects.bulk_create(answers)
    LessonDone.objects.create(participation=who, lesson=lesson)
    if who.done.count() == row.lessons.count():
        who.finished_on = timezone.localdate()
        who.save(update_fields=("finished_on",))
        record(actor, row.municipality_id, "continuity.round.finished_by_somebody", "awareness_round", row.pk)
    return True


@transaction.atomic
def close_round(actor: Actor, municipality_id: int, round_id: int) -> None:
    """Ends a round: addresses, links and progress go, and answers come loose from who gave them."""
    row = (
        AwarenessRound.objects.select_for_update()
        .filter(municipality_id=municipality_id, pk=round_id, closed_at=None)
        .first()
    )
    if row is None:
        raise UserError(
            "Deze ronde is er niet, of is al gesloten.", "There is no such round, or it is closed."
        )
    people = Participation.objects.filter(department__round=row)
    PersonalLink.objects.filter(participation__in=people).delete()
    LessonDone.objects.filter(participation__in=people).delete()
    QuizAnswer.objects.filter(round=row).update(participation=None)
    # who came by a department's link and did not finish was nobody
    people.filter(is_invited=False, finished_on=None).delete()
    people.update(email="", last_mail_on=None)
    row.departments.update(link_hash="")
    row.closed_at = timezone.now()
    row.save(update_fields=("closed_at",))
    record(
        actor,
        municipality_id,
        "continuity.round.closed",
        "awareness_round",
        row.pk,
        after={"closed_at": row.closed_at.isoformat()},
    )


def close_rounds_past_their_day(actor: Actor, municipality_id: int, today: date) -> int:
    """Closes every round whose last day is over, and answers how many."""
    late = AwarenessRound.objects.filter(
        municipality_id=municipality_id, closed_at=None, closes_on__lt=today
    ).values_list("pk", flat=True)
    for round_id in late:
        close_round(actor, municipality_id, round_id)
    return len(late)


def _open_round(municipality_id: int, round_id: int) -> AwarenessRound:
    row = AwarenessRound.objects.filter(municipality_id=municipality_id, pk=round_id).first()
    if row is None:
        raise UserError("Deze ronde is er niet.", "There is no such round.")
    _still_open(row)
    return row


def _still_open(row: AwarenessRound) -> None:
    if row.closed_at is not None or row.closes_on < timezone.localdate():
        raise UserError("Deze ronde is gesloten.", "This round is closed.")
