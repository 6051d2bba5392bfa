"""Makes a recording of the bytes of a session, and checks its format against the signal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from sambanova.audio_format import CONTAINER_LABELS, AudioFormat
from sambanova.decoding import containers, declaration, wav_header
from sambanova.decoding.containers import DecodedContainer
from sambanova.decoding.format_decision import decide, likelier_than_header
from sambanova.detection import byte_slips
from sambanova.detection.byte_slips import Alignment
from sambanova.encodings import ENCODINGS, WAV_SAMPLE_WIDTH, WavEncoding, samples_as_float
from sambanova.errors import BufferTooLarge, UndecodableAudio
from sambanova.findings import Finding, at_places, counted
from sambanova.format_hints import FormatHint, FormatHints
from sambanova.payloads.base64_text import AudioBuffer
from sambanova.recording import PartialPcm, Recording

Decode = Callable[[bytes, int], DecodedContainer | None]
"""Decodes a container. Arguments: its bytes, and the largest size of the PCM in bytes. None if it is none."""

_NOT_AUDIO = (
    "These bytes are no sound that the player knows; "
    "choose an encoding, a sample rate and channels to play them all the same."
)
_MAX_CHECKED_BYTES = 1 << 22  # of the data in a WAV file that are compared with its header
_MAX_CHECKED_SECONDS = 60.0  # of a recording, of which the sample rate is checked
_MIN_CONFIDENCE = 0.9  # of a guess without a warning


def read(buffer: AudioBuffer, hints: FormatHints, decode: Decode = containers.decode) -> Recording:
    """The recording in a buffer.

    Its format comes from the caller's request, a container that decodes, the session's fields, the
    settings, the growth of a live buffer, or the signal, in this order. Raises UndecodableAudio, and
    BufferTooLarge for more than `hints.max_bytes` of PCM.

        recording = read(AudioBuffer.from_text(text), FormatHints())
    """
    requested = hints.requested
    if buffer.is_text:
        raise UndecodableAudio(f"{buffer.findings[-1].message} {buffer.findings[-1].hint}")
    if not buffer.data:
        raise UndecodableAudio("The field holds no base64 text: look at what the app writes there.")
    decoded = decode(buffer.data, hints.max_bytes)
    if decoded is not None and requested.encoding in (None, decoded.codec):
        return _of_container(buffer, decoded, requested)
    if requested.is_codec:
        raise UndecodableAudio(f"There is no {requested.encoding} recording in these bytes.")
    data = buffer.data
    if decoded is not None and decoded.container == "wav":
        data = wav_header.sound_of(data) or data  # never play a header
    audio_format = decide(data, hints)
    literally = requested.encoding is not None
    return _of_headerless(buffer, data, audio_format, hints.max_bytes, literally=literally)


def _of_container(buffer: AudioBuffer, decoded: DecodedContainer, requested: FormatHint) -> Recording:
    """The recording in a container, with the channels and the sample rate of the request, if any."""
    whole = "" if isinstance(decoded.pcm, PartialPcm) else " from beginning to end"
    audio_format = AudioFormat(
        encoding=decoded.codec,
        channels=decoded.channels,
        sample_rate=decoded.sample_rate,
        container=decoded.container,
        source="container",
        confidence=1.0,
        rate_confidence=1.0,
        evidence=(f"decodes{whole} as {CONTAINER_LABELS[decoded.container]}",),
        sources=("container", "container", "container"),
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
            sources=("request", "request", "request"),
        )
    findings = (*buffer.findings, *decoded.findings)
    others = _likelier_than_header(buffer.data, audio_format)
    if others:
        audio_format = replace(audio_format, candidates=others)
        findings = (*findings, _header_unlikely(audio_format))
    elif decoded.container == "wav" and decoded.codec == encoding and isinstance(pcm, bytes):
        alignment = byte_slips.align(pcm, encoding, audio_format.channels)
        if alignment.slips and not alignment.offset:
            frame_width = WAV_SAMPLE_WIDTH[encoding] * audio_format.channels
            pcm, slips = byte_slips.mend(pcm, frame_width, alignment)
            findings = (*findings, *byte_slip_findings(slips, audio_format.sample_rate))
    recording = Recording(audio_format, encoding, pcm, buffer.data, findings)
    if recording.frame_count < 1:
        raise UndecodableAudio("There are fewer bytes than one frame has.")
    return recording if others else _with_rate_checked(recording)


def _of_headerless(
    buffer: AudioBuffer, stored: bytes, audio_format: AudioFormat, max_bytes: int, *, literally: bool
) -> Recording:
    if audio_format.encoding is None:
        why = containers.why_unreadable(stored) or _NOT_AUDIO
        nearest = [candidate.reading_as_json() for candidate in audio_format.candidates]
        raise UndecodableAudio(why, candidates=nearest)
    encoding = ENCODINGS[audio_format.encoding]
    frame_width = encoding.sample_width * audio_format.channels
    alignment = _alignment(stored, audio_format, literally=literally)
    audio_format = replace(audio_format, offset=alignment.offset)
    data, slips = byte_slips.mend(stored, frame_width, alignment)
    left_over = max(0, len(stored) - alignment.last_start) % frame_width
    frame_count = len(data) // frame_width
    if frame_count < 1:
        raise UndecodableAudio("There are fewer bytes than one frame has.")
    if frame_count * audio_format.channels * WAV_SAMPLE_WIDTH[encoding.wav] > max_bytes:
        raise BufferTooLarge(f"The recording is longer than {max_bytes >> 20} MB; raise AUDIO_MAX_BUFFER_MB.")
    findings = (
        *buffer.findings,
        *declaration.against_encoding(audio_format),
        *_headerless_findings(audio_format, left_over),
        *byte_slip_findings(slips, audio_format.sample_rate),
    )
    recording = Recording(audio_format, encoding.wav, encoding.to_wav(data), buffer.data, findings)
    return _with_rate_checked(recording)


def _with_rate_checked(recording: Recording) -> Recording:
    """The recording, with a declared sample rate checked against the sound."""
    is_declared = recording.format.sources[2] in ("session", "settings")
    is_pcm = recording.format.sources[2] == "container" and recording.format.encoding in ENCODINGS
    if not (is_declared or is_pcm) or declaration.is_encoding_doubted(recording.format):
        return recording
    half = int(_MAX_CHECKED_SECONDS * recording.sample_rate / 2)
    middle = recording.frame_count // 2
    sound = recording.samples(max(0, middle - half), middle + half)
    audio_format, findings = declaration.checked(recording.format, sound)
    return replace(recording, format=audio_format, findings=(*recording.findings, *findings))


def _likelier_than_header(data: bytes, audio_format: AudioFormat) -> tuple[AudioFormat, ...]:
    """Readings that contradict the header of a WAV file; none if header and data agree."""
    is_pcm = audio_format.container == "wav" and audio_format.encoding in ENCODINGS
    if not is_pcm or audio_format.source != "container":
        return ()
    sound = wav_header.sound_of(data, _MAX_CHECKED_BYTES)
    return likelier_than_header(audio_format, sound) if sound else ()


def _header_unlikely(audio_format: AudioFormat) -> Finding:
    likelier = audio_format.candidates[0]
    return Finding(
        "container_format_unlikely",
        "warning",
        f"The WAV header says {audio_format.without_rate}, but the bytes behind it look like "
        f"{likelier.without_rate} ({likelier.confidence:.0%} sure).",
        "Play it as that; if it sounds right, write the header with the encoding and the channels "
        "that the recorder really has.",
    )


def _alignment(data: bytes, audio_format: AudioFormat, *, literally: bool) -> Alignment:
    """Where the frames begin, also after lost or added bytes.

    literally: the caller requests this encoding, so the offset of the format stays even if another one
    sounds better.
    """
    assert audio_format.encoding is not None
    found = byte_slips.align(data, audio_format.encoding, audio_format.channels, audio_format.offset)
    if literally and found.offset != audio_format.offset:
        return Alignment(audio_format.offset)
    return found


def _with_channels(decoded: DecodedContainer, channels: int) -> tuple[WavEncoding, bytes]:
    """The decoded frames with another number of channels.

    PCM is divided into frames of that size, as its header may be wrong. The channels of a codec are
    mixed, and the mix is copied to all channels.
    """
    pcm = decoded.pcm[:]  # waits for the end
    if decoded.codec in ENCODINGS:
        frame_width = WAV_SAMPLE_WIDTH[decoded.encoding] * channels
        return decoded.encoding, pcm[: len(pcm) // frame_width * frame_width]
    frames = samples_as_float(pcm, decoded.encoding).reshape(-1, decoded.channels)
    mixed = np.rint(frames.mean(axis=1) * 32768).clip(-32768, 32767).astype("<i2")
    return "s16le", np.repeat(mixed, channels).tobytes()


def _headerless_findings(audio_format: AudioFormat, left_over: int) -> list[Finding]:
    """Faults that the format shows. left_over: bytes after the last whole frame."""
    findings = []
    if audio_format.source == "signal" and audio_format.confidence < _MIN_CONFIDENCE:
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


_SLIP_HINT = (
    "Look where chunks are joined or cut: they must be cut between samples. "
    "The stored bytes are left as they are: download the original to look at them."
)


def byte_slip_findings(places: tuple[int, ...], sample_rate: int) -> tuple[Finding, ...]:
    """One finding for all byte slips that were corrected, if there are any.

    places: frames in ascending order. sample_rate: Hz.
    """
    if not places:
        return ()
    first = places[0] / sample_rate
    one = (
        f"A byte is missing or one too many at {first:.2f} s, which turns the rest "
        "into noise; it was put right for playing and saving."
    )
    many = (
        f"In {len(places):,} places, the first at {first:.2f} s, bytes are missing or too many, which turns "
        "what follows into noise; all were put right for playing and saving."
    )
    message = one if len(places) == 1 else many
    return (at_places("byte_slip", "error", message, _SLIP_HINT, [place / sample_rate for place in places]),)
