"""Norms that the public pages speak of and no other room owns: opening, and water to take home."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from weerbaar.territory.types import Parameter

OPEN_WITHIN = "portal.open_within"
COMPLETE_WITHIN = "portal.complete_within"
WATER = "portal.water_per_person"
WALKING_MINUTES = "supportpoints.walking_minutes"
SPEED = "supportpoints.walking_speed"
SPEED_VULNERABLE = "supportpoints.walking_speed_vulnerable"
RESERVED = "supportpoints.programme_budget"
POINTS_BUDGET = "supportpoints.points_budget"

PARAMETERS = (
    Parameter(
        OPEN_WITHIN,
        "Streven: een noodsteunpunt is open binnen",
        "Aim: a support point is open within",
        1.0,
        "h",
        "Practice of the Swiss cantons Solothurn and Bern (Notfalltreffpunkte; so.ch, be.ch)",
        date(2026, 11, 1),
        assumption=True,
        source_in_dutch="Praktijk van de Zwitserse kantons Solothurn en Bern (so.ch, be.ch)",
    ),
    Parameter(
        COMPLETE_WITHIN,
        "Streven: alle functies werken binnen",
        "Aim: all functions work within",
        2.0,
        "h",
        "Practice of the Swiss cantons Solothurn and Bern (Notfalltreffpunkte; so.ch, be.ch)",
        date(2026, 11, 1),
        assumption=True,
        source_in_dutch="Praktijk van de Zwitserse kantons Solothurn en Bern (so.ch, be.ch)",
    ),
    Parameter(
        WATER,
        "Drinkwater per persoon per dag",
        "Drinking water per person per day",
        3.0,
        "l/day",
        "Emergency drinking water: at least 3 litres per person per day (Dunea, newsletter of May 2024)",
        date(2024, 5, 1),
        source_in_dutch="Nooddrinkwater: minstens 3 liter per persoon per dag (Dunea, nieuwsbrief mei 2024)",
    ),
)

# settings of the computation, not norms that anybody would argue with
_INTERNAL = frozenset({"supportpoints.solver_seconds"})
_FIRST = (WALKING_MINUTES, SPEED, SPEED_VULNERABLE)


def in_order(keys: Iterable[str]) -> list[str]:
    """The norms that decide most first; those of the public pages last.

    No settings of the computation, and none of the town hall's own continuity.
    """
    known = {key for key in keys if not key.startswith("continuity.")} - _INTERNAL
    rest = sorted(known.difference(_FIRST), key=lambda key: (key.startswith("portal."), key))
    return [key for key in _FIRST if key in known] + rest
