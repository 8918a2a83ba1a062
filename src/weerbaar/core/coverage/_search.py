"""The compiled search for good choices of points: greedy, then annealing. Answers without a proof.

A problem is passed as `sets` = (start, row, row_start, candidate), the cover sets both ways, and `terms` =
(weight (k,), cost (c,), group (c,)). The limits are `points`, `budget` and at least one point in each of the
groups 0..g - 1.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

BLOCK = 64  # candidates
REACH = 9.0  # temperatures; e^-9 is about one in eight thousand

Array = Any  # numba reads no annotations; the callers are typed


@njit(cache=True, nogil=True)
def open_point(sets: Array, weight: Array, count: Array, gain: Array, i: int) -> None:
    """Adds candidate i: rows covered for the first time are no gain to any candidate any more."""
    start, row, row_start, candidate = sets
    for k in range(start[i], start[i + 1]):
        j = row[k]
        count[j] += 1
        if count[j] == 1:
            for q in range(row_start[j], row_start[j + 1]):
                gain[candidate[q]] -= weight[j]


@njit(cache=True, nogil=True)
def close_point(sets: Array, weight: Array, count: Array, gain: Array, i: int) -> None:
    """Takes candidate i away from `gain` alone; `count` still holds it, for it often comes back at once."""
    start, row, row_start, candidate = sets
    for k in range(start[i], start[i + 1]):
        j = row[k]
        if count[j] == 1:
            for q in range(row_start[j], row_start[j + 1]):
                gain[candidate[q]] += weight[j]


@njit(cache=True, nogil=True)
def copy(values: Array, into: Array) -> None:
    """A loop, because Numba takes a second longer to compile the assignment of a slice."""
    for i in range(len(values)):
        into[i] = values[i]


@njit(cache=True, nogil=True)
def gains(sets: Array, weight: Array, count: Array, gain: Array) -> None:
    """Fills `gain` with the weight of the rows that nothing covers yet, per candidate."""
    start, row, _, _ = sets
    gain[:] = 0
    for i in range(len(start) - 1):
        for k in range(start[i], start[i + 1]):
            if count[row[k]] == 0:
                gain[i] += weight[row[k]]


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
    gain = np.zeros(c)
    gains(sets, weight, count, gain)
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
        is_open[best] = True
        open_point(sets, weight, count, gain, best)
    return is_open


@njit(cache=True, nogil=True)
def draw(gain: Array, most: Array, fits: Array, limited: bool, temperature: float) -> Any:
    """A candidate with probability proportional to exp(gain / temperature), or -1 when none gains anything.

    Those beyond `REACH` temperatures below the best are left out. `most` (blocks,) is room for the most per
    block, so that a look at all candidates is one pass that the compiler turns into vector instructions.
    `limited`: only those that `fits`.
    """
    best = gain[0] - gain[0]
    for b in range(len(most)):
        top = best - best
        for i in range(b * BLOCK, (b + 1) * BLOCK):
            top = max(top, gain[i])
        if limited and top > 0:
            top = top - top
            for i in range(b * BLOCK, min((b + 1) * BLOCK, len(fits))):
                if fits[i]:
                    top = max(top, gain[i])
        most[b] = top
        best = max(best, top)
    found = -1
    if best <= 0:
        return found
    cut = max(best - REACH * temperature, 0.5)
    total = 0.0
    for b in range(len(most)):
        if most[b] < cut:
            continue
        for i in range(b * BLOCK, (b + 1) * BLOCK):
            if gain[i] >= cut and (not limited or (i < len(fits) and fits[i])):
                chance = np.exp((gain[i] - best) / temperature)
                total += chance
                if np.random.random() * total < chance:
                    found = i
    return found


@njit(cache=True, nogil=True)
def mark_fitting(cost: Array, group: Array, room: float, wanted: int, fits: Array) -> None:
    """Flags the candidates that cost at most `room` and stand in group `wanted` (-1: in any or none)."""
    for i in range(len(cost)):
        fits[i] = cost[i] <= room and (wanted < 0 or group[i] == wanted)


@njit(cache=True, nogil=True)
def enter(sets: Array, terms: Array, begin: Array, gain: Array, count: Array, opened: Array) -> Any:
    """Fills gain, count and opened for a choice; how many points it has, what it costs and covers."""
    start, row, _, _ = sets
    weight, cost, _ = terms
    used = 0
    spent = 0.0
    covered = 0
    for i in range(len(cost)):
        if begin[i]:
            opened[used] = i
            used += 1
            spent += cost[i]
            for k in range(start[i], start[i + 1]):
                if count[row[k]] == 0:
                    covered += weight[row[k]]
                count[row[k]] += 1
    gains(sets, weight, count, gain)
    return used, spent, covered


@njit(cache=True, nogil=True)
def walk(
    sets: Array,
    terms: Array,
    borders: Array,
    state: Array,
    rooms: Array,
    tally: Array,
    course: Array,
    halt: Array,
) -> Any:
    """Moves on from a state, which it changes; (points used, euros spent, weight covered, most covered).

    A move takes a random open point away and draws its place anew among all candidates, each with probability
    proportional to exp(gain / temperature): the heat bath (Geman and Geman 1984), which never rejects a move.
    The choice stays within the limits. Weights are whole (int32), so that sums are exact.

    `state`: gain (blocks * BLOCK,), count (k,), members (groups,), opened (c,), best (c,) flags of the most
    covered. `rooms`: what may be overwritten: a second gain, most (blocks,), fits (c,). `tally`: as returned.
    `course`: temperature at first, factor per move, moves. Ends once another thread sets `halt` (1,).
    """
    start, row, _, _ = sets
    weight, cost, group = terms
    _, points, budget = borders
    gain, count, members, opened, best_open = state
    other, most, fits = rooms
    used, spent, current, best = tally
    temperature, factor, moves = course
    has_budget = budget < np.inf
    is_swapped = False
    for _ in range(moves):
        if halt[0]:
            break
        temperature *= factor
        now, then = (other, gain) if is_swapped else (gain, other)
        place = used
        outside = -1
        wanted = -1
        room = budget - spent
        copy(now, then)
        if used > 0 and (used >= points or np.random.random() < 0.7):
            place = np.random.randint(used)
            outside = opened[place]
            room += cost[outside]
            if group[outside] >= 0 and members[group[outside]] == 1:
                wanted = group[outside]
            close_point(sets, weight, count, then, outside)
        limited = has_budget or wanted >= 0
        if limited:
            mark_fitting(cost, group, room, wanted, fits)
        inside = draw(then, most, fits, limited, temperature)
        if has_budget and outside >= 0 and wanted < 0 and np.random.random() < 0.1:
            inside = -1  # leaves money for two others
        elif inside < 0:
            inside = outside
        if inside == outside:
            continue
        if outside >= 0:
            current -= then[outside]
            spent -= cost[outside]
            used -= 1
            opened[place] = opened[used]
            if group[outside] >= 0:
                members[group[outside]] -= 1
            for k in range(start[outside], start[outside + 1]):
                count[row[k]] -= 1
        if inside >= 0:
            current += then[inside]
            spent += cost[inside]
            opened[used] = inside
            used += 1
            if group[inside] >= 0:
                members[group[inside]] += 1
            open_point(sets, weight, count, then, inside)
        is_swapped = not is_swapped
        if current > best:
            best = current
            best_open[:] = False
            for k in range(used):
                best_open[opened[k]] = True
    if is_swapped:
        copy(other, gain)
    return used, spent, current, best


@njit(cache=True, nogil=True)
def members_of(group: Array, begin: Array, groups: int) -> Any:
    """(groups,) how many points of a choice stand in each group."""
    members = np.zeros(groups, np.int64)
    for i in range(len(begin)):
        if begin[i] and group[i] >= 0:
            members[group[i]] += 1
    return members


@njit(cache=True, nogil=True)
def anneal(
    sets: Array, terms: Array, borders: Array, begin: Array, course: Array, seed: int, halt: Array
) -> Any:
    """The best open flags seen on a `walk` whose temperature falls geometrically from `hot` to `cold`.

    `borders`: groups, points, budget; `course`: hot, cold (in weight), moves. Same seed, same answer.
    """
    weight, cost, group = terms
    hot, cold, moves = course
    np.random.seed(seed)
    c = len(cost)
    blocks = (c + BLOCK - 1) // BLOCK
    gain = np.zeros(blocks * BLOCK, np.int32)
    count = np.zeros(len(weight), np.int32)
    opened = np.empty(c, np.int64)
    best_open = begin.copy()
    used, spent, covered = enter(sets, terms, begin, gain, count, opened)
    state = (gain, count, members_of(group, begin, borders[0]), opened, best_open)
    rooms = (np.zeros(blocks * BLOCK, np.int32), np.zeros(blocks, np.int32), np.ones(c, np.bool_))
    factor = (cold / hot) ** (1.0 / max(moves, 1))
    walk(sets, terms, borders, state, rooms, (used, spent, covered, covered), (hot, factor, moves), halt)
    return best_open


@njit(cache=True, nogil=True)
def temper(
    sets: Array,
    terms: Array,
    borders: Array,
    begin: Array,
    ladder: Array,
    course: Array,
    seed: int,
    halt: Array,
) -> Any:
    """(epochs, r, c) the best open flags that each of r walks saw in each epoch, one walk per temperature of
    the rising `ladder` (r,).

    Replica exchange (Swendsen and Wang 1986): after every turn of `moves`, neighbours on the ladder change
    places with probability min(1, exp(difference of 1 / temperature * difference of weight covered)), so that
    what is stuck warms up and what is good cools down. `course`: epochs, turns of each, moves. Same seed,
    same answer.
    """
    weight, cost, group = terms
    epochs, turns, moves = course
    np.random.seed(seed)
    r, c = len(ladder), len(cost)
    blocks = (c + BLOCK - 1) // BLOCK
    gain = np.zeros((r, blocks * BLOCK), np.int32)
    count = np.zeros((r, len(weight)), np.int32)
    members = np.zeros((r, borders[0]), np.int64)
    opened = np.empty((r, c), np.int64)
    best_open = np.zeros((epochs, r, c), np.bool_)
    used = np.zeros(r, np.int64)
    spent = np.zeros(r)
    covered = np.zeros(r, np.int64)
    best = np.zeros(r, np.int64)
    rooms = (np.zeros(blocks * BLOCK, np.int32), np.zeros(blocks, np.int32), np.ones(c, np.bool_))
    for a in range(r):
        used[a], spent[a], covered[a] = enter(sets, terms, begin, gain[a], count[a], opened[a])
        members[a] = members_of(group, begin, borders[0])
    at = np.arange(r)  # which walk stands on each rung
    for turn in range(epochs * turns):
        epoch = turn // turns
        if turn % turns == 0:  # the best of an epoch is at first where it begins
            for a in range(r):
                best[a] = covered[a]
                for k in range(used[a]):
                    best_open[epoch, a, opened[a, k]] = True
        for rung in range(r):
            a = at[rung]
            used[a], spent[a], covered[a], best[a] = walk(
                sets,
                terms,
                borders,
                (gain[a], count[a], members[a], opened[a], best_open[epoch, a]),
                rooms,
                (used[a], spent[a], covered[a], best[a]),
                (ladder[rung], 1.0, moves),
                halt,
            )
        for rung in range(turn % 2, r - 1, 2):
            a, b = at[rung], at[rung + 1]
            better = (1.0 / ladder[rung] - 1.0 / ladder[rung + 1]) * (covered[b] - covered[a])
            if better >= 0 or np.random.random() < np.exp(better):
                at[rung], at[rung + 1] = b, a
    return best_open
