"""The calls that are followed: each has one thread, however many follow it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from sambanova.following.call import EndReason, LiveCall


class Followers:
    """The calls that are followed, each once, however many follow it. Thread-safe."""

    def __init__(self, begin: Callable[[str, Callable[[LiveCall, EndReason], None]], LiveCall]) -> None:
        """begin: begins to follow a session."""
        self._begin = begin
        self._lock = threading.Lock()
        self._calls: dict[str, LiveCall] = {}
        self._users: dict[str, int] = {}
        self._on_end: dict[str, list[Callable[[EndReason], None]]] = {}

    def join(self, session_id: str, on_end: Callable[[EndReason], None]) -> LiveCall:
        """The call of a session, which `leave` must be told of. on_end: called when the recording ends.

        Raises the errors of `LiveCall`.
        """
        with self._lock:
            call = self._calls.get(session_id)
            if call is None or call.pcm.is_finished:
                call = self._calls[session_id] = self._begin(session_id, self._ended)
                self._users[session_id] = 0
                self._on_end[session_id] = []
            self._users[session_id] += 1
            self._on_end[session_id].append(on_end)
            return call

    def leave(self, session_id: str, on_end: Callable[[EndReason], None]) -> None:
        """Ends what `join` began; the last one ends the call. Idempotent."""
        with self._lock:
            listeners = self._on_end.get(session_id, [])
            if on_end not in listeners:
                return
            listeners.remove(on_end)
            self._users[session_id] -= 1
            call = self._calls.pop(session_id) if not self._users[session_id] else None
        if call is not None:
            call.close()

    def _ended(self, call: LiveCall, reason: EndReason) -> None:
        with self._lock:
            if self._calls.get(call.session_id) is not call:
                return
            del self._calls[call.session_id]
            listeners = self._on_end.pop(call.session_id, [])
        for listener in listeners:
            listener(reason)

    def close(self) -> None:
        """Ends all."""
        with self._lock:
            calls = list(self._calls.values())
        for call in calls:
            call.close()
