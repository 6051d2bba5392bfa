"""The speaker: how soon there is sound after `play`, and silence after `stop`."""

from __future__ import annotations

import base64
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.table import RUNS, Figure, Table
from tests.parts import PlayerProcess, RedisServer, SoundServer, wait_until
from tools.measure_live import Monitor

GROUP = "The speaker (a null sink; its monitor adds 20 ms at most)"
RATE = 48_000
LATER = 10  # plays after the first


def measure(table: Table) -> None:
    """Adds the figures."""
    loud = np.random.default_rng(1).integers(-20_000, 20_000, 5 * RATE).astype("<i2").tobytes()
    server = RedisServer()
    server.start()
    try:
        with server.client() as client:
            fields = {"sample_rate": str(RATE), "encoding": "s16le", "channels": "1"}
            text = base64.b64encode(loud)
            client.hset("session:a", mapping={"authenticated": "True", "audio_buffer": text, **fields})
        firsts, laters, ends = [], [], []
        for _ in range(RUNS):
            with TemporaryDirectory() as folder:
                sound = SoundServer(Path(folder))
                sound.start()
                try:
                    first, others, stops = _one_run(sound, server, Path(folder))
                finally:
                    sound.stop()
            firsts.append(first)
            laters += others
            ends += stops
    finally:
        server.stop()
    for what, seconds, wanted in (
        ("first sound after the first POST", firsts, 60),
        ("first sound after later POSTs", laters, 60),
        ("last sound after stop", ends, 40),
    ):
        table.add(Figure(GROUP, f"{what}: median", 1000 * float(np.median(seconds)), "ms", wanted=wanted))


def _one_run(sound: SoundServer, server: RedisServer, folder: Path) -> tuple[float, list[float], list[float]]:
    """Seconds until the first sound, until that of later plays, and from each stop until silence."""
    with PlayerProcess(folder, REDIS_URL=server.url, **sound.environment) as player:
        wait_until(lambda: player.get("/api/status").json()["audio_available"])
        player.get("/api/session/a/info")
        time.sleep(2)  # what a person needs until play is pressed
        monitor = Monitor(sound)
        time.sleep(0.5)
        found, ends = [], []
        try:
            for _ in range(1 + LATER):
                count = len(monitor.onsets)
                began = time.monotonic()
                player.post("/api/session/a/play").raise_for_status()
                wait_until(lambda count=count: len(monitor.onsets) > count)  # type: ignore[misc]
                found.append(monitor.onsets[count][0] - began)
                time.sleep(0.3)
                stopped = time.monotonic()
                player.post("/api/session/a/stop").raise_for_status()
                time.sleep(0.5)
                ends.append(monitor.last_loud - stopped)
        finally:
            monitor.close()
    return found[0], found[1:], ends
