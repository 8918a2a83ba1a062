"""Streets to draw: against the closed form of a grid, and pieces cut by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely
from pyproj import Geod, Transformer

from tests import small_town
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.territory import queries, streets
from weerbaar.territory.services import keep_territory
from weerbaar.territory.types import NetworkDraft, StreetShape

TO_WGS84 = Transformer.from_crs("EPSG:28992", "EPSG:4326", always_xy=True)
GEOD = Geod(ellps="GRS80")


def degrees(west: float, south: float, east: float, north: float) -> tuple[float, float, float, float]:
    """A rectangle in metres from the first crossing of the grid, as degrees."""
    (lon0, lon1), (lat0, lat1) = TO_WGS84.transform(
        [small_town.LEFT + west, small_town.LEFT + east],
        [small_town.BOTTOM + south, small_town.BOTTOM + north],
    )
    return lon0, lat0, lon1, lat1


def metres(shapes: list[StreetShape]) -> float:
    return sum(
        GEOD.line_length([lon for lon, _ in course], [lat for _, lat in course])
        for shape in shapes
        for course in shape.courses
    )


def with_network(town: MunicipalityRow, network: NetworkDraft) -> None:
    draft = small_town.draft()
    draft.network = network
    keep_territory(PROGRAM, town.id, draft)


def test_pieces_of_one_street_become_one_line(town: MunicipalityRow) -> None:
    found = {shape.name: shape for shape in queries.main_streets(town.id)}
    assert len(found) == 16
    for shape in found.values():
        (course,) = shape.courses
        assert len(course) == 2  # straight on over every crossing
        assert shape.through  # all are longer than a kilometre
        assert not shape.bridge
    assert metres([found["Dwarsstraat 3"]]) == pytest.approx(1600, abs=2)
    assert metres([found["Langestraat 9"]]) == pytest.approx(1200, abs=2)


def test_only_what_is_in_view_and_cut_at_its_edge(town: MunicipalityRow) -> None:
    found = queries.streets_within(town.id, degrees(150, 350, 450, 450))
    # one row of the grid over 300 m, and two columns of it over 100 m
    assert {shape.name for shape in found} == {"Dwarsstraat 3", "Langestraat 2", "Langestraat 3"}
    assert metres(found) == pytest.approx(300 + 2 * 100, abs=6)


@pytest.mark.parametrize("bounds", [(5.6, 50.8, 5.6, 50.8), (5.7, 50.9, 5.6, 50.8), (1.0, 1.0, 2.0, 2.0)])
def test_a_view_without_streets_is_empty(town: MunicipalityRow, bounds: tuple[float, ...]) -> None:
    west, south, east, north = bounds
    assert queries.streets_within(town.id, (west, south, east, north)) == []


def test_before_the_first_import_there_is_nothing_to_draw(town: MunicipalityRow) -> None:
    assert queries.main_streets(town.id + 1) == []
    assert queries.streets_within(town.id + 1, (5.0, 50.0, 6.0, 51.0)) == []


def test_bends_stay_and_what_is_finer_than_the_drawing_goes(town: MunicipalityRow) -> None:
    """One street of 400 m with a bend of 50 m, one with a bulge of half a metre."""
    grid = small_town.street_grid()
    x, y = np.array([0.0, 400.0, 0.0, 400.0]) + small_town.LEFT, np.array([0.0, 0.0, 90.0, 90.0])
    with_network(
        town,
        replace(
            grid,
            x=x,
            y=y + small_town.BOTTOM,
            u=np.array([0, 2]),
            v=np.array([1, 3]),
            length_m=np.array([412.0, 400.0]),
            name=np.array([0, 1]),
            names=["Bocht", "Recht"],
            bridge=np.array([False, False]),
            shape_start=np.array([0, 1, 2]),
            shape_x=np.array([200.0, 200.0]) + small_town.LEFT,
            shape_y=np.array([50.0, 90.5]) + small_town.BOTTOM,
        ),
    )
    found = {shape.name: shape for shape in queries.streets_within(town.id, degrees(-50, -50, 450, 150))}
    assert [len(found[name].courses[0]) for name in ("Bocht", "Recht")] == [3, 2]
    assert found["Bocht"].courses[0][1] == pytest.approx(
        TO_WGS84.transform(small_town.LEFT + 200, small_town.BOTTOM + 50), abs=1e-5
    )
    assert not found["Bocht"].through


def test_bridges_and_long_streets_come_first_when_there_is_too_much(
    town: MunicipalityRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    grid = small_town.street_grid()
    bridge = grid.name == grid.names.index("Langestraat 5")
    unnamed = grid.name == grid.names.index("Dwarsstraat 1")
    with_network(town, replace(grid, bridge=bridge, name=np.where(unnamed, -1, grid.name)))
    everything = degrees(-10, -10, 1610, 1210)
    names = [(shape.name, shape.bridge) for shape in queries.streets_within(town.id, everything)]
    assert names[0] == ("Langestraat 5", True)
    assert {name for name, _ in names[1:7]} == {f"Dwarsstraat {row}" for row in range(2, 8)}
    assert names[-1] == ("", False)
    monkeypatch.setattr(streets, "MOST_CLOSE", 3 * 2)
    assert [(s.name, s.bridge) for s in queries.streets_within(town.id, everything)] == names[:3]


def test_a_street_on_the_wire_is_geojson_that_others_read(town: MunicipalityRow) -> None:
    features = [shape.feature() for shape in queries.streets_within(town.id, degrees(150, 350, 450, 450))]
    for feature in features:
        shape = shapely.geometry.shape(feature["geometry"])
        assert shape.is_valid
        assert shape.length > 0
        assert feature["properties"]["name"]
        assert "bridge" not in feature["properties"]
