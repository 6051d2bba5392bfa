"""A recording as a WAV file, generated piece by piece while it is sent."""

from __future__ import annotations

import io
import struct
import wave
from collections.abc import Iterator
from dataclasses import dataclass

from sambanova.encodings import WAV_SAMPLE_WIDTH
from sambanova.recording import Recording

_PIECE_BYTES = 1 << 18  # yielded at a time
_IEEE_FLOAT = 3  # WAVE_FORMAT_IEEE_FLOAT (Multimedia Programming Interface and Data Specifications 1.0)


@dataclass(frozen=True, slots=True)
class WavFile:
    """A WAV file of the frames from `start` up to `stop` of a recording.

        file = WavFile.of(recording)
        first_kilobyte = b"".join(file.read(0, 1024))

    Samples come from the recording as they are stored, so any byte range is available at once.
    """

    recording: Recording
    start: int
    stop: int
    header: bytes

    @classmethod
    def of(cls, recording: Recording, start: int = 0, stop: int | None = None) -> WavFile:
        """The WAV file of the frames from `start` up to `stop`, indexed like a slice; by default of all."""
        first, last, _ = slice(start, stop).indices(recording.frame_count)
        last = max(first, last)
        return cls(recording, first, last, _header(recording, last - first))

    @property
    def size(self) -> int:
        """Size of the file in bytes, with the pad byte after an odd number of data bytes."""
        data = self._data_size
        return len(self.header) + data + data % 2

    @property
    def _data_size(self) -> int:
        return (self.stop - self.start) * self.recording.frame_width

    def read(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Yields the bytes from `start` up to `stop` of the file, in pieces."""
        stop = self.size if stop is None else min(stop, self.size)
        if start < len(self.header):
            yield self.header[start:stop]
        pcm = self.recording.pcm
        begin = self.start * self.recording.frame_width
        position = max(0, start - len(self.header))
        end = stop - len(self.header)
        data_end = min(end, self._data_size)
        while position < data_end:
            piece_end = min(position + _PIECE_BYTES, data_end)
            piece = pcm[begin + position : begin + piece_end]
            # A damaged recording can be shorter than its header says; silence fills the rest.
            yield piece.ljust(piece_end - position, b"\0")
            position = piece_end
        if end > self._data_size and position < end:
            yield b"\0"


def _header(recording: Recording, frame_count: int) -> bytes:
    """The bytes before the samples."""
    if recording.encoding == "f32le":
        return _float_header(recording, frame_count)
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(recording.channels)
        writer.setsampwidth(WAV_SAMPLE_WIDTH[recording.encoding])
        writer.setframerate(recording.sample_rate)
        writer.setnframes(frame_count)
        writer.writeframesraw(b"")  # writes the header, for `frame_count` frames
        header = file.getvalue()
    data_size = frame_count * recording.frame_width
    # The RIFF size includes the pad byte, which the `wave` module leaves out.
    size = len(header) - 8 + data_size + data_size % 2
    return header[:4] + struct.pack("<I", size) + header[8:]


def _float_header(recording: Recording, frame_count: int) -> bytes:
    """The header of a WAV file of floats, which the `wave` module cannot write.

    The `fact` chunk is mandatory for every format except PCM.
    """
    data_size = frame_count * recording.frame_width
    format_chunk = struct.pack(
        "<HHIIHHH",
        _IEEE_FLOAT,
        recording.channels,
        recording.sample_rate,
        recording.sample_rate * recording.frame_width,
        recording.frame_width,
        32,
        0,
    )
    body = b"WAVE" + b"fmt " + struct.pack("<I", len(format_chunk)) + format_chunk
    body += b"fact" + struct.pack("<II", 4, frame_count) + b"data" + struct.pack("<I", data_size)
    return b"RIFF" + struct.pack("<I", len(body) + data_size) + body
