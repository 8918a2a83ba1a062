"""The variables of municipal single sign-on (OpenID Connect), and what the sign-in library makes of them.

How to fill them in is in docs/how-to/single-sign-on.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from weerbaar.config.environment import variable

PROVIDER_ID = "sso"

NAME = variable("WEERBAAR_OIDC_NAME", "Single sign-on", "Name on the button of single sign-on")
SERVER = variable(
    "WEERBAAR_OIDC_SERVER", "", "Address of the identity provider (its issuer); empty: no single sign-on"
)
CLIENT_ID = variable("WEERBAAR_OIDC_CLIENT_ID", "", "Name of this installation at the identity provider")
SECRET = variable("WEERBAAR_OIDC_SECRET", "", "Secret of this installation at the identity provider")
EMAIL_DOMAINS = variable(
    "WEERBAAR_OIDC_EMAIL_DOMAINS",
    "",
    "Domains whose addresses the identity provider guarantees, for one that does not send email_verified",
)
ADMIT = variable(
    "WEERBAAR_OIDC_ADMIT",
    "",
    "domain=CBS code, with commas between: who signs in with such an address becomes viewer there",
)
SECOND_FACTOR = variable(
    "WEERBAAR_OIDC_SECOND_FACTOR",
    "mfa",
    "Values in amr or acr by which the identity provider says that it checked a second factor; empty: never",
)


@dataclass(frozen=True)
class SingleSignOn:
    """Single sign-on as it is set; `server` is empty when there is none."""

    name: str
    server: str
    client_id: str
    secret: str
    email_domains: tuple[str, ...]
    admit: dict[str, str]
    second_factor: frozenset[str]


def admissions(words: list[str]) -> dict[str, str]:
    """Domain to CBS code of the municipality; refuses what is not `domain=GM0000`."""
    admit = {}
    for word in words:
        domain, _, code = word.partition("=")
        if not domain or not re.fullmatch(r"GM[0-9]{4}", code):
            raise ValueError(f"WEERBAAR_OIDC_ADMIT holds {word!r}; write for example maastricht.nl=GM0935")
        admit[domain.lower()] = code
    return admit


def read() -> SingleSignOn:
    """The settings of single sign-on; refuses half of them."""
    server, client_id, secret = (each.read().strip() for each in (SERVER, CLIENT_ID, SECRET))
    if server and not (client_id and secret):
        raise ValueError(
            "WEERBAAR_OIDC_SERVER needs WEERBAAR_OIDC_CLIENT_ID and WEERBAAR_OIDC_SECRET as well"
        )
    return SingleSignOn(
        name=NAME.read(),
        server=server.rstrip("/"),
        client_id=client_id,
        secret=secret,
        email_domains=tuple(domain.lower() for domain in EMAIL_DOMAINS.words()),
        admit=admissions(ADMIT.words()),
        second_factor=frozenset(SECOND_FACTOR.words()),
    )


def providers(sso: SingleSignOn) -> dict[str, Any]:
    """django-allauth's SOCIALACCOUNT_PROVIDERS."""
    if not sso.server:
        return {}
    app = {
        "provider_id": PROVIDER_ID,
        "name": sso.name,
        "client_id": sso.client_id,
        "secret": sso.secret,
        "settings": {
            "server_url": sso.server,
            "oauth_pkce_enabled": True,
            "verified_email": list(sso.email_domains),
        },
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
