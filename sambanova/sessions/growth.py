"""Estimates the sample rate of a live recording from the growth of its buffer.

A live recording grows by sample rate x frame width bytes per second, whatever its content. This is
the most reliable evidence of the rate of headerless audio.
"""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field

import numpy as np

_MIN_SAMPLES = 6  # for an estimate
_MIN_SECONDS = 2.0  # between the first and the last sample
_MAX_SAMPLES = 600  # kept for each session, the newest
_MAX_SESSIONS = 1000
_MEASURING_SECONDS = 5.0  # after the first growth; the estimate is usually there by then
_PAUSE_FACTOR = 4.0  # a gap longer than this many median gaps is a pause, and the estimate restarts


@dataclass
class _LengthHistory:
    """When a buffer was longer than before, in seconds, and its length then, in bytes."""

    began: float  # when the recording was first seen, and then when it was first seen to grow
    has_grown: bool = False
    last_length: int = -1
    times: deque[float] = field(default_factory=lambda: deque(maxlen=_MAX_SAMPLES))
    lengths: deque[float] = field(default_factory=lambda: deque(maxlen=_MAX_SAMPLES))
    before_pause: float | None = None  # bytes a second

    def note(self, at: float, length: int) -> None:
        """Adds a measurement. A buffer that became shorter is a new recording, so the history restarts."""
        if length < self.last_length:
            self.times.clear()
            self.lengths.clear()
            self.began = at
            self.has_grown = False
            self.before_pause = None
        elif length > self.last_length >= 0:
            if self._is_pause(at):
                self.before_pause = self.bytes_per_second()
                self.times.clear()
                self.lengths.clear()
            if not self.has_grown:
                self.began, self.has_grown = at, True
            self.times.append(at)
            self.lengths.append(float(length))
        self.last_length = length

    def _is_pause(self, at: float) -> bool:
        """Whether the gap before `at` is much longer than usual."""
        if len(self.times) < _MIN_SAMPLES:
            return False
        median_gap = float(np.median(np.diff(self.times)))
        return at - self.times[-1] > _PAUSE_FACTOR * median_gap

    def bytes_per_second(self) -> float | None:
        """The growth by linear regression; None while there are too few measurements.

        After a pause, the growth before it until there are enough new measurements.
        """
        if len(self.times) < _MIN_SAMPLES or self.times[-1] - self.times[0] < _MIN_SECONDS:
            return self.before_pause
        seconds = np.asarray(self.times) - self.times[0]
        slope = float(np.polyfit(seconds, np.asarray(self.lengths), 1)[0])
        return slope if slope > 0 else None


class Growth:
    """The growth of all buffers. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._histories: dict[str, _LengthHistory] = {}  # least recently measured first

    def note(self, session_id: str, at: float, characters: int) -> None:
        """Records the length of the buffer of a session.

        at: seconds, from any clock that does not jump. characters: length of the base64 text.
        """
        with self._lock:
            self._history(session_id, at).note(at, characters * 3 // 4)

    def is_measuring(self, session_id: str, at: float) -> bool:
        """Whether a recording session was first seen so recently that its growth is not known yet.

        at: seconds, from the clock of `note`. The first call counts as the first measurement.
        """
        with self._lock:
            history = self._history(session_id, at)
            return history.bytes_per_second() is None and at - history.began < _MEASURING_SECONDS

    def _history(self, session_id: str, at: float) -> _LengthHistory:
        """The history of a session, now the most recently used one."""
        history = self._histories.pop(session_id, None) or _LengthHistory(at)
        while len(self._histories) >= _MAX_SESSIONS:
            del self._histories[next(iter(self._histories))]
        self._histories[session_id] = history
        return history

    def bytes_per_second(self, session_id: str) -> float | None:
        """The growth of the decoded audio, or its last value when it has stopped; None when unknown."""
        with self._lock:
            history = self._histories.get(session_id)
            return history.bytes_per_second() if history else None

    def forget(self, session_id: str) -> None:
        """Removes the measurements of a session."""
        with self._lock:
            self._histories.pop(session_id, None)
