"""The reference pages name all settings, commands, permissions, roles and audit actions, and nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from scripts.messages import SOURCE
from tests.house.test_layers import LAYERS
from weerbaar.accounts.types import Permission, Role
from weerbaar.cli import main
from weerbaar.config import environment, settings  # noqa: F401 - reading the settings declares the variables

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"
ACTION = re.compile(rf"^({'|'.join(LAYERS)})\.[a-z_]+\.[a-z_]+$")


def described(page: str) -> dict[str, str]:
    """What a reference page describes: `name` at the start of a table row → the words behind it."""
    text = (REFERENCE / page).read_text(encoding="utf-8")
    return {
        name: words.strip(" |")
        for name, words in re.findall(r"^\| `([^`]+)` \|(.*)\|\s*$", text, flags=re.MULTILINE)
    }


def commands(group: click.Group, path: str) -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}"


def actions() -> set[str]:
    """Every audit action that the services of a room write, read from their source."""
    found = set()
    for room in LAYERS:
        for path in (SOURCE / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Constant)
                    and isinstance(node.value, str)
                    and ACTION.match(node.value)
                ):
                    found.add(node.value)
    return found


def check(page: str, there: set[str]) -> None:
    page_has = described(page)
    assert there - page_has.keys() == set(), f"not in docs/reference/{page}"
    assert page_has.keys() - there == set(), f"in docs/reference/{page}, but gone"
    assert all(len(words) > 10 for words in page_has.values()), "each has a line that says what it does"


def test_settings() -> None:
    check("settings.md", {each.name for each in environment.variables()})


def test_commands() -> None:
    check("commands.md", set(commands(main, "weerbaar")))


def test_permissions_and_roles() -> None:
    check("permissions.md", {str(each) for each in Permission} | set(Role.values))


def test_audit_actions() -> None:
    assert actions()
    check("events.md", actions())


def test_settings_are_read_in_one_place() -> None:
    for path in SOURCE.rglob("*.py"):
        if path.relative_to(SOURCE).parts[0] == "config":
            continue
        names = set(re.findall(r"environ\W+(?:get\W+)?(WEERBAAR_\w+)", path.read_text(encoding="utf-8")))
        assert not names, f"{path.name} reads {names}; declare it in config and read it from the settings"


@pytest.mark.parametrize("variable", environment.variables(), ids=lambda variable: variable.name)
def test_the_page_shows_the_true_value_without_it(variable: environment.Variable) -> None:
    assert f"`{variable.default}`" in described("settings.md")[variable.name] or variable.default == ""
