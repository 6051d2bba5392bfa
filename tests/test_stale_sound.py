"""What is served is what is stored now, however long it is and whatever was read of it before."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import redis
import soundfile
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from audio_stream_player import create_app
from sambanova.settings import Settings
from tests.parts import RedisServer, as_s16, body, speech

RATE = 8000
HEADER = 44  # bytes
KEY = "session:call"
FIRST, SECOND = speech(5, RATE, 1), speech(5, RATE, 2)


@pytest.fixture(autouse=True)
def _all_are_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes all recordings for long ones, so that the tests need not wait for real ones."""
    monkeypatch.setattr("sambanova.library.LONG_SESSION", 0)


def text(samples: NDArray[np.float32]) -> bytes:
    return base64.b64encode(as_s16(samples))


@pytest.fixture
def raw(redis_server: RedisServer) -> Iterator[redis.Redis]:
    """The voice app's own client, with one session."""
    with redis_server.client() as client:
        client.hset(KEY, mapping=session(text(FIRST)))
        yield client


def session(audio: bytes, rate: int = RATE) -> dict[Any, Any]:
    told = {"authenticated": "True", "encoding": "s16le", "channels": "1", "sample_rate": str(rate)}
    return {**told, "audio_buffer": audio}


def served(client: FlaskClient, start: int = 0) -> bytes:
    answer = client.get("/api/session/call/audio", headers={"Range": f"bytes={start}-"} if start else {})
    assert answer.status_code == (206 if start else 200)
    return bytes(answer.data)


def replace(raw: redis.Redis) -> None:
    raw.hset(KEY, "audio_buffer", text(SECOND))


def write_again(raw: redis.Redis) -> None:
    raw.delete(KEY)
    raw.hset(KEY, mapping=session(text(SECOND)))


def move_over(raw: redis.Redis) -> None:
    raw.hset("other", mapping=session(text(SECOND)))
    raw.rename("other", KEY)


def flush(raw: redis.Redis) -> None:
    raw.flushall()
    raw.hset(KEY, mapping=session(text(SECOND)))


@pytest.mark.parametrize("change", [replace, write_again, move_over, flush])
def test_a_long_recording_that_was_replaced_by_one_of_the_same_length_is_not_heard_any_more(
    client: FlaskClient, raw: redis.Redis, change: Callable[[redis.Redis], None]
) -> None:
    first, second = as_s16(FIRST), as_s16(SECOND)
    assert served(client)[HEADER:] == first
    peaks = body(client.get("/api/session/call/waveform?points=500"))["channels"]
    assert served(client, 1000) == first[1000 - HEADER :]
    change(raw)
    assert served(client, 1000) == second[1000 - HEADER :]
    assert served(client)[HEADER:] == second
    assert body(client.get("/api/session/call/waveform?points=500"))["channels"] != peaks
    assert client.get("/api/session/call/download?original=1").data == second


def test_a_short_recording_is_read_each_time(
    client: FlaskClient, raw: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sambanova.library.LONG_SESSION", 1 << 30)
    served(client)
    replace(raw)
    assert served(client, 1000) == as_s16(SECOND)[1000 - HEADER :]


def test_a_rate_that_was_put_right_is_heard_at_once(client: FlaskClient, raw: redis.Redis) -> None:
    assert soundfile.info(io.BytesIO(served(client))).samplerate == RATE
    raw.hset(KEY, "sample_rate", "16000")
    assert soundfile.info(io.BytesIO(served(client))).samplerate == 16000


def test_a_session_that_is_gone_is_not_served(client: FlaskClient, raw: redis.Redis) -> None:
    served(client)
    raw.delete(KEY)
    assert client.get("/api/session/call/audio").status_code == 404


def test_a_long_recording_that_stays_as_it_is_crosses_the_network_once(
    client: FlaskClient, raw: redis.Redis
) -> None:
    size = len(text(FIRST))
    before = sent_by(raw)
    for start in range(0, size // 2, size // 20):
        served(client, start)
    body(client.get("/api/session/call/waveform?points=500"))
    assert size < sent_by(raw) - before < 1.5 * size


def sent_by(raw: redis.Redis) -> int:
    return int(raw.info("stats")["total_net_output_bytes"])


def test_a_redis_that_began_again_is_asked_again(own_redis: RedisServer) -> None:
    own_redis.start()
    app = create_app(Settings(redis_url=own_redis.url))
    client = app.test_client()
    for samples in (FIRST, SECOND):
        with own_redis.client() as raw:
            raw.hset(KEY, mapping=session(text(samples)))
        assert served(client, 1000) == as_s16(samples)[1000 - HEADER :]
        own_redis.stop()
        own_redis.start()
    close(app)


def test_where_redis_may_not_be_asked_for_changes_everything_is_read_again(own_redis: RedisServer) -> None:
    own_redis.start()
    with own_redis.client() as raw:
        raw.acl_setuser("app", enabled=True, passwords=["+pw"], keys=["*"], commands=["+@all", "-watch"])
        app = create_app(Settings(redis_url=own_redis.url.replace("//", "//app:pw@")))
        client = app.test_client()
        for samples in (FIRST, SECOND):
            raw.hset(KEY, mapping=session(text(samples)))
            assert served(client, 1000) == as_s16(samples)[1000 - HEADER :]
    close(app)


def test_no_more_connections_are_held_than_a_few(own_redis: RedisServer) -> None:
    own_redis.start()
    app = create_app(Settings(redis_url=own_redis.url))
    client = app.test_client()
    with own_redis.client() as raw:
        for number in range(10):
            raw.hset(f"session:{number}", mapping=session(text(FIRST)))
            assert client.get(f"/api/session/{number}/audio").status_code == 200
        assert int(raw.info("clients")["connected_clients"]) < 10
        close(app)
        assert int(raw.info("clients")["connected_clients"]) == 1


def close(app: Flask) -> None:
    app.extensions["audio_stream_player"].close()


@given(
    st.lists(
        st.sampled_from(["replace", "same", "field", "delete", "extend", "heard", "range", "waveform"]),
        max_size=12,
    ),
    st.data(),
)
@hypothesis_settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_written_between_two_requests_the_second_serves_what_is_stored(
    client: FlaskClient, redis_server: RedisServer, steps: list[str], data: st.DataObject
) -> None:
    with redis_server.client() as raw:
        pcm = as_s16(speech(0.2, RATE))
        raw.delete(KEY)
        raw.hset(KEY, mapping=session(base64.b64encode(pcm)))
        for step in steps:
            if step in ("replace", "same"):
                if step == "replace":
                    pcm = pcm[:1] + data.draw(st.binary(min_size=20, max_size=20)) + pcm[21:]
                raw.hset(KEY, "audio_buffer", base64.b64encode(pcm))
            elif step == "field":
                raw.hset(KEY, "last_seen", data.draw(st.text(max_size=5)))
            elif step == "delete":
                raw.delete(KEY)
                raw.hset(KEY, mapping=session(base64.b64encode(pcm)))
            elif step == "extend":
                raw.expire(KEY, 100)
            elif step == "waveform":
                assert client.get("/api/session/call/waveform?points=10").status_code == 200
            else:
                start = data.draw(st.integers(HEADER, HEADER + len(pcm) - 1)) if step == "range" else 0
                assert served(client, start)[0 if start else HEADER :] == pcm[max(0, start - HEADER) :]
