"""How many bits the samples of a stream would take: the shortest code is the best reading.

Samples are predicted from those before them, and the residuals are charged what an arithmetic coder with a
Laplace model would need. Arrays are streams x samples unless a docstring says otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from sambanova.detection.linear_prediction import least_squares
from sambanova.detection.samples import Floats

TAPS = 17
"""Past samples of the interleaved stream that predict the next: 8 frames of stereo and the left sample."""


class _Coder(NamedTuple):
    """How residuals are charged.

    Found by trial on the recordings for fitting. The weights are fitted with these values: after a change,
    fit again.
    """

    block: int = 128
    """Residuals that share one Laplace scale."""
    block_bits: float = 3.5
    """Bits to send the scale of one block."""
    escape: float = 0.002
    """Probability spread evenly over all codes, so that an outlier costs little more than a raw sample."""
    max_plain_repeats: float = 0.05
    """Share of repeated samples up to which a block is coded without a special code for them."""


CODER = _Coder()

_CONSTANT = TAPS + 1  # column of the design matrix; column TAPS is the sample itself
_LAGS_MONO = [*range(1, TAPS), _CONSTANT]
_LAGS_LEFT = _LAGS_MONO
_LAGS_RIGHT = [*range(TAPS), _CONSTANT]
_LAGS_OWN = [*range(1, TAPS, 2), _CONSTANT]


class Prediction(NamedTuple):
    """How well streams can be predicted under one number of channels, each an array over streams."""

    cost: Floats
    """Bits to code a sample, with the share of the predictor's own coefficients."""
    worst: Floats
    """Bits to code a sample of the worst channel from its own past alone."""
    gain: Floats
    """log2 of the samples' mean size over the residuals': 0 for white noise, 2 and more for most sound."""


class _Residuals(NamedTuple):
    """What the predictions leave, streams x samples."""

    mono: Floats
    apart: Floats
    """Four rows of streams: right, left; right, left from their own past alone."""


def predict(samples: Floats, half_cell: Floats, bits: Floats) -> dict[int, Prediction]:
    """How well equally long streams can be predicted as one channel and as two.

    half_cell: half the width of each sample's quantiser cell. bits: streams, of a raw sample.
    """
    streams = len(samples)
    half = (samples.shape[1] - TAPS) // 2
    mono, apart = _residuals(samples, half)
    cell = half_cell[:, TAPS : TAPS + 2 * half]
    cells = np.stack([cell[:, 0::2], cell[:, 1::2]] * 2).reshape(4 * streams, half)
    after_one, after_two = (
        1.0 * (samples[:, TAPS : TAPS + 2 * half] == samples[:, TAPS - lag : TAPS - lag + 2 * half])
        for lag in (1, 2)
    )
    repeats = np.stack([after_two[:, 0::2], after_two[:, 1::2]] * 2).reshape(4 * streams, half)
    mono_bits = code_bits(mono, cell, bits, after_one).mean(1)
    apart_bits = (
        code_bits(apart.reshape(4 * streams, half), cells, np.tile(bits, 4), repeats)
        .mean(1)
        .reshape(4, streams)
    )
    target = samples[:, TAPS : TAPS + 2 * half]
    size = np.abs(target - samples.mean(1, keepdims=True)).mean(1)
    floor = half_cell.mean(1) + 1e-30
    stereo_model = _model_bits(half, TAPS + 1) + _model_bits(half, TAPS)
    return {
        1: Prediction(
            cost=mono_bits + _model_bits(2 * half, TAPS) / (2 * half),
            worst=mono_bits,
            gain=np.log2((size + floor) / (np.abs(mono).mean(1) + floor)),
        ),
        2: Prediction(
            cost=(apart_bits[0] + apart_bits[1]) / 2 + stereo_model / (2 * half),
            worst=np.maximum(apart_bits[2], apart_bits[3]),
            gain=np.log2((size + floor) / (np.abs(apart[:2]).mean((0, 2)) + floor)),
        ),
    }


