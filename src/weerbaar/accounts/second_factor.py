"""Whether a signed-in person also proved to be that person by a second thing, and what is done if not."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest

CHECKED_BY_PROVIDER = "second_factor_checked_by_provider"
KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def satisfied(request: HttpRequest) -> bool:
    """Whether this session may open staff pages.

    People with an authenticator app or passkey had to use it to sign in; the identity provider may have
    asked for one; and in a demonstration, demo accounts need none.
    """
    user = request.user
    if not user.is_authenticated:
        return False
    if settings.DEMO_SIGN_INS and user.is_demo:
        return True
    if request.session.get(CHECKED_BY_PROVIDER):
        return True
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=KINDS).exists())


def checked_by_provider(login: SocialLogin | None) -> bool:
    """Whether the identity provider says, in `amr` or `acr` of its token, that it asked a second factor."""
    if login is None or not settings.OIDC.second_factor:
        return False
    token = login.account.extra_data.get("id_token") or {}
    said = token.get("amr") or []
    methods = set(said if isinstance(said, list) else [said]) | {token.get("acr")}
    return not settings.OIDC.second_factor.isdisjoint(method for method in methods if method)


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc] # the library has no types
    """The step of signing in that asks for the second factor; skipped when the identity provider asked it."""

    def _should_handle(self, request: HttpRequest) -> bool:
        login = (self.login.signal_kwargs or {}).get("sociallogin")
        return not checked_by_provider(login) and super()._should_handle(request)
