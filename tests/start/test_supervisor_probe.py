"""The supervisor waits for the player, and not for Redis."""

from __future__ import annotations

import io
import socket
import threading
from collections.abc import Iterator

import pytest
from werkzeug.serving import make_server

from audio_stream_player import create_app
from sambanova.settings import Settings
from sambanova.start import supervisor
from sambanova.start.children import Children
from sambanova.start.supervisor import Supervisor
from sambanova.start.terminal import Checklist
from tests.parts import free_port


@pytest.fixture
def silent_port() -> Iterator[int]:
    """The port of a server that accepts connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        yield port


def test_silent_redis_does_not_stop_the_start(silent_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "_READY_TIMEOUT", 1.0)
    settings = Settings(redis_host="127.0.0.1", redis_port=silent_port, port=free_port())
    app = create_app(settings)
    server = make_server(settings.host, settings.port, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        Supervisor(settings, Checklist(io.StringIO()))._wait_until_ready(Children())
    finally:
        server.shutdown()
        app.extensions["audio_stream_player"].close()
