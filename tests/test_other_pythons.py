"""Which Pythons the test command takes besides its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests import other_pythons
from tests.other_pythons import Python

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the interpreters here are shell scripts")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any Python; its folders `bin` and `pyenv/versions/*/bin` are looked into."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    return tmp_path


def add(folder: Path, name: str, script: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_pythons_on_path_and_of_pyenv_are_found_and_those_of_no_use_are_not(machine: Path) -> None:
    add(machine / "bin", "python3.9", "echo 3 9 18 final")
    add(machine / "bin", "python3.11", "echo 3 11 7 final")
    add(machine / "bin", "python3.11-config", "echo 3 11 7 final")
    add(machine / "bin", "python3.12", "echo ensurepip is missing >&2; exit 1")
    add(machine / "bin", "python3.15", "echo 3 15 0 alpha")
    add(machine / "pyenv/versions/3.10.13/bin", "python3.10", "echo 3 10 13 final")
    add(machine / "pyenv/versions/3.13.0/bin", "python3.13", "echo 3 13 0 final")
    (machine / "bin" / "python3.13").symlink_to(machine / "pyenv/versions/3.13.0/bin/python3.13")
    found = sorted(other_pythons.find())
    assert [python.version for python in found] == [(3, 10, 13), (3, 11, 7), (3, 13, 0)]
    assert [python.name for python in found] == ["3.10", "3.11", "3.13"]


def test_the_python_that_runs_is_one_that_can_be_found(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (machine / "bin" / f"python3.{sys.version_info.minor}").symlink_to(sys.executable)
    (python,) = other_pythons.find()
    assert python.version == sys.version_info[:3]
    assert other_pythons.oldest_and_newest([python]) == []


@pytest.mark.parametrize(
    ("there", "running", "wanted"),
    [
        ([10, 11, 12, 13], 11, [10, 13]),
        ([10, 11, 12, 13], 10, [13]),
        ([10, 11, 12, 13], 13, [10]),
        ([12], 11, [12]),
        ([11], 11, []),
        ([], 11, []),
    ],
)
def test_the_oldest_and_the_newest_are_taken_but_for_the_one_that_runs(
    there: list[int], running: int, wanted: list[int]
) -> None:
    pythons = [Python((3, minor, 1), f"python3.{minor}") for minor in there]
    taken = other_pythons.oldest_and_newest(pythons, running)
    assert [python.version[1] for python in taken] == wanted
