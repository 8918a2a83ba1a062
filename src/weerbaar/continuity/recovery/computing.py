"""The long part of the analysis: the best sharing of scarce things, computed and kept."""

from __future__ import annotations

from weerbaar.continuity.queries.register import register
from weerbaar.continuity.recovery import kept, results
from weerbaar.interface.jobs import Progress, UserError


def compute_sharing_now(municipality_id: int, progress: Progress) -> None:
    """Computes and keeps it. Raises `UserError` without processes, `Cancelled` when asked to stop."""
    of = register(municipality_id)
    if not of.processes:
        raise UserError("Er zijn nog geen processen.", "There are no processes yet.")

    def report(value: float, bound: float) -> None:
        share = value / bound if bound > 0 else 0.0
        progress.tell(share, "De beste verdeling zoeken", "Looking for the best sharing")

    progress.tell(0.0, "De beste verdeling zoeken", "Looking for the best sharing")
    kept.keep(of, results.best_sharing(of, report=report))
