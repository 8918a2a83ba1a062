"""Warming a web process after it started, so that nobody waits for what is only slow once.

In a thread of its own: the site answers meanwhile. What goes wrong is logged, and leaves the site as it was.
"""

from __future__ import annotations

import logging
import sys
import threading
import time

from django.db import connections

logger = logging.getLogger(__name__)


def warm_in_background() -> threading.Thread | None:
    """Starts warming; None under Django's own development and test server, which starts again and again."""
    if "django.core.servers.basehttp" in sys.modules:
        return None
    thread = threading.Thread(target=warm, name="warming", daemon=True)
    thread.start()
    return thread


def warm() -> None:
    """Loads the pages, the streets and searches of the municipalities, and the analysis; never raises."""
    started = time.monotonic()
    try:
        from django.template.loader import get_template
        from django.urls import get_resolver

        from weerbaar.accounts import queries as accounts
        from weerbaar.core import compiling
        from weerbaar.supportpoints import queries as supportpoints

        _ = get_resolver().url_patterns  # brings in every view
        get_template("portal/find.html")
        done = supportpoints.warm_walks([row.id for row in accounts.municipalities()])
        compiling.recovery()
        logger.info("Warmed %d municipalities in %.1f s", done, time.monotonic() - started)
    except Exception:  # the first visitor waits a little longer; that is all
        logger.exception("Warming failed")
    finally:
        connections.close_all()  # those of this thread
