"""The texts of the plan that the register does not hold, with a suggestion for each to begin from.

A suggestion is printed as such, "to be confirmed", until the municipality writes its own or confirms it. In a
text an empty line begins a paragraph, "- " a point of a list, and "1. " a step.
"""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.continuity.documents.facts import Both


@dataclass(frozen=True)
class PlanTextKind:
    """One text: its key, the chapter it stands in, what it is about, and the suggestion."""

    key: str
    chapter: int
    title: Both
    help: Both
    suggestion: Both


def _kind(key: str, chapter: int, title: Both, help_: Both, nl: str, en: str) -> PlanTextKind:
    return PlanTextKind(key, chapter, title, help_, Both(nl.strip(), en.strip()))


TEXTS: tuple[PlanTextKind, ...] = (
    _kind(
        "first_hour",
        0,
        Both("Het eerste uur", "The first hour"),
        Both(
            "Wat er in het eerste uur gebeurt, in stappen.", "What happens in the first hour, step by step."
        ),
        """
1. Is de stroom weg en komt die niet binnen 15 minuten terug? Bel de voorzitter van het crisisteam of een vervanger.
2. Lukt bellen niet? Ga naar de crisisruimte. Wie in een crisisteam zit, komt zonder oproep als de telefoon 30 minuten niet werkt.
3. Start het noodaggregaat van de crisisruimte. Schrijf op hoe laat dat was en hoeveel brandstof er is.
4. Leg de papieren van dit plan op tafel: de kaarten, de alarmlijst, de procesbladen en de formulieren.
5. Beslis wat doorgaat (hoofdstuk 4) en wat stopt (hoofdstuk 5). Schrijf elk besluit op.
6. Zoek contact met de veiligheidsregio en spreek af wanneer u elkaar weer spreekt.
""",
        """
1. Is the power out, and not back within 15 minutes? Call the chair of the crisis team or a deputy.
2. Does calling fail? Go to the crisis room. Members of a crisis team come without a call when phones have been dead for 30 minutes.
3. Start the generator of the crisis room. Write down when that was and how much fuel there is.
4. Put the papers of this plan on the table: the cards, the alert list, the process sheets and the forms.
5. Decide what goes on (chapter 4) and what stops (chapter 5). Write down every decision.
6. Get in touch with the safety region and agree when you speak again.
""",
    ),
    _kind(
        "scope",
        1,
        Both("Waarvoor dit plan is", "What this plan is for"),
        Both(
            "Voor welke verstoring, welke organisatie en welk gebied het plan geldt.",
            "For which disruption, organisation and area the plan is meant.",
        ),
        """
Dit plan gaat over een stroomuitval van hoogstens 72 uur in de hele gemeente. Zonder stroom vallen ook internet, telefonie, pinnen en, na verloop van tijd, drinkwater uit. Het plan geldt voor de hele gemeentelijke organisatie. Wat andere organisaties doen, staat er alleen in voor zover de gemeente erop rekent.

Duurt de uitval langer dan 72 uur, dan beslist het crisisteam opnieuw wat doorgaat.
""",
        """
This plan is about a power cut of at most 72 hours in the whole municipality. Without power, internet, telephone, card payments and, after some time, drinking water fail too. The plan is for the whole municipal organisation. What other organisations do is in it only as far as the municipality counts on them.

If the power cut lasts longer than 72 hours, the crisis team decides again what goes on.
""",
    ),
    _kind(
        "mandate",
        1,
        Both("Wie mag beslissen", "Who may decide"),
        Both(
            "Wie beslist, wie vervangt, en tot welk bedrag.",
            "Who decides, who stands in, and up to which amount.",
        ),
        """
De burgemeester beslist, en bij afwezigheid de locoburgemeester. De voorzitter van het crisisteam mag namens het college uitgaven doen die nodig zijn om te laten doorgaan wat in hoofdstuk 4 staat. Elk besluit komt in de besluitenlijst, met tijd en naam, en gaat daarna naar het college.
""",
        """
The mayor decides, and the deputy mayor when the mayor is not there. The chair of the crisis team may spend, on behalf of the executive, what is needed to keep going what is in chapter 4. Every decision goes into the decision log, with time and name, and afterwards to the executive.
""",
    ),
    _kind(
        "start",
        2,
        Both("Wanneer het plan begint", "When the plan starts"),
        Both("Wie het plan laat ingaan, en waaraan u dat ziet.", "Who starts the plan, and by which signs."),
        """
Het plan gaat in zodra een van deze dingen gebeurt:
- de stroom is in een groot deel van de gemeente weg en de netbeheerder verwacht geen herstel binnen 4 uur;
- een proces uit hoofdstuk 4 ligt stil en komt niet op tijd terug;
- de veiligheidsregio schaalt op vanwege stroomuitval;
- de burgemeester of de voorzitter van het crisisteam besluit ertoe.

Weet niemand hoe lang het duurt? Begin dan. Stoppen kan altijd.
""",
        """
The plan starts as soon as one of these things happens:
- the power is out in a large part of the municipality and the grid operator expects no repair within 4 hours;
- a process of chapter 4 stands still and does not come back in time;
- the safety region scales up because of a power cut;
- the mayor or the chair of the crisis team decides so.

Does nobody know how long it takes? Then start. Stopping is always possible.
""",
    ),
    _kind(
        "end",
        2,
        Both("Wanneer het plan eindigt", "When the plan ends"),
        Both("Wie het plan beëindigt, en wanneer.", "Who ends the plan, and when."),
        """
De voorzitter van het crisisteam beëindigt het plan als de stroom 4 uur onafgebroken terug is, telefoon en netwerk werken en elk proces uit hoofdstuk 4 weer gewoon loopt of een eigen herstelplan heeft. Hoofdstuk 13 zegt wat daarna gebeurt. Het besluit komt in de besluitenlijst.
""",
        """
The chair of the crisis team ends the plan when the power has been back for 4 hours without a break, telephone and network work, and every process of chapter 4 runs as usual or has a recovery plan of its own. Chapter 13 says what happens after that. The decision goes into the decision log.
""",
    ),
    _kind(
        "room",
        3,
        Both("De crisisruimte", "The crisis room"),
        Both(
            "Waar de crisisruimte is, de reserveruimte, en hoe u binnenkomt.",
            "Where the crisis room and its spare are, and how to get in.",
        ),
        "",
        "",
    ),
    _kind(
        "allocation",
        8,
        Both("Wie krijgt wat er schaars is", "Who gets what is scarce"),
        Both(
            "De regels voor noodstroom, brandstof, telefonie en water als er te weinig is.",
            "The rules for emergency power, fuel, telephony and water when there is not enough.",
        ),
        """
Is er te weinig? Dan beslist het crisisteam in deze volgorde:
1. levens en gezondheid;
2. de crisisruimte en de verbinding met de veiligheidsregio;
3. processen die binnen 4 uur terug moeten zijn;
4. processen die binnen 24 uur terug moeten zijn;
5. al het andere.

Wie een aggregaat, voertuig of brandstof nodig heeft, vraagt het met het berichtformulier. Niemand haalt het zelf op.
""",
        """
Is there not enough? Then the crisis team decides in this order:
1. life and health;
2. the crisis room and the connection with the safety region;
3. processes that must be back within 4 hours;
4. processes that must be back within 24 hours;
5. everything else.

Who needs a generator, a vehicle or fuel asks for it with the message form. Nobody fetches it on their own.
""",
    ),
    _kind(
        "communication",
        10,
        Both("Wat u wie vertelt", "What you tell whom"),
        Both(
            "Boodschap, woordvoerder en ritme naar inwoners, medewerkers en partners.",
            "Message, spokesperson and rhythm to residents, staff and partners.",
        ),
        """
- Inwoners: wat er aan de hand is, wat zij kunnen doen, waar het dichtstbijzijnde noodsteunpunt is, en wanneer het volgende bericht komt.
- Medewerkers: wie komt werken, waar, en wie thuis blijft.
- Partners: het situatierapport, op vaste tijden.

Vertel ook wat u nog niet weet. Noem bij elk bericht de tijd en het moment van het volgende bericht.
""",
        """
- Residents: what is going on, what they can do, where the nearest support point is, and when the next message comes.
- Staff: who comes to work, where, and who stays at home.
- Partners: the situation report, at fixed times.

Say what you do not know yet as well. With every message give the time, and when the next one comes.
""",
    ),
    _kind(
        "offline",
        10,
        Both("Zonder internet en telefoon", "Without internet and telephone"),
        Both(
            "Hoe berichten de mensen bereiken als internet en telefoon niet werken.",
            "How messages reach people when internet and telephone do not work.",
        ),
        """
1. De regionale omroep op een radio met batterijen is het kanaal voor inwoners.
2. Borden en papieren berichten op de noodsteunpunten, ook in eenvoudige taal. Ververs ze op vaste uren.
3. Koeriers, te voet of op de fiets, tussen crisisruimte, noodsteunpunten en brandweerkazernes, op elk heel uur.
4. De noodcommunicatievoorziening, een portofoon of een satelliettelefoon voor het contact met de veiligheidsregio.
5. Geluidswagens voor een bericht dat geen uur kan wachten.
""",
        """
1. The regional broadcaster, on a radio with batteries, is the channel to residents.
2. Boards and paper messages at the support points, in plain language too. Renew them at fixed hours.
3. Couriers, on foot or by bicycle, between crisis room, support points and fire stations, at every full hour.
4. The emergency telephone network, a hand-held radio or a satellite telephone for the contact with the safety region.
5. Cars with loudspeakers for a message that cannot wait an hour.
""",
    ),
    _kind(
        "people",
        11,
        Both("Onze mensen", "Our people"),
        Both("Veiligheid, aflossing, eten en thuis.", "Safety, relief, food and home."),
        """
- Niemand werkt langer dan 12 uur achter elkaar, en na een dienst is er 12 uur rust.
- Niemand werkt alleen in een donker gebouw. Meld u aan en af bij de post in de crisisruimte.
- Wie thuis zorg heeft voor een ander, gaat eerst naar huis en meldt wanneer terugkomen kan.
- De post in de crisisruimte zorgt voor eten, drinken, licht, warmte en een plek om te slapen.
- Gevaar gaat voor alles: bij brand, gas, koolmonoxide of een losliggende kabel gaat iedereen naar buiten.
""",
        """
- Nobody works longer than 12 hours on end, and after a shift there are 12 hours of rest.
- Nobody works alone in a dark building. Check in and out at the desk in the crisis room.
- Who cares for somebody at home goes home first and says when coming back is possible.
- The desk in the crisis room sees to food, drink, light, warmth and a place to sleep.
- Danger comes before everything: with fire, gas, carbon monoxide or a loose cable everybody goes outside.
""",
    ),
    _kind(
        "log",
        12,
        Both("Zo houdt u de besluitenlijst bij", "How to keep the decision log"),
        Both("Wie schrijft, wat, en waar het blijft.", "Who writes, what, and where it is kept."),
        """
Eén persoon per dienst houdt de lijst bij, met pen. Elk besluit krijgt een nummer, de tijd, wat is besloten en waarom, wie besliste en wie het uitvoert. Een regel wordt niet gewist: een besluit dat verandert, krijgt een nieuwe regel die naar de oude verwijst. Bij elke aflossing tekenen de twee schrijvers. De lijst is een archiefstuk en blijft bewaard.
""",
        """
One person per shift keeps the log, with a pen. Every decision gets a number, the time, what was decided and why, who decided and who carries it out. No line is wiped out: a decision that changes gets a new line that refers to the old one. At every change of shift both writers sign. The log is a record and is kept.
""",
    ),
    _kind(
        "normal",
        13,
        Both("Terug naar normaal", "Back to normal"),
        Both(
            "Hoe processen weer beginnen en achterstand wordt weggewerkt.",
            "How processes begin again and the backlog is worked off.",
        ),
        """
1. Controleer eerst of gebouwen, netwerk en gegevens veilig zijn.
2. Begin met de processen die een wettelijke termijn dreigen te missen.
3. Voer in wat op papier is gedaan. Wie het invoert, is niet wie het nakijkt.
4. Tel de achterstand per proces en spreek af wanneer die weg is.
5. Vertel inwoners hoe lang het nog duurt, en wat er gebeurt met termijnen die zijn verlopen.
6. Bespreek binnen twee weken wat goed ging en wat beter moet. Elk punt krijgt een eigenaar en een datum.
""",
        """
1. First make sure that buildings, network and data are safe.
2. Begin with the processes that are about to miss a legal deadline.
3. Enter what was done on paper. Who enters it is not who checks it.
4. Count the backlog per process and agree when it will be gone.
5. Tell residents how long it will still take, and what happens with deadlines that have passed.
6. Discuss within two weeks what went well and what must be better. Every point gets an owner and a date.
""",
    ),
)
KINDS = {kind.key: kind for kind in TEXTS}
