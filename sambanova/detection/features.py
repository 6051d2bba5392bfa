"""What headerless bytes would sound like under each possible reading, in numbers.

A *stream* is a way to cut bytes into samples: an encoding and a byte phase. A *reading* adds the number of
channels. The right reading is the one under which the samples can be predicted best from those before them
and look like sound; this module measures both, `detection.py` weighs them.

Everything works on stacks of streams at once: arrays are streams x samples unless a docstring says otherwise,
samples are -1.0..1.0, costs are bits. All functions are pure and use nothing but numpy.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from sambanova.encodings import ALAW_TABLE, MULAW_TABLE

Floats = NDArray[np.float64]
Bytes = NDArray[np.uint8]

WINDOW_BYTES = 12288
"""Bytes looked at together: 64 ms of 48 kHz stereo s16, 0.77 s of 16 kHz u8."""

WINDOW_SAMPLES = 3072
"""Samples of a window that the predictor sees; more adds time, not certainty."""

FRAME_MULTIPLE = 48
"""Common multiple of all frame sizes in bytes, so that every window has the same phase as the buffer."""

TAPS = 17
"""Past samples of the interleaved stream that predict the next: 8 frames of stereo and the left sample."""

BLOCK = 128
"""Residuals that share one Laplace scale."""

BLOCK_BITS = 3.5
"""What a coder would pay to send one block's scale."""

ESCAPE = 0.002
"""Probability mass spread evenly over all codes, so that a single outlier stays affordable."""

FEW_REPEATS = 0.05
"""Share of repeated samples up to which a block is coded without regard to them."""

LOUDEST_FLOAT = 64.0
"""Float samples beyond this are no audio at a scale of -1 to 1: +36 dB over full scale."""

SIXTEEN_BITS = 32768.0
"""What full scale is in floats that were made of 16-bit samples and not scaled."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How one encoding stores a sample."""

    name: str
    width: int
    """Bytes a sample."""
    family: str
    """Encodings that share a bias in the model: 8bit, g711, s16, s24, s32, float."""
    phrase: str
    """What a user calls it."""


LAYOUTS = {
    layout.name: layout
    for layout in (
        Layout("u8", 1, "8bit", "unsigned 8-bit"),
        Layout("s8", 1, "8bit", "signed 8-bit"),
        Layout("s16le", 2, "s16", "16-bit little-endian"),
        Layout("s16be", 2, "s16", "16-bit big-endian"),
        Layout("s24le", 3, "s24", "24-bit little-endian"),
        Layout("s24be", 3, "s24", "24-bit big-endian"),
        Layout("s32le", 4, "s32", "32-bit little-endian"),
        Layout("s32be", 4, "s32", "32-bit big-endian"),
        Layout("f32le", 4, "float", "32-bit float little-endian"),
        Layout("f32be", 4, "float", "32-bit float big-endian"),
        Layout("f64le", 8, "float", "64-bit float little-endian"),
        Layout("mulaw", 1, "g711", "G.711 mu-law"),
        Layout("alaw", 1, "g711", "G.711 A-law"),
    )
}


class Stream(NamedTuple):
    """A way to cut bytes into samples."""

    encoding: str
    phase: int
    """Bytes to skip before the first whole sample, 0..width-1."""


STREAMS = tuple(Stream(layout.name, phase) for layout in LAYOUTS.values() for phase in range(layout.width))


# ---------------------------------------------------------------- bytes to samples


def mulaw_levels() -> Floats:
    """The 256 values of mu-law, -1.0..1.0."""
    return MULAW_TABLE / 32768.0


def alaw_levels() -> Floats:
    """The 256 values of A-law, -1.0..1.0."""
    return ALAW_TABLE / 32768.0


@lru_cache(maxsize=2)
def g711_tables(encoding: str) -> tuple[Floats, Floats]:
    """Value and half cell width of each of the 256 codes."""
    levels = mulaw_levels() if encoding == "mulaw" else alaw_levels()
    order = np.argsort(levels, kind="stable")
    spacing = np.empty(256)
    spacing[order] = np.maximum(np.gradient(levels[order]), 2.0**-15)
    return levels, spacing / 2


