"""The interface of all kinds of Redis, and the usual one: one server that has all keys."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Protocol

import redis

from sambanova.redis_nodes.wire import Command, connection_of, disconnect, replies

READING = frozenset(
    ("DBSIZE", "EXISTS", "GET", "GETRANGE", "HGET", "HKEYS", "HLEN", "HMGET", "HSTRLEN", "LINDEX", "LLEN")
    + ("LRANGE", "MEMORY", "PTTL", "SCAN", "STRLEN", "TTL", "TYPE", "XLEN", "XRANGE")
)
"""The commands that a replica may answer: those with which the player reads."""


class Nodes(Protocol):
    """The servers of a Redis. All methods may be called from any thread, and raise RedisError.

    moves: whether keys may come to be on other servers.
    """

    moves: bool

    def clients(self) -> list[redis.Redis]:
        """The servers that together hold all keys, to read them."""

    def ask(self, commands: Sequence[Command]) -> list[Any]:
        """The replies to commands with one key each; to a refused one, the error."""

    def at_once(self, commands: Sequence[Command]) -> list[Any]:
        """The replies to commands that are carried out in one transaction for each slot.

        Raises the error of the first that is refused.
        """

    def placed(self, keys: Sequence[bytes]) -> list[tuple[redis.Redis, list[bytes]]]:
        """The servers from which keys are read."""

    def reader_of(self, commands: Sequence[Command]) -> redis.Redis | None:
        """The server that carries out reading commands in one transaction; None if there is none."""

    def grouped(self, keys: Sequence[bytes]) -> list[list[bytes]]:
        """The keys in groups that one command may have."""

    def layout(self) -> tuple[Hashable, Hashable]:
        """Looks which servers there are, and where the keys are. Either has changed if it differs."""

    def close(self) -> None:
        """Closes all connections."""


class OneServer:
    """One server, or a primary and its replica."""

    def __init__(
        self,
        client: redis.Redis,
        reader: redis.Redis | None = None,
        look: Callable[[], Hashable] | None = None,
    ) -> None:
        """reader: the replica that is read; None for the same server. look: where it is now, if it moves."""
        self._client = client
        self._reader = reader or client
        self._look = look
        self.moves = look is not None

    def clients(self) -> list[redis.Redis]:
        """The server that is read."""
        return [self._reader]

    def ask(self, commands: Sequence[Command]) -> list[Any]:
        """The replies, in their order."""
        client = self._client
        if self._reader is not client and all(command[0] in READING for command in commands):
            client = self._reader
        return _ask(client, commands)

    def at_once(self, commands: Sequence[Command]) -> list[Any]:
        """The replies to commands in one transaction."""
        is_reading = all(command[0] in READING for command in commands)
        return transaction(_ask(self._reader if is_reading else self._client, in_transaction(commands)))

    def placed(self, keys: Sequence[bytes]) -> list[tuple[redis.Redis, list[bytes]]]:
        """All keys are on one server."""
        return [(self._reader, list(keys))]

    def reader_of(self, commands: Sequence[Command]) -> redis.Redis | None:
        """The server that is read."""
        return self._reader

    def grouped(self, keys: Sequence[bytes]) -> list[list[bytes]]:
        """All keys in one group."""
        return [list(keys)]

    def layout(self) -> tuple[Hashable, Hashable]:
        """Where the server is."""
        return (self._look() if self._look else None), None

    def close(self) -> None:
        """Closes all connections."""
        for client in {id(each): each for each in (self._client, self._reader)}.values():
            client.close()
            client.connection_pool.disconnect()


def _ask(client: redis.Redis, commands: Sequence[Command]) -> list[Any]:
    with connection_of(client) as connection:
        return connection.retry.call_with_retry(
            lambda: [one for batch in replies(connection, commands) for one in batch],
            lambda _: disconnect(connection),
        )


def in_transaction(commands: Sequence[Command]) -> list[Command]:
    """The commands of a transaction, whose replies `transaction` takes."""
    return [("MULTI",), *commands, ("EXEC",)]


def transaction(answers: Sequence[Any]) -> list[Any]:
    """The replies to the commands in a transaction. Raises the first error."""
    for answer in answers:
        if isinstance(answer, Exception):
            raise answer
    found: list[Any] = answers[-1]
    return found
