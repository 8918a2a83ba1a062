"""Norms and parameters of the support points: their keys, defaults, sources and dates. No computing here.

Values marked as an assumption have no published source; every municipality can set its own.
"""

from __future__ import annotations

from datetime import date

from weerbaar.territory.types import Parameter

WALKING_MINUTES = "supportpoints.walking_minutes"
WALKING_MINUTES_REFERENCE = "supportpoints.walking_minutes_reference"
SPEED = "supportpoints.walking_speed"
SPEED_VULNERABLE = "supportpoints.walking_speed_vulnerable"
VULNERABLE_WEIGHT = "supportpoints.vulnerable_weight"
RESIDENTS_PER_POINT = "supportpoints.residents_per_local_point"
LOCAL_ONE_OFF = "supportpoints.local_one_off"
LOCAL_YEARLY = "supportpoints.local_yearly"
MAIN_ONE_OFF = "supportpoints.main_one_off"
MAIN_YEARLY = "supportpoints.main_yearly"
PROGRAMME_BUDGET = "supportpoints.programme_budget"
POINTS_BUDGET = "supportpoints.points_budget"
SOLVER_SECONDS = "supportpoints.solver_seconds"

_READ = date(2026, 11, 1)
_ASSUMED = "Assumption of this program; replace it with the municipality's own figure"
_ASSUMED_NL = "Aanname van dit programma; vervang haar door het eigen cijfer van de gemeente"

PARAMETERS = (
    Parameter(
        WALKING_MINUTES,
        "Langste wandeltijd naar een noodsteunpunt",
        "Longest walk to a support point",
        15.0,
        "min",
        "Starting norm of this program; the Wellington hubs use at most 30 minutes (wremo.nz, hub FAQ)",
        _READ,
        assumption=True,
        source_in_dutch="Beginnorm van dit programma; in Wellington hoogstens 30 minuten (wremo.nz, hub FAQ)",
    ),
    Parameter(
        WALKING_MINUTES_REFERENCE,
        "Langste wandeltijd elders, ter vergelijking",
        "Longest walk elsewhere, for comparison",
        30.0,
        "min",
        "Wellington Region Emergency Management Office, community hubs, FAQ (wremo.nz)",
        _READ,
    ),
    Parameter(
        SPEED,
        "Loopsnelheid van inwoners",
        "Walking speed of residents",
        4.8,
        "km/h",
        "Customary planning value: 80 m per minute",
        _READ,
        assumption=True,
        source_in_dutch="Gebruikelijke waarde bij plannen: 80 m per minuut",
    ),
    Parameter(
        SPEED_VULNERABLE,
        "Loopsnelheid van kwetsbare inwoners",
        "Walking speed of vulnerable residents",
        3.0,
        "km/h",
        "Starting value of this program: 50 m per minute",
        _READ,
        assumption=True,
        source_in_dutch="Beginwaarde van dit programma: 50 m per minuut",
    ),
    Parameter(
        VULNERABLE_WEIGHT,
        "Gewicht van een kwetsbare inwoner bij het kiezen",
        "Weight of a vulnerable resident when choosing",
        2.0,
        "residents",
        _ASSUMED,
        _READ,
        assumption=True,
        source_in_dutch=_ASSUMED_NL,
    ),
    Parameter(
        RESIDENTS_PER_POINT,
        "Inwoners per lokaal noodsteunpunt",
        "Residents per local support point",
        5000.0,
        "residents",
        "crisiskunde.nl, Noodsteunpunten weerbare samenleving",
        _READ,
    ),
    Parameter(
        LOCAL_ONE_OFF,
        "Eenmalige kosten van een lokaal noodsteunpunt",
        "One-off cost of a local support point",
        12500.0,
        "EUR",
        _ASSUMED,
        _READ,
        assumption=True,
        source_in_dutch=_ASSUMED_NL,
    ),
    Parameter(
        LOCAL_YEARLY,
        "Jaarlijkse kosten van een lokaal noodsteunpunt",
        "Yearly cost of a local support point",
        2500.0,
        "EUR/year",
        _ASSUMED,
        _READ,
        assumption=True,
        source_in_dutch=_ASSUMED_NL,
    ),
    Parameter(
        MAIN_ONE_OFF,
        "Eenmalige kosten van een hoofdsteunpunt",
        "One-off cost of a main support point",
        60000.0,
        "EUR",
        _ASSUMED,
        _READ,
        assumption=True,
        source_in_dutch=_ASSUMED_NL,
    ),
    Parameter(
        MAIN_YEARLY,
        "Jaarlijkse kosten van een hoofdsteunpunt",
        "Yearly cost of a main support point",
        9000.0,
        "EUR/year",
        _ASSUMED,
        _READ,
        assumption=True,
        source_in_dutch=_ASSUMED_NL,
    ),
    Parameter(
        PROGRAMME_BUDGET,
        "Geld voor het hele programma",
        "Money for the whole programme",
        500000.0,
        "EUR",
        "Programme presented to the city council of Maastricht, 9 September 2025",
        date(2025, 9, 9),
        source_in_dutch="Programma, voorgelegd aan de gemeenteraad van Maastricht, 9 september 2025",
    ),
    Parameter(
        POINTS_BUDGET,
        "Deel daarvan voor noodsteunpunten",
        "Share of it for support points",
        420000.0,
        "EUR",
        _ASSUMED,
        _READ,
        assumption=True,
        source_in_dutch=_ASSUMED_NL,
    ),
    Parameter(
        SOLVER_SECONDS,
        "Langste rekentijd van een ontwerp",
        "Longest computing time of a design",
        120.0,
        "s",
        "Setting of this program",
        _READ,
        assumption=True,
        source_in_dutch="Instelling van dit programma",
    ),
)

# Kinds of building that designs choose from unless told otherwise: public places that exist already.
SUITABLE_KINDS = (
    "fire_station",
    "community_centre",
    "place_of_worship",
    "sports_hall",
    "school",
    "library",
    "town_hall",
)
MAIN_KINDS = frozenset({"fire_station"})
MAX_PLACES_NAMED = 5  # neighbourhoods named in one message
NOTICEABLE_M = 50.0  # a walk that changes by less is the same walk to a resident
