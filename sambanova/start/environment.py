"""The virtual environment: made once, made anew when it is broken, entered by every start."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from sambanova.start.processes import StepFailed, run_quietly
from sambanova.start.stamp import Stamp
from sambanova.start.system_packages import VENV, Permission, bring, install_command
from sambanova.start.terminal import Checklist

# Set for the program that was started inside: what came before it has shown the title already.
_ENTERED = "AUDIO_PLAYER_ENTERED"


class SetUpFailed(Exception):
    """The set-up cannot go on; everything about it has been said already."""


def venv_folder(root: Path) -> Path:
    """Where the virtual environment of the project at `root` is."""
    return root / ".venv"


def venv_python(root: Path) -> Path:
    """The Python of the virtual environment, there or not."""
    return python_of(venv_folder(root))


def python_of(venv: Path) -> Path:
    """The Python of any virtual environment, there or not."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def venv_stamp(root: Path) -> Stamp:
    """What the set-up did in the virtual environment."""
    return Stamp(venv_folder(root) / "set-up.json")


def is_inside(root: Path) -> bool:
    """Whether this process runs in the virtual environment."""
    return Path(sys.prefix).resolve() == venv_folder(root).resolve()


def was_entered() -> bool:
    """Whether this process was started by `enter`; true once."""
    return os.environ.pop(_ENTERED, "") == "1"


def enter(root: Path, arguments: Sequence[str | Path], permission: Permission, checklist: Checklist) -> None:
    """Makes the virtual environment where there is none, and becomes its Python with `arguments`.

    Does not return: on POSIX this process turns into the other, on Windows it waits for it. Raises
    SetUpFailed.
    """
    python = venv_python(root)
    titled = False
    if not (python.exists() and (_is_stamped(root) or _has_pip(python))):
        checklist.title("Audio Stream Player")
        titled = True
        make_venv(root, permission, checklist)
    environment = {**os.environ, _ENTERED: "1"} if titled else dict(os.environ)
    argv = [str(python), *map(str, arguments)]
    if os.name == "posix":
        os.execve(python, argv, environment)  # nosec B606  # our own interpreter
    raise SystemExit(_run_and_wait(argv, environment))


def make_venv(root: Path, permission: Permission, checklist: Checklist) -> None:
    """Makes a virtual environment with pip in it, installing python3-venv on the way where allowed."""
    version = ".".join(map(str, sys.version_info[:3]))
    venv = venv_folder(root)
    if venv.exists() and any(venv.iterdir()) and not (venv / "pyvenv.cfg").exists():
        checklist.failed("Python", f"{venv} is no virtual environment: move it away and start again.")
        raise SetUpFailed
    if bring([VENV], permission, checklist):
        _say_no_venv(checklist)
        raise SetUpFailed
    checklist.working("Python", f"making a virtual environment with Python {version}, a few seconds")
    try:
        run_quietly([sys.executable, "-m", "venv", "--clear", venv], checklist.tick)
    except StepFailed as failure:
        checklist.failed("Python", f"the virtual environment {venv} could not be made.", failure.log)
        raise SetUpFailed from failure
    checklist.ok("Python", f"{version}, with a virtual environment in {venv.name}")


def _say_no_venv(checklist: Checklist) -> None:
    command = install_command([VENV]) or f"{sys.executable} -m ensurepip"
    checklist.failed("Python", "has no venv module with pip; install it and start again:", command=command)


def remember_python(stamp: Stamp) -> None:
    """Notes which Python the environment was filled for: another one needs it made anew."""
    stamp.set("python", os.path.realpath(sys.executable))


def _is_stamped(root: Path) -> bool:
    """Whether the set-up was complete once, with the Python that the environment has now."""
    return bool(venv_stamp(root).get("python") == os.path.realpath(venv_python(root)))


def _has_pip(python: Path) -> bool:
    """Whether an environment can be used: its Python runs, and has pip or gets it."""
    for arguments in (("-c", "import pip"), ("-m", "ensurepip")):
        try:
            run_quietly([python, *arguments])
        except StepFailed:
            continue
        return True
    return False


def _run_and_wait(argv: Sequence[str], environment: dict[str, str]) -> int:
    """Windows has no exec: waits for the other process, which Ctrl-C reaches as well."""
    process = subprocess.Popen(argv, env=environment)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the other process ends on it; its exit status is ours
