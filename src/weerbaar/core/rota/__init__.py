"""Duty rotas around the clock: what rest-time rules say of one, and the rota that keeps them best.

Times are whole minutes from a common start. No people here: they are numbers.
"""

from weerbaar.core.rota.proposal import Problem, Proposal, propose
from weerbaar.core.rota.rules import Breach, Night, Rule, Rules, breaches, minutes_broken, shifts

__all__ = [
    "Breach",
    "Night",
    "Problem",
    "Proposal",
    "Rule",
    "Rules",
    "breaches",
    "minutes_broken",
    "propose",
    "shifts",
]
