"""Estimates the sample rate of a live recording from the growth of its buffer.

A live recording grows by sample rate x frame width bytes per second, whatever its content. This is
the most reliable evidence of the rate of headerless audio.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Mapping
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
    """When a recording was longer than before, in seconds, and its length then, in units."""

    began: float  # when the recording was first seen, and then when it was first seen to grow
    has_grown: bool = False
    last_length: int = -1
    times: deque[float] = field(default_factory=lambda: deque(maxlen=_MAX_SAMPLES))
    lengths: deque[float] = field(default_factory=lambda: deque(maxlen=_MAX_SAMPLES))
    before_pause: float | None = None  # units a second

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
                self.before_pause = self.units_per_second()
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

    def units_per_second(self) -> float | None:
        """The growth by linear regression; None while there are too few measurements.

        After a pause, the growth before it until there are enough new measurements.
        """
        if len(self.times) < _MIN_SAMPLES or self.times[-1] - self.times[0] < _MIN_SECONDS:
            return self.before_pause
        seconds = np.asarray(self.times) - self.times[0]
        slope = float(np.polyfit(seconds, np.asarray(self.lengths), 1)[0])
        return slope if slope > 0 else None


class Growth:
    """The growth of all recordings. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        # The least recently measured first.
        self._sessions: OrderedDict[str, dict[str, _LengthHistory]] = OrderedDict()

    def note(self, session_id: str, at: float, units: Mapping[str, int]) -> None:
        """Records the lengths of the tracks of a session.

        at: seconds, from any clock that does not jump. units: by the name of the track: bytes or
        characters of a value, elements of a list, or entries of a stream.
        """
        with self._lock:
            tracks = self._tracks(session_id)
            for track, length in units.items():
                tracks.setdefault(track, _LengthHistory(at)).note(at, length)

    def is_measuring(self, session_id: str, track: str, at: float) -> bool:
        """Whether a recording was first seen so recently that its growth is not known yet.

        at: seconds, from the clock of `note`. The first call counts as the first measurement.
        """
        with self._lock:
            history = self._tracks(session_id).setdefault(track, _LengthHistory(at))
            return history.units_per_second() is None and at - history.began < _MEASURING_SECONDS

    def _tracks(self, session_id: str) -> dict[str, _LengthHistory]:
        """The histories of a session, now the most recently used one."""
        tracks = self._sessions.pop(session_id, {})
        while len(self._sessions) >= _MAX_SESSIONS:
            self._sessions.popitem(last=False)
        self._sessions[session_id] = tracks
        return tracks

    def units_per_second(self, session_id: str, track: str) -> float | None:
        """The growth of a track, or its last value when it has stopped; None when unknown."""
        with self._lock:
            history = self._sessions.get(session_id, {}).get(track)
            return history.units_per_second() if history else None

    def forget(self, session_id: str) -> None:
        """Removes the measurements of a session."""
        with self._lock:
            self._sessions.pop(session_id, None)
