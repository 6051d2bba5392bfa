"""Measures the index of sessions on a real Redis: the list, a search, changes, and what Redis is asked for.

    python -m tools.measure_index                 10,000 and 100,000 sessions, a few minutes
    python -m tools.measure_index --sessions 1000 --foreign 1000000

Prints a table. Nothing is asserted: compare with a run on the same machine.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask.testing import FlaskClient

from audio_stream_player import AudioStreamPlayer, create_app
from sambanova.settings import Settings
from tests.parts import RedisServer

REPEATS = 30
CHUNK = bytes(640)  # 20 ms of 16-bit sound at 16 kHz
CHUNKS = 1000  # 640 kB
IDLE_SECONDS = 10.0
CHANGES_A_SECOND = 1000


@contextmanager
def player(server: RedisServer) -> Iterator[tuple[FlaskClient, AudioStreamPlayer, list[dict[str, Any]]]]:
    """A player on a Redis, with the events that it sends to its clients."""
    app = create_app(Settings(redis_url=server.url))
    found: AudioStreamPlayer = app.extensions["audio_stream_player"]
    events: list[dict[str, Any]] = []

    def note(event: str, payload: dict[str, Any], *, to: str | None = None) -> None:
        events.append({"event": event, "at": time.perf_counter(), **payload})

    found._emit = note
    try:
        yield app.test_client(), found, events
    finally:
        found.close()


def milliseconds(act: Callable[[], object]) -> str:
    """The median and the longest of several runs."""
    runs = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        act()
        runs.append(1000 * (time.perf_counter() - began))
    return f"{statistics.median(runs):6.2f} ms (longest {max(runs):.1f})"


def line(what: str, value: str) -> None:
    """A row of the table."""
    log = f"{what:<52}{value}"
    print(log)  # noqa: T201  # the table is the purpose of this program


def commands_of(raw: Any) -> int:
    """The commands that Redis has carried out."""
    return sum(int(stats["calls"]) for stats in raw.info("commandstats").values())


def lists_and_streams(count: int) -> None:
    """What leaves Redis when large lists and streams are listed."""
    server = RedisServer()
    server.start()
    with server.client() as own:
        raw: Any = own
        for number in range(count):
            with raw.pipeline(transaction=False) as pipe:
                if number % 2:
                    pipe.rpush(f"audio:{number}", *[CHUNK] * CHUNKS)
                else:
                    for _ in range(CHUNKS):
                        pipe.xadd(f"audio:stream:{number}", {"audio_data": CHUNK, "sample_rate": 16000})
                pipe.execute()
        before = int(raw.info("stats")["total_net_output_bytes"])
        with player(server) as (client, _, _):
            total = wait_for_list(client)
            sent = int(raw.info("stats")["total_net_output_bytes"]) - before
        line(f"{total} lists and streams of 640 kB: bytes out of Redis", f"{sent / 1e6:6.2f} MB")
    server.stop()


def wait_for_list(client: FlaskClient) -> int:
    """Waits for the first scan; returns the number of sessions."""
    while True:
        answer: Any = client.get("/api/sessions").get_json()
        if answer["complete"]:
            return int(answer["total"])
        time.sleep(0.05)


def many_sessions(count: int, foreign: int) -> None:
    """The list and its changes among many sessions."""
    server = RedisServer()
    server.start()
    with server.client() as own:
        raw: Any = own
        fill(raw, count, foreign)
        with player(server) as (client, found, events):
            began, used = time.perf_counter(), time.process_time()
            client.get("/api/sessions")
            line(f"{count:,} sessions: first answer", f"{time.perf_counter() - began:6.2f} s")
            wait_for_list(client)
            spent = time.process_time() - used
            line("  first scan", f"{time.perf_counter() - began:6.2f} s, {spent:.2f} s of the processor")
            for name, query in {
                "first page of 100": "",
                "search, few matches": "?query=ada 77",
                "search, all match": "?query=ada",
                "sorted by name": "?sort=user_name",
                "recording": "?state=recording",
            }.items():
                client.get(f"/api/sessions{query}")  # the order of a column is made on first use
                line(f"  {name}", milliseconds(lambda query=query: client.get(f"/api/sessions{query}")))  # type: ignore[misc]
            found.client_connected()
            idle(raw)
            changes(raw, count, events)
            gone(raw, events)
    server.stop()


def fill(raw: Any, count: int, foreign: int) -> None:
    """Writes sessions of the usual kind, and keys of other apps."""
    pipe = raw.pipeline(transaction=False)
    for number in range(count):
        fields = {"authenticated": "True", "user_id": number, "user_name": f"Ada {number}"}
        fields |= {"connected_at": 1_760_000_000 + number, "audio_buffer": "AAAA", "sample_rate": 16000}
        pipe.hset(f"session:{number:08d}", mapping=fields)
        pipe.expire(f"session:{number:08d}", 36_000)
        if number % 5000 == 0:
            pipe.execute()
    for number in range(foreign):
        pipe.set(f"cache:user:{number}:profile", "x")
        if number % 20_000 == 0:
            pipe.execute()
    pipe.execute()


def idle(raw: Any) -> None:
    """What is done while nothing changes."""
    before, used = commands_of(raw), time.process_time()
    time.sleep(IDLE_SECONDS)
    spent = 100 * (time.process_time() - used) / IDLE_SECONDS
    asked = commands_of(raw) - before - 1  # without the one that counts
    line("  nothing changes, for 10 s", f"{asked:3d} commands, {spent:.2f} % of a core")


def changes(raw: Any, count: int, events: list[dict[str, Any]]) -> None:
    """1,000 changes a second for five seconds."""
    events.clear()
    written: dict[str, tuple[str, float]] = {}
    used = time.process_time()
    for part in range(5 * 10):
        began = time.perf_counter()
        with raw.pipeline(transaction=False) as pipe:
            for number in range(CHANGES_A_SECOND // 10):
                session_id = f"{(part * 100 + number) % count:08d}"
                pipe.hset(f"session:{session_id}", "user_name", f"{part} {number}")
                written[session_id] = f"{part} {number}", began
            pipe.execute()
        time.sleep(max(0.0, 0.1 - (time.perf_counter() - began)))
    spent = 100 * (time.process_time() - used) / 5
    time.sleep(0.5)
    told: dict[str, tuple[str, float]] = {}
    for event in list(events):
        for session in event.get("updated", []):
            told[session["session_id"]] = session["user_name"], event["at"]
    missing = sum(told.get(key, ("", 0))[0] != name for key, (name, _) in written.items())
    delays = sorted(told[key][1] - at for key, (_, at) in written.items() if key in told)
    line(
        f"  {CHANGES_A_SECOND:,} changes a second",
        f"{missing} of {len(written)} missing, {spent:.0f} % of a core, told after "
        f"{1000 * statistics.median(delays):.0f} ms (longest {1000 * delays[-1]:.0f})",
    )


def gone(raw: Any, events: list[dict[str, Any]]) -> None:
    """How soon a session is gone that is deleted, renamed or expires."""
    acts: dict[str, Callable[[str], object]] = {
        "deleted": lambda key: raw.delete(key),
        "renamed": lambda key: raw.rename(key, "elsewhere"),
        "expired": lambda key: raw.pexpire(key, 1),
    }
    for name, act in acts.items():
        delays = []
        for number in range(20):
            key = f"session:gone {name} {number}"
            raw.hset(key, "audio_buffer", "AAAA")
            time.sleep(0.25)
            events.clear()
            began = time.perf_counter()
            act(key)
            while not any(key[8:] in event.get("removed", []) for event in list(events)):
                time.sleep(0.001)
            delays.append(1000 * (time.perf_counter() - began))
        line(f"  {name}: told after", f"{statistics.median(delays):6.1f} ms (longest {max(delays):.1f})")


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sessions", type=int, action="append", help="how many; may be given repeatedly")
    parser.add_argument("--foreign", type=int, default=0, help="keys of other apps (default: none)")
    options = parser.parse_args()
    if not options.sessions:
        lists_and_streams(1200)
    for count in options.sessions or (10_000, 100_000):
        many_sessions(count, options.foreign)


if __name__ == "__main__":
    main()
