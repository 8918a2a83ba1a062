"""What the program checks about pages at its start: the menu leads somewhere, the front end is built."""

from __future__ import annotations

from typing import Any

from django.core import checks

from weerbaar.interface import built, navigation


@checks.register("interface")
def menu_leads_somewhere(**_: Any) -> list[checks.CheckMessage]:
    """Every page of the menu has an address."""
    return [
        checks.Warning(f"the menu names {name}, and no page has that name", id="weerbaar.interface.W002")
        for name in navigation.pages_without_address()
    ]


@checks.register("interface")
def front_end_is_built(**_: Any) -> list[checks.CheckMessage]:
    """Without the build, pages work, but plain."""
    if built.manifest() is not None:
        return []
    hint = "Run scripts/build_frontend.sh."
    return [checks.Warning("the front end is not built", hint=hint, id="weerbaar.interface.W001")]
