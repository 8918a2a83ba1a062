"""What several pages of the crisis organisation do: an error in words, a row or 404, who may do what."""

from __future__ import annotations

from typing import Any, TypeVar

from django.http import Http404
from django.utils.translation import get_language

from weerbaar.accounts.access import StaffRequest
from weerbaar.accounts.types import Permission
from weerbaar.continuity import queries
from weerbaar.continuity.queries.crisis import TeamRow
from weerbaar.interface.jobs import UserError

Row = TypeVar("Row")


def dutch() -> bool:
    return (get_language() or "nl").startswith("nl")


def words_of(error: UserError) -> str:
    """The error in the language of the page."""
    return error.nl if dutch() else error.en


def name_of(row: Any, field: str = "name") -> str:
    """A text of a row in the language of the page."""
    return str(getattr(row, f"{field}_{'nl' if dutch() else 'en'}"))


def found(row: Row | None) -> Row:
    """The row, or 404."""
    if row is None:
        raise Http404
    return row


def team_or_404(request: StaffRequest, code: str) -> TeamRow:
    teams = queries.crisis_teams(request.municipality.id)
    return found(next((team for team in teams if team.code == code), None))


def may_edit(request: StaffRequest) -> bool:
    return Permission.EDIT_CONTINUITY in request.permissions


def may_see_contacts(request: StaffRequest) -> bool:
    return Permission.VIEW_CONTACTS in request.permissions


def whole_number(text: str | None) -> int | None:
    """The number that a query string holds; None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
