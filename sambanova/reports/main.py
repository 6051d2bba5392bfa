"""Starts the command `audio-player diagnose`, before anything slow is imported."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def diagnose_main(
    arguments: Sequence[str] | None = None, program: str = "python -m sambanova.diagnose"
) -> int:
    """The command `diagnose`. Returns the exit status. program: as it was called, for messages."""
    # Its matrices are small: threads of NumPy wait for each other longer than they compute. It takes a sixth
    # of the processor time without them. NumPy reads this when it is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from sambanova.reports.command import run

    return run(sys.argv[1:] if arguments is None else arguments, program)
