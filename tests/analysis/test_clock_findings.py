"""What the times of chunks show to be wrong."""

from __future__ import annotations

import numpy as np
import pytest

from sambanova.analysis import clock_findings
from sambanova.audio_format import AudioFormat
from sambanova.decoding.chunk_times import ChunkTimes
from sambanova.findings import Finding
from sambanova.recording import Recording
from tools.findings.chunk_clocks import BEGAN, Recorder, SpeechService


def find(times: ChunkTimes, rate: int = 16000, said: str = "session", codec: str = "s16le") -> list[Finding]:
    """The findings of a track with these chunks whose rate the session says."""
    container = None if codec == "s16le" else "webm"
    known = AudioFormat(codec, 1, rate, container, sources=(said, said, said))  # type: ignore[arg-type]
    pcm = bytes(times.total_bytes)
    return list(clock_findings.find(Recording(known, "s16le", pcm, pcm), times, {}, BEGAN))


def with_gaps(seconds: float, gaps: dict[float, float]) -> ChunkTimes:
    """Chunks of 20 ms of 16 kHz with delays. gaps: seconds of sound, and how long nothing comes then."""
    rng = np.random.default_rng(5)
    pairs = []
    for index in range(int(seconds / 0.02)):
        missing = sum(length for at, length in gaps.items() if index * 0.02 >= at)
        pairs.append((index * 640, BEGAN + (index + 1) * 0.02 + missing + rng.uniform(0, 0.015)))
    return ChunkTimes(tuple(pairs), len(pairs) * 640)


def test_a_hole_amid_steady_chunks_is_a_warning_with_its_time() -> None:
    (finding,) = find(with_gaps(30, {12.0: 1.2}))
    assert (finding.code, finding.severity) == ("gap_in_time", "warning")
    # BEGAN is 08:53:20 UTC.
    assert finding.message.startswith("At 08:53:32.0 UTC nothing was written for 1.2 s")
    assert finding.at_seconds == pytest.approx(12.0, abs=0.03)


def test_several_holes_are_one_finding() -> None:
    (finding,) = find(with_gaps(120, {12.0: 1.0, 50.0: 1.0, 90.0: 1.0}))
    assert finding.code == "gap_in_time"
    assert finding.message.startswith("3 times nothing was written for about 1 s")
    assert finding.places == pytest.approx((12.0, 50.0, 90.0), abs=0.03)


def test_pauses_of_somebody_who_speaks_now_and_then_are_normal() -> None:
    (finding,) = find(with_gaps(30, dict.fromkeys((2.0, 5.0, 9.0, 12.0, 20.0, 25.0), 1.5)))
    assert (finding.code, finding.severity) == ("pause_in_time", "info")
    assert len(finding.places) == 6
    assert "9.0 s in all" in finding.message


def test_a_long_pause_is_no_missing_chunk() -> None:
    assert [one.code for one in find(with_gaps(30, {12.0: 40.0}))] == ["pause_in_time"]
    assert [one.code for one in find(with_gaps(30, {12.0: 40.0, 20.0: 0.5}))] == [
        "gap_in_time",
        "pause_in_time",
    ]


def test_what_is_no_gap() -> None:
    for seed in range(3):
        rng = np.random.default_rng(seed)
        for writer in (Recorder(), Recorder(stalls=3), Recorder(backlog=3), Recorder(chunk=0.1)):
            assert find(writer.write(rng).times) == []
        assert find(SpeechService(16000, speed=3.0).write(rng).times) == []


@pytest.mark.parametrize(("true", "said"), [(16000, 8000), (16000, 24000), (48000, 44100), (24000, 48000)])
def test_a_rate_that_the_times_contradict(true: int, said: int) -> None:
    times = Recorder(true).write(np.random.default_rng(1)).times
    (finding,) = find(times, said)
    assert finding.code == "rate_contradicts_clock"
    assert f"sound of {true / 1000:g} kHz" in finding.message
    assert find(times, true) == []
    assert "rate_contradicts_clock" not in [one.code for one in find(times, said, "signal")]


def test_a_wrong_rate_is_no_gap_as_well() -> None:
    times = Recorder(chunk=0.5, delay=0.05).write(np.random.default_rng(1)).times
    assert [one.code for one in find(times, 48000)] == ["rate_contradicts_clock"]


def test_a_container_has_none() -> None:
    assert find(with_gaps(30, {12.0: 1.2}), codec="opus") == []
