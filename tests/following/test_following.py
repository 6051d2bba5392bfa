"""A call is heard while it is recorded: every sample once and in order, wherever it is stored."""

from __future__ import annotations

import base64
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from flask import Flask
from flask.testing import FlaskClient

from audio_stream_player import AudioStreamPlayer
from sambanova.clips import Clip, as_bytes
from sambanova.errors import RedisUnavailable
from sambanova.sessions.tail import Tail
from tests.parts import (
    RedisServer,
    SoundServer,
    as_s16,
    body,
    container_file,
    correlation,
    speech,
    wait_until,
)

RATE = 16_000
VOICE = Clip("grace").sound(RATE)[: 6 * RATE, 0]
PCM = as_s16(VOICE)
STEP = 3200  # bytes: 100 ms
CHUNKS = [PCM[at : at + STEP] for at in range(0, len(PCM), STEP)]


@pytest.fixture
def raw(redis_server: RedisServer) -> Iterator[Any]:
    """The voice app's own client."""
    with redis_server.client() as client:
        yield client


class Listener:
    """A browser that follows sessions: it puts the frames together, and keeps the reasons."""

    def __init__(self, app: Flask) -> None:
        self.socket = app.extensions["socketio"].test_client(app)
        self.frames: dict[str, bytearray] = {}
        self.first: dict[str, float] = {}
        self.reasons: dict[str, str] = {}
        self.notices: list[str] = []
        self.channels = 0

    def follow(self, session_id: str, start: str = "start") -> dict[str, Any]:
        asked = {"session_id": session_id, "output": "browser", "from": start}
        answer: dict[str, Any] = self.socket.emit("follow", asked, callback=True)
        return answer

    def hear(self) -> None:
        """Takes what has come."""
        for message in self.socket.get_received():
            (payload,) = message["args"] if isinstance(message["args"], list) else (message["args"],)
            if message["name"] == "audio_frames":
                known = self.frames.setdefault(payload["session_id"], bytearray())
                self.first.setdefault(payload["session_id"], payload["position"])
                self.channels = payload["channels"]
                width = 2 * payload["channels"]
                at = len(known) / width / payload["sample_rate"] + self.first[payload["session_id"]]
                assert payload["position"] == pytest.approx(at, abs=1e-3)  # nothing lost, nothing twice
                known += payload["samples"]
            elif message["name"] == "follow_notice":
                self.notices.append(payload["code"])
            elif message["name"] == "follow_ended":
                self.reasons[payload["session_id"]] = payload["reason"]

    def reason(self, session_id: str) -> str | None:
        self.hear()
        return self.reasons.get(session_id)

    def heard(self, session_id: str) -> bytes:
        self.hear()
        return bytes(self.frames.get(session_id, b""))


@pytest.fixture
def listener(app: Flask) -> Iterator[Listener]:
    """A connected browser."""
    found = Listener(app)
    yield found
    if found.socket.is_connected():
        found.socket.disconnect()


class Writers:
    """How apps append a chunk to each layout."""

    def __init__(self, raw: Any) -> None:
        self.raw = raw
        self.written = bytearray()

    def hash(self, chunk: bytes) -> None:
        self.written += chunk
        fields = {"audio_buffer": base64.b64encode(self.written), "is_recording": "True", "rate": RATE}
        self.raw.hset("session:c", mapping=fields)

    def list(self, chunk: bytes) -> None:
        self.raw.rpush("audio:c", chunk)

    def base64_list(self, chunk: bytes) -> None:
        self.raw.rpush("session:c:chunks", base64.b64encode(chunk))

    def stream(self, chunk: bytes) -> None:
        self.raw.xadd("audio:stream:c", {"audio": chunk, "sample_rate": RATE})

    def string(self, chunk: bytes) -> None:
        self.raw.append("c:audio", chunk)

    def newest_first(self, chunk: bytes) -> None:
        self.raw.lpush("audio:c", chunk)

    def trimmed_newest_first(self, chunk: bytes) -> None:
        self.raw.lpush("audio:c", chunk)
        self.raw.ltrim("audio:c", 0, 19)

    def numbered(self, chunk: bytes) -> None:
        self.number = getattr(self, "number", -1) + 1
        self.raw.set(f"audio:chunks:c:{self.number}", base64.b64encode(chunk), ex=60)

    def trimmed_list(self, chunk: bytes) -> None:
        self.raw.rpush("audio:c", chunk)
        self.raw.ltrim("audio:c", -20, -1)


