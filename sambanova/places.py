"""Where the files of the player are, and how a library is added to the environment that it runs in.

In a checkout its files are beside the package, after an installation inside it.
"""

from __future__ import annotations

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent

APPLICATION = _PACKAGE.parent / "audio_stream_player.py"
"""The program that serves."""

IS_CHECKOUT = (_PACKAGE.parent / "start_audio_player.py").exists()
"""Whether this is the folder of the project, and not an installed package."""

_PAGE = _PACKAGE.parent if IS_CHECKOUT else _PACKAGE / "page"
TEMPLATES = _PAGE / "templates"
STATIC = _PAGE / "static"

# An installed player is configured by the folder in which it is started.
DOTENV = _PACKAGE.parent / ".env" if IS_CHECKOUT else Path(".env")


def command_that_adds(library: str) -> str:
    """The command that installs a library for the Python of this process, in the way of who owns it."""
    if "pipx" in Path(sys.prefix).parts:
        return f"pipx inject {Path(sys.prefix).name} {library}"
    if _is_of_uv():  # which installs no pip
        return f"uv pip install --python {sys.executable} {library}"
    return f"{sys.executable} -m pip install {library}"


def _is_of_uv() -> bool:
    try:
        configuration = Path(sys.prefix, "pyvenv.cfg").read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return any(line.partition("=")[0].strip() == "uv" for line in configuration.splitlines())
