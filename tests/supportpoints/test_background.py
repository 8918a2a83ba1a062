"""Designs as background work: done, stopped while it is solved, and killed half-way by the system."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.supportpoints.conftest import Designer
from weerbaar.accounts.models import AuditEntry
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.interface import jobs
from weerbaar.interface.models import Job
from weerbaar.supportpoints import models, queries, services
from weerbaar.supportpoints.services import designs as module
from weerbaar.supportpoints.tasks import design_network
from weerbaar.supportpoints.types import Wishes


def run(design_id: int) -> None:
    """What the worker does with a design that was ordered."""
    row = models.NetworkDesign.objects.get(pk=design_id)
    design_network.func(design_id, str(row.job_id), None, "worker")


def job_of(design_id: int) -> Job:
    return Job.objects.get(pk=models.NetworkDesign.objects.get(pk=design_id).job_id)


def test_ordered_or_at_once_gives_the_same_answer(
    town: MunicipalityRow, wishes: Wishes, make_design: Designer
) -> None:
    now = make_design("nu")
    ordered = services.order_design(PROGRAM, town.id, "straks", wishes)
    run(ordered)
    row = queries.design(town.id, ordered)
    assert row is not None
    assert row.summary is not None
    assert now.summary is not None
    assert replace(row.summary, seconds=0.0) == replace(now.summary, seconds=0.0)
    job = job_of(ordered)
    assert (job.state, job.progress) == ("done", 1.0)
    assert job.result_url.endswith(f"/kleinstad/staff/support-points/designs/{ordered}/")


def test_a_design_that_cannot_be_made_fails_with_its_reason(town: MunicipalityRow, wishes: Wishes) -> None:
    ordered = services.order_design(PROGRAM, town.id, "te duur", replace(wishes, budget_eur=100.0))
    run(ordered)
    job = job_of(ordered)
    assert job.state == "failed"
    assert "EUR 72,500" in job.message_en
    assert models.NetworkDesign.objects.get().failure_en.startswith(job.message_en[:100])


def test_cancelling_before_it_starts_runs_nothing(
    town: MunicipalityRow, wishes: Wishes, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordered = services.order_design(PROGRAM, town.id, "toch niet", wishes)
    jobs.ask_to_cancel(job_of(ordered).pk)
    monkeypatch.setattr(module, "pose", lambda *_: pytest.fail("it ran"))
    run(ordered)
    assert job_of(ordered).state == "cancelled"


def test_cancelling_while_it_is_solved_stops_the_solver(
    town: MunicipalityRow, wishes: Wishes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The solver is replaced by one that never ends by itself and only reports, as HiGHS does."""
    ordered = services.order_design(PROGRAM, town.id, "stop", wishes)
    reports = 0

    def endless(_problem: Any, _points: Any, _budget: Any, _settings: Any, progress: Any) -> None:
        nonlocal reports
        while reports < 10_000:
            reports += 1
            progress(1000.0, 1500.0, 0.5)
            if reports == 2:
                jobs.ask_to_cancel(job_of(ordered).pk)
            time.sleep(0.02)

    monkeypatch.setattr(module, "maximal_covering", endless)
    run(ordered)
    assert 2 <= reports < 10_000
    assert job_of(ordered).state == "cancelled"
    row = models.NetworkDesign.objects.get()
    assert (row.summary, row.result_sha256, row.failure_en) == (None, "", "")
    assert not AuditEntry.objects.filter(action="supportpoints.design.answered").exists()


