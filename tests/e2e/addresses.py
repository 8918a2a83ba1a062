"""Every staff address of the site, from the URL configuration itself, filled in for one municipality."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from weerbaar.accounts.types import Permission

ANYTHING = {"int": "1", "slug": "anything", "str": "anything", "uuid": "00000000-0000-4000-8000-000000000000"}
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
    "code": "x",
    "exercise_id": "1",
    "scenario_id": "1",
    "scenario_code": "outage-72h",
    "inject_id": "1",
    "participant_id": "1",
    "report_id": "1",
    "finding_id": "1",
    "measure_id": "1",
    "part": "inject",
    "part_id": "1",
    "paper": "manual",
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


def for_readers() -> set[str]:
    """The names of the views that need no more than the right to look."""

    def walk(patterns: list[Any], namespace: str) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, str(pattern.namespace or namespace))
            elif getattr(pattern.callback, "permission", None) == Permission.VIEW:
                yield f"{namespace}:{pattern.name}"

    return set(walk(get_resolver().url_patterns, ""))


def staff_addresses(municipality: str, job_id: str) -> dict[str, str]:
    """Address by name of view, in English; each place in it filled in with something that exists."""
    values = {**FILL, "municipality": municipality, "job_id": job_id}
    found = {}
    for name, route in _walk(get_resolver().url_patterns, "/en/", ""):
        address = route
        while "<" in address:
            start, end = address.index("<"), address.index(">")
            kind, _, place = address[start + 1 : end].rpartition(":")
            address = address[:start] + values.get(place, ANYTHING[kind]) + address[end + 1 :]
        found[name] = address
    return found
