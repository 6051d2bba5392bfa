"""What a room counts and times of its own work, for `/metrics`. Nothing here knows who reads it."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from time import monotonic

BOUNDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Upper bounds of the classes of durations, in seconds: from a chunk of sound to what nobody waits for."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """Durations by class. counts: those up to each of `BOUNDS`, and at last all. seconds: their sum."""

    counts: tuple[int, ...]
    seconds: float


class Durations:
    """Counts durations by class. Thread-safe.

    opening = Durations()
    with opening.timed():
        open_it()
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts = [0] * (len(BOUNDS) + 1)
        self._seconds = 0.0

    def add(self, seconds: float) -> None:
        """Counts a duration."""
        with self._lock:
            self._counts[bisect_left(BOUNDS, seconds)] += 1
            self._seconds += seconds

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Counts how long the context lasts, unless it ends with an exception."""
        begin = monotonic()
        yield
        self.add(monotonic() - begin)

    def distribution(self) -> Distribution:
        """All durations so far."""
        with self._lock:
            return Distribution(tuple(accumulate(self._counts)), self._seconds)


class Counts:
    """Counts by name. The names come from the code, never from outside, so they are few. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()

    def add(self, name: str) -> None:
        """Counts one more."""
        with self._lock:
            self._counts[name] += 1

    def by_name(self) -> dict[str, int]:
        """All counts so far."""
        with self._lock:
            return dict(self._counts)
