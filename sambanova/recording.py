"""A recording: stored bytes as frames with a rate, ready to be played, saved and measured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sambanova import byte_slip, containers, wav_repair
from sambanova.audio_buffer import AudioBuffer
from sambanova.audio_format import (
    CONTAINER_LABELS,
    AudioFormat,
    channels_label,
    identify,
    likelier_than_header,
)
from sambanova.byte_slip import Alignment
from sambanova.containers import DecodedContainer
from sambanova.decoding_pcm import DecodingPcm
from sambanova.encodings import ENCODINGS, WAV_SAMPLE_WIDTH, WavEncoding, samples_as_float
from sambanova.errors import BufferTooLarge, UndecodableAudio
from sambanova.findings import Finding, counted
from sambanova.reading import Reading

Decode = Callable[[bytes, int], DecodedContainer | None]
"""Decodes a container, given a limit of the PCM in bytes; None when there is none."""

_NOT_AUDIO = (
    "These bytes are no sound that the player knows; "
    "choose an encoding, a sample rate and channels to play them all the same."
)
_TELLING_BYTES = 1 << 22  # of the sound in a WAV file that are held against its header
_WORTH_A_WARNING = 0.9  # confidence below this is said aloud


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """Frames of one session's audio, in memory.

    format: what the stored bytes are. encoding: how `pcm` holds the samples, which is what a WAV
    file can hold. pcm: interleaved frames; those of a long recording may still be decoded, and reading
    waits for them. stored: the bytes as they were in Redis, out of base64.
    findings: what was wrong with text, container and format; `analysis` finds what is wrong with
    the sound.
    """

    format: AudioFormat
    encoding: WavEncoding
    pcm: bytes | DecodingPcm
    stored: bytes
    findings: tuple[Finding, ...] = ()

    @classmethod
    def from_buffer(
        cls,
        buffer: AudioBuffer,
        requested: Reading,
        declared: Reading,
        pinned: Reading,
        max_bytes: int,
        *,
        bytes_per_second: float | None = None,
        decode: Decode = containers.decode,
    ) -> Recording:
        """Reads a buffer as what it is, or as what it is said to be.

        A caller comes first, then a container that decodes, then the session's fields, the settings,
        the growth of a live buffer and the signal. max_bytes: limit of the PCM.
        decode: what decodes containers. Raises UndecodableAudio and BufferTooLarge.
        """
        if not buffer.data:
            raise UndecodableAudio("The field holds no base64 text: look at what the app writes there.")
        if buffer.is_text:
            raise UndecodableAudio(f"{buffer.findings[-1].message} {buffer.findings[-1].hint}")
        decoded = decode(buffer.data, max_bytes)
        if decoded is not None and requested.encoding in (None, decoded.codec):
            return cls._of_container(buffer, decoded, requested)
        if requested.is_codec:
            raise UndecodableAudio(f"There is no {requested.encoding} recording in these bytes.")
        data = buffer.data
        if decoded is not None and decoded.container == "wav":
            data = wav_repair.sound_of(data) or data  # a header is no sound, however it is read
        audio_format = identify(data, requested, declared, pinned, bytes_per_second=bytes_per_second)
        literally = requested.encoding is not None
        return cls._of_headerless(buffer, data, audio_format, max_bytes, literally=literally)

    @classmethod
    def _of_container(cls, buffer: AudioBuffer, decoded: DecodedContainer, requested: Reading) -> Recording:
        whole = "" if isinstance(decoded.pcm, DecodingPcm) else " from beginning to end"
        audio_format = AudioFormat(
            encoding=decoded.codec,
            channels=decoded.channels,
            sample_rate=decoded.sample_rate,
            container=decoded.container,
            source="container",
            confidence=1.0,
            rate_confidence=1.0,
            evidence=(f"decodes{whole} as {CONTAINER_LABELS[decoded.container]}",),
        )
        encoding, pcm = decoded.encoding, decoded.pcm
        if requested.channels and requested.channels != decoded.channels:
            encoding, pcm = _with_channels(decoded, requested.channels)
        if requested:
            audio_format = replace(
                audio_format,
                channels=requested.channels or decoded.channels,
                sample_rate=requested.sample_rate or decoded.sample_rate,
                source="request",
            )
        findings = (*buffer.findings, *decoded.findings)
        others = _likelier_than_header(buffer.data, audio_format)
        if others:
            audio_format = replace(audio_format, candidates=others)
            findings = (*findings, _header_unlikely(audio_format))
        elif decoded.container == "wav" and decoded.codec == encoding and isinstance(pcm, bytes):
            alignment = byte_slip.align(pcm, encoding, audio_format.channels)
            if alignment.slips and not alignment.offset:
                frame_width = WAV_SAMPLE_WIDTH[encoding] * audio_format.channels
                pcm, slips = byte_slip.mend(pcm, frame_width, alignment)
                findings = (*findings, *byte_slip.findings(slips, audio_format.sample_rate))
        recording = cls(audio_format, encoding, pcm, buffer.data, findings)
        if recording.frame_count < 1:
            raise UndecodableAudio("There are fewer bytes than one frame has.")
        return recording

    @classmethod
    def _of_headerless(
        cls, buffer: AudioBuffer, stored: bytes, audio_format: AudioFormat, max_bytes: int, *, literally: bool
    ) -> Recording:
        if audio_format.encoding is None:
            why = containers.why_unreadable(stored) or _NOT_AUDIO
            raise UndecodableAudio(why, candidates=audio_format.candidates)
        encoding = ENCODINGS[audio_format.encoding]
        frame_width = encoding.sample_width * audio_format.channels
        alignment = _alignment(stored, audio_format, literally=literally)
        audio_format = replace(audio_format, offset=alignment.offset)
        data, slips = byte_slip.mend(stored, frame_width, alignment)
        left_over = max(0, len(stored) - alignment.last_start) % frame_width
        frame_count = len(data) // frame_width
        if frame_count < 1:
            raise UndecodableAudio("There are fewer bytes than one frame has.")
        if frame_count * audio_format.channels * WAV_SAMPLE_WIDTH[encoding.wav] > max_bytes:
            raise BufferTooLarge(
                f"The recording is longer than {max_bytes >> 20} MB; raise AUDIO_MAX_BUFFER_MB."
            )
        findings = (
            *buffer.findings,
            *_headerless_findings(audio_format, left_over),
            *byte_slip.findings(slips, audio_format.sample_rate),
        )
        return cls(audio_format, encoding.wav, encoding.to_wav(data), buffer.data, findings)

    @property
    def sample_rate(self) -> int:
        """Frames a second, Hz."""
        return self.format.sample_rate

    @property
    def channels(self) -> int:
        """Samples a frame."""
        return self.format.channels

    @property
    def frame_width(self) -> int:
        """Bytes a frame of `pcm`."""
        return WAV_SAMPLE_WIDTH[self.encoding] * self.channels

    @property
    def frame_count(self) -> int:
        """Frames in all."""
        return len(self.pcm) // self.frame_width

    @property
    def duration(self) -> float:
        """Seconds in all."""
        return self.frame_count / self.sample_rate

    @property
    def nbytes(self) -> int:
        """Bytes of memory that the recording takes."""
        return len(self.pcm) + (0 if self.pcm is self.stored else len(self.stored))

    def decoded_findings(self) -> tuple[Finding, ...]:
        """What was found wrong, also by decoding, the end of which it waits for."""
        late = self.pcm.findings if isinstance(self.pcm, DecodingPcm) else ()
        return (*self.findings, *late)

    def samples(self, start: int = 0, stop: int | None = None) -> NDArray[np.float32]:
        """The frames `start` up to `stop` as frames x channels, full scale being -1..1.

        Fewer come back where the recording ends before.
        """
        first, last, _ = slice(start, stop).indices(self.frame_count)
        pcm = self.pcm if isinstance(self.pcm, DecodingPcm) else memoryview(self.pcm)
        piece = pcm[first * self.frame_width : max(first, last) * self.frame_width]
        return samples_as_float(piece, self.encoding).reshape(-1, self.channels)


def _likelier_than_header(data: bytes, audio_format: AudioFormat) -> tuple[AudioFormat, ...]:
    """Readings that the sound in a WAV file speaks for, against its header; none when they agree."""
    is_pcm = audio_format.container == "wav" and audio_format.encoding in ENCODINGS
    if not is_pcm or audio_format.source != "container":
        return ()
    sound = wav_repair.sound_of(data, _TELLING_BYTES)
    return likelier_than_header(audio_format, sound) if sound else ()


def _header_unlikely(audio_format: AudioFormat) -> Finding:
    likelier = audio_format.candidates[0]
    return Finding(
        "container_format_unlikely",
        "warning",
        f"The WAV header says {_without_rate(audio_format)}, but the bytes behind it look like "
        f"{_without_rate(likelier)} ({likelier.confidence:.0%} sure).",
        "Play it as that; if it sounds right, write the header with the encoding and the channels "
        "that the recorder really has.",
    )


def _without_rate(audio_format: AudioFormat) -> str:
    assert audio_format.encoding is not None
    return f"{ENCODINGS[audio_format.encoding].label}, {channels_label(audio_format.channels)}"


def _alignment(data: bytes, audio_format: AudioFormat, *, literally: bool) -> Alignment:
    """Where the frames are, with slips put right.

    literally: the caller asks for this encoding, so that the bytes are read from where it says, even
    if another phase sounds better.
    """
    assert audio_format.encoding is not None
    found = byte_slip.align(data, audio_format.encoding, audio_format.channels, audio_format.offset)
    if literally and found.offset != audio_format.offset:
        return Alignment(audio_format.offset)
    return found


def _with_channels(decoded: DecodedContainer, channels: int) -> tuple[WavEncoding, bytes]:
    """The decoded frames as if there were another number of channels.

    PCM is cut into frames anew, as its header may be what is wrong; for a codec, which knows its
    channels, they are mixed into each of the wanted ones.
    """
    pcm = decoded.pcm[:]  # all of it
    if decoded.codec in ENCODINGS:
        frame_width = WAV_SAMPLE_WIDTH[decoded.encoding] * channels
        return decoded.encoding, pcm[: len(pcm) // frame_width * frame_width]
    frames = samples_as_float(pcm, decoded.encoding).reshape(-1, decoded.channels)
    mixed = np.rint(frames.mean(axis=1) * 32768).clip(-32768, 32767).astype("<i2")
    return "s16le", np.repeat(mixed, channels).tobytes()


def _headerless_findings(audio_format: AudioFormat, left_over: int) -> list[Finding]:
    """What the format itself shows to be wrong."""
    findings = []
    if audio_format.source == "signal" and audio_format.confidence < _WORTH_A_WARNING:
        findings.append(
            Finding(
                "format_uncertain",
                "warning",
                f"What these bytes are is a guess ({audio_format.confidence:.0%} sure).",
                "If it sounds wrong, play it as one of the other readings.",
            )
        )
    if audio_format.offset:
        findings.append(
            Finding(
                "byte_offset",
                "warning",
                f"The first whole frame begins {counted(audio_format.offset, 'byte')} in.",
                "The first chunk was cut in the middle of a sample: check how the buffer is cleared.",
                0.0,
            )
        )
    if left_over:
        findings.append(
            Finding(
                "odd_length",
                "warning",
                f"At the end {'is' if left_over == 1 else 'are'} {counted(left_over, 'byte')} "
                "of a frame that is not whole.",
                "A chunk was cut in the middle of a sample, or bytes were lost: check how chunks are joined.",
            )
        )
    return findings
