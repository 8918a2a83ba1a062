"""Lessons for everybody, for the public counter and for process owners."""

from __future__ import annotations

from weerbaar.continuity.starter.lessons.form import Card, Question, StarterLesson

EVERYBODY = StarterLesson(
    "everybody",
    "everybody",
    5,
    ("72 uur zonder stroom: wat betekent dat voor u?", "72 hours without power: what does it mean for you?"),
    (
        "Wat er uitvalt, wat u thuis klaar hebt staan, en wat de gemeente van u verwacht.",
        "What fails, what you have ready at home, and what the municipality expects of you.",
    ),
    (
        Card(
            ("Het begint klein", "It begins small"),
            (
                "Het licht gaat uit. Eerst lijkt het een gewone storing. Na een paar uur zijn de "
                "batterijen van zendmasten leeg: bellen en internet vallen weg. Pinnen gaat niet meer, "
                "treinen staan stil, in flats stopt de lift en soms ook het water.",
                "The lights go out. At first it seems an ordinary fault. After a few hours the batteries "
                "of mobile masts are empty: calls and internet are gone. Cards no longer work, trains "
                "stand still, in tall buildings the lift stops, and sometimes the water too.",
            ),
        ),
        Card(
            ("Eerst thuis", "Home first"),
            (
                "U kunt pas anderen helpen als het thuis goed gaat. Zet klaar: water (drie liter per "
                "persoon per dag), eten dat niet gekookt hoeft, een radio op batterijen, een zaklamp, "
                "contant geld, medicijnen en een lijst met telefoonnummers op papier. Genoeg voor 72 uur.",
                "You can help others only when things are well at home. Have ready: water (three litres "
                "per person per day), food that needs no cooking, a battery radio, a torch, cash, "
                "medicine, and a list of phone numbers on paper. Enough for 72 hours.",
            ),
        ),
        Card(
            ("Maak een afspraak", "Make an agreement"),
            (
                "Spreek met uw gezin af waar u elkaar vindt als bellen niet gaat. Wie haalt de kinderen? Wie "
                "kijkt bij de buurvrouw? Zet het op papier en hang het op.",
                "Agree with your family where you find each other when you cannot call. Who fetches the "
                "children? Who looks in on the neighbour? Put it on paper and hang it up.",
            ),
        ),
        Card(
            ("Komt u naar het werk?", "Do you come to work?"),
            (
                "Wacht niet op een telefoontje dat niet kan komen. Vraag nu aan uw leidinggevende: word ik"
                " verwacht als alles uitvalt, waar, en wanneer? Hebt u geen taak, blijf dan thuis en houd "
                "de weg vrij.",
                "Do not wait for a call that cannot come. Ask your manager now: am I expected when "
                "everything fails, where, and when? If you have no task, stay at home and keep the roads "
                "free.",
            ),
        ),
        Card(
            ("Waar u hulp en nieuws vindt", "Where you find help and news"),
            (
                "Zet de regionale rampenzender aan. In de buurt openen noodsteunpunten: daar krijgt u "
                "informatie en drinkwater, is er eerste hulp en kunt u de hulpdiensten laten alarmeren. "
                "Zoek nu op waar het uwe is, en loop er een keer heen.",
                "Switch on the regional emergency broadcaster. Support points open in the neighbourhood: "
                "there you get information and drinking water, there is first aid, and you can have the "
                "emergency services alerted. Look up now where yours is, and walk there once.",
            ),
        ),
    ),
    (
        Question(
            (
                "De stroom is vier uur weg en bellen gaat niet meer. U hebt een taak. Wat doet u?",
                "The power has been gone for four hours and calls no longer work. You have a task. What do"
                " you do?",
            ),
            (
                ("Wachten tot iemand belt", "Wait until somebody calls"),
                ("Gaan naar de plek die is afgesproken", "Go to the place that was agreed"),
                ("Morgen kijken hoe het ervoor staat", "See tomorrow how things are"),
            ),
            1,
            (
                "Zonder telefoon kan niemand u roepen. Daarom is de afspraak vooraf gemaakt.",
                "Without phones nobody can call you. That is why it was agreed beforehand.",
            ),
        ),
        Question(
            ("Hoeveel drinkwater zet u klaar?", "How much drinking water do you have ready?"),
            (
                ("Een liter per persoon voor 72 uur", "One litre per person for 72 hours"),
                ("Drie liter per persoon per dag", "Three litres per person per day"),
                ("Niets: water blijft altijd komen", "None: water always keeps coming"),
            ),
            1,
            (
                "Drie liter per dag is voor drinken en eten. Voor 72 uur is dat negen liter per persoon.",
                "Three litres a day is for drinking and food. For 72 hours that is nine litres per person.",
            ),
        ),
        Question(
            ("Wat vindt u bij een noodsteunpunt?", "What do you find at a support point?"),
            (
                (
                    "Informatie, drinkwater, eerste hulp en alarmeren van hulpdiensten",
                    "Information, drinking water, first aid and alerting of emergency services",
                ),
                ("Een bed en warme maaltijden voor drie dagen", "A bed and hot meals for three days"),
                ("Stroom voor uw hele huis", "Power for your whole home"),
            ),
            0,
            (
                "Het zijn vier functies. Slapen en eten doet u thuis, of in een opvang als dat niet kan.",
                "There are four functions. You sleep and eat at home, or in a shelter when that is "
                "impossible.",
            ),
        ),
    ),
)

