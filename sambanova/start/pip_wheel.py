"""Brings pip into an environment that has none, also where Python lacks `ensurepip`.

Environments of uv have no pip, and Debian keeps `ensurepip` in a package of its own.
"""

from __future__ import annotations

import hashlib
import html
import os
import re
import sys
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sambanova.start.processes import StepFailed, run_quietly

_INDEX = "https://pypi.org"  # PIP_INDEX_URL replaces it
_TIMEOUT = 20.0  # seconds
_MAX_BYTES = 20 * 1024 * 1024

_LINK = re.compile(r"<a\s([^>]*)>\s*(pip-([\d.]+)-py3-none-any\.whl)\s*</a>", re.IGNORECASE)
_HREF = re.compile(r'href="([^"]+)"', re.IGNORECASE)
_NEEDED_PYTHON = re.compile(r'data-requires-python="[^"]*>=\s*3\.(\d+)', re.IGNORECASE)


@dataclass(frozen=True)
class PipWheel:
    """A wheel of pip in a package index. sha256: None where the index does not state it."""

    name: str
    url: str
    version: tuple[int, ...]
    sha256: str | None


def ensure_pip(python: Path | str, tick: Callable[[], None] = lambda: None) -> None:
    """Installs pip for a Python that has none. Raises StepFailed."""
    for arguments in (("-c", "import pip"), ("-m", "ensurepip")):
        try:
            run_quietly([python, *arguments], tick)
        except StepFailed:
            continue
        return
    with tempfile.TemporaryDirectory() as folder:
        wheel = _download(Path(folder))
        # The file is here, and where pip would look and install otherwise does not matter.
        command = [
            python,
            wheel / "pip",
            "install",
            "--isolated",
            "--no-index",
            "--no-deps",
            "--no-compile",
            wheel,
        ]
        run_quietly(command, tick, {"PIP_CONFIG_FILE": os.devnull})


def newest_for(page: str, url: str, minor: int) -> PipWheel | None:
    """The newest pip on a page of a package index that runs on Python 3.`minor`. url: of the page."""
    found = []
    for match in _LINK.finditer(page):
        attributes = html.unescape(match[1])
        href, needed = _HREF.search(attributes), _NEEDED_PYTHON.search(attributes)
        if href is None or (needed and int(needed[1]) > minor):
            continue
        address, _, fragment = urllib.parse.urljoin(url, href[1]).partition("#")
        sha256 = fragment.removeprefix("sha256=") if fragment.startswith("sha256=") else None
        found.append(PipWheel(match[2], address, tuple(map(int, match[3].split("."))), sha256))
    return max(found, key=lambda wheel: wheel.version, default=None)


def _download(folder: Path) -> Path:
    """Downloads the wheel; returns its path. Raises StepFailed."""
    index = os.environ.get("PIP_INDEX_URL") or f"{_INDEX}/simple"
    page_url = f"{index.rstrip('/')}/pip/"
    try:
        wheel = newest_for(_read(page_url).decode(errors="replace"), page_url, sys.version_info.minor)
        if wheel is None:
            raise StepFailed(["the package index has no pip for this Python"])
        content = _read(wheel.url)
    except (OSError, ValueError) as error:
        raise StepFailed([f"pip cannot be downloaded: {error}"]) from error
    if wheel.sha256 and hashlib.sha256(content).hexdigest() != wheel.sha256:
        raise StepFailed(["the pip that was downloaded is not what the package index promises"])
    path = folder / wheel.name
    path.write_bytes(content)
    return path


def _read(url: str) -> bytes:
    """The content of an address. Raises OSError, and ValueError for one that is not of the web."""
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise ValueError("PIP_INDEX_URL is not an address of the web")
    request = urllib.request.Request(url, headers={"Accept": "text/html, */*"})
    with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:  # nosec B310  # the scheme is checked
        content: bytes = answer.read(_MAX_BYTES)
    return content
