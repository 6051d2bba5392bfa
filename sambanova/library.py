"""Opens the recording of a session: reads it from Redis, decodes it once, and keeps the latest.

The cache is in memory, bounded by bytes, and keyed by the stored text itself, so that a changed field
is never served from an older recording.
"""

from __future__ import annotations

import hashlib
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import cached_property

from cachetools import LRUCache

from sambanova.analysis import sound_findings
from sambanova.analysis.levels import Levels, measure_levels
from sambanova.decoding import containers
from sambanova.decoding.base64_text import AudioBuffer
from sambanova.decoding.demuxing import LONG_SECONDS
from sambanova.decoding.reader import Decode, read
from sambanova.errors import DecoderFailed, NoAudio, NotAuthenticatedSession, UndecodableAudio
from sambanova.findings import Finding, in_order
from sambanova.format_hints import FormatHint, FormatHints, declared_format, from_mime_type
from sambanova.recording import Recording
from sambanova.redis_manager import RedisManager, SessionWatch
from sambanova.session import Session, StoredSession
from sambanova.sessions.growth import Growth
from sambanova.settings import Settings

CACHE_BYTES = 256 * 1024 * 1024  # of opened recordings; the largest allowed one is always kept
LONG_TEXT = 4 * 1024 * 1024  # base64 characters from which a session is watched, not read each time
MAX_WATCHED = 4  # sessions; each holds a connection to Redis

_DIGEST_BYTES = 16
_PREVIEW_CHARACTERS = 256
_HEX_BYTES = 128


@dataclass(frozen=True)
class OpenedRecording:
    """A recording, what is to be known of the text it was made of, and its levels once asked for.

    digest: of the text. preview: its first characters. text_length: all of them.
    """

    recording: Recording
    digest: str
    preview: str
    text_length: int
    base64_valid: bool
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def is_examined(self) -> bool:
        """Whether levels and findings are known, or found before anybody would notice."""
        known = self.__dict__.keys() >= {"_levels", "_findings"}
        return known or self.recording.duration < LONG_SECONDS

    @property
    def levels(self) -> Levels:
        """The levels of the whole recording, measured once."""
        with self._lock:
            return self._levels

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is wrong, in text, container, format and sound: the worst first, then by place."""
        with self._lock:
            return self._findings

    @cached_property
    def _levels(self) -> Levels:
        self.recording.decoded_findings()  # the end of the decoding is waited for
        return measure_levels(self.recording)

    @cached_property
    def _findings(self) -> tuple[Finding, ...]:
        return in_order([*self.recording.decoded_findings(), *sound_findings.find(self.recording)])


def preview_of(text: bytes) -> str:
    """The beginning of the stored text, for people to look at."""
    return text[:_PREVIEW_CHARACTERS].decode("ascii", "replace")


def hex_of(data: bytes) -> str:
    """The first bytes in hex and as text, sixteen a line, for people to look at."""
    lines = [data[start : start + 16] for start in range(0, min(len(data), _HEX_BYTES), 16)]
    return "".join(
        f"{line.hex(' '):<48} {''.join(chr(byte) if 32 <= byte < 127 else '·' for byte in line)}\n"
        for line in lines
    )


class RecordingCache:
    """Opens recordings, each only once at a time, and keeps the last ones."""

    def __init__(self, max_bytes: int, decode: Decode = containers.decode) -> None:
        """max_bytes: of samples and stored bytes that are kept; the least lately used go first.

        decode: what decodes containers.
        """
        self._decode = decode
        self._kept: LRUCache[object, OpenedRecording] = LRUCache(
            max_bytes, lambda kept: kept.recording.nbytes
        )
        self._under_way: dict[object, Future[OpenedRecording]] = {}
        self._lock = threading.Lock()

    def open(self, text: bytes, hints: FormatHints) -> OpenedRecording:
        """The recording that `text` holds. Raises as `reader.read` does."""
        digest = hashlib.blake2b(text, digest_size=_DIGEST_BYTES).hexdigest()
        growth = hints.bytes_per_second
        # Two digits tell standard rates apart, and small changes of the growth open nothing again.
        key = replace(hints, bytes_per_second=float(f"{growth:.2g}") if growth else None)

        def make() -> OpenedRecording:
            buffer = AudioBuffer.from_text(text)
            declared = hints.declared.or_else(from_mime_type(buffer.mime_type or ""))
            recording = read(buffer, replace(hints, declared=declared), self._decode)
            return OpenedRecording(recording, digest, preview_of(text), len(text), buffer.base64_valid)

        return self._once((digest, key), make)

    def _once(self, key: object, make: Callable[[], OpenedRecording]) -> OpenedRecording:
        """What `make` makes, from the cache or from whoever is making it right now."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                return kept
            under_way = self._under_way.get(key)
            mine = under_way is None
            if under_way is None:
                under_way = self._under_way[key] = Future()
        if not mine:
            return under_way.result()
        try:
            opened = make()
        except BaseException as error:  # also those who wait must learn of it
            self._finish(key)
            under_way.set_exception(error)
            raise
        self._finish(key, opened)
        under_way.set_result(opened)
        return opened

    def _finish(self, key: object, opened: OpenedRecording | None = None) -> None:
        with self._lock:
            del self._under_way[key]
            if opened is not None and opened.recording.nbytes <= self._kept.maxsize:
                self._kept[key] = opened


