"""Why wishes cannot be met, in words and numbers that somebody can act on, in both languages."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from weerbaar.core.coverage import Infeasible
from weerbaar.interface.jobs import UserError
from weerbaar.supportpoints import norms
from weerbaar.supportpoints.siting import Question
from weerbaar.supportpoints.wording import (
    listed,
    minutes,
    number_en,
    number_nl,
    share_en,
    share_nl,
    whole_minutes_up,
)


def explain(reason: Infeasible, question: Question) -> UserError:
    """What the core found impossible, said so that a designer knows what to change."""
    explanations: dict[str, Callable[[Infeasible, Question], UserError]] = {
        "unreachable": _unreachable,
        "share": _unreachable,
        "budget": _budget,
        "points": _points,
        "group": _districts,
    }
    known = explanations.get(reason.reason)
    if known is None:
        return UserError(f"Deze wensen kunnen niet samen. ({reason})", f"These wishes contradict. ({reason})")
    return known(reason, question)


def _unreachable(reason: Infeasible, question: Question) -> UserError:
    """Who has no candidate within the norm, and with which walking time enough of them would have one."""
    wishes, rows = question.wishes, reason.rows
    people = question.row_people[rows]
    missed, everybody = float(people.sum()), float(question.row_people.sum())
    areas = question.ground.demand.neighbourhood[question.row_point[rows]]
    per_area = np.bincount(areas, weights=people, minlength=len(question.ground.neighbourhoods))
    order = [i for i in np.argsort(-per_area, kind="stable").tolist() if per_area[i] > 0]
    names = [question.ground.neighbourhoods[i].name for i in order]
    counts = [per_area[i] for i in order]
    limit = norms.MAX_PLACES_NAMED
    where_nl = listed(
        [f"{n} ({number_nl(c)})" for n, c in zip(names, counts, strict=True)], "en nog {n} buurten", limit
    )
    where_en = listed(
        [f"{n} ({number_en(c)})" for n, c in zip(names, counts, strict=True)],
        "and {n} more neighbourhoods",
        limit,
    )
    possible = (everybody - missed) / everybody
    walk = minutes(wishes.walking_minutes)
    nl = (
        f"{number_nl(missed)} van de {number_nl(everybody)} inwoners kunnen binnen {walk}"
        f" minuten geen enkele kandidaat bereiken: {where_nl}. Hooguit {share_nl(possible)} is mogelijk."
    )
    en = (
        f"{number_en(missed)} of the {number_en(everybody)} residents cannot reach any candidate within"
        f" {walk} minutes: {where_en}. At most {share_en(possible)} is possible."
    )
    advice_nl, advice_en = _advice(question, wishes.share * everybody)
    return UserError(f"{nl} {advice_nl}", f"{en} {advice_en}")


def _advice(question: Question, wanted: float) -> tuple[str, str]:
    """The walking time with which the wanted number of residents has a candidate."""
    needed = minutes_to_reach(question, wanted)
    if not np.isfinite(needed):
        return (
            "Voor een deel loopt er geen straat naar een kandidaat. Voeg daar een kandidaat toe of vraag een"
            " kleiner deel.",
            "For some of them no street leads to any candidate. Add a candidate there or ask for a smaller"
            " share.",
        )
    whole = whole_minutes_up(needed)
    return (
        f"Met {whole} minuten lopen kan het wel. Een kandidaat daar erbij kan ook.",
        f"With a walk of {whole} minutes it is possible. Adding a candidate there helps too.",
    )


def minutes_to_reach(question: Question, wanted: float) -> float:
    """The shortest walking time, in minutes, in which `wanted` residents can reach a candidate, each at their
    own speed; inf when no walking time is enough."""
    speed = np.where(question.row_vulnerable, question.wishes.speed_vulnerable_kmh, question.wishes.speed_kmh)
    needed = question.nearest_m[question.row_point] / 1000.0 / speed * 60.0
    order = np.argsort(needed, kind="stable")
    reached = np.cumsum(question.row_people[order])
    k = int(np.searchsorted(reached, wanted * (1.0 - 1e-9)))
    return float(needed[order][min(k, len(order) - 1)])


def _musts(question: Question) -> tuple[str, str]:
    """What binds the choice before any resident is looked at."""
    required, districts = int(question.required.sum()), len(question.districts)
    nl = [f"{required} verplichte punten"] if required else []
    en = [f"{required} required points"] if required else []
    if districts:
        nl.append(f"een punt in elk van de {districts} wijken")
        en.append(f"a point in each of the {districts} districts")
    return " en ".join(nl), " and ".join(en)


def _budget(reason: Infeasible, question: Question) -> UserError:
    nl, en = _musts(question)
    budget = question.wishes.budget_eur or 0.0
    return UserError(
        f"Het budget van EUR {number_nl(budget)} is te klein: {nl} kosten samen minstens"
        f" EUR {number_nl(reason.cheapest_eur)}. Verhoog het budget of laat een verplichting vallen.",
        f"The budget of EUR {number_en(budget)} is too small: {en} cost at least"
        f" EUR {number_en(reason.cheapest_eur)} together. Raise the budget or drop a requirement.",
    )


def _points(reason: Infeasible, question: Question) -> UserError:
    nl, en = _musts(question)
    asked = question.wishes.points or 0
    return UserError(
        f"{asked} punten zijn te weinig: {nl} vragen er minstens {reason.fewest_points}."
        " Sta meer punten toe of laat een verplichting vallen.",
        f"{asked} points are too few: {en} need at least {reason.fewest_points}."
        " Allow more points or drop a requirement.",
    )


def _districts(reason: Infeasible, question: Question) -> UserError:
    names = ", ".join(question.ground.districts[question.districts[g]] for g in reason.groups.tolist())
    return UserError(
        f"Geen gebouw om te kiezen in: {names}. Kies meer soorten gebouwen, voeg een kandidaat toe, of vraag"
        " geen punt in elke wijk.",
        f"No building to choose from in: {names}. Choose more kinds of buildings, add a candidate, or do not"
        " ask for a point in every district.",
    )
