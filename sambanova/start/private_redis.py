"""A Redis of our own: nothing on disk, no port, reached through a socket that only this user sees."""

from __future__ import annotations

import socket
import time
from pathlib import Path

from sambanova.start.children import Children

NAME = "private Redis"

_START_TIMEOUT = 5.0  # seconds until it must answer
_LONGEST_FOLDER = 80  # characters; with the socket's name a path may have about a hundred
_PROBE_TIMEOUT = 0.5  # seconds that a Redis elsewhere has to answer


class NoPrivateRedis(Exception):
    """The server did not start; the sentence says what it said last."""


def start_private_redis(children: Children, server: str) -> str:
    """Starts the program `server` as one of `children`; returns its URL when it answers."""
    folder = children.folder(_LONGEST_FOLDER)
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
    children.start(NAME, [server, *(word for option in options.items() for word in option)])
    deadline = time.monotonic() + _START_TIMEOUT
    while not _answers_at(path):
        if NAME in children.ended() or time.monotonic() > deadline:
            raise NoPrivateRedis(f"{server} does not start: {_last_line(log)}")
        time.sleep(0.01)
    return f"unix://{path}"


def answers(host: str, port: int) -> bool:
    """Whether something that speaks Redis's language answers there, be it a refusal."""
    try:
        with socket.create_connection((host, port), _PROBE_TIMEOUT) as connection:
            return _ping(connection)
    except OSError:
        return False


def _answers_at(path: Path) -> bool:
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
    return lines[-1] if lines else "it says nothing"
