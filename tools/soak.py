"""Ten clients play, pause, seek, stop, listen and download for an hour; then all must be as before.

    python -m tools.soak --minutes 60

The player runs as its user starts it, with a private Redis, and on a null sink where PulseAudio is.
Threads, file descriptors, streams, Redis connections and memory are counted after the warm-up, in the
middle and at the end. The exit status is 1 when something was kept or an answer was not expected.
"""

from __future__ import annotations

import argparse
import base64
import json
import random
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import engineio.payload
import requests
import socketio

from sambanova.redis_manager import RedisManager
from sambanova.settings import Settings
from sambanova.web.server import THREADS
from tests.parts import PlayerProcess, RedisServer, SoundServer, as_s16, container_file, speech

CLIENTS = 10
WARM_UP = 0.1  # of the time, after which is counted for the first time
MEMORY_GROWTH = 0.1  # that the second half may show
CONNECTION_ROOM = 10  # of the pool
TRACEBACK = 3000  # characters of one that are shown
PACKETS = 1000  # that the clients take at a time; by default 16, less than a busy machine sends
EXPECTED = {200, 206, 404, 409, 429, 503}  # 503: the device is busy, or there is none


@dataclass(frozen=True)
class Counts:
    """What the player holds."""

    threads: int
    descriptors: int
    playbacks: int
    redis_connections: int
    memory: int


class Client(threading.Thread):
    """Somebody with a page open who presses everything."""

    def __init__(self, url: str, number: int, ids: list[str], until: float) -> None:
        super().__init__(name=f"client {number}")
        self.statuses: Counter[str] = Counter()
        self._url = url
        self._random = random.Random(number)  # nosec B311  # nothing secret
        self._ids = ids
        self._until = until

    def run(self) -> None:
        """Goes on until the time is over."""
        while time.monotonic() < self._until:
            self._visit()

    def _visit(self) -> None:
        """One page: opened, used and closed."""
        page = socketio.Client(reconnection=False)
        transport = self._random.choice(["websocket", "polling"])
        try:
            page.connect(self._url, transports=[transport])
            for _ in range(20):
                if time.monotonic() > self._until:
                    break
                self._act(page)
                time.sleep(self._random.uniform(0.05, 0.4))
        except (socketio.exceptions.SocketIOError, requests.RequestException) as error:
            self.statuses[f"unexpected {type(error).__name__} by {transport}: {error}"] += 1
        finally:
            page.disconnect()

    def _act(self, page: socketio.Client) -> None:
        session = f"{self._url}/api/session/{self._random.choice(self._ids)}"
        verb = self._random.choice(
            ["play", "play", "pause", "resume", "seek", "stop", "stop", "volume", "listen", "download"]
            + ["info", "waveform", "list", "status", "socket"]
        )
        if verb == "socket":
            answer = page.call("play", {"session_id": session.rpartition("/")[2], "volume": 0}, timeout=20)
            code = 200 if answer["success"] else answer["error"]
        elif verb == "listen":
            start = self._random.randrange(1000)
            code = requests.get(
                f"{session}/audio", headers={"Range": f"bytes={start}-{start + 9999}"}, timeout=20
            ).status_code
        elif verb in ("download", "info", "waveform"):
            code = requests.get(f"{session}/{verb}", timeout=20).status_code
        elif verb in ("list", "status"):
            path = {"list": "sessions", "status": "status"}[verb]
            code = requests.get(f"{self._url}/api/{path}", timeout=20).status_code
        else:
            body = {"position": self._random.uniform(0, 5), "volume": self._random.random()}
            code = requests.post(f"{session}/{verb}", json=body, timeout=20).status_code
        self.statuses[f"{verb} {code}"] += 1
        if isinstance(code, int) and code not in EXPECTED:
            self.statuses[f"unexpected {code}"] += 1


@contextmanager
def player(folder: Path) -> Iterator[tuple[PlayerProcess, RedisServer]]:
    """The player with its Redis and, where there is one, a sink."""
    server = RedisServer()
    sound = SoundServer(folder) if shutil.which("pulseaudio") and shutil.which("pactl") else None
    server.start()
    try:
        environment = {}
        if sound is not None:
            sound.start()
            environment = sound.environment
        with PlayerProcess(folder, REDIS_URL=server.url, **environment) as running:
            yield running, server
    finally:
        if sound is not None:
            sound.stop()
        server.stop()


