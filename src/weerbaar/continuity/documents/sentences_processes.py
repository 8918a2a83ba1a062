"""The sentences of the chapters about processes, resources and recovery (4 to 9)."""

from __future__ import annotations

from weerbaar.continuity.documents.words import Words

PROCESSES: Words = {
    "h4": ("4. Wat moet doorgaan", "4. What must go on"),
    "h4_lead": (
        "Aantal processen dat moet doorgaan: {count}. Volgens de berekening niet op tijd terug: {late}.",
        "Number of processes that must go on: {count}. By the computation not back in time: {late}.",
    ),
    "h4_lead_not_computed": (
        "Aantal processen dat moet doorgaan: {count}.",
        "Number of processes that must go on: {count}.",
    ),
    "h4_none": ("Processen die moeten doorgaan", "Processes that must go on"),
    "h4_none_todo": (
        "Neem per proces in het register een besluit: moet doorgaan of kan wachten.",
        "Decide per process in the register: it must go on, or it can wait.",
    ),
    "then": (", dan {name}", ", then {name}"),
    "h4_times": ("Doel en berekende hersteltijd", "Target and computed time to recover"),
    "t_process": ("Proces", "Process"),
    "t_basis": ("Grondslag en termijn", "Basis and deadline"),
    "t_target": ("Terug binnen", "Back within"),
    "t_longest": ("Uiterlijk", "At the latest"),
    "t_computed": ("Berekend terug na", "Computed back after"),
    "t_minimum": ("Minimaal niveau", "Minimum level"),
    "t_must": ("Moet doorgaan: {track}", "Must go on: {track}"),
    "fig_times_alt": (
        "Staafdiagram van de berekende hersteltijd van {count} processen tegen hun doel. Langste: {worst}. "
        "{late} processen gaan over hun doel. Dezelfde getallen staan in de tabellen van dit hoofdstuk.",
        "Bar chart of the computed time to recover of {count} processes against their target. Longest: "
        "{worst}. "
        "{late} processes exceed their target. The same figures are in the tables of this chapter.",
    ),
    "fig_times": (
        "Balk: berekende hersteltijd. Streep: het doel (RTO). Oranje, met uitroepteken: later dan het doel.",
        "Bar: computed time to recover. Line: the target (RTO). Orange, with exclamation mark: later than "
        "the target.",
    ),
    "fig_target": ("doel", "target"),
    "fig_never": ("niet vanzelf", "not by itself"),
    "h5": ("5. Wat 72 uur kan wachten", "5. What can wait 72 hours"),
    "h5_lead": (
        "Aantal processen dat stopt tijdens de uitval: {count}. Zo blijven mensen, stroom en brandstof over "
        "voor de rest.",
        "Number of processes that stop during the power cut: {count}. That leaves people, power and fuel "
        "for the others.",
    ),
    "h5_none": ("Processen die kunnen wachten", "Processes that can wait"),
    "h5_none_todo": (
        "Beslis per proces of het kan wachten, met de reden en het moment van herstart.",
        "Decide per process whether it can wait, with the reason and the moment of restart.",
    ),
    "t_wait": ("Kan wachten: {track}", "Can wait: {track}"),
    "t_reason": ("Waarom het kan wachten", "Why it can wait"),
    "t_restart": ("Herstart", "Restart"),
    "restart_after": ("{time} na het begin", "{time} after the start"),
    "h5_undecided": ("Nog niet besloten", "Not yet decided"),
    "h5_undecided_text": (
        "Over deze processen is nog niet besloten of ze doorgaan: {count}. Tot dat besluit gaat het "
        "crisisteam ervan uit dat ze doorgaan.",
        "For these processes it has not been decided whether they go on: {count}. Until then the crisis "
        "team assumes that they do.",
    ),
    "h6": ("6. Uur voor uur", "6. Hour by hour"),
    "h6_none": ("Verloop per uur", "Course by the hour"),
    "h6_none_todo": (
        "Vul in het register in wat processen nodig hebben en hoe lang iets zonder stroom blijft werken. "
        "Dan rekent het programma de 72 uur door.",
        "Enter in the register what processes need and how long things work without power. The program then "
        "runs the 72 hours.",
    ),
    "h6_lead": (
        "Processen die moeten doorgaan of waarover nog niet is besloten: {count}. Daarvan:",
        "Processes that must go on or are not decided on: {count}. Of these:",
    ),
    "h6_at": (
        "na {hour} uur: {up} in werking, {workaround} op de noodprocedure, {down} stil",
        "after {hour} hours: {up} working, {workaround} on the workaround, {down} at a standstill",
    ),
    "h6_at_start": (
        "in het eerste uur: {up} in werking, {workaround} op de noodprocedure, {down} stil",
        "in the first hour: {up} working, {workaround} on the workaround, {down} at a standstill",
    ),
    "t_hours": (
        "Stand van elk proces na 0, 4, 24 en 72 uur zonder stroom",
        "State of each process after 0, 4, 24 and 72 hours without power",
    ),
    "t_hour": ("{hour} uur", "{hour} h"),
    "fig_hours_alt": (
        "Vlakdiagram van 0 tot 72 uur: hoeveel van de {count} processen werken, op hun noodprocedure "
        "draaien of stilliggen. "
        "Begin: {start} werken of draaien op hun noodprocedure. Laagste punt: {least}, in uur {hour}. "
        "Einde: {end}.",
        "Area chart from 0 to 72 hours: how many of the {count} processes work, run on their workaround or "
        "stand still. "
        "At the start {start} work or run on their workaround. Lowest: {least}, in hour {hour}. At the end: "
        "{end}.",
    ),
    "fig_hours": (
        "Aantal processen per uur. De stand op vier momenten staat in de tabel hieronder.",
        "Number of processes per hour. The state at four moments is in the table below.",
    ),
    "fig_hours_axis": ("uren sinds het begin", "hours since the start"),
    "h6_not_limited": (
        "Van deze rollen is niet bekend hoeveel mensen er zijn; de berekening heeft ze niet begrensd: "
        "{roles}.",
        "Of these roles it is not known how many people there are; the computation did not limit them: "
        "{roles}.",
    ),
    "h7": ("7. Procesbladen", "7. Process sheets"),
    "h7_lead": (
        "Eén blad per proces dat doorgaat of waarover nog niet is besloten. Leg het blad bij wie het werk "
        "doet.",
        "One sheet per process that goes on or is not decided on. Keep it with those who do the work.",
    ),
    "p_what": ("Wat het is", "What it is"),
    "p_mark": ("Let op", "Note"),
    "p_decision": ("Besluit", "Decision"),
    "p_owner": ("Eigenaar", "Owner"),
    "p_basis": ("Grondslag", "Basis"),
    "p_deadline": ("Wettelijke termijn", "Legal deadline"),
    "p_times": ("Doel en uiterste", "Target and limit"),
    "p_times_text": ("terug binnen {rto}, uiterlijk {mtpd}", "back within {rto}, at the latest {mtpd}"),
    "p_computed": ("Berekende hersteltijd", "Computed time to recover"),
    "p_path": ("{time}, door: {path}", "{time}, because of: {path}"),
    "p_minimum": ("Minimaal niveau", "Minimum level"),
    "p_workaround": ("Noodprocedure", "Workaround"),
    "p_workaround_max": ("Vol te houden", "Can be kept up"),
    "p_staff": ("Minimale bezetting", "Minimum staffing"),
    "p_staff_row": (
        "{people} × {role}, van {start} tot {end} uur",
        "{people} × {role}, from {start} to {end} hours",
    ),
    "p_needs": ("Nodig", "Needs"),
    "p_needs_all": ("{members}", "{members}"),
    "p_needs_one": ("één van: {members}", "one of: {members}"),
    "p_needs_some": ("{needed} van deze {count}: {members}", "{needed} of these {count}: {members}"),
    "p_weak": ("Enkelvoudig faalpunt", "Single point of failure"),
    "p_who": ("Wie belt u", "Whom to call"),
    "p_reason": ("{decision}: {reason}", "{decision}: {reason}"),
    "deadline_text": ("{time} {origin}", "{time} {origin}"),
    "h8": (
        "8. Verdeling van stroom, telecom, brandstof en water",
        "8. Allocation of power, telecom, fuel and water",
    ),
    "h8_power": ("Noodstroom en brandstof", "Emergency power and fuel"),
    "h8_other": ("Telecom en water", "Telecom and water"),
    "h8_none_power": ("Noodstroom en brandstof", "Emergency power and fuel"),
    "h8_none_power_todo": (
        "Zet aggregaten, tanks en leveringen van brandstof in het register.",
        "Enter generators, tanks and fuel deliveries in the register.",
    ),
    "h8_none_other": ("Telecom en water", "Telecom and water"),
    "h8_none_other_todo": (
        "Zet telefonie, radio, internet en water in het register, met hun overbruggingstijd.",
        "Enter telephony, radio, internet and water in the register, with their autonomy.",
    ),
    "h8_mobile": ("Waar de mobiele aggregaten staan", "Where the mobile generators stand"),
    "t_supply": ("Voorziening", "Supply"),
    "t_kind": ("Soort", "Kind"),
    "t_capacity": ("Capaciteit", "Capacity"),
    "t_tank": ("Tank en verbruik", "Tank and use"),
    "t_lasts": ("Zonder bijvullen", "Without refilling"),
    "t_deliveries": ("Leveringen", "Deliveries"),
    "t_empty": ("Berekend leeg", "Computed empty"),
    "t_autonomy": ("Werkt door zonder invoer", "Runs on without input"),
    "t_recovery": ("Hersteltijd en bron", "Time to recover and source"),
    "t_power": ("Stroom, aggregaten en brandstof", "Power, generators and fuel"),
    "t_other": ("Telecom en water: hoe lang ze doorwerken", "Telecom and water: how long they go on"),
    "t_mobile": (
        "Mobiele aggregaten per tijdvak, verdeeld naar wat het meest overeind houdt",
        "Mobile generators per block, shared out to keep the most going",
    ),
    "stands_at": ("{generator}: voor {place}", "{generator}: for {place}"),
    "t_block": ("Tijdvak", "Block"),
    "t_places": ("Waar ze staan", "Where they stand"),
    "block": ("{start} tot {end} uur", "{start} to {end} hours"),
    "tank_text": ("{tank} liter, {rate} liter per uur", "{tank} litres, {rate} litres per hour"),
    "litres_at": ("{litres} liter na {time}", "{litres} litres after {time}"),
    "not_within": ("niet binnen 72 uur", "not within 72 hours"),
    "after_hours": ("na {hour} uur", "after {hour} hours"),
    "mobile": ("{name} (mobiel)", "{name} (mobile)"),
    "h9": ("9. Volgorde van herstel en bekende knelpunten", "9. Order of recovery and known gaps"),
    "h9_lead": (
        "Herstel eerst wat bovenaan staat. Aantal processen dat niet op tijd terug is: {conflicts}. Aantal "
        "dingen dat elk alleen al een proces stillegt: {points}.",
        "Restore first what is on top. Number of processes that are not back in time: {conflicts}. Number "
        "of things that each stop a process by themselves: {points}.",
    ),
    "h9_order": ("Volgorde van herstel", "Order of recovery"),
    "t_order": ("Wat wanneer terug moet zijn", "What must be back when"),
    "t_what": ("Wat", "What"),
    "t_must_be_back": ("Moet terug na", "Must be back after"),
    "t_is_back": ("Is terug na", "Is back after"),
    "t_because": ("Vanwege", "Because of"),
    "h9_conflicts": ("Processen die te laat terug zijn", "Processes that are back too late"),
    "h9_no_conflicts": (
        "Volgens de berekening is elk proces op tijd terug.",
        "By the computation every process is back in time.",
    ),
    "t_conflicts": ("Overschreden grenzen", "Lines that are crossed"),
    "t_line": ("Grens", "Line"),
    "t_over": ("Te laat", "Too late by"),
    "t_through": ("Door", "Because of"),
    "never_back": ("komt niet vanzelf terug", "does not come back by itself"),
    "h9_points": ("Enkelvoudige faalpunten", "Single points of failure"),
    "h9_no_points": (
        "Volgens de berekening legt geen enkel verlies alleen een proces stil.",
        "By the computation no single loss stops a process by itself.",
    ),
    "t_points": (
        "Eén verlies, en wat dan stilligt of te laat is",
        "One loss, and what then stands still or is too late",
    ),
    "t_lost": ("Komt niet terug", "Does not come back"),
    "t_late": ("Te laat terug", "Back too late"),
    "h9_deadlocks": ("Wacht op elkaar", "Waiting for each other"),
    "deadlock": (
        "{members} wachten op elkaar. Iemand moet ze samen met de hand starten.",
        "{members} wait for each other. Somebody must start them together by hand.",
    ),
    "h9_unknown": ("Wat wij nog niet weten", "What we do not know yet"),
    "h9_unknown_lead": (
        "Aantal gegevens in dit plan dat nog niet bekend is: {count}. Per soort, met het hoofdstuk waarin "
        "ze ontbreken:",
        "Number of facts in this plan that are not known yet: {count}. By kind, with the chapter in which "
        "they are missing:",
    ),
    "h9_unknown_none": ("Er ontbreekt niets.", "Nothing is missing."),
    "h9_confirm": ("Wat nog te bevestigen is", "What is to be confirmed"),
    "h9_translate": ("Wat nog niet is vertaald", "What is not translated yet"),
    "t_gap": ("Wat ontbreekt", "What is missing"),
    "t_of": ("Van", "Of"),
    "t_chapter": ("Hoofdstuk", "Chapter"),
    "t_gaps": ("Nog niet bekend", "Not yet known"),
    "t_confirms": ("Nog te bevestigen", "To be confirmed"),
    "t_translates": ("Nog niet vertaald", "Not translated yet"),
}
