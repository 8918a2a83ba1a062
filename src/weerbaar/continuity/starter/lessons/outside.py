"""Lessons for the outdoor service and for people with a crisis role."""

from __future__ import annotations

from weerbaar.continuity.starter.lessons.form import Card, Question, StarterLesson

OUTDOOR = StarterLesson(
    "outdoor",
    "outdoor",
    5,
    ("Buiten aan het werk als alles uitvalt", "Working outdoors when everything fails"),
    (
        "Riool, wegen, water en veiligheid, zonder telefoon en met weinig brandstof.",
        "Sewers, roads, water and safety, without phones and with little fuel.",
    ),
    (
        Card(
            ("Wat het eerst misgaat", "What goes wrong first"),
            (
                "Rioolgemalen stoppen. Tunnels lopen vol, straten kunnen onderlopen. Verkeerslichten en "
                "bruggen staan stil. In de winter wordt gladheid snel gevaarlijk.",
                "Sewer pumps stop. Tunnels fill up, streets can flood. Traffic lights and bridges stand "
                "still. In winter, slippery roads soon become dangerous.",
            ),
        ),
        Card(
            ("De volgorde ligt vast", "The order is settled"),
            (
                "Op de lijst staat welk gemaal eerst een aggregaat krijgt en wie de volgende is. Houd u "
                "aan de lijst. Wilt u afwijken, vraag het en laat het in het logboek zetten.",
                "The list says which pump gets a generator first and which is next. Keep to the list. If "
                "you want to depart from it, ask, and have it written in the log.",
            ),
        ),
        Card(
            ("Brandstof is geteld", "Fuel is counted"),
            (
                "Tankstations werken niet zonder stroom. Tank altijd bij als de tank half leeg is. Schrijf"
                " op hoeveel liter u gebruikt en waarvoor.",
                "Petrol stations do not work without power. Always fill up when the tank is half empty. "
                "Write down how many litres you use and what for.",
            ),
        ),
        Card(
            ("Veilig met aggregaten", "Safe with generators"),
            (
                "Een aggregaat staat buiten, nooit in een kelder of hal: uitlaatgas doodt. Sluit nooit "
                "zelf een gebouw aan. Dat doet een vakman, met een omschakelaar.",
                "A generator stands outside, never in a cellar or hall: exhaust gas kills. Never connect a "
                "building yourself. A professional does that, with a changeover switch.",
            ),
        ),
        Card(
            ("Zonder telefoon in contact", "In contact without phones"),
            (
                "Spreek een plek en vaste tijden af waar u zich meldt. Werk met twee. Neem een kaart op "
                "papier, een lamp en een portofoon mee, en zeg waar u heen gaat.",
                "Agree on a place and fixed times to report. Work in pairs. Take a paper map, a lamp and a"
                " radio, and say where you are going.",
            ),
        ),
    ),
    (
        Question(
            ("Waar zet u een aggregaat neer?", "Where do you put a generator?"),
            (
                ("In de hal, uit de regen", "In the hall, out of the rain"),
                ("Buiten, weg van ramen en deuren", "Outside, away from windows and doors"),
                ("In de kelder, voor het geluid", "In the cellar, because of the noise"),
            ),
            1,
            (
                "Koolmonoxide ruikt u niet. Buiten en op afstand van openingen is de enige veilige plek.",
                "You cannot smell carbon monoxide. Outside, away from openings, is the only safe place.",
            ),
        ),
        Question(
            (
                "Een bewoner vraagt het aggregaat voor zijn straat. Het gemaal is aan de beurt. Wat doet u?",
                "A resident asks for the generator for his street. The pump is next. What do you do?",
            ),
            (
                ("Het aan de straat geven", "Give it to the street"),
                (
                    "De lijst volgen en zeggen waar hulp is",
                    "Follow the list and say where help is",
                ),
                ("Niets zeggen en wegrijden", "Say nothing and drive off"),
            ),
            1,
            (
                "Een gemaal beschermt een hele wijk. Wie afwijkt, laat dat eerst besluiten.",
                "A pump protects a whole district. Whoever departs from the list has it decided first.",
            ),
        ),
        Question(
            ("Wanneer tankt u bij?", "When do you fill up?"),
            (
                ("Als het lampje brandt", "When the light comes on"),
                ("Als de tank half leeg is", "When the tank is half empty"),
                ("Aan het eind van de dag", "At the end of the day"),
            ),
            1,
            (
                "Zo kan elk voertuig altijd nog een rit maken als de voorraad even vastzit.",
                "That way every vehicle can always make one more trip when supply is stuck for a while.",
            ),
        ),
    ),
)

