"""The real streets, postcodes and candidate places of Maastricht as arrays, read without our importers."""

from __future__ import annotations

import csv
import gzip
from dataclasses import dataclass

import numpy as np
import pyproj

from tests.shared_data import shared
from weerbaar.core.coverage import StreetNetwork


@dataclass(frozen=True)
class Maastricht:
    """RD New metres; `residents` of each postcode."""

    network: StreetNetwork
    demand_x: np.ndarray
    demand_y: np.ndarray
    residents: np.ndarray
    candidate_x: np.ndarray
    candidate_y: np.ndarray


def load() -> Maastricht:
    folder = shared("data", "maastricht")
    to_rd = pyproj.Transformer.from_crs(4326, 28992, always_xy=True).transform
    with gzip.open(folder / "maastricht_drive_nodes.csv.gz", "rt") as file:
        nodes = list(csv.DictReader(file))
    with gzip.open(folder / "maastricht_drive_edges.csv.gz", "rt") as file:
        edges = list(csv.DictReader(file))
    number = {row["id"]: i for i, row in enumerate(nodes)}
    x, y = to_rd([float(row["x"]) for row in nodes], [float(row["y"]) for row in nodes])
    network = StreetNetwork.straight(
        x,
        y,
        [number[row["source"]] for row in edges],
        [number[row["target"]] for row in edges],
        [float(row["length"]) for row in edges],
    )
    with (folder / "maastricht_pc6_2021_cbs.csv").open(encoding="utf-8") as file:
        postcodes = list(csv.DictReader(file))
    with (folder / "maastricht_candidate_pois.csv").open(encoding="utf-8") as file:
        places = list(csv.DictReader(file))
    candidate_x, candidate_y = to_rd([float(p["lon"]) for p in places], [float(p["lat"]) for p in places])
    return Maastricht(
        network,
        np.array([float(row["rd_x"]) for row in postcodes]),
        np.array([float(row["rd_y"]) for row in postcodes]),
        np.array([float(row["aantal_inwoners"]) for row in postcodes]),
        np.array(candidate_x),
        np.array(candidate_y),
    )
