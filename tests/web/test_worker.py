"""Clients that send or read a byte a second, against the real server."""

from __future__ import annotations

import base64
import os
import signal
import socket
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest
import socketio

from sambanova.web import worker
from sambanova.web.limits import MAX_CONCURRENT_REQUESTS
from sambanova.web.server import THREADS
from sambanova.web.worker import TimedSocket
from tests.parts import free_port, wait_until

ROOT = Path(__file__).resolve().parents[2]
LARGE = base64.b64encode(bytes(range(256)) * (1 << 15))  # of 8 MB: more than the system buffers
OPEN_FILES = 1024  # that the server may have, as is usual
SOMEBODY_ELSE = ("127.0.0.2", 0)
SLOW = 256  # clients

pytestmark = pytest.mark.skipif(os.name == "nt", reason="gunicorn does not run on Windows")


@dataclass(frozen=True)
class Served:
    """The player, served by gunicorn; pid is that of gunicorn's first process."""

    pid: int
    port: int


@pytest.fixture
def served(redis_url: str) -> Iterator[Served]:
    number = free_port()
    environment = {**os.environ, "PORT": str(number), "REDIS_URL": redis_url, "HOST": "127.0.0.1"}
    environment.pop("FLASK_DEBUG", None)
    limited = f'ulimit -n {OPEN_FILES} && exec "$0" audio_stream_player.py'
    process = subprocess.Popen(["sh", "-c", limited, sys.executable], cwd=ROOT, env=environment)
    try:
        wait_until(lambda: answers(number))
        yield Served(process.pid, number)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)


@pytest.fixture
def port(served: Served) -> int:
    return served.port


