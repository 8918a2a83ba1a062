"""The sentences of the cards, the print pack and the paper forms."""

from __future__ import annotations

from weerbaar.continuity.documents.words import Words

PAPERS: Words = {
    "cards_title": ("Kaarten per crisisrol, {municipality}", "Cards per crisis role, {municipality}"),
    "cards_description": (
        "Eén bladzijde per crisisrol: wat u doet in het eerste uur, wie u belt en wat doorgaat.",
        "One page per crisis role: what you do in the first hour, whom you call and what goes on.",
    ),
    "cards_none": (
        "Geen crisisrollen. Zet in het register welke rollen een kaart krijgen.",
        "No crisis roles. Say in the register which roles get a card.",
    ),
    "card_title": ("Kaart: {role}", "Card: {role}"),
    "card_you": ("U bent {role} in: {teams}", "You are {role} in: {teams}"),
    "card_you_no_team": ("U bent {role}", "You are {role}"),
    "card_task": ("Uw taak", "Your task"),
    "card_first": ("Uw eerste uur", "Your first hour"),
    "card_first_chair": (
        "Laat de leden van {team} alarmeren en open de crisisruimte{meets}.",
        "Have the members of {team} alerted and open the crisis room{meets}.",
    ),
    "card_first_member": (
        "Ga naar de crisisruimte{meets}. Meld u bij de voorzitter van {team}: {chair}.",
        "Go to the crisis room{meets}. Report to the chair of {team}: {chair}.",
    ),
    "card_meets": (", binnen {time} na het alarm", ", within {time} of the alert"),
    "card_first_no_team": (
        "Ga naar de crisisruimte en meld u bij de voorzitter van het crisisteam.",
        "Go to the crisis room and report to the chair of the crisis team.",
    ),
    "card_first_nobody": (
        "Bent u er niet of valt u uit? Uw vervanger neemt het over; draag mondeling en op papier over.",
        "Are you away, or can you not go on? Your deputy takes over; hand over by word and on paper.",
    ),
    "card_first_log": (
        "Schrijf op hoe laat u begon. Geef elk besluit door aan wie de besluitenlijst bijhoudt.",
        "Write down when you began. Pass every decision on to whoever keeps the decision log.",
    ),
    "card_first_must": (
        "Kijk wat er doorgaat (hieronder) en meld de voorzitter wat stilligt.",
        "See what goes on (below) and tell the chair what stands still.",
    ),
    "card_call": ("Wie u belt", "Whom you call"),
    "card_call_hidden": (
        "Namen en nummers staan op de kaart voor wie ze mag zien, en op de alarmlijst.",
        "Names and numbers are on the card for those who may see them, and on the alert list.",
    ),
    "card_deputies": ("Uw rol, en wie u vervangt", "Your role, and your deputies"),
    "card_must": ("Wat moet doorgaan", "What must go on"),
    "card_must_own": ("Processen waarvan u eigenaar bent", "Processes that you own"),
    "card_room": ("De crisisruimte", "The crisis room"),
    "card_offline": ("Zonder internet en telefoon", "Without internet and telephone"),
    "card_row": ("{name}: terug binnen {rto}", "{name}: back within {rto}"),
    "pack_title": (
        "Printpakket continuïteitsplan {municipality}",
        "Print pack of the continuity plan of {municipality}",
    ),
    "pack_description": (
        "Alles op papier voor als niets anders werkt: plan, kaarten, alarmlijst, procesbladen en "
        "formulieren.",
        "Everything on paper for when nothing else works: plan, cards, alert list, process sheets and forms.",
    ),
    "pack_subtitle": ("Voor als niets anders werkt", "For when nothing else works"),
    "pack_use": ("Zo gebruikt u dit pakket", "How to use this pack"),
    "pack_use_text": (
        "1. Druk het enkelzijdig af en bewaar het in een map die dicht kan.\n"
        "2. Leg de kaarten bovenop en geef elke rol de eigen kaart.\n"
        "3. Kopieer de formulieren vooraf: van elk minstens twintig.\n"
        "4. Een nieuwe versie van het plan maakt dit pakket oud. Haal het oude weg als u het nieuwe "
        "neerlegt.",
        "1. Print it on one side and keep it in a folder that closes.\n"
        "2. Put the cards on top and give each role its own card.\n"
        "3. Copy the forms beforehand: at least twenty of each.\n"
        "4. A new version of the plan makes this pack old. Take the old one away when you place the new one.",
    ),
    "pack_places": ("Waar de papieren exemplaren liggen", "Where the paper copies lie"),
    "pack_cards": ("Kaarten per crisisrol", "Cards per crisis role"),
    "alert_title": ("Alarmlijst", "Alert list"),
    "alert_lead": (
        "Bel van boven naar beneden. Neemt iemand niet op, bel dan de vervanger. Kruis aan wie is bereikt "
        "en hoe laat.",
        "Call from top to bottom. When somebody does not answer, call the deputy. Tick who was reached and "
        "when.",
    ),
    "t_alert": ("Alarmlijst: {team}", "Alert list: {team}"),
    "t_name": ("Naam", "Name"),
    "t_phone": ("Telefoon", "Telephone"),
    "t_without": ("Zonder netwerk", "Without network"),
    "t_reached": ("Bereikt om", "Reached at"),
    "form_day": ("Datum", "Date"),
    "form_team": ("Team of plaats", "Team or place"),
    "form_writer": ("Schrijver", "Writer"),
    "form_page": ("Bladnummer", "Sheet number"),
    "form_log": ("Formulier: besluitenlijst", "Form: decision log"),
    "form_log_table": ("Besluiten", "Decisions"),
    "form_number": ("Nr.", "No."),
    "form_time": ("Tijd", "Time"),
    "form_decision": ("Besluit en reden", "Decision and reason"),
    "form_by": ("Besloten door", "Decided by"),
    "form_for": ("Uitvoering door", "Carried out by"),
    "form_sign": (
        "Overdracht: tijd en handtekening van beide schrijvers",
        "Handover: time and signature of both writers",
    ),
    "form_sitrep": ("Formulier: situatierapport", "Form: situation report"),
    "sitrep_state": ("1. Wat is er aan de hand", "1. What is going on"),
    "sitrep_people": (
        "2. Inwoners: gewonden, vermisten, opgevangen, wie hulp nodig heeft",
        "2. Residents: injured, missing, sheltered, who needs help",
    ),
    "sitrep_processes": (
        "3. Welke processen liggen stil, en tot wanneer",
        "3. Which processes stand still, and until when",
    ),
    "sitrep_means": (
        "4. Stroom, brandstof, telecom, water: wat is er, en tot hoe laat",
        "4. Power, fuel, telecom, water: what is there, and until when",
    ),
    "sitrep_staff": (
        "5. Eigen mensen: op dienst, aflossing, bijzonderheden",
        "5. Own people: on duty, relief, particulars",
    ),
    "sitrep_decisions": ("6. Besluiten sinds het vorige rapport", "6. Decisions since the last report"),
    "sitrep_needs": ("7. Wat wij nodig hebben, van wie, hoe laat", "7. What we need, from whom, by when"),
    "sitrep_next": ("8. Volgend rapport om", "8. Next report at"),
    "form_message": ("Formulier: bericht", "Form: message"),
    "message_from": ("Van (naam, rol, plaats)", "From (name, role, place)"),
    "message_to": ("Aan (naam, rol, plaats)", "To (name, role, place)"),
    "message_sent": ("Geschreven om, meegegeven aan", "Written at, given to"),
    "message_urgent": ("Spoed", "Urgency"),
    "message_now": ("direct", "at once"),
    "message_hour": ("binnen een uur", "within an hour"),
    "message_today": ("vandaag", "today"),
    "message_text": ("Bericht", "Message"),
    "message_received": ("Ontvangen om, door", "Received at, by"),
    "message_answer": ("Antwoord", "Answer"),
    "form_clock": ("Urenklok: dag {day} van 3", "Hour clock: day {day} of 3"),
    "clock_table": ("Uren {start} tot {end} sinds het begin", "Hours {start} to {end} since the start"),
    "clock_hour": ("Uur", "Hour"),
    "clock_time": ("Kloktijd", "Time"),
    "clock_what": ("Wat er gebeurt, wat er stilligt", "What happens, what stands still"),
    "clock_fuel": ("Brandstof", "Fuel"),
    "clock_begin": ("De stroom viel uit op (datum en tijd)", "The power failed on (date and time)"),
}
