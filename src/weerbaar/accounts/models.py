"""People, the municipalities and regions that they work for, and the trail of what they changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from weerbaar.accounts.types import Role


class SafetyRegion(models.Model):
    """One of the 25 safety regions; several of its municipalities can share an installation."""

    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    """A municipality that works with this installation: the owner of everything else."""

    code = models.CharField(max_length=6, unique=True)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    region = models.ForeignKey(
        SafetyRegion, null=True, blank=True, on_delete=models.PROTECT, related_name="municipalities"
    )
    regional_app = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=Q(code__regex=r"^GM[0-9]{4}$"), name="municipality_code_is_a_cbs_code"
            ),
        )

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes people by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A member of staff. Nothing is kept that signing in and accountability do not need."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    language = models.CharField(max_length=2, choices=(("nl", "Nederlands"), ("en", "English")), default="nl")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name or self.email


class Membership(models.Model):
    """A role of one person, in one municipality or in one region."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=24, choices=Role.choices)
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.CASCADE, related_name="memberships"
    )
    region = models.ForeignKey(
        SafetyRegion, null=True, blank=True, on_delete=models.CASCADE, related_name="memberships"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(role=Role.REGION_VIEWER, region__isnull=False, municipality__isnull=True)
                | (~Q(role=Role.REGION_VIEWER) & Q(region__isnull=True, municipality__isnull=False)),
                name="role_belongs_to_municipality_or_region",
            ),
            models.UniqueConstraint(
                fields=("user", "role", "municipality"), name="one_role_once_per_municipality"
            ),
            models.UniqueConstraint(fields=("user", "role", "region"), name="one_role_once_per_region"),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"


class AuditEntry(models.Model):
    """One write: who, what, before and after. Entries are added, never changed."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    actor_label = models.CharField(max_length=120)
    municipality = models.ForeignKey(Municipality, null=True, on_delete=models.CASCADE, related_name="+")
    action = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("municipality", "subject", "subject_id")),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_label}: {self.action}"


class Invitation(models.Model):
    """A link, good for one use, with which a person chooses a password; only its hash is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"{self.user}: until {self.expires_at:%Y-%m-%d %H:%M}"


class ApiToken(models.Model):
    """A key with which a program reads the API for one municipality; only its hash is kept."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=12)
    token_hash = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-id")

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
