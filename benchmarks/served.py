"""What the process that serves needs; Linux alone tells it."""

from __future__ import annotations

import os
from pathlib import Path


class Served:
    """The memory and the processor time of the process that serves."""

    def __init__(self, group: int) -> None:
        """group: the process group of the player, whose first process starts the one that serves."""
        children = Path(f"/proc/{group}/task/{group}/children").read_text("utf-8").split()
        self._folder = Path("/proc") / (children[0] if children else str(group))

    def now(self) -> int:
        """Resident bytes now; a new peak is counted from here."""
        (self._folder / "clear_refs").write_text("5", "utf-8")
        return self._status("VmRSS")

    def peak(self) -> int:
        """The most resident bytes since `now`."""
        return self._status("VmHWM")

    def seconds(self) -> float:
        """Processor time so far."""
        words = (self._folder / "stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")

    def _status(self, name: str) -> int:
        for line in (self._folder / "status").read_text("utf-8").splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) * 1024
        return 0
