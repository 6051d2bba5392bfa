"""Speech that is cut at the beginning or the end is heard; whole utterances are not accused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import sambanova
from sambanova.analysis import sound_findings
from sambanova.audio_format import AudioFormat
from sambanova.decoding import containers
from sambanova.encodings import samples_as_float
from sambanova.findings import Finding
from sambanova.recording import Recording
from tests.parts import as_s16

RATE = 48000
Samples = NDArray[np.float32]
WHOLE = ("ada", "alan", "annie", "claude", "grace", "joan", "katherine", "radia")


def demo_voice(name: str) -> Samples:
    """Speech out of a demo session."""
    file = Path(sambanova.__file__).parent / "demo_audio" / f"{name}.webm"
    decoded = containers.decode(file.read_bytes(), 1 << 30)
    assert decoded is not None
    return samples_as_float(decoded.pcm[:], decoded.encoding).reshape(-1, decoded.channels)[:, 0]


def cuts(sound: Samples, rate: int = RATE) -> dict[str, Finding]:
    """The findings about the edges of a sound, by code."""
    pcm = as_s16(np.clip(sound, -1, 1))
    found = sound_findings.find(Recording(AudioFormat("s16le", 1, rate), "s16le", pcm, pcm))
    return {finding.code: finding for finding in found if finding.code in ("start_cut", "end_cut")}


def vowels(sound: Samples) -> list[int]:
    """Places amid loud syllables, far from both ends."""
    piece = RATE // 50
    level = np.sqrt(np.mean(sound**2))
    loud = (
        np.sqrt(np.mean(sound[: len(sound) // piece * piece].reshape(-1, piece) ** 2, axis=1)) > 1.5 * level
    )
    return [at * piece for at in range(len(loud) // 3, 2 * len(loud) // 3) if loud[at - 1 : at + 3].all()]


@pytest.mark.parametrize("name", WHOLE)
def test_whole_utterances_are_not_cut(name: str) -> None:
    assert cuts(demo_voice(name)) == {}


def test_a_recorder_that_starts_too_late_is_noticed() -> None:
    heard = ["start_cut" in cuts(sound[at:]) for sound in map(demo_voice, WHOLE) for at in vowels(sound)[::4]]
    assert len(heard) >= 20
    assert np.mean(heard) > 0.3


def test_a_recorder_that_stops_too_early_is_noticed() -> None:
    places = [(sound, at) for sound in map(demo_voice, WHOLE) for at in vowels(sound)[::2]]
    found = [(cuts(sound[:at]).get("end_cut"), at / RATE) for sound, at in places]
    ends = [(one.at_seconds, at) for one, at in found if one]
    assert len(ends) > 0.1 * len(found)
    assert all(told == pytest.approx(true) for told, true in ends)


def test_tones_and_noise_that_begin_at_once_are_no_speech() -> None:
    time = np.arange(4 * RATE) / RATE
    tone = 0.3 * np.sin(2 * np.pi * 200 * time)
    noise = 0.1 * np.random.default_rng(1).standard_normal(len(time))
    for sound in (tone, noise, np.where(time % 3 < 1, noise, 0.001 * noise)):
        assert cuts(sound.astype(np.float32)) == {}
