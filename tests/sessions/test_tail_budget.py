"""A field that is read whole is read as often as Redis has time for it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from sambanova.redis_manager import RedisManager
from sambanova.sessions.tail import News, Tail
from sambanova.settings import Settings
from tests.faulty_proxy import FaultyProxy
from tests.parts import RedisServer, Sessions

DELAY = 0.15  # seconds


@pytest.fixture
def proxy(redis_server: RedisServer) -> Iterator[FaultyProxy]:
    """A way to Redis that may be slow."""
    found = FaultyProxy(redis_server.port)
    yield found
    found.close()


def late(data: bytes) -> Iterator[bytes]:
    """A fault: long replies, which hold the field, come late."""
    if len(data) > 500:
        time.sleep(DELAY)
    yield data


def read(tail: Tail) -> News | None:
    """Reads as soon as that is allowed."""
    while tail.wait:
        time.sleep(0.01)
    return tail.read()


def test_one_slow_read_does_not_keep_the_next_ones_away(
    sessions: Sessions, redis_server: RedisServer, proxy: FaultyProxy
) -> None:
    with redis_server.client() as client:
        raw: Any = client
        raw.hset("session:c", "audio_buffer", b"\x01" * 1000)
        (record,) = sessions.index.view("c").records
        manager = RedisManager(Settings(redis_url=f"redis://127.0.0.1:{proxy.port}/0"))
        tail = Tail(manager, record, record.parts[0], 1 << 20)
        for _ in range(4):
            read(tail)
        proxy.spoil(late)
        raw.hset("session:c", "audio_buffer", b"\x01" * 1002)
        assert read(tail) is not None
        assert tail.wait < DELAY
        for _ in range(4):  # Redis is slow for good
            read(tail)
        assert tail.wait > DELAY
        manager.close()
