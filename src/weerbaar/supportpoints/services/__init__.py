"""Every write on the support points, by subject. What other rooms may call is named here."""

from weerbaar.supportpoints.services.adoption import adopt_design, keep_beside_design
from weerbaar.supportpoints.services.candidates import decide_candidate
from weerbaar.supportpoints.services.designs import order_design, run_design_now
from weerbaar.supportpoints.services.points import (
    EditConflict,
    PointEdit,
    change_point_state,
    edit_point,
    set_function,
)

__all__ = [
    "EditConflict",
    "PointEdit",
    "adopt_design",
    "change_point_state",
    "decide_candidate",
    "edit_point",
    "keep_beside_design",
    "order_design",
    "run_design_now",
    "set_function",
]
