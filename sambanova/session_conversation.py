"""What the API answers about the conversation in a session: words, events, turns and answer delays."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import zip_longest
from typing import Any

from cachetools import LRUCache

from sambanova.analysis.speech import channel_names
from sambanova.conversation.parsing import Conversation, Turn, parse
from sambanova.conversation.times import Clock
from sambanova.conversation.turns import (
    Lane,
    Row,
    as_csv,
    overlaps,
    rows_from_sound,
    rows_from_words,
    side_of,
    silences,
    summary,
    until,
    with_text,
)
from sambanova.conversation.voice import Span, spoken
from sambanova.errors import NoAudio, UndecodableAudio
from sambanova.format_hints import FormatHint
from sambanova.library import Library, OpenedRecording
from sambanova.session_info import clock_of
from sambanova.sessions.index import SessionIndex
from sambanova.sessions.transcripts import Transcripts

_MAX_KEPT = 64  # recordings whose voice activity is kept


@dataclass(frozen=True)
class _Found:
    """All that is known. rows: of the table. measured: where their times come from."""

    conversation: Conversation
    lanes: tuple[Lane, ...]
    rows: list[Row]
    measured: str
    duration: float | None


class Conversations:
    """The conversations of sessions. All methods may be called from any thread.

    Every method raises the errors of `Library.read`, and DecoderFailed.
    """

    def __init__(self, library: Library, index: SessionIndex, transcripts: Transcripts) -> None:
        self._library = library
        self._index = index
        self._transcripts = transcripts
        self._voices: LRUCache[object, list[list[Span]]] = LRUCache(_MAX_KEPT)
        self._lock = threading.Lock()

    def about(self, session_id: str, requested: FormatHint, sides: Mapping[str, str]) -> dict[str, Any]:
        """Turns, events and the table of a session, as the API sends them.

        sides: `caller` or `agent` by the name of a lane or a speaker, where its name does not say it.
        """
        found = self._find(session_id, requested, sides)
        talk = found.conversation
        both, nobody = overlaps(found.lanes), silences(found.lanes)
        return {
            "session_id": session_id,
            "turns": _turns_as_json(talk.turns, sides),
            "events": [asdict(event) for event in talk.events],
            "text": talk.text,
            "sources": list(talk.sources),
            "has_times": talk.has_times,
            "clock": talk.clock or None,
            "lanes": [
                {"name": lane.name, "side": lane.side, "spoken": [list(span) for span in lane.spans]}
                for lane in found.lanes
            ],
            "rows": [row.as_json() for row in found.rows],
            "measured": found.measured or None,
            "overlaps": [list(span) for span in both],
            "silences": [list(span) for span in nobody],
            "summary": summary(found.rows, both, nobody),
            "duration": found.duration,
        }

    def csv(self, session_id: str, requested: FormatHint, sides: Mapping[str, str]) -> str:
        """The table of a session as CSV."""
        return as_csv(self._find(session_id, requested, sides).rows)

    def _find(self, session_id: str, requested: FormatHint, sides: Mapping[str, str]) -> _Found:
        session = self._library.read(session_id)
        texts = self._transcripts.read(session_id, self._index.view(session_id).records)
        opened = None
        with contextlib.suppress(NoAudio, UndecodableAudio):  # words can be read all the same
            opened = self._library.open_read(session, requested)
        lanes = self._lanes(opened, sides) if opened else ()
        talk = parse(texts, _clock(opened, lanes, session.session.connected_at))
        sides = _sides_of_speakers(talk.turns, sides)
        duration = opened.recording.duration if opened else None
        if len([lane for lane in lanes if lane.spans]) > 1:
            rows = with_text(rows_from_sound(lanes), talk.turns, sides)
            return _Found(talk, lanes, rows, "sound", duration)
        rows = rows_from_words(talk.turns, sides)
        return _Found(talk, lanes, rows, "words" if rows else "", duration)

    def _lanes(self, opened: OpenedRecording, sides: Mapping[str, str]) -> tuple[Lane, ...]:
        recording = opened.lanes
        key = (opened.version, recording.format, recording.frame_count)
        with self._lock:
            voices = self._voices.get(key)
        if voices is None:
            voices = spoken(recording)
            with self._lock:
                self._voices[key] = voices
        names = opened.lane_names or channel_names(recording.channels)
        return tuple(
            Lane(name, side_of(name, sides), tuple(spans)) for name, spans in zip(names, voices, strict=True)
        )


def _clock(opened: OpenedRecording | None, lanes: tuple[Lane, ...], connected_at: float | None) -> Clock:
    """Where absolute times lie in the recording."""
    first = min((lane.spans[0][0] for lane in lanes if lane.spans), default=0.0)
    if opened is None:
        return Clock(connected_at=connected_at)
    anchors = tuple((at, real) for at, real in clock_of(opened))
    return Clock(anchors, connected_at, opened.recording.duration, first)


def _sides_of_speakers(turns: tuple[Turn, ...], sides: Mapping[str, str]) -> dict[str, str]:
    """The side of each speaker and lane, as far as it is chosen or a name says it."""
    names = list(dict.fromkeys(turn.speaker for turn in turns))
    found = {name: side_of(name, sides) for name in names}
    return {**sides, **{name: side for name, side in found.items() if side}}


def _turns_as_json(turns: tuple[Turn, ...], sides: Mapping[str, str]) -> list[dict[str, Any]]:
    """Turns as the API sends them; `end_known` is false where the end is no more than near."""
    found: list[dict[str, Any]] = []
    for turn, following in zip_longest(turns, turns[1:]):
        end = None if turn.start is None else until(turn, following)
        found.append(
            {
                "speaker": turn.speaker,
                "side": side_of(turn.speaker, sides),
                "text": turn.text,
                "start": turn.start,
                "end": end,
                "end_known": turn.end is not None,
                "words": [[word.start, word.end, word.text] for word in turn.words],
            }
        )
    return found
