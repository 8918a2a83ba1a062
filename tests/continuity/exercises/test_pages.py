"""The pages of exercises: who sees which screen, the mark on everything, measured times, query counts."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone
from django.utils.translation import override
from pypdf import PdfReader

from tests.continuity.exercises.conftest import DRAFT, Register, again, turn, user_of
from weerbaar.accounts.types import PROGRAM, MunicipalityRow, Role
from weerbaar.continuity import queries, services
from weerbaar.continuity.exercise_types import ExerciseRow
from weerbaar.continuity.exercising import files
from weerbaar.continuity.models import (
    ExerciseStateReport,
    ImprovementMeasure,
    Process,
    Resource,
    Scenario,
)
from weerbaar.continuity.services import ExerciseEdit, MeasureEdit
from weerbaar.continuity.types import NodeKind, NodeRef

pytestmark = pytest.mark.django_db
MARK = "OEFENING / EXERCISE"
PUMPS = NodeRef(NodeKind.PROCESS, "sewer-pumps")
GENERATOR = NodeRef(NodeKind.RESOURCE, "generator")


def address(
    name: str, row: ExerciseRow | None, town: MunicipalityRow, language: str = "en", **more: object
) -> str:
    kwargs = {"municipality": town.slug, **({"exercise_id": row.id} if row else {}), **more}
    with override(language):
        return reverse(f"continuity:{name}", kwargs=kwargs)


SCREENS = {  # who may open which screen of an exercise that is being held
    "exercise_lead": {"coordinator"},
    "exercise_lead_part": {"coordinator"},
    "exercise_play": {"player"},
    "exercise_play_part": {"player"},
    "exercise_evaluate": {"evaluator", "coordinator"},
    "exercise_watch": {"observer", "evaluator", "coordinator"},
    "exercise_watch_part": {"observer", "evaluator", "coordinator"},
    "exercise_clock": {"observer", "evaluator", "coordinator", "player"},
    "exercise_inject_list": {"evaluator", "coordinator"},
    "exercise_inject_list_csv": {"evaluator", "coordinator"},
    "exercise_log_csv": {"observer", "evaluator", "coordinator", "player"},
    "exercise_hot_wash": {"observer", "evaluator", "coordinator", "player"},
    "exercise_report": {"evaluator", "coordinator"},
    "exercise_manual": {"observer", "evaluator", "coordinator", "player", "outsider"},
    "exercise_results": {"observer", "evaluator", "coordinator", "player", "outsider"},
    "exercise": {"observer", "evaluator", "coordinator", "player", "outsider"},
}


@pytest.mark.parametrize("name", SCREENS)
def test_who_sees_which_screen(
    town: MunicipalityRow, people: dict[str, Client], live: ExerciseRow, name: str
) -> None:
    for who, browser in people.items():
        expected = 200 if who in SCREENS[name] else 403
        assert browser.get(address(name, live, town)).status_code == expected, (who, name)


WRITES = {  # name → (data, who may)
    "exercise_turn": ({"act": "resume"}, {"coordinator"}),
    "exercise_note": ({"text": "x"}, {"coordinator"}),
    "exercise_add_inject": ({"channel": "phone", "text": "x"}, {"coordinator"}),
    "exercise_decide": ({"text": "x"}, {"coordinator", "player"}),
    "exercise_state": (
        {"node": "process:sewer-pumps", "condition": "lost"},
        {"coordinator", "player", "evaluator"},
    ),
    "exercise_observe": ({"text": "x"}, {"coordinator", "evaluator"}),
    "exercise_conclude": ({"text": "x"}, {"coordinator"}),
    "exercise_hot_wash": ({"text": "x", "kind": "well"}, {"coordinator", "player", "evaluator"}),
    "exercise_close": ({}, {"coordinator"}),
}


@pytest.mark.parametrize("name", WRITES)
def test_who_writes_what(
    town: MunicipalityRow, people: dict[str, Client], live: ExerciseRow, name: str
) -> None:
    data, allowed = WRITES[name]
    for who, browser in people.items():
        status = browser.post(address(name, live, town), data).status_code
        assert status == (302 if who in allowed else 403), (who, name)


def test_a_coordinator_who_plays_does_not_see_what_comes(
    town: MunicipalityRow, people: dict[str, Client], exercise: ExerciseRow
) -> None:
    user = user_of(town, Role.EDITOR_CONTINUITY)
    services.add_participant(PROGRAM, town.id, exercise.id, "player", user_id=user)
    browser = people["coordinator"]
    assert browser.get(address("exercise_lead", exercise, town)).status_code == 403
    assert browser.get(address("exercise_inject_list", exercise, town)).status_code == 403
    assert browser.get(address("exercise_play", exercise, town)).status_code == 200


def test_a_player_gets_only_what_is_theirs_and_only_when_it_was_delivered(
    town: MunicipalityRow, people: dict[str, Client], live: ExerciseRow
) -> None:
    browser, page = people["player"], address("exercise_play", live, town)
    assert "Pump stopped" not in browser.get(page).content.decode()
    for inject in live.scenario.injects:
        services.hand_out_inject(PROGRAM, town.id, live.id, inject.id)
    text = browser.get(page).content.decode()
    assert "Pump stopped" in text
    assert "All dark" in text
    assert "Servers on battery" not in text  # for ICT
    assert '<span lang="nl">Gerucht</span>' in text  # only in Dutch, and marked so
    assert "Generator" not in re.sub(r"<option.*?</option>", "", text)  # what is expected of them


def test_a_screen_asks_again_and_gets_nothing_while_nothing_is_new(
    town: MunicipalityRow, people: dict[str, Client], live: ExerciseRow
) -> None:
    for who, part in (
        ("player", "exercise_play"),
        ("coordinator", "exercise_lead"),
        ("observer", "exercise_watch"),
    ):
        browser = people[who]
        text = browser.get(address(part, live, town)).content.decode()
        again_at = re.search(rf'hx-get="([^"]+{part.split("_")[1]}/part/\?seen=[^"]+)"', text)
        assert again_at, part
        assert browser.get(again_at[1]).status_code == 204
        services.hand_out_inject(PROGRAM, town.id, live.id, again(live).scenario.injects[0].id) if (
            who == "player"
        ) else services.report_state(PROGRAM, town.id, live.id, PUMPS, "lost")
        assert browser.get(again_at[1]).status_code == 200


def test_two_facilitators_and_a_button_with_and_without_script(
    town: MunicipalityRow, people: dict[str, Client], live: ExerciseRow
) -> None:
    browser, turning = people["coordinator"], address("exercise_turn", live, town)
    seen = live.clock.events
    answer = browser.post(turning, {"act": "resume", "seen": seen})
    assert answer.status_code == 302
    assert answer["Location"].endswith("/lead/")
    part = browser.post(turning, {"act": "pause", "seen": seen}, headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "colleague" in part.content.decode()
    assert again(live).clock.events == seen + 1
    assert browser.post(turning, {"act": "explode"}).status_code == 404
    browser.post(turning, {"act": "jump", "to_min": "2:30", "seen": seen + 1})
    assert again(live).clock.stand == timedelta(minutes=150)
    part = browser.post(turning, {"act": "jump", "to_min": "half past"}, headers={"HX-Request": "true"})
    assert "26:15" in part.content.decode()


# --- the mark -----------------------------------------------------------------------------------------------

FRAGMENTS = {"exercise_clock", "exercise_lead_part", "exercise_play_part", "exercise_watch_part"}
FORMS_ONLY = {  # they take a form and send the browser on
    "library_copy",
    "scenario_remove",
    "objective_add",
    "group_add",
    "scenario_part_remove",
    "exercise_call_off",
    "participant_add",
    "participant_remove",
    "exercise_turn",
    "exercise_hand_out",
    "exercise_add_inject",
    "exercise_note",
    "exercise_decide",
    "exercise_state",
    "exercise_withdraw",
    "exercise_observe",
    "exercise_take_over",
    "exercise_conclude",
    "exercise_close",
}
FILES = {"exercise_pdf", "exercise_inject_list_csv", "exercise_log_csv", "scenario_file"}
NOT_OF_AN_EXERCISE = {"measures"}  # what is really going to be done


def names() -> set[str]:
    from weerbaar.continuity.urls import exercises

    return {str(pattern.name) for pattern in exercises.urlpatterns}


@pytest.fixture
def told(town: MunicipalityRow, live: ExerciseRow, register: Register) -> ExerciseRow:
    """An exercise in which something of everything happened, and that is over."""
    here = town.id
    for inject in live.scenario.injects[:3]:
        services.hand_out_inject(PROGRAM, here, live.id, inject.id)
    services.report_state(PROGRAM, here, live.id, PUMPS, "lost", 10)
    services.report_state(PROGRAM, here, live.id, GENERATOR, "lost", 10)
    services.report_state(PROGRAM, here, live.id, GENERATOR, "restored", 35)
    services.report_state(PROGRAM, here, live.id, PUMPS, "can_start", 35)
    services.report_state(PROGRAM, here, live.id, PUMPS, "restored", 55)
    services.log_exercise_decision(PROGRAM, here, live.id, services.Entry("Naar gemaal 3", reasoning="Vol"))
    for objective in live.scenario.objectives:
        services.observe(PROGRAM, here, live.id, "Gezien", "nl", objective.id, "met")
    finding = services.write_finding(PROGRAM, here, live.id, "improve", "Kabel zoek", "nl")
    services.add_measure(
        PROGRAM,
        here,
        MeasureEdit(
            "Kabel erbij leggen", "nl", date(2026, 1, 5), register.unit, register.role, "sewer-pumps"
        ),
        live.id,
        finding,
    )
    return turn(live, "end")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_mark_stands_on_every_page_of_an_exercise(
    town: MunicipalityRow, people: dict[str, Client], told: ExerciseRow, language: str
) -> None:
    own = services.keep_scenario(PROGRAM, town.id, DRAFT)
    measure = ImprovementMeasure.objects.get().pk
    finding = queries.run(told).findings[0].id
    inject = Scenario.objects.get(pk=own).injects.first()
    assert inject
    arguments: dict[str, dict[str, object]] = {
        "library_scenario": {"scenario_code": "outage-72h"},
        "scenario": {"scenario_id": own},
        "scenario_edit": {"scenario_id": own},
        "inject_add": {"scenario_id": own},
        "inject": {"scenario_id": own, "inject_id": inject.pk},
        "measure": {"measure_id": measure},
        "exercise_measure": {"finding_id": finding},
    }
    of_exercise = {str(pattern.name) for pattern in get_patterns() if "exercise_id" in str(pattern.pattern)}
    pages = names() - FRAGMENTS - FORMS_ONLY - FILES - NOT_OF_AN_EXERCISE
    assert len(pages) > 18
    for name in sorted(pages):
        row = told if name in of_exercise else None
        path = address(name, row, town, language, **arguments.get(name, {}))
        browser = people["player" if name == "exercise_play" else "coordinator"]
        answer = browser.get(path)
        assert answer.status_code == 200, (name, path)
        text = answer.content.decode()
        assert text.count(f'class="wb-exercise-mark">{MARK}<') == 1, name
        title = re.search(r"<title>(.*?)</title>", text, re.DOTALL)
        assert title
        assert title[1].startswith(MARK), name
        assert "wb-exercise" in re.search(r'<body class="([^"]*)"', text)[1], name  # type: ignore[index]


def get_patterns() -> list[object]:
    from weerbaar.continuity.urls import exercises

    assert get_resolver()
    return list(exercises.urlpatterns)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("paper", ["manual", "injects", "report"])
def test_the_mark_stands_on_every_sheet_of_a_paper(
    town: MunicipalityRow, people: dict[str, Client], told: ExerciseRow, language: str, paper: str
) -> None:
    answer = people["coordinator"].get(address("exercise_pdf", told, town, language, paper=paper))
    assert answer["Content-Type"] == "application/pdf"
    assert "OEFENING-EXERCISE-" in answer["Content-Disposition"]
    reader = PdfReader(io.BytesIO(answer.content))
    assert len(reader.pages) >= 1
    for page in reader.pages:
        assert MARK in page.extract_text()
    assert reader.metadata
    assert MARK in str(reader.metadata.title)
    assert reader.trailer["/Root"]["/Lang"].lower().startswith(language)  # type: ignore[index]
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]


def test_a_long_inject_list_has_the_mark_on_each_of_its_sheets(
    town: MunicipalityRow, people: dict[str, Client]
) -> None:
    draft = files.from_library("outage-72h")
    assert draft
    number = services.make_exercise(PROGRAM, town.id, ExerciseEdit("Lang", date(2026, 11, 20), "full"), draft)
    row = queries.exercise(town.id, number)
    answer = people["coordinator"].get(address("exercise_pdf", row, town, "nl", paper="injects"))
    reader = PdfReader(io.BytesIO(answer.content))
    assert len(reader.pages) > 4
    assert all(MARK in page.extract_text() for page in reader.pages)
    manual = people["outsider"].get(address("exercise_pdf", row, town, "nl", paper="manual"))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(manual.content)).pages)
    assert "Havenweg" not in text, "the manual holds no injects"


def test_every_row_of_a_csv_carries_the_mark_and_none_is_a_formula(
    town: MunicipalityRow, people: dict[str, Client], live: ExerciseRow
) -> None:
    services.log_exercise_decision(PROGRAM, town.id, live.id, services.Entry("=1+1"))
    for name in ("exercise_inject_list_csv", "exercise_log_csv"):
        answer = people["coordinator"].get(address(name, live, town))
        assert "OEFENING-EXERCISE-" in answer["Content-Disposition"]
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=","))
        assert len(rows) > 1
        assert all(row[0] == MARK for row in rows[1:])
        assert not any(cell.startswith("=") for row in rows for cell in row)


# --- measured times -----------------------------------------------------------------------------------------


def test_a_measured_time_is_offered_and_taken_over_as_measured(
    town: MunicipalityRow, people: dict[str, Client], told: ExerciseRow
) -> None:
    page = people["coordinator"].get(address("exercise_results", told, town)).content.decode()
    page = page.replace("\u00a0", " ")
    assert "20 min" in page  # 35 to 55, its own time
    assert "45 min" in page  # 10 to 55, in all
    assert "30 min" in page  # what the register assumes
    for node in ("process:sewer-pumps", "resource:generator"):
        answer = people["coordinator"].post(address("exercise_take_over", told, town), {"node": node})
        assert answer.status_code == 302
    process, resource = Process.objects.get(code="sewer-pumps"), Resource.objects.get(code="generator")
    assert (process.recovery_min, process.recovery_basis) == (20, "measured")
    assert (process.recovery_on, process.recovery_source) == (told.held_on, "Proef")
    assert process.status == "draft"
    assert (resource.recovery_min, resource.recovery_basis) == (25, "measured")
    assert (resource.recovery_on, resource.recovery_source) == (told.held_on, "Proef")
    row = queries.register(town.id).node(PUMPS)
    assert row
    assert (row.recovery_min, row.recovery_basis, row.recovery_on) == (20, "measured", told.held_on)
    assert all(offer.taken for offer in queries.offers(queries.run(told), True, frozenset()))


def test_another_figure_by_hand_is_an_assumption_again(town: MunicipalityRow, told: ExerciseRow) -> None:
    from dataclasses import replace

    from weerbaar.continuity.edits import ProcessEdit

    services.take_over_measurement(PROGRAM, town.id, told.id, PUMPS)
    row = queries.register(town.id).node(PUMPS)
    same = replace(ProcessEdit.of(row), summary_nl="Pompen")  # type: ignore[arg-type]
    services.edit_process(PROGRAM, town.id, "sewer-pumps", same)
    assert Process.objects.get(code="sewer-pumps").recovery_basis == "measured"
    services.edit_process(PROGRAM, town.id, "sewer-pumps", replace(same, recovery_min=90))
    process = Process.objects.get(code="sewer-pumps")
    assert (process.recovery_basis, process.recovery_source, process.recovery_on) == ("assumed", "", None)


def test_an_owner_takes_over_their_own_and_nobody_else_anything(
    town: MunicipalityRow, people: dict[str, Client], told: ExerciseRow, owner: int
) -> None:
    taking = address("exercise_take_over", told, town)
    assert people["player"].post(taking, {"node": "resource:generator"}).status_code == 403  # of no unit
    assert people["evaluator"].post(taking, {"node": "process:sewer-pumps"}).status_code == 403
    assert people["observer"].post(taking, {"node": "process:sewer-pumps"}).status_code == 403
    assert people["player"].post(taking, {"node": "process:nothing"}).status_code == 404
    assert people["player"].post(taking, {"node": "process:sewer-pumps"}).status_code == 302
    assert Process.objects.get(code="sewer-pumps").recovery_basis == "measured"


def test_nothing_is_taken_over_before_the_end(
    town: MunicipalityRow, people: dict[str, Client], live: ExerciseRow
) -> None:
    services.report_state(PROGRAM, town.id, live.id, PUMPS, "lost", 10)
    services.report_state(PROGRAM, town.id, live.id, PUMPS, "restored", 20)
    people["coordinator"].post(address("exercise_take_over", live, town), {"node": "process:sewer-pumps"})
    assert Process.objects.get(code="sewer-pumps").recovery_basis == "assumed"


def test_a_player_withdraws_only_their_own_report(
    town: MunicipalityRow, people: dict[str, Client], live: ExerciseRow
) -> None:
    services.report_state(PROGRAM, town.id, live.id, PUMPS, "lost", 10)
    people["player"].post(
        address("exercise_state", live, town), {"node": "process:sewer-pumps", "condition": "restored"}
    )
    of_program, own = ExerciseStateReport.objects.order_by("pk")
    for report, status in ((of_program, 403), (own, 302)):
        path = address("exercise_withdraw", live, town, report_id=report.pk)
        assert people["player"].post(path).status_code == status
    assert people["observer"].post(path).status_code == 403


# --- measures, report, scenarios ----------------------------------------------------------------------------


def test_from_finding_to_measure_to_done(
    town: MunicipalityRow, people: dict[str, Client], told: ExerciseRow, register: Register, owner: int
) -> None:
    coordinator = people["coordinator"]
    finding = queries.run(told).findings[0].id
    path = address("exercise_measure", told, town, finding_id=finding)
    data = {"title": "Slot vervangen", "due_on": "2026-01-31", "state": "open"}
    assert coordinator.post(path, data).status_code == 422  # nobody's
    assert coordinator.post(path, {**data, "unit_id": register.unit}).status_code == 302
    today = timezone.localdate()
    row = next(one for one in queries.measures(town.id) if one.title == "Slot vervangen")
    assert row.is_overdue(today) == (today > date(2026, 1, 31))
    assert (row.language, row.exercise_id, row.finding) == ("en", told.id, "Kabel zoek")
    page = address("measure", None, town, measure_id=row.id)
    assert people["evaluator"].get(page).status_code == 403
    assert people["player"].get(page).status_code == 200  # owner of the unit
    dropped = {**data, "unit_id": register.unit, "state": "dropped", "version": row.version}
    assert people["player"].post(page, dropped).status_code == 422  # no reason
    done = {**dropped, "state": "done"}
    assert people["player"].post(page, done).status_code == 302
    assert people["player"].post(page, done).status_code == 422  # somebody was first
    changed = queries.measure(town.id, row.id)
    assert changed
    assert (changed.state, changed.done_on, changed.is_overdue(date(2030, 1, 1))) == ("done", today, False)
    listed = coordinator.get(address("measures", None, town)).content.decode()
    assert "Slot vervangen" not in listed
    assert "Kabel erbij leggen" in listed
    assert "overdue" in listed


def test_the_report_becomes_final_once_every_objective_is_graded(
    town: MunicipalityRow, people: dict[str, Client], told: ExerciseRow
) -> None:
    coordinator = people["coordinator"]
    conclude = address("exercise_conclude", told, town)
    coordinator.post(conclude, {"text": "It went well enough.", "version": told.version})
    coordinator.post(conclude, {"text": "Too late", "version": told.version})
    row = again(told)
    assert (row.conclusion, row.conclusion_language) == ("It went well enough.", "en")
    coordinator.post(address("exercise_close", told, town))
    assert again(told).closed_at
    before = len(queries.run(told).findings)
    coordinator.post(address("exercise_hot_wash", told, town), {"text": "Nog iets", "kind": "well"})
    assert len(queries.run(told).findings) == before
    dutch = people["outsider"].get(address("exercise_report", told, town, "nl")).content.decode()
    assert '<span lang="en">It went well enough.</span>' in dutch
    assert "player" not in dutch  # nobody's account name for who may not see names


def test_names_are_for_who_takes_part_or_may_see_contacts(
    town: MunicipalityRow, people: dict[str, Client], exercise: ExerciseRow
) -> None:
    services.add_participant(PROGRAM, town.id, exercise.id, "player", name="Jan op Papier")
    page = address("exercise", exercise, town)
    assert "Jan op Papier" in people["observer"].get(page).content.decode()
    assert "Jan op Papier" not in people["outsider"].get(page).content.decode()


def test_a_file_is_checked_shown_and_taken_over(town: MunicipalityRow, people: dict[str, Client]) -> None:
    browser, path = people["coordinator"], address("scenario_import", None, town)

    def upload(text: str) -> object:
        return SimpleUploadedFile("scenario.json", text.encode(), "application/json")

    wrong = json.loads(files.write(DRAFT))
    wrong["injects"][0]["channel"] = "fax"
    answer = browser.post(path, {"file": upload(json.dumps(wrong))})
    assert answer.status_code == 422
    assert "injects[1].channel" in answer.content.decode()
    text = files.write(DRAFT)
    shown = browser.post(path, {"file": upload(text)})
    assert shown.status_code == 200
    assert "Pump stopped" in shown.content.decode()
    assert "crisis-team" in shown.content.decode()  # not in this register, and said so
    assert not Scenario.objects.exists()
    assert browser.post(path, {"sure": "1", "text": json.dumps(wrong)}).status_code == 422
    assert browser.post(path, {"sure": "1", "text": text}).status_code == 302
    row = Scenario.objects.get()
    out = browser.get(address("scenario_file", None, town, scenario_id=row.pk)).content
    assert files.read(out) == DRAFT


def test_a_scenario_is_copied_changed_and_used(town: MunicipalityRow, people: dict[str, Client]) -> None:
    browser = people["coordinator"]
    browser.post(address("library_copy", None, town, scenario_code="heat-brownout"))
    own = Scenario.objects.get()
    add = address("inject_add", None, town, scenario_id=own.pk)
    inject = {"at_min": "1:10", "channel": "phone", "text_en": "The pool is full."}
    assert browser.post(add, {**inject, "at_min": "9:00"}).status_code == 422
    assert browser.post(add, {**inject, "text_en": ""}).status_code == 422
    assert browser.post(add, inject).status_code == 302
    made = browser.post(
        address("exercise_make", None, town),
        {
            "scenario": f"own:{own.pk}",
            "name": "Heet",
            "held_on": "2026-12-01",
            "kind": "table_top",
            "starts_at_min": "0:00",
            "first_speed": "1",
        },
    )
    assert made.status_code == 302
    own.delete()  # the exercise has a scenario of its own
    (line,) = queries.exercises(town.id)
    row = queries.exercise(town.id, line.id)
    assert row
    assert [one.text_en for one in row.scenario.injects if one.at_min == 70] == ["The pool is full."]


# --- query counts -------------------------------------------------------------------------------------------


def count(browser: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert browser.get(path).status_code == 200
    return len(found)


def test_lists_ask_the_database_as_often_for_many_as_for_one(
    town: MunicipalityRow, people: dict[str, Client], told: ExerciseRow, register: Register
) -> None:
    browser = people["coordinator"]
    paths = [address(name, None, town) for name in ("exercises", "measures", "scenarios")]
    services.keep_scenario(PROGRAM, town.id, DRAFT)
    for path in paths:
        browser.get(path)
    few = [count(browser, path) for path in paths]
    for number in range(6):
        services.keep_scenario(PROGRAM, town.id, DRAFT)
        made = services.make_exercise(
            PROGRAM, town.id, ExerciseEdit(f"Proef {number}", date(2026, 11, 21), "full"), DRAFT
        )
        services.add_measure(
            PROGRAM, town.id, MeasureEdit(f"Doen {number}", "nl", date(2027, 1, 1), register.unit), made
        )
    assert [count(browser, path) for path in paths] == few


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("coordinator", "exercise_lead"),
        ("player", "exercise_play"),
        ("evaluator", "exercise_evaluate"),
        ("observer", "exercise_watch"),
        ("coordinator", "exercise_results"),
        ("coordinator", "exercise_hot_wash"),
        ("coordinator", "exercise_report"),
    ],
)
def test_screens_ask_the_database_as_often_for_much_as_for_little(
    town: MunicipalityRow, people: dict[str, Client], live: ExerciseRow, who: str, name: str
) -> None:
    browser, path = people[who], address(name, live, town)

    def happen() -> None:
        services.report_state(PROGRAM, town.id, live.id, PUMPS, "lost", 10)
        services.report_state(PROGRAM, town.id, live.id, PUMPS, "restored", 20)
        services.log_exercise_decision(PROGRAM, town.id, live.id, services.Entry("Besluit"))
        services.observe(PROGRAM, town.id, live.id, "Gezien", "nl", live.scenario.objectives[0].id)
        services.write_note(PROGRAM, town.id, live.id, "Let op", "nl")
        services.write_finding(PROGRAM, town.id, live.id, "well", "Goed", "nl")

    happen()
    services.hand_out_inject(PROGRAM, town.id, live.id, live.scenario.injects[0].id)
    browser.get(path)
    few = count(browser, path)
    for _ in range(5):
        happen()
    for inject in live.scenario.injects[1:]:
        services.hand_out_inject(PROGRAM, town.id, live.id, inject.id)
    assert count(browser, path) == few
