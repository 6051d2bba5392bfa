"""Sounds made here, and their bytes in every encoding."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sambanova.encodings import ENCODINGS, G711_TABLES

Frames = NDArray[np.float64]


def speak(seconds: float = 1.0, rate: int = 16000, seed: int = 1) -> Frames:
    """Something like a voice: pulses through three resonances, in syllables, with breath."""
    rng = np.random.default_rng(seed)
    count = int(seconds * rate)
    time_axis = np.arange(count) / rate
    pitch = 120 + 25 * np.sin(2 * np.pi * 2.3 * time_axis + seed) + 8 * np.sin(2 * np.pi * 5.1 * time_axis)
    phase = np.cumsum(pitch) / rate
    source = np.diff(np.floor(phase), prepend=0.0) + 0.02 * rng.standard_normal(count)
    formants = ((640, 90), (1190, 110), (2390, 160))
    sound = np.zeros(count)
    length = int(0.03 * rate)
    ring = np.arange(length) / rate
    for frequency, width in formants:
        answer = np.exp(-np.pi * width * ring) * np.sin(2 * np.pi * frequency * ring)
        sound += np.convolve(source, answer)[:count]
    syllables = np.clip(np.sin(2 * np.pi * 3.7 * time_axis + seed), 0, None) ** 0.7
    sound = sound * syllables + 0.002 * rng.standard_normal(count)
    return np.asarray(0.5 * sound / np.abs(sound).max())


def as_bytes(frames: Frames, encoding: str) -> bytes:
    """Samples (frames, or frames x channels) as headerless bytes."""
    flat = frames.reshape(-1)
    width = ENCODINGS[encoding].sample_width
    if encoding in G711_TABLES:
        levels = G711_TABLES[encoding] / 32768
        return bytes(np.abs(flat[:, None] - levels[None, :]).argmin(1).astype(np.uint8))
    if encoding.startswith("f"):
        return flat.astype(f"{'>' if encoding.endswith('be') else '<'}f{width}").tobytes()
    full = 2 ** (8 * width - 1)
    whole = np.clip(np.round(flat * full), -full, full - 1).astype("<i8") + (128 if encoding == "u8" else 0)
    octets = whole.view(np.uint8).reshape(-1, 8)[:, :width]
    return np.ascontiguousarray(octets[:, ::-1] if encoding.endswith("be") else octets).tobytes()


def in_stereo(seconds: float = 1.0, rate: int = 16000) -> Frames:
    """One voice on the left, another on the right."""
    return np.stack([speak(seconds, rate, 1), 0.7 * speak(seconds, rate, 4)], 1)
