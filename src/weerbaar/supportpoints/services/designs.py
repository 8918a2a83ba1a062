"""Making a design: ordering it as background work or running it at once, along the same path.

Nothing half-done stays behind: an answer is kept in one transaction, after its arrays are on the disk.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from django.db import transaction
from django.urls import reverse

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor
from weerbaar.core.coverage import Infeasible, Siting, SolverSettings, maximal_covering, set_covering
from weerbaar.interface.jobs import SILENT, Progress, UserError, open_job, set_result
from weerbaar.supportpoints import kept_arrays
from weerbaar.supportpoints.answers import arrays_of, summarise
from weerbaar.supportpoints.catchments import catchments
from weerbaar.supportpoints.infeasibility import explain
from weerbaar.supportpoints.models import NetworkDesign
from weerbaar.supportpoints.queries.designs import design as design_row
from weerbaar.supportpoints.siting import REACH_SHARE, Question, pose
from weerbaar.supportpoints.types import DesignArrays, DesignRow, DesignSummary, Model, Wishes
from weerbaar.supportpoints.wording import share_en, share_nl

JOB_KIND = "supportpoints.design"


def check_wishes(wishes: Wishes) -> None:
    """Raises `UserError` for wishes that mean nothing, before anything is computed."""
    numbers = (
        wishes.walking_minutes,
        wishes.speed_kmh,
        wishes.speed_vulnerable_kmh,
        wishes.time_limit_s,
    )
    if not all(math.isfinite(value) and value > 0 for value in numbers):
        raise UserError(
            "Looptijd, snelheden en rekentijd moeten groter zijn dan 0.",
            "Walking time, speeds and computing time must be above 0.",
        )
    if wishes.speed_vulnerable_kmh > wishes.speed_kmh:
        raise UserError(
            "Kwetsbare inwoners lopen niet sneller dan andere inwoners: verlaag hun snelheid.",
            "Vulnerable residents do not walk faster than others: lower their speed.",
        )
    costs = (
        wishes.local_one_off_eur,
        wishes.local_yearly_eur,
        wishes.main_one_off_eur,
        wishes.main_yearly_eur,
        wishes.vulnerable_weight,
    )
    if not all(math.isfinite(value) and value >= 0 for value in costs):
        raise UserError("Kosten en gewicht zijn minstens 0.", "Costs and weight are at least 0.")
    if wishes.model == Model.SET_COVERING:
        if not 0 < wishes.share <= 1:
            raise UserError(
                "Het deel van de inwoners ligt boven 0 en is hooguit 100 %.",
                "The share of residents lies above 0 and is at most 100 %.",
            )
        if wishes.minimise not in {"cost", "points"}:
            raise UserError("Kies: laagste kosten of minste punten.", "Choose: lowest cost or fewest points.")
        return
    if wishes.model != Model.MAXIMAL_COVERING:
        raise UserError("Kies wat het ontwerp moet bereiken.", "Choose what the design must achieve.")
    if (wishes.budget_eur is None) == (wishes.points is None):
        raise UserError("Kies een budget of een aantal punten.", "Choose a budget or a number of points.")
    if (wishes.budget_eur is not None and wishes.budget_eur < 0) or (
        wishes.points is not None and wishes.points < 1
    ):
        raise UserError(
            "Het budget is minstens 0 en het aantal punten minstens 1.",
            "The budget is at least 0 and the number of points at least 1.",
        )


@transaction.atomic
def order_design(actor: Actor, municipality_id: int, name: str, wishes: Wishes) -> int:
    """Asks for a design as background work; answers its number. The row's `job_id` leads to its progress.

    The task is queued in the same transaction: there is no design without its work, and no work without it.
    """
    from weerbaar.supportpoints.tasks import design_network

    design = _open(actor, municipality_id, name, wishes)
    slug = design.municipality.slug
    design.job_id = open_job(JOB_KIND, slug, actor.label)
    design.save(update_fields=("job_id",))
    set_result(
        design.job_id,
        reverse("supportpoints:design", kwargs={"municipality": slug, "design_id": design.pk}),
    )
    design_network.enqueue(design.pk, str(design.job_id), actor.user_id, actor.label)
    return design.pk


def run_design_now(
    actor: Actor, municipality_id: int, name: str, wishes: Wishes, progress: Progress = SILENT
) -> DesignRow:
    """Makes a design and waits for it: for the command line and the demo.

    Raises `UserError` when the wishes cannot be met; the design keeps the reason.
    """
    with transaction.atomic():
        design_id = _open(actor, municipality_id, name, wishes).pk
    complete_design(actor, design_id, progress)
    row = design_row(municipality_id, design_id)
    if row is None:
        raise RuntimeError(f"design {design_id} vanished while it was being made")
    return row


def _open(actor: Actor, municipality_id: int, name: str, wishes: Wishes) -> NetworkDesign:
    check_wishes(wishes)
    if not name.strip():
        raise UserError("Geef het ontwerp een naam.", "Give the design a name.")
    design = NetworkDesign.objects.create(
        municipality_id=municipality_id,
        name=name.strip()[:120],
        wishes=wishes.as_json(),
        made_by=actor.label[:120],
    )
    record(
        actor,
        municipality_id,
        "supportpoints.design.ordered",
        "design",
        design.pk,
        after={"name": design.name, "wishes": wishes.as_json()},
    )
    return design


def complete_design(actor: Actor, design_id: int, progress: Progress) -> None:
    """Computes a design's answer and keeps it, or keeps why there is none and raises that `UserError`."""
    design = NetworkDesign.objects.get(pk=design_id)
    try:
        question = pose(design.municipality_id, Wishes.from_json(design.wishes), progress)
        siting = _solve(question, progress)
    except UserError as error:
        _keep_failure(actor, design, error)
        raise
    progress.check()
    arrays = arrays_of(question, siting.chosen)
    summary = summarise(question, siting, arrays)
    _keep_answer(actor, design, question, summary, arrays, siting.log)
    row = design_row(design.municipality_id, design_id)
    if row is not None:
        catchments(row)  # so that nobody waits for them on the page


