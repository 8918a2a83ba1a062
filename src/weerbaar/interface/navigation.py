"""The staff menu: each room adds its pages when it starts; a person sees what they may open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class MenuPage:
    """A page in the staff menu. `group` orders the rooms, `permission` says who sees it."""

    group: int
    label: _StrPromise | str
    url_name: str
    permission: str


@dataclass(frozen=True)
class MenuItem:
    """A menu page as one person sees it."""

    label: str
    address: str
    current: bool


class Place(Protocol):
    """A municipality, as far as a menu shows it."""

    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> str: ...


_pages: list[MenuPage] = []
_places_of: Callable[[int], Iterable[Place]] | None = None


def add(*pages: MenuPage) -> None:
    """Adds pages to the menu; called once, from a room's `AppConfig.ready`."""
    _pages.extend(page for page in pages if page not in _pages)
    _pages.sort(key=lambda page: page.group)


def menu(request: HttpRequest) -> list[MenuItem]:
    """The menu of the municipality that the guard let this person into; empty on other pages."""
    municipality = getattr(request, "municipality", None)
    permissions: frozenset[str] = getattr(request, "permissions", frozenset())
    if municipality is None:
        return []
    items: list[MenuItem] = []
    for page in _pages:
        if page.permission not in permissions:
            continue
        # a page without an address is reported by the checks at the start; the others stay within reach
        if address := _address(page.url_name, municipality.slug):
            items.append(MenuItem(str(page.label), address, False))
    return _mark_current(items, request.path)


def _mark_current(items: list[MenuItem], path: str) -> list[MenuItem]:
    # the longest address that leads here: a dashboard at /staff/ is not "here" on every page below it
    here = max((item.address for item in items if path.startswith(item.address)), key=len, default="")
    return [MenuItem(item.label, item.address, item.address == here) for item in items]


def pages_without_address() -> list[str]:
    """The names in the menu that lead nowhere: mistakes."""
    return [page.url_name for page in _pages if not _address(page.url_name, "any")]


def ask_places(of: Callable[[int], Iterable[Place]]) -> None:
    """Says who knows the municipalities of a person (by their number); called from `AppConfig.ready`."""
    global _places_of
    _places_of = of


def other_places(request: HttpRequest) -> list[MenuItem]:
    """The person's other municipalities, each with the same page there, or else its first menu page."""
    here = getattr(request, "municipality", None)
    person = request.user.pk if request.user.is_authenticated else None
    if here is None or person is None or _places_of is None:
        return []
    match = request.resolver_match
    same = match.view_name if match and set(match.kwargs) == {"municipality"} else None
    targets = [name for name in (same, _pages[0].url_name if _pages else None) if name]
    items = []
    for place in _places_of(person):
        if place.slug == here.slug:
            continue
        address = next((found for name in targets if (found := _address(name, place.slug))), "")
        if address:
            items.append(MenuItem(place.name, address, False))
    return items


def _address(name: str, slug: str) -> str:
    try:
        return reverse(name, kwargs={"municipality": slug})
    except NoReverseMatch:
        return ""
