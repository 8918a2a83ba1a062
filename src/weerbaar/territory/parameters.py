"""Norms and parameters: each room declares its defaults here with unit, source and date.

A municipality's own value (table `ParameterValue`) goes before the default.
"""

from __future__ import annotations

from weerbaar.territory.types import Parameter

_declared: dict[str, Parameter] = {}


def declare(*parameters: Parameter) -> None:
    """Declares defaults; called once, from a room's `AppConfig.ready`. A key has one default: ValueError."""
    for parameter in parameters:
        if _declared.get(parameter.key, parameter) != parameter:
            raise ValueError(f"{parameter.key} is declared twice")
        _declared[parameter.key] = parameter


def declared() -> list[Parameter]:
    """All declared parameters with their defaults, by key."""
    return [_declared[key] for key in sorted(_declared)]
