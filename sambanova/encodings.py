"""The encodings of headerless audio.

`ENCODINGS` has the sample width and the display name of each, and its conversion to an encoding of WAV
files. The G.711 tables follow ITU-T Recommendation G.711 (11/88).

    encoding = ENCODINGS["mulaw"]
    pcm = encoding.to_wav(data)  # in encoding.wav, "s16le"
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

WavEncoding = Literal["u8", "s16le", "s24le", "s32le", "f32le"]
"""The encodings of WAV files. Every other encoding is converted to one of them, lossless but for f64."""


def _mulaw_table() -> NDArray[np.int16]:
    """The 256 values of G.711 mu-law as 16-bit samples."""
    code = ~np.arange(256, dtype=np.int32) & 0xFF
    exponent, mantissa = (code >> 4) & 7, code & 15
    magnitude = (((mantissa << 3) + 0x84) << exponent) - 0x84
    return np.where(code & 0x80, -magnitude, magnitude).astype("<i2")


def _alaw_table() -> NDArray[np.int16]:
    """The 256 values of G.711 A-law as 16-bit samples."""
    code = np.arange(256, dtype=np.int32) ^ 0x55
    exponent, mantissa = (code >> 4) & 7, code & 15
    linear = (mantissa << 4) + 8
    segmented = ((mantissa << 4) + 0x108) << np.maximum(exponent - 1, 0)
    magnitude = np.where(exponent == 0, linear, segmented)
    return np.where(code & 0x80, magnitude, -magnitude).astype("<i2")


MULAW_TABLE = _mulaw_table()
ALAW_TABLE = _alaw_table()
G711_TABLES = {"mulaw": MULAW_TABLE, "alaw": ALAW_TABLE}
"""The 16-bit samples of the 256 codes of each G.711 encoding."""


def _same(data: bytes) -> bytes:
    return data


def _swapped(width: int) -> Callable[[bytes], bytes]:
    """A function that reverses the byte order of samples of `width` bytes."""

    def swap(data: bytes) -> bytes:
        samples = np.frombuffer(data, np.uint8).reshape(-1, width)
        return samples[:, ::-1].tobytes()

    return swap


def _sign_flipped(data: bytes) -> bytes:
    """Converts signed 8-bit samples to the unsigned ones of WAV files."""
    flipped: NDArray[np.uint8] = np.frombuffer(data, np.uint8) ^ np.uint8(0x80)
    return flipped.tobytes()


def _by_table(table: NDArray[np.int16]) -> Callable[[bytes], bytes]:
    """A function that converts G.711 codes to 16-bit samples."""

    def expand(data: bytes) -> bytes:
        return table.take(np.frombuffer(data, np.uint8)).tobytes()

    return expand


def _floats(dtype: str) -> Callable[[bytes], bytes]:
    """A function that converts floats of `dtype` to finite little-endian float32."""

    def convert(data: bytes) -> bytes:
        return tame_floats(np.frombuffer(data, dtype)).tobytes()

    return convert


def tame_floats(samples: NDArray[Any]) -> NDArray[np.float32]:
    """Converts floats of any width to float32. NaN becomes 0, infinity 1, and values are clipped to 2**31.

    No writer scales samples beyond 32-bit integers, and the square of 2**31 is still a float32, so that
    power can be measured without overflow.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        narrow: NDArray[np.float32] = samples.astype("<f4")
    tamed: NDArray[np.float32] = np.nan_to_num(narrow, copy=False, nan=0.0, posinf=1.0, neginf=-1.0)
    return np.clip(tamed, -_MAX_FLOAT, _MAX_FLOAT, out=tamed)


