"""Street networks as files in the data folder, named after their content; written whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import fields
from functools import lru_cache
from pathlib import Path

import numpy as np
from django.conf import settings

from weerbaar.territory.types import NetworkDraft

_ARRAYS = tuple(field.name for field in fields(NetworkDraft) if field.name != "names")


def content_hash(network: NetworkDraft) -> str:
    """SHA-256 over every array, with its type and shape, and the names."""
    digest = hashlib.sha256(json.dumps(network.names).encode())
    for name in _ARRAYS:
        array = np.ascontiguousarray(getattr(network, name))
        digest.update(f"{name} {array.dtype} {array.shape}".encode())
        digest.update(array.tobytes())
    return digest.hexdigest()


def _file(sha256: str) -> Path:
    return Path(settings.DATA_FOLDER) / "networks" / f"{sha256}.npz"


def keep(network: NetworkDraft) -> str:
    """Writes the network to its file, unless it is there, and answers its hash."""
    sha256 = content_hash(network)
    file = _file(sha256)
    if file.exists():
        return sha256
    file.parent.mkdir(parents=True, exist_ok=True)
    arrays = {name: getattr(network, name) for name in _ARRAYS}
    names = np.frombuffer(json.dumps(network.names).encode(), np.uint8)
    with tempfile.NamedTemporaryFile(dir=file.parent, suffix=".part", delete=False) as part:
        np.savez(part, names=names, **arrays)
        part.flush()
        os.fsync(part.fileno())
    # a rename is atomic: after a power cut the file is either absent or whole
    Path(part.name).replace(file)
    return sha256


@lru_cache(maxsize=4)
def read(sha256: str) -> NetworkDraft:
    """The network with this hash."""
    with np.load(_file(sha256), allow_pickle=False) as archive:
        arrays = {name: archive[name] for name in _ARRAYS}
        names: list[str] = json.loads(archive["names"].tobytes())
    return NetworkDraft(names=names, **arrays)
