"""The place where files with streets and places meet their readers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from shapely.geometry.base import BaseGeometry

from weerbaar.territory.importers.recognition import Recognised
from weerbaar.territory.types import BuildingDraft, FileReport, NetworkDraft


def read_network(
    found: list[Recognised], area: BaseGeometry
) -> tuple[NetworkDraft, list[FileReport], list[Path]]:
    """The walkable streets of the files, their reports, and the files that were used."""
    nothing = np.zeros(0)
    none = np.zeros(0, np.int64)
    network = NetworkDraft(
        nothing,
        nothing,
        none,
        none,
        nothing,
        none,
        [],
        np.zeros(0, np.bool_),
        np.zeros(1, np.int64),
        nothing,
        nothing,
    )
    return network, [FileReport(item.title, "streets") for item in found], []


def read_buildings(
    found: list[Recognised], area: BaseGeometry
) -> tuple[list[BuildingDraft], list[FileReport], list[Path]]:
    """The candidate places of the files, their reports, and the files that were used."""
    return [], [FileReport(item.title, "places") for item in found], []
