"""Norms of the recovery analysis: keys, values, sources and dates. Every municipality can set its own."""

from __future__ import annotations

from datetime import date

from weerbaar.continuity.types import Assumptions
from weerbaar.territory.types import Parameter

CREWS = "continuity.crews_per_role"
RECHARGE = "continuity.battery_recharge"
WORTH = {  # an hour of a process, by the longest outage that can be borne, in minutes
    240: "continuity.worth_within_4_hours",
    1440: "continuity.worth_within_a_day",
    4320: "continuity.worth_within_3_days",
}

_READ = date(2026, 11, 1)
_DEFAULT = Assumptions()
_ASSUMED = "Assumption of this program; replace it with the municipality's own figure"
_ASSUMED_NL = "Aanname van dit programma; vervang haar door het eigen cijfer van de gemeente"


def _assumed(
    key: str,
    titles: tuple[str, str],
    value: float,
    unit: str,
    sources: tuple[str, str] = (_ASSUMED_NL, _ASSUMED),
) -> Parameter:
    nl, en = titles
    source_nl, source_en = sources
    return Parameter(key, nl, en, value, unit, source_en, _READ, assumption=True, source_in_dutch=source_nl)


def _worth(minutes: int, nl: str, en: str) -> Parameter:
    titles = (
        f"Gewicht van een uur van een proces dat {nl} kan uitvallen",
        f"Weight of an hour of a process that can be lost for {en}",
    )
    return _assumed(WORTH[minutes], titles, dict(_DEFAULT.worth)[minutes], "times")


PARAMETERS = (
    _assumed(
        CREWS,
        (
            "Ploegen waarin de mensen van een rol elkaar aflossen",
            "Crews in which people of a role relieve each other",
        ),
        _DEFAULT.crews,
        "crews",
        (
            "Aanname: diensten van 12 uur, de langste die de Arbeidstijdenwet toelaat (artikel 5:7)",
            "Assumption: duties of 12 hours, the longest that the Arbeidstijdenwet allows (article 5:7)",
        ),
    ),
    _assumed(
        RECHARGE,
        ("Tijd tot een lege batterij weer vol is", "Time until an empty battery is full again"),
        _DEFAULT.recharge_min / 60,
        "h",
    ),
    _worth(240, "hoogstens 4 uur", "4 hours at most"),
    _worth(1440, "hoogstens een dag", "a day at most"),
    _worth(4320, "hoogstens 3 dagen", "3 days at most"),
)


def assumptions(parameters: dict[str, Parameter]) -> Assumptions:
    """The municipality's own values where it has them; fewer than one crew is one."""
    return Assumptions(
        crews=max(parameters[CREWS].value, 1.0),
        recharge_min=parameters[RECHARGE].value * 60,
        worth=tuple((minutes, parameters[key].value) for minutes, key in WORTH.items()),
    )
