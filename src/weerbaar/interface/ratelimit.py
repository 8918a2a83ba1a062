"""How often one address may ask for the same thing, and which address that is.

Counts live in Django's cache: with several web processes each counts for itself. Sign-in has its own
limits (django-allauth) and its own lockout (django-axes); both ask `client_address` who is asking.
"""

from __future__ import annotations

import ipaddress
import math
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language

WINDOW_S = 60

TOO_MANY = {
    "nl": ("Even geduld", "U vraagt dit te vaak achter elkaar. Probeer het over {seconds} seconden weer."),
    "en": ("One moment please", "You ask for this too often. Try again in {seconds} seconds."),
}


def client_address(request: HttpRequest) -> str:
    """The address of who asks, as text; empty when the server does not tell.

    X-Forwarded-For is believed only as far as our own reverse proxies (`settings.PROXIES`) wrote it:
    everything left of that can be made up.
    """
    nearest = address = str(request.META.get("REMOTE_ADDR", ""))
    if settings.PROXIES:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        if hops:
            address = hops[-min(settings.PROXIES, len(hops))]
    try:
        return str(ipaddress.ip_address(address.strip("[]").partition("%")[0]))
    except ValueError:
        return nearest


def _network(address: str) -> str:
    """The part of an address that one subscriber has: a whole IPv4 address, the first half of an IPv6 one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)
    return str(parsed)


def seconds_to_wait(name: str, address: str, per_minute: int, now: float) -> int:
    """Counts one request; 0 when it may go on, else the seconds until the next may.

    Sliding window: this minute's count plus the share of the last minute's that is still within 60 s.
    """
    minute = int(now // WINDOW_S)
    into = now - minute * WINDOW_S
    key = f"limit:{name}:{_network(address)}"
    cache.add(f"{key}:{minute}", 0, timeout=2 * WINDOW_S)
    previous = cache.get(f"{key}:{minute - 1}", 0) * (1 - into / WINDOW_S)
    try:
        current = cache.incr(f"{key}:{minute}")
    except ValueError:  # thrown out of a full cache between the two lines
        current = 1
    if previous + current <= per_minute:
        return 0
    return max(1, math.ceil(WINDOW_S - into))


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """The answer to who asks too often: 429, with the time to wait."""
    title, text = TOO_MANY["nl" if get_language() == "nl" else "en"]
    text = text.format(seconds=seconds)
    response: HttpResponse
    if request.path.startswith("/api/") or request.headers.get("Accept", "").startswith("application/json"):
        response = JsonResponse({"detail": text}, status=429)
    else:
        response = render(request, "interface/too_many.html", {"title": title, "text": text}, status=429)
    response["Retry-After"] = str(seconds)
    return response


type_of_view = Callable[..., HttpResponseBase]


def limited(name: str, per_minute: int) -> Callable[[type_of_view], type_of_view]:
    """At most `per_minute` requests a minute from one address; views with one `name` share a count."""

    def limit(view: type_of_view) -> type_of_view:
        @wraps(view)
        def limited_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            wait = seconds_to_wait(name, client_address(request), per_minute, time.time())
            return too_many(request, wait) if wait else view(request, *args, **kwargs)

        return limited_view

    return limit
