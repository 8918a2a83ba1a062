"""Writing lessons: their cards and questions, and publishing them when both languages are complete."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor
from weerbaar.continuity.models import Lesson, LessonAnswer, LessonCard, LessonQuestion
from weerbaar.continuity.starter.lessons import LESSONS
from weerbaar.interface.jobs import UserError


@dataclass(frozen=True)
class LessonEdit:
    """The particulars of a lesson."""

    title_nl: str
    title_en: str
    summary_nl: str = ""
    summary_en: str = ""
    audience: str = Lesson.Audience.EVERYBODY.value
    minutes: int = 5


@dataclass(frozen=True)
class CardEdit:
    """A card; one language may be missing until the lesson is published."""

    title_nl: str
    title_en: str
    text_nl: str
    text_en: str


@dataclass(frozen=True)
class QuestionEdit:
    """A question with 2 to 4 answers (Dutch, English), of which `right` (from 0) is right."""

    text_nl: str
    text_en: str
    explanation_nl: str
    explanation_en: str
    answers: tuple[tuple[str, str], ...]
    right: int


@transaction.atomic
def load_lessons_starter(actor: Actor, municipality_id: int) -> int:
    """Adds the lessons that are not here yet, published, and answers how many."""
    there = set(Lesson.objects.filter(municipality_id=municipality_id).values_list("code", flat=True))
    fresh = [(order, lesson) for order, lesson in enumerate(LESSONS, 1) if lesson.code not in there]
    for order, lesson in fresh:
        row = Lesson.objects.create(
            municipality_id=municipality_id,
            code=lesson.code,
            audience=lesson.audience,
            title_nl=lesson.title[0],
            title_en=lesson.title[1],
            summary_nl=lesson.summary[0],
            summary_en=lesson.summary[1],
            minutes=lesson.minutes,
            order=order * 10,
            is_published=True,
            is_illustrative=True,
        )
        for place, card in enumerate(lesson.cards, 1):
            LessonCard.objects.create(
                lesson=row,
                order=place,
                title_nl=card.title[0],
                title_en=card.title[1],
                text_nl=card.text[0],
                text_en=card.text[1],
            )
        for place, question in enumerate(lesson.questions, 1):
            asked = LessonQuestion.objects.create(
                lesson=row,
                order=place,
                text_nl=question.text[0],
                text_en=question.text[1],
                explanation_nl=question.explanation[0],
                explanation_en=question.explanation[1],
            )
            # the right answer is not always in the same place
            turn = (order + place) % len(question.answers)
            turned = question.answers[turn:] + question.answers[:turn]
            _answers(asked, turned, (question.right - turn) % len(question.answers))
    if fresh:
        record(
            actor,
            municipality_id,
            "continuity.lessons_starter.loaded",
            "lesson",
            "",
            after={"lessons": [lesson.code for _order, lesson in fresh]},
        )
    return len(fresh)


@transaction.atomic
def add_lesson(actor: Actor, municipality_id: int, edit: LessonEdit) -> str:
    """Begins a lesson, not yet published, and answers its code."""
    _titled(edit)
    lessons = Lesson.objects.filter(municipality_id=municipality_id)
    base = slugify(edit.title_nl)[:34] or "les"
    taken = set(lessons.values_list("code", flat=True))
    codes = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    code = next(each for each in codes if each not in taken)
    last = lessons.aggregate(last=Max("order"))["last"] or 0
    Lesson.objects.create(municipality_id=municipality_id, code=code, order=last + 10, **asdict(edit))
    record(actor, municipality_id, "continuity.lesson.added", "lesson", code, after=asdict(edit))
    return code


@transaction.atomic
def edit_lesson(actor: Actor, municipality_id: int, code: str, edit: LessonEdit) -> None:
    """Writes the particulars of a lesson."""
    _titled(edit)
    lesson = _open_to_change(municipality_id, code)
    fresh = asdict(edit)
    before = {name: getattr(lesson, name) for name in fresh}
    for name, value in fresh.items():
        setattr(lesson, name, value)
    lesson.is_illustrative = False
    lesson.save()
    _still_complete(lesson)
    changed = [name for name in fresh if fresh[name] != before[name]]
    record(
        actor,
        municipality_id,
        "continuity.lesson.edited",
        "lesson",
        code,
        before={name: before[name] for name in changed},
        after={name: fresh[name] for name in changed},
    )


@transaction.atomic
def publish_lesson(actor: Actor, municipality_id: int, code: str, *, published: bool = True) -> None:
    """Publishes a lesson, or takes it back. Raises `UserError` with what is missing in which language."""
    lesson = _open_to_change(municipality_id, code)
    if published:
        _complete(lesson)
    lesson.is_published = published
    lesson.save(update_fields=("is_published",))
    record(
        actor,
        municipality_id,
        "continuity.lesson.published",
        "lesson",
        code,
        after={"published": published},
    )


@transaction.atomic
def set_card(
    actor: Actor, municipality_id: int, code: str, edit: CardEdit, card_id: int | None = None
) -> None:
    """Adds a card at the end, or writes one."""
    lesson = _open_to_change(municipality_id, code)
    card = lesson.cards.filter(pk=card_id).first() if card_id else None
    if card_id and card is None:
        raise UserError("Deze kaart is er niet.", "There is no such card.")
    if card is None:
        last = lesson.cards.aggregate(last=Max("order"))["last"] or 0
        card = LessonCard(lesson=lesson, order=last + 1)
    for name, value in asdict(edit).items():
        setattr(card, name, value.strip())
    card.save()
    _touched(lesson)
    record(actor, municipality_id, "continuity.lesson.card_set", "lesson", code, after={"card": card.order})


@transaction.atomic
def remove_card(actor: Actor, municipality_id: int, code: str, card_id: int) -> None:
    """Takes a card out of a lesson."""
    lesson = _open_to_change(municipality_id, code)
    card = lesson.cards.filter(pk=card_id).first()
    if card is None:
        raise UserError("Deze kaart is er niet.", "There is no such card.")
    before = {"card": card.order, "title_nl": card.title_nl}
    card.delete()
    _touched(lesson)
    record(actor, municipality_id, "continuity.lesson.card_removed", "lesson", code, before=before)


@transaction.atomic
def set_question(
    actor: Actor, municipality_id: int, code: str, edit: QuestionEdit, question_id: int | None = None
) -> None:
    """Adds a question at the end, or writes one that nobody has answered yet."""
    lesson = _open_to_change(municipality_id, code)
    if not 2 <= len(edit.answers) <= 4 or not 0 <= edit.right < len(edit.answers):
        raise UserError(
            "Geef twee tot vier antwoorden, waarvan er één goed is.",
            "Give two to four answers, one of which is right.",
        )
    question = _question(lesson, question_id) if question_id else None
    if question is None:
        last = lesson.questions.aggregate(last=Max("order"))["last"] or 0
        question = LessonQuestion(lesson=lesson, order=last + 1)
    question.text_nl, question.text_en = edit.text_nl.strip(), edit.text_en.strip()
    question.explanation_nl = edit.explanation_nl.strip()
    question.explanation_en = edit.explanation_en.strip()
    question.save()
    question.answers.all().delete()
    _answers(question, edit.answers, edit.right)
    _touched(lesson)
    record(
        actor,
        municipality_id,
        "continuity.lesson.question_set",
        "lesson",
        code,
        after={"question": question.order},
    )


@transaction.atomic
def remove_question(actor: Actor, municipality_id: int, code: str, question_id: int) -> None:
    """Takes a question out; one that was answered is retired, so that its results keep their words."""
    lesson = _open_to_change(municipality_id, code)
    question = lesson.questions.filter(pk=question_id).first()
    if question is None:
        raise UserError("Deze vraag is er niet.", "There is no such question.")
    if question.given.exists():
        question.is_retired = True
        question.save(update_fields=("is_retired",))
    else:
        question.delete()
    _touched(lesson)
    record(
        actor,
        municipality_id,
        "continuity.lesson.question_removed",
        "lesson",
        code,
        before={"question": question.order},
    )


def _answers(question: LessonQuestion, answers: tuple[tuple[str, str], ...], right: int) -> None:
    LessonAnswer.objects.bulk_create(
        LessonAnswer(
            question=question,
            order=place + 1,
            text_nl=nl.strip(),
            text_en=en.strip(),
            is_right=place == right,
        )
        for place, (nl, en) in enumerate(answers)
    )


def _open_to_change(municipality_id: int, code: str) -> Lesson:
    lesson = Lesson.objects.filter(municipality_id=municipality_id, code=code).first()
    if lesson is None:
        raise UserError("Deze les is er niet.", "There is no such lesson.")
    if lesson.rounds.filter(closed_at=None).exists():
        raise UserError(
            "Deze les zit in een ronde die nog loopt. Sluit eerst de ronde.",
            "This lesson is in a round that is still open. Close the round first.",
        )
    return lesson


def _question(lesson: Lesson, question_id: int) -> LessonQuestion:
    question = lesson.questions.filter(pk=question_id).first()
    if question is None:
        raise UserError("Deze vraag is er niet.", "There is no such question.")
    if question.given.exists():
        raise UserError(
            "Deze vraag is al beantwoord. Haal haar weg en maak een nieuwe.",
            "This question has been answered. Take it out and make a new one.",
        )
    return question


def _titled(edit: LessonEdit) -> None:
    if not edit.title_nl.strip() or not edit.title_en.strip():
        raise UserError(
            "Geef de les een titel in het Nederlands én in het Engels.",
            "Give the lesson a title in Dutch and in English.",
        )


def _touched(lesson: Lesson) -> None:
    """A changed lesson is the municipality's own; a published one must stay complete."""
    Lesson.objects.filter(pk=lesson.pk).update(is_illustrative=False)
    _still_complete(lesson)


