"""All support points of a municipality, and the public page of each."""

from __future__ import annotations

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_safe

from weerbaar.accounts.types import MunicipalityRow
from weerbaar.interface.numbers import number
from weerbaar.interface.ratelimit import limited
from weerbaar.portal import maps, norms, queries
from weerbaar.portal.cards import PointCard, point_card
from weerbaar.portal.search import plain, tidy
from weerbaar.portal.views.public import PER_MINUTE, map_response, of_municipality
from weerbaar.territory import queries as territory


def _fits(card: PointCard, asked: str) -> bool:
    words = " ".join((card.name, card.address, card.postcode, card.neighbourhood, card.kind_label))
    return plain(asked) in plain(words)


def _hours(value: float) -> str:
    """A number of hours in full words, for a sentence."""
    written = number(value, 0 if value.is_integer() else 1)
    return ngettext("%(hours)s hour", "%(hours)s hours", 1 if value == 1 else 2) % {"hours": written}


@require_safe
@of_municipality
def points(request: HttpRequest, municipality: MunicipalityRow) -> HttpResponse:
    """Every support point, as a list beside a map; `q` keeps those whose name, street or area holds it."""
    asked = tidy(request.GET.get("q", ""))
    every = [point_card(point) for point in queries.public_points(municipality.id)]
    return render(
        request,
        "portal/points.html",
        {
            "municipality": municipality,
            "asked": asked,
            "total": len(every),
            "ready": sum(card.ready for card in every),
            "cards": [card for card in every if _fits(card, asked)],
            "illustrative": queries.is_illustrative(municipality.id),
        },
    )


@gzip_page
@conditional_page
@require_safe
@limited("portal.map", PER_MINUTE)
@of_municipality
def points_map(request: HttpRequest, municipality: MunicipalityRow) -> JsonResponse:
    """The map document of all support points."""
    return map_response(maps.points(municipality, queries.public_points(municipality.id)))


@require_safe
@limited("portal.map", PER_MINUTE)
@of_municipality
def points_geojson(request: HttpRequest, municipality: MunicipalityRow) -> JsonResponse:
    """All support points as a GeoJSON file: what their public pages say, and no more."""
    document = maps.open_data(
        municipality, queries.public_points(municipality.id), queries.is_illustrative(municipality.id)
    )
    response = JsonResponse(document, content_type="application/geo+json")
    response["Content-Disposition"] = f'attachment; filename="{municipality.slug}-support-points.geojson"'
    return response


@require_safe
@of_municipality
def point(request: HttpRequest, municipality: MunicipalityRow, number: int) -> HttpResponse:
    """The public page of one support point; it prints on one sheet."""
    found = queries.public_point(municipality.id, number)
    if found is None:
        raise Http404
    parameters = territory.all_parameters(municipality.id)
    address = f"{settings.SITE_URL}{request.path}"
    return render(
        request,
        "portal/point.html",
        {
            "municipality": municipality,
            "point": point_card(found),
            "address": address,
            "qr": segno.make(address, error="m").svg_data_uri(scale=4, border=2, omitsize=True),
            "map_address": reverse(
                "portal:point_map", kwargs={"municipality": municipality.slug, "number": number}
            ),
            "open_within": _hours(parameters[norms.OPEN_WITHIN].value),
            "complete_within": _hours(parameters[norms.COMPLETE_WITHIN].value),
            "water": parameters[norms.WATER].value,
            "illustrative": queries.is_illustrative(municipality.id),
        },
    )


@gzip_page
@conditional_page
@require_safe
@limited("portal.map", PER_MINUTE)
@of_municipality
def point_map(request: HttpRequest, municipality: MunicipalityRow, number: int) -> JsonResponse:
    """The map document of one support point."""
    found = queries.public_point(municipality.id, number)
    if found is None:
        raise Http404
    return map_response(maps.near_points(municipality, [found]))
