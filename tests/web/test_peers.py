"""Several players that share a message queue are one: what one plays, the others list and command."""

from __future__ import annotations

import base64
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sambanova.settings import Settings
from sambanova.web.peers import Peers
from sambanova.web.server import shared_by_workers
from tests.parts import PlayerProcess, RedisServer, SoundServer, as_s16, speech, wait_until
from tests.test_rest import TOLD
from tests.test_socket import Browser

pytestmark = pytest.mark.skipif(os.name != "posix", reason="gunicorn and signals are POSIX")

Put = Callable[..., str]
LONG = base64.b64encode(as_s16(speech(60, 8000)))
Two = tuple[PlayerProcess, PlayerProcess]


@pytest.fixture
def two(tmp_path: Path, redis_server: RedisServer, put: Put, sound_server: SoundServer) -> Iterator[Two]:
    """Two players, and a session."""
    put("call", LONG, **{**TOLD, "sample_rate": "8000"})
    settings = {"REDIS_URL": redis_server.url, "SOCKETIO_MESSAGE_QUEUE": redis_server.url}
    with PlayerProcess(tmp_path, **settings) as one, PlayerProcess(tmp_path, **settings) as other:
        with redis_server.client() as client:
            wait_until(lambda: client.pubsub_numsub("audio-player:ask")[0][1] == 2)
        yield one, other


def act(player: PlayerProcess, verb: str, **parameters: Any) -> dict[str, Any]:
    answer: dict[str, Any] = player.post(f"/api/session/call/{verb}", **parameters).json()
    return answer


def playing(player: PlayerProcess) -> list[tuple[str, str]]:
    return [(each["session_id"], each["state"]) for each in player.get("/api/status").json()["playbacks"]]


def test_each_player_commands_what_the_other_plays(two: Two) -> None:
    one, other = two
    page = Browser(other.url, "websocket")
    assert act(one, "play", volume=0)["success"]
    wait_until(lambda: page.of("playback_progress"))  # of the other player
    wait_until(lambda: playing(other) == [("call", "playing")])
    assert other.get("/api/sessions").json()["sessions"][0]["playing"]
    assert act(other, "pause")["message"] == "Paused."
    assert playing(one) == [("call", "paused")]
    assert act(other, "seek", position=30)["position"] == 30
    assert act(other, "volume", volume=0.5)["volume"] == 0.5
    assert act(other, "seek", position="x")["error"] == "invalid_request"
    assert act(other, "stop")["message"] == "Stopped."
    wait_until(lambda: page.of("playback_complete"))
    assert len(page.of("playback_complete")) == 1
    assert act(other, "stop")["error"] == "not_playing"
    page.leave()
    assert "Traceback" not in one.log + other.log


def test_a_session_plays_once(two: Two) -> None:
    one, other = two
    page = Browser(one.url, "websocket")
    assert act(one, "play", volume=0)["success"]
    assert act(other, "play", volume=0)["success"]
    (ended,) = wait_until(lambda: page.of("playback_complete"))
    assert ended["message"] == "Restarted."
    wait_until(lambda: playing(one) == [("call", "playing")])
    assert other.get("/api/session/call/info").json()["session"]["playing"]
    assert one.post("/api/session/call/stop").status_code == 200
    page.leave()


def test_changes_are_told_once(two: Two, put: Put) -> None:
    pages = [Browser(player.url, "websocket") for player in two]
    put("new")
    for page in pages:
        wait_until(lambda page=page: page.of("sessions_changed"))  # type: ignore[misc]
        told = [each["session_id"] for change in page.of("sessions_changed") for each in change["added"]]
        assert told == ["new"]
        page.leave()


def test_a_player_that_is_killed_takes_only_its_own_with_it(two: Two) -> None:
    one, other = two
    assert act(one, "play", volume=0)["success"]
    assert one.group is not None
    os.killpg(one.group, signal.SIGKILL)
    assert act(other, "pause")["error"] == "not_playing"
    wait_until(lambda: playing(other) == [])
    assert act(other, "play", volume=0)["success"]


def test_workers_of_one_server_are_one_player(
    tmp_path: Path, redis_server: RedisServer, put: Put, sound_server: SoundServer
) -> None:
    put("call", LONG, **{**TOLD, "sample_rate": "8000"})
    with PlayerProcess(tmp_path, REDIS_URL=redis_server.url, WORKERS="2") as player:
        with redis_server.client() as client:
            wait_until(lambda: client.pubsub_numsub("audio-player:ask")[0][1] == 2)
        assert act(player, "play", volume=0)["success"]
        for _ in range(6):  # whichever of them is asked
            assert act(player, "seek", position=20)["success"]
        assert act(player, "stop")["success"]
        player.end()
    assert "Traceback" not in player.log


def test_a_queue_that_is_away_leaves_the_player_alone(own_redis: RedisServer) -> None:
    peers = Peers(own_redis.url, lambda verb, session, parameters: {"verb": verb})
    assert peers.ask("pause", "call") == []
    own_redis.start()
    other = Peers(own_redis.url, lambda verb, session, parameters: {"verb": verb})
    assert peers.wait_until_listening(10)
    assert other.wait_until_listening(10)
    wait_until(lambda: peers.ask("pause", "call") == [{"verb": "pause"}])
    with own_redis.client() as client:
        client.publish("audio-player:ask", "no message of a player")
    assert peers.ask("stop", "call") == [{"verb": "stop"}]
    peers.close()
    other.close()


def test_workers_use_the_redis_of_the_sessions_as_their_queue() -> None:
    alone = Settings()
    assert shared_by_workers(alone) is alone
    shared = shared_by_workers(Settings(workers=2, redis_password="p/w"))
    assert shared.socketio_message_queue == "redis://:p%2Fw@localhost:6379/0"
    assert shared.secret_key
