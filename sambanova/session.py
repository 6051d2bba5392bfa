"""A session: its summary in the list, and what it holds when it is read.

This module converts what Redis holds; it does not connect to Redis.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sambanova.stored_audio import StoredTrack

_NAMES: dict[str, tuple[str, ...]] = {
    "user_id": ("user_id", "userId", "uid", "caller_id", "phone", "from"),
    "user_name": ("user_name", "userName", "username", "display_name", "caller_name", "name"),
    "authenticated": ("authenticated",),
    "is_recording": ("is_recording", "isRecording", "recording"),
    "connected_at": ("connected_at", "connectedAt", "created_at", "createdAt", "started_at", "start_time"),
    "authenticated_at": ("authenticated_at",),
}
"""The fields of a summary, each with the names that writers give it, the usual one first."""

SUMMARY_FIELDS = tuple(dict.fromkeys(name for names in _NAMES.values() for name in names))
"""All names of fields of a summary."""

_TRUE_WORDS = frozenset({"true", "1", "yes", "on"})


@dataclass(frozen=True, slots=True)
class Session:
    """The summary of a session, without its audio.

    authenticated: None if the app keeps no such field. audio_buffer_length: bytes or base64 characters, as
    stored; approximate unless `size_is_exact`. connected_at, authenticated_at: Unix seconds; None if
    unknown. expires_at: time.monotonic() when the audio expires; None if it never does. stored_as: the
    Redis types of the keys with audio, such as `list` or `hash+stream`; empty without audio. keys: the
    first keys of the session; numbered pieces may be many more. tracks: the names of those that are known
    before the audio is read.
    """

    session_id: str
    user_id: str = ""
    user_name: str = ""
    authenticated: bool | None = None
    is_recording: bool = False
    audio_buffer_length: int = 0
    connected_at: float | None = None
    authenticated_at: float | None = None
    expires_at: float | None = None
    stored_as: str = ""
    keys: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()
    size_is_exact: bool = True

    @property
    def has_audio(self) -> bool:
        """Whether anything was recorded."""
        return self.audio_buffer_length > 0

    @property
    def ttl(self) -> int | None:
        """Seconds until the session expires; None if it never does."""
        return None if self.expires_at is None else max(0, round(self.expires_at - time.monotonic()))

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
            "size_is_exact": self.size_is_exact,
            "connected_at": self.connected_at,
            "authenticated_at": self.authenticated_at,
            "ttl": self.ttl,
            "stored_as": self.stored_as,
            "keys": list(self.keys),
            "tracks": list(self.tracks),
        }


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session as it was at one moment.

    fields: as text, without the audio; a long one has only its beginning here, and its size in bytes in
    `cut_fields`. tracks: with their chunks; empty if nothing is recorded or the audio was not read.
    """

    session: Session
    fields: dict[str, str]
    tracks: tuple[StoredTrack, ...] = ()
    cut_fields: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredText:
    """What was said, as it is stored beside the audio.

    name: of its field, or the word of its key that tells what it is. at: Unix seconds of the stream entry;
    None of anything else. is_part: whether it is one entry of a list or a stream.
    """

    name: str
    value: str
    at: float | None = None
    is_part: bool = False


def summary_fields(fields: Mapping[str, str]) -> dict[str, Any]:
    """The arguments of `Session` that the fields of a session give.

    summary_fields({"userName": "Ada"})["user_name"]  # "Ada"
    """
    found = {
        known: next((fields[name] for name in names if name in fields), None)
        for known, names in _NAMES.items()
    }
    return {
        "user_id": found["user_id"] or "",
        "user_name": found["user_name"] or "",
        "authenticated": None if found["authenticated"] is None else is_true(found["authenticated"]),
        "is_recording": is_true(found["is_recording"] or ""),
        "connected_at": _unix_seconds(found["connected_at"] or ""),
        "authenticated_at": _unix_seconds(found["authenticated_at"] or ""),
    }


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
