"""Detects speech that is cut at the beginning or the end, in the middle of a syllable.

Pure functions: a recording and its powers in, findings out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sambanova.detection.tones import is_tone
from sambanova.findings import Finding
from sambanova.recording import Recording


@dataclass(frozen=True, slots=True)
class _Cut:
    """When an edge is in the middle of a voiced syllable. Lengths are in seconds, levels in dB.

    edge: at the very edge, compared with `inner` seconds behind it. max_rise: of the level from the one to
    the other; whoever begins to speak rises by more. max_below, max_above: of the edge, relative to the
    active level; what is louder is a click or a knock.
    min_pause: by which the quietest `pause_share` of the windows lie below the active level; music and tones
    have no such pauses. min_spread: of the levels of the loud windows, between their quartiles; those of
    tones are alike; of 1,800 processed recordings of voices 98 % have more than 4. loud: above this far
    below the active level (ITU-T P.56). lowest_pitch, highest_pitch: Hz. min_periodicity: autocorrelation of
    a vowel.

    Whoever takes an excerpt from a call cuts syllables as well, so only the clearest are told.
    """

    edge: float = 0.01
    inner: float = 0.04
    max_rise: float = 1.5
    max_below: float = 0.0
    max_above: float = 6.0
    min_pause: float = 20.0
    pause_share: float = 0.1
    loud: float = 15.9
    min_spread: float = 3.5
    lowest_pitch: float = 70.0
    highest_pitch: float = 400.0
    min_periodicity: float = 0.85


_CUT = _Cut()
_MIN_SECONDS = 1.0  # of a recording; a shorter one may be a single sound


def find(recording: Recording, powers: NDArray[np.float64], active: float) -> Iterator[Finding]:
    """The findings `start_cut` and `end_cut`, if the first or the last syllable is not whole.

    powers: mean square of each 20 ms. active: mean power of the windows with speech, full scale being 1.
    """
    if recording.duration < _MIN_SECONDS or not _is_speech(powers, active):
        return
    count = frames_at_edge(recording.sample_rate)
    if is_cut(recording.samples(0, count), recording.sample_rate, active):
        yield Finding(
            "start_cut",
            "info",
            "The recording begins in the middle of a syllable: what was said before is missing.",
            "Start the recorder before somebody speaks, or keep what came just before speech was detected.",
            0.0,
        )
    last = recording.samples(recording.frame_count - count, recording.frame_count)
    if is_cut(last[::-1], recording.sample_rate, active):
        yield Finding(
            "end_cut",
            "info",
            "The recording ends in the middle of a syllable: what was said behind it is missing.",
            "Write the chunks that are still in the queue before the recorder stops.",
            recording.duration,
        )


def _is_speech(powers: NDArray[np.float64], active: float) -> bool:
    """Whether the level falls in pauses and varies between them, as that of speech does."""
    pause = float(np.quantile(powers, _CUT.pause_share))
    if pause * 10 ** (_CUT.min_pause / 10) >= active:
        return False
    loud = 10 * np.log10(powers[powers > active * 10 ** (-_CUT.loud / 10)])
    low, high = np.quantile(loud, (0.25, 0.75))
    return bool(high - low >= _CUT.min_spread)


def frames_at_edge(rate: int) -> int:
    """How many frames `is_cut` looks at. rate: Hz."""
    return round((_CUT.edge + _CUT.inner) * rate)


def is_cut(frames: NDArray[np.float32], rate: int, active: float) -> bool:
    """Whether a voice is at its full level from the first frame on. frames: frames x channels."""
    sound = frames[:, int(np.argmax(np.einsum("fc,fc->c", frames, frames)))].astype(np.float64)
    sound -= sound.mean()
    edge = round(_CUT.edge * rate)
    first, behind = float(np.mean(sound[:edge] ** 2)), float(np.mean(sound[edge:] ** 2))
    low, high = active * 10 ** (-_CUT.max_below / 10), active * 10 ** (_CUT.max_above / 10)
    if min(first, behind) < low or first > high or behind > first * 10 ** (_CUT.max_rise / 10):
        return False
    return periodicity(sound, rate) >= _CUT.min_periodicity and not is_tone(sound, rate)


def periodicity(sound: NDArray[np.float64], rate: int) -> float:
    """The largest normalised autocorrelation at the period of a voice. sound: without DC."""
    best = 0.0
    for lag in range(round(rate / _CUT.highest_pitch), round(rate / _CUT.lowest_pitch) + 1):
        one, other = sound[:-lag], sound[lag:]
        energy = float(np.sqrt((one @ one) * (other @ other)))
        best = max(best, float(one @ other) / energy if energy else 0.0)
    return best
