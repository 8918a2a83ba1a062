"""Lessons, rounds and results as typed rows. Results say nothing about groups of fewer than ten people."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from weerbaar.continuity import awareness_norms as norms
from weerbaar.continuity.models import (
    AwarenessRound,
    Lesson,
    LessonQuestion,
    Participation,
    QuizAnswer,
    RoundDepartment,
)
from weerbaar.core.disclosure import Group, publishable, wilson
from weerbaar.territory import queries as territory


@dataclass(frozen=True)
class AnswerRow:
    id: int
    text_nl: str
    text_en: str
    is_right: bool


@dataclass(frozen=True)
class QuestionRow:
    id: int
    text_nl: str
    text_en: str
    explanation_nl: str
    explanation_en: str
    answers: tuple[AnswerRow, ...]


@dataclass(frozen=True)
class CardRow:
    id: int
    title_nl: str
    title_en: str
    text_nl: str
    text_en: str


@dataclass(frozen=True)
class LessonRow:
    """A lesson; in a list without its cards and questions, only their number."""

    id: int
    code: str
    audience: str
    audience_label: str
    title_nl: str
    title_en: str
    summary_nl: str
    summary_en: str
    minutes: int
    is_published: bool
    is_illustrative: bool
    in_open_round: bool
    card_count: int
    question_count: int
    cards: tuple[CardRow, ...] = ()
    questions: tuple[QuestionRow, ...] = ()


@dataclass(frozen=True)
class RoundRow:
    id: int
    title: str
    opened_on: date
    closes_on: date
    closed_at: datetime | None
    lessons: tuple[tuple[str, str, str], ...]  # code, Dutch title, English title
    people: int
    unsent: int

    def is_open(self, today: date) -> bool:
        return self.closed_at is None and today <= self.closes_on


@dataclass(frozen=True)
class DepartmentResult:
    """A department in a round; people and finished are None when they are not shown."""

    unit_code: str
    name_nl: str
    name_en: str
    has_link: bool
    people: int | None
    finished: int | None

    @property
    def share(self) -> float | None:
        return self.finished / self.people if self.finished is not None and self.people else None


@dataclass(frozen=True)
class QuestionResult:
    """How many answered a question right, with the interval; None when fewer than the minimum answered."""

    text_nl: str
    text_en: str
    lesson_nl: str
    lesson_en: str
    answered: int | None
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Reach:
    """That so many had finished by the end of a day."""

    day: date
    finished: int


@dataclass(frozen=True)
class RoundResults:
    least: int
    people: int | None
    finished: int | None
    departments: tuple[DepartmentResult, ...]
    questions: tuple[QuestionResult, ...]
    reach: tuple[Reach, ...]

    @property
    def share(self) -> float | None:
        return self.finished / self.people if self.finished is not None and self.people else None

    @property
    def any_hidden(self) -> bool:
        return any(row.finished is None for row in self.departments)


def lessons(municipality_id: int) -> tuple[LessonRow, ...]:
    """Every lesson, without its contents; one SQL query."""
    rows = Lesson.objects.filter(municipality_id=municipality_id).annotate(
        card_count=Count("cards", distinct=True),
        question_count=Count("questions", filter=Q(questions__is_retired=False), distinct=True),
        open_rounds=Count("rounds", filter=Q(rounds__closed_at=None), distinct=True),
    )
    return tuple(_lesson(row, row.card_count, row.question_count, row.open_rounds) for row in rows)


def lesson(municipality_id: int, code: str) -> LessonRow | None:
    """One lesson with its cards and the questions that are asked; None when there is none by that code."""
    row = (
        Lesson.objects.filter(municipality_id=municipality_id, code=code)
        .prefetch_related("cards", "questions__answers")
        .annotate(open_rounds=Count("rounds", filter=Q(rounds__closed_at=None), distinct=True))
        .first()
    )
    return whole_lesson(row, row.open_rounds) if row else None


def whole_lesson(row: Lesson, open_rounds: int = 0) -> LessonRow:
    """A lesson whose cards and questions were fetched with it."""
    cards = tuple(
        CardRow(card.pk, card.title_nl, card.title_en, card.text_nl, card.text_en) for card in row.cards.all()
    )
    questions = tuple(_question(each) for each in row.questions.all() if not each.is_retired)
    return _lesson(row, len(cards), len(questions), open_rounds, cards, questions)


def _question(row: LessonQuestion) -> QuestionRow:
    return QuestionRow(
        row.pk,
        row.text_nl,
        row.text_en,
        row.explanation_nl,
        row.explanation_en,
        tuple(AnswerRow(a.pk, a.text_nl, a.text_en, a.is_right) for a in row.answers.all()),
    )


def _lesson(
    row: Lesson,
    card_count: int,
    question_count: int,
    open_rounds: int,
    cards: tuple[CardRow, ...] = (),
    questions: tuple[QuestionRow, ...] = (),
) -> LessonRow:
    return LessonRow(
        id=row.pk,
        code=row.code,
        audience=row.audience,
        audience_label=str(row.get_audience_display()),
        title_nl=row.title_nl,
        title_en=row.title_en,
        summary_nl=row.summary_nl,
        summary_en=row.summary_en,
        minutes=row.minutes,
        is_published=row.is_published,
        is_illustrative=row.is_illustrative,
        in_open_round=open_rounds > 0,
        card_count=card_count,
        question_count=question_count,
        cards=cards,
        questions=questions,
    )


def rounds(municipality_id: int) -> tuple[RoundRow, ...]:
    """Every round, the last to close first; two SQL queries."""
    rows = (
        AwarenessRound.objects.filter(municipality_id=municipality_id)
        .prefetch_related("lessons")
        .annotate(
            people=Count("departments__participations", distinct=True),
            unsent=Count(
                "departments__participations",
                filter=~Q(departments__participations__email="") & Q(departments__participations__mails=0),
                distinct=True,
            ),
        )
    )
    return tuple(
        RoundRow(
            row.pk,
            row.title,
            row.opened_on,
            row.closes_on,
            row.closed_at,
            tuple((each.code, each.title_nl, each.title_en) for each in row.lessons.all()),
            row.people,
            row.unsent,
        )
        for row in rows
    )


def awareness_round(municipality_id: int, round_id: int) -> RoundRow | None:
    """One round; None when there is none by that id here."""
    return next((row for row in rounds(municipality_id) if row.id == round_id), None)


def round_results(municipality_id: int, round_id: int) -> RoundResults:
    """What came of a round, as far as it may be shown. A constant number of SQL queries.

    The people of a department are those invited by mail and those told of its link. More may have come by the
    link than were told; they count as told.
    """
    setting = territory.all_parameters(municipality_id)[norms.LEAST_SHOWN].value
    least = max(norms.NEVER_BELOW, round(setting))
    departments = list(
        RoundDepartment.objects.filter(round_id=round_id, round__municipality_id=municipality_id)
        .select_related("unit")
        .annotate(
            invited=Count("participations", filter=Q(participations__is_invited=True)),
            invited_done=Count(
                "participations",
                filter=Q(participations__is_invited=True, participations__finished_on__isnull=False),
            ),
            link_done=Count(
                "participations",
                filter=Q(participations__is_invited=False, participations__finished_on__isnull=False),
            ),
        )
    )
    groups = [
        Group(row.invited + max(row.told, row.link_done), row.invited_done + row.link_done)
        for row in departments
    ]
    may = publishable(groups, least)
    rows = tuple(
        DepartmentResult(
            row.unit.code,
            row.unit.name_nl,
            row.unit.name_en,
            bool(row.told),
            group.people if shown else None,
            group.answered if shown else None,
        )
        for row, group, shown in zip(departments, groups, may.shown, strict=True)
    )
    days = Counter(
        Participation.objects.filter(department__round_id=round_id, finished_on__isnull=False).values_list(
            "finished_on", flat=True
        )
    )
    return RoundResults(
        least=least,
        people=sum(group.people for group in groups) if may.total else None,
        finished=sum(group.answered for group in groups) if may.total else None,
        departments=rows,
        questions=_question_results(municipality_id, round_id, least),
        reach=_reach(days, least) if may.total else (),
    )


def _reach(days: Counter[date | None], least: int) -> tuple[Reach, ...]:
    """The days by which at least `least` more had finished than at the last day shown."""
    points: list[Reach] = []
    finished = 0
    for day in sorted(each for each in days if each is not None):
        finished += days[day]
        if finished - (points[-1].finished if points else 0) >= least:
            points.append(Reach(day, finished))
    return tuple(points)


def _question_results(municipality_id: int, round_id: int, least: int) -> tuple[QuestionResult, ...]:
    counts = (
        QuizAnswer.objects.filter(round_id=round_id, round__municipality_id=municipality_id)
        .values(
            "question__text_nl",
            "question__text_en",
            "question__lesson__title_nl",
            "question__lesson__title_en",
            "question__lesson__order",
            "question__order",
            "question_id",
        )
        .annotate(answered=Count("pk"), right=Count("pk", filter=Q(answer__is_right=True)))
        .order_by("question__lesson__order", "question__order")
    )
    results = []
    for row in counts:
        enough = row["answered"] >= least
        low, high = wilson(row["right"], row["answered"]) if enough else (None, None)
        results.append(
            QuestionResult(
                row["question__text_nl"],
                row["question__text_en"],
                row["question__lesson__title_nl"],
                row["question__lesson__title_en"],
                row["answered"] if enough else None,
                row["right"] / row["answered"] if enough else None,
                low,
                high,
            )
        )
    return tuple(results)
