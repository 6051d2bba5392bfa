"""Sessions as they stand in Redis, and what the player finds wrong with them."""

from __future__ import annotations

import base64
import io
import wave
from collections.abc import Mapping
from dataclasses import dataclass, field

import av
import numpy as np
import soxr
from numpy.typing import NDArray

from sambanova.analysis import rate_check, sound_findings
from sambanova.decoding.reader import read
from sambanova.errors import UndecodableAudio
from sambanova.findings import Finding, in_order
from sambanova.format_hints import FormatHints, declared_format
from sambanova.payloads.base64_text import AudioBuffer
from tools.detection.corpus import Samples

NOW = 1_800_000_000.0  # Unix seconds at which the sessions are looked at


@dataclass(frozen=True, slots=True)
class Session:
    """What stands in Redis: the text, and the other fields."""

    text: bytes
    fields: Mapping[str, str] = field(default_factory=dict)

    def findings(self) -> tuple[Finding, ...]:
        """What the player says is wrong, as `info` has it."""
        said, about_fields = declared_format(self.fields)
        buffer = AudioBuffer.from_text(self.text)
        try:
            recording = read(buffer, FormatHints(declared=said))
        except UndecodableAudio as error:
            return (Finding("not_audio", "error", str(error), ""),)
        by_clock = rate_check.by_clock(recording, self.fields, NOW)
        return in_order([*about_fields, *recording.findings, *by_clock, *sound_findings.find(recording)])


def pcm(frames: Samples) -> bytes:
    """Frames as 16-bit little-endian PCM."""
    return np.clip(np.round(frames.astype(np.float64) * 32768), -32768, 32767).astype("<i2").tobytes()


def headerless(data: bytes, rate: int, channels: int = 1, **fields: str) -> Session:
    """A session with headerless 16-bit PCM whose fields say what it is."""
    known = {"sample_rate": str(rate), "channels": str(channels), "encoding": "s16le", **fields}
    return Session(base64.b64encode(data), known)


def unsaid(data: bytes, rate: int) -> Session:
    """A session with headerless 16-bit PCM whose fields say the rate alone."""
    return Session(base64.b64encode(data), {"sample_rate": str(rate)})


def wav_file(frames: Samples, rate: int) -> bytes:
    """A WAV file."""
    return wav_of_pcm(pcm(frames), rate, frames.shape[1])


def wav_of_pcm(data: bytes, rate: int, channels: int) -> bytes:
    """A WAV file of 16-bit PCM."""
    memory = io.BytesIO()
    with wave.open(memory, "wb") as writer:
        writer.setparams((channels, 2, rate, 0, "NONE", ""))
        writer.writeframes(data)
    return memory.getvalue()


def mulaw(frames: NDArray[np.floating]) -> bytes:
    """Mono frames as mu-law."""
    linear = np.round(np.clip(frames[:, 0].astype(np.float64) * 32768, -32635, 32635)).astype(int)
    size = np.abs(linear) + 132
    exponent = np.floor(np.log2(size)).astype(int) - 7
    mantissa = (size >> (exponent + 3)) & 15
    coded = ~(np.where(linear < 0, 128, 0) | (exponent << 4) | mantissa) & 255
    return bytes(coded.astype(np.uint8).tobytes())


class _Pipe:
    """A file that can only be written to, as a browser's recorder has it."""

    def __init__(self) -> None:
        self.data = bytearray()

    def write(self, piece: bytes) -> int:
        self.data += piece
        return len(piece)


def webm_file(frames: Samples, rate: int) -> bytes:
    """A WebM recording as a browser makes it: Opus, no duration."""
    sound = frames if rate == 48000 else soxr.resample(frames, rate, 48000)
    pipe = _Pipe()
    layout = "mono" if sound.shape[1] == 1 else "stereo"
    with av.open(pipe, "w", format="webm", options={"live": "1"}) as out:
        stream = out.add_stream("libopus", rate=48000, layout=layout, bit_rate=32000)
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(sound.reshape(1, -1), np.float32), "flt", layout
        )
        frame.sample_rate = 48000
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            out.mux(packet)
    return bytes(pipe.data)


def stored(data: bytes, **fields: str) -> Session:
    """A session with a file."""
    return Session(base64.b64encode(data), fields)
