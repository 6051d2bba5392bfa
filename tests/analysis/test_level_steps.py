"""A gain that is switched while somebody speaks is heard; turns, pauses and slow changes are not accused."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from sambanova.analysis import level_steps
from sambanova.audio_format import AudioFormat
from sambanova.findings import Finding
from sambanova.recording import Recording
from tests.analysis.test_edges import demo_voice
from tests.parts import as_s16

RATE = 48000
WINDOW = RATE // 50
Samples = NDArray[np.floating]


def step(sound: Samples) -> Finding | None:
    """What is said about the level of a sound."""
    pcm = as_s16(np.clip(sound, -1, 1).astype(np.float32))
    powers = np.square(sound[: len(sound) // WINDOW * WINDOW].astype(float)).reshape(-1, WINDOW).mean(axis=1)
    return next(
        level_steps.find(Recording(AudioFormat("s16le", 1, RATE), "s16le", pcm, pcm), powers, WINDOW), None
    )


VOICES = ("ada", "alan", "annie", "claude", "grace", "hedy", "joan", "katherine", "radia")


def long_voice(name: str) -> Samples:
    """Somebody who speaks for ten seconds or more."""
    sound = demo_voice(name)
    return np.tile(sound, -(-10 * RATE // len(sound)))


def test_a_gain_that_is_switched_is_located() -> None:
    late: list[float] = []
    for name in VOICES:
        sound = long_voice(name)
        for share in (0.4, 0.5, 0.6):
            at = int(share * len(sound))
            found = step(np.concatenate([sound[:at], 0.1 * sound[at:]]))
            late += [] if found is None or found.at_seconds is None else [found.at_seconds - at / RATE]
    assert len(late) >= 5
    assert np.median(np.abs(late)) < 1.0


def test_the_message_says_by_how_much_and_which_way() -> None:
    messages = []
    for name in VOICES:
        sound = long_voice(name)
        middle = len(sound) // 2
        found = step(np.concatenate([0.1 * sound[:middle], sound[middle:]]))
        messages += [found.message] if found else []
    assert messages
    assert all("louder at once, and stays so" in message for message in messages)


@pytest.mark.parametrize("name", VOICES)
def test_a_voice_at_one_gain_has_no_step(name: str) -> None:
    assert step(long_voice(name)) is None


def test_another_speaker_and_a_slow_change_are_no_step() -> None:
    one, other = long_voice("joan")[: 6 * RATE], long_voice("claude")[: 6 * RATE]
    assert step(np.concatenate([one, 0.1 * other, one])) is None
    sound = long_voice("joan")
    assert step(sound * np.geomspace(1, 0.1, len(sound))) is None
