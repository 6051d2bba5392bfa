"""Two tracks whose devices run at different speeds are told from two that only jitter."""

from __future__ import annotations

import numpy as np
import pytest

from sambanova.analysis import drift
from sambanova.audio_format import AudioFormat
from sambanova.decoding.mixing import TimedRecording
from sambanova.findings import Finding
from sambanova.recording import Recording
from tools.findings.chunk_clocks import Recorder, SpeechService


def track(name: str, writer: Recorder | SpeechService, seed: int) -> TimedRecording:
    """A track of 16-bit mono that this writer wrote."""
    times = writer.write(np.random.default_rng(seed)).times
    pcm = bytes(times.total_bytes)
    return TimedRecording(name, Recording(AudioFormat("s16le", 1, writer.rate), "s16le", pcm, pcm), times)


def found(user: Recorder | SpeechService, agent: Recorder | SpeechService, seed: int = 1) -> list[Finding]:
    return list(drift.find([track("user", user, seed), track("agent", agent, seed + 1000)]))


@pytest.mark.parametrize("apart", [0.003, 0.01, -0.005])
def test_a_drift_is_told_with_its_size_and_direction(apart: float) -> None:
    (finding,) = found(Recorder(seconds=180, drift=-apart), Recorder(seconds=180))
    fast, slow = ("user", "agent") if apart > 0 else ("agent", "user")
    assert finding.code == "tracks_drift"
    assert finding.message.startswith(f"{fast} runs {100 * abs(apart):.1f} % faster than {slow}")


def test_jitter_gaps_and_stalls_are_no_drift() -> None:
    for seed in range(10):
        for writer in (Recorder(seconds=60), Recorder(seconds=60, pauses=3), Recorder(seconds=60, stalls=3)):
            assert found(writer, Recorder(seconds=60), seed) == []


def test_speech_that_is_computed_tells_no_clock() -> None:
    for seed in range(10):
        service = SpeechService(rate=16000, speed=1.1, wobble=0.03, sentences=8)
        assert found(Recorder(seconds=60), service, seed) == []
