"""Fixtures: the real parts, fresh for each test where that is quick."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from audio_stream_player import AudioStreamPlayer, create_app
from sambanova.checking import background
from sambanova.redis_manager import RedisManager
from sambanova.settings import Settings
from tests.browser import chromium, open_page  # noqa: F401  # fixtures of the page's tests
from tests.parts import RedisServer, Sessions, SoundServer

# They are about terminals and signals of POSIX, and cannot be imported elsewhere.
_OF_POSIX = [
    "reports/test_command.py",
    "start/test_other_systems.py",
    "start/test_setup_steps.py",
    "start/test_start.py",
    "start/test_system_accidents.py",
]
collect_ignore = [] if os.name == "posix" else _OF_POSIX

REAL_TIME = {"sound_server", "open_page"}
"""Fixtures of the tests that follow sound as it is played."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Lets tests that listen, or look at the page, try again: real time on a busy machine can stutter."""
    for item in items:
        if not REAL_TIME.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.flaky(reruns=2))


# How long one example takes says nothing about the player, and depends on what else the machine does.
hypothesis.settings.register_profile("no_timing", deadline=None)
hypothesis.settings.load_profile("no_timing")


@pytest.fixture(scope="session", autouse=True)
def _sound_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoundServer]:
    """Leads all sound of this process to a server of our own, before PortAudio looks for devices.

    The server itself is started only when a test asks for `sound_server`.
    """
    server = SoundServer(tmp_path_factory.mktemp("sound"))
    os.environ.update(server.environment)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def _running_sound_server(_sound_environment: SoundServer) -> SoundServer:
    _sound_environment.start()
    return _sound_environment


@pytest.fixture
def sound_server(_running_sound_server: SoundServer) -> SoundServer:
    """A null sink that PyAudio plays on and whose monitor can be recorded."""
    return _running_sound_server


@pytest.fixture(scope="session")
def _running_redis() -> Iterator[RedisServer]:
    server = RedisServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def redis_server(_running_redis: RedisServer) -> RedisServer:
    """A real Redis, empty."""
    with _running_redis.client() as client:
        client.flushall()
    return _running_redis


@pytest.fixture
def own_redis() -> Iterator[RedisServer]:
    """A real Redis, not started, for tests that stop it."""
    server = RedisServer()
    yield server
    server.stop()


@pytest.fixture
def redis_url(redis_server: RedisServer) -> str:
    """Where the empty Redis is."""
    return redis_server.url


@pytest.fixture
def redis_manager(redis_url: str) -> Iterator[RedisManager]:
    """A manager of the empty Redis, to write sessions with."""
    manager = RedisManager(Settings(redis_url=redis_url))
    yield manager
    manager.close()


@pytest.fixture
def sessions(redis_url: str) -> Iterator[Sessions]:
    """The sessions of the empty Redis, as the player finds them."""
    found = Sessions(Settings(redis_url=redis_url))
    yield found
    found.close()


@pytest.fixture
def settings(redis_url: str) -> Settings:
    """The settings of `app`; a test may define its own fixture of this name."""
    return Settings(redis_url=redis_url)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The application on the empty Redis."""
    application = create_app(settings)
    yield application
    application.extensions["audio_stream_player"].close()


@pytest.fixture
def player(app: Flask) -> AudioStreamPlayer:
    """The player of `app`."""
    found: AudioStreamPlayer = app.extensions["audio_stream_player"]
    return found


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of the REST interface."""
    return app.test_client()


@pytest.fixture
def socket(app: Flask) -> Iterator[Any]:
    """A client of the Socket.IO interface, connected."""
    test_client = app.extensions["socketio"].test_client(app)
    yield test_client
    if test_client.is_connected():
        test_client.disconnect()


@pytest.fixture
def server(app: Flask) -> Iterator[str]:
    """The URL, without a slash at the end, of the application served for real, WebSockets included."""
    with running(app) as url:
        yield url


class running:  # noqa: N801  # reads as a phrase: with running(app) as url
    """Serves an application in threads, as long as the context lasts."""

    def __init__(self, app: Flask) -> None:
        self._server = make_server("127.0.0.1", 0, app, threaded=True)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> str:
        self._thread.start()
        return f"http://127.0.0.1:{self._server.server_port}"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join(5)


@pytest.fixture(autouse=True)
def _late_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check of all sessions begins late: where a test is about something else, it has the machine."""
    monkeypatch.setattr(background, "FIRST_REST", 60.0)


@pytest.fixture
def check_at_once(_late_check: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check of all sessions begins when a page opens."""
    monkeypatch.setattr(background, "FIRST_REST", 0.0)


@pytest.fixture
def put(redis_manager: RedisManager) -> Callable[..., str]:
    """Writes a session as a voice app would; returns its id."""

    def write(session_id: str = "call", audio: str | bytes = "", **fields: str) -> str:
        usual = {
            "authenticated": "True",
            "is_recording": "False",
            "user_id": "42",
            "user_name": "Ada Lovelace",
            "connected_at": "1760000000.5",
        }
        redis_manager.write(session_id, {**usual, "audio_buffer": audio, **fields}, ttl=3600)
        return session_id

    return write


@pytest.fixture
def tmp_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder."""
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path
