"""The list of handlings that can be taken out is true, and taking one out is noticed."""

from __future__ import annotations

import re

import pytest

from tools import take_out
from tools.take_out import HANDLINGS, ROOT, Handling


@pytest.mark.parametrize("handling", HANDLINGS, ids=lambda handling: handling.name)
def test_its_lines_and_its_test_are_there(handling: Handling) -> None:
    assert handling.lines in (ROOT / handling.path).read_text(encoding="utf-8")
    file, name = re.sub(r"\[.*", "", handling.test).split("::")
    assert f"def {name}(" in (ROOT / "tests" / file).read_text(encoding="utf-8")


def test_one_that_is_taken_out_is_noticed(capsys: pytest.CaptureFixture[str]) -> None:
    assert take_out.main(["flood of requests"]) == 0
    assert "1 handlings, 1 of them noticed" in capsys.readouterr().out


def test_one_that_is_not_needed_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    test = "web/test_limits.py::test_an_ipv6_network_is_one_client"
    before, after = "_IPV6_NETWORK = 64", "_IPV6_NETWORK = 63"
    needless = Handling("nothing", "sambanova/web/limits.py", before, after, test)
    monkeypatch.setattr(take_out, "HANDLINGS", [needless])
    assert take_out.main([]) == 1
    assert capsys.readouterr().out.startswith("not noticed")