LAYOUTS = [
    *("hash", "list", "base64_list", "stream", "string", "numbered", "trimmed_list"),
    *("newest_first", "trimmed_newest_first"),
]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_sample_is_heard_once_in_a_browser(layout: str, listener: Listener, raw: Any) -> None:
    write: Callable[[bytes], None] = getattr(Writers(raw), layout)
    for chunk in CHUNKS[:20]:
        write(chunk)
    assert listener.follow("c")["success"] is True
    for number, chunk in enumerate(CHUNKS[20:]):
        write(chunk[:1001])  # cut in the middle of a sample
        write(chunk[1001:])
        if number % 3 == 0:  # several chunks at once, then none for a while
            time.sleep(0.05)
    assert wait_until(lambda: len(listener.heard("c")) == len(PCM), 5)
    assert listener.heard("c") == PCM


def test_who_joins_live_hears_the_last_moment_and_what_comes(listener: Listener, raw: Any) -> None:
    for chunk in CHUNKS[:40]:
        raw.rpush("audio:c", chunk)
    answer = listener.follow("c", "live")
    assert answer["duration"] == pytest.approx(4.0)
    raw.rpush("audio:c", *CHUNKS[40:])
    wait_until(lambda: listener.heard("c").endswith(CHUNKS[-1]))
    assert 3.7 <= listener.first["c"] < 4.0
    assert PCM.endswith(listener.heard("c"))


def test_both_sides_of_a_call_are_two_channels_in_step(listener: Listener, raw: Any) -> None:
    agent = as_s16(Clip("hedy").sound(RATE)[: 3 * RATE, 0])
    for at in range(0, len(agent), STEP):
        raw.rpush("audio:c:user", PCM[at : at + STEP])
        raw.rpush("audio:c:agent", agent[at : at + STEP])
        if at == STEP * 10:
            assert listener.follow("c")["success"] is True
    wait_until(lambda: len(listener.heard("c")) == 2 * len(agent))
    frames = np.frombuffer(listener.heard("c"), "<i2").reshape(-1, 2)
    assert listener.channels == 2
    assert frames[:, 0].tobytes() == PCM[: len(agent)]
    assert frames[:, 1].tobytes() == agent


def test_a_side_that_is_silent_does_not_hold_back_the_other(listener: Listener, raw: Any) -> None:
    raw.rpush("audio:c:user", *CHUNKS[:10])
    raw.rpush("audio:c:agent", *CHUNKS[:10])
    listener.follow("c")
    for chunk in CHUNKS[10:30]:
        raw.rpush("audio:c:user", chunk)
        time.sleep(0.05)
    wait_until(lambda: len(listener.heard("c")) >= 2 * 25 * STEP)


def test_telephone_frames_are_heard_as_sound(listener: Listener, raw: Any) -> None:
    voice = Clip("grace").sound(8000)[: 4 * 8000, 0]
    sound = as_bytes(voice, "mulaw")
    for at in range(0, len(sound), 160):
        raw.rpush("call:c:audio_buf", base64.b64encode(sound[at : at + 160]))
        if at == 16_000:
            listener.follow("c")
    wait_until(lambda: len(listener.heard("c")) == 2 * len(sound))
    assert correlation(np.frombuffer(listener.heard("c"), "<i2"), voice) > 0.99


