"""Roles, what each may do, and the typed rows that other rooms see of people and municipalities."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """What a person may do in one municipality. The reference page of permissions lists them all."""

    VIEW = "view"
    EDIT_CONTINUITY = "continuity.edit"
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
    EDITOR_PREPAREDNESS = "editor-preparedness", _("editor of preparedness")
    EDITOR_SUPPORT_POINTS = "editor-supportpoints", _("editor of support points")
    APPROVER = "approver", _("approver")
    ADMINISTRATOR = "administrator", _("administrator")
    REGION_VIEWER = "region-viewer", _("reader for the region")


GRANTS: dict[str, frozenset[Permission]] = {
    Role.VIEWER: frozenset({Permission.VIEW}),
    Role.EDITOR_CONTINUITY: frozenset({Permission.VIEW, Permission.EDIT_CONTINUITY}),
    Role.EDITOR_PREPAREDNESS: frozenset({Permission.VIEW, Permission.EDIT_PREPAREDNESS}),
    Role.EDITOR_SUPPORT_POINTS: frozenset({Permission.VIEW, Permission.EDIT_SUPPORT_POINTS}),
    Role.APPROVER: frozenset({Permission.VIEW, Permission.APPROVE}),
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
