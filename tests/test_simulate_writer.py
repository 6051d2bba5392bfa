"""The simulated voice app stores what it says: the sound to the byte, and each fault that was asked for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from base64 import b64decode
from collections.abc import Iterator
from typing import Any, get_args

import numpy as np
import pytest
from flask.testing import FlaskClient

from sambanova.clips import Samples, as_bytes
from sambanova.encodings import ENCODINGS, samples_as_float
from sambanova.errors import SettingsError
from sambanova.redis_manager import RedisManager
from sambanova.simulate_writer import TTL, Faults, Layout, SimulatedWriter, WriterOptions
from tests.parts import RedisServer, Sessions, body, speech, wait_until

RATE = 8000  # Hz
LAYOUTS: tuple[Layout, ...] = get_args(Layout)
SOUND = speech(1.3, RATE).reshape(-1, 1)
OTHER = speech(0.7, RATE, seed=2).reshape(-1, 1)


@pytest.fixture
def raw(redis_server: RedisServer) -> Iterator[Any]:
    """Redis, as it is."""
    with redis_server.client() as client:
        yield client


def said(sound: Samples, seconds: float, encoding: str = "s16le") -> bytes:
    """The sound, repeated, as it is stored."""
    return as_bytes(np.resize(sound, round(seconds * RATE)), encoding)


def written_by(
    manager: RedisManager, options: WriterOptions, sounds: dict[str, Samples] | None = None, steps: int = 7
) -> bytes:
    """Writes a call of two seconds within no time; returns the bytes that the writer says it wrote."""
    writer = SimulatedWriter(manager, "c", options, sounds or {"": SOUND})
    writer.begin(0.0)
    chunks = [chunk for step in range(1, steps + 1) for chunk in writer.step(2.0 * step / steps)]
    return b"".join(chunk.data for chunk in chunks)


def options(layout: Layout = "list", **changes: Any) -> WriterOptions:
    return WriterOptions(layout, **{"sample_rate": RATE, "seconds": 2.0, **changes})


def stored_in(raw: Any, layout: Layout, track: str = "") -> list[bytes]:
    """The values that hold the audio of a track, in order."""
    suffix = f":{track}" if track else ""
    if layout == "hash":
        return [raw.hget("session:c", f"{track}_audio" if track else "audio_buffer")]
    if layout == "list":
        return list(raw.lrange(f"audio:c{suffix}", 0, -1))
    if layout == "string":
        return [raw.get(f"audio:c{suffix}")]
    entries = [fields for _, fields in raw.xrange("audio:stream:c")]
    return [fields[b"audio"] for fields in entries if fields.get(b"track", b"").decode() == track]


def opened(client: FlaskClient, track: str = "") -> dict[str, Any]:
    """What the player says of the session or of a track, once it has found all keys."""
    wait_until(lambda: body(client.get("/api/sessions"))["complete"])
    return body(client.get(f"/api/session/c/info?track={track}" if track else "/api/session/c/info"))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("is_base64", [False, True])
def test_what_was_said_is_stored_to_the_byte(
    redis_manager: RedisManager, raw: Any, layout: Layout, *, is_base64: bool
) -> None:
    # 300 bytes a chunk are whole groups of base64, so that pieces of text can be put together.
    own = options(layout, chunk_ms=18.75, is_base64=is_base64)
    reported = written_by(redis_manager, own)
    values = stored_in(raw, layout)
    assert len(values) == (107 if layout in ("list", "stream") else 1)
    stored = b"".join(map(b64decode, values) if is_base64 else values)
    assert stored == reported == said(SOUND, 2.0)


def test_text_of_a_field_is_one_text_whatever_the_size_of_chunks(
    redis_manager: RedisManager, raw: Any
) -> None:
    written_by(redis_manager, options("hash", chunk_ms=33))
    (value,) = stored_in(raw, "hash")
    assert b64decode(value, validate=True) == said(SOUND, 2.0)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_two_sides_are_two_tracks(
    redis_manager: RedisManager, raw: Any, sessions: Sessions, client: FlaskClient, layout: Layout
) -> None:
    sides = {"user": SOUND, "agent": OTHER}
    written_by(redis_manager, options(layout, is_base64=False, declares_encoding=True), sides)
    for track, sound in sides.items():
        assert b"".join(stored_in(raw, layout, track)) == said(sound, 2.0)
    assert [session.stored_as for session in sessions.list()] == [layout]
    info = opened(client)["audio_info"]
    assert {track["name"] for track in info["tracks"]} == {"user", "agent"}
    assert info["duration"] == pytest.approx(2.0, abs=0.2)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_holds_the_sound(redis_manager: RedisManager, raw: Any, encoding: str) -> None:
    written_by(redis_manager, options("string", encoding=encoding))
    (value,) = stored_in(raw, "string")
    stored = ENCODINGS[encoding]
    assert len(value) == 2 * RATE * stored.sample_width
    heard = samples_as_float(stored.to_wav(value), stored.wav)
    wanted = np.resize(SOUND, 2 * RATE)
    error = {1: 2**-7, 2: 2**-15}.get(stored.sample_width, 2**-22)
    tolerance = np.abs(wanted) / 32 + 2**-10 if stored.is_g711 else error
    assert np.all(np.abs(heard - wanted) <= tolerance)


def test_a_session_says_what_it_is_and_lives_for_an_hour(redis_manager: RedisManager, raw: Any) -> None:
    for layout in LAYOUTS:
        writer = SimulatedWriter(redis_manager, "c", options(layout), {"": SOUND})
        writer.begin(0.0)
        writer.step(1.0)
        about = raw.hgetall("session:c")
        assert (about[b"is_recording"], about[b"sample_rate"]) == (b"True", b"8000")
        assert about[b"user_name"]
        assert float(about[b"connected_at"]) <= time.time()
        assert all(0 < raw.ttl(key) <= TTL for key in writer.keys)
        raw.expire(writer.keys[-1], 5)
        writer.step(61.0)
        assert raw.ttl(writer.keys[-1]) > 5
        assert raw.hget("session:c", "is_recording") == b"False"


def test_a_new_call_begins_without_the_sound_of_the_last_one(redis_manager: RedisManager, raw: Any) -> None:
    written_by(redis_manager, options("string"))
    written_by(redis_manager, options("string"))
    assert stored_in(raw, "string") == [said(SOUND, 2.0)]


# Faults


def pieces(data: bytes, size: int = 1600) -> list[bytes]:
    """The chunks of 100 ms."""
    return [data[start : start + size] for start in range(0, len(data), size)]


@pytest.mark.parametrize("layout", ["list", "stream"])
@pytest.mark.parametrize(
    ("faults", "expected"),
    [
        (Faults(drop=5), lambda chunks: [one for n, one in enumerate(chunks) if n % 5 != 4]),
        (Faults(double=5), lambda chunks: [c for n, c in enumerate(chunks) for _ in range(1 + (n % 5 == 4))]),
        (
            Faults(lose_byte=4),
            lambda chunks: [c[:800] + c[801:] if n % 4 == 3 else c for n, c in enumerate(chunks)],
        ),
        (Faults(trim=6), lambda chunks: chunks[-6:]),
    ],
    ids=["drop", "double", "lose-byte", "trim"],
)
def test_faults_are_in_what_is_stored(
    redis_manager: RedisManager, raw: Any, layout: Layout, faults: Faults, expected: Any
) -> None:
    reported = written_by(redis_manager, options(layout, faults=faults))
    stored = stored_in(raw, layout)
    assert stored == expected(pieces(said(SOUND, 2.0)))
    assert reported.endswith(b"".join(stored))


def test_a_wrong_rate_is_declared_and_the_sound_is_that_of_the_true_one(
    redis_manager: RedisManager, raw: Any
) -> None:
    written_by(redis_manager, options("stream", faults=Faults(declared_rate=44_100)))
    assert raw.hget("session:c", "sample_rate") == b"44100"
    ((_, first), *_rest) = raw.xrange("audio:stream:c")
    assert first[b"sample_rate"] == b"44100"
    assert b"".join(stored_in(raw, "stream")) == said(SOUND, 2.0)


def test_nothing_comes_while_the_writer_stalls_and_then_all_of_it(
    redis_manager: RedisManager, raw: Any
) -> None:
    own = options("list", faults=Faults(stall_seconds=0.9, stall_at=0.55))
    writer = SimulatedWriter(redis_manager, "c", own, {"": SOUND})
    writer.begin(0.0)
    counts = []
    for now in (0.5, 1.0, 1.44, 1.46, 1.6):
        writer.step(now)
        counts.append(raw.llen("audio:c"))
    assert counts == [5, 5, 5, 14, 16]
    writer.step(2.0)
    assert b"".join(stored_in(raw, "list")) == said(SOUND, 2.0)


def test_late_writes_do_not_slow_the_call_down(redis_manager: RedisManager) -> None:
    own = options("list", seconds=60.0, jitter_ms=80, chunk_ms=20)
    writer = SimulatedWriter(redis_manager, "c", own, {"": SOUND})
    writer.begin(0.0)
    chunks = writer.step(61.0)
    late = [chunk.due - (chunk.number + 1) * 0.02 for chunk in chunks]
    assert len(chunks) == 3000
    assert min(late) >= 0
    assert 0.05 < max(late) <= 0.08
    assert [chunk.due for chunk in chunks] == sorted(chunk.due for chunk in chunks)
    assert np.mean(late[-500:]) == pytest.approx(np.mean(late[:500]), abs=0.01)


def test_chunks_whose_length_is_no_number_of_frames_keep_the_mean_rate(redis_manager: RedisManager) -> None:
    own = options("list", sample_rate=11_025, chunk_ms=10, seconds=None)
    writer = SimulatedWriter(redis_manager, "c", own, {"": SOUND})
    writer.begin(0.0)
    assert sum(len(chunk.data) // 2 for chunk in writer.step(30.005)) == 30 * 11_025


# The end of a call


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("sides", [{"": SOUND}, {"user": SOUND, "agent": OTHER}], ids=["one", "two"])
def test_the_complete_recording_takes_the_place_of_the_chunks(
    redis_manager: RedisManager, client: FlaskClient, layout: Layout, sides: dict[str, Samples]
) -> None:
    written_by(redis_manager, options(layout, replaces_at_stop=True), sides)
    for track in sides:
        answer = opened(client, track)
        assert answer["session"]["is_recording"] is False
        found = answer["audio_info"]
        assert (found["format"]["container"], found["format"]["encoding"]) == ("webm", "opus")
        assert found["duration"] == pytest.approx(2.0, abs=0.05)


@pytest.fixture
def program(redis_url: str) -> Iterator[subprocess.Popen[str]]:
    """The command line, writing until it is interrupted."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sambanova.simulate_writer", "--layout", "stream", "--tracks", "2"]
        + ["--sessions", "2", "--chunk-ms", "50"],
        env={**os.environ, "REDIS_URL": redis_url},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield process
    process.kill()
    process.communicate()


