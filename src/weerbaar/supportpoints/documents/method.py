"""Sentences about one design: its answer, its standing, what it rests on, and how certain it is."""

from __future__ import annotations

import math

from weerbaar.supportpoints.documents.export import DesignExport
from weerbaar.supportpoints.documents.figures import day, euro, metres, number, percent
from weerbaar.supportpoints.documents.sentences import say
from weerbaar.supportpoints.types import Model

PROVEN = 1e-6  # a gap below this is a rounding of the solver


def answer(export: DesignExport) -> str:
    """The whole design in one sentence."""
    summary, language = export.summary, export.language
    count = len(summary.points)
    return say(
        "answer_none" if count == 0 else "answer_one" if count == 1 else "answer",
        language,
        points=count,
        share=percent(summary.share_covered, language),
        residents=number(summary.residents, language),
        minutes=_plain(export.design.wishes.walking_minutes, language),
    )


def status_line(export: DesignExport) -> str:
    """Proposal, adopted, or adopted and replaced since."""
    design = export.design
    key = (
        "status_adopted" if design.is_current else "status_former" if design.adopted_at else "status_proposed"
    )
    if design.is_current and design.adopted_at is None:
        key = "status_proposed"
    return say(
        key,
        export.language,
        design=design.name,
        created=day(design.created_at, export.language),
        adopted=day(design.adopted_at, export.language) if design.adopted_at else "",
    )


def warnings(export: DesignExport) -> list[str]:
    """What a reader must know before using a figure."""
    found = [("illustrative", export.illustrative), ("outdated", export.design.outdated)]
    return [say(key, export.language) for key, holds in found if holds]


def left_out_line(export: DesignExport) -> str:
    """How many people walk further than their norm."""
    summary, language = export.summary, export.language
    residents = summary.residents - summary.covered
    vulnerable = summary.vulnerable - summary.vulnerable_covered
    if residents < 0.5 and vulnerable < 0.5:
        return say("left_out_nobody", language)
    return say(
        "left_out_short",
        language,
        left_out=number(residents, language),
        minutes=_plain(export.design.wishes.walking_minutes, language),
        vulnerable=number(vulnerable, language),
    )


def budget_line(export: DesignExport) -> str:
    """The one-off cost beside the amount that was available."""
    budget, cost, language = export.design.wishes.budget_eur, export.summary.cost_one_off_eur, export.language
    if budget is None:
        return say("budget_none", language)
    if cost > budget:
        return say("budget_over", language, over=euro(cost - budget, language), budget=euro(budget, language))
    if budget - cost < 0.5:
        return say("budget_exact", language, budget=euro(budget, language))
    return say("budget_within", language, left=euro(budget - cost, language), budget=euro(budget, language))


def method_lines(export: DesignExport) -> list[str]:
    """How the design was calculated, in plain words."""
    summary, wishes, language = export.summary, export.design.wishes, export.language
    lines = [
        say(
            "method_walk",
            language,
            demand=number(summary.demand_points, language),
            candidates=number(summary.candidates, language),
        ),
        say(
            "method_norm",
            language,
            minutes=_plain(wishes.walking_minutes, language),
            norm=metres(summary.norm_m, language),
            speed=_plain(wishes.speed_kmh, language),
            speed_vulnerable=_plain(wishes.speed_vulnerable_kmh, language),
            norm_vulnerable=metres(summary.norm_vulnerable_m, language),
        ),
        _model_line(export),
    ]
    conditions = []
    if wishes.vulnerable_weight != 1.0:
        conditions.append(say("method_weight", language, weight=_plain(wishes.vulnerable_weight, language)))
    if wishes.every_district:
        conditions.append(say("method_district", language))
    fixed = sum(point.required for point in summary.points)
    if fixed:
        conditions.append(
            say("method_required_one" if fixed == 1 else "method_required", language, count=fixed)
        )
    return [*lines, " ".join(conditions)] if conditions else lines


def _model_line(export: DesignExport) -> str:
    wishes, language = export.design.wishes, export.language
    if wishes.model == Model.SET_COVERING:
        key = "method_set_points" if wishes.minimise == "points" else "method_set_cost"
        return say(key, language, share=percent(wishes.share, language))
    if wishes.budget_eur is not None:
        return say("method_maximal_budget", language, budget=euro(wishes.budget_eur, language))
    if wishes.points is not None:
        return say("method_maximal_points", language, count=wishes.points)
    return say("method_maximal", language)


def proof_lines(export: DesignExport) -> list[str]:
    """How certain it is that no better network exists, and what the proof does not say."""
    summary, language = export.summary, export.language
    proven = summary.status == "optimal" and abs(summary.gap) <= PROVEN
    digits = 0 if abs(summary.objective) >= 1000 else 1
    return [
        say("proof_optimal", language)
        if proven
        else say("proof_gap", language, gap=_small_percent(summary.gap, language)),
        say(
            "proof_numbers",
            language,
            objective=number(summary.objective, language, digits),
            bound=number(summary.bound, language, digits),
            solver=summary.solver,
        ),
        say("proof_limits", language),
    ]


def _small_percent(share: float, language: str) -> str:
    """A gap, rounded up and never down to nothing: the smallest that is shown is 0.01 %."""
    decimals = 2 if share < 0.01 else 1
    step = 10.0 ** -(decimals + 2)
    return percent(max(step, math.ceil(share / step - 1e-9) * step), language, decimals)


def _plain(value: float, language: str) -> str:
    """A setting with as many decimals as it has, up to two."""
    for decimals in (0, 1):
        if abs(value - round(value, decimals)) < 1e-9:
            return number(value, language, decimals)
    return number(value, language, 2)
