"""Linear rows over columns between 0 and 1, put together term by term, with known columns left out."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_array

from weerbaar.core.coverage.solver import MixedModel


@dataclass(frozen=True)
class Linear:
    """A constant and columns with coefficients; never changed once made."""

    constant: float = 0.0
    terms: tuple[tuple[int, float], ...] = ()

    def __add__(self, other: Linear) -> Linear:
        return Linear(self.constant + other.constant, self.terms + other.terms)

    def __sub__(self, other: Linear) -> Linear:
        return self + other * -1.0

    def __mul__(self, factor: float) -> Linear:
        return Linear(self.constant * factor, tuple((c, a * factor) for c, a in self.terms))

    @property
    def column(self) -> int:
        """The number of its only column, -1 when it has none."""
        return self.terms[0][0] if len(self.terms) == 1 else -1

    def at(self, values: np.ndarray) -> float:
        return self.constant + sum(a * float(values[c]) for c, a in self.terms)


ZERO, ONE = Linear(0.0), Linear(1.0)


def total(parts: list[Linear]) -> Linear:
    return Linear(sum(p.constant for p in parts), tuple(term for p in parts for term in p.terms))


@dataclass
class Rows:
    """Columns and rows so far."""

    integer: list[bool] = field(default_factory=list)
    start: list[int] = field(default_factory=lambda: [0])
    column: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)

    def flag(self) -> Linear:
        """A new column that is 0 or 1."""
        self.integer.append(True)
        return Linear(0.0, ((len(self.integer) - 1, 1.0),))

    def share(self) -> Linear:
        """A new column from 0 to 1."""
        self.integer.append(False)
        return Linear(0.0, ((len(self.integer) - 1, 1.0),))

    def at_least(self, left: Linear, right: Linear) -> None:
        """left >= right."""
        row = left - right
        if not row.terms:
            if row.constant < -1e-9:
                raise ValueError("a row without columns cannot hold")
            return
        summed: dict[int, float] = {}
        for c, a in row.terms:
            summed[c] = summed.get(c, 0.0) + a
        self.column.extend(summed)
        self.value.extend(summed.values())
        self.start.append(len(self.column))
        self.lower.append(-row.constant)

    def equal(self, left: Linear, right: Linear) -> None:
        self.at_least(left, right)
        self.at_least(right, left)

    def maximising(self, goal: Linear) -> MixedModel:
        objective = np.zeros(len(self.integer))
        for c, a in goal.terms:
            objective[c] += a
        return MixedModel(
            maximise=True,
            objective=objective,
            rows=csr_array(
                (np.array(self.value), np.array(self.column, np.int64), np.array(self.start, np.int64)),
                shape=(len(self.lower), len(self.integer)),
            ),
            lower=np.array(self.lower),
            upper=np.full(len(self.lower), np.inf),
            integer=np.array(self.integer, np.bool_),
        )
