"""Measures whether a click waits for the background check of many sessions.

    python -m tools.measure_checks --sessions 5000

A player on a Redis of its own gets clicks (`info` of a session that nobody opened before) without and with
the check, in turns of some seconds, so that what else the machine does meets both alike. It prints how long
they take, and how many sessions were checked a second.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import requests
import socketio

from sambanova.redis_manager import RedisManager
from sambanova.settings import Settings
from tests.parts import PlayerProcess, RedisServer, as_s16, speech

_RATE = 16000
_SECONDS = 4.0  # of each recording
_KINDS = 20  # different recordings
_PAUSE = 0.1  # between two clicks
_TURN = 15.0  # seconds
_SETTLE = 2.0  # seconds after the check began or ended


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=5000)
    parser.add_argument("--seconds", type=float, default=30.0, help="of each of the two parts")
    options = parser.parse_args()
    redis = RedisServer()
    redis.start()
    try:
        _fill(redis.url, options.sessions)
        with (
            tempfile.TemporaryDirectory() as folder,
            PlayerProcess(Path(folder), REDIS_URL=redis.url) as player,
        ):
            _measure(player, options.sessions, options.seconds)
    finally:
        redis.stop()
    return 0


def _fill(url: str, count: int) -> None:
    sounds = [as_s16(speech(_SECONDS, _RATE, seed=seed)) for seed in range(_KINDS)]
    manager = RedisManager(Settings(redis_url=url))
    noise = np.random.default_rng(1)
    for number in range(count):
        data = bytearray(sounds[number % _KINDS])
        data[:16] = noise.bytes(16)  # no two are the same
        fields: dict[str, str | bytes] = {
            "connected_at": str(1_760_000_000 - number),
            "user_name": f"Person {number}",
            "encoding": "s16le",
            "sample_rate": str(_RATE),
            "audio_buffer": bytes(data),
        }
        manager.write(f"s{number:06}", fields, ttl=36000)
    manager.close()


def _measure(player: PlayerProcess, count: int, seconds: float) -> None:
    numbers = random.Random(1).sample(
        range(count // 2, count), count // 2
    )  # the check begins at the other end
    while not player.get("/api/sessions?limit=1").json()["complete"]:
        time.sleep(0.1)
    _clicks(player, numbers, 2)  # what only the first click waits for
    client = socketio.Client()
    client.connect(player.url)
    taken: dict[bool, list[float]] = {False: [], True: []}
    checked = 0
    for turn in range(2 * max(1, round(seconds / _TURN))):
        is_on = turn % 2 == 1
        client.call("check_sessions", {"wanted": is_on})
        time.sleep(_SETTLE)
        before = player.get("/api/status").json()["checking"]["checked"]
        clicks = _clicks(player, numbers, _TURN)
        taken[is_on] += clicks
        if is_on:
            checked += player.get("/api/status").json()["checking"]["checked"] - before
    _print("without the check", taken[False])
    _print("with the check", taken[True])
    sys.stdout.write(f"checked meanwhile: {checked / (_TURN * (turn + 1) / 2):.1f} sessions a second\n")
    client.disconnect()


def _clicks(player: PlayerProcess, numbers: list[int], seconds: float) -> list[float]:
    """Seconds that each click took."""
    taken: list[float] = []
    end = time.monotonic() + seconds
    with requests.Session() as session:
        while time.monotonic() < end and numbers:
            path = f"/api/session/s{numbers.pop():06}/info"
            began = time.monotonic()
            session.get(player.url + path, timeout=60).raise_for_status()
            taken.append(time.monotonic() - began)
            time.sleep(_PAUSE)
    return taken


def _print(what: str, taken: list[float]) -> None:
    ordered = sorted(taken)
    at = [ordered[min(len(ordered) - 1, int(share * len(ordered)))] for share in (0.9, 0.99)]
    sys.stdout.write(
        f"{what}: {len(taken)} clicks, median {1000 * statistics.median(taken):.0f} ms, "
        f"90 % {1000 * at[0]:.0f} ms, 99 % {1000 * at[1]:.0f} ms, longest {1000 * ordered[-1]:.0f} ms\n"
    )


if __name__ == "__main__":
    raise SystemExit(main())
