"""Draws a spectrogram of a recording as a PNG."""

from __future__ import annotations

import itertools
import struct
import zlib

import numpy as np
from numpy.typing import NDArray

from sambanova.recording import Recording

_WINDOW = 512  # frames; at 16 kHz 32 ms, in which speech hardly changes
LANE_HEIGHT = _WINDOW // 2  # pixels of a channel, one for each frequency
_MAX_WINDOWS = 8  # that are averaged for a column
_QUIETEST, _LOUDEST = -90.0, -30.0  # dBFS of a frequency that is transparent, and of one that is opaque
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GREY_AND_ALPHA = 4  # colour type (PNG specification, 11.2.1)


def picture(recording: Recording, start: float, end: float, width: int) -> bytes:
    """A PNG of the part from `start` to `end` seconds, `width` pixels wide.

    Black on transparent; opacity grows with the level. Each channel is `LANE_HEIGHT` pixels high, from
    0 Hz at its bottom to half the sample rate at its top; the first channel is at the top of the image.
    """
    rate = recording.sample_rate
    edges = np.linspace(start * rate, end * rate, width + 1)
    windows = int(np.clip((end - start) * rate / width / _WINDOW, 1, _MAX_WINDOWS))
    columns = [_powers(recording, first, last, windows) for first, last in itertools.pairwise(edges)]
    powers = np.stack(columns, axis=2)[:, ::-1]  # channels x frequencies, the highest first, x columns
    decibels = 10 * np.log10(powers.reshape(-1, width) + 1e-20)
    opacity = (decibels - _QUIETEST) / (_LOUDEST - _QUIETEST)
    return _png(np.rint(np.clip(opacity, 0, 1) * 255).astype(np.uint8))


def _powers(recording: Recording, first: float, last: float, windows: int) -> NDArray[np.float64]:
    """The mean power between two frames, channels x frequencies. A sine of full scale has 1."""
    shape = np.hanning(_WINDOW)[:, np.newaxis]
    middles = first + (np.arange(windows) + 0.5) * (last - first) / windows
    total = np.zeros((recording.channels, LANE_HEIGHT))
    for middle in middles:
        begin = max(0, min(round(middle) - _WINDOW // 2, recording.frame_count - _WINDOW))
        sound = recording.samples(begin, begin + _WINDOW)
        spectrum = np.fft.rfft(sound * shape[: len(sound)], _WINDOW, axis=0)[:LANE_HEIGHT]
        total += np.abs(spectrum.T / (shape.sum() / 2)) ** 2
    return total / windows


def _png(opacity: NDArray[np.uint8]) -> bytes:
    """A PNG of black pixels. opacity: 0..255, rows x columns."""
    height, width = opacity.shape
    pixels = np.zeros((height, 1 + 2 * width), np.uint8)  # each row begins with its filter type, 0: none
    pixels[:, 2::2] = opacity
    header = struct.pack(">IIBBBBB", width, height, 8, _GREY_AND_ALPHA, 0, 0, 0)
    body = zlib.compress(pixels.tobytes(), 3)
    return _SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
