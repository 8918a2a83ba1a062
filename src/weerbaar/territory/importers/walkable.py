"""Which ways of OpenStreetMap a person walks along. A named table with its sources; no reading of files.

Sources:
* OSM-NL: OpenStreetMap wiki, "OSM tags for routing/Access restrictions", default access per `highway`;
* RVV: Reglement verkeersregels en verkeerstekens 1990: art. 4 (on foot: pavement or footpath, else the
  cycle path, else the verge or the edge of the road), art. 42 (motorway and motor road: motor vehicles only);
* own: our choice, with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from weerbaar.territory.importers.wording import names_in


@dataclass(frozen=True)
class Rule:
    """Whether one value of `highway` is walked along when no other tag says so, and why."""

    walked: bool
    source: str


_STREET = Rule(True, "OSM-NL; RVV art. 4: without a pavement, along the edge of the road")
_FOR_WALKERS = Rule(True, "OSM-NL: made for walkers")
_MOTOR = Rule(False, "RVV art. 42: motor vehicles only")
_NOT_A_WAY = Rule(False, "OSM-NL: not a way in use")

HIGHWAYS: Mapping[str, Rule] = {
    "motorway": _MOTOR,
    "motorway_link": _MOTOR,
    "trunk": Rule(False, "RVV art. 42: a motor road, unless `foot` or `sidewalk` says otherwise"),
    "trunk_link": Rule(False, "RVV art. 42: as trunk"),
    "primary": _STREET,
    "primary_link": _STREET,
    "secondary": _STREET,
    "secondary_link": _STREET,
    "tertiary": _STREET,
    "tertiary_link": _STREET,
    "unclassified": _STREET,
    "residential": _STREET,
    "living_street": _STREET,
    "service": _STREET,
    "road": _STREET,
    "rest_area": _STREET,
    "access_ramp": _FOR_WALKERS,
    "pedestrian": _FOR_WALKERS,
    "footway": _FOR_WALKERS,
    "path": _FOR_WALKERS,
    "steps": _FOR_WALKERS,
    "track": Rule(True, "OSM-NL: walkers allowed"),
    "cycleway": Rule(True, "RVV art. 4: walkers use the cycle path where there is no footpath"),
    "bridleway": Rule(False, "RVV sign G9: riders only, unless `foot` says otherwise"),
    "busway": Rule(False, "OSM-NL: buses only, unless `foot` or `sidewalk` says otherwise"),
    "bus_guideway": Rule(False, "OSM-NL: guided buses only"),
    "elevator": Rule(False, "own: stands still when the power is out"),
    "corridor": Rule(False, "own: inside a building, which may be closed"),
    "platform": Rule(False, "own: beside a way, not one"),
    "via_ferrata": Rule(False, "own: not for most people"),
    "escape": _MOTOR,
    "raceway": _MOTOR,
    "construction": _NOT_A_WAY,
    "proposed": _NOT_A_WAY,
    "planned": _NOT_A_WAY,
    "abandoned": _NOT_A_WAY,
    "razed": _NOT_A_WAY,
    "disused": _NOT_A_WAY,
    "services": _NOT_A_WAY,
}

# Never walked along, whatever else the tags say.
NEVER = frozenset({"motorway", "motorway_link", "bus_guideway", "escape", "raceway"}) | {
    value for value, rule in HIGHWAYS.items() if rule is _NOT_A_WAY
}
FOOT_YES = frozenset({"yes", "designated", "permissive", "destination", "official"})
FOOT_NO = frozenset({"no", "private", "use_sidepath", "discouraged"})
CLOSED = frozenset({"no", "private", "military"})
SIDEWALK = frozenset({"yes", "both", "left", "right"})


def is_walked(tags: Mapping[str, object]) -> bool:
    """Whether a way with these tags is walked along, both ways. Values may be lists, as OSMnx merges them."""
    highways = set(names_in(tags.get("highway")))
    foot = set(names_in(tags.get("foot")))
    if not highways or highways <= NEVER:
        return False
    if foot and foot <= FOOT_NO:
        return False
    if foot & FOOT_YES:
        return True
    access = set(names_in(tags.get("access")))
    if access and access <= CLOSED:
        return False
    if any((rule := HIGHWAYS.get(value)) is not None and rule.walked for value in highways):
        return _says(tags, "motorroad") != "yes"
    sidewalks = {_says(tags, key) for key in ("sidewalk", "sidewalk:both", "sidewalk:left", "sidewalk:right")}
    return bool(highways & {"trunk", "trunk_link", "busway"}) and bool(sidewalks & SIDEWALK)


def is_bridge(tags: Mapping[str, object]) -> bool:
    values: Iterable[str] = names_in(tags.get("bridge"))
    return any(value != "no" for value in values)


def _says(tags: Mapping[str, object], key: str) -> str:
    return next(iter(names_in(tags.get(key))), "")
