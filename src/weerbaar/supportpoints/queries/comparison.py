"""Two designs side by side: what is gained, what is lost, and for whom."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from weerbaar.supportpoints import norms
from weerbaar.supportpoints.queries.designs import design_arrays
from weerbaar.supportpoints.types import (
    AreaChange,
    AreaCoverage,
    Comparison,
    DesignArrays,
    DesignRow,
    DesignSummary,
)

Change = tuple[float, float, float, float]  # gained, lost, vulnerable gained, vulnerable lost


def compare(a: DesignRow, b: DesignRow) -> Comparison:
    """What `b` gives and takes compared with `a`. Raises ValueError when one of them has no answer.

    When both were made on the same residents, these are compared one demand point at a time, so that a gain
    and a loss within one neighbourhood do not hide each other.
    """
    if a.summary is None or b.summary is None:
        raise ValueError("only designs with an answer can be compared")
    first, second = design_arrays(a), design_arrays(b)
    exact = _same_demand(first, second) and _same_areas(a.summary, b.summary)
    if exact:
        changes = _changes_by_point(first, second, len(a.summary.neighbourhoods))
        means = _walks(first, second)
    else:
        changes = _changes_by_area(a.summary, b.summary)
        means = (None, None, 0.0, 0.0)
    areas = _areas(a.summary, b.summary, changes)
    chosen_first = {point.building_id: point for point in a.summary.points}
    chosen_second = {point.building_id: point for point in b.summary.points}
    return Comparison(
        first=a,
        second=b,
        exact=exact,
        kept=tuple(point for key, point in chosen_second.items() if key in chosen_first),
        added=tuple(point for key, point in chosen_second.items() if key not in chosen_first),
        dropped=tuple(point for key, point in chosen_first.items() if key not in chosen_second),
        neighbourhoods=areas,
        gained=sum(area.gained for area in areas),
        lost=sum(area.lost for area in areas),
        vulnerable_gained=sum(area.vulnerable_gained for area in areas),
        vulnerable_lost=sum(area.vulnerable_lost for area in areas),
        cost_one_off_difference_eur=b.summary.cost_one_off_eur - a.summary.cost_one_off_eur,
        cost_yearly_difference_eur=b.summary.cost_yearly_eur - a.summary.cost_yearly_eur,
        mean_m_first=means[0],
        mean_m_second=means[1],
        nearer=means[2],
        farther=means[3],
    )


def _same_demand(a: DesignArrays, b: DesignArrays) -> bool:
    return all(
        np.array_equal(getattr(a, name), getattr(b, name))
        for name in ("x", "y", "residents", "vulnerable", "neighbourhood")
    )


def _same_areas(a: DesignSummary, b: DesignSummary) -> bool:
    return [area.code for area in a.neighbourhoods] == [area.code for area in b.neighbourhoods]


def _changes_by_point(a: DesignArrays, b: DesignArrays, areas: int) -> list[Change]:
    def per_area(change: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(a.neighbourhood, weights=change, minlength=areas).astype(np.float64)

    # the vulnerable and the others of one demand point have norms of their own: a gain of one group
    # must not hide the loss of the other
    vulnerable = b.vulnerable_within_norm() - a.vulnerable_within_norm()
    others = (b.within_norm() - b.vulnerable_within_norm()) - (a.within_norm() - a.vulnerable_within_norm())
    gained = per_area(others.clip(min=0.0) + vulnerable.clip(min=0.0))
    lost = per_area((-others).clip(min=0.0) + (-vulnerable).clip(min=0.0))
    vulnerable_gained, vulnerable_lost = (
        per_area(vulnerable.clip(min=0.0)),
        per_area((-vulnerable).clip(min=0.0)),
    )
    return [
        (float(gained[i]), float(lost[i]), float(vulnerable_gained[i]), float(vulnerable_lost[i]))
        for i in range(areas)
    ]


def _changes_by_area(a: DesignSummary, b: DesignSummary) -> list[Change]:
    before = {area.code: area for area in a.neighbourhoods}
    changes = []
    for after in b.neighbourhoods:
        was = before.get(after.code)
        covered = after.covered - (was.covered if was else 0.0)
        vulnerable = after.vulnerable_covered - (was.vulnerable_covered if was else 0.0)
        changes.append((max(covered, 0.0), max(-covered, 0.0), max(vulnerable, 0.0), max(-vulnerable, 0.0)))
    return changes


def _areas(a: DesignSummary, b: DesignSummary, changes: list[Change]) -> tuple[AreaChange, ...]:
    before: dict[str, AreaCoverage] = {area.code: area for area in a.neighbourhoods}
    return tuple(
        AreaChange(
            code=area.code,
            name=area.name,
            district_code=area.district_code,
            residents=area.residents,
            share_before=before[area.code].share if area.code in before else None,
            share_after=area.share,
            gained=gained,
            lost=lost,
            vulnerable_gained=vulnerable_gained,
            vulnerable_lost=vulnerable_lost,
        )
        for area, (gained, lost, vulnerable_gained, vulnerable_lost) in zip(
            b.neighbourhoods, changes, strict=True
        )
    )


def _walks(a: DesignArrays, b: DesignArrays) -> tuple[float | None, float | None, float, float]:
    """Mean metres in both designs over residents whom both cover; residents who walk less, and more."""
    both = a.covered & b.covered & (a.residents > 0)
    weight = a.residents[both]
    if not weight.sum():
        return None, None, 0.0, 0.0
    change = b.metres[both] - a.metres[both]
    return (
        float((a.metres[both] * weight).sum() / weight.sum()),
        float((b.metres[both] * weight).sum() / weight.sum()),
        float(weight[change < -norms.NOTICEABLE_M].sum()),
        float(weight[change > norms.NOTICEABLE_M].sum()),
    )
