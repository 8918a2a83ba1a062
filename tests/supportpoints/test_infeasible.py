"""Wishes that cannot be met: the reason names numbers that make it possible, and is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.supportpoints.conftest import Designer
from tests.supportpoints.test_designs import town_walks
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.interface.jobs import UserError
from weerbaar.supportpoints import models, queries, services
from weerbaar.supportpoints.types import Wishes
from weerbaar.territory import queries as territory

COVER_ALL: dict[str, Any] = {"model": "set_covering", "budget_eur": None, "required": ()}


def test_a_walk_too_short_for_everybody_names_the_walk_that_is_enough(
    make_design: Designer, town: MunicipalityRow
) -> None:
    kinds = ("library", "town_hall")
    with pytest.raises(UserError) as refused:
        make_design(**COVER_ALL, kinds=kinds, every_district=False)
    buildings, metres = town_walks(town)
    known = {b.id: b.kind for b in territory.buildings(town.id)}
    nearest = metres[[i for i, b in enumerate(buildings) if known[b] in kinds]].min(axis=0)
    slowest = np.ceil((nearest / 50.0).max())  # vulnerable residents walk 50 m in a minute
    assert f"walk of {slowest:.0f} minutes" in refused.value.en
    assert f"Met {slowest:.0f} minuten" in refused.value.nl
    demand = territory.demand(town.id)
    missed = (demand.residents - demand.vulnerable)[nearest > 400].sum() + demand.vulnerable[
        nearest > 250
    ].sum()
    assert f"{missed:,.0f} of the 1,608 residents" in refused.value.en
    row = make_design(**COVER_ALL, kinds=kinds, every_district=False, walking_minutes=float(slowest))
    assert row.summary is not None
    assert row.summary.share_covered == 1.0
    with pytest.raises(UserError):
        make_design(**COVER_ALL, kinds=kinds, every_district=False, walking_minutes=float(slowest) - 1.0)


def test_a_share_too_large_says_what_is_possible_and_the_walk_for_it(make_design: Designer) -> None:
    asked = {**COVER_ALL, "kinds": ("library",), "every_district": False}
    with pytest.raises(UserError) as refused:
        make_design(**asked, share=0.9)
    possible = float(refused.value.en.split("At most ")[1].split(" %")[0]) / 100
    row = make_design(**asked, share=possible)
    assert row.summary is not None
    assert row.summary.share_covered >= possible
    enough = float(refused.value.en.split("walk of ")[1].split(" ")[0])
    assert make_design(**asked, share=0.9, walking_minutes=enough).summary is not None
    with pytest.raises(UserError):
        make_design(**asked, share=0.9, walking_minutes=enough - 1.0)


def test_a_budget_too_small_for_the_musts_names_what_they_cost(make_design: Designer) -> None:
    with pytest.raises(UserError) as refused:
        make_design(budget_eur=50_000.0)
    # the fire station is required; the other district needs a local point
    assert "EUR 72,500" in refused.value.en
    assert "EUR 72.500" in refused.value.nl
    assert make_design(budget_eur=72_500.0).summary is not None


def test_too_few_points_for_the_musts(make_design: Designer) -> None:
    with pytest.raises(UserError, match="at least 2"):
        make_design(budget_eur=None, points=1)
    assert make_design(budget_eur=None, points=2).summary is not None


def test_a_district_without_candidates_is_named(make_design: Designer) -> None:
    with pytest.raises(UserError, match="Wijk Zuid"):
        make_design(kinds=("fire_station",))


def test_in_and_out_at_once_is_named(make_design: Designer, wishes: Wishes) -> None:
    with pytest.raises(UserError, match="Gebouw 1"):
        make_design(excluded=wishes.required)


def test_the_reason_is_kept_with_the_design(make_design: Designer, town: MunicipalityRow) -> None:
    with pytest.raises(UserError) as refused:
        make_design(budget_eur=50_000.0)
    (row,) = queries.designs(town.id)
    assert row.failed
    assert (row.failure_nl, row.failure_en) == (refused.value.nl, refused.value.en)
    assert row.summary is None
    with pytest.raises(UserError):
        services.adopt_design(PROGRAM, row.id)


@pytest.mark.parametrize(
    "changes",
    [
        {"walking_minutes": 0.0},
        {"speed_kmh": float("nan")},
        {"speed_vulnerable_kmh": 6.0},
        {"points": 3},
        {"budget_eur": None},
        {"budget_eur": None, "points": 0},
        {"model": "set_covering", "share": 0.0},
        {"model": "set_covering", "minimise": "beauty"},
        {"model": "p_median"},
        {"local_one_off_eur": -1.0},
    ],
)
def test_wishes_that_mean_nothing_leave_no_design(
    town: MunicipalityRow, wishes: Wishes, changes: dict[str, Any]
) -> None:
    with pytest.raises(UserError):
        services.run_design_now(PROGRAM, town.id, "Leeg", replace(wishes, **changes))
    assert not models.NetworkDesign.objects.exists()
