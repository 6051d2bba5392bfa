"""Notices which sessions came, changed and went, while somebody looks."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from sambanova.errors import RedisUnavailable
from sambanova.redis_manager import RedisManager, Session
from sambanova.sessions.growth import Growth

log = logging.getLogger(__name__)

_LEAST_INTERVAL = 0.5  # seconds between two looks; twice a second is as often as a list need change
_LENGTHS_INTERVAL = 0.1  # between two looks at how long the buffers of recording sessions are
_MOST_LENGTHS = 50  # recording sessions that are looked at so often
_SHARE = 0.2  # of the time that looking may take when there are very many sessions
_STILL_FRESH = 5.0  # seconds for which a list that was read is taken as what a client knows that just came
_TTL_TOLERANCE = 3  # seconds by which a time to live may differ from the clock's without being news


@dataclass(frozen=True, slots=True)
class SessionChanges:
    """What is different from the last look."""

    added: tuple[Session, ...]
    updated: tuple[Session, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything is."""
        return bool(self.added or self.updated or self.removed)


class SessionWatcher:
    """A thread that compares the list of sessions with the last one, from `start` to `stop`."""

    def __init__(
        self,
        redis_manager: RedisManager,
        on_change: Callable[[SessionChanges], None],
        growth: Growth | None = None,
    ) -> None:
        """growth: is told how long the buffers of the recording sessions are, ten times a second."""
        self._redis_manager = redis_manager
        self._on_change = on_change
        self._growth = growth or Growth()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._recent: dict[str, tuple[float, Session | None]] = {}  # by id; None: it went

    def start(self, known: tuple[float, Collection[Session]] | None = None) -> None:
        """Begins to look; nothing happens when it does already.

        known: when (by time.monotonic) a list was read, and what was in it; what changed since then
        is told, unless that is long ago.
        """
        with self._lock:
            if self._thread is None:
                self._stopping = threading.Event()
                self._thread = threading.Thread(
                    target=self._run, args=(self._stopping, known), name="session watcher", daemon=True
                )
                self._thread.start()

    def recent(self) -> SessionChanges:
        """What was told of late, for one who read the list before and hears of changes only now."""
        since = time.monotonic() - _STILL_FRESH
        with self._lock:
            self._recent = {key: change for key, change in self._recent.items() if change[0] > since}
            changes = {session_id: session for session_id, (_, session) in self._recent.items()}
        return SessionChanges(
            added=(),
            updated=tuple(session for session in changes.values() if session is not None),
            removed=tuple(session_id for session_id, session in changes.items() if session is None),
        )

    def _tell(self, changes: SessionChanges) -> None:
        now = time.monotonic()
        with self._lock:
            for session in (*changes.added, *changes.updated):
                self._recent[session.session_id] = (now, session)
            for session_id in changes.removed:
                self._recent[session_id] = (now, None)
        self.recent()  # drops what is old
        self._on_change(changes)

    def stop(self) -> None:
        """Ends the looking; returns at once."""
        with self._lock:
            self._stopping.set()
            self._thread = None

    def _run(self, stopping: threading.Event, before: tuple[float, Collection[Session]] | None) -> None:
        known: dict[str, Session] | None = None
        seen_at = 0.0
        pause = 0.0
        if before is not None and time.monotonic() - before[0] < _STILL_FRESH:
            seen_at, known = before[0], {session.session_id: session for session in before[1]}
        while not self._wait(stopping, pause, known or {}):
            started = time.monotonic()
            try:
                now = {session.session_id: session for session in self._redis_manager.list_sessions()}
                changes = compare(known, now, started - seen_at) if known is not None else None
                if changes and not stopping.is_set():
                    self._tell(changes)
            except RedisUnavailable:  # the page learns of it from /api/status; here it is tried again
                pause = 2.0
                continue
            except Exception:  # the thread's edge: a look that fails must not be the last one
                log.exception("a look at the sessions failed")
                pause = 2.0
                continue
            for session_id in changes.removed if changes else ():
                self._growth.forget(session_id)
            known, seen_at = now, started
            pause = max(_LEAST_INTERVAL, (time.monotonic() - started) / _SHARE)

    def _wait(self, stopping: threading.Event, seconds: float, known: dict[str, Session]) -> bool:
        """Waits, looking at the lengths of the recording sessions meanwhile; True when it is to end."""
        recording = [session.session_id for session in known.values() if session.is_recording]
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            if stopping.wait(min(left, _LENGTHS_INTERVAL if recording else left)):
                return True
            if recording and not self._look_at_lengths(recording[:_MOST_LENGTHS]):
                recording = []
        return stopping.is_set()

    def _look_at_lengths(self, session_ids: list[str]) -> bool:
        """Notes how long the buffers are; False when Redis is away, which need not be asked so often."""
        try:
            lengths = self._redis_manager.audio_lengths(session_ids)
        except RedisUnavailable:  # the next look at the list deals with it
            return False
        now = time.monotonic()
        for session_id, length in lengths.items():
            self._growth.note(session_id, now, length)
        return True


def compare(before: dict[str, Session], now: dict[str, Session], elapsed: float) -> SessionChanges:
    """What changed in `elapsed` seconds; a time to live that merely runs down is no change."""
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
