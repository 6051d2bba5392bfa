"""The other side that is heard in a track is told with its delay; two voices and silence are not accused."""

from __future__ import annotations

import re

import numpy as np
import pytest
from numpy.typing import NDArray

from sambanova.analysis import echo
from sambanova.audio_format import AudioFormat
from sambanova.clips import Clip
from sambanova.findings import Finding
from sambanova.recording import Recording
from tests.analysis.test_edges import demo_voice
from tests.parts import as_s16

RATE = 16000
Samples = NDArray[np.floating]


def voice(*names: str) -> Samples:
    """What some demo voices say one after the other, at 16 kHz."""
    sounds = [demo_voice(name) for name in names]
    return np.concatenate([sound[: len(sound) // 3 * 3].reshape(-1, 3).mean(axis=1) for sound in sounds])


def call() -> tuple[Samples, Samples]:
    """Two sides of 24 s: the agent speaks first, then both now and then."""
    agent, user = voice("joan", "claude", "radia"), voice("katherine", "alan", "grace")
    count = 24 * RATE
    noise = 0.0005 * np.random.default_rng(2).standard_normal((2, count))
    user = np.concatenate([np.zeros(3 * RATE), user])
    return np.resize(agent, count) + noise[0], np.resize(user, count) + noise[1]


def found(user: Samples, agent: Samples) -> list[Finding]:
    pcm = as_s16(np.clip(np.stack([user, agent], axis=1), -1, 1).astype(np.float32))
    return list(echo.find(Recording(AudioFormat("s16le", 2, RATE), "s16le", pcm, pcm), ["user", "agent"]))


@pytest.mark.parametrize(("delay", "loss"), [(0.04, 12), (0.3, 18), (0.75, 12)])
def test_echo_is_told_with_its_delay_and_its_level(delay: float, loss: int) -> None:
    agent, user = call()
    late = np.concatenate([np.zeros(int(delay * RATE)), agent])[: len(agent)]
    (finding,) = found(user + 10 ** (-loss / 20) * late, agent)
    assert finding.code == "echo"
    told = re.match(r"agent is heard in user, (\d+) dB softer, (\d+) ms later", finding.message)
    assert told is not None
    assert float(told[1]) == pytest.approx(loss, abs=4)
    assert float(told[2]) == pytest.approx(1000 * delay, abs=2)


def test_two_sides_without_echo_are_not_accused() -> None:
    agent, user = call()
    assert found(user, agent) == []
    assert found(user[::-1], agent) == []
    assert found(np.zeros_like(user), agent) == []


def test_noise_and_hum_in_both_tracks_are_no_echo() -> None:
    agent, user = call()
    time = np.arange(len(user)) / RATE
    hum = sum(0.01 / order * np.sin(2 * np.pi * 50 * order * time) for order in range(1, 20))
    hiss = 0.01 * np.random.default_rng(3).standard_normal((2, len(user)))
    assert found(user + hum + hiss[0], agent + hum + hiss[1]) == []


def test_the_same_recording_twice_is_no_echo() -> None:
    _, user = call()
    late = np.concatenate([np.zeros(RATE // 5), user])[: len(user)]
    for other in (user, 0.4 * user, late):
        assert [finding.code for finding in found(user, other)] == ["tracks_equal"]


def test_a_mix_beside_a_side_is_no_echo() -> None:
    agent, user = call()
    (finding,) = found(user, user + agent)
    assert finding.code == "track_in_track"
    assert finding.message.startswith("user is also heard in agent")


def repeated(name: str, seconds: float) -> Samples:
    """A clip of the demo call over and over, as a test call or a hold loop has it."""
    return np.resize(Clip(name).sound(RATE)[:, 0].astype(float), int(seconds * RATE))


@pytest.mark.parametrize("seconds", [39.8, 60, 120])
def test_a_call_that_repeats_itself_has_no_echo(seconds: float) -> None:
    assert found(repeated("call-caller", seconds), repeated("call-agent", seconds)) == []


def test_echo_of_a_call_that_repeats_itself_is_told() -> None:
    agent = repeated("call-agent", 60)
    user = repeated("call-caller", 60) + 0.2 * np.roll(agent, int(0.25 * RATE))
    (finding,) = found(user, agent)
    assert finding.code == "echo"
    assert "250 ms later" in finding.message
