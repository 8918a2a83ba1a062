"""What the plan says: every chapter in both languages, figures as computed, and nothing unknown left out."""

from __future__ import annotations

import re
import string
from dataclasses import replace

import pytest

from tests.continuity.plan import sample
from weerbaar.continuity.documents import changes, words
from weerbaar.continuity.documents.facts import (
    Both,
    NeedFact,
    ProcessFigures,
    StaffFact,
    facts_as_json,
    facts_from_json,
)
from weerbaar.continuity.documents.figures import UNKNOWN, clock, duration
from weerbaar.continuity.documents.papers import cards_document, pack_document
from weerbaar.continuity.documents.pen import blocks_of
from weerbaar.continuity.documents.plan_after import staff_demand
from weerbaar.continuity.documents.plan_content import plan_document
from weerbaar.continuity.documents.sentences import SENTENCES
from weerbaar.continuity.documents.suggestions import TEXTS
from weerbaar.continuity.documents.tree import (
    Block,
    Bullets,
    Document,
    Figure,
    Heading,
    Pairs,
    Paragraph,
    Table,
    said,
    texts_of,
)

LANGUAGES = ("nl", "en")
# the chapters of the facts page, by the words that each heading must hold
CHAPTERS = {
    "nl": {
        0: "één bladzijde",
        1: "mandaat",
        2: "begint en eindigt",
        3: "vervangers",
        4: "moet doorgaan",
        5: "72 uur kan wachten",
        6: "Uur voor uur",
        7: "Procesbladen",
        8: "stroom, telecom, brandstof en water",
        9: "Volgorde van herstel",
        10: "zonder internet",
        11: "veiligheid",
        12: "Besluitenlijst",
        13: "normaal",
        14: "papieren bijlagen",
    },
    "en": {
        0: "one page",
        1: "mandate",
        2: "starts and ends",
        3: "deputies",
        4: "must go on",
        5: "wait 72 hours",
        6: "Hour by hour",
        7: "Process sheets",
        8: "power, telecom, fuel and water",
        9: "Order of recovery",
        10: "without internet",
        11: "safety",
        12: "Decision log",
        13: "normal",
        14: "paper annexes",
    },
}


def plan(language: str = "nl", *, contacts: bool = True, **changed: object) -> Document:
    return plan_document(sample.facts(**changed), sample.edition(), language, with_contacts=contacts)


def chapter(document: Document, number: int) -> list[Block]:
    """The blocks of one chapter."""
    found: list[Block] = []
    inside = False
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            inside = block.text.startswith(f"{number}. ")
        if inside:
            found.append(block)
    assert found, f"no chapter {number}"
    return found


def text(blocks: list[Block]) -> str:
    return "\n".join(line for block in blocks for line in texts_of(block)).replace("\u00a0", " ")


def table(blocks: list[Block], caption: str) -> Table:
    return next(b for b in blocks if isinstance(b, Table) and caption in b.caption)


def cells(found: Table) -> list[list[str]]:
    return [[said(cell).replace("\u00a0", " ") for cell in row] for row in found.rows]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("facts", [sample.facts(), sample.empty()], ids=["filled", "empty"])
def test_every_chapter_is_there_in_order(language: str, facts: object) -> None:
    document = plan_document(facts, sample.edition(), language, with_contacts=False)  # type: ignore[arg-type]
    headings = [each.text for each in document.headings(1)]
    assert len(headings) == 15
    for number, words_ in CHAPTERS[language].items():
        assert headings[number].startswith(f"{number}. ")
        assert words_ in headings[number]


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_the_first_day_every_chapter_without_data_says_what_to_do(language: str) -> None:
    document = plan_document(sample.empty(), sample.edition(copies=()), language, with_contacts=False)
    for number in (1, 3, 4, 5, 6, 7, 8, 9, 11, 14):
        assert UNKNOWN[language] in text(chapter(document, number)), number
    suggested = "Voorgestelde tekst" if language == "nl" else "Suggested text"
    for number in (0, 1, 2, 8, 10, 11, 12, 13):
        assert suggested in text(chapter(document, number)), number


