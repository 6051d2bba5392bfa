"""What comes out of the speaker: recorded from the monitor of a null sink and compared."""

from __future__ import annotations

import base64
import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import soxr
from flask.testing import FlaskClient

from audio_stream_player import AudioStreamPlayer
from tests.parts import (
    SINK_RATE,
    RedisServer,
    SoundServer,
    as_s16,
    body,
    correlation,
    speech,
    wait_until,
)

Put = Callable[..., str]


def base64_of(pcm: bytes) -> bytes:
    return base64.b64encode(pcm)


def play_to_the_end(client: FlaskClient, player: AudioStreamPlayer, session_id: str, **asked: Any) -> None:
    answer = client.post(f"/api/session/{session_id}/play", json=asked)
    assert answer.status_code == 200, answer.json
    wait_until(lambda: not player.status()["playbacks"], 30)


def test_pcm_in_the_format_of_the_sink_comes_out_bit_for_bit(
    client: FlaskClient, player: AudioStreamPlayer, put: Put, sound_server: SoundServer
) -> None:
    stereo = np.stack([speech(2, SINK_RATE, 1), speech(2, SINK_RATE, 2)], axis=1)
    pcm = as_s16(stereo)
    put("exact", base64_of(pcm), sample_rate="44100", channels="2", encoding="s16le")
    with sound_server.recorded() as heard:
        play_to_the_end(client, player, "exact")
    expected = np.frombuffer(pcm, "<i2").reshape(-1, 2)
    loud = np.flatnonzero(np.abs(expected.astype(int)).max(axis=1) > 0)
    np.testing.assert_array_equal(heard.sound, expected[loud[0] : loud[-1] + 1])


@pytest.mark.parametrize("encoding", ["u8", "s24le", "s32le", "f32le"])
def test_other_widths_come_out_as_their_16_upper_bits(
    encoding: str, client: FlaskClient, player: AudioStreamPlayer, put: Put, sound_server: SoundServer
) -> None:
    values = (speech(1, SINK_RATE) * 127).astype(np.int16)
    stored = {
        "u8": (values + 128).astype("u1").tobytes(),
        "s24le": (values.astype("<i4") << 16).astype("<i4").view("u1").reshape(-1, 4)[:, :3].tobytes(),
        "s32le": (values.astype("<i4") << 24).tobytes(),
        "f32le": (values / 128).astype("<f4").tobytes(),
    }[encoding]
    put("wide", base64_of(stored), sample_rate="44100", channels="1", encoding=encoding)
    with sound_server.recorded() as heard:
        play_to_the_end(client, player, "wide")
    expected = values.astype(int) << 8
    loud = np.flatnonzero(expected)
    np.testing.assert_allclose(heard.sound[:, 0], expected[loud[0] : loud[-1] + 1], atol=1)


def test_headerless_16_khz_sounds_as_it_was_recorded(
    client: FlaskClient, player: AudioStreamPlayer, put: Put, sound_server: SoundServer
) -> None:
    voice = speech(3, 16000)
    put("call", base64_of(as_s16(voice)), sample_rate="16000")
    with sound_server.recorded() as heard:
        play_to_the_end(client, player, "call")
    expected = soxr.resample(voice, 16000, SINK_RATE)
    assert correlation(heard.sound[:, 0], expected) > 0.99
    assert heard.seconds == pytest.approx(3, abs=0.05)


def test_volume_makes_it_softer(
    client: FlaskClient, player: AudioStreamPlayer, put: Put, sound_server: SoundServer
) -> None:
    put("call", base64_of(as_s16(speech(1, SINK_RATE))), sample_rate="44100")
    peaks = []
    for volume in (1.0, 0.25):
        with sound_server.recorded() as heard:
            play_to_the_end(client, player, "call", volume=volume)
        peaks.append(int(np.abs(heard.sound.astype(int)).max()))
    assert peaks[1] == pytest.approx(peaks[0] / 4, rel=0.01)


def test_a_position_begins_there(
    client: FlaskClient, player: AudioStreamPlayer, put: Put, sound_server: SoundServer
) -> None:
    voice = speech(4, SINK_RATE)
    put("call", base64_of(as_s16(voice)), sample_rate="44100")
    with sound_server.recorded() as heard:
        play_to_the_end(client, player, "call", position=2.5)
    expected = voice[int(2.5 * SINK_RATE) :]
    assert correlation(heard.sound[:, 0], expected) > 0.99
    assert heard.seconds == pytest.approx(1.5, abs=0.1)


