"""Socket.IO: events in, acknowledged like their REST twins, and events out; also over a real WebSocket."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import socketio
from flask import Flask
from flask.testing import FlaskClient

from audio_stream_player import AudioStreamPlayer
from sambanova import __version__
from sambanova.redis_manager import RedisManager
from tests.parts import Sessions, SoundServer, as_s16, body, speech, wait_until
from tests.test_rest import HOSTILE, TOLD, url

Put = Callable[..., str]
Received = Callable[[str], list[Any]]
LONG = base64.b64encode(as_s16(speech(30, 16000)))


@pytest.fixture
def received(socket: Any) -> Received:
    """The payloads of an event that the client has received so far."""
    kept: list[dict[str, Any]] = []

    def of(name: str) -> list[Any]:
        kept.extend(socket.get_received())
        return [event["args"][0] for event in kept if event["name"] == name]

    return of


def acknowledged(socket: Any, event: str, data: Any) -> dict[str, Any]:
    answer = socket.emit(event, data, callback=True)
    assert isinstance(answer, dict), f"{event} was not acknowledged"
    return answer


def test_a_client_is_greeted_with_the_version(received: Received) -> None:
    assert received("connected") == [{"version": __version__}]


VERBS = ["play", "stop", "pause", "resume", "seek", "volume"]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("session_id", ["nobody", "silent", "closed", HOSTILE])
def test_a_refusal_is_the_same_over_both_ways(
    socket: Any, client: FlaskClient, put: Put, verb: str, session_id: str
) -> None:
    put("silent")
    put("closed", LONG, authenticated="False")
    data = {"position": 1, "volume": 0.5}
    by_rest = body(client.post(url(session_id, f"/{verb}"), json=data))
    by_socket = acknowledged(socket, verb, {"session_id": session_id, **data})
    assert by_socket == by_rest
    assert by_rest["success"] is False


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("play", {"volume": 7}),
        ("play", {"encoding": "s17le"}),
        ("play", {"position": "late"}),
        ("seek", {}),
        ("volume", {}),
    ],
)
def test_a_parameter_is_refused_with_the_same_words(
    socket: Any, client: FlaskClient, put: Put, verb: str, data: dict[str, Any]
) -> None:
    put("call", LONG, **TOLD)
    by_rest = body(client.post(url("call", f"/{verb}"), json=data))
    assert acknowledged(socket, verb, {"session_id": "call", **data}) == by_rest
    assert by_rest["error"] == "invalid_request"


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("data", [None, {}, {"session_id": None}, {"session_id": 5}, [], "call", 1])
def test_data_without_a_session_id_is_refused(socket: Any, verb: str, data: Any) -> None:
    answer = acknowledged(socket, verb, data)
    assert (answer["success"], answer["error"]) == (False, "invalid_request")
    assert "session_id" in answer["message"]


def test_a_playback_is_steered_and_answered_as_over_rest(
    socket: Any, client: FlaskClient, put: Put, sound_server: SoundServer
) -> None:
    put("call", LONG, **TOLD)
    asked = {"volume": 0, "position": 3, "encoding": "s16le"}
    by_socket = acknowledged(socket, "play", {"session_id": "call", **asked})
    by_rest = body(client.post(url("call", "/play"), json=asked))
    assert by_socket == by_rest
    assert by_rest["success"] is True
    # Paused, so that positions stay the same from one answer to the next.
    paused = acknowledged(socket, "pause", {"session_id": "call"})
    assert body(client.post(url("call", "/pause"))) == paused
    for verb, data in (("seek", {"position": 7.5}), ("volume", {"volume": 0.25})):
        answer = acknowledged(socket, verb, {"session_id": "call", **data})
        assert answer == body(client.post(url("call", f"/{verb}"), json=data))
        assert answer["success"] is True
        assert answer["position"] == 7.5
    assert acknowledged(socket, "resume", {"session_id": "call"})["message"] == "Playing."
    assert acknowledged(socket, "stop", {"session_id": "call"})["message"] == "Stopped."
    assert acknowledged(socket, "stop", {"session_id": "call"})["error"] == "not_playing"


def test_everybody_hears_what_a_playback_does(
    socket: Any, client: FlaskClient, put: Put, received: Received, sound_server: SoundServer
) -> None:
    put("call", LONG, **TOLD)
    client.post(url("call", "/play"), json={"volume": 0.5, "position": 2})
    (started,) = wait_until(lambda: received("playback_started"))
    assert (started["session_id"], started["duration"], started["position"]) == ("call", 30.0, 2.0)
    assert started["format"]["encoding"] == "s16le"
    progress = wait_until(lambda: received("playback_progress"))[0]
    assert set(progress) == {"session_id", "position", "duration", "level_dbfs", "state"}
    assert (progress["session_id"], progress["state"]) == ("call", "playing")
    assert progress["level_dbfs"] is None or progress["level_dbfs"] <= 0
    client.post(url("call", "/pause"))
    (paused,) = wait_until(lambda: received("playback_paused"))
    assert (paused["session_id"], paused["duration"]) == ("call", 30.0)
    client.post(url("call", "/stop"))
    (complete,) = wait_until(lambda: received("playback_complete"))
    assert complete == {"session_id": "call", "success": True, "message": "Stopped."}
    assert received("playback_error") == []


def test_a_refused_play_completes_nothing(
    socket: Any, put: Put, received: Received, sound_server: SoundServer
) -> None:
    put("call", LONG, **TOLD)
    answer = acknowledged(socket, "play", {"session_id": "call", "device": "no such thing"})
    assert answer["error"] == "invalid_request"
    time.sleep(0.3)
    assert received("playback_started") == received("playback_complete") == received("playback_error") == []


# The list, live


def test_the_list_is_told_what_came_changed_and_went(
    put: Put, received: Received, sessions: Sessions, client: FlaskClient
) -> None:
    time.sleep(0.6)  # the watcher has looked once
    put(HOSTILE)
    (came,) = wait_until(lambda: received("sessions_changed"))
    assert came["added"] == body(client.get("/api/sessions"))["sessions"]
    assert (came["updated"], came["removed"]) == ([], [])
    put(HOSTILE, "AAAA", is_recording="True")
    _, changed = wait_until(lambda: (found := received("sessions_changed"))[1:] and found)
    (session,) = changed["updated"]
    assert (session["session_id"], session["is_recording"], session["audio_buffer_length"]) == (
        HOSTILE,
        True,
        4,
    )
    assert (changed["added"], changed["removed"]) == ([], [])
    sessions.delete(HOSTILE)
    went = wait_until(lambda: received("sessions_changed")[2:])[0]
    assert went == {"added": [], "updated": [], "removed": [HOSTILE]}


def test_who_connects_after_reading_the_list_is_told_what_changed_meanwhile(
    put: Put, received: Received, sessions: Sessions, app: Flask
) -> None:
    put("goes")
    time.sleep(0.6)  # the watcher has looked once, for somebody else
    put("comes")
    sessions.delete("goes")
    wait_until(lambda: [change for change in received("sessions_changed") if change["removed"]])
    late = app.extensions["socketio"].test_client(app)
    told = [event["args"][0] for event in late.get_received() if event["name"] == "sessions_changed"]
    late.disconnect()
    assert {session["session_id"] for change in told for session in change["updated"]} == {"comes"}
    assert [change["removed"] for change in told] == [["goes"]]


def test_nobody_asks_redis_when_nobody_looks(
    socket: Any, player: AudioStreamPlayer, redis_manager: RedisManager, put: Put
) -> None:
    socket.disconnect()
    time.sleep(0.2)

    def scans() -> int:
        (node,) = redis_manager.nodes()
        return int(node.info("commandstats").get("cmdstat_scan", {"calls": 0})["calls"])

    before = scans()
    time.sleep(1.3)
    assert scans() == before


# For real


class Browser:
    """A real client of the server, over the transport that a browser uses."""

    def __init__(self, url: str, transport: str) -> None:
        self.events: list[tuple[str, Any]] = []
        self._client = socketio.Client(reconnection=False)
        self._client.on("*", lambda event, data: self.events.append((event, data)))
        self._client.connect(url, transports=[transport])

    def call(self, event: str, data: Any) -> Any:
        """Sends an event; returns its acknowledgement."""
        return self._client.call(event, data, timeout=10)

    def of(self, name: str) -> list[Any]:
        """The payloads of an event so far."""
        return [data for event, data in self.events if event == name]

    @property
    def transport(self) -> str:
        """What it really uses."""
        return str(self._client.transport())

    def leave(self) -> None:
        """Hangs up."""
        self._client.disconnect()


@pytest.fixture(params=["websocket", "polling"])
def browser(server: str, request: pytest.FixtureRequest) -> Iterator[Browser]:
    client = Browser(server, request.param)
    assert client.transport == request.param
    yield client
    client.leave()


def test_a_real_client_plays_and_hears_of_it(browser: Browser, put: Put, sound_server: SoundServer) -> None:
    put(HOSTILE, LONG, **TOLD)
    wait_until(lambda: browser.of("connected") == [{"version": __version__}])
    answer = browser.call("play", {"session_id": HOSTILE, "volume": 0, "position": 29.5})
    assert answer["success"] is True
    wait_until(lambda: browser.of("playback_complete"))
    assert [one["session_id"] for one in browser.of("playback_started")] == [HOSTILE]
    assert browser.of("playback_complete") == [
        {"session_id": HOSTILE, "success": True, "message": "Played to the end."}
    ]
    assert browser.of("playback_progress")
    assert browser.call("stop", {"session_id": HOSTILE})["error"] == "not_playing"


def test_a_real_client_sees_the_list_change(browser: Browser, put: Put) -> None:
    time.sleep(0.6)
    put("call")
    wait_until(lambda: browser.of("sessions_changed"))
    assert browser.of("sessions_changed")[0]["added"][0]["session_id"] == "call"


def test_a_playback_goes_on_when_the_one_who_started_it_leaves(
    server: str, player: AudioStreamPlayer, put: Put, sound_server: SoundServer
) -> None:
    put("call", LONG, **TOLD)
    first = Browser(server, "websocket")
    first.call("play", {"session_id": "call", "volume": 0})
    first.leave()
    second = Browser(server, "websocket")
    wait_until(lambda: second.of("playback_progress"))
    assert second.call("stop", {"session_id": "call"})["success"] is True
    second.leave()


def test_data_that_is_too_large_does_not_stop_the_server(server: str) -> None:
    client = Browser(server, "websocket")
    client._client.emit("play", {"session_id": "x" * 1_000_000})
    other = Browser(server, "websocket")
    assert other.call("stop", {"session_id": "x"})["error"] == "not_playing"
    other.leave()
    client.leave()
