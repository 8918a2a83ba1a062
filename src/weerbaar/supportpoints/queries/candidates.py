"""Buildings as candidates: what is decided about each, its tier and what it would cost."""

from __future__ import annotations

from decimal import Decimal

from weerbaar.supportpoints import norms
from weerbaar.supportpoints.models import CandidateDecision, Tier
from weerbaar.supportpoints.types import CandidateRow
from weerbaar.territory import queries as territory
from weerbaar.territory.types import Parameter


def candidates(municipality_id: int) -> list[CandidateRow]:
    """Every building of the municipality as a candidate, by name.

    Without a decision a fire station is a main point and every other building a local one, with the costs of
    its tier.
    """
    decisions = {
        row.building_id: row for row in CandidateDecision.objects.filter(municipality_id=municipality_id)
    }
    districts = {row.code: row for row in territory.neighbourhoods(municipality_id)}
    parameters = territory.all_parameters(municipality_id)
    rows = []
    for building in territory.buildings(municipality_id):
        decision = decisions.get(building.id)
        tier = decision.tier if decision else default_tier(building.kind)
        one_off, yearly = tier_costs(parameters, tier)
        own_one_off = _euros(decision.one_off_eur) if decision else None
        own_yearly = _euros(decision.yearly_eur) if decision else None
        area = districts.get(building.neighbourhood_code)
        rows.append(
            CandidateRow(
                building_id=building.id,
                name=building.name or f"{building.kind_label} {building.address}".strip(),
                kind=building.kind,
                kind_label=building.kind_label,
                address=building.address,
                postcode=building.postcode,
                neighbourhood_code=building.neighbourhood_code,
                neighbourhood_name=building.neighbourhood_name,
                district_code=area.district_code if area else "",
                district_name=area.district_name if area else "",
                step_free_label=building.step_free_label,
                x=building.x,
                y=building.y,
                choice=decision.choice if decision else str(CandidateDecision.Choice.FREE),
                tier=tier,
                one_off_eur=one_off if own_one_off is None else own_one_off,
                yearly_eur=yearly if own_yearly is None else own_yearly,
                own_one_off_eur=own_one_off,
                own_yearly_eur=own_yearly,
                reason=decision.reason if decision else "",
                suitable=building.kind in norms.SUITABLE_KINDS,
            )
        )
    return rows


def _euros(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


def default_tier(kind: str) -> str:
    """The tier of a kind of building about which nothing is decided."""
    return str(Tier.MAIN if kind in norms.MAIN_KINDS else Tier.LOCAL)


def tier_costs(parameters: dict[str, Parameter], tier: str) -> tuple[float, float]:
    """One-off and yearly euros of a tier; a regional point costs what a main point costs."""
    if tier == Tier.LOCAL:
        return parameters[norms.LOCAL_ONE_OFF].value, parameters[norms.LOCAL_YEARLY].value
    return parameters[norms.MAIN_ONE_OFF].value, parameters[norms.MAIN_YEARLY].value