def common_zero_bits(values: NDArray[np.int64], bits: int) -> int:
    """Trailing zero bits that all integers share: 8 for 8-bit sound stored in 16 bits."""
    union = int(np.bitwise_or.reduce(values)) if values.size else 0
    return bits - 1 if union == 0 else min(bits - 1, (union & -union).bit_length() - 1)


def _float_type(encoding: str) -> str:
    return f"{'>' if encoding.endswith('be') else '<'}f{LAYOUTS[encoding].width}"


def _integers(raw: Bytes, encoding: str) -> NDArray[np.int64]:
    """Whole samples of an integer encoding as int64, one per sample."""
    if encoding == "u8":
        return raw.astype(np.int64) - 128
    width = LAYOUTS[encoding].width
    if width == 3:
        octets = raw.reshape(-1, 3).astype(np.int64)
        low, high = (0, 2) if encoding.endswith("le") else (2, 0)
        value = octets[:, low] | octets[:, 1] << 8 | octets[:, high] << 16
        return (value ^ 0x800000) - 0x800000
    order = ">" if encoding.endswith("be") else "<"
    return raw.view(f"{order}i{width}").astype(np.int64)


def _decode_integers(raw: Bytes, encoding: str) -> tuple[Floats, Floats]:
    bits = 8 * LAYOUTS[encoding].width
    values = _integers(raw, encoding)
    scale = 2.0 ** (1 - bits)
    half_cell = 2.0 ** common_zero_bits(values, bits) * scale / 2
    return np.asarray(values * scale), np.full(values.shape, half_cell)


def _decode_g711(raw: Bytes, encoding: str) -> tuple[Floats, Floats]:
    levels, half_cells = g711_tables(encoding)
    return levels[raw], half_cells[raw]


def _decode_floats(raw: Bytes, encoding: str) -> tuple[Floats, Floats] | None:
    width = LAYOUTS[encoding].width
    with np.errstate(all="ignore"):
        values = raw.view(_float_type(encoding)).astype(np.float64)
        loudest = float(np.abs(values).max())
        if not loudest <= 2 * SIXTEEN_BITS:
            return None
        if loudest > LOUDEST_FLOAT:
            values = values / SIXTEEN_BITS
    for bits in (8, 16, 24):
        scaled = values * 2.0 ** (bits - 1)
        if np.array_equal(scaled, np.rint(scaled)):
            return values, np.full(values.shape, 2.0**-bits)
    # One unit in the last place of a float32 is 2^-23 of its power of two; f64 audio is float32 or finer.
    precision = 2.0**-24 if width == 4 else 2.0**-53
    if width == 8 and np.array_equal(values, values.astype(np.float32)):
        precision = 2.0**-24
    floor = 2.0**-33 if precision == 2.0**-24 else 2.0**-62
    exponent = np.frexp(values)[1]
    return values, np.maximum(np.ldexp(precision, exponent - 1), floor)


_DECODERS: dict[str, Callable[[Bytes, str], tuple[Floats, Floats] | None]] = {
    "8bit": _decode_integers,
    "s16": _decode_integers,
    "s24": _decode_integers,
    "s32": _decode_integers,
    "g711": _decode_g711,
    "float": _decode_floats,
}


def to_samples(raw: Bytes, encoding: str) -> Floats:
    """Whole samples of an encoding; floats that are not numbers become 0."""
    layout = LAYOUTS[encoding]
    if layout.family == "g711":
        return g711_tables(encoding)[0][raw]
    if layout.family == "float":
        with np.errstate(all="ignore"):
            values = raw.view(_float_type(encoding)).astype(np.float64)
        return np.nan_to_num(np.clip(values, -2 * SIXTEEN_BITS, 2 * SIXTEEN_BITS))
    return np.asarray(_integers(raw, encoding) * 2.0 ** (1 - 8 * layout.width))


