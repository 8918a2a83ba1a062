"""Addresses of signing in and of one's own account: of django-allauth only the pages that are used here.

Signing up, changing the e-mail address, connecting identities and the rest have no address, so they answer
404. Single sign-on has addresses without a language (`single_sign_on_urlpatterns`), because the identity
provider must know them letter by letter.
"""

from typing import cast

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from allauth.usersessions import views as sessions
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import include, path, re_path
from django.views.decorators.http import require_GET

from weerbaar.accounts.models import User
from weerbaar.accounts.views.invitation import invitation


@login_required
def change_password(request: HttpRequest) -> HttpResponseBase:
    """Who comes in through single sign-on has no password here, and cannot give themselves one."""
    if not cast(User, request.user).has_usable_password():
        raise Http404
    return cast(HttpResponseBase, account.password_change(request))


def reset_password(request: HttpRequest) -> HttpResponseBase:
    """Without mail nothing can be sent: the page then says whom to ask."""
    if settings.SENDS_MAIL:
        return cast(HttpResponseBase, account.password_reset(request))
    return require_GET(lambda asked: render(asked, "accounts/no_mail.html"))(request)


urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", change_password, name="account_change_password"),
    path("password/reset/", reset_password, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("invitation/<str:token>/", invitation, name="account_invitation"),
    path("security/", second_factor.index, name="mfa_index"),
    path("security/authenticate/", second_factor.authenticate, name="mfa_authenticate"),
    path("security/reauthenticate/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("security/app/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("security/app/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("security/recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "security/recovery-codes/generate/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "security/recovery-codes/download/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("security/keys/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("security/keys/add/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("security/keys/login/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("security/keys/reauthenticate/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("security/keys/<int:pk>/remove/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("security/keys/<int:pk>/edit/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("security/sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("single-sign-on/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("single-sign-on/error/", social.login_error, name="socialaccount_login_error"),
]

single_sign_on_urlpatterns = [
    path(
        "account/oidc/<str:provider_id>/login/",
        include(
            [
                path("", openid_connect.login, name="openid_connect_login"),
                path("callback/", openid_connect.callback, name="openid_connect_callback"),
            ]
        ),
    ),
]
