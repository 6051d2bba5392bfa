"""Where the files of the player are: in a checkout beside the package, after an installation inside it."""

from __future__ import annotations

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
