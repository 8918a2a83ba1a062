"""The page behind an invitation: choose a password, then set up the second factor."""

from __future__ import annotations

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.utils import perform_login
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from weerbaar.accounts import queries, services
from weerbaar.accounts.forms import NewPasswordForm
from weerbaar.accounts.models import User
from weerbaar.accounts.types import Actor, Refused
from weerbaar.interface.ratelimit import limited


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@limited("invitation", per_minute=20)
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link changes nothing (mail scanners open links); only sending the form uses it up."""
    found = queries.invitation(token)
    if found is None:
        return render(request, "accounts/invitation_over.html", status=410)
    form = NewPasswordForm(request.POST or None, email=found.email, name=found.name)
    if request.method == "POST" and form.is_valid():
        who = Actor(found.user_id, found.name or found.email)
        try:
            services.accept_invitation(who, invitation_id=found.id, password=form.cleaned_data["password"])
        except Refused:
            return render(request, "accounts/invitation_over.html", status=410)
        user = User.objects.get(pk=found.user_id)
        response: HttpResponse = perform_login(request, user, email_verification="none", redirect_url=None)
        if request.user.is_authenticated:
            # signed in without a second factor, so there is none yet: the password is minutes old
            reauthenticate_by_password(request)
            return redirect("mfa_index")
        return response
    return render(
        request,
        "accounts/invitation.html",
        {"form": form, "invitation": found, "single_sign_on": settings.OIDC.server and settings.OIDC.name},
    )
