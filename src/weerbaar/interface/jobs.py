"""Starting, reporting, cancelling and ending long work.

A room's background task wraps its work in `running(job_id)`; inside, it calls `Progress.tell` now and then.
`tell` raises `Cancelled` when somebody asked to stop, so work ends at the next safe moment and the
surrounding transaction is rolled back: nothing half-done stays behind.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import close_old_connections, connection
from django.utils import timezone

from weerbaar.interface.models import Job

log = logging.getLogger(__name__)
SILENT_FOR = timedelta(minutes=2)
PICKED_UP_WITHIN = timedelta(minutes=5)


class Cancelled(Exception):  # noqa: N818 - not an error: it was asked for
    """Somebody asked to stop this work."""


class UserError(Exception):
    """Work that cannot be done, said so that a person can act on it, in both languages."""

    def __init__(self, nl: str, en: str) -> None:
        super().__init__(en)
        self.nl = nl
        self.en = en


@dataclass
class Progress:
    """How far one job is; reports at most twice a second, because every report is a write."""

    job_id: uuid.UUID | None
    _told: float = field(default=0.0, init=False)

    def tell(self, share: float, nl: str, en: str) -> None:
        """Reports `share` in [0, 1] with one short sentence; raises `Cancelled` when asked to stop."""
        if self.job_id is None or time.monotonic() - self._told < 0.5:
            return
        self._told = time.monotonic()
        Job.objects.filter(pk=self.job_id).update(
            progress=min(max(share, 0.0), 1.0),
            message_nl=nl[:300],
            message_en=en[:300],
            heartbeat_at=timezone.now(),
        )
        self.check()

    def check(self) -> None:
        """Raises `Cancelled` when somebody asked to stop."""
        if self.job_id and Job.objects.filter(pk=self.job_id, cancel_asked=True).exists():
            raise Cancelled


SILENT = Progress(None)


def open_job(kind: str, municipality: str, asked_by: str) -> uuid.UUID:
    """A new job, waiting to be picked up."""
    return Job.objects.create(kind=kind, municipality=municipality, asked_by=asked_by[:120]).pk


def ask_to_cancel(job_id: uuid.UUID) -> None:
    """Asks a job to stop; one that has not started is cancelled at once."""
    Job.objects.filter(pk=job_id).update(cancel_asked=True)
    Job.objects.filter(pk=job_id, state=Job.State.WAITING).update(
        state=Job.State.CANCELLED, finished_at=timezone.now()
    )


@contextmanager
def running(job_id: uuid.UUID) -> Iterator[Progress]:
    """Marks a job as running and, at the end of the block, as done, cancelled or failed.

    Only an unforeseen error leaves the block; a `UserError` becomes the job's message. A job that was
    cancelled before it started raises `Cancelled` outside the block's body: nothing of it runs.
    """
    started = Job.objects.filter(pk=job_id, state=Job.State.WAITING).update(
        state=Job.State.RUNNING, started_at=timezone.now(), heartbeat_at=timezone.now()
    )
    if not started:
        raise Cancelled
    progress = Progress(job_id)
    try:
        yield progress
    except Cancelled:
        _end(job_id, Job.State.CANCELLED, "Gestopt op verzoek.", "Stopped on request.")
    except UserError as error:
        _end(job_id, Job.State.FAILED, error.nl, error.en)
    except BaseException:
        log.exception("job %s failed", job_id)
        _end(
            job_id,
            Job.State.FAILED,
            "Er ging iets mis in het programma. Het staat in het logboek van de server.",
            "Something went wrong in the program. It is in the server's log.",
        )
        raise
    else:
        _end(job_id, Job.State.DONE, "", "")


def _end(job_id: uuid.UUID, state: Job.State, nl: str, en: str) -> None:
    if not connection.in_atomic_block:  # closing would break the transaction off
        close_old_connections()
    done = {"progress": 1.0} if state == Job.State.DONE else {}
    Job.objects.filter(pk=job_id).update(
        state=state, message_nl=nl[:300], message_en=en[:300], finished_at=timezone.now(), **done
    )


def set_result(job_id: uuid.UUID, url: str) -> None:
    """Where a person finds what the job made."""
    Job.objects.filter(pk=job_id).update(result_url=url)


def left_waiting() -> bool:
    """Whether work waits that no worker picks up: for more than five minutes, while no other work runs.

    Before the first migration there is no table, and the database's error is left to the caller.
    """
    now = timezone.now()
    late = Job.objects.filter(state=Job.State.WAITING, created_at__lt=now - PICKED_UP_WITHIN)
    alive = Job.objects.filter(state=Job.State.RUNNING, heartbeat_at__gte=now - SILENT_FOR)
    return late.exists() and not alive.exists()


def end_orphans(silent_for: timedelta = SILENT_FOR) -> int:
    """Marks jobs whose worker died (no sign of life for `silent_for`) as failed; answers how many.

    Who knows that no worker runs at this moment, gives no time at all.
    """
    return Job.objects.filter(state=Job.State.RUNNING, heartbeat_at__lte=timezone.now() - silent_for).update(
        state=Job.State.FAILED,
        finished_at=timezone.now(),
        message_nl="Het programma stopte tijdens dit werk. Start het opnieuw.",
        message_en="The program stopped during this work. Start it again.",
    )