def write_sessions(server: RedisServer) -> list[str]:
    """Sessions of several kinds; returns their ids."""
    pcm = base64.b64encode(as_s16(speech(6, 16000)))
    webm = base64.b64encode(container_file(speech(6, 48000), 48000, "webm", "libopus"))
    manager = RedisManager(Settings(redis_url=server.url))
    ids = []
    for number in range(6):
        ids.append(f"call-{number}")
        audio = webm if number % 2 else pcm
        manager.write(ids[-1], {"authenticated": "True", "audio_buffer": audio, "user_id": str(number)})
    manager.close()
    return ids


def count(running: PlayerProcess, server: RedisServer) -> Counts:
    """What the player holds now: its server process and the children of that."""
    main = running._process  # the tests' class shows no process id
    assert main is not None
    processes = [main.pid, *children(main.pid)]
    status = running.get("/api/status").json()
    with server.client() as admin:
        connections = len(admin.client_list()) - 1
    return Counts(
        threads=sum(len(list(Path(f"/proc/{pid}/task").iterdir())) for pid in processes),
        descriptors=sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in processes),
        playbacks=len(status["playbacks"]),
        redis_connections=connections,
        memory=sum(resident(pid) for pid in processes),
    )


def children(pid: int) -> list[int]:
    """The processes below this one, however deep."""
    found = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, path.read_text().split()):
            found += [child, *children(child)]
    return found


def resident(pid: int) -> int:
    """Bytes of memory that a process has."""
    return int(Path(f"/proc/{pid}/status").read_text().partition("VmRSS:")[2].split()[0]) * 1024


def quiet(running: PlayerProcess, server: RedisServer, ids: list[str]) -> Counts:
    """What the player holds when nobody plays and everybody has left."""
    for session_id in ids:
        running.post(f"/api/session/{session_id}/stop")
    time.sleep(3)
    return count(running, server)


def soak(minutes: float, clients: int = CLIENTS) -> tuple[list[Counts], Counter[str]]:
    """Runs it; returns what was held at the begin, in the middle and at the end, and all answers."""
    shares = (WARM_UP, 0.5 - WARM_UP, 0.5)
    held: list[Counts] = []
    answers: Counter[str] = Counter()
    engineio.payload.Payload.max_decode_packets = PACKETS
    with tempfile.TemporaryDirectory() as folder, player(Path(folder)) as (running, server):
        ids = write_sessions(server)
        for part, share in enumerate(shares):
            until = time.monotonic() + minutes * 60 * share
            people = [Client(running.url, 100 * part + number, ids, until) for number in range(clients)]
            for person in people:
                person.start()
            for person in people:
                person.join()
                answers += person.statuses
            held.append(quiet(running, server, ids))
        for text in running.log.split("Traceback")[1:]:
            answers[f"traceback in the log{text[:TRACEBACK]}"] += 1
    return held, +answers


def kept(held: Sequence[Counts]) -> list[str]:
    """What was not given back."""
    begin, middle, end = held
    limits: dict[str, float] = {
        "threads": begin.threads + THREADS,  # of the server's pool, which stay once they were needed
        "descriptors": begin.descriptors + CONNECTION_ROOM,
        "playbacks": 0,
        "redis_connections": begin.redis_connections + CONNECTION_ROOM,
        "memory": middle.memory * (1 + MEMORY_GROWTH),
    }
    now: dict[str, Any] = asdict(end)
    return [f"{name}: {now[name]}" for name, limit in limits.items() if now[name] > limit]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60.0)
    options = parser.parse_args(arguments)
    held, answers = soak(options.minutes)
    for when, counts in zip(("begin", "middle", "end"), held, strict=True):
        sys.stdout.write(f"{when:7}{json.dumps(asdict(counts))}\n")
    sys.stdout.write(f"{answers.total()} actions: {dict(sorted(answers.items()))}\n")
    problems = [*kept(held), *(name for name in answers if name.startswith(("unexpected", "traceback")))]
    sys.stdout.write("\n".join(f"kept or wrong: {problem}" for problem in problems) + "\n")
    return int(bool(problems))


if __name__ == "__main__":
    raise SystemExit(main())
