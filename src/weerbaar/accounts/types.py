"""Roles, what each may do, and the typed rows that other rooms see of people and municipalities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """What a person may do in one municipality. The reference page of permissions lists them all."""

    VIEW = "view"
    EDIT_CONTINUITY = "continuity.edit"
    EDIT_OWN_CONTINUITY = "continuity.edit-own"
    VIEW_CONTACTS = "continuity.contacts"
    EDIT_PREPAREDNESS = "preparedness.edit"
    EDIT_SUPPORT_POINTS = "supportpoints.edit"
    APPROVE = "approve"
    IMPORT_TERRITORY = "territory.import"
    MANAGE_ACCOUNTS = "accounts.manage"
    VIEW_AUDIT = "audit.view"


class Role(TextChoices):
    """Roles that a person holds in a municipality, or (the last) in a whole safety region."""

    VIEWER = "viewer", _("viewer")
    EDITOR_CONTINUITY = "editor-continuity", _("editor of continuity")
    PROCESS_OWNER = "process-owner", _("process owner")
    EDITOR_PREPAREDNESS = "editor-preparedness", _("editor of preparedness")
    EDITOR_SUPPORT_POINTS = "editor-supportpoints", _("editor of support points")
    APPROVER = "approver", _("approver")
    ADMINISTRATOR = "administrator", _("administrator")
    REGION_VIEWER = "region-viewer", _("reader for the region")


GRANTS: dict[str, frozenset[Permission]] = {
    Role.VIEWER: frozenset({Permission.VIEW}),
    Role.EDITOR_CONTINUITY: frozenset(
        {
            Permission.VIEW,
            Permission.EDIT_CONTINUITY,
            Permission.EDIT_OWN_CONTINUITY,
            Permission.VIEW_CONTACTS,
        }
    ),
    Role.PROCESS_OWNER: frozenset(
        {Permission.VIEW, Permission.EDIT_OWN_CONTINUITY, Permission.VIEW_CONTACTS}
    ),
    Role.EDITOR_PREPAREDNESS: frozenset({Permission.VIEW, Permission.EDIT_PREPAREDNESS}),
    Role.EDITOR_SUPPORT_POINTS: frozenset({Permission.VIEW, Permission.EDIT_SUPPORT_POINTS}),
    Role.APPROVER: frozenset({Permission.VIEW, Permission.APPROVE, Permission.VIEW_CONTACTS}),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.VIEW,
            Permission.IMPORT_TERRITORY,
            Permission.MANAGE_ACCOUNTS,
            Permission.VIEW_AUDIT,
        }
    ),
    Role.REGION_VIEWER: frozenset({Permission.VIEW}),
}


@dataclass(frozen=True)
class MunicipalityRow:
    """A municipality as other rooms see it."""

    id: int
    code: str
    slug: str
    name: str
    region_name: str
    regional_app: str


@dataclass(frozen=True)
class Actor:
    """Who does something: a signed-in person, or the program itself (`user_id` is None)."""

    user_id: int | None
    label: str


PROGRAM = Actor(None, "weerbaar")
SINGLE_SIGN_ON = Actor(None, "single sign-on")


class Refused(Exception):  # noqa: N818 - a rule said no; the message is for the person who asked
    """Something that may not be done, with the reason in the language of who asked."""


@dataclass(frozen=True)
class PersonRow:
    """A person as an administrator of one municipality sees them; `roles` are those in that municipality."""

    id: int
    name: str
    email: str
    language: str
    roles: tuple[str, ...]
    is_active: bool
    is_demo: bool
    has_second_factor: bool
    has_password: bool
    invited_until: datetime | None
    works_elsewhere: bool


@dataclass(frozen=True)
class InvitationRow:
    """A link to choose a password, as the person who follows it sees it."""

    id: int
    user_id: int
    name: str
    email: str
    expires_at: datetime


@dataclass(frozen=True)
class AuditRow:
    """One write, for people to read. `changes` holds (field, before, after) as text."""

    id: int
    at: datetime
    who: str
    action: str
    subject: str
    subject_id: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class AuditFilter:
    """What to look for in the audit trail; empty fields do not narrow."""

    subject: str = ""
    subject_id: str = ""
    who: str = ""
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class TokenRow:
    """An API token that is valid now, or (on the administrator's page) once was; never its secret."""

    id: int
    municipality: MunicipalityRow
    name: str
    prefix: str
    created_by: str
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime
    revoked_at: datetime | None
    permissions: frozenset[Permission]

    @property
    def actor(self) -> Actor:
        """The program that carries the token, as the one who does something."""
        return Actor(None, f"API: {self.name}")


def as_text(value: Any) -> str:
    """A value of the audit trail as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, list | tuple):
        return ", ".join(as_text(each) for each in value)
    return str(value)
