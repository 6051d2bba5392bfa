"""WAV headers that say what is not true: wrong lengths, and rates that contradict each other.

Pure parsing: a file in, the file with a true header and findings out. RIFF chunks and the format
chunk: Multimedia Programming Interface and Data Specifications 1.0 (IBM and Microsoft, 1991).
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

from sambanova.findings import Finding

_UNKNOWN_SIZES = (0, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)  # written by those who cannot know the length yet
_NEARLY_UNKNOWN = 0x7FFFF000  # SoX and FFmpeg write the largest size, less their header
_PCM = (1, 3)  # WAVE_FORMAT_PCM and WAVE_FORMAT_IEEE_FLOAT
_TOLERANCE = 0.01  # by which bytes a second may differ from what they are reckoned to be
_FORMAT = re.compile(
    rb"fmt (?:\x10|\x12|\x28)\x00\x00\x00(?:[\x01\x03\x06\x07]\x00|\xfe\xff)"
    rb"[\x01-\x08]\x00...\x00.{4}..[\x08\x10\x18\x20\x40]\x00",
    re.S,
)
_HEADER_SEARCH = 4096  # bytes in which a format chunk is looked for when what precedes it is damaged


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A chunk of a file. begin: of its content. size: as the header says."""

    name: bytes
    begin: int
    size: int


def repaired(data: bytes) -> tuple[bytes, tuple[Finding, ...]]:
    """A WAV file with a header that is true, and what was wrong with it; others come back as they are."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        return data, ()
    chunks = _chunks(data)
    form = next((chunk for chunk in chunks if chunk.name == b"fmt " and chunk.size >= 16), None)
    sound = next((chunk for chunk in chunks if chunk.name == b"data"), None)
    if form is None or sound is None or form.begin + 16 > len(data):
        return data, ()
    fixed, findings = _with_true_format(data, form)
    bytes_per_second = struct.unpack_from("<I", fixed, form.begin + 8)[0]
    there = len(data) - sound.begin
    finding = _length_finding(data, sound, there, bytes_per_second)
    if finding is None:
        return fixed, findings
    size = there - there % max(1, struct.unpack_from("<H", fixed, form.begin + 12)[0])
    fixed = fixed[: sound.begin - 4] + struct.pack("<I", size) + fixed[sound.begin :]
    return fixed[:4] + struct.pack("<I", len(fixed) - 8) + fixed[8:], (*findings, finding)


def sound_of(data: bytes, most: int | None = None) -> bytes | None:
    """The bytes of the sound in a WAV file, up to `most` of them; None when it is none."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        return None
    data, _ = repaired(data)
    sound = next((chunk for chunk in _chunks(data) if chunk.name == b"data"), None)
    if sound is None:
        return None
    end = sound.begin + (sound.size if most is None else min(sound.size, most))
    return data[sound.begin : end]


def rebuilt(data: bytes) -> bytes | None:
    """A WAV file whose first bytes are lost or damaged, with new ones; None when it is none."""
    form = _FORMAT.search(data[:_HEADER_SEARCH])
    if form is None:
        return None
    if data.find(b"data", form.end(), form.end() + _HEADER_SEARCH) < 0:
        return None
    rest = data[form.start() :]
    return b"RIFF" + struct.pack("<I", len(rest) + 4) + b"WAVE" + rest


def _chunks(data: bytes) -> list[_Chunk]:
    """The chunks up to the one with the sound, and that."""
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
    """The file with a frame width and bytes a second that follow from channels, rate and bits."""
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
    if abs(bytes_per_second - true_bytes) <= _TOLERANCE * true_bytes and width == true_width:
        return data, ()
    other = ""
    if width == true_width and bytes_per_second % width == 0 and bytes_per_second:
        other = f", but its bytes a second say {bytes_per_second / width / 1000:g} kHz"
    finding = Finding(
        "container_rate_contradicts" if other else "container_header_contradicts",
        "warning",
        f"The WAV header says {rate / 1000:g} kHz{other}; the numbers in it contradict each other.",
        "Reckon the header from one sample rate: bytes a second are rate x channels x bytes a sample.",
    )
    return fixed, (finding,)


def _length_finding(data: bytes, sound: _Chunk, there: int, bytes_per_second: int) -> Finding | None:
    """What is wrong with the length that the header gives for the sound."""
    if sound.size == there or there - sound.size == 1:
        return None
    if sound.size in _UNKNOWN_SIZES or sound.size >= _NEARLY_UNKNOWN:
        if not there:
            return None
        return Finding(
            "container_length_unknown",
            "info",
            "The WAV header does not say how long the recording is; it is read to its end.",
            "Write the length into the header when the recording is complete.",
        )
    if sound.size < there and _are_chunks(data, sound.begin + sound.size + sound.size % 2):
        return None
    seconds = abs(there - sound.size) / max(1, bytes_per_second)
    if sound.size < there:
        message = f"The recording goes on for {seconds:.2f} s after the end that its WAV header gives."
    else:
        message = f"The WAV header announces {seconds:.2f} s more than there are."
    return Finding(
        "container_length_wrong",
        "warning",
        f"{message} All that is there is played.",
        "Write the header anew when sound is appended, or when a recording ends early.",
    )


def _are_chunks(data: bytes, position: int) -> bool:
    """Whether what follows the sound is chunks to the end: names, cue points, pictures."""
    while position + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, position)
        if not re.fullmatch(rb"[A-Za-z0-9_ ]{4}", name):
            return False
        position += 8 + size + size % 2
    return position >= len(data)
