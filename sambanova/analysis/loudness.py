"""Loudness as people hear it: short-term and integrated loudness and its range, after EBU R 128.

Pure functions: a recording in, LUFS out. The K-weighting of ITU-R BS.1770-5 is applied in the frequency
domain; what its impulse response adds after 0.5 s lies below the resolution of a float.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sambanova.recording import Recording

Floats = NDArray[np.float64]

_OFFSET = -0.691  # dB, with which 1 kHz in one channel has its level (ITU-R BS.1770-5, annex 1)
_STEP = 0.1  # s; EBU Tech 3341 wants ten values a second
_SHORT_TERM = 30  # steps of a short-term value, 3 s (EBU Tech 3341, 2.2)
_MOMENTARY = 4  # steps of a block that is gated, 400 ms with an overlap of 75 % (ITU-R BS.1770-5, annex 1)
_ABSOLUTE_GATE = -70.0  # LUFS
_RELATIVE_GATE = -10.0  # LU below the mean, of integrated loudness,
_RANGE_GATE = -20.0  # and of its range (EBU Tech 3342)
_RANGE = (0.10, 0.95)  # quantiles between which the range lies (EBU Tech 3342)
_MOST = 20_000  # values of a curve
_BLOCK_STEPS = 100  # that are weighted at a time
_TAIL = 0.5  # s in which the filters fade away


@dataclass(frozen=True, slots=True)
class _Filter:
    """An analogue prototype of a stage of the K-weighting, from which the coefficients for any rate follow.

    frequency: Hz. quality: of its resonance. high, middle: gain at the top, and of the band-pass part.
    With 48 kHz they give the coefficients in the tables of ITU-R BS.1770-5 to ten digits.
    """

    frequency: float
    quality: float
    high: float
    middle: float
    low: float


_SHELF_GAIN = 10 ** (3.999843853973347 / 20)
_SHELF = _Filter(1681.974450955533, 0.7071752369554196, _SHELF_GAIN, _SHELF_GAIN**0.4996667741545416, 1.0)
_HIGH_PASS = _Filter(38.13547087602444, 0.5003270373238773, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Loudness:
    """How loud a recording is over time.

    step: seconds from one value to the next. values: short-term loudness in LUFS, that of `values[i]` over
    the three seconds before `(i + 1) * step`, or over as much as there is; None below -70 LUFS.
    integrated: of the whole, LUFS; None where nothing is louder than -70. range: LU; None where there is
    less than three seconds of sound.
    """

    step: float
    values: tuple[float | None, ...]
    integrated: float | None
    range: float | None

    def as_json(self) -> dict[str, Any]:
        """The loudness as the API sends it."""
        return {
            "step": self.step,
            "values": list(self.values),
            "integrated": self.integrated,
            "range": self.range,
        }


def measure(recording: Recording) -> Loudness:
    """The loudness of a whole recording, of any sample rate. All channels count alike.

    measure(recording).integrated  # -23.0 for a programme at the level of EBU R 128
    """
    recording.decoded_findings()  # waits until decoding ends
    powers = _step_powers(recording)
    sums = np.concatenate([[0.0], np.cumsum(powers)])
    short_term = _means(sums, _SHORT_TERM)
    thin = max(1, math.ceil(len(short_term) / _MOST))
    return Loudness(
        step=round(_STEP * thin, 6),
        values=tuple(_rounded(power) for power in short_term[thin - 1 :: thin].tolist()),
        integrated=_rounded(_gated(_means(sums, _MOMENTARY, whole=True), _RELATIVE_GATE).mean_power),
        range=_range(_means(sums, _SHORT_TERM, whole=True)),
    )


def _step_powers(recording: Recording) -> Floats:
    """The mean square of each whole step, K-weighted, summed over the channels; at least one."""
    rate = recording.sample_rate
    steps = max(1, int(recording.frame_count / rate / _STEP + 1e-9))
    edges = np.rint(np.arange(steps + 1) * _STEP * rate).astype(int)
    powers = np.zeros(steps)
    for first, squares in _weighted(recording, edges):
        last = min(steps, first + _BLOCK_STEPS)
        begins = edges[first:last] - edges[first]
        powers[first:last] = np.add.reduceat(squares, begins) / np.diff(edges[first : last + 1])
    return powers


def _weighted(recording: Recording, edges: NDArray[np.int_]) -> Iterator[tuple[int, Floats]]:
    """Blocks of steps: the number of the first one, and the squares of its frames, K-weighted.

    Each block is filtered by itself; what the filters ring on is added to the next one.
    """
    rate = recording.sample_rate
    tail = round(_TAIL * rate)
    longest = min(_BLOCK_STEPS, len(edges) - 1)
    size = 1 << (math.ceil(longest * _STEP * rate) + tail).bit_length()
    response = _response(np.linspace(0, np.pi, size // 2 + 1), rate)[:, np.newaxis]
    ringing = np.zeros((tail, recording.channels))
    for first in range(0, len(edges) - 1, _BLOCK_STEPS):
        last = min(len(edges) - 1, first + _BLOCK_STEPS)
        sound = recording.samples(edges[first], edges[last])
        count = max(1, len(sound))
        weighted = np.fft.irfft(np.fft.rfft(sound, size, axis=0) * response, axis=0)
        weighted[:tail] += ringing
        ringing = weighted[count : count + tail]
        yield first, np.square(weighted[:count]).sum(axis=1)


def _response(angles: Floats, rate: int) -> NDArray[np.complex128]:
    """The gain of the K-weighting at angular frequencies from 0 to pi, the half of `rate` Hz."""
    delay = np.exp(-1j * angles)
    response = np.ones(len(angles), np.complex128)
    for stage in (_SHELF, _HIGH_PASS):
        above, below = _coefficients(stage, rate)
        response *= np.polyval(above[::-1], delay) / np.polyval(below[::-1], delay)
    return response


def _coefficients(stage: _Filter, rate: int) -> tuple[Floats, Floats]:
    """Numerator and denominator of a stage, by the bilinear transform of its prototype."""
    warped = math.tan(math.pi * min(stage.frequency, 0.49 * rate) / rate)
    square, slope = warped * warped, warped / stage.quality
    above = [
        stage.high + stage.middle * slope + stage.low * square,
        2 * (stage.low * square - stage.high),
        stage.high - stage.middle * slope + stage.low * square,
    ]
    below = [1 + slope + square, 2 * (square - 1), 1 - slope + square]
    # the high-pass of the standard is not scaled to one at the top
    scale = below[0] if stage.middle else 1.0
    return np.array(above) / scale, np.array(below) / below[0]


def _means(sums: Floats, length: int, *, whole: bool = False) -> Floats:
    """The mean of the `length` steps before each step ends. whole: without those of fewer steps."""
    ends = np.arange(1, len(sums))
    begins = np.maximum(0, ends - length)
    means: Floats = np.maximum(0.0, (sums[ends] - sums[begins]) / (ends - begins))
    return means[length - 1 :] if whole else means


@dataclass(frozen=True, slots=True)
class _Gated:
    """The powers that are loud enough to count; none where all is quiet."""

    powers: Floats

    @property
    def mean_power(self) -> float:
        """Their mean; 0 without any."""
        return float(self.powers.mean()) if len(self.powers) else 0.0


def _gated(powers: Floats, relative: float) -> _Gated:
    """The powers above -70 LUFS, and not more than `relative` LU below the mean of those."""
    audible = powers[powers > _power(_ABSOLUTE_GATE)]
    if not len(audible):
        return _Gated(audible)
    return _Gated(audible[audible > audible.mean() * 10 ** (relative / 10)])


def _range(powers: Floats) -> float | None:
    """The loudness range of short-term powers, LU."""
    counted = _gated(powers, _RANGE_GATE).powers
    if not len(counted):
        return None
    low, high = np.quantile(10 * np.log10(counted), _RANGE)
    return round(float(high - low), 2)


def _power(loudness: float) -> float:
    return float(10 ** ((loudness - _OFFSET) / 10))


def _rounded(power: float) -> float | None:
    """LUFS of a power; None where it counts as silence."""
    return round(_OFFSET + 10 * math.log10(power), 2) if power > _power(_ABSOLUTE_GATE) else None
