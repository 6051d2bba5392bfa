"""What stored audio is: encoding, channels, rate and container, how sure that is, and its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sambanova.encodings import ENCODINGS

Source = Literal["request", "session", "container", "settings", "growth", "signal", "default"]
"""How a format was reached: asked for, said by the session's fields, decoded, pinned by the
settings, from bytes a second, from the signal itself, or the last resort."""


@dataclass(frozen=True, slots=True)
class AudioFormat:
    """One reading of stored bytes, with how sure it is and what else it could be.

    encoding: a name of `ENCODINGS`, a codec's name inside a container, or None: not audio.
    channels: 1 or more; 0 when it is not audio. sample_rate: Hz; 0 when it is not audio.
    container: `webm`, `ogg`, `wav`, ...; None for headerless bytes.
    confidence: 0..1, that encoding and channels are right. rate_confidence: 0..1, that the
    sample rate is right. offset: bytes to skip before the first whole frame.
    evidence: short sentences that say why. candidates: the next readings, best first.
    sources: how encoding, channels and sample rate were reached, each for itself.
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
        """The format in a person's words: `16-bit PCM, little-endian, mono, 16 kHz`."""
        return ", ".join(self._parts()) or "not audio"

    @property
    def short(self) -> str:
        """The format without what goes without saying: `8 kHz`, `mu-law 8 kHz`, `WebM · Opus`."""
        brief = [_BRIEF.get(part, part) for part in self._parts()]
        said = [part for part in brief if part]
        if self.container:
            return " · ".join(said[:2])
        return " ".join(said) or self.description

    def short_beside(self, other: AudioFormat) -> str:
        """What sets this reading apart from another; its rate in any case."""
        known = other._parts()[:-1]
        return " ".join(part for part in self._parts() if part not in known)

    def _parts(self) -> list[str]:
        """What there is to say, from the container to the rate; nothing when it is not audio."""
        if self.encoding is None:
            return []
        container = [CONTAINER_LABELS.get(self.container, self.container)] if self.container else []
        rest = [*encoding_label(self.encoding).split(", "), channels_label(self.channels)]
        # An MP3 is its own container: once is enough.
        return list(dict.fromkeys([*container, *rest, rate_label(self.sample_rate)]))

    def as_json(self) -> dict[str, Any]:
        """The format as the API sends it; a candidate can be passed straight back to play."""
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
        """The reading alone, without where it comes from and what else it could be."""
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


# Parts of a description as they are said in short; nothing for what goes without saying.
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
"""Containers by the API's name, with the word for people."""

_CODEC_LABELS = {"opus": "Opus", "vorbis": "Vorbis", "mp3": "MP3", "aac": "AAC", "flac": "FLAC"}


def encoding_label(name: str) -> str:
    if name in ENCODINGS:
        return ENCODINGS[name].label
    return _CODEC_LABELS.get(name, name)


def channels_label(channels: int) -> str:
    """`mono`, `stereo`, or `6 channels`."""
    return {1: "mono", 2: "stereo"}.get(channels, f"{channels} channels")


def rate_label(sample_rate: int) -> str:
    """A sample rate in kHz without needless digits: `44.1 kHz`."""
    return f"{sample_rate / 1000:.6g} kHz"
