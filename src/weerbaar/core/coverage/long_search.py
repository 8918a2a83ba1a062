"""The search for problems that stay unproven: rounds of annealed and merged choices, then exact windows.

Works in two threads; what it finds does not depend on how many there are.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_array

from weerbaar.core.coverage.network import Integers
from weerbaar.core.coverage.problem import Flags
from weerbaar.core.coverage.search import Searcher
from weerbaar.core.coverage.solver import Report

LANES = 2  # threads
BRANCH = 4  # choices that are merged at once; the models of eight are often too large for one node
SHARES = 2  # merges that each choice takes part in
COMPLETIONS = 4  # merges with the best that each choice takes part in after a round
GROUPS = 12  # of that many annealed choices, in one round
EFFORT = 2.8e11  # of all annealings: a round more while it stays within; about 250 processor seconds
ROUNDS = 5  # at most
SWEEPS = 3_000  # moves per point of an annealing
AGREED = 4  # groups of a round that found the same by themselves, after which no other is begun
WINDOW = 12, 20  # points that are chosen anew together: a fifth of all, at least and at most so many
BATCH = 4  # windows at once
VISITS = 2  # windows that a point has been in without any gain, before the search ends
LOOK_S = 0.5  # between looks at whether the caller wants to stop


class _StoppedError(Exception):
    """Ends a solver whose answer nobody waits for."""


@dataclass
class LongSearch:
    """One long search, until the `deadline` (of `time.perf_counter`) or until it reaches the `bound`.
    `report` hears the best value often, and cancels by raising."""

    searcher: Searcher
    deadline: float
    bound: float
    report: Report | None
    best: float = 0.0
    _halt: Flags = field(default_factory=lambda: np.zeros(1, np.bool_))  # read by the compiled loop
    _is_stopped: bool = False

    def run(self, known: Flags) -> Flags:
        """The best choice found, at least as good as `known`."""
        self.best = self.searcher.value(known)
        random = np.random.default_rng(self.searcher.settings.seed)
        choice, seen = known, list[Flags]()
        for number in range(self.rounds()):
            groups, is_agreed = self._groups(number)
            choice = self._merged([choice, *groups], random)
            seen += groups
            choice = self._completed(choice, seen, number)
            if is_agreed or self._is_late() or self.best >= self.bound:
                break
        return self._windows(choice)

    def rounds(self) -> int:
        """Rounds of annealing: as many as fit in `EFFORT`, so that a small problem gets more of them.

        Each begins anew, for the best choices often have only few points in common and none leads to another.
        A move looks at all candidates and changes the gain of those that share rows with one point.
        """
        covers = self.searcher.reduced.covers
        c, k = len(covers.start) - 1, len(covers.row_start) - 1
        move = c + len(covers.row) / max(c, 1) * len(covers.row) / max(k, 1)
        points = max(int(self.searcher.greedy().sum()), 1)
        return int(np.clip(EFFORT / (GROUPS * BRANCH * SWEEPS * points * move), 1, ROUNDS))

    @contextmanager
    def _lanes(self) -> Iterator[ThreadPoolExecutor]:
        """Threads for one part of the search; what they still do at its end is stopped and left unread."""
        lanes = ThreadPoolExecutor(LANES)
        self._halt[0] = self._is_late()
        try:
            yield lanes
        finally:
            self._is_stopped = self._halt[0] = True
            lanes.shutdown(wait=True, cancel_futures=True)
            self._is_stopped = False

    def _is_late(self) -> bool:
        return time.perf_counter() > self.deadline

    def _check(self, *_: float) -> None:
        if self._is_stopped:
            raise _StoppedError

    def _merge(self, choices: list[Flags]) -> Flags:
        return self.searcher.merge(choices, self.deadline, self._check)

    def _each(self, tasks: Sequence[Future[Flags]]) -> Iterator[Flags]:
        """The results in the order of the tasks, with a report now and then."""
        for task in tasks:
            while not task.done():
                wait([task], LOOK_S)
                self._halt[0] = self._is_late()
                self._tell()
            found = task.result()
            self.best = max(self.best, self.searcher.value(found))
            self._tell()
            yield found

    def _tell(self) -> None:
        if self.report is not None:
            self.report(self.best, self.bound)

    def _groups(self, turn: int) -> tuple[list[Flags], bool]:
        """The choices of one round: those that come of groups of annealed ones, each by itself, until enough
        agree on the best known, and the annealed ones. Whether they agreed."""
        searcher, begin = self.searcher, self.searcher.greedy()
        first = searcher.settings.seed * 100_003 + 1_000 + turn * GROUPS * BRANCH
        found: list[Flags] = []
        is_agreed = False
        annealed: dict[int, list[Flags]] = {}

        def group(number: int) -> Flags:
            seeds = range(first + number * BRANCH, first + (number + 1) * BRANCH)
            annealed[number] = [searcher.anneal(begin, SWEEPS, seed, self._halt) for seed in seeds]
            return self._merge(annealed[number])

        with self._lanes() as lanes:
            for choice in self._each([lanes.submit(group, number) for number in range(GROUPS)]):
                found.append(choice)
                values = np.array([searcher.value(other) for other in found])
                is_agreed = (values == max(values.max(), self.best)).sum() >= AGREED
                if is_agreed or values.max() >= self.bound:
                    break
        return found + [choice for number in range(len(found)) for choice in annealed[number]], is_agreed

    def _merged(self, choices: list[Flags], random: np.random.Generator) -> Flags:
        """Merged four by four until one is left, each with two fours of others while there are more: the best
        by themselves soon are all alike."""
        while len(choices) > 1:
            parts = []
            for _ in range(SHARES if len(choices) > BRANCH else 1):
                order = random.permutation(len(choices))
                parts += [[choices[i] for i in order[k : k + BRANCH]] for k in range(0, len(order), BRANCH)]
            with self._lanes() as lanes:
                merged = self._each([lanes.submit(self._merge, part) for part in parts])
                choices = list({choice.tobytes(): choice for choice in merged}.values())
        return choices[0]

    def _completed(self, choice: Flags, others: list[Flags], turn: int) -> Flags:
        """Merged with four of the others at a time, for the best itself takes part in few merges."""
        random = np.random.default_rng([self.searcher.settings.seed, turn])
        parts = []
        for _ in range(COMPLETIONS):
            order = random.permutation(len(others))
            parts += [[others[i] for i in order[k : k + BRANCH]] for k in range(0, len(order), BRANCH)]
        with self._lanes() as lanes:
            found = list(self._each([lanes.submit(self._merge, [choice, *part]) for part in parts]))
        value = self.searcher.value(choice)
        choice = self._merge([choice, *(other for other in found if self.searcher.value(other) > value)])
        self.best = max(self.best, self.searcher.value(choice))
        return choice

    def _windows(self, choice: Flags) -> Flags:
        """Chooses the points near each other anew, all others fixed, until that brings nothing anywhere
        (partial optimisation metaheuristic; Taillard and Voss 2002)."""
        windows = Windows(self.searcher)
        visits = np.zeros(len(choice), np.int64)
        while not self._is_late() and self.best < self.bound:
            batch = windows.next(choice, visits)
            if not batch:
                break
            with self._lanes() as lanes:
                tasks = [
                    lanes.submit(windows.solve, choice, window, self.deadline, self._check)
                    for window in batch
                ]
                found = list(self._each(tasks))
            value = self.searcher.value(choice)
            gained = [other for other in found if self.searcher.value(other) > value]
            for window, other in zip(batch, found, strict=True):
                visits[window] += 1
                if self.searcher.value(other) > value:
                    visits[window] = 0
            if gained:
                choice = self._merge([choice, *gained])
                self.best = max(self.best, self.searcher.value(choice))
        return choice


class Windows:
    """Points near each other, told from the cover sets alone, and the best choice in their place."""

    def __init__(self, searcher: Searcher) -> None:
        covers = searcher.reduced.covers
        self._searcher = searcher
        self._covers = csr_array(
            (np.ones(len(covers.row), np.int32), covers.row, covers.start),
            shape=(len(covers.start) - 1, len(searcher.reduced.weight)),
        )

    def affinity(self, opened: Integers) -> Integers:
        """(p, p) the number of candidates that share rows with both of two points; most with itself."""
        touched = (self._covers[opened] @ self._covers.T).astype(np.bool_).astype(np.int64)
        near: Integers = (touched @ touched.T).toarray()
        np.fill_diagonal(near, touched.shape[1] + 1)
        return near

    def next(self, choice: Flags, visits: Integers) -> list[Integers]:
        """Up to `BATCH` windows around the points visited least; none when all have had their `VISITS`."""
        opened = np.flatnonzero(choice)
        near = self.affinity(opened)
        seen = visits[opened]
        size = min(max(len(opened) // 5, WINDOW[0]), WINDOW[1])
        batch: list[Integers] = []
        while len(batch) < BATCH and seen.min(initial=VISITS) < VISITS:
            window = np.argsort(-near[int(np.argmin(seen))], kind="stable")[:size]
            batch.append(opened[window])
            seen[window] += 1
        return batch

    def solve(self, choice: Flags, window: Integers, deadline: float, report: Report | None = None) -> Flags:
        """The best choice that keeps every point outside the `window`."""
        fixed = choice.copy()
        fixed[window] = False
        return self._searcher.best_within(self.around(choice, window), fixed, choice, deadline, report)

    def around(self, choice: Flags, window: Integers) -> Flags:
        """(c,) the points in the window and the candidates that cover something only these cover."""
        fixed = choice.copy()
        fixed[window] = False
        hit = self._covers[np.flatnonzero(fixed)].sum(axis=0) > 0
        loose = (self._covers[window].sum(axis=0) > 0) & ~hit
        free: Flags = (self._covers @ loose.astype(np.int32) > 0) & ~fixed
        free[window] = True
        return free
