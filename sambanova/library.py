"""Opens the recordings of sessions: reads them from Redis, decodes them once, and caches them.

A session that was read is kept until one of its keys is named by the change feed; without a feed, short
sessions are read each time and long ones are watched. The caches are in memory and limited in bytes.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import cached_property

from cachetools import LRUCache

from sambanova.analysis import drift, echo, noise, sound_findings
from sambanova.analysis.levels import Levels, measure_levels
from sambanova.analysis.noise import Noise
from sambanova.decoding import containers
from sambanova.decoding.chunk_times import ChunkTimes
from sambanova.decoding.demuxing import LONG_SECONDS
from sambanova.decoding.mixing import (
    TimedRecording,
    amplified,
    as_recogniser,
    findings_in_step,
    in_step,
    labels,
    mixed,
    only,
)
from sambanova.decoding.reader import Decode, read
from sambanova.detection import RateClues
from sambanova.dropped import DroppedRecordings
from sambanova.errors import DecoderFailed, InvalidRequest, NoAudio, NotAuthenticatedSession, UndecodableAudio
from sambanova.findings import Finding, in_order
from sambanova.format_hints import FormatHint, FormatHints, declared_format, declared_seconds, from_mime_type
from sambanova.payloads.base64_text import RAW, AudioBuffer
from sambanova.payloads.tracks import Track, unpack
from sambanova.recording import Recording
from sambanova.redis_manager import KeyWatch, RedisManager
from sambanova.session import Session, StoredSession
from sambanova.sessions.growth import Growth
from sambanova.sessions.index import SessionIndex
from sambanova.sessions.records import SessionView
from sambanova.sessions.store import SessionStore
from sambanova.settings import Settings
from sambanova.tallies import Durations

CACHE_BYTES = 256 * 1024 * 1024  # of a cache; a recording of `AUDIO_MAX_BUFFER_MB` always fits
LONG_SESSION = 4 * 1024 * 1024  # bytes; longer sessions are watched where Redis does not tell of changes
MAX_KEPT = 256  # sessions that were read; their fields need memory, too
MAX_WATCHED = 4  # sessions; each holds a connection to Redis

_DIGEST_BYTES = 16
_PREVIEW_CHARACTERS = 256
_HEX_BYTES = 128


class OpenedRecording:
    """A recording with facts about what is stored. Levels and findings are computed on first use.

    version: differs for other bytes. preview: the first stored characters. text_length: bytes or
    characters as stored. lanes: the recording with one channel per track, to draw; `recording` is what
    is played.
    """

    def __init__(
        self,
        recording: Recording,
        version: str,
        track: Track,
        *,
        lanes: Recording | None = None,
        parts: Sequence[tuple[str, OpenedRecording]] = (),
        find: Callable[[], Sequence[Finding]] | None = None,
    ) -> None:
        """track: what was stored. parts: the tracks of a mix. find: by default, looks into the sound."""
        self.recording = recording
        self.lanes = lanes or recording
        self.parts = tuple(parts)
        self.version = version
        self.track = track
        self.preview = preview_of(track.preview)
        self.text_length = track.length
        self.base64_valid = track.buffer.base64_valid
        self._find = find or self._find_in_sound
        self._lock = threading.Lock()

    @property
    def lane_names(self) -> tuple[str, ...]:
        """The names of the lanes of a mix; empty for one track."""
        return tuple(name for name, _ in self.parts)

    @property
    def nbytes(self) -> int:
        """Bytes of PCM and of what is stored."""
        return self.recording.nbytes + (self.lanes.nbytes if self.lanes is not self.recording else 0)

    @property
    def times(self) -> ChunkTimes | None:
        """When the chunks were written; None if unknown."""
        return ChunkTimes(self.track.times, len(self.track.buffer.data)) if self.track.times else None

    @property
    def is_examined(self) -> bool:
        """Whether levels and findings are known, or quick to compute."""
        is_known = self.__dict__.keys() >= {"_levels", "_findings"}
        return is_known or self.recording.duration < LONG_SECONDS

    @property
    def levels(self) -> Levels:
        """The levels of the whole recording. Waits until it is decoded."""
        with self._lock:
            return self._levels

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings about text, container, format and sound, worst first, then by place."""
        with self._lock:
            return self._findings

    @cached_property
    def _levels(self) -> Levels:
        self.recording.decoded_findings()  # waits until decoding ends
        return measure_levels(self.recording, self._noise)

    @cached_property
    def _noise(self) -> Noise:
        self.recording.decoded_findings()  # waits until decoding ends
        return noise.measure(self.recording)

    @cached_property
    def _findings(self) -> tuple[Finding, ...]:
        return in_order(self._find())

    def _find_in_sound(self) -> list[Finding]:
        late = self.recording.decoded_findings()
        return [*late, *sound_findings.find(self.recording, self._noise)]


