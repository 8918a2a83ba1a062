"""For every test of the portal: nobody has asked anything yet."""

from __future__ import annotations

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    """The rate limits count in the cache, which outlives a test."""
    cache.clear()
