"""What the web server's process knows stays out of requests: they can be kept, and with them its secrets."""

from __future__ import annotations

import os
import subprocess
import sys

ASK = """
from weerbaar.config import wsgi
seen = {}
wsgi._django = lambda environ, start: seen.update(environ) or [b""]
import os
wsgi.application({**os.environ, "REQUEST_METHOD": "GET", "PATH_INFO": "/", "HTTP_HOST": "x"}, None)
print(sorted(seen))
"""


def test_a_request_holds_nothing_of_the_process(tmp_path: os.PathLike[str]) -> None:
    environment = {
        **os.environ,
        "WEERBAAR_DATA": str(tmp_path),
        "WEERBAAR_SECRET_KEY": "a secret that nobody may read in the table of sessions",
        "WEERBAAR_DATABASE_URL": "",
        "PYTHONPATH": "src",
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "['HTTP_HOST', 'PATH_INFO', 'REQUEST_METHOD']"
