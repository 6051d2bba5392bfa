"""Decodes headerless audio of one track while it is recorded, and puts several tracks side by side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import soxr
from numpy.typing import NDArray

from sambanova.audio_format import AudioFormat
from sambanova.encodings import ENCODINGS, samples_as_float

_MAX_LAG = 0.4  # seconds by which a track may be behind the others before silence takes its place


class LiveTrack:
    """The samples of a track as they come, mono and at the rate of the call.

    A frame that is cut by the end of a chunk waits for its rest.
    """

    def __init__(self, audio_format: AudioFormat, sample_rate: int) -> None:
        """audio_format: headerless. sample_rate: of the result, Hz."""
        assert audio_format.encoding is not None
        self._encoding = ENCODINGS[audio_format.encoding]
        self._channels = audio_format.channels
        self._rest = b""
        self._resampler = (
            soxr.ResampleStream(audio_format.sample_rate, sample_rate, 1, dtype="float32", quality="MQ")
            if audio_format.sample_rate != sample_rate
            else None
        )

    def decode(self, data: bytes) -> NDArray[np.float32]:
        """The samples of the next bytes, one-dimensional; full scale is -1..1."""
        data = self._rest + data
        width = self._encoding.sample_width * self._channels
        whole = len(data) // width * width
        self._rest = data[whole:]
        frames = samples_as_float(self._encoding.to_wav(data[:whole]), self._encoding.wav)
        mono = frames.reshape(-1, self._channels).mean(axis=1, dtype=np.float32)
        return mono if self._resampler is None else self._resampler.resample_chunk(mono)


class LiveMix:
    """Several tracks side by side as they come, 16-bit and interleaved.

    A track that sends nothing, as nobody speaks, is silent as soon as it lags behind the others.
    """

    def __init__(self, count: int, sample_rate: int) -> None:
        self._lanes: list[NDArray[np.float32]] = [np.empty(0, np.float32) for _ in range(count)]
        self._max_lag = round(_MAX_LAG * sample_rate)

    def add(self, pieces: Sequence[NDArray[np.float32]]) -> bytes:
        """Takes the next samples of each track, and returns the frames that are complete now."""
        lanes = [
            np.concatenate((lane, piece)) if len(piece) else lane
            for lane, piece in zip(self._lanes, pieces, strict=True)
        ]
        longest = max(map(len, lanes))
        least = longest - self._max_lag
        lanes = [np.pad(lane, (0, max(0, least - len(lane)))) for lane in lanes]
        ready = min(map(len, lanes))
        self._lanes = [lane[ready:] for lane in lanes]
        return _as_s16(np.column_stack([lane[:ready] for lane in lanes]))

    def rest(self) -> bytes:
        """The frames that are held back; shorter tracks end in silence."""
        longest = max(map(len, self._lanes))
        lanes = [np.pad(lane, (0, longest - len(lane))) for lane in self._lanes]
        self._lanes = [lane[:0] for lane in lanes]
        return _as_s16(np.column_stack(lanes))


def _as_s16(samples: NDArray[np.float32]) -> bytes:
    """16-bit little-endian samples."""
    return np.rint(samples * np.float32(32768)).clip(-32768, 32767).astype("<i2").tobytes()
