"""`weerbaar serve`: web server and background worker as one command, each restarted when it falls over."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from types import FrameType

import click

from weerbaar.interface.processes import SERVED, end_with

PATIENCE_S = 15.0  # after a request to stop, before a process is ended
LONGEST_PAUSE_S = 30.0


@dataclass
class Service:
    """One process that must stay up; starts that fail quickly are retried with growing pauses."""

    name: str
    command: list[str]
    after_a_fall: Callable[[], None] = lambda: None
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_after: float = 0.0
    pause_s: float = field(default=1.0)

    def start(self, now: float) -> None:
        self.process = subprocess.Popen(
            self.command,
            env={**os.environ, SERVED: "1"},
            preexec_fn=partial(end_with, os.getpid()),
        )
        self.started_at = now

    def keep_up(self, now: float) -> None:
        """Starts the process when it is not there; a process that ran for a while resets the pause."""
        if self.process is None:
            if now >= self.start_after:
                self.start(now)
            return
        code = self.process.poll()
        if code is None:
            return
        self.pause_s = 1.0 if now - self.started_at > 60 else min(self.pause_s * 2, LONGEST_PAUSE_S)
        click.echo(f"The {self.name} ended ({code}); starting it again in {self.pause_s:.0f} s.", err=True)
        self.after_a_fall()
        self.process = None
        self.start_after = now + self.pause_s

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


def _services(host: str, port: int, workers: int) -> list[Service]:
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
    return [Service("web server", web), Service("background worker", worker, end_broken_work)]


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
        keep_serving(_services(host, port, workers), f"http://{host}:{port}")


def keep_serving(services: list[Service], address: str) -> None:
    """Keeps the services up until a signal asks to stop; then stops them in an orderly way."""
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
            for service in services:
                service.keep_up(time.monotonic())
            time.sleep(0.2)
    finally:
        for service in services:
            service.stop()
        deadline = time.monotonic() + PATIENCE_S
        for service in services:
            service.end(deadline)
        for number, handler in previous.items():
            signal.signal(number, handler)
