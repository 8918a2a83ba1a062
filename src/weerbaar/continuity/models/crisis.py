"""The crisis organisation at work: rotas of its teams, and the readiness of its room.

The teams and their seats are in `organisation`, decision logs in `decisions`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Rota(models.Model):
    """Who of a team is on duty when. Without a start, its hours count from the start of the disruption."""

    class ShiftLength(models.IntegerChoices):
        SIX = 360, _("6 hours")
        EIGHT = 480, _("8 hours")
        TWELVE = 720, _("12 hours")

    team = models.ForeignKey("CrisisTeam", on_delete=models.CASCADE, related_name="rotas")
    title = models.CharField(max_length=120)
    starts_at = models.DateTimeField(null=True, blank=True)
    shift_min = models.PositiveSmallIntegerField(choices=ShiftLength.choices, default=ShiftLength.TWELVE)
    handover_min = models.PositiveSmallIntegerField(default=0)  # who leaves stays on this long
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("team", "-starts_at", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(shift_min__in=(360, 480, 720)), name="rota_divides_72_hours"),
            models.CheckConstraint(condition=Q(handover_min__lte=120), name="rota_handover_at_most_2_hours"),
            models.CheckConstraint(condition=~Q(title=""), name="rota_has_a_title"),
        )

    def __str__(self) -> str:
        return self.title


class RotaDuty(models.Model):
    """Somebody in a seat during one shift. `place` tells those apart who hold the seat together, from 1."""

    rota = models.ForeignKey(Rota, on_delete=models.CASCADE, related_name="duties")
    seat = models.ForeignKey("TeamSeat", on_delete=models.CASCADE, related_name="+")
    shift = models.PositiveSmallIntegerField()  # from 0
    place = models.PositiveSmallIntegerField(default=1)
    person = models.ForeignKey("Person", on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ("rota", "shift", "seat", "place")
        constraints = (
            models.UniqueConstraint(fields=("rota", "shift", "seat", "place"), name="rota_place_once"),
            models.UniqueConstraint(fields=("rota", "shift", "person"), name="rota_person_once_per_shift"),
            models.CheckConstraint(condition=Q(place__gte=1), name="rota_place_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.rota_id}: {self.shift}"


class ReadinessItem(models.Model):
    """Something that the crisis room must have or be able to do, checked every so often."""

    class Subject(models.TextChoices):
        POWER = "power", _("power and light")
        TELECOM = "telecom", _("reaching each other without internet")
        PAPER = "paper", _("working on paper")
        PEOPLE = "people", _("people")
        ACCESS = "access", _("room and access")

    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.CASCADE, related_name="+")
    code = models.SlugField(max_length=40)
    subject = models.CharField(max_length=10, choices=Subject.choices)
    name_nl = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    how_nl = models.TextField(blank=True)  # what to look at, and when it is good
    how_en = models.TextField(blank=True)
    source_nl = models.CharField(max_length=200, blank=True)
    source_en = models.CharField(max_length=200, blank=True)
    valid_days = models.PositiveSmallIntegerField(default=180)
    asks_hours = models.BooleanField(default=False)  # a check also says for how many hours it lasts
    order = models.PositiveSmallIntegerField(default=0)
    is_retired = models.BooleanField(default=False)
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("order", "code")
        constraints = (
            models.UniqueConstraint(fields=("municipality", "code"), name="readiness_code_once"),
            models.CheckConstraint(
                condition=~Q(name_nl="") & ~Q(name_en=""), name="readiness_has_both_names"
            ),
            models.CheckConstraint(condition=Q(valid_days__gte=1), name="readiness_valid_for_a_day"),
        )

    def __str__(self) -> str:
        return self.name_nl


class ReadinessCheck(models.Model):
    """One look at one item. Checks are added; the last one counts."""

    item = models.ForeignKey(ReadinessItem, on_delete=models.CASCADE, related_name="checks")
    checked_on = models.DateField()
    checked_by = models.CharField(max_length=120)
    is_good = models.BooleanField()
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("item", "-checked_on", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(checked_by=""), name="readiness_check_by_somebody"),
        )

    def __str__(self) -> str:
        return f"{self.item_id}: {self.checked_on}"
