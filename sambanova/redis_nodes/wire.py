"""Commands and replies on a connection, packed here: a pipeline of redis-py takes several times as long."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import hiredis
import redis
from redis.connection import AbstractConnection

_BATCH = 1500  # commands that are sent before their replies are read

Command = tuple[Any, ...]
"""The name of a command and its arguments: text, bytes or numbers."""


def send(connection: AbstractConnection, packed: bytes) -> None:
    """Sends packed commands on a connection."""
    connection.send_packed_command([packed])  # type: ignore[no-untyped-call]  # untyped in redis-py


def disconnect(connection: AbstractConnection) -> None:
    """Closes a connection; it connects again when it is used."""
    connection.disconnect()  # type: ignore[no-untyped-call]  # untyped in redis-py


def reply(connection: AbstractConnection) -> Any:
    """The next reply; for a refused command, the error."""
    try:
        return connection.read_response()
    except redis.exceptions.ResponseError as error:
        return error


def replies(connection: AbstractConnection, commands: Sequence[Command]) -> Iterator[list[Any]]:
    """The replies in batches, each of which is read when the following commands have been sent.

    The first batch is empty: when it comes, the first commands have been sent.
    """
    batches = [commands[start : start + _BATCH] for start in range(0, len(commands), _BATCH)]
    for batch, following in itertools.pairwise([[], *batches, []]):
        if following:
            send(connection, b"".join(map(hiredis.pack_command, following)))
        yield [reply(connection) for _ in batch]


@contextmanager
def connection_of(client: redis.Redis) -> Iterator[AbstractConnection]:
    """A connection out of the pool of a client, for as long as the context lasts."""
    connection = client.connection_pool.get_connection()
    try:
        yield connection
    except BaseException:  # unread replies may be left, which the next user must not get
        disconnect(connection)
        raise
    finally:
        client.connection_pool.release(connection)
