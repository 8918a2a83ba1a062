"""The compiled search for good choices of points: greedy, then annealing. Answers without a proof.

A problem is passed as `sets` = (start, row, row_start, candidate), the cover sets both ways, and `terms` =
(weight (k,), cost (c,), group (c,)). The limits are `points`, `budget` and at least one point in each of the
groups 0..g - 1.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

Array = Any  # numba reads no annotations; the callers are typed


@njit(cache=True, nogil=True)
def gains(sets: Array, weight: Array, is_open: Array, count: Array) -> Array:
    """(c,) weight gained by opening a closed candidate, or lost by closing an open one."""
    start, row, _, _ = sets
    out = np.zeros(len(start) - 1)
    for i in range(len(start) - 1):
        lone = 1 if is_open[i] else 0
        for k in range(start[i], start[i + 1]):
            if count[row[k]] == lone:
                out[i] += weight[row[k]]
    return out


@njit(cache=True, nogil=True)
def open_point(sets: Array, weight: Array, is_open: Array, count: Array, gain: Array, i: int) -> None:
    """Opens candidate i and brings counts and gains up to date."""
    start, row, row_start, candidate = sets
    is_open[i] = True
    own = 0.0
    for k in range(start[i], start[i + 1]):
        j = row[k]
        count[j] += 1
        if count[j] == 1:
            own += weight[j]
            for q in range(row_start[j], row_start[j + 1]):
                gain[candidate[q]] -= weight[j]
        elif count[j] == 2:
            for q in range(row_start[j], row_start[j + 1]):
                other = candidate[q]
                if is_open[other] and other != i:
                    gain[other] -= weight[j]
                    break
    gain[i] = own


@njit(cache=True, nogil=True)
def close_point(sets: Array, weight: Array, is_open: Array, count: Array, gain: Array, i: int) -> None:
    """Closes candidate i and brings counts and gains up to date."""
    start, row, row_start, candidate = sets
    is_open[i] = False
    own = 0.0
    for k in range(start[i], start[i + 1]):
        j = row[k]
        count[j] -= 1
        if count[j] == 0:
            own += weight[j]
            for q in range(row_start[j], row_start[j + 1]):
                gain[candidate[q]] += weight[j]
        elif count[j] == 1:
            for q in range(row_start[j], row_start[j + 1]):
                other = candidate[q]
                if is_open[other]:
                    gain[other] += weight[j]
                    break
    gain[i] = own


@njit(cache=True, nogil=True)
def greedy(sets: Array, terms: Array, groups: int, points: int, budget: float, enough: float) -> Array:
    """(c,) open flags: again and again the candidate with the most new weight (per euro when a budget binds).

    What the groups still need, a point and the cheapest euros each, is kept in reserve. Ends when `enough`
    weight is covered and no group lacks a point, or when nothing that fits gains anything.
    """
    weight, cost, group = terms
    c = len(cost)
    is_open = np.zeros(c, np.bool_)
    count = np.zeros(len(weight), np.int32)
    gain = gains(sets, weight, is_open, count)
    cheapest = np.full(groups, np.inf)
    for i in range(c):
        if group[i] >= 0:
            cheapest[group[i]] = min(cheapest[group[i]], cost[i])
    lacking = np.ones(groups, np.bool_)
    reserve = cheapest.sum()
    open_groups = groups
    used = 0
    spent = 0.0
    covered = 0.0
    while covered < enough or open_groups > 0:
        best = -1
        best_worth = -1.0
        for i in range(c):
            if is_open[i]:
                continue
            serves = group[i] >= 0 and lacking[group[i]]
            if gain[i] <= 0 and not serves:
                continue
            if covered >= enough and not serves:
                continue
            kept = reserve - (cheapest[group[i]] if serves else 0.0)
            if used + 1 + open_groups - (1 if serves else 0) > points or spent + cost[i] + kept > budget:
                continue
            worth = gain[i]
            if budget < np.inf and cost[i] > 0:
                worth = gain[i] / cost[i]
            if worth > best_worth:
                best_worth = worth
                best = i
        if best < 0:
            break
        covered += gain[best]
        used += 1
        spent += cost[best]
        if group[best] >= 0 and lacking[group[best]]:
            lacking[group[best]] = False
            open_groups -= 1
            reserve -= cheapest[group[best]]
        open_point(sets, weight, is_open, count, gain, best)
    return is_open


@njit(cache=True, nogil=True)
def overlap(sets: Array, weight: Array, count: Array, i: int, r: int) -> float:
    """Weight that only the open r covers and that i covers too: not lost when i takes the place of r."""
    start, row, _, _ = sets
    a = start[i]
    b = start[r]
    both = 0.0
    while a < start[i + 1] and b < start[r + 1]:
        if row[a] < row[b]:
            a += 1
        elif row[a] > row[b]:
            b += 1
        else:
            if count[row[a]] == 1:
                both += weight[row[a]]
            a += 1
            b += 1
    return both


@njit(cache=True, nogil=True)
def anneal(
    sets: Array,
    terms: Array,
    groups: int,
    points: int,
    budget: float,
    begin: Array,
    hot: float,
    cold: float,
    moves: int,
    seed: int,
) -> tuple[float, Array]:
    """The best weight and open flags found by annealing over swaps with a neighbour, additions and closures.

    Metropolis acceptance (Kirkpatrick, Gelatt and Vecchi 1983) while the temperature falls geometrically from
    `hot` to `cold` (in weight). Never leaves the limits. Same seed, same answer.
    """
    start, row, row_start, candidate = sets
    weight, cost, group = terms
    np.random.seed(seed)
    c = len(cost)
    is_open = begin.copy()
    count = np.zeros(len(weight), np.int32)
    members = np.zeros(groups, np.int64)
    place = np.full(c, -1, np.int64)
    opened = np.empty(c, np.int64)
    used = 0
    spent = 0.0
    for i in range(c):
        if is_open[i]:
            place[i] = used
            opened[used] = i
            used += 1
            spent += cost[i]
            if group[i] >= 0:
                members[group[i]] += 1
            for k in range(start[i], start[i + 1]):
                count[row[k]] += 1
    gain = gains(sets, weight, is_open, count)
    current = 0.0
    for j in range(len(weight)):
        if count[j] > 0:
            current += weight[j]
    best = current
    best_open = is_open.copy()
    temperature = hot
    cooling = (cold / hot) ** (1.0 / max(moves, 1))
    for _ in range(moves):
        temperature *= cooling
        threshold = temperature * np.log(np.random.random())
        inside = -1
        outside = -1
        draw = np.random.random()
        if used < points and (used == 0 or draw < 0.3):
            inside = np.random.randint(c)
            if is_open[inside] or spent + cost[inside] > budget:
                continue
            change = gain[inside]
        elif budget < np.inf and draw > 0.9:
            outside = opened[np.random.randint(used)]
            if group[outside] >= 0 and members[group[outside]] == 1:
                continue
            change = -gain[outside]
        elif used > 0:
            outside = opened[np.random.randint(used)]
            size = start[outside + 1] - start[outside]
            if size > 0 and draw < 0.8:
                j = row[start[outside] + np.random.randint(size)]
                inside = candidate[row_start[j] + np.random.randint(row_start[j + 1] - row_start[j])]
            else:
                inside = np.random.randint(c)
                for _try in range(8):
                    other = np.random.randint(c)
                    if is_open[inside] or (not is_open[other] and gain[other] > gain[inside]):
                        inside = other
                    other = opened[np.random.randint(used)]
                    if gain[other] < gain[outside]:
                        outside = other
            if is_open[inside] or spent - cost[outside] + cost[inside] > budget:
                continue
            g = group[outside]
            if g >= 0 and members[g] == 1 and group[inside] != g:
                continue
            if gain[inside] <= threshold:
                continue
            change = gain[inside] - gain[outside] + overlap(sets, weight, count, inside, outside)
        else:
            continue
        if change <= threshold:
            continue
        if outside >= 0:
            close_point(sets, weight, is_open, count, gain, outside)
            used -= 1
            spent -= cost[outside]
            if group[outside] >= 0:
                members[group[outside]] -= 1
            last = opened[used]
            opened[place[outside]] = last
            place[last] = place[outside]
        if inside >= 0:
            open_point(sets, weight, is_open, count, gain, inside)
            opened[used] = inside
            place[inside] = used
            used += 1
            spent += cost[inside]
            if group[inside] >= 0:
                members[group[inside]] += 1
        current += change
        if current > best + 1e-9 * abs(best):
            best = current
            best_open[:] = is_open
    return best, best_open
