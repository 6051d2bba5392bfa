"""The speech of the demo, `demo_audio/*.webm`, and how voice apps store sound.

sound = Clip("ada").sound(16_000)
data = as_bytes(sound, "s16le")
"""

from __future__ import annotations

import io
from functools import cached_property
from pathlib import Path
from typing import Any

import av
import numpy as np
import soxr
from numpy.typing import NDArray

from sambanova.encodings import ENCODINGS, G711_TABLES

AUDIO_FOLDER = Path(__file__).resolve().parent / "demo_audio"
_OPUS_RATE = 48_000  # Hz; the clock of Opus

Samples = NDArray[np.float32]


class Clip:
    """A stored recording, WebM with Opus, that is decoded on first use. name: file without suffix."""

    def __init__(self, name: str) -> None:
        self.webm = (AUDIO_FOLDER / f"{name}.webm").read_bytes()

    @cached_property
    def _decoded(self) -> tuple[Samples, int]:
        with av.open(io.BytesIO(self.webm), "r") as file:
            stream = file.streams.audio[0]
            frames = [frame.to_ndarray() for frame in file.decode(stream)]
            return np.concatenate(frames, axis=1).T.astype(np.float32), stream.rate

    def sound(self, rate: int) -> Samples:
        """The samples, frames x channels, -1..1, resampled to `rate` Hz."""
        samples, stored_rate = self._decoded
        return _resampled(samples, stored_rate, rate)


def as_bytes(samples: Samples, encoding: str) -> bytes:
    """Headerless audio, interleaved.

    samples: -1..1, of any shape; integers are clipped to their range. encoding: a name of `ENCODINGS`.
    """
    flat = samples.ravel()
    stored = ENCODINGS[encoding]
    if stored.is_g711:
        return _as_g711(flat, G711_TABLES[encoding])
    width = stored.sample_width
    if stored.is_float:
        return flat.astype(stored.dtype(f"f{width}")).tobytes()
    full_scale = 2 ** (8 * width - 1)
    steps = np.clip(np.round(flat.astype(np.float64) * full_scale), -full_scale, full_scale - 1)
    integers: NDArray[np.int64] = steps.astype("<i8") + (full_scale if encoding == "u8" else 0)
    octets = integers.view(np.uint8).reshape(-1, 8)[:, :width]
    return (octets[:, ::-1] if stored.is_big_endian else octets).tobytes()


def _as_g711(samples: Samples, table: NDArray[np.int16]) -> bytes:
    """The code with the nearest value for each sample. table: the values of the codes."""
    by_value = np.argsort(table, kind="stable")
    values = table[by_value].astype(np.float32) / 32768
    nearest = np.searchsorted((values[1:] + values[:-1]) / 2, samples)
    return by_value[nearest].astype(np.uint8).tobytes()


def as_mp3(samples: Samples, rate: int) -> bytes:
    """An MP3 file, as speech services return it. samples: mono, -1..1."""
    return _file(samples, rate, "mp3", "libmp3lame", 48_000)


def as_webm(samples: Samples, rate: int) -> bytes:
    """A WebM file with Opus, as browsers record it. samples: mono, -1..1."""
    return _file(_resampled(samples, rate, _OPUS_RATE), _OPUS_RATE, "webm", "libopus", 32_000)


def _file(samples: Samples, rate: int, container: str, codec: str, bit_rate: int) -> bytes:
    file = io.BytesIO()
    with av.open(file, "w", format=container) as output:
        stream: Any = output.add_stream(codec, rate=rate, layout="mono")
        stream.bit_rate = bit_rate
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples.T), format="fltp", layout="mono")
        frame.sample_rate = rate
        output.mux([*stream.encode(frame), *stream.encode(None)])
    return file.getvalue()


def _resampled(samples: Samples, rate: int, wanted: int) -> Samples:
    if rate == wanted:
        return samples
    return np.asarray(soxr.resample(samples, rate, wanted), np.float32)
