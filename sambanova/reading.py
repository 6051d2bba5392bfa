"""What somebody says the audio is: a caller, the session's own fields, or the settings.

A reading may be partial: `sample_rate` alone leaves the rest to the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sambanova.encodings import ENCODINGS, encoding_named
from sambanova.findings import Finding
from sambanova.settings import Settings

MIN_SAMPLE_RATE = 1000  # Hz
MAX_SAMPLE_RATE = 384_000  # Hz
MAX_CHANNELS = 8
_G711_RATE = 8000  # Hz, when a MIME type of G.711 does not say otherwise (RFC 3551, 4.5.14)

CODECS = frozenset({"opus", "vorbis", "mp3", "aac", "flac", "alac", "amr_nb", "amr_wb", "speex"})
"""Names of codecs, as FFmpeg has them, that a caller may ask for."""

# Names that writers give to the fields of a session, best first.
_RATE_FIELDS = ("sample_rate", "sampleRate", "samplerate", "audio_sample_rate", "rate")
_CHANNEL_FIELDS = ("channels", "num_channels", "numChannels", "channel_count", "audio_channels")
_ENCODING_FIELDS = ("encoding", "audio_encoding", "audio_format", "format", "codec")
_MIME_FIELDS = ("mime_type", "mimeType", "content_type", "audio_mime_type")

_MIME_TYPE = re.compile(r"audio/([\w.+-]+)(.*)", re.S)
_MIME_PARAMETER = re.compile(r";\s*([\w-]+)\s*=\s*\"?([\w.-]+)\"?")


@dataclass(frozen=True, slots=True)
class Reading:
    """What is said about the audio; None where nothing is said.

    encoding: a name of `ENCODINGS`, or a codec's name. sample_rate: Hz.
    """

    encoding: str | None = None
    sample_rate: int | None = None
    channels: int | None = None

    def __bool__(self) -> bool:
        """Whether anything is said at all."""
        return self != _NOTHING

    def or_else(self, other: Reading) -> Reading:
        """This reading, with what it does not say taken from `other`."""
        return Reading(
            self.encoding or other.encoding,
            self.sample_rate or other.sample_rate,
            self.channels or other.channels,
        )

    @property
    def is_codec(self) -> bool:
        """Whether `encoding` names a codec, which only a container can hold."""
        return self.encoding is not None and self.encoding not in ENCODINGS


_NOTHING = Reading()


def _number(text: str) -> int | None:
    """A whole number from text such as `16000` or `16000.0`; None for anything else."""
    match = re.fullmatch(r"\s*\+?(\d{1,9})(?:\.0*)?\s*", text, re.ASCII)
    return int(match[1]) if match else None


def pinned(settings: Settings) -> Reading:
    """What `AUDIO_FORMAT`, `AUDIO_CHANNELS` and `AUDIO_RATE` say."""
    return Reading(settings.audio_format, settings.audio_rate, settings.audio_channels)


def declared(fields: Mapping[str, str]) -> tuple[Reading, tuple[Finding, ...]]:
    """What a session's own fields say, with a finding for each that says nonsense."""
    by_mime = from_mime_type(_first(fields, _MIME_FIELDS) or "")
    findings: list[Finding] = []
    rate = _declared_number(fields, _RATE_FIELDS, MIN_SAMPLE_RATE, MAX_SAMPLE_RATE, "Hz", findings)
    channels = _declared_number(fields, _CHANNEL_FIELDS, 1, MAX_CHANNELS, "channels", findings)
    encoding = encoding_named(_first(fields, _ENCODING_FIELDS) or "")
    said = Reading(encoding.name if encoding else None, rate, channels)
    return said.or_else(by_mime), tuple(findings)


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


def from_mime_type(text: str) -> Reading:
    """What a MIME type says about headerless audio; of a container it says nothing we need.

    `audio/pcm` is taken as native 16-bit, which all writers in the field mean; `audio/L16` is
    big-endian by RFC 2586, but writers in the field mean little-endian as often, so that the
    encoding is left to the signal.
    """
    match = _MIME_TYPE.match(text.strip())
    if match is None:
        return Reading()
    subtype = match[1].lower()
    parameters = {name.lower(): value for name, value in _MIME_PARAMETER.findall(match[2])}
    g711 = encoding_named(subtype) if subtype in ("pcmu", "pcma", "basic", "x-mulaw", "x-alaw") else None
    if g711 is None and subtype not in ("pcm", "x-pcm", "raw", "x-raw", "l8", "l16", "l24"):
        return Reading()
    rate = _number(parameters.get("rate", "")) or (_G711_RATE if g711 else 0)
    channels = _number(parameters.get("channels", "")) or 0
    return Reading(
        g711.name if g711 else None,
        rate if MIN_SAMPLE_RATE <= rate <= MAX_SAMPLE_RATE else None,
        channels if 1 <= channels <= MAX_CHANNELS else None,
    )
