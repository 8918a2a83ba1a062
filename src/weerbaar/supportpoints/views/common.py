"""What several views of this room do: say an error in the reader's language, find or 404."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import get_language

from weerbaar.accounts.access import StaffRequest
from weerbaar.accounts.types import Permission
from weerbaar.interface.jobs import UserError
from weerbaar.supportpoints import queries
from weerbaar.supportpoints.types import DesignRow, PointRow

ADOPTERS = frozenset({Permission.EDIT_SUPPORT_POINTS, Permission.APPROVE})


def words_of(error: UserError) -> str:
    """The error in the language of the page."""
    return error.nl if (get_language() or "nl").startswith("nl") else error.en


def may_edit(request: StaffRequest) -> bool:
    return Permission.EDIT_SUPPORT_POINTS in request.permissions


def may_adopt(request: StaffRequest) -> bool:
    return bool(ADOPTERS & request.permissions)


def require_adopter(request: StaffRequest) -> None:
    """403 for people who neither edit support points nor approve."""
    if not may_adopt(request):
        raise PermissionDenied


def design_or_404(request: StaffRequest, design_id: int) -> DesignRow:
    row = queries.design(request.municipality.id, design_id)
    if row is None:
        raise Http404
    return row


def point_or_404(request: StaffRequest, number: int) -> PointRow:
    row = queries.point(request.municipality.id, number)
    if row is None:
        raise Http404
    return row


def whole_number(text: str | None) -> int | None:
    """The number that a query string holds; None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
