"""`/speech`, and `as` in what is played and saved."""

from __future__ import annotations

import io
import wave
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.parts import RedisServer, as_s16, body, speech

RATE = 16_000
Put = Callable[..., str]


def test_the_stretches_of_each_track_are_told(client: FlaskClient, redis_server: RedisServer) -> None:
    with redis_server.client() as redis_client:
        redis_client.rpush("call:7:user", as_s16(speech(6, RATE)))
        redis_client.rpush("call:7:agent", as_s16(speech(5, RATE, seed=2)))
    told = body(client.get("/api/session/7/speech"))
    assert [one["track"] for one in told["tracks"]] == ["user", "agent"]
    starts = [one["start"] for one in told["stretches"]]
    assert starts == sorted(starts)
    assert told["complete"] is True
    alone = body(client.get("/api/session/7/speech?track=agent"))
    assert len(alone["tracks"]) == 1
    slower = body(client.get("/api/session/7/speech?track=agent&sample_rate=8000"))
    assert slower["stretches"][-1]["end"] == pytest.approx(2 * alone["stretches"][-1]["end"], abs=0.2)


def test_what_has_no_sound_says_so(client: FlaskClient, put: Put) -> None:
    put("empty")
    assert client.get("/api/session/empty/speech").status_code == 404
    put("silent", bytes(2 * RATE), sample_rate=str(RATE))
    assert body(client.get("/api/session/silent/speech"))["stretches"] == []


@pytest.mark.parametrize(("name", "rate"), [("recogniser8", 8000), ("recogniser16", 16_000)])
def test_sound_is_saved_as_a_recogniser_gets_it(client: FlaskClient, put: Put, name: str, rate: int) -> None:
    put("call", as_s16(speech(3, 48_000)), sample_rate="48000")
    stored = client.get("/api/session/call/audio")
    answer = client.get(f"/api/session/call/audio?as={name}")
    with wave.open(io.BytesIO(answer.get_data())) as reader:
        assert (reader.getframerate(), reader.getnchannels(), reader.getsampwidth()) == (rate, 1, 2)
        assert reader.getnframes() / rate == pytest.approx(3, abs=0.01)
    assert answer.headers["ETag"] != stored.headers["ETag"]
    part = client.get(f"/api/session/call/audio?as={name}", headers={"Range": "bytes=100-199"})
    assert part.status_code == 206
    assert part.get_data() == answer.get_data()[100:200]
    assert client.get("/api/session/call/audio?as=ear").status_code == 400


def test_the_speaker_plays_it_so_too(client: FlaskClient, put: Put, sound_server: object) -> None:
    put("call", as_s16(speech(3, 48_000)), sample_rate="48000")
    told = body(client.post("/api/session/call/play", json={"as": "recogniser8", "volume": 0.1}))
    assert told["format"]["sample_rate"] == 8000
    assert told["duration"] == pytest.approx(3, abs=0.01)
    client.post("/api/session/call/stop")
