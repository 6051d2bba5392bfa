"""Which sessions a caller wants to see, and in which order. Pure functions over summaries."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from sambanova.errors import InvalidRequest
from sambanova.redis_manager import Session

MAX_LIMIT = 1000

# State of a session by name, as in `?state=`.
STATES: dict[str, Callable[[Session], bool]] = {
    "all": lambda session: True,
    "recording": lambda session: session.is_recording,
    "audio": lambda session: session.has_audio,
    "no_audio": lambda session: not session.has_audio,
    "authenticated": lambda session: session.authenticated,
    "unauthenticated": lambda session: not session.authenticated,
}

# What can be sorted by; sessions that lack it come last whatever the order.
SORTS: dict[str, Callable[[Session], Any]] = {
    "connected_at": lambda session: session.connected_at,
    "authenticated_at": lambda session: session.authenticated_at,
    "user_name": lambda session: session.user_name.casefold() or None,
    "user_id": lambda session: session.user_id.casefold() or None,
    "session_id": lambda session: session.session_id,
    "audio_buffer_length": lambda session: session.audio_buffer_length,
    "ttl": lambda session: session.ttl,
}


def select(
    sessions: Collection[Session], parameters: Mapping[str, str], playing: Collection[str]
) -> tuple[list[Session], int]:
    """The page of sessions that `parameters` ask for, and how many there are in all.

    query: text in id, user id or user name, whatever its case. state: a name of `STATES`, or
    `playing`. sort: a name of `SORTS`; order: `asc` or `desc`, by default the newest first.
    offset, limit: which part, at most 1000. playing: ids that play now. Raises InvalidRequest.
    """
    state = _one_of(parameters, "state", (*STATES, "playing"), "all")
    sort = _one_of(parameters, "sort", SORTS, "connected_at")
    default_order = "desc" if sort.endswith("_at") else "asc"
    descending = _one_of(parameters, "order", ("asc", "desc"), default_order) == "desc"
    offset = _whole(parameters, "offset", 0, 0, 10**9)
    limit = _whole(parameters, "limit", 100, 1, MAX_LIMIT)
    query = parameters.get("query", "").strip().casefold()
    wanted = [
        session
        for session in sessions
        if (session.session_id in playing if state == "playing" else STATES[state](session))
        and (not query or _mentions(session, query))
    ]
    # The id settles ties, so that pages fit together.
    wanted.sort(key=lambda session: session.session_id)
    value = SORTS[sort]
    known = [session for session in wanted if value(session) is not None]
    known.sort(key=value, reverse=descending)
    unknown = [session for session in wanted if value(session) is None]
    return (known + unknown)[offset : offset + limit], len(wanted)


def _mentions(session: Session, query: str) -> bool:
    return any(query in text.casefold() for text in (session.session_id, session.user_id, session.user_name))


def _one_of(parameters: Mapping[str, str], name: str, allowed: Collection[str], default: str) -> str:
    value = parameters.get(name) or default
    if value not in allowed:
        raise InvalidRequest(f"{name} must be one of {' '.join(allowed)}.")
    return value


def _whole(parameters: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = parameters.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdecimal() and low <= int(text[:12]) <= high):
        raise InvalidRequest(f"{name} must be a whole number from {low} to {high}.")
    return int(text)
