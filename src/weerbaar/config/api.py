"""The API at /api/: the rooms' routers together, their errors, and the OpenAPI document.

There is no page that draws the document in the browser: such pages need scripts that our content security
policy refuses. `docs/reference/api.md` describes every address; the document is at /api/v1/openapi.json.
"""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path, re_path
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from weerbaar import __version__
from weerbaar.continuity.api import router as continuity_private
from weerbaar.interface.rest import (
    GEOJSON,
    PROBLEM,
    FieldError,
    Refusal,
    answered,
    problem,
    say,
)
from weerbaar.supportpoints.api import router as support_points
from weerbaar.supportpoints.api_private import router as support_points_private
from weerbaar.territory.api import router as territory

DESCRIPTION = """\
Read the territory, the support points and the coverage of a municipality's network.

Public data need no key and may be read by scripts of other sites; every answer carries an `ETag`. Designs,
candidates, agreements and the continuity register need a token (`Authorization: Bearer …`), which an
administrator of the municipality makes. Errors are problem details (RFC 9457) in Dutch or English, by
`Accept-Language`. Coordinates are degrees (WGS84), distances metres, amounts euros, shares 0 to 1.
"""


class Api(NinjaAPI):
    """The API, whose document names the media types that the answers really have."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        document = super().get_openapi_schema(*args, **kwargs)
        for address, operations in document["paths"].items():
            for operation in operations.values():
                for status, response in operation["responses"].items():
                    content = response.get("content", {})
                    if "application/json" not in content:
                        continue
                    if int(status) >= 400:
                        content[PROBLEM] = content.pop("application/json")
                    elif address.endswith(".geojson"):
                        content[GEOJSON] = content.pop("application/json")
        return document


api = Api(
    title="Weerbaar",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    urls_namespace="api",
    openapi_extra={
        "info": {
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
            "x-program-version": __version__,
        },
        "tags": [
            {"name": "municipalities", "description": "The municipalities of this installation"},
            {"name": "territory", "description": "Neighbourhoods, districts, sources and norms"},
            {"name": "support points", "description": "The adopted network, open to everybody"},
            {"name": "with a token", "description": "Designs, candidates, agreements, continuity"},
        ],
    },
)
api.add_router("", territory)
api.add_router("", support_points)
api.add_router("", support_points_private)
api.add_router("", continuity_private)


def _refusal(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status, say(error.nl, error.en))


def _not_found(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(404)


def _no_token(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(
        401,
        say(
            "Stuur de kop Authorization: Bearer met een geldig token mee.",
            "Send the header Authorization: Bearer with a valid token.",
        ),
    )


def _http_error(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code)


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    errors = [FieldError(field=str(found["loc"][-1]), message=str(found["msg"])) for found in error.errors]
    return problem(422, say("Kijk de waarden hieronder na.", "Check the values below."), errors)


api.add_exception_handler(Refusal, _refusal)
api.add_exception_handler(Http404, _not_found)
api.add_exception_handler(HttpError, _http_error)
api.add_exception_handler(AuthenticationError, _no_token)
api.add_exception_handler(ValidationError, _invalid)


def _unknown(request: HttpRequest) -> HttpResponseBase:
    return problem(404, say("Dit adres bestaat niet.", "This address does not exist."))


def addresses() -> list[URLPattern]:
    """The addresses under /api/, each in its shell; what is not there answers with problem details too."""
    found: list[URLPattern] = []
    tokens = {str(route) for route in _private_routes()}
    for pattern in cast(list[URLPattern], api.urls[0]):
        pattern.callback = answered(pattern.callback, is_public=str(pattern.pattern) not in tokens)
        found.append(pattern)
    return found


def _private_routes() -> set[str]:
    return {
        address.removeprefix("/")
        .replace("{municipality}", "<municipality>")
        .replace("{design_id}", "<design_id>")
        for router in (support_points_private, continuity_private)
        for address in router.path_operations
    }


urlpatterns = [path("v1/", (addresses(), "ninja", "api")), re_path(r"^", answered(_unknown, is_public=True))]
