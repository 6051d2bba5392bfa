"""Diagnoses files and standard input. Nothing here knows Redis."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from sambanova.decoding.reader import Decode
from sambanova.diagnosis.diagnosis import MAX_BYTES, examine
from sambanova.errors import BufferTooLarge, InvalidRequest, PlayerError
from sambanova.format_hints import FormatHint
from sambanova.payloads.base64_text import without_last_line_break
from sambanova.reports.results import Kind, Result

STDIN = "-"
"""The name of standard input on the command line."""

_MAX_STORED = MAX_BYTES * 3 // 2  # base64 has 4/3 of the size of its bytes; the rest is for line breaks


def diagnose_file(name: str, declared: FormatHint, decode: Decode, *, draws: bool = False) -> Result:
    """The result for a file, or for standard input if `name` is `-`.

    declared: about headerless samples. draws: with the waveform. What cannot be read is a result, too.
    """
    kind: Kind = "stdin" if name == STDIN else "file"
    try:
        data = without_last_line_break(_read(name))
        return Result.of(name, kind, examine(data, declared, decode=decode), draws=draws)
    except PlayerError as error:
        return Result.failed(name, kind, error)


def _read(name: str) -> bytes:
    """The content. Raises BufferTooLarge, and InvalidRequest for what cannot be read."""
    if name == STDIN:
        return _limited(sys.stdin.buffer)
    try:
        with Path(name).open("rb") as file:
            return _limited(file)
    except IsADirectoryError:
        raise InvalidRequest("This is a folder: name the files in it.") from None
    except FileNotFoundError:
        raise InvalidRequest("There is no such file.") from None
    except PermissionError:
        raise InvalidRequest("The file may not be read: look at its rights.") from None
    except (OSError, ValueError):
        raise InvalidRequest("The file cannot be read.") from None


def _limited(file: BinaryIO) -> bytes:
    data = file.read(_MAX_STORED + 1)
    if len(data) > _MAX_STORED:
        raise BufferTooLarge(f"There are more than {_MAX_STORED >> 20} MB.")
    return data
