"""A backup is worth what its restore is: real processes, both databases, damaged archives."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

Run = Callable[..., subprocess.CompletedProcess[str]]

ADD_TOWN = """
import django; django.setup()
from tests import small_town
small_town.build("{code}", "{slug}", "{slug}")
"""
SHOW = """
import django; django.setup()
import json
from weerbaar.accounts.queries import municipalities
from weerbaar.territory import queries
from weerbaar.accounts.models import AuditEntry
print(json.dumps([
    [m.slug, queries.demand(m.id).residents.sum(), queries.street_network(m.id).length_m.sum()]
    for m in municipalities()
] + [AuditEntry.objects.count()]))
"""


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """Runs a program against an installation of its own, on the database that this test run uses."""
    environment = {
        **os.environ,
        "WEERBAAR_DATA": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "weerbaar.config.settings",
        "PYTHONPATH": os.pathsep.join(["src", "."]),
    }
    server = settings.DATABASES["default"]
    postgres = connection.vendor == "postgresql"
    if postgres:
        import psycopg

        base = f"postgresql://{server['USER']}@{server['HOST']}:{server['PORT']}"
        name = f"backup_{os.getpid()}"
        with psycopg.connect(f"{base}/template1", autocommit=True) as admin:
            admin.execute(f"create database {name}")
        environment["WEERBAAR_DATABASE_URL"] = f"{base}/{name}"

    def program(*arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, text=True)
        assert done.returncode == code, done.stdout + done.stderr
        return done

    program("-m", "weerbaar", "manage", "migrate", "--verbosity", "0")
    yield program
    if postgres:
        with psycopg.connect(f"{base}/template1", autocommit=True) as admin:
            admin.execute(f"drop database {name} with (force)")


def test_what_was_backed_up_comes_back(run: Run, tmp_path: Path) -> None:
    run("-c", ADD_TOWN.format(code="GM9999", slug="kleinstad"))
    before = json.loads(run("-c", SHOW).stdout)
    file = tmp_path / "kleinstad.zip"
    run("-m", "weerbaar", "backup", str(file))
    run("-c", ADD_TOWN.format(code="GM8888", slug="buurstad"))
    for network in (tmp_path / "data" / "networks").iterdir():
        network.unlink()
    assert (
        len(json.loads(run("-c", SHOW.replace("queries.street_network(m.id).length_m.sum()", "0")).stdout))
        == 3
    )
    run("-m", "weerbaar", "restore", str(file), "--yes")
    assert json.loads(run("-c", SHOW).stdout) == before


def test_a_backup_holds_no_signing_key(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    run("-m", "weerbaar", "backup", str(file))
    key = (tmp_path / "data" / "secret_key").read_bytes()
    with zipfile.ZipFile(file) as archive:
        assert not any(key in archive.read(name) for name in archive.namelist())
    assert file.stat().st_mode & 0o077 == 0


def test_a_damaged_backup_is_refused_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    run("-c", ADD_TOWN.format(code="GM9999", slug="kleinstad"))
    file = tmp_path / "b.zip"
    run("-m", "weerbaar", "backup", str(file))
    before = json.loads(run("-c", SHOW).stdout)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    assert "not a whole backup" in run("-m", "weerbaar", "restore", str(file), "--yes", code=1).stderr
    file.write_bytes(whole)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("../outside", "x")
    assert "other files" in run("-m", "weerbaar", "restore", str(file), "--yes", code=1).stderr
    assert json.loads(run("-c", SHOW).stdout) == before


def test_nothing_is_restored_under_a_running_site(run: Run, tmp_path: Path) -> None:
    import fcntl

    file = tmp_path / "b.zip"
    run("-m", "weerbaar", "backup", str(file))
    with (tmp_path / "data" / "serving.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        assert "being served" in run("-m", "weerbaar", "restore", str(file), "--yes", code=1).stderr
