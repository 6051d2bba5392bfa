"""Hints about the format of audio: from the caller, the session, the settings, and the growth of a buffer.

A hint may be partial: with `sample_rate` alone, encoding and channels come from other sources.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sambanova.detection.rate_clues import NO_CLUES, RateClues
from sambanova.encodings import ENCODINGS, encoding_named, encoding_of_dtype
from sambanova.findings import Finding

MIN_SAMPLE_RATE = 1000  # Hz
MAX_SAMPLE_RATE = 384_000  # Hz
MAX_CHANNELS = 8
_G711_RATE = 8000  # Hz; default of the MIME types of G.711 (RFC 3551, 4.5.14)

CODECS = frozenset({"opus", "vorbis", "mp3", "aac", "flac", "alac", "amr_nb", "amr_wb", "speex"})
"""Codecs that a caller may request, by their names in FFmpeg."""

# Field names that writers use, best first.
_RATE_FIELDS = (
    ("sample_rate", "sampleRate", "samplerate", "audio_sample_rate", "rate")
    + ("sample_rate_hertz", "sampleRateHertz", "sample_rate_hz", "sampleRateHz", "sampling_rate")
    + ("samplingRate", "framerate", "frame_rate", "sr")
)
_CHANNEL_FIELDS = ("channels", "num_channels", "numChannels", "channel_count", "audio_channels") + (
    "nchannels",
    "n_channels",
    "channelCount",
)
_ENCODING_FIELDS = ("encoding", "audio_encoding", "audio_format", "format", "codec", "audioEncoding")
_DTYPE_FIELDS = ("dtype", "audio_dtype", "sample_format", "sampleFormat")
_WIDTH_FIELDS = ("sample_width", "sampleWidth", "sampwidth", "width")  # bytes
_BIT_FIELDS = ("bits_per_sample", "bitsPerSample", "bit_depth", "bitDepth", "bits")
_MIME_FIELDS = ("mime_type", "mimeType", "content_type", "audio_mime_type")
_OBJECT_FIELDS = ("mediaFormat", "media_format", "audio_format", "audioFormat", "audio_config", "format")

FORMAT_FIELDS = frozenset(
    (*_RATE_FIELDS, *_CHANNEL_FIELDS, *_ENCODING_FIELDS, *_DTYPE_FIELDS, *_WIDTH_FIELDS, *_BIT_FIELDS)
    + (*_MIME_FIELDS, *_OBJECT_FIELDS)
)
"""All names of fields that declare something about the format of audio."""

# PCM of these widths is signed and little-endian with all writers. Samples of one byte may be signed, not
# signed or G.711, those of four integers or floats: the signal tells.
_ENCODING_OF_BITS = {16: "s16le", 24: "s24le"}
_MAX_OBJECT = 4096  # characters of a JSON object in a field

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
        return self != NO_HINT

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


NO_HINT = FormatHint()
"""A hint that leaves all open."""


@dataclass(frozen=True, slots=True)
class FormatHints:
    """All hints about a buffer, and the limit of its size.

    requested: by the caller. declared: in the fields of the session. pinned: in the settings.
    bytes_per_second: growth of a live buffer; None when unknown. clues: what speaks for a sample rate
    without settling it. max_bytes: of the PCM.
    """

    requested: FormatHint = NO_HINT
    declared: FormatHint = NO_HINT
    pinned: FormatHint = NO_HINT
    bytes_per_second: float | None = None
    clues: RateClues = NO_CLUES
    max_bytes: int = 512 << 20


def _number(text: str) -> int | None:
    """The integer in text such as `16000` or `16000.0`; None for other text."""
    match = re.fullmatch(r"\s*\+?(\d{1,9})(?:\.0*)?\s*", text, re.ASCII)
    return int(match[1]) if match else None


def declared_format(fields: Mapping[str, str]) -> tuple[FormatHint, tuple[Finding, ...]]:
    """The hint in the fields of a session, and a finding for each field with an invalid value.

    A field may hold a JSON object with such fields, as `mediaFormat` of Twilio does; those beside it win.
    """
    fields = {**_in_objects(fields), **fields}
    by_mime = from_mime_type(_first(fields, _MIME_FIELDS) or "")
    findings: list[Finding] = []
    rate = _declared_number(fields, _RATE_FIELDS, MIN_SAMPLE_RATE, MAX_SAMPLE_RATE, "Hz", findings)
    channels = _declared_number(fields, _CHANNEL_FIELDS, 1, MAX_CHANNELS, "channels", findings)
    named = _first(fields, _ENCODING_FIELDS) or ""
    encoding = encoding_named(named) or encoding_of_dtype(_first(fields, _DTYPE_FIELDS) or "")
    name = encoding.name if encoding else _encoding_of_width(fields, findings)
    if encoding is None:
        by_mime = by_mime.or_else(from_mime_type(named))
        name = by_mime.encoding or name
    return FormatHint(name, rate, channels).or_else(by_mime), tuple(findings)


@lru_cache(maxsize=256)
def hint_in(fields: tuple[tuple[str, str], ...]) -> tuple[FormatHint, Mapping[str, str]]:
    """The hint in fields, and those of them whose values cannot be used. It is quick for the same again."""
    hint, findings = declared_format(dict(fields))
    if not findings:
        return hint, {}
    return hint, {name: text for name, text in fields if declared_format({name: text})[1]}


def _in_objects(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields of JSON objects in fields."""
    found: dict[str, str] = {}
    for name in _OBJECT_FIELDS:
        text = fields.get(name, "")
        if text.lstrip().startswith("{") and len(text) <= _MAX_OBJECT:
            try:
                value = json.loads(text)
            except (ValueError, RecursionError):
                continue
            scalars = {key: one for key, one in value.items() if isinstance(one, (str, int, float))}
            found |= {key: str(one) for key, one in scalars.items() if key in FORMAT_FIELDS}
    return found


def _encoding_of_width(fields: Mapping[str, str], findings: list[Finding]) -> str | None:
    """The encoding of PCM by the width of its samples, in bytes or in bits."""
    width = _declared_number(fields, _WIDTH_FIELDS, 1, 4, "bytes of a sample", findings)
    bits = _declared_number(fields, _BIT_FIELDS, 8, 32, "bits of a sample", findings)
    return _ENCODING_OF_BITS.get(8 * width if width else bits or 0)


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


_DURATION_FIELDS = {
    **dict.fromkeys(("duration_ms", "durationMs", "audio_duration_ms", "recording_duration_ms"), 1e-3),
    **dict.fromkeys(("duration_s", "duration_seconds", "durationSeconds", "audio_duration"), 1.0),
    **dict.fromkeys(("audioDuration", "recording_duration", "recordingDuration", "duration"), 1.0),
}
"""Names of fields that say how long the sound lasts, with the seconds of their unit."""

_MIN_PLAIN_MS = 1000  # a whole number from here on in a field without a unit is milliseconds


def declared_seconds(fields: Mapping[str, str]) -> float:
    """How long the sound lasts as the fields of a session say; 0 if they do not.

    declared_seconds({"duration_ms": "2500"})  # 2.5
    """
    for name, unit in _DURATION_FIELDS.items():
        text = fields.get(name, "").strip()
        if not re.fullmatch(r"\d{1,9}(\.\d{1,9})?", text, re.ASCII):
            continue
        is_plain_ms = unit == 1.0 and "." not in text and float(text) >= _MIN_PLAIN_MS
        return float(text) * (1e-3 if is_plain_ms else unit)
    return 0.0


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
