"""Decodes a recording in a container while it grows, in a child process with one open decoder.

    python -m sambanova.following.container matroska      the child: bytes on stdin, samples on stdout

The child first writes the sample rate and the number of channels, then interleaved 16-bit samples.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import av
import numpy as np
import soxr
from numpy.typing import NDArray

from sambanova.decoding.child_process import limit_process
from sambanova.decoding.signatures import CONTAINERS
from sambanova.following.samples import Samples

_HEAD = struct.Struct("<II")  # sample rate in Hz, channels
_ROOT = Path(__file__).resolve().parents[2]
_BLOCK = 1 << 16  # bytes
_MAX_MEMORY = 2 << 30  # bytes of address space of the child
_MAX_SECONDS = 3600.0  # of the processor for one call; an hour of Opus takes a slow machine half a minute
# A live stream must not be read ahead for seconds before its first samples come.
_AT_ONCE = {"probesize": "4096", "analyzeduration": "0"}


def demuxer_of(data: bytes) -> str | None:
    """The demuxer for a recording that begins with `data`; None if it is no container."""
    return next((kind.demuxer for kind in CONTAINERS if kind.begins(data)), None)


class LiveContainer:
    """The samples of a growing recording in a container, as they are decoded."""

    def __init__(self, demuxer: str, channels: int, sample_rate: int, on_samples: Callable[[], None]) -> None:
        """Starts the child. channels, sample_rate: of the result. on_samples: called for new ones."""
        self.channels = channels
        self._sample_rate = sample_rate
        self._on_samples = on_samples
        self._decoded: deque[Samples] = deque()
        self._resampler: soxr.ResampleStream | None = None
        self._demuxer = demuxer
        self._start()

    def _start(self) -> None:
        """Starts the child."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sambanova.following.container", self._demuxer],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C in the terminal must reach only the player
        )
        threading.Thread(
            target=self._receive, args=(self._process,), name="live decoder", daemon=True
        ).start()

    def decode(self, data: bytes) -> Samples:
        """Takes the next bytes; the samples that are decoded by now, frames x channels."""
        if data:
            assert self._process.stdin is not None
            with suppress(OSError):  # the child has ended, and with it what can be heard
                self._process.stdin.write(data)
                self._process.stdin.flush()
        found = [self._decoded.popleft() for _ in range(len(self._decoded))]
        return np.concatenate([np.empty((0, self.channels), np.float32), *found])

    def restart(self) -> None:
        """Begins a new recording, with a new child."""
        self.close()
        self._start()

    def close(self) -> None:
        """Ends the child. Idempotent."""
        self._process.kill()
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()
        self._process.wait()

    def _receive(self, process: subprocess.Popen[bytes]) -> None:
        """Reads samples until the child ends."""
        pipe = process.stdout
        assert pipe is not None
        with pipe:
            head = pipe.read(_HEAD.size)
            if len(head) < _HEAD.size:
                return
            rate, channels = _HEAD.unpack(head)
            if rate != self._sample_rate:
                self._resampler = soxr.ResampleStream(rate, self._sample_rate, channels, dtype="float32")
            rest = b""
            while data := os.read(pipe.fileno(), _BLOCK):
                data = rest + data
                whole = len(data) // (2 * channels) * 2 * channels
                rest = data[whole:]
                self._add(np.frombuffer(data[:whole], "<i2").reshape(-1, channels))

    def _add(self, frames: NDArray[np.int16]) -> None:
        samples: Samples = frames.astype(np.float32) / np.float32(32768)
        if self._resampler is not None:
            samples = self._resampler.resample_chunk(samples).reshape(-1, samples.shape[1])
        if samples.shape[1] != self.channels:
            mono = samples.mean(axis=1, dtype=np.float32, keepdims=True)
            samples = np.broadcast_to(mono, (len(mono), self.channels))
        if len(samples):
            self._decoded.append(samples)
            self._on_samples()


class _Input:
    """Standard input as FFmpeg reads it: what is there, instead of waiting for a full block."""

    def read(self, size: int) -> bytes:
        """At least one byte; none at the end."""
        return os.read(0, size)


def main(demuxer: str) -> None:
    """The child process. It ends with its input, or when that cannot be decoded."""
    limit_process(_MAX_MEMORY, _MAX_SECONDS)
    with (
        os.fdopen(os.dup(1), "wb") as output,
        av.open(_Input(), "r", format=demuxer, options=_AT_ONCE) as container,
    ):
        os.dup2(2, 1)  # FFmpeg may print
        resampler: av.AudioResampler | None = None
        for frame in container.decode(container.streams.audio[0]):
            if resampler is None:
                resampler = av.AudioResampler(format="s16", layout=frame.layout, rate=frame.sample_rate)
                output.write(_HEAD.pack(frame.sample_rate, frame.layout.nb_channels))
            for converted in resampler.resample(frame):
                output.write(converted.to_ndarray().tobytes())
            output.flush()


if __name__ == "__main__":
    with suppress(av.error.FFmpegError, OSError):
        main(sys.argv[1])
