"""Takes WAV headers off chunks that each have one, as a joined recording can have only one.

Reference: Multimedia Programming Interface and Data Specifications 1.0 (IBM and Microsoft, 1991).
"""

from __future__ import annotations

import re
import struct

from sambanova.format_hints import FormatHint

_EXTENSIBLE = 0xFFFE  # WAVE_FORMAT_EXTENSIBLE, whose own tag is 24 bytes into the format chunk
_ENCODINGS = {
    (1, 8): "u8",
    (1, 16): "s16le",
    (1, 24): "s24le",
    (1, 32): "s32le",
    (3, 32): "f32le",
    (3, 64): "f64le",
    (6, 8): "alaw",
    (7, 8): "mulaw",
}
"""The encodings by tag and bits of a sample."""

_NAME = re.compile(rb"[A-Za-z0-9_ ]{4}")


def has_header(data: bytes) -> bool:
    """Whether data begins as a WAV file does."""
    return data[:4] == b"RIFF" and data[8:12] == b"WAVE"


def without_header(data: bytes) -> tuple[bytes, FormatHint] | None:
    """The frames in a WAV file and its format; None if it is compressed or has no frames.

    A size that cannot be right, as live writers leave it, means up to the end.
    """
    hint: FormatHint | None = None
    position = 12
    while position + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, position)
        begin = position + 8
        if name == b"fmt " and size >= 16 and begin + 16 <= len(data):
            hint = _hint(data, begin, size)
        if name == b"data":
            return None if hint is None else (data[begin : _end(data, begin, size)], hint)
        position = begin + size + size % 2
    return None


def _hint(data: bytes, begin: int, size: int) -> FormatHint | None:
    tag, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", data, begin)
    if tag == _EXTENSIBLE and size >= 26 and begin + 26 <= len(data):
        tag = struct.unpack_from("<H", data, begin + 24)[0]
    encoding = _ENCODINGS.get((tag, bits))
    return FormatHint(encoding, rate or None, channels or None) if encoding else None


def _end(data: bytes, begin: int, size: int) -> int:
    """Where the frames end: at the size in the header if only other chunks follow, else at the end."""
    position = begin + size + size % 2
    if size == 0 or position >= len(data):
        return len(data) if size == 0 else min(begin + size, len(data))
    while position + 8 <= len(data):
        name, length = struct.unpack_from("<4sI", data, position)
        if _NAME.fullmatch(name) is None:
            return len(data)
        position += 8 + length + length % 2
    return begin + size if position >= len(data) else len(data)
