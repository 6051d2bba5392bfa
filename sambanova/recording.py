"""A recording: PCM in memory with its format.

A long recording can be played while its end is still being decoded.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sambanova.audio_format import AudioFormat
from sambanova.encodings import WAV_SAMPLE_WIDTH, WavEncoding, samples_as_float
from sambanova.findings import Finding


class PartialPcm:
    """Interleaved frames that are still being decoded. Reading a slice waits until it is decoded.

    One thread appends and finishes; any number of threads read. The length is the expected one until
    decoding ends, then the actual one, which differs if the recording is damaged.

        pcm = PartialPcm(32_000)
        pcm[:2]  # waits until another thread has appended 2 bytes, or finished
    """

    def __init__(self, expected: int) -> None:
        """expected: bytes of the whole recording, without damage."""
        self._data = bytearray(expected)
        self._decoded = 0
        self._finished = False
        self._findings: tuple[Finding, ...] = ()
        self._changed = threading.Condition()

    def __len__(self) -> int:
        """Bytes of the whole recording."""
        return self._decoded if self._finished else len(self._data)

    def __getitem__(self, span: slice) -> bytes:
        """Waits for a slice without step; fewer bytes are returned if the recording ends before."""
        start, stop, _ = span.indices(len(self))
        with self._changed:
            self._changed.wait_for(lambda: self._finished or self._decoded >= stop)
            return bytes(memoryview(self._data)[start : min(stop, self._decoded)])

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Faults found while decoding. Waits until decoding ends."""
        self.wait()
        return self._findings

    def wait(self) -> None:
        """Waits until decoding ends."""
        with self._changed:
            self._changed.wait_for(lambda: self._finished)

    def append(self, piece: bytes) -> None:
        """Adds the next decoded frames."""
        with self._changed:
            end = self._decoded + len(piece)
            self._data[self._decoded : end] = piece
            self._decoded = end
            self._changed.notify_all()

    def finish(self, findings: tuple[Finding, ...]) -> None:
        """Ends the recording. findings: faults found while decoding."""
        with self._changed:
            self._findings = findings
            self._finished = True
            self._changed.notify_all()


class GrowingPcm:
    """Interleaved frames of a call that goes on. Reading never waits; `wait_beyond` does.

    One thread appends and finishes; any number of threads read.

        pcm = GrowingPcm(b"")
        pcm.wait_beyond(0, timeout=1.0)  # whether another thread has appended meanwhile
    """

    def __init__(self, data: bytes) -> None:
        """data: the frames that are there already."""
        self._data = bytearray(data)
        self._changed = threading.Condition()
        self.is_finished = False

    def __len__(self) -> int:
        """Bytes so far."""
        return len(self._data)

    def __getitem__(self, span: slice) -> bytes:
        """A slice without step of what is there."""
        with self._changed:
            return bytes(self._data[span])

    def append(self, piece: bytes) -> None:
        """Adds frames."""
        with self._changed:
            self._data += piece
            self._changed.notify_all()

    def finish(self) -> None:
        """Says that no more will come. Idempotent."""
        with self._changed:
            self.is_finished = True
            self._changed.notify_all()

    def wait_beyond(self, length: int, timeout: float) -> bool:
        """Waits until there are more than `length` bytes, or no more will come; whether there are more."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._data) > length or self.is_finished, timeout)
            return len(self._data) > length


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """The decoded audio of a session, in memory.

    format: of the stored bytes. encoding: of `pcm`. pcm: interleaved frames; reading those of a long
    recording waits until they are decoded. stored: the bytes in Redis, decoded from base64.
    findings: faults of the text, the container and the format; `analysis` finds those of the sound.
    """

    format: AudioFormat
    encoding: WavEncoding
    pcm: bytes | PartialPcm | GrowingPcm
    stored: bytes
    findings: tuple[Finding, ...] = ()

    @property
    def sample_rate(self) -> int:
        """Frames per second, Hz."""
        return self.format.sample_rate

    @property
    def channels(self) -> int:
        """Samples per frame."""
        return self.format.channels

    @property
    def frame_width(self) -> int:
        """Bytes per frame of `pcm`."""
        return WAV_SAMPLE_WIDTH[self.encoding] * self.channels

    @property
    def frame_count(self) -> int:
        """Number of frames."""
        return len(self.pcm) // self.frame_width

    @property
    def duration(self) -> float:
        """Seconds."""
        return self.frame_count / self.sample_rate

    @property
    def nbytes(self) -> int:
        """Bytes of memory in use."""
        return len(self.pcm) + (0 if self.pcm is self.stored else len(self.stored))

    def decoded_findings(self) -> tuple[Finding, ...]:
        """All findings, also those of decoding. Waits until decoding ends."""
        late = self.pcm.findings if isinstance(self.pcm, PartialPcm) else ()
        return (*self.findings, *late)

    def samples(self, start: int = 0, stop: int | None = None) -> NDArray[np.float32]:
        """The frames from `start` up to `stop`, exclusive, as frames x channels. Full scale is -1..1.

        Fewer are returned if the recording ends before.

            recording.samples(0, 16000)  # the first second at 16 kHz, shape (16000, channels)
        """
        first, last, _ = slice(start, stop).indices(self.frame_count)
        pcm = memoryview(self.pcm) if isinstance(self.pcm, bytes) else self.pcm
        piece = pcm[first * self.frame_width : max(first, last) * self.frame_width]
        return samples_as_float(piece, self.encoding).reshape(-1, self.channels)

    def windows(self, starts: Iterable[int], size: int) -> NDArray[np.float32]:
        """Stretches of `size` frames, windows x frames x channels. starts: their first frames, at least one.

        Each must lie in the recording.
        """
        return np.stack([self.samples(start, start + size) for start in starts])
