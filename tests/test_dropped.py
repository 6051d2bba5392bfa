"""Recordings that a browser drops: what can be done with them, who sees them, and when they end."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import soundfile
from flask import Flask
from flask.testing import FlaskClient

from audio_stream_player import create_app
from sambanova.dropped import AFTER_CLOSE, LIFE, MAX_OF_BROWSER, DroppedRecordings, is_dropped_id
from sambanova.errors import BufferTooLarge, SessionNotFound, TooManyDropped
from sambanova.settings import Settings
from tests.parts import RedisServer, as_s16, body, container_file, free_port, speech
from tests.test_rest import assert_done, assert_refused, url

VOICE = speech(2, 16000)
FILE = container_file(VOICE, 16000, "wav", "pcm_s16le")


@pytest.fixture
def settings(redis_url: str) -> Settings:
    """One MB at most."""
    return Settings(redis_url=redis_url, max_dropped_mb=1)


def drop(client: FlaskClient, data: bytes = FILE, name: str = "call.wav") -> dict[str, Any]:
    """Drops a recording; returns its session."""
    answer = assert_done(client.post("/api/dropped", query_string={"name": name}, data=data))
    session: dict[str, Any] = answer["session"]
    assert answer["session_id"] == session["session_id"]
    return session


def test_a_file_is_a_session_like_any_other(client: FlaskClient, redis_server: RedisServer) -> None:
    session = drop(client)
    assert (session["user_name"], session["dropped"]) == ("call.wav", True)
    path = session["session_id"]
    info = assert_done(client.get(url(path, "/info")))["audio_info"]
    assert info["duration"] == pytest.approx(2, abs=0.01)
    assert info["format"]["sample_rate"] == 16000
    assert info["verdict"]["sentence"]
    assert assert_done(client.get(url(path, "/waveform")))["duration"] == pytest.approx(2, abs=0.01)
    assert client.get(url(path, "/spectrogram")).mimetype == "image/png"
    heard, rate = soundfile.read(io.BytesIO(client.get(url(path, "/audio")).data))
    assert rate == 16000
    assert np.allclose(heard, VOICE, atol=1e-3)
    assert client.get(url(path, "/download?original=1")).data == FILE
    told = assert_done(client.get("/api/dropped"))["sessions"]
    assert [one["session_id"] for one in told] == [path]
    assert assert_done(client.get("/api/sessions"))["total"] == 0
    with redis_server.client() as redis:
        assert redis.dbsize() == 0


def test_another_browser_never_sees_it(app: Flask, client: FlaskClient, redis_server: RedisServer) -> None:
    path = drop(client)["session_id"]
    other = app.test_client()
    mine = drop(other, name="mine.wav")["session_id"]
    assert "call.wav" not in other.get("/api/dropped").text
    reads = (
        "/info",
        "/waveform",
        "/spectrogram",
        "/audio",
        "/download",
        "/speech",
        "/report.html",
        "/conversation",
    )
    for verb in reads:
        assert_refused(other.get(url(path, verb)), 404, "session_not_found")
    for verb in ("/play", "/stop", "/follow", "/extend"):
        assert_refused(other.post(url(path, verb), json={"seconds": 9}), 404, "session_not_found")
    assert_refused(other.get(url(mine, f"/compare?with={path}")), 404, "session_not_found")
    assert_refused(other.delete(url(path)), 404, "session_not_found")
    assert_refused(app.test_client().get(url(path, "/info")), 404, "session_not_found")
    listening = app.extensions["socketio"].test_client(app, flask_test_client=other)
    told = listening.emit("play", {"session_id": path}, callback=True)
    assert told["error"] == "session_not_found"
    listening.get_received()
    assert_done(client.delete(url(path)))
    assert listening.get_received() == []
    assert_refused(client.get(url(path, "/info")), 404, "session_not_found")


def test_all_pages_of_the_browser_hear_of_it(app: Flask, client: FlaskClient) -> None:
    client.get("/")
    page = app.extensions["socketio"].test_client(app, flask_test_client=client)
    page.get_received()
    path = drop(client)["session_id"]
    assert_done(client.delete(url(path)))
    added, removed = (one["args"][0] for one in page.get_received() if one["name"] == "sessions_changed")
    assert [one["session_id"] for one in added["added"]] == [path]
    assert removed["removed"] == [path]


@pytest.mark.parametrize(
    "data",
    [
        base64.b64encode(FILE) + b"\n",
        json.dumps({"audio": base64.b64encode(as_s16(VOICE)).decode(), "sample_rate": 16000}).encode(),
    ],
    ids=["base64", "json"],
)
def test_text_is_read_as_an_app_would_have_stored_it(client: FlaskClient, data: bytes) -> None:
    path = drop(client, data, "pasted")["session_id"]
    info = assert_done(client.get(url(path, "/info")))["audio_info"]
    assert (info["format"]["sample_rate"], round(info["duration"])) == (16000, 2)


def test_what_is_no_audio_is_told_as_usual(client: FlaskClient) -> None:
    path = drop(client, b"Dear reader, this is no recording at all." * 9, "letter.txt")["session_id"]
    info = assert_done(client.get(url(path, "/info")))["audio_info"]
    assert info["format"] is None
    assert info["verdict"]["severity"] == "error"


@pytest.mark.parametrize("name", ["", "\r\nSet-Cookie: a=b", "<img src=x>" * 999, "../../etc/passwd\0\u202e"])
def test_the_name_of_a_file_is_only_text(client: FlaskClient, name: str) -> None:
    session = drop(client, name=name)
    assert 0 < len(session["user_name"]) <= 200
    assert session["user_name"].isprintable()
    attached = client.get(url(session["session_id"], "/download")).headers["Content-Disposition"]
    assert attached.startswith("attachment; filename=audio_dropped")


def test_what_is_too_large_or_empty_is_refused(client: FlaskClient) -> None:
    too_large = assert_refused(client.post("/api/dropped", data=bytes(2**20 + 1)), 413, "buffer_too_large")
    assert "1 MB" in too_large["message"]
    endless = client.post("/api/dropped", input_stream=io.BytesIO(bytes(2**21)), content_length=2**21)
    assert_refused(endless, 413, "buffer_too_large")
    assert_refused(client.post("/api/dropped", data=b" \n"), 400, "invalid_request")
    form = client.post("/api/dropped", data={"file": (io.BytesIO(FILE), "a.wav")})
    assert "--data-binary" in assert_refused(form, 400, "invalid_request")["message"]
    assert_refused(client.post(url("call", "/play"), data=bytes(70_000)), 413, "request_entity_too_large")


def test_the_oldest_ends_when_a_browser_drops_many(client: FlaskClient) -> None:
    paths = [drop(client, name=f"{number}.wav")["session_id"] for number in range(MAX_OF_BROWSER + 1)]
    told = assert_done(client.get("/api/dropped"))["sessions"]
    assert [one["session_id"] for one in told] == paths[:0:-1]
    assert_refused(client.get(url(paths[0], "/info")), 404, "session_not_found")


def test_it_needs_no_redis() -> None:
    app = create_app(Settings(redis_port=free_port()))
    try:
        client = app.test_client()
        path = drop(client)["session_id"]
        assert assert_done(client.get(url(path, "/info")))["audio_info"]["duration"]
    finally:
        app.extensions["audio_stream_player"].close()


@pytest.mark.parametrize("off", [{"max_dropped_mb": 0}, {"workers": 2, "secret_key": "s"}])
def test_it_can_be_off(redis_url: str, off: dict[str, Any]) -> None:
    app = create_app(Settings(redis_url=redis_url, **off))
    try:
        assert_refused(app.test_client().post("/api/dropped", data=FILE), 501, "dropping_off")
        assert body(app.test_client().get("/api/status"))["limits"]["max_dropped_mb"] == 0
    finally:
        app.extensions["audio_stream_player"].close()


# The end of its life


class Clock:
    """A clock that a test moves."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Seconds."""
    return Clock()


