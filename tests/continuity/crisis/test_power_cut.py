"""What the log has said that it wrote is still there after the program was killed while it worked."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

WRITER = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from weerbaar.accounts.services import ensure_municipality
from weerbaar.accounts.types import PROGRAM
from weerbaar.continuity import services
town = ensure_municipality(PROGRAM, code="GM9999", slug="kleinstad", name="Kleinstad", region=("VR24", "ZL"))
log = services.open_decision_log(PROGRAM, town.id, "Storing")
while True:
    print(services.add_decision_entry(PROGRAM, town.id, log, services.Entry("besluit")), flush=True)
"""


def test_a_written_entry_survives_kill_9(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WEERBAAR_")}
    environment |= {"WEERBAAR_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "weerbaar.config.settings"}
    with subprocess.Popen(
        [sys.executable, "-c", WRITER], env=environment, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        said = 0
        for line in writer.stdout:
            said = int(line)
            if said >= 25:
                writer.send_signal(signal.SIGKILL)
                break
        said = max([said, *(int(line) for line in writer.stdout if line.strip())])
    with closing(sqlite3.connect(tmp_path / "weerbaar.sqlite3")) as database:
        # constraints of other tables use it
        database.create_function("REGEXP", 2, lambda pattern, text: re.search(pattern, text) is not None)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        numbers = [n for (n,) in database.execute("SELECT number FROM continuity_decisionentry ORDER BY id")]
    assert len(numbers) >= said >= 25
    assert numbers == list(range(1, len(numbers) + 1))
