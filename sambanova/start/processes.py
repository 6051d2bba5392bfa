"""Runs a step's program quietly: nothing is seen of it unless it fails."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import FrameType

_TICK = 0.2  # seconds between two signs of life while a program runs
_PATIENCE = 3.0  # seconds a program has to end when it is told to


class StepFailed(Exception):
    """A step's program failed; `log` holds what it said, line by line."""

    def __init__(self, log: Sequence[str]) -> None:
        super().__init__(log[-1] if log else "no output")
        self.log = log


def run_quietly(
    argv: Sequence[str | Path],
    tick: Callable[[], None] = lambda: None,
    environment: Mapping[str, str] | None = None,
    own_terminal: bool = False,
) -> None:
    """Runs a program to its end, calling `tick` meanwhile; raises StepFailed when it fails.

    When this process is interrupted the program ends too, with all that it started. With
    `own_terminal` it may ask for a password there.
    """
    with tempfile.TemporaryFile() as output:
        try:
            process = subprocess.Popen(
                argv,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **(environment or {})},
                start_new_session=not own_terminal,
            )
        except OSError as error:
            raise StepFailed([f"{argv[0]}: {error.strerror}"]) from error
        try:
            while True:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    status = process.wait(_TICK)
                    break
                tick()
        except BaseException:  # whatever interrupts us, the program must not stay behind
            end_group(process, _PATIENCE)
            raise
        if status:
            output.seek(0)
            text = output.read().decode(errors="replace")
            raise StepFailed([line.rstrip() for line in text.splitlines() if line.strip()])


def on_signals(names: Iterable[str], handler: Callable[[int, FrameType | None], object]) -> None:
    """Handles the signals of these names that this system has; with `nohup` SIGHUP stays ignored."""
    for name in names:
        number = getattr(signal, name, None)
        if number is None or (name == "SIGHUP" and signal.getsignal(number) is signal.SIG_IGN):
            continue
        signal.signal(number, handler)


def end_group(process: subprocess.Popen[bytes], patience: float) -> None:
    """Ends a program and what it started: asks first, and after `patience` seconds no longer."""
    _signal_group(process, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(patience)
    if os.name == "posix":
        _signal_group(process, signal.SIGKILL)  # what it started may have outlived it
    else:
        process.kill()
    process.wait()


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Signals the process group that the program leads; the program alone where it leads none."""
    if os.name != "posix":
        if process.poll() is None:
            process.terminate()
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if process.poll() is None:
            process.send_signal(number)
