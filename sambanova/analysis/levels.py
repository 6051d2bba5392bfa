"""Peaks of a waveform, levels and pauses.

Pure functions: samples in, numbers out. Levels are in dBFS: full scale is 0, and silence, which would be
-inf, is None.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sambanova.analysis import noise
from sambanova.analysis.noise import Noise
from sambanova.recording import Recording

_BLOCK_FRAMES = 1 << 20  # frames that are converted to floats at a time
WINDOW_SECONDS = 0.02  # length of the windows over which power is measured
SILENCE_DBFS = -60.0  # a window quieter than this is silent
CLIPPED = 32767 / 32768  # amplitude of a clipped sample: the largest positive 16-bit sample
_SPEECH_MARGIN_DB = 15.9  # active speech level above its threshold, ITU-T P.56 (12/2011), 6.2
_PAUSE_SHARE = 0.03  # of the loudest sample, below which is a pause
_MIN_PAUSE_SECONDS = 0.7  # shortest pause that a listener may skip
_PAUSE_EDGE_SECONDS = 0.15  # of a pause that are kept at each end
_NOISE_QUANTILE = 0.1  # of the windows; the quietest ones hold the noise between words


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels of a recording.

    peak_dbfs, rms_dbfs: of the whole recording. speech_dbfs: the active speech level, without pauses.
    noise_dbfs: the level of the pauses. snr_db: of the speech over the noise behind it, in the telephone
    band; None where there is no speech, or no noise. dc_offset: mean of the samples, -1..1, of the channel
    where it is farthest from zero. clipped_samples: samples at full scale. silence_ratio: share of time
    below -60 dBFS, 0..1.
    """

    peak_dbfs: float | None
    rms_dbfs: float | None
    speech_dbfs: float | None
    noise_dbfs: float | None
    snr_db: float | None
    dc_offset: float
    clipped_samples: int
    silence_ratio: float

    def as_json(self) -> dict[str, Any]:
        """The levels as the API sends them."""
        return asdict(self)


def measure_levels(recording: Recording, behind: Noise | None = None) -> Levels:
    """The levels of a whole recording. behind: the noise, if it is measured already."""
    peak, clipped = 0.0, 0
    total = np.zeros(recording.channels)
    powers: list[NDArray[np.float64]] = []
    for block in _blocks(recording):
        highest = max(float(block.max()), -float(block.min()))
        peak = max(peak, highest)
        if highest >= CLIPPED:
            clipped += int(np.count_nonzero(np.abs(block) >= CLIPPED))
        total += [block[:, channel].sum(dtype=np.float64) for channel in range(recording.channels)]
        powers.append(_window_powers(block, recording.sample_rate))
    power = np.concatenate(powers)
    return Levels(
        peak_dbfs=decibels(peak * peak),
        rms_dbfs=decibels(float(power.mean())),
        speech_dbfs=decibels(active_power(power)),
        noise_dbfs=decibels(float(np.quantile(power, _NOISE_QUANTILE))),
        snr_db=(behind or noise.measure(recording)).snr_db,
        dc_offset=round(float(max(total / recording.frame_count, key=abs)), 6),
        clipped_samples=clipped,
        silence_ratio=round(float(np.mean(power < 10 ** (SILENCE_DBFS / 10))), 4),
    )


def decibels(power: float) -> float | None:
    """A power in dBFS with one decimal, where full scale is 1; None for silence."""
    return round(10 * math.log10(power), 1) if power > 0 else None


def peaks(
    recording: Recording, points: int, start: float = 0.0, end: float | None = None
) -> list[dict[str, list[float]]]:
    """The smallest and the largest sample of each of `points` columns, for every channel.

    start, end: seconds; by default the whole recording. There is at most one column for each frame.
    Values are in -1..1 with four decimals.

        peaks(recording, 2)  # [{"min": [-0.5, -0.25], "max": [0.5, 0.25]}] for a mono recording
    """
    first = round(start * recording.sample_rate)
    last = recording.frame_count if end is None else round(end * recording.sample_rate)
    first, last, _ = slice(max(0, first), max(0, last)).indices(recording.frame_count)
    columns = min(points, last - first)
    if columns < 1:
        return [{"min": [], "max": []} for _ in range(recording.channels)]
    edges = first + np.arange(columns + 1) * (last - first) // columns
    smallest = np.empty((columns, recording.channels), np.float32)
    largest = np.empty_like(smallest)
    step = max(1, int(_BLOCK_FRAMES * columns // (last - first)))
    for column in range(0, columns, step):
        stop = min(column + step, columns)
        block = recording.samples(int(edges[column]), int(edges[stop]))
        inner = edges[column:stop] - edges[column]
        smallest[column:stop] = np.minimum.reduceat(block, inner, axis=0)
        largest[column:stop] = np.maximum.reduceat(block, inner, axis=0)
    return [
        {"min": _rounded(smallest[:, channel]), "max": _rounded(largest[:, channel])}
        for channel in range(recording.channels)
    ]


def silences(channels: list[dict[str, list[float]]], start: float, end: float) -> list[tuple[float, float]]:
    """The pauses that a listener may skip: start and end of each in seconds.

    channels: as `peaks` returns them for the part from `start` to `end` seconds.
    """
    loudness = np.abs([channel[edge] for channel in channels for edge in ("min", "max")]).max(axis=0)
    if not len(loudness):
        return []
    quiet = loudness < max(loudness.max(), 0.001) * _PAUSE_SHARE
    changes = np.flatnonzero(np.diff(quiet, prepend=False, append=False))
    spans = start + changes.reshape(-1, 2) * (end - start) / len(loudness)
    return [
        (round(begins + _PAUSE_EDGE_SECONDS, 3), round(ends - _PAUSE_EDGE_SECONDS, 3))
        for begins, ends in spans.tolist()
        if ends - begins >= _MIN_PAUSE_SECONDS
    ]


def _rounded(values: NDArray[np.float32]) -> list[float]:
    return [round(value, 4) for value in values.tolist()]


def _blocks(recording: Recording) -> Iterator[NDArray[np.float32]]:
    """All frames in blocks of whole windows, each frames x channels."""
    window = _window(recording.sample_rate)
    step = max(1, _BLOCK_FRAMES // window) * window
    for start in range(0, recording.frame_count, step):
        yield recording.samples(start, start + step)


def _window(sample_rate: int) -> int:
    """Frames in a window."""
    return max(1, round(sample_rate * WINDOW_SECONDS))


def _window_powers(block: NDArray[np.float32], sample_rate: int) -> NDArray[np.float64]:
    """Mean square of each window over all channels, also of a shorter last one."""
    window = _window(sample_rate)
    whole = len(block) // window * window
    table = block[:whole].reshape(-1, window * block.shape[1])
    powers: NDArray[np.float64] = np.einsum("wn,wn->w", table, table).astype(np.float64) / table.shape[1]
    if whole < len(block):
        powers = np.append(powers, np.square(block[whole:], dtype=np.float64).mean())
    return powers


def active_power(power: NDArray[np.float64]) -> float:
    """The mean power of the windows that contain speech.

    As in ITU-T P.56, the threshold is 15.9 dB below the mean of the windows that exceed it. The windows
    are sorted, and each is tried as the quietest active one.
    """
    loudest_first = np.sort(power)[::-1]
    mean = np.cumsum(loudest_first) / np.arange(1, len(loudest_first) + 1)
    active = np.nonzero(loudest_first * 10 ** (_SPEECH_MARGIN_DB / 10) >= mean)[0]
    return float(mean[active[-1]]) if len(active) else 0.0
