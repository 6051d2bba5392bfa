"""The server as its user starts it: `python audio_stream_player.py`."""

from __future__ import annotations

import base64
import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
import requests

from audio_stream_player import create_app
from sambanova.settings import Settings
from tests.parts import PlayerProcess, RedisServer, SoundServer, as_s16, free_port, speech, wait_until
from tests.test_rest import HOSTILE, TOLD
from tests.test_socket import Browser

pytestmark = pytest.mark.skipif(os.name != "posix", reason="gunicorn and signals are POSIX")

Put = Callable[..., str]
LONG = base64.b64encode(as_s16(speech(60, 8000)))


def test_gunicorn_serves_page_interface_and_websocket(
    tmp_path: Path, redis_server: RedisServer, put: Put
) -> None:
    put("call", LONG, **TOLD)
    with PlayerProcess(tmp_path, REDIS_URL=redis_server.url) as player:
        assert player.get("/api/sessions").json()["total"] == 1
        page = player.get("/")
        assert "gunicorn" in page.headers["Server"]
        assert "</html>" in page.text
        assert player.get("/api/session/call/audio", headers={"Range": "bytes=0-3"}).content == b"RIFF"
        browser = Browser(player.url, "websocket")
        assert browser.transport == "websocket"
        assert browser.call("stop", {"session_id": "call"})["error"] == "not_playing"
        browser.leave()
        assert f"Audio Stream Player at http://127.0.0.1:{player.port}/" in player.log
        assert "Traceback" not in player.log


@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once_with_an_open_socket_and_a_session_playing(
    tmp_path: Path, redis_server: RedisServer, put: Put, sound_server: SoundServer, signal_number: int
) -> None:
    put("call", LONG, **{**TOLD, "sample_rate": "8000"})
    with PlayerProcess(tmp_path, REDIS_URL=redis_server.url) as player:
        browser = Browser(player.url, "websocket")
        assert browser.call("play", {"session_id": "call", "volume": 0})["success"] is True
        wait_until(lambda: browser.of("playback_progress"))
        player.end(signal_number)
        browser.leave()
    assert player.status_code == 0
    assert "Traceback" not in player.log
    assert "ERROR" not in player.log
    with pytest.raises(requests.ConnectionError):
        player.get("/api/status")


def test_it_ends_while_a_page_waits_by_polling(tmp_path: Path, redis_server: RedisServer) -> None:
    with PlayerProcess(tmp_path, REDIS_URL=redis_server.url) as player:
        browser = Browser(player.url, "polling")
        player.end(signal.SIGINT)
        browser.leave()


def refused(player: PlayerProcess) -> str:
    """The one line with which a player refused to start."""
    with player:
        wait_until(lambda: player.status_code is not None)
    assert player.status_code == 1
    (line,) = player.log.splitlines()
    return line


def test_a_port_in_use_is_one_clear_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        player = PlayerProcess(tmp_path, PORT=port)
        player._serves = lambda: False  # type: ignore[method-assign]  # somebody else has the port
        line = refused(player)
    assert f"PORT {port}" in line


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AUDIO_RATE", "fast"),
        ("REDIS_URL", "http://localhost"),
        ("REDIS_URL", "redis://localhost/0?no_such_option=1"),
        ("AUDIO_FORMAT", "mp5"),
        ("HOST", "not an address"),
    ],
)
def test_a_bad_setting_is_one_clear_line(tmp_path: Path, name: str, value: str) -> None:
    assert name in refused(PlayerProcess(tmp_path, **{name: value}))


def test_it_starts_without_a_redis_and_says_so(tmp_path: Path) -> None:
    with PlayerProcess(tmp_path, REDIS_PORT=str(free_port())) as player:
        status = player.get("/api/status").json()
        assert status["redis_available"] is False
        assert player.get("/api/sessions").status_code == 503
        assert player.get("/").status_code == 200
        player.end(signal.SIGINT)


def test_whatever_an_id_holds_a_log_line_stays_one_line(
    tmp_path: Path, redis_server: RedisServer, put: Put
) -> None:
    session_id = HOSTILE + "\r\n2026-01-01 00:00:00 CRITICAL forged\x1b[2J\u2028"
    put(session_id, LONG, **TOLD)
    with PlayerProcess(tmp_path, REDIS_URL=redis_server.url) as player:
        name = quote(session_id, safe="")
        assert player.get(f"/api/session/{name}/audio").status_code == 200
        assert requests.delete(f"{player.url}/api/session/{name}", timeout=10).status_code == 200
        assert player.get(f"/api/session/{name}/info").status_code == 404
        log = player.log
    assert "forged" in log
    for line in log.splitlines():  # which also splits at the Unicode separators
        assert line[:2] == "20", line
        assert "CRITICAL forged" not in line[:45]
    assert "\x1b" not in log


def test_a_long_id_fits_into_a_request(tmp_path: Path, redis_server: RedisServer, put: Put) -> None:
    session_id = "語" * 600
    put(session_id, LONG, **TOLD)
    with PlayerProcess(tmp_path, REDIS_URL=redis_server.url) as player:
        answer = player.get(f"/api/session/{quote(session_id, safe='')}/info")
        assert answer.json()["session_id"] == session_id


def test_debugging_serves_with_werkzeug_and_ends_too(tmp_path: Path, redis_server: RedisServer) -> None:
    with PlayerProcess(tmp_path, REDIS_URL=redis_server.url, FLASK_DEBUG="1") as player:
        assert "Werkzeug" in player.get("/api/status").headers["Server"]
        player.end(signal.SIGINT)


def test_another_server_can_serve_the_application(redis_server: RedisServer) -> None:
    """As the README's section on production has it: `create_app` is all that another server needs."""
    first = create_app(Settings(redis_url=redis_server.url))
    second = create_app(Settings(redis_url=redis_server.url))
    assert first.extensions["audio_stream_player"] is not second.extensions["audio_stream_player"]
    for app in (first, second):
        assert app.test_client().get("/api/sessions").status_code == 200
        app.extensions["audio_stream_player"].close()
