"""What the documents say about keys is what the player takes."""

from __future__ import annotations

import re

import pytest

from sambanova.audio_keys import DEFAULT_TEMPLATES, AudioKeys
from sambanova.settings import Settings
from tests.parts import ROOT

LAYOUTS = ROOT / "docs" / "layouts.md"


@pytest.mark.parametrize("template", DEFAULT_TEMPLATES)
def test_every_usual_template_is_documented(template: str) -> None:
    assert f"`{template}`" in LAYOUTS.read_text("utf-8")


@pytest.mark.parametrize("path", [ROOT / "README.md", LAYOUTS], ids=lambda path: path.name)
def test_examples_of_audio_keys_are_taken(path: object) -> None:
    text = (ROOT / str(path)).read_text("utf-8")
    examples = re.findall(r"^AUDIO_KEYS=(\S+)", text, re.M)
    assert len(examples) >= 3
    for example in examples:
        keys = Settings.from_environment({"AUDIO_KEYS": example}).key_templates
        assert set(str(keys).split(",")) == set(example.split(","))


def test_keys_in_the_readme_are_found_without_any_setting() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| (?:hash|list|stream|string) \| (.*?) \|", text, re.M)
    keys = [key for row in rows for key in re.findall(r"`([^`]+)`", row)]
    assert len(keys) > 10
    for key in keys:
        place = AudioKeys.default().place(key.replace("{id}", "42").replace("{n}", "7"))
        assert place is not None, key
        assert place.session_id == "42"
