"""Scenario files:

the library is whole in both languages, files survive a round trip, mistakes are all named.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.continuity.exercises.conftest import DRAFT
from weerbaar.continuity.exercising import files
from weerbaar.continuity.exercising.files import InjectDraft, ScenarioDraft, ScenarioFaults, Words


@pytest.mark.parametrize("draft", files.library(), ids=lambda draft: draft.code)
def test_the_library_is_whole_in_both_languages(draft: ScenarioDraft) -> None:
    texts = [draft.title, draft.summary, draft.situation]
    texts += [group.name for group in draft.groups] + [one.title for one in draft.objectives]
    for inject in draft.injects:
        texts += [inject.text, inject.expected, inject.sender, inject.receiver]
    for text in texts:
        assert text.nl, text
        assert text.en, text
    used = {inject.objective for inject in draft.injects}
    assert {one.code for one in draft.objectives} == used, "every objective is put to the test"
    assert {group.code for group in draft.groups} <= {inject.group for inject in draft.injects}


def test_the_72_hours_come_first_and_last_72_hours() -> None:
    first = files.library()[0]
    assert (first.code, first.duration_min) == ("outage-72h", 72 * 60)
    assert 30 <= len(first.injects) <= 40
    assert first.injects[-1].at_min > 70 * 60
    assert {inject.channel for inject in first.injects} == set(files.CHANNELS)
    gaps = [b.at_min - a.at_min for a, b in zip(first.injects, first.injects[1:], strict=False)]
    assert max(gaps) <= 6 * 60, "no stretch in which nothing happens"


words = st.builds(
    Words,
    st.text(st.characters(categories=("L", "N")), min_size=1, max_size=9),
    st.text(st.characters(categories=("L",)), max_size=9),
)
injects = st.builds(
    InjectDraft,
    at_min=st.integers(0, 600),
    channel=st.sampled_from(files.CHANNELS),
    text=words,
    sender=words,
    group=st.sampled_from(["", "ict", "works"]),
    objective=st.sampled_from(["", "pumps"]),
)


@given(st.lists(injects, max_size=8), words, st.integers(0, 6), st.integers(0, 1439))
def test_a_file_survives_the_round_trip(rows: list[InjectDraft], title: Words, day: int, time: int) -> None:
    draft = replace(
        DRAFT,
        title=title,
        start_weekday=day,
        start_clock_min=time,
        injects=tuple(sorted(rows, key=lambda row: row.at_min)),
    )
    assert files.read(files.write(draft)) == draft
    assert files.read(files.write(draft).encode("utf-8-sig")) == draft


def broken(**changes: Any) -> str:
    whole = json.loads(files.write(DRAFT))
    whole.update(changes)
    return json.dumps(whole)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{", "JSON"),
        ("[]", "format"),
        (broken(format="other"), "format"),
        (broken(version=2), "version"),
        (broken(code="A B"), "code"),
        (broken(title={}), "title"),
        (broken(title="x"), "title"),
        (broken(duration_min=0), "duration_min"),
        (broken(duration_min=True), "duration_min"),
        (broken(start={"time": "25:00"}), "start.time"),
        (broken(start={"weekday": 7, "time": "09:00"}), "start.weekday"),
        (broken(groups=[{"code": "a", "name": {"nl": "A"}}] * 2), "groups[2].code"),
        (broken(injects=[{"at_min": 601, "channel": "phone", "text": {"nl": "x"}}]), "injects[1].at_min"),
        (broken(injects=[{"at_min": 1, "channel": "fax", "text": {"nl": "x"}}]), "injects[1].channel"),
        (broken(injects=[{"at_min": 1, "channel": "phone", "text": {"de": "x"}}]), "injects[1].text"),
        (broken(injects=[{"at_min": 1, "channel": "phone", "text": {"nl": " "}}]), "injects[1].text"),
        (
            broken(injects=[{"at_min": 1, "channel": "phone", "text": {"nl": "x"}, "group": "no"}]),
            "injects[1].group",
        ),
        (broken(injects=["x"]), "injects[1]"),
        (broken(injects={}), "injects"),
        (broken(objectives=[{"code": "a", "kind": "b", "title": {"nl": "c"}}]), "objectives[1].kind"),
    ],
)
def test_a_mistake_is_named_with_its_place(text: str, place: str) -> None:
    with pytest.raises(ScenarioFaults) as found:
        files.read(text)
    assert any(fault.nl.startswith(f"{place}:") for fault in found.value.faults), found.value.faults
    assert all(fault.nl != fault.en for fault in found.value.faults)


def test_all_mistakes_are_named_at_once() -> None:
    rows = [{"at_min": -1, "channel": "fax", "text": 3}] * 3
    with pytest.raises(ScenarioFaults) as found:
        files.read(broken(injects=rows, code="?"))
    assert len(found.value.faults) == 10
