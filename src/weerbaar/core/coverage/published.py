"""The published maximal-covering instances: their text format. Where the files lie is the caller's business.

The format of Maximo, Cordeau and Nascimento (2023), after TSPLIB: a header of `KEY : value` lines, n lines of
latitude and longitude under NODE_COORD_SECTION, n weights under DEMAND_SECTION, EOF. Every point is candidate
and demand.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from weerbaar.core.coverage.network import Floats

SECTIONS = ("NODE_COORD_SECTION", "DEMAND_SECTION")


@dataclass(frozen=True)
class Instance:
    """n points that are candidate and demand at once: degrees, and the weight of each."""

    name: str
    longitude: Floats
    latitude: Floats
    weight: Floats


class NotAnInstanceError(ValueError):
    """The text is not in the published format; the message names the line."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"line {line}: {message}")
        self.line = line


def read_instance(lines: Iterable[str]) -> Instance:
    """Reads an instance, whatever its spacing and capitals, with or without running numbers before the
    values.

    Raises `NotAnInstanceError` naming the line for anything else: a section or value that is missing, is not
    a number, lies outside the earth, or does not agree with DIMENSION.
    """
    header: dict[str, str] = {}
    rows: dict[str, list[list[float]]] = {}
    section = ""
    number = 0
    for number, line in enumerate(lines, start=1):
        text = line.replace("\ufeff", "").strip()
        word = text.rstrip(" :").upper()
        if not text:
            continue
        if word == "EOF":
            break
        if word in SECTIONS:
            if word in rows:
                raise NotAnInstanceError(number, f"a second {word}")
            section, rows[word] = word, []
        elif section:
            rows[section].append(_numbers(text, number, section, len(rows[section]) + 1))
        else:
            key, separator, value = text.partition(":")
            if not separator or not key.strip().replace("_", "").isalnum():
                raise NotAnInstanceError(number, f"expected `KEY : value` or a section, found {text[:40]!r}")
            header[key.strip().upper()] = value.strip()
    for name in SECTIONS:
        if name not in rows:
            raise NotAnInstanceError(number, f"the file ends without a {name}")
    return _instance(header, rows, number)


def _numbers(text: str, number: int, section: str, running: int) -> list[float]:
    wanted = 2 if section == SECTIONS[0] else 1
    try:
        values = [float(part) for part in text.replace(",", " ").replace(";", " ").split()]
    except ValueError:
        raise NotAnInstanceError(number, f"expected numbers under {section}, found {text[:40]!r}") from None
    if len(values) == wanted + 1 and values[0] == running:
        values = values[1:]
    if len(values) != wanted or not all(math.isfinite(value) for value in values):
        raise NotAnInstanceError(number, f"expected {wanted} numbers under {section}, found {text[:40]!r}")
    if wanted == 2 and (abs(values[0]) > 90 or abs(values[1]) > 180):
        raise NotAnInstanceError(number, f"no latitude and longitude in degrees: {text[:40]!r}")
    if wanted == 1 and values[0] < 0:
        raise NotAnInstanceError(number, f"a weight below 0: {text[:40]!r}")
    return values


def _instance(header: dict[str, str], rows: dict[str, list[list[float]]], last: int) -> Instance:
    places, weights = (rows[name] for name in SECTIONS)
    if not places:
        raise NotAnInstanceError(last, f"no points under {SECTIONS[0]}")
    if len(places) != len(weights):
        raise NotAnInstanceError(last, f"{len(places)} points and {len(weights)} weights")
    announced = header.get("DIMENSION")
    if announced is not None and announced != str(len(places)):
        raise NotAnInstanceError(last, f"DIMENSION says {announced} and there are {len(places)} points")
    table = np.array(places)
    return Instance(header.get("NAME", ""), table[:, 1].copy(), table[:, 0].copy(), np.array(weights)[:, 0])
