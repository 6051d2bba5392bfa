"""The soak, for some seconds: nothing is kept, and every answer is one that may come."""

from __future__ import annotations

import sys

import pytest

from tools import soak


@pytest.mark.skipif(sys.platform != "linux", reason="counts in /proc")
def test_nothing_is_kept_of_clients_that_press_everything() -> None:
    held, answers = soak.soak(minutes=0.15, clients=6)
    assert [name for name in answers if name.startswith(("unexpected", "traceback"))] == []
    assert answers.total() > 20
    assert [what for what in soak.leaks(held) if not what.startswith("memory")] == []
