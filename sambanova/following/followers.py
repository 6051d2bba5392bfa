"""The calls that are followed: each has one thread, however many follow it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from weakref import WeakValueDictionary

from sambanova.following.call import EndReason, LiveCall

OnEnd = Callable[[EndReason], None]


class Followers:
    """The calls that are followed, each once, however many follow it. Thread-safe."""

    def __init__(self, begin: Callable[[str, Callable[[LiveCall, EndReason], None]], LiveCall]) -> None:
        """begin: begins to follow a session."""
        self._begin = begin
        self._lock = threading.Lock()  # for the two that follow
        self._calls: dict[str, LiveCall] = {}
        self._listeners: dict[str, list[OnEnd]] = {}  # of each call, at least one
        # A long call takes seconds to begin, which must not keep those waiting who follow another one.
        self._beginning: WeakValueDictionary[str, _Turn] = WeakValueDictionary()

    def join(self, session_id: str, on_end: OnEnd) -> LiveCall:
        """The call of a session, which `leave` must be told of. on_end: called when the recording ends.

        Raises the errors of `LiveCall`.
        """
        with self._lock:
            turn = self._beginning.setdefault(session_id, _Turn())
        with turn.lock:
            with self._lock:
                if session_id in self._calls:
                    self._listeners[session_id].append(on_end)
                    return self._calls[session_id]
            call = self._begin(session_id, self._ended)
            with self._lock:
                self._calls[session_id] = call
                self._listeners[session_id] = [on_end]
        if call.reason is not None:  # it ended before it was known here
            self._ended(call, call.reason)
        return call

    def leave(self, session_id: str, on_end: OnEnd) -> None:
        """Ends what `join` began; the last one ends the call. Idempotent."""
        with self._lock:
            listeners = self._listeners.get(session_id, [])
            if on_end not in listeners:
                return
            listeners.remove(on_end)
            if listeners:
                return
            del self._listeners[session_id]
            call = self._calls.pop(session_id)
        call.close()

    def counts(self) -> tuple[int, int]:
        """The number of calls that are followed, and of those who follow them."""
        with self._lock:
            return len(self._calls), sum(map(len, self._listeners.values()))

    def _ended(self, call: LiveCall, reason: EndReason) -> None:
        with self._lock:
            if self._calls.get(call.session_id) is not call:
                return
            del self._calls[call.session_id]
            listeners = self._listeners.pop(call.session_id)
        for listener in listeners:
            listener(reason)

    def close(self) -> None:
        """Ends all."""
        with self._lock:
            calls = list(self._calls.values())
        for call in calls:
            call.close()


class _Turn:
    """Lets one thread at a time begin to follow a session."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
