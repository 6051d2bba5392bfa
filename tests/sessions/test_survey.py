"""What is in a Redis where nothing matches: groups of keys, what they look like, and AUDIO_KEYS that fit."""

from __future__ import annotations

import base64
import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
import redis
from flask.testing import FlaskClient

from sambanova.audio_keys import AudioKeys
from sambanova.redis_manager import RedisManager
from sambanova.sessions.survey import Survey, Surveyor, survey
from sambanova.settings import Settings
from tests.parts import RedisServer, Sessions, as_s16, body, speech

ID = "8f3a9c1204ab"
VOICE = as_s16(speech(1, 16000))
CHUNKS = [VOICE[start : start + 640] for start in range(0, len(VOICE), 640)]


@pytest.fixture
def app_client(redis_server: RedisServer) -> redis.Redis:
    """A client like that of a voice app."""
    return redis_server.client()


def looked_through(manager: RedisManager) -> dict[str, dict[str, Any]]:
    """The groups of a survey, by pattern."""
    found = survey(manager, AudioKeys.default()).as_json()
    return {group["pattern"]: group for group in found["groups"]}


def test_every_layout_is_found_by_the_suggestion(
    app_client: redis.Redis, redis_manager: RedisManager, redis_url: str
) -> None:
    app_client.set(f"mic-{ID}", VOICE)
    app_client.rpush(f"voip/{ID}/in", *CHUNKS)
    for chunk in CHUNKS:
        app_client.xadd(f"rt:{ID}:feed", {"seq": "1", "blob": chunk, "codec": "pcm16"})
    app_client.hset(f"conv:{ID}", mapping={"user": "Ada", "sound": base64.b64encode(VOICE)})
    app_client.set(f"note:{ID}", json.dumps({"inbound": [base64.b64encode(VOICE).decode()]}))
    found = survey(redis_manager, AudioKeys.default())
    assert found.suggestion is not None
    name, _, value = found.suggestion.partition("=")
    assert name == "AUDIO_KEYS"
    assert set(value.split(",")) == {
        "mic-{id}",
        "voip/{id}/in",
        "rt:{id}:feed",
        "conv:{id}#sound",
        "note:{id}",
    }
    seen = Sessions(Settings.from_environment({"REDIS_URL": redis_url, "AUDIO_KEYS": value}))
    try:
        assert seen.ids() == {ID}
        assert seen.session(ID).stored_as == "hash+list+stream+string"
        assert len(seen.session(ID).keys) == 5
    finally:
        seen.close()


def test_text_and_other_data_are_no_audio(app_client: redis.Redis, redis_manager: RedisManager) -> None:
    for number in range(3):
        result = {"trace": "5f0c1d" * 8, "status": "SUCCESS", "result": "All is well. " * 900}
        app_client.set(f"celery-task-meta-{number}", json.dumps(result))
        app_client.set(f"cache:{number}", pickle.dumps(list(range(99))))
        app_client.set(f"token:{number}", base64.b64encode(b"\x91\xc2" * 90))
        app_client.zadd(f"rank:{number}", {"ada": 1})
        app_client.hset(f"user:{number}", mapping={"name": "Ada Lovelace", "about": "The first of all " * 40})
        app_client.rpush(f"jobs:{number}", "send the mail to Grace")
    found = looked_through(redis_manager)
    assert {pattern: group["looks_like"] for pattern, group in found.items()} == {
        "celery-task-meta-{id}": "text",
        "cache:{id}": "other",
        "token:{id}": "text",
        "rank:{id}": "other",
        "user:{id}": "text",
        "jobs:{id}": "text",
    }
    assert found["rank:{id}"]["type"] == "zset"
    assert all(group["count"] == 3 for group in found.values())
    assert survey(redis_manager, AudioKeys.default()).suggestion is None


@pytest.mark.parametrize(
    "beginning", [b"RIFF", b"OggS", b"ID3\x03", b"\x1aE\xdf\xa3", b"fLaC", b"\xff\xfe\xfd"]
)
def test_a_value_is_known_by_its_first_bytes(
    app_client: redis.Redis, redis_manager: RedisManager, beginning: bytes
) -> None:
    app_client.set("take:7", beginning + VOICE)
    group = looked_through(redis_manager)["take:{id}"]
    assert group["looks_like"] == "audio"
    assert group["suggestion"] == "take:{id}"


def test_two_directions_in_a_hash_are_suggested_without_a_field(
    app_client: redis.Redis, redis_manager: RedisManager
) -> None:
    app_client.hset(f"conv:{ID}", mapping={"user_audio": VOICE, "agent_audio": VOICE, "user_name": "Ada"})
    assert looked_through(redis_manager)["conv:{id}"]["suggestion"] == "conv:{id}"


