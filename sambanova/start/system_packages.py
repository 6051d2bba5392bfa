"""System packages, which pip cannot install: how to detect them, install them and ask for permission."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import sysconfig
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sambanova.start.processes import StepFailed, run_in_terminal, run_quietly, run_silently
from sambanova.start.stamp import Stamp
from sambanova.start.terminal import Checklist
from sambanova.system_calls import MACOS, is_root


@dataclass(frozen=True)
class PackageManager:
    """How a system installs packages.

    refresh: the command that updates the package lists, run before `install`.
    """

    program: str
    install: tuple[str, ...]
    refresh: tuple[str, ...] | None = None
    needs_root: bool = True
    environment: tuple[str, ...] = ()


# The first one that is installed is used.
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
    """A program or library of the system, and the packages that contain it.

    packages: package names by package manager. service: a service that the package starts and that
    the set-up disables.
    """

    name: str
    is_installed: Callable[[], bool]
    packages: Mapping[str, tuple[str, ...]]
    service: str | None = None


def _program(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def _file(*patterns: str) -> Callable[[], bool]:
    """A check whether a file exists. Each pattern is `folder:glob`."""

    def is_installed() -> bool:
        pairs = (pattern.split(":") for pattern in patterns)
        return any(any(Path(folder).glob(glob)) for folder, glob in pairs)

    return is_installed


def _compiler() -> bool:
    """Whether there is one. On macOS `clang` is a stub until the Command Line Tools are installed."""
    if MACOS and not run_silently(["xcode-select", "-p"]):
        return False
    return any(shutil.which(name) for name in ("cc", "gcc", "clang"))


def find_chromium() -> str | None:
    """The path of Chromium or Chrome; None where there is only the stub of Ubuntu, which wants a snap."""
    return _find_browser("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_firefox() -> str | None:
    """The path of Firefox; None where there is only the stub of Ubuntu."""
    return _find_browser("firefox-esr", "firefox")


def _find_browser(*names: str) -> str | None:
    for name in names:
        path = shutil.which(name)
        if path and not _is_snap_stub(Path(path)):
            return path
    return None


def _is_snap_stub(program: Path) -> bool:
    try:
        with program.open("rb") as file:
            beginning = file.read(4096)
    except OSError:
        return False
    return beginning.startswith(b"#!") and b"snap install" in beginning


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
    _compiler,
    {"apt-get": ("gcc", "libc6-dev"), "dnf": ("gcc",), "pacman": ("gcc",)},
)
PYTHON_HEADERS = SystemPart(
    "the Python headers",
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
    "the PulseAudio plugin of ALSA",
    _file("/usr/lib:*/alsa-lib/libasound_module_pcm_pulse.so"),
    {"apt-get": ("libasound2-plugins",)},
)
CHROMIUM = SystemPart(
    "Chromium",
    lambda: find_chromium() is not None,
    {"apt-get": ("chromium",)},
)
FIREFOX = SystemPart(
    "Firefox",
    lambda: find_firefox() is not None,
    {"apt-get": ("firefox-esr",)},
)
FFMPEG = SystemPart("FFmpeg", _program("ffprobe"), {"apt-get": ("ffmpeg",), "brew": ("ffmpeg",)})

# PyAudio has no wheels for Linux and macOS; these are needed to build it.
SPEAKER_PARTS = (COMPILER, PYTHON_HEADERS, PORTAUDIO)
TEST_PARTS = (REDIS_SERVER, PULSEAUDIO, ALSA_PLUGINS, CHROMIUM, FFMPEG)


@dataclass(frozen=True)
class Permission:
    """Whether system packages may be installed.

    As root, or with `assume_yes`, they are installed without a question.
    """

    assume_yes: bool = False
    may_ask: bool = False

    @classmethod
    def of_this_terminal(cls, assume_yes: bool) -> Permission:
        """Asks questions only when standard input and output are a terminal."""
        return cls(assume_yes, may_ask=sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty())


def missing(parts: Iterable[SystemPart]) -> list[SystemPart]:
    """The parts that are not installed."""
    return [part for part in parts if not part.is_installed()]


def package_manager() -> PackageManager | None:
    """The package manager of this system, or None."""
    return next((manager for manager in PACKAGE_MANAGERS if shutil.which(manager.program)), None)


def install_command(parts: Sequence[SystemPart]) -> str | None:
    """The command that a user can type to install `parts`; None when there is no package for them."""
    manager = package_manager()
    packages = _packages(manager, parts)
    if manager is None or not packages:
        return None
    words = [word for word in manager.install if not word.startswith("-")] + packages
    return " ".join((["sudo"] if manager.needs_root and not is_root() else []) + words)


def install_missing(
    parts: Sequence[SystemPart],
    permission: Permission,
    checklist: Checklist,
    stamp: Stamp | None = None,
) -> list[SystemPart]:
    """Installs the missing ones of `parts`, where possible and allowed; returns those still missing.

    stamp: where a refusal is stored. The question is asked again only for other parts.
    """
    wanted = missing(parts)
    manager = package_manager()
    packages = _packages(manager, wanted)
    if manager is None or not packages:
        return wanted
    prefix = _root_prefix(manager, permission)
    if (
        prefix is None
        or _failed_lately(wanted, permission, stamp)
        or not _is_allowed(wanted, manager, permission, checklist, stamp)
        or not _has_password(prefix, permission, checklist)
    ):
        return wanted
    names = ", ".join(part.name for part in wanted if manager.program in part.packages)
    checklist.working("System packages", f"{manager.program} is installing {names}, up to two minutes")
    try:
        _install(manager, packages, prefix, checklist)
    except StepFailed as failure:
        if stamp:
            stamp.set(_FAILED, {"names": [part.name for part in wanted], "at": time.time()})
        sentence = f"{manager.program} could not install {names}. When it can, run:"
        command = _repairing(install_command(wanted), failure.log)
        checklist.failed("System packages", sentence, failure.log[-5:], command)
        return missing(wanted)
    for part in wanted:
        if part.service and part.is_installed():
            _disable_service(part.service, prefix)
    still_missing = missing(wanted)
    if not still_missing:
        checklist.ok("System packages", f"installed {', '.join(packages)}")
    return still_missing


def _install(
    manager: PackageManager, packages: Sequence[str], prefix: Sequence[str], checklist: Checklist
) -> None:
    """Refreshes the package lists and installs. A failed refresh counts only when the installation fails."""
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

    def install(*options: str) -> None:
        words = [*wrapper, *manager.install, *options, *packages]
        run_quietly(words, checklist.tick, own_terminal=may_ask_password)

    try:
        try:
            install()
        except StepFailed as failure:
            if _is_interrupted(failure.log):
                run_quietly([*wrapper, *_DPKG_REPAIR], checklist.tick, own_terminal=may_ask_password)
                install()
            elif _is_locked(failure.log):
                install(*_WAIT_FOR_LOCK)
            else:
                raise
    except StepFailed as failure:
        raise StepFailed([*refresh_log[-2:], *failure.log]) from failure


_DPKG_REPAIR = ("dpkg", "--configure", "-a")
_WAIT_FOR_LOCK = ("-o", "DPkg::Lock::Timeout=120")  # seconds


def _is_interrupted(log: Sequence[str]) -> bool:
    """Whether dpkg refuses to work because an earlier run of it was killed."""
    return any(" ".join(_DPKG_REPAIR) in line for line in log)


def _is_locked(log: Sequence[str]) -> bool:
    """Whether another program is installing packages now."""
    return any("Could not get lock" in line for line in log)


def _repairing(command: str | None, log: Sequence[str]) -> str | None:
    """The command that installs, after the one without which dpkg refuses it."""
    if command is None or not _is_interrupted(log):
        return command
    sudo = "" if is_root() else "sudo "
    return f"{sudo}{' '.join(_DPKG_REPAIR)} && {command}"


def _disable_service(service: str, prefix: Sequence[str]) -> None:
    """Stops and disables a service that a package has started: the player runs its own server."""
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
            continue  # the service was not running, or the machine has no service manager


def _is_allowed(
    wanted: Sequence[SystemPart],
    manager: PackageManager,
    permission: Permission,
    checklist: Checklist,
    stamp: Stamp | None,
) -> bool:
    if permission.assume_yes or (is_root() and manager.needs_root):
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


_FAILED = "system packages failed"  # entry of the stamp
_PATIENCE = 24 * 3600.0  # seconds until a failed installation is tried again, unless --yes is given


def _failed_lately(wanted: Sequence[SystemPart], permission: Permission, stamp: Stamp | None) -> bool:
    """Whether the same parts could not be installed a short time ago, as without a network."""
    failed = (stamp.get(_FAILED) if stamp else None) or {}
    names = {part.name for part in wanted}
    since = time.time() - float(failed.get("at", 0))
    return not permission.assume_yes and names <= set(failed.get("names", ())) and 0 <= since < _PATIENCE


def _has_password(prefix: Sequence[str], permission: Permission, checklist: Checklist) -> bool:
    """Lets sudo ask for the password now, while no progress line is shown that would erase its question."""
    if not prefix or not permission.may_ask:
        return True
    try:
        run_quietly([*prefix, "true"], own_terminal=True)
    except StepFailed:
        checklist.say("")
        return run_in_terminal(["sudo", "-v"])
    return True


def _root_prefix(manager: PackageManager, permission: Permission) -> list[str] | None:
    """The words that run a command as root; None when that is not possible."""
    if not manager.needs_root or is_root():
        return []
    # -n: a question would stand in a line that is written over. `_has_password` asks before.
    return ["sudo", "-n"] if shutil.which("sudo") else None


def _packages(manager: PackageManager | None, parts: Iterable[SystemPart]) -> list[str]:
    if manager is None:
        return []
    return [package for part in parts for package in part.packages.get(manager.program, ())]
