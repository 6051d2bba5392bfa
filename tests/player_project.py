"""A copy of the project in which tests run the start script.

The only requirement of the copy is a small wheel that makes the libraries of the Python that runs the
tests importable. So pip installs something without a network.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path
from typing import Any

from tests.parts import free_port, require_program, wait_until

ROOT = Path(__file__).resolve().parent.parent
_COPIED = ("start_audio_player.py", "audio_stream_player.py", "sambanova", "templates", "static")
_BASE_PYTHON = str(Path(sys.base_prefix) / "bin" / "python3")


class Project:
    """A copy of the project.

    with Project(tmp_path / "p").start("--demo") as start:
        start.wait_until_ready()
    assert "Redis" in start.output
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir()
        for name in _COPIED:
            source = ROOT / name
            if source.is_dir():
                leave_out = shutil.ignore_patterns("node_modules", "__pycache__")
                shutil.copytree(source, root / name, ignore=leave_out)
            else:
                shutil.copy(source, root / name)
        package = {"name": "page", "version": "1.0.0", "lockfileVersion": 3, "packages": {}}
        (root / "static" / "package.json").write_text(json.dumps({"name": "page", "version": "1.0.0"}))
        (root / "static" / "package-lock.json").write_text(json.dumps(package))
        self.require(lending_wheel(root, "1.0"))

    @property
    def stamp(self) -> Path:
        """The file in which the set-up records its completed steps."""
        return self.root / ".venv" / "set-up.json"

    def require(self, *requirements: str | Path) -> None:
        """Replaces the requirements file."""
        lines = [str(line) for line in requirements]
        (self.root / "requirements_audio_player.txt").write_text(
            "# made by a test\n" + "\n".join(lines) + "\n"
        )

    def start(self, *options: str, **environment: str) -> Start:
        """Runs the start script on a free port, without PyPI and without questions."""
        require_program("npm")
        return Start(self, (), options, environment)

    def start_through(self, program: str, *options: str) -> Start:
        """Runs the start script as an argument of another program, such as nohup."""
        require_program("npm", program)
        return Start(self, (program,), options, {})

    def processes(self) -> list[str]:
        """The command lines of all processes that were started from this folder."""
        return [line for line in _command_lines() if str(self.root) in line]


class Start:
    """One run of the start script. Leaving the context ends it."""

    def __init__(
        self,
        project: Project,
        before: tuple[str, ...],
        options: tuple[str, ...],
        environment: dict[str, str],
    ) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._output = project.root / f"output-{self.port}.txt"
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("REDIS_")}
        settings = {
            "PORT": str(self.port),
            "PIP_NO_INDEX": "1",
            "PYTHONPATH": sysconfig.get_paths()[
                "purelib"
            ],  # the .pth file takes effect only in the next Python process
            "TMPDIR": str(_temporary(project)),
        }
        with self._output.open("wb") as output:
            self.process = subprocess.Popen(
                [*before, _BASE_PYTHON, project.root / "start_audio_player.py", "--no-browser", *options],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=project.root.parent,
                env={**inherited, **settings, **environment},
            )

    def __enter__(self) -> Start:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(10)

    @property
    def output(self) -> str:
        """The output so far."""
        return self._output.read_text("utf-8")

    def exit_status(self) -> int:
        """Waits for the exit and returns its status."""
        return self.process.wait(120)

    def get(self, path: str) -> dict[str, Any] | None:
        """The JSON response of the player; None when it does not answer."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=5) as answer:
                found: dict[str, Any] = json.load(answer)
        except (urllib.error.URLError, ConnectionError):
            return None
        return found

    def wait_until_ready(self) -> dict[str, Any]:
        """Waits until the player answers; returns the result of /api/status."""
        status: dict[str, Any] = wait_until(self._status, 120)
        return status

    def _status(self) -> dict[str, Any] | None:
        assert self.process.poll() is None, self.output
        return self.get("/api/status")

    def wait_for_output(self, words: str) -> None:
        """Waits until the output contains `words`."""
        wait_until(lambda: words in self.output or self.process.poll() is not None, 60)
        assert words in self.output


def lending_wheel(folder: Path, version: str) -> Path:
    """Writes a wheel that makes the libraries of this Python importable; returns its path."""
    path = folder / f"lent-{version}-py3-none-any.whl"
    info = f"lent-{version}.dist-info"
    packages = sysconfig.get_paths()["purelib"]
    files = {
        "lent.pth": f"import site; site.addsitedir({packages!r})\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: lent\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{name},,\n" for name in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(path, "w") as wheel:
        for name, content in files.items():
            wheel.writestr(name, content)
    return path


def _temporary(project: Project) -> Path:
    """A temporary folder with a short path: the path of a Unix socket has at most 104 characters."""
    folder = project.root / "t"
    folder.mkdir(exist_ok=True)
    return folder


def _command_lines() -> list[str]:
    if not Path("/proc/self/cmdline").exists():
        listing = subprocess.run(["ps", "-axo", "args"], capture_output=True, text=True, check=True)
        return listing.stdout.splitlines()
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace").strip())
        except OSError:
            continue  # the process has just exited
    return [line for line in lines if line]


def wait_until_stopped(project: Project, seconds: float) -> None:
    """Waits until no process of the project runs; fails the test after `seconds`."""
    deadline = time.monotonic() + seconds
    while project.processes() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert project.processes() == []
