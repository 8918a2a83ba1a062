"""Compiling in processes of their own, while a command does what needs no compiled loops yet."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType

from weerbaar.interface.processes import end_with


def _begin(parent: int, niceness: int) -> None:
    end_with(parent)
    os.nice(niceness)


@dataclass
class Compiling:
    """Compiles the loops of some subjects (`core.compiling`) from `start` on; none outlives the block.

    Nothing is lost when it fails: what is not compiled ahead is compiled when it is first used.
    """

    _started: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, subject: str, niceness: int = 0) -> None:
        """`niceness` for what has to wait where there are not enough processors."""
        self._started[subject] = subprocess.Popen(
            [sys.executable, "-m", "weerbaar.core.compiling", subject],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=partial(_begin, os.getpid(), niceness),
        )

    def wait(self, subject: str) -> None:
        """Until a subject is compiled; at once when it was not started."""
        if subject in self._started:
            self._started[subject].wait()

    def __enter__(self) -> Compiling:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for process in self._started.values():
            process.terminate()
            process.wait()
