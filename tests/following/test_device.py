"""The device goes while a call is followed on it: that is said, and the call is heard when it is back."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import socketio

from tests.following.test_following import CHUNKS, RATE
from tests.parts import PlayerProcess, RedisServer, SoundServer, wait_until


@pytest.fixture
def own_speaker(tmp_path: Path) -> Iterator[SoundServer]:
    """A speaker that may be taken away."""
    server = SoundServer(tmp_path)
    server.start()
    yield server
    server.stop()


def post(player: PlayerProcess, act: str) -> requests.Response:
    return player.post(f"/api/session/c/{act}")


def test_a_device_that_goes_ends_following_and_the_call_is_heard_again_when_it_is_back(
    tmp_path: Path, redis_server: RedisServer, own_speaker: SoundServer
) -> None:
    told: dict[str, Any] = {}
    with (
        redis_server.client() as raw,
        PlayerProcess(tmp_path, REDIS_URL=redis_server.url, **own_speaker.environment) as player,
        socketio.SimpleClient() as page,
    ):
        raw.hset("session:c", mapping={"sample_rate": RATE, "channels": 1, "encoding": "s16le"})
        raw.rpush("audio:c", *CHUNKS[:20])
        page.connect(player.url)
        assert post(player, "follow").status_code == 200
        own_speaker.stop()
        while not told.keys() >= {"playback_error", "playback_complete"}:  # the client may swap them
            raw.rpush("audio:c", CHUNKS[20])  # a device that is not written to is not missed
            with contextlib.suppress(socketio.exceptions.TimeoutError):
                name, payload = page.receive(timeout=0.1)
                told[name] = payload
        assert told["playback_error"]["error"] == "audio_unavailable"
        assert told["playback_complete"]["success"] is False
        assert player.get("/api/status").json()["playbacks"] == []
        own_speaker.start()
        with own_speaker.recorded() as heard:
            wait_until(lambda: post(player, "follow").status_code == 200)
            raw.rpush("audio:c", *CHUNKS[21:40])
            wait_until(lambda: heard.seconds > 1)