def answers(port: int, source: tuple[str, int] = ("127.0.0.1", 0), path: str = "/api/sessions") -> int | None:
    """The status that a fast client gets; None when it gets no answer."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=5, source_address=source)) as connection:
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return None


def connected(port: int) -> socket.socket:
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.connect(("127.0.0.1", port))
    return client


@pytest.mark.parametrize("beginning", [b"", b"G", b"GET /api/sessions HTTP/1.1\r\nHost: localhost\r\nX: "])
def test_those_who_send_slowly_keep_nobody_out(port: int, beginning: bytes) -> None:
    with ExitStack() as clients:
        slow = [clients.enter_context(connected(port)) for _ in range(SLOW)]
        for _ in range(3):
            for client in slow:
                client.sendall(beginning[:1])
                beginning = beginning[1:] or beginning
            assert answers(port) == 200


@pytest.fixture
def page(port: int) -> Iterator[socketio.Client]:
    """An open page, which notices when the server is another one."""
    client = socketio.Client(reconnection=False)
    client.connect(f"http://127.0.0.1:{port}", transports=["websocket"])
    yield client
    client.disconnect()


@pytest.mark.parametrize("beginning", [b"", b"GET /api/x HTTP/1.1\r\nHost: localhost\r\n\r\n"])
def test_more_idle_connections_than_there_is_room_for_keep_nobody_out(
    port: int, page: socketio.Client, beginning: bytes
) -> None:
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # for our ends
    with ExitStack() as clients:
        for _ in range(OPEN_FILES):
            clients.enter_context(connected(port)).sendall(beginning)
        assert answers(port, SOMEBODY_ELSE) == 200
    assert page.connected


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody sets another process's limits")
def test_a_server_that_may_open_no_file_any_more_makes_room(served: Served, page: socketio.Client) -> None:
    import resource

    (worker,) = Path(f"/proc/{served.pid}/task/{served.pid}/children").read_text().split()
    with ExitStack() as clients:
        for _ in range(100):
            clients.enter_context(connected(served.port))
        assert answers(served.port) == 200
        files = [int(path.name) for path in Path(f"/proc/{worker}/fd").iterdir()]
        resource.prlimit(int(worker), resource.RLIMIT_NOFILE, (max(files), OPEN_FILES))
        for _ in range(200):
            clients.enter_context(connected(served.port))
        assert answers(served.port) == 200
    assert page.connected


def test_a_head_in_pieces_is_a_request_like_any_other(port: int) -> None:
    with connected(port) as client:
        for _ in range(2):  # the second on the same connection
            for piece in (b"GET /api/sess", b"ions HTTP/1.1\r\nHo", b"st: localhost\r\n\r", b"\n"):
                client.sendall(piece)
                assert answers(port) == 200  # meanwhile
            assert client.recv(15) == b"HTTP/1.1 200 OK"
            while not client.recv(1 << 16).endswith(b"}\n"):
                pass


def test_those_who_read_slowly_keep_nobody_else_out(port: int, put: Callable[..., str]) -> None:
    put("long", LARGE, sample_rate="16000", encoding="s16le")
    with ExitStack() as clients:
        for _ in range(SLOW):
            slow = clients.enter_context(connected(port))
            slow.sendall(b"GET /api/session/long/audio HTTP/1.1\r\nHost: localhost\r\n\r\n")
        wait_until(lambda: answers(port) == 429, 30)
        wait_until(lambda: answers(port, SOMEBODY_ELSE) == 200)
    wait_until(lambda: answers(port) == 200)  # as soon as they went
    assert MAX_CONCURRENT_REQUESTS < THREADS


def test_one_who_ends_no_connection_keeps_nobody_out(port: int) -> None:
    with ExitStack() as stack:
        clients = [stack.enter_context(connected(port)) for _ in range(40)]
        for client in clients:
            client.sendall(b"GET /api/sessions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        for client in clients:
            client.settimeout(5)
            assert client.recv(15) == b"HTTP/1.1 200 OK"
        assert answers(port) == 200


@pytest.fixture
def pair(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[TimedSocket, socket.socket]]:
    """The server's end and the client's end of a connection that has little patience."""
    monkeypatch.setattr(worker, "SEND_TIMEOUT", 1)
    ours, theirs = socket.socketpair()
    with closing(TimedSocket(ours)) as timed, closing(theirs):
        yield timed, theirs


def test_a_body_that_takes_too_long_ends_the_connection(pair: tuple[TimedSocket, socket.socket]) -> None:
    ours, theirs = pair
    ours.receive_within(0.5)
    going_on = threading.Event()

    def send_slowly() -> None:
        while not going_on.wait(0.1):
            theirs.sendall(b"x")

    sender = threading.Thread(target=send_slowly)
    sender.start()
    with pytest.raises(ConnectionResetError):
        deque(iter(lambda: ours.recv(100), b""))
    going_on.set()
    sender.join()
    ours.receive_within(None)
    theirs.sendall(b"more")
    assert ours.recv(100)


def test_an_answer_that_is_read_too_slowly_ends_the_connection(
    pair: tuple[TimedSocket, socket.socket],
) -> None:
    ours, theirs = pair
    going_on = threading.Event()

    def read_slowly() -> None:
        while not going_on.wait(0.1):
            theirs.recv(1)

    reader = threading.Thread(target=read_slowly)
    reader.start()
    with pytest.raises(ConnectionResetError):
        ours.sendall(bytes(10_000_000))
    going_on.set()
    reader.join()


def test_a_websocket_that_is_not_read_ends_for_its_reader_too(
    pair: tuple[TimedSocket, socket.socket],
) -> None:
    ours, _ = pair
    ours.setblocking(True)
    with pytest.raises(BrokenPipeError):
        deque(iter(lambda: ours.send(bytes(100_000)), 0))
    assert ours.recv(1) == b""


def test_a_websocket_that_was_closed_meanwhile_is_said_to_be(
    pair: tuple[TimedSocket, socket.socket],
) -> None:
    ours, _ = pair
    ours.close()
    with pytest.raises(BrokenPipeError):
        ours.send(b"more")


def test_all_is_sent_to_one_who_reads(pair: tuple[TimedSocket, socket.socket]) -> None:
    ours, theirs = pair
    data = os.urandom(1_000_000)
    sender = threading.Thread(target=ours.sendall, args=(data,))
    sender.start()
    received = bytearray()
    while len(received) < len(data):
        received += theirs.recv(65536)
    sender.join()
    assert received == data
