"""What the package may import."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import sambanova.detection

FOLDER = Path(sambanova.detection.__file__).parent
ROOT = FOLDER.parent.parent

_NUMPY_ALONE = """
import pkgutil, sys

class NumpyAlone:
    def find_spec(self, name, path=None, target=None):
        room = ".".join(name.split(".")[:2])
        if name.split(".")[0] in {*sys.stdlib_module_names, "numpy"}:
            return None
        if room in ("sambanova", "sambanova.detection", "sambanova.encodings"):
            return None
        raise ImportError(f"detection must not need {name}")

sys.meta_path.insert(0, NumpyAlone())
import numpy
import sambanova.detection
for module in pkgutil.iter_modules(sambanova.detection.__path__):
    __import__(f"sambanova.detection.{module.name}")
wave = (8000 * numpy.sin(numpy.arange(9000) / 9)).astype("<i2")
print(sambanova.detection.detect(wave.tobytes()).encoding)
"""


def test_needs_numpy_alone() -> None:
    answer = subprocess.run(
        [sys.executable, "-c", _NUMPY_ALONE], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (answer.returncode, answer.stdout) == (0, "s16le\n"), answer.stderr


def test_imports_nothing_of_the_project_but_the_encodings() -> None:
    imported: set[str] = set()
    for file in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {name.name for name in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{file.name} imports relatively"
                module = node.module or ""
                imported |= {
                    f"{module}.{name.name}" if module == "sambanova" else module for name in node.names
                }
    own = {name for name in imported if name.split(".")[0] == "sambanova"}
    assert {name for name in own if not name.startswith("sambanova.detection.")} == {"sambanova.encodings"}
