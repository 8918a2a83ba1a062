"""The interval of a share."""

from __future__ import annotations

import math

Z95 = 1.959963984540054  # the 97.5 % quantile of the standard normal distribution


def wilson(count: int, total: int, z: float = Z95) -> tuple[float, float]:
    """The score interval of `count` out of `total` (Wilson 1927); shares in [0, 1].

    Raises `ValueError` without a total, or with a count outside it.
    """
    if total < 1 or not 0 <= count <= total:
        raise ValueError(f"{count} of {total} is no share")
    share = count / total
    centre = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return max(0.0, centre - half), min(1.0, centre + half)
