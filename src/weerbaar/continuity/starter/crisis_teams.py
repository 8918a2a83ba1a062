"""Crisis teams, roles and levels as they are usual in a Dutch safety region.

Written from general knowledge of the regional structure (Wet veiligheidsregio's, Besluit veiligheidsregio's,
GRIP) and to be confirmed with the regional crisis plan. Codes are those of the starter register: a role that
is there already is used as it is.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class StarterRole:
    code: str
    name_nl: str
    name_en: str
    task_nl: str
    task_en: str


@dataclass(frozen=True)
class StarterTeam:
    """`seats`: role, people on duty, chair."""

    code: str
    name_nl: str
    name_en: str
    level: str
    reports_to: str
    meets_within_min: int
    task_nl: str
    task_en: str
    seats: tuple[tuple[str, int, bool], ...]


@dataclass(frozen=True)
class GripLevel:
    """A level of the coordinated regional procedure: when, who leads, and which teams meet."""

    code: str
    when_nl: str
    when_en: str
    lead_nl: str
    lead_en: str
    teams: tuple[str, ...]


ROLES = (
    StarterRole(
        "mayor",
        "Burgemeester",
        "Mayor",
        "Leidt de crisis, beslist over openbare orde en noodbevelen, spreekt inwoners toe.",
        "Leads in the crisis, decides on public order and emergency orders, addresses residents.",
    ),
    StarterRole(
        "municipal-secretary",
        "Gemeentesecretaris",
        "Municipal secretary",
        "Zorgt dat de organisatie doorwerkt en adviseert de burgemeester.",
        "Keeps the organisation going and advises the mayor.",
    ),
    StarterRole(
        "crisis-adviser",
        "Adviseur crisisbeheersing",
        "Crisis adviser",
        "Adviseert het beleidsteam over de aanpak en de bevoegdheden.",
        "Advises the policy team on the approach and on powers.",
    ),
    StarterRole(
        "care-commander",
        "Algemeen commandant bevolkingszorg",
        "Commander of public care",
        "Leidt de bevolkingszorg en vertegenwoordigt haar in het regionaal operationeel team.",
        "Leads public care and represents it in the regional operational team.",
    ),
    StarterRole(
        "duty-officer",
        "Officier van dienst bevolkingszorg",
        "Duty officer of public care",
        "Regelt de bevolkingszorg ter plaatse.",
        "Arranges public care at the scene.",
    ),
    StarterRole(
        "information-manager",
        "Informatiemanager bevolkingszorg",
        "Information manager",
        "Houdt het beeld bij en deelt het met de veiligheidsregio.",
        "Keeps the picture up to date and shares it with the safety region.",
    ),
    StarterRole(
        "communications-lead",
        "Hoofd crisiscommunicatie",
        "Head of crisis communication",
        "Informeert inwoners en pers, ook zonder internet.",
        "Informs residents and press, also without internet.",
    ),
    StarterRole(
        "shelter-lead",
        "Teamleider opvang en verzorging",
        "Shelter and care lead",
        "Opent opvanglocaties en zorgt voor eten, drinken en rust.",
        "Opens shelters and provides food, drink and rest.",
    ),
    StarterRole(
        "relatives-lead",
        "Teamleider verwanteninformatie",
        "Relatives information lead",
        "Registreert slachtoffers en informeert verwanten.",
        "Registers victims and informs relatives.",
    ),
    StarterRole(
        "environment-lead",
        "Teamleider omgevingszorg",
        "Environmental care lead",
        "Zorgt voor riool, wegen, afval en milieu.",
        "Looks after sewers, roads, waste and environment.",
    ),
    StarterRole(
        "aftercare-lead",
        "Teamleider nafase",
        "Aftercare lead",
        "Bereidt vanaf het begin de nazorg en het herstel voor.",
        "Prepares aftercare and recovery from the start.",
    ),
    StarterRole(
        "support-lead",
        "Teamleider ondersteuning",
        "Support lead",
        "Regelt mensen, ruimten, vervoer, eten en middelen voor de crisisteams.",
        "Arranges people, rooms, transport, food and means for the crisis teams.",
    ),
    StarterRole(
        "support-point-lead",
        "Coördinator noodsteunpunten",
        "Support points coordinator",
        "Opent de noodsteunpunten en houdt ze bezet en bevoorraad.",
        "Opens the support points and keeps them staffed and supplied.",
    ),
    StarterRole(
        "log-keeper",
        "Verslaglegger",
        "Log keeper",
        "Legt besluiten en tijden vast, op papier als het moet.",
        "Records decisions and times, on paper if need be.",
    ),
)
TEAMS = (
    StarterTeam(
        "regional-policy-team",
        "Regionaal beleidsteam (RBT)",
        "Regional policy team",
        "regional",
        "",
        120,
        "Beslist als meer gemeenten zijn geraakt. De voorzitter van de veiligheidsregio leidt.",
        "Decides when several municipalities are hit. The chair of the safety region leads.",
        (("mayor", 1, False),),
    ),
    StarterTeam(
        "policy-team",
        "Gemeentelijk beleidsteam (GBT)",
        "Municipal policy team",
        "municipal",
        "regional-policy-team",
        60,
        "Adviseert de burgemeester over bestuurlijke besluiten.",
        "Advises the mayor on administrative decisions.",
        (
            ("mayor", 1, True),
            ("municipal-secretary", 1, False),
            ("crisis-adviser", 1, False),
            ("communications-lead", 1, False),
            ("log-keeper", 1, False),
        ),
    ),
    StarterTeam(
        "regional-operational-team",
        "Regionaal operationeel team (ROT)",
        "Regional operational team",
        "regional",
        "policy-team",
        60,
        "Leidt de hulpverlening in de regio en adviseert de burgemeester.",
        "Leads emergency response in the region and advises the mayor.",
        (("care-commander", 1, False),),
    ),
    StarterTeam(
        "incident-command",
        "Commando plaats incident (CoPI)",
        "Incident command post",
        "regional",
        "regional-operational-team",
        30,
        "Leidt de hulpverlening op de plaats van het incident.",
        "Leads emergency response at the scene of the incident.",
        (("duty-officer", 1, False),),
    ),
    StarterTeam(
        "care-team",
        "Team bevolkingszorg",
        "Public care team",
        "municipal",
        "regional-operational-team",
        60,
        "Voert de bevolkingszorg uit, met een taakorganisatie per proces.",
        "Carries out public care, with a task group for each process.",
        (("care-commander", 1, True), ("information-manager", 1, False), ("log-keeper", 1, False)),
    ),
    StarterTeam(
        "care-communication",
        "Crisiscommunicatie",
        "Crisis communication",
        "municipal",
        "care-team",
        60,
        "Informeert inwoners, pers en medewerkers; werkt ook zonder internet en stroom.",
        "Informs residents, press and staff; works without internet and power too.",
        (("communications-lead", 1, True),),
    ),
    StarterTeam(
        "care-public",
        "Publieke zorg",
        "Care for the public",
        "municipal",
        "care-team",
        120,
        "Opvang, verzorging, verwanteninformatie en de noodsteunpunten.",
        "Shelter, care, information for relatives and the support points.",
        (("shelter-lead", 1, True), ("relatives-lead", 1, False), ("support-point-lead", 1, False)),
    ),
    StarterTeam(
        "care-environment",
        "Omgevingszorg",
        "Environmental care",
        "municipal",
        "care-team",
        120,
        "Riool, wegen, bouwen, afval en milieu.",
        "Sewers, roads, buildings, waste and environment.",
        (("environment-lead", 1, True),),
    ),
    StarterTeam(
        "care-support",
        "Informatie en ondersteuning",
        "Information and support",
        "municipal",
        "care-team",
        60,
        "Houdt het beeld bij en regelt mensen, middelen, ruimten en eten.",
        "Keeps the picture and arranges people, means, rooms and food.",
        (("support-lead", 1, True), ("information-manager", 1, False)),
    ),
    StarterTeam(
        "care-aftercare",
        "Nafase",
        "Aftercare",
        "municipal",
        "care-team",
        240,
        "Bereidt nazorg, schade en herstel voor.",
        "Prepares aftercare, damage and recovery.",
        (("aftercare-lead", 1, True),),
    ),
)
_ON_SCENE = ("incident-command",)
_OPERATIONAL = (
    *("incident-command", "regional-operational-team", "care-team", "care-communication", "care-public"),
    *("care-environment", "care-support", "care-aftercare"),
)
GRIP = (
    GripLevel(
        "GRIP 1",
        "Een incident op één plek vraagt om afstemming tussen de diensten.",
        "An incident in one place asks for coordination between the services.",
        "Leider CoPI",
        "Head of the incident command post",
        _ON_SCENE,
    ),
    GripLevel(
        "GRIP 2",
        "Het incident heeft duidelijk gevolgen voor de omgeving.",
        "The incident clearly affects its surroundings.",
        "Operationeel leider",
        "Operational leader",
        _OPERATIONAL,
    ),
    GripLevel(
        "GRIP 3",
        "Het welzijn van veel inwoners van één gemeente staat op het spel.",
        "The well-being of many residents of one municipality is at stake.",
        "Burgemeester",
        "Mayor",
        (*_OPERATIONAL, "policy-team"),
    ),
    GripLevel(
        "GRIP 4",
        "Meer gemeenten zijn geraakt, of er dreigt schaarste.",
        "Several municipalities are hit, or shortages threaten.",
        "Voorzitter van de veiligheidsregio",
        "Chair of the safety region",
        (*_OPERATIONAL, "regional-policy-team"),
    ),
    GripLevel(
        "GRIP 5",
        "Meer veiligheidsregio's zijn geraakt, of er dreigt daar schaarste.",
        "Several safety regions are hit, or shortages threaten there.",
        "Voorzitters van de veiligheidsregio's samen",
        "Chairs of the safety regions together",
        (*_OPERATIONAL, "regional-policy-team"),
    ),
)
