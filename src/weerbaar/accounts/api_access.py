"""The guard in front of the private part of the API: a token, and the one municipality that it is for."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer

from weerbaar.accounts import queries
from weerbaar.accounts.types import MunicipalityRow, Permission, TokenRow
from weerbaar.interface.rest import Refusal


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
