"""What happens while an exercise is held, and what follows from it.

All but the measures is only ever added to, and the database itself refuses anything else (triggers in
migration 0004): a restart loses nothing, and everybody sees the same. Times are scenario minutes beside the
real moment.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from weerbaar.continuity.exercising.clock import SPEEDS, Act
from weerbaar.continuity.exercising.measuring import Condition
from weerbaar.continuity.types import NodeKind


class _Added(models.Model):
    """A row that is written once."""

    at = models.DateTimeField()
    by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=120)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError(f"{type(self).__name__} is only added to")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError(f"{type(self).__name__} is only added to")


class ExerciseClockEvent(_Added):
    """Something that happened to the clock; `number` counts from 1, so that of two at once one is refused."""

    exercise = models.ForeignKey("Exercise", on_delete=models.PROTECT, related_name="clock_events")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=6, choices=[(act.value, act.value) for act in Act])
    to_min = models.PositiveIntegerField(null=True, blank=True)
    speed = models.PositiveSmallIntegerField(null=True, blank=True, choices=[(s, s) for s in SPEEDS])

    class Meta:
        ordering = ("exercise", "number")
        constraints = (
            models.UniqueConstraint(fields=("exercise", "number"), name="clock_event_once"),
            models.CheckConstraint(
                condition=Q(act__in=("start", "jump")) & Q(to_min__isnull=False)
                | ~Q(act__in=("start", "jump")) & Q(to_min__isnull=True),
                name="clock_event_goes_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(act="speed", speed__in=SPEEDS) | ~Q(act="speed") & Q(speed__isnull=True),
                name="clock_event_has_a_known_speed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.exercise_id} {self.number}: {self.act}"


class InjectEvent(_Added):
    """An inject was delivered to the players, or skipped; the last one counts."""

    class What(models.TextChoices):
        DELIVERED = "delivered", _("delivered")
        SKIPPED = "skipped", _("skipped")

    exercise = models.ForeignKey("Exercise", on_delete=models.PROTECT, related_name="inject_events")
    inject = models.ForeignKey("Inject", on_delete=models.PROTECT, related_name="events")
    what = models.CharField(max_length=9, choices=What.choices)
    minute = models.PositiveIntegerField()

    class Meta:
        ordering = ("exercise", "pk")
        constraints = (
            models.UniqueConstraint(fields=("inject", "what"), name="inject_delivered_or_skipped_once"),
        )

    def __str__(self) -> str:
        return f"{self.inject_id}: {self.what}"


class ExerciseNote(_Added):
    """A note of a facilitator, for the evaluation."""

    exercise = models.ForeignKey("Exercise", on_delete=models.PROTECT, related_name="notes")
    minute = models.PositiveIntegerField()
    text = models.TextField()
    language = models.CharField(max_length=2)

    class Meta:
        ordering = ("exercise", "pk")

    def __str__(self) -> str:
        return f"{self.exercise_id} {self.minute}"


class ExerciseStateReport(_Added):
    """A process or resource was lost, could start again, or was restored, at a scenario minute.

    One that was wrong is withdrawn by another row that names it.
    """

    exercise = models.ForeignKey("Exercise", on_delete=models.PROTECT, related_name="state_reports")
    node_kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in NodeKind])
    node_code = models.SlugField(max_length=60)
    condition = models.CharField(
        max_length=9, blank=True, choices=[(each.value, each.value) for each in Condition]
    )
    minute = models.PositiveIntegerField()
    text = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=2)
    withdraws = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="withdrawn_by"
    )

    class Meta:
        ordering = ("exercise", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(withdraws__isnull=False, condition="")
                | Q(withdraws__isnull=True) & ~Q(condition=""),
                name="state_report_says_or_withdraws",
            ),
        )

    def __str__(self) -> str:
        return f"{self.exercise_id} {self.node_code}: {self.condition}"


class Observation(_Added):
    """What an evaluator saw of an objective (or in general), with a grade when they give one;

    the last counts.
    """

    class Grade(models.TextChoices):
        MET = "met", _("met")
        PARTLY = "partly", _("partly met")
        NOT_MET = "not_met", _("not met")

    exercise = models.ForeignKey("Exercise", on_delete=models.PROTECT, related_name="observations")
    objective = models.ForeignKey(
        "Objective", null=True, blank=True, on_delete=models.PROTECT, related_name="observations"
    )
    minute = models.PositiveIntegerField(null=True, blank=True)  # None: written afterwards
    grade = models.CharField(max_length=7, choices=Grade.choices, blank=True)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=2)

    class Meta:
        ordering = ("exercise", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(text="", grade=""), name="observation_says_something"),
            models.CheckConstraint(
                condition=Q(grade="") | Q(objective__isnull=False), name="grade_of_an_objective"
            ),
        )

    def __str__(self) -> str:
        return f"{self.exercise_id} {self.objective_id}: {self.grade}"


class Finding(_Added):
    """What went well or must be better, as said in the hot wash."""

    class Kind(models.TextChoices):
        WELL = "well", _("went well")
        IMPROVE = "improve", _("must be better")

    exercise = models.ForeignKey("Exercise", on_delete=models.PROTECT, related_name="findings")
    objective = models.ForeignKey(
        "Objective", null=True, blank=True, on_delete=models.PROTECT, related_name="findings"
    )
    kind = models.CharField(max_length=7, choices=Kind.choices)
    text = models.TextField()
    language = models.CharField(max_length=2)

    class Meta:
        ordering = ("exercise", "pk")
        constraints = (models.CheckConstraint(condition=~Q(text=""), name="finding_says_something"),)

    def __str__(self) -> str:
        return f"{self.exercise_id}: {self.kind}"


class MeasurementTaken(_Added):
    """A measured recovery time that the register took over, and what stood there before."""

    exercise = models.ForeignKey("Exercise", on_delete=models.PROTECT, related_name="measurements_taken")
    node_kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in NodeKind])
    node_code = models.SlugField(max_length=60)
    before_min = models.PositiveIntegerField(null=True, blank=True)
    measured_min = models.PositiveIntegerField()

    class Meta:
        ordering = ("exercise", "pk")

    def __str__(self) -> str:
        return f"{self.exercise_id} {self.node_code}: {self.measured_min}"


class ImprovementMeasure(models.Model):
    """Something that the municipality will do better, with an owner and a date."""

    class State(models.TextChoices):
        OPEN = "open", _("to do")
        DOING = "doing", _("being done")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.CASCADE, related_name="+")
    exercise = models.ForeignKey(
        "Exercise", null=True, blank=True, on_delete=models.PROTECT, related_name="measures"
    )
    finding = models.ForeignKey(
        Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="measures"
    )
    title = models.CharField(max_length=240)
    language = models.CharField(max_length=2)  # in which it was written
    unit = models.ForeignKey(
        "OrganisationUnit", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    owner_role = models.ForeignKey(
        "StaffRole", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField()
    process_code = models.SlugField(max_length=60, blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    reason = models.CharField(max_length=300, blank=True)  # why it was dropped
    done_on = models.DateField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("due_on", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(title=""), name="measure_has_a_title"),
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | Q(owner_role__isnull=False), name="measure_has_an_owner"
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(reason=""), name="measure_dropped_with_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done_on__isnull=False), name="measure_done_on_a_date"
            ),
        )

    def __str__(self) -> str:
        return self.title
