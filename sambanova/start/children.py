"""Programs with one owner: they end with it, however it ends."""

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

_PATIENCE = 1.5  # seconds that all children together have to end when they are told to


class Children:
    """The programs and temporary folders of this process; a context manager that leaves none behind.

    Each program leads a process group of its own, so that Ctrl-C reaches this process alone, and it
    decides. Programs end in the reverse order of their start. On POSIX a second process stands guard:
    when this one is killed without a chance to clean up, the guard does it. To be entered before any
    thread is started.
    """

    def __init__(self) -> None:
        self._programs: dict[str, subprocess.Popen[bytes]] = {}
        self._folders: list[Path] = []
        self._guard: _Guard | None = None

    def __enter__(self) -> Children:
        if os.name == "posix":
            self._guard = _Guard()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        deadline = time.monotonic() + _PATIENCE
        for program in reversed(self._programs.values()):
            end_group(program, max(0.1, deadline - time.monotonic()))
        for folder in self._folders:
            shutil.rmtree(folder, ignore_errors=True)
        if self._guard:
            self._guard.dismiss()

    def folder(self, longest: int) -> Path:
        """A new temporary folder that nobody else can look into, its path not longer than `longest`."""
        path = Path(tempfile.mkdtemp(prefix="audio-player-"))
        if len(str(path)) > longest:
            path.rmdir()
            path = Path(tempfile.mkdtemp(prefix="audio-player-", dir="/tmp"))  # nosec B108  # mkdtemp makes it ours
        self._folders.append(path)
        if self._guard:
            self._guard.watch_folder(path)
        return path

    def start(
        self, name: str, argv: Sequence[str | Path], environment: Mapping[str, str] | None = None
    ) -> None:
        """Starts a program; `environment` comes on top of this process's."""
        program = subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
        )
        self._programs[name] = program
        if self._guard:
            self._guard.watch_group(program.pid)

    def ended(self) -> dict[str, int]:
        """The programs that have ended, with their exit statuses."""
        statuses = {name: program.poll() for name, program in self._programs.items()}
        return {name: status for name, status in statuses.items() if status is not None}


class _Guard:
    """A forked process that waits for the end of a pipe, which comes when its parent is gone."""

    def __init__(self) -> None:
        reader, self._writer = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(self._writer)
            _stand_guard(reader)
        os.close(reader)

    def watch_group(self, group: int) -> None:
        """Adds a process group to those that end."""
        self._tell(f"group {group}")

    def watch_folder(self, path: Path) -> None:
        """Adds a folder to those that are removed."""
        self._tell(f"folder {path}")

    def dismiss(self) -> None:
        """Everything was cleaned up: the guard goes without doing anything."""
        self._tell("done")
        os.close(self._writer)
        os.waitpid(self._pid, 0)

    def _tell(self, line: str) -> None:
        with contextlib.suppress(BrokenPipeError):
            os.write(self._writer, f"{line}\n".encode(errors="surrogateescape"))


def _stand_guard(reader: int) -> None:
    """The guard's whole life, after the fork."""
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
    """The command line that runs something with this Python."""
    return [sys.executable, *arguments]
