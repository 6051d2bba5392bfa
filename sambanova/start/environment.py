"""The virtual environment: created once, recreated when it is broken, entered by every start."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from sambanova.start.pip_wheel import ensure_pip
from sambanova.start.processes import StepFailed, run_quietly
from sambanova.start.stamp import Stamp
from sambanova.start.system_packages import VENV, Permission, install_command, install_missing
from sambanova.start.terminal import Checklist
from sambanova.system_calls import WINDOWS

# Set for the process inside the environment when its predecessor has already printed the title.
_ENTERED = "AUDIO_PLAYER_ENTERED"


class SetUpFailed(Exception):
    """The set-up cannot continue. The reason has already been printed."""


def venv_folder(root: Path) -> Path:
    """The folder of the virtual environment of the project at `root`."""
    return root / ".venv"


def venv_python(root: Path) -> Path:
    """The Python executable of the project's virtual environment, which need not exist."""
    return python_of(venv_folder(root))


def python_of(venv: Path) -> Path:
    """The Python executable of a virtual environment, which need not exist."""
    return venv / "Scripts" / "python.exe" if WINDOWS else venv / "bin" / "python"


def venv_stamp(root: Path) -> Stamp:
    """The record of what the set-up has installed in the virtual environment."""
    return Stamp(venv_folder(root) / "set-up.json")


def is_inside(root: Path) -> bool:
    """Whether this process runs in the virtual environment."""
    return Path(sys.prefix).resolve() == venv_folder(root).resolve()


def was_entered() -> bool:
    """Whether `enter` started this process after printing the title. True on the first call only."""
    return os.environ.pop(_ENTERED, "") == "1"


def enter(root: Path, arguments: Sequence[str | Path], permission: Permission, checklist: Checklist) -> None:
    """Runs `arguments` with the Python of the virtual environment, which it creates when needed.

    Does not return: POSIX replaces this process (exec); Windows runs a child process and exits with
    its status. Raises SetUpFailed when the environment cannot be created.
    """
    python = venv_python(root)
    titled = False
    if not (python.exists() and _is_usable(root)):
        checklist.title("Audio Stream Player")
        titled = True
        make_venv(root, permission, checklist)
    environment = {**os.environ, _ENTERED: "1"} if titled else dict(os.environ)
    environment.pop("PYTHONSAFEPATH", None)  # the folder of the project is where its modules are
    argv = [str(python), *map(str, arguments)]
    if not WINDOWS:
        os.execve(python, argv, environment)  # nosec B606  # the interpreter that we created
    raise SystemExit(_run_and_wait(argv, environment))


def make_venv(root: Path, permission: Permission, checklist: Checklist) -> None:
    """Creates a virtual environment with pip; installs python3-venv first where that is missing.

    Raises SetUpFailed.
    """
    version = ".".join(map(str, sys.version_info[:3]))
    venv = venv_folder(root)
    if venv.exists() and any(venv.iterdir()) and not (venv / "pyvenv.cfg").exists():
        checklist.failed("Python", f"{venv} is not a virtual environment: move it away and start again.")
        raise SetUpFailed
    if not _may_write(root):
        sentence = f"{root} cannot be written to by this user: copy the folder to a place that is yours."
        checklist.failed("Python", sentence)
        raise SetUpFailed
    lacks_pip = bool(install_missing([VENV], permission, checklist))
    checklist.working("Python", f"creating a virtual environment with Python {version}, a few seconds")
    without_pip = ["--without-pip"] if lacks_pip else []
    try:
        run_quietly([sys.executable, "-m", "venv", "--clear", *without_pip, venv], checklist.tick)
        if lacks_pip:
            ensure_pip(venv_python(root), checklist.tick)
    except StepFailed as failure:
        if lacks_pip:
            _report_missing_venv(checklist)
        else:
            checklist.failed("Python", f"could not create the virtual environment {venv}.", failure.log)
        raise SetUpFailed from failure
    checklist.ok("Python", f"{version}, with a virtual environment in {venv.name}")


def _report_missing_venv(checklist: Checklist) -> None:
    command = install_command([VENV]) or f"{sys.executable} -m ensurepip"
    checklist.failed(
        "Python", "the venv module or pip is missing. Install it and start again:", command=command
    )


def remember_python(stamp: Stamp) -> None:
    """Records which Python the libraries are installed for: another version needs a new environment."""
    stamp.set("version", _minor_version())
    stamp.set("python", os.path.realpath(sys.executable))


def is_remembered_python(stamp: Stamp) -> bool:
    """Whether the libraries were installed for the version of Python that runs now."""
    return bool(stamp.get("version") == _minor_version())


def _minor_version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _is_usable(root: Path) -> bool:
    """Whether the environment can be entered: it is complete, or it has pip and the set-up completes it."""
    return _is_stamped(root) or (not _is_of_another_python(root) and _has_pip(venv_python(root)))


def _is_stamped(root: Path) -> bool:
    """Whether the libraries were installed for the Python that the environment has now."""
    return bool(venv_stamp(root).get("python") == os.path.realpath(venv_python(root)))


def _is_of_another_python(root: Path) -> bool:
    """Whether the libraries were installed for a Python that another has replaced since."""
    return venv_stamp(root).get("python") is not None and not _is_stamped(root)


def _has_pip(python: Path) -> bool:
    """Whether the Python of an environment runs and has pip; installs pip where it is missing."""
    try:
        ensure_pip(python)
    except StepFailed:
        return False
    return True


def _may_write(root: Path) -> bool:
    """Whether the environment can be created, or cleared where it is there."""
    venv = venv_folder(root)
    return os.access(venv if venv.exists() else root, os.W_OK)


def _run_and_wait(argv: Sequence[str], environment: dict[str, str]) -> int:
    """Replaces exec on Windows: runs a child process and returns its exit status."""
    process = subprocess.Popen(argv, env=environment)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # Ctrl-C reaches the child too; wait for its exit status
