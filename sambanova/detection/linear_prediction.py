"""Linear prediction: how well each sample follows from those before.

Pure maths. By autocorrelation, after Makhoul, Linear prediction: a tutorial review, Proceedings of the
IEEE 63 (1975). Rows are stretches of sound that have a prediction each.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Floats = NDArray[np.floating]

_NOISE = 0.3  # of the power of a 16-bit step, which is added as no sound has less


def autocorrelation(rows: Floats, order: int) -> Floats:
    """Of each row, at lags from 0 to `order`."""
    length = 1 << int(np.ceil(np.log2(rows.shape[1] + order + 1)))
    power = np.abs(np.fft.rfft(rows, length, axis=1)) ** 2
    result: Floats = np.fft.irfft(power, axis=1)[:, : order + 1]
    return result


def with_noise(lags: Floats, length: int) -> Floats:
    """Autocorrelations with a little white noise, without which pure tones and silence have no prediction.

    length: samples in a row, in 16-bit steps.
    """
    noisy = lags.copy()
    noisy[:, 0] = noisy[:, 0] * (1 + 1e-6) + _NOISE * length
    return noisy


def levinson(lags: Floats, order: int) -> tuple[Floats, Floats, Floats]:
    """Taps, reflections, and the powers of the errors of all orders up to `order`.

    A row of taps is 1 for the sample itself, then those for the ones before.
    """
    taps = np.zeros((len(lags), order + 1))
    taps[:, 0] = 1.0
    reflections = np.zeros((len(lags), order))
    powers = np.zeros((len(lags), order + 1))
    powers[:, 0] = lags[:, 0]
    for i in range(1, order + 1):
        reflection = -(taps[:, :i] * lags[:, i:0:-1]).sum(axis=1) / powers[:, i - 1]
        turned = taps[:, i - 1 :: -1][:, :i].copy()
        taps[:, 1 : i + 1] += reflection[:, None] * turned
        reflections[:, i - 1] = reflection
        powers[:, i] = powers[:, i - 1] * (1 - reflection**2)
    return taps, reflections, powers


def errors(taps: Floats, rows: Floats) -> Floats:
    """The errors of each row's prediction, from the first sample on that has enough before it."""
    windows = sliding_window_view(rows, taps.shape[1], axis=1)[:, :, ::-1]
    result: Floats = np.matmul(windows, taps[:, :, None])[:, :, 0]
    return result


def own_errors(sound: Floats, order: int, hop: int, window: int) -> Floats:
    """The errors of all samples, each by a prediction fitted to the `window` samples around its `hop`."""
    hops = -(-len(sound) // hop)
    before = (window - hop) // 2
    padded = np.pad(sound, (max(before, order), hops * hop - len(sound) + window)).astype(np.float64)
    skipped = max(before, order)
    around = sliding_window_view(padded, window)[skipped - before :: hop][:hops]
    lags = autocorrelation(around * np.hanning(window + 2)[1:-1], order)
    taps, _, _ = levinson(with_noise(lags, window), order)
    rows = sliding_window_view(padded, hop + order)[skipped - order :: hop][:hops]
    return errors(taps, rows).reshape(-1)[: len(sound)]
