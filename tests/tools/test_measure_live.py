"""What is measured of a followed call is what happened, on moments that are made here."""

from __future__ import annotations

import pytest

from sambanova.simulate_writer import WrittenChunk
from tools import measure_live

# Chunks of 100 ms, written as soon as they are said, which are read after 10 ms and heard after 3.3 s.
READ, HEARD = 0.01, 3.3  # seconds
CHUNKS = [
    WrittenChunk("", number, number * 1600, b"", (number + 1) / 10, 50.0 + (number + 1) / 10)
    for number in range(100)
]


def test_a_chunk_arrives_with_the_frames_that_hold_its_first_one() -> None:
    two_by_two = [
        (number / 10, (number + 2) / 10, 50.0 + (number + 2) / 10 + READ) for number in range(0, 100, 2)
    ]
    found = measure_live.delays(CHUNKS, measure_live.arrivals_of(CHUNKS, two_by_two))
    assert found[::2] == pytest.approx([0.1 + READ] * 50)
    assert found[1::2] == pytest.approx([READ] * 50)


def test_a_chunk_that_never_arrives_is_left_out() -> None:
    assert list(measure_live.arrivals_of(CHUNKS, [(0.0, 0.25, 60.0)])) == [0, 1, 2]


def test_a_click_is_told_from_those_before_and_after_it() -> None:
    clicking = [chunk for chunk in CHUNKS if chunk.number % measure_live.CLICK_EVERY == 0]
    positions = [(50.0 + HEARD + step / 11, step / 11) for step in range(200)]
    audible = measure_live.audible_of(CHUNKS, positions)
    onsets = [
        (chunk.written_at + HEARD, chunk.number % (2 * measure_live.CLICK_EVERY) == 0) for chunk in clicking
    ]
    heard = measure_live.heard_of(clicking, audible, onsets)
    assert measure_live.delays(clicking, heard) == pytest.approx([HEARD] * 10)
    assert measure_live.delays(CHUNKS, audible) == pytest.approx([HEARD - 0.1] * 100)
