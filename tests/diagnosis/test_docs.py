"""The examples in docs/diagnose.md do what they say."""

from __future__ import annotations

import contextlib
import io
import re

import numpy as np

from sambanova.clips import Clip, as_bytes
from sambanova.diagnosis.diagnosis import Diagnosis
from sambanova.diagnosis.verdict import Verdict
from sambanova.reports.options import _parser
from tests.parts import ROOT

TEXT = (ROOT / "docs" / "diagnose.md").read_text("utf-8")


def with_gaps() -> bytes:
    """A voice at 16 kHz in which three packets of 20 ms are zeros."""
    samples = np.frombuffer(as_bytes(Clip("alan").sound(16_000), "s16le"), "<i2").copy()
    for second in (1, 2, 5):
        samples[second * 16_000 :][:320] = 0
    return samples.tobytes()


def test_examples_of_the_call_run_and_print_what_stands_there() -> None:
    intact = as_bytes(Clip("alan").sound(16_000), "s16le")
    names: dict[str, object] = {"samples": with_gaps(), "recording": intact}
    examples = re.findall(r"```python\n(.*?)```", TEXT, re.S)
    assert len(examples) >= 4
    printed = []
    for example in examples:
        with contextlib.redirect_stdout(io.StringIO()) as output:
            exec(compile(example, "docs/diagnose.md", "exec"), names)
        printed.append(output.getvalue())
    shown = re.search(r"it prints:\n\n```\n(.*?)```", TEXT, re.S)
    assert shown is not None
    severity, cause = shown[1].splitlines()
    assert printed[0].splitlines()[0] == severity
    assert printed[0].splitlines()[1].split(":")[0] == cause.split(":")[0]


def test_every_attribute_is_documented() -> None:
    for name in (*Diagnosis.__dataclass_fields__, *Verdict.__dataclass_fields__):
        assert f"`{name}`" in TEXT, name


def test_every_option_is_documented() -> None:
    options = {
        option for action in _parser("x")._actions for option in action.option_strings if option[:2] == "--"
    }
    assert len(options) > 10
    for option in options - {"--help", "--quiet", "--verbose"}:
        assert f"`{option}" in TEXT or f" {option}" in TEXT, option