def _solve(question: Question, progress: Progress) -> Siting:
    wishes = question.wishes
    settings = SolverSettings(time_limit_s=wishes.time_limit_s)
    tell = _telling(progress)
    progress.tell(REACH_SHARE[1], "Het beste netwerk zoeken.", "Searching the best network.")
    try:
        if wishes.model == Model.SET_COVERING:
            return set_covering(question.problem, wishes.share, wishes.minimise, settings, tell)
        return maximal_covering(question.problem, wishes.points, wishes.budget_eur, settings, tell)
    except Infeasible as reason:
        raise explain(reason, question) from reason


def _telling(progress: Progress) -> Callable[[float, float, float], None]:
    """The solver's proof so far as a sentence; raising `Cancelled` in here stops the solver."""

    def tell(incumbent: float, bound: float, gap: float) -> None:
        known = math.isfinite(gap) and math.isfinite(incumbent)
        sure = max(0.0, 1.0 - gap) if known else 0.0
        progress.tell(
            REACH_SHARE[1] + (0.95 - REACH_SHARE[1]) * sure,
            f"Het beste netwerk zoeken; bewezen tot op {share_nl(min(gap, 1.0))}."
            if known
            else "Het beste netwerk zoeken.",
            f"Searching the best network; proven within {share_en(min(gap, 1.0))}."
            if known
            else "Searching the best network.",
        )

    return tell


def _keep_answer(
    actor: Actor,
    design: NetworkDesign,
    question: Question,
    summary: DesignSummary,
    arrays: DesignArrays,
    log: str,
) -> None:
    sha256 = kept_arrays.keep_design(arrays)
    with transaction.atomic():
        NetworkDesign.objects.filter(pk=design.pk).update(
            summary=summary.as_json(),
            result_sha256=sha256,
            territory_fingerprint=question.ground.fingerprint,
            solver_log=log,
        )
        record(
            actor,
            design.municipality_id,
            "supportpoints.design.answered",
            "design",
            design.pk,
            after={
                "points": len(summary.points),
                "share_covered": summary.share_covered,
                "cost_one_off_eur": summary.cost_one_off_eur,
                "gap": summary.gap,
            },
        )


@transaction.atomic
def _keep_failure(actor: Actor, design: NetworkDesign, error: UserError) -> None:
    NetworkDesign.objects.filter(pk=design.pk).update(failure_nl=error.nl, failure_en=error.en)
    record(
        actor,
        design.municipality_id,
        "supportpoints.design.impossible",
        "design",
        design.pk,
        after={"reason": error.en},
    )
