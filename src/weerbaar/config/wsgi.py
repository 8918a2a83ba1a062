"""The WSGI entry point of the web server. Each process that loads it warms itself in the background."""

import multiprocessing
import os
from collections.abc import Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from weerbaar.interface.processes import SERVED, end_with

_server = multiprocessing.parent_process()  # its main thread makes the web processes, and lasts
if SERVED in os.environ and _server is not None and _server.pid is not None:
    end_with(_server.pid)  # first of all: from here on no web process outlives its server

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weerbaar.config.settings")
_django = get_wsgi_application()
_OF_THE_PROCESS = frozenset(os.environ)

# after the application: it imports rooms, which need Django ready
from weerbaar.config.warming import warm_in_background  # noqa: E402

warm_in_background()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Django's application, without the process's own environment in each request.

    The server copies that into every request, and what keeps a request for later (a form that waits until
    somebody confirms that it is them) would write the passwords in it to the database.
    """
    for name in _OF_THE_PROCESS:
        environ.pop(name, None)
    answer: Iterable[bytes] = _django(environ, start_response)
    return answer
