"""Norms of the awareness of staff: keys, defaults, sources and dates. No computing here."""

from __future__ import annotations

from datetime import date

from weerbaar.territory.types import Parameter

LEAST_SHOWN = "continuity.awareness_least_shown"
REMIND_EVERY = "continuity.awareness_remind_every"
NEVER_BELOW = 10  # a municipality may hide more, never less

_READ = date(2026, 11, 1)

PARAMETERS = (
    Parameter(
        LEAST_SHOWN,
        "Kleinste groep medewerkers waarvan uitkomsten te zien zijn (nooit onder 10)",
        "Smallest group of staff of which results are shown (never below 10)",
        float(NEVER_BELOW),
        "people",
        "Practice of Statistics Netherlands in disclosure control",
        _READ,
        source_in_dutch="Praktijk van het CBS bij onthullingsbeheersing",
    ),
    Parameter(
        REMIND_EVERY,
        "Dagen tussen twee herinneringen (nooit onder 7)",
        "Days between two reminders (never below 7)",
        7.0,
        "days",
        "Assumption of this program; replace it with the municipality's own figure",
        _READ,
        assumption=True,
        source_in_dutch="Aanname van dit programma; vervang haar door het eigen cijfer van de gemeente",
    ),
)
