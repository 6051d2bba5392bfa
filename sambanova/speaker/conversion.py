"""Converts frames of a recording to the sample format, rate and channels of a device, and its volume.

Pure functions of samples: frames in, bytes out.
"""

from __future__ import annotations

import numpy as np
import soxr
from numpy.typing import NDArray

from sambanova.recording import Recording

# By encoding, the narrowest PortAudio format that keeps every bit and that common devices accept.
DEVICE_FORMATS = {
    "u8": "paInt16",
    "s16le": "paInt16",
    "s24le": "paInt32",
    "s32le": "paInt32",
    "f32le": "paFloat32",
}


class Converter:
    """Converts the frames of one recording for one stream.

    Samples stay bit-exact at volume 1.0 when the stream has the rate, the channels and the format of
    the recording. Call `convert` with consecutive frames, because the resampler keeps state; after the
    last frame, `rest` returns what the resampler still holds.
    """

    def __init__(self, recording: Recording, sample_format: str, sample_rate: int, channels: int) -> None:
        """sample_format: a value of DEVICE_FORMATS. sample_rate: of the stream, Hz."""
        self._recording = recording
        self._sample_format = sample_format
        self._channels = channels
        self._exact = channels == recording.channels and sample_format == DEVICE_FORMATS[recording.encoding]
        self._resampler: soxr.ResampleStream | None = None
        if sample_rate != recording.sample_rate:
            self._exact = False
            self._resampler = soxr.ResampleStream(recording.sample_rate, sample_rate, channels)
        self._volume = 1.0

    def convert(self, start: int, stop: int, volume: float) -> bytes:
        """The bytes to write for the frames from `start` up to `stop`, at `volume` 0..1."""
        self._volume = volume
        if self._exact and volume == 1.0:
            width = self._recording.frame_width
            pcm = self._recording.pcm[start * width : stop * width]
            return _widen(pcm, self._recording.encoding)
        samples = _mix(self._recording.samples(start, stop), self._channels)
        if self._resampler is not None:
            samples = self._resampler.resample_chunk(samples)
        return self._as_bytes(samples)

    def rest(self) -> bytes:
        """The bytes that the resampler holds back, after the last frame."""
        if self._resampler is None:
            return b""
        no_frames = np.empty((0, self._channels), np.float32)
        return self._as_bytes(self._resampler.resample_chunk(no_frames, last=True))

    def silence(self, frame_count: int) -> bytes:
        """Silence of `frame_count` frames at the rate of the stream."""
        return self._as_bytes(np.zeros((frame_count, self._channels), np.float32))

    def _as_bytes(self, samples: NDArray[np.float32]) -> bytes:
        scaled = samples * np.float32(self._volume)
        if self._sample_format == "paFloat32":
            return scaled.tobytes()
        bits, dtype = (32, "<i4") if self._sample_format == "paInt32" else (16, "<i2")
        full_scale = 2 ** (bits - 1)
        steps = np.rint(scaled.astype(np.float64) * full_scale).clip(-full_scale, full_scale - 1)
        integers: NDArray[np.integer] = steps.astype(dtype)
        return integers.tobytes()


def _widen(pcm: bytes, encoding: str) -> bytes:
    """Samples in the width of the device format; each value is shifted, not rounded."""
    if encoding == "u8":
        signed = np.frombuffer(pcm, np.uint8).astype("<i2") - 128
        return (signed << 8).astype("<i2").tobytes()
    if encoding == "s24le":
        wide = np.zeros((len(pcm) // 3, 4), np.uint8)
        wide[:, 1:] = np.frombuffer(pcm, np.uint8).reshape(-1, 3)
        return wide.tobytes()
    return pcm


def _mix(samples: NDArray[np.float32], channels: int) -> NDArray[np.float32]:
    """Frames with `channels` channels; when the number differs, each gets the mean of all."""
    if samples.shape[1] == channels:
        return samples
    return np.repeat(samples.mean(axis=1, keepdims=True), channels, axis=1)
