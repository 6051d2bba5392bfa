"""The sample rate of a live call, from how fast its buffer grows."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from flask.testing import FlaskClient

from sambanova.clips import Clip, as_bytes
from sambanova.format_hints import rate_from_growth
from sambanova.redis_manager import RedisManager
from sambanova.sessions.growth import Growth


def grown(rate: int, width: int, chunk_seconds: float, seconds: float, seed: int = 1) -> Growth:
    """What is seen of a writer that appends chunks now and then, with the jitter of a network."""
    rng = np.random.default_rng(seed)
    growth = Growth()
    writes = np.arange(0, seconds, chunk_seconds) + rng.uniform(
        0, 0.012, int(np.ceil(seconds / chunk_seconds))
    )
    for look in np.arange(0, seconds, 0.1):
        chunks = int(np.searchsorted(writes, look, "right"))
        growth.note("call", float(look), {"": round(chunks * chunk_seconds * rate) * width})
    return growth


@pytest.mark.parametrize("rate", [8000, 16000, 24000, 44100, 48000])
@pytest.mark.parametrize("chunk_seconds", [0.02, 0.1, 0.25])
def test_the_rate_of_a_growing_buffer_is_told(rate: int, chunk_seconds: float) -> None:
    slope = grown(rate, 2, chunk_seconds, seconds=5).units_per_second("call", "")
    assert slope is not None
    assert rate_from_growth(slope, 2) == rate


def test_too_little_growth_tells_nothing() -> None:
    assert grown(16000, 2, 0.1, seconds=1).units_per_second("call", "") is None
    assert Growth().units_per_second("never seen", "") is None


def test_a_buffer_that_shrinks_begins_anew() -> None:
    growth = grown(16000, 2, 0.1, seconds=5)
    growth.note("call", 5.1, {"": 100})
    assert growth.units_per_second("call", "") is None


def test_a_pause_does_not_count_as_slow_growth() -> None:
    growth = Growth()
    length = 0
    for step in range(120):
        if not 40 <= step < 70:  # three seconds of silence suppression
            length += 3200
        growth.note("call", step * 0.1, {"": length})
    slope = growth.units_per_second("call", "")
    assert slope is not None
    assert rate_from_growth(slope, 2) == 16000


def test_growth_that_fits_no_rate_tells_nothing() -> None:
    assert rate_from_growth(2 * 19000, 2) is None


def test_a_page_that_looks_on_learns_the_rate_of_a_live_call(
    socket: Any, client: FlaskClient, put: Callable[..., str], redis_manager: RedisManager
) -> None:
    pcm = as_bytes(Clip("grace").sound(24000), "s16le")
    put("live", "", is_recording="True")
    started = time.monotonic()
    while (elapsed := time.monotonic() - started) < 4.5:
        redis_manager.write("live", {"audio_buffer": base64.b64encode(pcm[: int(elapsed * 24000) * 2])})
        time.sleep(0.1)
    found = client.get("/api/session/live/info").get_json()["audio_info"]["format"]
    assert (found["sample_rate"], found["source"]) == (24000, "growth")
    assert any("grows" in sentence for sentence in found["evidence"])
