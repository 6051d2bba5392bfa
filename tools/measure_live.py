"""Measures how soon a call is heard that is followed while it is recorded, and what following costs.

    python -m tools.measure_live                  about ten minutes
    python -m tools.measure_live --seconds 20 --layout stream

The player runs in a process of its own, on a private Redis and a null sink whose monitor is recorded. A
simulated writer stores chunks of 100 ms. Prints tables. Nothing is asserted: compare with a run on the same
machine.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, get_args

import engineio
import numpy as np
import socketio

from sambanova.clips import Samples
from sambanova.redis_manager import RedisManager
from sambanova.settings import Settings
from sambanova.simulate_writer import Layout, SimulatedWriter, WriterOptions, WrittenChunk
from tests.parts import ROOT, SINK_RATE, PlayerProcess, RedisServer, SoundServer, wait_until
from tools.soak import children

SESSION = "measured"
RATE = 16_000  # Hz
CHUNK_MS = 100.0
CLICK_EVERY = 10  # chunks; each second click has the other sign, so that two seconds tell clicks apart
CLICK_SECONDS = 0.002
CLICK = 0.8  # full scale is 1
HEARD_CLICK = 0.4
NOISE = 10 ** (-50 / 20)
SETTLE_SECONDS = 3.0  # that are not measured, in the beginning
MANY = 20  # sessions at the same time
MANY_ON_SPEAKER = 4
COST_SECONDS = 15.0
LONG_SECONDS = 3600  # of a call that is followed late
FIELD_RATE = 8_000  # Hz: an hour is 77 MB of base64
FIELD_CHUNK_MS = 1000.0  # to write a long field ten times a second is too much for any Redis
WRITES = {"hset", "rpush", "xadd", "append", "expire", "del", "multi", "exec", "info", "config|resetstat"}


def line(what: str, value: str = "") -> None:
    """A row of the table."""
    sys.stdout.write(f"{what:<58}{value}\n")
    sys.stdout.flush()


def spread(seconds: Sequence[float]) -> str:
    """The median and the 99th percentile, in milliseconds."""
    if not seconds:
        return "nothing arrived"
    median, high = np.percentile(1000 * np.asarray(seconds), (50, 99))
    return f"median {median:5.0f} ms, 99 % {high:5.0f} ms ({len(seconds)})"


def clicks() -> Samples:
    """Two seconds with a click in the beginning of each, of opposite signs, over quiet noise."""
    sound = np.random.default_rng(0).normal(0, NOISE, (2 * RATE, 1)).astype(np.float32)
    width = round(CLICK_SECONDS * RATE)
    sound[:width] = CLICK
    sound[RATE : RATE + width] = -CLICK
    return sound


class Monitor:
    """Hears the null sink, and knows when each frame came out of it: at most 20 ms after it was played."""

    def __init__(self, sound: SoundServer) -> None:
        self._process = subprocess.Popen(
            ["parec", "-d", "cap.monitor", "--format=s16le", f"--rate={SINK_RATE}", "--channels=1", "--raw"]
            + ["--latency-msec=20"],
            env={**os.environ, **sound.environment},
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout is not None
        self.onsets: list[
            tuple[float, bool]
        ] = []  # time.monotonic() of clicks, and whether they are positive
        self.last_loud = -1.0  # time.monotonic() of the last sound
        self._thread = threading.Thread(target=self._listen, args=(self._process.stdout,), daemon=True)
        self._thread.start()

    def _listen(self, stream: IO[bytes]) -> None:
        rest, last = b"", -1.0
        while data := os.read(stream.fileno(), 65536):
            now = time.monotonic()
            data = rest + data
            rest = data[len(data) // 2 * 2 :]
            samples = np.frombuffer(data[: len(data) // 2 * 2], "<i2").astype(np.float32) / 32768
            loud = np.flatnonzero(np.abs(samples) > HEARD_CLICK)
            if len(loud) and now - last > 10 * CLICK_SECONDS:  # not the end of the one before
                self.onsets.append((now, bool(samples[loud[0]] > 0)))
            if len(loud):
                self.last_loud = last = now

    def close(self) -> None:
        """Ends it."""
        self._process.terminate()
        self._process.wait(5)
        self._thread.join(5)
        assert self._process.stdout is not None
        self._process.stdout.close()


class _InOrder(engineio.Client):  # type: ignore[misc]  # untyped
    """Takes messages one after the other, as browsers do.

    Otherwise each has a thread of its own, and sound may overtake the event that it belongs to.
    """

    def _trigger_event(self, event: str, *arguments: Any, **how: Any) -> Any:
        if event == "message":
            how["run_async"] = False
        return super()._trigger_event(event, *arguments, **how)


class _Client(socketio.Client):  # type: ignore[misc]  # untyped
    def _engineio_client_class(self) -> type[engineio.Client]:
        return _InOrder


@dataclass
class Page:
    """A real Socket.IO client that follows sessions, like a page. The times are of time.monotonic()."""

    url: str
    arrivals: list[tuple[float, float, float]] = field(default_factory=list)  # first and end second, time
    positions: list[tuple[float, float]] = field(default_factory=list)  # time, and the second audible then
    received: int = 0  # bytes of sound

    def __post_init__(self) -> None:
        self.socket = _Client(reconnection=False)
        self.socket.on("audio_frames", self._frames)
        self.socket.on("playback_progress", self._progress)
        self.socket.connect(self.url, transports=["websocket"])

    def _frames(self, event: dict[str, Any]) -> None:
        now = time.monotonic()
        count = len(event["samples"]) / 2 / event["channels"]
        self.received += len(event["samples"])
        self.arrivals.append((event["position"], event["position"] + count / event["sample_rate"], now))

    def _progress(self, event: dict[str, Any]) -> None:
        self.positions.append((time.monotonic(), event["position"]))

    def follow(self, session_id: str) -> None:
        """Follows in the browser."""
        answer = self.socket.call("follow", {"session_id": session_id, "output": "browser"}, timeout=120)
        assert answer["success"], answer

    def close(self) -> None:
        """Leaves."""
        self.socket.disconnect()


@dataclass
class Parts:
    """What is measured: the player, its Redis and its sound."""

    running: PlayerProcess
    server: RedisServer
    sound: SoundServer
    manager: RedisManager

    def wait_for(self, session_ids: Sequence[str]) -> None:
        """Waits until the player knows that the sessions have audio."""

        def known() -> bool:
            found = self.running.get("/api/sessions?limit=100").json()
            ready = {one["session_id"] for one in found["sessions"] if one["has_audio"]}
            return found["complete"] and ready.issuperset(session_ids)

        wait_until(known, 60)

    def play(self, session_id: str) -> None:
        """Follows on the speaker."""
        answer = self.running.post(f"/api/session/{session_id}/follow", output="speaker")
        assert answer.status_code == 200, answer.text

    def used(self) -> float:
        """Seconds of the processor that the player has used."""
        main = self.running._process  # PlayerProcess has no public process id
        assert main is not None
        ticks = 0
        for pid in (main.pid, *children(main.pid)):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def redis_reads(self) -> tuple[float, int]:
        """Seconds that Redis has spent on reading commands, and bytes that it has sent."""
        with self.server.client() as own:
            raw: Any = own
            stats = raw.info("commandstats")
            spent = sum(
                one["usec"] for name, one in stats.items() if name.removeprefix("cmdstat_") not in WRITES
            )
            return spent / 1e6, int(raw.info("stats")["total_net_output_bytes"])


@contextmanager
def parts() -> Iterator[Parts]:
    """Fresh ones."""
    with tempfile.TemporaryDirectory() as folder:
        server, sound = RedisServer(), SoundServer(Path(folder))
        server.start()
        sound.start()
        manager = RedisManager(Settings(redis_url=server.url))
        try:
            with PlayerProcess(Path(folder), REDIS_URL=server.url, **sound.environment) as running:
                yield Parts(running, server, sound, manager)
        finally:
            manager.close()
            sound.stop()
            server.stop()


@contextmanager
def writing(writer: SimulatedWriter, seconds_before: float = 0.0) -> Iterator[list[WrittenChunk]]:
    """Writes in a thread; yields the chunks so far. seconds_before: of the call that are there at once."""
    written: list[WrittenChunk] = []
    closing = threading.Event()

    def work() -> None:
        while not closing.is_set():
            due = writer.next_due
            assert due is not None  # these calls have no end
            if not closing.wait(max(0.0, due - time.monotonic())):
                written.extend(writer.step())

    writer.begin(time.monotonic() - seconds_before)
    writer.step()
    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield written
    finally:
        closing.set()
        thread.join()
        writer.stop()


def options_of(layout: Layout, **changes: Any) -> WriterOptions:
    """Of a call that declares its format, so that nothing has to be measured."""
    return WriterOptions(
        layout, **{"sample_rate": RATE, "chunk_ms": CHUNK_MS, "declares_encoding": True, **changes}
    )


def latency(found: Parts, layout: Layout, seconds: float) -> None:
    """From the write of a chunk to its first sample, on the speaker and at a client."""
    writer = SimulatedWriter(found.manager, SESSION, options_of(layout), {"": clicks()})
    with writing(writer) as written:
        found.wait_for([SESSION])
        monitor, page = Monitor(found.sound), Page(found.running.url)
        page.follow(SESSION)
        found.play(SESSION)
        time.sleep(SETTLE_SECONDS)
        since = time.monotonic()
        time.sleep(seconds)
        until = time.monotonic()
        time.sleep(2.0)
        found.running.post(f"/api/session/{SESSION}/unfollow")
    page.close()
    monitor.close()
    chunks = [chunk for chunk in written if since <= chunk.written_at < until]
    arrived = arrivals_of(chunks, page.arrivals)
    audible = audible_of(chunks, page.positions)
    clicking = [chunk for chunk in chunks if chunk.number % CLICK_EVERY == 0]
    heard = heard_of(clicking, audible, monitor.onsets)
    line(f"{layout}: write of a chunk to its arrival at a client", spread(delays(chunks, arrived)))
    line("  to its first sample at the null sink", spread(delays(clicking, heard)))
    both = arrived.keys() & audible.keys()
    waits = [audible[number] - arrived[number] for number in both]
    line("    of it the jitter buffer, by the player's position", spread(waits))
    rest = [heard[number] - audible[number] for number in heard]
    line("    what its position does not tell: device and monitor", spread(rest))
    schedule = [chunk.written_at - writer.begun_at - chunk.due for chunk in chunks]
    line("  the writer behind its schedule", spread(schedule))
    found.manager.ask([("FLUSHALL",)])


# Moments, of time.monotonic(), by the number of the chunk.
Moments = dict[int, float]


def delays(chunks: Sequence[WrittenChunk], moments: Moments) -> list[float]:
    """The seconds from the write of chunks to a moment of each."""
    return [moments[chunk.number] - chunk.written_at for chunk in chunks if chunk.number in moments]


def arrivals_of(
    chunks: Sequence[WrittenChunk], arrivals: Sequence[tuple[float, float, float]], rate: int = RATE
) -> Moments:
    """When the first frame of each chunk arrived at the client."""
    found = {}
    for chunk in chunks:
        at = chunk.first_frame / rate
        when = next((when for first, end, when in arrivals if first <= at + 1e-4 < end), None)
        if when is not None:
            found[chunk.number] = when
    return found


def audible_of(chunks: Sequence[WrittenChunk], positions: Sequence[tuple[float, float]]) -> Moments:
    """When the first frame of each chunk was audible, by the positions that the player told."""
    found = {}
    told = np.array([position for _, position in positions])
    for chunk in chunks:
        at = chunk.first_frame / RATE
        index = int(np.searchsorted(told, at))
        if index < len(told):
            when, position = positions[index]
            found[chunk.number] = when - (position - at)
    return found


def heard_of(
    clicking: Sequence[WrittenChunk], audible: Moments, onsets: Sequence[tuple[float, bool]]
) -> Moments:
    """When the click of a chunk came out of the sink: the one nearest to when the player says so."""
    found = {}
    for chunk in clicking:
        is_positive = chunk.number % (2 * CLICK_EVERY) == 0
        times = [when for when, positive in onsets if positive is is_positive]
        expected = audible.get(chunk.number)
        if times and expected is not None:
            found[chunk.number] = min(times, key=lambda when: abs(when - expected))
    return found


@contextmanager
def many_writers(found: Parts, layout: Layout, count: int) -> Iterator[list[str]]:
    """A process that writes calls; yields their ids."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sambanova.simulate_writer", "--layout", layout, "--sessions", str(count)]
        + ["--declare-format"],
        cwd=ROOT,
        env={**os.environ, "REDIS_URL": found.server.url},
        stdout=subprocess.DEVNULL,
    )
    try:
        ids = [f"simulated-{layout}-{number + 1}" for number in range(count)]
        found.wait_for(ids)
        yield ids
    finally:
        process.terminate()
        process.wait(5)
        found.manager.ask([("FLUSHALL",)])