class _Watched:
    """A long session that Redis watches, and what was opened of it since the watch began, by request.

    watch: None where Redis does not allow it. References are weak, as the cache bounds what is kept.
    """

    def __init__(self, watch: SessionWatch | None) -> None:
        self._watch = watch
        self._opened: dict[FormatHint, weakref.ref[OpenedRecording]] = {}

    def is_unchanged(self) -> bool:
        """Whether what was opened is what is stored now."""
        return self._watch is not None and self._watch.is_unchanged()

    def get(self, requested: FormatHint) -> OpenedRecording | None:
        """What was opened for this request, if it is still in memory."""
        found = self._opened.get(requested)
        return found() if found else None

    def keep(self, requested: FormatHint, opened: OpenedRecording) -> None:
        """Remembers what was opened for a request."""
        self._opened[requested] = weakref.ref(opened)

    def close(self) -> None:
        """Ends the watch."""
        if self._watch is not None:
            self._watch.close()


@dataclass(frozen=True, slots=True)
class StoredRecording:
    """A session read for one request: what is stored, and the recording where it is already open."""

    stored: StoredSession
    requested: FormatHint
    opened: OpenedRecording | None = None
    _watched: _Watched | None = None


class Library:
    """The recordings of all sessions. All methods may be called from any thread.

    recording = library.open("k3Jq8vN2cXwA", FormatHint()).recording
    """

    def __init__(
        self, settings: Settings, redis_manager: RedisManager, growth: Growth, decode: Decode
    ) -> None:
        self._settings = settings
        self._redis_manager = redis_manager
        self._growth = growth
        self._cache = RecordingCache(max(CACHE_BYTES, settings.max_buffer_bytes), decode)
        self._watched: dict[str, _Watched] = {}  # the most recently used last
        self._lock = threading.Lock()

    def read(self, session_id: str, requested: FormatHint) -> StoredRecording:
        """Reads a session, without the audio where it is open and unchanged.

        Raises SessionNotFound, NotAuthenticatedSession, BufferTooLarge and RedisUnavailable.
        """
        watched: _Watched | None = None
        opened: OpenedRecording | None = None

        def wants_audio(session: Session) -> bool:
            nonlocal watched, opened
            self._check_accessible(session)
            if session.audio_buffer_length <= LONG_TEXT:
                return session.has_audio
            # The watch begins before the audio is read, so that no change is missed in between.
            watched = self._watch(session_id)
            opened = watched.get(requested)
            return opened is None

        stored = self._redis_manager.read(session_id, wants_audio)
        return StoredRecording(stored, requested, opened, watched)

    def open(self, session_id: str, requested: FormatHint) -> OpenedRecording:
        """The recording of a session. Raises as `read` does, NoAudio, and what decoding raises."""
        return self.open_read(self.read(session_id, requested))

    def open_read(self, reading: StoredRecording) -> OpenedRecording:
        """The recording of a session that was read. Raises NoAudio, UndecodableAudio and DecoderFailed."""
        if reading.opened is not None:
            return reading.opened
        if not reading.stored.audio:
            raise NoAudio("Nothing was recorded yet in this session.")
        declared, _ = declared_format(reading.stored.fields)
        hints = FormatHints(
            reading.requested,
            declared,
            self._settings.pinned_format,
            self._growth.bytes_per_second(reading.stored.session.session_id),
            self._settings.max_buffer_bytes,
        )
        opened = self._cache.open(reading.stored.audio, hints)
        if reading._watched is not None:
            reading._watched.keep(reading.requested, opened)
        return opened

    def original(self, session_id: str) -> tuple[bytes, str | None]:
        """The stored bytes, decoded from base64, and the container they are, where it is known."""
        reading = self.read(session_id, FormatHint())
        try:
            recording = self.open_read(reading).recording
        except (UndecodableAudio, DecoderFailed):
            return AudioBuffer.from_text(reading.stored.audio).data, None
        return recording.stored, recording.format.container

    def close(self) -> None:
        """Ends all watches."""
        with self._lock:
            watched, self._watched = self._watched, {}
        for each in watched.values():
            each.close()

    def _check_accessible(self, session: Session) -> None:
        if not session.authenticated and not self._settings.allow_unauthenticated_sessions:
            raise NotAuthenticatedSession(
                "This session is not authenticated: "
                "set ALLOW_UNAUTHENTICATED_SESSIONS=1 to open it all the same."
            )

    def _watch(self, session_id: str) -> _Watched:
        """What was opened of a session since it last changed."""
        with self._lock:
            watched = self._watched.get(session_id)
        if watched is None or not watched.is_unchanged():
            watched = _Watched(self._redis_manager.watch(session_id))
        with self._lock:
            outdated = self._watched.pop(session_id, None)
            self._watched[session_id] = watched
            dropped = [] if outdated in (None, watched) else [outdated]
            while len(self._watched) > MAX_WATCHED:
                dropped.append(self._watched.pop(next(iter(self._watched))))
        for each in dropped:
            if each is not None:
                each.close()
        return watched
