"""Designs of the network, what is decided about candidates, and the support points themselves."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Tier(models.TextChoices):
    REGIONAL = "regional", _("regional support point")
    MAIN = "main", _("main support point")
    LOCAL = "local", _("local support point")


class CandidateDecision(models.Model):
    """What is decided about a building as a candidate: must be in, must be out, its tier, its own costs."""

    class Choice(models.TextChoices):
        FREE = "free", _("may be chosen")
        REQUIRED = "required", _("must be in")
        EXCLUDED = "excluded", _("must be out")

    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.CASCADE, related_name="+")
    building = models.OneToOneField(
        "territory.Building", on_delete=models.CASCADE, related_name="candidate_decision"
    )
    choice = models.CharField(max_length=10, choices=Choice.choices, default=Choice.FREE)
    tier = models.CharField(max_length=10, choices=Tier.choices, default=Tier.LOCAL)
    one_off_eur = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    yearly_eur = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=(Q(one_off_eur__isnull=True) | Q(one_off_eur__gte=0))
                & (Q(yearly_eur__isnull=True) | Q(yearly_eur__gte=0)),
                name="candidate_costs_not_negative",
            ),
        )

    def __str__(self) -> str:
        return f"{self.building_id}: {self.choice}"


class NetworkDesign(models.Model):
    """One alternative for the network: the wishes, and the proven answer to them.

    `wishes` and `summary` are JSON of the dataclasses in `types.py`; the large arrays (assignment, walking
    metres) are a file in the data folder named `result_sha256`.
    """

    municipality = models.ForeignKey(
        "accounts.Municipality", on_delete=models.CASCADE, related_name="designs"
    )
    name = models.CharField(max_length=120)
    wishes = models.JSONField()
    job_id = models.UUIDField(null=True, blank=True)
    summary = models.JSONField(null=True, blank=True)
    result_sha256 = models.CharField(max_length=64, blank=True)
    territory_fingerprint = models.CharField(max_length=64, blank=True)
    solver_log = models.TextField(blank=True)
    failure_nl = models.TextField(blank=True)
    failure_en = models.TextField(blank=True)
    made_by = models.CharField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_by = models.CharField(max_length=120, blank=True)
    is_current = models.BooleanField(default=False)

    class Meta:
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("municipality",), condition=Q(is_current=True), name="one_current_design"
            ),
            models.CheckConstraint(
                condition=Q(summary__isnull=True) | Q(failure_nl=""), name="design_answered_or_failed"
            ),
            models.CheckConstraint(
                condition=Q(is_current=False) | Q(summary__isnull=False), name="current_design_has_an_answer"
            ),
        )

    def __str__(self) -> str:
        return self.name


class SupportPoint(models.Model):
    """A support point in a building: its tier, its state, who owns it and what was agreed."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        ADOPTED = "adopted", _("adopted")
        AGREED = "agreed", _("agreed with the owner")
        FITTING_OUT = "fitting_out", _("being fitted out")
        READY = "ready", _("ready")
        WITHDRAWN = "withdrawn", _("withdrawn")

    municipality = models.ForeignKey(
        "accounts.Municipality", on_delete=models.CASCADE, related_name="support_points"
    )
    building = models.ForeignKey(
        "territory.Building", on_delete=models.PROTECT, related_name="support_points"
    )
    design = models.ForeignKey(
        NetworkDesign, null=True, blank=True, on_delete=models.SET_NULL, related_name="points"
    )
    number = models.PositiveIntegerField()  # permanent: its page and its sign carry it
    name = models.CharField(max_length=160)
    tier = models.CharField(max_length=10, choices=Tier.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PROPOSED)
    state_since = models.DateField()
    owner = models.CharField(max_length=160, blank=True)
    agreement = models.TextField(blank=True)
    agreement_date = models.DateField(null=True, blank=True)
    access_nl = models.TextField(blank=True)
    access_en = models.TextField(blank=True)
    one_off_eur = models.DecimalField(max_digits=12, decimal_places=2)
    yearly_eur = models.DecimalField(max_digits=12, decimal_places=2)
    version = models.PositiveIntegerField(default=1)  # for conflicting edits

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("municipality", "number"), name="point_number_once"),
            models.UniqueConstraint(
                fields=("building",), condition=~Q(state="withdrawn"), name="one_point_per_building"
            ),
            models.CheckConstraint(
                condition=Q(access_nl="", access_en="") | (~Q(access_nl="") & ~Q(access_en="")),
                name="access_text_in_both_languages",
            ),
            models.CheckConstraint(
                condition=Q(one_off_eur__gte=0, yearly_eur__gte=0), name="point_costs_not_negative"
            ),
        )

    def __str__(self) -> str:
        return self.name


class PointFunction(models.Model):
    """One of the four functions at a point: present, planned or missing."""

    class Function(models.TextChoices):
        INFORMATION = "information", _("information")
        DRINKING_WATER = "drinking_water", _("drinking water")
        FIRST_AID = "first_aid", _("first aid")
        ALERTING = "alerting", _("alerting emergency services")

    class State(models.TextChoices):
        PRESENT = "present", _("present")
        PLANNED = "planned", _("planned")
        MISSING = "missing", _("missing")

    point = models.ForeignKey(SupportPoint, on_delete=models.CASCADE, related_name="functions")
    function = models.CharField(max_length=16, choices=Function.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.MISSING)
    since = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("point", "function"), name="function_once_per_point"),)

    def __str__(self) -> str:
        return f"{self.function}: {self.state}"


class PointEvent(models.Model):
    """A step in a point's life, with its date and who took it. Events are added, never changed."""

    point = models.ForeignKey(SupportPoint, on_delete=models.CASCADE, related_name="events")
    on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=12, choices=SupportPoint.State.choices)
    by = models.CharField(max_length=120)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("on", "recorded_at", "id")

    def __str__(self) -> str:
        return f"{self.on}: {self.state}"
