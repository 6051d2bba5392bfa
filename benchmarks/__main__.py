"""`python -m benchmarks`: all figures; see `--help`. Nothing is asserted: compare ratios, not seconds."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import clients, opening, speaker, waveform
from benchmarks.table import Table, machine

GROUPS: dict[str, Callable[[Table], None]] = {
    "opening": opening.measure,
    "waveform": waveform.measure,
    "speaker": speaker.measure,
    "clients": clients.measure,
}


def main() -> int:
    """Runs the chosen groups, and prints and writes their figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"of {', '.join(GROUPS)}; all by default")
    parser.add_argument("--json", type=Path, help="also writes the figures to this file")
    asked = parser.parse_args()
    unknown = [name for name in asked.groups if name not in GROUPS]
    if unknown:
        parser.error(f"there is no group {unknown[0]!r}: choose of {', '.join(GROUPS)}")
    table = Table(_say)
    _say(machine())
    for name in asked.groups or GROUPS:
        GROUPS[name](table)
    if asked.json:
        table.write(asked.json)
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
