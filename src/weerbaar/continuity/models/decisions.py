"""The decision log of an incident or an exercise: numbered entries that are added, never changed.

The database itself refuses to change or delete an entry (triggers in migration 0002).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class DecisionLog(models.Model):
    """One log: of an incident, or of an exercise and then marked so on every page and print."""

    class Kind(models.TextChoices):
        INCIDENT = "incident", _("incident")
        EXERCISE = "exercise", _("exercise")

    # PROTECT: a log outlives a slip of the hand
    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=160)
    exercise = models.CharField(max_length=64, blank=True)  # the exercise's own code, when it has one
    started_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-started_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(title=""), name="decision_log_has_a_title"),
            models.CheckConstraint(
                condition=Q(kind="exercise") | Q(exercise=""), name="only_an_exercise_names_an_exercise"
            ),
        )

    def __str__(self) -> str:
        return self.title


class DecisionEntry(models.Model):
    """One entry. Names are text as they were then: what is written here stays as it was written."""

    class Kind(models.TextChoices):
        DECISION = "decision", _("decision")
        FOLLOW_UP = "follow_up", _("follow-up")
        CORRECTION = "correction", _("correction")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        BUSY = "busy", _("being carried out")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    log = models.ForeignKey(DecisionLog, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.DECISION)
    refers_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="later_entries"
    )
    at = models.DateTimeField()  # on the clock in the room
    written_at = models.DateTimeField()  # when it came in
    written_by = models.CharField(max_length=120)
    team = models.CharField(max_length=160, blank=True)
    text = models.TextField()
    reasoning = models.TextField(blank=True)
    decided_by = models.CharField(max_length=160, blank=True)
    carried_out_by = models.CharField(max_length=160, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)

    class Meta:
        ordering = ("log", "number")
        constraints = (
            models.UniqueConstraint(fields=("log", "number"), name="decision_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="decision_number_from_one"),
            models.CheckConstraint(condition=~Q(text=""), name="decision_says_something"),
            models.CheckConstraint(
                condition=Q(kind="decision", refers_to__isnull=True)
                | (~Q(kind="decision") & Q(refers_to__isnull=False)),
                name="later_entries_refer_to_a_decision",
            ),
        )

    def __str__(self) -> str:
        return f"{self.log_id}: {self.number}"
