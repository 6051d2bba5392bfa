"""Reads what is new in a track while it is recorded: what was added, and nothing else where Redis allows it.

A field of a hash can only be read whole, so it is read as often as a share of the time of Redis allows.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sambanova.errors import BufferTooLarge
from sambanova.redis_manager import RedisManager, is_wrong_type
from sambanova.sessions.layouts import HASH, AudioPart
from sambanova.sessions.store import KeyRecord
from sambanova.stored_audio import Chunk

_MAX_SHARE = 0.05  # of the time of Redis for reading a hash field again and again
_MIN_INTERVAL = 0.05  # seconds between two reads of a hash field
_TIMED_READS = 5  # the quickest of which says how long Redis is busy with one
_CONTEXT = 16  # last elements of a list by which it is recognised after it was trimmed
_CHECKED = 64  # last bytes of a string by which it is recognised
_SHOWN = 4  # of those elements, by which it is first told that a list grows at its beginning
_WINDOW = 256  # elements at the end of a trimmed list in which those are looked for


@dataclass(frozen=True, slots=True)
class News:
    """What is new in a track.

    chunks: in order. is_whole: these are all chunks that there are, because only all can be read, or
    because the old ones are gone. is_lost: chunks were removed before they could be read. is_gone: the key
    is no more.
    """

    chunks: tuple[Chunk, ...] = ()
    is_whole: bool = False
    is_lost: bool = False
    is_gone: bool = False


class Tail:
    """Follows one part of one key. Not thread-safe.

    reads_whole: whether the value is read whole each time, as a field of a hash must be. It may be set for
    a string whose text cannot be decoded piece by piece.

        tail = Tail(redis_manager, record, record.parts[0], max_bytes=512 << 20)
        tail.read()  # everything, with is_whole
        tail.read()  # what was added since; None if nothing was
    """

    def __init__(self, manager: RedisManager, record: KeyRecord, part: AudioPart, max_bytes: int) -> None:
        """max_bytes: of a read. Every method raises RedisUnavailable."""
        self._redis = manager
        self._record = record
        self._part = part
        self._max_bytes = max_bytes
        self.reads_whole = record.layout is HASH
        self._has_begun = False
        self._at = 0  # bytes of a string, or elements of a list, that were read
        self._entry = b""  # id of the stream entry that was read last
        self._is_newest_first = False  # a list that is written at its beginning
        self._first: list[bytes] = []  # elements of such a list that were read last
        self._last: list[bytes] = []  # elements of a list that were read last
        self._end = b""  # of a string, as it was read last
        self._next_read = 0.0  # time.monotonic(), of a value that is read whole
        self._value = b""  # that was read whole
        self._took: deque[float] = deque(maxlen=_TIMED_READS)  # seconds, of the last such reads

    @property
    def wait(self) -> float:
        """Seconds until the next read is allowed; 0 except for a long value that is read whole."""
        return max(0.0, self._next_read - time.monotonic())

    def read(self) -> News | None:
        """What is new since the last call; None if nothing is. The first call reads everything.

        Raises BufferTooLarge.
        """
        if self.reads_whole:
            return self._read_value()
        if not self._has_begun:
            return self._read_all()
        name = self._record.layout.name
        if name == "list":
            return self._read_list()
        return self._read_stream() if name == "stream" else self._read_string()

    def _ask(self, *commands: tuple[Any, ...]) -> list[Any] | None:
        """The replies; None if the key is gone or of another type now."""
        key = self._record.key
        kind, *replies = self._redis.ask([("TYPE", key), *commands])
        if kind != self._record.layout.name.encode() or any(map(is_wrong_type, replies)):
            return None
        return [self._redis.result_of(reply) for reply in replies]

    def _read_all(self, *, is_lost: bool = False) -> News:
        layout, key, place = self._record.layout, self._record.key, self._record.place
        replies = self._ask(layout.read_command(key, self._part))
        if replies is None:
            self._has_begun = False
            return News(is_gone=True)
        found = replies[0]
        self._has_begun, self._at = True, len(found)
        if layout.name == "list":
            self._first, self._last = list(found[:_CONTEXT]), list(found[-_CONTEXT:])
        elif layout.name == "string":
            self._end = found[-_CHECKED:]
        else:
            self._entry = found[-1][0] if found else b"0"
        return News(layout.chunks(found, place), is_whole=True, is_lost=is_lost)

    def _read_string(self) -> News | None:
        key, at = self._record.key, self._at
        # The bytes that were read last are read again: if they are other ones, the value was replaced.
        check = len(self._end)
        replies = self._ask(("GETRANGE", key, at - check, -1))
        if replies is None:
            return News(is_gone=True)
        found: bytes = replies[0]
        if not found.startswith(self._end):
            return self._read_all()
        added = found[check:]
        self._at += len(added)
        self._end = found[-_CHECKED:]
        return News(self._record.layout.chunks(added, self._record.place)) if added else None

    def _read_stream(self) -> News | None:
        key, before = self._record.key, self._entry
        replies = self._ask(("XRANGE", key, b"(" + before, "+"), ("XRANGE", key, "-", "+", "COUNT", 1))
        if replies is None:
            return News(is_gone=True)
        added, first = replies
        if not added:
            return None
        self._entry = added[-1][0]
        # If the entry that was read last is gone too, others behind it may have been trimmed unread.
        is_lost = bool(first) and _id(before) > (0, 0) and _id(first[0][0]) > _id(before)
        return News(self._record.layout.chunks(added, self._record.place), is_lost=is_lost)

    def _read_list(self) -> News | None:
        key, at = self._record.key, self._at
        if self._is_newest_first:
            (length,) = self._ask(("LLEN", key)) or (None,)
            return News(is_gone=True) if length is None else self._read_beginning(length)
        # The element that was read last is read again: if it is another one, the list was trimmed.
        replies = self._ask(("LLEN", key), ("LRANGE", key, max(0, at - 1), -1))
        if replies is None:
            return News(is_gone=True)
        length, found = replies
        if at and found[:1] == self._last[-1:] and length >= at:
            return self._added(found[1:], length)
        return self._read_beginning(length)

    def _read_beginning(self, length: int) -> News | None:
        """What was added at the beginning of a list, by LPUSH; otherwise what `_find_again` finds."""
        replies = self._ask(("LRANGE", self._record.key, 0, _WINDOW + _CONTEXT - 1))
        if replies is None:
            return News(is_gone=True)
        window: list[bytes] = list(replies[0])
        # The elements that were first may be cut off at the end of the list by now.
        added = next(
            (
                at
                for at, _ in enumerate(window)
                if window[at : at + _CONTEXT] == self._first[: len(window) - at]
            ),
            None,
        )
        known = self._first[: len(window) - (added or 0)]
        # Silent chunks are equal to one another: they do not show that the list grows at its beginning.
        is_shown = len(known) >= _SHOWN and len(set(known)) > 1
        if added and (self._is_newest_first or is_shown):
            self._is_newest_first = True
            self._first, self._at = window[:_CONTEXT], length
            return News(self._record.layout.chunks(window[added - 1 :: -1], self._record.place))
        if not self._is_newest_first:
            return self._find_again(length)
        return self._read_all(is_lost=True) if added is None else None

    def _find_again(self, length: int) -> News | None:
        """Finds the place in a list of which elements were removed at the beginning."""
        replies = self._ask(("LRANGE", self._record.key, -_WINDOW, -1))
        if replies is None:
            return News(is_gone=True)
        window: Sequence[bytes] = replies[0]
        for size in (len(self._last), 1):  # all of the context first
            context = self._last[-size:]
            for end in range(len(window), size - 1, -1):
                if size and list(window[end - size : end]) == context:
                    return self._added(window[end:], length)
        return self._read_all(is_lost=True)

    def _added(self, added: Sequence[bytes], length: int) -> News | None:
        self._at = length
        self._last = [*self._last, *added][-_CONTEXT:]
        chunks = self._record.layout.chunks(added, self._record.place)
        return News(chunks) if chunks else None

    def _read_value(self) -> News | None:
        if self._has_begun and self.wait:
            return None
        key, field = self._record.key, self._part.field
        length = ("HSTRLEN", key, field) if field else ("STRLEN", key)
        replies = self._ask(length)
        if replies is None:
            return News(is_gone=True)
        if replies[0] > self._max_bytes * 3 // 2:
            raise BufferTooLarge(f"The session holds {replies[0] / 2**20:.0f} MB; raise AUDIO_MAX_BUFFER_MB.")
        began = time.monotonic()
        replies = self._ask(self._record.layout.read_command(key, self._part))
        self._took.append(time.monotonic() - began)
        # A read that is slow because this machine is busy must not keep the next one away for seconds.
        self._next_read = began + max(_MIN_INTERVAL, min(self._took) / _MAX_SHARE)
        if replies is None:
            return News(is_gone=True)
        value = replies[0] or b""
        if self._has_begun and value == self._value:
            return None
        self._value, self._has_begun = value, True
        return News(self._record.layout.chunks(value, self._record.place), is_whole=True)


def _id(entry: bytes) -> tuple[int, int]:
    """The id of a stream entry, to compare."""
    milliseconds, _, number = entry.partition(b"-")
    return int(milliseconds), int(number or 0)
