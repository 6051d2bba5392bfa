"""Hints about the format of audio: from the caller, the session, the settings, and the growth of a buffer.

A hint may be partial: with `sample_rate` alone, encoding and channels come from other sources.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from sambanova.encodings import ENCODINGS, encoding_named
from sambanova.findings import Finding

MIN_SAMPLE_RATE = 1000  # Hz
MAX_SAMPLE_RATE = 384_000  # Hz
MAX_CHANNELS = 8
_G711_RATE = 8000  # Hz; default of the MIME types of G.711 (RFC 3551, 4.5.14)

CODECS = frozenset({"opus", "vorbis", "mp3", "aac", "flac", "alac", "amr_nb", "amr_wb", "speex"})
"""Codecs that a caller may request, by their names in FFmpeg."""

# Field names that writers use, best first.
_RATE_FIELDS = ("sample_rate", "sampleRate", "samplerate", "audio_sample_rate", "rate")
_CHANNEL_FIELDS = ("channels", "num_channels", "numChannels", "channel_count", "audio_channels")
_ENCODING_FIELDS = ("encoding", "audio_encoding", "audio_format", "format", "codec")
_MIME_FIELDS = ("mime_type", "mimeType", "content_type", "audio_mime_type")

_MIME_TYPE = re.compile(r"audio/([\w.+-]+)(.*)", re.S)
_MIME_PARAMETER = re.compile(r";\s*([\w-]+)\s*=\s*\"?([\w.-]+)\"?")


@dataclass(frozen=True, slots=True)
class FormatHint:
    """A hint about a format; None for what it leaves open.

    encoding: a name of `ENCODINGS` or of `CODECS`. sample_rate: Hz.

        FormatHint(sample_rate=16000).or_else(FormatHint("mulaw", 8000))  # FormatHint("mulaw", 16000)
    """

    encoding: str | None = None
    sample_rate: int | None = None
    channels: int | None = None

    def __bool__(self) -> bool:
        """Whether anything is given."""
        return self != _NOTHING

    def or_else(self, other: FormatHint) -> FormatHint:
        """This hint with its open fields filled from `other`."""
        return FormatHint(
            self.encoding or other.encoding,
            self.sample_rate or other.sample_rate,
            self.channels or other.channels,
        )

    @property
    def is_codec(self) -> bool:
        """Whether `encoding` is a codec, which needs a container."""
        return self.encoding is not None and self.encoding not in ENCODINGS


_NOTHING = FormatHint()


@dataclass(frozen=True, slots=True)
class FormatHints:
    """All hints about a buffer, and the limit of its size.

    requested: by the caller. declared: in the fields of the session. pinned: in the settings.
    bytes_per_second: growth of a live buffer; None when unknown. max_bytes: of the PCM.
    """

    requested: FormatHint = _NOTHING
    declared: FormatHint = _NOTHING
    pinned: FormatHint = _NOTHING
    bytes_per_second: float | None = None
    max_bytes: int = 512 << 20


def _number(text: str) -> int | None:
    """The integer in text such as `16000` or `16000.0`; None for other text."""
    match = re.fullmatch(r"\s*\+?(\d{1,9})(?:\.0*)?\s*", text, re.ASCII)
    return int(match[1]) if match else None


def declared_format(fields: Mapping[str, str]) -> tuple[FormatHint, tuple[Finding, ...]]:
    """The hint in the fields of a session, and a finding for each field with an invalid value."""
    by_mime = from_mime_type(_first(fields, _MIME_FIELDS) or "")
    findings: list[Finding] = []
    rate = _declared_number(fields, _RATE_FIELDS, MIN_SAMPLE_RATE, MAX_SAMPLE_RATE, "Hz", findings)
    channels = _declared_number(fields, _CHANNEL_FIELDS, 1, MAX_CHANNELS, "channels", findings)
    encoding = encoding_named(_first(fields, _ENCODING_FIELDS) or "")
    by_fields = FormatHint(encoding.name if encoding else None, rate, channels)
    return by_fields.or_else(by_mime), tuple(findings)


def _first(fields: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((fields[name] for name in names if fields.get(name, "").strip()), None)


def _declared_number(
    fields: Mapping[str, str], names: tuple[str, ...], low: int, high: int, unit: str, findings: list[Finding]
) -> int | None:
    text = _first(fields, names)
    if text is None:
        return None
    number = _number(text)
    if number is not None and low <= number <= high:
        return number
    name = next(name for name in names if fields.get(name, "").strip())
    findings.append(
        Finding(
            "declaration_unusable",
            "warning",
            f"The session's field {name} says {text[:40]!r}, which cannot be used; it was ignored.",
            f"Write a whole number from {low} to {high} ({unit}).",
        )
    )
    return None


def from_mime_type(text: str) -> FormatHint:
    """The hint in a MIME type of headerless audio; empty for containers, which need none.

    Only G.711 gives the encoding. `audio/pcm` has none, and writers use `audio/L16`, which is big-endian
    by RFC 2586, for little-endian samples just as often.

        from_mime_type("audio/pcm;rate=16000")  # FormatHint(None, 16000, None)
    """
    match = _MIME_TYPE.match(text.strip())
    if match is None:
        return FormatHint()
    subtype = match[1].lower()
    parameters = {name.lower(): value for name, value in _MIME_PARAMETER.findall(match[2])}
    g711 = encoding_named(subtype) if subtype in ("pcmu", "pcma", "basic", "x-mulaw", "x-alaw") else None
    if g711 is None and subtype not in ("pcm", "x-pcm", "raw", "x-raw", "l8", "l16", "l24"):
        return FormatHint()
    rate = _number(parameters.get("rate", "")) or (_G711_RATE if g711 else 0)
    channels = _number(parameters.get("channels", "")) or 0
    return FormatHint(
        g711.name if g711 else None,
        rate if MIN_SAMPLE_RATE <= rate <= MAX_SAMPLE_RATE else None,
        channels if 1 <= channels <= MAX_CHANNELS else None,
    )


STANDARD_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 96000)  # Hz

# Largest relative difference between a measured and a standard rate. The closest rates in common use are
# 44.1 and 48 kHz, which differ by 8.8 %.
RATE_TOLERANCE = 0.035


def rate_from_growth(bytes_per_second: float, frame_width: int) -> int | None:
    """The standard sample rate in Hz for a growth; None if none is within `RATE_TOLERANCE`.

    frame_width: bytes per frame.

        rate_from_growth(32_100, 2)  # 16000
    """
    frames = bytes_per_second / frame_width
    nearest = min(STANDARD_RATES, key=lambda rate: abs(math.log(rate / frames)))
    return nearest if abs(frames / nearest - 1) <= RATE_TOLERANCE else None
