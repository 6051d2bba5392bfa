"""The check list of the set-up: one line for each thing, calm in a terminal, plain elsewhere."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
import time
from collections.abc import Iterable
from typing import TextIO

_NAME_WIDTH = 19  # columns for the name of a thing
_INDENT = " " * (4 + _NAME_WIDTH)
_MAX_WIDTH = 100  # columns; longer lines are hard to read
_LOG_LINES = 15  # of a failed step's output

# Each state: its mark, the mark where the terminal knows only ASCII, its colour.
_MARKS = {
    "ok": ("✓", "ok", "32"),
    "missing": ("!", "!!", "33"),
    "failed": ("✗", "XX", "31"),
    "working": ("·", "..", "2"),
}


class Checklist:
    """Writes the check list to `stream`, standard output by default.

    In a terminal a step that takes long shows its seconds in place; elsewhere it is one more line.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout
        self._live = self._stream.isatty() and os.environ.get("TERM") != "dumb"
        self._coloured = self._live and "NO_COLOR" not in os.environ
        self._working: tuple[str, str, float] | None = None
        self._shown_second = -1

    def title(self, text: str) -> None:
        """The first line."""
        self._write(f"\n{self._colour('1', text)}\n\n")

    def working(self, name: str, sentence: str) -> None:
        """Says what is being done, until one of `ok`, `missing` or `failed` takes its place."""
        self._clear_working()
        self._working = (name, sentence, time.monotonic())
        self._shown_second = -1
        if self._live:
            self.tick()
        else:
            self._line("working", name, sentence)

    def tick(self) -> None:
        """Shows how long the step in work has taken; to be called now and then."""
        if not self._live or self._working is None:
            return
        name, sentence, since = self._working
        second = int(time.monotonic() - since)
        if second == self._shown_second:
            return
        self._shown_second = second
        elapsed = f" ({second} s)" if second else ""
        width = shutil.get_terminal_size().columns - 1
        text = f"  {self._mark('working')} {name:<{_NAME_WIDTH}}{sentence}{elapsed}"
        self._write("\r\x1b[K" + text[: width + (8 if self._coloured else 0)])

    def ok(self, name: str, detail: str) -> None:
        """A thing that is there."""
        self._line("ok", name, detail)

    def missing(self, name: str, sentence: str, command: str | None = None) -> None:
        """A thing that is not there, what that means, and the command that would bring it."""
        self._line("missing", name, sentence)
        self._command(command)

    def failed(self, name: str, sentence: str, log: Iterable[str] = (), command: str | None = None) -> None:
        """A thing without which it does not go on, with the last lines of what was tried."""
        self._line("failed", name, sentence)
        for line in list(log)[-_LOG_LINES:]:
            self._write(f"{_INDENT}{self._colour('2', line)}\n")
        self._command(command)

    def say(self, sentence: str) -> None:
        """A sentence below the list."""
        self._clear_working()
        self._write(f"{sentence}\n")

    def ask(self, question: str) -> bool:
        """A question that Enter answers with yes."""
        self._clear_working()
        self._write(f"  {question} [Y/n] ")
        try:
            return input().strip().lower() in ("", "y", "yes")
        except EOFError:
            self._write("\n")
            return False

    def _line(self, state: str, name: str, text: str) -> None:
        self._clear_working()
        if self._live:
            width = max(40, min(_MAX_WIDTH, shutil.get_terminal_size().columns) - len(_INDENT))
            text = f"\n{_INDENT}".join(textwrap.wrap(text, width) or [""])
        self._write(f"  {self._mark(state)} {name:<{_NAME_WIDTH}}{text}\n")

    def _command(self, command: str | None) -> None:
        if command:
            self._write(f"{_INDENT}{self._colour('1', command)}\n")

    def _clear_working(self) -> None:
        if self._live and self._working:
            self._write("\r\x1b[K")
        self._working = None

    def _mark(self, state: str) -> str:
        mark, ascii_mark, colour = _MARKS[state]
        try:
            mark.encode(self._stream.encoding or "ascii")
        except UnicodeEncodeError:
            mark = ascii_mark
        return self._colour(colour, mark)

    def _colour(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._coloured else text

    def _write(self, text: str) -> None:
        """Writes, with what the terminal cannot show replaced; a closed terminal is no reason to stop."""
        encoding = self._stream.encoding or "ascii"
        try:
            self._stream.write(text.encode(encoding, "replace").decode(encoding))
            self._stream.flush()
        except (BrokenPipeError, ValueError):
            self._live = False
