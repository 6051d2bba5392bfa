"""Measures `audio-player diagnose --all` on many short sessions of a real Redis: time, and memory as it goes.

    python -m tools.measure_diagnose                          10,000 sessions of a second, some minutes
    python -m tools.measure_diagnose --sessions 1000 --seconds 5

Prints the resident memory of the command and its decoder each time another tenth of the sessions is done. It
reads /proc, so it needs Linux.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from pathlib import Path
from typing import Any

from sambanova.clips import Clip, as_bytes
from sambanova.settings import VARIABLES
from tests.parts import ROOT, RedisServer

RATE = 16_000
VOICES = ("alan", "grace", "annie", "claude", "hedy")
FAULTY = 33  # one session in so many has a byte too few
BATCH = 500
REPORTS = ("json", "junit", "sarif", "html")
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def write(server: RedisServer, count: int, seconds: float) -> None:
    """Writes sessions: raw samples, base64 and WebM, none like another."""
    sounds = [as_bytes(Clip(name).sound(RATE), "s16le") for name in VOICES]
    files = [Clip(name).webm for name in VOICES]
    length = int(seconds * RATE) * 2
    with server.client() as own:
        raw: Any = own
        for first in range(0, count, BATCH):
            with raw.pipeline(transaction=False) as pipe:
                for number in range(first, min(first + BATCH, count)):
                    sound = sounds[number % len(sounds)]
                    start = number * 2 * 37 % (len(sound) - length)
                    piece = sound[start : start + length]
                    if number % FAULTY == 0:
                        piece = piece[: length // 2 | 1] + piece[(length // 2 | 1) + 1 :]
                    stored = b64encode(piece) if number % 2 else piece
                    if number % 100 == 99:
                        stored = files[number % len(files)]
                    fields = {"audio_buffer": stored, "sample_rate": str(RATE), "user_id": str(number)}
                    pipe.hset(f"session:{number:06}", mapping=fields)
                pipe.execute()


def memory(pid: int) -> dict[str, float]:
    """Resident memory in MB of the command and of the decoder that it started."""
    found = {"command": _resident(pid), "decoder": 0.0}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue
        if parent == pid:
            found["decoder"] += _resident(int(entry.name))
    return found


def _resident(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE / 2**20
    except (OSError, IndexError):
        return 0.0


def measure(server: RedisServer, count: int) -> None:
    """Runs the command with all reports, and prints the table."""
    environment = {**os.environ, **dict.fromkeys(VARIABLES, ""), "REDIS_URL": server.url}
    with tempfile.TemporaryDirectory() as folder:
        paths = {kind: Path(folder) / f"report.{kind}" for kind in REPORTS}
        asked = [part for kind in REPORTS[1:] for part in (f"--{kind}", str(paths[kind]))]
        command = [sys.executable, "-u", "-m", "sambanova.diagnose", "--all", "--json", *asked]
        began, used = time.monotonic(), _children_seconds()
        with paths["json"].open("wb") as output:
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output)
        _watch(process, paths["json"], count)
        elapsed, used = time.monotonic() - began, _children_seconds() - used
        sizes = ", ".join(f"{kind} {path.stat().st_size / 2**20:.1f}" for kind, path in paths.items())
    _line(f"exit status {process.returncode}, {elapsed:.0f} s, {used:.0f} s of processor time,")
    _line(f"{1000 * used / count:.1f} ms a session; reports in MB: {sizes}")


def _watch(process: subprocess.Popen[bytes], output: Path, count: int) -> None:
    """Prints the memory after each tenth of the sessions, until the command ends."""
    _line(f"{'sessions':>9} {'command MB':>11} {'decoder MB':>11}")
    done, due, position = 0, count // 10, 0
    last = {"command": 0.0, "decoder": 0.0}
    while process.poll() is None:
        last = memory(process.pid) if process.poll() is None else last
        with output.open("rb") as file:
            file.seek(position)
            new = file.read()
        position += len(new)
        done += new.count(b'{"name": ')
        if done >= due:
            _line(f"{done:>9,} {last['command']:>11.0f} {last['decoder']:>11.0f}")
            due += count // 10
        time.sleep(0.2)


def _children_seconds() -> float:
    """Processor time of processes that were started and have ended, seconds."""
    times = os.times()
    return times.children_user + times.children_system


def _line(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    """Writes the sessions, and measures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sessions", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=1.0)
    options = parser.parse_args()
    server = RedisServer()
    server.start()
    try:
        write(server, options.sessions, options.seconds)
        measure(server, options.sessions)
    finally:
        server.stop()


if __name__ == "__main__":
    main()
