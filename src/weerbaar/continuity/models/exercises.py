"""Exercises before they are held: scenarios with their injects, the exercise itself, and who takes part.

What happens while one is held, and after it, is in `exercise_run`. Processes, resources and teams are named
by their permanent code: a scenario can be exchanged, and an exercise keeps what it was about.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from weerbaar.continuity.exercising.clock import SPEEDS

LONGEST_SCENARIO_MIN = 14 * 24 * 60


class Channel(models.TextChoices):
    """How an inject reaches the players."""

    PHONE = "phone", _("telephone")
    RADIO = "radio", _("radio")
    EMAIL = "email", _("e-mail")
    MESSENGER = "messenger", _("messenger on foot")
    PAPER = "paper", _("situation on paper")
    NEWS = "news", _("news")


class Scenario(models.Model):
    """A story with injects: one of the municipality's own library, or the one that an exercise is held with.

    An exercise has a scenario of its own, so that what was held stays as it was when the library changes.
    Texts are in Dutch, in English or in both.
    """

    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.CASCADE, related_name="+")
    title_nl = models.CharField(max_length=160, blank=True)
    title_en = models.CharField(max_length=160, blank=True)
    summary_nl = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    situation_nl = models.TextField(blank=True)  # how it begins: players may read it beforehand
    situation_en = models.TextField(blank=True)
    duration_min = models.PositiveIntegerField()
    start_weekday = models.PositiveSmallIntegerField(default=0)  # Monday is 0
    start_clock_min = models.PositiveSmallIntegerField(default=9 * 60)  # minutes after midnight
    copied_from = models.CharField(max_length=160, blank=True)  # code in the library, or the name of a file
    is_illustrative = models.BooleanField(default=False)
    changed_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=~Q(title_nl="", title_en=""), name="scenario_has_a_title"),
            models.CheckConstraint(
                condition=Q(duration_min__gte=1, duration_min__lte=LONGEST_SCENARIO_MIN),
                name="scenario_takes_time",
            ),
            models.CheckConstraint(
                condition=Q(start_weekday__lte=6, start_clock_min__lt=24 * 60),
                name="scenario_begins_in_a_week",
            ),
        )

    def __str__(self) -> str:
        return self.title_nl or self.title_en


class PlayerGroup(models.Model):
    """Players who sit together and get the same injects: a crisis team, a department."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="groups")
    code = models.SlugField(max_length=40)
    name_nl = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("scenario", "pk")
        constraints = (
            models.UniqueConstraint(fields=("scenario", "code"), name="player_group_once"),
            models.CheckConstraint(condition=~Q(name_nl="", name_en=""), name="player_group_has_a_name"),
        )

    def __str__(self) -> str:
        return self.name_nl or self.name_en


class Objective(models.Model):
    """What the exercise must show, where it can tied to a process, resource or team and a time."""

    class Kind(models.TextChoices):
        RECOVER = "recover", _("recover within a time")
        ALERT = "alert", _("alert a team within a time")
        DECIDE = "decide", _("take a decision")
        INFORM = "inform", _("inform people")
        WORK = "work", _("work by the plan")

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="objectives")
    code = models.SlugField(max_length=40)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    title_nl = models.CharField(max_length=240, blank=True)
    title_en = models.CharField(max_length=240, blank=True)
    process_code = models.SlugField(max_length=60, blank=True)
    resource_code = models.SlugField(max_length=60, blank=True)
    team_code = models.SlugField(max_length=40, blank=True)
    target_min = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("scenario", "pk")
        constraints = (
            models.UniqueConstraint(fields=("scenario", "code"), name="objective_once"),
            models.CheckConstraint(condition=~Q(title_nl="", title_en=""), name="objective_has_a_title"),
        )

    def __str__(self) -> str:
        return self.title_nl or self.title_en


class Inject(models.Model):
    """One event or message of the scenario, at a scenario minute; no group: for all players."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="injects")
    at_min = models.PositiveIntegerField()
    channel = models.CharField(max_length=10, choices=Channel.choices)
    sender_nl = models.CharField(max_length=160, blank=True)
    sender_en = models.CharField(max_length=160, blank=True)
    receiver_nl = models.CharField(max_length=160, blank=True)
    receiver_en = models.CharField(max_length=160, blank=True)
    group = models.ForeignKey(
        PlayerGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="injects"
    )
    text_nl = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    expected_nl = models.TextField(blank=True)
    expected_en = models.TextField(blank=True)
    objective = models.ForeignKey(
        Objective, null=True, blank=True, on_delete=models.SET_NULL, related_name="injects"
    )
    added_live = models.BooleanField(default=False)  # thought up by a facilitator while it was held

    class Meta:
        ordering = ("scenario", "at_min", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(text_nl="", text_en=""), name="inject_says_something"),
        )

    def __str__(self) -> str:
        return f"{self.scenario_id} {self.at_min}"


class Exercise(models.Model):
    """An exercise on a day. What its clock shows follows from its clock events alone."""

    class Kind(models.TextChoices):
        TABLE_TOP = "table_top", _("table-top exercise")
        FUNCTIONAL = "functional", _("functional exercise")
        FULL = "full", _("full-scale exercise")

    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.CASCADE, related_name="+")
    scenario = models.OneToOneField(Scenario, on_delete=models.PROTECT, related_name="exercise")
    name = models.CharField(max_length=160)
    held_on = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    place = models.CharField(max_length=200, blank=True)
    practical = models.TextField(blank=True)  # for the situation manual: arrival, lunch, who to ask
    language = models.CharField(max_length=2, default="nl")  # in which the texts above were written
    starts_at_min = models.PositiveIntegerField(default=0)
    first_speed = models.PositiveSmallIntegerField(default=1, choices=[(speed, speed) for speed in SPEEDS])
    is_demo = models.BooleanField(default=False)
    made_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    conclusion = models.TextField(blank=True)  # of the after-action report
    conclusion_language = models.CharField(max_length=2, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)  # the report is final
    closed_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("-held_on", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="exercise_has_a_name"),
            models.CheckConstraint(condition=Q(starts_at_min__gte=0), name="exercise_starts_in_the_scenario"),
        )

    def __str__(self) -> str:
        return self.name


class ExerciseRole(models.TextChoices):
    """What somebody does in an exercise, and so which screen is theirs."""

    FACILITATOR = "facilitator", _("facilitator")
    PLAYER = "player", _("player")
    EVALUATOR = "evaluator", _("evaluator")
    OBSERVER = "observer", _("observer")


class Participant(models.Model):
    """Somebody who takes part: with an account of this installation, or by name, on paper."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="participants")
    user = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(max_length=120, blank=True)  # of who has no account here
    role = models.CharField(max_length=12, choices=ExerciseRole.choices)
    group = models.ForeignKey(PlayerGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("exercise", "role", "pk")
        constraints = (
            models.UniqueConstraint(fields=("exercise", "user"), name="participant_once"),
            models.CheckConstraint(
                condition=Q(user__isnull=False, name="") | (Q(user__isnull=True) & ~Q(name="")),
                name="participant_is_somebody",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(role=ExerciseRole.PLAYER),
                name="participant_on_paper_plays",
            ),
        )

    def __str__(self) -> str:
        return f"{self.exercise_id}: {self.role}"


__all__ = [
    "LONGEST_SCENARIO_MIN",
    "Channel",
    "Exercise",
    "ExerciseRole",
    "Inject",
    "Objective",
    "Participant",
    "PlayerGroup",
    "Scenario",
]
