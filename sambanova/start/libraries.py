"""Names the command that installs the libraries, for those who start the player by hand without them."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable

# The modules that the player cannot start without, as they are imported.
NEEDED_MODULES = (
    "flask",
    "flask_socketio",
    "simple_websocket",
    "dotenv",
    "redis",
    "hiredis",
    "pybase64",
    "cachetools",
    "sortedcontainers",
    "numpy",
    "av",
    "soxr",
    "threadpoolctl",
    "tqdm",
    "werkzeug",
)


def exit_without_libraries(modules: Iterable[str] = NEEDED_MODULES) -> None:
    """Ends the program with one line if a library is missing."""
    lacking = [name for name in modules if importlib.util.find_spec(name) is None]
    if lacking:
        sys.exit(
            f"{', '.join(lacking)}: not installed for {sys.executable}. Run: python3 start_audio_player.py "
            "(or: python -m pip install -r requirements_audio_player.txt)"
        )
