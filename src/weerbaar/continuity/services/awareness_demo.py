"""A round of lessons that has run for three weeks, for the demonstration: by the links of departments.

Nobody is in it by name or address. Who joined, when, and what was answered are drawn from a fixed seed.
"""

from __future__ import annotations

import random
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from weerbaar.accounts.types import Actor
from weerbaar.continuity.models import (
    AwarenessRound,
    LessonAnswer,
    OrganisationUnit,
    Participation,
    RoundDepartment,
)
from weerbaar.continuity.services.rounds import finish_lesson, make_department_link, open_round

TITLE = "Najaar: iedereen"
LESSON = "everybody"
RUNS_FOR_DAYS, LEFT_DAYS = 21, 14
# people told, and of them who finished; the last are too few to be shown
DEPARTMENTS = {"civil-affairs": (36, 23), "waste": (48, 15), "ict": (31, 18), "communications": (6, 4)}
RIGHT = 0.8  # chance that somebody does not fall for a wrong answer
SEED = 72


@transaction.atomic
def hold_demo_round(actor: Actor, municipality_id: int) -> None:
    """Begins a round and lets people finish it day by day, where there is no round yet."""
    if AwarenessRound.objects.filter(municipality_id=municipality_id).exists():
        return
    there = set(
        OrganisationUnit.objects.filter(municipality_id=municipality_id, code__in=DEPARTMENTS).values_list(
            "code", flat=True
        )
    )
    if not there:
        return
    today = timezone.localdate()
    round_id = open_round(actor, municipality_id, TITLE, [LESSON], today + timedelta(days=LEFT_DAYS))
    row = AwarenessRound.objects.get(pk=round_id)
    lesson = row.lessons.get()
    draw = random.Random(SEED)  # noqa: S311 - nothing secret
    answers = {
        question.pk: list(LessonAnswer.objects.filter(question=question))
        for question in lesson.questions.filter(is_retired=False)
    }
    for code, (told, finished) in DEPARTMENTS.items():
        if code not in there:
            continue
        make_department_link(actor, municipality_id, round_id, code, told)
        department = RoundDepartment.objects.get(round=row, unit__code=code)
        for _ in range(finished):
            who = Participation.objects.create(department=department, is_invited=False)
            chosen = {
                question: next(a for a in given if a.is_right)
                if draw.random() < RIGHT
                else draw.choice(given)
                for question, given in answers.items()
            }
            finish_lesson(actor, who.pk, lesson.pk, {key: answer.pk for key, answer in chosen.items()})
            # most come in the days after the invitation
            day = min(int(draw.expovariate(1 / 6)), RUNS_FOR_DAYS)
            who.finished_on = today - timedelta(days=RUNS_FOR_DAYS - day)
            who.save(update_fields=("finished_on",))
    row.opened_on = today - timedelta(days=RUNS_FOR_DAYS)
    row.save(update_fields=("opened_on",))
