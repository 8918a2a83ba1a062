"""The guards in front of staff pages and of the private part of the API: who comes in, who finds nothing.

Another municipality's pages answer 404, not 403: that they exist is nobody else's business.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from ninja.security import HttpBearer

from weerbaar.accounts import queries
from weerbaar.accounts.models import User
from weerbaar.accounts.types import Actor, MunicipalityRow, Permission, TokenRow
from weerbaar.interface.rest import Refusal


class StaffRequest(HttpRequest):
    """A request that passed the guard: a known person, in a municipality of theirs."""

    user: User
    municipality: MunicipalityRow
    permissions: frozenset[Permission]
    actor: Actor


type_of_view = Callable[..., HttpResponseBase]


def staff_page(permission: Permission) -> Callable[[type_of_view], type_of_view]:
    """Guards a view whose address holds the municipality's slug as `municipality`.

    The view gets a `StaffRequest`, without the slug among its arguments. Anonymous people go to the
    sign-in page; people of other municipalities get 404; people without `permission` get 403.
    """

    def guard(view: type_of_view) -> type_of_view:
        @wraps(view)
        def guarded(request: HttpRequest, municipality: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            row = queries.municipality_by_slug(municipality)
            user: User = request.user
            granted = queries.permissions(user.pk, row.id) if row else frozenset[Permission]()
            if row is None or not granted:
                raise Http404
            if permission not in granted:
                raise PermissionDenied
            staff = cast(StaffRequest, request)
            staff.municipality = row
            staff.permissions = granted
            staff.actor = queries.actor(user)
            return view(staff, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return guard


def recently_confirmed(view: type_of_view) -> type_of_view:
    """Asks people to confirm that it is them before a form of this view is carried out; under the guard.

    Within 15 minutes of the last confirmation nothing is asked. What was filled in is carried out after it.
    """
    return cast(type_of_view, reauthentication_required(allow_get=True)(view))


class BearerToken(HttpBearer):
    """`Authorization: Bearer …` with a token that an administrator of the municipality made."""

    def authenticate(self, request: HttpRequest, token: str) -> TokenRow | None:
        return queries.token_owner(token)


TOKEN = BearerToken()


def public_municipality(slug: str) -> MunicipalityRow:
    """The municipality in the address; 404 when this installation has none by that name."""
    row = queries.municipality_by_slug(slug)
    if row is None:
        raise Refusal(404, "Deze gemeente is hier niet bekend.", "This municipality is not known here.")
    return row


def municipality_of_token(request: HttpRequest, slug: str, permission: Permission) -> MunicipalityRow:
    """The municipality in the address, when the token is for it; 404 for another, 403 without permission."""
    token: TokenRow = request.auth  # type: ignore[attr-defined]
    row = public_municipality(slug)
    if token.municipality.id != row.id:
        raise Refusal(404, "Deze gemeente is hier niet bekend.", "This municipality is not known here.")
    if permission not in token.permissions:
        raise Refusal(
            403, "Vraag de beheerder om een ander token.", "Ask the administrator for another token."
        )
    return row
