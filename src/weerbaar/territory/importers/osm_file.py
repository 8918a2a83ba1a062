"""Opening OpenStreetMap files by their content, with places for their nodes; every failure is a refusal."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from weerbaar.territory.importers.errors import ImportRefused

IN_MEMORY_UP_TO = 250 * 1024 * 1024  # bytes of file; about 16 bytes of memory per node, so 2 bytes per byte


def osm_format(path: Path) -> str | None:
    """`"pbf"`, `"osm"`, `"osm.gz"` or None, by what the file begins with."""
    try:
        with path.open("rb") as file:
            head = file.read(512)
        if head[6:15] == b"OSMHeader":
            return "pbf"
        packed = head.startswith(b"\x1f\x8b")
        if packed:
            with gzip.open(path, "rb") as file:
                head = file.read(512)
    except (OSError, EOFError, zlib.error):
        return None
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"<") and b"<osm" in text and b"<osmChange" not in text:
        return "osm.gz" if packed else "osm"
    return None


@dataclass(frozen=True)
class OsmFile:
    """An open file: the objects that pass its filter, ways with the places of their nodes."""

    path: Path
    _file: Any
    _objects: Any

    def __iter__(self) -> Iterator[Any]:
        return _guarded(self._objects, self.path)

    def lines(self, wanted: Iterable[int]) -> Iterator[tuple[int, list[tuple[float, float]]]]:
        """The number of each way of those wanted and the longitude and latitude of its nodes, once all
        objects have been read; nodes that the file does not hold are left out."""
        import osmium

        places = self._objects.node_location_storage
        ways = osmium.FileProcessor(self._file, osmium.osm.WAY).with_filter(osmium.filter.IdFilter(wanted))
        for way in _guarded(ways, self.path):
            yield way.id, [place for node in way.nodes if (place := _place(places, node.ref))]


def _place(places: Any, node: int) -> tuple[float, float] | None:
    try:
        found = places.get(node)
    except KeyError:
        return None
    return (found.lon, found.lat) if found.valid() else None


@contextmanager
def opened(path: Path, selection: Any, folder: Path, *, relations: bool = False) -> Iterator[OsmFile]:
    """The objects of a file that pass an osmium filter.

    Files up to `IN_MEMORY_UP_TO` keep the places in memory, larger ones in a file in `folder`. Whatever
    goes wrong while reading, inside the block too, becomes ImportRefused.
    """
    import osmium

    form = osm_format(path)
    if form is None:
        raise _damaged(path)
    small = path.stat().st_size <= IN_MEMORY_UP_TO
    index = "sparse_mem_array" if small else f"sparse_file_array,{folder / 'places'}"
    try:
        entities = osmium.osm.NODE | osmium.osm.WAY
        if relations:
            entities |= osmium.osm.RELATION
        file = osmium.io.File(str(path), form)
        objects = osmium.FileProcessor(file, entities).with_locations(index).with_filter(selection)
        yield OsmFile(path, file, objects)
    except ImportRefused:
        raise
    except (RuntimeError, UnicodeDecodeError, MemoryError, OSError) as error:
        raise _damaged(path) from error


def _guarded(objects: Any, path: Path) -> Iterator[Any]:
    """The objects one by one; whatever the parser finds wrong with the file is a refusal."""
    found = iter(objects)
    while True:
        try:
            item = next(found)
        except StopIteration:
            return
        except (RuntimeError, ValueError, OverflowError, MemoryError, OSError) as error:
            raise _damaged(path) from error
        yield item


def _damaged(path: Path) -> ImportRefused:
    return ImportRefused(
        nl="dit OpenStreetMap-bestand is beschadigd of niet volledig. Download het opnieuw.",
        en="this OpenStreetMap file is damaged or incomplete. Download it again.",
        file=path.name,
    )