def test_both_languages_have_the_same_shape() -> None:
    """With every text translated, block for block."""
    whole = replace(sample.PUMPS, reason=Both("Anders stroomt het riool over.", "Or the sewer overflows."))
    facts = sample.facts(processes=(sample.CONTACT, whole, sample.PERMITS), texts=sample.TEXTS[:1])
    shapes = [
        [
            (type(b).__name__, len(b.rows) if isinstance(b, Table) else 0)
            for b in plan_document(facts, sample.edition(), language, with_contacts=True).blocks
        ]
        for language in LANGUAGES
    ]
    assert shapes[0] == shapes[1]


def test_headings_never_skip_a_level() -> None:
    for document in (plan(), pack_document(sample.facts(), sample.edition(), "nl", with_contacts=True)):
        level = 0
        for heading in document.headings():
            assert heading.level <= level + 1, heading.text
            level = heading.level


# --- figures ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_computed_times_are_those_of_the_analysis(language: str) -> None:
    """27 h by hand: grid 24 h, network 2 h, application 1 h; pumps "at least": a time is unknown."""
    blocks = chapter(plan(language), 4)
    rows = {row[0]: row for row in cells(next(b for b in blocks if isinstance(b, Table)))}
    contact, pumps = (
        ("Klantcontact", "Rioolgemalen") if language == "nl" else ("Contact centre", "Sewer pumps")
    )
    hours = "uur" if language == "nl" else "hours"
    assert rows[contact][2:5] == [f"4 {hours}", f"24 {hours}", f"27 {hours} !"]
    assert rows[pumps][4] == ("minstens 30 minuten" if language == "nl" else "at least 30 minutes")
    assert rows[pumps][3] == UNKNOWN[language]


