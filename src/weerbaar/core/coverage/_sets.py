"""The compiled loops over cover sets: which set contains which. Sets are ascending rows."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

Array = Any  # numba reads no annotations; the callers are typed


@njit(cache=True, nogil=True)
def signatures(start: Array, member: Array) -> Array:
    """(n,) 64 bits per set, one set for each member modulo 64: a quick proof that a set is not contained."""
    bits = np.zeros(len(start) - 1, np.uint64)
    for s in range(len(start) - 1):
        for k in range(start[s], start[s + 1]):
            bits[s] |= np.uint64(1) << np.uint64(member[k] % 64)
    return bits


@njit(cache=True, nogil=True)
def is_subset(start: Array, member: Array, inner: int, outer: int) -> bool:
    """Whether every member of one ascending set is in the other."""
    k = start[outer]
    end = start[outer + 1]
    for i in range(start[inner], start[inner + 1]):
        while k < end and member[k] < member[i]:
            k += 1
        if k == end or member[k] != member[i]:
            return False
        k += 1
    return True


@njit(cache=True, nogil=True)
def rarest(start: Array, member: Array, across_start: Array, s: int) -> Any:
    """The member of set s that is in the fewest sets."""
    best = member[start[s]]
    for k in range(start[s] + 1, start[s + 1]):
        m = member[k]
        if across_start[m + 1] - across_start[m] < across_start[best + 1] - across_start[best]:
            best = m
    return best


@njit(cache=True, nogil=True)
def dominated(
    start: Array, member: Array, across_start: Array, across: Array, cost: Array, yearly: Array, group: Array
) -> Array:
    """(n,) whether another set can always replace this one.

    It covers at least the same, costs no more (one-off and yearly), and stands in the same group when this
    one's group (not -1) still needs a point. Of two that can replace each other the lower number stays.
    """
    n = len(start) - 1
    bits = signatures(start, member)
    out = np.zeros(n, np.bool_)
    for i in range(n):
        size = start[i + 1] - start[i]
        low = 0
        high = n
        r = -1
        if size > 0:
            r = rarest(start, member, across_start, i)
            low = across_start[r]
            high = across_start[r + 1]
        for k in range(low, high):
            j = across[k] if r >= 0 else k
            other = start[j + 1] - start[j]
            if j == i or other < size or cost[j] > cost[i] or yearly[j] > yearly[i]:
                continue
            if group[i] >= 0 and group[j] != group[i]:
                continue
            if (bits[i] & ~bits[j]) != 0 or not is_subset(start, member, i, j):
                continue
            mutual = other == size and cost[j] == cost[i] and yearly[j] == yearly[i]
            mutual = mutual and (group[j] < 0 or group[j] == group[i])
            if not mutual or j < i:
                out[i] = True
                break
    return out


@njit(cache=True, nogil=True)
def implied(start: Array, member: Array, across_start: Array, across: Array) -> Array:
    """(n,) whether the set strictly contains another one, so that hitting that one hits it too."""
    n = len(start) - 1
    bits = signatures(start, member)
    out = np.zeros(n, np.bool_)
    for r in range(n):
        size = start[r + 1] - start[r]
        if size == 0 or out[r]:
            continue
        c = rarest(start, member, across_start, r)
        for k in range(across_start[c], across_start[c + 1]):
            s = across[k]
            if out[s] or start[s + 1] - start[s] <= size or (bits[r] & ~bits[s]) != 0:
                continue
            if is_subset(start, member, r, s):
                out[s] = True
    return out