def test_pause_and_resume_lose_nothing_worth_hearing(
    client: FlaskClient, player: AudioStreamPlayer, put: Put, sound_server: SoundServer
) -> None:
    voice = speech(3, SINK_RATE)
    put("call", base64_of(as_s16(voice)), sample_rate="44100")
    with sound_server.recorded() as heard:
        client.post("/api/session/call/play")
        wait_until(lambda: player.status()["playbacks"][0]["position"] > 1)
        paused_at = body(client.post("/api/session/call/pause"))["position"]
        length = len(heard.frames)
        wait_until(lambda: len(heard.frames) > length + SINK_RATE // 2)
        assert body(client.post("/api/session/call/resume"))["position"] == paused_at
        wait_until(lambda: not player.status()["playbacks"])
    assert heard.seconds > 3.3  # with half a second of silence or more inside
    second_half = voice[int(paused_at * SINK_RATE) :]
    assert correlation(heard.sound[-len(second_half) :, 0], second_half) > 0.98


def test_seek_goes_there_also_while_paused(
    client: FlaskClient, player: AudioStreamPlayer, put: Put, sound_server: SoundServer
) -> None:
    put("call", base64_of(as_s16(speech(5, 16000))), sample_rate="16000")
    client.post("/api/session/call/play")
    client.post("/api/session/call/pause")
    assert body(client.post("/api/session/call/seek", json={"position": 3.25}))["position"] == 3.25
    assert player.status()["playbacks"][0]["state"] == "paused"
    assert body(client.post("/api/session/call/seek", json={"position": 99}))["position"] == 5.0
    client.post("/api/session/call/seek", json={"position": 4.5})
    client.post("/api/session/call/resume")
    wait_until(lambda: not player.status()["playbacks"])


def events(socket: Any, name: str) -> list[dict[str, Any]]:
    return [event["args"][0] for event in socket.received_so_far() if event["name"] == name]


@pytest.fixture
def socket(socket: Any) -> Any:
    """The client, with `received_so_far`, which forgets nothing."""
    received: list[dict[str, Any]] = []

    def received_so_far() -> list[dict[str, Any]]:
        received.extend(socket.get_received())
        return received

    socket.received_so_far = received_so_far
    return socket


def test_progress_goes_on_and_completion_comes_once(socket: Any, put: Put, sound_server: SoundServer) -> None:
    put("call", base64_of(as_s16(speech(1.5, 16000))), sample_rate="16000")
    answer = socket.emit("play", {"session_id": "call"}, callback=True)
    assert answer["success"]
    wait_until(lambda: events(socket, "playback_complete"))
    time.sleep(0.3)
    assert events(socket, "playback_complete") == [
        {"session_id": "call", "success": True, "message": "Played to the end."}
    ]
    positions = [event["position"] for event in events(socket, "playback_progress")]
    assert positions == sorted(positions)
    assert len(positions) >= 8
    assert len(events(socket, "playback_started")) == 1


def test_stop_completes_once_and_a_second_stop_says_so(
    socket: Any, client: FlaskClient, put: Put, sound_server: SoundServer
) -> None:
    put("call", base64_of(as_s16(speech(30, 16000))), sample_rate="16000")
    client.post("/api/session/call/play")
    assert client.post("/api/session/call/stop").status_code == 200
    second = client.post("/api/session/call/stop")
    assert second.status_code == 409
    assert body(second)["error"] == "not_playing"
    wait_until(lambda: events(socket, "playback_complete"))
    assert len(events(socket, "playback_complete")) == 1


def test_stop_before_play_says_that_nothing_plays(client: FlaskClient, put: Put) -> None:
    put("call", base64_of(as_s16(speech(1, 16000))))
    for verb in ("stop", "pause", "resume"):
        answer = client.post(f"/api/session/call/{verb}")
        assert (answer.status_code, body(answer)["error"]) == (409, "not_playing")


def test_play_twice_begins_anew_on_one_stream(
    socket: Any, client: FlaskClient, player: AudioStreamPlayer, put: Put, sound_server: SoundServer
) -> None:
    put("call", base64_of(as_s16(speech(30, 16000))), sample_rate="16000")
    client.post("/api/session/call/play", json={"position": 10})
    second = client.post("/api/session/call/play", json={"position": 1})
    assert second.status_code == 200
    (playback,) = player.status()["playbacks"]
    assert playback["position"] < 5
    client.post("/api/session/call/stop")
    wait_until(lambda: len(events(socket, "playback_complete")) == 2)
    assert len(events(socket, "playback_started")) == 2


def test_one_more_than_the_limit_is_refused_and_the_others_go_on(
    client: FlaskClient, player: AudioStreamPlayer, put: Put, sound_server: SoundServer
) -> None:
    for number in range(5):
        put(f"call {number}", base64_of(as_s16(speech(20, 8000))), sample_rate="8000")
    answers: list[Any] = []

    def press(number: int) -> None:
        with client.application.test_client() as own:
            answers.append(own.post(f"/api/session/call {number}/play"))

    threads = [threading.Thread(target=press, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 200, 429]
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert body(refused)["error"] == "too_many_streams"
    assert len(player.status()["playbacks"]) == 4


def test_a_session_that_expires_meanwhile_plays_to_its_end(
    client: FlaskClient,
    player: AudioStreamPlayer,
    put: Put,
    redis_server: RedisServer,
    sound_server: SoundServer,
) -> None:
    voice = speech(2, SINK_RATE)
    put("call", base64_of(as_s16(voice)), sample_rate="44100")
    with sound_server.recorded() as heard:
        client.post("/api/session/call/play")
        redis_server.client().delete("session:call")
        wait_until(lambda: not player.status()["playbacks"])
    assert correlation(heard.sound[:, 0], voice) > 0.99
    assert body(client.post("/api/session/call/play"))["error"] == "session_not_found"


def test_an_unknown_device_is_refused_with_the_names_of_those_there(
    client: FlaskClient, put: Put, sound_server: SoundServer
) -> None:
    put("call", base64_of(as_s16(speech(1, 16000))))
    answer = client.post("/api/session/call/play", json={"device": "no such thing"})
    assert answer.status_code == 400
    assert "default" in body(answer)["message"]
