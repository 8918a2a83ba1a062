"""The form of a lesson to begin with. Every text is a pair: Dutch, English."""

from __future__ import annotations

from dataclasses import dataclass

Both = tuple[str, str]


@dataclass(frozen=True)
class Card:
    title: Both
    text: Both


@dataclass(frozen=True)
class Question:
    """`right` counts the answers from 0."""

    text: Both
    answers: tuple[Both, ...]
    right: int
    explanation: Both


@dataclass(frozen=True)
class StarterLesson:
    code: str
    audience: str
    minutes: int
    title: Both
    summary: Both
    cards: tuple[Card, ...]
    questions: tuple[Question, ...]
