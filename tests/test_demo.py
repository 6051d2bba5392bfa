"""The demo sessions are what they claim to be, read by the player itself."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import soundfile
from flask.testing import FlaskClient

from sambanova import demo
from sambanova.clips import AUDIO_FOLDER, Clip, as_bytes
from sambanova.encodings import MULAW_TABLE
from sambanova.redis_manager import RedisManager
from sambanova.simulate_writer import TTL
from sambanova.stored_audio import Chunk
from tests.parts import RedisServer, Sessions, body, wait_until

# What the player must find: session, container, encoding, channels, sample rate, codes of findings.
# The rate of headerless sound is no certain thing, so None asks for none.
EXPECTED = [
    ("pR7mT1yLZ0aB", "webm", "opus", 1, 48_000, set()),
    ("n5Jq0cPh6VdE", "webm", "opus", 1, 48_000, {"base64_concatenated"}),
    ("x9Wq2eDf5HsU", None, "s16le", 1, None, {"byte_slip"}),
    ("h4Lk0sPq8RtV", None, "mulaw", 1, 8_000, set()),
    ("m3Gd9kXe2BwY", None, "s16le", 1, None, set()),
    ("z8Xc4vBn6MlK", None, "f32le", 1, 48_000, set()),
    ("c7Ht3uNw9FsR", None, "s16le", 2, 16_000, set()),
    ("t6Yu3iOp9LkJ", "mp3", "mp3", 1, 24_000, set()),
    ("v6Tn1yBc9XeJ", None, "s16le", 2, 16_000, set()),
    ("f2Kd8sLw3QpA", None, "s16le", 1, 16_000, set()),
    ("w8Ej5iNq0KtS", None, "s16le", 2, 8_000, {"json_audio"}),
    ("a4Rm7uGh2ZoD", None, "mulaw", 1, 8_000, set()),
]


@pytest.fixture
def written(sessions: Sessions) -> Sessions:
    """A Redis with all sessions but the growing ones."""
    demo.write_sessions(sessions.manager)
    return sessions


def test_sessions_are_authenticated_but_for_one_and_live_for_at_most_an_hour(written: Sessions) -> None:
    sessions = {session.session_id: session for session in written.list()}
    assert len(sessions) == len(demo.SESSIONS) + len(demo.KEYS_SESSIONS)
    assert [key for key, session in sessions.items() if session.authenticated is False] == ["b2Nc7vXz1MaQ"]
    without_field = {key for key, session in sessions.items() if session.authenticated is None}
    assert without_field == {one.session_id for one in demo.KEYS_SESSIONS}
    assert all(session.ttl is not None and 0 < session.ttl <= TTL for session in sessions.values())
    empty = sessions["q1We5rTy7UiO"]
    assert empty.is_recording
    assert not empty.has_audio


@pytest.mark.parametrize(("session_id", "container", "encoding", "channels", "rate", "codes"), EXPECTED)
def test_player_reads_a_session_as_what_it_is(
    written: Sessions,
    client: FlaskClient,
    session_id: str,
    container: str | None,
    encoding: str,
    channels: int,
    rate: int | None,
    codes: set[str],
) -> None:
    info = _audio_info(client, session_id)
    found = info["format"]
    assert (found["container"], found["encoding"], found["channels"]) == (container, encoding, channels)
    if rate is not None:
        assert found["sample_rate"] == rate
    assert codes <= {finding["code"] for finding in info["findings"]}


@pytest.mark.parametrize(
    ("session_id", "stored_as", "user_name", "tracks"),
    [
        ("v6Tn1yBc9XeJ", "stream", "Edsger Dijkstra", ["user", "agent"]),
        ("f2Kd8sLw3QpA", "list", "Konrad Zuse", [""]),
        ("w8Ej5iNq0KtS", "string", "Barbara Liskov", ["inbound", "outbound"]),
        ("a4Rm7uGh2ZoD", "string", "Dorothy Vaughan", [""]),
    ],
)
def test_layouts_of_other_apps_are_read_without_a_fault(
    written: Sessions,
    client: FlaskClient,
    session_id: str,
    stored_as: str,
    user_name: str,
    tracks: list[str],
) -> None:
    session = written.session(session_id)
    assert (session.stored_as, session.user_name) == (stored_as, user_name)
    assert session.connected_at is not None
    assert len(session.keys) == 2
    info = _audio_info(client, session_id)
    assert [track["name"] for track in info["tracks"]] == tracks
    assert {finding["severity"] for finding in info["findings"]} <= {"info"}


def test_the_stream_declares_its_format_and_tells_when_it_was_said(
    written: Sessions, client: FlaskClient
) -> None:
    info = _audio_info(client, "v6Tn1yBc9XeJ")
    assert info["format"]["source"] == "session"
    connected_at = written.session("v6Tn1yBc9XeJ").connected_at
    assert info["clock"][0] == [0.0, pytest.approx(connected_at, abs=0.01)]
    assert connected_at + info["duration"] <= time.time()


def test_speakers_in_json_take_turns(written: Sessions, client: FlaskClient) -> None:
    answer = client.get("/api/session/w8Ej5iNq0KtS/audio")
    samples, _ = soundfile.read(io.BytesIO(answer.data))
    loud = np.abs(samples) > 0.05
    assert np.count_nonzero(loud, axis=0).min() > 5000
    assert np.count_nonzero(loud.all(axis=1)) == 0


def test_writing_again_does_not_append(written: Sessions, client: FlaskClient) -> None:
    before = _audio_info(client, "f2Kd8sLw3QpA")["decoded_length"]
    demo.write_sessions(written.manager)
    assert _audio_info(client, "f2Kd8sLw3QpA")["decoded_length"] == before


def test_each_speaker_of_the_call_has_a_channel() -> None:
    stored = b64decode(demo.two_speakers(Clip("call-agent")))
    loud = np.abs(np.frombuffer(stored, "<i2").reshape(-1, 2).astype(int)) > 1600
    assert np.count_nonzero(loud, axis=0).min() > 5000
    assert np.count_nonzero(loud.all(axis=1)) == 0


def test_clipped_session_is_clipped_and_the_clips_are_not() -> None:
    for demo_session in demo.SESSIONS:
        sound = Clip(demo_session.clip).sound(48_000)
        assert 0.05 < np.abs(sound).max() < 0.99
    loud = as_bytes(Clip("claude").sound(16_000) * 12, "s16le")
    samples = np.frombuffer(loud, "<i2")
    assert np.count_nonzero(np.abs(samples.astype(int)) >= 32767) > 1000


def test_mulaw_decodes_to_what_was_encoded() -> None:
    sound = np.linspace(-0.999, 0.999, 2001, dtype=np.float32)
    decoded = MULAW_TABLE[np.frombuffer(as_bytes(sound, "mulaw"), np.uint8)] / 32768
    assert np.all(np.abs(decoded - sound) <= np.abs(sound) / 32 + 0.001)


def test_stored_speech_is_small() -> None:
    clips = list(AUDIO_FOLDER.glob("*.webm"))
    assert clips
    assert sum(clip.stat().st_size for clip in clips) < 250_000


def test_live_session_grows_and_becomes_a_whole_recording(
    redis_manager: RedisManager, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = _Clock(monkeypatch)
    live = demo.LiveSession(redis_manager, demo.LIVE_RECORDING)
    assert sessions.session(demo.LIVE_RECORDING.session_id).is_recording
    lengths = []
    for _ in range(3):
        clock.now += 6.0
        live.step()
        lengths.append(len(sessions.audio(demo.LIVE_RECORDING.session_id)))
    assert lengths == sorted(lengths)
    assert lengths[0] == pytest.approx(6 * 16_000 * 2 * 4 / 3, abs=4)
    clock.now += 6.0
    live.step()
    assert not sessions.session(demo.LIVE_RECORDING.session_id).is_recording
    recording = sessions.audio(demo.LIVE_RECORDING.session_id).decode()
    assert recording == demo.browser_recording(Clip("ada"))


def test_live_session_begins_again(
    redis_manager: RedisManager, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = _Clock(monkeypatch)
    live = demo.LiveSession(redis_manager, demo.LIVE_RECORDING)
    clock.now += 60.0
    live.step()
    session = sessions.session(demo.LIVE_RECORDING.session_id)
    assert session.is_recording
    assert not session.has_audio


def test_deleted_live_session_stays_away_until_the_next_call(
    redis_manager: RedisManager, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = _Clock(monkeypatch)
    live = demo.LiveSession(redis_manager, demo.LIVE_RECORDING)
    sessions.delete(demo.LIVE_RECORDING.session_id)
    clock.now += 1.0
    live.step()
    assert sessions.list() == []


def test_both_sides_of_the_live_call_are_tracks_that_take_turns(
    redis_manager: RedisManager, sessions: Sessions, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = _Clock(monkeypatch)
    live = demo.LiveSession(redis_manager, demo.LIVE_CALL)
    clock.now += 19.0
    live.step()
    call = demo.LIVE_CALL.session_id
    session = sessions.session(call)
    assert (session.stored_as, session.is_recording, session.authenticated) == ("stream", True, True)
    info = _audio_info(client, call)
    assert [track["name"] for track in info["tracks"]] == ["user", "agent"]
    assert info["format"]["source"] == "session"
    stored = [
        np.frombuffer(b"".join(chunk.data for chunk in chunks), "<i2").astype(int)
        for chunks in _chunks_of(sessions, call).values()
    ]
    assert [len(side) for side in stored] == [19 * 16_000] * 2
    loud = np.abs(np.stack(stored)) > 1600
    assert np.count_nonzero(loud, axis=1).min() > 5000
    assert np.count_nonzero(loud.all(axis=0)) == 0


def test_the_live_call_can_be_followed_as_soon_as_it_begins(redis_manager: RedisManager, socket: Any) -> None:
    live = demo.LiveSession(redis_manager, demo.LIVE_CALL)
    time.sleep(0.25)
    live.step()
    call = {"session_id": demo.LIVE_CALL.session_id, "output": "browser", "from": "start"}
    answer = socket.emit("follow", call, callback=True)
    assert answer["success"], answer
    heard = bytearray()

    def hears_more_than_half_a_second() -> bool:
        live.step()
        for event in socket.get_received():
            if event["name"] == "audio_frames":
                (frames,) = event["args"]
                assert (frames["sample_rate"], frames["channels"]) == (16_000, 2)
                heard.extend(frames["samples"])
        return len(heard) > 16_000 * 2

    wait_until(hears_more_than_half_a_second)
    sides = [as_bytes(Clip(name).sound(16_000), "s16le") for name in ("call-caller", "call-agent")]
    for side, stored in enumerate(sides):
        own = np.frombuffer(bytes(heard), "<i2")[side::2]
        assert np.array_equal(own, np.frombuffer(stored, "<i2")[: len(own)])


def test_a_newcomer_has_more_than_a_minute_to_listen_in_on_the_live_call(
    redis_manager: RedisManager, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = _Clock(monkeypatch)
    live = demo.LiveSession(redis_manager, demo.LIVE_CALL)
    for seconds, is_recording in ((61.0, True), (60.0, False), (9.0, True)):
        clock.now += seconds
        live.step()
        session = sessions.session(demo.LIVE_CALL.session_id)
        assert session.is_recording is is_recording
    assert not session.has_audio


def test_sessions_about_to_expire_get_a_new_hour(written: Sessions, redis_server: RedisServer) -> None:
    first, second, third = (session.session_id for session in demo.SESSIONS[:3])
    with redis_server.client() as own:
        own.expire(f"session:{first}", 10)
        own.expire(f"session:{second}", 1000)
    written.delete(third)
    demo.renew_sessions(written.manager)
    remaining = {session.session_id: session.ttl for session in written.list()}
    assert remaining[first] == pytest.approx(TTL, abs=2)
    assert remaining[second] == pytest.approx(1000, abs=2)
    assert third not in remaining


def test_all_keys_of_a_session_get_a_new_hour(written: Sessions, redis_server: RedisServer) -> None:
    session_id = demo.KEYS_SESSIONS[0].session_id
    keys = written.session(session_id).keys
    with redis_server.client() as own:
        for key in keys:
            own.expire(key, 10)
        demo.renew_sessions(written.manager)
        assert [own.ttl(key) for key in keys] == [pytest.approx(TTL, abs=2)] * 2


@pytest.fixture
def program(redis_url: str) -> Iterator[subprocess.Popen[str]]:
    """The demo as the start script runs it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sambanova.demo"],
        env={**os.environ, "REDIS_URL": redis_url},
        stderr=subprocess.PIPE,
        text=True,
    )
    yield process
    process.terminate()
    process.communicate()


