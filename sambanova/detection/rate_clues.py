"""What tells 44.1 from 48 kHz, and other rates from each other, better than the spectrum does.

The length of the usual chunk (882 frames are 20 ms at 44.1 kHz and nothing round at 48 kHz), a duration that
the app states, and the hum of the mains, which has 50 or 60 Hz at the right rate only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sambanova.detection.samples import Floats


class RateClues(NamedTuple):
    """What is known of a buffer beside its bytes.

    chunk_bytes: the length of most chunks; 0 if unknown. seconds: how long the sound lasts as the app says;
    0 if unknown.
    """

    chunk_bytes: int = 0
    seconds: float = 0.0


NO_CLUES = RateClues()

CHUNK_SECONDS = (0.01, 0.02, 0.025, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.2, 0.25, 0.5, 1.0)
"""Lengths of chunks that apps choose by the clock: packets of Opus and RTP, then timers."""

CHUNK_FRAMES = (128, 160, 256, 320, 480, 512, 640, 960, 1024, 2048, 4096, 8192, 16384)
"""Lengths that audio callbacks and libraries use at any rate, such as the 128 frames of an AudioWorklet."""

_CHUNK_EVIDENCE = 3.0  # natural logarithm of odds (20 to 1): a round length can be chance
_WEAK_CHUNK_EVIDENCE = 1.0  # of a length that callbacks have at any rate
_MAX_DURATION_EVIDENCE = 4.0
_DURATION_ERROR = 0.01  # relative; 44.1 and 48 kHz differ by 0.088


class _Hum(NamedTuple):
    """How the hum of the mains is found. A grid keeps to 0.2 % (ENTSO-E: 49.9 to 50.1 Hz)."""

    mains: tuple[int, ...] = (50, 60)
    """Hz."""
    harmonics: int = 6
    tolerance: float = 0.0022
    """Relative, of a line from its place."""
    near: tuple[float, float] = (0.006, 0.04)
    """Relative distances between which the spectrum is that of the sound beside the line."""
    above_db: float = 13.0
    """Of a line above the sound beside it."""
    min_lines: int = 2
    parts: int = 8
    """In which a line must go on; a power of two."""
    change: float = 0.6
    """Largest change of a line from part to part, relative."""
    steady_share: float = 0.75
    """Of the parts that must have it: speech may cover a line for a while."""
    min_frames: int = 1 << 17
    """3 s at 44.1 kHz: the resolution of the spectrum is then finer than the distance of two mains' lines."""
    max_frames: int = 1 << 18
    evidence: float = 2.5
    """Natural logarithm of the odds (12 to 1) for a rate at which the lines are those of the mains. Of 210
    clips of speech and music at 44.1 and 48 kHz, eight had such lines without any hum added, two of them for
    the wrong rate; with hum at -50 and -40 dBFS 70 and 126 were told rightly, one wrongly."""


HUM = _Hum()


def chunk_evidence(frames: int, rates: Sequence[int]) -> Floats:
    """Natural logarithm of the likelihood of chunks of `frames` frames at each of `rates`; at most 0.

    Rates are compared with close ones alone: half a length by the clock is mostly another such length.

        chunk_evidence(882, (44100, 48000))  # [0, -3]: 20 ms, and nothing round
    """
    is_round = {rate: chunk_seconds(frames, rate) is not None for rate in rates}
    weight = _WEAK_CHUNK_EVIDENCE if frames in CHUNK_FRAMES else _CHUNK_EVIDENCE
    return np.array(
        [
            -weight if not is_round[rate] and any(is_round[its] for its in _near(rate, rates)) else 0.0
            for rate in rates
        ]
    )


def chunk_seconds(frames: int, rate: int) -> float | None:
    """The length that an app may have chosen for chunks of `frames` frames at `rate`; None if none is."""
    return next((length for length in CHUNK_SECONDS if abs(length * rate - frames) < 0.5), None)


def _near(rate: int, rates: Sequence[int]) -> list[int]:
    """The other rates within a factor of 1.2: halves of lengths and harmonics make wider steps ambiguous."""
    return [its for its in rates if its != rate and 1 / 1.2 < its / rate < 1.2]