CRISIS = StarterLesson(
    "crisis",
    "crisis",
    6,
    ("U hebt een rol in de crisis", "You have a role in the crisis"),
    (
        "Hoe u opkomt zonder oproep, werkt zonder internet en uw rol overdraagt.",
        "How you turn out without a call, work without internet, and hand over your role.",
    ),
    (
        Card(
            ("Opkomen zonder oproep", "Turning out without a call"),
            (
                "Is de stroom langer dan afgesproken weg en kunt u niet bellen, kom dan uit uzelf naar de "
                "crisisruimte. Weet hoe u er zonder auto en zonder pas binnenkomt, en waar de tweede "
                "ruimte is.",
                "If the power is gone for longer than agreed and you cannot call, come to the crisis room "
                "of your own accord. Know how you get there without a car and in without a pass, and where"
                " the second room is.",
            ),
        ),
        Card(
            ("Het eerste uur", "The first hour"),
            (
                "Meld u, lees uw rolkaart, en begin een log: tijd, wat u weet, wat u doet. Maak een beeld:"
                " wat is zeker, wat is vermoeden, wat weten we niet? Dan pas besluiten.",
                "Report, read your role card, and begin a log: time, what you know, what you do. Make a "
                "picture: what is certain, what is suspected, what do we not know? Only then decide.",
            ),
        ),
        Card(
            ("Besluiten die blijven staan", "Decisions that stand"),
            (
                "Elk besluit krijgt een nummer, een reden, iemand die het uitvoert en een tijd. Een fout "
                "haalt u niet weg: u schrijft een correctie. Zo weet de volgende ploeg waar ze aan toe is.",
                "Every decision gets a number, a reason, somebody who carries it out, and a time. You do not "
                "remove a mistake: you write a correction. So the next shift knows where it stands.",
            ),
        ),
        Card(
            ("Rust is een taak", "Rest is a task"),
            (
                "Na twaalf uur maakt u fouten die u zelf niet ziet. Draag over aan uw vervanger, ook als "
                "het net spannend is. Eet, slaap, en kom terug.",
                "After twelve hours you make mistakes that you do not see. Hand over to your deputy, even "
                "when it is tense. Eat, sleep, and come back.",
            ),
        ),
        Card(
            ("Een goede overdracht", "A good handover"),
            (
                "Neem samen de tijd. Wat is de toestand? Welke besluiten staan open? Wat verwacht u de "
                "komende uren? Wie is er bereikbaar, en hoe? Teken allebei in het log.",
                "Take time together. What is the situation? Which decisions are open? What do you expect "
                "in the coming hours? Who can be reached, and how? Both sign the log.",
            ),
        ),
    ),
    (
        Question(
            (
                "U schreef een verkeerd adres in het besluitenlogboek. Wat doet u?",
                "You wrote a wrong address in the decision log. What do you do?",
            ),
            (
                (
                    "De regel doorstrepen tot hij onleesbaar is",
                    "Cross out the entry until nobody can read it",
                ),
                (
                    "Een correctie schrijven die naar de regel verwijst",
                    "Write a correction that refers to the entry",
                ),
                ("Het mondeling zeggen", "Say it by mouth"),
            ),
            1,
            (
                "Mensen kunnen al naar het oude adres zijn. Beide regels blijven leesbaar, met hun tijd.",
                "People may already be on their way to the old address. Both entries stay legible, with "
                "their time.",
            ),
        ),
        Question(
            (
                "U hebt twaalf uur gewerkt en kent de zaak het best. Uw vervanger is er. Wat doet u?",
                "You have worked for twelve hours and know the matter best. Your deputy is there. What do "
                "you do?",
            ),
            (
                ("Doorgaan tot het rustig is", "Go on until it is quiet"),
                ("Overdragen en gaan slapen", "Hand over and go to sleep"),
                ("Samen doorgaan", "Go on together"),
            ),
            1,
            (
                "De crisis duurt drie dagen. Wie nu doorgaat, ontbreekt morgen, net als zijn vervanger.",
                "The crisis lasts three days. Whoever goes on now is missing tomorrow, and so is the deputy.",
            ),
        ),
        Question(
            ("Waar begint u mee in de crisisruimte?", "What do you begin with in the crisis room?"),
            (
                ("Met een besluit nemen", "With taking a decision"),
                (
                    "Met een beeld maken: zeker, vermoeden, onbekend",
                    "With a picture: certain, suspected, unknown",
                ),
                ("Met de pers", "With the press"),
            ),
            1,
            (
                "Een besluit op een vermoeden kost later meer tijd dan een kwartier kijken.",
                "A decision on a suspicion costs more time later than a quarter of an hour of looking.",
            ),
        ),
    ),
)
