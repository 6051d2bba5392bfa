"""The record of completed set-up steps, so that each runs once."""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path
from typing import Any


class Stamp:
    """Names and values in a small JSON file; every change is written at once.

    A step writes its entry after it completes, so the next start repeats an interrupted step. An
    unreadable file counts as empty. Where nothing can be written, as on a full disk, the next start
    repeats the step too.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values: dict[str, Any] = {}
        try:
            values = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            return
        if isinstance(values, dict):
            self._values = values

    def get(self, name: str) -> Any:
        """The value of an entry, or None."""
        return self._values.get(name)

    def set(self, name: str, value: Any) -> None:
        """Stores a JSON value."""
        self._values[name] = value
        self._write()

    def _write(self) -> None:
        new_file = self._path.with_suffix(".new")
        try:
            new_file.write_text(json.dumps(self._values, indent=1), "utf-8")
            new_file.replace(self._path)
        except OSError:
            with contextlib.suppress(OSError):
                new_file.unlink()


def fingerprint(*paths: Path) -> str:
    """A hash over the contents of some files; a missing file counts as empty."""
    digest = hashlib.sha256()
    for path in paths:
        content = path.read_bytes() if path.exists() else b""
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()[:16]