def duration_fits(frames: int, seconds: float, rate: int) -> bool:
    """Whether `frames` frames at `rate` last `seconds`, more or less."""
    return abs(frames / (rate * seconds) - 1) <= _DURATION_ERROR


def duration_evidence(frames: int, seconds: float, rates: Sequence[int]) -> Floats:
    """The same of `frames` frames that last `seconds` as the app says; zeros if no rate fits."""
    fits = np.array([duration_fits(frames, seconds, rate) for rate in rates])
    return np.where(fits, 0.0, -_MAX_DURATION_EVIDENCE) if fits.any() else np.zeros(len(rates))


def hum_evidence(samples: Floats, rates: Sequence[int]) -> Floats:
    """The same of the lines of the mains' hum in the sound; zeros if there is none.

    samples: shape (frames,), of one channel. Rates are compared with close ones alone, as harmonics make
    wider steps ambiguous.
    """
    whole = _middle(samples)
    if len(whole) < HUM.min_frames:
        return np.zeros(len(rates))
    power = np.abs(np.fft.rfft(whole * np.hanning(len(whole)))) ** 2
    lines = {
        rate: max(_lines(whole, power, mains / rate) for mains in HUM.mains)
        for rate in rates
        if _near(rate, rates)
    }
    is_unlikely = [
        any(lines[its] >= HUM.min_lines and lines[rate] < lines[its] - 1 for its in _near(rate, rates))
        for rate in rates
    ]
    return np.where(is_unlikely, -HUM.evidence, 0.0)


def _middle(samples: Floats) -> Floats:
    """At most `max_frames` from the middle, a power of two; none of a shorter sound."""
    length = min(len(samples), HUM.max_frames)
    if length < HUM.min_frames:
        return samples[:0]
    length = 1 << (length.bit_length() - 1)
    start = (len(samples) - length) // 2
    return samples[start : start + length]


def _lines(samples: Floats, power: Floats, fundamental: float) -> int:
    """How many harmonics of `fundamental` (cycles a sample) stand out as lines of one steady hum."""
    places = [
        place
        for harmonic in range(1, HUM.harmonics + 1)
        if (place := _line_near(power, harmonic * fundamental * len(samples))) is not None
        and _is_steady(samples, place / len(samples))
        and abs(place / harmonic / len(samples) / fundamental - 1) <= HUM.tolerance
    ]
    return len(places)


def _line_near(power: Floats, place: float) -> float | None:
    """The place (bins) of the highest line near `place`; None if it does not stand out."""
    reach = max(1.0, HUM.tolerance * place)
    first = int(np.floor(place - reach))
    highest = first + int(np.argmax(power[first : int(np.ceil(place + reach)) + 1]))
    least, most = (share * place for share in HUM.near)
    least = max(least, reach + 3.0)  # the window of Hann spreads a line over four bins
    below = power[max(0, int(place - most)) : max(0, int(place - least))]
    beside = np.concatenate([below, power[int(place + least) : int(place + most) + 1]])
    if len(beside) < 4 or highest < 1:
        return None
    level = max(float(np.median(beside)), 1e-30)
    left, middle, right = (float(np.log(value + 1e-30)) for value in power[highest - 1 : highest + 2])
    if power[highest] < level * 10 ** (HUM.above_db / 10) or middle < max(left, right):
        return None
    return highest + (left - right) / (2 * (left - 2 * middle + right) - 1e-12)  # top of a parabola


def _is_steady(samples: Floats, frequency: float) -> bool:
    """Whether the line goes on all the time, with its phase, as hum does and notes do not."""
    parts = samples.reshape(HUM.parts, -1)
    turns = np.exp(-2j * np.pi * frequency * np.arange(len(samples))).reshape(HUM.parts, -1)
    found = (parts * turns * np.hanning(parts.shape[1])).mean(axis=1)
    whole = found.mean()
    return bool(np.mean(np.abs(found - whole) < HUM.change * np.abs(whole)) >= HUM.steady_share)
