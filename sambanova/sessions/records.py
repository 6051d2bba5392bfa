"""What is known of all sessions, in memory: their keys, their summaries, and recent changes."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass, replace

from sambanova.session import Session
from sambanova.sessions.growth import Growth
from sambanova.sessions.query import SessionQuery, SessionTable
from sambanova.sessions.store import KeyRecord, assemble, tracks_of

_RECENT_SECONDS = 5.0  # age up to which a change is recent
_TTL_TOLERANCE = 3.0  # seconds by which an expiry may move without being a change


@dataclass(frozen=True, slots=True)
class SessionChanges:
    """What changed. removed: ids."""

    added: tuple[Session, ...] = ()
    updated: tuple[Session, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any change."""
        return bool(self.added or self.updated or self.removed)


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session with its keys. stamp: changes with every write to any key of it; None if that is unknown."""

    session: Session
    records: tuple[KeyRecord, ...]
    stamp: int | None = None


class SessionRecords:
    """All sessions that are known. All methods may be called from any thread."""

    def __init__(self, growth: Growth) -> None:
        """growth: gets the sizes of recordings as they change."""
        self._growth = growth
        self._lock = threading.Lock()
        self._table = SessionTable()
        self._records: dict[str, dict[bytes, KeyRecord]] = {}
        self._stored_bytes = 0
        # None: removed. A plain dict would search for its first entry behind all that were deleted.
        self._recent: OrderedDict[str, tuple[float, Session | None]] = OrderedDict()

    def __len__(self) -> int:
        """The number of sessions that are listed."""
        return len(self._table)

    @property
    def stored_bytes(self) -> int:
        """Bytes or characters of audio in all sessions, as stored."""
        return self._stored_bytes

    def page(
        self, query: SessionQuery, playing: Collection[str], among: Set[str] | None = None
    ) -> tuple[list[Session], int]:
        """One page of the sessions that match, and the total number of matches."""
        with self._lock:
            return self._table.page(query, playing, among)

    def view(self, session_id: str) -> SessionView | None:
        """A session with its keys; None if it is not known."""
        with self._lock:
            session = self._table.get(session_id)
            records = tuple(self._records.get(session_id, {}).values())
        return None if session is None else SessionView(session, records)

    def keys(self, session_id: str) -> list[bytes]:
        """The known keys of a session, also of one that is not listed."""
        with self._lock:
            return list(self._records.get(session_id, {}))

    def all_keys(self) -> set[bytes]:
        """The known keys of all sessions."""
        with self._lock:
            return {key for records in self._records.values() for key in records}

    def record(self, session_id: str, key: bytes) -> KeyRecord | None:
        """What is known of a key."""
        with self._lock:
            return self._records.get(session_id, {}).get(key)

    def put(self, sessions: Mapping[str, Mapping[bytes, KeyRecord | None]]) -> SessionChanges:
        """Takes over what was found of the keys of sessions; None for a key that is gone."""
        added: list[Session] = []
        updated: list[Session] = []
        removed: list[str] = []
        now = time.monotonic()
        with self._lock:
            for session_id, found in sessions.items():
                before = self._table.get(session_id)
                records = self._updated(session_id, found)
                session = assemble(session_id, list(records.values()))
                self._stored_bytes += _stored(session) - _stored(before)
                if session is None:
                    if before is not None:
                        removed.append(session_id)
                        self._table.drop(session_id)
                        self._growth.forget(session_id)
                    continue
                if before is not None or session.is_recording:
                    self._growth.note(session_id, now, _units(records.values()))
                self._table.put(session)
                if before is None:
                    added.append(session)
                elif _differs(before, session):
                    updated.append(session)
        return SessionChanges(tuple(added), tuple(updated), tuple(removed))

    def _updated(self, session_id: str, found: Mapping[bytes, KeyRecord | None]) -> dict[bytes, KeyRecord]:
        """The keys of a session with what was found of them."""
        records = self._records.setdefault(session_id, {})
        for key, record in found.items():
            if record is None:
                records.pop(key, None)
            else:
                records[key] = record
        if not records:
            del self._records[session_id]
        return records

    def remember(self, changes: SessionChanges) -> None:
        """Keeps changes for `recent`."""
        now = time.monotonic()
        with self._lock:
            for session in (*changes.added, *changes.updated):
                self._recent[session.session_id] = (now, session)
                self._recent.move_to_end(session.session_id)
            for session_id in changes.removed:
                self._recent[session_id] = (now, None)
                self._recent.move_to_end(session_id)
            while self._recent and next(iter(self._recent.values()))[0] < now - _RECENT_SECONDS:
                self._recent.popitem(last=False)

    def recent(self) -> SessionChanges:
        """Recent changes, for a client that loaded the list before subscribing."""
        since = time.monotonic() - _RECENT_SECONDS
        with self._lock:
            changes = {name: session for name, (at, session) in self._recent.items() if at >= since}
        return SessionChanges(
            updated=tuple(session for session in changes.values() if session is not None),
            removed=tuple(name for name, session in changes.items() if session is None),
        )


def _stored(session: Session | None) -> int:
    return 0 if session is None else session.audio_buffer_length


def _units(records: Iterable[KeyRecord]) -> dict[str, int]:
    """What grows in each track while it is recorded."""
    tracks = tracks_of(list(records))
    return {name: sum(piece.part.units for piece in pieces) for name, pieces in tracks}


def _differs(before: Session, now: Session) -> bool:
    """Whether a session changed. A time to live that decreases with the clock is not a change."""
    ends = (before.expires_at, now.expires_at)
    if ends[0] is not None and ends[1] is not None and abs(ends[0] - ends[1]) <= _TTL_TOLERANCE:
        now = replace(now, expires_at=before.expires_at)
    return before != now
