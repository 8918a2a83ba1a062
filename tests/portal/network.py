"""An adopted network in Kleinstad with known figures: what the pages of the portal show."""

from __future__ import annotations

from datetime import UTC, date, datetime

from weerbaar.accounts.types import MunicipalityRow
from weerbaar.supportpoints.models import NetworkDesign, PointFunction, SupportPoint
from weerbaar.supportpoints.types import AreaCoverage, DesignSummary, Wishes
from weerbaar.territory import queries as territory
from weerbaar.territory.models import Street

FUNCTIONS = ("information", "drinking_water", "first_aid", "alerting")
SECRET_OWNER = "Stichting Geheim"
SECRET_AGREEMENT = "sleutel onder de mat"
SECRET_NOTE = "jerrycans in kast 4"


def wishes() -> Wishes:
    return Wishes(
        model="maximal_covering",
        budget_eur=100_000.0,
        points=None,
        share=1.0,
        minimise="cost",
        walking_minutes=15.0,
        speed_kmh=4.8,
        speed_vulnerable_kmh=3.0,
        vulnerable_weight=2.0,
        every_district=True,
        kinds=("fire_station", "community_centre"),
    )


def summary(municipality: MunicipalityRow, share: float = 0.75, gap: float = 0.0) -> DesignSummary:
    """The answer of a design that covers the same share everywhere; half of that of the vulnerable."""
    areas = tuple(
        AreaCoverage(
            code=row.code,
            name=row.name,
            district_code=row.district_code,
            residents=row.residents,
            covered=row.residents * share,
            vulnerable=row.residents / 10,
            vulnerable_covered=row.residents / 10 * share / 2,
            points=1,
        )
        for row in territory.neighbourhoods(municipality.id)
    )
    residents = sum(area.residents for area in areas)
    return DesignSummary(
        model="maximal_covering",
        status="optimal",
        objective=residents * share,
        bound=residents * share * (1 + gap),
        gap=gap,
        candidates=12,
        demand_points=48,
        residents=residents,
        covered=residents * share,
        share_covered=share,
        vulnerable=residents / 10,
        vulnerable_covered=residents / 10 * share / 2,
        share_vulnerable_covered=share / 2,
        cost_one_off_eur=97_500.0,
        cost_yearly_eur=16_500.0,
        norm_m=1200.0,
        norm_vulnerable_m=750.0,
        points=(),
        neighbourhoods=areas,
        districts=areas,
        seconds=0.1,
        solver="HiGHS 1.11",
    )


def design(
    municipality: MunicipalityRow,
    *,
    name: str = "Ontwerp",
    answered: bool = True,
    adopted_on: date | None = None,
    current: bool = False,
    share: float = 0.75,
    gap: float = 0.0,
) -> NetworkDesign:
    """One alternative, answered or still running, adopted or not."""
    return NetworkDesign.objects.create(
        municipality_id=municipality.id,
        name=name,
        wishes=wishes().as_json(),
        summary=summary(municipality, share, gap).as_json() if answered else None,
        territory_fingerprint=territory.fingerprint(municipality.id),
        made_by="test",
        adopted_at=datetime(adopted_on.year, adopted_on.month, adopted_on.day, 12, tzinfo=UTC)
        if adopted_on
        else None,
        adopted_by="test" if adopted_on else "",
        is_current=current,
    )


def add_point(
    municipality: MunicipalityRow,
    number: int,
    *,
    state: str = "adopted",
    functions: dict[str, str] | None = None,
    design: NetworkDesign | None = None,
    since: date = date(2026, 10, 1),
) -> SupportPoint:
    """Point `number` in building `number` of the town (by name), with facts that must stay private."""
    building = next(row for row in territory.buildings(municipality.id) if row.name == f"Gebouw {number}")
    made = SupportPoint.objects.create(
        municipality_id=municipality.id,
        building_id=building.id,
        design=design,
        number=number,
        name=f"Steunpunt {number}",
        tier="main" if number == 1 else "local",
        state=state,
        state_since=since,
        owner=SECRET_OWNER,
        agreement=SECRET_AGREEMENT,
        access_nl="Ingang aan de achterkant.",
        access_en="Entrance at the back.",
        one_off_eur=12_500,
        yearly_eur=2_500,
    )
    PointFunction.objects.bulk_create(
        PointFunction(
            point=made, function=name, state=(functions or {}).get(name, "missing"), note=SECRET_NOTE
        )
        for name in FUNCTIONS
    )
    return made


def adopt(municipality: MunicipalityRow, numbers: tuple[int, ...] = (1, 2, 3, 4)) -> NetworkDesign:
    """An adopted network: point 1 is ready and has everything, 2 is being set up, the rest is only chosen."""
    made = design(municipality, adopted_on=date(2026, 11, 2), current=True)
    for number in numbers:
        everything = dict.fromkeys(FUNCTIONS, "present")
        half = {"information": "present", "drinking_water": "planned"}
        add_point(
            municipality,
            number,
            state={1: "ready", 2: "fitting_out"}.get(number, "adopted"),
            functions={1: everything, 2: half}.get(number),
            design=made,
        )
    return made


def add_street(municipality: MunicipalityRow, name: str, x: float, y: float) -> None:
    """A street that residents can search for, in the neighbourhood that holds the point."""
    area = next(
        (
            row
            for row in territory.neighbourhoods(municipality.id)
            if row.geometry is not None
            and row.geometry.bounds[0] <= x < row.geometry.bounds[2]
            and row.geometry.bounds[1] <= y < row.geometry.bounds[3]
        ),
        None,
    )
    Street.objects.create(
        municipality_id=municipality.id,
        neighbourhood_id=area.id if area else None,
        name=name,
        search_name=name.lower(),
        x=x,
        y=y,
    )
