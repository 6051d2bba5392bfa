"""Peaks and levels, held against naive computation and signals whose levels are known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sambanova.analysis.levels import Levels, decibels, measure_levels, peaks, silences
from tests.parts import as_s16, recording_of, speech

RATE = 16000


def levels_of(samples: NDArray[np.floating], channels: int = 1) -> Levels:
    return measure_levels(recording_of(samples.astype("<f4").tobytes(), "f32le", RATE, channels))


def tone(amplitude: float, seconds: float = 1.0) -> NDArray[np.float64]:
    """A sine of whole periods."""
    return amplitude * np.sin(2 * np.pi * 400 * np.arange(int(seconds * RATE)) / RATE)


def naive_peaks(samples: NDArray[np.floating], points: int) -> list[tuple[float, float]]:
    count = len(samples)
    columns = min(points, count)
    return [
        (min(part), max(part))
        for column in range(columns)
        for part in [samples[column * count // columns : (column + 1) * count // columns].tolist()]
    ]


@given(
    values=st.lists(st.integers(-32768, 32767), min_size=1, max_size=200),
    points=st.integers(1, 60),
    channels=st.integers(1, 3),
)
def test_peaks_are_the_least_and_greatest_sample_of_each_column(
    values: list[int], points: int, channels: int
) -> None:
    frames = np.array(values * channels, "<i2").reshape(-1, channels)
    drawn = peaks(recording_of(frames.tobytes(), "s16le", RATE, channels), points)
    assert len(drawn) == channels
    for channel in range(channels):
        expected = naive_peaks(frames[:, channel].astype(np.float32) / 32768, points)
        assert drawn[channel]["min"] == pytest.approx([low for low, _ in expected], abs=6e-5)
        assert drawn[channel]["max"] == pytest.approx([high for _, high in expected], abs=6e-5)


def test_no_click_is_lost_however_coarse_the_drawing() -> None:
    samples = np.zeros(5_000_000, np.int16)
    samples[3_333_333] = 30000
    samples[4_999_999] = -20000
    (drawn,) = peaks(recording_of(samples.tobytes(), "s16le", RATE), 7)
    assert max(drawn["max"]) == pytest.approx(30000 / 32768, abs=1e-4)
    assert drawn["max"].index(max(drawn["max"])) == 3_333_333 * 7 // 5_000_000
    assert drawn["min"][-1] == pytest.approx(-20000 / 32768, abs=1e-4)


def test_peaks_of_a_span_are_those_of_its_samples_alone() -> None:
    samples = as_s16(np.concatenate([np.full(RATE, 0.9), np.full(RATE, 0.1)]).astype(np.float32))
    recording = recording_of(samples, "s16le", RATE)
    (drawn,) = peaks(recording, 10, 1.0, 2.0)
    assert drawn["max"] == pytest.approx([0.1] * 10, abs=1e-3)
    (beyond,) = peaks(recording, 10, 1.5, 99.0)
    assert len(beyond["max"]) == 10


@pytest.mark.parametrize(("start", "end"), [(1.0, 1.0), (5.0, 9.0), (1.5, 0.5)])
def test_a_span_without_samples_has_no_peaks(start: float, end: float) -> None:
    recording = recording_of(as_s16(speech(2, RATE)), "s16le", RATE)
    assert peaks(recording, 10, start, end) == [{"min": [], "max": []}]


def test_there_are_no_more_columns_than_frames() -> None:
    (drawn,) = peaks(recording_of(as_s16(speech(1, 1000)), "s16le", 1000), 20_000)
    assert len(drawn["min"]) == len(drawn["max"]) == 1000


def test_a_sine_of_full_scale_has_0_dbfs_peak_and_3_less_in_the_mean() -> None:
    levels = levels_of(tone(1.0))
    assert levels.peak_dbfs == pytest.approx(0, abs=0.05)
    assert levels.rms_dbfs == pytest.approx(-3.0, abs=0.05)
    assert levels.speech_dbfs == pytest.approx(-3.0, abs=0.1)
    assert levels.silence_ratio == 0


@pytest.mark.parametrize("amplitude", [0.5, 0.1, 0.01])
def test_a_softer_sine_has_the_levels_of_its_amplitude(amplitude: float) -> None:
    levels = levels_of(tone(amplitude))
    assert levels.peak_dbfs == pytest.approx(20 * math.log10(amplitude), abs=0.06)
    assert levels.rms_dbfs == pytest.approx(20 * math.log10(amplitude) - 3.01, abs=0.06)
    assert levels.clipped_samples == 0


def test_silence_has_no_level() -> None:
    levels = levels_of(np.zeros(RATE))
    assert (levels.peak_dbfs, levels.rms_dbfs, levels.speech_dbfs, levels.noise_dbfs) == (None,) * 4
    assert levels.silence_ratio == 1
    assert (levels.dc_offset, levels.clipped_samples) == (0, 0)


def test_pauses_lower_the_mean_but_not_the_level_of_the_speech() -> None:
    rng = np.random.default_rng(1)
    talk = np.concatenate([tone(0.3, 1.0), np.zeros(3 * RATE)]) + 0.001 * rng.standard_normal(4 * RATE)
    levels = levels_of(talk)
    assert levels.speech_dbfs == pytest.approx(20 * math.log10(0.3) - 3.0, abs=0.3)
    assert levels.rms_dbfs == pytest.approx(20 * math.log10(0.3) - 9.0, abs=0.3)
    assert levels.noise_dbfs == pytest.approx(-60, abs=0.5)


def test_the_share_of_silence_is_that_of_the_time() -> None:
    assert levels_of(np.concatenate([tone(0.3, 1.0), np.zeros(3 * RATE)])).silence_ratio == 0.75


def test_samples_at_full_scale_are_counted_on_both_sides() -> None:
    samples = np.zeros(RATE, "<i2")
    samples[100:103] = 32767
    samples[200:205] = -32768
    samples[300] = 32766
    levels = measure_levels(recording_of(samples.tobytes(), "s16le", RATE))
    assert levels.clipped_samples == 8


def test_the_offset_is_that_of_the_worst_channel() -> None:
    stereo = np.stack([tone(0.1) + 0.02, tone(0.1) - 0.25], axis=1)
    assert levels_of(stereo, 2).dc_offset == pytest.approx(-0.25, abs=1e-4)


@pytest.mark.parametrize("count", [1, 5, 319, 321])
def test_a_recording_shorter_than_a_window_has_levels(count: int) -> None:
    assert levels_of(np.full(count, 0.5)).rms_dbfs == pytest.approx(-6.0, abs=0.05)


def test_long_recordings_are_measured_as_short_ones() -> None:
    pair = levels_of(np.tile(tone(0.2), 90)), levels_of(tone(0.2))
    assert pair[0] == pair[1]


@pytest.mark.parametrize(("power", "dbfs"), [(1.0, 0.0), (0.1, -10.0), (4.0, 6.0), (0.0, None)])
def test_decibels_are_of_power_and_silence_has_none(power: float, dbfs: float | None) -> None:
    assert decibels(power) == dbfs


def test_silences_are_the_long_pauses_without_their_edges() -> None:
    samples = np.concatenate([tone(0.5), tone(0.001, 1.5), tone(0.5), tone(0, 0.5), tone(0.5), tone(0)])
    stereo = recording_of(np.stack([samples, samples], axis=1).astype("<f4").tobytes(), "f32le", RATE, 2)
    found = silences(peaks(stereo, 1000), 0, stereo.duration)
    assert np.array(found) == pytest.approx(np.array([(1.15, 2.35), (5.15, 5.85)]), abs=0.02)
    later = silences(peaks(stereo, 500, 0.5, 3), 0.5, 3)
    assert np.array(later) == pytest.approx(np.array([(1.15, 2.35)]), abs=0.02)


def test_no_columns_have_no_silences() -> None:
    assert silences([{"min": [], "max": []}], 0, 0) == []
