"""The projection against the published reference point of RD New and against its own inverse."""

import numpy as np

from weerbaar.core.projection import to_rd, to_wgs84, within_rd


def test_the_tower_of_amersfoort_is_the_origin() -> None:
    """Kadaster: the Onze Lieve Vrouwetoren, RD (155000, 463000), at 52.155172897 N 5.387203657 E (ETRS89)."""
    lon, lat = to_wgs84(155_000.0, 463_000.0)
    assert abs(float(lat) - 52.155172897) < 5e-6
    assert abs(float(lon) - 5.387203657) < 5e-6


def test_there_and_back_is_the_same_place() -> None:
    x = np.array([176_480.4, 190_000.0, 100_000.0])
    y = np.array([318_423.0, 450_000.0, 500_000.0])
    back_x, back_y = to_rd(*to_wgs84(x, y))
    assert np.allclose(back_x, x, atol=0.01)
    assert np.allclose(back_y, y, atol=0.01)


def test_degrees_are_not_mistaken_for_metres() -> None:
    assert not within_rd(5.69, 50.85)
    assert within_rd(176_480.4, 318_423.0)
    assert not within_rd(np.nan, 318_423.0)
