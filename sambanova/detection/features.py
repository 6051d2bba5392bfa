"""What a buffer looks like under each possible reading, in numbers that the fitted networks weigh.

A *reading* is a stream (an encoding and a byte phase) and a number of channels. The right one is that under
which the samples can be predicted best from those before them and look like sound. Everything works on
stacks of streams at once: arrays are streams x samples unless a docstring says otherwise.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from sambanova.detection.code_length import TAPS, Prediction, predict
from sambanova.detection.samples import (
    FAMILIES,
    Bytes,
    Floats,
    Stream,
    decode,
    family_of,
    other_order,
)
from sambanova.detection.statistics import Codes, Interleaving, Shape, codes, interleaving, low_to_high, shape
from sambanova.detection.windows import byte_entropy, liveliest
from sambanova.encodings import ENCODINGS

WINDOW_SAMPLES = 3072
"""Samples of a window that are measured; more take longer and tell no more."""


class Reading(NamedTuple):
    """A stream and its number of channels."""

    encoding: str
    phase: int
    channels: int


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

COST = WINDOW_FEATURES.index("cost")

BUFFER_FEATURES = (
    "cost_by_length", "order_60", "order_600", "twin_60", "twin_600", "gain_60", "gain_600", "gain_6000",
    "rival_60", "rival_600", "rival_6000",
)  # fmt: skip
"""Features that need the whole buffer's length or other readings."""

READING_FEATURES = WINDOW_FEATURES + BUFFER_FEATURES

NULL_FEATURES = (
    "one", "least", "entropy", "zlib", "least_by_length", "length", "printable",
    "every_2", "every_3", "every_4", "every_8",
)  # fmt: skip
"""Features of the reading "not audio"."""

MAX_EVIDENCE_BYTES = 49152
"""Bytes beyond which the length of a buffer adds nothing to a difference in cost."""


# ---------------------------------------------------------------- readings of a window


