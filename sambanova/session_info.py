"""What `info` answers about the audio of a session: how it is stored, what it is, what is wrong with it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sambanova.analysis import clock_findings, rate_check
from sambanova.errors import NoAudio, UndecodableAudio
from sambanova.findings import Finding, in_order
from sambanova.format_hints import FormatHint, declared_format
from sambanova.library import Library, OpenedRecording, ReadSession, hex_of, preview_of
from sambanova.payloads.tracks import Track


class SessionInfo:
    """Describes the audio of sessions, as the API sends it."""

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
        about_fields = _about_fields(session, chosen)
        stored = _stored_as_json(session)
        try:
            opened = self._library.open_read(session, requested, tracks)
        except NoAudio:
            return {**_undecoded(chosen, about_fields), **stored}
        except UndecodableAudio as error:
            hint = "Look at the first bytes to see what they are."
            is_said = any(track.buffer.is_text for track in chosen)
            not_audio = () if is_said else (Finding("not_audio", "error", str(error), hint),)
            return {**_undecoded(chosen, (*about_fields, *not_audio), error.candidates), **stored}
        recording = opened.recording
        complete = wait or opened.is_examined
        of_sound = opened.findings if complete else recording.findings
        if session.session.is_recording:  # it ends wherever it is now
            of_sound = tuple(finding for finding in of_sound if finding.code != "end_cut")
        findings = in_order((*about_fields, *self._about_clock(session, opened), *of_sound))
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
            "findings": [finding.as_json() for finding in findings],
            "complete": complete,
            "clock": _clock(opened),
            **stored,
        }

    def _format_as_json(self, session: ReadSession, opened: OpenedRecording) -> dict[str, Any]:
        """The format. `measuring` is set if the growth of a live call will replace a guessed sample rate."""
        audio_format = opened.recording.format
        answer = audio_format.as_json()
        is_guess = audio_format.sources[2] in ("signal", "default")
        if is_guess and self._library.is_measuring(session, opened.track):
            answer["measuring"] = True
        return answer

    def _about_clock(self, session: ReadSession, opened: OpenedRecording) -> Iterator[Finding]:
        """Findings from the times of chunks, the growth, and times in the fields."""
        for name, part in opened.parts or (("", opened),):
            fields, now = session.stored.fields, time.time()
            if part.times is not None:
                found = clock_findings.find(part.recording, part.times, fields, now)
            else:
                grown = self._library.bytes_per_second(session, part.track)
                found = rate_check.by_clock(part.recording, fields, now, grown)
            for finding in found:
                yield replace(finding, message=f"{name}: {finding.message}") if name else finding


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


def _clock(opened: OpenedRecording) -> list[list[float]]:
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


def _undecoded(
    tracks: Sequence[Track], findings: Iterable[Finding], candidates: Iterable[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """The answer for what is not audio. candidates: formats in which it can be played anyway."""
    data = b"".join(track.buffer.data for track in tracks)
    about_text = [finding for track in tracks for finding in track.buffer.findings]
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
        "candidates": list(candidates),
        "levels": None,
        "findings": [finding.as_json() for finding in in_order((*about_text, *findings))],
        "complete": True,
        "clock": [],
    }
