"""Checks all sessions while somebody wants it: one at a time, the newest first, within bytes a second."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from sambanova.checking.process import CheckingProcess, Task
from sambanova.checking.results import Checked, Results, Version
from sambanova.errors import DecoderFailed, PlayerError, RedisUnavailable
from sambanova.session import Session
from sambanova.sessions.growth import Growth
from sambanova.sessions.index import SessionIndex
from sambanova.sessions.records import SessionChanges
from sambanova.sessions.store import SessionStore
from sambanova.settings import Settings

log = logging.getLogger(__name__)

BYTES_A_SECOND = 8e6
"""Of stored audio that are read from Redis, on average."""

LARGEST = 64 << 20
"""Stored bytes of a session; larger ones are checked when somebody opens them."""

TELL_SECONDS = 0.5
"""Between two events; each has all results since the last one."""

FIRST_REST = 5.0
"""Seconds from the first wish until the check begins: a page that opens comes first, and analyses the rows in
sight itself."""

_GROWTH = 1.5  # a recording is checked again when it is so many times as long
_LOOK_SECONDS = 2.0  # between two looks at which sessions are due, where any changed
_LOOK_REST = 50  # times as long as a look took, until the next one
_AWAY_SECONDS = 5.0  # until Redis is tried again
_ASIDE_SECONDS = 0.5
_KEEP_SECONDS = 60.0  # that the process stays while nobody wants it: a page may only be reloaded
_REST = 0.01  # seconds between two sessions
_MAX_TOLD = 500  # results in one event


class Tell(Protocol):
    """Sends an event to the clients."""

    def __call__(self, event: str, payload: dict[str, Any]) -> None: ...


class BackgroundCheck:
    """Checks all sessions of an index while at least one client wants it. Thread-safe.

    results: what was found. The thread starts with the first client.

        checking.want("client", True)
        checking.progress()  # {"checked": 1203, "total": 5000, "running": True}
    """

    def __init__(
        self,
        settings: Settings,
        index: SessionIndex,
        store: SessionStore,
        growth: Growth,
        tell: Tell,
        is_listening: Callable[[], bool] = lambda: False,
    ) -> None:
        """tell: gets `sessions_checked`. is_listening: whether somebody follows a call, which is a rest."""
        self.results = Results()
        self._allows_all = settings.allow_unauthenticated_sessions
        self._largest = min(LARGEST, settings.max_buffer_bytes)
        self._index = index
        self._store = store
        self._growth = growth
        self._tell = tell
        self._is_listening = is_listening
        self._process = CheckingProcess(settings)
        self._lock = threading.Lock()  # for _clients, _thread and _news
        self._clients: set[str] = set()
        self._thread: threading.Thread | None = None
        self._news: dict[str, Checked] = {}
        self._wanted = threading.Event()
        self._closing = threading.Event()
        self._aside_until = 0.0  # of time.monotonic()
        self._is_dirty = True  # whether sessions may be due that were not looked at
        # The thread's own:
        self._due: deque[Session] = deque()
        self._look_at = -float("inf")  # of time.monotonic(), when it looks again
        self._told_at = 0.0
        self._told: dict[str, Any] = {}
        self._checked = 0
        self._total = 0

    # For requests

    def want(self, client: str, is_wanted: bool) -> dict[str, Any]:  # want(client, True) reads well
        """Says whether a client wants the check to go on; returns the progress."""
        with self._lock:
            (self._clients.add if is_wanted else self._clients.discard)(client)
            if self._clients:
                self._wanted.set()
                self._start()
            else:
                self._wanted.clear()
        return self.progress()

    def progress(self) -> dict[str, Any]:
        """How far it is. running: whether a client wants it to go on."""
        return {"checked": self._checked, "total": self._total, "running": self._wanted.is_set()}

    def learn(self, session: Session, audio_info: Mapping[str, Any], fields: Mapping[str, str]) -> None:
        """Takes over what a request found about a whole session."""
        if audio_info["verdict"] is None:
            return
        self._put(session.session_id, Checked.of(self._version(session), audio_info, fields))

    def step_aside(self) -> None:
        """Begins with no further session for a moment, because somebody asks for one."""
        self._aside_until = time.monotonic() + _ASIDE_SECONDS

    def changed(self, changes: SessionChanges) -> None:
        """Looks at what changed, and forgets sessions that are gone."""
        self._is_dirty = True
        if changes.removed:
            self.results.drop(changes.removed)

    def close(self) -> None:
        """Ends the thread and the process."""
        self._closing.set()
        self._wanted.set()
        self._process.kill()
        if self._thread is not None:
            self._thread.join(1)

    # The thread

    def _start(self) -> None:
        if self._thread is None and not self._closing.is_set():
            self._thread = threading.Thread(target=self._run, name="background check", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        try:
            self._pause(FIRST_REST)
            while not self._closing.is_set():
                if not self._wanted.is_set():
                    self._tell_news(at_once=True)
                    if not self._wanted.wait(_KEEP_SECONDS):
                        self._process.close()
                        self._wanted.wait()
                        self._pause(FIRST_REST)
                    continue
                self._pause(self._step())
                self._tell_news()
        finally:
            self._process.close()

    def _step(self) -> float:
        """Checks the next session; returns the seconds to wait."""
        aside = self._aside_until - time.monotonic()
        if aside > 0:
            return aside
        if self._is_listening():
            return TELL_SECONDS
        try:
            session = self._next()
            if session is None:
                return TELL_SECONDS
            return self._check(session)
        except RedisUnavailable:
            return _AWAY_SECONDS
        except Exception:  # the last frame of the thread: one failure must not end it
            log.exception("The background check failed")
            return _AWAY_SECONDS

    def _pause(self, seconds: float) -> None:
        self._closing.wait(seconds)

    def _next(self) -> Session | None:
        began = time.monotonic()
        if began >= self._look_at and self._is_dirty:
            # Set before it looks, so that nothing is missed: what the first scan finds is told to nobody.
            self._is_dirty = not self._index.is_complete
            self._look()
            took = time.monotonic() - began
            self._look_at = began + max(_LOOK_SECONDS, _LOOK_REST * took)
        while self._due:
            session = self._due.popleft()
            if self._is_due(session):
                return session
            self._checked += 1  # somebody opened it meanwhile
        return None

    def _look(self) -> None:
        """Finds out which sessions are due, and counts."""
        every = [one for one in self._index.snapshot() if self._may_be_checked(one)]
        self._due = deque(one for one in every if self._is_due(one))
        self._total = len(every)
        self._checked = len(every) - len(self._due)

    def _may_be_checked(self, session: Session) -> bool:
        is_open = session.authenticated is not False or self._allows_all
        return is_open and 0 < session.audio_buffer_length <= self._largest

    def _is_due(self, session: Session) -> bool:
        before = self.results.get(session.session_id)
        if before is None:
            return not self.results.is_full
        version = self._version(session)
        if session.is_recording:
            return version[1] > _GROWTH * before.version[1]
        return version != before.version

    def _version(self, session: Session) -> Version:
        return self._index.stamp(session.session_id), session.audio_buffer_length

    def _check(self, session: Session) -> float:
        """Checks a session; returns the seconds to wait before the next one."""
        began = time.monotonic()
        session_id = session.session_id
        view = self._index.known(session_id)
        if view is None:
            return 0.0
        version = self._version(view.session)
        try:
            stored = self._store.read(view.session, view.records)
        except RedisUnavailable:
            self._due.appendleft(session)
            raise
        except PlayerError:
            self._put(session_id, Checked(version, None))
            return _REST
        try:
            told = self._process.check(Task(stored, self._rates(session_id, stored)))
        except DecoderFailed as error:
            self._due.appendleft(session)
            if not self._closing.is_set():
                log.warning("%s", error)
            return _AWAY_SECONDS
        if self._closing.is_set() or self._index.known(session_id) is None:
            return 0.0
        if told is None or "refused" in told:
            self._put(session_id, Checked(version, None))
        else:
            self._put(session_id, Checked.of(version, told, stored.fields))
        self._checked += 1
        took = time.monotonic() - began
        return max(_REST, view.session.audio_buffer_length / BYTES_A_SECOND - took)

    def _rates(self, session_id: str, stored: Any) -> dict[str, float]:
        rates = {one.name: self._growth.units_per_second(session_id, one.name) for one in stored.tracks}
        return {name: rate for name, rate in rates.items() if rate is not None}

    def _put(self, session_id: str, checked: Checked) -> None:
        self.results.put(session_id, checked)
        with self._lock:
            self._news[session_id] = checked

    def _tell_news(self, *, at_once: bool = False) -> None:
        """Sends what is new, a few times a second at most."""
        now = time.monotonic()
        if now - self._told_at < TELL_SECONDS and not at_once:
            return
        with self._lock:
            news = {key: self._news.pop(key) for key in list(self._news)[:_MAX_TOLD]}
        progress = self.progress()
        if not news and progress == self._told:
            return
        self._told_at, self._told = now, progress
        told = [checked.as_json(key) for key, checked in news.items()]
        self._tell("sessions_checked", {**progress, "sessions": told})
