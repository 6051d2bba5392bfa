"""Recordings that were dropped on the page: in memory alone, and only for the browser that dropped them.

They are never written to disk or to Redis. A recording ends when it is removed, some minutes after the last
page of its browser is closed, or at the end of its life. Nothing here knows Redis or Flask.
"""

from __future__ import annotations

import re
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sambanova.errors import BufferTooLarge, DroppingOff, InvalidRequest, SessionNotFound, TooManyDropped
from sambanova.payloads.base64_text import without_last_line_break
from sambanova.session import Session, StoredSession
from sambanova.stored_audio import Chunk, StoredTrack

MAX_OF_BROWSER = 8
"""Recordings that one browser has at most; another one takes the place of its oldest."""

LIFE = 12 * 3600
"""Seconds that a recording stays at most."""

AFTER_CLOSE = 600
"""Seconds that it stays after the last page of its browser was closed."""

_MAX_ALL = 4  # times the largest recording: the memory of all of them together
_MAX_RECEIVING = 2  # that arrive at the same time
_MAX_NAME = 200  # characters of a file name
_MAX_FORMER = 1000  # that ended, whose last events still go to their browser
_LOOK_INTERVAL = 30.0  # seconds between two looks for what has ended
_NAMELESS = "Dropped recording"

# 256 random bits behind the prefix: no session of an app has such an id.
_ID = re.compile(r"dropped~[\w-]{43}", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def is_dropped_id(session_id: str) -> bool:
    """Whether an id is that of a recording that was dropped, which may be over."""
    return _ID.fullmatch(session_id) is not None


@dataclass(frozen=True, slots=True)
class _Dropped:
    """A recording with its browser. nbytes: as it came."""

    stored: StoredSession
    browser: str
    nbytes: int
    at: float  # of time.monotonic()


OnEnd = Callable[[str, str], None]
"""Called with the id of a recording that ended, and its browser."""


class DroppedRecordings:
    """The recordings that browsers dropped. All methods may be called from any thread.

    browser: names a browser; nobody but itself can say it.

        session = dropped.add("Xk3…", "call.wav", data)
        dropped.check(session.session_id, "Xk3…")
    """

    def __init__(self, max_bytes: int, on_end: OnEnd, clock: Callable[[], float] = time.monotonic) -> None:
        """max_bytes: of one recording; 0 if none are taken. on_end: called by any thread, without a lock."""
        self.max_bytes = max_bytes
        self._on_end = on_end
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: dict[str, _Dropped] = {}  # by id, the oldest first
        self._former: OrderedDict[str, str] = OrderedDict()  # browsers of those that ended lately
        self._pages: dict[str, int] = {}  # open pages by browser
        self._closed_at: dict[str, float] = {}  # when the last page of a browser was closed
        self._receiving = threading.BoundedSemaphore(_MAX_RECEIVING)
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    @contextmanager
    def receiving(self) -> Iterator[int]:
        """Encloses the arrival of a recording; gives the bytes that it may have.

        Raises DroppingOff, and TooManyDropped if several arrive already.
        """
        if not self.max_bytes:
            raise DroppingOff("Dropped recordings are not taken here: set MAX_DROPPED_MB, with one worker.")
        if not self._receiving.acquire(blocking=False):
            raise TooManyDropped("Other recordings arrive just now: try again in a moment.", retry_after=5)
        try:
            yield self.max_bytes
        finally:
            self._receiving.release()

    def add(self, browser: str, name: str, data: bytes) -> Session:
        """Keeps a recording for a browser; its oldest one ends if it has `MAX_OF_BROWSER`.

        name: of the file, any text. data: what could be stored: a file, samples, base64, JSON.
        Raises InvalidRequest, BufferTooLarge and TooManyDropped.
        """
        if not data.strip():
            raise InvalidRequest("There is nothing in it: choose a file that holds a recording.")
        if len(data) > self.max_bytes:
            raise self.too_large()
        now = self._clock()
        one = _Dropped(_stored(name, without_last_line_break(data), now + LIFE), browser, len(data), now)
        with self._lock:
            own = [key for key, each in self._kept.items() if each.browser == browser]
            ended = [self._pop(key) for key in own[: max(0, len(own) - MAX_OF_BROWSER + 1)]]
            if sum(each.nbytes for each in self._kept.values()) + one.nbytes > _MAX_ALL * self.max_bytes:
                is_full = True
            else:
                is_full = False
                self._kept[one.stored.session.session_id] = one
                if not self._pages.get(browser):  # a program, which has no page
                    self._closed_at.setdefault(browser, now)
            self._start()
        self._tell(ended)
        if is_full:
            raise TooManyDropped("All room for dropped recordings is taken: delete one, or try again later.")
        return one.stored.session

    def too_large(self) -> BufferTooLarge:
        """The error for a recording above the limit."""
        return BufferTooLarge(
            f"It has more than {self.max_bytes / 2**20:.0f} MB: drop a shorter one, or raise MAX_DROPPED_MB."
        )

    def find(self, session_id: str) -> StoredSession | None:
        """The recording with this id; None if the id is none of a dropped one.

        Raises SessionNotFound for one that has ended.
        """
        if not is_dropped_id(session_id):
            return None
        with self._lock:
            one = self._kept.get(session_id)
        if one is None or self._ends_at(one) <= self._clock():
            raise gone()
        return one.stored

    def owner(self, session_id: str) -> str | None:
        """The browser that dropped it; None if it is no dropped recording, or long over."""
        one = self._kept.get(session_id)
        return one.browser if one else self._former.get(session_id)

    def check(self, session_id: str, browser: str) -> None:
        """Raises SessionNotFound for a dropped recording of another browser."""
        if is_dropped_id(session_id) and (not browser or self.owner(session_id) != browser):
            raise gone()

    def sessions(self, browser: str) -> list[Session]:
        """What a browser dropped, the newest first."""
        with self._lock:
            kept = list(self._kept.values())
        now = self._clock()
        own = [each for each in kept if each.browser == browser and self._ends_at(each) > now]
        return [each.stored.session for each in reversed(own)]

    def remove(self, session_id: str) -> bool:
        """Ends a recording; whether there was one."""
        with self._lock:
            ended = [self._pop(session_id)] if session_id in self._kept else []
        self._tell(ended)
        return bool(ended)

    def page_opened(self, browser: str) -> None:
        """A page of a browser is open."""
        with self._lock:
            self._pages[browser] = self._pages.get(browser, 0) + 1
            self._closed_at.pop(browser, None)

    def page_closed(self, browser: str) -> None:
        """A page of a browser was closed."""
        with self._lock:
            left = self._pages.get(browser, 0) - 1
            if left > 0:
                self._pages[browser] = left
                return
            self._pages.pop(browser, None)
            if any(each.browser == browser for each in self._kept.values()):
                self._closed_at[browser] = self._clock()

    def end_what_is_due(self) -> None:
        """Ends what has come to the end of its life."""
        now = self._clock()
        with self._lock:
            due = [key for key, each in self._kept.items() if self._ends_at(each) <= now]
            ended = [self._pop(key) for key in due]
            browsers = {each.browser for each in self._kept.values()}
            self._closed_at = {key: at for key, at in self._closed_at.items() if key in browsers}
        self._tell(ended)

    def close(self) -> None:
        """Ends all, and the thread."""
        self._closing.set()
        with self._lock:
            self._kept.clear()

    def _ends_at(self, one: _Dropped) -> float:
        closed_at = self._closed_at.get(one.browser)
        end = one.at + LIFE
        return end if closed_at is None else min(end, closed_at + AFTER_CLOSE)

    def _pop(self, session_id: str) -> tuple[str, str]:
        browser = self._former[session_id] = self._kept.pop(session_id).browser
        if len(self._former) > _MAX_FORMER:
            self._former.popitem(last=False)
        return session_id, browser

    def _tell(self, ended: list[tuple[str, str]]) -> None:
        for session_id, browser in ended:
            self._on_end(session_id, browser)

    def _start(self) -> None:
        if self._thread is None and not self._closing.is_set():
            self._thread = threading.Thread(target=self._look, name="dropped recordings", daemon=True)
            self._thread.start()

    def _look(self) -> None:
        while not self._closing.wait(_LOOK_INTERVAL):
            self.end_what_is_due()


def gone() -> SessionNotFound:
    """The error for a dropped recording that is over, or another browser's."""
    return SessionNotFound("This recording is no longer here: drop it again.")


def _stored(name: str, data: bytes, expires_at: float) -> StoredSession:
    """A recording as if an app had stored it. expires_at: time.monotonic()."""
    shown = " ".join(_CONTROL.sub(" ", name).split())[:_MAX_NAME] or _NAMELESS
    session = Session(
        f"dropped~{secrets.token_urlsafe(32)}",
        user_name=shown,
        audio_buffer_length=len(data),
        connected_at=time.time(),
        expires_at=expires_at,
    )
    track = StoredTrack("", "", "string", (Chunk(data),))
    return StoredSession(session, {"file": shown}, (track,))
