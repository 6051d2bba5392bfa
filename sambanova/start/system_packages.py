"""What pip cannot bring: the system's packages, who may install them, and with which command."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import sysconfig
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sambanova.start.processes import StepFailed, run_quietly
from sambanova.start.stamp import Stamp
from sambanova.start.terminal import Checklist


@dataclass(frozen=True)
class PackageManager:
    """How a system installs packages. `refresh` brings its lists up to date first, where needed."""

    program: str
    install: tuple[str, ...]
    refresh: tuple[str, ...] | None = None
    needs_root: bool = True
    environment: tuple[str, ...] = ()


# The first one that is there is used.
PACKAGE_MANAGERS = (
    PackageManager(
        "apt-get",
        install=("apt-get", "install", "-y", "--no-install-recommends"),
        refresh=("apt-get", "update"),
        environment=("DEBIAN_FRONTEND=noninteractive",),
    ),
    PackageManager("brew", install=("brew", "install"), needs_root=False),
    PackageManager("dnf", install=("dnf", "install", "-y")),
    PackageManager("pacman", install=("pacman", "-S", "--noconfirm", "--needed")),
)


@dataclass(frozen=True)
class SystemPart:
    """Something of the system: how to see that it is there, and the packages that bring it.

    packages: by package manager. service: one that the package starts and that is not wanted.
    """

    name: str
    is_there: Callable[[], bool]
    packages: Mapping[str, tuple[str, ...]]
    service: str | None = None


def _program(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def _file(*patterns: str) -> Callable[[], bool]:
    """Whether a file exists; each pattern is a folder and a glob in it, parted by a colon."""

    def is_there() -> bool:
        pairs = (pattern.split(":") for pattern in patterns)
        return any(any(Path(folder).glob(glob)) for folder, glob in pairs)

    return is_there


def _python_headers() -> bool:
    return Path(sysconfig.get_paths()["include"], "Python.h").exists()


def _ensurepip() -> bool:
    return importlib.util.find_spec("ensurepip") is not None


_PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"

VENV = SystemPart("python3-venv", _ensurepip, {"apt-get": (f"{_PYTHON}-venv",)})
REDIS_SERVER = SystemPart(
    "Redis",
    _program("redis-server", "valkey-server"),
    {"apt-get": ("redis-server",), "brew": ("redis",), "dnf": ("valkey",), "pacman": ("valkey",)},
    service="redis-server",
)
COMPILER = SystemPart(
    "a C compiler",
    _program("cc", "gcc", "clang"),
    {"apt-get": ("gcc", "libc6-dev"), "dnf": ("gcc",), "pacman": ("gcc",)},
)
PYTHON_HEADERS = SystemPart(
    "Python's headers",
    _python_headers,
    {"apt-get": (f"{_PYTHON}-dev",), "dnf": ("python3-devel",)},
)
PORTAUDIO = SystemPart(
    "PortAudio",
    _file(
        "/usr/include:portaudio.h",
        "/usr/local/include:portaudio.h",
        "/opt/homebrew/include:portaudio.h",
        "/opt/local/include:portaudio.h",
    ),
    {
        "apt-get": ("portaudio19-dev",),
        "brew": ("portaudio",),
        "dnf": ("portaudio-devel",),
        "pacman": ("portaudio",),
    },
)
PULSEAUDIO = SystemPart(
    "PulseAudio",
    lambda: _program("pulseaudio")() and _program("pactl")(),
    {"apt-get": ("pulseaudio", "pulseaudio-utils")},
)
ALSA_PLUGINS = SystemPart(
    "ALSA's PulseAudio plugin",
    _file("/usr/lib:*/alsa-lib/libasound_module_pcm_pulse.so"),
    {"apt-get": ("libasound2-plugins",)},
)
CHROMIUM = SystemPart(
    "Chromium",
    _program("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    {"apt-get": ("chromium",)},
)
FFMPEG = SystemPart("FFmpeg", _program("ffprobe"), {"apt-get": ("ffmpeg",), "brew": ("ffmpeg",)})

# PyAudio has no wheel for Linux and macOS: these build it.
SPEAKER_PARTS = (COMPILER, PYTHON_HEADERS, PORTAUDIO)
TEST_PARTS = (REDIS_SERVER, PULSEAUDIO, ALSA_PLUGINS, CHROMIUM, FFMPEG)


@dataclass(frozen=True)
class Permission:
    """Whether system packages may be installed: as root and with `assume_yes` without a question."""

    assume_yes: bool = False
    may_ask: bool = False

    @classmethod
    def of_this_terminal(cls, assume_yes: bool) -> Permission:
        """Asks only where somebody sits in front of it."""
        return cls(assume_yes, may_ask=sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty())


def missing(parts: Iterable[SystemPart]) -> list[SystemPart]:
    """The parts that are not there."""
    return [part for part in parts if not part.is_there()]


def package_manager() -> PackageManager | None:
    """This system's package manager."""
    return next((manager for manager in PACKAGE_MANAGERS if shutil.which(manager.program)), None)


