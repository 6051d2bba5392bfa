"""Signatures of containers: first bytes, later headers, and chains of MP3, AAC and AMR frames.

A signature proves nothing, as random bytes match some: `containers` accepts only what decodes.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass

_CHAIN_SEARCH = 8192  # bytes from the start in which the first whole frame is searched
_CHAIN_FRAMES = 8  # consecutive frames; one in 100,000 random buffers has two
MAX_FRAME_BYTES = 2048  # of MP3 at 320 kbit/s, and of AAC
_SYNC = re.compile(rb"\xff(?=[\xe0-\xff])")


@dataclass(frozen=True, slots=True)
class Container:
    """A container.

    name: in the API. demuxer: its name in FFmpeg. begins: whether data starts like the container.
    late: a header that is unmistakable anywhere in the data, or None.
    """

    name: str
    demuxer: str
    begins: Callable[[bytes], bool]
    late: re.Pattern[bytes] | None = None


_MPEG_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_MPEG1_KBPS = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MPEG2_KBPS = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_ADTS_RATES = 13  # sampling frequency indices that ISO/IEC 13818-7 defines


def _mp3_frame_length(header: bytes) -> int:
    """Bytes of the MP3 frame that begins with `header`; 0 if none does (ISO/IEC 11172-3, 2.4.1.3)."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return 0
    version, layer = header[1] >> 3 & 3, header[1] >> 1 & 3
    bitrate, rate, padding = header[2] >> 4, header[2] >> 2 & 3, header[2] >> 1 & 1
    if version == 1 or layer != 1 or bitrate in (0, 15) or rate == 3:
        return 0
    kbps = (_MPEG1_KBPS if version == 3 else _MPEG2_KBPS)[bitrate]
    return (144 if version == 3 else 72) * kbps * 1000 // _MPEG_RATES[version][rate] + padding


def _adts_frame_length(header: bytes) -> int:
    """Bytes of the AAC frame that begins with `header`; 0 if none does (ISO/IEC 13818-7, 6.2.1)."""
    if len(header) < 7 or header[0] != 0xFF or header[1] & 0xF6 != 0xF0:
        return 0
    if header[2] >> 2 & 15 >= _ADTS_RATES:
        return 0
    length = (header[3] & 3) << 11 | header[4] << 3 | header[5] >> 5
    return length if length > 7 else 0


# Bytes of a frame after the first one, by frame type (RFC 4867, 5.3; 3GPP TS 26.101 and 26.201).
_AMR_NB_BYTES = dict(enumerate((12, 13, 15, 17, 19, 20, 26, 31, 5))) | {15: 0}
_AMR_WB_BYTES = dict(enumerate((17, 23, 32, 36, 40, 46, 50, 58, 60, 5))) | {14: 0, 15: 0}


def _amr_frame_length(header: bytes, payload: dict[int, int]) -> int:
    """Bytes of the AMR frame that begins with `header`; 0 if none does."""
    padding, kind = header[0] & 0x83, header[0] >> 3 & 15
    return 0 if padding else 1 + payload.get(kind, -1)


def _is_chain(data: bytes, frame_length: Callable[[bytes], int], frames: int = 4) -> bool:
    """Whether `data` begins with that many adjacent frames, or with two and ends."""
    position = 0
    for found in itertools.count():
        if position >= len(data):
            return found >= 2
        if found == frames:
            return True
        length = frame_length(data[position : position + 8])
        if not length:
            return False
        position += length
    return False


def _begins(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(signatures)


def _is_riff_wave(data: bytes) -> bool:
    return data[:4] in (b"RIFF", b"RF64", b"RIFX") and data[8:12] == b"WAVE"


def is_mp4(data: bytes) -> bool:
    return data[4:8] in (b"ftyp", b"styp", b"moof", b"moov")


def _is_mp3(data: bytes) -> bool:
    return data.startswith(b"ID3") or _is_chain(data, _mp3_frame_length)


def _is_amr(data: bytes) -> bool:
    magic, _, frames = data[:1024].partition(b"\n")
    payload = {b"#!AMR": _AMR_NB_BYTES, b"#!AMR-WB": _AMR_WB_BYTES}.get(magic)
    return payload is not None and _is_chain(frames, lambda header: _amr_frame_length(header, payload), 8)


_LATE_WEBM = re.compile(rb"\x1aE\xdf\xa3.{5,60}?(?:webm|matroska)", re.S)
_LATE_OGG = re.compile(rb"OggS\x00\x02.{20,22}(?:\x01vorbis|OpusHead|\x7fFLAC|Speex)", re.S)
_LATE_WAV = re.compile(rb"RIFF.{4}WAVEfmt ", re.S)
_LATE_FLAC = re.compile(rb"fLaC\x00\x00\x00\x22")
_LATE_MP3 = re.compile(rb"ID3[\x02-\x04]\x00[\x00\x40\x80][\x00-\x7f]{4}")
_LATE_MP4 = re.compile(rb".{4}ftyp(?:isom|iso\d|mp4\d|M4A |M4B |dash|3gp\d|qt  )", re.S)

CONTAINERS = (
    Container("webm", "matroska", _begins(b"\x1aE\xdf\xa3"), _LATE_WEBM),
    Container("ogg", "ogg", _begins(b"OggS\x00"), _LATE_OGG),
    Container("wav", "wav", _is_riff_wave, _LATE_WAV),
    Container("flac", "flac", _begins(b"fLaC"), _LATE_FLAC),
    Container("mp4", "mov", is_mp4, _LATE_MP4),
    Container("mp3", "mp3", _is_mp3, _LATE_MP3),
    Container("aac", "aac", lambda data: _is_chain(data, _adts_frame_length)),
    Container("aiff", "aiff", lambda data: data[:4] == b"FORM" and data[8:12] in (b"AIFF", b"AIFC")),
    Container("au", "au", _begins(b".snd")),
    Container("amr", "amr", _is_amr),
    Container("caf", "caf", _begins(b"caff\x00\x01")),
)
CONTAINERS_BY_NAME = {kind.name: kind for kind in CONTAINERS}


def first_chain(data: bytes) -> tuple[Container, int] | None:
    """The container and offset in bytes of the first adjacent frames of MP3 or AAC, after a partial frame."""
    head = data[: _CHAIN_SEARCH + _CHAIN_FRAMES * MAX_FRAME_BYTES]
    for found in _SYNC.finditer(head[:_CHAIN_SEARCH]):
        for name, frame_length in (("mp3", _mp3_frame_length), ("aac", _adts_frame_length)):
            if frame_length(head[found.start() : found.start() + 8]) and _is_chain(
                head[found.start() :], frame_length, _CHAIN_FRAMES
            ):
                return CONTAINERS_BY_NAME[name], found.start()
    return None
