"""The staff menu: each room adds its pages when it starts; a person sees what they may open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse

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


_pages: list[MenuPage] = []


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
    items = []
    for page in _pages:
        if page.permission in permissions:
            address = reverse(page.url_name, kwargs={"municipality": municipality.slug})
            items.append(MenuItem(str(page.label), address, request.path.startswith(address)))
    return items
