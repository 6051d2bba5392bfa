"""What only some systems have, with stand-ins for those that this machine is not."""

from __future__ import annotations

import ctypes
import io
import os
import socket
import subprocess
import sys
from typing import Any

import pytest

from sambanova import system_calls
from sambanova.start import children, setup_steps, system_packages, terminal
from sambanova.start.children import Children
from sambanova.system_calls import (
    KillOnExit,
    copy_of_stderr,
    own_group,
    prepare_to_bind,
    raise_open_files,
    understands_ansi,
)


class Kernel:
    """A stand-in for kernel32 that notes what it is asked for. obeys: whether its calls succeed."""

    def __init__(self, obeys: bool = True) -> None:
        self.obeys = obeys
        self.modes: list[int] = []
        self.flags = 0
        self.handles: list[int | None] = []
        self.CreateJobObjectW = lambda *_: 7 if obeys else None
        self.CreateJobObjectW.restype = None  # type: ignore[attr-defined]

    def GetStdHandle(self, number: int) -> int:  # noqa: N802  # names of Windows
        return number

    def GetConsoleMode(self, handle: int, mode: Any) -> bool:  # noqa: N802
        mode._obj.value = 1
        return self.obeys

    def SetConsoleMode(self, handle: int, mode: int) -> bool:  # noqa: N802
        self.modes.append(mode)
        return self.obeys

    def SetInformationJobObject(self, job: Any, kind: int, limits: Any, size: int) -> bool:  # noqa: N802
        assert size == ctypes.sizeof(limits._obj)
        self.flags = limits._obj.basic.flags
        return self.obeys

    def AssignProcessToJobObject(self, job: Any, handle: Any) -> bool:  # noqa: N802
        self.handles.append(handle.value)
        return self.obeys


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything believes to be on Windows."""
    for module in (system_calls, children, setup_steps):
        monkeypatch.setattr(module, "WINDOWS", True)


class _Process:
    pid = 1
    _handle = 42


class TestWindows:
    pytestmark = pytest.mark.usefixtures("windows")

    def test_console_is_told_to_obey_escape_sequences(self) -> None:
        kernel = Kernel()
        assert understands_ansi(sys.stdout, kernel)
        assert kernel.modes == [1 | 4]

    def test_console_that_does_not_obey_gets_plain_lines(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert not understands_ansi(sys.stdout, Kernel(obeys=False))

        class Console(io.StringIO):
            def isatty(self) -> bool:
                return True

        monkeypatch.setattr(terminal, "understands_ansi", lambda stream: False)
        said = Console()
        terminal.Checklist(said).working("Thing", "being made")
        assert "\x1b" not in said.getvalue()

    def test_children_are_killed_together_with_the_start(self) -> None:
        kernel = Kernel()
        job = KillOnExit(kernel)
        job.add(_Process())  # type: ignore[arg-type]
        assert kernel.flags == 0x2000
        assert kernel.handles == [42]

    def test_system_without_jobs_starts_all_the_same(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse() -> KillOnExit:
            return KillOnExit(Kernel(obeys=False))

        monkeypatch.setattr(children, "KillOnExit", refuse)
        with pytest.raises(OSError, match="no job"):
            refuse()
        with Children():
            pass

    def test_child_process_has_a_group_of_its_own(self) -> None:
        assert own_group() == {"creationflags": 0x200}

    def test_port_is_not_shared(self) -> None:
        asked: list[tuple[int, ...]] = []

        class Listener:
            def setsockopt(self, *words: int) -> None:
                asked.append(words)

        prepare_to_bind(Listener())  # type: ignore[arg-type]
        assert asked == [(socket.SOL_SOCKET, -5, 1)]

    def test_no_redis_is_looked_for_in_wheels(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
        said = io.StringIO()
        (tmp_path / ".venv").mkdir()
        setup = setup_steps.SetUp(tmp_path, terminal.Checklist(said), system_packages.Permission())
        monkeypatch.setattr(setup_steps, "_PIP", ("no-such-program",))
        assert setup_steps.install_redis_server(setup) is None
        assert "docker run" in said.getvalue()
        assert "pip" not in said.getvalue()


@pytest.mark.skipif(os.name != "posix", reason="limits are those of POSIX")
class TestPosix:
    def test_open_files_are_raised_as_far_as_the_system_allows(self) -> None:
        program = (
            "import resource; from sambanova.system_calls import raise_open_files as f;"
            "hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1];"
            "resource.setrlimit(resource.RLIMIT_NOFILE, (100, hard)); print(f(150), f(120))"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert done.stdout == "150 150\n"

    def test_limit_that_macos_does_not_tell_is_survived(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import resource

        def refuse(*_: object) -> None:
            raise ValueError("current limit exceeds maximum limit")

        monkeypatch.setattr(resource, "getrlimit", lambda _: (256, resource.RLIM_INFINITY))
        monkeypatch.setattr(resource, "setrlimit", refuse)
        assert raise_open_files(4096) == 256

    def test_program_without_standard_error_starts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(_: int) -> int:
            raise OSError("Bad file descriptor")

        assert copy_of_stderr() is not None
        monkeypatch.setattr(os, "dup", refuse)
        assert copy_of_stderr() is None