def preview_of(text: bytes) -> str:
    """The first characters of what is stored; bytes that are no ASCII are replaced."""
    return text[:_PREVIEW_CHARACTERS].decode("ascii", "replace")


def hex_of(data: bytes) -> str:
    """A hex dump of the first bytes, 16 per line."""
    lines = [data[start : start + 16] for start in range(0, min(len(data), _HEX_BYTES), 16)]
    return "".join(
        f"{line.hex(' '):<48} {''.join(chr(byte) if 32 <= byte < 127 else '·' for byte in line)}\n"
        for line in lines
    )


class OnceCache:
    """Makes recordings, each once even for several threads, and keeps the most recently used."""

    def __init__(self, max_bytes: int) -> None:
        """max_bytes: of all PCM and stored bytes."""
        self._kept: LRUCache[object, OpenedRecording] = LRUCache(max_bytes, lambda kept: kept.nbytes)
        self._opening: dict[object, Future[OpenedRecording]] = {}
        self._lock = threading.Lock()

    def get(self, key: object, make: Callable[[], OpenedRecording]) -> OpenedRecording:
        """The result of `make`, from the cache, or from another thread that is running it."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                return kept
            opening = self._opening.get(key)
            is_first = opening is None
            if opening is None:
                opening = self._opening[key] = Future()
        if not is_first:
            return opening.result()
        try:
            opened = make()
        except BaseException as error:  # the waiting threads must get it, too
            self._finish(key)
            opening.set_exception(error)
            raise
        self._finish(key, opened)
        opening.set_result(opened)
        return opened

    def forget(self, versions: Collection[str]) -> None:
        """Lets go of what was made of these bytes."""
        with self._lock:
            for key, kept in list(self._kept.items()):
                if {kept.version, *(part.version for _, part in kept.parts)} & set(versions):
                    del self._kept[key]

    def _finish(self, key: object, opened: OpenedRecording | None = None) -> None:
        with self._lock:
            del self._opening[key]
            if opened is not None and opened.nbytes <= self._kept.maxsize:
                self._kept[key] = opened


@dataclass(frozen=True)
class ReadSession:
    """A session that was read, with its tracks decoded to bytes, but not yet to PCM.

    stored: its fields and summary; the chunks are dropped. stamp: changes with every write to the session;
    None where nothing tells of writes.
    """

    stored: StoredSession
    tracks: tuple[Track, ...]
    units: dict[str, int]  # of each key: elements of a list, or bytes
    stamp: str | None = None

    @property
    def session(self) -> Session:
        """The summary."""
        return self.stored.session

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the tracks."""
        return tuple(track.name for track in self.tracks)

    @cached_property
    def versions(self) -> tuple[str, ...]:
        """What tells the bytes of each track from all others: the stamp, or a digest, which takes long."""
        if self.stamp is None:
            return tuple(_digest(track.buffer.data) for track in self.tracks)
        place = f"{self.stamp} {self.session.session_id}".encode("utf-8", "surrogatepass")
        return tuple(_digest(place + b" %d" % index) for index in range(len(self.tracks)))

    def with_summary(self, session: Session) -> ReadSession:
        """The same audio with a newer summary."""
        newer = replace(self, stored=replace(self.stored, session=session))
        newer.__dict__["versions"] = self.versions
        return newer

    @property
    def nbytes(self) -> int:
        """Bytes of all tracks."""
        return sum(len(track.buffer.data) for track in self.tracks)

    def chosen(self, names: Sequence[str]) -> list[int]:
        """The indexes of the tracks with these names; all without any. Raises InvalidRequest."""
        unknown = [name for name in names if name not in self.names]
        if unknown:
            known = ", ".join(name for name in self.names if name) or "one track without a name"
            raise InvalidRequest(f"There is no track {unknown[0][:40]!r}: this session has {known}.")
        return [index for index, name in enumerate(self.names) if not names or name in names]