def liveliest(window: Bytes, samples: int) -> dict[int, int]:
    """Where the most varied stretch of so many samples begins, for each width of a sample.

    The stretches of wide samples hold those of narrow ones, so that all readings are asked about the same
    sound: the first bytes of a window may be a pause.
    """
    size = min(len(window), samples)
    hop = max(FRAME_MULTIPLE, size // 4 // FRAME_MULTIPLE * FRAME_MULTIPLE)
    starts = range(0, len(window) - size + 1, hop)
    best = max(starts, key=lambda start: byte_entropy(window[start : start + size])) if len(starts) > 1 else 0
    answer = {}
    for width in sorted({layout.width for layout in LAYOUTS.values()}):
        start = max(0, min(best - (width - 1) * size // 2, len(window) - width * size))
        answer[width] = start // FRAME_MULTIPLE * FRAME_MULTIPLE
    return answer


def decode(
    window: Bytes, stream: Stream, samples: int = WINDOW_SAMPLES, start: int = 0
) -> tuple[Floats, Floats] | None:
    """`samples` of a window under one stream, and half the width of each one's quantiser cell.

    None when no audio can look like that: floats that are not numbers or absurdly loud.
    """
    layout = LAYOUTS[stream.encoding]
    first = start + stream.phase
    count = min(samples, (len(window) - first) // layout.width)
    if count <= 0:
        return None
    raw = np.ascontiguousarray(window[first : first + count * layout.width])
    return _DECODERS[layout.family](raw, stream.encoding)


# ---------------------------------------------------------------- prediction


class Prediction(NamedTuple):
    """How well streams can be predicted under one number of channels, each an array over streams."""

    cost: Floats
    """Bits to code a sample, with what the predictor itself costs."""
    worst: Floats
    """Bits to code a sample of the worst channel from its own past alone."""
    gain: Floats
    """log2 of the samples' mean size over the residuals': 0 for white noise, 2 and more for most sound."""


def code_bits(residual: Floats, half_cell: Floats, bits: Floats, repeats: Floats) -> Floats:
    """Bits to code each residual, with one Laplace scale for every `BLOCK` of them.

    residual, half_cell: streams x samples; bits: streams, of a raw sample; repeats: 1.0 where a sample equals
    the one before of its channel, as in clipped peaks and pauses: a block may be coded with a share for those
    when that is shorter. Samples past the last whole block are charged in a block of their own.
    """
    streams, count = residual.shape
    blocks = -(-count // BLOCK)
    padding = blocks * BLOCK - count
    size = np.abs(residual)
    half, again = half_cell, repeats
    if padding:
        size = np.concatenate([size, np.zeros((streams, padding))], 1)
        half = np.concatenate([half, np.repeat(half[:, -1:], padding, 1)], 1)
        again = np.concatenate([again, np.zeros((streams, padding))], 1)
    size = size.reshape(streams, blocks, BLOCK)
    half = half.reshape(streams, blocks, BLOCK)
    again = again.reshape(streams, blocks, BLOCK)
    filled = np.full(blocks, float(BLOCK))
    filled[-1] = BLOCK - padding
    # A block with repeats has the scale of its other samples.
    share = again.sum(2) / filled
    others = np.maximum(filled - again.sum(2), 1.0)
    clipping = share > FEW_REPEATS
    total = np.where(clipping, (size * (1 - again)).sum(2) / others, size.sum(2) / filled)
    scale = np.maximum(total, 0.1 * half.mean(2))
    scale = np.maximum(scale, 1e-30)[:, :, None]
    near, far = np.abs(size - half) / scale, (size + half) / scale
    outside = 0.5 * (np.exp(-near) - np.exp(-far))
    inside = 1.0 - 0.5 * (np.exp(-near) + np.exp(-far))
    chance = np.where(size > half, outside, inside)
    apart = np.where(clipping, np.minimum(share, 0.98), 0.0)[:, :, None]
    escape = ESCAPE * np.exp2(-bits)[:, None, None]
    cost = -np.log2((1 - ESCAPE) * ((1 - apart) * chance + apart * again) + escape)
    return np.asarray(cost.reshape(streams, -1)[:, :count])


def _solve(gram: Floats, columns: Sequence[int], target: int) -> Floats:
    """Least-squares coefficients from a stack of Gram matrices, streams x columns, with a tiny ridge."""
    index = np.asarray(columns)
    square = gram[:, index[:, None], index]
    ridge = 1e-9 * np.trace(square, axis1=1, axis2=2) / len(index) + 1e-18
    square = square + ridge[:, None, None] * np.eye(len(index))
    return np.asarray(np.linalg.solve(square, gram[:, index, target][:, :, None])[:, :, 0])


_CONSTANT = TAPS + 1
_LAGS_MONO = [*range(1, TAPS), _CONSTANT]
_LAGS_LEFT = _LAGS_MONO
_LAGS_RIGHT = [*range(TAPS), _CONSTANT]
_LAGS_OWN = [*range(1, TAPS, 2), _CONSTANT]


def _model_bits(length: int, coefficients: int) -> float:
    """What coefficients and block scales of so many samples cost."""
    return 0.5 * float(np.log2(length)) * coefficients + BLOCK_BITS * -(-length // BLOCK)


def predict(samples: Floats, half_cell: Floats, bits: Floats) -> dict[int, Prediction]:
    """How well a stack of equally long streams can be predicted as one channel, and as two.

    One design matrix serves all: the row of a sample holds the 17 before it, itself and a constant, the
    oldest first. Mono uses all rows; right and left are the even and the odd rows, as row 0 is sample 17;
    "own past" takes every second column.
    """
    streams = len(samples)
    half = (samples.shape[1] - TAPS) // 2
    rows = sliding_window_view(samples, TAPS + 1, axis=1)[:, : 2 * half]
    design = np.empty((streams, 2 * half, TAPS + 2))
    design[:, :, : TAPS + 1] = rows
    design[:, :, _CONSTANT] = np.maximum(np.abs(samples).max(1), 1e-12)[:, None]
    cell = half_cell[:, TAPS : TAPS + 2 * half]
    parts = design[:, 0::2], design[:, 1::2]
    grams = [part.transpose(0, 2, 1) @ part for part in parts]
    both = _solve(grams[0] + grams[1], _LAGS_MONO, TAPS)
    mono = np.empty((streams, 2 * half))
    apart = np.empty((4, streams, half))  # right, left; right, left from their own past
    for side, lags in enumerate((_LAGS_RIGHT, _LAGS_LEFT)):
        weights = np.zeros((streams, TAPS + 2, 3))
        weights[:, TAPS] = 1.0
        weights[:, _LAGS_MONO, 0] = -both
        weights[:, lags, 1] = -_solve(grams[side], lags, TAPS)
        weights[:, _LAGS_OWN, 2] = -_solve(grams[side], _LAGS_OWN, TAPS)
        residual = parts[side] @ weights
        mono[:, side::2] = residual[:, :, 0]
        apart[side], apart[2 + side] = residual[:, :, 1], residual[:, :, 2]
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


# ---------------------------------------------------------------- what sound looks like


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
    """Difference of even and odd energy in standard errors / 10, at most 3."""
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
    limit_least: Floats
    """The same, of the even or the odd samples, where there are fewer."""
    extreme: Floats
    """Share of samples that equal the lowest or the highest."""
    still: Floats
    """Share of samples that equal the one before."""
    still_2: Floats
    """Share of samples that equal the one before the one before."""
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
        layout = LAYOUTS[stream.encoding]
        top[row] = 1.0 if layout.family == "float" else 1.0 - 2.0 ** (1 - 8 * layout.width)
        if layout.family == "g711":
            levels = np.sort(g711_tables(stream.encoding)[0])
            values[row] = np.searchsorted(levels, samples[row])
            cells[row] = 1.0
            top[row], bottom[row] = levels[-1], levels[0]
        elif half_cells[row].min() < half_cells[row, 0] or half_cells[row].max() > half_cells[row, 0]:
            cells[row] = 1e-30  # a float's step is no fixed one
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
        limit_least=np.minimum(np.mean(at_limit[:, 0::2], 1), np.mean(at_limit[:, 1::2], 1)),
        extreme=np.mean((values == ordered[:, :1]) | (values == ordered[:, -1:]), 1),
        still=np.mean(samples[:, 1:] == samples[:, :-1], 1),
        still_2=np.mean(samples[:, 2:] == samples[:, :-2], 1),
        dead=1.0 * (silent[0] != silent[1]),
        equal=np.abs(inner - outer),
        equal_z=np.minimum(3.0, np.abs(inner - outer) / error / 10),
    )


# ---------------------------------------------------------------- bytes as bytes


def byte_entropy(raw: Bytes) -> float:
    """Order-0 entropy of the bytes, bits a byte, with a small prior that keeps short buffers honest."""
    counts = np.bincount(raw, minlength=256) + 0.05
    share = counts / counts.sum()
    return float(-(share * np.log2(share)).sum())


def zlib_bits(raw: Bytes) -> float:
    """Bits a byte that zlib needs: low for text, program code and anything with repeats."""
    return 8.0 * max(0, len(zlib.compress(raw.tobytes(), 6)) - 11) / max(1, len(raw))


# ---------------------------------------------------------------- readings


class Hypothesis(NamedTuple):
    """A stream and its number of channels."""

    encoding: str
    phase: int
    channels: int


def measure(
    window: Bytes, streams: Sequence[Stream], samples: int = WINDOW_SAMPLES
) -> dict[Hypothesis, Floats]:
    """Row of `WINDOW_FEATURES` of each possible reading of a window.

    Streams that cannot be audio, or are too short to say, are left out.
    """
    starts = liveliest(window, samples)
    decoded: dict[int, list[tuple[Stream, Floats, Floats]]] = {}
    for stream in streams:
        sound = decode(window, stream, samples, starts[LAYOUTS[stream.encoding].width])
        if sound is not None and len(sound[0]) >= 2 * TAPS + 4:
            decoded.setdefault(len(sound[0]), []).append((stream, *sound))
    measured: dict[Hypothesis, Floats] = {}
    for group in decoded.values():
        names = [item[0] for item in group]
        values = np.stack([item[1] for item in group])
        half_cells = np.stack([item[2] for item in group])
        for channels, rows in _measure_stack(names, values, half_cells).items():
            for stream, row in zip(names, rows, strict=True):
                measured[Hypothesis(stream.encoding, stream.phase, channels)] = row
    return measured


def _measure_stack(streams: Sequence[Stream], samples: Floats, half_cells: Floats) -> dict[int, Floats]:
    """Feature rows of a stack of equally long streams, for one and for two channels."""
    layouts = [LAYOUTS[stream.encoding] for stream in streams]
    width = np.array([float(layout.width) for layout in layouts])
    bits = 8 * width
    prediction = predict(samples, half_cells, bits)
    sound = shape(samples)
    pairs = interleaving(samples)
    used = codes(streams, samples, half_cells)
    even = samples.shape[1] // 2 * 2
    high = {
        1: low_to_high(samples),
        2: np.mean([low_to_high(samples[:, channel:even:2]) for channel in (0, 1)], axis=0),
    }
    families = np.array([layout.family for layout in layouts])
    phase = np.array([stream.phase for stream in streams])
    zero = np.zeros(len(streams))

    def positive(values: Floats) -> Floats:
        return np.maximum(values, 0.0)

    answer = {}
    for channels in (1, 2):
        cost, worst = prediction[channels].cost / width, prediction[channels].worst / bits
        gain = prediction[channels].gain
        sign, stereo = (1.0, 1.0) if channels == 2 else (-1.0, 0.0)
        apart = pairs.steps_z > 0.4
        columns = {
            "cost": -cost,
            "cost_8": -cost * (width == 1),
            "cost_32": -cost * (width == 4),
            "cost_float": -cost * (families == "float"),
            "cost_stereo": -cost * stereo,
            "worst_75": -10 * positive(worst - 0.75),
            "worst_90": -10 * positive(worst - 0.9),
            "predictable": np.clip(gain, 0.0, 6.0),
            "predictable_1": np.clip(gain, 0.0, 1.0),
            "dc": -np.log1p(sound.dc),
            "dc_50": -np.clip(sound.dc - 0.5, 0.0, 1.0),
            "hf": high[channels],
            "hf_2": np.minimum(high[channels], 2.0),
            "big": -sound.big,
            "big_05": -5 * positive(sound.big - 0.05),
            "over": -sound.over,
            "level_off": -np.abs(sound.level + 1.2),
            "level_loud": -5 * positive(sound.level + 0.35),
            "level_quiet": -3 * positive(-2.3 - sound.level),
            "tiny": sound.tiny,
            "peaked": sound.peakedness - 1.6,
            "flat": -3 * positive(1.2 - sound.peakedness),
            "phase": 1.0 * (phase > 0),
            "phase_2": 1.0 * (phase > 1),
            "stereo": zero + stereo,
            "balance": stereo * pairs.balance,
            "balance_15": stereo * (pairs.balance > 1.5),
            "correlation": stereo * np.abs(pairs.correlation),
            "correlation_1": stereo * (pairs.correlation > 0.9999),
            "correlation_neg": stereo * (pairs.correlation < -0.2),
            "steps": sign * pairs.steps,
            "steps_z": sign * pairs.steps_z,
            "energy_z": sign * pairs.energy_z,
            "lag": sign * pairs.lag,
            "lag_pos": sign * positive(pairs.lag),
            "interleaved": sign * apart,
            "interleaved_steps": sign * 5 * np.minimum(pairs.steps, 0.3) * apart,
            "density": used.density,
            "density_8": used.density * (width == 1),
            "limit": used.limit,
            "limit_some": np.minimum(1.0, 50 * used.limit),
            "limit_even": used.limit_least - used.limit,
            "extreme": used.extreme,
            "still": used.still if channels == 1 else used.still_2,
            "dead": stereo * used.dead,
            "equal": sign * used.equal,
            "equal_z": sign * used.equal_z,
        }
        for family in FAMILIES:
            columns[f"bias_{family}"] = 1.0 * (families == family)
        for name in ("s16le", "u8", "mulaw"):
            columns[f"bias_{name}"] = np.array([1.0 * (stream.encoding == name) for stream in streams])
        answer[channels] = np.stack([columns[name] for name in WINDOW_FEATURES], axis=1)
    return answer


FAMILIES = ("8bit", "g711", "s16", "s24", "s32", "float")

WINDOW_FEATURES = (
    "cost", "cost_8", "cost_32", "cost_float", "cost_stereo", "worst_75", "worst_90",
    "predictable", "predictable_1", "dc", "dc_50", "hf", "hf_2", "big", "big_05", "over",
    "level_off", "level_loud", "level_quiet", "tiny", "peaked", "flat", "phase", "phase_2",
    "stereo", "balance", "balance_15", "correlation", "correlation_1", "correlation_neg",
    "steps", "steps_z", "energy_z", "lag", "lag_pos", "interleaved", "interleaved_steps",
    "density", "density_8", "limit", "limit_some", "limit_even", "extreme", "still", "dead",
    "equal", "equal_z",
    *(f"bias_{family}" for family in FAMILIES), "bias_s16le", "bias_u8", "bias_mulaw",
)  # fmt: skip
"""Features of one window; averaged over windows."""

BUFFER_FEATURES = (
    "cost_by_length", "order_60", "order_600", "twin_60", "twin_600", "gain_60", "gain_600", "gain_6000",
    "rival_60", "rival_600", "rival_6000",
)  # fmt: skip
"""Features that need the whole buffer's length or other readings."""

READING_FEATURES = WINDOW_FEATURES + BUFFER_FEATURES

COST = WINDOW_FEATURES.index("cost")

MOST_EVIDENCE = 49152
"""Bytes beyond which a difference in cost counts no more."""


def other_order(stream: Stream) -> Stream | None:
    """The stream of the other byte order that shares every high byte: the low ones tell them apart."""
    name, width = stream.encoding, LAYOUTS[stream.encoding].width
    step, partner = (-1, f"{name[:-2]}be") if name.endswith("le") else (1, f"{name[:-2]}le")
    return Stream(partner, (stream.phase + step) % width) if partner in LAYOUTS else None


def buffer_features(
    means: Mapping[Hypothesis, Floats], length: int, packed: float
) -> dict[Hypothesis, Floats]:
    """Rows of `READING_FEATURES` from the window features' means, for a buffer of `length` bytes.

    Readings that share most of their bytes differ little in bits a byte, but the whole buffer's difference
    in bits is as significant as it is large: `order` compares with the other byte order, `twin` with the
    other number of channels, `rival` with the shortest of all others, `gain` with `packed`, the bits a byte
    of a general compressor. All are positive when this reading is the shorter.
    """
    weight = min(length, MOST_EVIDENCE)
    shortest = sorted((-float(row[COST]), reading) for reading, row in means.items())[:2]
    answer = {}
    for reading, row in means.items():
        partner = other_order(Stream(reading.encoding, reading.phase))
        against_order = Hypothesis(*partner, reading.channels) if partner else reading
        against_twin = reading._replace(channels=3 - reading.channels)
        order = float(row[COST] - means.get(against_order, row)[COST]) * weight
        twin = float(row[COST] - means.get(against_twin, row)[COST]) * weight
        gain = (packed + float(row[COST])) * weight
        rivals = [cost for cost, other in shortest if other != reading]
        rival = (rivals[0] + float(row[COST])) * weight if rivals else 6000.0
        whole = [
            row[COST] * np.log2(length / 4096) / 5,
            np.clip(order / 60, -1, 1),
            np.clip(order / 600, -1, 1),
            np.clip(twin / 60, -1, 1),
            np.clip(twin / 600, -1, 1),
            np.clip(gain / 60, -1, 1),
            np.clip(gain / 600, -1, 1),
            np.clip(gain / 6000, -1, 1),
            np.clip(rival / 60, -1, 1),
            np.clip(rival / 600, -1, 1),
            np.clip(rival / 6000, -1, 1),
        ]
        answer[reading] = np.concatenate([row, whole])
    return answer


NULL_FEATURES = (
    "one", "least", "entropy", "zlib", "least_by_length", "length", "printable",
    "every_2", "every_3", "every_4", "every_8",
)  # fmt: skip
"""Features of the reading "not audio"."""


def null_features(window: Bytes, length: int) -> Floats:
    """Row of `NULL_FEATURES` of one window of a buffer of `length` bytes."""
    entropy, packed = byte_entropy(window), zlib_bits(window)
    least, scale = min(entropy, packed), float(np.log2(length / 4096))
    places = [entropy - bytes_apart(window, step) for step in (2, 3, 4, 8)]
    return np.array([1, -least, -entropy, -packed, -0.2 * scale * least, scale, printable(window), *places])


def bytes_apart(raw: Bytes, step: int) -> float:
    """Mean entropy of every `step`-th byte: lower than of all bytes where samples have several."""
    whole = raw[: len(raw) // step * step].reshape(-1, step).astype(np.int64)
    counts = np.bincount((whole + 256 * np.arange(step)).reshape(-1), minlength=256 * step)
    shares = (counts.reshape(step, 256) + 0.05) / (len(whole) + 12.8)
    return float(-(shares * np.log2(shares)).sum() / step)


def printable(raw: Bytes) -> float:
    """How much like text: 0 when a twentieth of the bytes is not printable ASCII, 1 when all are."""
    share = float(np.mean(_PRINTABLE[raw]))
    return max(0.0, 20 * share - 19)


_PRINTABLE = np.isin(np.arange(256), [9, 10, 13, *range(32, 127)])
