"""What a release promises: one version, licences of everything, a bill of materials, three systems."""

from __future__ import annotations

import importlib.util
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from sambanova import __version__
from tools.components import page_components, python_components

ROOT = Path(__file__).resolve().parents[2]
LICENCES = (ROOT / "docs" / "licences.md").read_text("utf-8")


def _yaml(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text("utf-8"))


def test_version_is_the_same_everywhere() -> None:
    assert _yaml("CITATION.cff")["version"] == __version__
    for name in ("package.json", "package-lock.json"):
        assert json.loads((ROOT / "static" / name).read_text("utf-8"))["version"] == __version__


def test_changelog_has_the_headings_of_keep_a_changelog() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    versions = re.findall(r"^## (.*)", text, re.M)
    assert versions[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", version) for version in versions[1:])
    kinds = set(re.findall(r"^### (.*)", text, re.M))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_licence_of_every_installed_library_is_listed() -> None:
    listed = set(re.findall(r"^\| ([\w-]+)", LICENCES, re.M))
    assert {component.name for component in python_components()} <= listed
    for component in page_components():
        assert re.search(rf"(?<![\w.]){re.escape(component.name)}(?![\w-])", LICENCES), component.name


def test_licence_that_forbids_is_none_of_those_stated() -> None:
    for component in [*python_components(), *page_components()]:
        stated = component.licence.replace("LGPL", "")
        assert "GPL" not in stated, component


def test_bill_of_materials_follows_its_schema_and_names_everything(tmp_path: Path) -> None:
    if importlib.util.find_spec("cyclonedx") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("needs cyclonedx-python-lib")
    from tools import sbom

    path = tmp_path / "dist" / "sbom.json"
    assert sbom.main([str(path)]) == 0
    document = json.loads(path.read_text("utf-8"))
    assert document["bomFormat"] == "CycloneDX"
    assert document["metadata"]["component"]["version"] == __version__
    urls = {component["purl"] for component in document["components"]}
    for wanted in ("pkg:pypi/flask@", "pkg:pypi/av@", "pkg:pypi/jinja2@", "pkg:npm/socket.io-client@"):
        assert any(url.startswith(wanted) for url in urls)


def test_three_systems_and_all_pythons_are_tried() -> None:
    jobs = _yaml(".github/workflows/tests.yml")["jobs"]
    matrices = [jobs[name]["strategy"]["matrix"] for name in ("whole", "systems")]
    needed = re.search(r'requires-python = ">=3\.(\d+)"', (ROOT / "pyproject.toml").read_text("utf-8"))
    assert needed
    pythons = [f"3.{minor}" for minor in range(int(needed[1]), 15)]
    assert all(matrix["python"] == pythons for matrix in matrices)
    systems = {jobs["whole"]["runs-on"], *matrices[1]["system"]}
    assert {name.split("-")[0] for name in systems} == {"ubuntu", "windows", "macos"}


@pytest.mark.parametrize("name", ["tests.yml", "release.yml"])
def test_programs_of_the_workflows_are_there(name: str) -> None:
    text = (ROOT / ".github" / "workflows" / name).read_text("utf-8")
    for path in re.findall(r"(?<![\w./])(?:tests|tools)/[\w./]+", text):
        assert (ROOT / path).exists(), path
    for module in re.findall(r"python -m (tools\.\w+)", text):
        assert importlib.util.find_spec(module), module
