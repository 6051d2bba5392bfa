"""Tells tones, such as dial tones and key presses, from voices: a few samples predict all that follow.

is_made_of_tones(sound, 8000)
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sambanova.detection.linear_prediction import fit

_RATE = 8000  # Hz; at higher rates prediction leaves little of any sound
_ORDER = 4  # of a prediction that leaves nothing of two tones
_MIN_UNEXPECTED = 10 ** (-36 / 10)  # share of the power that it leaves of a voice
_MIN_NOISY = 10 ** (-30 / 10)  # the same of a noisy line, looked at in all ways; voices leave -15 dB
_BLOCK_SECONDS = 0.04
_MOST = 2.0**24  # 16-bit steps: far above full scale
_MAX_BLOCKS = 100
_LOUD = 0.1  # power of a block relative to the mean, from which it counts
_STEPS = (1, 3, 6)  # samples that are taken together; 6 of sound at 48 kHz are one at 8 kHz
_SHARE = 0.4  # of the loud blocks, from which a sound is made of tones; the others hold their edges


def is_tone(sound: NDArray[np.floating], rate: int, least: float = _MIN_UNEXPECTED) -> bool:
    """Whether linear prediction leaves hardly anything of a short sound.

    sound: mono, full scale is 1. least: share of the power that it leaves of other sounds.
    """
    step = max(1, round(rate / _RATE))
    slower = sound[: len(sound) // step * step].reshape(-1, step).mean(axis=1)
    # Samples of a wrong encoding may be no numbers, or beyond all bounds.
    steps = np.rint(np.nan_to_num(32768 * slower.astype(np.float64)).clip(-_MOST, _MOST)).astype(np.int32)
    _, error = fit([steps], _ORDER)
    return error < least * float(np.mean(np.square(steps, dtype=np.float64)))


def is_made_of_tones(sound: NDArray[np.floating], rate: int) -> bool:
    """Whether most of what is loud in a sound are tones. sound: mono, full scale is 1. rate: may be wrong."""
    size = round(_BLOCK_SECONDS * rate)
    blocks = sound[: len(sound) // size * size].reshape(-1, size)
    powers = np.mean(np.square(blocks, dtype=np.float64), axis=1)
    loud = np.flatnonzero(powers > _LOUD * powers.mean()) if len(blocks) else np.zeros(0, np.intp)
    if not len(loud):
        return False
    some = loud[:: max(1, len(loud) // _MAX_BLOCKS)]
    # A voice whose rate is wrong may seem to be a tone at one rate, but not at all of them.
    found = sum(all(is_tone(blocks[index], step * _RATE, _MIN_NOISY) for step in _STEPS) for index in some)
    return found >= _SHARE * len(some)
