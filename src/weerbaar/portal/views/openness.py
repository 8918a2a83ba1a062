"""How good is the network: what was asked, what was proven, what was assumed, and what it rests on."""

from __future__ import annotations

import csv
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_safe

from weerbaar.accounts.types import MunicipalityRow
from weerbaar.interface.commas import harmless
from weerbaar.interface.numbers import euro, number, percent
from weerbaar.interface.ratelimit import limited
from weerbaar.portal import maps, norms, queries
from weerbaar.portal.views.public import PER_MINUTE, map_response, of_municipality
from weerbaar.supportpoints.types import AreaCoverage, DesignSummary
from weerbaar.territory.types import Parameter

PROVEN = 1e-6  # a smaller gap is rounding of the solver


@dataclass(frozen=True)
class AreaRow:
    """A neighbourhood in the table of coverage."""

    code: str
    name: str
    residents: float
    share: float | None
    vulnerable_share: float | None
    points: int


@dataclass(frozen=True)
class Assumption:
    """A norm or cost with its value written out. `language` is that of its source."""

    parameter: Parameter
    value: str
    language: str


def _areas(summary: DesignSummary) -> list[AreaRow]:
    """Neighbourhoods, the worst served first; those where nobody lives last."""

    def row(area: AreaCoverage) -> AreaRow:
        vulnerable = area.vulnerable_covered / area.vulnerable if area.vulnerable else None
        return AreaRow(area.code, area.name, area.residents, area.share, vulnerable, area.points)

    rows = [row(area) for area in summary.neighbourhoods]
    return sorted(rows, key=lambda area: (area.share is None, area.share or 0.0, area.name))


def _assumption(parameter: Parameter) -> Assumption:
    units = {
        "min": _("minutes"),
        "km/h": _("km per hour"),
        "residents": _("residents"),
        "EUR/year": _("a year"),
        "h": _("hours"),
        "l/day": _("litres a day"),
        "s": _("seconds"),
        "residents per household": _("residents per household"),
    }
    decimals = 0 if float(parameter.value).is_integer() else 1
    if parameter.unit.startswith("EUR"):
        value = " ".join(part for part in (euro(parameter.value), units.get(parameter.unit, "")) if part)
    elif parameter.unit == "share":
        value = percent(parameter.value, 1)
    else:
        value = f"{number(parameter.value, decimals)} {units.get(parameter.unit, parameter.unit)}"
    return Assumption(parameter, value, "nl" if parameter.own or get_language() == "nl" else "en")


@require_safe
@of_municipality
def network(request: HttpRequest, municipality: MunicipalityRow) -> HttpResponse:
    """The adopted network, open to scrutiny."""
    found = queries.network(municipality)
    summary = found.design.summary if found.design else None
    budget = found.parameters.get(norms.POINTS_BUDGET)
    listed = [found.parameters[key] for key in norms.in_order(found.parameters)]
    return render(
        request,
        "portal/network.html",
        {
            "municipality": municipality,
            "network": found,
            "illustrative": found.illustrative,
            "design": found.design,
            "wishes": found.design.wishes if found.design else None,
            "summary": summary,
            "proven": summary is not None and summary.gap <= PROVEN,
            "areas": _areas(summary) if summary else [],
            "uncovered": summary.residents - summary.covered if summary else None,
            "ready": sum(point.state == "ready" for point in found.points),
            "budget_eur": budget.value if budget else None,
            "assumptions": [_assumption(parameter) for parameter in listed],
        },
    )


@gzip_page
@conditional_page
@require_safe
@limited("portal.map", PER_MINUTE)
@of_municipality
def network_map(request: HttpRequest, municipality: MunicipalityRow) -> JsonResponse:
    """The map document of the network: coverage per neighbourhood, and the points."""
    return map_response(maps.network(queries.network(municipality)))


@require_safe
@limited("portal.map", PER_MINUTE)
@of_municipality
def network_csv(request: HttpRequest, municipality: MunicipalityRow) -> HttpResponse:
    """Coverage per neighbourhood as CSV: UTF-8, comma, decimal point."""
    found = queries.network(municipality)
    if found.design is None or found.design.summary is None:
        raise Http404
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{municipality.slug}-coverage.csv"'
    writer = csv.writer(response)
    writer.writerow(
        ("code", "name", "residents", "covered", "vulnerable", "vulnerable_covered", "points", "illustrative")
    )
    for area in found.design.summary.neighbourhoods:
        counts = (area.residents, area.covered, area.vulnerable, area.vulnerable_covered)
        writer.writerow(
            (
                area.code,
                harmless(area.name),
                *(round(count, 1) for count in counts),
                area.points,
                int(found.illustrative),
            )
        )
    response["Content-Language"] = get_language() or "nl"
    return response
