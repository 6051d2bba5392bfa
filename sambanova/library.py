"""Opens the recording of a session: reads it from Redis, decodes it once, and caches it.

The cache is in memory and limited in bytes. Its key is a digest of the stored text, so that a changed
field never returns an older recording.
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
from sambanova.decoding.demuxing import LONG_SECONDS
from sambanova.decoding.reader import Decode, read
from sambanova.errors import DecoderFailed, NoAudio, NotAuthenticatedSession, UndecodableAudio
from sambanova.findings import Finding, in_order
from sambanova.format_hints import FormatHint, FormatHints, declared_format, from_mime_type
from sambanova.payloads.base64_text import AudioBuffer
from sambanova.recording import Recording
from sambanova.redis_manager import RedisManager, SessionWatch
from sambanova.session import Session, StoredSession
from sambanova.sessions.growth import Growth
from sambanova.settings import Settings

CACHE_BYTES = 256 * 1024 * 1024  # of the cache; a recording of `AUDIO_MAX_BUFFER_MB` always fits
LONG_TEXT = (
    4 * 1024 * 1024
)  # base64 characters; longer sessions are watched for changes instead of read each time
MAX_WATCHED = 4  # sessions; each holds a connection to Redis

_DIGEST_BYTES = 16
_PREVIEW_CHARACTERS = 256
_HEX_BYTES = 128


@dataclass(frozen=True)
class OpenedRecording:
    """A recording with facts about its text. Levels and findings are computed on first use.

    digest: of the base64 text. preview: its first characters. text_length: characters.
    """

    recording: Recording
    digest: str
    preview: str
    text_length: int
    base64_valid: bool
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

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
        return measure_levels(self.recording)

    @cached_property
    def _findings(self) -> tuple[Finding, ...]:
        return in_order([*self.recording.decoded_findings(), *sound_findings.find(self.recording)])


def preview_of(text: bytes) -> str:
    """The first characters of the base64 text."""
    return text[:_PREVIEW_CHARACTERS].decode("ascii", "replace")


def hex_of(data: bytes) -> str:
    """A hex dump of the first bytes, 16 per line."""
    lines = [data[start : start + 16] for start in range(0, min(len(data), _HEX_BYTES), 16)]
    return "".join(
        f"{line.hex(' '):<48} {''.join(chr(byte) if 32 <= byte < 127 else '·' for byte in line)}\n"
        for line in lines
    )


class RecordingCache:
    """Opens recordings, each once even for several threads, and keeps the most recently used."""

    def __init__(self, max_bytes: int, decode: Decode = containers.decode) -> None:
        """max_bytes: of all PCM and stored bytes. decode: decodes containers."""
        self._decode = decode
        self._kept: LRUCache[object, OpenedRecording] = LRUCache(
            max_bytes, lambda kept: kept.recording.nbytes
        )
        self._opening: dict[object, Future[OpenedRecording]] = {}
        self._lock = threading.Lock()

    def open(self, text: bytes, hints: FormatHints) -> OpenedRecording:
        """The recording in a base64 text. Raises the errors of `reader.read`."""
        digest = hashlib.blake2b(text, digest_size=_DIGEST_BYTES).hexdigest()
        growth = hints.bytes_per_second
        # Two digits separate standard rates, and small changes of the growth do not open the recording again.
        key = replace(hints, bytes_per_second=float(f"{growth:.2g}") if growth else None)

        def make() -> OpenedRecording:
            buffer = AudioBuffer.from_text(text)
            declared = hints.declared.or_else(from_mime_type(buffer.mime_type or ""))
            recording = read(buffer, replace(hints, declared=declared), self._decode)
            return OpenedRecording(recording, digest, preview_of(text), len(text), buffer.base64_valid)

        return self._once((digest, key), make)

    def _once(self, key: object, make: Callable[[], OpenedRecording]) -> OpenedRecording:
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

    def _finish(self, key: object, opened: OpenedRecording | None = None) -> None:
        with self._lock:
            del self._opening[key]
            if opened is not None and opened.recording.nbytes <= self._kept.maxsize:
                self._kept[key] = opened


class _Watched:
    """A long session that is watched for changes, with the recordings opened since, by requested format.

    watch: None if Redis does not allow it. The references are weak, as the cache limits the memory.
    """

    def __init__(self, watch: SessionWatch | None) -> None:
        self._watch = watch
        self._opened: dict[FormatHint, weakref.ref[OpenedRecording]] = {}

    def is_unchanged(self) -> bool:
        """Whether the session is unchanged since the watch began."""
        return self._watch is not None and self._watch.is_unchanged()

    def get(self, requested: FormatHint) -> OpenedRecording | None:
        """The recording opened for this request, if it is still in memory."""
        found = self._opened.get(requested)
        return found() if found else None

    def keep(self, requested: FormatHint, opened: OpenedRecording) -> None:
        """Remembers the recording opened for a request."""
        self._opened[requested] = weakref.ref(opened)

    def close(self) -> None:
        """Ends the watch."""
        if self._watch is not None:
            self._watch.close()


@dataclass(frozen=True, slots=True)
class StoredRecording:
    """A session that was read for a request, and its recording if that is open already."""

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
        """Reads a session; without its audio if that is open and unchanged.

        Raises SessionNotFound, NotAuthenticatedSession, BufferTooLarge and RedisUnavailable.
        """
        watched: _Watched | None = None
        opened: OpenedRecording | None = None

        def wants_audio(session: Session) -> bool:
            nonlocal watched, opened
            self._check_accessible(session)
            if session.audio_buffer_length <= LONG_TEXT:
                return session.has_audio
            # The watch begins before the audio is read, so that no change is missed.
            watched = self._watch(session_id)
            opened = watched.get(requested)
            return opened is None

        stored = self._redis_manager.read(session_id, wants_audio)
        return StoredRecording(stored, requested, opened, watched)

    def open(self, session_id: str, requested: FormatHint) -> OpenedRecording:
        """The recording of a session. Raises the errors of `read` and `open_read`."""
        return self.open_read(self.read(session_id, requested))

    def open_read(self, reading: StoredRecording) -> OpenedRecording:
        """The recording of a session that was read.

        Raises NoAudio, UndecodableAudio, BufferTooLarge and DecoderFailed.
        """
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
        """The stored bytes, decoded from base64, and their container, if it is known."""
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
        """The recordings of a session opened since its last change."""
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
