"""Public pages and the dashboard."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from weerbaar.accounts import queries as accounts


def home(request: HttpRequest) -> HttpResponse:
    """The installation's front door: the municipalities that one can choose from."""
    return render(request, "portal/home.html", {"municipalities": accounts.municipalities()})
