"""Where signing in (django-allauth) meets the rules of this house: nobody signs up, secrets are encrypted,
and single sign-on lets in whom an administrator knows.
"""

from __future__ import annotations

import logging
import secrets
from base64 import b32encode, urlsafe_b64encode
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from weerbaar.accounts import queries, services
from weerbaar.accounts.models import User
from weerbaar.accounts.types import PROGRAM, SINGLE_SIGN_ON
from weerbaar.interface.ratelimit import client_address

log = logging.getLogger(__name__)
SILENT = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # the library has no types
    """Signing in by password: accounts come from invitations only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        address = client_address(request)
        if not address:
            raise PermissionDenied("the server does not tell the client's address")
        return address

    def get_login_stages(self) -> list[str]:
        return ["weerbaar.accounts.second_factor.SecondFactorStage"]

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        if user.is_demo and not settings.DEMO_SIGN_INS:
            return redirect("account_inactive")
        return cast("HttpResponse | None", super().pre_login(request, user, **kwargs))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To the dashboard of who works for one municipality; else to the choice of municipalities."""
        own = queries.municipalities_of(request.user.pk or 0)
        if len(own) == 1:
            try:
                return reverse("portal:dashboard", kwargs={"municipality": own[0].slug})
            except NoReverseMatch:
                pass
        return str(super().get_login_redirect_url(request))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        if message_template not in SILENT:
            super().add_message(request, level, message_template, *args, **kwargs)


def _cipher() -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"weerbaar second factor")
    return Fernet(urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The secrets of second factors are unreadable in a copy of the database without the signing key."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _cipher().decrypt(encrypted_text.encode("ascii")).decode()
        except InvalidToken:
            # a database that came without its signing key: a secret that nobody has, so that no code fits
            log.error("a second factor was encrypted under another signing key; reset it")
            return b32encode(secrets.token_bytes(20)).decode("ascii")

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002 - the library's name
        return _("Key of {name}").format(name=user.name or user.email)


def address_is_guaranteed(login: SocialLogin, email: str) -> bool:
    """Whether the identity provider vouches for an e-mail address.

    Only a true `email_verified` counts (some providers send the text "false", which Python takes for
    true), or a domain that this installation says the provider guards.
    """
    data = login.account.extra_data
    claims = data.get("userinfo") or data.get("id_token") or data
    if str(claims.get("email", "")).lower() != email.lower():
        return False
    if claims.get("email_verified") in (True, "true"):
        return True
    return email.rpartition("@")[2].lower() in settings.OIDC.email_domains


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Single sign-on: a vouched-for address opens its account; a domain rule may make one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        return bool(settings.OIDC.server) and address_is_guaranteed(login, email)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.state.get("process") != "login":
            # connecting an extra identity to an account is how accounts are taken over; nobody needs it here
            raise ImmediateHttpResponse(render(request, "account/signup_closed.html", status=403))
        if not sociallogin.is_existing:
            self._admit_by_domain(sociallogin)
        email = sociallogin._did_authenticate_by_email
        if sociallogin.is_existing and email:
            # both an administrator and the identity provider know this address: the password stays valid
            EmailAddress.objects.get_or_create(
                user=sociallogin.user, email=email.lower(), defaults={"verified": True, "primary": True}
            )

    def _admit_by_domain(self, sociallogin: SocialLogin) -> None:
        for address in sociallogin.email_addresses:
            code = settings.OIDC.admit.get(address.email.rpartition("@")[2].lower())
            municipality = queries.municipality_by_code(code) if code else None
            if municipality is None or not address_is_guaranteed(sociallogin, address.email):
                continue
            if User.objects.filter(email=address.email.lower()).exists():
                continue  # known, and refused for another reason
            services.admit(
                SINGLE_SIGN_ON,
                email=address.email,
                name=str(sociallogin.account.extra_data.get("userinfo", {}).get("name") or address.email),
                municipality_id=municipality.id,
            )
            sociallogin.lookup()
            return

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        services.log_failed_single_sign_on(PROGRAM, kwargs.get("error"), kwargs.get("exception"))