def cost(found: Parts, layout: Layout, count: int, on_speaker: int, in_browsers: int) -> None:
    """The processor that the player needs while sessions are followed."""
    with many_writers(found, layout, count) as ids:
        idle = rate_of(found.used, COST_SECONDS / 2)
        pages = [Page(found.running.url) for _ in ids[:in_browsers]]
        for page, session_id in zip(pages, ids, strict=False):
            page.follow(session_id)
        for session_id in ids[:on_speaker]:
            found.play(session_id)
        time.sleep(SETTLE_SECONDS)
        before = sum(page.received for page in pages)
        used = rate_of(found.used, COST_SECONDS)
        seconds = (sum(page.received for page in pages) - before) / 2 / RATE / COST_SECONDS
        for session_id in ids[:on_speaker]:
            found.running.post(f"/api/session/{session_id}/stop")
        for page in pages:
            page.close()
    where = f"{on_speaker} on the speaker, {in_browsers} in browsers"
    sent = f", {seconds:.1f} s of sound a second sent" if pages else ""
    line(
        f"{layout}, {count} recorded: {where}",
        f"{100 * used:5.1f} % of a core, {100 * idle:.1f} before{sent}",
    )


def rate_of(count: Callable[[], float], seconds: float) -> float:
    """How much a counter grows in a second."""
    began, before = time.monotonic(), count()
    time.sleep(seconds)
    return (count() - before) / (time.monotonic() - began)


