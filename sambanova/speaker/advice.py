"""Which command brings the sound of this machine, on this very system.

PyAudio has wheels for Windows alone, up to Python 3.13. Elsewhere pip builds it, with a compiler, the
headers of Python and PortAudio.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping

from sambanova.places import command_that_adds

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
        return command_that_adds("pyaudio")
    system = next((command for program, command in _PACKAGES.items() if shutil.which(program)), None)
    if system is None:
        return command_that_adds("pyaudio")
    python = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return f"{system.format(python=python)} && {command_that_adds('pyaudio')}"
