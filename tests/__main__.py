"""Runs all checks and tests: `python3 -m tests`; it sets up what they need first.

    python3 -m tests -k wav     the tests alone, with these arguments for pytest

Some tests run on the oldest and the newest Python of the machine, too. On a developer's machine a test
that lacks a part of the system is skipped, with the reason; with CI=true it fails.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sambanova.start import environment, setup_steps
from sambanova.start.environment import SetUpFailed
from sambanova.start.main import INTERRUPTED, interrupt_on_signals
from sambanova.start.processes import end_group
from sambanova.start.setup_steps import SetUp
from sambanova.start.system_packages import (
    FIREFOX,
    SPEAKER_PARTS,
    TEST_PARTS,
    Permission,
    install_command,
    missing,
)
from sambanova.start.terminal import Checklist
from sambanova.system_calls import WINDOWS, own_group
from tests import other_pythons

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = (setup_steps.RUNTIME_REQUIREMENTS, "tests/requirements.txt")
PARALLEL = ("-n", "2", "--dist", "loadfile")  # two files at a time; more would stutter in real time


_PATIENCE = 15  # seconds for pytest to end its servers

LINT_PAGE = ("npm", "--prefix", "static", "run", "--silent", "lint")  # eslint, prettier and tsc


@dataclass(frozen=True)
class Check:
    """A program that exits with 0 when all is well.

    module: a module of the virtual environment is run, with these arguments; else the command itself.
    python: the interpreter of that environment.
    """

    name: str
    arguments: tuple[str, ...]
    module: bool = True
    python: str = sys.executable

    def command(self, path: str) -> list[str]:
        """The command line. path: the folders in which programs are looked for."""
        if self.module:
            return [self.python, "-m", *self.arguments]
        program = shutil.which(self.arguments[0], path=path) or self.arguments[0]
        return [program, *self.arguments[1:]]


def checks(words: Sequence[str]) -> list[Check]:
    """All checks; with `words` for pytest the chosen tests alone.

    Coverage is not measured here: it makes the tests half as slow again. `python3 -m tests --cov` does it.
    """
    if words:
        return [Check("pytest", ("pytest", *words))]
    return [
        Check("ruff", ("ruff", "check", ".")),
        Check("mypy", ("mypy", ".")),
        Check("import-linter", ("lint-imports", "--no-cache"), module=False),
        Check("lint of the page", LINT_PAGE, module=False),
        Check("pytest", ("pytest", *PARALLEL)),
    ]


def main() -> int:
    """Sets up, runs every check whatever the others say, and returns 0 when all are well."""
    checklist = Checklist()
    interrupt_on_signals()
    permission = Permission.of_this_terminal(assume_yes=bool(os.environ.get("CI")))
    try:
        os.chdir(ROOT)
        if not environment.is_inside(ROOT):
            environment.enter(ROOT, ["-m", "tests", *sys.argv[1:]], permission, checklist)
        if not environment.was_entered():
            checklist.title("Audio Stream Player: tests")
        setup = SetUp(ROOT, checklist, permission)
        set_up(setup)
        return run([*checks(sys.argv[1:]), *([] if sys.argv[1:] else on_other_pythons(setup))], checklist)
    except SetUpFailed:
        return 1
    except KeyboardInterrupt:
        checklist.say("\n  Stopped.")
        return INTERRUPTED


def set_up(setup: SetUp) -> None:
    """Everything that the start sets up, and what the tests need on top."""
    setup_steps.install_libraries(setup, REQUIREMENTS)
    speaker = () if setup_steps.has_speaker() else SPEAKER_PARTS
    setup_steps.install_system_parts(setup, [*TEST_PARTS, *speaker])
    # By itself: Ubuntu has no such package, and apt-get would install none of the others.
    setup_steps.install_system_parts(setup, [FIREFOX])
    setup_steps.install_speaker(setup)
    setup_steps.install_browser_libraries(setup, for_tests=True)
    setup_steps.install_redis_server(setup)
    lacking = missing([*TEST_PARTS, FIREFOX])
    if lacking:
        what_then = "fail" if os.environ.get("CI") else "are skipped"
        names = ", ".join(part.name for part in lacking)
        sentence = f"without {names} some tests {what_then}"
        setup.checklist.missing("System packages", sentence, install_command(lacking))
    else:
        setup.checklist.ok("System packages", "installed")


def on_other_pythons(setup: SetUp) -> list[Check]:
    """The tests that meet other versions of the libraries on the oldest and the newest Python here."""
    pythons = other_pythons.oldest_and_newest(other_pythons.find())
    if not pythons:
        version = ".".join(map(str, sys.version_info[:2]))
        setup.checklist.ok("Other Pythons", f"there is none: everything is tested on {version} alone")
    found = []
    for python in pythons:
        executable = other_pythons.prepare(python, setup, REQUIREMENTS)
        if executable is None and not os.environ.get("CI"):
            continue  # said already
        arguments = ("pytest", "-p", "no:cacheprovider", *PARALLEL, *other_pythons.TESTS)
        found.append(Check(f"on Python {python.name}", arguments, python=executable or python.path))
    return found


def run(wanted: Sequence[Check], checklist: Checklist) -> int:
    """Runs the checks one after the other and says at the end how each went."""
    programs = str(Path(sys.executable).parent)  # npm and Redis may have come as wheels
    path = os.pathsep.join([programs, os.environ.get("PATH", "")])
    # Two files are tested at a time: threads of NumPy would only wait for each other.
    environment = {"OPENBLAS_NUM_THREADS": "1", **os.environ, "PATH": path}
    results: list[tuple[Check, int, float]] = []
    for check in wanted:
        checklist.say(f"\n── {check.name} " + "─" * 40)
        started = time.monotonic()
        status = _run(check.command(path), environment)
        results.append((check, status, time.monotonic() - started))
    checklist.say("")
    for check, status, seconds in results:
        if status:
            checklist.failed(check.name, f"failed with exit status {status} after {seconds:.0f} s")
        else:
            checklist.ok(check.name, f"{seconds:.0f} s")
    return int(any(status for _, status, _ in results))


def _run(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Runs a program and returns its exit status. An interruption leaves nothing that it started.

    In a terminal it stays in the group of this process, so that a debugger can read from there.
    """
    in_terminal = sys.stdin is not None and sys.stdin.isatty()
    process = subprocess.Popen(command, env=environment, **({} if in_terminal else own_group()))
    try:
        return process.wait()
    except BaseException:  # pytest ends its servers when it is interrupted
        process.send_signal(signal.SIGTERM if WINDOWS else signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_PATIENCE)
        end_group(process, 1)
        raise


if __name__ == "__main__":
    sys.exit(main())
