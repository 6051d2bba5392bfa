"""Statistics of samples that tell sound from noise, one channel from two, and used codes from unused ones.

Arrays are streams x samples; every statistic is an array over streams.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from sambanova.detection.samples import Floats, Stream, g711_cells
from sambanova.encodings import ENCODINGS


@lru_cache(maxsize=16)
def _hann(count: int) -> Floats:
    return np.hanning(count)


def low_to_high(samples: Floats) -> Floats:
    """log10 of the power in 0..0.3 over that in 0.4..0.5 of the rate, at most 8 (Audacity's cue)."""
    count = samples.shape[-1]
    power = np.abs(np.fft.rfft(samples * _hann(count), axis=-1)) ** 2
    low = power[..., 1 : int(0.3 * count)].sum(-1)
    high = power[..., int(0.4 * count) :].sum(-1)
    return np.asarray(np.clip(np.log10((low + 1e-30) / (high + 1e-38)), -4.0, 8.0))


class Shape(NamedTuple):
    """Statistics of samples, each an array over streams."""

    dc: Floats
    """Mean over standard deviation, at most 5."""
    big: Floats
    """Share of samples beyond half of full scale."""
    over: Floats
    """Share of samples beyond full scale; only floats can be."""
    tiny: Floats
    """Share of samples below -48 dBFS."""
    level: Floats
    """log10 of the RMS."""
    peakedness: Floats
    """ln(kurtosis + 1): 0.7 for two values, 1.03 for even noise, 1.4 Gaussian, 2 and more speech."""


def shape(samples: Floats) -> Shape:
    """See `Shape`."""
    mean = samples.mean(1)
    squares = (samples - mean[:, None]) ** 2
    variance = squares.mean(1) + 1e-24
    size = np.abs(samples)
    return Shape(
        dc=np.minimum(5.0, np.abs(mean) / np.sqrt(variance)),
        big=np.mean(size > 0.5, 1),
        over=np.mean(size > 1.0, 1),
        tiny=np.mean(size < 2.0**-8, 1),
        level=0.5 * np.log10(variance + mean**2),
        peakedness=np.log(np.mean(squares * squares, 1) / variance**2 + 1.0),
    )


class Interleaving(NamedTuple):
    """How different even and odd samples are, each an array over streams. All are about zero for mono."""

    steps: Floats
    """|ln| of the mean step even to odd over the mean step odd to even."""
    steps_z: Floats
    """The same difference in standard errors / 10, at most 3."""
    energy_z: Floats
    """Difference between even and odd energy in standard errors / 10, at most 3."""
    lag: Floats
    """ln of the mean step to the next sample over that to the next but one, -2..3: positive for stereo."""
    balance: Floats
    """|log10| of left over right deviation, at most 3."""
    correlation: Floats
    """Of left and right, -1..1."""


def interleaving(samples: Floats) -> Interleaving:
    """See `Interleaving`."""
    pairs = samples.shape[1] // 2
    even, odd = samples[:, 0 : 2 * pairs : 2], samples[:, 1 : 2 * pairs : 2]
    inner = np.abs(odd - even)[:, :-1]
    outer = np.abs(even[:, 1:] - odd[:, :-1])
    error = np.std(inner - outer, axis=1) / np.sqrt(max(pairs - 1, 1)) + 1e-15
    step_z = np.abs(np.mean(inner - outer, 1)) / error / 10
    left, right = even - even.mean(1, keepdims=True), odd - odd.mean(1, keepdims=True)
    energy = left**2 - right**2
    energy_z = np.abs(energy.mean(1)) / (np.std(energy, axis=1) / np.sqrt(pairs) + 1e-24) / 10
    one = np.mean(np.abs(np.diff(samples, axis=1)), 1)
    two = np.mean(np.abs(samples[:, 2:] - samples[:, :-2]), 1)
    spread_left, spread_right = np.sqrt(np.mean(left**2, 1)), np.sqrt(np.mean(right**2, 1))
    covariance = np.mean(left * right, 1)
    return Interleaving(
        steps=np.minimum(4.0, np.abs(np.log((inner.mean(1) + 1e-12) / (outer.mean(1) + 1e-12)))),
        steps_z=np.minimum(3.0, step_z),
        energy_z=np.minimum(3.0, energy_z),
        lag=np.clip(np.log((one + 1e-12) / (two + 1e-12)), -2.0, 3.0),
        balance=np.minimum(3.0, np.abs(np.log10((spread_left + 1e-9) / (spread_right + 1e-9)))),
        correlation=covariance / (spread_left * spread_right + 1e-18),
    )


class Codes(NamedTuple):
    """How the codes of an encoding are used, each an array over streams."""

    density: Floats
    """log2 of the levels in use over those between the lowest and the highest, or over the samples where
    those are fewer; 0 when all are used, at least -8. Wrong readings of quiet sound leave gaps."""
    limit: Floats
    """Share of samples at the encoding's lowest and highest value: clipped."""
    min_limit: Floats
    """The same of the even or of the odd samples, whichever is less."""
    extreme: Floats
    """Share of samples that equal the lowest or the highest."""
    still: Floats
    """Share of samples that equal the one before."""
    still_2: Floats
    """Share of samples that equal the last but one."""
    dead: Floats
    """1 when either the even or the odd samples are all equal, and the others are not."""
    equal: Floats
    """Share of frames with left equal to right, less the share of left equal to the right before it."""
    equal_z: Floats
    """The same in standard errors / 10, at most 3."""


def codes(streams: Sequence[Stream], samples: Floats, half_cells: Floats) -> Codes:
    """See `Codes`."""
    count = samples.shape[1]
    values, cells = samples.copy(), 2 * half_cells.max(1)
    top, bottom = np.empty(len(streams)), np.full(len(streams), -1.0)
    for row, stream in enumerate(streams):
        stored = ENCODINGS[stream.encoding]
        top[row] = 1.0 if stored.is_float else 1.0 - 2.0 ** (1 - 8 * stored.sample_width)
        if stored.is_g711:
            levels = np.sort(g711_cells(stored.name)[0])
            values[row] = np.searchsorted(levels, samples[row])
            cells[row] = 1.0
            top[row], bottom[row] = levels[-1], levels[0]
        elif half_cells[row].min() < half_cells[row, 0] or half_cells[row].max() > half_cells[row, 0]:
            cells[row] = 1e-30  # the step of floats grows with the level
    ordered = np.sort(values, axis=1)
    distinct = 1.0 + np.count_nonzero(np.diff(ordered, axis=1), axis=1)
    between = (ordered[:, -1] - ordered[:, 0]) / cells + 1.0
    at_limit = (samples == top[:, None]) | (samples == bottom[:, None])
    pairs = count // 2
    even, odd = samples[:, 0 : 2 * pairs : 2], samples[:, 1 : 2 * pairs : 2]
    inner = np.mean(even[:, 1:] == odd[:, 1:], 1)
    outer = np.mean(even[:, 1:] == odd[:, :-1], 1)
    error = np.sqrt((inner * (1 - inner) + outer * (1 - outer)) / pairs) + 1e-3
    silent = np.ptp(even, axis=1) == 0, np.ptp(odd, axis=1) == 0
    return Codes(
        density=np.maximum(np.log2(distinct / np.minimum(between, count)), -8.0),
        limit=np.mean(at_limit, 1),
        min_limit=np.minimum(np.mean(at_limit[:, 0::2], 1), np.mean(at_limit[:, 1::2], 1)),
        extreme=np.mean((values == ordered[:, :1]) | (values == ordered[:, -1:]), 1),
        still=np.mean(samples[:, 1:] == samples[:, :-1], 1),
        still_2=np.mean(samples[:, 2:] == samples[:, :-2], 1),
        dead=1.0 * (silent[0] != silent[1]),
        equal=np.abs(inner - outer),
        equal_z=np.minimum(3.0, np.abs(inner - outer) / error / 10),
    )
