"""The search for problems that stay unproven: long replica exchanges, merges, then exact windows.

Works in two threads; what it finds does not depend on how many there are.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import TypeVar

import numpy as np
from scipy.sparse import csr_array

from weerbaar.core.coverage.network import Integers
from weerbaar.core.coverage.problem import Flags
from weerbaar.core.coverage.search import RUNGS, Searcher
from weerbaar.core.coverage.solver import Report

LANES = 2  # threads
EXCHANGES = 6, 16  # replica exchanges that begin anew, at least and at most
BLURS = 0.0, 0.03, 0.0, 0.1  # by which their weights are changed at random at first, in turn
AWAY = 1, 600, 3  # of that: epochs, turns of an epoch, moves per point and turn at each temperature
COURSE = 3, 1_200, 3  # of the way with the true weights, alike
EFFORT = 7e11  # of all of them: one more while it stays within; about 350 processor seconds
ELITE = 3  # choices that differ, from which further exchanges begin, four at a time
SAME = 0.7  # two choices with more of their points in common than this share do not differ
TRIES = 4  # exchanges from one of them without a better choice, after which it is left
SHORT = 1, 600, 3  # the course of both parts of those
LIKE = 6  # of what such an exchange sees, merged with what it began with
SHORT_BLURS = 0.01, 0.03, 0.0, 0.1
PARENTS = 8, 3  # of a merge: at first and at least
GROWTH = 1.25  # of that number while all merges are answered exactly; else it shrinks by as much
STALE = 60  # merges as large as can be answered without a better choice, after which the evolution ends
WINDOW = 12, 20  # points that are chosen anew together: a fifth of all, at least and at most so many
BATCH = 4  # exchanges, windows or merges at once
VISITS = 2  # windows that a point has been in without any gain, before the search ends
LOOK_S = 0.5  # between looks at whether the caller wants to stop


T = TypeVar("T")


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
        pool = [known, *self._tempered(known)]
        choice = self._evolved(self.searcher.best(pool), pool)
        return self._windows(self.searcher.best([choice, *self._refined([choice, *pool])]))

    def exchanges(self) -> int:
        """Replica exchanges: as many as fit in `EFFORT`, so that a small problem gets more of them.

        Each begins anew, for the best choices often have only few points in common and none leads to another.
        A move looks at all candidates and changes the gain of those that share rows with one point.
        """
        covers = self.searcher.reduced.covers
        c, k = len(covers.start) - 1, len(covers.row_start) - 1
        move = c + len(covers.row) / max(c, 1) * len(covers.row) / max(k, 1)
        points = max(int(self.searcher.greedy().sum()), 1)
        return int(
            np.clip(EFFORT / (RUNGS * (math.prod(AWAY) + math.prod(COURSE)) * points * move), *EXCHANGES)
        )

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

    def _merge(self, choices: list[Flags]) -> tuple[Flags, bool]:
        return self.searcher.merge(choices, self.deadline, self._check)

    def _each(self, tasks: Sequence[Future[T]]) -> Iterator[T]:
        """The results in the order of the tasks, with a report now and then."""
        for task in tasks:
            while not task.done():
                wait([task], LOOK_S)
                self._halt[0] = self._is_late()
                self._tell()
            yield task.result()

    def _noted(self, choices: Iterator[tuple[Flags, bool]]) -> Iterator[tuple[Flags, bool]]:
        for choice, is_certain in choices:
            self.best = max(self.best, self.searcher.value(choice))
            self._tell()
            yield choice, is_certain

    def _tell(self) -> None:
        if self.report is not None:
            self.report(self.best, self.bound)

    def _exchange(
        self, begin: Flags, away: tuple[int, int, int], course: tuple[int, int, int], number: int, blur: float
    ) -> list[Flags]:
        """The best choices of a replica exchange, which another with blurred weights has led away first."""
        seed = self.searcher.settings.seed * 100_003 + 1_000 + 2 * number
        if blur:
            begin = self.searcher.temper(begin, away, seed, self._halt, blur)[0]
        return self.searcher.temper(begin, course, seed + 1, self._halt)

    def _tempered(self, begin: Flags) -> list[Flags]:
        """The best choices that the walks of some replica exchanges saw, each begun anew."""
        found: list[Flags] = []
        with self._lanes() as lanes:
            tasks = [
                lanes.submit(self._exchange, begin, AWAY, COURSE, number, BLURS[number % len(BLURS)])
                for number in range(self.exchanges())
            ]
            for walks in self._each(tasks):
                found += walks
                self.best = max(self.best, self.searcher.value(walks[0]))
                self._tell()
        return found

    def _different(self, pool: list[Flags]) -> list[Flags]:
        """The best of the pool, then the best of those that differ from it, and so on."""
        chosen: list[Flags] = []
        for choice in sorted(pool, key=self.searcher.value, reverse=True):
            if all((choice & other).sum() <= SAME * choice.sum() for other in chosen):
                chosen.append(choice)
            if len(chosen) == ELITE:
                break
        return chosen

    def _refined(self, pool: list[Flags]) -> list[Flags]:
        """What short exchanges find that begin at the best choices that differ, and go on from what is
        better: the best of all seldom comes of what looks best at first."""
        value = self.searcher.value
        elite = self._different(pool)
        tries = [0] * len(elite)
        found: list[Flags] = []
        while min(tries) < TRIES and not self._is_late() and self.best < self.bound:
            hopeful = [place for place in range(len(elite)) if tries[place] < TRIES]
            batch = list(islice(cycle(sorted(hopeful, key=tries.__getitem__)), BATCH))
            first = EXCHANGES[1] + len(found)
            with self._lanes() as lanes:
                tasks = [
                    lanes.submit(
                        self._gone_on_from,
                        elite[place],
                        first + i,
                        SHORT_BLURS[(tries[place] + i) % len(SHORT_BLURS)],
                    )
                    for i, place in enumerate(batch)
                ]
                choices = list(self._each(tasks))
            for place, choice in zip(batch, choices, strict=True):
                found.append(choice)
                is_better = value(choice) > value(elite[place])
                tries[place] = 0 if is_better else tries[place] + 1
                if is_better:
                    elite[place] = choice
                self.best = max(self.best, value(choice))
            self._tell()
        return found

    def _gone_on_from(self, choice: Flags, number: int, blur: float) -> Flags:
        """A short exchange from a choice, and the best that comes of merging the two: they have most points
        in common, so that the merge is small."""
        walks = self._exchange(choice, SHORT, SHORT, number, blur)
        return self._merge([choice, *walks[:LIKE]])[0]

    def _evolved(self, best: Flags, pool: list[Flags]) -> Flags:
        """The best that comes of merging random choices of the pool, which grows by what they bring; every
        second merge takes part of the best too. Merges are as large as can be answered exactly: the points of
        a better choice seldom come from few others."""
        searcher = self.searcher
        random = np.random.default_rng(searcher.settings.seed)
        many, stale = float(PARENTS[0]), 0
        while stale < STALE and not self._is_late() and self.best < self.bound:
            parts = []
            for number in range(BATCH):
                parents = [pool[i] for i in random.permutation(len(pool))[: int(many)]]
                parts.append([*parents, best] if number % 2 else parents)
            with self._lanes() as lanes:
                merges = [lanes.submit(self._merge, part) for part in parts]
                found = list(self._noted(self._each(merges)))
            values = [searcher.value(choice) for choice, _ in found]
            for part, (choice, _), value in zip(parts, found, values, strict=True):
                if value > max(map(searcher.value, part)):
                    pool.append(choice)
            is_exact = all(is_certain for _, is_certain in found)
            stale += 0 if is_exact else len(found)
            if max(values) > searcher.value(best):
                best, stale = found[int(np.argmax(values))][0], 0
            if is_exact and many >= len(pool):
                break  # nothing better comes of these points
            many = many * GROWTH if is_exact else max(many / GROWTH, PARENTS[1])
        return best

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
                found = [other for other, _ in self._noted(self._each(tasks))]
            value = self.searcher.value(choice)
            gained = [other for other in found if self.searcher.value(other) > value]
            for window, other in zip(batch, found, strict=True):
                visits[window] += 1
                if self.searcher.value(other) > value:
                    visits[window] = 0
            if gained:
                choice = self._merge([choice, *gained])[0]
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

    def solve(
        self, choice: Flags, window: Integers, deadline: float, report: Report | None = None
    ) -> tuple[Flags, bool]:
        """The best choice that keeps every point outside the `window`, and whether that is certain."""
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
