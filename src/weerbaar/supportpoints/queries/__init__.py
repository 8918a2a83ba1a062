"""Every read of the support points that is more than a lookup. What other rooms may ask is named here."""

from weerbaar.supportpoints.queries.candidates import candidates
from weerbaar.supportpoints.queries.comparison import compare
from weerbaar.supportpoints.queries.designs import (
    current_design,
    default_wishes,
    design,
    design_arrays,
    designs,
)
from weerbaar.supportpoints.queries.points import (
    network_state,
    point,
    point_history,
    points,
    points_outside_design,
)
from weerbaar.supportpoints.queries.walking import nearest_points, walk, warm_walks

__all__ = [
    "candidates",
    "compare",
    "current_design",
    "default_wishes",
    "design",
    "design_arrays",
    "designs",
    "nearest_points",
    "network_state",
    "point",
    "point_history",
    "points",
    "points_outside_design",
    "walk",
    "warm_walks",
]
