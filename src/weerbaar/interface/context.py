"""What every page knows: the way around, the languages, the map's settings."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject

from weerbaar.interface import navigation


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: the other language's address, and the staff menu of a guarded page."""
    menu = navigation.menu(request)
    return {
        "other_languages": [
            (code, name, translate_url(request.get_full_path(), code)) for code, name in settings.LANGUAGES
        ],
        "staff_menu": menu,
        "staff_home": menu[0].address if menu else "",
        "other_places": SimpleLazyObject(lambda: navigation.other_places(request)),
        "background_map_url": settings.BACKGROUND_MAP_URL,
        "background_map_attribution": settings.BACKGROUND_MAP_ATTRIBUTION,
    }
