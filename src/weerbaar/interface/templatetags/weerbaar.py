"""Template tags and filters of every page: fields, icons, figures, bars, maps, and the built front end."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from weerbaar.interface import built, fields, icons, numbers

register = template.Library()

for _filter in (
    numbers.number,
    numbers.percent,
    numbers.euro,
    numbers.metres,
    numbers.minutes,
    numbers.duration,
    numbers.day,
):
    register.filter(_filter.__name__, _filter)


@register.filter
def is_measured(value: Any) -> bool:
    """Whether a value is a finite number, so that a page can choose other words when it is not."""
    return numbers.measured(value) is not None


@register.filter
def text(thing: Any, field: str) -> Any:
    """The text of `field` in the active language: `field_nl` or `field_en` of an object or a mapping."""
    name = f"{field}_{'nl' if (get_language() or 'nl').startswith('nl') else 'en'}"
    if isinstance(thing, dict):
        return thing.get(name, "")
    return getattr(thing, name, "")


@register.simple_tag
def icon(name: str) -> SafeString:
    """A decorative icon. An unknown name is a mistake in the template and says so."""
    return icons.icon(name)


@register.simple_tag
def address(name: str, **arguments: Any) -> str:
    """The address of a page, or nothing when this installation has no such page."""
    try:
        return reverse(name, kwargs={key: value for key, value in arguments.items() if value} or None)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def current_municipality(context: template.Context) -> Any:
    """The municipality of this page: of its view, or of the guard that let this person in."""
    for candidate in (context.get("municipality"), getattr(context.get("request"), "municipality", None)):
        if candidate is not None and hasattr(candidate, "slug") and hasattr(candidate, "name"):
            return candidate
    return None


# --- forms --------------------------------------------------------------------------------------------------


@register.simple_tag
def field(bound: BoundField, unit: str = "", search: bool = False) -> SafeString:
    """Label, help, error and input of a form's field, tied together for who hears the page.

    `unit` stands behind the input ("€", "m"). A hidden field has only its input.
    """
    if not isinstance(bound, BoundField):
        raise template.TemplateSyntaxError(f"field needs a form's field, got {bound!r}: is its name right?")
    if bound.is_hidden:
        return mark_safe(str(bound))  # noqa: S308 - rendered by the form
    return mark_safe(render_to_string("interface/field.html", fields.describe(bound, unit)))  # noqa: S308


@register.inclusion_tag("interface/form_errors.html")
def form_errors(*forms: BaseForm) -> dict[str, Any]:
    """The summary of what a form refuses; each line leads to its field, and the summary takes the focus."""
    return {"errors": [line for form in forms for line in fields.errors(form)]}


# --- figures ------------------------------------------------------------------------------------------------


@register.inclusion_tag("interface/figure.html")
def figure(value: Any, label: str, note: str = "") -> dict[str, Any]:
    """A figure with its label and its note (date, source, interval). `value` is already written out."""
    missing = value is None or value == "" or value == numbers.not_measured()
    return {
        "value": numbers.not_measured() if missing else value,
        "missing": missing,
        "label": label,
        "note": note,
    }


@register.simple_tag
def bar(
    value: Any,
    label: str,
    low: Any = None,
    high: Any = None,
    mark: Any = None,
    most: Any = 1,
    kind: str = "",
) -> SafeString:
    """A bar from 0 to `most` with, when given, its interval as a band and a norm as a mark.

    `label` is the text alternative and holds the figure itself. Without a value, only the words show.
    """
    whole = numbers.measured(most)
    if not whole or whole < 0:
        raise template.TemplateSyntaxError(f"bar needs a positive `most`, got {most!r}")

    def width(amount: Any) -> float | None:
        exact = numbers.measured(amount)
        return None if exact is None else round(min(max(float(exact / whole), 0.0), 1.0) * 100, 2)

    length = width(value)
    if length is None:
        return format_html('<span class="wb-soft">{}</span>', numbers.not_measured())
    parts = [
        mark_safe('<rect class="wb-bar__ground" width="100" height="12"/>'),
        format_html('<rect class="wb-bar__value" width="{}" height="12"/>', length),
    ]
    left, right = width(low), width(high)
    if left is not None and right is not None and right >= left:
        parts.append(
            format_html(
                '<rect class="wb-bar__band" x="{}" y="3" width="{}" height="6"/>',
                left,
                round(right - left, 2),
            )
        )
    place = width(mark)
    if place is not None:
        parts.append(
            format_html('<rect class="wb-bar__mark" x="{}" width="0.7" height="12"/>', min(place, 99.3))
        )
    return format_html(
        '<svg class="wb-bar{}" viewBox="0 0 100 12" preserveAspectRatio="none" role="img" '
        'aria-label="{}">{}</svg>',
        f" wb-bar--{kind}" if kind else "",
        label,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


@register.simple_tag(takes_context=True)
def sort_header(context: template.Context, label: str, key: str, numeric: bool = False) -> SafeString:
    """A header cell that sorts by the server: a link that turns `?sort=key` and `?sort=-key`."""
    asked: QueryDict = context["request"].GET.copy()
    current = asked.get("sort", "")
    asked["sort"] = f"-{key}" if current == key else key
    asked.pop("page", None)
    order = {key: "ascending", f"-{key}": "descending"}.get(current)
    return format_html(
        '<th scope="col" class="utrecht-table__header-cell{}"{}><a class="wb-sort" href="?{}">{}</a></th>',
        " utrecht-table__header-cell--numeric-column" if numeric else "",
        format_html(' aria-sort="{}"', order) if order else "",
        asked.urlencode(),
        label,
    )


# --- the built front end ------------------------------------------------------------------------------------


@register.simple_tag
def entry(name: str) -> SafeString:
    """Style sheets and script of a built entry; a comment when nothing was built: pages still work."""
    found = built.files(name)
    if found is None:
        return mark_safe("<!-- the front end is not built: run scripts/build_frontend.sh -->")
    scripts, styles = found
    links = format_html_join("", '<link rel="stylesheet" href="{}">', ((static(path),) for path in styles))
    ahead = format_html_join(
        "", '<link rel="modulepreload" href="{}">', ((static(path),) for path in scripts[1:])
    )
    return format_html('{}{}<script type="module" src="{}"></script>', links, ahead, static(scripts[0]))


def _map_words() -> dict[str, str]:
    return {
        "layers": gettext("Layers"),
        "loading": gettext("The map is loading."),
        "failed": gettext("The map could not be loaded. The list shows the same."),
        "no_webgl": gettext("This device cannot draw the map. The list shows the same."),
        "keys": gettext("Map. Move with the arrow keys, zoom with plus and minus."),
        "main": gettext("main point"),
        "local": gettext("local point"),
        "regional": gettext("regional point"),
        "ready": gettext("ready"),
        "planned": gettext("planned"),
        "more": gettext("More about this"),
        "unknown": gettext("not yet measured"),
        "zoom_in": gettext("Zoom in"),
        "zoom_out": gettext("Zoom out"),
        "whole": gettext("Show everything"),
        "close": gettext("Close"),
        "two_fingers": gettext("Use two fingers to move the map"),
    }


def _page_words() -> dict[str, str]:
    return {
        "all": gettext("Show all {all} rows"),
        "filter": gettext("Search in this table"),
        "shown": gettext("{shown} of {all} rows"),
        "download": gettext("Download this table"),
    }


def _locate_words() -> dict[str, str]:
    return {
        "use": gettext("Use my location"),
        "busy": gettext("Looking for your location…"),
        "denied": gettext("You did not share your location. Type your postcode or street instead."),
        "too_late": gettext("Your location took too long. Try again, or type your postcode or street."),
        "unavailable": gettext("This device does not know where it is. Type your postcode or street."),
    }


_WORDS: dict[str, Callable[[], dict[str, str]]] = {
    "map": _map_words,
    "page": _page_words,
    "locate": _locate_words,
}


@register.simple_tag
def words(part: str) -> str:
    """The words that a script of the page says, as JSON for a `data-words` attribute."""
    return json.dumps(_WORDS[part](), ensure_ascii=False)


@register.inclusion_tag("interface/map.html", takes_context=True)
def geo_map(
    context: template.Context, src: str, label: str, for_list: str = "", small: bool = False
) -> dict[str, Any]:
    """A map of the document at `src`; without script, WebGL or network the list is the page.

    `for_list` is the id of the element whose items carry `data-map-feature`.
    """
    return {
        "src": src,
        "label": label,
        "for_list": for_list,
        "small": small,
        "background_url": context.get("background_map_url", ""),
        "background_attribution": context.get("background_map_attribution", ""),
        "words": json.dumps(_map_words(), ensure_ascii=False),
        "language": get_language() or "nl",
    }


@register.inclusion_tag("interface/locate.html")
def locate() -> dict[str, Any]:
    """A button "use my location" inside a form with `lat` and `lon`; shows only where a device can do it."""
    return {"words": json.dumps(_locate_words(), ensure_ascii=False)}
