"""What the API answers about the sound of a session: its waveform, its spectrogram, how loud it is.

Every method opens the session and raises the errors of `Library.open`, and InvalidRequest for bad parameters.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sambanova.analysis import difference, loudness, spectrogram, speech
from sambanova.analysis.levels import peaks, silences
from sambanova.format_hints import FormatHint
from sambanova.library import Library, OpenedRecording
from sambanova.web.parameters import (
    asked_format,
    asked_gains,
    asked_tracks,
    keeps_time,
    recogniser_rate,
    span,
    whole_number,
    with_prefix,
)

MAX_POINTS = 20_000  # columns of a waveform
DEFAULT_POINTS_PER_SECOND = 40  # of a waveform, within the next two
MIN_DEFAULT_POINTS = 1000
MAX_DEFAULT_POINTS = 8000
DEFAULT_WIDTH = 1000  # pixels of a spectrogram
MAX_WIDTH = 2000


class SessionSound:
    """The sound of sessions, as requests ask for it.

    requested: of all methods, the format that the caller says. parameters: of the query.

        SessionSound(library).waveform("k3Jq8vN2cXwA", NO_HINT, {"points": "500"})["channels"]
    """

    def __init__(self, library: Library) -> None:
        self._library = library

    def waveform(
        self, session_id: str, requested: FormatHint, parameters: Mapping[str, str]
    ) -> dict[str, Any]:
        """The peaks and pauses of a session from `start` to `end` seconds, in `points` columns.

        Of several tracks, each has a channel of its own, in the order of `tracks`.
        """
        opened = self._library.open(session_id, requested, asked_tracks(parameters))
        recording = opened.lanes
        start, end = span(parameters, recording.duration)
        default = max(MIN_DEFAULT_POINTS, (end - start) * DEFAULT_POINTS_PER_SECOND)
        points = whole_number(parameters, "points", round(min(default, MAX_DEFAULT_POINTS)), 1, MAX_POINTS)
        channels = peaks(recording, points, start, end)
        return {
            "channels": channels,
            "silences": silences(channels, start, end),
            "points": points,
            "start": start,
            "end": end,
            "duration": recording.duration,
            "sample_rate": recording.sample_rate,
            "tracks": list(opened.lane_names),
        }

    def heard(self, session_id: str, requested: FormatHint, parameters: Mapping[str, Any]) -> OpenedRecording:
        """What is played and saved: the tracks asked for, as they are or `as` a recogniser gets them."""
        rate = recogniser_rate(parameters)
        opened = self._library.open(
            session_id,
            requested,
            asked_tracks(parameters),
            keep_time=keeps_time(parameters),
            gains=asked_gains(parameters),
        )
        return self._library.as_recogniser(opened, rate)

    def speech(self, session_id: str, requested: FormatHint, parameters: Mapping[str, str]) -> dict[str, Any]:
        """What a recogniser hears of each stretch of speech of each track."""
        opened = self._library.open(session_id, requested, asked_tracks(parameters))
        return speech.listen(opened.lanes, opened.lane_names).as_json()

    def spectrogram(self, session_id: str, requested: FormatHint, parameters: Mapping[str, str]) -> bytes:
        """A PNG of the spectrogram from `start` to `end` seconds, `width` pixels wide.

        Of several tracks, each has a lane of its own, as in the waveform.
        """
        recording = self._library.open(session_id, requested, asked_tracks(parameters)).lanes
        start, end = span(parameters, recording.duration)
        width = whole_number(parameters, "width", DEFAULT_WIDTH, 1, MAX_WIDTH)
        return spectrogram.picture(recording, start, end, width)

    def loudness(
        self, session_id: str, requested: FormatHint, parameters: Mapping[str, str]
    ) -> dict[str, Any]:
        """How loud a session is over time, after EBU R 128; several tracks as they are heard together."""
        opened = self._library.open(session_id, requested, asked_tracks(parameters), keep_time=True)
        return loudness.measure(opened.recording).as_json()

    def compare(
        self, session_id: str, other: str, requested: FormatHint, parameters: Mapping[str, str]
    ) -> dict[str, Any]:
        """What a session has in common with another one, or with itself in another reading (`with_…`)."""
        first = self._library.open(session_id, requested, asked_tracks(parameters), keep_time=True)
        second = self._library.open(other, asked_format(with_prefix(parameters, "with_")))
        return difference.compare(first.recording, second.recording).as_json()
