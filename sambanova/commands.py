"""The command `audio-player` of an installed player, before anything slow is imported."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Sequence

_USAGE = """\
usage: audio-player [OPTION …]        run the player until Ctrl-C, with your Redis if one answers
       audio-player demo [OPTION …]   run it with a private Redis and demo sessions
       audio-player serve             serve only: no private Redis, no browser; for service managers
       audio-player diagnose NAME …   say what is wrong with files or sessions

Options of the first two: audio-player demo --help. Those of diagnose: audio-player diagnose --help.
"""
_BAD_USAGE = 2  # exit status


def main(arguments: Sequence[str] | None = None) -> int:
    """The console script. Returns the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    command = words[0] if words and not words[0].startswith("-") else None
    if words[:1] in (["-h"], ["--help"]):
        sys.stdout.write(_USAGE)
        return 0
    if command == "diagnose":
        from sambanova.reports.main import diagnose_main

        return diagnose_main(words[1:], "audio-player diagnose")
    if command == "serve" and len(words) == 1:
        return _serve()
    if command == "demo":
        words = ["--demo", *words[1:]]
    elif command is not None:
        sys.stderr.write(_USAGE)
        return _BAD_USAGE
    from sambanova.start.installed import main as start

    return start(words, "audio-player demo" if command else "audio-player")


def _serve() -> int:
    """Runs the application as `python audio_stream_player.py` does."""
    from sambanova.places import APPLICATION

    try:
        runpy.run_path(str(APPLICATION), run_name="__main__")
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else 1 if exit_.code else 0
    return 0
