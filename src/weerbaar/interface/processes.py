"""Processes that end with the one that started them, so that no half of a program is left behind.

Only Linux can do this; elsewhere a process whose parent was killed stays. What a process does is not here.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

SERVED = "WEERBAAR_SERVED"  # in the environment of what `weerbaar serve` starts; no setting
_PR_SET_PDEATHSIG = 1  # Linux, prctl(2)
_libc = ctypes.CDLL(None)


def end_with(parent: int) -> None:
    """Has Linux kill this process as soon as its parent, a process id, ends; ends it now if that is gone.

    At once, as in a power cut: a request to stop is lost on a process that is still starting, and one in
    the middle of long work would go on beside its successor. A parent that can still ask, asks first.
    Linux takes the thread that made this process for its parent: it must last as long as the process.
    """
    if sys.platform != "linux":
        return
    _libc.prctl(_PR_SET_PDEATHSIG, ctypes.c_ulong(signal.SIGKILL))
    if os.getppid() != parent:  # it ended before Linux was asked, which would never tell
        os._exit(1)
