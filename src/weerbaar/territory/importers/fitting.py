"""Spreading a trusted coarser total over cells of which some were kept secret. Pure arithmetic."""

from __future__ import annotations

import numpy as np

from weerbaar.territory.types import Floats, Integers

SECRET_BELOW = 5.0  # CBS keeps counts under 5 secret; in some files they stand as 0


def fill_proportionally(weight: Floats, capacity: Floats, total: float) -> Floats:
    """Amounts (n,) in proportion to `weight` (n,), at most `capacity` (n,), with sum min(total, capacity).

    Cells that reach their capacity are fixed and the rest is spread over the others (water-filling);
    cells without weight take part, in proportion to their capacity, only when the others are full.
    Each round fixes at least one cell, so it ends within n rounds.
    """
    amount = np.zeros_like(capacity)
    for share in (np.where(capacity > 0, weight, 0.0), np.where(weight > 0, 0.0, capacity)):
        open_ = share > 0
        left = min(total, float(capacity.sum())) - float(amount.sum())
        while left > 0 and open_.any():
            factor = left / float(share[open_].sum())
            over = open_ & (share * factor >= capacity)
            if not over.any():
                amount[open_] = share[open_] * factor
                break
            amount[over] = capacity[over]
            left -= float(capacity[over].sum())
            open_ &= ~over
    return amount


def fit_to_total(reported: Floats, limit: Floats, secret: Floats, total: float) -> Floats:
    """Counts (n,) with the trusted sum `total`, each between 0 and `limit` (n,).

    `reported` (n,): the file's counts, where 0 may mean "fewer than 5, secret". `secret` (n,) is the most
    that such a cell may hide. Too low a sum is made up first in the secret cells, in proportion to the
    residents there, then by scaling the reported ones, then wherever residents are left. Too high a sum
    is scaled down. When `total` is more than the limits together, the answer is the limits.
    """
    start = np.minimum(reported, limit)
    missing = total - float(start.sum())
    if missing <= 0:
        return start * (total / float(start.sum())) if start.sum() > 0 else start
    start = start + fill_proportionally(limit, np.where(start > 0, 0.0, np.minimum(secret, limit)), missing)
    missing = total - float(start.sum())
    if missing <= 1e-9:
        return np.minimum(start, limit)
    seen = np.where(reported > 0, start, 0.0)
    return np.minimum(start + fill_proportionally(seen, limit - start, missing), limit)


def fit_groups(
    reported: Floats, limit: Floats, hidden: Floats, group: Integers, totals: Floats
) -> tuple[Floats, Floats]:
    """`fit_to_total` for each group: `group` (n,) is an index into `totals` (g,), -1 for none.

    Cells without a group or in a group whose total is not a number keep what was reported, within their
    limit. Answers the counts (n,) and, per group, what could not be placed (g,).
    """
    fitted = np.minimum(reported, limit)
    unplaced = np.zeros(len(totals))
    for index, total in enumerate(totals):
        if np.isnan(total):
            continue
        cells = np.flatnonzero(group == index)
        fitted[cells] = fit_to_total(reported[cells], limit[cells], hidden[cells], float(total))
        unplaced[index] = max(0.0, float(total) - float(fitted[cells].sum()))
    return fitted, unplaced
