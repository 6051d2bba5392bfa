"""Whatever stands in Redis, the answer is clear, and neither time nor memory runs away."""

from __future__ import annotations

import gzip
import io
import json
import os
import pickle
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.parts import PlayerProcess, RedisServer

MAX_MB = 400  # of memory of the player: it has about 130 when it begins
BOMB = 1 << 29  # bytes


def stream_of_fields(raw: Any) -> None:
    names = {f"field {number}": "x" * 20 for number in range(10_000)}
    for _ in range(20):
        raw.xadd("audio:stream:bad", {**names, "audio": b"\x01\xff" * 320})


def objects() -> bytes:
    file = io.BytesIO()
    np.save(file, np.array([{"a": 1}, None], dtype=object), allow_pickle=True)
    return file.getvalue()


def gzip_bomb() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(BOMB >> 20)) + packer.flush()


# What is written, and what the answer to a request for the sound says.
HOSTILE: dict[str, tuple[Callable[[Any], object], int, str]] = {
    "a million empty elements": (
        lambda raw: [raw.rpush("audio:bad", *[b""] * 100_000) for _ in range(10)],
        404,
        "Nothing was recorded yet",
    ),
    "entries of 10,000 fields": (stream_of_fields, 200, ""),
    "JSON nested 10,000 deep": (lambda raw: raw.set("audio:bad", "[" * 10_000 + "]" * 10_000), 422, "JSON"),
    "JSON of objects nested 10,000 deep": (
        lambda raw: raw.set("audio:bad", '{"audio":' * 10_000 + "1" + "}" * 10_000),
        422,
        "JSON",
    ),
    "a gzip bomb": (lambda raw: raw.set("audio:bad", gzip_bomb()), 413, "AUDIO_MAX_BUFFER_MB"),
    "a bomb in a bomb": (
        lambda raw: raw.set("audio:bad", gzip.compress(gzip_bomb())),
        413,
        "AUDIO_MAX_BUFFER_MB",
    ),
    ".npy of objects": (lambda raw: raw.set("audio:bad", objects()), 422, "objects"),
    "a pickle": (
        lambda raw: raw.set("audio:bad", pickle.dumps({"audio": b"\x01\x02" * 500, "rate": 8000})),
        422,
        "Python pickle",
    ),
    "JSON without audio": (
        lambda raw: raw.set("audio:bad", json.dumps({"state": "on", "n": [1, 2]})),
        422,
        "JSON without audio in it",
    ),
    "text": (lambda raw: raw.set("audio:bad", "The call was not recorded."), 422, "plain text"),
    "a placeholder": (lambda raw: raw.set("audio:bad", "NULL"), 404, "Nothing was recorded yet"),
    "50,000 pieces": (
        lambda raw: raw.mset({f"audio:chunks:bad:{number}": b"\x01\xff" for number in range(50_000)}),
        200,
        "",
    ),
}


@pytest.fixture(scope="module")
def server() -> Iterator[RedisServer]:
    """A Redis of its own, as some of this fills it."""
    found = RedisServer()
    found.start()
    yield found
    found.stop()


@pytest.fixture(scope="module")
def running(server: RedisServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlayerProcess]:
    """The player in a process of its own, whose memory can be measured."""
    folder = tmp_path_factory.mktemp("player")
    with PlayerProcess(folder, REDIS_URL=server.url, AUDIO_MAX_BUFFER_MB="64") as process:
        yield process


def memory_mb(player: PlayerProcess) -> float:
    """The most memory that any process of the player has used."""
    assert player.group is not None
    most = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            is_own = os.getpgid(int(status.parent.name)) == player.group
            found = re.search(r"VmHWM:\s*(\d+)", status.read_text())
        except OSError:
            continue
        if is_own and found:
            most = max(most, int(found[1]))
    return most / 1024


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_answered_clearly_within_bounds(name: str, running: PlayerProcess, server: RedisServer) -> None:
    write, status, words = HOSTILE[name]
    with server.client() as raw:
        raw.flushall()
        write(raw)
        raw.hset("session:fine", "audio_buffer", "AAECAwQF")
        listed = {one["session_id"] for one in running.get("/api/sessions").json()["sessions"]}
        answer = running.get("/api/session/bad/audio")
        assert answer.status_code == status, answer.text[:300]
        if status != 200:
            assert words in answer.json()["message"]
        info = running.get("/api/session/bad/info")
        assert info.status_code in (200, 413)
        assert {"bad", "fine"} <= listed or name == "50,000 pieces"
        assert running.get("/api/session/fine/info").status_code == 200
        assert 50 < memory_mb(running) < MAX_MB
        raw.flushall()
    assert "Traceback" not in running.log