def long_call(found: Parts, layout: Layout, **changes: Any) -> None:
    """What it takes of Redis to follow the end of a call of an hour."""
    options = options_of(layout, **changes)
    loop = np.random.default_rng(0).normal(0, 0.1, (7 * options.sample_rate, 1)).astype(np.float32)
    writer = SimulatedWriter(found.manager, SESSION, options, {"": loop})
    with writing(writer, LONG_SECONDS) as written:
        found.wait_for([SESSION])
        page = Page(found.running.url)
        began = time.monotonic()
        page.follow(SESSION)
        opened = time.monotonic() - began
        time.sleep(SETTLE_SECONDS)
        since = time.monotonic()
        spent, sent = found.redis_reads()
        used = rate_of(found.used, 2 * COST_SECONDS)
        until = time.monotonic()
        spent_after, sent_after = found.redis_reads()
        time.sleep(2.0)
        page.close()
    seconds = until - since
    chunks = [chunk for chunk in written if since <= chunk.written_at < until]
    sound = sum(len(chunk.data) for chunk in chunks) / seconds
    late = delays(chunks, arrivals_of(chunks, page.arrivals, options.sample_rate))
    line(f"{layout} of an hour: followed after", f"{opened:5.1f} s")
    line(
        "  bytes out of Redis",
        f"{(sent_after - sent) / seconds / 1e3:8.1f} kB/s of {sound / 1e3:.1f} kB/s written",
    )
    line("  share of the time of Redis", f"{100 * (spent_after - spent) / seconds:8.2f} %")
    line("  processor of the player", f"{100 * used:8.1f} % of a core")
    line("  write of a chunk to its arrival at a client", spread(late))
    found.manager.ask([("FLUSHALL",)])


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=float, default=120.0, help="of each layout (120)")
    parser.add_argument("--layout", choices=get_args(Layout), action="append", help="default: all")
    parser.add_argument("--only", choices=("latency", "cost", "long"), help="one of the tables")
    given = parser.parse_args()
    layouts: Sequence[Layout] = given.layout or get_args(Layout)
    if given.only in (None, "latency"):
        with parts() as found:
            for layout in layouts:
                latency(found, layout, given.seconds)
    if given.only in (None, "cost"):
        with parts() as found:
            for layout in layouts:
                cost(found, layout, 1, 1, 0)
                cost(found, layout, 1, 0, 1)
                cost(found, layout, MANY, MANY_ON_SPEAKER, MANY)
    if given.only in (None, "long"):
        for layout in layouts:
            with parts() as found:
                is_field = layout == "hash"
                changes = {"sample_rate": FIELD_RATE, "chunk_ms": FIELD_CHUNK_MS} if is_field else {}
                long_call(found, layout, **changes)


if __name__ == "__main__":
    main()
