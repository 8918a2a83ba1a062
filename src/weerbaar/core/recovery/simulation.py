"""Step by step through an outage: who is up, on a workaround or down. Decisions are given, not made here."""

from __future__ import annotations

import numpy as np

from weerbaar.core.recovery.course import Course
from weerbaar.core.recovery.scenario import Decision, Scenario, Timeline


def simulate(scenario: Scenario, decision: Decision | None = None) -> Timeline:
    """The course of an outage, in steps in which every state holds throughout.

    Per step and node: input is met when every group has its `need` of members that deliver. A node that is
    up stays up while it is met, and else while its autonomy lasts for the whole step; met again, the
    autonomy comes back at `recharge`. A node that is down comes back after it was met for its own time on
    end. A process delivers when it has its staff and is up, or else while its workaround lasts. A generator
    delivers while it is let run, what it replaces is not up, and there is fuel for the whole step. What is
    up together and needs each other stays up; what is down and waits for each other stays down.

    Everything is up before minute 0, but for mobile and stand-by generators. Times between steps are
    rounded to the worse side: outages begin earlier and end later, clocks end earlier, starting takes
    longer, shifts count only for the steps that they cover, and fuel is there from the next step on.

    Who gets staff and depot fuel when there is too little: by priority, the greatest weight first; for a
    generator the weight of the processes that rest on it. Without a decision no mobile generator is placed
    and every other runs when it can.

    Raises ValueError for a scenario or decision that does not fit its graph.
    """
    course = Course(scenario)
    if decision is None:
        runs = np.repeat(~course.is_mobile[:, None], course.steps, axis=1)
        works = course.all_work()
    else:
        runs, works = course.as_steps(decision)
    now, out = course.start(), course.room()
    course.advance(now, runs, works, 0, course.steps, out)
    return course.timeline(out)
