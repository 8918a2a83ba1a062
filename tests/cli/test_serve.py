"""What `weerbaar serve` keeps up: a service that falls over, and the work of every morning."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from weerbaar.cli.serve import Child, Morning, Service

HERE = ZoneInfo("Europe/Amsterdam")


def run(child: Child) -> int:
    """One call, and the end of the process that it started."""
    child.keep_up(time.monotonic())
    assert child.process is not None
    return child.process.wait(30)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-29T07:59:59+01:00", "2026-11-29T08:00:00+01:00"),
        ("2026-11-29T08:00:00+01:00", "2026-11-30T08:00:00+01:00"),
        ("2026-03-28T09:00:00+01:00", "2026-03-29T08:00:00+02:00"),  # put forward in between
        ("2026-10-24T23:30:00+02:00", "2026-10-25T08:00:00+01:00"),  # and back
        ("2026-06-01T05:30:00+00:00", "2026-06-01T08:00:00+02:00"),
    ],
)
def test_the_morning_comes_at_eight_by_the_clock_on_the_wall(now: str, due: str) -> None:
    morning = Morning([], HERE)
    assert morning.next_after(datetime.fromisoformat(now)) == datetime.fromisoformat(due)


def test_the_work_of_the_morning_is_done_once_and_then_again_the_next_day(tmp_path: Path) -> None:
    file = tmp_path / "days"
    write = f"open({str(file)!r}, 'a').write('x')"
    morning = Morning([sys.executable, "-c", write], HERE, due=datetime.now(UTC))
    assert run(morning) == 0
    for _ in range(3):
        morning.keep_up(time.monotonic())
    assert morning.process is None
    assert file.read_text() == "x"
    left = morning.due - datetime.now(UTC)
    assert timedelta(0) < left <= timedelta(hours=25)
    morning.due = datetime.now(UTC)
    run(morning)
    assert file.read_text() == "xx"


def test_it_waits_a_little_after_the_start_and_tells_of_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    morning = Morning([sys.executable, "-c", "raise SystemExit(3)"], HERE)
    morning.keep_up(time.monotonic())
    assert morning.process is None
    morning.due = datetime.now(UTC)
    assert run(morning) == 3
    morning.keep_up(time.monotonic())
    assert "ended (3)" in capsys.readouterr().err


def test_a_service_that_falls_over_starts_again_after_a_pause() -> None:
    falls = 0

    def fell() -> None:
        nonlocal falls
        falls += 1

    service = Service([sys.executable, "-c", "raise SystemExit(1)"], "web server", fell)
    run(service)
    now = time.monotonic()
    service.keep_up(now)
    assert (falls, service.process) == (1, None)
    service.keep_up(now + 1.9)
    assert service.process is None
    service.keep_up(now + 2.1)
    assert service.process is not None
    service.end(time.monotonic() + 30)
