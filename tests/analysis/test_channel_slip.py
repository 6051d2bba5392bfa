"""Stereo whose channels change places by a lost sample is heard; any other stereo is not accused."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from sambanova.analysis import channel_slip
from sambanova.audio_format import AudioFormat
from sambanova.findings import Finding
from sambanova.recording import Recording
from tests.analysis.test_edges import demo_voice, vowels
from tests.parts import as_s16

RATE = 48000
Samples = NDArray[np.float32]


def swapped(pcm: bytes) -> Finding | None:
    """What is said about channels that change places, in interleaved stereo of 16 bits."""
    return next(channel_slip.find(Recording(AudioFormat("s16le", 2, RATE), "s16le", pcm, pcm)), None)


def stereo(one: str, other: str) -> Samples:
    """Two voices, one in each channel, with the noise of their rooms."""
    sounds = [demo_voice(one), demo_voice(other)]
    count = min(map(len, sounds))
    noise = np.random.default_rng(1).standard_normal((count, 2)) * (0.001, 0.0002)
    return np.stack([sound[:count] for sound in sounds], axis=1) + noise.astype(np.float32)


PAIRS = (("joan", "claude"), ("claude", "radia"), ("katherine", "joan"), ("radia", "alan"))


def test_a_lost_sample_swaps_the_channels_from_its_place_on() -> None:
    located: list[bool] = []
    for pair in PAIRS:
        sound = stereo(*pair)
        for at in vowels(sound[:, 0])[::10][:4]:
            pcm = as_s16(np.clip(sound, -1, 1))
            slipped = pcm[: 4 * at] + pcm[4 * at + 2 :]
            found = swapped(slipped[: len(slipped) // 4 * 4])
            located.append(found is not None and abs((found.at_seconds or 0.0) - at / RATE) < 0.02)
    assert np.mean(located) > 0.4


@pytest.mark.parametrize("pair", PAIRS)
def test_two_voices_that_stay_where_they_are_are_no_slip(pair: tuple[str, str]) -> None:
    assert swapped(as_s16(np.clip(stereo(*pair), -1, 1))) is None


def test_turns_and_sound_that_moves_are_no_slip() -> None:
    sound = stereo("joan", "claude")
    time = np.arange(len(sound)) / RATE
    turns = np.stack([time % 4 < 2, time % 4 > 2.2], axis=1)
    moving = sound[:, :1] * np.stack([np.cos(time) ** 2, np.sin(time) ** 2], axis=1)
    for played in (sound * turns, moving):
        assert swapped(as_s16(np.clip(played, -1, 1).astype(np.float32))) is None
