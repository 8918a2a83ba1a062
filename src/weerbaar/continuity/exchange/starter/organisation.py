"""Units, roles and crisis teams of an illustrative municipality. Numbers of people are made up."""

from __future__ import annotations

from weerbaar.continuity.starter import crisis_teams
from weerbaar.continuity.starter.crisis_teams import StarterTeam

# code, Dutch name, English name, part of, employees
DEPARTMENTS = (
    ("board-support", "Bestuur en directie", "Board and management", "", 45),
    ("council-office", "Griffie", "Council office", "", 12),
    ("public-services", "Dienstverlening", "Public services", "", 40),
    ("civil-affairs", "Burgerzaken", "Civil affairs", "public-services", 62),
    ("contact-centre", "Klantcontactcentrum", "Contact centre", "public-services", 48),
    ("permits", "Vergunningen", "Permits", "public-services", 70),
    ("social", "Sociaal domein", "Social services", "", 35),
    ("work-income", "Werk en inkomen", "Work and income", "social", 140),
    ("youth-wmo", "Jeugd en Wmo", "Youth care and social support", "social", 160),
    ("education", "Onderwijs", "Education", "social", 28),
    ("public-space", "Openbare ruimte", "Public space", "", 210),
    ("waste", "Afvalinzameling", "Waste collection", "public-space", 95),
    ("safety", "Openbare orde en veiligheid", "Public order and safety", "", 30),
    ("enforcement", "Toezicht en handhaving", "Enforcement", "safety", 54),
    ("ict", "Informatie en ICT", "Information and ICT", "", 85),
    ("communications", "Communicatie", "Communications", "", 32),
    ("hr", "Personeel en organisatie", "Human resources", "", 38),
    ("finance", "Financiën en belastingen", "Finance and taxes", "", 75),
    ("facility", "Facilitaire zaken", "Facility services", "", 42),
)
ORGANISATIONS = (
    ("grid-operator", "Netbeheerder", "Grid operator"),
    ("water-company", "Drinkwaterbedrijf", "Water company"),
    ("safety-region", "Veiligheidsregio", "Safety region"),
    ("telecom-provider", "Telecomaanbieder", "Telecom provider"),
    ("ict-supplier", "ICT-leverancier", "ICT supplier"),
    ("police", "Politie", "Police"),
    ("health-service", "GGD", "Public health service"),
    ("fuel-company", "Brandstofleverancier", "Fuel supplier"),
    ("generator-company", "Verhuurder van aggregaten", "Generator rental company"),
    ("care-providers", "Zorgaanbieders", "Care providers"),
    ("safe-at-home", "Veilig Thuis", "Domestic violence reporting centre"),
    ("undertaker", "Uitvaartondernemer", "Undertaker"),
    ("caterer", "Leverancier van maaltijden", "Meal supplier"),
    ("school-boards", "Schoolbesturen", "School boards"),
    ("transport-company", "Vervoersbedrijf", "Transport company"),
)
# code, Dutch name, English name, unit, people who could do it, Dutch task, English task
CRISIS_ROLES = (
    (
        *("mayor", "Burgemeester", "Mayor", "board-support", 1),
        "Leidt de crisis, beslist over openbare orde en noodbevelen, spreekt inwoners toe.",
        "Leads in the crisis, decides on public order and emergency orders, addresses residents.",
    ),
    (
        *("deputy-mayor", "Locoburgemeester", "Deputy mayor", "board-support", 3),
        "Vervangt de burgemeester met alle bevoegdheden.",
        "Stands in for the mayor with all powers.",
    ),
    (
        *("municipal-secretary", "Gemeentesecretaris", "Municipal secretary", "board-support", 2),
        "Zorgt dat de organisatie doorwerkt en adviseert de burgemeester.",
        "Keeps the organisation going and advises the mayor.",
    ),
    (
        *("crisis-adviser", "Adviseur crisisbeheersing", "Crisis adviser", "safety", 4),
        "Adviseert het beleidsteam over de aanpak en de bevoegdheden.",
        "Advises the policy team on the approach and on powers.",
    ),
    (
        *("care-commander", "Algemeen commandant bevolkingszorg", "Commander of public care", "safety", 3),
        "Leidt de bevolkingszorg en vertegenwoordigt haar in het regionaal operationeel team.",
        "Leads public care and represents it in the regional operational team.",
    ),
    (
        *("duty-officer", "Officier van dienst bevolkingszorg", "Duty officer of public care", "safety", 6),
        "Regelt de bevolkingszorg ter plaatse.",
        "Arranges public care at the scene.",
    ),
    (
        *("information-manager", "Informatiemanager bevolkingszorg", "Information manager", "safety", 3),
        "Houdt het beeld bij en deelt het met de veiligheidsregio.",
        "Keeps the picture up to date and shares it with the safety region.",
    ),
    (
        *("communications-lead", "Hoofd crisiscommunicatie", "Head of crisis communication"),
        *("communications", 3),
        "Informeert inwoners en pers, ook zonder internet.",
        "Informs residents and press, also without internet.",
    ),
    (
        *("shelter-lead", "Teamleider opvang en verzorging", "Shelter and care lead", "youth-wmo", 4),
        "Opent opvanglocaties en zorgt voor eten, drinken en rust.",
        "Opens shelters and provides food, drink and rest.",
    ),
    (
        *("relatives-lead", "Teamleider verwanteninformatie", "Relatives information lead"),
        *("civil-affairs", 3),
        "Registreert slachtoffers en informeert verwanten.",
        "Registers victims and informs relatives.",
    ),
    (
        *("environment-lead", "Teamleider omgevingszorg", "Environmental care lead", "public-space", 3),
        "Zorgt voor riool, wegen, afval en milieu.",
        "Looks after sewers, roads, waste and environment.",
    ),
    (
        *("aftercare-lead", "Teamleider nafase", "Aftercare lead", "board-support", 2),
        "Bereidt vanaf het begin de nazorg en het herstel voor.",
        "Prepares aftercare and recovery from the start.",
    ),
    (
        *("support-point-lead", "Coördinator noodsteunpunten", "Support points coordinator", "safety", 3),
        "Opent de noodsteunpunten en houdt ze bezet en bevoorraad.",
        "Opens the support points and keeps them staffed and supplied.",
    ),
    (
        *("power-lead", "Coördinator noodstroom en brandstof", "Emergency power and fuel coordinator"),
        *("facility", 2),
        "Verdeelt aggregaten en brandstof.",
        "Shares out generators and fuel.",
    ),
    (
        *("log-keeper", "Verslaglegger", "Log keeper", "council-office", 4),
        "Legt besluiten en tijden vast, op papier als het moet.",
        "Records decisions and times, on paper if need be.",
    ),
)
# code, Dutch name, English name, unit, people who could do it, minutes until they are there
STAFF_ROLES = (
    ("registrar", "Ambtenaar burgerlijke stand", "Registrar", "civil-affairs", 14, 60),
    ("civil-affairs-officer", "Medewerker burgerzaken", "Civil affairs officer", "civil-affairs", 30, 60),
    ("contact-agent", "Medewerker klantcontact", "Contact centre agent", "contact-centre", 36, 60),
    ("ict-engineer", "Systeembeheerder", "System administrator", "ict", 9, 120),
    (
        "privacy-officer",
        "Functionaris gegevensbescherming",
        "Data protection officer",
        "board-support",
        2,
        240,
    ),
    ("sewer-engineer", "Monteur riolering", "Sewer engineer", "public-space", 6, 60),
    ("road-worker", "Medewerker wegbeheer", "Road worker", "public-space", 24, 60),
    ("driver", "Chauffeur", "Driver", "public-space", 40, 60),
    ("income-officer", "Consulent inkomen", "Income officer", "work-income", 45, 240),
    ("debt-adviser", "Schuldhulpverlener", "Debt adviser", "work-income", 16, 240),
    ("social-officer", "Consulent Wmo en jeugd", "Social support officer", "youth-wmo", 60, 120),
    ("care-worker", "Medewerker opvang", "Shelter worker", "youth-wmo", 40, 120),
    ("enforcement-officer", "Buitengewoon opsporingsambtenaar", "Enforcement officer", "enforcement", 32, 60),
    ("safety-adviser", "Adviseur openbare orde", "Public order adviser", "safety", 10, 60),
    ("communications-adviser", "Communicatieadviseur", "Communications adviser", "communications", 14, 60),
    ("council-clerk", "Griffier", "Council clerk", "council-office", 3, 240),
    ("permit-officer", "Vergunningverlener", "Permit officer", "permits", 36, 480),
    ("waste-worker", "Medewerker afvalinzameling", "Waste collector", "waste", 60, 240),
    ("polling-officer", "Lid stembureau", "Polling officer", "civil-affairs", 300, 240),
    ("volunteer", "Vrijwilliger noodsteunpunt", "Support point volunteer", "safety", 120, 120),
)
OWN_TEAM = StarterTeam(
    *("continuity-team", "Continuïteitsteam", "Continuity team", "municipal", "policy-team"),
    120,
    "Houdt de eigen organisatie draaiend: mensen, stroom, ICT, gebouwen.",
    "Keeps the own organisation going: people, power, ICT, buildings.",
    (("municipal-secretary", 1, True), ("power-lead", 1, False), ("aftercare-lead", 1, False)),
)
# the teams that every municipality has to do with, and the one of the register itself
USUAL = frozenset({"regional-policy-team", "policy-team", "regional-operational-team", "care-team"})
TEAMS = (*(team for team in crisis_teams.TEAMS if team.code in USUAL), OWN_TEAM)
