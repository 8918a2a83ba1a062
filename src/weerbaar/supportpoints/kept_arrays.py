"""Large arrays of designs as files in the data folder, named after a hash; written whole or not at all.

Two kinds: the arrays of a design's answer, named after their content, and reach, named after its inputs.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from weerbaar.core.coverage import Reach, Snapped, StreetNetwork
from weerbaar.supportpoints.types import DesignArrays

_DESIGN = tuple(field.name for field in fields(DesignArrays))


def content_hash(arrays: Mapping[str, NDArray[Any]], *also: object) -> str:
    """SHA-256 over arrays with their names, types and shapes, and whatever else is part of the identity."""
    digest = hashlib.sha256(repr(also).encode())
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        digest.update(f"{name} {array.dtype} {array.shape}".encode())
        digest.update(array.tobytes())
    return digest.hexdigest()


def _write(file: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    part = tempfile.NamedTemporaryFile(dir=file.parent, suffix=".part", delete=False)  # noqa: SIM115
    try:
        with part:
            np.savez_compressed(part, **arrays)  # type: ignore[arg-type]
            part.flush()
            os.fsync(part.fileno())
        # a rename is atomic: after a power cut the file is either absent or whole
        Path(part.name).replace(file)
    except BaseException:
        Path(part.name).unlink(missing_ok=True)
        raise


def keep_design(arrays: DesignArrays) -> str:
    """Writes a design's arrays to their file, unless it is there, and answers its hash."""
    named = {name: getattr(arrays, name) for name in _DESIGN}
    sha256 = content_hash(named)
    file = Path(settings.DATA_FOLDER) / "designs" / f"{sha256}.npz"
    if not file.exists():
        _write(file, named)
    return sha256


def read_design(sha256: str) -> DesignArrays:
    """The arrays with this hash; read once per process while they are in use."""
    return _read_design(str(settings.DATA_FOLDER), sha256)


@lru_cache(maxsize=16)
def _read_design(folder: str, sha256: str) -> DesignArrays:
    with np.load(Path(folder) / "designs" / f"{sha256}.npz", allow_pickle=False) as archive:
        return DesignArrays(**{name: archive[name] for name in _DESIGN})


def reach_hash(network: StreetNetwork, origins: Snapped, destinations: Snapped, limit_m: float) -> str:
    """Names a reach by everything that it depends on."""
    arrays = {f"network_{field.name}": getattr(network, field.name) for field in fields(StreetNetwork)}
    arrays |= {f"origins_{field.name}": getattr(origins, field.name) for field in fields(Snapped)}
    arrays |= {f"destinations_{field.name}": getattr(destinations, field.name) for field in fields(Snapped)}
    return content_hash(arrays, limit_m)


def read_reach(sha256: str) -> Reach | None:
    """The reach with this name; None when it was never kept or its file is damaged."""
    file = Path(settings.DATA_FOLDER) / "reach" / f"{sha256}.npz"
    try:
        with np.load(file, allow_pickle=False) as archive:
            return Reach(archive["start"], archive["demand"], archive["metres"], int(archive["demand_count"]))
    except (FileNotFoundError, KeyError, ValueError, OSError, zipfile.BadZipFile):
        return None  # reach is computed again: the file only saves time


def keep_reach(sha256: str, found: Reach) -> None:
    """Keeps a reach for the next design with the same streets, residents, candidates and limit."""
    _write(
        Path(settings.DATA_FOLDER) / "reach" / f"{sha256}.npz",
        {
            "start": found.start,
            "demand": found.demand,
            "metres": found.metres,
            "demand_count": np.array(found.demand_count),
        },
    )
