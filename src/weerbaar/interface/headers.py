"""Headers that keep browsers careful, on every page; and that keep private pages out of caches and search."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

# everything that we do not use is off; finding the nearest support point uses the location
PERMISSIONS_POLICY = ", ".join(
    [
        "geolocation=(self)",
        "publickey-credentials-get=(self)",
        "publickey-credentials-create=(self)",
        *(
            f"{feature}=()"
            for feature in (
                "accelerometer",
                "autoplay",
                "camera",
                "display-capture",
                "encrypted-media",
                "gyroscope",
                "magnetometer",
                "microphone",
                "midi",
                "payment",
                "usb",
            )
        ),
    ]
)
PRIVATE_ADDRESS = re.compile(r"^(/[a-z]{2})?/(account|jobs)/|^/[a-z]{2}/[^/]+/staff/")


def is_private(request: HttpRequest) -> bool:
    """Whether a page is for signed-in people: behind the guard, or about somebody's account."""
    match = request.resolver_match
    return bool(match and hasattr(match.func, "permission")) or bool(PRIVATE_ADDRESS.match(request.path))


class SafetyHeadersMiddleware:
    """Adds the headers that Django and django-csp do not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest, *args: Any) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if is_private(request):
            response.headers["Cache-Control"] = "no-store"
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response
