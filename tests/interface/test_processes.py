"""Processes that end with their parent, seen from outside: by killing parents, and by asking Linux."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.processes import is_there

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
STUBBORN = """
import os, signal, sys, time
from functools import partial
import subprocess
from weerbaar.interface.processes import end_with
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen(
    [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"],
    preexec_fn=partial(end_with, os.getpid()),
)
print(child.pid, flush=True)
child.wait()
"""
LATE = "import os; from weerbaar.interface.processes import end_with; end_with(os.getpid()); print('went on')"
WEB_PROCESS = """
import ctypes, multiprocessing, os
def child():
    import weerbaar.config.wsgi
    asked = ctypes.c_int(-1)
    ctypes.CDLL(None).prctl(2, ctypes.byref(asked))  # PR_GET_PDEATHSIG
    print("signal", asked.value, flush=True)
    os._exit(0)
if {forked}:
    process = multiprocessing.get_context("fork").Process(target=child)
    process.start()
    process.join()
else:
    child()
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "WEERBAAR_DATA": str(tmp_path), "WEERBAAR_DATABASE_URL": "", "PYTHONPATH": "src"}


@pytest.fixture
def parent(environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", STUBBORN], env=environment, stdout=subprocess.PIPE, text=True
    )
    with process:
        yield process
        process.kill()


def test_a_killed_parent_takes_a_child_along_that_ignores_requests(parent: subprocess.Popen[str]) -> None:
    assert parent.stdout is not None
    said = {parent.stdout.readline().strip(), parent.stdout.readline().strip()}
    (child,) = (int(word) for word in said - {"up"})
    os.kill(child, signal.SIGTERM)
    assert is_there(child)
    parent.kill()
    parent.wait(10)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and is_there(child):
        time.sleep(0.01)
    assert not is_there(child)


def test_a_parent_that_was_gone_already_ends_the_child_at_once(environment: dict[str, str]) -> None:
    done = subprocess.run([sys.executable, "-c", LATE], env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")


@pytest.mark.parametrize(
    ("served", "forked", "asked"), [("1", True, int(signal.SIGKILL)), ("", True, 0), ("1", False, 0)]
)
def test_only_a_web_process_of_our_own_server_ends_with_it(
    environment: dict[str, str], served: str, forked: bool, asked: int
) -> None:
    environment.pop("WEERBAAR_SERVED", None)
    if served:
        environment["WEERBAAR_SERVED"] = served
    done = subprocess.run(
        [sys.executable, "-c", WEB_PROCESS.format(forked=forked)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == f"signal {asked}"