def install_command(parts: Sequence[SystemPart]) -> str | None:
    """The command that brings `parts`, for a person to type; None where it is not known."""
    manager = package_manager()
    packages = _packages(manager, parts)
    if manager is None or not packages:
        return None
    words = [word for word in manager.install if not word.startswith("-")] + packages
    return " ".join((["sudo"] if manager.needs_root and not _is_root() else []) + words)


def bring(
    parts: Sequence[SystemPart],
    permission: Permission,
    checklist: Checklist,
    stamp: Stamp | None = None,
) -> list[SystemPart]:
    """Installs the missing ones of `parts` where that is possible and allowed; returns what is still missing.

    A no is remembered in `stamp`: the question is asked again only when something else is missing.
    """
    wanted = missing(parts)
    manager = package_manager()
    packages = _packages(manager, wanted)
    if manager is None or not packages:
        return wanted
    prefix = _root_prefix(manager, permission)
    if prefix is None or not _is_allowed(wanted, manager, permission, checklist, stamp):
        return wanted
    names = ", ".join(part.name for part in wanted if manager.program in part.packages)
    checklist.working("System packages", f"{manager.program} installs {names}, up to a minute or two")
    try:
        _install(manager, packages, prefix, checklist)
    except StepFailed as failure:
        checklist.failed("System packages", f"{manager.program} could not install {names}.", failure.log[-5:])
        return missing(wanted)
    for part in wanted:
        if part.service and part.is_there():
            _leave_service_off(part.service, prefix)
    still_missing = missing(wanted)
    if not still_missing:
        checklist.ok("System packages", f"installed {', '.join(packages)}")
    return still_missing


def _install(
    manager: PackageManager, packages: Sequence[str], prefix: Sequence[str], checklist: Checklist
) -> None:
    """Refreshes the lists, which may fail where they are good enough, and installs."""
    wrapper = [*prefix, "env", *manager.environment] if manager.environment else [*prefix]
    may_ask_password = bool(prefix)
    if manager.refresh:
        try:
            run_quietly([*wrapper, *manager.refresh], checklist.tick, own_terminal=may_ask_password)
        except StepFailed as failure:
            refresh_log = list(failure.log)
        else:
            refresh_log = []
    else:
        refresh_log = []
    try:
        run_quietly([*wrapper, *manager.install, *packages], checklist.tick, own_terminal=may_ask_password)
    except StepFailed as failure:
        raise StepFailed([*refresh_log[-2:], *failure.log]) from failure


def _leave_service_off(service: str, prefix: Sequence[str]) -> None:
    """Stops a service that came with a package: the player starts its own server when it needs one."""
    if Path("/run/systemd/system").exists():
        commands = [["systemctl", "disable", "--now", service]]
    else:
        commands = [["service", service, "stop"], ["update-rc.d", service, "disable"]]
    for command in commands:
        if not shutil.which(command[0], path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"):
            continue
        try:
            run_quietly([*prefix, *command], own_terminal=bool(prefix))
        except StepFailed:
            continue  # it was not running, or there is nothing that runs services


def _is_allowed(
    wanted: Sequence[SystemPart],
    manager: PackageManager,
    permission: Permission,
    checklist: Checklist,
    stamp: Stamp | None,
) -> bool:
    if permission.assume_yes or (_is_root() and manager.needs_root):
        return True
    names = [part.name for part in wanted]
    declined = (stamp.get("declined") if stamp else None) or []
    if not permission.may_ask or set(names) <= set(declined):
        return False
    if checklist.ask(f"Install {', '.join(names)} with `{install_command(wanted)}`?"):
        return True
    if stamp:
        stamp.set("declined", names)
    return False


def _root_prefix(manager: PackageManager, permission: Permission) -> list[str] | None:
    """What to put before the command to run it as root; None where that is not possible."""
    if not manager.needs_root or _is_root():
        return []
    if not shutil.which("sudo"):
        return None
    return ["sudo"] if permission.may_ask else ["sudo", "-n"]


def _packages(manager: PackageManager | None, parts: Iterable[SystemPart]) -> list[str]:
    if manager is None:
        return []
    return [package for part in parts for package in part.packages.get(manager.program, ())]


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
