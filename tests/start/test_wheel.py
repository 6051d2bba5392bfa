"""The wheel: built, installed into an empty environment, and served without npm and without the checkout."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import signal
import subprocess
import sys
import sysconfig
import urllib.request
import zipfile
from pathlib import Path

import pytest

from sambanova import __version__
from sambanova.start.setup_steps import needed_libraries
from sambanova.web.openapi import description
from tests.parts import free_port, require_program, wait_until

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are looked at in the POSIX way")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    if importlib.util.find_spec("hatchling") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("needs hatchling")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel, to which this Python lends the libraries."""
    folder = tmp_path_factory.mktemp("environment") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    packages = next((folder / "lib").iterdir()) / "site-packages"
    (packages / "lent.pth").write_text(
        f"import site; site.addsitedir({sysconfig.get_paths()['purelib']!r})\n"
    )
    pip = [sys.executable, "-m", "pip", "--isolated", "--python", str(folder), "install", "--quiet"]
    isolated = {**os.environ, "PIP_CONFIG_FILE": os.devnull}
    subprocess.run([*pip, "--no-index", "--no-deps", str(wheel)], check=True, env=isolated)
    return folder


def test_has_what_it_needs_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        metadata = archive.read(next(name for name in names if name.endswith("/METADATA"))).decode()
    for name in (
        "audio_stream_player.py",
        "sambanova/py.typed",
        "sambanova/detection/weights.npz",
        "sambanova/web/openapi.json",
        "sambanova/page/templates/audio_player.html",
        "sambanova/page/static/js/app.js",
        "sambanova/page/static/node_modules/socket.io-client/LICENSE",
    ):
        assert name in names
    tops = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert tops == {"sambanova", "audio_stream_player.py"}
    assert not any("/." in name or name.endswith((".pyc", "package-lock.json")) for name in names)
    assert f"\nVersion: {__version__}\n" in metadata
    required = re.findall(r"^Requires-Dist: ([\w-]+)(?!.*extra ==)", metadata, re.M)
    wanted = needed_libraries([ROOT / "requirements_audio_player.txt"])
    assert sorted(required) == sorted(re.match(r"[\w-]+", line)[0] for line in wanted)  # type: ignore[index]
    assert set(re.findall(r"^Provides-Extra: (\w+)", metadata, re.M)) >= {
        "speaker",
        "cluster",
        "metrics",
        "queue",
    }


def test_serves_the_page_with_its_libraries_and_demo_sessions(environment: Path, tmp_path: Path) -> None:
    require_program("redis-server")
    port = free_port()
    settings = {
        name: value for name, value in os.environ.items() if not name.startswith(("REDIS_", "PYTHON"))
    }
    log = tmp_path / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [environment / "bin" / "audio-player", "--demo", "--no-browser", "--port", str(port)],
            cwd=tmp_path,
            env={**settings, "TMPDIR": "/tmp"},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until(lambda: b"Ctrl-C" in log.read_bytes() or process.poll() is not None, 30)
        assert process.poll() is None, log.read_text()
        page = _get(port, "/")
        library = json.loads(re.findall(r'<script type="importmap"[^>]*>(.*?)</script>', page, re.S)[0])
        for address in library["imports"].values():
            assert "socket" in _get(port, address)
        for address in re.findall(r'(?:src|href)="(/static/[^"]+)"', page):
            assert _get(port, address)
        assert json.loads(_get(port, "/api/openapi.json")) == description(__version__)
        wait_until(lambda: json.loads(_get(port, "/api/sessions"))["sessions"], 20)
    finally:
        process.send_signal(signal.SIGTERM)
        status = process.wait(10)
    assert status == 0, log.read_text()


def test_commands_are_there(environment: Path, tmp_path: Path) -> None:
    program = environment / "bin" / "audio-player"

    def run(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [program, *words],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": "", **settings},
            capture_output=True,
            text=True,
            check=False,
        )

    assert "audio-player serve" in run("--help").stdout
    assert "--no-browser" in run("demo", "--help").stdout
    assert run("diagnose", str(ROOT / "README.md")).returncode == 1  # which is no audio
    (tmp_path / ".env").write_text("PORT=many\n")  # the settings of this folder are read
    for words in ((), ("serve",)):
        done = run(*words)
        assert done.returncode == 1
        assert "PORT must be a whole number" in done.stdout + done.stderr


def _get(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        text: str = answer.read().decode()
    return text
