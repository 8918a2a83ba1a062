"""The starter content holds every process of the facts page, in both languages, and keeps all rules."""

from __future__ import annotations

import re

import pytest

from tests.shared_data import shared
from weerbaar.accounts.models import AuditEntry
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.continuity import models, queries, services
from weerbaar.continuity.exchange.document import SECTIONS, references, restricted
from weerbaar.continuity.exchange.json_file import read_json, write_json
from weerbaar.continuity.exchange.starter import starter_document
from weerbaar.continuity.exchange.starter.building import TRACKS
from weerbaar.continuity.exchange.starter.needs import NEEDS
from weerbaar.interface.jobs import UserError

# the words of the facts page → the process; a process of the page that is not here fails the test
PAGE = {
    "mandates and deputy mayor": "mandates",
    "ICT, identity and backup": "ict-identity-backup",
    "contact centre": "contact-centre",
    "sewer pumps": "sewer-pumps",
    "road safety, bridges, gritting": "road-safety",
    "decisions of the executive": "executive-decisions",
    "death registration and burial permit": "death-registration",
    "population register supply": "population-register",
    "reporting a data breach": "data-breach",
    "birth registration": "birth-registration",
    "urgent travel documents": "urgent-travel-documents",
    "benefit payments": "benefit-payments",
    "burial when nobody else arranges it": "burial-by-municipality",
    "payroll": "payroll",
    "household waste": "household-waste",
    "permits": "permits",
    "taxes": "taxes",
    "driving licences": "driving-licences",
    "alerting and crisis team": "alerting",
    "crisis room": "crisis-room",
    "crisis communication": "crisis-communication",
    "situational picture": "situational-picture",
    "shelter": "shelter",
    "evacuation": "evacuation",
    "emergency power and fuel": "emergency-power",
    "food, water, care": "food-water-care",
    "information to relatives": "information-to-relatives",
    "environmental care": "environmental-care",
    "support points": "support-points",
    "exceptional funeral care": "exceptional-funeral-care",
    "aftercare and recovery": "aftercare",
    "public order": "public-order",
    "emergency order and ordinance": "emergency-orders",
    "regional scaling up": "regional-scaling-up",
    "crisis measure in mental health care": "mental-health-measure",
    "temporary home ban": "home-ban",
    "demonstrations": "demonstrations",
    "municipal enforcement": "enforcement",
    "countering disinformation": "disinformation",
    "council meeting": "council-meeting",
    "official publication": "official-publication",
    "elections": "elections",
    "urgent youth care": "urgent-youth-care",
    "domestic violence reporting centre": "domestic-violence-centre",
    "homeless and safe shelter": "homeless-shelter",
    "urgent home support": "urgent-home-support",
    "outreach to vulnerable residents": "vulnerable-residents",
    "reception of refugees": "refugee-reception",
    "emergency schooling and childcare": "emergency-schooling",
    "debts that threaten housing or energy": "urgent-debts",
    "pupil transport": "pupil-transport",
}
BANDS = {"0-4 h": 240, "4-24 h": 1440, "24-72 h": 4320, "over 72 h": 10080}
LETTERS = {  # letter of the page → what in the register answers it
    "P": {"power", "generator"},
    "I": {"ict", "network"},
    "T": {"telecom"},
    "S": {"role"},
    "B": {"building", "room"},
    "L": {"supplier", "from others"},
    "W": {"water"},
    "F": {"fuel", "vehicle", "generator"},
}


