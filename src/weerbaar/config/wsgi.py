"""The WSGI entry point of the web server. Each process that loads it warms itself in the background."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weerbaar.config.settings")
application = get_wsgi_application()

# after the application: it imports rooms, which need Django ready
from weerbaar.config.warming import warm_in_background  # noqa: E402

warm_in_background()
