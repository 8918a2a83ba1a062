"""The icons: our own line drawings on a grid of 24, two units thick. Words beside them say it."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_INNER = {
    # the four functions of a support point
    "information": '<circle cx="12" cy="12" r="9"/><path d="M12 11v6"/><path d="M12 7.2v.1"/>',
    "water": (
        '<path d="M12 3c3.6 4.5 6 7.6 6 11a6 6 0 0 1-12 0c0-3.4 2.4-6.5 6-11z"/>'
        '<path d="M9 14.5a3 3 0 0 0 3 3"/>'
    ),
    "first_aid": '<rect x="3" y="3" width="18" height="18" rx="4"/><path d="M12 8v8M8 12h8"/>',
    "alerting": '<path d="M6 16v-5a6 6 0 0 1 12 0v5l2 2H4z"/><path d="M10 21h4"/>',
    # access
    "step_free": (
        '<circle cx="10" cy="4" r="1.4" fill="currentColor"/><path d="M10 8v6h5l2.5 5"/>'
        '<path d="M10 10.5h4"/>'
        '<path d="M8 11.5a5 5 0 1 0 6.4 6.8"/>'
    ),
    "walk": (
        '<circle cx="13" cy="4" r="1.4" fill="currentColor"/><path d="M12.5 8.5 11 14l3 3 1 4"/>'
        '<path d="M11 14l-1 3-3 4"/><path d="m8 12 1.5-2.5 3-1L15 11l2.5 1"/>'
    ),
    "time": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>',
    "euro": '<path d="M17.5 6.5a7 7 0 1 0 0 11"/><path d="M4 10.5h9M4 14h8"/>',
    "people": (
        '<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20a6.5 6.5 0 0 1 13 0"/>'
        '<path d="M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.2a6.5 6.5 0 0 1 3.5 5.8"/>'
    ),
    # doing
    "print": (
        '<path d="M7 8V3h10v5"/><rect x="3" y="8" width="18" height="8" rx="2"/><path d="M7 13h10v8H7z"/>'
    ),
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "location": (
        '<path d="M12 21.5c-4.5-5-7-8.3-7-11.5a7 7 0 0 1 14 0c0 3.2-2.5 6.5-7 11.5z"/>'
        '<circle cx="12" cy="10" r="2.5"/>'
    ),
    "download": '<path d="M12 3v12M7 10.5l5 5 5-5"/><path d="M4 20h16"/>',
    "menu": '<path d="M4 6.5h16M4 12h16M4 17.5h16"/>',
    "close": '<path d="m5 5 14 14M19 5 5 19"/>',
    "check": '<path d="m4 12.5 5.5 5.5L20 6.5"/>',
    "warning": '<path d="M12 3.5 22 20.5H2z"/><path d="M12 10v4.5"/><path d="M12 17.4v.1"/>',
    # tiers: shape; state: fill
    "main": '<rect x="5" y="5" width="14" height="14" fill="currentColor"/>',
    "local": '<circle cx="12" cy="12" r="7.5" fill="currentColor"/>',
    "regional": '<path d="m12 3 9 9-9 9-9-9z" fill="currentColor"/>',
    "ready": (
        '<circle cx="12" cy="12" r="9" fill="currentColor"/>'
        '<path d="m7.5 12.3 3.2 3.2 5.8-6.5" stroke="var(--wb-surface, #fff)"/>'
    ),
    "planned": '<circle cx="12" cy="12" r="9" stroke-dasharray="3.5 3"/><path d="M12 8v4.5h3.5"/>',
    "missing": '<circle cx="12" cy="12" r="9"/><path d="M8 12h8"/>',
}
NAMES = frozenset(_INNER)


def icon(name: str) -> SafeString:
    """The inline SVG of an icon; `KeyError` with the known names when there is none of that name."""
    if name not in _INNER:
        raise KeyError(f"no icon {name!r}; there are {', '.join(sorted(NAMES))}")
    return format_html(
        '<svg class="wb-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
        'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(_INNER[name]),  # noqa: S308 - our own drawings
    )
