"""Where tests find the real data that is kept beside the project, and how they skip without it."""

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("WEERBAAR_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def shared(*parts: str) -> Path:
    """Path of a shared file or folder; skips the test, with the reason, where it is absent."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"real data absent: {'/'.join(parts)} is not in ../shared (set WEERBAAR_SHARED)")
    return path
