"""A recording as a WAV file, made piece by piece as it is asked for and never kept."""

from __future__ import annotations

import io
import struct
import wave
from collections.abc import Iterator
from dataclasses import dataclass

from sambanova.encodings import WAV_SAMPLE_WIDTH
from sambanova.recording import Recording

_PIECE = 1 << 18  # bytes handed to the network at a time
_IEEE_FLOAT = 3  # WAVE_FORMAT_IEEE_FLOAT (Multimedia Programming Interface and Data Specifications 1.0)


@dataclass(frozen=True, slots=True)
class WavFile:
    """The WAV file of the frames `start` up to `stop` of a recording.

    It has a header of its own and takes the samples from the recording as they are stored, so that
    any range of bytes is at hand at once.
    """

    recording: Recording
    start: int
    stop: int
    header: bytes

    @classmethod
    def of(cls, recording: Recording, start: int = 0, stop: int | None = None) -> WavFile:
        """The file of the frames from `start` up to `stop`, by default of all."""
        first, last, _ = slice(start, stop).indices(recording.frame_count)
        last = max(first, last)
        return cls(recording, first, last, _header(recording, last - first))

    @property
    def size(self) -> int:
        """Bytes of the whole file, with the pad byte that an odd number of data bytes needs."""
        data = self._data_size
        return len(self.header) + data + data % 2

    @property
    def _data_size(self) -> int:
        return (self.stop - self.start) * self.recording.frame_width

    def read(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """The bytes `start` up to `stop` of the file, in pieces."""
        stop = self.size if stop is None else min(stop, self.size)
        if start < len(self.header):
            yield self.header[start:stop]
        pcm = self.recording.pcm
        begin = self.start * self.recording.frame_width
        position = max(0, start - len(self.header))
        end = stop - len(self.header)
        data_end = min(end, self._data_size)
        while position < data_end:
            piece_end = min(position + _PIECE, data_end)
            piece = pcm[begin + position : begin + piece_end]
            # What a damaged recording lacks at its end was announced already: it becomes silence.
            yield piece.ljust(piece_end - position, b"\0")
            position = piece_end
        if end > self._data_size and position < end:
            yield b"\0"


def _header(recording: Recording, frame_count: int) -> bytes:
    """The bytes in front of the samples."""
    if recording.encoding == "f32le":
        return _float_header(recording, frame_count)
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(recording.channels)
        writer.setsampwidth(WAV_SAMPLE_WIDTH[recording.encoding])
        writer.setframerate(recording.sample_rate)
        writer.setnframes(frame_count)
        writer.writeframesraw(b"")  # makes it write the header, for as many frames as were announced
        header = file.getvalue()
    data_size = frame_count * recording.frame_width
    # The module leaves the pad byte out of the size of the whole, to which it belongs.
    size = len(header) - 8 + data_size + data_size % 2
    return header[:4] + struct.pack("<I", size) + header[8:]


def _float_header(recording: Recording, frame_count: int) -> bytes:
    """The header of a WAV file of floats, which the `wave` module cannot write.

    The `fact` chunk is obligatory for all but PCM.
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
