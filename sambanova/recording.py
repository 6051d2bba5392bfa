"""A recording: frames with a rate, ready to be played, saved and measured.

The frames of a long recording may still be decoded while its beginning is heard.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sambanova.audio_format import AudioFormat
from sambanova.encodings import WAV_SAMPLE_WIDTH, WavEncoding, samples_as_float
from sambanova.findings import Finding


class PartialPcm:
    """Interleaved frames like `bytes`, of which reading waits until they are decoded.

    One thread appends and finishes, any number read. The length is the expected one until all is
    decoded, and then the true one; the two differ where the recording is damaged.
    """

    def __init__(self, expected: int) -> None:
        """expected: bytes that there will be, as far as can be known."""
        self._data = bytearray(expected)
        self._decoded = 0
        self._finished = False
        self._findings: tuple[Finding, ...] = ()
        self._changed = threading.Condition()

    def __len__(self) -> int:
        """Bytes in all."""
        return self._decoded if self._finished else len(self._data)

    def __getitem__(self, span: slice) -> bytes:
        """A part without steps; it waits for it, and ends where the recording ends."""
        start, stop, _ = span.indices(len(self))
        with self._changed:
            self._changed.wait_for(lambda: self._finished or self._decoded >= stop)
            return bytes(memoryview(self._data)[start : min(stop, self._decoded)])

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was wrong; it waits for the end."""
        self.wait()
        return self._findings

    def wait(self) -> None:
        """Waits until all is decoded."""
        with self._changed:
            self._changed.wait_for(lambda: self._finished)

    def append(self, piece: bytes) -> None:
        """Adds what was decoded next."""
        with self._changed:
            end = self._decoded + len(piece)
            self._data[self._decoded : end] = piece
            self._decoded = end
            self._changed.notify_all()

    def finish(self, findings: tuple[Finding, ...]) -> None:
        """Says that this is all, and what was wrong with it."""
        with self._changed:
            self._findings = findings
            self._finished = True
            self._changed.notify_all()


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """Frames of one session's audio, in memory.

    format: what the stored bytes are. encoding: how `pcm` holds the samples, which is what a WAV
    file can hold. pcm: interleaved frames; those of a long recording may still be decoded, and reading
    waits for them. stored: the bytes as they were in Redis, out of base64.
    findings: what was wrong with text, container and format; `analysis` finds what is wrong with
    the sound.
    """

    format: AudioFormat
    encoding: WavEncoding
    pcm: bytes | PartialPcm
    stored: bytes
    findings: tuple[Finding, ...] = ()

    @property
    def sample_rate(self) -> int:
        """Frames a second, Hz."""
        return self.format.sample_rate

    @property
    def channels(self) -> int:
        """Samples a frame."""
        return self.format.channels

    @property
    def frame_width(self) -> int:
        """Bytes a frame of `pcm`."""
        return WAV_SAMPLE_WIDTH[self.encoding] * self.channels

    @property
    def frame_count(self) -> int:
        """Frames in all."""
        return len(self.pcm) // self.frame_width

    @property
    def duration(self) -> float:
        """Seconds in all."""
        return self.frame_count / self.sample_rate

    @property
    def nbytes(self) -> int:
        """Bytes of memory that the recording takes."""
        return len(self.pcm) + (0 if self.pcm is self.stored else len(self.stored))

    def decoded_findings(self) -> tuple[Finding, ...]:
        """What was found wrong, also by decoding, the end of which it waits for."""
        late = self.pcm.findings if isinstance(self.pcm, PartialPcm) else ()
        return (*self.findings, *late)

    def samples(self, start: int = 0, stop: int | None = None) -> NDArray[np.float32]:
        """The frames `start` up to `stop` as frames x channels, full scale being -1..1.

        Fewer come back where the recording ends before.
        """
        first, last, _ = slice(start, stop).indices(self.frame_count)
        pcm = self.pcm if isinstance(self.pcm, PartialPcm) else memoryview(self.pcm)
        piece = pcm[first * self.frame_width : max(first, last) * self.frame_width]
        return samples_as_float(piece, self.encoding).reshape(-1, self.channels)