COUNTER = StarterLesson(
    "counter",
    "counter",
    5,
    ("Aan de balie als het systeem uitligt", "At the counter when the system is down"),
    (
        "Wat doorgaat, wat kan wachten, en hoe u zonder computer werkt.",
        "What goes on, what can wait, and how you work without a computer.",
    ),
    (
        Card(
            ("Niet alles kan dicht", "Not everything can close"),
            (
                "Aangifte van overlijden en de toestemming om te begraven of te cremeren gaan door. Ook "
                "aangifte van geboorte kan niet lang wachten. Rijbewijzen en uittreksels meestal wel. De "
                "lijst van uw gemeente staat in het continuïteitsplan.",
                "Registration of deaths and permits for burial or cremation go on. Registration of births "
                "cannot wait long either. Driving licences and extracts usually can. Your municipality's "
                "list stands in the continuity plan.",
            ),
        ),
        Card(
            ("De koffer met papier", "The case with paper"),
            (
                "In de koffer zitten formulieren, stempels, pennen, een lijst met bevoegde ambtenaren en "
                "een logboek. Weet waar hij staat. Vul in met blokletters, noteer datum en tijd, en laat "
                "de bezoeker tekenen.",
                "The case holds forms, stamps, pens, a list of authorised officials and a log. Know where it "
                "stands. Fill in with block letters, write date and time, and have the visitor sign.",
            ),
        ),
        Card(
            ("Wie staat er voor u?", "Who stands before you?"),
            (
                "Zonder systeem kunt u gegevens niet nakijken. Vraag om een geldig document en schrijf het"
                " nummer over. Twijfelt u, vraag een collega mee te kijken en noteer waarom u twijfelde. "
                "Verstrek zonder controle geen gegevens over anderen.",
                "Without the system you cannot check particulars. Ask for a valid document and copy its "
                "number. When in doubt, ask a colleague to look along and write down why. Do not give out "
                "data about others without a check.",
            ),
        ),
        Card(
            ("Rust aan de deur", "Calm at the door"),
            (
                "Mensen zijn ongerust. Zeg wat u weet, zeg wat u niet weet, en zeg wanneer er weer nieuws "
                "is. Verwijs met een kaart op papier naar het dichtstbijzijnde noodsteunpunt.",
                "People are worried. Say what you know, say what you do not know, and say when there will "
                "be news. Point the way to the nearest support point with a map on paper.",
            ),
        ),
        Card(
            ("Na afloop: invoeren", "Afterwards: entering"),
            (
                "Alles op papier gaat later in het systeem, op volgorde van nummer, door twee mensen. "
                "Bewaar het papier. Begin met overlijden en geboorte.",
                "Everything on paper goes into the system later, in order of number, by two people. Keep the "
                "paper. Begin with deaths and births.",
            ),
        ),
    ),
    (
        Question(
            (
                "Welke taak aan de balie kan niet 72 uur wachten?",
                "Which task at the counter cannot wait for 72 hours?",
            ),
            (
                ("Een rijbewijs verlengen", "Renewing a driving licence"),
                ("Aangifte van overlijden", "Registration of a death"),
                ("Een uittreksel voor een hypotheek", "An extract for a mortgage"),
            ),
            1,
            (
                "Zonder aangifte kan er niet worden begraven of gecremeerd, en de wet stelt daar een "
                "termijn aan.",
                "Without registration there can be no burial or cremation, and the law sets a time limit "
                "to it.",
            ),
        ),
        Question(
            (
                "Iemand vraagt het adres van een familielid. Het systeem ligt uit. Wat doet u?",
                "Somebody asks for the address of a relative. The system is down. What do you do?",
            ),
            (
                ("Geven wat u uit uw hoofd weet", "Give what you know by heart"),
                (
                    "Niets verstrekken, en verwijzen naar de verwanteninformatie",
                    "Give nothing, and refer to the information service for relatives",
                ),
                ("Een collega in een andere gemeente bellen", "Call a colleague in another municipality"),
            ),
            1,
            (
                "Ook in een crisis geldt de privacywet. Voor verwanten is er een eigen proces.",
                "Privacy law holds in a crisis too. There is a process of its own for relatives.",
            ),
        ),
        Question(
            (
                "Wat doet u met formulieren van papier na afloop?",
                "What do you do with paper forms afterwards?",
            ),
            (
                ("Weggooien zodra het systeem werkt", "Throw them away once the system works"),
                (
                    "Bewaren, en met twee mensen op volgorde invoeren",
                    "Keep them, and enter them in order with two people",
                ),
                ("Meegeven aan de bezoeker", "Give them to the visitor"),
            ),
            1,
            (
                "Het papier is het bewijs. Twee mensen zien meer dan een.",
                "The paper is the evidence. Two people see more than one.",
            ),
        ),
    ),
)

