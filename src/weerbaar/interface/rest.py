"""What every address of the API has in common: errors as problem details, limits, caching, other sites.

Which data there are, and who may read them, is for the rooms' `api.py`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import conditional_page
from ninja import Path, Schema
from ninja.decorators import decorate_view
from ninja.responses import Response
from pydantic import BaseModel, Field

from weerbaar.interface import ratelimit

GEOJSON = "application/geo+json"
PROBLEM = "application/problem+json"
URLCONF = "weerbaar.config.api"
PER_MINUTE = 240  # requests from one address
PUBLIC_FOR_S = 300  # seconds that others may keep a public answer before asking again

TITLES = {
    400: ("De vraag klopt niet", "The request is not right"),
    401: ("Een geldig token is nodig", "A valid token is needed"),
    403: ("Dit token mag dit niet", "This token may not do this"),
    404: ("Niet gevonden", "Not found"),
    405: ("Dit adres kan alleen gelezen worden", "This address can only be read"),
    422: ("Een waarde klopt niet", "A value is not right"),
    429: ("Te veel vragen achter elkaar", "Too many requests"),
}


class FieldError(Schema):
    """One value of the request that was refused."""

    field: str = Field(description="Name of the parameter", examples=["limit"])
    message: str = Field(description="What is wrong with it")


class Problem(Schema):
    """An error as RFC 9457 describes it; title and detail in the language of the request."""

    type: str = Field("about:blank", description="Kind of problem; about:blank: as the status says")
    title: str = Field(description="The problem in a few words", examples=["Not found"])
    status: int = Field(description="The HTTP status", examples=[404])
    detail: str = Field("", description="What can be done about it")
    errors: list[FieldError] = Field(default_factory=list, description="Values that were refused")


class Page(Schema):
    """Where a page of a long list stands."""

    count: int = Field(description="How many there are in all")
    limit: int = Field(description="At most this many on a page")
    offset: int = Field(description="How many were skipped")


class Source(Schema):
    """Where data came from, under which licence."""

    kind: str
    title: str
    origin: str
    licence: str
    reference_date: str
    retrieved_at: datetime
    sha256: str = Field(description="Checksum of the file")
    illustrative: bool = Field(description="true: made as an example, not measured")


class PolygonGeometry(Schema):
    """Polygons in degrees (WGS84), exterior rings counterclockwise."""

    type: Literal["MultiPolygon"] = "MultiPolygon"
    coordinates: list[list[list[list[float]]]]


Slug = Annotated[
    str,
    Path(description="Name of the municipality in addresses", pattern=r"^[-a-zA-Z0-9_]{1,50}$"),
]
NOT_FOUND: dict[int, Any] = {404: Problem, 422: Problem, 429: Problem}


def language() -> str:
    """The language of the caller: Dutch or English, by the Accept-Language header."""
    return "nl" if (get_language() or "nl").startswith("nl") else "en"


def say(nl: str, en: str) -> str:
    """The text in the language of the caller."""
    return nl if language() == "nl" else en


class Refusal(Exception):  # noqa: N818 - an answer with its status, not a fault of the program
    """Ends a request with this status and this explanation, in both languages."""

    def __init__(self, status: int, nl: str, en: str) -> None:
        super().__init__(en)
        self.status = status
        self.nl = nl
        self.en = en


def problem(
    status: int, detail: str = "", errors: list[FieldError] | None = None, wait: int | None = None
) -> HttpResponse:
    """An answer with problem details. `wait`: seconds after which the same may be asked again."""
    nl, en = TITLES.get(status, TITLES[400])
    body = Problem(type="about:blank", title=say(nl, en), status=status, detail=detail, errors=errors or [])
    response = Response(body.model_dump(), status=status, content_type=PROBLEM)
    patch_vary_headers(response, ("Accept-Language",))
    response["Cache-Control"] = "no-store"
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="weerbaar"'
    if wait is not None:
        response["Retry-After"] = str(wait)
    return response


def geojson(body: BaseModel) -> HttpResponse:
    """A feature collection in its own media type (RFC 7946)."""
    return HttpResponse(body.model_dump_json(), content_type=GEOJSON)


View = Callable[..., HttpResponseBase]


def _open(view: View) -> View:
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code in {200, 304}:
            response["Cache-Control"] = f"public, max-age={PUBLIC_FOR_S}"
        return response

    return opened


def _closed(view: View) -> View:
    @wraps(view)
    def private(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ("Authorization",))
        response["Cache-Control"] = "private, no-store"
        return response

    return private


#: public data: others may keep the answer for a while, and ask only whether it changed (ETag)
public = decorate_view(_open, conditional_page)
#: data for a token: nobody in between keeps the answer
private = decorate_view(_closed)


def open_to_other_sites(response: HttpResponseBase) -> None:
    """Lets scripts of other sites read a public answer; no cookie or token is ever sent along."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"


def answered(view: View, *, is_public: bool) -> View:
    """The outer shell of each address: limits, HEAD as GET, refused methods as problem details."""

    @wraps(view)
    def shell(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # LocaleMiddleware would send what is not found here on to a page: /nl/api/ reads as a municipality
        request.urlconf = URLCONF
        address = ratelimit.client_address(request)
        wait = ratelimit.seconds_to_wait("api", address, PER_MINUTE, time.time())
        if wait:
            detail = say(f"Probeer het over {wait} seconden weer.", f"Please try again in {wait} seconds.")
            return problem(429, detail, wait=wait)
        if request.method == "HEAD":
            request.method = "GET"  # the server leaves the body out
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = problem(404)
        if response.status_code == 405:
            refused = problem(405)
            refused["Allow"] = "GET, HEAD"
            response = refused
        if is_public:
            open_to_other_sites(response)
        return response

    shell.csrf_exempt = True  # type: ignore[attr-defined] # no cookie counts here: nothing to forge
    return shell
