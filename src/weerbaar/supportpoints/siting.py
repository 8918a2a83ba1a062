"""From wishes to a question for the core. Reads, and keeps reach in its file; writes nothing in the database.

Why wishes cannot be met is put into words in `infeasibility.py`; the answer's figures in `answers.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from weerbaar.core.coverage import (
    CoverProblem,
    Reach,
    Snapped,
    StreetNetwork,
    cover_problem,
    nearest_candidate,
    reach,
    snap,
)
from weerbaar.interface.jobs import Progress, UserError
from weerbaar.supportpoints import kept_arrays
from weerbaar.supportpoints.ground import Ground, ground
from weerbaar.supportpoints.models import CandidateDecision, Tier
from weerbaar.supportpoints.queries.candidates import candidates
from weerbaar.supportpoints.types import CandidateRow, Model, Wishes

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
REACH_SHARE = (0.1, 0.45)  # of the progress bar


@dataclass(frozen=True)
class Question:
    """Everything that the core needs to answer a design, and what is needed to read its answer.

    Candidates in order of their building numbers; demand points in the order of the territory. Two rows per
    demand point with people in them: `row_point` (d,) its demand point, `row_vulnerable` (d,) which group.
    """

    ground: Ground
    wishes: Wishes
    candidates: tuple[CandidateRow, ...]
    required: NDArray[np.bool_]
    one_off_eur: Floats
    yearly_eur: Floats
    districts: tuple[str, ...]  # codes of those that need a point, in the order of the groups
    reach: Reach
    nearest_m: Floats  # (n,) to the nearest candidate, however far
    row_point: Integers
    row_vulnerable: NDArray[np.bool_]
    row_people: Floats
    problem: CoverProblem = field(repr=False)


def pose(municipality_id: int, wishes: Wishes, progress: Progress) -> Question:
    """Gathers candidates, walks and demand into one problem. `UserError` when there is nothing to ask."""
    progress.tell(0.02, "Gebied, straten en inwoners lezen.", "Reading area, streets and residents.")
    here = ground(municipality_id)
    if here.network is None or not len(here.demand.id):
        raise UserError(
            "Er zijn nog geen straten of inwoners bekend. Lees eerst het gebied in.",
            "No streets or residents are known yet. Import the territory first.",
        )
    rows, required = usable_candidates(municipality_id, wishes)
    if not rows:
        raise UserError(
            "Geen enkel gebouw mag gekozen worden. Kies meer soorten gebouwen.",
            "No building may be chosen. Choose more kinds of buildings.",
        )
    stand = snap(here.network, np.array([r.x for r in rows]), np.array([r.y for r in rows]))
    walks = _walks(
        here.network, stand, here.snapped_demand, max(wishes.norm_m, wishes.norm_vulnerable_m), progress
    )
    nearest_m = nearest_candidate(here.network, stand, here.snapped_demand).metres
    costs = np.array([_costs(row, wishes) for row in rows], np.float64)
    people = np.concatenate([here.demand.residents - here.demand.vulnerable, here.demand.vulnerable])
    inhabited = np.flatnonzero(people > 0)
    n = len(here.demand.id)
    row_point, row_vulnerable = (inhabited % n).astype(np.int64), inhabited >= n
    row_people = people[inhabited]
    districts = _districts_with_residents(here) if wishes.every_district else ()
    group = np.array([districts.index(r.district_code) if r.district_code in districts else -1 for r in rows])
    problem = cover_problem(
        walks,
        np.where(row_vulnerable, wishes.norm_vulnerable_m, wishes.norm_m),
        row_people * _weight(row_vulnerable, wishes),
        point=row_point,
        cost_one_off=costs[:, 0],
        cost_yearly=costs[:, 1],
        required=required,
        group=group,
        needed_groups=np.arange(len(districts)),
        nearest_m=nearest_m[row_point],
    )
    return Question(
        ground=here,
        wishes=wishes,
        candidates=tuple(rows),
        required=required,
        one_off_eur=costs[:, 0],
        yearly_eur=costs[:, 1],
        districts=districts,
        reach=walks,
        nearest_m=nearest_m,
        row_point=row_point,
        row_vulnerable=row_vulnerable,
        row_people=row_people,
        problem=problem,
    )


def _weight(row_vulnerable: NDArray[np.bool_], wishes: Wishes) -> Floats:
    """Vulnerable residents weigh more where residents compete; a share of residents is a share of people."""
    if wishes.model == Model.SET_COVERING:
        return np.ones(len(row_vulnerable))
    return np.where(row_vulnerable, wishes.vulnerable_weight, 1.0)


def usable_candidates(municipality_id: int, wishes: Wishes) -> tuple[list[CandidateRow], NDArray[np.bool_]]:
    """The buildings that may be chosen, by number, and which of them must be.

    Musts of the wishes come on top of what is decided about candidates; a building that must be both in and
    out, or that is gone, is a `UserError` that names it.
    """
    known = {row.building_id: row for row in candidates(municipality_id)}
    gone = sorted(set(wishes.required) - known.keys())
    if gone:
        raise UserError(
            f"{len(gone)} gebouwen die erin moeten, staan niet meer in de gegevens. Kies ze opnieuw.",
            f"{len(gone)} buildings that must be in are no longer in the data. Choose them again.",
        )
    must_in = set(wishes.required) | {
        key for key, row in known.items() if row.choice == CandidateDecision.Choice.REQUIRED
    }
    must_out = set(wishes.excluded) | {
        key for key, row in known.items() if row.choice == CandidateDecision.Choice.EXCLUDED
    }
    both = sorted(known[key].name for key in must_in & must_out)
    if both:
        names = ", ".join(both)
        raise UserError(
            f"Moet erin en mag er niet in: {names}. Kies een van beide.",
            f"Must be in and must be out: {names}. Choose one of the two.",
        )
    rows = [
        known[key]
        for key in sorted(known)
        if key in must_in or (key not in must_out and known[key].kind in wishes.kinds)
    ]
    return rows, np.array([row.building_id in must_in for row in rows], np.bool_)


def _costs(row: CandidateRow, wishes: Wishes) -> tuple[float, float]:
    """One-off and yearly euros: the building's own where decided, else the wishes' costs of its tier."""
    local = row.tier == Tier.LOCAL
    one_off = wishes.local_one_off_eur if local else wishes.main_one_off_eur
    yearly = wishes.local_yearly_eur if local else wishes.main_yearly_eur
    return (
        one_off if row.own_one_off_eur is None else row.own_one_off_eur,
        yearly if row.own_yearly_eur is None else row.own_yearly_eur,
    )


def _districts_with_residents(here: Ground) -> tuple[str, ...]:
    people = np.bincount(
        here.demand.neighbourhood, weights=here.demand.residents, minlength=len(here.neighbourhoods)
    )
    return tuple(
        sorted(
            {row.district_code for row, living in zip(here.neighbourhoods, people, strict=True) if living > 0}
        )
    )


def _walks(
    network: StreetNetwork, stand: Snapped, demand: Snapped, limit_m: float, progress: Progress
) -> Reach:
    """Walks from every candidate to the residents within the limit, from the file when known."""
    name = kept_arrays.reach_hash(network, stand, demand, limit_m)
    known = kept_arrays.read_reach(name)
    if known is not None:
        return known
    low, high = REACH_SHARE

    def tell(share: float) -> None:
        progress.tell(
            low + (high - low) * share,
            "Loopafstanden over straat berekenen.",
            "Computing walks along the streets.",
        )

    found = reach(network, stand, demand, limit_m, progress=tell)
    kept_arrays.keep_reach(name, found)
    return found