def test_the_final_recording_goes_on_where_the_live_one_ended(listener: Listener, raw: Any) -> None:
    writers = Writers(raw)
    for chunk in CHUNKS[:45]:
        writers.hash(chunk)
        if len(writers.written) == 20 * STEP:
            listener.follow("c")
    wait_until(lambda: len(listener.heard("c")) == 45 * STEP)
    whole = container_file(Clip("grace").sound(48000)[: 6 * 48000, 0], 48000, "webm", "libopus", live=True)
    raw.hset("session:c", mapping={"audio_buffer": base64.b64encode(whole), "is_recording": "False"})
    wait_until(lambda: listener.reason("c") == "recording_ended")
    heard = np.frombuffer(listener.heard("c"), "<i2")
    assert len(heard) == pytest.approx(6 * RATE, abs=0.05 * RATE)
    assert correlation(heard[44 * STEP // 2 :], VOICE[44 * STEP // 2 :]) > 0.9
    last = heard[45 * STEP // 2 :].astype(float)
    assert np.corrcoef(last, VOICE[45 * STEP // 2 :][: len(last)])[0, 1] > 0.9  # at its place


def test_a_recording_that_begins_again_is_followed(listener: Listener, raw: Any) -> None:
    writers = Writers(raw)
    for chunk in CHUNKS[:20]:
        writers.hash(chunk)
    listener.follow("c")
    wait_until(lambda: len(listener.heard("c")) == 20 * STEP)
    writers.hash(CHUNKS[20][:1001])  # half a sample, which must not shift what follows
    wait_until(lambda: len(listener.heard("c")) == 20 * STEP + 1000)
    writers.written.clear()
    writers.hash(CHUNKS[40])
    writers.hash(CHUNKS[41])
    wait_until(lambda: listener.heard("c").endswith(CHUNKS[40] + CHUNKS[41]))
    assert listener.notices == ["restarted"]


def test_chunks_that_are_lost_are_told(listener: Listener, raw: Any) -> None:
    raw.rpush("audio:c", *CHUNKS[:20])
    listener.follow("c")
    with raw.pipeline() as pipe:
        pipe.rpush("audio:c", *CHUNKS[20:50])
        pipe.ltrim("audio:c", -3, -1)
        pipe.execute()
    wait_until(lambda: listener.heard("c").endswith(b"".join(CHUNKS[47:50])))
    assert listener.notices == ["chunks_lost"]


def test_a_recording_that_stalls_is_told_once(
    listener: Listener, raw: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sambanova.following.call.STALL_SECONDS", 0.2)
    monkeypatch.setattr("sambanova.following.call.IDLE_INTERVAL", 0.1)
    writers = Writers(raw)
    for chunk in CHUNKS[:20]:
        writers.hash(chunk)
    listener.follow("c")
    wait_until(lambda: listener.heard("c") and listener.notices)
    time.sleep(0.5)
    listener.hear()
    assert listener.notices == ["stalled"]


@pytest.mark.parametrize("key", ["audio:c", "c:audio", "audio:stream:c"])
def test_a_session_that_is_deleted_ends_with_its_reason(key: str, listener: Listener, raw: Any) -> None:
    layout = {"audio:c": "list", "c:audio": "string", "audio:stream:c": "stream"}[key]
    for chunk in CHUNKS[:20]:
        getattr(Writers(raw), layout)(chunk)
    listener.follow("c")
    raw.delete(key)
    assert wait_until(lambda: listener.reason("c") == "session_gone")


def test_who_does_not_follow_any_more_hears_nothing_more(
    listener: Listener, raw: Any, player: AudioStreamPlayer
) -> None:
    raw.rpush("audio:c", *CHUNKS[:20])
    listener.follow("c")
    assert listener.socket.emit("unfollow", {"session_id": "c"}, callback=True)["success"] is True
    before = listener.heard("c")
    raw.rpush("audio:c", *CHUNKS[20:])
    time.sleep(0.3)
    assert listener.heard("c") == before
    assert listener.reasons == {}
    assert threads("live call") == 0


def threads(name: str) -> int:
    return sum(thread.name == name for thread in threading.enumerate() if thread.is_alive())


def test_a_browser_that_goes_leaves_nothing_behind(listener: Listener, raw: Any) -> None:
    for session_id in "abc":
        raw.rpush(f"audio:{session_id}", *CHUNKS[:20])
        listener.follow(session_id)
    assert threads("live call") == 3
    listener.socket.disconnect()
    wait_until(lambda: threads("live call") == 0)


def test_many_follow_one_call_with_one_reader(app: Flask, listener: Listener, raw: Any) -> None:
    raw.rpush("audio:c", *CHUNKS[:20])
    others = [Listener(app) for _ in range(5)]
    for one in (listener, *others):
        one.follow("c")
    assert threads("live call") == 1
    raw.rpush("audio:c", *CHUNKS[20:])
    for one in (listener, *others):
        assert wait_until(lambda one=one: one.heard("c") == PCM)  # type: ignore[misc]
        one.socket.disconnect()


def test_redis_that_was_away_is_read_on(own_redis: RedisServer) -> None:
    from audio_stream_player import create_app
    from sambanova.settings import Settings

    own_redis.start()
    app = create_app(Settings(redis_url=own_redis.url))
    listener = Listener(app)
    with own_redis.client() as raw:
        raw.rpush("audio:c", *CHUNKS[:20])
        listener.follow("c")
        own_redis.stop()
        time.sleep(1)
        own_redis.start()
    with own_redis.client() as raw:
        raw.rpush("audio:c", *CHUNKS[:20])  # the app writes again what it has
        raw.rpush("audio:c", *CHUNKS[20:30])
    wait_until(lambda: listener.heard("c").endswith(CHUNKS[29]) or listener.reasons)
    assert listener.notices[0] == "redis_away"
    app.extensions["audio_stream_player"].close()


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"session_id": "none"}, "session_not_found"),
        ({"session_id": "empty", "output": "browser"}, "no_audio"),
        ({"session_id": "c", "output": "radio"}, "invalid_request"),
        ({"session_id": "c", "from": "yesterday"}, "invalid_request"),
        ({"output": "browser"}, "invalid_request"),
    ],
)
def test_what_cannot_be_followed_is_said(
    asked: dict[str, Any], error: str, listener: Listener, raw: Any
) -> None:
    raw.rpush("audio:c", *CHUNKS[:20])
    raw.hset("session:empty", mapping={"audio_buffer": "", "is_recording": "False"})
    answer = listener.socket.emit("follow", asked, callback=True)
    assert (answer["success"], answer["error"]) == (False, error)


def test_a_request_without_a_socket_cannot_ask_for_the_sound_of_a_browser(
    client: FlaskClient, raw: Any
) -> None:
    raw.rpush("audio:c", *CHUNKS[:20])
    answer = client.post("/api/session/c/follow", json={"output": "browser"})
    assert (answer.status_code, body(answer)["error"]) == (400, "invalid_request")
    assert "Socket.IO" in body(answer)["message"]


# On the speaker


def test_a_call_is_heard_on_the_speaker_while_it_is_recorded(
    client: FlaskClient, raw: Any, sound_server: SoundServer, player: AudioStreamPlayer
) -> None:
    rate = 44100
    sound = speech(5, rate, seed=4)
    pcm = as_s16(np.column_stack([sound, sound[::-1]]))
    step = 4 * rate // 10
    raw.hset("session:c", mapping={"sample_rate": rate, "channels": 2, "encoding": "s16le"})
    raw.rpush("audio:c", *[pcm[at : at + step] for at in range(0, 10 * step, step)])
    with sound_server.recorded() as heard:
        began = time.monotonic()
        answer = client.post("/api/session/c/follow", json={"from": "start"})
        assert (answer.status_code, body(answer)["format"]["channels"]) == (200, 2)
        for number, at in enumerate(range(10 * step, len(pcm), step), 1):
            time.sleep(max(0.0, began + 0.1 * number - time.monotonic()))
            raw.rpush("audio:c", pcm[at : at + step])
        end = len(pcm) / 4 / rate
        wait_until(lambda: player.playbacks()[0]["position"] > end - 0.02)
        assert body(client.post("/api/session/c/seek", json={"position": 1.0}))["position"] == 1.0
        assert client.post("/api/session/c/pause").status_code == 200
        assert client.post("/api/session/c/unfollow").status_code == 200
    wait_until(lambda: player.playbacks() == [])
    frames = heard.frames.astype(np.int32)
    expected = np.frombuffer(pcm, "<i2").reshape(-1, 2)
    at = int(np.argmax(np.abs(frames).max(axis=1) > 300))
    first = int(np.argmax(np.abs(expected.astype(np.int32)).max(axis=1) > 300))
    piece = frames[at - first : at - first + len(expected)]
    assert np.array_equal(
        piece[: len(expected) - rate // 50], expected[: len(piece)][: len(expected) - rate // 50]
    )
    assert threads("live call") == 0


def test_a_playback_that_follows_ends_once_when_the_session_goes(
    client: FlaskClient, socket: Any, raw: Any, sound_server: SoundServer, player: AudioStreamPlayer
) -> None:
    raw.rpush("audio:c", *CHUNKS[:20])
    assert client.post("/api/session/c/follow").status_code == 200
    raw.delete("audio:c")
    wait_until(lambda: player.playbacks() == [])
    events = [message["name"] for message in socket.get_received()]
    assert events.count("playback_started") == events.count("playback_complete") == 1
    assert threads("live call") == 0


# Containers


def grown(container: str, codec: str) -> bytes:
    """A recording of six seconds, as a recorder writes it while it records."""
    return container_file(Clip("grace").sound(48000)[: 6 * 48000, 0], 48000, container, codec, live=True)


@pytest.mark.parametrize(
    ("container", "codec"), [("webm", "libopus"), ("ogg", "libopus"), ("mp3", "libmp3lame")]
)
@pytest.mark.parametrize("key", ["audio:buffer:c", "session:c"])
def test_a_recording_in_a_container_is_heard_while_it_grows(
    container: str, codec: str, key: str, listener: Listener, raw: Any
) -> None:
    data = grown(container, codec)
    size = len(data) // 60
    chunks = [data[at : at + size] for at in range(0, len(data), size)]

    def write(count: int) -> None:
        if key.startswith("session:"):
            text = base64.b64encode(b"".join(chunks[:count]))
            raw.hset(key, mapping={"audio_buffer": text, "is_recording": "True"})
        else:
            raw.delete(key)
            raw.rpush(key, *chunks[:count])

    write(20)
    assert listener.follow("c")["success"] is True
    if key.startswith("session:"):
        for count in range(21, len(chunks) + 1):
            write(count)
            time.sleep(0.01)
    else:
        for chunk in chunks[20:]:
            raw.rpush(key, chunk)
    rate = 48000
    wait_until(lambda: len(listener.heard("c")) > 2 * rate * 5.7, 10)
    heard = np.frombuffer(listener.heard("c"), "<i2")
    assert correlation(heard, Clip("grace").sound(rate)[: len(heard), 0]) > 0.9
    listener.socket.emit("unfollow", {"session_id": "c"}, callback=True)
    wait_until(lambda: threads("live decoder") == 0)


def test_base64_that_is_appended_in_slices_is_heard_whole(listener: Listener, raw: Any) -> None:
    text = base64.b64encode(PCM)
    slices = [text[at : at + 4333] for at in range(0, len(text), 4333)]  # cut within groups of four
    for piece in slices[:15]:
        raw.append("c:audio", piece)
    listener.follow("c")
    for piece in slices[15:]:
        raw.append("c:audio", piece)
        time.sleep(0.02)
    wait_until(lambda: len(listener.heard("c")) == len(PCM))
    assert listener.heard("c") == PCM
    assert listener.notices == []


def test_a_call_that_cannot_begin_leaves_nothing_behind(
    listener: Listener, raw: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Tail) -> None:
        assert threads("live decoder") == 1  # it was open when reading failed
        raise RedisUnavailable("Redis is away.")

    raw.rpush("audio:buffer:c", grown("webm", "libopus"))
    monkeypatch.setattr(Tail, "read", fail)
    assert listener.follow("c")["error"] == "redis_unavailable"
    wait_until(lambda: threads("live decoder") == 0)


def test_a_call_that_takes_long_to_begin_keeps_nobody_else_waiting(
    listener: Listener, raw: Any, player: AudioStreamPlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw.rpush("audio:long", *CHUNKS[:20])
    raw.rpush("audio:c", *CHUNKS[:20])
    begun, goes_on = threading.Event(), threading.Event()
    read = player.library.read

    def slow_read(session_id: str) -> Any:
        if session_id == "long":
            begun.set()
            goes_on.wait(20)
        return read(session_id)

    monkeypatch.setattr(player.library, "read", slow_read)
    waiting = threading.Thread(target=listener.follow, args=("long",))
    waiting.start()
    assert begun.wait(10)
    call = player._followers.join("c", lambda reason: None)
    assert call.recording.duration == pytest.approx(2.0)
    assert not goes_on.is_set()
    goes_on.set()
    waiting.join(20)
    wait_until(lambda: listener.heard("long") == b"".join(CHUNKS[:20]))


def test_a_session_that_may_not_be_opened_is_not_followed_with_others(
    app: Flask, listener: Listener, raw: Any
) -> None:
    writers = Writers(raw)
    raw.hset("session:c", "authenticated", "True")
    for chunk in CHUNKS[:20]:
        writers.hash(chunk)
    assert listener.follow("c")["success"] is True
    raw.hset("session:c", "authenticated", "False")
    other = Listener(app)
    assert other.follow("c")["error"] == "not_authenticated_session"
    other.socket.disconnect()


def test_a_string_that_is_replaced_by_a_longer_recording_is_not_heard_as_noise(
    listener: Listener, raw: Any
) -> None:
    for chunk in CHUNKS[:20]:
        raw.append("c:audio", chunk)
    listener.follow("c")
    wait_until(lambda: len(listener.heard("c")) == 20 * STEP)
    whole = container_file(Clip("grace").sound(48000)[: 6 * 48000, 0], 48000, "flac", "flac")
    assert len(whole) > 20 * STEP
    raw.set("c:audio", whole)
    wait_until(lambda: listener.reason("c") == "recording_ended")
    heard = np.frombuffer(listener.heard("c"), "<i2")
    assert correlation(heard, VOICE) > 0.99
    assert len(heard) == pytest.approx(len(VOICE), abs=0.01 * RATE)