def test_nothing_is_suggested_where_the_player_finds_all(
    app_client: redis.Redis, redis_manager: RedisManager
) -> None:
    app_client.rpush(f"audio:{ID}", *CHUNKS)
    app_client.hset(f"session:{ID}", mapping={"audio_buffer": base64.b64encode(VOICE)})
    found = survey(redis_manager, AudioKeys.default())
    assert [group.suggestion for group in found.groups] == ["audio:{id}", "session:{id}#audio_buffer"]
    assert found.suggestion is None


def test_a_field_that_the_player_does_not_know_is_suggested(
    app_client: redis.Redis, redis_manager: RedisManager
) -> None:
    app_client.hset(f"session:{ID}", mapping={"user": "Ada", "blob": base64.b64encode(VOICE)})
    assert survey(redis_manager, AudioKeys.default()).suggestion == "AUDIO_KEYS=session:{id}#blob"


def test_huge_elements_are_not_read(app_client: redis.Redis, redis_manager: RedisManager) -> None:
    huge = b"\x01" * 2_000_000
    app_client.rpush("bulk:1", huge, huge)
    app_client.xadd("flow:1", {"x": huge})
    app_client.hset("box:1", mapping={"x": huge})
    before = app_client.info("stats")["total_net_output_bytes"]
    found = looked_through(redis_manager)
    assert {group["looks_like"] for group in found.values()} == {"other"}
    assert app_client.info("stats")["total_net_output_bytes"] - before < 100_000


def test_a_million_shapes_and_hostile_names_are_bounded_and_on_one_line(
    app_client: redis.Redis, redis_manager: RedisManager
) -> None:
    pipe = app_client.pipeline(transaction=False)
    letters = np.random.default_rng(1).integers(97, 123, (15_000, 12), np.uint8)
    for row in letters:
        pipe.set(":".join(row.tobytes().decode()), "1")
    for name in (
        b"a\nb:1",
        b"\x1b[31mred:2",
        b"x" * 100_000,
        b"\xff\xfe:3",
        b"{id}:{track}:{n}",
        b":::",
        b"",
    ):
        pipe.set(b"audio" + name, VOICE)
    pipe.execute()
    found = survey(redis_manager, AudioKeys.default())
    assert found.keys == 15_007
    assert 1000 <= found.sampled <= 10_000
    answer = found.as_json()
    assert len(answer["groups"]) <= 20
    assert len(json.dumps(answer)) < 20_000
    for group in answer["groups"]:
        assert group["pattern"].isprintable()
        assert group["example"].isprintable()
    assert (answer["suggestion"] or "").isprintable()


def test_an_empty_redis_has_nothing(redis_manager: RedisManager) -> None:
    assert survey(redis_manager, AudioKeys.default()) == Survey(0, 0, ())


def test_many_that_ask_at_once_cost_as_much_as_one(
    app_client: redis.Redis, redis_manager: RedisManager
) -> None:
    app_client.set(f"mic:{ID}:pcm", VOICE)
    surveyor = Surveyor(redis_manager, AudioKeys.default())
    app_client.config_resetstat()
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: surveyor.survey(), range(8)))
    assert len({one.suggestion for one in found}) == 1
    assert app_client.info("commandstats")["cmdstat_scan"]["calls"] == 1


def test_it_needs_no_right_but_scan_and_type(own_redis: RedisServer) -> None:
    own_redis.start()
    with own_redis.client() as client:
        client.set(f"mic:{ID}:pcm", VOICE)
        client.execute_command("ACL", "SETUSER", "looker", "on", ">x", "~*", "+scan", "+type")
    manager = RedisManager(Settings(redis_url=own_redis.url.replace("//", "//looker:x@")))
    try:
        found = survey(manager, AudioKeys.default())
    finally:
        manager.close()
    assert found.keys == 1
    assert found.suggestion == "AUDIO_KEYS=mic:{id}:pcm"


def test_keys_that_are_forbidden_are_left_out(own_redis: RedisServer) -> None:
    own_redis.start()
    with own_redis.client() as client:
        client.set(f"mic:{ID}:pcm", VOICE)
        client.set(f"secret:{ID}", VOICE)
        client.execute_command("ACL", "SETUSER", "looker", "on", ">x", "~mic:*", "+@all")
    manager = RedisManager(Settings(redis_url=own_redis.url.replace("//", "//looker:x@")))
    try:
        found = survey(manager, AudioKeys.default())
    finally:
        manager.close()
    assert [group.pattern for group in found.groups] == ["mic:{id}:pcm"]


def test_the_api_serves_it(client: FlaskClient, app_client: redis.Redis) -> None:
    app_client.rpush(f"voip:{ID}", *CHUNKS)
    answer = client.get("/api/survey")
    assert body(answer) == {
        "success": True,
        "keys": 1,
        "sampled": 1,
        "groups": [
            {
                "pattern": "voip:{id}",
                "type": "list",
                "count": 1,
                "example": f"voip:{ID}",
                "looks_like": "audio",
                "suggestion": "voip:{id}",
            }
        ],
        "suggestion": "AUDIO_KEYS=voip:{id}",
    }
