"""The sentences of the plan that belong to no single chapter, and the table of all of them."""

from __future__ import annotations

from weerbaar.continuity.documents.sentences_organisation import ORGANISATION
from weerbaar.continuity.documents.sentences_papers import PAPERS
from weerbaar.continuity.documents.sentences_processes import PROCESSES
from weerbaar.continuity.documents.words import Words

COMMON: Words = {
    "title": ("Continuïteitsplan {municipality}", "Continuity plan of {municipality}"),
    "subtitle": ("72 uur zonder stroom", "72 hours without power"),
    "description": (
        "Wat de gemeente {municipality} laat doorgaan, wat kan wachten en hoe zij herstelt bij 72 uur "
        "stroomuitval.",
        "What {municipality} keeps going, what can wait and how it recovers from 72 hours without power.",
    ),
    "overline": ("Gemeente {municipality}", "Municipality of {municipality}"),
    "stamp": ("versie {number}, {state}", "version {number}, {state}"),
    "foot": ("Gemaakt op {day}", "Made on {day}"),
    "foot_contacts": (
        "Gemaakt op {day} · met namen en telefoonnummers: niet verspreiden",
        "Made on {day} · with names and telephone numbers: do not pass on",
    ),
    "warning_draft": (
        "Concept. Dit plan is niet vastgesteld en mag niet als geldend plan worden gebruikt.",
        "Draft. This plan has not been approved and must not be used as the plan in force.",
    ),
    "warning_offered": (
        "Ter vaststelling aangeboden. Dit plan is nog niet vastgesteld.",
        "Offered for approval. This plan has not been approved yet.",
    ),
    "page": ("blz.", "page"),
    "page_of": ("van", "of"),
    "contents": ("Inhoud", "Contents"),
    "what": ("Onderwerp", "Subject"),
    "content": ("Inhoud", "What it is"),
    "cover_version": ("Versie", "Version"),
    "cover_state": ("Stand", "State"),
    "cover_made": ("Gemaakt op", "Made on"),
    "cover_approved": ("Vastgesteld op", "Approved on"),
    "cover_by": ("Vastgesteld door", "Approved by"),
    "cover_valid": ("Geldig tot en met", "Valid until"),
    "cover_copy": ("Soort exemplaar", "Kind of copy"),
    "copy_contacts": (
        "met namen en telefoonnummers, alleen voor wie ze nodig heeft",
        "with names and telephone numbers, only for those who need them",
    ),
    "copy_plain": ("zonder namen en telefoonnummers", "without names and telephone numbers"),
    "source_computed": (
        "Berekend op {day} uit het register, versie {version} van dit plan.",
        "Computed on {day} from the register, version {version} of this plan.",
    ),
    "source_not_computed": (
        "De hersteltijden zijn nog niet berekend. Waar een berekend getal hoort te staan, staat dat.",
        "The times to recover have not been computed yet. Where a computed figure belongs, this is said.",
    ),
    "source_register": (
        "Uit het register op {day}, versie {version} van dit plan.",
        "From the register on {day}, version {version} of this plan.",
    ),
    "not_computed": ("nog niet berekend", "not yet computed"),
    "not_translated": ("Nog niet vertaald:", "Not translated yet:"),
    "to_be_confirmed": ("nog te bevestigen", "to be confirmed"),
    "whole_plan": ("het plan", "the plan"),
    "unknown_title": ("{what}: nog niet bekend", "{what}: not yet known"),
    "suggested_text": (
        "Voorgestelde tekst, nog te bevestigen door de gemeente",
        "Suggested text, to be confirmed by the municipality",
    ),
    "illustrative_title": (
        "Illustratief. Aantal regels uit de voorbeeldinhoud: {count}",
        "Illustrative. Number of rows from the starter content: {count}",
    ),
    "illustrative_one": (
        "Illustratief: uit de voorbeeldinhoud, nog te bevestigen",
        "Illustrative: from the starter content, to be confirmed",
    ),
    "illustrative": (
        "Zij zijn een inschatting van vakmensen, geen gegevens van deze gemeente. Bevestig of verander ze "
        "in het register.",
        "They are a professional's estimate and no data of this municipality. Confirm or change them in the "
        "register.",
    ),
    "at_least": ("minstens {time}", "at least {time}"),
    "and_more": ("en nog {count}; zie hoofdstuk {chapter}", "and {count} more; see chapter {chapter}"),
    "and_more_here": ("en nog {count}", "and {count} more"),
    "yes": ("ja", "yes"),
    "no": ("nee", "no"),
    "none": ("geen", "none"),
    "nobody": ("niemand", "nobody"),
    # what can be missing
    "gap_rto": ("Hersteltijddoel (RTO)", "Recovery target (RTO)"),
    "gap_mtpd": ("Maximaal toelaatbare uitvalsduur (MTPD)", "Longest tolerable disruption (MTPD)"),
    "gap_basis": ("Wettelijke grondslag", "Legal basis"),
    "gap_basis_check": ("Wettelijke grondslag", "Legal basis"),
    "gap_mbco": ("Minimaal dienstverleningsniveau", "Minimum level of service"),
    "gap_workaround": ("Noodprocedure", "Workaround"),
    "gap_workaround_max": (
        "Hoe lang de noodprocedure vol te houden is",
        "How long the workaround can be kept up",
    ),
    "gap_staffing": ("Minimale bezetting", "Minimum staffing"),
    "gap_needs": ("Wat het proces nodig heeft", "What the process needs"),
    "gap_reason": ("Reden van het besluit", "Reason of the decision"),
    "gap_restart": ("Moment van herstart", "Moment of restart"),
    "gap_decision": ("Besluit: doorgaan of wachten", "Decision: go on or wait"),
    "gap_owner": ("Eigenaar", "Owner"),
    "gap_computed": ("Berekende hersteltijd", "Computed time to recover"),
    "gap_recovery": ("Hersteltijd", "Time to recover"),
    "gap_autonomy": ("Overbruggingstijd", "Autonomy"),
    "gap_tank": ("Brandstof en verbruik", "Fuel and consumption"),
    "gap_capacity": ("Capaciteit", "Capacity"),
    "gap_holder": ("Wie de rol vervult", "Who holds the role"),
    "gap_deputy": ("Vervanger", "Deputy"),
    "gap_task": ("Taak", "Task"),
    "gap_meets": ("Tijd tot het team bij elkaar is", "Time until the team has met"),
    "gap_available": ("Aantal mensen dat het kan", "Number of people who can do it"),
    "gap_illustrative": ("Voorbeeldinhoud", "Starter content"),
}

SENTENCES: Words = {**COMMON, **ORGANISATION, **PROCESSES, **PAPERS}
