"""A file from outside is wrong until it is checked: every shape that a broken or hostile file can have."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.continuity.exchange.documents import SMALL
from weerbaar.continuity.exchange.json_file import read_json, write_json
from weerbaar.continuity.exchange.problems import RefusedFile


def small() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(write_json(SMALL))
    return content


def kinds(content: Any) -> dict[str, str]:
    """What is wrong with a file: kind → place."""
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    with pytest.raises(RefusedFile) as refused:
        read_json(raw, None)
    for said in refused.value.problems:
        assert said.nl
        assert said.en
    return {said.kind: said.place for said in refused.value.problems}


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"", "damaged"),
        (b"{", "damaged"),
        (b"\xff\xfe{", "damaged"),
        (b"[" * 100_000, "damaged"),
        (b'{"format": NaN}', "damaged"),
        (b"[]", "not_a_register"),
        (b'{"format": "weerbaar-survey", "version": 1}', "not_a_register"),
        (b'{"format": "weerbaar-register"}', "not_a_register"),
        (b'{"format": "weerbaar-register", "version": true}', "not_a_register"),
        (b'{"format": "weerbaar-register", "version": 99}', "too_new"),
    ],
)
def test_what_is_no_register_is_refused(raw: bytes, kind: str) -> None:
    assert set(kinds(raw)) == {kind}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rto_min", "4 uur"),
        ("rto_min", 1.5),
        ("rto_min", True),
        ("name_nl", 7),
        ("basis_confirmed", "ja"),
        ("basis_confirmed", 1),
        ("impacts", {}),
        ("impacts", [7]),
        ("staffing", "veel"),
    ],
)
def test_wrong_types_are_told_where_they_are(field: str, value: Any) -> None:
    content = small()
    content["processes"][0][field] = value
    place = kinds(content)["wrong_type"]
    assert place.startswith("processes[0 geboorte]")
    assert field in place


def test_everything_wrong_is_told_at_once() -> None:
    content = small()
    process = content["processes"][0]
    process |= {
        "track": "sport",
        "unit_code": "nergens",
        "colour": "red",
        "rto_min": 20_000,
        "deadline_min": 5,
        "name_en": "",
    }
    process["requirements"] = [
        {"needed": 3, "members": ["resource:net"]},
        {"needed": 1, "members": ["resource:weg", "kabel:net"]},
    ]
    process["impacts"][0]["after_min"] = 61
    content["units"].append(dict(content["units"][0]))
    assert {
        "unknown_choice",
        "unknown_unit",
        "unknown_field",
        "rto_over_mtpd",
        "deadline_from_nothing",
        "missing_english_name",
        "needs_more_than_members",
        "unknown_member",
        "impact_at_another_time",
        "code_twice",
    } - set(kinds(content)) <= {"rto_over_mtpd", "deadline_from_nothing"}  # told once the name is there
    process["name_en"] = "Birth registration"
    assert {"rto_over_mtpd", "deadline_from_nothing"} <= set(kinds(content))


def test_numbers_beyond_all_bounds_are_refused() -> None:
    content = small()
    content["resources"][0]["capacity"] = 1e300
    assert kinds(content)["number_too_large"].endswith("capacity")
    raw = json.dumps(small()).encode().replace(b'"tank_litres": 500.0', b'"tank_litres": 1e999')
    assert "number_too_large" in kinds(raw)
    content = small()
    content["processes"][0]["rto_min"] = 10**30
    assert "time_too_long" in kinds(content)


def test_control_signs_and_direction_marks_do_not_come_in() -> None:
    content = small()
    content["processes"][0]["name_nl"] = "Geboorte\u202egnp.exe\x00\x07\u200b"
    (process,) = read_json(json.dumps(content).encode()).processes
    assert process.name_nl == "Geboortegnp.exe"


def test_a_name_as_long_as_a_book_is_refused_with_a_short_message() -> None:
    content = small()
    content["processes"][0]["name_nl"] = "<script>" * 10_000
    content["processes"][0]["unit_code"] = "x" * 5_000
    with pytest.raises(RefusedFile) as refused:
        read_json(json.dumps(content).encode())
    assert all(len(said.nl) < 300 for said in refused.value.problems)


def test_codes_of_ones_own_register_may_be_referred_to() -> None:
    content = small()
    content |= {"units": [], "roles": [], "resources": [], "teams": []}
    raw = json.dumps(content).encode()
    assert {"unknown_unit", "unknown_role", "unknown_member"} <= set(kinds(raw))
    assert read_json(raw, SMALL).processes == SMALL.processes


def test_a_code_that_exists_in_other_capitals_is_pointed_out() -> None:
    content = small()
    content["processes"][0]["code"] = "Geboorte"
    with pytest.raises(RefusedFile) as refused:
        read_json(json.dumps(content).encode(), SMALL)
    assert [said.kind for said in refused.value.problems] == ["code_in_capitals"]


def test_too_many_rows_stop_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weerbaar.continuity.exchange.json_file.MOST_ROWS", 5)
    assert set(kinds(small())) == {"too_many_rows"}