def unpacked(stored: StoredSession, max_bytes: int, stamp: str | None = None) -> ReadSession:
    """A session that was read, with its tracks. stamp: of `ReadSession`. Raises BufferTooLarge."""
    units = {
        track.key: len(track.chunks) if track.stored_as in ("list", "stream") else track.length
        for track in stored.tracks
    }
    return ReadSession(replace(stored, tracks=()), unpack(stored.tracks, max_bytes), units, stamp)


def _as_file(track: Track) -> Track:
    """The track of a file: that it is bytes is nothing to know."""
    findings = tuple(one for one in track.buffer.findings if one != RAW)
    return replace(track, buffer=replace(track.buffer, findings=findings))


@dataclass(frozen=True)
class _Kept:
    """A session that was read, and what tells whether it is still what is stored."""

    read: ReadSession
    stamp: int | None
    watch: KeyWatch | None = None

    def is_current(self, view: SessionView) -> bool:
        """Whether nothing was written since it was read."""
        if self.stamp is not None:
            return self.stamp == view.stamp
        return self.watch is not None and self.watch.is_unchanged()

    def close(self) -> None:
        """Ends the watch."""
        if self.watch is not None:
            self.watch.close()


class Library:
    """The recordings of all sessions. All methods may be called from any thread.

    recording = library.open("k3Jq8vN2cXwA", FormatHint()).recording

    reading: from Redis to the bytes of all tracks. decoding: from these to the first frames of a track; the
    rest of a long container follows in the background.
    """

    def __init__(
        self,
        settings: Settings,
        redis_manager: RedisManager,
        index: SessionIndex,
        store: SessionStore,
        growth: Growth,
        decode: Decode = containers.decode,
        cache_bytes: int | None = None,
        dropped: DroppedRecordings | None = None,
    ) -> None:
        """decode: decodes containers. cache_bytes: of each cache; 0 for a caller that opens each once.

        dropped: recordings that are not in Redis.
        """
        self._settings = settings
        self._redis_manager = redis_manager
        self._index = index
        self._store = store
        self._growth = growth
        self._decode = decode
        self._dropped = dropped
        usual = max(CACHE_BYTES, settings.max_buffer_bytes)
        self._max_bytes = usual if cache_bytes is None else cache_bytes
        self.reading = Durations()
        self.decoding = Durations()
        self._recordings = OnceCache(self._max_bytes)
        self._run = secrets.token_hex(8)  # stamps begin anew with each run
        self._sessions: OrderedDict[str, _Kept] = OrderedDict()  # the most recently used last
        self._lock = threading.Lock()

    def read(self, session_id: str) -> ReadSession:
        """A session with its fields and the bytes of its tracks, as it is stored now.

        Raises SessionNotFound, NotAuthenticatedSession, BufferTooLarge and RedisUnavailable.
        """
        dropped = self._dropped.find(session_id) if self._dropped else None
        view = SessionView(dropped.session, (), 0) if dropped else self._index.view(session_id)
        self._check_accessible(view.session)
        with self._lock:
            kept = self._sessions.get(session_id)
            if kept is not None:
                self._sessions.move_to_end(session_id)
        if kept is not None and kept.is_current(view):
            return kept.read.with_summary(view.session)
        watch = None
        if view.stamp is None and view.session.audio_buffer_length > LONG_SESSION:
            # The watch begins before the audio is read, so that no change is missed.
            watch = self._redis_manager.watch([record.key for record in view.records])
        with self.reading.timed():
            stored = dropped or self._store.read(view.session, view.records)
            stamp = None if view.stamp is None else f"{self._run} {view.stamp}"
            read_session = unpacked(stored, self._settings.max_buffer_bytes, stamp)
            if dropped:
                read_session = replace(read_session, tracks=tuple(map(_as_file, read_session.tracks)))
        self._keep(session_id, _Kept(read_session, view.stamp, watch))
        return read_session

    def _keep(self, session_id: str, kept: _Kept) -> None:
        """Remembers a session that was read, if changes to it will be noticed."""
        dropped: list[_Kept] = []
        with self._lock:
            if (before := self._sessions.pop(session_id, None)) is not None:
                dropped.append(before)
            if kept.stamp is not None or kept.watch is not None:
                self._sessions[session_id] = kept
            while self._is_too_much():
                dropped.append(self._sessions.popitem(last=False)[1])
        for each in dropped:
            each.close()

    def _is_too_much(self) -> bool:
        kept = self._sessions.values()
        is_large = sum(each.read.nbytes for each in kept) > self._max_bytes and len(kept) > 1
        return is_large or len(kept) > MAX_KEPT or sum(each.watch is not None for each in kept) > MAX_WATCHED

    def open(
        self,
        session_id: str,
        requested: FormatHint,
        tracks: Sequence[str] = (),
        *,
        keep_time: bool = False,
        gains: Mapping[str, float] | None = None,
    ) -> OpenedRecording:
        """The recording of a session. Raises the errors of `read` and `open_read`."""
        return self.open_read(self.read(session_id), requested, tracks, keep_time=keep_time, gains=gains)

    def open_read(
        self,
        session: ReadSession,
        requested: FormatHint,
        tracks: Sequence[str] = (),
        *,
        keep_time: bool = False,
        gains: Mapping[str, float] | None = None,
    ) -> OpenedRecording:
        """The recording of a session that was read; of several tracks, side by side.

        tracks: names; all without any. keep_time: whether each sound lies where it lies among all tracks,
        as if the others were muted. gains: decibels by the names of tracks, of several. Raises
        InvalidRequest, NoAudio, UndecodableAudio, BufferTooLarge and DecoderFailed.
        """
        chosen = session.chosen(tracks)
        if not any(_is_recorded(session.tracks[index]) for index in chosen):
            raise NoAudio("Nothing was recorded yet in this session.")
        if len(session.tracks) > 1 and ((keep_time and len(chosen) < len(session.tracks)) or gains):
            return self._open_audible(session, chosen, requested, gains or {})
        if len(chosen) == 1:
            return self._open_track(session, chosen[0], requested)
        return self._open_mix(session, chosen, requested)

    def _open_track(self, session: ReadSession, index: int, requested: FormatHint) -> OpenedRecording:
        track, version = session.tracks[index], session.versions[index]
        fields = {**session.stored.fields, **track.declared}
        declared, _ = declared_format(fields)
        growth = self.bytes_per_second(session, track)
        hints = FormatHints(
            requested,
            declared.or_else(from_mime_type(track.buffer.mime_type or "")),
            self._settings.pinned_format,
            growth,
            RateClues(track.chunk_bytes, declared_seconds(fields)),
            self._settings.max_buffer_bytes,
        )
        # Two digits separate standard rates, and small changes of the growth do not open the recording again.
        rounded = replace(hints, bytes_per_second=float(f"{growth:.2g}") if growth else None)
        key = (version, track.length, track.buffer.findings, rounded)

        def make() -> OpenedRecording:
            with self.decoding.timed():
                recording = read(track.buffer, hints, self._decode)
            return OpenedRecording(recording, version, track)

        return self._recordings.get(key, make)

    def _open_mix(
        self, session: ReadSession, chosen: Sequence[int], requested: FormatHint
    ) -> OpenedRecording:
        """Several tracks in step. A track that is no audio is left out, with a finding."""
        opened: list[tuple[str, OpenedRecording]] = []
        silent: list[Finding] = []
        for index in chosen:
            name = session.names[index]
            try:
                opened.append((name, self._open_track(session, index, requested)))
            except UndecodableAudio as error:
                if index == chosen[-1] and not opened:
                    raise
                silent.append(Finding("track_not_audio", "error", f"{name}: {error}", _TRACK_HINT))
        key = (tuple((name, each.version, each.recording.format) for name, each in opened), tuple(silent))

        def make() -> OpenedRecording:
            tracks = [TimedRecording(name, each.recording, each.times) for name, each in opened]
            limit = self._settings.max_buffer_bytes
            lanes = in_step(tracks, limit)
            return OpenedRecording(
                mixed(lanes),
                _digest(b"".join(each.version.encode() for _, each in opened)),
                _whole([each.track for _, each in opened]),
                lanes=lanes,
                parts=opened,
                find=lambda: [
                    *silent,
                    *findings_in_step(tracks, [each.findings for _, each in opened], limit),
                    *drift.find(tracks),
                    *echo.find(lanes, labels(tracks)),
                ],
            )

        return self._recordings.get(key, make)

    def _open_audible(
        self, session: ReadSession, chosen: Sequence[int], requested: FormatHint, gains: Mapping[str, float]
    ) -> OpenedRecording:
        """The mix of all tracks with only some of them audible. gains: decibels by name."""
        whole = self._open_mix(session, range(len(session.tracks)), requested)
        names = [session.names[index] for index in chosen]
        lanes = [index for index, name in enumerate(whole.lane_names) if name in names]
        if not lanes:  # says why
            return self._open_mix(session, chosen, requested)
        louder = tuple(gains.get(whole.lane_names[lane], 0.0) for lane in lanes)
        key = (whole.version, whole.recording.format, whole.lane_names, tuple(lanes), louder)

        def make() -> OpenedRecording:
            audible = only(whole.lanes, lanes)
            if any(louder):
                audible = amplified(audible, louder)
            version = _digest(f"{whole.version} {lanes} {louder}".encode())
            parts = [whole.parts[lane] for lane in lanes]
            return OpenedRecording(mixed(audible), version, whole.track, lanes=audible, parts=parts)

        return self._recordings.get(key, make)

    def as_recogniser(self, opened: OpenedRecording, rate: int | None) -> OpenedRecording:
        """A recording as a recogniser of this rate in Hz gets it; as it is without one."""
        if rate is None:
            return opened

        def make() -> OpenedRecording:
            version = _digest(f"{opened.version} {opened.recording.format} {rate}".encode())
            return OpenedRecording(as_recogniser(opened.recording, rate), version, opened.track)

        return self._recordings.get((opened.version, opened.recording.format, "recogniser", rate), make)

    def bytes_per_second(self, session: ReadSession, track: Track) -> float | None:
        """How fast the decoded bytes of a track arrive, from its chunk times, or from its growth."""
        if track.times:
            by_ids = ChunkTimes(track.times, len(track.buffer.data)).bytes_per_second()
            if by_ids is not None:
                return by_ids
        grown = self._growth.units_per_second(session.session.session_id, track.name)
        units = session.units.get(track.key)
        return grown * len(track.buffer.data) / units if grown and units else None

    def original(self, session_id: str, tracks: Sequence[str] = ()) -> tuple[bytes, str | None]:
        """The stored bytes of the chosen tracks, one after the other, and their container, if it is known."""
        session = self.read(session_id)
        chosen = session.chosen(tracks)
        if not any(_is_recorded(session.tracks[index]) for index in chosen):
            raise NoAudio("Nothing was recorded yet in this session.")
        data = b"".join(session.tracks[index].buffer.data for index in chosen)
        try:
            recording = self._open_track(session, chosen[0], FormatHint()).recording
        except (UndecodableAudio, DecoderFailed):
            return data, None
        return data, recording.format.container

    def is_measuring(self, session: ReadSession, track: Track) -> bool:
        """Whether a live recording was first seen so recently that its growth is not known yet."""
        session_id, now = session.session.session_id, time.monotonic()
        return session.session.is_recording and self._growth.is_measuring(session_id, track.name, now)

    def forget(self, session_id: str) -> None:
        """Lets go of a recording at once, with all that was made of it."""
        with self._lock:
            kept = self._sessions.pop(session_id, None)
        if kept is not None:
            kept.close()
            self._recordings.forget(kept.read.versions)

    def close(self) -> None:
        """Ends all watches."""
        with self._lock:
            kept, self._sessions = self._sessions, OrderedDict()
        for each in kept.values():
            each.close()

    def check_accessible(self, session_id: str) -> None:
        """Raises SessionNotFound, and NotAuthenticatedSession for a session that may not be opened."""
        if self._dropped and self._dropped.find(session_id):
            return
        self._check_accessible(self._index.view(session_id).session)

    def _check_accessible(self, session: Session) -> None:
        if session.authenticated is False and not self._settings.allow_unauthenticated_sessions:
            raise NotAuthenticatedSession(
                "This session is not authenticated: "
                "set ALLOW_UNAUTHENTICATED_SESSIONS=1 to open it all the same."
            )


_TRACK_HINT = "Look at this track alone to see what its bytes are."


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=_DIGEST_BYTES).hexdigest()


def _is_recorded(track: Track) -> bool:
    """Whether the app stored anything in place of audio."""
    return track.length > 0 and not track.buffer.is_placeholder


def _whole(tracks: Sequence[Track]) -> Track:
    """What is stored of several tracks together, without their bytes."""
    return Track(
        name="",
        stored_as="+".join(sorted({track.stored_as for track in tracks})),
        key=tracks[0].key,
        length=sum(track.length for track in tracks),
        preview=tracks[0].preview,
        buffer=AudioBuffer(b"", all(track.buffer.base64_valid for track in tracks)),
    )
