"""Comparing designs: gains and losses are counted here again, person by person, from the arrays."""

from __future__ import annotations

import numpy as np
import pytest

from tests import small_town
from tests.supportpoints.conftest import Designer
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.supportpoints import queries
from weerbaar.territory.services import keep_territory


def test_gains_and_losses_are_counted_person_by_person(make_design: Designer) -> None:
    a, b = make_design("a"), make_design("b", budget_eur=None, points=2)
    found = queries.compare(a, b)
    before, after = queries.design_arrays(a), queries.design_arrays(b)
    gained = lost = vulnerable_lost = 0.0
    for i in range(len(before.x)):
        others = before.residents[i] - before.vulnerable[i]
        for count, was, becomes in (
            (others, before.covered[i], after.covered[i]),
            (before.vulnerable[i], before.covered_vulnerable[i], after.covered_vulnerable[i]),
        ):
            gained += count * (becomes and not was)
            lost += count * (was and not becomes)
        vulnerable_lost += before.vulnerable[i] * (
            before.covered_vulnerable[i] and not after.covered_vulnerable[i]
        )
    assert found.exact
    assert (found.gained, found.lost) == (pytest.approx(gained), pytest.approx(lost))
    assert found.vulnerable_lost == pytest.approx(vulnerable_lost)
    assert a.summary is not None
    assert b.summary is not None
    assert found.gained - found.lost == pytest.approx(b.summary.covered - a.summary.covered)
    in_a = {p.building_id for p in a.summary.points}
    in_b = {p.building_id for p in b.summary.points}
    assert {p.building_id for p in found.kept} == in_a & in_b
    assert {p.building_id for p in found.added} == in_b - in_a
    assert {p.building_id for p in found.dropped} == in_a - in_b


def test_the_other_way_round_gains_become_losses(make_design: Designer) -> None:
    a, b = make_design("a"), make_design("b", budget_eur=None, points=2)
    there, back = queries.compare(a, b), queries.compare(b, a)
    assert (there.gained, there.lost) == (pytest.approx(back.lost), pytest.approx(back.gained))
    assert there.cost_one_off_difference_eur == -back.cost_one_off_difference_eur
    assert [x.code for x in there.who_loses] == [x.code for x in back.who_benefits]
    assert (there.nearer, there.farther) == (back.farther, back.nearer)
    assert np.isclose(there.mean_m_first or 0, back.mean_m_second or 0)


def test_designs_on_other_residents_are_compared_per_neighbourhood(
    make_design: Designer, town: MunicipalityRow
) -> None:
    a = make_design("a")
    draft = small_town.draft()
    draft.demand.residents[:] += 1.0
    keep_territory(PROGRAM, town.id, draft)
    b = make_design("b")
    found = queries.compare(a, b)
    assert not found.exact
    assert a.summary is not None
    assert b.summary is not None
    assert found.gained - found.lost == pytest.approx(b.summary.covered - a.summary.covered)


def test_a_design_with_itself_changes_nothing(make_design: Designer) -> None:
    a = make_design()
    found = queries.compare(a, a)
    assert (found.gained, found.lost, found.nearer, found.farther) == (0.0, 0.0, 0.0, 0.0)
    assert found.added == found.dropped == found.who_benefits == found.who_loses == ()
