"""The table of figures: each beside its limit, as text and as JSON."""

from __future__ import annotations

import json
import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

RUNS = 5


@dataclass(frozen=True)
class Figure:
    """One line. limit: what nothing can be faster or smaller than, measured in the same run; None if there
    is none. wanted: the largest ratio to the limit, or the largest value without one; None if any will do.
    """

    group: str
    what: str
    value: float
    unit: str
    limit: float | None = None
    limit_is: str = ""
    wanted: float | None = None

    @property
    def ratio(self) -> float | None:
        """The value in units of its limit."""
        return self.value / self.limit if self.limit else None

    def line(self) -> str:
        """The figure as a line of text."""
        ratio = f"{self.ratio:5.2f} x {self.limit_is} ({self.limit:.4g})" if self.ratio else ""
        wanted = f"  wanted: {self.wanted:g}" if self.wanted is not None else ""
        return f"{self.what:<58}{self.value:9.4g} {self.unit:<8}{ratio}{wanted}"


@dataclass
class Table:
    """All figures of a run. `say` shows each line as soon as it is known."""

    say: Callable[[str], None]
    figures: list[Figure] = field(default_factory=list)

    def add(self, figure: Figure) -> None:
        """Adds a figure and shows it."""
        if not self.figures or self.figures[-1].group != figure.group:
            self.say(f"\n{figure.group}")
        self.figures.append(figure)
        self.say(figure.line())

    def write(self, path: Path) -> None:
        """Writes the figures and the machine as JSON."""
        figures = [{**asdict(figure), "ratio": figure.ratio} for figure in self.figures]
        path.write_text(json.dumps({"machine": machine(), "figures": figures}, indent=2) + "\n", "utf-8")


def machine() -> str:
    """The processor, its cores, the system and Python."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = cpuinfo.read_text("utf-8").splitlines()
        model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), model)
    python = f"Python {platform.python_version()}"
    return f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, {python}"


def median(act: Callable[[], float | None], runs: int = RUNS) -> float:
    """The median of several runs: of what `act` returns, or of the seconds that it takes."""
    found = []
    for _ in range(runs):
        began = time.perf_counter()
        value = act()
        found.append(time.perf_counter() - began if value is None else value)
    return statistics.median(found)
