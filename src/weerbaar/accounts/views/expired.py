"""What a person sees when a form was too old, or came from another site."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Instead of Django's own page, which speaks to programmers."""
    return render(request, "accounts/form_expired.html", status=403)
