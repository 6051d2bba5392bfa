"""Diagnoses bytes from anywhere: files, tests, messages. It needs no server, no Redis and no Flask."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sambanova.analysis import clock_findings, noise, rate_check, sound_findings
from sambanova.analysis.levels import Levels, measure_levels
from sambanova.analysis.noise import Noise
from sambanova.audio_format import AudioFormat
from sambanova.decoding import containers
from sambanova.decoding.chunk_times import ChunkTimes
from sambanova.decoding.mixing import TimedRecording, findings_in_step, in_step, mixed
from sambanova.decoding.reader import Decode, read
from sambanova.detection import RateClues
from sambanova.diagnosis.verdict import Known, Verdict, judge
from sambanova.encodings import ENCODINGS, encoding_named
from sambanova.errors import InvalidRequest, UndecodableAudio
from sambanova.findings import Finding, in_order
from sambanova.format_hints import (
    CODECS,
    MAX_CHANNELS,
    MAX_SAMPLE_RATE,
    MIN_SAMPLE_RATE,
    NO_HINT,
    FormatHint,
    FormatHints,
    declared_format,
    from_mime_type,
)
from sambanova.payloads.base64_text import RAW
from sambanova.payloads.tracks import Track, unpack
from sambanova.recording import Recording
from sambanova.stored_audio import Chunk, StoredTrack

MAX_BYTES = 512 << 20
"""Largest recording in bytes, stored or decoded, unless the caller says otherwise."""

_TRACK_HINT = "Look at this track alone to see what its bytes are."
NOT_AUDIO_HINT = "Look at the first bytes to see what they are."
"""The hint of the finding `not_audio`."""


@dataclass(frozen=True, slots=True)
class TrackDiagnosis:
    """What one of several tracks is. name: such as `user`. duration: seconds."""

    name: str
    duration: float
    format: AudioFormat

    def as_json(self) -> dict[str, Any]:
        """The track for programs."""
        return {"name": self.name, "duration": self.duration, "format": self.format.as_json()}


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What a recording is, and what is wrong with it.

    findings: worst first, then by place. format, levels, duration: None if it is not audio; of several
    tracks, those of all side by side. duration: seconds. candidates: formats nearest to audio if it is not,
    as the API sends them. tracks: empty unless there are several.
    """

    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    format: AudioFormat | None = None
    candidates: tuple[Mapping[str, Any], ...] = ()
    levels: Levels | None = None
    duration: float | None = None
    tracks: tuple[TrackDiagnosis, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The diagnosis for programs, with the names that the API uses."""
        return {
            "verdict": self.verdict.as_json(),
            "duration": self.duration,
            "format": self.format.as_json() if self.format else None,
            "candidates": list(self.candidates),
            "levels": self.levels.as_json() if self.levels else None,
            "findings": [finding.as_json() for finding in self.findings],
            "tracks": [track.as_json() for track in self.tracks],
        }


@dataclass(frozen=True, slots=True)
class Examined:
    """A diagnosis with the sound that it is about. recording: a channel for each track; None if no audio."""

    diagnosis: Diagnosis
    recording: Recording | None = None


def diagnose(
    data: bytes | bytearray | str | Sequence[bytes],
    *,
    encoding: str | None = None,
    sample_rate: int | None = None,
    channels: int | None = None,
    mime_type: str | None = None,
    max_bytes: int = MAX_BYTES,
    decode: Decode = containers.decode,
) -> Diagnosis:
    """Says what a recording is and what is wrong with it.

    data: what is stored: raw samples, a file such as WAV or WebM, base64 or hexadecimal digits, JSON
    messages, `.npy`, gzip, as bytes or as text; or the chunks in order, if each was encoded by itself.
    encoding, sample_rate (Hz), channels, mime_type: what the app declares about headerless samples. It is
    checked against the sound. Without it the format is detected; of a file it is read. max_bytes: largest
    size, stored or decoded. decode: decodes containers; `ContainedDecoder().decode` does it in a child
    process, which protects the caller from hostile files.

    What is no audio is a verdict, not an error. Raises InvalidRequest for a declaration that cannot be,
    BufferTooLarge, and DecoderFailed.

        diagnose(Path("call.wav").read_bytes()).verdict.severity  # "ok"
        diagnose(samples, encoding="s16le", sample_rate=16000).findings
    """
    return examine(data, _hint(encoding, sample_rate, channels, mime_type), max_bytes, decode).diagnosis


def examine(
    data: bytes | bytearray | str | Sequence[bytes],
    declared: FormatHint = NO_HINT,
    max_bytes: int = MAX_BYTES,
    decode: Decode = containers.decode,
) -> Examined:
    """The diagnosis of `diagnose`, with the sound. declared: about headerless samples. Raises its errors."""
    values = _values(data)
    if sum(map(len, values)) == 0:
        finding = Finding("not_audio", "error", "There are no bytes.", "Look whether anything was written.")
        return Examined(Diagnosis(judge([finding], Known()), (finding,)))
    stored = StoredTrack("", "", "list" if len(values) > 1 else "string", tuple(map(Chunk, values)))
    tracks = unpack([stored], max_bytes)
    opened, refused = _opened(tracks, declared, max_bytes, decode)
    if not opened:
        return _not_audio(tracks, refused)
    return _examined(opened, refused, max_bytes)


def _values(data: bytes | bytearray | str | Sequence[bytes]) -> list[bytes]:
    """The chunks as bytes; text is UTF-8."""
    if isinstance(data, str):
        return [data.encode("utf-8", "replace")]
    return [bytes(data)] if isinstance(data, (bytes, bytearray)) else [bytes(chunk) for chunk in data]


def _hint(
    encoding: str | None, sample_rate: int | None, channels: int | None, mime_type: str | None
) -> FormatHint:
    """What the caller declares. Raises InvalidRequest."""
    name = None
    if encoding is not None:
        found = encoding_named(encoding)
        name = found.name if found else encoding.lower()
        if found is None and name not in CODECS:
            raise InvalidRequest(f"encoding must be one of {' '.join(ENCODINGS)}, or a codec such as opus.")
    if sample_rate is not None and not MIN_SAMPLE_RATE <= sample_rate <= MAX_SAMPLE_RATE:
        raise InvalidRequest(f"sample_rate must be from {MIN_SAMPLE_RATE} to {MAX_SAMPLE_RATE} Hz.")
    if channels is not None and not 1 <= channels <= MAX_CHANNELS:
        raise InvalidRequest(f"channels must be from 1 to {MAX_CHANNELS}.")
    return FormatHint(name, sample_rate, channels).or_else(from_mime_type(mime_type or ""))


@dataclass(frozen=True, slots=True)
class _Opened:
    """A track that is audio. about_fields: findings about what is declared beside it."""

    name: str
    recording: Recording
    times: ChunkTimes | None
    about_fields: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Refused:
    """A track that is no audio, and why."""

    track: Track
    error: UndecodableAudio


def _opened(
    tracks: Sequence[Track], declared: FormatHint, max_bytes: int, decode: Decode
) -> tuple[list[_Opened], list[_Refused]]:
    """The tracks that are audio, and the others."""
    opened: list[_Opened] = []
    refused: list[_Refused] = []
    for track in tracks:
        beside, about_fields = declared_format(track.declared)
        hint = declared.or_else(beside).or_else(from_mime_type(track.buffer.mime_type or ""))
        times = ChunkTimes(track.times, len(track.buffer.data)) if track.times else None
        growth = times.bytes_per_second() if times else None
        hints = FormatHints(
            declared=hint,
            bytes_per_second=growth,
            clues=RateClues(track.chunk_bytes),
            max_bytes=max_bytes,
        )
        try:
            opened.append(_Opened(track.name, read(track.buffer, hints, decode), times, about_fields))
        except UndecodableAudio as error:
            refused.append(_Refused(track, error))
    return opened, refused


def _not_audio(tracks: Sequence[Track], refused: Sequence[_Refused]) -> Examined:
    """The diagnosis of what is no audio at all."""
    findings = [finding for track in tracks for finding in track.buffer.findings]
    if not any(track.buffer.is_text for track in tracks):
        findings.append(Finding("not_audio", "error", str(refused[0].error), NOT_AUDIO_HINT))
    ordered = in_order(findings)
    return Examined(
        Diagnosis(judge(ordered, Known()), ordered, candidates=tuple(refused[0].error.candidates))
    )


def _examined(opened: Sequence[_Opened], refused: Sequence[_Refused], max_bytes: int) -> Examined:
    """The diagnosis of one track, or of several side by side."""
    is_one = len(opened) == 1
    timed = [TimedRecording("" if is_one else one.name, one.recording, one.times) for one in opened]
    behind = [noise.measure(one.recording) for one in opened]
    found = [_in_sound(one.recording, heard) for one, heard in zip(opened, behind, strict=True)]
    if is_one:
        lanes = recording = opened[0].recording
        in_all: Sequence[Finding] = found[0]
    else:
        lanes = in_step(timed, max_bytes)
        recording = mixed(lanes)
        in_all = findings_in_step(timed, found, max_bytes)
    of_refused = [
        Finding("track_not_audio", "error", f"{one.track.name}: {one.error}", _TRACK_HINT) for one in refused
    ]
    about_fields = dict.fromkeys(finding for one in opened for finding in one.about_fields)
    findings = in_order((*about_fields, *about_clock(timed, {}), *of_refused, *in_all))
    diagnosis = Diagnosis(
        verdict=judge(findings, known_of(timed, recording.duration)),
        findings=findings,
        format=recording.format,
        levels=measure_levels(recording, behind[0] if is_one else None),
        duration=recording.duration,
        tracks=tracks_of(timed),
    )
    return Examined(diagnosis, lanes)


def _in_sound(recording: Recording, behind: Noise) -> list[Finding]:
    found = [*recording.decoded_findings(), *sound_findings.find(recording, behind)]
    return [one for one in found if one != RAW]  # of bytes that is nothing to know


def about_clock(
    tracks: Sequence[TimedRecording],
    fields: Mapping[str, str],
    grown: Mapping[str, float | None] | None = None,
) -> Iterator[Finding]:
    """Findings from the times of chunks, the growth, and times in the fields of a session.

    grown: for tracks without times, bytes that were added a second, by name, if that was measured.
    """
    now = time.time()
    for track in tracks:
        if track.times is not None:
            found = clock_findings.find(track.recording, track.times, fields, now)
        else:
            found = rate_check.by_clock(track.recording, fields, now, (grown or {}).get(track.name))
        for finding in found:
            yield replace(finding, message=f"{track.name}: {finding.message}") if track.name else finding


def known_of(
    tracks: Sequence[TimedRecording], duration: float, *, has_grown: bool = False, is_growing: bool = False
) -> Known:
    """What a verdict needs to know of tracks that are audio.

    duration: of all, seconds. has_grown: whether their growth was measured. is_growing: whether they are
    being recorded.
    """
    formats = tuple(track.recording.format for track in tracks)
    has_clock = has_grown or all(track.times is not None for track in tracks)
    return Known(formats, tuple(track.name for track in tracks), has_clock, is_growing, duration)


def tracks_of(tracks: Sequence[TimedRecording]) -> tuple[TrackDiagnosis, ...]:
    """What each of several tracks is; none if there is only one."""
    if len(tracks) < 2:
        return ()
    return tuple(TrackDiagnosis(one.name, one.recording.duration, one.recording.format) for one in tracks)
