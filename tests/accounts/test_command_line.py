"""`weerbaar account …`, the way to the first administrator."""

from __future__ import annotations

import re

import click
import pytest
from click.testing import CliRunner
from django.test import Client

from tests.accounts.conftest import PASSWORD
from weerbaar.accounts import queries
from weerbaar.accounts.models import User
from weerbaar.accounts.types import MunicipalityRow, Permission, Role
from weerbaar.cli import main
from weerbaar.cli.account import add


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["account", *words])
    return done.exit_code, done.output


def test_the_first_administrator_comes_in_by_the_printed_link(town: MunicipalityRow) -> None:
    code, said = run(
        *("add", "a@kleinstad.example", "--name", "A", "--municipality", town.code),
        *("--role", "administrator"),
    )
    assert code == 0, said
    (link,) = re.findall(r"http://127\.0\.0\.1:8000(\S+)", said)
    assert Client().post(link, {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    number = queries.person_by_email("a@kleinstad.example")
    assert number
    assert Permission.MANAGE_ACCOUNTS in queries.permissions(number, town.id)
    code, said = run("list")
    assert "a@kleinstad.example\tA\topen\tadministrator GM9999" in said


def test_region_viewers_come_from_here(town: MunicipalityRow) -> None:
    from weerbaar.accounts.models import SafetyRegion

    region = SafetyRegion.objects.get(municipalities=town.id)
    code, said = run(
        "add", "r@region.example", "--name", "R", "--region", region.code, "--role", "region-viewer"
    )
    assert code == 0, said
    number = queries.person_by_email("r@region.example")
    assert number
    assert queries.permissions(number, town.id) == {Permission.VIEW}


def test_closing_opening_and_resetting(town: MunicipalityRow) -> None:
    run("add", "a@x.example", "--name", "A", "--municipality", town.code, "--role", "viewer")
    for words, active in (("close", False), ("open", True)):
        assert run(words, "a@x.example")[0] == 0
        assert User.objects.get().is_active is active
    assert run("reset-second-factor", "a@x.example")[0] == 0
    assert "/account/invitation/" in run("link", "a@x.example")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("add", "no-address", "--name", "A", "--municipality", "GM9999", "--role", "viewer"),
            "not an e-mail",
        ),
        (("add", "a@x.example", "--name", "A", "--municipality", "GM0001", "--role", "viewer"), "GM9999"),
        (("add", "a@x.example", "--name", "A", "--role", "viewer"), "GM9999"),
        (("add", "a@x.example", "--name", "A", "--role", "region-viewer"), "--region"),
        (("add", "a@x.example", "--name", "A", "--region", "VR99", "--role", "region-viewer"), "VR99"),
        (("link", "nobody@x.example"), "no account"),
    ],
)
def test_mistakes_are_told_and_leave_nothing(
    town: MunicipalityRow, words: tuple[str, ...], said: str
) -> None:
    code, output = run(*words)
    assert code == 1
    assert said in output
    assert not User.objects.exists()


def test_the_last_administrator_stays_here_too(town: MunicipalityRow) -> None:
    run("add", "a@x.example", "--name", "A", "--municipality", town.code, "--role", "administrator")
    code, output = run("close", "a@x.example")
    assert code == 1
    assert "needs an administrator" in output
    assert User.objects.get().is_active


def test_it_offers_every_role() -> None:
    (option,) = (each for each in add.params if each.name == "role")
    assert isinstance(option.type, click.Choice)
    assert set(option.type.choices) == set(Role.values)
