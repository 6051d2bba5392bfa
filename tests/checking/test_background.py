"""All sessions are checked while somebody wants it; the list says what was found, and is filtered by it."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from flask import Flask
from flask.testing import FlaskClient

from audio_stream_player import AudioStreamPlayer
from sambanova.redis_manager import RedisManager
from tests.parts import as_s16, body, container_file, speech, wait_until
from tests.test_rest import assert_done, assert_refused, url

Put = Callable[..., str]

RATE = 16000
VOICE = speech(2, RATE)
TOLD = {"encoding": "s16le", "sample_rate": str(RATE), "channels": "1"}
CLIPPED = np.clip(VOICE * 8, -1, 1).astype(np.float32)


def text(data: bytes) -> bytes:
    """Base64."""
    return base64.b64encode(data)


pytestmark = pytest.mark.usefixtures("check_at_once")


@pytest.fixture
def calls(put: Put) -> None:
    """A good call, one that is clipped, one that is no audio, one that is closed, and one without sound."""
    put("good", text(as_s16(VOICE)), **TOLD, connected_at="1000", plan="Gold Standard", user_name="Ada")
    put("clipped", text(as_s16(CLIPPED)), **TOLD, connected_at="2000", plan="silver", user_name="Bob")
    put("letter", b"Dear reader, this is no sound at all." * 9, connected_at="3000", user_name="Cleo")
    put("closed", text(as_s16(VOICE)), **TOLD, authenticated="False")
    put("silent")


@pytest.fixture
def page(app: Flask, calls: None) -> Iterator[Any]:
    """A client that wants all sessions checked, when that is done."""
    client = app.extensions["socketio"].test_client(app)
    assert client.emit("check_sessions", {"wanted": True}, callback=True)["running"] is True
    yield client
    if client.is_connected():
        client.disconnect()


def wait_for(client: FlaskClient, count: int) -> dict[str, Any]:
    """The progress once so many are checked and all are counted."""

    def progress() -> Any:
        told = body(client.get("/api/status"))["checking"]
        return told if told["checked"] >= count and told["total"] >= count else None

    found: dict[str, Any] = wait_until(progress, 120)
    return found


def ids(client: FlaskClient, query: str) -> set[str]:
    """The ids of the sessions that a query finds."""
    answer = assert_done(client.get(f"/api/sessions?{query}"))
    assert answer["total"] == len(answer["sessions"])
    return {one["session_id"] for one in answer["sessions"]}


def test_the_list_tells_what_is_wrong_and_is_filtered_by_it(client: FlaskClient, page: Any) -> None:
    assert wait_for(client, 3) == {"checked": 3, "total": 3, "running": True}
    listed = {one["session_id"]: one for one in assert_done(client.get("/api/sessions"))["sessions"]}
    for name in ("good", "clipped", "letter"):
        verdict = assert_done(client.get(url(name, "/info")))["audio_info"]["verdict"]
        assert listed[name]["verdict"]["severity"] == verdict["severity"]
        assert listed[name]["verdict"]["sentence"] == verdict["sentence"]
    assert listed["closed"]["verdict"] is None  # its sound may not be opened
    assert "clipping" in listed["clipped"]["verdict"]["codes"]
    assert ids(client, "finding=clipping") == {"clipped"}
    assert ids(client, "verdict=ok") == {"good"}
    assert ids(client, "verdict=warning,error") == {"clipped", "letter"}
    assert ids(client, "verdict=error&finding=clipping&query=ada") == set()
    assert ids(client, "finding=no_such_finding") == set()
    assert ids(client, "since=1500") == {"clipped", "letter", "closed", "silent"}
    assert ids(client, "since=1970-01-01T00:16:40Z&until=1970-01-01T01:33:20%2B01:00") == {"good", "clipped"}
    assert ids(client, "query=plan:gold") == {"good"}
    assert ids(client, 'query=plan:"gold standard" user_name:ada') == {"good"}
    assert ids(client, "query=name:bob&verdict=ok") == set()
    assert ids(client, "query=authenticated:false") == {"closed"}
    assert ids(client, "query=nofield:gold") == set()
    results: dict[str, Any] = {}

    def all_told() -> bool:
        told = [one["args"][0] for one in page.get_received() if one["name"] == "sessions_checked"]
        results.update({one["session_id"]: one for each in told for one in each["sessions"]})
        return set(results) == {"good", "clipped", "letter"}

    wait_until(all_told)
    assert results["clipped"]["verdict"]["serious"] >= 1
    assert results["good"]["verdict"]["duration"] == pytest.approx(2)


@pytest.mark.parametrize(
    "query", ["verdict=bad", "since=tomorrow", "until=nan", "since=1e99", "finding=" + "a," * 30]
)
def test_a_filter_that_cannot_be_is_refused(client: FlaskClient, query: str) -> None:
    assert_refused(client.get(f"/api/sessions?{query}"), 400, "invalid_request")


def test_ids_with_a_colon_are_still_found(client: FlaskClient, put: Put) -> None:
    put("call:42")
    assert ids(client, "query=call:42") == {"call:42"}


def test_a_session_that_changes_is_checked_again_and_one_that_is_deleted_is_forgotten(
    client: FlaskClient, page: Any, put: Put, player: AudioStreamPlayer
) -> None:
    wait_for(client, 3)
    assert_done(client.delete(url("letter")))
    wait_until(lambda: player.checking.results.get("letter") is None)
    assert ids(client, "verdict=error") == set()
    put("clipped", text(as_s16(VOICE)), **TOLD)
    wait_until(lambda: ids(client, "verdict=ok") == {"good", "clipped"}, 120)
    assert ids(client, "finding=clipping") == set()


def test_nothing_is_checked_that_nobody_wants(
    app: Flask, client: FlaskClient, put: Put, player: AudioStreamPlayer
) -> None:
    put("good", text(as_s16(VOICE)), **TOLD)
    first = app.extensions["socketio"].test_client(app)
    second = app.extensions["socketio"].test_client(app)
    first.emit("check_sessions", callback=True)
    second.emit("check_sessions", callback=True)
    wait_for(client, 1)
    first.emit("check_sessions", {"wanted": False}, callback=True)
    assert player.checking.progress()["running"] is True
    second.disconnect()
    assert player.checking.progress()["running"] is False
    put("another", text(as_s16(VOICE)), **TOLD)
    assert assert_done(client.get("/api/sessions?query=another"))["sessions"][0]["verdict"] is None
    assert_done(client.get(url("another", "/info")))  # whoever opens it has it checked
    assert ids(client, "verdict=ok") == {"good", "another"}
    first.disconnect()


def test_a_file_that_takes_a_decoder_down_does_not_stop_the_check(
    client: FlaskClient, page: Any, put: Put, redis_manager: RedisManager
) -> None:
    whole = container_file(VOICE, RATE, "webm", "libopus")
    put("cut", text(whole[: len(whole) // 2]))
    put("rubbish", text(whole[:200] + bytes(range(256)) * 40))
    put("webm", text(whole))
    wait_for(client, 6)
    assert "webm" in ids(client, "verdict=ok,info,warning")
