"""Loudness: the signals of EBU Tech 3341 and 3342 are measured within 0.1 LU, at any sample rate."""

from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from sambanova.analysis.loudness import Loudness, measure
from tests.parts import recording_of

Samples = NDArray[np.float64]


def tones(rate: int, *parts: tuple[float, float]) -> Samples:
    """1 kHz in two channels, one level after the other. parts: dBFS of the peak, and seconds."""
    levels = np.concatenate([np.full(round(seconds * rate), 10 ** (level / 20)) for level, seconds in parts])
    sine = levels * np.sin(2 * np.pi * 1000 * np.arange(len(levels)) / rate)
    return np.stack([sine, sine], axis=1)


def loudness(samples: Samples, rate: int) -> Loudness:
    return measure(recording_of(samples.astype("<f4").tobytes(), "f32le", rate, samples.shape[1]))


@pytest.mark.parametrize(
    ("rate", "level"), [(8000, -23), (11025, -33), (16000, -33), (44100, -23), (48000, -33)]
)
def test_a_tone_has_its_level_at_any_rate(rate: int, level: int) -> None:  # 3341, 1 and 2
    found = loudness(tones(rate, (level, 20)), rate)
    assert found.integrated == pytest.approx(level, abs=0.1)
    assert found.values == pytest.approx([level] * 200, abs=0.1)
    assert found.step == 0.1


@pytest.mark.parametrize(
    "parts",
    [
        [(-36, 10), (-23, 60), (-36, 10)],  # 3341, 3: the quiet ends are gated
        [(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)],  # 4: and what is all but silent
        [(-26, 20), (-20, 20.1), (-26, 20)],  # 5
    ],
)
def test_the_whole_is_measured_with_its_gates(parts: list[tuple[float, float]]) -> None:
    assert loudness(tones(16000, *parts), 16000).integrated == pytest.approx(-23, abs=0.1)


def test_a_short_term_value_is_of_the_three_seconds_before_it() -> None:  # 3341, 9
    parts = [(-20, 1.34), (-30, 1.66)] * 5
    values = loudness(tones(48000, *parts), 48000).values
    assert values[29:] == pytest.approx([-23] * len(values[29:]), abs=0.1)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [  # EBU Tech 3342, 1 to 4
        ([(-20, 20), (-30, 20)], 10),
        ([(-20, 20), (-15, 20)], 5),
        ([(-40, 20), (-20, 20)], 20),
        ([(-50, 20), (-35, 20), (-20, 20), (-35, 20), (-50, 20)], 15),
    ],
)
def test_the_range(parts: list[tuple[float, float]], expected: float) -> None:
    assert loudness(tones(16000, *parts), 16000).range == pytest.approx(expected, abs=1)


@pytest.mark.parametrize("rate", [8000, 48000])
def test_noise_is_as_loud_as_ffmpeg_says(rate: int) -> None:
    rng = np.random.default_rng(1)
    samples = np.concatenate([rng.normal(0, level, (5 * rate, 2)) for level in (0.01, 0.1, 0.003, 0.2)])
    found, told = loudness(samples, rate), by_ffmpeg(samples, rate)
    assert found.values[29:] == pytest.approx([each["S"] for each in told[29:200]], abs=0.1)
    assert found.integrated == pytest.approx(told[-1]["I"], abs=0.1)
    assert found.range == pytest.approx(told[-1]["LRA"], abs=1)  # as EBU Tech 3342 allows


def by_ffmpeg(samples: Samples, rate: int) -> list[dict[str, float]]:
    """What FFmpeg's filter tells every 0.1 s: S, I and LRA."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=rate, format="flt", layout="stereo", time_base=Fraction(1, rate))
    meter, sink = graph.add("ebur128", "metadata=1"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    interleaved = np.ascontiguousarray(samples.astype(np.float32).reshape(1, -1))
    frame = av.AudioFrame.from_ndarray(interleaved, format="flt", layout="stereo")
    frame.sample_rate, frame.pts = rate, 0
    source.push(frame)
    source.push(None)
    told = []
    for _ in range(len(samples) * 10 // rate):
        metadata = sink.pull().metadata
        told.append({name: float(metadata[f"lavfi.r128.{name}"]) for name in ("S", "I", "LRA")})
    return told


def test_silence_has_no_loudness() -> None:
    found = loudness(np.zeros((16000 * 5, 1)), 16000)
    assert found == Loudness(0.1, (None,) * 50, None, None)


def test_less_than_a_step_has_one_value() -> None:
    assert len(loudness(tones(8000, (-23, 0.01)), 8000).values) == 1
    assert loudness(tones(8000, (-23, 0.3)), 8000).values[-1] == pytest.approx(-23, abs=0.3)


def test_the_curve_of_a_long_recording_is_bounded() -> None:
    found = loudness(tones(1000, (-23, 2100)), 1000)
    assert (len(found.values), found.step) == (10_500, 0.2)
