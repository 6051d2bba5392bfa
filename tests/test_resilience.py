"""What is missing or goes away: Redis, sessions, speakers, PyAudio."""

from __future__ import annotations

import base64
import os
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from audio_stream_player import create_app
from sambanova.redis_manager import RedisManager
from sambanova.settings import Settings
from tests.parts import (
    SINK_RATE,
    PlayerProcess,
    RedisServer,
    SoundServer,
    as_s16,
    body,
    correlation,
    speech,
    wait_until,
)
from tests.test_rest import TOLD, assert_done, assert_refused, url
from tests.test_socket import Browser

VOICE = speech(4, SINK_RATE)
TEXT = base64.b64encode(as_s16(VOICE))
FIELDS: dict[str, str | bytes] = {
    "authenticated": "True",
    "audio_buffer": TEXT,
    **TOLD,
    "sample_rate": str(SINK_RATE),
}

# A card that no machine has
NO_CARD = "pcm.!default { type hw card 99 }\nctl.!default { type hw card 99 }\n"


@pytest.fixture
def settings(own_redis: RedisServer) -> Settings:
    """The application on a Redis that is stopped and started by the tests."""
    own_redis.start()
    return Settings(redis_url=own_redis.url)


@pytest.fixture
def redis_manager(own_redis: RedisServer, settings: Settings) -> Iterator[RedisManager]:
    manager = RedisManager(settings)
    yield manager
    manager.close()


