"""Norms of the crisis organisation: keys, values, sources and dates. No computing here.

Every municipality can set its own.
"""

from __future__ import annotations

from datetime import date

from weerbaar.territory.types import Parameter

DAILY_REST = "continuity.daily_rest"
SHORT_REST = "continuity.short_rest"
LONGEST_DUTY = "continuity.longest_duty"
MOST_PER_WEEK = "continuity.most_hours_per_week"
LONGEST_NIGHT = "continuity.longest_night"
LONG_NIGHT = "continuity.long_night"
LONG_NIGHTS = "continuity.long_nights_in_two_weeks"
NIGHT_REST = "continuity.rest_after_a_night"
LONG_NIGHT_REST = "continuity.rest_after_a_long_night"
ALERT_LIST_DAYS = "continuity.alert_list_days"

_READ = date(2026, 11, 1)
_TO_CONFIRM = "to be confirmed, also for exceptions in a disaster"
_TO_CONFIRM_NL = "nog te bevestigen, ook voor uitzonderingen bij rampen"
_ASSUMED = "Assumption of this program; replace it with the municipality's own figure"
_ASSUMED_NL = "Aanname van dit programma; vervang haar door het eigen cijfer van de gemeente"


def _law(key: str, title_nl: str, title_en: str, value: float, article: str, unit: str = "h") -> Parameter:
    return Parameter(
        key,
        title_nl,
        title_en,
        value,
        unit,
        f"Arbeidstijdenwet, article {article} ({_TO_CONFIRM})",
        _READ,
        assumption=True,
        source_in_dutch=f"Arbeidstijdenwet, artikel {article} ({_TO_CONFIRM_NL})",
    )


PARAMETERS = (
    _law(DAILY_REST, "Dagelijkse rust tussen diensten", "Daily rest between duties", 11.0, "5:3"),
    _law(SHORT_REST, "Kortere rust, één keer per 7 dagen", "Shorter rest, once in 7 days", 8.0, "5:3"),
    _law(LONGEST_DUTY, "Langste dienst", "Longest duty", 12.0, "5:7"),
    _law(MOST_PER_WEEK, "Meeste uren per week", "Most hours per week", 60.0, "5:7"),
    _law(LONGEST_NIGHT, "Langste nachtdienst", "Longest night duty", 10.0, "5:8"),
    _law(
        LONG_NIGHT,
        "Langste nachtdienst bij uitzondering",
        "Longest night duty, as an exception",
        12.0,
        "5:8",
    ),
    _law(
        LONG_NIGHTS,
        "Lange nachtdiensten per twee weken",
        "Long night duties in two weeks",
        5.0,
        "5:8",
        "times",
    ),
    _law(
        NIGHT_REST,
        "Rust na een nachtdienst tot na 2 uur",
        "Rest after a night duty until after 2:00",
        14.0,
        "5:8",
    ),
    _law(LONG_NIGHT_REST, "Rust na een lange nachtdienst", "Rest after a long night duty", 12.0, "5:8"),
    Parameter(
        ALERT_LIST_DAYS,
        "Zo lang gelden contactgegevens na een controle",
        "Contact details hold this long after a check",
        90.0,
        "days",
        _ASSUMED,
        _READ,
        assumption=True,
        source_in_dutch=_ASSUMED_NL,
    ),
)
