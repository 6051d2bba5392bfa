"""Everything that an installation of the player consists of: libraries of Python and of the page."""

from __future__ import annotations

import importlib.metadata
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sambanova.start.setup_steps import RUNTIME_REQUIREMENTS, requirements

ROOT = Path(__file__).resolve().parent.parent

_PACKAGE = "node_modules/"


@dataclass(frozen=True, order=True)
class Component:
    """A library. ecosystem: `pypi` or `npm`. licence: as its authors state it, empty where they do not."""

    ecosystem: str
    name: str
    version: str
    licence: str


def python_components(lines: Iterable[str] | None = None) -> list[Component]:
    """The installed libraries that the player needs, and those that they need.

    lines: requirements; by default those of the player. What is not installed is left out.
    """
    found: dict[str, Component] = {}
    waiting = [_name(line) for line in (lines or requirements([ROOT / RUNTIME_REQUIREMENTS]))]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            distribution = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # of another system
        found[name] = Component("pypi", name, distribution.version, _licence(distribution))
        waiting += [_name(line) for line in distribution.requires or () if "extra ==" not in line]
    return sorted(found.values())


def page_components() -> list[Component]:
    """The libraries of the page, as its lock file has them, without those that only check it."""
    lock = json.loads((ROOT / "static" / "package-lock.json").read_text("utf-8"))
    return sorted(
        Component("npm", path.rpartition(_PACKAGE)[2], package["version"], package.get("license", ""))
        for path, package in lock["packages"].items()
        if path.startswith(_PACKAGE) and not package.get("dev")
    )


def _name(requirement: str) -> str:
    """The normalised name of the library in a requirement."""
    match = re.match(r"[\w.-]+", requirement)
    return re.sub(r"[-_.]+", "-", match[0]).lower() if match else ""


def _licence(distribution: importlib.metadata.Distribution) -> str:
    metadata: Any = distribution.metadata  # its type lacks `get` before Python 3.12
    stated = metadata.get("License-Expression") or metadata.get("License") or ""
    if stated and "\n" not in stated:
        return stated
    return next(_classifiers(metadata.get_all("Classifier") or ()), "")


def _classifiers(classifiers: Iterable[str]) -> Iterator[str]:
    return (line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License :: OSI"))