PROCESS_OWNER = StarterLesson(
    "process-owner",
    "process_owner",
    6,
    ("Uw proces houdt het 72 uur vol", "Your process keeps going for 72 hours"),
    (
        "Wat een proceseigenaar vooraf vastlegt, en wat u doet als het zover is.",
        "What a process owner settles beforehand, and what you do when the time comes.",
    ),
    (
        Card(
            ("Hoe lang kan het stil liggen?", "How long can it stand still?"),
            (
                "Bepaal per proces na hoeveel uur het onaanvaardbaar wordt. Kijk naar veiligheid, naar "
                "wettelijke termijnen en naar mensen die ervan afhangen. Dat getal stuurt alles: mensen, "
                "middelen en de volgorde van herstel.",
                "Settle for each process after how many hours it becomes unacceptable. Look at safety, at "
                "statutory time limits and at people who depend on it. That figure steers everything: "
                "people, means and the order of recovery.",
            ),
        ),
        Card(
            ("Waar hangt het van af?", "What does it depend on?"),
            (
                "Schrijf op wat uw proces nodig heeft: stroom, netwerk, een programma, een gebouw, een "
                "leverancier, en welke mensen. Wees eerlijk over wat u niet weet. Onbekend is een "
                "antwoord, nul niet.",
                "Write down what your process needs: power, network, an application, a building, a "
                "supplier, and which people. Be honest about what you do not know. Unknown is an answer, "
                "zero is not.",
            ),
        ),
        Card(
            ("Een noodprocedure op één vel", "A workaround on one sheet"),
            (
                "Beschrijf hoe het met de hand gaat, met wie, en hoe lang dat vol te houden is. Leg het "
                "vel op de werkplek. Een noodprocedure die niemand heeft geoefend, is een wens.",
                "Describe how it goes by hand, with whom, and for how long that can be kept up. Put the "
                "sheet where the work is. A workaround that nobody has practised is a wish.",
            ),
        ),
        Card(
            ("Mensen: twee is één, één is geen", "People: two is one, one is none"),
            (
                "Voor elke taak die doorgaat zijn er vervangers. Drie dagen is te lang voor één mens: "
                "reken met diensten en rust. Vraag nu wie er kan komen als treinen en opvang stilliggen.",
                "There are deputies for every task that goes on. Three days is too long for one person: "
                "count with shifts and rest. Ask now who can come when trains and childcare stand still.",
            ),
        ),
        Card(
            ("Houd het register waar", "Keep the register true"),
            (
                "Kijk uw proces ten minste elk jaar na, en na elke verandering van systeem of leverancier."
                " Laat het vaststellen door iemand anders dan uzelf.",
                "Go through your process at least every year, and after every change of system or "
                "supplier. Have it approved by somebody other than yourself.",
            ),
        ),
    ),
    (
        Question(
            (
                "U weet niet hoe lang de leverancier nodig heeft voor herstel. Wat vult u in?",
                "You do not know how long the supplier needs to recover. What do you fill in?",
            ),
            (
                ("Nul uur", "Zero hours"),
                ("Nog niet bekend, en u vraagt het na", "Not yet known, and you ask"),
                (
                    "Een schatting zonder erbij te zetten dat het er een is",
                    "A guess without saying that it is one",
                ),
            ),
            1,
            (
                "Nul zou betekenen dat het meteen werkt. Een open plek is te zien en kan worden opgelost.",
                "Zero would mean that it works at once. A gap can be seen, and can be solved.",
            ),
        ),
        Question(
            (
                "Uw noodprocedure is 24 uur vol te houden. Wat betekent dat bij 72 uur?",
                "Your workaround can be kept up for 24 hours. What does that mean in 72 hours?",
            ),
            (
                ("Dat is genoeg", "That is enough"),
                (
                    "Er is een gat van 48 uur dat u nu moet melden",
                    "There is a gap of 48 hours that you must report now",
                ),
                ("Het proces kan dus altijd wachten", "So the process can always wait"),
            ),
            1,
            (
                "Een gat dat bekend is, krijgt een maatregel: meer mensen, een aggregaat, of een ander "
                "besluit.",
                "A gap that is known gets a measure: more people, a generator, or another decision.",
            ),
        ),
        Question(
            ("Wie stelt uw proces vast?", "Who approves your process?"),
            (
                ("Uzelf", "You yourself"),
                ("Iemand anders dan wie het laatst wijzigde", "Somebody other than who changed it last"),
                ("De leverancier", "The supplier"),
            ),
            1,
            (
                "Vier ogen zien wat twee missen.",
                "Four eyes see what two miss.",
            ),
        ),
    ),
)
