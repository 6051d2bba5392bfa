"""Child processes that never outlive this process, however it ends."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

from sambanova.start.processes import end_group
from sambanova.system_calls import WINDOWS, KillOnExit, own_group

_STOP_TIMEOUT = 1.2  # seconds for all child processes together to exit after SIGTERM; two for everything


class Children:
    """The child processes and temporary folders of this process.

    Leaving the context stops the processes, in reverse order of their start, and removes the folders:

        with Children() as children:
            children.start("player", ["python", "audio_stream_player.py"])

    Each child leads a process group of its own, so Ctrl-C in the terminal signals this process only.
    When this process is killed, a forked guard process cleans up, and on Windows a job. Because of the
    fork, enter the context before starting any thread.
    """

    def __init__(self) -> None:
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._folders: list[Path] = []
        self._guard: _Guard | None = None
        self._job: KillOnExit | None = None  # the guard on Windows

    def __enter__(self) -> Children:
        if WINDOWS:
            with contextlib.suppress(OSError):
                self._job = KillOnExit()
        else:
            self._guard = _Guard()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        deadline = time.monotonic() + _STOP_TIMEOUT
        for process in reversed(self._processes.values()):
            end_group(process, max(0.1, deadline - time.monotonic()))
        for folder in self._folders:
            shutil.rmtree(folder, ignore_errors=True)
        if self._guard:
            self._guard.dismiss()

    def folder(self, max_length: int) -> Path:
        """Creates a temporary folder that only this user can read.

        max_length: longest path in characters; a longer one is replaced by a folder in /tmp.
        """
        path = Path(tempfile.mkdtemp(prefix="audio-player-"))
        if len(str(path)) > max_length:
            path.rmdir()
            path = Path(tempfile.mkdtemp(prefix="audio-player-", dir="/tmp"))  # nosec B108  # mkdtemp sets mode 0700
        self._folders.append(path)
        if self._guard:
            self._guard.watch_folder(path)
        return path

    def start(
        self, name: str, argv: Sequence[str | Path], environment: Mapping[str, str] | None = None
    ) -> None:
        """Starts a program.

        name: identifies it in `ended`. environment: added to the environment of this process.
        """
        process = subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **(environment or {})},
            **own_group(),
        )
        self._processes[name] = process
        if self._job:
            self._job.add(process)
        if self._guard:
            self._guard.watch_group(process.pid)

    def ended(self) -> dict[str, int]:
        """Exit statuses of the processes that have exited, by name."""
        statuses = {name: process.poll() for name, process in self._processes.items()}
        return {name: status for name, status in statuses.items() if status is not None}


class _Guard:
    """A forked process that cleans up when its parent dies.

    It reads the names of process groups and folders from a pipe. The pipe closes when the parent
    exits; without a "done" line before that, the parent was killed.
    """

    def __init__(self) -> None:
        reader, self._writer = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(self._writer)
            _run_guard(reader)
        os.close(reader)

    def watch_group(self, group: int) -> None:
        """Adds a process group to kill."""
        self._send(f"group {group}")

    def watch_folder(self, path: Path) -> None:
        """Adds a folder to remove."""
        self._send(f"folder {path}")

    def dismiss(self) -> None:
        """Ends the guard without a clean-up: the parent has done it."""
        self._send("done")
        os.close(self._writer)
        os.waitpid(self._pid, 0)

    def _send(self, line: str) -> None:
        with contextlib.suppress(BrokenPipeError):
            os.write(self._writer, f"{line}\n".encode(errors="surrogateescape"))


def _run_guard(reader: int) -> None:
    """The guard process, from the fork to its exit."""
    try:
        os.setsid()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        with os.fdopen(reader, "rb") as pipe:
            lines = pipe.read().decode(errors="surrogateescape").splitlines()
        if "done" not in lines:
            _clean_up(lines)
    finally:
        os._exit(0)


def _clean_up(lines: Sequence[str]) -> None:
    for line in lines:
        kind, _, value = line.partition(" ")
        if kind == "group":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(int(value), signal.SIGKILL)
    for line in lines:
        kind, _, value = line.partition(" ")
        if kind == "folder":
            shutil.rmtree(value, ignore_errors=True)


def python_program(*arguments: str | Path) -> list[str | Path]:
    """The command line that runs `arguments` with the Python of this process."""
    return [sys.executable, *arguments]
