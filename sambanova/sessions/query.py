"""Filters, sorts and pages sessions in memory."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Set
from dataclasses import dataclass
from typing import Any

from sortedcontainers import SortedList

from sambanova.session import Session, is_true

MAX_LIMIT = 1000

# The values of `?state=` and the sessions that they select.
STATES: dict[str, Callable[[Session], bool]] = {
    "all": lambda session: True,
    "recording": lambda session: session.is_recording,
    "audio": lambda session: session.has_audio,
    "no_audio": lambda session: not session.has_audio,
    "authenticated": lambda session: session.authenticated is True,
    "unauthenticated": lambda session: session.authenticated is False,
}

# The values of `?sort=`. Sessions without the value come last in both orders.
SORTS: dict[str, Callable[[Session], Any]] = {
    "connected_at": lambda session: session.connected_at,
    "authenticated_at": lambda session: session.authenticated_at,
    "user_name": lambda session: session.user_name.casefold() or None,
    "user_id": lambda session: session.user_id.casefold() or None,
    "session_id": lambda session: session.session_id,
    "audio_buffer_length": lambda session: session.audio_buffer_length,
    "ttl": lambda session: session.expires_at,
}


@dataclass(frozen=True, slots=True)
class SessionQuery:
    """Which sessions to list, in which order, and which page of them.

    text: part of the id, user id or user name, ignoring case; empty matches all. state: a key of
    STATES, or `playing`. sort: a key of SORTS. offset: sessions to skip. limit: most sessions to
    return. since, until: Unix seconds of `connected_at`, both inclusive. fields: names of FIELDS, each with a
    part of its value. findings, verdicts, other_fields: what a check of the session found, which the caller
    looks up; codes, all of which were found; severities, one of which it has; fields beside the summary.
    """

    text: str = ""
    state: str = "all"
    sort: str = "connected_at"
    descending: bool = True
    offset: int = 0
    limit: int = 100
    since: float | None = None
    until: float | None = None
    fields: tuple[tuple[str, str], ...] = ()
    findings: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    other_fields: tuple[tuple[str, str], ...] = ()

    def accepts(self, session: Session) -> bool:
        """Whether time and fields of a session fit."""
        if self.since is not None or self.until is not None:
            at = session.connected_at
            if at is None or not (self.since or at) <= at <= (self.until or at):
                return False
        return all(FIELDS[name](session, value) for name, value in self.fields)


def _part_of(read: Callable[[Session], str]) -> Callable[[Session, str], bool]:
    return lambda session, value: value.casefold() in read(session).casefold()


def _truth(read: Callable[[Session], bool | None]) -> Callable[[Session, str], bool]:
    return lambda session, value: read(session) is is_true(value)


# The fields of a summary that a search can name, as in `user_name:ada`.
FIELDS: dict[str, Callable[[Session, str], bool]] = {
    "id": _part_of(lambda session: session.session_id),
    "session_id": _part_of(lambda session: session.session_id),
    "user": _part_of(lambda session: session.user_id),
    "user_id": _part_of(lambda session: session.user_id),
    "name": _part_of(lambda session: session.user_name),
    "user_name": _part_of(lambda session: session.user_name),
    "stored_as": _part_of(lambda session: session.stored_as),
    "key": _part_of(lambda session: "\n".join(session.keys)),
    "track": _part_of(lambda session: "\n".join(session.tracks)),
    "authenticated": _truth(lambda session: session.authenticated),
    "is_recording": _truth(lambda session: session.is_recording),
    "recording": _truth(lambda session: session.is_recording),
}

_FIELD = re.compile(r"(?<!\S)([A-Za-z_][\w.-]{0,63}):(\"[^\"]*\"|\S+)")


def split_fields(
    text: str, is_other: Callable[[str], bool]
) -> tuple[str, tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """A search text without its `field:value`, those of the summary, and the others.

    is_other: whether a name is that of a field beside the summary. Other words with a colon stay text, as ids
    have colons, too. A value with spaces stands in quotation marks.

        split_fields('ada user_id:42', lambda name: False)  # ("ada", (("user_id", "42"),), ())
    """
    own: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []

    def take(match: re.Match[str]) -> str:
        name, value = match[1].lower(), match[2].strip('"')
        if name in FIELDS:
            own.append((name, value))
        elif is_other(match[1]):
            others.append((match[1], value))
        else:
            return match[0]
        return ""

    rest = _FIELD.sub(take, text)
    return " ".join(rest.split()) if own or others else text, tuple(own), tuple(others)


@dataclass(slots=True)
class _Row:
    """A session with its place in `SessionTable._rows`."""

    session: Session
    index: int


@dataclass(slots=True)
class _Order:
    """All rows in the order of one column: (value, id, row) where the value is known, else (id, row)."""

    known: SortedList
    unknown: SortedList

    def rows(self, *, descending: bool) -> Iterator[_Row]:
        """All rows; those without a value last."""
        known = reversed(self.known) if descending else self.known
        return (entry[-1] for entry in itertools.chain(known, self.unknown))


_SHARE_TO_SORT = 20  # matches fewer than this part of all sessions are sorted; of more, the order is walked


class SessionTable:
    """Sessions in memory, sorted by each column that was asked for. Not thread-safe.

    A page costs as much among a hundred thousand sessions as among ten; a search reads each text once.

        table = SessionTable(sessions)
        page, total = table.page(SessionQuery(text="ada", limit=20), playing=set())
    """

    def __init__(self, sessions: Iterable[Session] = ()) -> None:
        self._by_id: dict[str, _Row] = {}
        self._rows: list[_Row] = []
        self._texts: list[str] = []  # of each row: a list of texts alone is searched five times as fast
        self._members: dict[str, set[str]] = {state: set() for state in STATES if state != "all"}
        self._orders: dict[str, _Order] = {}
        for session in sessions:
            self.put(session)

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, session_id: str) -> Session | None:
        """The session with that id; None if there is none."""
        row = self._by_id.get(session_id)
        return row.session if row else None

    def ids(self) -> list[str]:
        """The ids of all sessions."""
        return list(self._by_id)

    def put(self, session: Session) -> None:
        """Adds a session, or replaces the one with its id."""
        row = self._by_id.get(session.session_id)
        before = row.session if row else None
        if row is None:
            row = self._by_id[session.session_id] = _Row(session, len(self._rows))
            self._rows.append(row)
            self._texts.append(_searched(session))
        else:
            row.session = session
            if _searched(session) != self._texts[row.index]:
                self._texts[row.index] = _searched(session)
        for sort, order in self._orders.items():
            old, new = SORTS[sort](before) if before else None, SORTS[sort](session)
            if before is None or old != new:
                if before is not None:
                    _remove(order, old, row)
                _insert(order, new, row)
        for state, members in self._members.items():
            (members.add if STATES[state](session) else members.discard)(session.session_id)

    def drop(self, session_id: str) -> None:
        """Removes a session, if it is there."""
        row = self._by_id.pop(session_id, None)
        if row is None:
            return
        last, text = self._rows.pop(), self._texts.pop()
        if last is not row:
            self._rows[row.index], self._texts[row.index], last.index = last, text, row.index
        for sort, order in self._orders.items():
            _remove(order, SORTS[sort](row.session), row)
        for members in self._members.values():
            members.discard(session_id)

    def page(
        self, query: SessionQuery, playing: Collection[str], among: Set[str] | None = None
    ) -> tuple[list[Session], int]:
        """One page of the sessions that match `query`, and the total number of matches.

        playing: ids of the sessions that play now. among: the ids of which they must have one; None for all.
        """
        order = self._order(query.sort)
        end = query.offset + query.limit
        text = query.text.casefold()
        members = playing if query.state == "playing" else self._members.get(query.state)
        members = self._narrowed(members, query, among)
        walked = order.rows(descending=query.descending)
        rows: Iterable[_Row]
        if text:
            found = self._found(text, members)
            total = len(found)
            if self._is_few(total):
                rows = self._sorted(found, query)
            else:
                is_match = bytearray(len(self._rows))
                for row in found:
                    is_match[row.index] = 1
                rows = (row for row in walked if is_match[row.index])
        elif members is None:
            rows, total = _slice(order, query.offset, end, descending=query.descending), len(self)
            return [row.session for row in rows], total
        elif self._is_few(len(members)):
            few = [self._by_id[name] for name in members if name in self._by_id]
            rows, total = self._sorted(few, query), len(few)
        else:
            rows, total = (row for row in walked if row.session.session_id in members), len(members)
        return [row.session for row in itertools.islice(rows, query.offset, end)], total

    def _narrowed(
        self, members: Collection[str] | None, query: SessionQuery, among: Set[str] | None
    ) -> Collection[str] | None:
        """The ids that fit time, fields and `among`, too; None for all."""
        if among is not None:
            known = among if members is None else among & set(members)
            members = {name for name in known if name in self._by_id}
        if query.since is None and query.until is None and not query.fields:
            return members
        rows = (
            self._rows if members is None else [self._by_id[name] for name in members if name in self._by_id]
        )
        return {row.session.session_id for row in rows if query.accepts(row.session)}

    def _is_few(self, count: int) -> bool:
        """Whether so many rows are sorted faster than the whole order is walked."""
        return count < len(self._rows) / _SHARE_TO_SORT

    def _found(self, text: str, members: Collection[str] | None) -> list[_Row]:
        """The rows with that text, and with an id of `members`, in no order."""
        found = [self._rows[index] for index, each in enumerate(self._texts) if text in each]
        return found if members is None else [row for row in found if row.session.session_id in members]

    def _sorted(self, rows: list[_Row], query: SessionQuery) -> list[_Row]:
        """A few rows in the order of a query."""
        value = SORTS[query.sort]
        known = [row for row in rows if value(row.session) is not None]
        known.sort(key=lambda row: (value(row.session), row.session.session_id), reverse=query.descending)
        unknown = [row for row in rows if value(row.session) is None]
        return known + sorted(unknown, key=lambda row: row.session.session_id)

    def _order(self, sort: str) -> _Order:
        """The rows in the order of a column, which is kept from the first use on."""
        order = self._orders.get(sort)
        if order is None:
            value = SORTS[sort]
            pairs = [(value(row.session), row.session.session_id, row) for row in self._rows]
            order = self._orders[sort] = _Order(
                SortedList(pair for pair in pairs if pair[0] is not None),
                SortedList((key, row) for found, key, row in pairs if found is None),
            )
        return order


def _searched(session: Session) -> str:
    """The text that a search looks into."""
    return f"{session.session_id}\n{session.user_id}\n{session.user_name}".casefold()


def _slice(order: _Order, start: int, end: int, *, descending: bool) -> Iterator[_Row]:
    """The rows from `start` to `end`, those without a value last."""
    count = len(order.known)
    if descending:
        first = order.known.islice(max(0, count - end), max(0, count - start), reverse=True)
    else:
        first = order.known.islice(start, end)
    rest = order.unknown.islice(max(0, start - count), max(0, end - count))
    return (entry[-1] for entry in itertools.chain(first, rest))


def _insert(order: _Order, value: Any, row: _Row) -> None:
    key = row.session.session_id
    if value is None:
        order.unknown.add((key, row))
    else:
        order.known.add((value, key, row))


def _remove(order: _Order, value: Any, row: _Row) -> None:
    key = row.session.session_id
    if value is None:
        order.unknown.remove((key, row))
    else:
        order.known.remove((value, key, row))
