"""The sentences of the chapters about the organisation (0 to 3 and 10 to 14)."""

from __future__ import annotations

from weerbaar.continuity.documents.words import Words

ORGANISATION: Words = {
    "h0": ("0. Het plan op één bladzijde", "0. The plan on one page"),
    "h0_lead": (
        "Valt de stroom uit? Processen die moeten doorgaan: {must}. Die 72 uur kunnen wachten: {wait}. Nog "
        "niet besloten: {open}.",
        "Does the power fail? Processes that must go on: {must}. That can wait 72 hours: {wait}. Not "
        "decided yet: {open}.",
    ),
    "h0_first": ("Het eerste uur", "The first hour"),
    "h0_must": ("Eerst terug", "Back first"),
    "t_first": ("Processen met het kortste doel", "Processes with the shortest target"),
    "h0_gaps": ("Waar het knelt", "Where it hurts"),
    "h0_gap": ("{name}: terug na {ready}, doel {limit}", "{name}: back after {ready}, target {limit}"),
    "h0_gap_never": (
        "{name}: komt niet vanzelf terug, doel {limit}",
        "{name}: does not come back by itself, target {limit}",
    ),
    "h0_unknown": (
        "Gegevens die nog niet bekend zijn: {count}; zie hoofdstuk 9.",
        "Facts that are not known yet: {count}; see chapter 9.",
    ),
    "h0_room": ("Crisisruimte", "Crisis room"),
    "h0_chair": ("Voorzitter", "Chair"),
    "h1": ("1. Reikwijdte, mandaat, versie en verspreiding", "1. Scope, mandate, version and distribution"),
    "h1_version": ("Deze versie", "This version"),
    "h1_changes": ("Wat is veranderd sinds versie {number}", "What changed since version {number}"),
    "h1_first": ("Dit is de eerste versie.", "This is the first version."),
    "h1_same": ("Er is niets veranderd sinds versie {number}.", "Nothing changed since version {number}."),
    "h1_copies": ("Verspreiding op papier", "Distribution on paper"),
    "h1_copies_none": ("Papieren exemplaren", "Paper copies"),
    "h1_copies_todo": (
        "Leg exemplaren waar mensen ze zonder stroom kunnen vinden, en schrijf bij het plan op waar ze "
        "liggen.",
        "Put copies where people can find them without power, and note with the plan where they are.",
    ),
    "t_copies": ("Waar de papieren exemplaren liggen", "Where the paper copies lie"),
    "t_place": ("Plaats", "Place"),
    "t_holder": ("Beheerder", "Keeper"),
    "t_number": ("Aantal", "Number"),
    "t_version": ("Versie daar", "Version there"),
    "t_placed": ("Neergelegd op", "Placed on"),
    "copy_old": ("versie {number}: vervangen door deze", "version {number}: replace by this one"),
    "copy_current": ("versie {number}", "version {number}"),
    "copy_never": ("nog niet neergelegd", "not placed yet"),
    "h1_read": ("Hoe u de getallen leest", "How to read the figures"),
    "h1_read_text": (
        "Doelen en uitersten zijn afspraken uit het register. Hersteltijden zijn berekend: wanneer is een "
        "proces terug als alles tegelijk uitvalt en alles wat het nodig heeft eerst terug moet zijn? "
        "Staat er “minstens”, dan ontbreekt er een tijd op de weg en duurt het in werkelijkheid langer. Wat "
        "niet bekend is, staat er als nog niet bekend en nooit als nul.",
        "Targets and limits are agreements from the register. Times to recover are computed: when is a "
        "process back if everything fails at once and all that it needs must be back first? "
        "Where it says “at least”, a time on the way is missing and it takes longer in truth. What is not "
        "known is written as not yet known, never as zero.",
    ),
    "h2": ("2. Wanneer het plan begint en eindigt", "2. When the plan starts and ends"),
    "h3": (
        "3. Crisisstructuur, vervangers, rooster en crisisruimte",
        "3. Crisis structure, deputies, rota and crisis room",
    ),
    "h3_teams": ("Teams", "Teams"),
    "h3_none": ("Crisisteams", "Crisis teams"),
    "h3_none_todo": (
        "Zet de crisisteams met hun rollen in het register, naar de structuur van de veiligheidsregio.",
        "Enter the crisis teams with their roles in the register, after the structure of the safety region.",
    ),
    "t_teams": ("Teams van de crisisorganisatie", "Teams of the crisis organisation"),
    "t_team": ("Team", "Team"),
    "t_level": ("Niveau", "Level"),
    "t_meets": ("Bij elkaar binnen", "Meets within"),
    "t_reports": ("Rapporteert aan", "Reports to"),
    "t_task": ("Taak", "Task"),
    "h3_seats": ("Rollen en vervangers", "Roles and deputies"),
    "t_seats": ("Bezetting van {team}", "Seats of {team}"),
    "t_role": ("Rol", "Role"),
    "t_people": ("Tegelijk nodig", "Needed at once"),
    "t_holders": ("Wie, en wie vervangt", "Who, and who stands in"),
    "chair": ("{role} (voorzitter)", "{role} (chair)"),
    "holder_only": ("bekend; geen vervanger", "known; no deputy"),
    "holder_and": (
        "bekend; aantal vervangers: {count}",
        "known; number of deputies: {count}",
    ),
    "h3_rota": ("Rooster voor 72 uur", "Rota for 72 hours"),
    "h3_rota_none": ("Rooster", "Rota"),
    "h3_rota_todo": (
        "Maak het rooster voor 72 uur bij de crisisorganisatie. Tot dan geldt de volgorde van vervangers "
        "hierboven.",
        "Make the rota for 72 hours with the crisis organisation. Until then the order of deputies above "
        "applies.",
    ),
    "t_rota": ("Wie dienst heeft: {team}", "Who is on duty: {team}"),
    "t_shift": ("Uren sinds het begin", "Hours since the start"),
    "t_on_duty": ("Op dienst", "On duty"),
    "on_duty_count": ("{count} van {needed} ingevuld", "{count} of {needed} filled"),
    "h3_room_ready": ("Gereedheid van de crisisruimte", "Readiness of the crisis room"),
    "h3_room_none": ("Gereedheid van de crisisruimte", "Readiness of the crisis room"),
    "h3_room_todo": (
        "Loop de crisisruimte na: noodstroom, telefonie zonder internet, kaarten op papier, formulieren, "
        "water en eten.",
        "Check the crisis room: emergency power, telephony without internet, maps on paper, forms, water "
        "and food.",
    ),
    "t_room": ("Wat er in de crisisruimte moet zijn", "What must be in the crisis room"),
    "t_item": ("Onderdeel", "Item"),
    "t_ready": ("In orde", "In order"),
    "t_checked": ("Nagekeken op", "Checked on"),
    "h10": ("10. Communicatie, ook zonder internet", "10. Communication, also without internet"),
    "h11": ("11. Mensen, veiligheid en aflossing", "11. People, safety and relief"),
    "h11_staff": ("Wie nodig is", "Who is needed"),
    "h11_staff_none": ("Minimale bezetting", "Minimum staffing"),
    "h11_staff_todo": (
        "Vul per proces in het register in hoeveel mensen van welke rol het minstens nodig heeft.",
        "Enter per process in the register how many people of which role it needs at least.",
    ),
    "t_staff": (
        "Mensen die tegelijk nodig zijn, per rol en tijdvak (hoogste in het tijdvak)",
        "People needed at once, by role and time band (the most in the band)",
    ),
    "t_0_4": ("0–4 uur", "0–4 h"),
    "t_4_24": ("4–24 uur", "4–24 h"),
    "t_24_72": ("24–72 uur", "24–72 h"),
    "t_available": ("Beschikbaar", "Available"),
    "t_short": ("Tekort", "Short"),
    "h11_source": (
        "Opgeteld uit de minimale bezetting van de processen die moeten doorgaan of waarover nog niet is "
        "besloten, op {day}, versie {version} van dit plan. "
        "Aflossing is niet meegeteld: met diensten van 12 uur zijn twee keer zoveel mensen nodig.",
        "Added up from the minimum staffing of the processes that must go on or are not decided on, on "
        "{day}, version {version} of this plan. "
        "Relief is not counted: with shifts of 12 hours twice as many people are needed.",
    ),
    "h12": ("12. Besluitenlijst", "12. Decision log"),
    "h12_form": (
        "Het formulier zit bij de papieren bijlagen. De kop van de lijst:",
        "The form is with the paper annexes. The head of the log:",
    ),
    "h13": ("13. Terug naar normaal en achterstand", "13. Back to normal and backlog"),
    "h13_order": ("Volgorde van herstart", "Order of restart"),
    "t_restarts": (
        "Processen die wachtten, op volgorde van herstart",
        "Processes that waited, in order of restart",
    ),
    "h14": ("14. Oefenen, acties en papieren bijlagen", "14. Exercises, actions and paper annexes"),
    "h14_exercises": ("Oefeningen", "Exercises"),
    "h14_exercises_none": ("Oefeningen", "Exercises"),
    "h14_exercises_todo": (
        "Oefen dit plan, te beginnen met 72 uur zonder stroom. Gemeten hersteltijden vervangen dan de "
        "aangenomen tijden.",
        "Exercise this plan, beginning with 72 hours without power. Measured times to recover then replace "
        "the assumed ones.",
    ),
    "t_exercises": ("Gehouden en geplande oefeningen", "Exercises held and planned"),
    "t_exercise": ("Oefening", "Exercise"),
    "t_when": ("Wanneer", "When"),
    "t_finding": ("Belangrijkste uitkomst", "Main finding"),
    "held": ("gehouden op {day}", "held on {day}"),
    "planned": ("gepland op {day}", "planned on {day}"),
    "h14_measures": ("Acties", "Actions"),
    "h14_measures_none": ("Acties", "Actions"),
    "h14_measures_todo": (
        "Zet de acties uit oefeningen en uit hoofdstuk 9 in het verbeterplan, met eigenaar en datum.",
        "Put the actions from exercises and from chapter 9 in the improvement plan, with owner and date.",
    ),
    "t_measures": ("Acties uit het verbeterplan", "Actions of the improvement plan"),
    "t_measure": ("Actie", "Action"),
    "t_due": ("Klaar op", "Due on"),
    "t_done": ("Stand", "State"),
    "h14_annexes": ("Papieren bijlagen", "Paper annexes"),
    "h14_annexes_text": (
        "Bij dit plan hoort een printpakket dat zonder stroom werkt. Daarin zitten:",
        "With this plan comes a print pack that works without power. It holds:",
    ),
    "annex_cards": ("een kaart van één bladzijde per crisisrol", "a one-page card per crisis role"),
    "annex_alert": ("de alarmlijst", "the alert list"),
    "annex_log": ("het formulier besluitenlijst", "the decision log form"),
    "annex_sitrep": ("het formulier situatierapport", "the situation report form"),
    "annex_message": ("het berichtformulier", "the message form"),
    "annex_clock": ("de urenklok van 72 uur", "the hour clock of 72 hours"),
    "annex_places": ("de lijst van plaatsen waar exemplaren liggen", "the list of places where copies lie"),
}
