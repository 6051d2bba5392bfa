"""What goes wrong around the player: each fault has a clear state, loses nothing, and is recovered from.

The application runs on a real Redis behind a proxy that spoils its replies. While each fault lasts, a
session plays on the speaker and a page watches the list.
"""

from __future__ import annotations

import base64
import contextlib
import ctypes
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from audio_stream_player import AudioStreamPlayer
from sambanova import redis_manager as redis_room
from sambanova.errors import RedisUnavailable
from sambanova.format_hints import FormatHint
from sambanova.redis_manager import RedisManager
from sambanova.settings import Settings
from tests import faulty_proxy
from tests.faulty_proxy import FaultyProxy, cut_after, instead
from tests.parts import (
    PlayerProcess,
    RedisServer,
    SoundServer,
    as_s16,
    body,
    free_port,
    speech,
    wait_until,
)

TEXT = base64.b64encode(as_s16(speech(1, 8000)))
LONG = base64.b64encode(as_s16(speech(120, 8000)))
FIELDS = {"authenticated": "True", "sample_rate": "8000", "channels": "1", "encoding": "s16le"}
ROOT = Path(__file__).resolve().parent.parent

READS = ("/api/sessions", "/api/session/call/info", "/api/session/call/audio", "/api/session/call/waveform")


@pytest.fixture
def proxy(redis_server: RedisServer) -> Iterator[FaultyProxy]:
    found = FaultyProxy(redis_server.port)
    yield found
    found.close()


