"""Taking a document over: what was chosen and nothing else, all of it or nothing, and never twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import timezone
from django.utils.translation import override

from tests.continuity.exchange.documents import SMALL
from weerbaar.accounts.models import AuditEntry
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.continuity import models, queries, services
from weerbaar.continuity.exchange.comparing import Choice, Choices, State, compare
from weerbaar.continuity.exchange.document import RegisterDocument, adopted, restricted
from weerbaar.continuity.exchange.starter import starter_document
from weerbaar.continuity.services.exchange import LeftOut, RegisterChanged
from weerbaar.continuity.types import ImpactRow

pytestmark = pytest.mark.django_db
PROCESS = SMALL.processes[0]


def with_process(**changes: object) -> RegisterDocument:
    return replace(SMALL, processes=(replace(PROCESS, **changes),))  # type: ignore[arg-type]


@pytest.fixture
def filled(place: MunicipalityRow) -> MunicipalityRow:
    services.apply_register(PROGRAM, place.id, SMALL)
    return place


def own(place: MunicipalityRow) -> RegisterDocument:
    return queries.own_register(place.id, SMALL.origin).document


def test_what_differs_is_told_by_field() -> None:
    theirs = with_process(rto_min=60, workaround_nl="Op papier.")
    (item,) = compare(SMALL, theirs).changed
    assert {(change.name, change.mine, change.theirs) for change in item.changes} == {
        ("workaround_nl", "", "Op papier."),
        ("rto_min", 2880, 60),
    }
    assert len(compare(SMALL, theirs).same) == len(SMALL) - 1


def test_what_only_i_have_is_counted_and_stays(filled: MunicipalityRow) -> None:
    theirs = replace(SMALL, processes=(), teams=())
    assert compare(SMALL, theirs).only_mine["processes"] == 1
    services.apply_register(PROGRAM, filled.id, theirs, Choices(changed=Choice.THEIRS))
    assert own(filled) == SMALL


@pytest.mark.parametrize(
    ("choice", "rto", "workaround"),
    [(Choice.MINE, 2880, ""), (Choice.THEIRS, 60, "Op papier."), (Choice.FILL, 2880, "Op papier.")],
)
def test_mine_theirs_or_only_what_is_empty(
    filled: MunicipalityRow, choice: Choice, rto: int, workaround: str
) -> None:
    theirs = with_process(rto_min=60, workaround_nl="Op papier.")
    applied = services.apply_register(PROGRAM, filled.id, theirs, Choices(changed=choice))
    (process,) = own(filled).processes
    assert (process.rto_min, process.workaround_nl) == (rto, workaround)
    assert applied.changed == ({} if choice == Choice.MINE else {"processes": 1})


def test_one_thing_may_be_chosen_apart(filled: MunicipalityRow) -> None:
    theirs = replace(
        with_process(rto_min=60),
        resources=tuple(replace(one, note_nl="Anders") for one in SMALL.resources),
    )
    choices = Choices(changed=Choice.MINE, items={"resources:net": Choice.THEIRS})
    services.apply_register(PROGRAM, filled.id, theirs, choices)
    assert [one.note_nl for one in own(filled).resources] == ["", "Anders"]
    assert own(filled).processes == SMALL.processes


def test_filling_in_takes_a_value_only_with_what_belongs_to_it(filled: MunicipalityRow) -> None:
    theirs = with_process(
        deadline_min=4320,
        deadline_from="birth",
        mtpd_override_min=5000,
        mtpd_reason_nl="Wet",
        decision="must_go_on",
        decision_reason_nl="Moet",
    )
    services.apply_register(PROGRAM, filled.id, theirs, Choices(changed=Choice.FILL))
    (process,) = own(filled).processes
    assert (process.deadline_min, process.deadline_from) == (4320, "birth")
    assert (process.mtpd_override_min, process.mtpd_reason_nl) == (5000, "Wet")
    assert (process.decision, process.decision_reason_nl) == ("must_go_on", "Moet")


def test_a_mixture_that_breaks_a_rule_is_refused_whole(place: MunicipalityRow) -> None:
    mine = with_process(impacts=(), rto_min=2880)
    services.apply_register(PROGRAM, place.id, mine)
    theirs = with_process(
        rto_min=60, impacts=(ImpactRow("life", 240, 4), ImpactRow("life", 1440, 4)), summary_nl="Nieuw"
    )
    from weerbaar.continuity.exchange.problems import RefusedFile

    with pytest.raises(RefusedFile) as refused:
        services.apply_register(PROGRAM, place.id, theirs, Choices(changed=Choice.FILL))
    assert [said.kind for said in refused.value.problems] == ["rto_over_mtpd"]
    assert own(place) == mine


def test_what_leans_on_something_left_out_is_refused_and_nothing_is_written(place: MunicipalityRow) -> None:
    choices = Choices(items={"resources:net": Choice.MINE})
    with pytest.raises(LeftOut) as error:
        services.apply_register(PROGRAM, place.id, SMALL, choices)
    assert "net" in error.value.nl
    assert "Geboorteaangifte" in error.value.nl
    assert not models.OrganisationUnit.objects.exists()
    assert not AuditEntry.objects.filter(action__startswith="continuity.").exists()


def test_a_register_that_changed_since_the_preview_is_not_written_over(filled: MunicipalityRow) -> None:
    seen = queries.own_register(filled.id).fingerprint
    models.Process.objects.update(summary_nl="Intussen veranderd")
    with pytest.raises(RegisterChanged):
        services.apply_register(
            PROGRAM,
            filled.id,
            with_process(rto_min=60),
            Choices(changed=Choice.THEIRS),
            fingerprint=seen,
        )
    assert own(filled).processes[0].rto_min == 2880
    again = queries.own_register(filled.id).fingerprint
    services.apply_register(
        PROGRAM, filled.id, with_process(rto_min=60), Choices(changed=Choice.THEIRS), fingerprint=again
    )
    assert own(filled).processes[0].rto_min == 60


def test_a_changed_process_is_a_draft_again_and_others_keep_their_approval(filled: MunicipalityRow) -> None:
    second = replace(PROCESS, code="tweede", name_nl="Tweede", name_en="Second")
    services.apply_register(PROGRAM, filled.id, replace(SMALL, processes=(PROCESS, second)))
    models.Process.objects.update(status="approved", approved_at=timezone.now(), reviewed_at=timezone.now())
    (warned,) = compare(SMALL, with_process(rto_min=60), frozenset({"geboorte"})).changed
    assert warned.warnings == ("approved",)
    theirs = replace(SMALL, processes=(replace(PROCESS, rto_min=60), second))
    services.apply_register(PROGRAM, filled.id, theirs, Choices(changed=Choice.THEIRS))
    statuses = {row.code: (row.status, row.version) for row in models.Process.objects.all()}
    assert statuses == {"geboorte": ("draft", 2), "tweede": ("approved", 1)}
    entry = AuditEntry.objects.get(action="continuity.process.imported")
    assert entry.before["status"] == "approved"
    assert entry.after["status"] == "draft"
    assert (entry.before["rto_min"], entry.after["rto_min"]) == (2880, 60)


def test_an_import_leaves_one_entry_and_one_per_changed_thing(filled: MunicipalityRow) -> None:
    AuditEntry.objects.all().delete()
    theirs = with_process(rto_min=60)
    services.apply_register(PROGRAM, filled.id, theirs, Choices(changed=Choice.THEIRS))
    actions = sorted(AuditEntry.objects.values_list("action", flat=True))
    assert actions == ["continuity.process.imported", "continuity.register.imported"]
    whole = AuditEntry.objects.get(action="continuity.register.imported")
    assert whole.after["changed"] == {"processes": 1}


def test_an_interrupted_import_leaves_nothing(
    place: MunicipalityRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the power went out")

    monkeypatch.setattr("weerbaar.continuity.exchange.writing.Writing._write_requirements", broken)
    with pytest.raises(RuntimeError):
        services.apply_register(PROGRAM, place.id, SMALL)
    assert own(place) == RegisterDocument(SMALL.origin)


def test_another_municipality_is_not_touched(filled: MunicipalityRow, neighbour: MunicipalityRow) -> None:
    services.apply_register(PROGRAM, neighbour.id, with_process(rto_min=60))
    assert own(filled) == SMALL
    assert own(neighbour).processes[0].rto_min == 60


def test_writing_costs_statements_by_the_batch_and_not_by_the_thing(
    place: MunicipalityRow, neighbour: MunicipalityRow
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost(municipality: MunicipalityRow, document: RegisterDocument) -> int:
        with CaptureQueriesContext(connection) as context:
            services.apply_register(PROGRAM, municipality.id, document)
        return len(context)

    few = restricted(starter_document(), frozenset({"crisis"}))
    # 113 things more, with some 700 rows: a few batches
    assert cost(neighbour, starter_document()) - cost(place, few) < 10


def test_comparing_costs_the_same_queries_for_few_and_for_many(
    place: MunicipalityRow, neighbour: MunicipalityRow
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    services.apply_register(PROGRAM, place.id, SMALL)
    services.load_starter(PROGRAM, neighbour.id)
    counts = []
    for municipality in (place, neighbour):
        with CaptureQueriesContext(connection) as context:
            queries.own_register(municipality.id)
        counts.append(len(context))
    assert counts[0] == counts[1]


def test_what_holds_elsewhere_is_an_assumption_here() -> None:
    theirs = replace(
        SMALL, resources=(replace(SMALL.resources[1], recovery_min=600),), origin=replace(SMALL.origin)
    )
    here = adopted(theirs, RegisterDocument())
    assert here.units[0].staff_count is None
    assert here.roles[0].people_available is None
    assert here.resources[0].recovery_basis == "assumed"
    assert here.resources[0].recovery_source == "Leegstad: Oefening"
    # what is known here stays known
    assert adopted(SMALL, SMALL) == SMALL


def test_things_with_the_same_name_or_another_name_are_pointed_out() -> None:
    theirs = replace(
        SMALL,
        processes=(
            replace(PROCESS, code="aangifte"),
            replace(PROCESS, name_nl="Iets anders", name_en="Something else"),
        ),
    )
    by_code = {item.code: item for item in compare(SMALL, theirs).items if item.section == "processes"}
    assert by_code["aangifte"].state == State.ADDED
    assert by_code["aangifte"].warnings == ("known_as:geboorte",)
    assert by_code["geboorte"].warnings == ("renamed",)


def test_the_history_of_a_process_says_in_words_what_was_taken_over(filled: MunicipalityRow) -> None:
    services.apply_register(PROGRAM, filled.id, with_process(rto_min=60), Choices(changed=Choice.THEIRS))
    register = queries.register(filled.id)
    with override("nl"):
        newest = queries.history(register, register.processes[0])[0]
    assert newest.what == "Overgenomen uit een bestand of de startinhoud"
    assert ("Hersteltijddoel", "2 dagen", "1 uur") in [
        tuple(text.replace("\xa0", " ") for text in change) for change in newest.changes
    ]
