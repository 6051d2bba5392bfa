"""Short runs of the programs that look for what nobody thought of."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tools import fuzz
from tools.api_fuzz import Asker, application

# Floats of random bits are too large to be reckoned with, of which numpy tells.
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")


def test_nothing_breaks_on_mutated_recordings() -> None:
    report = fuzz.Fuzzer(seed=5).run(count=120, seconds=60)
    assert report.failures == []
    assert report.buffers >= 20
    assert set(report.calls) == {"base64", "decoder", "detect", "recording", "sent"}


def test_the_fuzzer_tells_what_broke(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(_: bytes) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("tools.fuzz.AudioBuffer.from_text", broken)
    assert fuzz.main(["--count", "3", "--keep", str(tmp_path)]) == 1
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="needs redis-server")
def test_every_answer_is_one_that_is_described() -> None:
    with application() as (app, manager):
        asker = Asker(app, manager)
        asker.ask(requests=250, number=1)
    assert asker.broken == {}
    assert asker.statuses.total() > 100
