"""The length of chunks, a stated duration and the hum of the mains tell close sample rates apart."""

from __future__ import annotations

import base64
from collections.abc import Callable

import numpy as np
import pytest
import redis
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from sambanova.clips import Clip
from sambanova.detection import RateClues, detect
from sambanova.detection.rate_clues import HUM, chunk_evidence, duration_evidence, hum_evidence
from sambanova.detection.sample_rate import NEIGHBOURS, RATES
from tests.parts import as_s16, body

PAIR = (44_100, 48_000)


def recording(rate: int, seconds: float = 6.0) -> bytes:
    """A real voice at a rate, of no round length."""
    return as_s16(Clip("grace").sound(rate)[: int(seconds * rate) - 37, 0])


def with_hum(rate: int, mains: float, level_db: float) -> bytes:
    """The same, with the hum of the mains in it."""
    sound = Clip("grace").sound(rate)[: int(6.2 * rate) - 37, 0]
    at = np.arange(len(sound)) / rate
    hum = sum(
        share * np.sin(2 * np.pi * mains * harmonic * at + harmonic)
        for harmonic, share in ((1, 1.0), (2, 0.3), (3, 0.5))
    )
    return as_s16((sound + 10 ** (level_db / 20) * hum).astype(np.float32))


@pytest.mark.parametrize("rate", PAIR)
def test_chunks_of_20_ms_tell_the_rate(rate: int) -> None:
    found = detect(recording(rate), RateClues(chunk_bytes=2 * rate // 50))
    assert found.sample_rate == rate
    assert any("most chunks last 20 ms" in sentence for sentence in found.evidence)


@pytest.mark.parametrize("rate", PAIR)
def test_stated_duration_tells_the_rate(rate: int) -> None:
    assert detect(recording(rate), RateClues(seconds=6.0)).sample_rate == rate


@pytest.mark.parametrize("rate", PAIR)
@pytest.mark.parametrize("mains", [49.95, 60.03])
def test_hum_tells_the_rate(rate: int, mains: float) -> None:
    found = detect(with_hum(rate, mains, -40))
    assert found.sample_rate == rate
    without = {one.sample_rate: one for one in detect(recording(rate)).candidates}
    neighbour = next(one for one in found.candidates if one.sample_rate == NEIGHBOURS[rate])
    assert neighbour.rate_confidence < found.rate_confidence / 5
    assert without  # they are offered even where the hum settles it


def test_speech_without_hum_says_nothing() -> None:
    sound = Clip("grace").sound(48_000)[:, 0].astype(float)
    assert len(sound) >= HUM.min_frames
    assert not hum_evidence(sound, RATES).any()


def test_steady_music_is_no_hum() -> None:
    """Notes that change every second, of which one lies where 50 Hz and its harmonics would."""
    rate = 48_000
    notes = [50.0, 56.1, 62.9, 66.7, 74.9, 50.0]
    at = np.arange(rate) / rate
    music = np.concatenate([sum(np.sin(2 * np.pi * note * k * at) / k for k in (1, 2, 3)) for note in notes])
    assert not hum_evidence(music, RATES).any()


def test_length_that_any_rate_may_have_tells_nothing() -> None:
    assert not chunk_evidence(1024, RATES).any()


def test_length_by_the_clock_does_not_tell_a_rate_from_its_half() -> None:
    evidence = dict(zip(RATES, chunk_evidence(800, RATES), strict=True))  # 100 ms at 8 kHz, 50 ms at 16 kHz
    assert evidence[8000] == evidence[16_000] == 0


def test_duration_that_fits_no_rate_tells_nothing() -> None:
    assert not duration_evidence(16_000, 77.0, RATES).any()


@given(data=st.binary(max_size=4096), chunk=st.integers(0, 1 << 40), seconds=st.floats(0, 1e9))
def test_no_clue_is_too_odd(data: bytes, chunk: int, seconds: float) -> None:
    found = detect(data, RateClues(chunk, seconds))
    assert 0 <= found.rate_confidence <= 1


@pytest.mark.parametrize("rate", PAIR)
def test_list_of_packets_is_heard_at_its_rate(rate: int, client: FlaskClient, redis_url: str) -> None:
    data = recording(rate)
    size = 2 * rate // 50
    chunks = [data[start : start + size] for start in range(0, len(data), size)]
    with redis.Redis.from_url(redis_url) as raw:
        raw.rpush(f"audio:{rate}", *chunks)
    info = body(client.get(f"/api/session/{rate}/info"))["audio_info"]
    assert info["format"]["sample_rate"] == rate
    assert any("20 ms" in sentence for sentence in info["format"]["evidence"])


def test_field_with_the_duration_is_believed(client: FlaskClient, put: Callable[..., str]) -> None:
    for rate in PAIR:
        text = base64.b64encode(recording(rate)).decode()
        session_id = put(f"said-{rate}", text, duration_ms="6000")
        info = body(client.get(f"/api/session/{session_id}/info"))["audio_info"]
        assert info["format"]["sample_rate"] == rate
