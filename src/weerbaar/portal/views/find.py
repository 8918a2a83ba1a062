"""Find your support point: by postcode or street (in the address), or by location (never in the address)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_GET, require_http_methods

from weerbaar.accounts.types import MunicipalityRow
from weerbaar.interface.ratelimit import limited
from weerbaar.portal import maps, norms, queries, search
from weerbaar.portal.cards import point_card, walk_steps
from weerbaar.portal.forms import LocationForm, PlaceForm
from weerbaar.portal.types import Outcome, Search
from weerbaar.portal.views.public import PER_MINUTE, map_response, of_municipality
from weerbaar.territory import queries as territory

MAP_HERE = "map-here"  # id of the map document inside the page


# No CSRF token: this changes nothing, and a token would need a cookie, which residents do not get here.
@gzip_page  # nothing secret is in the page, and a map inside it is long
@csrf_exempt
@sensitive_post_parameters("lat", "lon")
@require_http_methods(["GET", "HEAD", "POST"])
@limited("portal.find", PER_MINUTE)
@of_municipality
def find(request: HttpRequest, municipality: MunicipalityRow) -> HttpResponse:
    """The search field and, when something was asked, the nearest support points."""
    form = PlaceForm(request.GET if "q" in request.GET else None)
    asked: Search | None = None
    location_failed = False
    if request.method == "POST":
        location = LocationForm(request.POST)
        if location.is_valid():
            asked = search.by_location(
                municipality.id, location.cleaned_data["lat"], location.cleaned_data["lon"]
            )
        else:
            location_failed = True
    elif form.is_bound and form.is_valid():
        asked = search.by_text(municipality.id, form.cleaned_data["q"])

    parameters = territory.all_parameters(municipality.id)
    points = queries.public_points(municipality.id)
    context: dict[str, Any] = {
        "municipality": municipality,
        "form": form,
        "location_form": LocationForm(),
        "location_failed": location_failed,
        "search": asked,
        "points_total": len(points),
        "norm_minutes": queries.norm_minutes(parameters),
        "speed": parameters[norms.SPEED].value,
        "speed_slow": parameters[norms.SPEED_VULNERABLE].value,
        "water": parameters[norms.WATER].value,
        "illustrative": queries.is_illustrative(municipality.id),
    }
    if asked and asked.outcome is Outcome.FOUND and asked.place:
        found = queries.answer(municipality.id, points, asked.place, queries.norm_minutes(parameters))
        context["answer"] = found
        context["nearest"] = point_card(found.nearest.point, found.nearest) if found.nearest else None
        context["others"] = [point_card(near.point, near) for near in found.others]
        walk = queries.walk_of(municipality.id, asked.place, found)
        context["steps"] = walk_steps(walk)
        if asked.here:
            # only in this answer: an address of its own for the map would say where somebody is
            context["map_address"] = f"#{MAP_HERE}"
            context["map_here"] = maps.answer(municipality, asked.place, found, walk)
            context["map_here_id"] = MAP_HERE
        else:
            address = reverse("portal:find_map", kwargs={"municipality": municipality.slug})
            context["map_address"] = f"{address}?{urlencode({'q': asked.place.label})}"
    response = render(request, "portal/find.html", context)
    if request.method == "POST":
        response["Cache-Control"] = "no-store"  # the page holds where somebody is
    return response


@gzip_page
@conditional_page
@require_GET
@limited("portal.map", PER_MINUTE)
@of_municipality
def find_map(request: HttpRequest, municipality: MunicipalityRow) -> JsonResponse:
    """The map document of an answer: place, nearest points, walk to the first. Else all points."""
    asked = search.by_text(municipality.id, request.GET.get("q", ""))
    points = queries.public_points(municipality.id)
    if asked.place is None:
        return map_response(maps.points(municipality, points))
    minutes = queries.norm_minutes(territory.all_parameters(municipality.id))
    found = queries.answer(municipality.id, points, asked.place, minutes)
    walk = queries.walk_of(municipality.id, asked.place, found)
    return map_response(maps.answer(municipality, asked.place, found, walk))
