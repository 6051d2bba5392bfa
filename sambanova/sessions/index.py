"""The index of all sessions, kept in memory by what Redis tells of changes.

One thread scans Redis once and then follows the change feed; nothing is asked while nothing changes. Where
Redis refuses the feed, the thread reads the list again and again as long as somebody looks. Every answer
includes all changes that were made before the question.
"""

from __future__ import annotations

import gc
import heapq
import itertools
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass, field, replace
from typing import Literal

from sambanova.errors import RedisUnavailable
from sambanova.session import Session
from sambanova.sessions.change_feed import ChangeFeed
from sambanova.sessions.growth import Growth
from sambanova.sessions.query import SessionQuery
from sambanova.sessions.records import SessionChanges, SessionRecords, SessionView
from sambanova.sessions.store import KeyRecord, SessionStore

log = logging.getLogger(__name__)

_REFRESH_INTERVAL = 0.1  # seconds between two questions about changed keys
_MAX_REFRESHED = 500  # sessions that are asked about at once, so that requests are answered in between
_MANY_SESSIONS = 10_000
_SCAN_PATIENCE = 1.0  # seconds that a request for the list waits for the first scan
_RETRY_INTERVAL = 0.5  # seconds until Redis is tried again
_HEARTBEAT = 5.0  # seconds between two signs of life of the feed
_ANSWER_TIMEOUT = 10.0  # seconds that a request waits for the thread
_EXPIRY_MARGIN = 0.005  # seconds after which Redis surely counts a key as expired
_MIN_POLL_INTERVAL = 0.5  # seconds between two reads of the list, without a feed
_MAX_POLL_LOAD = 0.2  # share of the time spent reading the list, without a feed
_LENGTH_INTERVAL = 0.1  # seconds between two reads of the lengths of recording sessions, without a feed
_MAX_LENGTHS = 50  # recording sessions whose lengths are read, without a feed

Mode = Literal["starting", "following", "polling", "away"]
"""How the index learns of changes: `following` by the feed, `polling` without one."""


@dataclass(slots=True)
class _Question:
    """A request that waits for the thread. session_id: None for the list. deadline: to wait for a scan."""

    session_id: str | None
    deadline: float
    answer: Future[SessionView | None] = field(default_factory=Future)
    asked_at: float = field(default_factory=time.monotonic)


@dataclass(frozen=True, slots=True)
class IndexFigures:
    """What the index knows at the moment.

    sessions: their number. stored_bytes: of their audio, as stored. lag: seconds by which it is behind Redis;
    None without a feed, and before it has answered.
    """

    mode: Mode
    sessions: int
    stored_bytes: int
    lag: float | None


