"""Unpacks what is around the bytes of audio: NumPy files, gzip, zlib, and text that was bytes.

Formats: `numpy.lib.format` for `.npy`, RFC 1952 for gzip, RFC 1950 for zlib. A Python pickle is only
named: loading one runs whatever its writer wants.
"""

from __future__ import annotations

import math
import pickletools  # nosec B403  # it lists operations and runs none
import re
import struct
import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sambanova.encodings import encoding_of_dtype
from sambanova.errors import BufferTooLarge
from sambanova.findings import Finding
from sambanova.format_hints import MAX_CHANNELS, NO_HINT, FormatHint

FIRST_BYTES = frozenset(b"\x93\x1f\x78\x80PSIc(]}")
"""The bytes that packed data begins with; other data need not be looked at."""

_NPY_MAGIC = b"\x93NUMPY"
_NPY_HEADER = re.compile(
    r"\{(?=[^{}]*'descr':\s*(?P<descr>'[^']{0,40}'|[^,}]{1,40}))"
    r"(?=[^{}]*'fortran_order':\s*(?P<order>True|False))"
    r"(?=[^{}]*'shape':\s*\((?P<shape>[\d,\sL]{0,200})\))"
)
_NPY_STRUCTURED = re.compile(r"\{[^{}]{0,200}'descr':\s*\[")
_MAX_NPY_HEADER = 4096  # bytes that are read of a header; that of an array without named fields is 128
_ZLIB_HEADS = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_MIN_CHARACTERS = 8  # beyond ASCII in text that was bytes; fewer could be such by chance
_MIN_CONTROLS = 0.02  # share of control characters in text that was bytes
_MAX_HEAD = 4096  # bytes or characters that are looked at first
_PICKLE_FRAME = b"\x95"
_PICKLE_HEADS = (
    b"(dp",
    b"(lp",
    b"(i",
    b"(c",
    b"cnumpy",
    b"ccopy_reg",
    b"c__builtin__",
    b"S'",
    b"I",
    b"]q",
    b"}q",
)
_MAX_PICKLE = 1 << 16  # bytes that are looked at
_MIN_OPCODES = 3  # of a pickle, whose first operation alone could be so by chance


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What was packed.

    data: the bytes. hint: the format that the package says. finding: what the package is.
    is_final: whether data is audio for sure; otherwise it may be text or packed again.
    is_audio: False if the package holds something else, which `finding` names.
    """

    data: bytes
    finding: Finding
    hint: FormatHint = NO_HINT
    is_final: bool = False
    is_audio: bool = True


def unpack(data: bytes, max_bytes: int) -> Unpacked | None:
    """What is packed in data; None if it is not packed.

    max_bytes: of what comes out. Raises BufferTooLarge.

        unpack(gzip.compress(b"\\0\\0"), 100).data  # b"\\0\\0"
    """
    if not data or data[0] not in FIRST_BYTES:
        return None
    if data.startswith(_NPY_MAGIC):
        return _of_npy(data, max_bytes)
    if data.startswith(b"\x1f\x8b\x08"):
        return _of_gzip(data, max_bytes)
    if data.startswith(_ZLIB_HEADS):
        return _of_zlib(data, max_bytes)
    if data.startswith(b"PK\x03\x04"):
        return _refused(data, "a ZIP archive", "Store the sound itself, or compress it with gzip.")
    if is_pickle(data):
        hint = "Write the bytes themselves, such as array.tobytes(): loading a pickle could run any program."
        return _refused(data, "a Python pickle", hint)
    return None


def _refused(data: bytes, what: str, hint: str) -> Unpacked:
    finding = Finding("not_audio", "error", f"This is {what}, not sound.", hint)
    return Unpacked(data, finding, is_audio=False)


def too_large(max_bytes: int) -> BufferTooLarge:
    """The error for more than `max_bytes`."""
    return BufferTooLarge(f"The recording is longer than {max_bytes >> 20} MB; raise AUDIO_MAX_BUFFER_MB.")


def is_pickle(data: bytes) -> bool:
    """Whether data is a Python pickle of any protocol."""
    if data[-1:] != b".":
        return False
    if data[:1] == b"\x80" and data[1:2] in (b"\x02", b"\x03", b"\x04", b"\x05"):
        if data[2:3] == _PICKLE_FRAME and len(data) >= 11:
            return bool(struct.unpack_from("<Q", data, 3)[0] <= len(data) - 11)
    elif not data.startswith(_PICKLE_HEADS):
        return False
    seen = 0
    try:
        for opcode, _, position in pickletools.genops(data[:_MAX_PICKLE]):
            seen += 1
            if opcode.name == "STOP":
                return seen >= _MIN_OPCODES and position == len(data) - 1
    except (ValueError, IndexError, OverflowError, RecursionError):
        # The head of a longer one ends within an operation.
        return len(data) > _MAX_PICKLE and seen >= 2 * _MIN_OPCODES
    return False


# NumPy


def _of_npy(data: bytes, max_bytes: int) -> Unpacked:
    """The frames of a NumPy file, interleaved."""
    size = struct.unpack_from("<H" if data[6:7] == b"\x01" else "<I", data.ljust(12, b"\0"), 8)[0]
    begin = (10 if data[6:7] == b"\x01" else 12) + size
    text = data[10 : min(begin, _MAX_NPY_HEADER)].decode("latin-1")
    header = _NPY_HEADER.search(text)
    if header is None:
        kind = "with named fields" if _NPY_STRUCTURED.search(text) else "whose header is damaged"
        return _refused(data, f"a NumPy file {kind}", _NPY_HINT)
    descr = header["descr"].strip("'")
    dtype = _dtype(descr)
    if dtype is None:
        what = "of Python objects (a pickle)" if descr.endswith("O") else f"of type {descr[:20]!r}"
        return _refused(data, f"a NumPy array {what}", _NPY_HINT)
    shape = [int(size) for size in re.findall(r"\d{1,18}", header["shape"])]
    samples: NDArray[Any] = np.frombuffer(
        data, dtype, (len(data) - begin) // dtype.itemsize, min(begin, len(data))
    )
    expected = math.prod(shape)
    frames, channels = _in_frames(samples[:expected], shape, is_fortran=header["order"] == "True")
    encoded = _encoded(frames)
    if encoded is None:
        return _refused(data, f"a NumPy array of type {descr!r} with numbers that no sample has", _NPY_HINT)
    if encoded[0].nbytes > max_bytes:
        raise too_large(max_bytes)
    finding = Finding(
        "npy_array",
        "info",
        f"The sound is stored as a NumPy file, whose header gives its type ({descr}) and its shape.",
        "Nothing needs to be changed; a field sample_rate beside it would complete the format.",
    )
    if len(samples) < expected:
        finding = Finding(
            "npy_cut_off",
            "error",
            f"The NumPy file ends early: its header says {expected:,} numbers, and it has {len(samples):,}.",
            "Look for a write that was interrupted, or for a limit on the length of values.",
        )
    return Unpacked(encoded[0].tobytes(), finding, FormatHint(encoded[1], channels=channels), is_final=True)


_NPY_HINT = (
    "Write the samples as int16 or float32: array.astype('<i2').tobytes(), or numpy.save of that array."
)


def _dtype(descr: str) -> np.dtype[Any] | None:
    """The type of numbers that may be samples; None for others."""
    known = re.fullmatch(r"[<>|=]?(?:[iu]1|i[248]|f[248])", descr)
    return np.dtype(descr) if known else None


def _in_frames(samples: NDArray[Any], shape: list[int], *, is_fortran: bool) -> tuple[NDArray[Any], int]:
    """The samples in the order of frames, and the number of channels.

    Of two dimensions the shorter one is the channels, if there are at most `MAX_CHANNELS`; all others are
    mono, one row after the other.
    """
    long = [size for size in shape if size != 1]
    if len(long) != 2:
        return samples, 1
    rows, columns = long
    has_channel_columns = columns <= MAX_CHANNELS
    has_channel_rows = rows <= MAX_CHANNELS < columns
    channels = columns if has_channel_columns else rows if has_channel_rows else 1
    is_planar = has_channel_rows != is_fortran if channels > 1 else is_fortran
    if not is_planar or not rows or not columns:
        return samples, channels
    # In memory there is one whole channel, or one whole column, after the other.
    count = channels if channels > 1 else columns
    whole = samples[: len(samples) // count * count]
    if len(whole) < math.prod(shape):  # cut off: the later channels end early, so only the first is whole
        return samples[: math.prod(shape) // count], 1
    return whole.reshape(count, -1).T.ravel(), channels


def _encoded(samples: NDArray[Any]) -> tuple[NDArray[Any], str] | None:
    """The samples in an encoding of headerless audio, and its name; None if none can hold them."""
    encoding = encoding_of_dtype(samples.dtype.str)
    if encoding is not None:
        return samples, encoding.name
    if samples.dtype.kind == "f":  # float16, and float64 of the other byte order
        return (
            (samples.astype("<f4"), "f32le")
            if samples.dtype.itemsize == 2
            else (samples.astype("<f8"), "f64le")
        )
    return encoded_integers(samples)


def encoded_integers(samples: NDArray[Any]) -> tuple[NDArray[Any], str] | None:
    """Integers as 16-bit samples, or 32-bit ones if they are larger; None if they are larger still."""
    low, high = (int(samples.min()), int(samples.max())) if len(samples) else (0, 0)
    for bits in (16, 32):
        if -(1 << bits - 1) <= low and high < 1 << bits - 1:
            return samples.astype(f"<i{bits // 8}"), f"s{bits}le"
    return None


# gzip and zlib


def _of_gzip(data: bytes, max_bytes: int) -> Unpacked | None:
    """All members of a gzip file, decompressed as far as they are whole."""
    pieces: list[bytes] = []
    position, left, is_whole = 0, max_bytes, True
    while is_whole and data.startswith(b"\x1f\x8b\x08", position):
        piece, position, is_whole = _inflated(data, position, 31, left)
        left -= len(piece)
        if left < 0:
            raise too_large(max_bytes)
        pieces.append(piece)
    if not is_whole and not any(pieces):
        return None  # three bytes of sound that look like a header
    return Unpacked(b"".join(pieces), _COMPRESSED if is_whole else _COMPRESSED_CUT_OFF)


def _of_zlib(data: bytes, max_bytes: int) -> Unpacked | None:
    """The decompressed data, if its checksum proves that it is zlib at all."""
    piece, _, is_whole = _inflated(data, 0, 15, max_bytes)
    if len(piece) > max_bytes:
        raise too_large(max_bytes)
    return Unpacked(piece, _COMPRESSED) if is_whole else None


def _inflated(data: bytes, start: int, window_bits: int, max_bytes: int) -> tuple[bytes, int, bool]:
    """What is decompressed from `start`, where it ends, and whether it is whole.

    At most one byte more than `max_bytes` comes out. The data is handed over in parts, so that many short
    members cost no more than one long one, and what precedes damage is kept.
    """
    inflater = zlib.decompressobj(window_bits)
    pieces: list[bytes] = []
    left, size = max_bytes + 1, _FIRST_PART
    while start < len(data) and left > 0 and not inflater.eof:
        part = data[start : start + size]
        try:
            pieces.append(inflater.decompress(part, left))
        except zlib.error:
            break
        start += len(part) - len(inflater.unused_data)
        left -= len(pieces[-1])
        size = min(2 * size, _LARGEST_PART)
    return b"".join(pieces), start, inflater.eof


_FIRST_PART = 1 << 10  # bytes that are handed to the decompressor first
_LARGEST_PART = 1 << 20


_COMPRESSED = Finding(
    "compressed",
    "info",
    "The sound is compressed with gzip or zlib.",
    "Nothing needs to be changed; FLAC and Opus make sound much smaller than these do.",
)
_COMPRESSED_CUT_OFF = Finding(
    "compressed_cut_off",
    "error",
    "The compressed sound ends early or is damaged; what could be decompressed is there.",
    "Close the compressor before its output is written, and write it whole.",
)


# Text that was bytes


def may_have_been_bytes(head: bytes) -> bool:
    """Whether the first bytes may be those of text that was bytes; of sound they practically never are."""
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"
    return True


def was_bytes(data: bytes) -> Unpacked | None:
    """The bytes that a writer took for characters (latin-1) and wrote as UTF-8; None for other data.

    was_bytes("\\x80\\xff".encode() * 9).data  # b"\\x80\\xff" * 9
    """
    if not may_have_been_bytes(data[:_MAX_HEAD]):  # spares the room for all characters
        return None
    try:
        text = data.decode()
        plain = text.encode("latin-1")
    except UnicodeError:
        return None
    head = text[:_MAX_HEAD]
    controls = sum(head.count(chr(code)) for code in (*range(32), *range(0x7F, 0xA0)))
    is_language = controls < _MIN_CONTROLS * len(head) and len(set(head)) > 2
    if len(data) - len(plain) < _MIN_CHARACTERS or is_language:
        return None
    return Unpacked(plain, _WAS_BYTES)


_WAS_BYTES = Finding(
    "bytes_as_text",
    "warning",
    "The bytes of the sound were taken for characters and written as UTF-8; they were turned back.",
    "Write bytes, not a string: every second byte takes twice the room, and other clients play noise.",
)
