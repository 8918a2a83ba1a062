"""The installation's front door, and the door behind sign-in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from weerbaar.accounts import queries as accounts
from weerbaar.portal import queries
from weerbaar.portal.search import plain, tidy


def home(request: HttpRequest) -> HttpResponse:
    """One municipality: its own page. Several: a list to choose from."""
    municipalities = accounts.municipalities()
    if len(municipalities) == 1:
        return redirect("portal:find", municipality=municipalities[0].slug)
    asked = tidy(request.GET.get("q", ""))
    fitting = [row for row in municipalities if plain(asked) in plain(row.name)]
    return render(
        request,
        "portal/home.html",
        {"municipalities": fitting, "asked": asked, "searchable": len(municipalities) > 8},
    )


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Where people land after signing in: the dashboard, or the list of their municipalities."""
    mine = accounts.municipalities_of(request.user.pk or 0)
    if len(mine) == 1:
        return redirect("portal:dashboard", municipality=mine[0].slug)
    return render(request, "portal/start.html", {"figures": queries.figures(mine)})