def measure(window: Bytes, streams: Sequence[Stream], samples: int = WINDOW_SAMPLES) -> dict[Reading, Floats]:
    """Row of `WINDOW_FEATURES` of each possible reading of a window.

    Streams that cannot be audio, or are too short to tell, are left out.
    """
    starts = liveliest(window, samples)
    decoded: dict[int, list[tuple[Stream, Floats, Floats]]] = {}
    for stream in streams:
        width = ENCODINGS[stream.encoding].sample_width
        first = starts[width] + stream.phase
        count = min(samples, (len(window) - first) // width)
        if count < 2 * TAPS + 4:
            continue
        sound = decode(np.ascontiguousarray(window[first : first + count * width]), stream.encoding)
        if sound is not None:
            decoded.setdefault(count, []).append((stream, *sound))
    measured: dict[Reading, Floats] = {}
    for group in decoded.values():
        names = [item[0] for item in group]
        stack = _Stack(names, np.stack([item[1] for item in group]), np.stack([item[2] for item in group]))
        for channels, rows in _measure_stack(stack).items():
            for stream, row in zip(names, rows, strict=True):
                measured[Reading(*stream, channels)] = row
    return measured


class _Stack(NamedTuple):
    """Equally long streams."""

    streams: Sequence[Stream]
    samples: Floats
    half_cells: Floats

    @property
    def widths(self) -> Floats:
        """Bytes a sample, by stream."""
        return np.array([float(ENCODINGS[stream.encoding].sample_width) for stream in self.streams])


def _measure_stack(stack: _Stack) -> dict[int, Floats]:
    """Feature rows of a stack, for one and for two channels."""
    samples = stack.samples
    prediction = predict(samples, stack.half_cells, 8 * stack.widths)
    sound = shape(samples)
    pairs = interleaving(samples)
    used = codes(stack.streams, samples, stack.half_cells)
    even = samples.shape[1] // 2 * 2
    high = {
        1: low_to_high(samples),
        2: np.mean([low_to_high(samples[:, channel:even:2]) for channel in (0, 1)], axis=0),
    }
    answer = {}
    for channels in (1, 2):
        columns = {
            **_cost_columns(stack, prediction[channels], channels),
            **_shape_columns(sound, high[channels]),
            **_channel_columns(pairs, channels, np.zeros(len(stack.streams))),
            **_code_columns(used, channels, stack.widths),
            **_bias_columns(stack.streams),
        }
        answer[channels] = np.stack([columns[name] for name in WINDOW_FEATURES], axis=1)
    return answer


def _positive(values: Floats) -> Floats:
    return np.maximum(values, 0.0)


def _cost_columns(stack: _Stack, prediction: Prediction, channels: int) -> dict[str, Floats]:
    """How long the code is, in all and for kinds of encodings."""
    widths = stack.widths
    cost, worst = prediction.cost / widths, prediction.worst / (8 * widths)
    is_float = np.array([ENCODINGS[stream.encoding].is_float for stream in stack.streams])
    return {
        "cost": -cost,
        "cost_8": -cost * (widths == 1),
        "cost_32": -cost * (widths == 4),
        "cost_float": -cost * is_float,
        "cost_stereo": -cost * (1.0 if channels == 2 else 0.0),
        "worst_75": -10.0 * _positive(worst - 0.75),
        "worst_90": -10.0 * _positive(worst - 0.9),
        "predictable": np.clip(prediction.gain, 0.0, 6.0),
        "predictable_1": np.clip(prediction.gain, 0.0, 1.0),
    }


def _shape_columns(sound: Shape, high: Floats) -> dict[str, Floats]:
    """Whether levels and frequencies are those of sound. high: `low_to_high` of the channels."""
    return {
        "dc": -np.log1p(sound.dc),
        "dc_50": -np.clip(sound.dc - 0.5, 0.0, 1.0),
        "hf": high,
        "hf_2": np.minimum(high, 2.0),
        "big": -sound.big,
        "big_05": -5.0 * _positive(sound.big - 0.05),
        "over": -sound.over,
        "level_off": -np.abs(sound.level + 1.2),
        "level_loud": -5.0 * _positive(sound.level + 0.35),
        "level_quiet": -3.0 * _positive(-2.3 - sound.level),
        "tiny": sound.tiny,
        "peaked": sound.peakedness - 1.6,
        "flat": -3.0 * _positive(1.2 - sound.peakedness),
    }


def _channel_columns(pairs: Interleaving, channels: int, zero: Floats) -> dict[str, Floats]:
    """Whether even and odd samples are two channels; what speaks for two speaks against one."""
    sign, stereo = (1.0, 1.0) if channels == 2 else (-1.0, 0.0)
    apart = pairs.steps_z > 0.4
    return {
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
        "lag_pos": sign * _positive(pairs.lag),
        "interleaved": sign * apart,
        "interleaved_steps": sign * 5 * np.minimum(pairs.steps, 0.3) * apart,
    }


def _code_columns(used: Codes, channels: int, widths: Floats) -> dict[str, Floats]:
    """Whether the codes are used as recorders use them."""
    sign, stereo = (1.0, 1.0) if channels == 2 else (-1.0, 0.0)
    return {
        "density": used.density,
        "density_8": used.density * (widths == 1),
        "limit": used.limit,
        "limit_some": np.minimum(1.0, 50 * used.limit),
        "limit_even": used.min_limit - used.limit,
        "extreme": used.extreme,
        "still": used.still if channels == 1 else used.still_2,
        "dead": stereo * used.dead,
        "equal": sign * used.equal,
        "equal_z": sign * used.equal_z,
    }


def _bias_columns(streams: Sequence[Stream]) -> dict[str, Floats]:
    """1 for the kind of stream, else 0."""
    phases = np.array([stream.phase for stream in streams])
    families = np.array([family_of(stream.encoding) for stream in streams])
    encodings = np.array([stream.encoding for stream in streams])
    return {
        "phase": 1.0 * (phases > 0),
        "phase_2": 1.0 * (phases > 1),
        **{f"bias_{family}": 1.0 * (families == family) for family in FAMILIES},
        **{f"bias_{name}": 1.0 * (encodings == name) for name in ("s16le", "u8", "mulaw")},
    }


# ---------------------------------------------------------------- readings of a buffer


def buffer_features(means: Mapping[Reading, Floats], length: int, packed: float) -> dict[Reading, Floats]:
    """Rows of `READING_FEATURES` from the window features' means, for a buffer of `length` bytes.

    Readings that share most of their bytes differ little in bits a byte, but the whole buffer's difference
    in bits is as significant as it is large: `order` compares with the other byte order, `twin` with the
    other number of channels, `rival` with the shortest of all others, `gain` with `packed`, the bits a byte
    of a general compressor. All are positive when this reading is the shorter.
    """
    weight = min(length, MAX_EVIDENCE_BYTES)
    shortest = sorted((-float(row[COST]), reading) for reading, row in means.items())[:2]
    answer = {}
    for reading, row in means.items():
        partner = other_order(Stream(reading.encoding, reading.phase))
        against_order = Reading(*partner, reading.channels) if partner else reading
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


# ---------------------------------------------------------------- not audio


def null_features(window: Bytes, length: int) -> Floats:
    """Row of `NULL_FEATURES` of one window of a buffer of `length` bytes."""
    entropy, packed = byte_entropy(window), zlib_bits(window)
    least, scale = min(entropy, packed), float(np.log2(length / 4096))
    places = [entropy - bytes_apart(window, step) for step in (2, 3, 4, 8)]
    return np.array([1, -least, -entropy, -packed, -0.2 * scale * least, scale, printable(window), *places])


def zlib_bits(raw: Bytes) -> float:
    """Bits a byte that zlib needs: low for text, program code and anything with repeats."""
    return 8.0 * max(0, len(zlib.compress(raw.tobytes(), 6)) - 11) / max(1, len(raw))


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
