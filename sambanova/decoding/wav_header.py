"""Repairs WAV headers with wrong lengths or contradictory rates.

Pure parsing: a file in, the repaired file and findings out. Reference for the chunks: Multimedia
Programming Interface and Data Specifications 1.0 (IBM and Microsoft, 1991).
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

from sambanova.findings import Finding

_UNKNOWN_SIZES = (0, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)  # written while the length is still unknown
_MIN_UNKNOWN_SIZE = 0x7FFFF000  # SoX and FFmpeg write the largest size minus their header
_PCM = (1, 3)  # WAVE_FORMAT_PCM and WAVE_FORMAT_IEEE_FLOAT
_BYTE_RATE_TOLERANCE = 0.01  # relative difference between the stated and the computed byte rate
_FORMAT = re.compile(
    rb"fmt (?:\x10|\x12|\x28)\x00\x00\x00(?:[\x01\x03\x06\x07]\x00|\xfe\xff)"
    rb"[\x01-\x08]\x00...\x00.{4}..[\x08\x10\x18\x20\x40]\x00",
    re.S,
)
_MAX_HEADER = 4096  # bytes that are searched for a format chunk when the file begins with damage


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A RIFF chunk. begin: offset of its content. size: as its header says, bytes."""

    name: bytes
    begin: int
    size: int


def repaired(data: bytes) -> tuple[bytes, tuple[Finding, ...]]:
    """A WAV file with a correct header, and what was wrong with it; other data is returned unchanged."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        return data, ()
    chunks = _chunks(data)
    form = next((chunk for chunk in chunks if chunk.name == b"fmt " and chunk.size >= 16), None)
    sound = next((chunk for chunk in chunks if chunk.name == b"data"), None)
    if form is None or sound is None or form.begin + 16 > len(data):
        return data, ()
    fixed, findings = _with_true_format(data, form)
    bytes_per_second = struct.unpack_from("<I", fixed, form.begin + 8)[0]
    available = len(data) - sound.begin
    finding = _length_finding(data, sound, available, bytes_per_second)
    if finding is None:
        return fixed, findings
    size = available - available % max(1, struct.unpack_from("<H", fixed, form.begin + 12)[0])
    fixed = fixed[: sound.begin - 4] + struct.pack("<I", size) + fixed[sound.begin :]
    return fixed[:4] + struct.pack("<I", len(fixed) - 8) + fixed[8:], (*findings, finding)


def sound_of(data: bytes, max_bytes: int | None = None) -> bytes | None:
    """The content of the data chunk of a WAV file, at most `max_bytes`; None when it is no WAV file."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        return None
    data, _ = repaired(data)
    sound = next((chunk for chunk in _chunks(data) if chunk.name == b"data"), None)
    if sound is None:
        return None
    end = sound.begin + (sound.size if max_bytes is None else min(sound.size, max_bytes))
    return data[sound.begin : end]


def rebuilt(data: bytes) -> bytes | None:
    """A WAV file with a new beginning in place of a lost or damaged one.

    Returns None when there is no format chunk followed by a data chunk.
    """
    form = _FORMAT.search(data[:_MAX_HEADER])
    if form is None:
        return None
    if data.find(b"data", form.end(), form.end() + _MAX_HEADER) < 0:
        return None
    rest = data[form.start() :]
    return b"RIFF" + struct.pack("<I", len(rest) + 4) + b"WAVE" + rest


def _chunks(data: bytes) -> list[_Chunk]:
    """The chunks up to and including the data chunk."""
    chunks: list[_Chunk] = []
    position = 12
    while position + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, position)
        chunks.append(_Chunk(name, position + 8, size))
        if name == b"data":
            break
        position += 8 + size + size % 2
    return chunks


def _with_true_format(data: bytes, form: _Chunk) -> tuple[bytes, tuple[Finding, ...]]:
    """The file with the frame width and byte rate computed from channels, sample rate and bits."""
    tag, channels, rate, bytes_per_second, width, bits = struct.unpack_from("<HHIIHH", data, form.begin)
    true_width = channels * ((bits + 7) // 8)
    if tag not in _PCM or not rate or not true_width or bits % 8 or true_width > 0xFFFF:
        return data, ()
    true_bytes = rate * true_width
    fixed = (
        data[: form.begin + 8]
        + struct.pack("<IH", min(true_bytes, 0xFFFFFFFF), true_width)
        + data[form.begin + 14 :]
    )
    if abs(bytes_per_second - true_bytes) <= _BYTE_RATE_TOLERANCE * true_bytes and width == true_width:
        return data, ()
    other = ""
    if width == true_width and bytes_per_second % width == 0 and bytes_per_second:
        other = f", but its byte rate gives {bytes_per_second / width / 1000:g} kHz"
    finding = Finding(
        "container_rate_contradicts" if other else "container_header_contradicts",
        "warning",
        f"The WAV header says {rate / 1000:g} kHz{other}; its fields contradict each other.",
        "Compute the header from one sample rate: byte rate = sample rate x channels x bytes per sample.",
    )
    return fixed, (finding,)


def _length_finding(data: bytes, sound: _Chunk, available: int, bytes_per_second: int) -> Finding | None:
    """The finding for a wrong size of the data chunk; None when the size is right.

    available: bytes from the begin of the data chunk to the end of the file.
    """
    if sound.size == available or available - sound.size == 1:
        return None
    if sound.size in _UNKNOWN_SIZES or sound.size >= _MIN_UNKNOWN_SIZE:
        if not available:
            return None
        return Finding(
            "container_length_unknown",
            "info",
            "The WAV header does not give the length of the recording; it is read to the end of the file.",
            "Write the length into the header when the recording is complete.",
        )
    if sound.size < available and _are_chunks(data, sound.begin + sound.size + sound.size % 2):
        return None
    seconds = abs(available - sound.size) / max(1, bytes_per_second)
    if sound.size < available:
        message = f"The recording continues for {seconds:.2f} s after the end that its WAV header gives."
    else:
        message = f"The WAV header gives {seconds:.2f} s more than the file contains."
    return Finding(
        "container_length_wrong",
        "warning",
        f"{message} Everything in the file is played.",
        "Rewrite the header when audio is appended, or when a recording ends early.",
    )


def _are_chunks(data: bytes, position: int) -> bool:
    """Whether only chunks follow to the end of the file: names, cue points, pictures."""
    while position + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, position)
        if not re.fullmatch(rb"[A-Za-z0-9_ ]{4}", name):
            return False
        position += 8 + size + size % 2
    return position >= len(data)
