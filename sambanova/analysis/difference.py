"""Compares two recordings: whether they hold the same sound, how much later it is, and what differs.

The loudest seconds of the shorter recording are looked for in the whole other one, by cross-correlation.
Where they are found, the level of what is left is measured after one is subtracted from the other.

Pure functions: two recordings in, figures out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import soxr
from numpy.typing import NDArray

from sambanova.recording import Recording

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Search:
    """How the common sound is looked for. Lengths are in seconds.

    rate: of the correlation, Hz. pattern: what is looked for, at most; of the shorter recording.
    block: of the longer one, that is searched at a time. least: of the
    shorter one, with which something can be told. alike: correlation of the same sound, 0..1, which
    noise as loud as the speech leaves. equal: correlation of peaks that count as equally high, relative to
    the highest: of these the least offset is meant, as in a tone.
    """

    rate: int = 8000
    pattern: float = 10.0
    block: float = 110.0
    least: float = 0.5
    alike: float = 0.5
    equal: float = 0.99


_SEARCH = _Search()
_MOST_RATE = 16_000  # Hz at which differences are measured; speech has little above 8 kHz
_STEP = 0.1  # s of a value
_MOST_VALUES = 20_000
_BLOCK = 10  # s that are subtracted at a time
_MARGIN = 1  # s around it, for the filters of the resampler
_LOUD = 0.1  # power of a step that counts for the gain, relative to the loudest
_FLOOR = -120.0  # dBFS; the difference of equal sound
_SILENT = 1e-12  # mean square


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two recordings have in common.

    same: whether both hold the same sound. offset: seconds by which it lies later in the second one; 0 where
    it is not the same. correlation: of both at this offset, -1..1. gain_db: how much louder it is in the
    second one; None where it is not the same. step: seconds from one value to the next. difference: dBFS of
    what is left of the first one once the second one, as loud, is taken away, from the beginning of the
    first one on; -120 where nothing is left, None where only one of them has sound.
    """

    same: bool
    offset: float
    correlation: float
    gain_db: float | None
    step: float
    difference: tuple[float | None, ...]

    def as_json(self) -> dict[str, Any]:
        """The comparison as the API sends it."""
        return {
            "same": self.same,
            "offset": self.offset,
            "correlation": self.correlation,
            "gain_db": self.gain_db,
            "step": self.step,
            "difference": list(self.difference),
        }


def compare(first: Recording, second: Recording) -> Comparison:
    """What two recordings of any rate and any number of channels have in common. Channels are mixed.

    compare(original, copy).offset  # 0.25 where the copy has a quarter of a second of silence before it
    """
    for recording in (first, second):
        recording.decoded_findings()  # waits until decoding ends
    offset, correlation = _alignment(first, second)
    rate = min(first.sample_rate, second.sample_rate, _MOST_RATE)
    if abs(correlation) < _SEARCH.alike:
        return Comparison(False, 0.0, round(correlation, 3), None, _STEP, ())
    lag = _exact_lag(first, second, offset, rate)
    products = _products(first, second, lag, rate)
    if np.isnan(products).all():
        return Comparison(False, 0.0, round(correlation, 3), None, _STEP, ())
    gain = _gain(products)
    values = _levels(products, gain)
    thin = max(1, math.ceil(len(values) / _MOST_VALUES))
    return Comparison(
        same=True,
        offset=round(lag / rate, 5),
        correlation=round(correlation, 3),
        gain_db=round(20 * math.log10(max(abs(gain), 1e-6)), 1),
        step=round(_STEP * thin, 6),
        difference=tuple(values[::thin]),
    )


def _alignment(first: Recording, second: Recording) -> tuple[float, float]:
    """By how many seconds the sound lies later in the second recording, and the correlation there."""
    if first.duration > second.duration:
        offset, correlation = _alignment(second, first)
        return -offset, correlation
    length = min(_SEARCH.pattern, first.duration)
    begin = _loudest(first, length)
    pattern = _piece(first, begin, length, _SEARCH.rate)
    pattern = pattern - pattern.mean()
    energy = float(pattern @ pattern)
    if length < _SEARCH.least or energy < _SILENT * len(pattern):
        return 0.0, 0.0
    peaks = list(_peaks(pattern, energy, second, begin))
    highest = max(abs(height) for _, height in peaks)
    alike = [peak for peak in peaks if abs(peak[1]) >= _SEARCH.equal * highest]
    return min(alike, key=lambda peak: abs(peak[0]))


def _loudest(recording: Recording, length: float) -> float:
    """Where the loudest stretch begins, s: a whole second, so that it begins with a frame at any rate."""
    seconds = int(recording.duration - length)
    if seconds < 1:
        return 0.0
    rate = recording.sample_rate
    power = [float(np.square(recording.samples(at * rate, (at + 1) * rate)).sum()) for at in range(seconds)]
    reach = max(1, int(length))
    sums = np.convolve(power, np.ones(min(reach, len(power))), "valid")
    return float(np.argmax(sums))


