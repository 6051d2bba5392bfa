"""What goes wrong with system packages, and what the set-up does about it."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import re
import struct
import sys
import termios
import time
from pathlib import Path

import pytest

from sambanova.start import private_redis, system_packages
from sambanova.start.children import Children
from sambanova.start.stamp import Stamp
from sambanova.start.system_packages import Permission, SystemPart, install_missing
from sambanova.start.terminal import Checklist

pytestmark = pytest.mark.skipif(os.name != "posix", reason="stand-ins for programs are shell scripts")


class Machine:
    """A machine with a package manager, whose programs are shell scripts that note how they are called."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.brought = folder / "brought"
        self.said = io.StringIO()
        self.checklist = Checklist(self.said)
        self.stamp = Stamp(folder / "stamp")
        self.part = SystemPart("a part", self.brought.exists, {"apt-get": ("part",)})
        self.program("env", 'while case "$1" in *=*) true;; *) false;; esac; do shift; done; exec "$@"')
        self.program("apt-get", f'case "$1" in install) : > {self.brought};; esac')

    def program(self, name: str, script: str) -> None:
        """Adds a program."""
        path = self.folder / name
        path.write_text(f'#!/bin/sh\necho "{name} $*" >> {self.folder}/log\n{script}\n')
        path.chmod(0o755)

    @property
    def calls(self) -> list[str]:
        """How programs were called, in order."""
        log = self.folder / "log"
        return [line for line in log.read_text().splitlines() if not line.startswith("env ")]

    def install(self, permission: Permission) -> list[SystemPart]:
        """Installs the part."""
        return install_missing([self.part], permission, self.checklist, self.stamp)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine of a user who is not root."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    return Machine(tmp_path)


class TestSudo:
    def test_asks_for_the_password_before_any_progress_line(self, machine: Machine) -> None:
        asked = machine.folder / "asked"
        machine.program(
            "sudo",
            f'case "$1" in -v) : > {asked};; -n) [ -e {asked} ] || exit 1; shift; exec "$@";; esac',
        )
        machine.program("true", "")
        assert machine.install(Permission(may_ask=True)) == []
        sudo = [call for call in machine.calls if call.startswith("sudo")]
        assert sudo[:2] == ["sudo -n true", "sudo -v"]
        assert all(call.startswith("sudo -n ") for call in sudo[2:])  # which never asks

    def test_wrong_password_installs_nothing(self, machine: Machine) -> None:
        machine.program("sudo", "exit 1")
        assert machine.install(Permission(may_ask=True)) == [machine.part]
        assert not any("apt-get" in call for call in machine.calls)


class TestApt:
    @pytest.fixture(autouse=True)
    def _root(self, machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "geteuid", lambda: 0)

    def test_failure_is_not_repeated_at_every_start(
        self, machine: Machine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        machine.program("apt-get", "exit 100")
        for _ in range(3):
            assert machine.install(Permission()) == [machine.part]
        assert len(machine.calls) == 2  # update and install, once
        machine.install(Permission(assume_yes=True))
        assert len(machine.calls) == 4
        tomorrow = time.time() + system_packages._PATIENCE + 1
        monkeypatch.setattr(time, "time", lambda: tomorrow)
        machine.install(Permission())
        assert len(machine.calls) == 6

    def test_killed_dpkg_is_repaired(self, machine: Machine) -> None:
        repaired = machine.folder / "repaired"
        machine.program("dpkg", f": > {repaired}")
        machine.program(
            "apt-get",
            f'[ "$1" = update ] && exit 0; [ -e {repaired} ] && exec /bin/sh -c ": > {machine.brought}"\n'
            "echo \"E: dpkg was interrupted, you must manually run 'dpkg --configure -a'\"; exit 100",
        )
        assert machine.install(Permission()) == []
        assert "dpkg --configure -a" in machine.calls

    def test_command_for_a_killed_dpkg_works_too(self, machine: Machine) -> None:
        machine.program("apt-get", "echo \"you must manually run 'dpkg --configure -a'\"; exit 100")
        machine.program("dpkg", "echo \"run 'dpkg --configure -a' as root\"; exit 1")
        machine.install(Permission())
        assert "dpkg --configure -a && apt-get install part" in machine.said.getvalue()

    def test_lock_of_another_program_is_waited_for(self, machine: Machine) -> None:
        machine.program(
            "apt-get",
            f'case "$*" in update) ;; *Lock::Timeout*) : > {machine.brought};; '
            '*) echo "E: Could not get lock /var/lib/dpkg/lock-frontend."; exit 100;; esac',
        )
        assert machine.install(Permission()) == []


def test_progress_stays_one_line_in_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")  # a shell may have exported that of another window
    master, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 30, 0, 0))  # rows, columns, pixels
    with os.fdopen(terminal, "w", encoding="utf-8") as stream:
        Checklist(stream).working("Thing", "being made for quite a long time now")
        text = os.read(master, 4096).decode()
    os.close(master)
    shown = re.sub(r"\x1b\[[?\d]*[A-Za-z]", "", text).strip("\r")
    assert len(shown) < 30
    assert text.endswith("\x1b[?7h")  # later lines wrap


def test_private_redis_starts_in_a_locale_that_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    seen = tmp_path / "seen"
    server = tmp_path / "redis-server"
    server.write_text(f'#!/bin/sh\necho "$LC_ALL $LANG" > {seen}\nexit 1\n')  # as Redis 8 refuses it
    server.chmod(0o755)
    with Children() as children, pytest.raises(private_redis.PrivateRedisError):
        private_redis.start_private_redis(children, str(server))
    assert seen.read_text() == "C C\n"
