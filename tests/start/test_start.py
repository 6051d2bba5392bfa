"""The start script, run for real in a copy of the project."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from sambanova.redis_manager import RedisManager
from tests.parts import RedisServer, free_port, require_program, wait_until
from tests.player_project import Project, Start, lending_wheel, wait_until_stopped

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are looked at in the POSIX way")


@dataclass(frozen=True)
class FirstStart:
    """What was seen of the start of a copy of the project as it was cloned."""

    project: Project
    url: str
    status: dict[str, Any]
    names: list[str]
    output: str


@pytest.fixture(scope="module")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> FirstStart:
    """Sets up a copy of the project, serves, and ends."""
    require_program("redis-server", "npm")
    project = Project(tmp_path_factory.mktemp("project") / "p")
    with project.start("--demo") as start:
        status = start.wait_until_ready()
        names = wait_until(lambda: _names(start), 30)
        start.wait_for_output("Press Ctrl-C to stop")
    return FirstStart(project, start.url, status, names, start.output)


@pytest.fixture
def project(first_start: FirstStart) -> Iterator[Project]:
    """A copy of the project that is set up already."""
    requirements = first_start.project.root / "requirements_audio_player.txt"
    before = requirements.read_text()
    yield first_start.project
    requirements.write_text(before)


@pytest.fixture
def running(project: Project) -> Iterator[Start]:
    """The player with demo sessions."""
    with project.start("--demo") as start:
        start.wait_until_ready()
        yield start


def test_first_start_sets_up_and_serves_demo_sessions(first_start: FirstStart) -> None:
    assert first_start.status["redis_available"]
    assert "Ada Lovelace" in first_start.names
    assert first_start.url in first_start.output
    for step in ("Python libraries", "Browser libraries", "Speaker", "Redis"):
        assert step in first_start.output


def test_second_start_leaves_everything_alone(project: Project) -> None:
    installed = _times(project)
    with project.start("--demo") as start:
        start.wait_until_ready()
    assert "pip is installing" not in start.output
    assert "npm is installing" not in start.output
    assert _times(project) == installed


def test_setup_only_ends_without_serving(project: Project) -> None:
    with project.start("--setup-only", "--demo") as start:
        assert start.exit_status() == 0
    assert "Everything is set up" in start.output
    assert project.processes() == []


def test_changed_requirements_are_installed(project: Project) -> None:
    project.require(lending_wheel(project.root, "2.0"))
    with project.start("--setup-only", "--demo") as start:
        assert start.exit_status() == 0, start.output
    assert "pip is installing" in start.output
    assert list(project.root.glob(".venv/lib/*/site-packages/lent-2.0.dist-info"))


def test_requirement_that_cannot_be_installed_is_shown_with_pips_words(project: Project) -> None:
    project.require("no-such-library-anywhere>=1")
    with project.start("--setup-only") as start:
        assert start.exit_status() == 1
    assert "pip could not install them" in start.output
    assert "no-such-library-anywhere" in start.output
    assert "Traceback" not in start.output


def test_interrupted_set_up_is_not_believed_complete(tmp_path: Path) -> None:
    fresh_project = Project(tmp_path / "p")
    with _SlowDownload() as download:
        wheel = lending_wheel(fresh_project.root, "1.0")
        fresh_project.require(f"lent @ {download.url}/{wheel.name}")
        with fresh_project.start("--setup-only", "--demo") as start:
            assert download.asked.wait(60), start.output
            start.process.send_signal(signal.SIGINT)
            assert start.exit_status() == 130
        assert "Traceback" not in start.output
        wait_until_stopped(fresh_project, 5)
    assert not fresh_project.stamp.exists()
    fresh_project.require(wheel)
    with fresh_project.start("--setup-only", "--demo") as start:
        assert start.exit_status() == 0, start.output


def test_keys_that_are_not_looked_at_are_named(project: Project, redis_server: RedisServer) -> None:
    with redis_server.client() as writer:
        writer.rpush("voip:7:pcm", b"\x01\xff" * 400)
    with project.start("--redis-url", redis_server.url) as start:
        start.wait_for_output("Press Ctrl-C to stop")
    before_end, _, _ = start.output.partition("Press Ctrl-C to stop")
    assert "AUDIO_KEYS=voip:{id}:pcm" in before_end


def test_keys_of_an_app_do_not_hide_the_demo_sessions(project: Project) -> None:
    with project.start("--demo", AUDIO_KEYS="voip:{id}") as start:
        start.wait_until_ready()
        listed = wait_until(lambda: (start.get("/api/sessions") or {}).get("sessions"), 30)
    assert "Ada Lovelace" in [session["user_name"] for session in listed]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_ends_everything(project: Project, number: signal.Signals) -> None:
    with project.start("--demo") as start:
        folder = _private_folder(start)
        assert len(project.processes()) >= 4
        start.process.send_signal(number)
        assert start.exit_status() == 0
        wait_until_stopped(project, 2)
    assert not folder.exists()


def test_start_under_nohup_outlives_its_terminal(project: Project) -> None:
    with project.start_through("nohup", "--demo") as start:
        start.wait_until_ready()
        start.wait_for_output("Press Ctrl-C to stop")
        start.process.send_signal(signal.SIGHUP)
        time.sleep(0.3)
        assert start.get("/api/status")


def test_killed_start_leaves_nothing_behind(project: Project) -> None:
    with project.start("--demo") as start:
        folder = _private_folder(start)
        start.process.kill()
        start.process.wait()
        wait_until_stopped(project, 5)
        wait_until(lambda: not folder.exists(), 5)


def test_start_ends_when_the_player_does(project: Project, running: Start) -> None:
    running.wait_for_output("Press Ctrl-C to stop")
    running.get("/api/status")
    _kill(project, "audio_stream_player.py")
    assert running.exit_status() == 1
    assert "The player exited unexpectedly" in running.output
    wait_until_stopped(project, 2)


def test_start_ends_when_its_redis_does(project: Project, running: Start) -> None:
    running.wait_for_output("Press Ctrl-C to stop")
    _kill(project, "redis.sock")
    assert running.exit_status() == 1
    assert "private Redis exited unexpectedly" in running.output


def test_private_redis_is_only_for_this_user(project: Project, running: Start) -> None:
    folder = _private_folder(running)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "redis.sock").stat().st_mode & 0o077 == 0


def test_port_in_use_is_one_clear_line(project: Project) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        with project.start("--demo", "--port", port) as start:
            assert start.exit_status() == 1
    assert port in start.output.splitlines()[-1]
    assert "Traceback" not in start.output


@pytest.mark.parametrize(
    ("options", "environment", "named"),
    [
        (["--port", "many"], {}, "PORT"),
        (["--redis-url", "http://here"], {}, "REDIS_URL"),
        ([], {"AUDIO_RATE": "fast"}, "AUDIO_RATE"),
    ],
)
def test_bad_setting_is_one_line_that_names_it(
    project: Project, options: list[str], environment: dict[str, str], named: str
) -> None:
    with project.start(*options, **environment) as start:
        assert start.exit_status() == 1
    assert named in start.output.splitlines()[-1]
    assert "Traceback" not in start.output


def test_configured_redis_is_used_and_left_as_it_is(
    project: Project, redis_server: RedisServer, redis_manager: RedisManager
) -> None:
    redis_manager.write("mine", {"user_name": "Mine"})
    with project.start("--redis-url", redis_server.url) as start:
        start.wait_until_ready()
        assert _names(start) == ["Mine"]
        assert not any("redis.sock" in line for line in project.processes())
    assert "answers" in start.output


def test_configured_redis_may_come_later(project: Project, own_redis: RedisServer) -> None:
    (project.root / ".env").write_text(f"REDIS_PORT={own_redis.port}\n")
    try:
        with project.start() as start:
            assert start.wait_until_ready()["redis_available"] is False
            own_redis.start()
            wait_until(lambda: start.wait_until_ready()["redis_available"], 10)
    finally:
        (project.root / ".env").unlink()
    assert "does not answer" in start.output


def test_demo_wins_over_a_configured_redis(project: Project) -> None:
    with project.start("--demo", REDIS_URL=f"redis://127.0.0.1:{free_port()}/0") as start:
        assert start.wait_until_ready()["redis_available"]
        assert "Ada Lovelace" in wait_until(lambda: _names(start), 30)


def _names(start: Start) -> list[str]:
    answer = start.get("/api/sessions") or {"sessions": []}
    return [session["user_name"] for session in answer["sessions"]]


def _private_folder(start: Start) -> Path:
    location: str = start.wait_until_ready()["redis"]["url"]
    start.wait_for_output("Press Ctrl-C to stop")
    return Path(location.partition(":")[2].replace("//", "/")).parent


def _times(project: Project) -> dict[str, float]:
    """When each file of the set-up was written."""
    paths = [project.stamp, *project.root.glob(".venv/lib/*/site-packages/*")]
    paths += [project.root / "static" / "node_modules" / ".set-up.json"]
    return {str(path): path.stat().st_mtime for path in paths if "__pycache__" not in path.name}


def _kill(project: Project, part: str) -> None:
    """Kills the processes of the project whose command line holds `part`."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(project.root) in line and part in line:
            os.kill(int(path.parent.name), signal.SIGKILL)


class _SlowDownload:
    """A web server that never finishes its answer; `asked` is set when somebody wants it."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self._ended = threading.Event()
        slow = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # http.server's name
                self.send_response(200)
                self.send_header("Content-Length", "1000000")
                self.end_headers()
                slow.asked.set()
                slow._ended.wait(60)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # http.server's name
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> _SlowDownload:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._server.shutdown()
        self._server.server_close()
