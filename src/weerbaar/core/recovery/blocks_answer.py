"""What the columns of the model in blocks mean: decisions read from them, and written into them to start."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from weerbaar.core.coverage.solver import MixedModel
from weerbaar.core.recovery._linear import Linear
from weerbaar.core.recovery.course import Course
from weerbaar.core.recovery.graph import Flags, Floats
from weerbaar.core.recovery.scenario import Decision, Scenario, State

SHORT_OF_FULL = 1 - 1e-4  # of a block: a battery that lasts so long is one that lasts the block


@dataclass(frozen=True)
class BlocksModel:
    """`mixed` (None: nothing to decide) + `constant` is the value; `runs`, `works` hold the decision."""

    mixed: MixedModel | None
    constant: float
    runs: list[list[Linear]]
    works: list[list[Linear]]
    columns: dict[tuple[str, int], list[Linear]]

    def start_from(self, scenario: Scenario, decision: Decision) -> Floats | None:
        """The columns of a decision for the solver to start from; what lies between 0 and 1 it completes."""
        if self.mixed is None:
            return None
        course = Course(scenario)
        out = course.room()
        course.advance(course.start(), *course.as_steps(decision), 0, course.steps, out)
        goes_on = out[0][scenario.process]
        tables = {
            "up": out[5],
            "met": out[6],
            "on it": goes_on == State.WORKAROUND,
            "works": goes_on == State.UP,
        }
        values = np.zeros(len(self.mixed.objective))
        for (kind, row), cells in self.columns.items():
            known = (
                _can_bridge(scenario, row, out[5][row], out[6][row]) if kind == "can" else tables[kind][row]
            )
            for b, cell in enumerate(cells):
                if cell.column >= 0:
                    values[cell.column] = known[b]
        return values

    def decision(self, values: np.ndarray, block: float) -> Decision:
        runs, works = (
            np.array([[cell.at(values) > 0.5 for cell in row] for row in rows], np.bool_).reshape(
                len(rows), -1
            )
            for rows in (self.runs, self.works)
        )
        return Decision(block, runs, works)


def _can_bridge(scenario: Scenario, v: int, up: Flags, met: Flags) -> list[bool]:
    """Whether the battery of node v lasts for each block, from when the node was up and its input there."""
    full = level = float(scenario.graph.autonomy[v])
    rate = 0.0 if scenario.recharge is None else float(scenario.recharge[v])
    lasts = []
    for is_up, is_met in zip(up.tolist(), met.tolist(), strict=True):
        lasts.append(level >= scenario.step * SHORT_OF_FULL)
        if is_met:
            level = min(full, level + rate * scenario.step)
        elif is_up:
            level -= scenario.step
    return lasts
