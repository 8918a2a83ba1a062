"""A binary heap in flat arrays for the compiled loops. Nothing about what is kept in it.

Equal keys come out in an order that depends on the order of the calls alone, so that results repeat.
"""

from __future__ import annotations

from typing import Any

from numba import njit

Array = Any  # numba reads no annotations; the callers are typed


@njit(cache=True, nogil=True)
def push(keys: Array, values: Array, size: int, key: float, value: int) -> int:
    """Adds to a binary heap of `size` entries; returns the new size."""
    i = size
    while i > 0:
        parent = (i - 1) >> 1
        if keys[parent] <= key:
            break
        keys[i] = keys[parent]
        values[i] = values[parent]
        i = parent
    keys[i] = key
    values[i] = value
    return size + 1


@njit(cache=True, nogil=True)
def drop_least(keys: Array, values: Array, size: int) -> int:
    """Removes the least entry (at 0) of a binary heap; returns the new size."""
    size -= 1
    key = keys[size]
    value = values[size]
    i = 0
    while True:
        child = 2 * i + 1
        if child >= size:
            break
        if child + 1 < size and keys[child + 1] < keys[child]:
            child += 1
        if keys[child] >= key:
            break
        keys[i] = keys[child]
        values[i] = values[child]
        i = child
    keys[i] = key
    values[i] = value
    return size
