"""Measures `audio-player diagnose --all --queue` with one worker and with several, on a real Redis.

    python -m tools.measure_fleet                                  10,000 sessions of 0.3 s, 1 and 4 workers
    python -m tools.measure_fleet --sessions 500 --workers 1 2

Prints sessions a second, and how many cores the workers and Redis kept busy: where workers share too few
cores, they are not faster together, but the share of Redis says how many it bears. It reads /proc, so it
needs Linux.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from sambanova.settings import VARIABLES
from tests.parts import ROOT, RedisServer
from tools.measure_diagnose import write

TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def busy(pids: Sequence[int]) -> float:
    """Seconds of processor time of processes that run, with those of their children that ended or run."""
    children: dict[int, list[int]] = {}
    times: dict[int, float] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        times[int(entry.name)] = sum(map(int, fields[11:15])) / TICKS
        children.setdefault(int(fields[1]), []).append(int(entry.name))
    total, left = 0.0, list(pids)
    while left:
        pid = left.pop()
        total += times.get(pid, 0.0)
        left += children.get(pid, [])
    return total


def measure(server: RedisServer, workers: int, environment: dict[str, str]) -> dict[str, float]:
    """Runs the command with so many workers, which have started before."""
    command = [sys.executable, "-m", "rq.cli", "worker", "--url", server.url, "--quiet"]
    command += ["--worker-class", "rq.worker.SimpleWorker", "audio-player"]
    with ExitStack() as stack, server.client() as own:
        running = []
        for _ in range(workers):
            running.append(subprocess.Popen(command, cwd=ROOT, env=environment))
            stack.callback(running[-1].wait)
            stack.callback(running[-1].terminate)
        while own.scard("rq:workers") < workers:
            time.sleep(0.1)
        pids = [process.pid for process in running]
        redis_before = _redis_seconds(server)
        workers_before, began = busy(pids), time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", "sambanova.diagnose", "--all", "--queue", "--json", "--fail-on", "never"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
        )
        output, _ = process.communicate()
        seconds = time.monotonic() - began
        count = json.loads(output)["summary"]["recordings"]
        return {
            "workers": workers,
            "sessions/s": count / seconds,
            "seconds": seconds,
            "busy: workers": (busy(pids) - workers_before) / seconds,
            "Redis": (_redis_seconds(server) - redis_before) / seconds,
        }


def _redis_seconds(server: RedisServer) -> float:
    with server.client() as own:
        found = own.info("cpu")
    return float(found["used_cpu_sys"]) + float(found["used_cpu_user"])


def main() -> None:
    """Writes the sessions, measures, and prints a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sessions", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=0.3)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 4])
    asked = parser.parse_args()
    server = RedisServer()
    server.start()
    environment = {**os.environ, **dict.fromkeys(VARIABLES, ""), "REDIS_URL": server.url}
    try:
        write(server, asked.sessions, asked.seconds)
        for count in asked.workers:
            found = measure(server, count, environment)
            sys.stdout.write("   ".join(f"{name} {value:.4g}" for name, value in found.items()) + "\n")
            sys.stdout.flush()
    finally:
        server.stop()


if __name__ == "__main__":
    main()
