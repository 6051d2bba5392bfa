"""The interface of all kinds of Redis, and the usual one: one server that has all keys."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import redis

from sambanova.redis_nodes.wire import Command, connection_of, disconnect, replies

READING = frozenset(
    ("DBSIZE", "EXISTS", "GET", "GETRANGE", "HGET", "HKEYS", "HLEN", "HMGET", "HSTRLEN", "LINDEX", "LLEN")
    + ("LRANGE", "MEMORY", "PTTL", "SCAN", "STRLEN", "TTL", "TYPE", "XLEN", "XRANGE")
)
"""The commands that a replica may answer: those with which the player reads."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which servers there are, and which keys each of them has; only to be compared."""

    servers: Hashable
    keys: Hashable = None


class Nodes(Protocol):
    """The servers of a Redis. All methods may be called from any thread, and raise RedisError."""

    def clients(self) -> list[redis.Redis]:
        """The servers that together hold all keys, to read them."""

    def ask(self, commands: Sequence[Command]) -> list[Any]:
        """The replies to commands with one key each; to a refused one, the error."""

    def at_once(self, commands: Sequence[Command]) -> list[Any]:
        """The replies to commands that are carried out in one transaction, where one server has all keys.

        Raises the error of the first that is refused.
        """

    def client_of(self, commands: Sequence[Command]) -> redis.Redis | None:
        """The server that carries out commands in one transaction; None if there is none."""

    def grouped(self, keys: Sequence[bytes]) -> list[list[bytes]]:
        """The keys in groups that one command may have."""

    def layout(self) -> Layout | None:
        """Looks where the keys are; None if they are always on the same server."""

    def close(self) -> None:
        """Closes all connections."""


class OneServer:
    """One server, or a primary and its replica. See `Nodes` for the methods."""

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

    def clients(self) -> list[redis.Redis]:
        """The server that is read."""
        return [self._reader]

    def ask(self, commands: Sequence[Command]) -> list[Any]:
        """The replies, in their order."""
        return ask_server(self.client_of(commands), commands)

    def at_once(self, commands: Sequence[Command]) -> list[Any]:
        """The replies to commands in one transaction."""
        return transaction(ask_server(self.client_of(commands), in_transaction(commands)))

    def client_of(self, commands: Sequence[Command]) -> redis.Redis:
        """The replica if there is one and the commands only read."""
        return self._reader if self._reader is self._client or is_reading(commands) else self._client

    def grouped(self, keys: Sequence[bytes]) -> list[list[bytes]]:
        """All keys in one group."""
        return [list(keys)]

    def layout(self) -> Layout | None:
        """Where the server is, if it moves."""
        return Layout(self._look()) if self._look else None

    def close(self) -> None:
        """Closes all connections."""
        for client in {id(each): each for each in (self._client, self._reader)}.values():
            client.close()
            client.connection_pool.disconnect()


def is_reading(commands: Sequence[Command]) -> bool:
    """Whether a replica may answer all commands."""
    return all(command[0] in READING for command in commands)


def ask_server(client: redis.Redis, commands: Sequence[Command]) -> list[Any]:
    """The replies of one server; to a refused command, the error. A lost connection is opened once more."""
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
