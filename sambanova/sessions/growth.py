"""Estimates the sample rate of a live recording from the growth of its buffer.

A live recording grows by sample rate x frame width bytes per second, whatever its content. This is
the most reliable evidence of the rate of headerless audio.
"""

from __future__ import annotations

import math
import threading
from collections import deque
from dataclasses import dataclass, field

import numpy as np

STANDARD_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 96000)  # Hz

# Largest relative difference between the measured and a standard rate. Of the rates that are common in
# voice apps, 44.1 and 48 kHz are closest to each other, 8.8 % apart.
RATE_TOLERANCE = 0.035

_MIN_SAMPLES = 6  # for an estimate
_MIN_SECONDS = 2.0  # between the first and the last sample
_MAX_SAMPLES = 600  # kept for each session, the newest
_MAX_SESSIONS = 1000
_PAUSE_FACTOR = 4.0  # a gap longer than this many median gaps is a pause, and the estimate restarts


@dataclass
class _LengthHistory:
    """When a buffer was longer than before, in seconds, and its length then, in bytes."""

    last_length: int = -1
    times: deque[float] = field(default_factory=lambda: deque(maxlen=_MAX_SAMPLES))
    lengths: deque[float] = field(default_factory=lambda: deque(maxlen=_MAX_SAMPLES))

    def note(self, at: float, length: int) -> None:
        """Adds a measurement. A buffer that became shorter is a new recording, so the history restarts."""
        if length < self.last_length:
            self.times.clear()
            self.lengths.clear()
        elif length > self.last_length >= 0:
            if self._is_pause(at):
                self.times.clear()
                self.lengths.clear()
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
        """The growth by linear regression; None while there are too few measurements."""
        if len(self.times) < _MIN_SAMPLES or self.times[-1] - self.times[0] < _MIN_SECONDS:
            return None
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
            history = self._histories.pop(session_id, None) or _LengthHistory()
            while len(self._histories) >= _MAX_SESSIONS:
                del self._histories[next(iter(self._histories))]
            self._histories[session_id] = history
            history.note(at, characters * 3 // 4)

    def bytes_per_second(self, session_id: str) -> float | None:
        """The growth of the decoded audio, or its last value when it has stopped; None when unknown."""
        with self._lock:
            history = self._histories.get(session_id)
            return history.bytes_per_second() if history else None

    def forget(self, session_id: str) -> None:
        """Removes the measurements of a session."""
        with self._lock:
            self._histories.pop(session_id, None)


def rate_from_growth(bytes_per_second: float, frame_width: int) -> int | None:
    """The standard sample rate in Hz that explains a growth; None when none is within RATE_TOLERANCE.

    frame_width: bytes per frame.
    """
    frames = bytes_per_second / frame_width
    nearest = min(STANDARD_RATES, key=lambda rate: abs(math.log(rate / frames)))
    return nearest if abs(frames / nearest - 1) <= RATE_TOLERANCE else None
