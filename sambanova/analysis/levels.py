"""What a recording looks and measures like: peaks to draw, levels to read.

Pure maths: samples in, numbers out. Levels are in dBFS, where a sample of full scale is 0 dBFS;
silence, which is -inf, is None.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sambanova.recording import Recording

_FRAMES_A_BLOCK = 1 << 20  # frames in memory as floats at a time
WINDOW_SECONDS = 0.02  # levels over time are taken over windows of this length
SILENCE_DBFS = -60.0  # a window quieter than this is silent
_FULL_SCALE = 32767 / 32768  # the largest positive 16-bit sample
_SPEECH_MARGIN_DB = 15.9  # between active speech level and threshold, ITU-T P.56 (12/2011), 6.2
_PAUSE_SHARE = 0.03  # of the loudest sample; what is quieter may be skipped
_PAUSE_SECONDS = 0.7  # the shortest that is worth skipping
_PAUSE_EDGE = 0.15  # seconds of it that stay on either side
_NOISE_QUANTILE = 0.1  # the quietest tenth of the windows is taken as the noise between the words


@dataclass(frozen=True, slots=True)
class Levels:
    """How loud a recording is.

    peak_dbfs, rms_dbfs: of the whole; speech_dbfs: the active speech level, which leaves pauses
    out; noise_dbfs: that of the pauses. dc_offset: the mean of the samples, -1..1, of the channel
    where it is farthest from zero. clipped_samples: samples at full scale. silence_ratio: share
    of time below -60 dBFS, 0..1.
    """

    peak_dbfs: float | None
    rms_dbfs: float | None
    speech_dbfs: float | None
    noise_dbfs: float | None
    dc_offset: float
    clipped_samples: int
    silence_ratio: float

    def as_json(self) -> dict[str, Any]:
        """The levels as the API sends them."""
        return asdict(self)


def measure_levels(recording: Recording) -> Levels:
    """The levels of a whole recording."""
    peak, clipped = 0.0, 0
    total = np.zeros(recording.channels)
    powers: list[NDArray[np.float64]] = []
    for block in _blocks(recording):
        highest = max(float(block.max()), -float(block.min()))
        peak = max(peak, highest)
        if highest >= _FULL_SCALE:
            clipped += int(np.count_nonzero(np.abs(block) >= _FULL_SCALE))
        total += [block[:, channel].sum(dtype=np.float64) for channel in range(recording.channels)]
        powers.append(_window_powers(block, recording.sample_rate))
    power = np.concatenate(powers)
    return Levels(
        peak_dbfs=decibels(peak * peak),
        rms_dbfs=decibels(float(power.mean())),
        speech_dbfs=decibels(active_power(power)),
        noise_dbfs=decibels(float(np.quantile(power, _NOISE_QUANTILE))),
        dc_offset=round(float(max(total / recording.frame_count, key=abs)), 6),
        clipped_samples=clipped,
        silence_ratio=round(float(np.mean(power < 10 ** (SILENCE_DBFS / 10))), 4),
    )


def decibels(power: float) -> float | None:
    """A power, full scale being 1, as dBFS with one decimal; None for silence."""
    return round(10 * math.log10(power), 1) if power > 0 else None


def peaks(
    recording: Recording, points: int, start: float = 0.0, end: float | None = None
) -> list[dict[str, list[float]]]:
    """The least and the greatest sample of each of `points` columns, for every channel.

    start, end: seconds; by default all of it. There are fewer columns where there are fewer frames.
    Values are -1..1 with four decimals.
    """
    first = round(start * recording.sample_rate)
    last = recording.frame_count if end is None else round(end * recording.sample_rate)
    first, last, _ = slice(max(0, first), max(0, last)).indices(recording.frame_count)
    columns = min(points, last - first)
    if columns < 1:
        return [{"min": [], "max": []} for _ in range(recording.channels)]
    edges = first + np.arange(columns + 1) * (last - first) // columns
    least = np.empty((columns, recording.channels), np.float32)
    greatest = np.empty_like(least)
    step = max(1, int(_FRAMES_A_BLOCK * columns // (last - first)))
    for column in range(0, columns, step):
        stop = min(column + step, columns)
        block = recording.samples(int(edges[column]), int(edges[stop]))
        inner = edges[column:stop] - edges[column]
        least[column:stop] = np.minimum.reduceat(block, inner, axis=0)
        greatest[column:stop] = np.maximum.reduceat(block, inner, axis=0)
    return [
        {"min": _rounded(least[:, channel]), "max": _rounded(greatest[:, channel])}
        for channel in range(recording.channels)
    ]


def silences(channels: list[dict[str, list[float]]], start: float, end: float) -> list[tuple[float, float]]:
    """The parts that a listener can do without: from and to in seconds.

    channels: peaks, as `peaks` has them, between `start` and `end` in seconds.
    """
    loudness = np.abs([channel[edge] for channel in channels for edge in ("min", "max")]).max(axis=0)
    if not len(loudness):
        return []
    quiet = loudness < max(loudness.max(), 0.001) * _PAUSE_SHARE
    changes = np.flatnonzero(np.diff(quiet, prepend=False, append=False))
    spans = start + changes.reshape(-1, 2) * (end - start) / len(loudness)
    return [
        (round(begins + _PAUSE_EDGE, 3), round(ends - _PAUSE_EDGE, 3))
        for begins, ends in spans.tolist()
        if ends - begins >= _PAUSE_SECONDS
    ]


def _rounded(values: NDArray[np.float32]) -> list[float]:
    return [round(value, 4) for value in values.tolist()]


def _blocks(recording: Recording) -> Iterator[NDArray[np.float32]]:
    """All frames, frames x channels, some at a time, cut at whole windows."""
    window = _window(recording.sample_rate)
    step = max(1, _FRAMES_A_BLOCK // window) * window
    for start in range(0, recording.frame_count, step):
        yield recording.samples(start, start + step)


def _window(sample_rate: int) -> int:
    return max(1, round(sample_rate * WINDOW_SECONDS))


def _window_powers(block: NDArray[np.float32], sample_rate: int) -> NDArray[np.float64]:
    """Mean square of each window, over all channels; a short last window counts for itself."""
    window = _window(sample_rate)
    whole = len(block) // window * window
    table = block[:whole].reshape(-1, window * block.shape[1])
    powers: NDArray[np.float64] = np.einsum("wn,wn->w", table, table).astype(np.float64) / table.shape[1]
    if whole < len(block):
        powers = np.append(powers, np.square(block[whole:], dtype=np.float64).mean())
    return powers


def active_power(power: NDArray[np.float64]) -> float:
    """The mean power of the windows in which somebody speaks.

    As ITU-T P.56 has it: of all thresholds the one that lies 15.9 dB below the mean of what
    exceeds it. The windows being sorted, each is tried as the quietest that counts.
    """
    loudest_first = np.sort(power)[::-1]
    mean = np.cumsum(loudest_first) / np.arange(1, len(loudest_first) + 1)
    active = np.nonzero(loudest_first * 10 ** (_SPEECH_MARGIN_DB / 10) >= mean)[0]
    return float(mean[active[-1]]) if len(active) else 0.0
