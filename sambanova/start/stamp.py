"""What the set-up has done, remembered in the virtual environment so that it is done once."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any


class Stamp:
    """A small JSON file of facts; every change is on disk at once.

    A step writes its fact when it is complete, never before: after an interrupted step the next
    start does it again. An unreadable file counts as empty.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._facts: dict[str, Any] = {}
        try:
            facts = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            return
        if isinstance(facts, dict):
            self._facts = facts

    def get(self, name: str) -> Any:
        """A fact, or None."""
        return self._facts.get(name)

    def set(self, name: str, value: Any) -> None:
        """Remembers a fact."""
        self._facts[name] = value
        self._write()

    def forget(self) -> None:
        """Forgets everything."""
        self._facts = {}
        self._write()

    def _write(self) -> None:
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(self._facts, indent=1), "utf-8")
        fresh.replace(self._path)


def fingerprint(*paths: Path) -> str:
    """A short text that changes when one of the files does."""
    digest = hashlib.sha256()
    for path in paths:
        content = path.read_bytes() if path.exists() else b""
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()[:16]
