"""What the times of chunks tell about a track."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sambanova.decoding.chunk_times import MAX_ANCHORS, ChunkTimes, moment
from sambanova.format_hints import rate_from_growth
from tools.findings.chunk_clocks import BEGAN, Recorder, SpeechService, Written

SEEDS = range(5)


def written(writer: Recorder | SpeechService, seed: int = 0) -> Written:
    return writer.write(np.random.default_rng(seed))


def told_rate(times: ChunkTimes) -> int | None:
    """The sample rate of 16-bit mono that the times tell."""
    told = times.bytes_per_second()
    return None if told is None else rate_from_growth(told, 2)


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 24000, 44100, 48000])
@pytest.mark.parametrize(
    "known",
    [
        {"seconds": 3},
        {"chunk": 0.1, "seconds": 30},
        {"chunk": 0.06, "seconds": 10, "irregular": True},
        {"pauses": 1},
        {"seconds": 12, "backlog": 3},
        {"stalls": 3},
        {"trimmed": 0.5},
    ],
)
def test_the_rate_at_which_sound_was_captured(rate: int, known: dict[str, float]) -> None:
    for seed in SEEDS:
        times = written(Recorder(rate, **known), seed).times  # type: ignore[arg-type]
        told = times.bytes_per_second()
        assert told == pytest.approx(2 * rate, rel=0.015)


@pytest.mark.parametrize(
    ("speed", "wobble", "is_answering"),
    [
        (1.5, 0.03, True),
        (2.0, 0.0, True),
        (2.0, 0.1, True),
        (8.0, 0.1, True),
        (1.5, 0.03, False),
        (2.0, 0.1, False),
        (3.0, 0.03, False),
    ],
)
def test_a_speech_service_tells_no_rate(speed: float, wobble: float, *, is_answering: bool) -> None:
    service = SpeechService(speed=speed, wobble=wobble, is_answering=is_answering)
    for seed in range(20):
        assert written(service, seed).times.bytes_per_second() is None


def test_few_and_irregular_chunks_never_tell_a_wrong_rate() -> None:
    for seed in range(100):
        assert told_rate(written(Recorder(44100, chunk=0.25, seconds=3), seed).times) in (None, 44100)


def test_sound_that_was_written_afterwards_tells_no_rate() -> None:
    times = ChunkTimes(tuple((index * 640, BEGAN + index // 20 / 1000) for index in range(500)), 320_000)
    assert times.bytes_per_second() is None


def test_too_little_tells_no_rate() -> None:
    assert written(Recorder(seconds=1.5)).times.bytes_per_second() is None
    assert ChunkTimes((), 1000).bytes_per_second() is None
    assert ChunkTimes(((0, BEGAN),), 1000).bytes_per_second() is None


@pytest.mark.parametrize("chunk", [0.02, 0.1])
def test_gaps_are_found_with_their_length(chunk: float) -> None:
    for seed in SEEDS:
        truth = written(Recorder(chunk=chunk, pauses=3), seed)
        gaps = truth.times.gaps(32000)
        assert len(gaps) == len(truth.gaps)
        for gap, known in zip(gaps, truth.gaps, strict=True):
            assert abs(gap[0] - known[0]) <= 1.01 * chunk * 32000
            assert gap[1] == pytest.approx(known[1], abs=0.1)


@pytest.mark.parametrize(
    "known",
    [
        {},
        {"stalls": 3},
        {"backlog": 3},
        {"drift": 0.01, "seconds": 300},
        {"drift": -0.01, "seconds": 300},
        {"chunk": 0.1, "irregular": True},
    ],
)
def test_what_is_no_gap(known: dict[str, float]) -> None:
    for seed in SEEDS:
        assert written(Recorder(**known), seed).times.gaps(32000) == ()  # type: ignore[arg-type]


def test_a_lost_chunk_is_a_gap_and_a_late_one_is_none() -> None:
    pairs = [(index * 16000, BEGAN + (index + 1 + (index >= 20)) * 0.5) for index in range(40)]
    ((offset, seconds),) = ChunkTimes(tuple(pairs), 640_000).gaps(32000)
    assert offset == 320_000
    assert seconds == pytest.approx(0.5)
    for seed in range(40):
        assert written(Recorder(chunk=1.0, delay=0.45, seconds=40), seed).times.gaps(32000) == ()


def test_what_a_writer_flushes_when_it_is_closed_is_no_gap() -> None:
    pairs = [(index * 640, BEGAN + index * 0.02) for index in range(500)]
    late = (pairs[-1][0] + 640, pairs[-1][1] + 3.0)
    assert ChunkTimes((*pairs, late), late[0] + 300).gaps(32000) == ()


def test_more_gaps_than_a_call_can_have_take_no_longer() -> None:
    times = ChunkTimes(tuple((index * 640, BEGAN + index * 0.5) for index in range(50_000)), 50_000 * 640)
    assert len(times.stretches(32000)) == 10_000


def test_a_speech_service_is_not_live_and_its_sentences_do_not_overlap() -> None:
    times = written(SpeechService(speed=3.0)).times
    assert not times.is_live(48000)
    assert written(Recorder()).times.is_live(32000)
    ends = 0.0
    for before, after in zip(times.stretches(48000), times.stretches(48000)[1:], strict=False):
        ends = before.began + (after.offset - before.offset) / 48000
        assert after.began > ends


@pytest.mark.parametrize("known", [{}, {"backlog": 3}, {"stalls": 2}, {"chunk": 0.25}, {"trimmed": 0.3}])
def test_when_the_first_sample_was_captured(known: dict[str, float]) -> None:
    for seed in SEEDS:
        truth = written(Recorder(delay=0.04, **known), seed)  # type: ignore[arg-type]
        assert truth.times.started_at(32000) == pytest.approx(truth.began, abs=0.005)


def test_the_time_of_any_place_also_after_a_gap() -> None:
    truth = written(Recorder(delay=0.04, pauses=2), 3)
    anchors = truth.times.anchors(32000)
    missing = 0.0
    for offset, seconds in (*truth.gaps, (truth.times.total_bytes, 0.0)):
        place = offset / 32000 - 0.5
        assert moment(anchors, place) == pytest.approx(truth.began + place + missing, abs=0.04)
        missing += seconds
    assert moment((), 3.0) is None


@pytest.mark.parametrize("drift", [0.01, -0.01])
def test_a_drift_is_followed(drift: float) -> None:
    truth = written(Recorder(seconds=300, drift=drift, delay=0.04))
    told = moment(truth.times.anchors(32000), 300.0)
    assert told == pytest.approx(BEGAN + 300 * (1 + drift), abs=0.6)
    assert truth.times.started_at(32000) == pytest.approx(BEGAN, abs=0.02)
    assert truth.times.is_live(32000)


def test_one_time_that_is_far_off_changes_nothing() -> None:
    """Streams sort their ids, but timestamps beside chunks may be anything."""
    pairs = [(index * 640, BEGAN + (index + 1) * 0.02) for index in range(1000)]
    pairs[500] = (pairs[500][0], BEGAN + 3e7)
    times = ChunkTimes(tuple(pairs), 640_000)
    assert times.gaps(32000) == ()
    assert times.started_at(32000) == pytest.approx(BEGAN)
    assert times.bytes_per_second() == pytest.approx(32000, rel=0.01)


def test_many_gaps_have_few_anchors() -> None:
    times = ChunkTimes(tuple((index * 640, BEGAN + index * 1.02) for index in range(5000)), 5000 * 640)
    anchors = times.anchors(32000)
    assert 2 <= len(anchors) <= MAX_ANCHORS
    assert moment(anchors, 99.99) == pytest.approx(BEGAN + 5000 * 1.02 - 1.01, abs=60)
    assert list(anchors) == sorted(anchors)


def test_counters_are_no_times() -> None:
    times = ChunkTimes(tuple((index * 640, index / 1000) for index in range(100)), 64_000)
    assert times.first_began() is None
    assert times.started_at(32000) is None
    assert times.gaps(32000) == ()
    assert times.anchors(32000) == ()


hostile_times = st.one_of(st.floats(), st.sampled_from([BEGAN, BEGAN + 0.02, BEGAN + 1e8, 0.0, -1.0, 1e300]))
hostile_offsets = st.one_of(st.integers(-10, 5000), st.integers(-(2**70), 2**70))


@settings(max_examples=300)
@given(st.lists(st.tuples(hostile_offsets, hostile_times), max_size=60), st.integers(0, 5000))
def test_hostile_times_never_fail(pairs: list[tuple[int, float]], total: int) -> None:
    times = ChunkTimes(tuple(pairs), total)
    assert times.bytes_per_second() is None or times.bytes_per_second() > 0  # type: ignore[operator]
    stretches = times.stretches(32000)
    offsets = [stretch.offset for stretch in stretches]
    assert offsets == sorted(set(offsets))
    assert all(0 <= offset < total for offset in offsets)
    assert all(seconds > 0 for _, seconds in times.gaps(32000))
    assert len(times.anchors(32000)) <= MAX_ANCHORS
    start = times.started_at(32000)
    assert start is None or np.isfinite(start)
