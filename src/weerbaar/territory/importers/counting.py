"""From what a file counts to what is kept: secret cells made up for, age bands fitted to a trusted total."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from weerbaar.territory.importers.fitting import SECRET_BELOW, fit_groups
from weerbaar.territory.importers.keyfigures import Figures
from weerbaar.territory.importers.placing import Placed
from weerbaar.territory.importers.residents import POSTCODES, ResidentPoints
from weerbaar.territory.importers.vulnerability import Assumptions
from weerbaar.territory.types import Floats, Integers


@dataclass(frozen=True)
class Counts:
    """People per point (n,): `adults` are 18 and over, including those over 65."""

    residents: Floats
    households: Floats
    aged_65_plus: Floats
    adults: Floats
    aged_before: float  # sum of the file, before fitting
    aged_trusted: float | None  # the coarser total, where there is one
    trusted_from: str


@dataclass(frozen=True)
class Trusted:
    """Coarser totals: `group` (n,) of each point, -1 for none; per band the totals (g,), NaN unknown."""

    group: Integers
    totals: dict[str, Floats]
    source: str


def by_postcode(points: ResidentPoints, ages: dict[str, dict[str, float]], source: str) -> Trusted | None:
    """Totals per four-digit postcode; None when the points are no postcodes or nothing is known."""
    if points.kind != POSTCODES or not ages:
        return None
    known = sorted(ages)
    index = {postcode: i for i, postcode in enumerate(known)}
    group = np.array([index.get(code[:4], -1) for code in points.code], np.int64)
    bands = ("0_15", "15_25", "65_plus")
    totals = {band: np.array([ages[p].get(band, np.nan) for p in known], np.float64) for band in bands}
    return Trusted(group, totals, source)


def by_neighbourhood(
    placed: Placed, codes: list[str], figures: dict[str, Figures], source: str
) -> Trusted | None:
    """Totals of residents over 65 per neighbourhood; None when none is known."""
    aged = [figures[code].aged_65_plus if code in figures else None for code in codes]
    if all(value is None for value in aged):
        return None
    totals = np.array([np.nan if value is None else value for value in aged], np.float64)
    return Trusted(placed.area, {"65_plus": totals}, source)


def count(placed: Placed, trusted: Trusted | None, assumptions: Assumptions) -> Counts:
    """Complete counts from what a file says, each between 0 and the residents of its point.

    Age bands are fitted one after another (65 and over, then under 15, then 15 to 25), each within the
    residents that are left, so that no point ends with more people by age than live there.
    """
    points, tell = placed.points, placed.points.findings
    secret = np.isnan(points.residents)
    for i in np.flatnonzero(secret):
        tell.repaired(
            points.row[i],
            "aantal_inwoners",
            "Geheim (minder dan 5 inwoners): telt als 0.",
            "Secret (fewer than 5 residents): counts as 0.",
        )
    residents = np.nan_to_num(points.residents)
    households = _households(points, residents, assumptions)
    left = residents.copy()
    fitted: dict[str, Floats] = {}
    aged_before = 0.0
    for band in ("65_plus", "0_15", "15_25"):
        reported = np.nan_to_num(points.bands.get(band, np.zeros(len(residents))))
        if band == "65_plus":
            aged_before = float(reported.sum())
        hidden = np.where(reported > 0, 0.0, SECRET_BELOW - 1.0)
        if trusted is None or band not in trusted.totals:
            fitted[band] = np.minimum(reported, left)
        else:
            fitted[band], unplaced = fit_groups(reported, left, hidden, trusted.group, trusted.totals[band])
            _tell_fitting(points, band, reported, fitted[band], float(unplaced.sum()), trusted.source)
        left = left - fitted[band]
    aged = fitted["65_plus"]
    adults = np.maximum(residents - fitted["0_15"] - assumptions.under_18_of_15_to_25 * fitted["15_25"], aged)
    trusted_total = None
    if trusted is not None:
        used = np.unique(trusted.group[trusted.group >= 0])
        trusted_total = float(np.nansum(trusted.totals["65_plus"][used]))
    return Counts(
        residents, households, aged, adults, aged_before, trusted_total, trusted.source if trusted else ""
    )


def _households(points: ResidentPoints, residents: Floats, assumptions: Assumptions) -> Floats:
    """Households, with the file's own household size where a number is secret."""
    known = ~np.isnan(points.households)
    households = np.nan_to_num(points.households)
    together = float(households[known].sum())
    size = float(residents[known].sum()) / together if together else assumptions.household_size
    missing = ~known & (residents > 0)
    households[missing] = residents[missing] / max(size, 1.0)
    for i in np.flatnonzero(missing):
        points.findings.repaired(
            points.row[i],
            "",
            "Aantal huishoudens onbekend: geschat met het gemiddelde.",
            "Number of households unknown: estimated with the average.",
        )
    return households


def _tell_fitting(
    points: ResidentPoints, band: str, before: Floats, after: Floats, unplaced: float, source: str
) -> None:
    nl, en = {
        "65_plus": ("65 jaar en ouder", "65 and over"),
        "0_15": ("0 tot 15 jaar", "under 15"),
        "15_25": ("15 tot 25 jaar", "15 to 25"),
    }[band]
    was, is_ = float(before.sum()), float(after.sum())
    changed = int((np.abs(after - before) > 1e-9).sum())
    if changed:
        points.findings.repaired(
            None,
            "",
            f"Leeftijd {nl}: {was:.0f} volgens de postcodes, bijgesteld naar {is_:.0f} volgens {source}; "
            "eerst waar het aantal geheim was.",
            f"Age {en}: {was:.0f} by the postcodes, fitted to {is_:.0f} by {source}; first where the "
            "number was secret.",
            changed,
        )
    if unplaced > 0.5:
        points.findings.repaired(
            None,
            "",
            f"Leeftijd {nl}: {unplaced:.0f} mensen pasten niet bij het aantal inwoners en tellen niet mee.",
            f"Age {en}: {unplaced:.0f} people did not fit the number of residents and do not count.",
        )
