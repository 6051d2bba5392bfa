"""Which command brings the sound of this machine, on this very system.

PyAudio has wheels for Windows alone, up to Python 3.13. Elsewhere pip builds it, with a compiler, the
headers of Python and PortAudio.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

_NEWEST_WINDOWS_WHEEL = (3, 13)

# By the program of the package manager: what builds PyAudio. The first that is there is used.
_PACKAGES: Mapping[str, str] = {
    "apt-get": "sudo apt-get install gcc libc6-dev {python}-dev portaudio19-dev",
    "brew": "brew install portaudio",
    "port": "sudo port install portaudio",
    "dnf": "sudo dnf install gcc python3-devel portaudio-devel",
    "pacman": "sudo pacman -S --needed gcc portaudio",
    "zypper": "sudo zypper install gcc python3-devel portaudio-devel",
    "apk": "sudo apk add gcc musl-dev python3-dev portaudio-dev",
}


def speaker_command() -> str:
    """The command that installs PyAudio and what it is built with."""
    if sys.platform == "win32":
        if sys.version_info[:2] > _NEWEST_WINDOWS_WHEEL:
            newest = ".".join(map(str, _NEWEST_WINDOWS_WHEEL))
            return f"py -{newest} start_audio_player.py"  # there is no wheel for newer ones
        return _install_pyaudio()
    system = next((command for program, command in _PACKAGES.items() if shutil.which(program)), None)
    if system is None:
        return _install_pyaudio()
    python = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return f"{system.format(python=python)} && {_install_pyaudio()}"


def _install_pyaudio() -> str:
    """The command for the environment of this process, which pipx or uv may own."""
    parts = Path(sys.prefix).parts
    if "pipx" in parts:
        return f"pipx inject {Path(sys.prefix).name} pyaudio"
    if "uv" in parts and "tools" in parts:
        return f'uv tool install --force "{Path(sys.prefix).name}[speaker]"'
    return f"{sys.executable} -m pip install pyaudio"