_MAX_FLOAT = np.float32(2.0**31)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a sample is stored.

    name: in the API. sample_width: bytes per sample. label: display name.
    wav: the encoding of these samples in a WAV file.
    to_wav: converts a whole number of samples to that encoding.
    """

    name: str
    sample_width: int
    label: str
    wav: WavEncoding
    to_wav: Callable[[bytes], bytes]

    @property
    def is_float(self) -> bool:
        """Whether samples are floating-point numbers."""
        return self.name.startswith("f")

    @property
    def is_g711(self) -> bool:
        """Whether samples are G.711 codes, mu-law or A-law."""
        return self.name in G711_TABLES

    @property
    def is_big_endian(self) -> bool:
        """Whether the most significant byte of a sample comes first."""
        return self.name.endswith("be")

    def dtype(self, kind: str) -> np.dtype[Any]:
        """A NumPy data type in the byte order of the encoding. kind: `i2`, `f4`, …"""
        return np.dtype(f"{'>' if self.is_big_endian else '<'}{kind}")


ENCODINGS: dict[str, Encoding] = {
    encoding.name: encoding
    for encoding in (
        Encoding("u8", 1, "8-bit unsigned PCM", "u8", _same),
        Encoding("s8", 1, "8-bit signed PCM", "u8", _sign_flipped),
        Encoding("s16le", 2, "16-bit PCM, little-endian", "s16le", _same),
        Encoding("s16be", 2, "16-bit PCM, big-endian", "s16le", _swapped(2)),
        Encoding("s24le", 3, "24-bit PCM, little-endian", "s24le", _same),
        Encoding("s24be", 3, "24-bit PCM, big-endian", "s24le", _swapped(3)),
        Encoding("s32le", 4, "32-bit PCM, little-endian", "s32le", _same),
        Encoding("s32be", 4, "32-bit PCM, big-endian", "s32le", _swapped(4)),
        Encoding("f32le", 4, "32-bit float, little-endian", "f32le", _floats("<f4")),
        Encoding("f32be", 4, "32-bit float, big-endian", "f32le", _floats(">f4")),
        Encoding("f64le", 8, "64-bit float, little-endian", "f32le", _floats("<f8")),
        Encoding("mulaw", 1, "G.711 mu-law", "s16le", _by_table(MULAW_TABLE)),
        Encoding("alaw", 1, "G.711 A-law", "s16le", _by_table(ALAW_TABLE)),
    )
}

# Names of these encodings in other programs: constants of PyAudio, codecs of FFmpeg, MIME subtypes.
_ALIASES = {
    "paint8": "s8",
    "pauint8": "u8",
    "paint16": "s16le",
    "paint24": "s24le",
    "paint32": "s32le",
    "pafloat32": "f32le",
    "s16": "s16le",
    "int16": "s16le",
    "pcm16": "s16le",
    "pcm_s16": "s16le",
    "linear16": "s16le",
    "l16": "s16be",
    "s24": "s24le",
    "int24": "s24le",
    "l24": "s24be",
    "s32": "s32le",
    "int32": "s32le",
    "f32": "f32le",
    "float32": "f32le",
    "float": "f32le",
    "f64": "f64le",
    "float64": "f64le",
    "double": "f64le",
    "uint8": "u8",
    "int8": "s8",
    "ulaw": "mulaw",
    "mu-law": "mulaw",
    "pcmu": "mulaw",
    "x-mulaw": "mulaw",
    "basic": "mulaw",
    "g711_ulaw": "mulaw",
    "a-law": "alaw",
    "pcma": "alaw",
    "x-alaw": "alaw",
    "g711_alaw": "alaw",
}


def encoding_named(name: str) -> Encoding | None:
    """The encoding with that name, or with that name in PyAudio, FFmpeg or a MIME type; None if unknown.

    encoding_named("pyaudio.paInt16").name  # "s16le"
    """
    key = name.strip().lower().removeprefix("pyaudio.")
    key = _ALIASES.get(key, key)
    if key not in ENCODINGS and key.startswith("pcm_"):
        key = _ALIASES.get(key[4:], key[4:])
    return ENCODINGS.get(key)


_DTYPE = re.compile(r"(?:numpy\.|np\.|torch\.)?([<>|=]?)([iuf]\d|u?int\d+|float\d+)")
_DTYPE_NAMES = {
    "int8": "i1",
    "uint8": "u1",
    "int16": "i2",
    "int32": "i4",
    "float32": "f4",
    "float64": "f8",
}
_BY_DTYPE = {"i1": "s8", "u1": "u8", "i2": "s16", "i4": "s32", "f4": "f32", "f8": "f64"}


def encoding_of_dtype(text: str) -> Encoding | None:
    """The encoding of a NumPy data type, such as `<i2` or `float32`; None if no encoding has its samples.

    encoding_of_dtype(">i2").name  # "s16be"
    """
    match = _DTYPE.fullmatch(text.strip().lower())
    if match is None:
        return None
    name = _BY_DTYPE.get(_DTYPE_NAMES.get(match[2], match[2]), "")
    order = "be" if match[1] == ">" else "le"
    return ENCODINGS.get(name) or ENCODINGS.get(f"{name}{order}")


def samples_as_float(data: bytes | memoryview, encoding: WavEncoding) -> NDArray[np.float32]:
    """Converts WAV samples to float32, one-dimensional and interleaved. Full scale is -1..1.

    A partial sample at the end is ignored. 32-bit integers are rounded to the 24 significant bits of
    float32.
    """
    if encoding == "s24le":
        whole = np.frombuffer(data, np.uint8, count=len(data) // 3 * 3).reshape(-1, 3)
        padded = np.zeros((len(whole), 4), np.uint8)
        padded[:, 1:] = whole
        return _scaled(padded.view("<i4")[:, 0], 2.0**31)
    width = WAV_SAMPLE_WIDTH[encoding]
    samples: NDArray[Any] = np.frombuffer(data, _WAV_DTYPES[encoding], count=len(data) // width)
    if encoding == "f32le":
        return samples.astype(np.float32, copy=False)
    if encoding == "u8":
        return _scaled(samples.astype(np.int16) - 128, 128.0)
    return _scaled(samples, 2.0 ** (8 * width - 1))


def _scaled(samples: NDArray[Any], full_scale: float) -> NDArray[np.float32]:
    return samples.astype(np.float32) * np.float32(1 / full_scale)


_WAV_DTYPES: dict[str, str] = {"u8": "u1", "s16le": "<i2", "s32le": "<i4", "f32le": "<f4"}
WAV_SAMPLE_WIDTH: dict[str, int] = {name: ENCODINGS[name].sample_width for name in (*_WAV_DTYPES, "s24le")}
"""Bytes per sample of each encoding of WAV files."""
