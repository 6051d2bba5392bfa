"""A private Redis server: nothing on disk, no TCP port, a Unix socket that only this user can open."""

from __future__ import annotations

import socket
import time
from pathlib import Path

from sambanova.start.children import Children

NAME = "private Redis"

_START_TIMEOUT = 5.0  # seconds
# Characters. A Unix socket path has at most 104 (macOS) or 108 (Linux), with the file name.
_MAX_FOLDER_LENGTH = 80
_PROBE_TIMEOUT = 0.5  # seconds to connect and to answer PING


class PrivateRedisError(Exception):
    """The server did not start. The message ends with the last line of its log."""


def start_private_redis(children: Children, server: str) -> str:
    """Starts a Redis server as a child process and waits until it answers; returns its URL.

    server: path of redis-server or valkey-server. Raises PrivateRedisError.
    """
    folder = children.folder(_MAX_FOLDER_LENGTH)
    path, log = folder / "redis.sock", folder / "redis.log"
    options = {
        "--port": "0",
        "--unixsocket": str(path),
        "--unixsocketperm": "700",
        "--dir": str(folder),
        "--logfile": str(log),
        "--save": "",
        "--appendonly": "no",
        "--daemonize": "no",
    }
    words = [server, *(word for option in options.items() for word in option)]
    # Redis 8 does not start in a locale that is not installed, as ssh may pass it on.
    children.start(NAME, words, {"LC_ALL": "C", "LANG": "C"})
    deadline = time.monotonic() + _START_TIMEOUT
    while not _socket_answers(path):
        if NAME in children.ended() or time.monotonic() > deadline:
            raise PrivateRedisError(f"{server} does not start: {_last_line(log)}")
        time.sleep(0.01)
    return f"unix://{path}"


def answers(host: str, port: int) -> bool:
    """Whether a Redis server answers at a TCP address, even with an error such as NOAUTH."""
    try:
        with socket.create_connection((host, port), _PROBE_TIMEOUT) as connection:
            return _ping(connection)
    except OSError:
        return False


def _socket_answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(_PROBE_TIMEOUT)
        try:
            connection.connect(str(path))
            return _ping(connection)
        except OSError:
            return False


def _ping(connection: socket.socket) -> bool:
    connection.sendall(b"PING\r\n")
    return connection.recv(16).startswith((b"+PONG", b"-"))


def _last_line(log: Path) -> str:
    try:
        lines = log.read_text("utf-8", "replace").splitlines()
    except OSError:
        lines = []
    return lines[-1] if lines else "its log is empty"
