"""Headerless bytes cut into samples, in every possible way.

A *stream* is an encoding and a byte phase. Samples are float64 in -1.0..1.0 and exact. (The samples for
playing and measuring, `encodings.samples_as_float`, are float32: too coarse to tell 24 bits from 32.)
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sambanova.encodings import ENCODINGS, G711_TABLES

Floats = NDArray[np.floating[Any]]
Bytes = NDArray[np.uint8]

FRAME_MULTIPLE = 48
"""Common multiple of all frame sizes in bytes: windows that begin at multiples have the phase of the
buffer."""

MAX_FLOAT = 64.0
"""Float samples beyond this are not audio at a scale of -1 to 1: +36 dB over full scale."""

UNSCALED_FULL_SCALE = 32768.0
"""Full scale of floats that were converted from 16-bit samples without scaling."""


class Stream(NamedTuple):
    """A way to cut bytes into samples."""

    encoding: str
    phase: int
    """Bytes to skip before the first whole sample, 0..width-1."""


STREAMS = tuple(
    Stream(encoding.name, phase) for encoding in ENCODINGS.values() for phase in range(encoding.sample_width)
)

FAMILIES = ("8bit", "g711", "s16", "s24", "s32", "float")
"""Encodings that share a bias in the fitted weights."""


def family_of(encoding: str) -> str:
    """The one of `FAMILIES` that an encoding belongs to."""
    stored = ENCODINGS[encoding]
    if stored.is_float:
        return "float"
    if stored.is_g711:
        return "g711"
    return "8bit" if stored.sample_width == 1 else f"s{8 * stored.sample_width}"


def other_order(stream: Stream) -> Stream | None:
    """The stream of the other byte order with the same most significant bytes; None where there is none.

    Example: `s16le` from phase 0 and `s16be` from phase 1 differ in the less significant bytes alone.
    """
    stored = ENCODINGS[stream.encoding]
    step, order = (1, "le") if stored.is_big_endian else (-1, "be")
    partner = f"{stored.name[:-2]}{order}"
    return Stream(partner, (stream.phase + step) % stored.sample_width) if partner in ENCODINGS else None


def decode(raw: Bytes, encoding: str) -> tuple[Floats, Floats] | None:
    """Whole samples, and half the width of the quantiser cell of each.

    None when no audio can look like that: floats that are not numbers or far too loud.
    """
    stored = ENCODINGS[encoding]
    if stored.is_g711:
        levels, half_cells = g711_cells(encoding)
        return levels[raw], half_cells[raw]
    if stored.is_float:
        return _decode_floats(raw, encoding)
    bits = 8 * stored.sample_width
    values = _integers(raw, encoding)
    scale = 2.0 ** (1 - bits)
    half_cell = 2.0 ** common_zero_bits(values, bits) * scale / 2
    return np.asarray(values * scale), np.full(values.shape, half_cell)


def to_samples(raw: Bytes, encoding: str) -> Floats:
    """Whole samples; floats that are not numbers become 0."""
    stored = ENCODINGS[encoding]
    if stored.is_g711:
        return g711_cells(encoding)[0][raw]
    if stored.is_float:
        with np.errstate(all="ignore"):
            values = _floats(raw, encoding)
        return np.nan_to_num(np.clip(values, -2 * UNSCALED_FULL_SCALE, 2 * UNSCALED_FULL_SCALE))
    return np.asarray(_integers(raw, encoding) * 2.0 ** (1 - 8 * stored.sample_width))


@lru_cache(maxsize=2)
def g711_cells(encoding: str) -> tuple[Floats, Floats]:
    """Value, -1.0..1.0, and half the width of the quantiser cell of each of the 256 codes."""
    levels: Floats = G711_TABLES[encoding] / 32768.0
    order = np.argsort(levels, kind="stable")
    spacing = np.empty(256)
    spacing[order] = np.maximum(np.gradient(levels[order]), 2.0**-15)
    return levels, spacing / 2


def common_zero_bits(values: NDArray[np.int64], bits: int) -> int:
    """Trailing zero bits that all integers share: 8 for 8-bit sound stored in 16 bits."""
    union = int(np.bitwise_or.reduce(values)) if values.size else 0
    return bits - 1 if union == 0 else min(bits - 1, (union & -union).bit_length() - 1)


def _integers(raw: Bytes, encoding: str) -> NDArray[np.int64]:
    """Samples of an integer encoding, zero in the middle."""
    stored = ENCODINGS[encoding]
    if encoding == "u8":
        return raw.astype(np.int64) - 128
    if stored.sample_width == 3:
        octets = raw.reshape(-1, 3).astype(np.int64)
        low, high = (2, 0) if stored.is_big_endian else (0, 2)
        value = octets[:, low] | octets[:, 1] << 8 | octets[:, high] << 16
        return (value ^ 0x800000) - 0x800000
    return raw.view(stored.dtype(f"i{stored.sample_width}")).astype(np.int64)


def _floats(raw: Bytes, encoding: str) -> Floats:
    stored = ENCODINGS[encoding]
    return raw.view(stored.dtype(f"f{stored.sample_width}")).astype(np.float64)


def _decode_floats(raw: Bytes, encoding: str) -> tuple[Floats, Floats] | None:
    width = ENCODINGS[encoding].sample_width
    with np.errstate(all="ignore"):
        values = _floats(raw, encoding)
        loudest = float(np.abs(values).max())
        if not loudest <= 2 * UNSCALED_FULL_SCALE:
            return None
        if loudest > MAX_FLOAT:
            values = values / UNSCALED_FULL_SCALE
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
