"""What a public body owes its visitors: how accessible this site is, and what it does with their data.

Both pages exist for the whole installation and for each of its municipalities, which then answers for it.
"""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from weerbaar.accounts import queries as accounts
from weerbaar.accounts.types import MunicipalityRow

CHECKED_ON = date(2026, 11, 24)  # the day on which the pages were last tested by hand


def _answerable(slug: str | None) -> tuple[MunicipalityRow | None, list[MunicipalityRow]]:
    """The municipality of this page, if any, and the municipalities that answer for it."""
    if slug is None:
        return None, accounts.municipalities()
    row = accounts.municipality_by_slug(slug)
    if row is None:
        raise Http404
    return row, [row]


@require_safe
def accessibility(request: HttpRequest, municipality: str | None = None) -> HttpResponse:
    """The accessibility statement."""
    own, answerable = _answerable(municipality)
    return render(
        request,
        "portal/accessibility.html",
        {"checked_on": CHECKED_ON, "municipality": own, "municipalities": answerable},
    )


@require_safe
def privacy(request: HttpRequest, municipality: str | None = None) -> HttpResponse:
    """What is processed about visitors and staff, and what is not."""
    own, answerable = _answerable(municipality)
    return render(request, "portal/privacy.html", {"municipality": own, "municipalities": answerable})
