"""How fast a buffer grows while it is recorded: the best witness of its sample rate.

A live call grows by `sample_rate x frame width` bytes a second, whatever is said in it.
"""

from __future__ import annotations

import math
import threading
from collections import deque
from dataclasses import dataclass, field

import numpy as np

STANDARD_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 96000)  # Hz

# Growth within this of a standard rate is taken for it. Of the rates that are common in voice apps
# 44.1 and 48 kHz are nearest to each other, 8.8 % apart.
RATE_TOLERANCE = 0.035

_LEAST_STEPS = 6  # changes of length that a slope is drawn through
_LEAST_SECONDS = 2.0
_MOST_STEPS = 600  # kept for each session; the newest count
_MOST_SESSIONS = 1000
_MEASURING_SECONDS = 5.0  # from the first look, in which growth usually becomes known
_PAUSE_FACTOR = 4.0  # a wait longer than so many usual ones is a pause; growth is measured from its end


@dataclass
class _Steps:
    """When a buffer was seen to be longer, and how long it was then, in bytes."""

    began: float  # when the recording was first seen, and then when it was first seen to grow
    has_grown: bool = False
    last_length: int = -1
    times: deque[float] = field(default_factory=lambda: deque(maxlen=_MOST_STEPS))
    lengths: deque[float] = field(default_factory=lambda: deque(maxlen=_MOST_STEPS))
    before_pause: float | None = None  # bytes a second

    def note(self, at: float, length: int) -> None:
        """Takes in a look; a buffer that became shorter began anew."""
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
        """Whether nothing grew for much longer than usual before `at`."""
        if len(self.times) < _LEAST_STEPS:
            return False
        usual = float(np.median(np.diff(self.times)))
        return at - self.times[-1] > _PAUSE_FACTOR * usual

    def bytes_per_second(self) -> float | None:
        """The slope of the length over time by least squares; None while too little was seen.

        After a pause it is that of before, until the new one is known.
        """
        if len(self.times) < _LEAST_STEPS or self.times[-1] - self.times[0] < _LEAST_SECONDS:
            return self.before_pause
        seconds = np.asarray(self.times) - self.times[0]
        slope = float(np.polyfit(seconds, np.asarray(self.lengths), 1)[0])
        return slope if slope > 0 else None


class Growth:
    """What was seen of the lengths of all buffers. All methods may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._steps: dict[str, _Steps] = {}

    def note(self, session_id: str, at: float, characters: int) -> None:
        """Takes in that a session held so many characters of base64 at a time in seconds."""
        with self._lock:
            self._of(session_id, at).note(at, characters * 3 // 4)

    def is_measuring(self, session_id: str, at: float) -> bool:
        """Whether a session that records was first seen so recently that its growth is not known yet.

        at: the same clock as `note` has. The question counts as the first look.
        """
        with self._lock:
            steps = self._of(session_id, at)
            return steps.bytes_per_second() is None and at - steps.began < _MEASURING_SECONDS

    def _of(self, session_id: str, at: float) -> _Steps:
        """What was seen of a session, which is now the last one to be forgotten."""
        steps = self._steps.pop(session_id, None) or _Steps(at)
        while len(self._steps) >= _MOST_SESSIONS:
            del self._steps[next(iter(self._steps))]
        self._steps[session_id] = steps
        return steps

    def bytes_per_second(self, session_id: str) -> float | None:
        """How fast a session's audio grows, or grew when it was last seen to; None when unknown."""
        with self._lock:
            steps = self._steps.get(session_id)
            return steps.bytes_per_second() if steps else None

    def forget(self, session_id: str) -> None:
        """Drops what was seen of a session."""
        with self._lock:
            self._steps.pop(session_id, None)


def rate_from_growth(bytes_per_second: float, frame_width: int) -> int | None:
    """The standard sample rate, Hz, that makes frames of `frame_width` bytes grow so fast, if one does."""
    frames = bytes_per_second / frame_width
    nearest = min(STANDARD_RATES, key=lambda rate: abs(math.log(rate / frames)))
    return nearest if abs(frames / nearest - 1) <= RATE_TOLERANCE else None
