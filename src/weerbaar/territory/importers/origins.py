"""Where each kind of file comes from: owner, licence, date and checksum, kept with what was read."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from pathlib import Path

from weerbaar.territory.importers.tables import shown_name
from weerbaar.territory.types import SourceRow

_CC_BY, _ODBL = "CC BY 4.0", "ODbL 1.0"
_ORIGIN = {
    "neighbourhoods": ("CBS / Kadaster, wijk- en buurtkaart", _CC_BY),
    "districts": ("CBS / Kadaster, wijk- en buurtkaart", _CC_BY),
    "municipality": ("CBS / Kadaster, wijk- en buurtkaart", _CC_BY),
    "residents": ("CBS, cijfers per postcode of vierkant", _CC_BY),
    "ages": ("CBS, bevolking naar leeftijd per postcode", _CC_BY),
    "key_figures": ("CBS, kerncijfers wijken en buurten", _CC_BY),
    "health": ("RIVM, gezondheid per wijk en buurt (50090NED)", _CC_BY),
    "streets": ("OpenStreetMap contributors", _ODBL),
    "places": ("OpenStreetMap contributors", _ODBL),
}
_YEAR = re.compile(r"(?<!\d)(19[89]\d|20[0-4]\d)(?:([01]\d)([0-3]\d))?(?!\d)")


def year_in_name(path: Path) -> str:
    """The year, or the date as ISO, that a file name mentions; empty when it mentions none."""
    found = _YEAR.search(path.name)
    if not found:
        return ""
    return "-".join(found.groups()) if found[2] else found[1]


def source_of(path: Path, kind: str, reference_date: str = "") -> SourceRow:
    """The source of a file that was used. The time of retrieval is that of the file itself."""
    origin, licence = _ORIGIN[kind]
    with path.open("rb") as file:
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
    return SourceRow(
        kind=kind,
        title=shown_name(path),
        origin=origin,
        licence=licence,
        reference_date=(reference_date or year_in_name(path))[:20],
        retrieved_at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
        sha256=checksum,
    )
