"""What browsers follow: the frames of a call go to the client that asked for them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Protocol

from sambanova.errors import TooManyStreams
from sambanova.following.call import EndReason
from sambanova.following.followers import Followers

MAX_FOLLOWED = 32  # sessions that one client follows at once


class Send(Protocol):
    """Sends an event to one client."""

    def __call__(self, event: str, payload: dict[str, Any], *, to: str) -> None: ...


class BrowserFollowers:
    """The clients that follow calls. Thread-safe.

    A client gets `audio_frames` with binary 16-bit samples, and `follow_ended` when the recording ends.
    """

    def __init__(self, followers: Followers, send: Send) -> None:
        self._followers = followers
        self._send = send
        self._lock = threading.Lock()
        self._ends: dict[tuple[str, str], Callable[[], None]] = {}  # by client and session

    def follow(self, session_id: str, client: str, *, from_start: bool) -> dict[str, Any]:
        """Begins to send a call to a client. Raises TooManyStreams and the errors of `LiveCall`."""
        self.unfollow(session_id, client)
        with self._lock:
            if sum(key[0] == client for key in self._ends) >= MAX_FOLLOWED:
                raise TooManyStreams(f"This page follows {MAX_FOLLOWED} sessions already: end one first.")

        def on_end(reason: EndReason) -> None:
            with self._lock:
                self._ends.pop((client, session_id), None)
            self._send("follow_ended", {"session_id": session_id, "reason": reason}, to=client)

        call = self._followers.join(session_id, on_end)
        audio = call.recording

        def listener(first: int, frames: bytes) -> None:
            payload = {
                "session_id": session_id,
                "position": round(first / audio.sample_rate, 6),
                "sample_rate": audio.sample_rate,
                "channels": audio.channels,
                "samples": frames,
            }
            self._send("audio_frames", payload, to=client)

        def end() -> None:
            call.unlisten(listener)
            self._followers.leave(session_id, on_end)

        with self._lock:
            self._ends[client, session_id] = end
        call.listen(listener, from_start=from_start)
        return {"format": audio.format.as_json(), "duration": audio.duration}

    def unfollow(self, session_id: str, client: str) -> bool:
        """Ends what a client follows; whether it followed the session."""
        with self._lock:
            end = self._ends.pop((client, session_id), None)
        if end is not None:
            end()
        return end is not None

    def gone(self, client: str) -> None:
        """Ends all that a client follows."""
        with self._lock:
            ends = [self._ends.pop(key) for key in list(self._ends) if key[0] == client]
        for end in ends:
            end()