def test_redis_stopped_and_started_while_playing(
    client: Any, socket: Any, own_redis: RedisServer, redis_manager: RedisManager, sound_server: SoundServer
) -> None:
    redis_manager.write("call", FIELDS)
    with sound_server.recorded() as heard:
        assert_done(client.post(url("call", "/play")))
        own_redis.stop()
        started = time.monotonic()
        for path in ("/api/sessions", url("call", "/info"), url("call", "/audio")):
            assert_refused(client.get(path), 503, "redis_unavailable")
        refused = client.post(url("other", "/play"))
        assert_refused(refused, 503, "redis_unavailable")
        assert time.monotonic() - started < 3
        status = assert_done(client.get("/api/status"))
        assert status["redis_available"] is False
        assert status["playbacks"][0]["session_id"] == "call"
        paused = assert_done(client.post(url("call", "/pause")))
        assert assert_done(client.post(url("call", "/resume")))["position"] == paused["position"]
        own_redis.start()
        redis_manager.write("call", FIELDS)
        assert assert_done(client.get("/api/sessions"))["total"] == 1
        assert assert_done(client.get("/api/status"))["redis_available"] is True
        wait_until(lambda: not body(client.get("/api/status"))["playbacks"], 20)
    second_half = VOICE[len(VOICE) // 2 :]
    assert correlation(heard.sound[-len(second_half) :, 0], second_half) > 0.98
    names = [event["name"] for event in socket.get_received()]
    assert names.count("playback_complete") == 1
    assert "playback_error" not in names


def test_an_application_that_started_before_redis_finds_it(own_redis: RedisServer) -> None:
    app = create_app(Settings(redis_url=own_redis.url))
    client = app.test_client()
    assert_refused(client.get("/api/sessions"), 503, "redis_unavailable")
    own_redis.start()
    assert assert_done(client.get("/api/sessions"))["total"] == 0
    app.extensions["audio_stream_player"].close()


def test_a_session_that_expires_meanwhile_is_gone_for_every_call(
    client: Any, redis_manager: RedisManager
) -> None:
    redis_manager.write("call", FIELDS, ttl=1)
    assert_done(client.get(url("call", "/info")))
    wait_until(lambda: body(client.get("/api/sessions"))["total"] == 0)
    for verb in ("info", "audio", "download", "waveform"):
        assert_refused(client.get(url("call", f"/{verb}")), 404, "session_not_found")
    assert_refused(client.post(url("call", "/play")), 404, "session_not_found")
    assert_refused(client.delete(url("call")), 404, "session_not_found")


def test_a_session_whose_sound_is_replaced_gives_the_new_one(
    client: Any, redis_manager: RedisManager
) -> None:
    redis_manager.write("call", FIELDS)
    assert assert_done(client.get(url("call", "/info")))["audio_info"]["duration"] == 4
    other = base64.b64encode(as_s16(VOICE[: 2 * SINK_RATE]))
    redis_manager.write("call", {**FIELDS, "audio_buffer": other})
    assert assert_done(client.get(url("call", "/info")))["audio_info"]["duration"] == 2
    redis_manager.write("call", {**FIELDS, "audio_buffer": ""})
    assert_refused(client.get(url("call", "/audio")), 404, "no_audio")


# No speaker, no PyAudio: each in a process of its own, as PortAudio looks for devices only once


def assert_all_but_the_speaker_works(player: PlayerProcess) -> str:
    """Uses everything; returns why sound cannot be played."""
    status = player.get("/api/status").json()
    assert (status["audio_available"], status["devices"], status["device"]) == (False, [], None)
    assert status["redis_available"] is True
    sessions = player.get("/api/sessions").json()
    assert (sessions["total"], sessions["audio_available"]) == (1, False)
    assert player.get("/api/session/call/info").json()["audio_info"]["duration"] == 4
    assert player.get("/api/session/call/waveform").status_code == 200
    assert player.get("/api/session/call/audio").content.endswith(as_s16(VOICE))
    assert player.get("/api/session/call/download").status_code == 200
    assert player.get("/").status_code == 200
    for _ in range(2):
        refused = player.post("/api/session/call/play")
        assert refused.status_code == 503
        assert refused.json()["error"] == "audio_unavailable"
        assert refused.json()["message"] == status["audio_message"]
    assert player.get("/api/status").json()["playbacks"] == []
    assert player.post("/api/session/call/stop").json()["error"] == "not_playing"
    assert "Traceback" not in player.log
    return str(status["audio_message"])


def test_without_a_speaker_everything_else_works(
    tmp_path: Path, own_redis: RedisServer, redis_manager: RedisManager
) -> None:
    pytest.importorskip("pyaudio")
    redis_manager.write("call", FIELDS)
    nothing = tmp_path / "asound.conf"
    nothing.write_text(NO_CARD)
    with PlayerProcess(tmp_path, REDIS_URL=own_redis.url, ALSA_CONFIG_PATH=str(nothing)) as player:
        assert "no output device" in assert_all_but_the_speaker_works(player)


def test_a_speaker_that_is_connected_meanwhile_is_found(
    tmp_path: Path, own_redis: RedisServer, redis_manager: RedisManager, sound_server: SoundServer
) -> None:
    redis_manager.write("call", FIELDS)
    cards = tmp_path / "asound.conf"
    cards.write_text(NO_CARD)
    environment = {**sound_server.environment, "ALSA_CONFIG_PATH": str(cards)}
    with PlayerProcess(tmp_path, REDIS_URL=own_redis.url, **environment) as player:
        assert player.get("/api/status").json()["audio_available"] is False
        cards.write_text(Path(sound_server.environment["ALSA_CONFIG_PATH"]).read_text())
        wait_until(lambda: player.get("/api/status").json()["audio_available"], 20)
        assert player.post("/api/session/call/play").status_code == 200
        assert player.post("/api/session/call/stop").status_code == 200


def test_where_portaudio_crashes_everything_else_works(
    tmp_path: Path, own_redis: RedisServer, redis_manager: RedisManager
) -> None:
    pytest.importorskip("pyaudio")
    redis_manager.write("call", FIELDS)
    # When ALSA knows no names at all, PortAudio aborts the process that it is in.
    with PlayerProcess(tmp_path, REDIS_URL=own_redis.url, ALSA_CONFIG_PATH=os.devnull) as player:
        assert "PortAudio crashes" in assert_all_but_the_speaker_works(player)


def test_without_pyaudio_everything_else_works(
    tmp_path: Path, own_redis: RedisServer, redis_manager: RedisManager
) -> None:
    redis_manager.write("call", FIELDS)
    (tmp_path / "sitecustomize.py").write_text(
        textwrap.dedent(
            """
            import sys

            class Missing:
                def find_spec(self, name, path=None, target=None):
                    if name.startswith(("pyaudio", "_portaudio")):
                        raise ModuleNotFoundError(f"No module named {name!r}")

            sys.meta_path.insert(0, Missing())
            """
        )
    )
    with PlayerProcess(tmp_path, REDIS_URL=own_redis.url, PYTHONPATH=str(tmp_path)) as player:
        message = assert_all_but_the_speaker_works(player)
    assert "PyAudio is not installed" in message


def test_a_configured_speaker_that_is_not_there_is_named(
    tmp_path: Path, own_redis: RedisServer, redis_manager: RedisManager, sound_server: SoundServer
) -> None:
    redis_manager.write("call", FIELDS)
    environment = {"REDIS_URL": own_redis.url, "AUDIO_OUTPUT_DEVICE": "my headset"}
    with PlayerProcess(tmp_path, **environment) as player:
        status = player.get("/api/status").json()
        assert status["audio_available"] is False
        assert "AUDIO_OUTPUT_DEVICE" in status["audio_message"]
        refused = player.post("/api/session/call/play").json()
        assert refused["error"] == "audio_unavailable"


def test_a_speaker_that_goes_away_while_playing_ends_the_playback_with_a_word(
    tmp_path: Path, own_redis: RedisServer, redis_manager: RedisManager
) -> None:
    redis_manager.write("call", {**FIELDS, "audio_buffer": base64.b64encode(as_s16(speech(60, SINK_RATE)))})
    sound = SoundServer(tmp_path)
    sound.start()
    try:
        with PlayerProcess(tmp_path, REDIS_URL=own_redis.url, **sound.environment) as player:
            browser = Browser(player.url, "websocket")
            assert browser.call("play", {"session_id": "call"})["success"] is True
            wait_until(lambda: browser.of("playback_progress"))
            sound.stop()
            wait_until(lambda: browser.of("playback_complete"), 15)
            (complete,) = browser.of("playback_complete")
            (error,) = browser.of("playback_error")
            assert complete["success"] is False
            assert (error["session_id"], error["error"]) == ("call", "audio_unavailable")
            assert player.get("/api/status").json()["playbacks"] == []
            sound.start()
            wait_until(lambda: browser.call("play", {"session_id": "call"})["success"], 20)
            browser.call("stop", {"session_id": "call"})
            browser.leave()
    finally:
        sound.stop()


def test_a_speaker_that_went_away_before_playing_is_said_and_one_that_came_back_plays(
    tmp_path: Path, own_redis: RedisServer, redis_manager: RedisManager
) -> None:
    redis_manager.write("call", FIELDS)
    sound = SoundServer(tmp_path)
    sound.start()
    try:
        with PlayerProcess(tmp_path, REDIS_URL=own_redis.url, **sound.environment) as player:
            assert player.get("/api/status").json()["audio_available"] is True
            sound.stop()
            refused = player.post("/api/session/call/play")
            assert refused.status_code == 503
            assert refused.json()["error"] == "audio_unavailable"
            assert player.get("/api/status").json()["playbacks"] == []
            sound.start()
            wait_until(lambda: player.post("/api/session/call/play").status_code == 200, 20)
            assert player.post("/api/session/call/stop").status_code == 200
    finally:
        sound.stop()
