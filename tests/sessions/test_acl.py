"""A Redis user with no rights but those that SECURITY.md names can do all that the player does."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import redis
from flask import Flask
from flask.testing import FlaskClient

from sambanova.settings import Settings
from tests.parts import ROOT, RedisServer, as_s16, body, speech, wait_until

VOICE = as_s16(speech(2, 16000))


def documented_rights(name: str) -> list[str]:
    """The words after `ACL SETUSER name` in SECURITY.md."""
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    found = re.search(rf"ACL SETUSER {name} ([^`]*?)\n```", text.replace("\\\n", " "))
    assert found is not None
    return found[1].split()


@pytest.fixture
def rights() -> list[str]:
    """Of the user; a test class may define its own."""
    return documented_rights("player")


@pytest.fixture
def writer(own_redis: RedisServer, rights: list[str]) -> Iterator[redis.Redis]:
    """A client like that of a voice app, which wrote a session in each Redis type."""
    own_redis.start()
    with own_redis.client() as client:
        client.execute_command("ACL", "SETUSER", "player", *rights)
        client.execute_command("ACL", "SETUSER", "player", ">secret")
        client.hset("session:hash", mapping={"audio_buffer": VOICE, "notes": "long " * 2000})
        client.hset("session:two", mapping={"user_audio": VOICE, "agent_audio": VOICE})
        client.rpush("audio:list", VOICE[:3200], VOICE[3200:])
        client.xadd("audio:stream:stream", {"audio": VOICE, "sample_rate": "16000"})
        client.set("audio:string", VOICE, ex=100)
        yield client


@pytest.fixture
def settings(own_redis: RedisServer, writer: redis.Redis) -> Settings:
    return Settings(redis_url=own_redis.url.replace("//", "//player:secret@"))


IDS = ("hash", "two", "list", "stream", "string")


def listed(client: FlaskClient) -> set[str]:
    return {session["session_id"] for session in body(client.get("/api/sessions"))["sessions"]}


def refused(writer: redis.Redis) -> set[str]:
    """What the user tried without the right to."""
    objects = (entry["object"] for entry in writer.acl_log(128))
    return {one.decode() if isinstance(one, bytes) else str(one) for one in objects}


class TestRights:
    def test_everything_works(self, client: FlaskClient, writer: redis.Redis, app: Flask) -> None:
        assert listed(client) == set(IDS)
        assert body(client.get("/api/status"))["redis"]["used_memory_bytes"]
        assert body(client.get("/api/survey"))["keys"] == len(IDS)
        for session_id in IDS:
            for _ in range(2):  # the second time from the cache
                assert client.get(f"/api/session/{session_id}/audio").status_code == 200
        info = body(client.get("/api/session/hash/info"))
        assert info["data"]["notes"].startswith("long")
        assert client.get("/api/session/nobody/info").status_code == 404
        extended = client.post("/api/session/string/extend", json={"seconds": 500})
        assert body(extended)["ttl"] == 500
        assert client.delete("/api/session/list").status_code == 200
        writer.rpush("audio:new", VOICE)
        wait_until(lambda: listed(client) == {*IDS, "new"} - {"list"})
        assert body(client.get("/api/status"))["redis"]["changes"] == "following"
        # redis-py tells newer servers its name, and goes on without. Redis 6 names the command alone.
        assert refused(writer) <= {"client|setinfo", "client"}


class TestReading:
    """The user that may only read."""

    @pytest.fixture
    def rights(self) -> list[str]:
        changing = {"+del", "+exists", "+pexpire"}
        return [right for right in documented_rights("player") if right not in changing]

    def test_all_is_heard_and_nothing_changed(self, client: FlaskClient, writer: redis.Redis) -> None:
        assert listed(client) == set(IDS)
        for session_id in IDS:
            assert client.get(f"/api/session/{session_id}/audio").status_code == 200
        refusal = client.delete("/api/session/list")
        assert refusal.status_code == 503
        assert "may not" in body(refusal)["message"]
        assert client.post("/api/session/string/extend", json={"seconds": 500}).status_code == 503
        assert writer.exists("audio:list")
        assert writer.ttl("audio:string") <= 100


class TestWithoutTracking:
    """The user that may not ask Redis to tell changes."""

    @pytest.fixture
    def rights(self) -> list[str]:
        return [right for right in documented_rights("player") if not right.startswith("+client")]

    def test_the_list_is_read_again_instead(self, client: FlaskClient, writer: redis.Redis) -> None:
        assert listed(client) == set(IDS)
        assert body(client.get("/api/status"))["redis"]["changes"] == "polling"
        writer.rpush("audio:new", VOICE)
        wait_until(lambda: listed(client) == {*IDS, "new"})
        assert client.get("/api/session/new/audio").status_code == 200
