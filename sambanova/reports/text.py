"""The report for people, on a terminal or in a log."""

from __future__ import annotations

import os
import shutil
import textwrap
from typing import TextIO

from sambanova.diagnosis.diagnosis import Diagnosis
from sambanova.reports.results import Result, Summary, shown

# By outcome: the mark, its replacement in ASCII, its ANSI colour.
_MARKS = {
    "ok": ("✓", "ok", "32"),
    "info": ("●", "--", "36"),
    "warning": ("▲", "!!", "33"),
    "error": ("✗", "XX", "31"),
    "unread": ("?", "??", "35"),
}
_DIM, _BOLD = "2", "1"
_MAX_CAUSES = 20
_MIN_WIDTH, _MAX_WIDTH = 40, 100  # columns of a terminal that are used


class TextReport:
    """Writes each result as it comes, and the summary at the end.

    is_brief: leaves out recordings in which no fault was found. is_quiet: leaves out all recordings.
    """

    def __init__(self, stream: TextIO, *, is_brief: bool = False, is_quiet: bool = False) -> None:
        self._stream = stream
        self._is_brief = is_brief
        self._is_quiet = is_quiet
        columns = min(_MAX_WIDTH, shutil.get_terminal_size().columns)
        self._width = max(_MIN_WIDTH, columns - 4) if stream.isatty() else 0
        self._is_coloured = (
            stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        )

    def shows(self, result: Result) -> bool:
        """Whether `add` writes this result."""
        diagnosis = result.diagnosis
        is_left_out = self._is_brief and diagnosis and diagnosis.verdict.severity in ("ok", "info")
        return not (self._is_quiet or is_left_out)

    def add(self, result: Result) -> None:
        """Writes one result, unless it is left out."""
        diagnosis = result.diagnosis
        if not self.shows(result):
            return
        if diagnosis is None:
            self._write(f"{self._mark('unread')} {self._name(result)}")
            self._line(shown(result.message))
        else:
            self._diagnosis(result, diagnosis)

    def _diagnosis(self, result: Result, diagnosis: Diagnosis) -> None:
        verdict = diagnosis.verdict
        self._write(f"{self._mark(verdict.severity)} {self._name(result)}{self._what(diagnosis)}")
        self._line(shown(verdict.sentence))
        if verdict.severity == "ok":
            return
        others = list(diagnosis.findings)
        said = next((one for one in others if one.code == verdict.cause), None)
        if said is not None:
            others.remove(said)
            self._line(f"{shown(said.hint)} [{said.code}]", _DIM)
        for finding in others:
            message = f"also {finding.severity}: {shown(finding.message)} {shown(finding.hint)}"
            self._line(f"{message} [{finding.code}]", _DIM)
        for sentence in verdict.unknown:
            self._line(f"not known: {sentence}", _DIM)

    def end(self, summary: Summary) -> None:
        """Writes the summary, of more than one recording."""
        is_one = summary.total + summary.unread == 1 and summary.is_complete
        if is_one and not self._is_quiet and not self._is_brief:
            return
        self._write(self._colour(_BOLD, summary.sentence()))
        for cause, count in summary.causes.most_common(_MAX_CAUSES):
            self._write(f"{count:>8,}  {cause}")

    def _name(self, result: Result) -> str:
        name = "standard input" if result.kind == "stdin" else shown(result.name)
        return self._colour(_BOLD, name)

    def _what(self, diagnosis: Diagnosis) -> str:
        if diagnosis.format is None or diagnosis.duration is None:
            return ""
        seconds = f"{diagnosis.duration:.1f} s" if diagnosis.duration >= 1 else f"{diagnosis.duration:.2f} s"
        return self._colour(_DIM, f"  {diagnosis.format.description}, {seconds}")

    def _mark(self, outcome: str) -> str:
        mark, ascii_mark, colour = _MARKS[outcome]
        try:
            mark.encode(self._stream.encoding or "ascii")
        except UnicodeEncodeError:
            mark = ascii_mark
        return self._colour(colour, mark)

    def _colour(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._is_coloured else text

    def _line(self, text: str, colour: str = "") -> None:
        """Writes a sentence below the name of a recording; on a terminal in lines that fit."""
        lines = textwrap.wrap(text, self._width) if self._width else [text]
        for line in lines:
            self._write("    " + (self._colour(colour, line) if colour else line))

    def _write(self, text: str) -> None:
        encoding = self._stream.encoding or "ascii"
        self._stream.write(text.encode(encoding, "replace").decode(encoding) + "\n")
