"""Shows how far a long run is: a bar on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tqdm import tqdm


class Progress:
    """A bar on standard error while recordings are diagnosed.

    with Progress(is_shown=True) as progress:
        progress.begin(10_000)
        progress.step()
    """

    def __init__(self, *, is_shown: bool) -> None:
        """is_shown: where standard error is a terminal."""
        self._is_shown = is_shown and sys.stderr.isatty()
        self._bar: tqdm[Any] | None = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def looking(self, found: int) -> None:
        """Says how many recordings were found so far."""
        if self._is_shown:
            sys.stderr.write(f"\rLooking for sessions: {found:,}")
            sys.stderr.flush()

    def begin(self, total: int) -> None:
        """Shows the bar."""
        if self._is_shown:
            from tqdm import tqdm

            sys.stderr.write("\r\x1b[K")
            self._bar = tqdm(total=total, unit="", leave=False, dynamic_ncols=True, file=sys.stderr)

    def step(self, count: int = 1) -> None:
        """So many recordings more are diagnosed."""
        if self._bar is not None:
            self._bar.update(count)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Takes the bar away while something else is written to the terminal."""
        if self._bar is None:
            with nullcontext():
                yield
            return
        with self._bar.external_write_mode(file=sys.stdout):
            yield
