"""`weerbaar serve`: web server, background worker and daily work as one command, kept up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from functools import partial
from types import FrameType

import click

from weerbaar.interface.processes import SERVED, end_with

PATIENCE_S = 15.0  # after a request to stop, before a process is ended
LONGEST_PAUSE_S = 30.0
AFTER_THE_START = timedelta(minutes=2)  # first the site


@dataclass
class Child:
    """A process that this program starts and that never outlives it."""

    command: list[str]
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def spawn(self) -> None:
        self.process = subprocess.Popen(
            self.command,
            env={**os.environ, SERVED: "1"},
            preexec_fn=partial(end_with, os.getpid()),
        )

    def keep_up(self, now: float) -> None:
        """Called a few times a second, with `time.monotonic`."""
        raise NotImplementedError

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def end(self, deadline: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass
class Service(Child):
    """One process that must stay up; starts that fail quickly are retried with growing pauses."""

    name: str = ""
    after_a_fall: Callable[[], None] = lambda: None
    started_at: float = 0.0
    start_after: float = 0.0
    pause_s: float = 1.0

    def keep_up(self, now: float) -> None:
        """Starts the process when it is not there; a process that ran for a while resets the pause."""
        if self.process is None:
            if now >= self.start_after:
                self.spawn()
                self.started_at = now
            return
        code = self.process.poll()
        if code is None:
            return
        self.pause_s = 1.0 if now - self.started_at > 60 else min(self.pause_s * 2, LONGEST_PAUSE_S)
        click.echo(f"The {self.name} ended ({code}); starting it again in {self.pause_s:.0f} s.", err=True)
        self.after_a_fall()
        self.process = None
        self.start_after = now + self.pause_s


@dataclass
class Morning(Child):
    """A command that runs once a day at `hour`, and soon after a start: what was missed is done then."""

    zone: tzinfo = UTC
    hour: int = 8
    due: datetime = field(default_factory=lambda: datetime.now(UTC) + AFTER_THE_START)

    def keep_up(self, now: float) -> None:
        if self.process is not None:
            code = self.process.poll()
            if code is None:
                return
            if code:
                click.echo(f"The daily work ended ({code}); it runs again tomorrow.", err=True)
            self.process = None
        if datetime.now(UTC) >= self.due:
            self.due = self.next_after(datetime.now(UTC))
            self.spawn()

    def next_after(self, now: datetime) -> datetime:
        """The next `hour` in the zone, also over a night in which the clock is put forward or back."""
        local = now.astimezone(self.zone)
        today = local.replace(hour=self.hour, minute=0, second=0, microsecond=0)
        return today if today > local else today + timedelta(days=1)


def _children(host: str, port: int, workers: int) -> list[Child]:
    web = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", host, "--port", str(port), "--workers", str(workers)),
        *("--blocking-threads", "4", "--log-level", "warning", "--respawn-failed-workers"),
        *("--workers-kill-timeout", "5"),
        "weerbaar.config.wsgi:application",
    ]
    worker = [
        *(sys.executable, "-m", "weerbaar", "manage", "db_worker", "--interval", "0.5"),
        *("--queue-name", "*", "--no-reload"),
    ]
    from django.utils import timezone

    return [
        Service(web, "web server"),
        Service(worker, "background worker", end_broken_work),
        Morning([sys.executable, "-m", "weerbaar", "daily"], timezone.get_default_timezone()),
    ]


def end_broken_work() -> None:
    """Marks work as failed that no worker does any more, so that nobody waits for it.

    Only one program serves a data folder, and its worker is not running when this is called.
    """
    from django.db import DatabaseError

    from weerbaar.interface import jobs

    try:
        jobs.end_orphans(silent_for=timedelta(0))
    except DatabaseError as error:  # a busy or absent database must not take the site down
        click.echo(f"Could not mark broken work as failed: {error}", err=True)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", default=1, show_default=True, help="Web server processes.")
def serve(host: str, port: int, workers: int) -> None:
    """Serves the site and does the background work, until stopped with Ctrl+C or SIGTERM.

    On Linux nothing that it started outlives it, however it ends.
    Each web process warms itself while it already answers: what is slow only once is over before most ask.
    """
    from weerbaar.cli import start_django

    start_django()
    from django.conf import settings
    from django.core.management import call_command

    from weerbaar.cli.backup import exclusive

    with exclusive(settings.DATA_FOLDER):
        call_command("migrate", interactive=False, verbosity=0)
        end_broken_work()
        keep_serving(_children(host, port, workers), f"http://{host}:{port}")


def keep_serving(children: Sequence[Child], address: str) -> None:
    """Keeps the processes up until a signal asks to stop; then stops them in an orderly way."""
    stopping = False

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    asks = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:  # nohup: the terminal may close
        asks.remove(signal.SIGHUP)
    previous = {number: signal.signal(number, ask_to_stop) for number in asks}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weerbaar.config.settings")
    try:
        click.echo(f"Weerbaar is at {address} (stop with Ctrl+C)")
        while not stopping:
            for child in children:
                child.keep_up(time.monotonic())
            time.sleep(0.2)
    finally:
        for child in children:
            child.stop()
        deadline = time.monotonic() + PATIENCE_S
        for child in children:
            child.end(deadline)
        for number, handler in previous.items():
            signal.signal(number, handler)
