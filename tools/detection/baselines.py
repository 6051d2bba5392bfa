"""What one would use without the detector, to measure it against."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class Answer(NamedTuple):
    """What a baseline says."""

    encoding: str | None
    channels: int
    sample_rate: int = 44100


def always_s16le(data: bytes) -> Answer:
    """What older programs do: 16-bit little-endian mono, whatever it is."""
    return Answer("s16le", 1)


AUDACITY_TYPES = {
    "s8": "i1", "s16le": "<i2", "s32le": "<i4", "u8": "u1", "f32le": "<f4", "f64le": "<f8",
    "s16be": ">i2", "s32be": ">i4", "f32be": ">f4", "f64be": ">f8",
}  # fmt: skip
"""Encodings that Audacity's raw import tries."""


def audacity(data: bytes) -> Answer:
    """Audacity's classifier, written from its description.

    Skips 1024 bytes, adds up to 32 stretches of 512 samples, and takes the encoding and number of channels
    with the most power below 0.3 of the sample rate for that above 0.4.
    """
    best, answer = -1.0, Answer(None, 0)
    for name, code in AUDACITY_TYPES.items():
        width = np.dtype(code).itemsize
        body = data[1024:]
        samples = np.frombuffer(body[: len(body) // width * width], code)
        for channels in (1, 2):
            ratio = _low_to_high(samples[::channels])
            if np.isfinite(ratio) and ratio > best:
                best, answer = ratio, Answer(name, channels)
    return answer


def _low_to_high(samples: NDArray[Any]) -> float:
    with np.errstate(all="ignore"):
        values = samples.astype(np.float32)
        if len(values) < 512:
            return -1.0
        total = np.zeros(512, np.float32)
        start = 0
        for number in range(32):
            part = values[start : start + 512]
            if len(part) < 512:
                break
            total += part
            start += 512 + number
        total -= total.mean()
        power = np.abs(np.fft.fft(total / np.abs(total).max())) ** 2
        return float(power[: int(0.3 * 512)].sum() / power[int(0.4 * 512) : 256].sum())
