"""The door of every public page of a municipality: an unknown one answers 404. And how maps are sent."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse

from weerbaar.accounts import queries as accounts

# From one address: in an emergency a whole neighbourhood can share one (a mobile network, a library's wifi).
PER_MINUTE = 600

type_of_view = Callable[..., HttpResponseBase]


def of_municipality(view: type_of_view) -> type_of_view:
    """Hands the view the municipality whose slug is in the address."""

    @wraps(view)
    def opened(request: HttpRequest, municipality: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        row = accounts.municipality_by_slug(municipality)
        if row is None:
            raise Http404
        return view(request, row, *args, **kwargs)

    return opened


def map_response(document: dict[str, Any]) -> JsonResponse:
    """A map document without needless characters."""
    return JsonResponse(document, json_dumps_params={"separators": (",", ":"), "ensure_ascii": False})
