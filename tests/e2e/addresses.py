"""Every staff address of the site, from the URL configuration itself, filled in for one municipality."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

ROOMS = {"supportpoints", "territory", "accounts", "work"}
FILL = {
    "number": "1",
    "design_id": "1",
    "building_id": "1",
    "run_id": "1",
    "person_id": "1",
    "token_id": "1",
    "key": "supportpoints.walking_minutes",
    "function": "information",
    "format": "csv",
    "place_id": "1",
    "kind": "plan",
    "language": "nl",
}


def _walk(patterns: list[Any], before: str, namespace: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        route = before + (str(pattern.pattern._route) if isinstance(pattern.pattern, RoutePattern) else "")
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route, str(pattern.namespace or namespace))
        elif isinstance(pattern, URLPattern) and "<slug:municipality>/staff/" in route:
            yield f"{namespace}:{pattern.name}", route


def staff_addresses(municipality: str, job_id: str) -> dict[str, str]:
    """Address by name of view, in English; each place in it filled in with something that exists."""
    values = {**FILL, "municipality": municipality, "job_id": job_id}
    found = {}
    for name, route in _walk(get_resolver().url_patterns, "/en/", ""):
        address = route
        while "<" in address:
            start, end = address.index("<"), address.index(">")
            address = address[:start] + values[address[start + 1 : end].split(":")[-1]] + address[end + 1 :]
        found[name] = address
    return found
