"""The format of stored audio, its confidence, and its description for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sambanova.encodings import ENCODINGS

Source = Literal["request", "session", "container", "settings", "growth", "signal", "default"]
"""Where a format comes from: the caller, the session's fields, a decoded container, the settings, the
growth of a live buffer, the signal, or nothing (the default)."""


@dataclass(frozen=True, slots=True)
class AudioFormat:
    """One reading of stored bytes, with its confidence and the alternatives.

    encoding: a name of `ENCODINGS`, the name of a codec in a container, or None if it is not audio.
    channels: 1 or more; 0 if it is not audio. sample_rate: Hz; 0 if it is not audio.
    container: `webm`, `ogg`, `wav`, …; None for headerless bytes.
    source: where the format comes from. sources: the same for encoding, channels and sample rate.
    confidence: 0..1, that encoding and channels are right. rate_confidence: 0..1, that the sample rate is.
    offset: bytes before the first whole frame. evidence: short sentences that give the reasons.
    candidates: alternatives, best first.

        AudioFormat("s16le", 1, 16000).description  # "16-bit PCM, little-endian, mono, 16 kHz"
    """

    encoding: str | None
    channels: int
    sample_rate: int
    container: str | None = None
    source: Source = "signal"
    confidence: float = 0.0
    rate_confidence: float = 0.0
    offset: int = 0
    evidence: tuple[str, ...] = ()
    candidates: tuple[AudioFormat, ...] = ()
    sources: tuple[Source, Source, Source] = ("signal", "signal", "signal")

    @property
    def description(self) -> str:
        """The format in words: `16-bit PCM, little-endian, mono, 16 kHz`; `not audio` if it is not."""
        return ", ".join(self._parts()) or "not audio"

    @property
    def without_rate(self) -> str:
        """Encoding and channels alone: `16-bit PCM, little-endian, mono`; `not audio` without an encoding."""
        if self.encoding is None:
            return "not audio"
        return f"{encoding_label(self.encoding)}, {channels_label(self.channels)}"

    @property
    def short(self) -> str:
        """The description without its usual parts: `8 kHz`, `mu-law 8 kHz`, `WebM · Opus`."""
        brief = [_BRIEF.get(part, part) for part in self._parts()]
        unusual = [part for part in brief if part]
        if self.container:
            return " · ".join(unusual[:2])
        return " ".join(unusual) or self.description

    def short_beside(self, other: AudioFormat) -> str:
        """The parts that differ from another reading, and the sample rate."""
        common = other._parts()[:-1]
        return " ".join(part for part in self._parts() if part not in common)

    def _parts(self) -> list[str]:
        """The parts of the description, from container to sample rate; none if it is not audio."""
        if self.encoding is None:
            return []
        container = [CONTAINER_LABELS.get(self.container, self.container)] if self.container else []
        rest = [*encoding_label(self.encoding).split(", "), channels_label(self.channels)]
        # MP3 is both container and codec.
        return list(dict.fromkeys([*container, *rest, rate_label(self.sample_rate)]))

    def as_json(self) -> dict[str, Any]:
        """The format as the API sends it. A candidate can be sent back to `play` as it is."""
        answer = self.reading_as_json()
        answer["source"] = self.source
        answer["offset"] = self.offset
        answer["evidence"] = list(self.evidence)
        answer["candidates"] = [
            {**candidate.reading_as_json(), "short": candidate.short_beside(self)}
            for candidate in self.candidates
        ]
        return answer

    def reading_as_json(self) -> dict[str, Any]:
        """The format as the API sends it, without source, evidence and candidates."""
        return {
            "container": self.container,
            "encoding": self.encoding,
            "sample_rate": self.sample_rate,
            "channels": self.channels,
            "confidence": round(self.confidence, 4),
            "rate_confidence": round(self.rate_confidence, 4),
            "description": self.description,
            "short": self.short,
        }


# Parts of a short description; usual ones are left out.
_BRIEF = {
    "16-bit PCM": "",
    "little-endian": "",
    "mono": "",
    "8-bit unsigned PCM": "8-bit unsigned",
    "8-bit signed PCM": "8-bit signed",
    "24-bit PCM": "24-bit",
    "32-bit PCM": "32-bit",
    "G.711 mu-law": "mu-law",
    "G.711 A-law": "A-law",
}

CONTAINER_LABELS = {
    "webm": "WebM",
    "ogg": "Ogg",
    "wav": "WAV",
    "mp3": "MP3",
    "mp4": "MP4",
    "flac": "FLAC",
    "aac": "AAC",
    "aiff": "AIFF",
    "au": "AU",
    "amr": "AMR",
    "caf": "CAF",
}
"""The display name of each container, by its name in the API."""

_CODEC_LABELS = {"opus": "Opus", "vorbis": "Vorbis", "mp3": "MP3", "aac": "AAC", "flac": "FLAC"}


def encoding_label(name: str) -> str:
    """The display name of an encoding or a codec; other names are returned as they are."""
    if name in ENCODINGS:
        return ENCODINGS[name].label
    return _CODEC_LABELS.get(name, name)


def channels_label(channels: int) -> str:
    """`mono`, `stereo`, or `6 channels`."""
    return {1: "mono", 2: "stereo"}.get(channels, f"{channels} channels")


def rate_label(sample_rate: int) -> str:
    """A sample rate in kHz: `44.1 kHz`, `8 kHz`. sample_rate: Hz."""
    return f"{sample_rate / 1000:.6g} kHz"
