"""The organisation: its units, its people, the roles that they hold, and the crisis teams."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class OrganisationUnit(models.Model):
    """A department of the municipality, or another organisation that it depends on or works with."""

    class Kind(models.TextChoices):
        DEPARTMENT = "department", _("department")
        OTHER = "other", _("other organisation")

    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.CASCADE, related_name="+")
    code = models.SlugField(max_length=40)  # permanent: addresses and exchanged files carry it
    name_nl = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.DEPARTMENT)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    staff_count = models.PositiveIntegerField(null=True, blank=True)  # employees, for shares
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(fields=("municipality", "code"), name="unit_code_once"),
            models.CheckConstraint(condition=~Q(name_nl="") & ~Q(name_en=""), name="unit_has_both_names"),
        )

    def __str__(self) -> str:
        return self.name_nl


class UnitEditor(models.Model):
    """Somebody who signs in and may change what this unit owns: a process owner."""

    unit = models.ForeignKey(OrganisationUnit, on_delete=models.CASCADE, related_name="editors")
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("unit", "user"), name="unit_editor_once"),)

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.user_id}"


class Person(models.Model):
    """Somebody with a part in continuity: name, function, how to reach them; nothing more is kept.

    Shown only to people with `continuity.contacts`.
    """

    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(
        OrganisationUnit, null=True, blank=True, on_delete=models.SET_NULL, related_name="people"
    )
    user = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=120)
    function_title = models.CharField(max_length=160, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    phone_without_network = models.CharField(max_length=80, blank=True)  # satellite phone, radio channel
    email = models.EmailField(blank=True)
    checked_on = models.DateField(null=True, blank=True)  # when somebody last made sure that this is right

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class StaffRole(models.Model):
    """A role that people hold: an officer of the crisis organisation, or staff that a process needs."""

    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.CASCADE, related_name="+")
    code = models.SlugField(max_length=40)
    name_nl = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    task_nl = models.TextField(blank=True)
    task_en = models.TextField(blank=True)
    unit = models.ForeignKey(
        OrganisationUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="roles"
    )
    is_crisis_role = models.BooleanField(default=False)  # has a one-page card in the plan
    people_available = models.PositiveIntegerField(null=True, blank=True)  # who could do this, by head count
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(fields=("municipality", "code"), name="staff_role_code_once"),
            models.CheckConstraint(
                condition=~Q(name_nl="") & ~Q(name_en=""), name="staff_role_has_both_names"
            ),
        )

    def __str__(self) -> str:
        return self.name_nl


class RoleHolder(models.Model):
    """Who holds a role: the first in order holds it, those after are the deputies."""

    role = models.ForeignKey(StaffRole, on_delete=models.CASCADE, related_name="holders")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ("role", "order")
        constraints = (
            models.UniqueConstraint(fields=("role", "person"), name="role_holder_once"),
            models.UniqueConstraint(fields=("role", "order"), name="role_order_once"),
            models.CheckConstraint(condition=Q(order__gte=1), name="role_order_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.role_id}: {self.person_id}"


class CrisisTeam(models.Model):
    """A team of the crisis organisation, in the municipality or in the safety region."""

    class Level(models.TextChoices):
        MUNICIPAL = "municipal", _("municipality")
        REGIONAL = "regional", _("safety region")
        NATIONAL = "national", _("national")

    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.CASCADE, related_name="+")
    code = models.SlugField(max_length=40)
    name_nl = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    task_nl = models.TextField(blank=True)
    task_en = models.TextField(blank=True)
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.MUNICIPAL)
    reports_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="teams_below"
    )
    meets_within_min = models.PositiveIntegerField(null=True, blank=True)  # after the alert
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("level", "code")
        constraints = (
            models.UniqueConstraint(fields=("municipality", "code"), name="crisis_team_code_once"),
            models.CheckConstraint(
                condition=~Q(name_nl="") & ~Q(name_en=""), name="crisis_team_has_both_names"
            ),
        )

    def __str__(self) -> str:
        return self.name_nl


class TeamSeat(models.Model):
    """A role in a crisis team, and how many of it are on duty at any time."""

    team = models.ForeignKey(CrisisTeam, on_delete=models.CASCADE, related_name="seats")
    role = models.ForeignKey(StaffRole, on_delete=models.PROTECT, related_name="seats")
    people = models.PositiveSmallIntegerField(default=1)
    is_chair = models.BooleanField(default=False)

    class Meta:
        ordering = ("team", "-is_chair", "role__code")
        constraints = (
            models.UniqueConstraint(fields=("team", "role"), name="team_seat_once"),
            models.UniqueConstraint(fields=("team",), condition=Q(is_chair=True), name="one_chair_per_team"),
            models.CheckConstraint(condition=Q(people__gte=1), name="team_seat_for_somebody"),
        )

    def __str__(self) -> str:
        return f"{self.team_id}: {self.role_id}"
