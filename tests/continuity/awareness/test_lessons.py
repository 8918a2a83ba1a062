"""Lessons: complete in both languages before they are seen, and never changed under who answered."""

from __future__ import annotations

import pytest

from tests.continuity.awareness.conftest import Finish, Invite
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.continuity import queries, services
from weerbaar.continuity.models import Lesson, LessonQuestion
from weerbaar.continuity.queries.awareness import LessonRow
from weerbaar.continuity.services import CardEdit, LessonEdit, QuestionEdit
from weerbaar.continuity.starter.lessons import LESSONS
from weerbaar.interface.jobs import UserError

pytestmark = pytest.mark.django_db
CARD = CardEdit("Kaart", "Card", "Tekst", "Text")
QUESTION = QuestionEdit("Vraag?", "Question?", "Omdat", "Because", (("Ja", "Yes"), ("Nee", "No")), 1)


def get(town: MunicipalityRow, code: str) -> LessonRow:
    row = queries.lesson(town.id, code)
    assert row is not None
    return row


def test_there_is_a_lesson_for_every_audience() -> None:
    assert {lesson.audience for lesson in LESSONS} == set(Lesson.Audience.values)
    for lesson in LESSONS:
        assert 5 <= len(lesson.cards) <= 8
        assert 3 <= len(lesson.questions) <= 5
        for question in lesson.questions:
            assert 0 <= question.right < len(question.answers)


def test_the_starter_is_complete_and_adds_once(lessons: MunicipalityRow) -> None:
    assert services.load_lessons_starter(PROGRAM, lessons.id) == 0
    for row in queries.lessons(lessons.id):
        services.publish_lesson(PROGRAM, lessons.id, row.code)  # refuses what is not complete
    starter = {lesson.code: lesson for lesson in LESSONS}
    places = set()
    for row in queries.lessons(lessons.id):
        lesson = get(lessons, row.code)
        for question, asked in zip(lesson.questions, starter[row.code].questions, strict=True):
            (right,) = [answer for answer in question.answers if answer.is_right]
            assert (right.text_nl, right.text_en) == asked.answers[asked.right]
            places.add(question.answers.index(right))
    assert places == {0, 1, 2}


def test_published_only_with_both_languages_and_it_says_what_is_missing(town: MunicipalityRow) -> None:
    code = services.add_lesson(PROGRAM, town.id, LessonEdit("Les", "Lesson", "Kort", "Short"))
    with pytest.raises(UserError, match="at least one card"):
        services.publish_lesson(PROGRAM, town.id, code)
    services.set_card(PROGRAM, town.id, code, CardEdit("Kaart", "Card", "Tekst", ""))
    services.set_question(
        PROGRAM, town.id, code, QuestionEdit("", "Question?", "Omdat", "Because", QUESTION.answers, 0)
    )
    with pytest.raises(UserError) as refused:
        services.publish_lesson(PROGRAM, town.id, code)
    assert refused.value.en == "Text is missing: card 1 (English), question 1 (Dutch)."
    assert refused.value.nl == "Er ontbreekt tekst: kaart 1 (Engels), vraag 1 (Nederlands)."
    lesson = get(town, code)
    services.set_card(PROGRAM, town.id, code, CARD, lesson.cards[0].id)
    services.set_question(PROGRAM, town.id, code, QUESTION, lesson.questions[0].id)
    services.publish_lesson(PROGRAM, town.id, code)
    assert get(town, code).is_published
    with pytest.raises(UserError):  # and stays complete from then on
        services.set_card(PROGRAM, town.id, code, CardEdit("", "", "", ""), lesson.cards[0].id)
    assert get(town, code).cards[0].title_nl == "Kaart"


@pytest.mark.parametrize(
    ("answers", "right"), [((("Ja", "Yes"),), 0), (QUESTION.answers, 2), (QUESTION.answers, -1)]
)
def test_a_question_has_one_right_answer_among_several(
    town: MunicipalityRow, answers: tuple[tuple[str, str], ...], right: int
) -> None:
    code = services.add_lesson(PROGRAM, town.id, LessonEdit("Les", "Lesson"))
    with pytest.raises(UserError):
        services.set_question(PROGRAM, town.id, code, QuestionEdit("V", "Q", "U", "E", answers, right))


def test_a_lesson_stays_as_it_is_while_a_round_is_open(
    lessons: MunicipalityRow, round_id: int, invite: Invite, finish: Finish
) -> None:
    with pytest.raises(UserError, match="round"):
        services.set_card(PROGRAM, lessons.id, "counter", CARD)
    finish(invite("civil", 1)[0])
    services.close_round(PROGRAM, lessons.id, round_id)
    services.set_card(PROGRAM, lessons.id, "counter", CARD)
    question = get(lessons, "counter").questions[0]
    with pytest.raises(UserError, match="answered"):
        services.set_question(PROGRAM, lessons.id, "counter", QUESTION, question.id)
    services.remove_question(PROGRAM, lessons.id, "counter", question.id)
    assert question.id not in {each.id for each in get(lessons, "counter").questions}
    assert LessonQuestion.objects.get(pk=question.id).is_retired


def test_only_published_lessons_go_into_a_round(lessons: MunicipalityRow) -> None:
    from datetime import timedelta

    from django.utils import timezone

    today = timezone.localdate()
    services.publish_lesson(PROGRAM, lessons.id, "ict", published=False)
    for codes, last in ((["ict"], today), (["counter", "ict"], today), ([], today), (["nowhere"], today)):
        with pytest.raises(UserError):
            services.open_round(PROGRAM, lessons.id, "Ronde", codes, last)
    for last in (today - timedelta(days=1), today + timedelta(days=181)):
        with pytest.raises(UserError):
            services.open_round(PROGRAM, lessons.id, "Ronde", ["counter"], last)
    assert not queries.rounds(lessons.id)
