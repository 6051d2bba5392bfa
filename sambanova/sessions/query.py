"""Filters, sorts and pages sessions. Pure functions of session summaries."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from sambanova.session import Session

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


@dataclass(frozen=True, slots=True)
class SessionQuery:
    """Which sessions to list, in which order, and which page of them.

    text: part of the id, user id or user name, ignoring case; empty matches all. state: a key of
    STATES, or `playing`. sort: a key of SORTS. offset: sessions to skip. limit: most sessions to
    return.
    """

    text: str = ""
    state: str = "all"
    sort: str = "connected_at"
    descending: bool = True
    offset: int = 0
    limit: int = 100


def select(
    sessions: Collection[Session], query: SessionQuery, playing: Collection[str]
) -> tuple[list[Session], int]:
    """One page of the sessions that match `query`, and the total number of matches.

        page, total = select(sessions, SessionQuery(text="ada", limit=20), playing=set())

    playing: ids of the sessions that play now.
    """
    text = query.text.casefold()
    wanted = [
        session
        for session in sessions
        if _is_in_state(session, query.state, playing) and (not text or _mentions(session, text))
    ]
    # Ties are sorted by id, so that consecutive pages do not overlap.
    wanted.sort(key=lambda session: session.session_id)
    value = SORTS[query.sort]
    known = [session for session in wanted if value(session) is not None]
    known.sort(key=value, reverse=query.descending)
    unknown = [session for session in wanted if value(session) is None]
    return (known + unknown)[query.offset : query.offset + query.limit], len(wanted)


def _is_in_state(session: Session, state: str, playing: Collection[str]) -> bool:
    return session.session_id in playing if state == "playing" else STATES[state](session)


def _mentions(session: Session, query: str) -> bool:
    return any(query in text.casefold() for text in (session.session_id, session.user_id, session.user_name))