def test_program_writes_all_sessions_and_keeps_the_live_ones_growing(
    sessions: Sessions, program: subprocess.Popen[str]
) -> None:
    total = len(demo.SESSIONS) + len(demo.KEYS_SESSIONS) + len(demo.LIVE_SESSIONS)
    wait_until(lambda: len(sessions.list()) == total, 30)

    def lengths() -> list[int]:
        return [sessions.session(live.session_id).audio_buffer_length for live in demo.LIVE_SESSIONS]

    before = lengths()
    wait_until(lambda: all(new > old for new, old in zip(lengths(), before, strict=True)))


def test_program_says_so_when_there_is_no_redis() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sambanova.demo"],
        env={**os.environ, "REDIS_URL": "redis://127.0.0.1:1/0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "does not answer" in done.stderr
    assert "Traceback" not in done.stderr


def _chunks_of(sessions: Sessions, session_id: str) -> dict[str, list[Chunk]]:
    """The chunks of each track of a stream."""
    found: dict[str, list[Chunk]] = {}
    for stored in sessions.read(session_id).tracks:
        for chunk in stored.chunks:
            found.setdefault(chunk.fields["track"], []).append(chunk)
    return found


def _audio_info(client: FlaskClient, session_id: str) -> dict[str, Any]:
    found: dict[str, Any] = body(client.get(f"/api/session/{session_id}/info"))["audio_info"]
    return found


class _Clock:
    """The demo's clock, turned by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        monkeypatch.setattr("sambanova.demo.time.monotonic", lambda: self.now)
