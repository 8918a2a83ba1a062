"""What changed between two versions, against cases written by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.continuity.plan import sample
from weerbaar.continuity.documents.changes import differences, sentences
from weerbaar.continuity.documents.facts import (
    Both,
    ExerciseFact,
    MeasureFact,
    NeedFact,
    PlanFacts,
    ProcessFigures,
    RoleFact,
    StaffFact,
    TextFact,
)

H = 60


def said(after: PlanFacts, language: str = "nl", before: PlanFacts | None = None) -> list[str]:
    found = differences(before or sample.facts(), after)
    return [each.replace("\u00a0", " ") for each in sentences(found, language)]


def contact(**changed: Any) -> PlanFacts:
    rows = (replace(sample.CONTACT, **changed), *sample.facts().processes[1:])
    return sample.facts(processes=rows)


def test_the_same_facts_give_nothing() -> None:
    assert said(sample.facts()) == []
    assert said(replace(sample.facts(), as_of=date(2027, 1, 1))) == []  # a day is no change


@pytest.mark.parametrize(
    ("changed", "nl", "en"),
    [
        (
            {"rto_min": 8 * H},
            "Klantcontact: hersteltijddoel (RTO) van 4 uur naar 8 uur.",
            "Contact centre: recovery target (RTO) from 4 hours to 8 hours.",
        ),
        (
            {"rto_min": None},
            "Klantcontact: hersteltijddoel (RTO) van 4 uur naar nog niet bekend.",
            "Contact centre: recovery target (RTO) from 4 hours to not yet known.",
        ),
        (
            {"decision": "can_wait"},
            "Klantcontact: besluit van moet doorgaan naar kan 72 uur wachten.",
            "Contact centre: decision from must go on to can wait 72 hours.",
        ),
        (
            {"mbco": Both("Twee balies", "Two desks")},
            "Klantcontact: minimaal dienstverleningsniveau gewijzigd.",
            "Contact centre: minimum level of service changed.",
        ),
        (
            {"needs": (NeedFact(1, ("resource:app", "resource:radio")),)},
            "Klantcontact: wat het nodig heeft gewijzigd.",
            "Contact centre: what it needs changed.",
        ),
        (
            {"staffing": (StaffFact("desk", 0, 4320, 1),)},
            "Klantcontact: minimale bezetting gewijzigd.",
            "Contact centre: minimum staffing changed.",
        ),
    ],
)
def test_a_changed_process(changed: dict[str, Any], nl: str, en: str) -> None:
    assert said(contact(**changed)) == [nl]
    assert said(contact(**changed), "en") == [en]


def test_added_and_removed() -> None:
    more = replace(sample.CONTACT, code="new", name=Both("Paspoorten", "Passports"))
    facts = sample.facts()
    assert said(replace(facts, processes=(*facts.processes, more))) == ["Proces toegevoegd: Paspoorten."]
    assert said(facts, "en", replace(facts, processes=(*facts.processes, more))) == [
        "Process removed: Passports."
    ]
    assert said(replace(facts, resources=facts.resources[1:])) == ["Middel vervallen: Elektriciteitsnet."]
    role = RoleFact("driver", Both("Chauffeur", "Driver"))
    assert said(replace(facts, roles=(*facts.roles, role))) == ["Rol toegevoegd: Chauffeur."]
    assert said(replace(facts, teams=facts.teams[:1])) == ["Team vervallen: Regionaal operationeel team."]


def test_a_changed_resource_names_its_time() -> None:
    grid = replace(sample.RESOURCES[0], recovery_min=36 * H, recovery_basis="measured")
    assert said(sample.facts(resources=(grid, *sample.RESOURCES[1:]))) == [
        "Elektriciteitsnet: hersteltijd van 24 uur naar 36 uur.",
        "Elektriciteitsnet: grond van de hersteltijd van aangenomen naar gemeten in een oefening.",
    ]
    tank = replace(sample.RESOURCES[1], tank_litres=200.5)
    assert said(sample.facts(resources=(sample.RESOURCES[0], tank, *sample.RESOURCES[2:]))) == [
        "Aggregaat gemalen: inhoud van de tank (liter) van 180 naar 200,5."
    ]


def test_people_are_never_named() -> None:
    roles = (replace(sample.ROLES[0], holders=(4, 1)), *sample.ROLES[1:])
    people = (replace(sample.PEOPLE[0], name="Zeger Nieuw", phone="06 99"), *sample.PEOPLE[1:])
    lines = said(sample.facts(roles=roles, people=people))
    assert lines == [
        "Burgemeester: wie de rol vervult of vervangt gewijzigd.",
        "Contactgegevens van mensen zijn gewijzigd.",
    ]


def test_texts_count_from_the_suggestion() -> None:
    """Confirming a suggestion as it is, and changing it, are two things."""
    from weerbaar.continuity.documents.suggestions import KINDS

    same = TextFact("people", KINDS["people"].suggestion, True)
    other = TextFact("people", Both("Anders.", "Otherwise."), True)
    facts = sample.facts()
    assert said(replace(facts, texts=(*facts.texts, same))) == ["Tekst “Onze mensen” bevestigd."]
    assert said(replace(facts, texts=(*facts.texts, other))) == ["Tekst “Onze mensen” gewijzigd."]
    assert said(facts, "en", replace(facts, texts=(*facts.texts, other))) == ["Text “Our people” changed."]


def test_computed_times_are_told_apart() -> None:
    figures = replace(
        sample.FIGURES,
        processes=(
            replace(sample.FIGURES.processes[0], ready_min=3.5 * H),
            replace(sample.FIGURES.processes[1], ready_min=30.4),  # less than a minute: the same
            ProcessFigures("deaths", 10.0 * H),
        ),
    )
    found = differences(sample.facts(), sample.facts(figures=figures))
    assert [each.kind for each in found] == ["computed", "computed"]
    assert [each.replace("\u00a0", " ") for each in sentences(found, "nl")] == [
        "Klantcontact: berekende hersteltijd van 27 uur naar 3,5 uur.",
        "Aangifte van overlijden: berekende hersteltijd van komt niet vanzelf terug naar 10 uur.",
    ]
    assert differences(sample.facts(), sample.facts(figures=None)) == ()


def test_exercises_measures_rota_and_room() -> None:
    facts = sample.facts()
    held = ExerciseFact(Both("Nacht", "Night"), date(2026, 12, 1))
    done = replace(facts.measures[0], state="done") if facts.measures else None
    assert done is not None
    lines = said(
        replace(
            facts,
            exercises=(*(facts.exercises or ()), held),
            measures=(done, MeasureFact(Both("Lampen", "Lamps"))),
            rota=None,
            room=None,
        )
    )
    assert lines == [
        "Het rooster is gewijzigd.",
        "De gereedheid van de crisisruimte is gewijzigd.",
        "Oefening toegevoegd: Nacht.",
        "Koop een tweede radio: stand van nog te doen naar gedaan.",
        "Actie toegevoegd: Lampen.",
    ]


@given(
    st.dictionaries(
        st.sampled_from(["rto_min", "mtpd_min", "workaround_max_min", "recovery_min"]),
        st.one_of(st.none(), st.integers(0, 20_000)),
    )
)
def test_one_sentence_per_time_that_differs(changed: dict[str, int | None]) -> None:
    different = [key for key, value in changed.items() if getattr(sample.CONTACT, key) != value]
    assert len(said(contact(**changed))) == len(different)
    # and back again: as many
    assert len(said(sample.facts(), before=contact(**changed))) == len(different)
