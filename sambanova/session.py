"""A session in Redis: the summary in the list, and the fields with the audio.

This module converts the fields of a hash; it does not connect to Redis.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

SUMMARY_FIELDS = (
    "user_id",
    "user_name",
    "authenticated",
    "is_recording",
    "connected_at",
    "authenticated_at",
)
"""The fields of a summary, in the order of the arguments of `summary_of`."""

NO_EXPIRY = -1  # reply of TTL for a key without expiry
_TRUE_WORDS = frozenset({"true", "1", "yes", "on"})


@dataclass(frozen=True, slots=True)
class Session:
    """The summary of a session, without its audio.

    audio_buffer_length: base64 characters. connected_at, authenticated_at: Unix seconds; None if unknown.
    ttl: seconds until the session expires; None if it never does.
    """

    session_id: str
    user_id: str
    user_name: str
    authenticated: bool
    is_recording: bool
    audio_buffer_length: int
    connected_at: float | None
    authenticated_at: float | None
    ttl: int | None

    @property
    def has_audio(self) -> bool:
        """Whether anything was recorded."""
        return self.audio_buffer_length > 0

    def as_json(self) -> dict[str, Any]:
        """The session as the API sends it."""
        # dataclasses.asdict() takes ten times as long, and a list may have thousands of sessions.
        return {
            "session_id": self.session_id,
            "user_id": self.user_id,
            "user_name": self.user_name,
            "authenticated": self.authenticated,
            "is_recording": self.is_recording,
            "has_audio": self.has_audio,
            "audio_buffer_length": self.audio_buffer_length,
            "connected_at": self.connected_at,
            "authenticated_at": self.authenticated_at,
            "ttl": self.ttl,
        }


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session as it was at one moment.

    fields: as text, without the audio. audio: base64 text; empty if it was not read.
    """

    session: Session
    fields: dict[str, str]
    audio: bytes = b""


def summary_of(session_id: str, values: Sequence[bytes | None], length: int, ttl: int) -> Session:
    """The summary of a session.

    values: of `SUMMARY_FIELDS`. length: base64 characters. ttl: reply of Redis, in seconds.
    """
    user_id, user_name, authenticated, is_recording, connected_at, authenticated_at = (
        text_of(value or b"") for value in values
    )  # in the order of SUMMARY_FIELDS
    return Session(
        session_id=session_id,
        user_id=user_id,
        user_name=user_name,
        authenticated=is_true(authenticated),
        is_recording=is_true(is_recording),
        audio_buffer_length=length,
        connected_at=_unix_seconds(connected_at),
        authenticated_at=_unix_seconds(authenticated_at),
        ttl=None if ttl == NO_EXPIRY else ttl,
    )


def is_true(text: str) -> bool:
    """Whether text is true: `True`, `true`, `1`, `yes` or `on`."""
    return text.strip().lower() in _TRUE_WORDS


def _unix_seconds(text: str) -> float | None:
    """A Unix time from text; None if it is no finite number."""
    try:
        seconds = float(text)
    except ValueError:
        return None
    return seconds if abs(seconds) < float("inf") else None


def text_of(value: bytes) -> str:
    """A value of Redis as text; bytes that are not UTF-8 are replaced."""
    return value.decode("utf-8", "replace")
