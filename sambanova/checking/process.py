"""A child process that checks sessions, so that the player answers meanwhile as if nobody checked.

    python -m sambanova.checking.process        the child: sessions on stdin, results on stdout

The player reads a session from Redis and hands it over; the child knows no Redis. It runs with a low
priority, and a crash or a hang costs one result.
"""

from __future__ import annotations

import io
import json
import os
import pickle  # nosec B403  # only what the player itself hands over
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from threadpoolctl import threadpool_limits

from sambanova.decoding.child_process import ContainedDecoder
from sambanova.errors import DecoderFailed, PlayerError
from sambanova.format_hints import NO_HINT
from sambanova.library import Library, unpacked
from sambanova.redis_manager import RedisManager
from sambanova.session import StoredSession
from sambanova.session_info import SessionInfo
from sambanova.sessions.growth import Growth
from sambanova.sessions.index import SessionIndex
from sambanova.sessions.store import SessionStore
from sambanova.settings import Settings
from sambanova.system_calls import lower_priority

LOW_PRIORITY = 10  # nice: a ninth of the weight of the player
SESSION_PRIORITY = 2  # nice: two thirds of its weight; with less, a busy machine would hardly come to it
START_SECONDS = 30.0
BASE_SECONDS = 30.0  # on the clock, for a session of any size: other programs come first
SECONDS_PER_MEGABYTE = 10.0

_SIZE = struct.Struct("<Q")
_ROOT = Path(__file__).resolve().parents[2]
_COMMAND = [sys.executable, "-m", "sambanova.checking.process"]


@dataclass(frozen=True)
class Task:
    """A session to check. growth: units a second by track, of a call that is recorded."""

    stored: StoredSession
    growth: dict[str, float]


class CheckingProcess:
    """The child process. It starts with the first task, and again after a failure. For one thread.

    `kill` may be called from any thread.
    """

    def __init__(self, settings: Settings) -> None:
        # Without the rest, which may hold passwords.
        self._settings = Settings(
            audio_format=settings.audio_format,
            audio_channels=settings.audio_channels,
            audio_rate=settings.audio_rate,
            audio_max_buffer_mb=settings.audio_max_buffer_mb,
        )
        self._process: subprocess.Popen[bytes] | None = None

    def check(self, task: Task) -> dict[str, Any] | None:
        """The `audio_info` of a session; None if the process failed on it.

        Raises DecoderFailed if the process does not start.
        """
        if self._process is None and not self._start():
            raise DecoderFailed("The process that checks sessions does not start.")
        megabytes = task.stored.session.audio_buffer_length / 2**20
        return self._ask(pickle.dumps(task), BASE_SECONDS + SECONDS_PER_MEGABYTE * megabytes)

    def _start(self) -> bool:
        self._process = subprocess.Popen(
            _COMMAND,
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C in the terminal must reach only the player
        )
        return self._ask(pickle.dumps(self._settings), START_SECONDS) is not None

    def _ask(self, message: bytes, seconds: float) -> dict[str, Any] | None:
        process = self._process
        if process is None:  # killed meanwhile
            return None
        assert process.stdin is not None
        assert process.stdout is not None
        watchdog = threading.Timer(seconds, process.kill)
        watchdog.daemon = True
        watchdog.start()
        try:
            _send(process.stdin, message)
            answer: dict[str, Any] = json.loads(_receive(process.stdout))
        except (OSError, EOFError, ValueError):
            self.close()
            return None
        finally:
            watchdog.cancel()
        return answer

    def kill(self) -> None:
        """Ends the process; a check in progress fails."""
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """Ends the process and frees its resources."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        process.wait()


def _send(stream: IO[bytes], message: bytes) -> None:
    stream.write(_SIZE.pack(len(message)))
    stream.write(message)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes:
    """The next message. Raises EOFError."""
    head = stream.read(_SIZE.size)
    if len(head) < _SIZE.size:
        raise EOFError
    (size,) = _SIZE.unpack(head)
    message = stream.read(size)
    if len(message) < size:
        raise EOFError
    return message


# The child


class _Told(Growth):
    """The growth that the player told."""

    def __init__(self) -> None:
        super().__init__()
        self.rates: dict[str, float] = {}

    def units_per_second(self, session_id: str, track: str) -> float | None:
        """The growth of a track of the session that is checked."""
        return self.rates.get(track)


class Checker:
    """Checks sessions that were read, without keeping anything of them."""

    def __init__(self, settings: Settings) -> None:
        """It opens no connection."""
        self._growth = _Told()
        self._max_bytes = settings.max_buffer_bytes
        manager = RedisManager(settings)
        store = SessionStore(manager, settings.key_templates, self._max_bytes)
        index = SessionIndex(store, lambda: None, lambda changes: None, self._growth)
        decode = ContainedDecoder().decode
        self._library = Library(settings, manager, index, store, self._growth, decode, cache_bytes=0)
        self._info = SessionInfo(self._library)

    def check(self, task: Task) -> dict[str, Any]:
        """The parts of `audio_info` that a result needs, or `refused` with the code of the error."""
        self._growth.rates = task.growth
        try:
            session = unpacked(task.stored, self._max_bytes)
            about = self._info.about(session, NO_HINT)
        except PlayerError as error:
            return {"refused": error.code}
        return {name: about[name] for name in ("verdict", "findings", "format", "duration")}


def serve(tasks: IO[bytes], results: IO[bytes]) -> None:
    """The child process: settings first, then sessions until the player ends."""
    with suppress(EOFError, BrokenPipeError):
        checker = Checker(_task(tasks))
        threadpool_limits(1, user_api="blas")  # as in the player: its threads would wait for each other
        _send(results, b"{}")
        lower_priority(
            LOW_PRIORITY, SESSION_PRIORITY
        )  # only now, because somebody waits for the first results
        while True:
            _send(results, json.dumps(checker.check(_task(tasks))).encode())


def _task(stream: IO[bytes]) -> Any:
    return pickle.load(io.BytesIO(_receive(stream)))  # nosec B301


if __name__ == "__main__":
    # Results use a duplicate of stdout, and stdout becomes stderr: libraries may print on it.
    with os.fdopen(os.dup(1), "wb") as results:
        os.dup2(2, 1)
        serve(sys.stdin.buffer, results)
