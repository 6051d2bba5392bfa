"""Starts the command `audio-player`, before anything slow is imported."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

_USAGE = "usage: audio-player diagnose NAME …    (audio-player diagnose --help tells more)\n"
_BAD_USAGE = 2  # exit status


def main(arguments: Sequence[str] | None = None) -> int:
    """The console script. Returns the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == ["diagnose"]:
        return diagnose_main(words[1:], "audio-player diagnose")
    if words[:1] in (["-h"], ["--help"]):
        sys.stdout.write(_USAGE)
        return 0
    sys.stderr.write(_USAGE)
    return _BAD_USAGE


def diagnose_main(
    arguments: Sequence[str] | None = None, program: str = "python -m sambanova.diagnose"
) -> int:
    """The command `diagnose`. Returns the exit status. program: as it was called, for messages."""
    # Its matrices are small: threads of NumPy wait for each other longer than they compute. It takes a sixth
    # of the processor time without them. NumPy reads this when it is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from sambanova.reports.command import run

    return run(sys.argv[1:] if arguments is None else arguments, program)
