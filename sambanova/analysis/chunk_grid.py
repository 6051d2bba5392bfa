"""Tells whether lengths and places fit the chunks that voice apps write.

Packets last multiples of 10 ms (RFC 3551, Opus, WebRTC), worklets hand out 128 frames at a time (Web Audio
API, 1.1), and some recorders write round numbers of frames such as 160. A pause of a speaker has any length.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sambanova.detection.samples import Floats

_FRAMES = (128, 160)  # the smallest chunks that are counted in frames
_SECONDS = 0.01  # the smallest chunk that is counted in time
_TOLERANCE = 1  # frames; neighbouring samples may be equal to those of a hole by chance
_CHUNK_SHARE = 0.97  # of the lengths of real chunks that fit


def units(rate: int) -> tuple[int, ...]:
    """The smallest chunks in frames, of which others are multiples. rate: Hz.

    Where 10 ms are no whole number of frames, 20 ms may be: 441 at 22.05 kHz.
    """
    timed = next((round(n * _SECONDS * rate) for n in (1, 2) if (n * _SECONDS * rate).is_integer()), None)
    return tuple(sorted({*_FRAMES, *([timed] if timed else [])}))


def misfit(frames: NDArray[np.int64], rate: int) -> NDArray[np.int64]:
    """How many frames each number is from the nearest whole number of chunks; at least one chunk."""
    distances = [
        np.abs(frames - np.maximum(1, np.rint(frames / unit)).astype(np.int64) * unit) for unit in units(rate)
    ]
    nearest: NDArray[np.int64] = np.min(distances, axis=0)
    return nearest


def evidence(frames: NDArray[np.int64], rate: int) -> Floats:
    """The logarithm of how much likelier each number is for chunks than for anything else.

    It is a few units above zero where a number fits, and as far below where it does not.
    """
    by_chance = min(0.5, sum((2 * _TOLERANCE + 1) / unit for unit in units(rate)))
    fits = misfit(frames, rate) <= _TOLERANCE
    if_fits = np.log(_CHUNK_SHARE / by_chance)
    if_not = np.log((1 - _CHUNK_SHARE) / (1 - by_chance))
    return np.asarray(np.where(fits, if_fits, if_not))
