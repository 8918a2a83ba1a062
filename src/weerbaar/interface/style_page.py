"""The style page: every component with real words, for who designs, builds or checks pages.

It is open to everybody and only there in a demonstration or with details of errors switched on. Its map is
a schematic drawing: hexagons around the middle of some of Maastricht's neighbourhoods.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from weerbaar.interface import icons, numbers


class WishesForm(forms.Form):
    """A form with every kind of field."""

    street = forms.CharField(label=_("Postcode or street"), help_text=_("For example 6211 DN, or Markt"))
    minutes = forms.IntegerField(label=_("Walking time at most"), min_value=5, max_value=60)
    budget = forms.DecimalField(label=_("Budget"), required=False, help_text=_("One-off costs, without VAT"))
    start = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    owner = forms.ChoiceField(
        label=_("Owner"), choices=[("", _("Choose")), ("town", _("Municipality")), ("club", _("Association"))]
    )
    aim = forms.ChoiceField(
        label=_("What matters most"),
        widget=forms.RadioSelect,
        choices=[("all", _("Everybody within reach")), ("most", _("Most residents within the budget"))],
    )
    functions = forms.MultipleChoiceField(
        label=_("Functions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("information", _("Information")),
            ("water", _("Drinking water")),
            ("first_aid", _("First aid")),
            ("alerting", _("Alerting emergency services")),
        ],
    )
    remarks = forms.CharField(label=_("Remarks"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    weigh = forms.BooleanField(
        label=_("Let vulnerable residents count more"),
        required=False,
        help_text=_("They walk 3.0 km/h instead of 4.8 km/h."),
    )


# middle of some neighbourhoods in WGS84, by eye from an atlas: this map only shows what a map looks like
_PLACES: tuple[tuple[str, float, float, float | None], ...] = (
    ("Binnenstad", 5.6885, 50.8495, 0.99),
    ("Jekerkwartier", 5.6905, 50.8440, 0.93),
    ("Statenkwartier", 5.6840, 50.8545, 0.97),
    ("Boschstraatkwartier", 5.6925, 50.8565, 0.84),
    ("Wyck", 5.6995, 50.8505, 1.0),
    ("Céramique", 5.7000, 50.8445, 0.66),
    ("Brusselsepoort", 5.6745, 50.8525, 0.41),
    ("Sint Maartenspoort", 5.7010, 50.8560, None),
)


def _shown_here(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not (settings.DEBUG or settings.DEMO_SIGN_INS):
            raise Http404
        return view(request)

    return guarded


@require_safe
@_shown_here
def style(request: HttpRequest) -> HttpResponse:
    """All components on one page."""
    wrong = WishesForm(
        {"wrong-street": "", "wrong-minutes": "90", "wrong-aim": "all", "wrong-owner": "town"}, prefix="wrong"
    )
    messages.success(request, _("The design was adopted as the network."))
    return render(
        request,
        "interface/style.html",
        {
            "form": WishesForm(initial={"minutes": 15, "budget": 420000, "aim": "most"}),
            "wrong": wrong,
            "icons": sorted(icons.NAMES),
            "colours": COLOURS,
            "rows": [
                {"name": name, "residents": 1480 + 631 * n, "share": share, "metres": 240 + 171 * n}
                for n, (name, _east, _north, share) in enumerate(_PLACES)
            ]
            + [
                {
                    "id": f"m{n}",
                    "name": name,
                    "residents": 2310 + 97 * n,
                    "share": 0.9 - n / 50,
                    "metres": 820 + n,
                }
                for n, name in enumerate(("Heer", "Scharn", "Amby", "Limmel", "Borgharen"))
            ],
        },
    )


COLOURS: tuple[tuple[str, str, Any], ...] = (
    ("text", "#16212b", _("text")),
    ("accent", "#0b6e75", _("accent")),
    ("accent-dark", "#084c52", _("accent, dark")),
    ("accent-tint", "#e6f2f3", _("accent, tint")),
    ("signal", "#b45f06", _("signal")),
    ("alarm", "#b3261e", _("alarm")),
    ("good", "#2e7d32", _("good")),
    ("line-strong", "#75858f", _("line")),
    ("surface-soft", "#f4f7f8", _("soft surface")),
)


@require_safe
@_shown_here
def field_screen(request: HttpRequest) -> HttpResponse:
    """The dark theme of the field screens."""
    return render(request, "interface/style_field.html")


def _feature(geometry: dict[str, Any], **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _hexagon(east: float, north: float, radius: float) -> dict[str, Any]:
    narrow = math.cos(math.radians(north))
    ring = [
        [
            round(east + radius / narrow * math.cos(math.radians(60 * corner)), 6),
            round(north + radius * math.sin(math.radians(60 * corner)), 6),
        ]
        for corner in (0, 1, 2, 3, 4, 5, 0)
    ]
    return {"type": "Polygon", "coordinates": [ring]}


def _point(east: float, north: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [round(east, 6), round(north, 6)]}


def _layer(kind: str, label: Any, legend: Any, features: list[dict[str, Any]]) -> dict[str, Any]:
    collection = {"type": "FeatureCollection", "features": features}
    return {"kind": kind, "label": str(label), "legend": str(legend), "data": collection}


@require_safe
@_shown_here
def map_document(request: HttpRequest) -> HttpResponse:
    """A map document with every kind of layer."""
    areas = [
        _feature(
            _hexagon(east, north, 0.0031),
            id=f"n{place}",
            label=name,
            detail=numbers.percent(share),
            share=share,
        )
        for place, (name, east, north, share) in enumerate(_PLACES)
    ]
    points = [
        _feature(
            _point(east, north),
            id=f"p{place}",
            label=name,
            detail=str(_("main point") if tier == "main" else _("local point")),
            href="#map",
            tier=tier,
            ready=ready,
        )
        for place, (name, east, north, tier, ready) in enumerate(
            (
                ("Stadhuis", 5.6910, 50.8512, "main", True),
                ("Centre Céramique", 5.6995, 50.8462, "local", True),
                ("Gymzaal Brusselsepoort", 5.6768, 50.8518, "local", False),
                ("Brandweer", 5.6842, 50.8562, "regional", True),
                ("Wijkcentrum", 5.7012, 50.8540, "main", False),
            )
        )
    ]
    walk = {
        "type": "LineString",
        "coordinates": [[5.6962, 50.8430], [5.6975, 50.8441], [5.6972, 50.8452], [5.6995, 50.8462]],
    }
    dots = [
        _feature(_point(5.6722 + 0.0011 * n, 50.8535 - 0.0007 * (n % 4)), weight=8 + 9 * n, label="")
        for n in range(6)
    ]
    rings = [
        _feature(_point(east + 0.0014, north - 0.0011), id=f"c{n}", label=name)
        for n, (name, east, north, _share) in enumerate(_PLACES)
    ]
    here = [_feature(_point(5.6962, 50.8430), id="here", label=str(_("Your place")))]
    catchments = [_feature(_hexagon(5.6995, 50.8462, 0.0045), id="catchment-1", point="p1")]
    return JsonResponse(
        {
            "bounds": [5.668, 50.839, 5.708, 50.861],
            "layers": [
                _layer("neighbourhood", _("Neighbourhoods"), _("residents within reach"), areas),
                _layer("catchment", _("Catchment"), _("within 15 minutes' walk"), catchments),
                _layer("uncovered", _("Out of reach"), _("residents"), dots),
                _layer("candidate", _("Candidates"), _("building that could be a point"), rings),
                _layer("walk", _("Walk"), _("the way there"), [_feature(walk)]),
                _layer("point", _("Support points"), "", points),
                _layer("place", _("Your place"), _("here you are"), here),
            ],
        }
    )
