"""Runs the programs of the set-up steps and stops process groups."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import FrameType

from sambanova.system_calls import WINDOWS, own_group

_TICK_INTERVAL = 0.2  # seconds between progress updates while a program runs
_STOP_TIMEOUT = 3.0  # seconds for a program to exit after SIGTERM


class StepFailed(Exception):
    """The program of a set-up step failed; `log` holds the lines of its output."""

    def __init__(self, log: Sequence[str]) -> None:
        super().__init__(log[-1] if log else "no output")
        self.log = log


def run_quietly(
    argv: Sequence[str | Path],
    tick: Callable[[], None] = lambda: None,
    environment: Mapping[str, str] | None = None,
    own_terminal: bool = False,
) -> None:
    """Runs a program and captures its output; calls `tick` several times a second meanwhile.

    environment: added to the environment of this process. own_terminal: the program keeps the
    terminal, so that sudo can ask for a password. An interruption of this process also ends the
    program and its children. Raises StepFailed when the program cannot start or exits non-zero.
    """
    with tempfile.TemporaryFile() as output:
        try:
            process = subprocess.Popen(
                argv,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **(environment or {})},
                **({} if own_terminal else own_group()),
            )
        except OSError as error:
            raise StepFailed([f"{argv[0]}: {error.strerror}"]) from error
        try:
            while True:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    status = process.wait(_TICK_INTERVAL)
                    break
                tick()
        except BaseException:  # also KeyboardInterrupt: the program must not keep running
            end_group(process, _STOP_TIMEOUT)
            raise
        if status:
            output.seek(0)
            text = output.read().decode(errors="replace")
            raise StepFailed([line.rstrip() for line in text.splitlines() if line.strip()])


def run_in_terminal(argv: Sequence[str | Path]) -> bool:
    """Runs a program that talks with the user, such as sudo; returns whether it succeeded."""
    try:
        return subprocess.run(argv, check=False).returncode == 0
    except OSError:
        return False


def run_silently(argv: Sequence[str | Path]) -> bool:
    """Runs a program whose output does not matter; returns whether it succeeded."""
    try:
        run_quietly(argv)
    except StepFailed:
        return False
    return True


def on_signals(names: Iterable[str], handler: Callable[[int, FrameType | None], object]) -> None:
    """Installs `handler` for the signals that exist on this system.

    An ignored SIGHUP stays ignored, so that `nohup` works.
    """
    for name in names:
        number = getattr(signal, name, None)
        if number is None or (name == "SIGHUP" and signal.getsignal(number) is signal.SIG_IGN):
            continue
        signal.signal(number, handler)


def end_group(process: subprocess.Popen[bytes], timeout: float) -> None:
    """Sends SIGTERM to the process group of `process`, and SIGKILL after `timeout` seconds."""
    _signal_group(process, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout)
    if WINDOWS:
        process.kill()
    else:
        _signal_group(process, signal.SIGKILL)  # its children may still run
    process.wait()


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Signals the process group that `process` leads, or `process` alone when it leads none."""
    if WINDOWS:
        if process.poll() is None:
            process.terminate()
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if process.poll() is None:
            process.send_signal(number)
