"""How long a step of a command took and how much memory it needed; nothing about what it measures."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Step:
    """One measured step: wall-clock seconds and the process's peak memory during it, in MB (10^6 bytes)."""

    name: str
    seconds: float = 0.0
    peak_mb: float = 0.0


@dataclass
class Steps:
    """The steps of one command, in order."""

    done: list[Step] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """Measures the block; a step that fails is not listed."""
        current = Step(name)
        forget_peak_memory()
        began = time.perf_counter()
        yield current
        current.seconds = time.perf_counter() - began
        current.peak_mb = peak_memory_mb()
        self.done.append(current)


def forget_peak_memory() -> None:
    """Starts the peak anew where Linux lets a process do that (proc(5), clear_refs); else does nothing."""
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return


def peak_memory_mb() -> float:
    """Peak resident memory of this process in MB since `forget_peak_memory`, or since its start."""
    try:
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    except OSError:
        pass
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
