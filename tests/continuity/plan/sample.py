"""The facts of Kleinstad's plan, small enough to reckon by hand, with every kind of gap in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from weerbaar.continuity.documents.facts import (
    Both,
    CrossingFact,
    DeliveryFact,
    Edition,
    ExerciseFact,
    FuelFact,
    ItemFact,
    MeasureFact,
    NeedFact,
    PaperFact,
    PersonFact,
    PlanFacts,
    PlanFigures,
    ProcessFact,
    ProcessFigures,
    RequiredFact,
    ResourceFact,
    RoleFact,
    SeatFact,
    ShiftFact,
    SinglePointFact,
    StaffFact,
    StandFact,
    StepFact,
    TeamFact,
    TextFact,
)

DAY = date(2026, 11, 25)
MADE = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
H = 60


def both(nl: str, en: str) -> Both:
    return Both(nl, en)


CONTACT = ProcessFact(
    code="contact",
    name=both("Klantcontact", "Contact centre"),
    track="government",
    unit=both("Publiekszaken", "Public services"),
    owner_role="head",
    summary=both("Inwoners krijgen antwoord.", "Residents get an answer."),
    basis=both("Algemene wet bestuursrecht 2:1", "General Administrative Law Act 2:1"),
    basis_confirmed=True,
    mtpd_min=24 * H,
    rto_min=4 * H,
    mbco=both("Eén balie met papieren formulieren", "One desk with paper forms"),
    workaround=both("Balie in de hal, met briefkaarten.", "A desk in the hall, with cards."),
    workaround_max_min=12 * H,
    decision="must_go_on",
    reason=both("Inwoners moeten hulp kunnen vragen.", "Residents must be able to ask for help."),
    recovery_min=0,
    status="approved",
    staffing=(StaffFact("desk", 0, 24 * H, 2), StaffFact("desk", 24 * H, 72 * H, 4)),
    needs=(NeedFact(1, ("resource:app",)),),
)
PUMPS = ProcessFact(
    code="pumps",
    name=both("Rioolgemalen", "Sewer pumps"),
    track="government",
    unit=both("Beheer", "Maintenance"),
    basis=both("Omgevingswet 2.16", "Environment and Planning Act 2.16"),
    rto_min=4 * H,
    decision="must_go_on",
    reason=both("Anders stroomt het riool over.", ""),
    is_illustrative=True,
    needs=(NeedFact(1, ("resource:grid", "resource:generator"), both("stroom", "power")),),
    staffing=(StaffFact("desk", 0, 72 * H, 1),),
)
DEATHS = ProcessFact(
    code="deaths",
    name=both("Aangifte van overlijden", "Death registration"),
    track="government",
    unit=both("Publiekszaken", "Public services"),
    deadline_min=36 * H,
    deadline_from="death",
    basis=both("Wet op de lijkbezorging 16", "Burial Act 16"),
)
PERMITS = ProcessFact(
    code="permits",
    name=both("Vergunningen", "Permits"),
    track="democracy",
    unit=both("Ruimte", "Planning"),
    decision="can_wait",
    reason=both("De termijn loopt in weken.", "The deadline runs in weeks."),
    restart=both("Als het netwerk een dag werkt.", "When the network has worked for a day."),
    restart_after_min=96 * H,
    mtpd_min=7 * 24 * H,
    basis=both("Awb 4:13", "General Administrative Law Act 4:13"),
)
WATER_COMPANY = ProcessFact(
    code="water-company",
    name=both("Levering drinkwater", "Supply of drinking water"),
    track="society",
    unit=both("Waterbedrijf", "Water company"),
    is_external=True,
    decision="must_go_on",
    reason=both("Van een ander.", "Somebody else's."),
)

RESOURCES = (
    ResourceFact("grid", both("Elektriciteitsnet", "Power grid"), "power", recovery_min=24 * H),
    ResourceFact(
        "generator",
        both("Aggregaat gemalen", "Pump generator"),
        "generator",
        recovery_min=30,
        recovery_basis="measured",
        recovery_on=date(2026, 10, 3),
        capacity=60.0,
        capacity_unit="kVA",
        is_mobile=True,
        tank_litres=180.0,
        litres_per_hour=7.5,
        deliveries=(DeliveryFact(20 * H, 150.0),),
    ),
    ResourceFact("spare", both("Reserveaggregaat", "Spare generator"), "generator"),
    ResourceFact(
        "network",
        both("Netwerk", "Network"),
        "network",
        recovery_min=2 * H,
        autonomy_min=30,
        needs=(NeedFact(1, ("resource:grid",)),),
    ),
    ResourceFact(
        "app",
        both("Zaaksysteem", "Case system"),
        "ict",
        recovery_min=1 * H,
        needs=(NeedFact(1, ("resource:network",)),),
    ),
    ResourceFact("radio", both("Portofoons", "Hand-held radios"), "telecom"),
)

ROLES = (
    RoleFact(
        "mayor",
        both("Burgemeester", "Mayor"),
        both("Leidt het beleidsteam.", "Leads the policy team."),
        True,
        1,
        (1, 2),
    ),
    RoleFact(
        "leader",
        both("Operationeel leider", "Operational leader"),
        both("Leidt de uitvoering.", "Leads the work."),
        True,
        None,
        (3,),
    ),
    RoleFact("desk", both("Baliemedewerker", "Desk officer"), people_available=4),
    RoleFact("head", both("Hoofd publiekszaken", "Head of public services"), holders=(4,)),
    RoleFact("press", both("Woordvoerder", "Press officer"), is_crisis_role=True, is_illustrative=True),
)
TEAMS = (
    TeamFact(
        "policy",
        both("Gemeentelijk beleidsteam", "Municipal policy team"),
        both("Beslist.", "Decides."),
        meets_within_min=90,
        seats=(SeatFact("mayor", 1, True), SeatFact("leader"), SeatFact("press")),
    ),
    TeamFact("region", both("Regionaal operationeel team", "Regional operational team"), level="regional"),
)
PEOPLE = (
    PersonFact(1, "Anna de Vries", "burgemeester", "06 11111111", "kanaal 4"),
    PersonFact(2, "Bas Jansen", "locoburgemeester", "06 22222222"),
    PersonFact(3, "Chris Bakker", "directeur", "06 33333333", "satelliet 881"),
    PersonFact(4, "Dina Smit", "hoofd", "06 44444444"),
)


def states(down_from: int, up_from: int, workaround: tuple[int, int] = (0, 0)) -> tuple[str, ...]:
    return tuple(
        "workaround"
        if workaround[0] <= hour < workaround[1]
        else "down"
        if down_from <= hour < up_from
        else "up"
        for hour in range(72)
    )


FIGURES = PlanFigures(
    computed_on=DAY,
    processes=(
        ProcessFigures(
            "contact",
            27.0 * H,
            path=(
                StepFact("process:contact", 0.0, 27.0 * H),
                StepFact("resource:app", 60.0, 27.0 * H),
                StepFact("resource:network", 120.0, 26.0 * H),
                StepFact("resource:grid", 24.0 * H, 24.0 * H),
            ),
            crossings=(CrossingFact("rto", 4.0 * H, 23.0 * H), CrossingFact("mtpd", 24.0 * H, 3.0 * H)),
            single_points=("resource:app", "resource:network", "resource:grid"),
            states=states(0, 27, (0, 12)),
        ),
        ProcessFigures(
            "pumps",
            30.0,
            unknown=("process:pumps",),
            path=(
                StepFact("process:pumps", None, 30.0),
                StepFact("resource:generator", 30.0, 30.0, "measured"),
            ),
            states=states(0, 1),
        ),
        ProcessFigures(
            "deaths", None, crossings=(CrossingFact("horizon", 72.0 * H, None),), states=states(0, 72)
        ),
        ProcessFigures("permits", 0.0, states=states(72, 72)),
    ),
    single_points=(
        SinglePointFact("resource:network", ("process:contact",)),
        SinglePointFact("resource:generator", (), ("process:pumps",)),
    ),
    required=(
        RequiredFact("resource:app", 27.0 * H, 4.0 * H, ("resource:app", "process:contact")),
        RequiredFact(
            "resource:network", 26.0 * H, 3.0 * H, ("resource:network", "resource:app", "process:contact")
        ),
        RequiredFact("resource:radio", None, None),
    ),
    fuel=(FuelFact("resource:generator", 45), FuelFact("resource:spare", None)),
    mobile=(StandFact(0, 8, (("resource:generator", "process:pumps"),)), StandFact(8, 12)),
)
TEXTS = (
    TextFact(
        "room",
        both(
            "Stadhuis, kelder, kamer 0.12. Sleutel bij de bode.",
            "Town hall, basement, room 0.12. The usher has the key.",
        ),
        True,
    ),
    TextFact("end", both("Als de burgemeester het zegt.", ""), True),
)


def facts(**changes: Any) -> PlanFacts:
    """Kleinstad's facts; with changes a variant of them."""
    whole = PlanFacts(
        municipality="Kleinstad",
        as_of=DAY,
        processes=(CONTACT, PUMPS, DEATHS, PERMITS, WATER_COMPANY),
        resources=RESOURCES,
        roles=ROLES,
        teams=TEAMS,
        people=PEOPLE,
        texts=TEXTS,
        figures=FIGURES,
        rota=(ShiftFact("policy", "mayor", 0, 12 * H, (1,)), ShiftFact("policy", "mayor", 12 * H, 24 * H)),
        room=(
            ItemFact(both("Noodstroom", "Emergency power"), True, date(2026, 11, 1)),
            ItemFact(both("Kaarten", "Maps"), None),
        ),
        exercises=(
            ExerciseFact(
                both("72 uur donker", "72 hours dark"),
                date(2026, 10, 3),
                None,
                both("Aggregaat start in 30 minuten.", "Generator starts in 30 minutes."),
            ),
        ),
        measures=(
            MeasureFact(
                both("Koop een tweede radio", "Buy a second radio"),
                both("Beheer", "Maintenance"),
                date(2027, 2, 1),
            ),
        ),
    )
    return replace(whole, **changes)


def empty() -> PlanFacts:
    """The first day: nothing is known."""
    return PlanFacts(municipality="Leegdorp", as_of=DAY)


def edition(**changes: Any) -> Edition:
    return replace(
        Edition(
            number=3,
            state="draft",
            made_on=DAY,
            copies=(PaperFact("Kluis stadhuis", "bode", 2, 2, date(2026, 5, 1)),),
        ),
        **changes,
    )


APPROVED: dict[str, Any] = {
    "state": "approved",
    "approved_on": DAY,
    "approved_by": "Anna de Vries",
    "approved_as": "burgemeester",
    "valid_until": date(2027, 11, 25),
}
