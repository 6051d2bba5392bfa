"""The names of keys that change, told by one server of Redis: CLIENT TRACKING in broadcasting mode.

Redis 6 and newer pushes the name of every key with one of the given prefixes that is written, deleted,
renamed or expires, within a millisecond (https://redis.io/docs/latest/develop/reference/client-side-caching/).
It does so with RESP3, or with RESP2 to a connection that is subscribed to a channel.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import redis

from sambanova.redis_manager import RedisManager, send

log = logging.getLogger(__name__)

_CHANNEL = b"__redis__:invalidate"
_MAX_MESSAGES = 1000  # that are taken at once, so that other work is not kept waiting


@dataclass(slots=True)
class Changes:
    """What was told since the last time.

    names: of keys. everything: the database was flushed. pongs: answers to `ping`.
    """

    names: set[bytes] = field(default_factory=set)
    everything: bool = False
    pongs: int = 0


class NodeFeed:
    """The open feed of one server. One thread calls `next`; any thread may call `ping`."""

    def __init__(
        self, manager: RedisManager, node: redis.Redis, connection: Any, tracker: Any = None
    ) -> None:
        """connection: where messages arrive. tracker: that asked for them, with RESP2; else None."""
        self._manager = manager
        self._node = node
        self._connection = connection
        self._tracker = tracker
        self._sending = threading.Lock()
        self._told = Changes()
        self._read = connection.read_response
        if tracker is None:
            # A connection that redis-py opened with RESP2 has no public way to read a push message.
            connection._parser.set_invalidation_push_handler(self._take)
            self._read = partial(connection._parser.read_response, push_request=True)

    @classmethod
    def open(cls, manager: RedisManager, node: redis.Redis, prefixes: Sequence[bytes]) -> NodeFeed | None:
        """Opens a feed of the keys with these prefixes, none of which begins with another.

        An empty prefix means all keys. None if Redis or its proxy refuses. Raises RedisUnavailable.
        """
        for attempt in (cls._open_resp3, cls._open_resp2):
            feed = attempt(manager, node, prefixes)
            if feed is not None:
                return feed
        return None

    @classmethod
    def _open_resp3(
        cls, manager: RedisManager, node: redis.Redis, prefixes: Sequence[bytes]
    ) -> NodeFeed | None:
        with _taken(manager, node, 1) as connections:
            (connection,) = connections
            tracking = ("CLIENT", "TRACKING", "ON", *_broadcast(prefixes))
            if _accepts(connection, ("HELLO", 3)) and _accepts(connection, tracking):
                connections.clear()
                return cls(manager, node, connection)
        return None

    @classmethod
    def _open_resp2(
        cls, manager: RedisManager, node: redis.Redis, prefixes: Sequence[bytes]
    ) -> NodeFeed | None:
        with _taken(manager, node, 2) as connections:
            connection, tracker = connections
            number = _reply(connection, ("CLIENT", "ID"))
            tracking = ("CLIENT", "TRACKING", "ON", "REDIRECT", number, *_broadcast(prefixes))
            if (
                isinstance(number, int)
                and _accepts(connection, ("SUBSCRIBE", _CHANNEL))
                and _accepts(tracker, tracking)
            ):
                connections.clear()
                return cls(manager, node, connection, tracker)
        return None

    @property
    def socket(self) -> Any:
        """The socket on which messages arrive, to wait for several; None if the connection is lost."""
        return self._connection._sock

    def ping(self) -> None:
        """Asks for a pong, which `next` counts after all changes that were made before this call."""
        with self._sending, self._manager.errors():
            send(self._connection, _PING)

    def next(self, timeout: float) -> Changes:
        """What was told since the last call; waits up to `timeout` seconds if it was nothing.

        Raises RedisUnavailable when the connection is lost.
        """
        with self._manager.errors():
            if self._connection.can_read(timeout):
                for _ in range(_MAX_MESSAGES):
                    with self._sending:  # TLS must not read and write at once
                        self._understand(self._read())
                    if not self._connection.can_read(0):
                        break
        told, self._told = self._told, Changes()
        return told

    def _understand(self, reply: Any) -> None:
        """Takes a reply: None after a push message, a pong, or the message of a channel."""
        if reply == b"PONG" or (isinstance(reply, list) and reply[:1] == [b"pong"]):
            self._told.pongs += 1
        elif isinstance(reply, list) and reply[:2] == [b"message", _CHANNEL]:
            self._take(reply[1:])

    def _take(self, message: Sequence[Any]) -> None:
        """Takes an invalidation: the names of keys; None for all."""
        names = message[1]
        if names is None:
            self._told.everything = True
        else:
            self._told.names.update(names)

    def close(self) -> None:
        """Ends the feed."""
        for connection in (self._connection, self._tracker):
            if connection is not None:
                self._manager.give_back(self._node, connection)


_PING = b"*1\r\n$4\r\nPING\r\n"


def _broadcast(prefixes: Sequence[bytes]) -> tuple[Any, ...]:
    if b"" in prefixes:
        return ("BCAST",)
    return ("BCAST", *(word for prefix in prefixes for word in ("PREFIX", prefix)))


@contextmanager
def _taken(manager: RedisManager, node: redis.Redis, count: int) -> Iterator[list[Any]]:
    """Connections to a server; those that are still in the list at the end are given back."""
    connections: list[Any] = []
    try:
        with manager.errors():
            for _ in range(count):
                connections.append(manager.connection(node))
            yield connections
    finally:
        for connection in connections:
            manager.give_back(node, connection)


def _accepts(connection: Any, command: tuple[Any, ...]) -> bool:
    """Whether Redis carries out a command."""
    return _reply(connection, command) is not None


def _reply(connection: Any, command: tuple[Any, ...]) -> Any:
    """The reply to a command; None if Redis refuses it."""
    try:
        connection.send_command(*command)
        return connection.read_response()
    except redis.exceptions.ResponseError as error:
        log.info("Redis refuses %s %s: %r", command[0], command[1], str(error))
        return None