class SessionIndex:
    """All sessions of a Redis. All methods may be called from any thread; the first starts its own.

    index = SessionIndex(store, open_feed, on_change, Growth())
    sessions, total = index.page(SessionQuery(text="ada"), playing=set())
    """

    def __init__(
        self,
        store: SessionStore,
        open_feed: Callable[[], ChangeFeed | None],
        on_change: Callable[[SessionChanges], None],
        growth: Growth,
    ) -> None:
        """open_feed: opens the change feed; None if Redis refuses it. on_change: called in the thread."""
        self._store = store
        self._open_feed = open_feed
        self._on_change = on_change
        self._records = SessionRecords(growth)
        self._lock = threading.Lock()  # for _questions, _feed, _thread and _listeners
        self._listeners: dict[str, list[threading.Event]] = {}
        self._questions: deque[_Question] = deque()
        self._feed: ChangeFeed | None = None
        self._thread: threading.Thread | None = None
        self._wake = threading.Event()
        self._closing = threading.Event()
        self._is_watched = False
        self.mode: Mode = "starting"
        self.is_complete = False  # whether all of Redis was scanned
        # The thread's own:
        self._dirty: dict[str, set[bytes]] = {}  # keys that were named, by session
        self._counter = itertools.count(1)
        self._stamps: dict[str, int] = {}
        self._first_stamp = 0  # of sessions that were not named since the scan began
        self._appointments: list[tuple[float, bytes]] = []  # when keys expire, a heap
        self._appointed: dict[bytes, float] = {}
        self._pending: list[_Question] = []  # that were taken and are not answered
        self._is_proven = False  # whether Redis has answered since the feed was opened
        self._lag: float | None = None  # seconds until the last answer of the feed

    # For requests

    def page(
        self, query: SessionQuery, playing: Collection[str], among: Set[str] | None = None
    ) -> tuple[list[Session], int]:
        """One page of the sessions that match, and their total. Raises RedisUnavailable.

        among: the ids of which the sessions must have one; None for all.
        During the first scan, which may take seconds, these are the sessions that were found so far.
        """
        if query.offset == 0 or self.mode != "polling":  # later pages need not read Redis again
            self._ask(None)
        return self._records.page(query, playing, among)

    def view(self, session_id: str) -> SessionView:
        """A session as it is now. Raises SessionNotFound and RedisUnavailable."""
        found = self._ask(session_id)
        if found is None:
            raise self._store.why_missing(session_id)
        return found

    def known(self, session_id: str) -> SessionView | None:
        """A session as it was a moment ago, without asking Redis; None if it is not known."""
        return self._records.view(session_id)

    def snapshot(self) -> list[Session]:
        """All sessions as they were a moment ago, the newest first, without asking Redis."""
        return self._records.page(SessionQuery(limit=len(self._records)), ())[0]

    def stamp(self, session_id: str) -> int | None:
        """What changes with every write to a session, as far as is known; None where nothing tells of it."""
        return self._stamps.get(session_id, self._first_stamp) if self.mode == "following" else None

    def figures(self) -> IndexFigures:
        """What is known now, without waiting for Redis. The first call starts to look."""
        self._start()
        lag = self._lag
        with self._lock:
            oldest = self._questions[0].asked_at if self._questions else None
        if lag is not None and oldest is not None:  # an answer that is overdue shows before it comes
            lag = max(lag, time.monotonic() - oldest)
        is_following = self.mode == "following"
        return IndexFigures(
            self.mode, len(self._records), self._records.stored_bytes, lag if is_following else None
        )

    def recent(self) -> SessionChanges:
        """Recent changes, for a client that loaded the list before subscribing."""
        return self._records.recent()

    def watch(self, is_watched: bool) -> None:  # watch(True) reads well
        """Says whether clients wait for changes. Without a feed, Redis is read only then."""
        self._is_watched = is_watched
        if is_watched:
            self._start()
        self._wake.set()

    def listen(self, session_id: str, named: threading.Event) -> None:
        """Sets an event whenever a key of a session is named, until `unlisten`."""
        with self._lock:
            self._listeners.setdefault(session_id, []).append(named)
        self._start()

    def unlisten(self, session_id: str, named: threading.Event) -> None:
        """Ends `listen`."""
        with self._lock:
            events = self._listeners.get(session_id, [])
            if named in events:
                events.remove(named)
            if not events:
                self._listeners.pop(session_id, None)

    def close(self) -> None:
        """Stops the thread."""
        self._closing.set()
        self._wake.set()
        with self._lock:
            thread, feed = self._thread, self._feed
        if feed is not None:
            _ping(feed)
        if thread is not None:
            thread.join(_RETRY_INTERVAL)

    def _start(self) -> None:
        with self._lock:
            if self._thread is None and not self._closing.is_set():
                self._thread = threading.Thread(target=self._run, name="session index", daemon=True)
                self._thread.start()

    def _ask(self, session_id: str | None) -> SessionView | None:
        """Waits until the thread knows all changes that were made before this call."""
        self._start()
        question = _Question(session_id, time.monotonic() + _SCAN_PATIENCE)
        with self._lock:
            self._questions.append(question)
            if self._feed is not None:
                _ping(self._feed)
        self._wake.set()
        try:
            return question.answer.result(_ANSWER_TIMEOUT)
        except FutureTimeout:
            raise self._store.silence() from None

    # The thread

    def _run(self) -> None:
        while not self._closing.is_set():
            self._wake.clear()
            with self._lock:
                asked = len(self._questions)
            try:
                feed = self._open_feed()
                if feed is None:
                    self._poll()
                else:
                    try:
                        self._follow(feed)
                    finally:
                        self._leave(feed)
            except RedisUnavailable as error:
                if self._is_proven:  # the connection was lost: the next one may be fine
                    self._is_proven = False
                    continue
                # Redis may have come back for those who asked meanwhile: they get an attempt of their own.
                self._fail(error, asked)
            except Exception:  # the last frame of the thread: one failure must not end it
                log.exception("The index of sessions failed")
                self._fail(RedisUnavailable("The player could not read the sessions: see its log."))
            self._wake.wait(_RETRY_INTERVAL)
        self._fail(RedisUnavailable("The player is shutting down."))

    def _fail(self, error: RedisUnavailable, asked: int | None = None) -> None:
        """Redis is away: the questions that were asked before the attempt get the error; None for all."""
        self.mode, self.is_complete = "away", False
        taken = len(self._pending)
        self._put_back()
        for question in self._take(None if asked is None else max(asked, taken)):
            question.answer.set_exception(error)

    def _put_back(self) -> None:
        """Lets the questions that were taken be asked again."""
        with self._lock:
            self._questions.extendleft(one for one in reversed(self._pending) if not one.answer.done())
        self._pending = []

    def _take(self, count: int | None = None) -> list[_Question]:
        """Takes the first questions; None for all."""
        with self._lock:
            number = len(self._questions) if count is None else min(count, len(self._questions))
            return [self._questions.popleft() for _ in range(number)]

    def _leave(self, feed: ChangeFeed) -> None:
        with self._lock:
            self._feed = None
        feed.close()

    def _begin(self, mode: Mode) -> None:
        """Forgets what was noted of changes: everything is read again."""
        self.mode, self.is_complete, self._lag = mode, False, None
        self._first_stamp = next(self._counter)
        self._stamps.clear()
        self._dirty.clear()

    def _follow(self, feed: ChangeFeed) -> None:
        """Scans once, and follows the feed until the connection is lost or the index is closed."""
        self._begin("following")
        self._put_back()
        with self._lock:
            self._feed = feed
            for _ in self._questions:
                _ping(feed)
        scan: Iterator[None] | None = self._scan()
        refreshed = heard = pinged = time.monotonic()
        while not self._closing.is_set():
            told = feed.next(0 if scan else self._idle_time(refreshed, pinged))
            now = time.monotonic()
            if told.everything:
                self._begin("following")
                scan = self._scan()
            self._note(told.names)
            asked = self._take(told.pongs)
            self._pending += asked
            if told.pongs:
                heard, self._is_proven = now, True
                self._lag = now - asked[-1].asked_at if asked else self._lag
            elif now - heard > 2 * _HEARTBEAT and pinged > heard:
                raise self._store.silence()
            if now - pinged >= _HEARTBEAT:
                pinged = now
                with self._lock:
                    self._questions.append(_Question(None, now))
                    feed.ping()
            self._expire(now)
            is_listing = any(question.session_id is None for question in self._pending)
            if self._dirty and (is_listing or now - refreshed >= _REFRESH_INTERVAL):
                self._refresh(list(itertools.islice(self._dirty, _MAX_REFRESHED)))
                refreshed = now
            for question in asked:
                if question.session_id is not None:
                    self._answer(question, question.session_id, is_scanning=scan is not None)
            if scan and next(scan, _END) is _END:
                scan = None
                for question in self._pending:  # about sessions that were not found before
                    if question.session_id is not None and not question.answer.done():
                        self._answer(question, question.session_id, is_scanning=False)
            self._answer_lists(is_scanning=scan is not None)

    def _idle_time(self, refreshed: float, pinged: float) -> float:
        """Seconds until the thread has something to do without news."""
        due = [pinged + _HEARTBEAT]
        if self._dirty:
            due.append(refreshed + _REFRESH_INTERVAL)
        if self._appointments:
            due.append(self._appointments[0][0])
        return max(0.0, min(due) - time.monotonic())

    def _poll(self) -> None:
        """Reads the list again and again as long as somebody looks, and for every question."""
        scanned, pause = 0.0, 0.0
        self.mode = "polling"
        while not self._closing.is_set():
            self._wake.clear()
            self._pending += self._take()
            now = time.monotonic()
            asked = [one.session_id for one in self._pending if one.session_id is not None]
            is_new = any(not self._records.keys(session_id) for session_id in asked)
            is_listed = len(asked) < len(self._pending)
            if is_listed or ((self._is_watched or is_new) and now - scanned >= pause):
                self._begin("polling")
                for _ in self._scan():
                    pass
                scanned = time.monotonic()
                pause = max(_MIN_POLL_INTERVAL, (scanned - now) / _MAX_POLL_LOAD)
            elif self._is_watched:
                self._measure()
            for question in self._pending:
                if question.session_id is not None:
                    self._answer(question, question.session_id, is_scanning=False)
            self._answer_lists(is_scanning=False)
            self._wake.wait(_LENGTH_INTERVAL if self._is_watched else None)

    def _measure(self) -> None:
        """Reads the lengths of recording sessions, for their growth."""
        recording, _ = self._records.page(SessionQuery(state="recording", limit=_MAX_LENGTHS), ())
        keys = [key for session in recording for key in self._records.keys(session.session_id)]
        self._report(self._look_at(keys))

    # What the thread learns

    def _scan(self) -> Iterator[None]:
        """Reads all keys, in steps. Changes to what was known before are reported."""
        unseen = self._records.all_keys()
        is_first = not unseen
        pieces: dict[str, list[bytes]] = {}  # numbered keys, which are looked at together
        for keys in self._store.scan():
            unseen.difference_update(keys)
            whole: list[bytes] = []
            for key in keys:
                place = self._store.place(key)
                if place is not None and place.number is not None:
                    pieces.setdefault(place.session_id, []).append(key)
                else:
                    whole.append(key)
            self._look_at_scanned(whole, is_first=is_first)
            yield
        for batch in _batches([*pieces.values(), list(unseen)]):
            self._look_at_scanned(batch, is_first=is_first)
            yield
        if is_first and len(self._records) > _MANY_SESSIONS:
            # The garbage collector would walk through all of them again and again, which takes 0.4 s among
            # 100,000. Frozen objects are still freed when nothing refers to them.
            gc.freeze()
        self.is_complete = True

    def _look_at_scanned(self, keys: Sequence[bytes], *, is_first: bool) -> None:
        """Takes over what was scanned. What is found at first was there before anybody looked."""
        changes = self._look_at(keys)
        if not is_first:
            self._report(changes)

    def _note(self, names: Iterable[bytes]) -> None:
        """Remembers which keys changed."""
        for key in names:
            place = self._store.place(key)
            if place is not None:
                self._dirty.setdefault(place.session_id, set()).add(key)
                self._stamps[place.session_id] = next(self._counter)
                for named in self._listeners.get(place.session_id, ()):
                    named.set()

    def _refresh(self, session_ids: Sequence[str]) -> None:
        """Asks about the changed keys of some sessions, and reports what changed."""
        keys = [key for session_id in session_ids for key in self._dirty.get(session_id, ())]
        changes = self._look_at(keys)
        for session_id in session_ids:
            del self._dirty[session_id]
        self._report(changes)

    def _look_at(self, keys: Sequence[bytes]) -> SessionChanges:
        """Asks Redis about keys, and takes over what it says."""
        unique = list(dict.fromkeys(keys))
        found = self._store.describe(unique)
        sessions: dict[str, dict[bytes, KeyRecord | None]] = {}
        for key in unique:
            place = self._store.place(key)
            if place is not None:
                record = found.get(key)
                sessions.setdefault(place.session_id, {})[key] = record
                if record is not None:
                    self._appoint(record)
        for session_id, records in sessions.items():
            known = self._records.keys(session_id)
            if known and any((record is None) == (key in known) for key, record in records.items()):
                self._stamps[session_id] = next(self._counter)  # a key came or went
        return self._records.put(sessions)

    def _answer(self, question: _Question, session_id: str, *, is_scanning: bool) -> None:
        """Answers a question about one session. During a scan, one that is not found may still come."""
        if is_scanning or self.mode == "polling":
            self._report(self._look_at([*self._store.keys_of(session_id), *self._records.keys(session_id)]))
        elif session_id in self._dirty:
            self._refresh([session_id])
        view = self._records.view(session_id)
        if view is None and is_scanning:
            return
        if view is not None and self.mode == "following":
            view = replace(view, stamp=self._stamps.get(session_id, self._first_stamp))
        question.answer.set_result(view)

    def _answer_lists(self, *, is_scanning: bool) -> None:
        """Answers the questions about the list, but for those that wait for the scan."""
        now = time.monotonic()
        for question in self._pending:
            if question.session_id is None and not (is_scanning and now < question.deadline):
                question.answer.set_result(None)
        self._pending = [question for question in self._pending if not question.answer.done()]

    def _appoint(self, record: KeyRecord) -> None:
        """Remembers when a key expires. A key has one appointment, so that renewals do not add up."""
        due = record.expires_at
        if due is not None and due < self._appointed.get(record.key, float("inf")):
            self._appointed[record.key] = due
            heapq.heappush(self._appointments, (due + _EXPIRY_MARGIN, record.key))

    def _expire(self, now: float) -> None:
        """Asks about keys whose time to live is over."""
        while self._appointments and self._appointments[0][0] <= now:
            _, key = heapq.heappop(self._appointments)
            self._appointed.pop(key, None)
            place = self._store.place(key)
            record = self._records.record(place.session_id, key) if place else None
            if record is None or record.expires_at is None:
                continue
            if record.expires_at > now:
                self._appoint(record)
            else:
                self._note([key])

    def _report(self, changes: SessionChanges) -> None:
        if changes:
            self._records.remember(changes)
            self._on_change(changes)


_END = object()


def _ping(feed: ChangeFeed) -> None:
    """Asks for a pong; the thread notices a broken connection."""
    try:
        feed.ping()
    except RedisUnavailable:
        return


def _batches(groups: Iterable[list[bytes]]) -> Iterator[list[bytes]]:
    """The keys of several groups, about `_MAX_REFRESHED` at once; a group is never divided."""
    batch: list[bytes] = []
    for group in groups:
        batch += group
        if len(batch) >= _MAX_REFRESHED:
            yield batch
            batch = []
    yield batch
