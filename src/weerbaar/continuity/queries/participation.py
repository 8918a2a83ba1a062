"""What somebody sees who follows a link of a round: the lessons, and which of them are done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from weerbaar.continuity.models import Participation, PersonalLink, QuizAnswer, RoundDepartment
from weerbaar.continuity.queries.awareness import LessonRow, whole_lesson
from weerbaar.continuity.tokens import hash_of


@dataclass(frozen=True)
class Visit:
    """A participation by its link. `done` are the ids of its lessons that are done."""

    participation_id: int
    round_title: str
    closes_on: date
    is_invited: bool
    lessons: tuple[LessonRow, ...]
    done: frozenset[int]

    @property
    def finished(self) -> bool:
        return len(self.done) == len(self.lessons)


def visit(municipality_id: int, token: str, today: date) -> Visit | None:
    """The participation of a link; None when the link is unknown, or its round has closed."""
    link = (
        PersonalLink.objects.filter(
            token_hash=hash_of(token),
            participation__department__round__municipality_id=municipality_id,
            participation__department__round__closed_at=None,
            participation__department__round__closes_on__gte=today,
        )
        .select_related("participation__department__round")
        .first()
    )
    if link is None:
        return None
    who: Participation = link.participation
    row = who.department.round
    return Visit(
        who.pk,
        row.title,
        row.closes_on,
        who.is_invited,
        tuple(
            whole_lesson(each) for each in row.lessons.prefetch_related("cards", "questions__answers").all()
        ),
        frozenset(who.done.values_list("lesson_id", flat=True)),
    )


def department_link(municipality_id: int, token: str, today: date) -> int | None:
    """The department of a link in a round that is open; None otherwise."""
    return (
        RoundDepartment.objects.filter(
            link_hash=hash_of(token),
            round__municipality_id=municipality_id,
            round__closed_at=None,
            round__closes_on__gte=today,
        )
        .values_list("pk", flat=True)
        .first()
    )


def answers_of(participation_id: int) -> dict[int, int]:
    """What somebody answered: question → answer."""
    return dict(
        QuizAnswer.objects.filter(participation_id=participation_id).values_list("question_id", "answer_id")
    )
