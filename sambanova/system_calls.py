"""The calls that systems answer differently, or that only some of them have.

Elsewhere the code asks these functions instead of the system. `WINDOWS` is what tests replace.
"""

from __future__ import annotations

import ctypes
import logging
import os
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

log = logging.getLogger(__name__)

WINDOWS = os.name == "nt"
MACOS = sys.platform == "darwin"

_NEW_PROCESS_GROUP = 0x200  # CREATE_NEW_PROCESS_GROUP
_STDOUT, _STDERR = -11, -12  # STD_OUTPUT_HANDLE, STD_ERROR_HANDLE
_VT_MODE = 0x4  # ENABLE_VIRTUAL_TERMINAL_PROCESSING
_KILL_ON_CLOSE = 0x2000  # JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE
_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation


def is_root() -> bool:
    """Whether this user may do everything; False on Windows, where nothing depends on it."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def own_group() -> dict[str, Any]:
    """Arguments of subprocess.Popen that keep Ctrl-C in the terminal from reaching a child process."""
    return {"creationflags": _NEW_PROCESS_GROUP} if WINDOWS else {"start_new_session": True}


def raise_open_files(wanted: int) -> int | None:
    """Raises the limit of open files to at most `wanted`; returns it, or None where there is none."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return None
    possible = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
    if soft < possible:
        with suppress(ValueError, OSError):  # macOS has a lower limit that it does not tell
            resource.setrlimit(resource.RLIMIT_NOFILE, (possible, hard))
            soft = possible
    return soft


def copy_of_stderr() -> TextIO | None:
    """A stream to a duplicate of descriptor 2; None where there is no such descriptor, as under pythonw."""
    try:
        return os.fdopen(os.dup(2), "w", buffering=1, encoding="utf-8", errors="backslashreplace")
    except OSError:
        return None


def prepare_to_bind(listener: socket.socket) -> None:
    """Makes `bind` fail if another program serves the port, and only then."""
    if WINDOWS:
        # SO_REUSEADDR would take the port from another program, and without any option it may be shared.
        listener.setsockopt(socket.SOL_SOCKET, getattr(socket, "SO_EXCLUSIVEADDRUSE", ~4), 1)
    else:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)


def understands_ansi(stream: TextIO, kernel: Any = None) -> bool:
    """Whether a terminal obeys escape sequences. Consoles of Windows do so only when they are told to.

    kernel: kernel32 of Windows; by default that of this system.
    """
    if not WINDOWS:
        return True
    try:
        kernel = kernel or ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
        handle = kernel.GetStdHandle(_STDERR if stream is sys.stderr else _STDOUT)
        mode = ctypes.c_uint32()
        if not kernel.GetConsoleMode(handle, ctypes.byref(mode)):
            return False
        return bool(kernel.SetConsoleMode(handle, mode.value | _VT_MODE))
    except (OSError, AttributeError):
        return False


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("per_process_time", ctypes.c_int64),
        ("per_job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("min_working_set", ctypes.c_size_t),
        ("max_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class _ExtendedLimits(ctypes.Structure):
    _fields_ = (
        ("basic", _BasicLimits),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


class KillOnExit:
    """A job of Windows: its processes are killed when this process ends, however it ends.

    Windows closes the handle of the job together with this process, and with it the job.
    """

    def __init__(self, kernel: Any = None) -> None:
        """kernel: kernel32 of Windows; by default that of this system. Raises OSError."""
        self._kernel = kernel or ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
        # Handles are pointers, which C functions would return as 32-bit numbers.
        self._kernel.CreateJobObjectW.restype = ctypes.c_void_p
        self._job = ctypes.c_void_p(self._kernel.CreateJobObjectW(None, None))
        if not self._job:
            raise OSError("Windows creates no job")
        limits = _ExtendedLimits()
        limits.basic.flags = _KILL_ON_CLOSE
        self._kernel.SetInformationJobObject(
            self._job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
        )

    def add(self, process: subprocess.Popen[bytes]) -> None:
        """Adds a process and those that it starts from now on."""
        handle = getattr(process, "_handle", None)
        if handle is None or not self._kernel.AssignProcessToJobObject(
            self._job, ctypes.c_void_p(int(handle))
        ):
            log.warning("Process %d would outlive a killed start.", process.pid)


def lower_priority(nice: int, of_session: int) -> None:
    """Lets other programs come before this process. Has no effect on Windows.

    nice: 1..19, among the processes of its session, or of the system. of_session: the same among the sessions
    (of setsid) of a Linux that shares the processor among these first.
    """
    if not hasattr(os, "nice"):
        return
    os.nice(nice)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(of_session), "ascii")