def test_ctrl_c_ends_the_calls(program: subprocess.Popen[str], raw: Any, sessions: Sessions) -> None:
    keys = [f"simulated-stream-{number}" for number in (1, 2)]
    wait_until(lambda: all(raw.xlen(f"audio:stream:{key}") > 4 for key in keys))
    assert all(sessions.session(key).is_recording for key in keys)
    program.send_signal(signal.SIGINT)
    output, errors = program.communicate(timeout=10)
    assert (program.returncode, errors) == (0, "")
    assert "audio:stream:simulated-stream-2" in output
    assert [raw.hget(f"session:{key}", "is_recording") for key in keys] == [b"False"] * 2


def test_a_call_ends_by_itself(redis_url: str, raw: Any) -> None:
    command = [sys.executable, "-m", "sambanova.simulate_writer", "--layout", "list", "--seconds", "0.5"]
    environment = {**os.environ, "REDIS_URL": redis_url}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert raw.hget("session:simulated-list-1", "is_recording") == b"False"
    assert sum(map(len, raw.lrange("audio:simulated-list-1", 0, -1))) == 16_000


@pytest.mark.parametrize(
    "arguments",
    [["--rate", "0"], ["--layout", "hash", "--trim", "5"], ["--seconds", "-1"], ["--chunk-ms", "0.01"]],
)
def test_what_cannot_be_written_is_refused_in_a_sentence(redis_url: str, arguments: list[str]) -> None:
    command = [sys.executable, "-m", "sambanova.simulate_writer", *arguments]
    environment = {**os.environ, "REDIS_URL": redis_url}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.endswith(".\n")
    assert "Traceback" not in done.stderr


def test_an_unknown_encoding_is_refused() -> None:
    with pytest.raises(SettingsError, match="s16le"):
        WriterOptions(encoding="mp4")
