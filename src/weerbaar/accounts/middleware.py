"""What holds for every request of a signed-in person: how long a session lasts, and the second factor."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from weerbaar.accounts import second_factor

SIGNED_IN_AT = "signed_in_at"


class SignedInMiddleware:
    """Ends sessions that are too old, and keeps people without a second factor out of staff pages.

    A session ends 12 hours after signing in, however busy it is. Pages are recognised as staff pages by
    the mark that the guard (`access.staff_page`) leaves on a view; a view without that mark is public.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # without the cookie nobody is signed in, and public pages need not look further
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            self._end_what_is_over(request)
            if request.path.startswith("/api/") and not second_factor.satisfied(request):
                request.user = AnonymousUser()
        return self.get_response(request)

    def _end_what_is_over(self, request: HttpRequest) -> None:
        if not request.user.is_authenticated:
            return
        began = request.session.setdefault(SIGNED_IN_AT, int(time.time()))
        if time.time() - began > settings.SESSION_COOKIE_AGE:
            logout(request)
        elif request.user.is_demo and not settings.DEMO_SIGN_INS:
            # demo accounts have published passwords: outside a demonstration they do not exist
            logout(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if not hasattr(view, "permission") or not request.user.is_authenticated:
            return None
        if second_factor.satisfied(request):
            return None
        messages.info(request, _("Set up a second step for signing in first. After that, everything opens."))
        return redirect("mfa_index")