@pytest.fixture
def ended() -> list[str]:
    """The ids of what ended."""
    return []


@pytest.fixture
def dropped(clock: Clock, ended: list[str]) -> Iterator[DroppedRecordings]:
    """Recordings of at most 100 bytes."""
    found = DroppedRecordings(100, lambda session_id, browser: ended.append(session_id), clock)
    yield found
    found.close()


def test_it_stays_while_a_page_is_open_and_some_minutes_more(
    dropped: DroppedRecordings, clock: Clock, ended: list[str]
) -> None:
    dropped.page_opened("ada")
    dropped.page_opened("ada")
    path = dropped.add("ada", "a.raw", b"12").session_id
    dropped.page_closed("ada")
    clock.now += 2 * AFTER_CLOSE
    dropped.end_what_is_due()
    assert dropped.find(path) is not None
    dropped.page_closed("ada")
    clock.now += AFTER_CLOSE - 1
    dropped.page_opened("ada")  # a reload
    clock.now += 2
    assert dropped.find(path) is not None
    dropped.page_closed("ada")
    clock.now += AFTER_CLOSE
    with pytest.raises(SessionNotFound):
        dropped.find(path)
    assert dropped.sessions("ada") == []
    dropped.end_what_is_due()
    assert ended == [path]


def test_it_ends_though_a_page_stays_open(dropped: DroppedRecordings, clock: Clock) -> None:
    dropped.page_opened("ada")
    path = dropped.add("ada", "a.raw", b"12").session_id
    clock.now += LIFE
    with pytest.raises(SessionNotFound):
        dropped.find(path)


def test_the_memory_of_all_is_limited(dropped: DroppedRecordings) -> None:
    for browser in "abcd":
        dropped.add(browser, "", b"1" * 100)
    with pytest.raises(TooManyDropped):
        dropped.add("e", "", b"1")
    with pytest.raises(BufferTooLarge):
        dropped.add("a", "", b"1" * 101)


def test_only_so_many_arrive_at_once(dropped: DroppedRecordings) -> None:
    with dropped.receiving(), dropped.receiving(), pytest.raises(TooManyDropped):
        dropped.receiving().__enter__()
    with dropped.receiving() as limit:
        assert limit == 100


def test_no_session_of_an_app_looks_like_one() -> None:
    assert not is_dropped_id("dropped~call")
    assert not is_dropped_id("dropped:1")
