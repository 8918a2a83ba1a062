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
ALERT_LIST_DAYS = "continuity.alert_list_days"

_READ = date(2026, 11, 1)
_TO_CONFIRM = "to be confirmed, also for exceptions in a disaster"
_TO_CONFIRM_NL = "nog te bevestigen, ook voor uitzonderingen bij rampen"
_ASSUMED = "Assumption of this program; replace it with the municipality's own figure"
_ASSUMED_NL = "Aanname van dit programma; vervang haar door het eigen cijfer van de gemeente"


def _law(key: str, title_nl: str, title_en: str, hours: float, article: str) -> Parameter:
    return Parameter(
        key,
        title_nl,
        title_en,
        hours,
        "h",
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
