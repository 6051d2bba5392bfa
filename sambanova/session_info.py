"""What `info` answers about the audio of a session: how it is stored, what it is, what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sambanova.decoding.mixing import TimedRecording
from sambanova.diagnosis.diagnosis import (
    NOT_AUDIO_HINT,
    Diagnosis,
    Examined,
    about_clock,
    known_of,
    tracks_of,
)
from sambanova.diagnosis.fixes import Fix, Stored, declare_fix, fix_for
from sambanova.diagnosis.verdict import Known, judge, nothing_recorded
from sambanova.errors import NoAudio, UndecodableAudio
from sambanova.findings import Finding, in_order
from sambanova.format_hints import NO_HINT, FormatHint, declared_format
from sambanova.library import Library, OpenedRecording, ReadSession, hex_of, preview_of
from sambanova.payloads.tracks import Track


@dataclass(frozen=True, slots=True)
class Explained:
    """A diagnosis, with the fix of each finding, or None; opened is None if it is not audio."""

    examined: Examined
    fixes: tuple[Fix | None, ...]
    opened: OpenedRecording | None = None


class SessionInfo:
    """Describes the audio of sessions: for the API, and for programs that diagnose many."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def about(
        self, session: ReadSession, requested: FormatHint, tracks: Sequence[str] = (), *, wait: bool = True
    ) -> dict[str, Any]:
        """The `audio_info` of a session.

        tracks: names; all without any. wait: whether to wait for the levels and findings of a long
        recording, which take seconds. Raises InvalidRequest, BufferTooLarge and DecoderFailed.
        """
        chosen = [session.tracks[index] for index in session.chosen(tracks)]
        stored = _stored_as_json(session)
        try:
            opened = self._library.open_read(session, requested, tracks)
        except (NoAudio, UndecodableAudio) as error:
            return {**_undecoded(chosen, _without_sound(session, chosen, error)), **stored}
        recording = opened.recording
        complete = wait or opened.is_examined
        findings = self._findings(session, opened, chosen, complete=complete)
        verdict = judge(findings, self._known(session, opened)) if complete else None
        return {
            "length": opened.text_length,
            "decoded_length": len(recording.stored),
            "has_audio": True,
            "base64_valid": opened.base64_valid,
            "preview": opened.preview,
            "hex": hex_of(recording.stored),
            "duration": recording.duration,
            "format": self._format_as_json(session, opened),
            "candidates": [],
            "levels": opened.levels.as_json() if complete else None,
            "findings": _findings_as_json(findings, _places(chosen, opened)),
            "verdict": verdict.as_json() if verdict else None,
            "complete": complete,
            "clock": clock_of(opened),
            **stored,
        }

    def examine(self, session: ReadSession) -> Examined:
        """The diagnosis of a session, and its sound. Raises BufferTooLarge and DecoderFailed."""
        return self.explain(session).examined

    def explain(
        self, session: ReadSession, requested: FormatHint = NO_HINT, tracks: Sequence[str] = ()
    ) -> Explained:
        """The diagnosis of a session, its sound, and the fix of each finding.

        tracks: names; all without any. Raises InvalidRequest, BufferTooLarge and DecoderFailed.
        """
        chosen = [session.tracks[index] for index in session.chosen(tracks)]
        try:
            opened = self._library.open_read(session, requested, tracks)
        except (NoAudio, UndecodableAudio) as error:
            diagnosis = _without_sound(session, chosen, error)
            return Explained(Examined(diagnosis), _fixes(diagnosis.findings, _places(chosen)))
        findings = self._findings(session, opened, chosen, complete=True)
        diagnosis = Diagnosis(
            verdict=judge(findings, self._known(session, opened)),
            findings=findings,
            format=opened.recording.format,
            levels=opened.levels,
            duration=opened.recording.duration,
            tracks=tracks_of(_timed(opened)),
        )
        fixes = _fixes(findings, _places(chosen, opened))
        return Explained(Examined(diagnosis, opened.lanes), fixes, opened)

    def _format_as_json(self, session: ReadSession, opened: OpenedRecording) -> dict[str, Any]:
        """The format. `measuring` is set if the growth of a live call will replace a guessed sample rate."""
        audio_format = opened.recording.format
        answer = audio_format.as_json()
        is_guess = audio_format.sources[2] in ("signal", "default")
        if is_guess and self._library.is_measuring(session, opened.track):
            answer["measuring"] = True
        fix = None if opened.parts else declare_fix(_place(opened.track, opened))
        answer["fix"] = fix.as_json() if fix else None
        return answer

    def _findings(
        self, session: ReadSession, opened: OpenedRecording, chosen: Sequence[Track], *, complete: bool
    ) -> tuple[Finding, ...]:
        """All findings in their order. complete: whether also those of the sound."""
        of_sound = opened.findings if complete else opened.recording.findings
        of_clock = about_clock(_timed(opened), session.stored.fields, self._grown(session, opened))
        if session.session.is_recording:  # it ends wherever it is now
            of_sound = tuple(finding for finding in of_sound if finding.code != "end_cut")
        return in_order((*_about_fields(session, chosen), *of_clock, *of_sound))

    def _known(self, session: ReadSession, opened: OpenedRecording) -> Known:
        """What the verdict needs to know besides the findings."""
        return known_of(
            _timed(opened),
            opened.recording.duration,
            has_grown=any(self._grown(session, opened).values()),
            is_growing=session.session.is_recording,
        )

    def _grown(self, session: ReadSession, opened: OpenedRecording) -> dict[str, float | None]:
        """For each track without times, bytes that were added a second, if that was measured."""
        parts = opened.parts or (("", opened),)
        return {
            name: self._library.bytes_per_second(session, part.track)
            for name, part in parts
            if part.times is None
        }


