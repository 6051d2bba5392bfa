"""What stored audio is: the answer, its words, and the detector for headerless bytes."""

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

    @property
    def description(self) -> str:
        """The format in a person's words: `16-bit PCM, little-endian, mono, 16 kHz`."""
        if self.encoding is None:
            return "not audio"
        parts = [_encoding_label(self.encoding), channels_label(self.channels), rate_label(self.sample_rate)]
        if self.container:
            parts.insert(0, CONTAINER_LABELS.get(self.container, self.container))
        return ", ".join(parts)

    def as_json(self) -> dict[str, Any]:
        """The format as the API sends it; a candidate can be passed straight back to play."""
        answer = self._reading_as_json()
        answer["source"] = self.source
        answer["offset"] = self.offset
        answer["evidence"] = list(self.evidence)
        answer["candidates"] = [candidate._reading_as_json() for candidate in self.candidates]
        return answer

    def _reading_as_json(self) -> dict[str, Any]:
        return {
            "container": self.container,
            "encoding": self.encoding,
            "sample_rate": self.sample_rate,
            "channels": self.channels,
            "confidence": round(self.confidence, 4),
            "rate_confidence": round(self.rate_confidence, 4),
            "description": self.description,
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
}
"""Containers by the API's name, with the word for people."""

_CODEC_LABELS = {"opus": "Opus", "vorbis": "Vorbis", "mp3": "MP3", "aac": "AAC", "flac": "FLAC"}


def _encoding_label(name: str) -> str:
    if name in ENCODINGS:
        return ENCODINGS[name].label
    return _CODEC_LABELS.get(name, name)


def channels_label(channels: int) -> str:
    """`mono`, `stereo`, or `6 channels`."""
    return {1: "mono", 2: "stereo"}.get(channels, f"{channels} channels")


def rate_label(sample_rate: int) -> str:
    """A sample rate in kHz without needless digits: `44.1 kHz`."""
    return f"{sample_rate / 1000:.6g} kHz"


def detect(data: bytes) -> AudioFormat:
    """What headerless `data` is, from the signal alone.

    Any input is allowed; what is not audio comes back with `encoding` None.
    """
    from sambanova import detection  # it needs AudioFormat from here

    return detection.detect(data)
