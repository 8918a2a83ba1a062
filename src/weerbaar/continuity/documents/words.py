"""The words of the plan that stand for something in the register, in Dutch and English.

Explicit pairs and no catalogue of translations: a document is made in a language of its own, outside a page,
and often in both at once.
"""

from __future__ import annotations

Words = dict[str, tuple[str, str]]

TRACK: Words = {
    "government": ("bestuur en publieke dienstverlening", "government and public services"),
    "crisis": ("crisisbeheersing", "crisis management"),
    "democracy": ("democratie en handhaving", "democracy and law enforcement"),
    "society": ("maatschappelijke continuïteit", "societal continuity"),
}
DECISION: Words = {
    "undecided": ("nog niet besloten", "not yet decided"),
    "must_go_on": ("moet doorgaan", "must go on"),
    "can_wait": ("kan 72 uur wachten", "can wait 72 hours"),
}
STATUS: Words = {
    "draft": ("concept", "draft"),
    "reviewed": ("nagekeken", "reviewed"),
    "approved": ("vastgesteld", "approved"),
}
PLAN_STATE: Words = {
    "draft": ("concept", "draft"),
    "offered": ("ter vaststelling aangeboden", "offered for approval"),
    "approved": ("vastgesteld", "approved"),
}
COUNTS_FROM: Words = {
    "birth": ("na de geboorte", "after the birth"),
    "death": ("na het overlijden", "after the death"),
    "application": ("na de aanvraag", "after the application"),
    "discovery": ("na de ontdekking", "after the discovery"),
    "report": ("na de melding", "after the report"),
    "decision": ("na het besluit", "after the decision"),
    "disruption": ("na het begin van de verstoring", "after the start of the disruption"),
}
KIND: Words = {
    "process": ("proces", "process"),
    "power": ("stroomvoorziening", "power supply"),
    "generator": ("noodaggregaat", "generator"),
    "fuel": ("brandstof", "fuel"),
    "ict": ("ICT-toepassing", "ICT application"),
    "network": ("netwerk", "network"),
    "telecom": ("telecom", "telecom"),
    "building": ("gebouw", "building"),
    "room": ("ruimte", "room"),
    "role": ("mensen in een rol", "people in a role"),
    "supplier": ("leverancier", "supplier"),
    "vehicle": ("voertuig", "vehicle"),
    "water": ("water", "water"),
}
BASIS: Words = {
    "assumed": ("aangenomen", "assumed"),
    "contracted": ("volgens contract", "by contract"),
    "measured": ("gemeten in een oefening", "measured in an exercise"),
}
LEVEL: Words = {
    "municipal": ("gemeente", "municipality"),
    "regional": ("veiligheidsregio", "safety region"),
    "national": ("landelijk", "national"),
}
LINE: Words = {
    "rto": ("hersteltijddoel", "recovery target (RTO)"),
    "deadline": ("wettelijke termijn", "legal deadline"),
    "mtpd": ("maximaal toelaatbare uitvalsduur", "longest tolerable disruption (MTPD)"),
    "horizon": ("72 uur", "72 hours"),
}
MEASURE_STATE: Words = {
    "open": ("nog te doen", "to do"),
    "doing": ("loopt", "being done"),
    "done": ("gedaan", "done"),
    "dropped": ("vervallen", "dropped"),
}
STATE: Words = {
    "up": ("werkt", "works"),
    "workaround": ("noodprocedure", "workaround"),
    "down": ("ligt stil", "stands still"),
}


def word(words: Words, key: str, language: str) -> str:
    """The word for `key`; an unknown key is shown as it is, so that nothing is lost."""
    if key not in words:
        return key
    return words[key][0 if language == "nl" else 1]


def say(words: Words, key: str, language: str, /, **values: object) -> str:
    """A sentence with its figures filled in."""
    return words[key][0 if language == "nl" else 1].format(**values)
