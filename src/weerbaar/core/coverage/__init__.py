"""From a street network to reach, from reach to a proven network of support points.

    network → snap → reach → cover_problem → maximal_covering or set_covering → assign

Arrays in, frozen dataclasses out. The compiled parts and the solver load when they are first needed.
"""

from weerbaar.core.coverage.assignment import Assignment, assign
from weerbaar.core.coverage.network import Components, Snapped, StreetNetwork, components, snap
from weerbaar.core.coverage.problem import CoverProblem, Infeasible, cover_problem
from weerbaar.core.coverage.reach import Nearest, Reach, nearest_candidate, reach, straight_line_reach
from weerbaar.core.coverage.reduction import Reduction
from weerbaar.core.coverage.siting import Siting, maximal_covering, set_covering
from weerbaar.core.coverage.solver import SolverSettings
from weerbaar.core.coverage.walks import (
    Walk,
    WalkedEdges,
    place_on_street,
    route,
    stretch_lines,
    walked_edges,
)

__all__ = [
    "Assignment",
    "Components",
    "CoverProblem",
    "Infeasible",
    "Nearest",
    "Reach",
    "Reduction",
    "Siting",
    "Snapped",
    "SolverSettings",
    "StreetNetwork",
    "Walk",
    "WalkedEdges",
    "assign",
    "components",
    "cover_problem",
    "maximal_covering",
    "nearest_candidate",
    "place_on_street",
    "reach",
    "route",
    "set_covering",
    "snap",
    "straight_line_reach",
    "stretch_lines",
    "walked_edges",
]
