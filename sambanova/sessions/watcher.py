"""Detects added, changed and removed sessions while clients are connected."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from sambanova.errors import RedisUnavailable
from sambanova.redis_manager import RedisManager
from sambanova.session import Session
from sambanova.sessions.growth import Growth

log = logging.getLogger(__name__)

_MIN_LIST_INTERVAL = 0.5  # seconds between two reads of the list
_MAX_LOAD = 0.2  # share of the time spent reading, when there are many sessions
_RETRY_INTERVAL = 2.0  # seconds after a failed read
_LENGTH_INTERVAL = 0.1  # seconds between two reads of the buffer lengths of recording sessions
_MAX_LENGTHS = 50  # recording sessions whose lengths are read
_RECENT_SECONDS = 5.0  # age up to which a list or a change is recent
_TTL_TOLERANCE = 3  # seconds by which a time to live may differ from the expected one


@dataclass(frozen=True, slots=True)
class SessionChanges:
    """The difference between two lists of sessions. removed: ids."""

    added: tuple[Session, ...]
    updated: tuple[Session, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether there is any change."""
        return bool(self.added or self.updated or self.removed)


class SessionWatcher:
    """A thread that reads the list of sessions again and again, and reports the changes.

    It runs from `start` to `stop`, and can be started again.
    """

    def __init__(
        self,
        redis_manager: RedisManager,
        on_change: Callable[[SessionChanges], None],
        growth: Growth | None = None,
    ) -> None:
        """on_change: called in the thread. growth: gets the buffer lengths of recording sessions."""
        self._redis_manager = redis_manager
        self._on_change = on_change
        self._growth = growth or Growth()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._recent: dict[str, tuple[float, Session | None]] = {}  # by id: time, session or None if removed

    def start(self, known: tuple[float, Collection[Session]] | None = None) -> None:
        """Starts the thread. Idempotent.

        known: a list that clients already have, with the time.monotonic() when it was read. If it is
        recent, changes since then are reported; otherwise the first list read is the baseline.
        """
        with self._lock:
            if self._thread is None:
                self._stopping = threading.Event()
                self._thread = threading.Thread(
                    target=self._run, args=(self._stopping, known), name="session watcher", daemon=True
                )
                self._thread.start()

    def recent(self) -> SessionChanges:
        """Recent changes, for a client that loaded the list before subscribing."""
        since = time.monotonic() - _RECENT_SECONDS
        with self._lock:
            self._recent = {key: change for key, change in self._recent.items() if change[0] > since}
            changes = {session_id: session for session_id, (_, session) in self._recent.items()}
        return SessionChanges(
            added=(),
            updated=tuple(session for session in changes.values() if session is not None),
            removed=tuple(session_id for session_id, session in changes.items() if session is None),
        )

    def _report(self, changes: SessionChanges) -> None:
        now = time.monotonic()
        with self._lock:
            for session in (*changes.added, *changes.updated):
                self._recent[session.session_id] = (now, session)
            for session_id in changes.removed:
                self._recent[session_id] = (now, None)
        self.recent()  # removes old changes
        self._on_change(changes)

    def stop(self) -> None:
        """Stops the thread without waiting for it. Idempotent."""
        with self._lock:
            self._stopping.set()
            self._thread = None

    def _run(self, stopping: threading.Event, before: tuple[float, Collection[Session]] | None) -> None:
        known: dict[str, Session] | None = None
        seen_at = 0.0
        pause = 0.0
        if before is not None and time.monotonic() - before[0] < _RECENT_SECONDS:
            seen_at, known = before[0], {session.session_id: session for session in before[1]}
        while not self._wait(stopping, pause, known or {}):
            started = time.monotonic()
            try:
                now = {session.session_id: session for session in self._redis_manager.list_sessions()}
                changes = compare(known, now, started - seen_at) if known is not None else None
                if changes and not stopping.is_set():
                    self._report(changes)
            except RedisUnavailable:  # the page shows it, from /api/status
                pause = _RETRY_INTERVAL
                continue
            except Exception:  # the last frame of the thread: one failure must not end it
                log.exception("the sessions could not be compared")
                pause = _RETRY_INTERVAL
                continue
            for session_id in changes.removed if changes else ():
                self._growth.forget(session_id)
            known, seen_at = now, started
            pause = max(_MIN_LIST_INTERVAL, (time.monotonic() - started) / _MAX_LOAD)

    def _wait(self, stopping: threading.Event, seconds: float, known: dict[str, Session]) -> bool:
        """Waits and reads the lengths of recording sessions meanwhile; returns True after `stop`."""
        recording = [session.session_id for session in known.values() if session.is_recording]
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            if stopping.wait(min(left, _LENGTH_INTERVAL if recording else left)):
                return True
            if recording and not self._read_lengths(recording[:_MAX_LENGTHS]):
                recording = []
        return stopping.is_set()

    def _read_lengths(self, session_ids: list[str]) -> bool:
        """Records the buffer lengths; returns False when Redis is unavailable."""
        try:
            lengths = self._redis_manager.audio_lengths(session_ids)
        except RedisUnavailable:  # the next read of the list handles it
            return False
        now = time.monotonic()
        for session_id, length in lengths.items():
            self._growth.note(session_id, now, length)
        return True


def compare(before: dict[str, Session], now: dict[str, Session], elapsed: float) -> SessionChanges:
    """The changes between two lists, by id, that are `elapsed` seconds apart.

    A time to live that decreases with the clock is not a change.
    """
    return SessionChanges(
        added=tuple(session for session_id, session in now.items() if session_id not in before),
        updated=tuple(
            session
            for session_id, session in now.items()
            if session_id in before and _differs(before[session_id], session, elapsed)
        ),
        removed=tuple(session_id for session_id in before if session_id not in now),
    )


def _differs(before: Session, now: Session, elapsed: float) -> bool:
    if before.ttl is not None and now.ttl is not None:
        expected = before.ttl - elapsed
        if abs(now.ttl - expected) <= _TTL_TOLERANCE:
            now = replace(now, ttl=before.ttl)
    return before != now
