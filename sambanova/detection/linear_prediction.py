"""Linear prediction: how well each sample follows from those before it.

Two methods, after Makhoul, Linear prediction: a tutorial review, Proceedings of the IEEE 63 (1975).
Covariance (`least_squares`, `fit`) is exact for the given samples and suits a few hundred of them;
autocorrelation (`autocorrelation`, `levinson`) suits many windows at a time. Rows are stretches of sound,
each with a prediction of its own. Taps are those of the error: 1 for the sample itself, then one for each
sample before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from sambanova.detection.samples import Floats

_NOISE = 0.3  # power of the white noise added, in squares of a 16-bit step: no sound has less


def least_squares(products: Floats, correlations: Floats, share: float, floor: float) -> Floats:
    """Coefficients of linear predictions from their normal equations.

    products: ... x n x n, of the predictors with one another. correlations: ... x n, of the predictors with
    what is predicted. `share` of the diagonal's mean and `floor` are added to the diagonal, as tones and
    silence have no unique solution.
    """
    count = products.shape[-1]
    ridge = np.asarray(share * np.trace(products, axis1=-2, axis2=-1) / count + floor)
    loaded = products + ridge[..., None, None] * np.eye(count)
    return np.asarray(np.linalg.solve(loaded, correlations[..., None])[..., 0])


@dataclass(frozen=True, slots=True)
class Products:
    """Sums of products of some 16-bit samples, from which a prediction of them follows.

    sums: (order + 1) x (order + 1): of each sample, first, and of those before it. count: samples predicted.
    Products of several stretches add up.
    """

    sums: Floats
    count: int

    @classmethod
    def of(cls, stretch: NDArray[np.int32], order: int) -> Products:
        """The products of a stretch; nothing if it is not longer than `order`."""
        if len(stretch) <= order:
            return cls(np.zeros((order + 1, order + 1)), 0)
        table = sliding_window_view(stretch.astype(np.float64), order + 1)[:, ::-1]
        return cls(table.T @ table, len(table))

    def __add__(self, other: Products) -> Products:
        return Products(self.sums + other.sums, self.count + other.count)

    def predicted(self) -> tuple[Floats, float]:
        """Taps of the least-squares prediction, and its mean square error.

        Where nothing is predicted, each sample is predicted to equal the one before it.
        """
        taps = np.zeros(len(self.sums))
        taps[0] = 1.0
        if not self.count:
            taps[1] = -1.0
            return taps, 1.0
        taps[1:] = -least_squares(self.sums[1:, 1:], self.sums[1:, 0], 1e-6, 1.0)
        return taps, max(0.0, float(taps @ self.sums @ taps) / self.count) + 1.0


def fit(stretches: Sequence[NDArray[np.int32]], order: int) -> tuple[Floats, float]:
    """Taps of the least-squares prediction of some stretches of 16-bit samples, and its mean square error.

    Where no stretch is longer than `order`, each sample is predicted to equal the one before it.
    """
    every = (Products.of(stretch, order) for stretch in stretches)
    return sum(every, Products(np.zeros((order + 1, order + 1)), 0)).predicted()


def autocorrelation(rows: Floats, order: int) -> Floats:
    """Of each row, at lags from 0 to `order`."""
    length = 1 << int(np.ceil(np.log2(rows.shape[1] + order + 1)))
    power = np.abs(np.fft.rfft(rows, length, axis=1)) ** 2
    result: Floats = np.fft.irfft(power, axis=1)[:, : order + 1]
    return result


def with_noise(lags: Floats, length: int) -> Floats:
    """Autocorrelations with a little white noise, without which tones and silence have no prediction.

    length: samples in a row, in 16-bit steps.
    """
    noisy = lags.copy()
    noisy[:, 0] = noisy[:, 0] * (1 + 1e-6) + _NOISE * length
    return noisy


def levinson(lags: Floats, order: int) -> tuple[Floats, Floats, Floats]:
    """Taps, reflection coefficients, and the error powers of all orders up to `order`, by row."""
    taps = np.zeros((len(lags), order + 1))
    taps[:, 0] = 1.0
    reflections = np.zeros((len(lags), order))
    powers = np.zeros((len(lags), order + 1))
    powers[:, 0] = lags[:, 0]
    for i in range(1, order + 1):
        reflection = -(taps[:, :i] * lags[:, i:0:-1]).sum(axis=1) / powers[:, i - 1]
        reversed_taps = taps[:, i - 1 :: -1][:, :i].copy()
        taps[:, 1 : i + 1] += reflection[:, None] * reversed_taps
        reflections[:, i - 1] = reflection
        powers[:, i] = powers[:, i - 1] * (1 - reflection**2)
    return taps, reflections, powers


def errors(taps: Floats, rows: Floats) -> Floats:
    """The prediction errors of each row, from the first sample on that has enough samples before it."""
    windows = sliding_window_view(rows, taps.shape[1], axis=1)[:, :, ::-1]
    result: Floats = np.matmul(windows, taps[:, :, None])[:, :, 0]
    return result


def local_errors(sound: Floats, order: int, hop: int, window: int) -> Floats:
    """The prediction errors of all samples, with a prediction for each `hop` fitted to `window` samples
    around it."""
    hops = -(-len(sound) // hop)
    before = (window - hop) // 2
    padded = np.pad(sound, (max(before, order), hops * hop - len(sound) + window)).astype(np.float64)
    skipped = max(before, order)
    around = sliding_window_view(padded, window)[skipped - before :: hop][:hops]
    lags = autocorrelation(around * np.hanning(window + 2)[1:-1], order)
    taps, _, _ = levinson(with_noise(lags, window), order)
    rows = sliding_window_view(padded, hop + order)[skipped - order :: hop][:hops]
    return errors(taps, rows).reshape(-1)[: len(sound)]
