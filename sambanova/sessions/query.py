"""Filters, sorts and pages sessions. Pure functions of session summaries."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from sambanova.errors import InvalidRequest
from sambanova.redis_manager import Session

MAX_LIMIT = 1000

# The values of `?state=` and the sessions that they select.
STATES: dict[str, Callable[[Session], bool]] = {
    "all": lambda session: True,
    "recording": lambda session: session.is_recording,
    "audio": lambda session: session.has_audio,
    "no_audio": lambda session: not session.has_audio,
    "authenticated": lambda session: session.authenticated,
    "unauthenticated": lambda session: not session.authenticated,
}

# The values of `?sort=`. Sessions without the value come last in both orders.
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
    """Selects the sessions that match `parameters`; returns one page of them and their total number.

        page, total = select(sessions, {"query": "ada", "limit": "20"}, playing=set())

    Parameters, all optional:
    query: text in the id, user id or user name, ignoring case.
    state: a key of STATES, or `playing`; by default `all`.
    sort: a key of SORTS, by default `connected_at`.
    order: `asc` or `desc`; by default `desc` for times and `asc` otherwise.
    offset: sessions to skip. limit: size of the page, 1 to MAX_LIMIT, by default 100.

    playing: ids of the sessions that play now. Raises InvalidRequest for a bad value.
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
    # Ties are sorted by id, so that consecutive pages do not overlap.
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