def _peaks(
    pattern: Floats, energy: float, recording: Recording, begin: float
) -> Iterator[tuple[float, float]]:
    """The highest correlations in each block: the offset in seconds, and the height, -1..1.

    Also where a part of the pattern lies before or behind the recording.
    """
    rate = _SEARCH.rate
    length = len(pattern)
    block = min(_SEARCH.block, recording.duration + length / rate)
    size = 1 << (round(block * rate) + 2 * length).bit_length()
    spectrum = np.fft.rfft(pattern, size).conj()
    for start in np.arange(-length / rate, recording.duration, block):
        sound = _piece(recording, float(start), block + length / rate, rate)
        count = len(sound) - length + 1
        products = np.fft.irfft(np.fft.rfft(sound, size) * spectrum, size)[:count]
        sums = np.concatenate([[0.0], np.cumsum(np.square(sound))])
        powers = sums[length : length + count] - sums[:count]
        heights = products / np.sqrt(energy * np.maximum(powers, energy * 1e-3))
        best = float(np.abs(heights).max())
        near = np.flatnonzero(np.abs(heights) >= _SEARCH.equal * best)
        offsets = start + near / rate - begin
        least = int(np.argmin(np.abs(offsets)))
        yield float(offsets[least]), float(heights[near[least]])


def _exact_lag(first: Recording, second: Recording, offset: float, rate: int) -> int:
    """The offset in samples at `rate`, from those of `_SEARCH.rate`."""
    length = min(_SEARCH.pattern, first.duration, second.duration)
    begin = _common_begin(first, second, offset, length)
    around = math.ceil(2 * rate / _SEARCH.rate)
    middle = round(offset * rate)
    one = _piece(first, begin, length, rate)
    other = _piece(second, begin + (middle - around) / rate, length + 2 * around / rate, rate)
    heights = [abs(float(one @ other[shift : shift + len(one)])) for shift in range(2 * around + 1)]
    return middle - around + int(np.argmax(heights))


def _common_begin(first: Recording, second: Recording, offset: float, length: float) -> float:
    """Where in the first recording a stretch lies that is loud, and is also in the second one, s."""
    begin = (
        _loudest(first, length) if first.duration <= second.duration else _loudest(second, length) - offset
    )
    return float(np.clip(begin, max(0.0, -offset), max(0.0, first.duration - length)))


def _products(first: Recording, second: Recording, lag: int, rate: int) -> Floats:
    """Mean products of each step of the first recording: first x first, first x second, second x second.

    Steps x 3; NaN where the second one has no sound.
    """
    size = round(_STEP * rate)
    rows = []
    for begin in range(0, math.ceil(first.duration), _BLOCK):
        length = min(_BLOCK, first.duration - begin)
        one = _piece(first, begin, length, rate)
        other = _piece(second, begin + lag / rate, length, rate)
        edges = np.arange(0, len(one), size)
        counts = np.diff(edges, append=len(one))
        table = np.stack(
            [np.add.reduceat(a * b, edges) / counts for a, b in ((one, one), (one, other), (other, other))]
        )
        places = begin + (edges + lag) / rate
        table[:, (places < 0) | (places + counts / rate > second.duration + 1 / rate)] = np.nan
        rows.append(table.T)
    return np.concatenate(rows)


def _gain(products: Floats) -> float:
    """The factor by which the second recording is louder, as in most of the steps with sound."""
    one, both = products[:, 0], products[:, 1]
    loud = one >= _LOUD * np.nanmax(np.where(np.isnan(both), np.nan, one))
    return float(np.nanmedian(both[loud] / one[loud])) or 1.0


def _levels(products: Floats, gain: float) -> list[float | None]:
    """dBFS of what differs in each step."""
    one, both, other = products.T
    left = one - 2 * both / gain + other / gain**2
    levels = np.maximum(_FLOOR, 10 * np.log10(np.maximum(left, _SILENT)))
    return [None if math.isnan(level) else round(level, 1) for level in levels.tolist()]


def _piece(recording: Recording, start: float, length: float, rate: int) -> Floats:
    """A stretch, mono at `rate`; silence where there is no sound. start, length: s.

    What is resampled begins with a whole second, as only there frames of all rates begin together.
    """
    count = round(length * rate)
    shift = round(start * rate)
    begin = shift // rate - _MARGIN
    end = -(-(shift + count) // rate) + _MARGIN
    own = recording.sample_rate
    sound = np.zeros((end - begin) * own)
    at = max(0, begin)
    there = recording.samples(at * own, max(at, end) * own).mean(axis=1, dtype=np.float64)
    sound[(at - begin) * own : (at - begin) * own + len(there)] = there
    if own != rate:
        sound = soxr.resample(sound, own, rate)
    piece: Floats = sound[shift - begin * rate : shift - begin * rate + count]
    return np.pad(piece, (0, count - len(piece)))
