"""What changed between two sets of facts, in sentences: added, gone, and which time went from what to what.

Names of people are never in a sentence: everybody who may read the plan may read what changed in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from weerbaar.continuity.documents import figures, words
from weerbaar.continuity.documents.facts import (
    Both,
    PlanFacts,
    ProcessFact,
    ResourceFact,
    RoleFact,
    TeamFact,
)
from weerbaar.continuity.documents.suggestions import KINDS
from weerbaar.continuity.documents.words import Words

REGISTER, COMPUTED = "register", "computed"

WORDING: Words = {
    "added_process": ("Proces toegevoegd: {name}.", "Process added: {name}."),
    "gone_process": ("Proces vervallen: {name}.", "Process removed: {name}."),
    "added_resource": ("Middel toegevoegd: {name}.", "Resource added: {name}."),
    "gone_resource": ("Middel vervallen: {name}.", "Resource removed: {name}."),
    "added_role": ("Rol toegevoegd: {name}.", "Role added: {name}."),
    "gone_role": ("Rol vervallen: {name}.", "Role removed: {name}."),
    "added_team": ("Team toegevoegd: {name}.", "Team added: {name}."),
    "gone_team": ("Team vervallen: {name}.", "Team removed: {name}."),
    "added_exercise": ("Oefening toegevoegd: {name}.", "Exercise added: {name}."),
    "gone_exercise": ("Oefening vervallen: {name}.", "Exercise removed: {name}."),
    "added_measure": ("Actie toegevoegd: {name}.", "Action added: {name}."),
    "gone_measure": ("Actie vervallen: {name}.", "Action removed: {name}."),
    "from_to": ("{name}: {what} van {old} naar {new}.", "{name}: {what} from {old} to {new}."),
    "changed": ("{name}: {what} gewijzigd.", "{name}: {what} changed."),
    "text": ("Tekst “{name}” gewijzigd.", "Text “{name}” changed."),
    "confirmed": ("Tekst “{name}” bevestigd.", "Text “{name}” confirmed."),
    "rota": ("Het rooster is gewijzigd.", "The rota changed."),
    "room": ("De gereedheid van de crisisruimte is gewijzigd.", "The readiness of the crisis room changed."),
    "contacts": ("Contactgegevens van mensen zijn gewijzigd.", "Contact details of people changed."),
    "computed": (
        "{name}: berekende hersteltijd van {old} naar {new}.",
        "{name}: computed time to recover from {old} to {new}.",
    ),
}
WHAT: Words = {
    "name": ("naam", "name"),
    "track": ("spoor", "track"),
    "decision": ("besluit", "decision"),
    "rto_min": ("hersteltijddoel (RTO)", "recovery target (RTO)"),
    "mtpd_min": ("maximaal toelaatbare uitvalsduur (MTPD)", "longest tolerable disruption (MTPD)"),
    "deadline_min": ("wettelijke termijn", "legal deadline"),
    "workaround_max_min": ("duur van de noodprocedure", "length of the workaround"),
    "recovery_min": ("hersteltijd", "time to recover"),
    "recovery_basis": ("grond van de hersteltijd", "basis of the time to recover"),
    "autonomy_min": ("overbruggingstijd", "autonomy"),
    "restart_after_min": ("moment van herstart", "moment of restart"),
    "status": ("stand", "status"),
    "mbco": ("minimaal dienstverleningsniveau", "minimum level of service"),
    "workaround": ("noodprocedure", "workaround"),
    "reason": ("reden van het besluit", "reason of the decision"),
    "restart": ("herstart", "restart"),
    "basis": ("wettelijke grondslag", "legal basis"),
    "basis_confirmed": ("bevestiging van de grondslag", "confirmation of the basis"),
    "deadline_from": ("begin van de wettelijke termijn", "start of the legal deadline"),
    "deadline_note": ("toelichting op de termijn", "note on the deadline"),
    "mtpd_reason": ("reden van de uitvalsduur", "reason of the longest disruption"),
    "summary": ("omschrijving", "summary"),
    "owner_role": ("eigenaar", "owner"),
    "unit": ("afdeling", "department"),
    "is_external": ("eigen of van een ander", "own or somebody else's"),
    "is_illustrative": ("bevestiging van voorbeeldinhoud", "confirmation of starter content"),
    "staffing": ("minimale bezetting", "minimum staffing"),
    "needs": ("wat het nodig heeft", "what it needs"),
    "kind": ("soort", "kind"),
    "note": ("opmerking", "note"),
    "recovery_source": ("bron van de hersteltijd", "source of the time to recover"),
    "recovery_on": ("datum van de hersteltijd", "date of the time to recover"),
    "capacity": ("capaciteit", "capacity"),
    "capacity_unit": ("eenheid van de capaciteit", "unit of the capacity"),
    "is_mobile": ("verplaatsbaar of niet", "mobile or not"),
    "tank_litres": ("inhoud van de tank (liter)", "size of the tank (litres)"),
    "litres_per_hour": ("verbruik (liter per uur)", "consumption (litres an hour)"),
    "deliveries": ("leveringen van brandstof", "fuel deliveries"),
    "task": ("taak", "task"),
    "is_crisis_role": ("kaart voor de rol", "card of the role"),
    "people_available": ("aantal mensen dat het kan", "number of people who can do it"),
    "holders": ("wie de rol vervult of vervangt", "who holds the role or stands in"),
    "level": ("niveau", "level"),
    "reports_to": ("rapporteert aan", "reports to"),
    "meets_within_min": ("tijd tot het team bij elkaar is", "time until the team has met"),
    "seats": ("bezetting", "seats"),
    "held_on": ("gehouden op", "held on"),
    "planned_on": ("gepland op", "planned on"),
    "finding": ("uitkomst", "finding"),
    "owner": ("eigenaar", "owner"),
    "due_on": ("datum", "date"),
    "state": ("stand", "state"),
}
_TIMES = frozenset(key for key in WHAT if key.endswith("_min"))
_NUMBERS = frozenset({"capacity", "tank_litres", "litres_per_hour", "people_available"})
_WORDS: dict[str, Words] = {
    "decision": words.DECISION,
    "status": words.STATUS,
    "track": words.TRACK,
    "kind": words.KIND,
    "recovery_basis": words.BASIS,
    "level": words.LEVEL,
    "state": words.MEASURE_STATE,
}


class _Named(Protocol):
    @property
    def name(self) -> Both: ...


T = TypeVar("T", bound=_Named)


NAMELESS = Both()


@dataclass(frozen=True)
class Difference:
    """One change. `kind` REGISTER: somebody changed it; COMPUTED: it follows from other changes."""

    kind: str
    wording: str
    name: Both = NAMELESS
    what: str = ""
    old: Any = None
    new: Any = None

    def sentence(self, language: str) -> str:
        """The change in words."""
        return words.say(
            WORDING,
            self.wording,
            language,
            name=self.name.text(language) or self.name.nl or self.name.en,
            what=words.word(WHAT, self.what, language),
            old=_written(self.what, self.old, language),
            new=_written(self.what, self.new, language),
        )


def differences(before: PlanFacts, after: PlanFacts) -> tuple[Difference, ...]:
    """Everything that differs, in the order of the plan; the same facts give nothing."""
    return (
        *_of_rows("process", before.processes, after.processes),
        *_of_rows("resource", before.resources, after.resources),
        *_of_rows("role", before.roles, after.roles),
        *_of_rows("team", before.teams, after.teams),
        *_of_texts(before, after),
        *_of_the_rest(before, after),
        *_of_figures(before, after),
    )


def sentences(found: Sequence[Difference], language: str) -> tuple[str, ...]:
    return tuple(each.sentence(language) for each in found)


Row = ProcessFact | ResourceFact | RoleFact | TeamFact


def _of_rows(kind: str, before: Sequence[Row], after: Sequence[Row]) -> Iterator[Difference]:
    old, new = {row.code: row for row in before}, {row.code: row for row in after}
    for code in [code for code in new if code not in old]:
        yield Difference(REGISTER, f"added_{kind}", new[code].name)
    for code in [code for code in old if code not in new]:
        yield Difference(REGISTER, f"gone_{kind}", old[code].name)
    for code, row in new.items():
        if code in old:
            yield from _of_fields(row.name, old[code], row)


def _of_fields(name: Both, old: Any, new: Any) -> Iterator[Difference]:
    for field in type(new).__dataclass_fields__:
        was, now = getattr(old, field), getattr(new, field)
        if field in WHAT and was != now:
            tells = field in _TIMES | _NUMBERS or field in _WORDS
            yield Difference(REGISTER, "from_to" if tells else "changed", name, field, was, now)


def _of_texts(before: PlanFacts, after: PlanFacts) -> Iterator[Difference]:
    for key, kind in KINDS.items():
        old, new = before.text_of.get(key), after.text_of.get(key)
        was = old.text if old else kind.suggestion
        now = new.text if new else kind.suggestion
        if was != now:
            yield Difference(REGISTER, "text", kind.title)
        elif bool(new and new.is_confirmed) and not (old and old.is_confirmed):
            yield Difference(REGISTER, "confirmed", kind.title)


def _of_the_rest(before: PlanFacts, after: PlanFacts) -> Iterator[Difference]:
    if before.rota != after.rota:
        yield Difference(REGISTER, "rota")
    if before.room != after.room:
        yield Difference(REGISTER, "room")
    if before.people != after.people and not (before.names_erased or after.names_erased):
        yield Difference(REGISTER, "contacts")
    yield from _of_named("exercise", before.exercises or (), after.exercises or ())
    yield from _of_named("measure", before.measures or (), after.measures or ())


def _of_named(kind: str, before: Sequence[T], after: Sequence[T]) -> Iterator[Difference]:
    """Rows without a code: their name is who they are."""
    old, new = {row.name: row for row in before}, {row.name: row for row in after}
    for name, row in new.items():
        if name not in old:
            yield Difference(REGISTER, f"added_{kind}", name)
        else:
            yield from _of_fields(name, old[name], row)
    for name in old:
        if name not in new:
            yield Difference(REGISTER, f"gone_{kind}", name)


def _of_figures(before: PlanFacts, after: PlanFacts) -> Iterator[Difference]:
    """Computed times, only where both computed; a time that differs by less than a minute is the same."""
    if before.figures is None or after.figures is None:
        return
    names = {row.code: row.name for row in after.processes}
    old = before.figures.of
    for row in after.figures.processes:
        if row.code not in old or row.code not in names:
            continue
        was, now = old[row.code].ready_min, row.ready_min
        if (was is None) != (now is None) or (was is not None and now is not None and abs(was - now) >= 1):
            yield Difference(COMPUTED, "computed", names[row.code], "ready_min", was, now)


def _written(what: str, value: Any, language: str) -> str:
    if what == "ready_min":
        return figures.NEVER[language] if value is None else figures.duration(value, language)
    if what in _TIMES:
        return figures.duration(value, language)
    if what in _WORDS:
        return words.word(_WORDS[what], value, language)
    if what in _NUMBERS:
        if value is None:
            return figures.UNKNOWN[language]
        return figures.amount(value, language, 0 if value == int(value) else 1)
    return ""