def test_the_lead_of_each_chapter_counts_right() -> None:
    document = plan("en")
    assert "go on: 2. By the computation not back in time: 1." in text(chapter(document, 4))
    assert "stop during the power cut: 1." in text(chapter(document, 5))
    assert "not back in time: 2" in text(chapter(document, 9))  # the undecided one counts as well
    lead = next(b for b in chapter(document, 0) if isinstance(b, Paragraph))
    assert re.findall(r"\d+(?=[.]|$)", said(lead.spans)) == ["2", "1", "1"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_and_drawing_of_computed_figures_says_where_they_come_from(language: str) -> None:
    says = "Berekend op 25 november 2026" if language == "nl" else "Computed on 25 November 2026"
    for number in (0, 4, 6, 7, 8, 9):
        assert says in text(chapter(plan(language), number)), number
    for document in (plan(language), plan(language, figures=None)):
        for block, after in zip(document.blocks, document.blocks[1:], strict=False):
            if isinstance(block, Figure):
                assert isinstance(after, Paragraph | Table)
                assert block.alt
                assert block.caption


def test_without_an_analysis_the_plan_says_so_and_shows_no_number() -> None:
    document = plan("en", figures=None)
    whole = text(list(document.blocks))
    assert "not yet computed" in text(chapter(document, 4))
    assert "Computed on" not in whole
    assert not [b for b in document.blocks if isinstance(b, Figure)]
    gaps = {row[0] for row in cells(table(chapter(document, 9), "Not yet known"))}
    assert "Computed time to recover" in gaps


def test_the_hours_are_counted_by_hand() -> None:
    """Contact: workaround to 12 h, down to 27 h; pumps: down for 1 h; deaths (undecided): down for 72 h."""
    blocks = chapter(plan("en"), 6)
    lines = [said(item) for b in blocks if isinstance(b, Bullets) for item in b.items]
    assert lines == [
        "in the first hour: 0 working, 1 on the workaround, 2 at a standstill",
        "after 4 hours: 1 working, 1 on the workaround, 1 at a standstill",
        "after 24 hours: 1 working, 0 on the workaround, 2 at a standstill",
        "after 72 hours: 2 working, 0 on the workaround, 1 at a standstill",
    ]
    rows = {row[0]: row[1:] for row in cells(next(b for b in blocks if isinstance(b, Table)))}
    assert rows["Contact centre"] == ["workaround", "workaround", "stands still", "works"]
    figure = next(b for b in blocks if isinstance(b, Figure))
    assert "Lowest: 1, in hour 1" in figure.alt


def test_the_binding_path_reads_from_its_cause() -> None:
    sheet = text(chapter(plan("en"), 7))
    assert (
        "27 hours, because of: Power grid (24 hours), then Network (2 hours), then Case system (1 hour)"
        in sheet
    )


def test_order_conflicts_and_single_points_of_chapter_9() -> None:
    blocks = chapter(plan("en"), 9)
    assert [row[:4] for row in cells(table(blocks, "What must be back when"))] == [
        ["Network", "3:00", "26:00", "Contact centre"],
        ["Case system", "4:00", "27:00", "Contact centre"],
    ]
    crossed = cells(table(blocks, "Lines that are crossed"))
    assert [row[3] for row in crossed] == ["23 hours", "3 hours", "does not come back by itself"]
    points = cells(table(blocks, "One loss"))
    assert points == [["Network", "Contact centre", "–"], ["Pump generator", "–", "Sewer pumps"]]


def test_fuel_is_reckoned_by_hand() -> None:
    """180 litres at 7.5 an hour: 24 hours without refilling."""
    rows = cells(table(chapter(plan("en"), 8), "Power, generators"))
    pump = next(row for row in rows if row[0].startswith("Pump"))
    assert pump == [
        "Pump generator (mobile)",
        "60 kVA",
        "180 litres, 7.5 litres per hour",
        "24 hours",
        "150 litres after 20 hours",
        "after 45 hours",
    ]
    spare = next(row for row in rows if row[0].startswith("Spare"))
    assert spare[1:4] == [UNKNOWN["en"]] * 3
    mobile = cells(table(chapter(plan("en"), 8), "Mobile generators"))
    assert mobile == [["0 to 8 hours", "Pump generator: for Sewer pumps"], ["8 to 12 hours", "none"]]


def test_staff_is_the_most_at_once_in_each_band() -> None:
    """Contact needs 2 until 24 h and 4 after, pumps 1 all the time: 3, 3, 5 of 4 people: 1 short."""
    assert staff_demand([sample.CONTACT, sample.PUMPS]) == {"desk": (3, 3, 5)}
    overlapping = replace(
        sample.PUMPS, staffing=(StaffFact("desk", 60, 300, 7), StaffFact("desk", 120, 180, 2))
    )
    assert staff_demand([overlapping]) == {"desk": (9, 7, 0)}
    rows = cells(table(chapter(plan("en"), 11), "People needed"))
    assert rows == [["Desk officer", "3", "3", "5", "4", "1"]]


def test_processes_of_others_are_needed_and_not_ours_to_keep_going() -> None:
    document = plan("en")
    assert "Supply of drinking water" not in text([b for n in (4, 5, 7) for b in chapter(document, n)])


# --- unknown, to be confirmed, not translated ---------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_unknown_of_the_sample_is_in_the_list(language: str) -> None:
    at = LANGUAGES.index(language)
    missing = table(chapter(plan(language), 9), ("Nog niet bekend", "Not yet known")[at])
    rows = {row[0]: row[1] for row in cells(missing)}
    death, pumps = ("Aangifte van overlijden", "Death registration")[at], ("Rioolgemalen", "Sewer pumps")[at]
    expected = {
        ("Hersteltijddoel (RTO)", "Recovery target (RTO)"): death,
        ("Maximaal toelaatbare uitvalsduur (MTPD)", "Longest tolerable disruption (MTPD)"): pumps,
        ("Minimaal dienstverleningsniveau", "Minimum level of service"): pumps,
        ("Noodprocedure", "Workaround"): pumps,
        ("Brandstof en verbruik", "Fuel and consumption"): ("Reserveaggregaat", "Spare generator")[at],
        ("Overbruggingstijd", "Autonomy"): ("Portofoons", "Hand-held radios")[at],
        ("Wie de rol vervult", "Who holds the role"): ("Woordvoerder", "Press officer")[at],
        ("Vervanger", "Deputy"): ("Operationeel leider", "Operational leader")[at],
        ("Besluit: doorgaan of wachten", "Decision: go on or wait"): death,
        ("Minimale bezetting", "Minimum staffing"): death,
        ("Tijd tot het team bij elkaar is", "Time until the team has met"): (
            "Regionaal operationeel team",
            "Regional operational team",
        )[at],
    }
    for what, subject in expected.items():
        assert subject in rows[what[at]], what


def test_nothing_unknown_is_shown_as_nothing() -> None:
    """Between the facts with and without a value, only the words for unknown differ: never a 0 or a blank."""
    for language in LANGUAGES:
        for block in plan(language).blocks:
            if isinstance(block, Table) and not block.blank:
                for row in block.rows:
                    assert all(said(cell) for cell in row[:1]) or row[0] == ()
            if isinstance(block, Pairs):
                assert all(said(value) for _, value in block.items)


def test_law_that_nobody_looked_up_is_to_be_confirmed() -> None:
    whole = text(list(plan("nl").blocks))
    assert "Omgevingswet 2.16 (nog te bevestigen)" in whole
    assert "Algemene wet bestuursrecht 2:1 (nog te bevestigen)" not in whole
    confirm = {row[0]: row[1] for row in cells(table(chapter(plan("nl"), 9), "Nog te bevestigen"))}
    assert "Rioolgemalen" in confirm["Wettelijke grondslag"]
    assert "Klantcontact" not in confirm["Wettelijke grondslag"]
    assert confirm["Voorbeeldinhoud"] == "Rioolgemalen"
    assert "Wie mag beslissen" in confirm
    assert "De crisisruimte" not in confirm  # the municipality confirmed its own text


def test_a_text_in_one_language_only_is_named_and_marked() -> None:
    english = plan("en")
    sheet = next(b for b in chapter(english, 7) if isinstance(b, Pairs) and "Anders" in "".join(texts_of(b)))
    decision = dict(sheet.items)["Decision"]
    assert said(decision) == "must go on: Not translated yet: Anders stroomt het riool over."
    assert [span.language for span in decision if "riool" in span.text] == ["nl"]
    rows = {row[0]: row[1] for row in cells(table(chapter(english, 9), "Not translated yet"))}
    assert rows == {"Reason of the decision": "Sewer pumps", "When the plan ends": "the plan"}
    assert "Nog niet vertaald" not in text(list(plan("nl").blocks))


# --- people -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [plan_document, cards_document, pack_document])
@pytest.mark.parametrize("language", LANGUAGES)
def test_names_and_numbers_are_only_in_copies_with_contacts(make: object, language: str) -> None:
    with_, without = (
        "\n".join(make(sample.facts(), sample.edition(), language, with_contacts=each).texts())  # type: ignore[operator]
        for each in (True, False)
    )
    for person in sample.PEOPLE[:3]:
        assert person.name in with_
        assert person.phone in with_
        assert person.name not in without
        assert person.phone not in without


def test_card_says_what_a_role_needs() -> None:
    document = cards_document(sample.facts(), sample.edition(), "nl", with_contacts=True)
    assert [each.text for each in document.headings(1)] == [
        "Kaart: Burgemeester",
        "Kaart: Operationeel leider",
        "Kaart: Woordvoerder",
    ]
    whole = "\n".join(document.texts()).replace("\u00a0", " ")
    for part in (
        "Uw eerste uur",
        "wie u vervangt",
        "Wie u belt",
        "Wat moet doorgaan",
        "kamer 0.12",
        "omroep",
        "1,5 uur",
    ):
        assert part in whole


def test_pack_holds_plan_cards_alert_list_and_forms() -> None:
    headings = [
        each.text
        for each in pack_document(sample.facts(), sample.edition(), "nl", with_contacts=True).headings(1)
    ]
    for part in (
        "papieren exemplaren",
        "7. Procesbladen",
        "Kaart: Burgemeester",
        "Alarmlijst",
        "besluitenlijst",
        "situatierapport",
        "bericht",
        "dag 3 van 3",
    ):
        assert any(part in heading for heading in headings), part


# --- texts and words ----------------------------------------------------------------------------------------


def test_written_texts_become_paragraphs_points_and_steps() -> None:
    blocks = list(blocks_of("Eerst.\nNog eerst.\n\n- een\n- twee\n1. stap\n2. stap\nSlot."))
    assert [type(block).__name__ for block in blocks] == ["Paragraph", "Bullets", "Bullets", "Paragraph"]
    assert [texts for block in blocks for texts in texts_of(block)] == [
        "Eerst. Nog eerst.",
        "een",
        "twee",
        "stap",
        "stap",
        "Slot.",
    ]
    assert [b.ordered for b in blocks if isinstance(b, Bullets)] == [False, True]


@pytest.mark.parametrize(
    ("minutes", "nl", "en"),
    [
        (None, "nog niet bekend", "not yet known"),
        (0, "0 minuten", "0 minutes"),
        (1, "1 minuut", "1 minute"),
        (60, "1 uur", "1 hour"),
        (90, "1,5 uur", "1.5 hours"),
        (100, "1 uur 40 minuten", "1 hour 40 minutes"),
        (4320, "72 uur", "72 hours"),
        (7 * 1440, "7 dagen", "7 days"),
        (6000, "100 uur", "100 hours"),
    ],
)
def test_durations_are_exact_in_words(minutes: float | None, nl: str, en: str) -> None:
    assert duration(minutes, "nl").replace("\u00a0", " ") == nl
    assert duration(minutes, "en").replace("\u00a0", " ") == en


def test_the_clock_counts_hours_beyond_a_day() -> None:
    assert [clock(0), clock(59.6), clock(1650)] == ["0:00", "1:00", "27:30"]


TABLES = [
    SENTENCES,
    changes.WORDING,
    changes.WHAT,
    words.TRACK,
    words.DECISION,
    words.STATUS,
    words.PLAN_STATE,
    words.COUNTS_FROM,
    words.KIND,
    words.BASIS,
    words.LEVEL,
    words.LINE,
    words.STATE,
    words.MEASURE_STATE,
]


@pytest.mark.parametrize("table_", TABLES)
def test_both_languages_are_complete_and_take_the_same_figures(table_: words.Words) -> None:
    def places(sentence: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}

    for key, (dutch, english) in table_.items():
        assert dutch.strip(), key
        assert english.strip(), key
        assert places(dutch) == places(english), key


def test_words_cover_every_choice_of_the_tables() -> None:
    from weerbaar.continuity.models import (
        CrisisTeam,
        ImprovementMeasure,
        PlanVersion,
        Process,
        Resource,
        Track,
    )

    assert set(words.TRACK) == set(Track.values)
    assert set(words.DECISION) == set(Process.Decision.values)
    assert set(words.STATUS) == set(Process.Status.values)
    assert set(words.COUNTS_FROM) == set(Process.CountsFrom.values)
    assert set(words.KIND) == {*Resource.Kind.values, "process"}
    assert set(words.BASIS) == set(Resource.Basis.values)
    assert set(words.LEVEL) == set(CrisisTeam.Level.values)
    assert set(words.MEASURE_STATE) == set(ImprovementMeasure.State.values)
    assert set(words.PLAN_STATE) == set(PlanVersion.State.values)


def test_suggestions_exist_in_both_languages_or_in_none() -> None:
    for kind in TEXTS:
        assert bool(kind.suggestion.nl) == bool(kind.suggestion.en), kind.key
        shapes = [
            [type(block).__name__ for block in blocks_of(kind.suggestion.text(each))] for each in LANGUAGES
        ]
        assert shapes[0] == shapes[1], kind.key


def test_facts_survive_their_journey_through_json() -> None:
    import json

    facts = sample.facts()
    assert facts_from_json(json.loads(json.dumps(facts_as_json(facts)))) == facts
    assert facts_from_json(facts_as_json(sample.empty())) == sample.empty()
    older = facts_as_json(facts)
    del older["measures"]  # a version of before this field existed
    assert facts_from_json(older).measures is None


def test_a_path_without_names_and_a_need_of_some_are_written() -> None:
    odd = replace(
        sample.CONTACT,
        code="odd",
        name=Both("Vreemd", "Odd"),
        needs=(NeedFact(2, ("resource:grid", "resource:generator", "process:gone")),),
    )
    figures = replace(sample.FIGURES, processes=(ProcessFigures("odd", 0.0),))
    sheet = text(chapter(plan("en", processes=(odd,), figures=figures), 7))
    assert "2 of these 3: Power grid, Pump generator, gone" in sheet
