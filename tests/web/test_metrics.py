"""The metrics: they tell what happens, and never what a session is called; the dashboard knows them all."""

from __future__ import annotations

import json
import re
import sys
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_metrics
from prometheus_client.parser import text_string_to_metric_families as metric_families

from audio_stream_player import create_app
from sambanova.settings import Settings
from tests.parts import ROOT, RedisServer, Sessions, SoundServer, as_s16, body, free_port, speech, wait_until

Put = Callable[..., str]

TOLD = {"sample_rate": "16000", "channels": "1", "encoding": "s16le"}
HOSTILE = 'evil"} 1\n# HELP evil'
DASHBOARD = ROOT / "deploy" / "grafana.json"


def samples(client: FlaskClient) -> dict[str, float]:
    """The value of each sample, by its name and, in brackets, the values of its labels."""
    answer = client.get("/metrics")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return {
        sample.name + "".join(f"[{value}]" for value in sample.labels.values()): sample.value
        for family in metric_families(answer.get_data(as_text=True))
        for sample in family.samples
    }


def test_they_tell_how_many_sessions_there_are_and_how_large(client: FlaskClient, put: Put) -> None:
    put("one", "A" * 1000)
    put("two", "A" * 500)
    wait_until(lambda: samples(client)["audio_player_sessions"] == 2)
    assert samples(client)["audio_player_stored_audio_bytes"] == 1500
    client.delete("/api/session/one")
    put("two", "A" * 800)
    wait_until(lambda: samples(client)["audio_player_stored_audio_bytes"] == 800)
    assert samples(client)["audio_player_sessions"] == 1


def test_they_tell_how_redis_does(client: FlaskClient, put: Put) -> None:
    put()
    client.get("/api/sessions")
    found = samples(client)
    assert found["audio_player_redis_up"] == 1
    assert found["audio_player_redis_memory_bytes"] > 100_000
    assert 0 < found["audio_player_redis_latency_seconds"] < 5
    assert found["audio_player_change_feed_mode[following]"] == 1
    assert found["audio_player_change_feed_mode[polling]"] == 0
    assert 0 <= found["audio_player_change_feed_lag_seconds"] < 5


def test_what_is_not_known_without_redis_has_no_sample() -> None:
    app = create_app(Settings(redis_port=free_port()))
    try:
        found = samples(app.test_client())
    finally:
        app.extensions["audio_stream_player"].close()
    assert found["audio_player_redis_up"] == 0
    assert "audio_player_redis_latency_seconds" not in found
    assert "audio_player_change_feed_lag_seconds" not in found


def test_a_recording_is_decoded_once_and_counted_once(client: FlaskClient, put: Put) -> None:
    put("call", b64encode(as_s16(speech(1, 16000))), **TOLD)
    for _ in range(2):
        assert client.get("/api/session/call/info").status_code == 200
    found = samples(client)
    assert found["audio_player_decoding_seconds_count"] == 1
    assert found["audio_player_decoding_seconds_bucket[+Inf]"] == 1
    assert found["audio_player_reading_seconds_count"] >= 1
    assert found["audio_player_decoding_seconds_sum"] > 0


def test_refusals_are_counted_by_their_code(client: FlaskClient, socket: Any) -> None:
    before = samples(client)
    client.get("/api/session/nobody/info")
    client.post("/api/session/nobody/stop")
    client.post("/api/session/nobody/stop", headers={"Origin": "https://evil.example"})
    socket.emit("stop", {"session_id": "nobody"}, callback=True)
    client.get("/api/nothing")
    found = samples(client)
    grown = {name: found[name] - before.get(name, 0) for name in found if "refused" in name}
    assert {name: count for name, count in grown.items() if count} == {
        "audio_player_refused_requests_total[session_not_found]": 1,
        "audio_player_refused_requests_total[not_playing]": 2,
        "audio_player_refused_requests_total[forbidden_origin]": 1,
        "audio_player_refused_requests_total[not_found]": 1,
    }


def test_a_playback_tells_when_it_is_heard(sound_server: SoundServer, client: FlaskClient, put: Put) -> None:
    put("call", b64encode(as_s16(speech(3, 16000))), **TOLD)
    with sound_server.recorded():
        assert client.post("/api/session/call/play", json={}).status_code == 200
        wait_until(lambda: samples(client)["audio_player_first_sound_seconds_count"] == 1)
        assert samples(client)["audio_player_playbacks[playing]"] == 1
        client.post("/api/session/call/pause")
        found = samples(client)
        assert (found["audio_player_playbacks[playing]"], found["audio_player_playbacks[paused]"]) == (0, 1)
        client.post("/api/session/call/resume")
        client.post("/api/session/call/stop")
    found = samples(client)
    assert found["audio_player_playbacks[paused]"] == 0
    assert found["audio_player_first_sound_seconds_count"] == 1


