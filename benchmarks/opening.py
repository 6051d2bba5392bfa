"""A recording that nobody has opened yet, from the request to the last byte of its WAV, and what it needs."""

from __future__ import annotations

import base64
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from benchmarks.served import Served
from benchmarks.table import RUNS, Figure, Table, median
from tests.parts import PlayerProcess, RedisServer, speech

GROUP = "Opening a recording that nobody has opened yet"
RATE = 16_000
CHUNK = 3200  # bytes: 100 ms
MEGABYTE = 1_000_000
LAYOUTS = ("hash", "string", "list", "stream")
SIZES = (0.1, 10, 100)  # MB of PCM


@dataclass(frozen=True)
class Fetched:
    """How an answer came. Seconds from the request, bytes, and bytes of memory that it took."""

    first: float
    last: float
    size: int
    memory: int


def sound(size: int) -> bytes:
    """16-bit PCM that never repeats: a voice with noise."""
    spoken = speech(60, RATE)
    frames = size // 2
    noise = np.random.default_rng(1).normal(0, 0.003, frames).astype(np.float32)
    return np.round((np.resize(spoken, frames) + noise).clip(-1, 1) * 32767).astype("<i2").tobytes()


def store(client: Any, layout: str, session_id: str, pcm: bytes) -> tuple[Any, ...]:
    """Writes a recording as an app does; returns the command that reads it."""
    client.hset(f"session:{session_id}", mapping={"authenticated": "True", "sample_rate": RATE})
    chunks = [pcm[start : start + CHUNK] for start in range(0, len(pcm), CHUNK)]
    key = f"audio:{session_id}"
    if layout == "hash":
        client.hset(f"session:{session_id}", "audio_buffer", base64.b64encode(pcm))
        return ("HGET", f"session:{session_id}", "audio_buffer")
    if layout == "string":
        client.set(key, pcm)
        return ("GET", key)
    if layout == "list":
        for start in range(0, len(chunks), 1000):
            client.rpush(key, *chunks[start : start + 1000])
        return ("LRANGE", key, "0", "-1")
    with client.pipeline(transaction=False) as pipe:
        for number, chunk in enumerate(chunks):
            pipe.xadd(key, {"data": chunk}, id=f"{1_760_000_000_000 + 100 * number}-0")
        pipe.execute()
    return ("XRANGE", key, "-", "+")


def bare_read(port: int, command: tuple[Any, ...], size: int) -> float:
    """Seconds for the reply of Redis on a bare socket, without looking at it. size: bytes of its values."""
    words = [str(word).encode() for word in command]
    packed = b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%s\r\n" % (len(word), word) for word in words)
    room = memoryview(bytearray(1 << 20))
    with socket.create_connection(("127.0.0.1", port)) as connection:
        began = time.perf_counter()
        connection.sendall(packed)
        left = size
        while left > 0:
            left -= connection.recv_into(room)
        return time.perf_counter() - began


def fetch(url: str, path: str, served: Served) -> Fetched:
    """Gets a file with a bare socket."""
    address = urlsplit(url)
    room = memoryview(bytearray(1 << 20))
    before = served.now()
    with socket.create_connection((address.hostname or "", address.port or 80)) as connection:
        began = time.perf_counter()
        connection.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {address.netloc}\r\nConnection: close\r\n\r\n".encode()
        )
        size, first = 0, 0.0
        while count := connection.recv_into(room):
            if not size:
                first = time.perf_counter() - began
                if not bytes(room[:12]).endswith(b"200"):
                    raise RuntimeError(bytes(room[:count]).decode("latin-1"))
            size += count
        return Fetched(first, time.perf_counter() - began, size, served.peak() - before)


def measure(table: Table, sizes: tuple[float, ...] = SIZES, layouts: tuple[str, ...] = LAYOUTS) -> None:
    """Adds the figures."""
    server = RedisServer()
    server.start()
    try:
        for size in sizes:
            pcm = sound(int(size * MEGABYTE))
            for layout in layouts:
                _measure_one(table, server, layout, pcm)
    finally:
        server.stop()


def _measure_one(table: Table, server: RedisServer, layout: str, pcm: bytes) -> None:
    name = f"{len(pcm) / MEGABYTE:g} MB of PCM, {layout}"
    with server.client() as client:
        client.flushall()
        reading = store(client, layout, "first", pcm)
    is_text = layout == "hash"
    stored = len(pcm) * 4 // 3 if is_text else len(pcm)
    bare = median(partial(bare_read, server_port(server), reading, stored))
    text = base64.b64encode(pcm) if is_text else b""
    decoding = median(_pass_of_base64(text)) if is_text else 0.0
    fetched = []
    for _ in range(RUNS):
        with TemporaryDirectory() as folder, PlayerProcess(Path(folder), REDIS_URL=server.url) as player:
            assert player.group is not None
            served = Served(player.group)
            player.get("/api/sessions")
            fetched.append(fetch(player.url, "/api/session/first/download", served))
    limit_is = "reading it" + (" + one pass of base64" if is_text else "")

    def middle(of: Callable[[Fetched], float]) -> float:
        return sorted(map(of, fetched))[RUNS // 2]

    table.add(
        Figure(
            GROUP,
            f"{name}: request to last byte",
            middle(lambda one: one.last),
            "s",
            bare + decoding,
            limit_is,
            1.4 if is_text else 1.2,
        )
    )
    first = middle(lambda one: one.first)
    table.add(Figure(GROUP, f"{name}: request to first byte", first, "s", bare, "reading it"))
    taken = middle(lambda one: one.memory) / MEGABYTE
    limit_is = "the text" if is_text else "what is stored"
    table.add(Figure(GROUP, f"{name}: memory", taken, "MB", stored / MEGABYTE, limit_is, 1.3))


def _pass_of_base64(text: bytes) -> Callable[[], None]:
    def decode() -> None:
        base64.b64decode(text)

    return decode


def server_port(server: RedisServer) -> int:
    """The port that a Redis listens on."""
    return urlsplit(server.url).port or 6379