def lines_of_the_page() -> list[tuple[str, str, str, str]]:
    """(track, band, words, letters) of every process on the facts page."""
    tracks = iter(("government", "crisis", "democracy", "society"))
    track, found = "", []
    for line in shared("facts/continuity-processes.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("**Track"):
            track = next(tracks)
        elif line.startswith("## "):
            track = "" if not line.startswith("# ") else track
        elif track and (band := re.match(r"- (0-4 h|4-24 h|24-72 h|over 72 h): (.*)", line)):
            for part in re.split(r";\s*(?![^(]*\))", band[2]):
                words = re.sub(r"\([^)]*\)", "", part).strip()
                letters = re.search(r"((?: [PITSBLWF])+)$", " " + words)
                name = words[: len(words) - len(letters[1]) + 1].strip() if letters else words
                found.append((track, band[1], name, letters[1] if letters else ""))
    return found


def test_every_process_of_the_facts_page_is_there_in_its_track_and_band() -> None:
    lines = lines_of_the_page()
    assert len(lines) == 51
    by_code = {entry.code: entry for entry in starter_document().processes}
    for track, band, words, _ in lines:
        entry = by_code[PAGE[words]]
        assert entry.track == track, words
        assert entry.mtpd_min == BANDS[band], words
    assert set(by_code) == set(PAGE.values())


def kinds_behind(code: str) -> set[str]:
    """The kinds of resource that a process needs, at any distance; also whether others give one."""
    document = starter_document()
    entries = {(name, entry.code): entry for name in SECTIONS for entry in document.section(name)}
    seen: set[tuple[str, str]] = set()
    wanted = [("processes", code)]
    while wanted:
        key = wanted.pop()
        if key not in seen:
            seen.add(key)
            wanted += [each for each in references(entries[key]) if each[0] in {"processes", "resources"}]
    others = {entry.code for entry in document.units if entry.kind == "other"}
    behind = [entries[key] for key in seen if key[0] == "resources"]
    return {entry.kind for entry in behind} | {"from others" for entry in behind if entry.unit_code in others}


def test_the_dependencies_of_the_facts_page_are_there() -> None:
    staffed = {entry.code for entry in starter_document().processes if entry.staffing}
    for _, _, words, letters in lines_of_the_page():
        code = PAGE[words]
        for letter in letters.split():
            answered = bool(LETTERS[letter] & kinds_behind(code)) or (letter == "S" and code in staffed)
            assert answered, f"{words}: {letter}"


def test_law_that_the_page_marks_for_checking_is_not_confirmed() -> None:
    text = shared("facts/continuity-processes.md").read_text(encoding="utf-8")
    by_code = {entry.code: entry for entry in starter_document().processes}
    for words, code in PAGE.items():
        behind = re.search(re.escape(words) + r" \(([^)]*)\)", text)
        if behind and "check" in behind[1]:
            assert not by_code[code].basis_confirmed, words
    confirmed = {code for code, entry in by_code.items() if entry.basis_confirmed}
    assert confirmed == {
        "ict-identity-backup",
        "death-registration",
        "data-breach",
        "birth-registration",
        "benefit-payments",
        "household-waste",
        "public-order",
        "emergency-orders",
        "urgent-debts",
    }


def test_deadlines_are_data() -> None:
    by_code = {entry.code: entry for entry in starter_document().processes}
    assert by_code["birth-registration"].deadline_min == 3 * 24 * 60
    assert by_code["birth-registration"].deadline_from == "birth"
    assert by_code["data-breach"].deadline_min == 72 * 60
    assert by_code["data-breach"].deadline_from == "discovery"
    assert "36" in by_code["death-registration"].deadline_note_en
    assert "sixth working day" in by_code["death-registration"].deadline_note_en


def test_everything_is_illustrative_and_in_both_languages() -> None:
    document = starter_document()
    for section in SECTIONS:
        for entry in document.section(section):
            assert entry.is_illustrative, entry.code
            for name in vars(entry):
                if name.endswith("_nl"):
                    dutch, english = getattr(entry, name), getattr(entry, f"{name[:-3]}_en")
                    assert bool(dutch) == bool(english), f"{entry.code}.{name}"
            for need in getattr(entry, "requirements", ()):
                assert bool(need.label_nl) == bool(need.label_en)


def test_the_starter_content_keeps_every_rule_that_a_file_must_keep() -> None:
    document = starter_document()
    assert read_json(write_json(document)) == document


def test_every_resource_and_named_need_is_of_use() -> None:
    document = starter_document()
    needed = {
        code
        for section in ("resources", "processes")
        for entry in document.section(section)
        for where, code in references(entry)
        if where == "resources"
    }
    assert document.codes("resources") - needed == set()
    assert set(NEEDS) == {name for facts in TRACKS.values() for fact in facts for name in fact.needs}


def test_the_grid_and_telecom_need_each_other_with_a_way_out() -> None:
    by_code = {entry.code: entry for entry in starter_document().resources}

    def members(code: str) -> set[str]:
        return {ref.code for need in by_code[code].requirements for ref in need.members}

    assert "telecom-mobile" in members("grid-power")
    assert members("telecom-mobile") == {"grid-power", "telecom-emergency-power"}
    assert all(need.needed == 1 for need in by_code["telecom-mobile"].requirements)


@pytest.mark.django_db
def test_it_loads_once_and_a_second_time_changes_nothing(place: MunicipalityRow) -> None:
    applied = services.load_starter(PROGRAM, place.id)
    assert applied.added == {name: len(starter_document().section(name)) for name in SECTIONS}
    assert queries.own_register(place.id).document.processes == starter_document().processes
    assert queries.own_register(place.id).document.resources == starter_document().resources
    assert set(models.Process.objects.values_list("status", flat=True)) == {"draft"}
    entries = AuditEntry.objects.count()
    again = services.load_starter(PROGRAM, place.id)
    assert again.total == 0
    assert AuditEntry.objects.count() == entries


@pytest.mark.django_db
def test_a_track_brings_along_what_it_leans_on_and_nothing_else(place: MunicipalityRow) -> None:
    services.load_starter(PROGRAM, place.id, frozenset({"society"}))
    there = queries.own_register(place.id).document
    assert {entry.track for entry in there.processes} == {"society"}
    assert len(there.processes) == 9
    assert there.teams == ()
    assert "app-tax" not in there.codes("resources")
    for section in SECTIONS:
        for entry in there.section(section):
            for where, code in references(entry):
                assert code in there.codes(where)
    assert there.processes == restricted(starter_document(), frozenset({"society"})).processes


@pytest.mark.django_db
def test_an_unknown_track_is_refused(place: MunicipalityRow) -> None:
    with pytest.raises(UserError):
        services.load_starter(PROGRAM, place.id, frozenset({"space"}))
    assert not models.Process.objects.exists()
