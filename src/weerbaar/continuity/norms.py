"""Norms of the register: their keys, values, sources and dates. Every municipality can set its own."""

from __future__ import annotations

from datetime import date

from weerbaar.territory.types import Parameter

REVIEW_MONTHS = "continuity.review_months"
CONTACT_MONTHS = "continuity.contact_check_months"
PLAN_NAMES_DAYS = "continuity.plan_names_days"

_READ = date(2026, 11, 1)

PARAMETERS = (
    Parameter(
        REVIEW_MONTHS,
        "Tijd tot een vastgesteld proces opnieuw wordt bekeken",
        "Time until an approved process is reviewed again",
        12.0,
        "months",
        "ISO 22301 (9.1) asks for planned intervals and names none; once a year is customary",
        _READ,
        assumption=True,
        source_in_dutch="ISO 22301 (9.1) vraagt vaste tussenpozen zonder maat; jaarlijks is gebruikelijk",
    ),
    Parameter(
        CONTACT_MONTHS,
        "Tijd tot iemands contactgegevens opnieuw worden nagekeken",
        "Time until somebody's contact details are checked again",
        6.0,
        "months",
        "Assumption of this program; replace it with the municipality's own figure",
        _READ,
        assumption=True,
        source_in_dutch="Aanname van dit programma; vervang haar door het eigen cijfer van de gemeente",
    ),
    Parameter(
        PLAN_NAMES_DAYS,
        "Tijd dat namen in een vervangen versie van het plan blijven staan",
        "Time that names stay in a version of the plan that was replaced",
        90.0,
        "days",
        "Assumption: long enough to swap the paper copies (GDPR, article 5(1)(e))",
        _READ,
        assumption=True,
        source_in_dutch="Aanname: genoeg tijd om het papier te wisselen (AVG, artikel 5 lid 1 onder e)",
    ),
)


def months_later(day: date, months: int) -> date:
    """The same day so many months later (or earlier); the last day of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise ValueError(f"no month {month + 1} in {year}")
