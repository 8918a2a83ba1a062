"""What is kept of a link that lets somebody in."""

from __future__ import annotations

import hashlib


def hash_of(token: str) -> str:
    """Enough to know a link again, not enough to make it."""
    return hashlib.sha256(token.encode()).hexdigest()