def test_an_unforeseen_fault_leaves_no_answer(
    town: MunicipalityRow, wishes: Wishes, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordered = services.order_design(PROGRAM, town.id, "kapot", wishes)

    def full_disk(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.kept_arrays, "keep_design", full_disk)
    with pytest.raises(OSError, match="No space"):
        run(ordered)
    assert job_of(ordered).state == "failed"
    assert models.NetworkDesign.objects.get().summary is None


def test_a_design_and_its_work_are_ordered_together_or_not_at_all(
    town: MunicipalityRow, wishes: Wishes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django_tasks_db.models import DBTaskResult

    def refuse(*_: Any, **__: Any) -> None:
        raise RuntimeError("the queue is gone")

    monkeypatch.setattr(type(design_network), "enqueue", refuse)
    with pytest.raises(RuntimeError):
        services.order_design(PROGRAM, town.id, "half", wishes)
    assert not models.NetworkDesign.objects.exists()
    assert not Job.objects.exists()
    assert not DBTaskResult.objects.exists()


SCRIPT = """
import os, sys, time
import django
django.setup()
from dataclasses import replace
from tests import small_town
from weerbaar.accounts.types import PROGRAM
from weerbaar.supportpoints import queries, services, siting
from weerbaar.supportpoints.services import designs
if sys.argv[1] == "prepare":
    from django.core.management import call_command
    call_command("migrate", verbosity=0)
    town = small_town.build()
    wishes = replace(queries.default_wishes(town.id), walking_minutes=5.0)
    print(services.order_design(PROGRAM, town.id, "proef", wishes))
if sys.argv[1] == "work":
    solve = designs.maximal_covering
    def slow(*arguments):
        solve(*arguments)
        print("solving", flush=True)
        time.sleep(600)
    designs.maximal_covering = slow
    from django.core.management import call_command
    call_command("db_worker", interval=0.1, startup_delay=False, reload=False)
if sys.argv[1] == "orphans":
    from weerbaar.interface import jobs
    print(jobs.end_orphans())
if sys.argv[1] == "again":
    town = small_town.ensure_municipality(PROGRAM, code="GM9999", slug="kleinstad", name="Kleinstad")
    row = queries.designs(town.id)[0]
    fresh = services.run_design_now(PROGRAM, town.id, "opnieuw", row.wishes)
    print(fresh.summary.status)
"""


@pytest.fixture
def installation(tmp_path: Path) -> dict[str, str]:
    """An installation of its own in a folder of its own, on SQLite, as real processes see it."""
    folder = Path(__file__).resolve().parents[2]
    return {
        **{name: value for name, value in os.environ.items() if name != "WEERBAAR_DATABASE_URL"},
        "WEERBAAR_DATA": str(tmp_path / "installation"),
        "DJANGO_SETTINGS_MODULE": "weerbaar.config.settings",
        "PYTHONPATH": os.pathsep.join([str(folder / "src"), str(folder)]),
    }


def call(installation: dict[str, str], what: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, what], env=installation, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


def test_killing_the_worker_half_way_leaves_everything_whole(installation: dict[str, str]) -> None:
    design_id = int(call(installation, "prepare"))
    worker = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, "work"],
        env=installation,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    watchdog = threading.Timer(120, worker.kill)
    watchdog.start()
    assert worker.stdout is not None
    assert worker.stderr is not None
    reached = next((line for line in worker.stdout if line.strip() == "solving"), "")
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    watchdog.cancel()
    problems = worker.stderr.read()
    worker.stdout.close()
    worker.stderr.close()
    assert reached, problems

    file = Path(installation["WEERBAAR_DATA"]) / "weerbaar.sqlite3"
    database = sqlite3.connect(file)
    # the database checks CBS codes with it, also when it checks itself
    database.create_function("REGEXP", 2, lambda pattern, value: bool(re.search(pattern, str(value))))
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    query = "SELECT summary, result_sha256, failure_en FROM supportpoints_networkdesign WHERE id = ?"
    assert database.execute(query, (design_id,)).fetchone() == (None, "", "")
    assert database.execute("SELECT state FROM interface_job").fetchall() == [("running",)]
    assert not list(Path(installation["WEERBAAR_DATA"]).rglob("*.part"))

    # as if it was a while ago
    silent = (datetime.now(UTC) - timedelta(minutes=5)).strftime("%Y-%m-%d %H:%M:%S")
    database.execute("UPDATE interface_job SET heartbeat_at = ?", (silent,))
    database.commit()
    assert call(installation, "orphans") == "1"
    assert database.execute("SELECT state FROM interface_job").fetchall() == [("failed",)]
    database.close()
    assert call(installation, "again") == "optimal"
