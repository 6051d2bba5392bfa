"""Two recordings compared: the same sound is found wherever it lies, and what differs where it was made."""

from __future__ import annotations

import numpy as np
import pytest
import soxr
from numpy.typing import NDArray

from sambanova.analysis.difference import Comparison, compare
from sambanova.clips import Clip
from sambanova.recording import Recording
from tests.parts import recording_of

Samples = NDArray[np.float32]

RATE = 16000


@pytest.fixture(scope="module")
def voice() -> Samples:
    """About ten seconds of a person."""
    return Clip("ada").sound(RATE)[:, 0]


def recording(samples: Samples, rate: int = RATE) -> Recording:
    return recording_of(samples.astype("<f4").tobytes(), "f32le", rate)


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.float32)


def values(found: Comparison, start: float, end: float) -> list[float]:
    """The differences between two times that are known."""
    part = found.difference[round(start / found.step) : round(end / found.step)]
    return [value for value in part if value is not None]


@pytest.mark.parametrize("delay", [0.0, 0.0001875, 0.25, 3.3, 75.0])
def test_a_copy_is_found_wherever_it_lies(voice: Samples, delay: float) -> None:
    later = np.concatenate([silence(delay), voice])
    found = compare(recording(voice), recording(later))
    assert found.same
    assert found.offset == pytest.approx(delay, abs=0.5 / RATE)
    assert values(found, 0, 9) == [-120] * 90
    back = compare(recording(later), recording(voice))
    assert back.offset == pytest.approx(-delay, abs=0.5 / RATE)
    assert back.difference[: int(delay * 10)] == (None,) * int(delay * 10)


def test_a_part_of_it_is_found(voice: Samples) -> None:
    found = compare(recording(voice), recording(voice[4 * RATE :]))
    assert found.offset == -4
    assert found.difference[:40] == (None,) * 40
    assert values(found, 4.5, 8) == [-120] * 35


def test_another_rate_and_level_are_no_difference_of_the_sound(voice: Samples) -> None:
    louder = 0.5 * soxr.resample(voice, RATE, 44100)
    found = compare(recording(voice), recording(louder, 44100))
    assert (found.same, found.offset, found.gain_db) == (True, 0, -6.0)
    assert max(values(found, 0, 9)) < -50


def test_the_difference_stands_where_it_was_made(voice: Samples) -> None:
    noise = 0.01 * np.random.default_rng(1).standard_normal(RATE).astype(np.float32)
    faulty = voice.copy()
    faulty[3 * RATE : 4 * RATE] += noise
    found = compare(recording(voice), recording(faulty))
    assert values(found, 3, 4) == pytest.approx([-40] * 10, abs=1)
    assert {*values(found, 0, 3), *values(found, 4, 9)} == {-120}


def test_the_same_behind_a_telephone_is_the_same(voice: Samples) -> None:
    telephone = soxr.resample(voice, RATE, 8000)
    noisy = telephone + 0.01 * np.random.default_rng(1).standard_normal(len(telephone)).astype(np.float32)
    found = compare(recording(voice), recording(noisy, 8000))
    assert (found.same, found.offset) == (True, 0)
    assert np.median(values(found, 0, 9)) == pytest.approx(-40, abs=2)


def test_another_person_another_word_and_silence_are_not_the_same(voice: Samples) -> None:
    others = [Clip("grace").sound(RATE)[:, 0], voice[::-1], silence(10), voice[:100]]
    for other in others:
        for found in (
            compare(recording(voice), recording(other)),
            compare(recording(other), recording(voice)),
        ):
            assert not found.same
            assert (found.offset, found.gain_db, found.difference) == (0, None, ())


def test_a_tone_is_found_where_it_is(voice: Samples) -> None:
    tone = np.sin(2 * np.pi * 440 * np.arange(5 * RATE) / RATE).astype(np.float32)
    assert compare(recording(0.3 * tone), recording(0.1 * tone)).offset == 0