@pytest.fixture
def settings(proxy: FaultyProxy, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The application's Redis is the one behind the proxy, and it has less patience than usual."""
    monkeypatch.setattr(redis_room, "REPLY_TIMEOUT", 0.3)
    return Settings(redis_url=f"redis://127.0.0.1:{proxy.port}/0")


@pytest.fixture
def sessions(redis_server: RedisServer) -> Iterator[RedisManager]:
    """Writes as the voice app does, past the proxy: one session to read, one that plays."""
    manager = RedisManager(Settings(redis_url=redis_server.url))
    manager.write("call", {**FIELDS, "audio_buffer": TEXT})
    manager.write("long", {**FIELDS, "audio_buffer": LONG})
    yield manager
    manager.close()


class Events:
    """What a page has heard so far."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self._all: list[dict[str, Any]] = []

    def of(self, name: str) -> list[dict[str, Any]]:
        """The payloads of one event."""
        self._all += self._socket.get_received()
        return [event["args"][0] for event in self._all if event["name"] == name]


def position(player: AudioStreamPlayer) -> float:
    """Where the session is that plays."""
    (playback,) = player.status()["playbacks"]
    assert playback["state"] == "playing"
    return float(playback["position"])


REDIS_FAULTS: dict[str, Callable[[FaultyProxy], faulty_proxy.Fault]] = {
    "refuses connections": lambda _: cut_after(0),
    "cut in the middle of a reply": lambda _: cut_after(3),
    "silent": lambda proxy: proxy.hang,
    "silent in the middle of a reply": lambda proxy: proxy.stop_after(5),
    "garbled": lambda _: faulty_proxy.garbled,
    "answers numbers": lambda _: instead(b":1\r\n"),
    "answers text": lambda _: instead(b"$3\r\nabc\r\n"),
    "answers nothing": lambda _: instead(b"*-1\r\n"),
    "answers pairs of numbers": lambda _: instead(b"*2\r\n:1\r\n:2\r\n"),
    "answers errors": lambda _: instead(b"-ERR what\r\n"),
    "is loading": lambda _: instead(b"-LOADING Redis is loading the dataset in memory\r\n"),
    "another protocol": lambda _: instead(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
}


@pytest.mark.parametrize("fault", REDIS_FAULTS)
def test_a_fault_of_redis_is_named_and_over_when_it_is_over(
    fault: str,
    proxy: FaultyProxy,
    sessions: RedisManager,
    client: FlaskClient,
    socket: Any,
    player: AudioStreamPlayer,
    sound_server: SoundServer,
) -> None:
    events = Events(socket)
    assert client.post("/api/session/long/play").status_code == 200
    assert client.get("/api/sessions").status_code == 200
    proxy.spoil(REDIS_FAULTS[fault](proxy))
    before = position(player)
    for path in READS:
        answer = client.get(path)
        assert (answer.status_code, body(answer)["error"]) == (503, "redis_unavailable"), path
        assert body(answer)["message"].startswith("Redis at redis://127.0.0.1")
    for method, path in (("POST", "/api/session/call/play"), ("DELETE", "/api/session/call")):
        error = body(client.open(path, method=method))["error"]
        # Some nonsense looks like an answer: that there is nothing.
        assert error == "redis_unavailable" or (error == "session_not_found" and "answers" in fault)
    status = body(client.get("/api/status"))
    assert status["redis_available"] is False
    assert status["redis"]["message"]
    wait_until(lambda: position(player) > before)

    proxy.heal()
    for path in READS:
        assert client.get(path).status_code == 200, path
    assert body(client.get("/api/status"))["redis_available"] is True
    assert client.post("/api/session/long/seek", json={"position": 5}).status_code == 200
    assert client.post("/api/session/long/stop").status_code == 200
    assert len(events.of("playback_complete")) == 1
    assert events.of("playback_error") == []
    sessions.write("new", FIELDS)
    wait_until(lambda: "new" in str([change["added"] for change in events.of("sessions_changed")]))


def test_answers_to_other_questions_are_not_taken_for_the_own(
    proxy: FaultyProxy, sessions: RedisManager, client: FlaskClient
) -> None:
    right = {path: client.get(path).data for path in READS[2:]}
    proxy.spoil(faulty_proxy.twice)
    for _ in range(3):
        for path in READS:
            answer = client.get(path)
            assert answer.status_code != 500
    proxy.heal()
    for path in (*READS, *READS):
        assert client.get(path).status_code == 200
    assert {path: client.get(path).data for path in READS[2:]} == right
    assert body(client.get("/api/sessions"))["total"] == 2


def test_an_answer_that_is_left_over_is_not_taken_for_another(
    proxy: FaultyProxy, sessions: RedisManager, player: AudioStreamPlayer
) -> None:
    assert player.redis_manager.is_available()  # connects
    proxy.spoil(faulty_proxy.twice)
    with contextlib.suppress(RedisUnavailable):
        assert player.info("call", FormatHint())["session"]["session_id"] == "call"
    proxy.heal()
    assert player.info("long", FormatHint())["data"] == FIELDS


def test_a_connection_that_ends_under_a_question_is_not_noticed(
    proxy: FaultyProxy, sessions: RedisManager, client: FlaskClient
) -> None:
    for path in READS:
        proxy.spoil(proxy.cut_once)
        assert client.get(path).status_code == 200, path


def test_a_slow_redis_is_waited_for(proxy: FaultyProxy, sessions: RedisManager, client: FlaskClient) -> None:
    sessions.ask([("DEL", "session:long")])
    sessions.write("call", {"audio_buffer": TEXT[:100]})
    proxy.spoil(faulty_proxy.slow)
    assert [client.get(path).status_code for path in READS] == [200] * len(READS)


@dataclass(frozen=True)
class State:
    """A state that a real Redis is brought into, and out of again; and what is said of what it refuses."""

    begin: tuple[str, ...]
    end: tuple[str, ...]
    words: str
    reads: bool  # whether it can be read meanwhile


STATES = {
    "read-only": State(
        ("REPLICAOF", "127.0.0.1", "1"), ("REPLICAOF", "NO", "ONE"), "read-only replica", True
    ),
    "out of memory": State(
        ("CONFIG", "SET", "maxmemory", "1"), ("CONFIG", "SET", "maxmemory", "0"), "out of memory", True
    ),
    "wrong password": State(
        ("CONFIG", "SET", "requirepass", "secret"), ("CONFIG", "SET", "requirepass", ""), "password", False
    ),
}


@pytest.mark.parametrize("name", STATES)
def test_a_state_of_redis_is_named_and_over_when_it_is_over(
    name: str,
    proxy: FaultyProxy,
    redis_server: RedisServer,
    sessions: RedisManager,
    settings: Settings,
    client: FlaskClient,
    app: Any,
    player: AudioStreamPlayer,
    sound_server: SoundServer,
) -> None:
    state = STATES[name]
    assert client.post("/api/session/long/play").status_code == 200
    with redis_server.client() as admin:
        admin.expire("session:call", 600)
        admin.execute_command(*state.begin)
        try:
            player.redis_manager.close()  # who is connected need not give the password again
            assert [client.get(path).status_code for path in READS] == [200 if state.reads else 503] * len(
                READS
            )
            with pytest.raises(RedisUnavailable, match=state.words):
                player.redis_manager.write("call", {"more": "x"})
            if name == "read-only":
                answer = client.post("/api/session/call/extend", json={"seconds": 7200})
                assert body(answer)["error"] == "redis_unavailable"
                assert state.words in body(answer)["message"]
            before = position(player)
            wait_until(lambda: position(player) > before)
        finally:
            admin.execute_command(*state.end)
    assert [client.get(path).status_code for path in READS] == [200] * len(READS)
    assert client.post("/api/session/call/extend", json={"seconds": 60}).status_code == 200
    assert client.post("/api/session/long/stop").status_code == 200


# The thread that plays


def break_once(monkeypatch: pytest.MonkeyPatch, name: str, error: BaseException) -> None:
    """Makes a function fail when it is called next."""
    monkeypatch.setattr(name, lambda *_, **__: (_ for _ in ()).throw(error))


def kill(name: str) -> None:
    """Raises SystemExit inside the thread of this name, as nothing but a debugger does."""
    (thread,) = [thread for thread in threading.enumerate() if thread.name == name]
    assert thread.ident is not None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(SystemExit))


CONVERT = "sambanova.speaker.conversion.Converter.convert"
PLAYBACK_FAULTS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "killed": lambda _: kill("playback"),
    "bug": lambda patch: break_once(patch, CONVERT, ZeroDivisionError()),
    "no memory": lambda patch: break_once(patch, CONVERT, MemoryError()),
    "device": lambda patch: break_once(patch, CONVERT, OSError(-9999)),
}


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("fault", PLAYBACK_FAULTS)
def test_a_playback_that_dies_is_told_and_leaves_no_trace(
    fault: str,
    sessions: RedisManager,
    client: FlaskClient,
    socket: Any,
    player: AudioStreamPlayer,
    sound_server: SoundServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    events = Events(socket)
    assert client.post("/api/session/long/play").status_code == 200
    with monkeypatch.context() as patch:
        PLAYBACK_FAULTS[fault](patch)
        wait_until(lambda: not player.status()["playbacks"])
    (complete,) = events.of("playback_complete")
    assert complete["success"] is False
    assert complete["message"]
    if fault != "killed":  # which is nothing that the thread could tell of
        assert [event["error"] for event in events.of("playback_error")] == ["internal_error"]
    assert client.post("/api/session/long/stop").status_code == 409
    assert client.post("/api/session/long/play").status_code == 200
    assert client.post("/api/session/long/stop").status_code == 200
    assert len(events.of("playback_complete")) == 2


def test_a_playback_that_cannot_begin_leaves_its_place(
    sessions: RedisManager,
    client: FlaskClient,
    player: AudioStreamPlayer,
    sound_server: SoundServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, error in (
        ("sambanova.speaker.devices.Converter", MemoryError()),
        ("threading.Thread.start", RuntimeError("can't start new thread")),
    ):
        with monkeypatch.context() as patch:
            break_once(patch, name, error)
            assert client.post("/api/session/long/play").status_code == 500
        assert player.status()["playbacks"] == []
    assert client.post("/api/session/long/play").status_code == 200


def test_an_index_that_fails_goes_on(
    sessions: RedisManager, player: AudioStreamPlayer, socket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = Events(socket)
    failed = threading.Event()

    def fail(*_: object) -> None:
        failed.set()
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("sambanova.sessions.records.SessionRecords.put", fail)
        sessions.write("first", FIELDS)
        assert failed.wait(10)
    seen = 0

    def change() -> bool:
        nonlocal seen
        seen += 1
        sessions.write(f"new {seen}", FIELDS)
        time.sleep(0.3)
        return bool(events.of("sessions_changed"))

    wait_until(change)


# The machine


def test_a_speaker_that_hangs_is_said_and_stopped(
    tmp_path: Path, redis_server: RedisServer, sessions: RedisManager
) -> None:
    sound = SoundServer(tmp_path)
    sound.start()
    assert sound._process is not None
    try:
        with PlayerProcess(tmp_path, REDIS_URL=redis_server.url, **sound.environment) as running:
            assert running.post("/api/session/long/play").status_code == 200
            sound._process.send_signal(signal.SIGSTOP)
            assert running.post("/api/session/long/stop").status_code == 200
            assert running.get("/api/status").json()["playbacks"] == []
            refused = running.post("/api/session/call/play")
            assert (refused.status_code, refused.json()["error"]) == (503, "audio_unavailable")
            status = running.get("/api/status").json()  # is answered all the same
            assert status["playbacks"] == []
            assert running.get("/api/sessions").status_code == 200
            sound._process.send_signal(signal.SIGCONT)
            wait_until(lambda: running.post("/api/session/long/play").status_code == 200, 20)
            assert running.post("/api/session/long/stop").status_code == 200
    finally:
        with suppress(ProcessLookupError):
            sound._process.send_signal(signal.SIGCONT)
        sound.stop()


def test_a_clock_that_jumps_changes_nothing(
    sessions: RedisManager,
    client: FlaskClient,
    socket: Any,
    player: AudioStreamPlayer,
    sound_server: SoundServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    events = Events(socket)
    real = time.time
    jump = [0.0]
    monkeypatch.setattr("time.time", lambda: real() + jump[0])
    assert client.post("/api/session/long/play").status_code == 200
    for jump[0] in (86_400.0, -86_400.0):
        told = len(events.of("playback_progress"))
        wait_until(lambda: len(events.of("playback_progress")) > told + 3)  # noqa: B023
        assert client.get("/api/sessions").status_code == 200
    assert client.post("/api/session/long/stop").status_code == 200
    assert events.of("playback_complete")[0]["success"] is True
    positions = [event["position"] for event in events.of("playback_progress")]
    assert positions == sorted(positions)


# Who compares what a session says of the time of day, or writes it, needs it; so does who waits for a day.
TIMES_OF_DAY = {
    "diagnosis.py": 1,
    "demo.py": 2,
    "dropped.py": 1,
    "session_report.py": 1,
    "simulate_writer.py": 1,
    "setup_steps.py": 2,
    "system_packages.py": 2,
}


def test_nothing_else_reckons_with_the_time_of_day() -> None:
    for path in (ROOT / "audio_stream_player.py", *(ROOT / "sambanova").rglob("*.py")):
        found = re.findall(r"\btime\.time\(|datetime\.now|utcnow", path.read_text(encoding="utf-8"))
        assert len(found) <= TIMES_OF_DAY.get(path.name, 0), path.name


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_under_the_log_stops_nothing(redis_server: RedisServer, sessions: RedisManager) -> None:
    port = free_port()
    environment = {**os.environ, "PORT": str(port), "REDIS_URL": redis_server.url}
    with Path("/dev/full").open("wb") as full:
        process = subprocess.Popen(
            [sys.executable, "audio_stream_player.py"], cwd=ROOT, env=environment, stdout=full, stderr=full
        )
    try:
        import requests

        def status_of(path: str) -> int | None:
            try:
                return requests.get(f"http://127.0.0.1:{port}{path}", timeout=10).status_code
            except requests.ConnectionError:
                return None

        wait_until(lambda: status_of("/api/status") == 200, 30)
        assert [status_of(path) for path in READS] == [200] * len(READS)  # the second is told in the log
        assert status_of("/api/session/none/audio") == 404
    finally:
        process.terminate()
        process.wait(10)


def test_many_that_press_everything_at_once_leave_nothing_behind(
    sessions: RedisManager, client: FlaskClient, player: AudioStreamPlayer, sound_server: SoundServer
) -> None:
    statuses: set[int] = set()

    def press() -> None:
        own = client.application.test_client()
        for _ in range(8):
            for verb in ("play", "stop"):
                statuses.add(own.post(f"/api/session/long/{verb}").status_code)

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses <= {200, 409}
    client.post("/api/session/long/stop")
    wait_until(lambda: not player.status()["playbacks"])