def _still_complete(lesson: Lesson) -> None:
    if lesson.is_published:
        _complete(lesson)


def _complete(lesson: Lesson) -> None:
    """Raises `UserError` unless everything that people see is there in both languages."""
    cards = list(lesson.cards.all())
    questions = list(lesson.questions.filter(is_retired=False).prefetch_related("answers"))
    if not cards or not questions:
        raise UserError(
            "Een les heeft ten minste één kaart en één vraag.",
            "A lesson has at least one card and one question.",
        )
    texts: list[tuple[str, str, str, str]] = [
        ("samenvatting", "summary", lesson.summary_nl, lesson.summary_en)
    ]
    for number, card in enumerate(cards, 1):
        texts.append((f"kaart {number}", f"card {number}", card.title_nl, card.title_en))
        texts.append((f"kaart {number}", f"card {number}", card.text_nl, card.text_en))
    for number, question in enumerate(questions, 1):
        texts.append((f"vraag {number}", f"question {number}", question.text_nl, question.text_en))
        texts.append(
            (f"vraag {number}", f"question {number}", question.explanation_nl, question.explanation_en)
        )
        texts += [
            (f"vraag {number}", f"question {number}", a.text_nl, a.text_en) for a in question.answers.all()
        ]
    missing = [
        (name_nl, name_en, "Nederlands" if not nl else "Engels", "Dutch" if not nl else "English")
        for name_nl, name_en, nl, en in texts
        if not nl or not en
    ]
    if missing:
        in_dutch = ", ".join(dict.fromkeys(f"{each[0]} ({each[2]})" for each in missing))
        in_english = ", ".join(dict.fromkeys(f"{each[1]} ({each[3]})" for each in missing))
        raise UserError(f"Er ontbreekt tekst: {in_dutch}.", f"Text is missing: {in_english}.")
