"""Keeping a draft: everything arrives, again changes nothing, and a failure half-way leaves nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError

from tests import small_town
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.supportpoints.models import CandidateDecision
from weerbaar.territory import models, queries
from weerbaar.territory.services import keep_territory, search_name


def test_everything_arrives(town: MunicipalityRow) -> None:
    demand = queries.demand(town.id)
    assert demand.residents.sum() == small_town.RESIDENTS
    assert len(queries.neighbourhoods(town.id)) == 4
    assert len(queries.buildings(town.id)) == 12
    network = queries.street_network(town.id)
    assert network is not None
    assert network.names == small_town.street_grid().names
    assert network.length_m.sum() == small_town.street_grid().length_m.sum()


def test_the_same_again_keeps_every_row(town: MunicipalityRow) -> None:
    before = list(models.DemandPoint.objects.values_list("pk", flat=True))
    keep_territory(PROGRAM, town.id, small_town.draft())
    assert list(models.DemandPoint.objects.values_list("pk", flat=True)) == before
    assert models.ImportRun.objects.count() == 2


def test_a_building_that_is_gone_goes_and_the_others_keep_their_numbers(town: MunicipalityRow) -> None:
    before = {b.external_id: b.id for b in queries.buildings(town.id)}
    draft = small_town.draft()
    draft.buildings.pop()
    keep_territory(PROGRAM, town.id, draft)
    after = {b.external_id: b.id for b in queries.buildings(town.id)}
    gone = set(before) - set(after)
    assert gone == {"node/111"}
    assert all(before[key] == number for key, number in after.items())


def test_a_failure_half_way_leaves_what_was(town: MunicipalityRow) -> None:
    draft = small_town.draft()
    draft.neighbourhoods[0] = replace(draft.neighbourhoods[0], name="Nieuw")
    draft.demand.residents[0] = -5.0
    with pytest.raises(IntegrityError):
        keep_territory(PROGRAM, town.id, draft)
    assert queries.neighbourhoods(town.id)[0].name == "Oudwijk"
    assert queries.demand(town.id).residents.sum() == small_town.RESIDENTS


def test_street_names_are_found_as_people_type_them() -> None:
    assert search_name("Sint-Pieterskade") == "sint pieterskade"
    assert search_name("  Café  de L'Etoile ") == "cafe de l etoile"


def test_a_building_that_is_gone_but_decided_on_is_retired_and_can_come_back(town: MunicipalityRow) -> None:
    building = models.Building.objects.get(municipality_id=town.id, external_id="node/111")
    CandidateDecision.objects.create(municipality_id=town.id, building=building, choice="required")
    draft = small_town.draft()
    draft.buildings.pop()
    keep_territory(PROGRAM, town.id, draft)
    building.refresh_from_db()
    assert building.retired
    assert "node/111" not in {row.external_id for row in queries.buildings(town.id)}
    keep_territory(PROGRAM, town.id, small_town.draft())
    building.refresh_from_db()
    assert not building.retired
