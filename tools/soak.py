"""A soak test: ten clients use the player for an hour, and it must not leak resources.

    python -m tools.soak --minutes 60

The player runs in its own process with a private Redis, and with a null sink where PulseAudio is
installed. Threads, file descriptors, streams, Redis connections and memory are counted after the
warm-up, in the middle and at the end. The exit status is 1 after a leak or an unexpected response.
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
WARM_UP = 0.1  # share of the time before the first count
MAX_MEMORY_GROWTH = 0.1  # relative, in the second half
MAX_NEW_CONNECTIONS = 10  # that the connection pool may add
MAX_TRACEBACK = 3000  # characters that are printed
MAX_PACKETS = 1000  # that clients accept in one payload; a busy machine sends more than the default of 16
EXPECTED = {200, 206, 404, 409, 429, 503}  # 503: the device is busy, or there is none


@dataclass(frozen=True)
class Counts:
    """The resources that the player uses. memory: bytes."""

    threads: int
    descriptors: int
    playbacks: int
    redis_connections: int
    memory: int


class Client(threading.Thread):
    """A client that opens the page and uses all functions at random."""

    def __init__(self, url: str, number: int, ids: list[str], until: float) -> None:
        super().__init__(name=f"client {number}")
        self.statuses: Counter[str] = Counter()
        self._url = url
        self._random = random.Random(number)  # nosec B311  # not for secrets
        self._ids = ids
        self._until = until

    def run(self) -> None:
        """Opens one page after another until the time is over."""
        while time.monotonic() < self._until:
            self._visit()

    def _visit(self) -> None:
        """Opens, uses and closes one page."""
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
    """The player with its Redis and, where PulseAudio is installed, a null sink."""
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
    """Writes sessions with PCM and with WebM; returns their ids."""
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
    """The resources that the server process and its children use now."""
    main = running._process  # PlayerProcess has no public process id
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
    """The process ids of all descendants of a process."""
    found = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, path.read_text().split()):
            found += [child, *children(child)]
    return found


def resident(pid: int) -> int:
    """The resident memory of a process in bytes."""
    return int(Path(f"/proc/{pid}/status").read_text().partition("VmRSS:")[2].split()[0]) * 1024


def count_idle(running: PlayerProcess, server: RedisServer, ids: list[str]) -> Counts:
    """The resources in use after all playbacks have stopped and all clients have left."""
    for session_id in ids:
        running.post(f"/api/session/{session_id}/stop")
    time.sleep(3)
    return count(running, server)


def soak(minutes: float, clients: int = CLIENTS) -> tuple[list[Counts], Counter[str]]:
    """Runs the test; returns the counts (after warm-up, middle, end) and the number of each response."""
    shares = (WARM_UP, 0.5 - WARM_UP, 0.5)
    held: list[Counts] = []
    answers: Counter[str] = Counter()
    engineio.payload.Payload.max_decode_packets = MAX_PACKETS
    with tempfile.TemporaryDirectory() as folder, player(Path(folder)) as (running, server):
        ids = write_sessions(server)
        for part, share in enumerate(shares):
            until = time.monotonic() + minutes * 60 * share
            running_clients = [
                Client(running.url, 100 * part + number, ids, until) for number in range(clients)
            ]
            for client in running_clients:
                client.start()
            for client in running_clients:
                client.join()
                answers += client.statuses
            held.append(count_idle(running, server, ids))
        for text in running.log.split("Traceback")[1:]:
            answers[f"traceback in the log{text[:MAX_TRACEBACK]}"] += 1
    return held, +answers


def leaks(held: Sequence[Counts]) -> list[str]:
    """The resources that were not released, with their final count."""
    begin, middle, end = held
    limits: dict[str, float] = {
        "threads": begin.threads + THREADS,  # the threads of the server pool stay alive
        "descriptors": begin.descriptors + MAX_NEW_CONNECTIONS,
        "playbacks": 0,
        "redis_connections": begin.redis_connections + MAX_NEW_CONNECTIONS,
        "memory": middle.memory * (1 + MAX_MEMORY_GROWTH),
    }
    now: dict[str, Any] = asdict(end)
    return [f"{name}: {now[name]}" for name, limit in limits.items() if now[name] > limit]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60.0)
    options = parser.parse_args(arguments)
    held, answers = soak(options.minutes)
    for when, counts in zip(("begin", "middle", "end"), held, strict=True):
        sys.stdout.write(f"{when:7}{json.dumps(asdict(counts))}\n")
    sys.stdout.write(f"{answers.total()} actions: {dict(sorted(answers.items()))}\n")
    problems = [*leaks(held), *(name for name in answers if name.startswith(("unexpected", "traceback")))]
    sys.stdout.write("\n".join(f"leak or failure: {problem}" for problem in problems) + "\n")
    return int(bool(problems))


if __name__ == "__main__":
    raise SystemExit(main())