def _residuals(samples: Floats, half: int) -> _Residuals:
    """The residuals of all predictions of `2 * half` samples.

    One design matrix serves all: the row of a sample holds the 17 before it, itself and a constant, the
    oldest first. Mono uses all rows; right and left are the even and the odd rows, as row 0 is sample 17;
    "own past" takes every second column.
    """
    streams = len(samples)
    rows = sliding_window_view(samples, TAPS + 1, axis=1)[:, : 2 * half]
    design = np.empty((streams, 2 * half, TAPS + 2))
    design[:, :, : TAPS + 1] = rows
    design[:, :, _CONSTANT] = np.maximum(np.abs(samples).max(1), 1e-12)[:, None]
    parts = design[:, 0::2], design[:, 1::2]
    grams = [part.transpose(0, 2, 1) @ part for part in parts]
    both = _coefficients(grams[0] + grams[1], _LAGS_MONO)
    mono = np.empty((streams, 2 * half))
    apart = np.empty((4, streams, half))
    for side, lags in enumerate((_LAGS_RIGHT, _LAGS_LEFT)):
        weights = np.zeros((streams, TAPS + 2, 3))
        weights[:, TAPS] = 1.0
        weights[:, _LAGS_MONO, 0] = -both
        weights[:, lags, 1] = -_coefficients(grams[side], lags)
        weights[:, _LAGS_OWN, 2] = -_coefficients(grams[side], _LAGS_OWN)
        residual = parts[side] @ weights
        mono[:, side::2] = residual[:, :, 0]
        apart[side], apart[2 + side] = residual[:, :, 1], residual[:, :, 2]
    return _Residuals(mono, apart)


def _coefficients(gram: Floats, columns: Sequence[int]) -> Floats:
    """Least-squares coefficients of some columns for the sample itself, streams x columns."""
    index = np.asarray(columns)
    return np.asarray(least_squares(gram[:, index[:, None], index], gram[:, index, TAPS], 1e-9, 1e-18))


def _model_bits(length: int, coefficients: int) -> float:
    """Bits for the coefficients and block scales of `length` samples."""
    return 0.5 * float(np.log2(length)) * coefficients + CODER.block_bits * -(-length // CODER.block)


def code_bits(residual: Floats, half_cell: Floats, bits: Floats, repeats: Floats) -> Floats:
    """Bits to code each residual, with one Laplace scale for each block.

    residual, half_cell: streams x samples; bits: streams, of a raw sample; repeats: 1.0 where a sample
    equals the one before it of its channel, as in clipped peaks and pauses: a block with many of them gets
    a code for "the same again". Samples past the last whole block are charged in a block of their own.
    """
    block = CODER.block
    streams, count = residual.shape
    blocks = -(-count // block)
    padding = blocks * block - count
    size = np.abs(residual)
    half, again = half_cell, repeats
    if padding:
        size = np.concatenate([size, np.zeros((streams, padding))], 1)
        half = np.concatenate([half, np.repeat(half[:, -1:], padding, 1)], 1)
        again = np.concatenate([again, np.zeros((streams, padding))], 1)
    size = size.reshape(streams, blocks, block)
    half = half.reshape(streams, blocks, block)
    again = again.reshape(streams, blocks, block)
    filled = np.full(blocks, float(block))
    filled[-1] = block - padding
    # A block with repeats has the scale of its other samples.
    share = again.sum(2) / filled
    others = np.maximum(filled - again.sum(2), 1.0)
    repeating = share > CODER.max_plain_repeats
    total = np.where(repeating, (size * (1 - again)).sum(2) / others, size.sum(2) / filled)
    scale = np.maximum(total, 0.1 * half.mean(2))
    scale = np.maximum(scale, 1e-30)[:, :, None]
    near, far = np.abs(size - half) / scale, (size + half) / scale
    outside = 0.5 * (np.exp(-near) - np.exp(-far))
    inside = 1.0 - 0.5 * (np.exp(-near) + np.exp(-far))
    chance = np.where(size > half, outside, inside)
    apart = np.where(repeating, np.minimum(share, 0.98), 0.0)[:, :, None]
    escape = CODER.escape * np.exp2(-bits)[:, None, None]
    cost = -np.log2((1 - CODER.escape) * ((1 - apart) * chance + apart * again) + escape)
    return np.asarray(cost.reshape(streams, -1)[:, :count])