def test_those_who_follow_a_call_and_their_delay_are_counted(
    client: FlaskClient, socket: Any, put: Put, sessions: Sessions
) -> None:
    voice = as_s16(speech(4, 16000))
    put("call", b64encode(voice[:64_000]), is_recording="True", **TOLD)
    assert socket.emit("follow", {"session_id": "call", "output": "browser"}, callback=True)["success"]
    found = samples(client)
    assert (found["audio_player_followed_calls"], found["audio_player_followers"]) == (1, 1)
    assert found["audio_player_clients"] == 1
    put("call", b64encode(voice[:96_000]), is_recording="True", **TOLD)
    wait_until(lambda: samples(client)["audio_player_follow_delay_seconds_count"] == 1)
    socket.emit("unfollow", {"session_id": "call"}, callback=True)
    assert samples(client)["audio_player_followers"] == 0


def test_no_text_from_redis_gets_into_them(client: FlaskClient, put: Put) -> None:
    put(HOSTILE, b64encode(as_s16(speech(1, 16000))), user_name=HOSTILE, **TOLD)
    client.get("/api/sessions")
    client.get(f"/api/session/{HOSTILE.encode().hex()}/info")
    assert "evil" not in client.get("/metrics").get_data(as_text=True)


def test_they_come_as_openmetrics_where_that_is_wanted(client: FlaskClient) -> None:
    answer = client.get("/metrics", headers={"Accept": "application/openmetrics-text; version=1.0.0"})
    assert answer.mimetype == "application/openmetrics-text"
    assert answer.headers["Cache-Control"] == "no-store"
    families = open_metrics(answer.get_data(as_text=True))  # type: ignore[no-untyped-call]
    assert {family.name for family in families} >= {"audio_player_sessions", "audio_player_underruns"}


def test_they_need_the_token_as_everything_else(redis_server: RedisServer) -> None:
    app = create_app(Settings(redis_url=redis_server.url, access_token="secret"))
    try:
        stranger = app.test_client().get("/metrics")
        assert (stranger.status_code, body(stranger)["error"]) == (401, "unauthorized")
        known = app.test_client().get("/metrics", headers={"Authorization": "Bearer secret"})
        assert 'refused_requests_total{code="unauthorized"} 1.0' in known.get_data(as_text=True)
    finally:
        app.extensions["audio_stream_player"].close()


def test_without_the_library_it_says_what_to_install(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "prometheus_client", None)  # which makes importing it fail
    answer = client.get("/metrics")
    assert (answer.status_code, body(answer)["error"]) == (501, "not_installed")
    assert "pip install prometheus-client" in body(answer)["message"]
    assert client.get("/api/sessions").status_code == 200


def named_in(dashboard: dict[str, Any]) -> set[str]:
    """The metrics that a dashboard asks for."""
    return set(re.findall(r"\b(?:audio_player|process)_\w+", json.dumps(dashboard)))


@pytest.fixture
def dashboard() -> dict[str, Any]:
    """The dashboard for Grafana."""
    found: dict[str, Any] = json.loads(DASHBOARD.read_text("utf-8"))
    return found


def test_every_metric_of_the_dashboard_exists_and_none_is_left_out(
    app: Flask, client: FlaskClient, put: Put, dashboard: dict[str, Any]
) -> None:
    put()
    client.get("/api/sessions")
    text = client.get("/metrics").get_data(as_text=True)
    there = {
        sample.name
        for family in metric_families(text)
        for sample in family.samples
        if sample.name.startswith(("audio_player", "process"))
    }
    there |= {family.name for family in metric_families(text)}
    assert named_in(dashboard) <= there
    own = {family.name for family in metric_families(text) if family.name.startswith("audio_player")}
    shown = {re.sub(r"_(bucket|total)$", "", name) for name in named_in(dashboard)}
    assert own == {name for name in shown if name.startswith("audio_player")}


def test_the_panels_of_the_dashboard_do_not_overlap(dashboard: dict[str, Any]) -> None:
    places = [panel["gridPos"] for panel in dashboard["panels"]]
    cells = [
        (x, y)
        for place in places
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]
    assert len(cells) == len(set(cells))
    assert max(x for x, _ in cells) < 24
    assert len({panel["id"] for panel in dashboard["panels"]}) == len(places)
