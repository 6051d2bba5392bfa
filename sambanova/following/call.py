"""Follows one call while it is recorded: reads what is new, decodes it, and hands it to those who listen."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import soxr

from sambanova.audio_format import AudioFormat
from sambanova.decoding.signatures import CONTAINERS_BY_NAME
from sambanova.errors import (
    NoAudio,
    PlayerError,
    RedisUnavailable,
    SessionNotFound,
    UndecodableAudio,
)
from sambanova.following.container import LiveContainer, demuxer_of
from sambanova.following.samples import LiveMix, LiveTrack, Samples, as_s16
from sambanova.format_hints import FormatHint
from sambanova.library import Library, ReadSession
from sambanova.payloads import base64_text
from sambanova.payloads.tracks import unpack
from sambanova.recording import GrowingPcm, Recording
from sambanova.redis_manager import RedisManager
from sambanova.sessions.index import SessionIndex
from sambanova.sessions.layouts import AudioPart
from sambanova.sessions.records import SessionView
from sambanova.sessions.store import KeyRecord, tracks_of
from sambanova.sessions.tail import News, Tail
from sambanova.stored_audio import Chunk, StoredTrack
from sambanova.tallies import Durations

log = logging.getLogger(__name__)

POLL_INTERVAL = 0.05  # seconds between two looks where Redis does not tell of changes
IDLE_INTERVAL = 1.0  # seconds between two looks at a session that is not named
FORMAT_PATIENCE = 6.0  # seconds that are waited for the sample rate of a call to be measured
RETRY_INTERVAL = 0.5  # seconds until Redis is asked again
MAX_AWAY = 30.0  # seconds that Redis may be away
STALL_SECONDS = 3.0  # without a write, after which a recording stalls
_EDGE = 0.5  # seconds before the end of a container, of which the decoder may keep some
_CONTEXT = 8  # chunks before the new ones, by which their kind is told

EndReason = Literal["stopped", "session_gone", "recording_ended", "undecodable", "redis_unavailable"]
"""Why following ended, as `follow_ended` sends it."""

RESERVE = 0.12  # seconds behind the last write at which a follower begins, for the jitter of the writer

NoticeCode = Literal["stalled", "chunks_lost", "restarted", "redis_away", "redis_back"]
NOTICES: dict[NoticeCode, str] = {
    "stalled": "Nothing was written for some seconds, though the session says that it is being recorded.",
    "chunks_lost": "Chunks were removed before they could be read: a part of the call is missing.",
    "restarted": "The buffer was emptied or replaced: what follows is a new recording.",
    "redis_away": "Redis does not answer: the call goes on when it does.",
    "redis_back": "Redis answers again.",
}
"""What happens to a call that is followed, in words."""

Listener = Callable[[int, bytes], None]
"""Called with the number of the first frame, and the frames."""


@dataclass(slots=True)
class _Source:
    """One stored track that is followed, or one of its numbered pieces.

    number: of the piece. context: its last chunks. whole: the bytes of each track in it, of what is read
    whole each time.
    """

    tail: Tail
    stored: StoredTrack
    number: int | None = None
    context: tuple[Chunk, ...] = ()
    whole: dict[str, bytes] | None = None

    def new_bytes(self, news: News, max_bytes: int) -> dict[str, bytes] | None:
        """The new bytes of each track in it; None if what was there is no longer what it begins with."""
        if news.is_whole:
            found = _bytes_of(replace(self.stored, chunks=news.chunks), max_bytes)
            before, self.whole = self.whole, found
            self.context = news.chunks[-_CONTEXT:]
            if before is None or news.is_lost:
                return found
            if any(not found.get(name, b"").startswith(data) for name, data in before.items()):
                return None
            return {name: data[len(before.get(name, b"")) :] for name, data in found.items()}
        later = replace(self.stored, is_in_order=True)  # a tail gives what was added in the order of time
        known = _bytes_of(replace(later, chunks=self.context), max_bytes) if self.context else {}
        both = _bytes_of(replace(later, chunks=(*self.context, *news.chunks)), max_bytes)
        self.context = (*self.context, *news.chunks)[-_CONTEXT:]
        return {name: data[len(known.get(name, b"")) :] for name, data in both.items()}


def _bytes_of(stored: StoredTrack, max_bytes: int) -> dict[str, bytes]:
    return {track.name: track.buffer.data for track in unpack([stored], max_bytes)}


class LiveCall:
    """A call that is followed: what was recorded of it so far, and what comes.

    recording: grows; its channels are the tracks. reason: why it ended; None while it goes on.
    """

    def __init__(
        self,
        session_id: str,
        library: Library,
        index: SessionIndex,
        redis_manager: RedisManager,
        max_bytes: int,
        on_end: Callable[[LiveCall, EndReason], None],
        on_notice: Callable[[str, NoticeCode], None],
        delays: Durations | None = None,
    ) -> None:
        """Begins to follow. Raises the errors of `Library.open`.

        on_end, on_notice: called in the thread; a notice has the id of the session and what happened.
        delays: counts how long new sound takes from the news of it to those who listen.
        """
        self.session_id = session_id
        self._library = library
        self._index = index
        self._redis = redis_manager
        self._max_bytes = max_bytes
        self._on_end = on_end
        self._on_notice = on_notice
        self._delays = delays or Durations()
        self._grew_at = time.monotonic()
        self._is_stalled = False
        self._named = threading.Event()
        self._closing = threading.Event()
        self._listening = threading.RLock()
        self._listeners: list[Listener] = []
        self._was_recording = False
        self._tracks: dict[str, LiveTrack | LiveContainer] = {}
        self.reason: EndReason | None = None
        index.listen(session_id, self._named)
        try:
            self._begin()
        except BaseException:
            self._release()
            raise
        self._thread = threading.Thread(target=self._run, name="live call", daemon=True)
        self._thread.start()

    @property
    def pcm(self) -> GrowingPcm:
        """The frames so far, 16-bit and interleaved."""
        assert isinstance(self.recording.pcm, GrowingPcm)
        return self.recording.pcm

    def listen(self, listener: Listener, *, from_start: bool) -> None:
        """Calls a listener with frames as they come; first with those so far, or the last `RESERVE`."""
        with self._listening:
            count = self.recording.frame_count
            start = 0 if from_start else max(0, count - round(RESERVE * self.recording.sample_rate))
            width = self.recording.frame_width
            for first in range(start, count, self.recording.sample_rate):
                listener(
                    first, self.pcm[first * width : min(count, first + self.recording.sample_rate) * width]
                )
            self._listeners.append(listener)

    def unlisten(self, listener: Listener) -> None:
        """Ends `listen`. Idempotent."""
        with self._listening:
            if listener in self._listeners:
                self._listeners.remove(listener)

    def close(self) -> None:
        """Ends following. Idempotent."""
        self._closing.set()
        self._named.set()

    def _begin(self) -> None:
        """Reads what was recorded so far. Waits for the format of a call that has just begun."""
        deadline = time.monotonic() + FORMAT_PATIENCE
        while True:
            session = self._library.read(self.session_id)
            try:
                formats, expected = self._formats(session)
                break
            except (NoAudio, UndecodableAudio):
                if not session.session.is_recording or time.monotonic() > deadline:
                    raise
            self._named.wait(POLL_INTERVAL)
            self._named.clear()
        view = self._index.view(self.session_id)
        self._sources = self._open_sources(view, session)
        self._names = tuple(formats)
        rate = max(one.sample_rate for one in formats.values())
        is_mono = len(formats) > 1  # each track is a channel then
        self._tracks = {name: self._decoder(one, rate, is_mono=is_mono) for name, one in formats.items()}
        channels = [track.channels for track in self._tracks.values()]
        self._mix = LiveMix(channels, rate)
        pcm = GrowingPcm(b"")
        audio_format = replace(
            next(iter(formats.values())),
            encoding="s16le",
            channels=sum(channels),
            sample_rate=rate,
            container=None,
            offset=0,
            candidates=(),
        )
        self.recording = Recording(audio_format, "s16le", pcm, b"")
        self._read()
        # A container is decoded in another process: the live edge is where that has got to.
        while self.recording.duration < expected - _EDGE and time.monotonic() < deadline:
            self._named.wait(POLL_INTERVAL)
            self._named.clear()
            self._read()

    def _formats(self, session: ReadSession) -> tuple[dict[str, AudioFormat], float]:
        """The format of each track, and the seconds of what is in containers.

        Raises NoAudio and UndecodableAudio.
        """
        found: dict[str, AudioFormat] = {}
        seconds = 0.0
        for track in session.tracks:
            opened = self._library.open_read(session, FormatHint(), [track.name])
            audio_format = opened.recording.format
            if audio_format.container is not None:
                seconds = max(seconds, opened.recording.duration)
            if audio_format.container is not None and demuxer_of(track.buffer.data) is None:
                raise UndecodableAudio("The beginning of this recording is missing: play what is there.")
            if audio_format.sources[2] in ("signal", "default") and self._library.is_measuring(
                session, track
            ):
                raise NoAudio("The sample rate of this call is being measured.")
            found[track.name] = audio_format
        if not found:
            raise NoAudio("Nothing was recorded yet in this session.")
        return found, seconds

    def _decoder(self, audio_format: AudioFormat, rate: int, *, is_mono: bool) -> LiveTrack | LiveContainer:
        """What decodes a track as it comes."""
        if audio_format.container is None:
            return LiveTrack(audio_format, rate, is_mono=is_mono)
        channels = 1 if is_mono else audio_format.channels
        demuxer = CONTAINERS_BY_NAME[audio_format.container].demuxer
        return LiveContainer(demuxer, channels, rate, self._named.set)

    def _open_sources(self, view: SessionView, session: ReadSession) -> list[_Source]:
        self._is_raw = all(base64_text.RAW in track.buffer.findings for track in session.tracks)
        self._known_keys = {record.key for record in view.records}
        return [
            self._source(name, piece.record, piece.part)
            for name, pieces in tracks_of(view.records)
            for piece in pieces
        ]

    def _source(self, name: str, record: KeyRecord, part: AudioPart) -> _Source:
        tail = Tail(self._redis, record, part, self._max_bytes)
        if record.layout.name == "string" and not self._is_raw:
            tail.reads_whole = True  # text may be cut anywhere, which no piece of it shows
        stored = StoredTrack(name, record.key.decode("utf-8", "replace"), record.layout.name, ())
        return _Source(tail, stored, record.place.number)

    def _take_new_pieces(self) -> None:
        """Follows the numbered keys that were written since; of those before, they are the rest."""
        if all(source.number is None for source in self._sources):
            return
        view = self._index.known(self.session_id)
        new = [record for record in view.records if record.key not in self._known_keys] if view else []
        if not new:
            return
        self._known_keys.update(record.key for record in new)
        for name, pieces in tracks_of(new):
            found = [self._source(name, piece.record, piece.part) for piece in pieces]
            self._sources += [source for source in found if source.number is not None]

    def _drop_whole_pieces(self) -> None:
        """Reads a numbered key no more when a later one of its track was read, too."""
        last: dict[str, int] = {}
        for source in self._sources:
            if source.number is not None:
                last[source.stored.name] = max(source.number, last.get(source.stored.name, 0))
        self._sources = [
            source
            for source in self._sources
            if source.number is None or source.number == last[source.stored.name]
        ]

    def _run(self) -> None:
        reason: EndReason = "stopped"
        try:
            reason = self._follow()
        except SessionNotFound:
            reason = "session_gone"
        except PlayerError as error:
            log.info("following %r ended: %s", self.session_id, error)
            reason = "redis_unavailable" if isinstance(error, RedisUnavailable) else "undecodable"
        except Exception:  # the last frame of the thread: followers must be told
            log.exception("following a call failed")
            reason = "undecodable"
        finally:
            self._release()
            self.reason = reason
            self.pcm.finish()
            self._on_end(self, reason)

    def _release(self) -> None:
        """Ends the decoders, and listening for writes."""
        self._index.unlisten(self.session_id, self._named)
        for track in self._tracks.values():
            if isinstance(track, LiveContainer):
                track.close()

    def _follow(self) -> EndReason:
        """Reads until the recording ends."""
        away_since: float | None = None
        while not self._closing.is_set():
            self._named.wait(POLL_INTERVAL if self._index.mode != "following" else IDLE_INTERVAL)
            self._named.clear()
            told_at, had = time.monotonic(), self.recording.frame_count
            waits = [source.tail.wait for source in self._sources]
            if any(waits) and self._closing.wait(min(wait for wait in waits if wait)):
                break
            is_over = self._is_over()  # asked first, so that what was written before the end is read
            try:
                ended = self._read()
            except RedisUnavailable:
                if away_since is None:
                    away_since = time.monotonic()
                    self._on_notice(self.session_id, "redis_away")
                if time.monotonic() - away_since > MAX_AWAY:
                    raise
                self._closing.wait(RETRY_INTERVAL)
                continue
            if self.recording.frame_count > had:
                self._delays.add(time.monotonic() - told_at)
            if away_since is not None:
                away_since = None
                self._on_notice(self.session_id, "redis_back")
            if ended is not None:
                return ended
            if is_over:
                return self._finish_with_rest()
            self._notice_stall()
        return "stopped"

    def _notice_stall(self) -> None:
        """Says once that a recording does not grow any more."""
        is_stalled = self._was_recording and time.monotonic() - self._grew_at > STALL_SECONDS
        if is_stalled and not self._is_stalled:
            self._on_notice(self.session_id, "stalled")
        self._is_stalled = is_stalled

    def _is_over(self) -> bool:
        """Whether the app says that the recording has ended."""
        view = self._index.known(self.session_id)
        self._was_recording = self._was_recording or (view is not None and view.session.is_recording)
        return self._was_recording and (view is None or not view.session.is_recording)

    def _finish_with_rest(self) -> EndReason:
        """Appends what only the final recording has: some apps replace the buffer when a call ends."""
        try:
            final = self._library.open(self.session_id, FormatHint()).recording
        except SessionNotFound:
            return "session_gone"
        except (NoAudio, UndecodableAudio):
            return "recording_ended"
        samples = final.samples()
        rate = self.recording.sample_rate
        if final.sample_rate != rate:
            samples = np.asarray(soxr.resample(samples, final.sample_rate, rate), np.float32)
        self._append(self._mix.rest())
        if samples.shape[1] == 1 or samples.shape[1] == self.recording.channels:
            rest = samples[self.recording.frame_count :]
            self._append(as_s16(np.broadcast_to(rest, (len(rest), self.recording.channels))))
        return "recording_ended"

    def _append(self, frames: bytes) -> None:
        """Adds frames, and hands them to the listeners."""
        if not frames:
            return
        self._grew_at = time.monotonic()
        with self._listening:
            start = self.recording.frame_count
            self.pcm.append(frames)
            for listener in list(self._listeners):
                listener(start, frames)

    def _read(self) -> EndReason | None:
        """Reads, decodes and appends what is new. Returns why the recording ended, if it did."""
        self._take_new_pieces()
        pieces: dict[str, list[Samples]] = {name: [] for name in self._names}
        for source in list(self._sources):
            news = source.tail.read()
            if news is None:
                continue
            if news.is_gone:
                if source.number is not None and len(self._sources) > 1:
                    self._sources.remove(source)  # each piece may expire on its own
                    continue
                return "session_gone"
            if news.is_lost:
                self._on_notice(self.session_id, "chunks_lost")
            added = source.new_bytes(news, self._max_bytes)
            if added is None:  # the buffer was replaced: by the final recording, or by a new one
                if any(demuxer_of(data) for data in (source.whole or {}).values()):
                    return self._finish_with_rest()
                added = source.whole or {}
                self._on_notice(self.session_id, "restarted")
                for track in self._tracks.values():
                    track.restart()
            for name, data in added.items():
                known = name if name in self._tracks else self._names[0]
                pieces[known].append(self._tracks[known].decode(data))
        for name, track in self._tracks.items():
            if isinstance(track, LiveContainer):  # what was decoded since the last read
                pieces[name].append(track.decode(b""))
        self._drop_whole_pieces()
        self._append(self._mix.add(list(pieces.values()), time.monotonic()))
        return None