def _findings_as_json(
    findings: Sequence[Finding], places: Sequence[tuple[str, Stored]]
) -> list[dict[str, Any]]:
    """The findings with the fix of each. places: as for `_fixes`."""
    return [
        {**finding.as_json(), "fix": fix.as_json() if fix else None}
        for finding, fix in zip(findings, _fixes(findings, places), strict=True)
    ]


def _fixes(findings: Sequence[Finding], places: Sequence[tuple[str, Stored]]) -> tuple[Fix | None, ...]:
    """The fix of each finding. places: of the tracks, by name; a message begins with the name."""

    def of(finding: Finding) -> Fix | None:
        named = (place for name, place in places if name and finding.message.startswith(f"{name}: "))
        place = next(named, places[0][1] if places else None)
        return fix_for(finding, place) if place else None

    return tuple(map(of, findings))


def _places(tracks: Sequence[Track], opened: OpenedRecording | None = None) -> list[tuple[str, Stored]]:
    """Where each track is stored, and its format if it could be opened."""
    parts = dict(opened.parts) if opened else {}
    is_one = opened is not None and not parts
    return [(track.name, _place(track, opened if is_one else parts.get(track.name))) for track in tracks]


def _place(track: Track, opened: OpenedRecording | None) -> Stored:
    audio_format = opened.recording.format if opened else None
    return Stored(track.key, track.stored_as, track.stored_in, audio_format)


def _timed(opened: OpenedRecording) -> list[TimedRecording]:
    """The tracks of a recording; one without a name if there is only one."""
    return [
        TimedRecording(name, part.recording, part.times) for name, part in opened.parts or (("", opened),)
    ]


def _without_sound(
    session: ReadSession, chosen: Sequence[Track], error: NoAudio | UndecodableAudio
) -> Diagnosis:
    """The diagnosis of a session without audio, or with something else in its place."""
    about_text = [finding for track in chosen for finding in track.buffer.findings]
    findings = [*about_text, *_about_fields(session, chosen)]
    is_growing = session.session.is_recording
    if isinstance(error, NoAudio):
        ordered = in_order(findings)
        verdict = judge(ordered, Known(is_growing=is_growing))
        is_fault = verdict.severity in ("warning", "error")
        return Diagnosis(verdict if is_fault else nothing_recorded(is_growing=is_growing), ordered)
    if not any(track.buffer.is_text for track in chosen):  # else it is said already
        findings.append(Finding("not_audio", "error", str(error), NOT_AUDIO_HINT))
    ordered = in_order(findings)
    return Diagnosis(
        judge(ordered, Known(is_growing=is_growing)), ordered, candidates=tuple(error.candidates)
    )


def _about_fields(session: ReadSession, chosen: Sequence[Track]) -> list[Finding]:
    """Findings about fields that declare a format, of the session and beside the audio."""
    all_fields = [{**session.stored.fields, **track.declared} for track in chosen] or [session.stored.fields]
    return list(dict.fromkeys(finding for fields in all_fields for finding in declared_format(fields)[1]))


def _stored_as_json(session: ReadSession) -> dict[str, Any]:
    """How a session is stored, and its tracks."""
    return {
        "stored_as": session.session.stored_as,
        "keys": list(session.session.keys),
        "tracks": [
            {
                "name": track.name,
                "stored_as": track.stored_as,
                "key": track.key,
                "length": track.length,
                "decoded_length": len(track.buffer.data),
            }
            for track in session.tracks
        ],
    }


def clock_of(opened: OpenedRecording) -> list[list[float]]:
    """Places whose real time is known: seconds in the recording, and Unix seconds; empty if none are."""
    first = next((part for _, part in opened.parts if part.times), opened)
    if first.times is None or len(opened.parts) > 1:
        began = [anchor[1] for _, part in opened.parts for anchor in _anchors(part)[:1]]
        return [[0.0, min(began)]] if began else []
    return [list(anchor) for anchor in _anchors(first)]


def _anchors(opened: OpenedRecording) -> Sequence[tuple[float, float]]:
    recording, times = opened.recording, opened.times
    if times is None or recording.duration <= 0:
        return ()
    anchors = times.anchors(len(recording.stored) / recording.duration)
    # The times of some writers count from the beginning of the call.
    return anchors if anchors and anchors[0][1] > _MIN_UNIX_SECONDS else ()


_MIN_UNIX_SECONDS = 1e9  # the year 2001


def _undecoded(tracks: Sequence[Track], diagnosis: Diagnosis) -> dict[str, Any]:
    """The answer for what is not audio."""
    data = b"".join(track.buffer.data for track in tracks)
    length = sum(track.length for track in tracks)
    return {
        "length": length,
        "decoded_length": len(data),
        "has_audio": any(track.length and not track.buffer.is_placeholder for track in tracks),
        "base64_valid": all(track.buffer.base64_valid for track in tracks),
        "preview": preview_of(tracks[0].preview) if tracks else "",
        "hex": hex_of(data),
        "duration": None,
        "format": None,
        "candidates": list(diagnosis.candidates),
        "levels": None,
        "findings": _findings_as_json(diagnosis.findings, _places(tracks)),
        "verdict": diagnosis.verdict.as_json(),
        "complete": True,
        "clock": [],
    }
