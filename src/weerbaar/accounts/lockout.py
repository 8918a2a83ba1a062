"""The lockout after too many failed sign-ins (django-axes): whom it counts for, and what it says."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

log = logging.getLogger(__name__)


def name_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The e-mail address that was tried, as an account would have it."""
    tried = (credentials or {}).get("email") or request.POST.get("login") or ""
    if not tried and request.user.is_authenticated:  # confirming one's own password again
        tried = request.user.email
    return str(tried).strip().lower()


def refuse(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """The page that says that this account cannot be tried from this address for a while."""
    wait = settings.AXES_COOLOFF_TIME
    log.warning("sign-in locked after %s failures", settings.AXES_FAILURE_LIMIT)
    refused = render(
        request, "accounts/locked_out.html", {"minutes": int(wait.total_seconds() // 60)}, status=429
    )
    refused["Retry-After"] = str(int(wait.total_seconds()))
    return refused
