"""Lessons to begin with, one per audience; each municipality makes them its own."""

from weerbaar.continuity.starter.lessons import outside, steering, town_hall

LESSONS = (
    town_hall.EVERYBODY,
    town_hall.COUNTER,
    town_hall.PROCESS_OWNER,
    outside.OUTDOOR,
    outside.CRISIS,
    steering.ICT,
    steering.MANAGEMENT,
)

__all__ = ["LESSONS"]
