"""The checklist that the set-up prints: one line for each step."""

from __future__ import annotations

import os
import sys
import textwrap
import time
from collections.abc import Iterable
from typing import TextIO

from sambanova.system_calls import understands_ansi

_NAME_WIDTH = 19  # columns for the name of a step
_INDENT = " " * (4 + _NAME_WIDTH)
_MAX_WIDTH = 100  # columns
_DEFAULT_WIDTH = 80  # columns of a terminal that does not tell
# A line that is longer than the terminal is cut there and stays one line, which `\r` can replace.
_NO_WRAP, _WRAP = "\x1b[?7l", "\x1b[?7h"
_MAX_LOG_LINES = 15  # last lines of the output of a failed step

# By state: the mark, its replacement in ASCII terminals, its ANSI colour.
_MARKS = {
    "ok": ("✓", "ok", "32"),
    "missing": ("!", "!!", "33"),
    "failed": ("✗", "XX", "31"),
    "working": ("·", "..", "2"),
}


class Checklist:
    """Writes the checklist to `stream`, by default standard output.

        checklist.working("Python libraries", "pip is installing them")
        checklist.ok("Python libraries", "installed")

    In a terminal, a running step shows its elapsed seconds, and its result replaces the line.
    Elsewhere, each call prints a plain line.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout
        in_terminal = self._stream.isatty() and os.environ.get("TERM") != "dumb"
        self._live = in_terminal and understands_ansi(self._stream)
        self._coloured = self._live and "NO_COLOR" not in os.environ
        self._working: tuple[str, str, float] | None = None
        self._shown_second = -1

    def title(self, text: str) -> None:
        """Prints the title, the first line."""
        self._write(f"\n{self._colour('1', text)}\n\n")

    def working(self, name: str, sentence: str) -> None:
        """Shows a running step until `ok`, `missing` or `failed` replaces it."""
        self._clear_working()
        self._working = (name, sentence, time.monotonic())
        self._shown_second = -1
        if self._live:
            self.tick()
        else:
            self._line("working", name, sentence)

    def tick(self) -> None:
        """Updates the elapsed time of the running step. Call it several times a second."""
        if not self._live or self._working is None:
            return
        name, sentence, since = self._working
        second = int(time.monotonic() - since)
        if second == self._shown_second:
            return
        self._shown_second = second
        elapsed = f" ({second} s)" if second else ""
        text = f"  {self._mark('working')} {name:<{_NAME_WIDTH}}{sentence}{elapsed}"
        cut = text[: self._columns() - 1 + (8 if self._coloured else 0)]
        self._write(f"\r\x1b[K{_NO_WRAP}{cut}{_WRAP}")

    def ok(self, name: str, detail: str) -> None:
        """Reports something that is available."""
        self._line("ok", name, detail)

    def missing(self, name: str, sentence: str, command: str | None = None) -> None:
        """Reports something that is missing but not required, and the command that installs it."""
        self._line("missing", name, sentence)
        self.command(command)

    def failed(self, name: str, sentence: str, log: Iterable[str] = (), command: str | None = None) -> None:
        """Reports a failed step, with the last lines of its output and a command that may help."""
        self._line("failed", name, sentence)
        self.details(list(log)[-_MAX_LOG_LINES:])
        self.command(command)

    def details(self, lines: Iterable[str]) -> None:
        """Prints lines that belong to the last step."""
        for line in lines:
            self._write(f"{_INDENT}{self._colour('2', line)}\n")

    def command(self, command: str | None) -> None:
        """Prints a line to copy that belongs to the last step."""
        if command:
            self._write(f"{_INDENT}{self._colour('1', command)}\n")

    def say(self, sentence: str) -> None:
        """Prints a sentence below the checklist."""
        self._clear_working()
        self._write(f"{sentence}\n")

    def ask(self, question: str) -> bool:
        """Asks a yes-or-no question; Enter means yes, and the end of the input means no."""
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
            width = max(40, min(_MAX_WIDTH, self._columns()) - len(_INDENT))
            text = f"\n{_INDENT}".join(textwrap.wrap(text, width) or [""])
        self._write(f"  {self._mark(state)} {name:<{_NAME_WIDTH}}{text}\n")

    def _columns(self) -> int:
        """The width of the terminal, which COLUMNS in the environment may state wrongly."""
        try:
            return os.get_terminal_size(self._stream.fileno()).columns or _DEFAULT_WIDTH
        except (OSError, ValueError):
            return _DEFAULT_WIDTH

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
        """Writes text; replaces characters that the terminal cannot show, and ignores a closed terminal."""
        encoding = self._stream.encoding or "ascii"
        try:
            self._stream.write(text.encode(encoding, "replace").decode(encoding))
            self._stream.flush()
        except (BrokenPipeError, ValueError):
            self._live = False
