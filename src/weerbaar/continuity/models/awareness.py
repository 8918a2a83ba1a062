"""Awareness of staff: lessons with a quiz, rounds in which people are invited to them, and what came of it.

As little as can be is kept of persons: an address only while a round is open, answers loose from who gave
them as soon as it closes, and never a name.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Lesson(models.Model):
    """A short lesson: cards to read, then questions. Published only when both languages are complete."""

    class Audience(models.TextChoices):
        EVERYBODY = "everybody", _("everybody")
        COUNTER = "counter", _("public counter")
        PROCESS_OWNER = "process_owner", _("process owner")
        CRISIS = "crisis", _("crisis role")
        OUTDOOR = "outdoor", _("outdoor service")
        ICT = "ict", _("ICT")
        MANAGEMENT = "management", _("management")

    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.CASCADE, related_name="+")
    code = models.SlugField(max_length=40)
    audience = models.CharField(max_length=16, choices=Audience.choices, default=Audience.EVERYBODY)
    title_nl = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    summary_nl = models.CharField(max_length=300, blank=True)
    summary_en = models.CharField(max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField(default=5)
    order = models.PositiveSmallIntegerField(default=0)
    is_published = models.BooleanField(default=False)
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("order", "code")
        constraints = (
            models.UniqueConstraint(fields=("municipality", "code"), name="lesson_code_once"),
            models.CheckConstraint(
                condition=~Q(title_nl="") & ~Q(title_en=""), name="lesson_has_both_titles"
            ),
        )

    def __str__(self) -> str:
        return self.title_nl


class LessonCard(models.Model):
    """One card to read: a title and a few sentences."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="cards")
    order = models.PositiveSmallIntegerField()
    title_nl = models.CharField(max_length=120, blank=True)
    title_en = models.CharField(max_length=120, blank=True)
    text_nl = models.TextField(blank=True)
    text_en = models.TextField(blank=True)

    class Meta:
        ordering = ("lesson", "order", "pk")

    def __str__(self) -> str:
        return self.title_nl


class LessonQuestion(models.Model):
    """A question with its explanation. Once answered it is never changed, only retired."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField()
    text_nl = models.CharField(max_length=300, blank=True)
    text_en = models.CharField(max_length=300, blank=True)
    explanation_nl = models.TextField(blank=True)
    explanation_en = models.TextField(blank=True)
    is_retired = models.BooleanField(default=False)

    class Meta:
        ordering = ("lesson", "order", "pk")

    def __str__(self) -> str:
        return self.text_nl


class LessonAnswer(models.Model):
    """A possible answer; exactly one of a question is right."""

    question = models.ForeignKey(LessonQuestion, on_delete=models.CASCADE, related_name="answers")
    order = models.PositiveSmallIntegerField()
    text_nl = models.CharField(max_length=200, blank=True)
    text_en = models.CharField(max_length=200, blank=True)
    is_right = models.BooleanField(default=False)

    class Meta:
        ordering = ("question", "order", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("question",), condition=Q(is_right=True), name="one_right_answer"
            ),
        )

    def __str__(self) -> str:
        return self.text_nl


class AwarenessRound(models.Model):
    """A round: some lessons, until a day. When it closes, addresses and links are gone."""

    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=120)
    opened_on = models.DateField()
    closes_on = models.DateField()  # the last day
    closed_at = models.DateTimeField(null=True, blank=True)
    lessons = models.ManyToManyField(Lesson, related_name="rounds")

    class Meta:
        ordering = ("-closes_on", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(title=""), name="awareness_round_has_a_title"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=models.F("opened_on")), name="awareness_round_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return self.title


class RoundDepartment(models.Model):
    """A department in a round. `told` is how many people without e-mail were pointed to its link."""

    round = models.ForeignKey(AwarenessRound, on_delete=models.CASCADE, related_name="departments")
    unit = models.ForeignKey("OrganisationUnit", on_delete=models.PROTECT, related_name="+")
    told = models.PositiveIntegerField(default=0)
    link_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("round", "unit__code")
        constraints = (
            models.UniqueConstraint(fields=("round", "unit"), name="round_department_once"),
            models.UniqueConstraint(
                fields=("link_hash",), condition=~Q(link_hash=""), name="department_link_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id}: {self.unit_id}"


class Participation(models.Model):
    """Somebody in a round: invited by e-mail, or come by the link of a department. No name is kept.

    `email` is emptied when the round closes.
    """

    department = models.ForeignKey(RoundDepartment, on_delete=models.CASCADE, related_name="participations")
    is_invited = models.BooleanField()  # by e-mail; else by the department's link
    email = models.EmailField(blank=True)
    last_mail_on = models.DateField(null=True, blank=True)
    mails = models.PositiveSmallIntegerField(default=0)
    finished_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("department", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("department", "email"), condition=~Q(email=""), name="invited_once_per_department"
            ),
        )

    def __str__(self) -> str:
        return f"{self.department_id}: {self.pk}"


class PersonalLink(models.Model):
    """A link of one participation; only its hash is kept. Each mail carries a new one, all work."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"{self.participation_id}"


class LessonDone(models.Model):
    """That somebody confirmed having read a lesson and answered its questions; gone when the round closes."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="done")
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("participation", "lesson"), name="lesson_done_once"),)

    def __str__(self) -> str:
        return f"{self.participation_id}: {self.lesson_id}"


class QuizAnswer(models.Model):
    """The first answer that somebody gave. When the round closes it is nobody's any more."""

    round = models.ForeignKey(AwarenessRound, on_delete=models.CASCADE, related_name="quiz_answers")
    participation = models.ForeignKey(
        Participation, null=True, blank=True, on_delete=models.SET_NULL, related_name="quiz_answers"
    )
    question = models.ForeignKey(LessonQuestion, on_delete=models.PROTECT, related_name="given")
    answer = models.ForeignKey(LessonAnswer, on_delete=models.PROTECT, related_name="given")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("participation", "question"), name="quiz_answer_once"),
        )

    def __str__(self) -> str:
        return f"{self.question_id}: {self.answer_id}"
