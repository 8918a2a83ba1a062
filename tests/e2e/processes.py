"""The processes of a running site as the system sees them, and its work as the database holds it."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tests.e2e.conftest import DATABASE


def children(process_id: int, words: str) -> list[int]:
    """Direct children of a process whose command line holds `words`."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except (OSError, IndexError):  # it ended while we looked
            continue
        if parent == process_id and words in command:
            found.append(int(folder.name))
    return found


def is_there(process_id: int) -> bool:
    """Whether a process runs or waits; one that ended and that nobody has counted yet does not."""
    try:
        state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in {"Z", "X"}


def of_installation(data: Path) -> dict[int, int]:
    """Every process on this machine that was given a data folder, with its parent: orphans too."""
    given = b"WEERBAAR_DATA=" + os.fsencode(data)
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if given in (folder / "environ").read_bytes().split(b"\0"):
                found[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):  # it ended while we looked, or is somebody else's
            continue
    return found


def wait_until_gone(process_ids: set[int], within_s: float = 20) -> None:
    """Waits until none of the processes is there; those that stay fail the test."""
    deadline = time.monotonic() + within_s
    left = process_ids
    while left and time.monotonic() < deadline:
        time.sleep(0.05)
        left = {each for each in left if is_there(each)}
    assert not left, f"still there after {within_s} s: {left}"


def ask(data: Path, question: str, *values: Any) -> list[tuple[Any, ...]]:
    """Rows from the site's database, read beside the running site."""
    with closing(sqlite3.connect(f"file:{data / DATABASE}?mode=ro", uri=True, timeout=30)) as database:
        return database.execute(question, values).fetchall()


def state_of_work(data: Path, kind: str) -> str | None:
    """How the newest work of a kind stands; None when there is none."""
    rows = ask(data, "select state from interface_job where kind = ? order by created_at desc limit 1", kind)
    return rows[0][0] if rows else None


def wait_for_work(data: Path, state: str | tuple[str, ...], kind: str, within_s: float = 90) -> str:
    """Waits until the newest work of a kind is in a state; answers its number as the address shows it."""
    states = (state,) if isinstance(state, str) else state
    deadline = time.monotonic() + within_s
    last: object = None
    while time.monotonic() < deadline:
        rows = ask(
            data, "select id, state from interface_job where kind = ? order by created_at desc limit 1", kind
        )
        last = rows
        if rows and rows[0][1] in states:
            return str(rows[0][0])
        time.sleep(0.02)
    raise AssertionError(f"the work did not become {state} within {within_s} s: {last}")


@contextmanager
def held(data: Path, process_id: int) -> Iterator[None]:
    """Keeps a process from going on, at a moment at which it does not hold the database."""
    os.kill(process_id, signal.SIGSTOP)
    try:
        for _ in range(100):
            try:
                with closing(sqlite3.connect(data / DATABASE, timeout=0, isolation_level=None)) as database:
                    database.execute("begin immediate")
                    database.execute("rollback")
                break
            except sqlite3.OperationalError:
                os.kill(process_id, signal.SIGCONT)
                time.sleep(0.02)
                os.kill(process_id, signal.SIGSTOP)
        yield
    finally:
        os.kill(process_id, signal.SIGCONT)
