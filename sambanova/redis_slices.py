"""Reads the reply to a transaction slice by slice, where a value in it is too long to be held twice.

redis-py and hiredis hand over a reply when all of it has come. This reads from the socket of a connection
of redis-py, in RESP2 (https://redis.io/docs/latest/develop/reference/protocol-spec/).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

import redis
from redis.connection import AbstractConnection

TakeSlice = Callable[[memoryview], None]
"""Takes the next part of a value; the view is not valid afterwards."""


_READ_AHEAD = 1 << 13  # bytes; longer parts are received where they are needed, without a copy


class UnexpectedReply(Exception):
    """The reply is not what is read here. The connection is not usable any more."""


def read_transaction(
    connection: AbstractConnection, count: int, takers: Mapping[int, TakeSlice], slice_bytes: int
) -> list[Any]:
    """The replies to the `count` commands between MULTI and EXEC, all sent, each with a bulk reply.

    takers: of the commands whose replies are taken in slices of `slice_bytes`; the reply is then the length.
    Raises UnexpectedReply for refusals and for replies of other types, and redis.exceptions.RedisError.
    """
    sock = getattr(connection, "_sock", None)  # redis-py has no other way to it
    if sock is None:
        raise UnexpectedReply
    try:
        with sock.makefile("rb", buffering=_READ_AHEAD) as stream:
            for expected in (b"+OK\r\n", *([b"+QUEUED\r\n"] * count), b"*%d\r\n" % count):
                if stream.readline() != expected:
                    raise UnexpectedReply
            room = bytearray(slice_bytes)
            return [_value(stream, room, takers.get(number)) for number in range(count)]
    except TimeoutError as error:
        raise redis.exceptions.TimeoutError("Timeout reading from socket") from error
    except OSError as error:
        raise redis.exceptions.ConnectionError("Error while reading from socket") from error


def _value(stream: BinaryIO, room: bytearray, take: TakeSlice | None) -> Any:
    """A bulk string, or its length if it is taken in slices; None where there is none."""
    line = stream.readline()
    if line == b"$-1\r\n":
        return None
    if not line.startswith(b"$") or not line.endswith(b"\r\n"):
        raise UnexpectedReply
    length = int(line[1:-2])
    if take is None:
        value = stream.read(length)
        _read_exactly(stream, memoryview(bytearray(2)))
        return value
    left = length
    view = memoryview(room)
    while left:
        part = view[: min(left, len(room))]
        _read_exactly(stream, part)
        take(part)
        left -= len(part)
    _read_exactly(stream, memoryview(bytearray(2)))
    return length


def _read_exactly(stream: BinaryIO, part: memoryview) -> None:
    """Fills `part`. Raises redis.exceptions.ConnectionError if the connection ends before."""
    got = 0
    while got < len(part):
        count = stream.readinto(part[got:])  # type: ignore[attr-defined]  # of a buffered reader
        if not count:
            raise redis.exceptions.ConnectionError("Connection closed by server.")
        got += count
