"""What the tests of the command need: the command itself, and recordings in files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from sambanova.clips import Clip, as_bytes
from sambanova.settings import VARIABLES
from tests.parts import ROOT

RATE = 16_000
SECONDS = 6
HOSTILE = "<img src=x onerror=alert(1)>&\"'\x1b[31m\u202e]]>"
"""An id that is HTML, XML, a command to a terminal, and text that turns around."""


def voice() -> bytes:
    """An intact voice as 16-bit samples at 16 kHz."""
    return as_bytes(Clip("alan").sound(RATE)[: SECONDS * RATE], "s16le")


def lost_byte() -> bytes:
    """The same with a byte missing in the middle: an error."""
    sound = voice()
    return sound[:80_001] + sound[80_002:]


def clipped() -> bytes:
    """The same, far too loud: a warning."""
    return as_bytes(Clip("claude").sound(RATE)[: SECONDS * RATE] * 12, "s16le")


def run(
    *arguments: str | Path, redis_url: str = "redis://127.0.0.1:1/0", stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Runs the command. By default no Redis answers."""
    done = subprocess.run(
        [sys.executable, "-m", "sambanova.diagnose", *map(str, arguments)],
        cwd=ROOT,
        env=environment_of(redis_url) | environment,
        input=stdin,
        capture_output=True,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def environment_of(redis_url: str) -> dict[str, str]:
    """The environment of the command, without the .env file of the developer."""
    utf8 = {"PYTHONIOENCODING": "utf-8", "REDIS_URL": redis_url}
    return {**os.environ, **dict.fromkeys(VARIABLES, ""), **utf8}
