"""What each address answers to whom. An address that is neither guarded nor listed here fails the tests.

* A view under `accounts.access.staff_page(Permission.X)` needs no line: what it must answer follows from its
  permission.
* Any other view needs one line below, under its name (`namespace:name`; without a name its route):
  - PUBLIC: anybody may open it. Name → `Open(kwargs, status)`; `kwargs` may be a function of the town.
  - SIGNED_IN: about one's own account; anonymous people are sent to sign in.
  - TOKEN: the API's addresses behind a token; without one they answer 401.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from weerbaar.accounts.types import MunicipalityRow


@dataclass(frozen=True)
class Open:
    """How a public view is opened, and what it answers: one status or several that are all right."""

    kwargs: dict[str, Any] | Callable[[MunicipalityRow], dict[str, Any]] = field(default_factory=dict)
    status: int | tuple[int, ...] = 200
    query: dict[str, str] = field(default_factory=dict)


def of_town(town: MunicipalityRow) -> dict[str, Any]:
    """For pages whose only argument is the municipality."""
    return {"municipality": town.slug}


PUBLIC: dict[str, Open] = {
    "portal:home": Open(status=(200, 302)),
    "portal:start": Open(status=(200, 302)),
    "portal:accessibility": Open(of_town),
    "portal:privacy": Open(of_town),
    "portal:find": Open(of_town),
    "portal:find_map": Open(of_town),
    "portal:points": Open(of_town),
    "portal:points_map": Open(of_town),
    "portal:points_geojson": Open(of_town),
    "portal:point": Open(lambda town: {**of_town(town), "number": 1}, status=404),
    "portal:point_map": Open(lambda town: {**of_town(town), "number": 1}, status=404),
    "portal:network": Open(of_town),
    "portal:network_map": Open(of_town),
    "portal:network_csv": Open(of_town, status=404),  # until a network is adopted
    # lessons by a link; one that nobody has does not work
    "lessons:start": Open(lambda town: {**of_town(town), "token": "unknown"}, status=410),
    "lessons:lesson": Open(lambda town: {**of_town(town), "token": "unknown", "code": "x"}, status=410),
    "lessons:department": Open(lambda town: {**of_town(town), "token": "unknown"}, status=410),
    # for machines
    "robots": Open(),
    "favicon": Open(status=(200, 204, 301, 302)),
    "health": Open(),
    # signing in
    "account_login": Open(),
    "account_logout": Open(status=302),
    "account_inactive": Open(),
    "account_reset_password": Open(),
    "account_reset_password_done": Open(),
    "account_reset_password_from_key": Open({"uidb36": "1", "key": "a-b"}),
    "account_reset_password_from_key_done": Open(),
    "account_invitation": Open({"token": "unknown"}, status=410),
    "mfa_login_webauthn": Open(status=302),
    "socialaccount_login_cancelled": Open(),
    "socialaccount_login_error": Open(status=401),
    "openid_connect_login": Open({"provider_id": "sso"}, status=404),
    "openid_connect_callback": Open({"provider_id": "sso"}, status=404),
    "security_txt": Open(status=404),
    # the public half of the API; without a network most of it is empty or not there
    "api:openapi-json": Open(),
    "api:municipalities": Open(),
    "api:municipality": Open(of_town),
    "api:districts": Open(of_town),
    "api:neighbourhoods": Open(of_town),
    "api:neighbourhoods_geojson": Open(of_town),
    "api:sources": Open(of_town),
    "api:norms": Open(of_town),
    "api:support_points": Open(of_town),
    "api:support_points_geojson": Open(of_town),
    "api:support_point": Open(lambda town: {**of_town(town), "number": "1"}, status=404),
    "api:nearest_to_place": Open(of_town, status=(400, 404, 422)),
    "api:nearest_to_postcode": Open(lambda town: {**of_town(town), "postcode": "9999AA"}, status=(200, 404)),
    "api:coverage": Open(of_town, status=(200, 404)),
    "api:coverage_geojson": Open(of_town, status=(200, 404)),
    "api:api-root": Open(status=404),
    "api/^": Open(status=404),
    # the page of components is for developers only
    "interface:style": Open(status=404),
    "interface:style_field": Open(status=404),
    "interface:style_map": Open(status=404),
}

SIGNED_IN: set[str] = {
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
    "usersessions_list",
}

TOKEN: set[str] = {
    "api:designs",
    "api:design",
    "api:candidates",
    "api:agreements",
    "api:continuity_processes",
    "api:continuity_resources",
}

# guarded addresses that are nothing without a query or an earlier step: to those let in they answer 404
BARE_404: set[str] = {"supportpoints:map_compare"}
