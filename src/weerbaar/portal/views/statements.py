"""What a public body owes its visitors: how accessible this site is, and what it does with their data."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from weerbaar.accounts import queries as accounts
from weerbaar.portal.search import DECIMALS

CHECKED_ON = date(2026, 11, 24)  # the day on which the pages were last tested by hand


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(
        request,
        "portal/accessibility.html",
        {"checked_on": CHECKED_ON, "municipalities": accounts.municipalities()},
    )


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is processed about visitors and staff, and what is not."""
    return render(
        request,
        "portal/privacy.html",
        {"decimals": DECIMALS, "municipalities": accounts.municipalities()},
    )
