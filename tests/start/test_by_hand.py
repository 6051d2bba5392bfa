"""What those meet who start things by hand, or in an odd environment."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from sambanova.start import setup_steps
from sambanova.start.libraries import NEEDED_MODULES, exit_without_libraries
from tests.parts import PlayerProcess, free_port

ROOT = Path(__file__).resolve().parents[2]


def _run(*arguments: str, code: int, **environment: str) -> str:
    """Runs Python in the project; returns what it printed on standard error."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    return done.stderr + done.stdout


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGHUP")
def test_player_ends_with_its_terminal(tmp_path: Path) -> None:
    with PlayerProcess(tmp_path, REDIS_PORT=str(free_port())) as player:
        player.end(signal.SIGHUP)
        assert player.status_code == 0
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", player.port)) != 0


def test_player_without_libraries_names_the_command() -> None:
    said = _run("-S", "audio_stream_player.py", code=1, PYTHONPATH="")
    assert "python3 start_audio_player.py" in said
    assert "flask" in said
    assert len(said.splitlines()) == 1


def test_modules_that_are_looked_for_are_those_that_are_required() -> None:
    exit_without_libraries()
    required = setup_steps._unconditional([ROOT / setup_steps.RUNTIME_REQUIREMENTS])
    modules = {"flask-socketio": "flask_socketio", "simple-websocket": "simple_websocket"}
    modules["python-dotenv"] = "dotenv"
    assert {modules.get(name, name) for name in required} == set(NEEDED_MODULES)
    with pytest.raises(SystemExit, match="no_such_module"):
        exit_without_libraries([*NEEDED_MODULES, "no_such_module"])


@pytest.mark.parametrize(("options", "environment"), [(["-I"], {}), ([], {"PYTHONSAFEPATH": "1"})])
def test_start_script_finds_its_modules(options: list[str], environment: dict[str, str]) -> None:
    said = _run(*options, "start_audio_player.py", "--help", code=0, **environment)
    assert "--demo" in said


def test_tests_name_the_python_that_they_need() -> None:
    pretend = "import sys; sys.version_info = (3, 9); import tests"
    assert _run("-S", "-c", pretend, code=1) == "The tests need Python 3.10 or newer.\n"
