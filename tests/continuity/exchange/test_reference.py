"""The reference page of the register file names every field, and its example is a register."""

from __future__ import annotations

import re
from pathlib import Path

from weerbaar.continuity.exchange.columns import TABLES, Kind, choices
from weerbaar.continuity.exchange.json_file import read_json

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "register-file.md"


def test_the_page_names_every_field_and_every_choice_and_nothing_else() -> None:
    text = PAGE.read_text(encoding="utf-8").partition("## Fields")[2]
    described = dict(re.findall(r"^### (\w+)$\n(.*?)(?=^### |\Z)", text, flags=re.MULTILINE | re.DOTALL))
    assert set(described) == set(TABLES)
    for name, table in TABLES.items():
        rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", described[name], flags=re.MULTILINE))
        fields = {one.name: one for one in table.fields if one.name not in (table.owner, "owner_kind")}
        assert set(rows) == set(fields), name
        for one in fields.values():
            assert rows[one.name].endswith("| yes") == one.required, f"{name}.{one.name}"
            if one.kind == Kind.CHOICE:
                assert set(re.findall(r"`(\w+)`", rows[one.name])) == set(choices(one.of))


def test_the_example_is_a_register() -> None:
    example = re.search(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert example
    document = read_json(example[1].encode())
    assert document.processes[0].deadline_from == "birth"
    assert document.origin.municipality_name == "Maastricht"
