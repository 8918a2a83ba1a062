"""What is said and seen in the exercise of the demonstration. All of it is made up."""

from __future__ import annotations

from weerbaar.continuity.types import NodeKind, NodeRef

_ICT = NodeRef(NodeKind.PROCESS, "ict-identity-backup")
_PUMPS = NodeRef(NodeKind.PROCESS, "sewer-pumps")
_DEATHS = NodeRef(NodeKind.PROCESS, "death-registration")
_GENERATOR = NodeRef(NodeKind.RESOURCE, "generator-mobile")

PAPER_PLAYERS = (  # name, group
    ("Speler Beleid (papier)", "policy"),
    ("Speler Buitendienst (papier)", "works"),
    ("Speler Burgerzaken (papier)", "civil"),
)

# scenario minute, what, condition, remark
REPORTS = (
    (25, _ICT, "lost", "Noodstroom startte niet vanzelf"),
    (30, _DEATHS, "lost", "Geen toegang tot het register"),
    (40, _PUMPS, "lost", "Gemaal Havenweg geeft geen signaal"),
    (45, _GENERATOR, "lost", "Aggregaat op afroep, nog niet ter plaatse"),
    (315, _GENERATOR, "restored", "Draait na het halen van de verloopkabel"),
    (316, _PUMPS, "can_start", "Er is stroom op het gemaal"),
    (340, _PUMPS, "restored", "Pompt weer"),
    (390, _ICT, "can_start", "Generator van het gemeentehuis draait"),
    (550, _ICT, "restored", "Netwerk en aanmelden werken"),
    (850, _DEATHS, "can_start", "Noodprocedure en akten op papier klaargelegd"),
    (935, _DEATHS, "restored", "Eerste akte op papier gemaakt"),
)

# scenario minute, team, decision, reason
DECISIONS = (
    (
        35,
        "ICT",
        "Systemen gecontroleerd afsluiten, in de volgorde van het herstelplan",
        "Accu's halen het niet",
    ),
    (58, "Crisisteam (bevolkingszorg)", "Het team begint met vier leden; de secretaris neemt waar", ""),
    (
        62,
        "Openbare werken en riolering",
        "Aggregaten naar Havenweg en Kelderstraat",
        "Daar staat het water het eerst op straat",
    ),
    (
        90,
        "Zorg en sociaal domein",
        "Eén lijst van mensen met een apparaat, op volgorde van accu; vijf ploegen langs de deur",
        "Twee uur is het minimum",
    ),
    (
        205,
        "Crisiscommunicatie",
        "Briefjes met drie antwoorden op elk steunpunt, elk uur via de regionale radio",
        "",
    ),
    (
        500,
        "Crisisteam (bevolkingszorg)",
        "Ploegen van acht uur vanaf 01.00 uur",
        "Het team werkt al acht uur",
    ),
    (870, "Burgerzaken en contactcentrum", "Akten op papier, genummerd vanaf 1, met twee handtekeningen", ""),
    (
        1210,
        "Crisisteam (bevolkingszorg)",
        "Brandstof: verzorgingshuis en gemalen eerst, gemeentehuis halve kracht",
        "Levens, dan overstroming, dan bestuur",
    ),
    (3520, "Beleidsteam", "Volgorde voor inschakelen: ziekenhuiswijk, gemalen, opvang, dan de rest", ""),
    (4200, "Beleidsteam", "Afschalen naar kernteam; evaluatie over een week", ""),
)

# scenario minute, objective, observation, language, grade
OBSERVATIONS = (
    (70, "alert-team", "Vier leden binnen 50 minuten, lopend opgehaald.", "nl", "met"),
    (120, "devices", "One list was made within half an hour; two teams had no torch.", "en", ""),
    (240, "devices", "Alle 43 adressen bezocht, drie mensen verplaatst.", "nl", "met"),
    (
        345,
        "pumps",
        "Het eerste gemaal pompt na vijf uur. De kabel lag achter een elektrisch slot.",
        "nl",
        "not_met",
    ),
    (360, "inform", "Eerste briefje na drie uur, in één taal.", "nl", "partly"),
    (560, "ict", "Hersteld na negen uur; de monteur was zes uur onbereikbaar.", "nl", "not_met"),
    (580, "relief", "Rooster pas na acht uur; de eerste ploeg ging niet naar huis.", "nl", "partly"),
    (940, "death", "Eerste akte op papier na vijftien uur.", "nl", "partly"),
    (960, "support-points", "Vier van zes punten open na zestien uur, één zonder water.", "nl", "partly"),
    (1230, "fuel", "Besluit met reden en met tijden per tank.", "nl", "met"),
    (4210, "authority", "Besluiten over openbare orde liggen vast, met artikel.", "nl", "met"),
)

NOTES = (
    (190, "Verbinding via portofoon werkt, maar niemand houdt een logboek van gesprekken bij."),
    (1750, "Na de lunch hervat op T+29:00. Groep openbare werken mist een plattegrond op papier."),
)

# objective, kind, finding; measures by the place in this list
FINDINGS = (
    ("alert-team", "well", "Het team kwam bij elkaar zonder te bellen."),
    ("ict", "improve", "De monteur van de noodstroom was niet te bereiken zonder mobiel netwerk."),
    ("pumps", "improve", "De verloopkabel van het aggregaat lag achter een elektrisch slot."),
    ("death", "improve", "Niemand wist waar de papieren akten lagen."),
    ("relief", "improve", "Er was geen rooster voor de nacht."),
    ("fuel", "well", "De verdeling van brandstof was een besluit met reden."),
    ("inform", "improve", "Het eerste briefje was er na drie uur, in één taal."),
)
# title, unit, role, days after the exercise, process, state
MEASURES: dict[int, tuple[tuple[str, str, str, int, str, str], ...]] = {
    1: (
        (
            "Een tweede monteur met een noodtelefoon vastleggen in het onderhoudscontract",
            "ict",
            "ict-engineer",
            60,
            "ict-identity-backup",
            "doing",
        ),
    ),
    2: (
        (
            "Verloopkabel bij het aggregaat bewaren; mechanisch slot op de loods",
            "public-space",
            "sewer-engineer",
            14,
            "sewer-pumps",
            "open",
        ),
    ),
    3: (
        (
            "Noodkoffer burgerzaken met akten, stempels en werkwijze",
            "civil-affairs",
            "registrar",
            45,
            "death-registration",
            "done",
        ),
    ),
    4: (
        (
            "Rooster voor 72 uur als vast onderdeel van het eerste overleg",
            "safety",
            "crisis-adviser",
            90,
            "",
            "open",
        ),
    ),
    6: (
        (
            "Briefjes in vijf talen vooraf drukken en bij de steunpunten leggen",
            "communications",
            "communications-lead",
            75,
            "crisis-communication",
            "open",
        ),
    ),
}
