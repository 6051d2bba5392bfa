"""The oldest and the newest Python of this machine, each with the newest libraries that it gets.

The same requirements are other versions of the libraries on each Python: what works on one may not
even start on another. So the tests that meet these libraries run on both.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sambanova.start import setup_steps
from sambanova.start.environment import python_of
from sambanova.start.processes import StepFailed, run_quietly
from sambanova.start.setup_steps import SetUp
from sambanova.start.stamp import Stamp, fingerprint

TESTS = (
    "tests/decoding/test_containers.py",
    "tests/decoding/test_decoder_failures.py",
    "tests/test_demo.py",
    "tests/test_demo_sounds.py",
    "tests/start/test_start.py::test_first_start_sets_up_and_serves_demo_sessions",
    "tests/start/test_start.py::test_second_start_leaves_everything_alone",
)
OLDEST = (3, 10)
_FOLDER = ".venv-tests"
_NAME = re.compile(r"python3\.(\d+)")
_ASKED = "import ensurepip, sys, venv; print(*sys.version_info[:4])"
_PATIENCE = 20.0  # seconds for an interpreter to say its version


@dataclass(frozen=True, order=True)
class Python:
    """An interpreter that can make virtual environments. version: major, minor, micro."""

    version: tuple[int, int, int]
    path: str

    @property
    def name(self) -> str:
        """Its version as its program is called: `3.13`."""
        return f"{self.version[0]}.{self.version[1]}"


def find() -> list[Python]:
    """The released Pythons that the player may run on, on PATH and in pyenv's folder."""
    paths = dict.fromkeys(os.path.realpath(path) for folder in _folders() for path in _programs(folder))
    return [python for path in paths if (python := _ask(path)) is not None]


def _folders() -> Iterator[Path]:
    yield from map(Path, os.get_exec_path())
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from pyenv.glob("versions/*/bin")


def _programs(folder: Path) -> Iterator[Path]:
    for path in folder.glob("python3.*"):
        name = _NAME.fullmatch(path.name)
        if name and (3, int(name[1])) >= OLDEST:
            yield path


def _ask(path: str) -> Python | None:
    """What an interpreter says of itself; None where it does not run, or is of no use here."""
    try:
        done = subprocess.run(
            [path, "-c", _ASKED], capture_output=True, text=True, timeout=_PATIENCE, check=False
        )
        major, minor, micro, level = done.stdout.split()
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return Python((int(major), int(minor), int(micro)), path) if level == "final" else None


def oldest_and_newest(pythons: Iterable[Python], running: int = sys.version_info.minor) -> list[Python]:
    """Those two, but for the one that is running. running: its minor version."""
    ordered = sorted(pythons)
    return [python for python in dict.fromkeys([*ordered[:1], *ordered[-1:]]) if python.version[1] != running]


def prepare(python: Python, setup: SetUp, files: Sequence[str]) -> str | None:
    """The interpreter of a virtual environment with what `files` require; None where it cannot be made."""
    folder = setup.root / _FOLDER / python.name
    executable = str(python_of(folder))
    paths = [setup.root / file for file in files]
    wanted = f"{python.path} {python.version} {fingerprint(*paths)}"
    title = f"Python {python.name}"
    if Stamp(folder / "set-up.json").get("made of") != wanted:
        setup.checklist.working(title, "pip installs its libraries, about a minute")
        pip = [executable, *setup_steps.PIP_INSTALL]
        try:
            run_quietly([python.path, "-m", "venv", "--clear", folder], setup.checklist.tick)
            run_quietly([*pip, *setup_steps.needed_libraries(paths)], setup.checklist.tick)
        except StepFailed as failure:
            setup.checklist.failed(title, "its libraries cannot be installed:", failure.log)
            return None
        Stamp(folder / "set-up.json").set("made of", wanted)
    setup.checklist.ok(title, f"with its newest libraries in {_FOLDER}")
    return executable
