"""What processes need: resources, and the requirements that join them, k out of n."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Resource(models.Model):
    """Something that a process or another resource needs. Times are minutes; an empty time is unknown."""

    class Kind(models.TextChoices):
        POWER = "power", _("power supply")
        GENERATOR = "generator", _("generator")
        FUEL = "fuel", _("fuel")
        ICT = "ict", _("ICT application")
        NETWORK = "network", _("network")
        TELECOM = "telecom", _("telecom")
        BUILDING = "building", _("building")
        ROOM = "room", _("room")
        ROLE = "role", _("people in a role")
        SUPPLIER = "supplier", _("supplier")
        VEHICLE = "vehicle", _("vehicle")
        WATER = "water", _("water")

    class Basis(models.TextChoices):
        ASSUMED = "assumed", _("assumed")
        CONTRACTED = "contracted", _("contracted")
        MEASURED = "measured", _("measured in an exercise")

    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.CASCADE, related_name="+")
    code = models.SlugField(max_length=60)
    name_nl = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    note_nl = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    unit = models.ForeignKey(
        "OrganisationUnit", null=True, blank=True, on_delete=models.PROTECT, related_name="resources"
    )
    role = models.ForeignKey(  # when the resource is people in a role
        "StaffRole", null=True, blank=True, on_delete=models.PROTECT, related_name="resources"
    )

    recovery_min = models.PositiveIntegerField(null=True, blank=True)  # once all it needs is there
    recovery_basis = models.CharField(max_length=10, choices=Basis.choices, default=Basis.ASSUMED)
    recovery_source = models.CharField(max_length=200, blank=True)  # the contract, the exercise, who assumed
    recovery_on = models.DateField(null=True, blank=True)
    autonomy_min = models.PositiveIntegerField(null=True, blank=True)  # runs on without what it needs

    capacity = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)  # where scarce
    capacity_unit = models.CharField(max_length=40, blank=True)
    is_mobile = models.BooleanField(default=False)  # a generator or vehicle that can be sent elsewhere
    tank_litres = models.DecimalField(max_digits=10, decimal_places=1, null=True, blank=True)
    litres_per_hour = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)

    is_illustrative = models.BooleanField(default=False)
    changed_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("kind", "code")
        constraints = (
            models.UniqueConstraint(fields=("municipality", "code"), name="resource_code_once"),
            models.CheckConstraint(condition=~Q(name_nl="") & ~Q(name_en=""), name="resource_has_both_names"),
            models.CheckConstraint(
                condition=(Q(capacity__isnull=True) | Q(capacity__gte=0))
                & (Q(tank_litres__isnull=True) | Q(tank_litres__gte=0))
                & (Q(litres_per_hour__isnull=True) | Q(litres_per_hour__gte=0)),
                name="resource_amounts_not_negative",
            ),
            models.CheckConstraint(
                condition=~Q(recovery_basis="measured") | Q(recovery_on__isnull=False),
                name="resource_measured_on_a_date",
            ),
        )

    def __str__(self) -> str:
        return self.name_nl


class Requirement(models.Model):
    """What a process or resource needs: at least `needed` of the members, at any time."""

    process = models.ForeignKey(
        "Process", null=True, blank=True, on_delete=models.CASCADE, related_name="requirements"
    )
    resource = models.ForeignKey(
        Resource, null=True, blank=True, on_delete=models.CASCADE, related_name="requirements"
    )
    label_nl = models.CharField(max_length=160, blank=True)
    label_en = models.CharField(max_length=160, blank=True)
    needed = models.PositiveSmallIntegerField(default=1)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("process", "resource", "order", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(process__isnull=False, resource__isnull=True)
                | Q(process__isnull=True, resource__isnull=False),
                name="requirement_of_one_thing",
            ),
            models.CheckConstraint(condition=Q(needed__gte=1), name="requirement_needs_something"),
        )

    def __str__(self) -> str:
        return f"{self.process_id or self.resource_id}: {self.needed}"


class RequirementMember(models.Model):
    """One of those of which a requirement needs `needed`."""

    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="members")
    process = models.ForeignKey(
        "Process", null=True, blank=True, on_delete=models.PROTECT, related_name="needed_by"
    )
    resource = models.ForeignKey(
        Resource, null=True, blank=True, on_delete=models.PROTECT, related_name="needed_by"
    )

    class Meta:
        ordering = ("requirement", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(process__isnull=False, resource__isnull=True)
                | Q(process__isnull=True, resource__isnull=False),
                name="member_is_one_thing",
            ),
            models.UniqueConstraint(fields=("requirement", "process"), name="member_process_once"),
            models.UniqueConstraint(fields=("requirement", "resource"), name="member_resource_once"),
        )

    def __str__(self) -> str:
        return f"{self.requirement_id}: {self.process_id or self.resource_id}"


class Delivery(models.Model):
    """Fuel that is expected at a resource: when, in minutes after the disruption began, and how much."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="deliveries")
    after_min = models.PositiveIntegerField()
    litres = models.DecimalField(max_digits=10, decimal_places=1)

    class Meta:
        ordering = ("resource", "after_min")
        constraints = (
            models.UniqueConstraint(fields=("resource", "after_min"), name="delivery_once"),
            models.CheckConstraint(condition=Q(litres__gt=0), name="delivery_brings_something"),
        )

    def __str__(self) -> str:
        return f"{self.resource_id}: {self.litres}"
