"""Decodes headerless audio of one track while it is recorded, and puts several tracks side by side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import soxr
from numpy.typing import NDArray

from sambanova.audio_format import AudioFormat
from sambanova.encodings import ENCODINGS, samples_as_float

Samples = NDArray[np.float32]
"""Frames x channels; full scale is -1..1."""

_MAX_LAG = 0.4  # seconds without a sample, after which silence takes the place of a track


class LiveTrack:
    """The samples of a track as they come, at the rate of the call.

    A frame that is cut by the end of a chunk waits for its rest.
    """

    def __init__(self, audio_format: AudioFormat, sample_rate: int, *, is_mono: bool) -> None:
        """audio_format: headerless. sample_rate: of the result, Hz. is_mono: average the channels."""
        assert audio_format.encoding is not None
        self._encoding = ENCODINGS[audio_format.encoding]
        self._stored_channels = audio_format.channels
        self.channels = 1 if is_mono else audio_format.channels
        self._rest = b""
        self._resampler = (
            soxr.ResampleStream(audio_format.sample_rate, sample_rate, self.channels, dtype="float32")
            if audio_format.sample_rate != sample_rate
            else None
        )

    def restart(self) -> None:
        """Begins a new recording: what is left of a frame of the old one is dropped."""
        self._rest = b""

    def decode(self, data: bytes) -> Samples:
        """The samples of the next bytes, frames x channels; full scale is -1..1."""
        data = self._rest + data
        width = self._encoding.sample_width * self._stored_channels
        whole = len(data) // width * width
        self._rest = data[whole:]
        samples = samples_as_float(self._encoding.to_wav(data[:whole]), self._encoding.wav)
        frames: Samples = samples.reshape(-1, self._stored_channels)
        if self.channels < self._stored_channels:
            frames = frames.mean(axis=1, dtype=np.float32, keepdims=True)
        if self._resampler is not None:
            frames = self._resampler.resample_chunk(frames).reshape(-1, self.channels)
        return frames


class LiveMix:
    """Several tracks side by side as they come, 16-bit and interleaved.

    A track that sends nothing, as nobody speaks, is silent as soon as it lags behind the others.
    """

    def __init__(self, channels: Sequence[int], sample_rate: int) -> None:
        """channels: of each track."""
        self._lanes: list[Samples] = [np.empty((0, count), np.float32) for count in channels]
        self._max_lag = round(_MAX_LAG * sample_rate)
        self._heard = [0.0 for _ in channels]  # when each track had samples last

    def add(self, pieces: Sequence[Sequence[Samples]], now: float) -> bytes:
        """Takes the next samples of each track, and returns the frames that are complete now.

        now: seconds, from a clock that does not jump.
        """
        self._lanes = [
            np.concatenate((lane, *added)) for lane, added in zip(self._lanes, pieces, strict=True)
        ]
        self._heard = [now if added else heard for heard, added in zip(self._heard, pieces, strict=True)]
        least = max(map(len, self._lanes)) - self._max_lag
        # A track may be behind because it is read after the others; it is silent if nothing comes at all.
        self._lanes = [
            _padded(lane, least) if now - heard > _MAX_LAG else lane
            for lane, heard in zip(self._lanes, self._heard, strict=True)
        ]
        return self._take(min(map(len, self._lanes)))

    def rest(self) -> bytes:
        """The frames that are held back; shorter tracks end in silence."""
        longest = max(map(len, self._lanes))
        self._lanes = [_padded(lane, longest) for lane in self._lanes]
        return self._take(longest)

    def _take(self, count: int) -> bytes:
        taken = np.hstack([lane[:count] for lane in self._lanes])
        self._lanes = [lane[count:] for lane in self._lanes]
        return as_s16(taken)


def _padded(lane: Samples, length: int) -> Samples:
    """A track that is at least so long, with silence at its end."""
    return np.pad(lane, ((0, max(0, length - len(lane))), (0, 0)))


def as_s16(samples: Samples) -> bytes:
    """16-bit little-endian samples, interleaved. samples: frames x channels, full scale is -1..1."""
    steps: NDArray[np.int16] = np.rint(samples * np.float32(32768)).clip(-32768, 32767).astype("<i2")
    return steps.tobytes()
