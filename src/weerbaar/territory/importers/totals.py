"""The sums of an import beside the official ones."""

from __future__ import annotations

from weerbaar.territory.importers.counting import Counts
from weerbaar.territory.importers.keyfigures import Figures
from weerbaar.territory.types import BuildingDraft, Total


def totals(
    counts: Counts,
    figures: dict[str, dict[str, Figures]],
    municipality_code: str,
    neighbourhoods: list[str],
    districts: list[str],
    points: int,
    buildings: list[BuildingDraft],
) -> list[Total]:
    """Residents, residents over 65 and households beside every official figure that the files hold.

    `figures` holds official figures by source and area code; the source "" is not official.
    """
    found: list[Total] = []
    residents, households = float(counts.residents.sum()), float(counts.households.sum())
    for source, stated in figures.items():
        if not source:
            continue
        for codes in ([municipality_code], districts, neighbourhoods):
            known = [stated[code].residents for code in codes if code in stated]
            sums = [value for value in known if value is not None]
            if sums and len(sums) == len(codes):
                found.append(Total("inwoners", "residents", residents, float(sum(sums)), source))
            homes = [stated[code].households for code in codes if code in stated]
            together = [value for value in homes if value is not None]
            if together and len(together) == len(codes):
                found.append(Total("huishoudens", "households", households, float(sum(together)), source))
    if not any(total.name_en == "residents" for total in found):
        found.insert(0, Total("inwoners", "residents", residents, None, ""))
    if counts.aged_trusted is not None:
        found.append(
            Total(
                "65 jaar en ouder, vóór het bijstellen",
                "65 and over, before fitting",
                counts.aged_before,
                counts.aged_trusted,
                counts.trusted_from,
            )
        )
    found.append(
        Total(
            "65 jaar en ouder",
            "65 and over",
            float(counts.aged_65_plus.sum()),
            counts.aged_trusted,
            counts.trusted_from,
        )
    )
    if not any(total.name_en == "households" for total in found):
        found.append(Total("huishoudens", "households", households, None, ""))
    found.append(Total("buurten", "neighbourhoods", float(len(neighbourhoods)), None, ""))
    found.append(Total("punten met inwoners", "points with residents", float(points), None, ""))
    found.append(Total("kandidaatlocaties", "candidate locations", float(len(buildings)), None, ""))
    return found
