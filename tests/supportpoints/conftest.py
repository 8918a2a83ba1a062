"""Designs and points in Kleinstad, for the tests of this room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.supportpoints import queries, services
from weerbaar.supportpoints.types import DesignRow, Wishes

Designer = Callable[..., DesignRow]


@pytest.fixture
def wishes(town: MunicipalityRow) -> Wishes:
    """Wishes that leave something to choose in a town this small: 5 minutes, EUR 85,000."""
    return replace(queries.default_wishes(town.id), walking_minutes=5.0, budget_eur=85_000.0)


@pytest.fixture
def make_design(town: MunicipalityRow, wishes: Wishes) -> Designer:
    """`make_design("name", budget_eur=…)`: a design of Kleinstad with an answer."""

    def make(name: str = "Ontwerp", **changes: Any) -> DesignRow:
        return services.run_design_now(PROGRAM, town.id, name, replace(wishes, **changes))

    return make
