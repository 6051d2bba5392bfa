"""Noise behind speech is measured, and named where it hides the speech; no other sound is called noisy."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from sambanova.analysis import sound_findings
from sambanova.analysis.levels import measure_levels
from sambanova.audio_format import AudioFormat
from sambanova.findings import Finding
from sambanova.recording import Recording
from tests.analysis.test_edges import demo_voice
from tests.parts import as_s16

RATE = 48000
Samples = NDArray[np.float32]
VOICES = ("claude", "joan", "katherine", "radia")


def recording(sound: NDArray[np.floating]) -> Recording:
    pcm = as_s16(np.clip(sound, -1, 1).astype(np.float32))
    return Recording(AudioFormat("s16le", 1, RATE), "s16le", pcm, pcm)


def noisy(sound: NDArray[np.floating]) -> Finding | None:
    """What is said about the noise in a sound."""
    return next((one for one in sound_findings.find(recording(sound)) if one.code == "noisy"), None)


def hiss(count: int, seed: int = 1) -> Samples:
    return np.random.default_rng(seed).standard_normal(count).astype(np.float32)


def with_noise(name: str, decibels: float) -> Samples:
    """A voice with white noise this much softer than all of it, below 3.4 kHz."""
    sound = demo_voice(name)
    spectra = [
        np.abs(np.fft.rfft(one)[: len(sound) * 3400 // RATE]) ** 2 for one in (sound, hiss(len(sound)))
    ]
    gain = np.sqrt(spectra[0].sum() / spectra[1].sum()) * 10 ** (-decibels / 20)
    mixed = sound + gain * hiss(len(sound))
    return np.asarray(0.7 * mixed / np.abs(mixed).max(), np.float32)


@pytest.mark.parametrize("name", VOICES)
def test_speech_in_loud_noise_is_hard_to_understand(name: str) -> None:
    found = noisy(with_noise(name, -3))
    assert found is not None
    assert "dB above the noise" in found.message


@pytest.mark.parametrize("name", VOICES)
def test_speech_alone_and_with_some_noise_is_not(name: str) -> None:
    assert noisy(demo_voice(name)) is None
    assert noisy(with_noise(name, 15)) is None


def test_the_ratio_follows_the_noise() -> None:
    told = [measure_levels(recording(with_noise("joan", ratio))).snr_db for ratio in (0, 10, 20, 30)]
    assert None not in told
    steps = np.diff(np.array(told, float))
    assert ((steps > 6) & (steps < 12)).all()


def test_tones_music_noise_and_gates_are_not_noisy_speech() -> None:
    time = np.arange(6 * RATE) / RATE
    beeps = 0.2 * np.sin(2 * np.pi * 425 * time) * (time % 1 < 0.5) + 0.1 * hiss(len(time))
    key = 2 ** (np.floor(time * 2) % 5 / 12)
    chords = np.sum([np.sin(2 * np.pi * pitch * key * time) for pitch in (220, 277, 330)], axis=0)
    gated = np.where(time % 2 < 1, 0.1 * hiss(len(time)), 0)
    claps = 0.02 * hiss(len(time)) * (1 + 5 * (time % 0.8 < 0.1))
    for sound in (beeps, 0.1 * chords, gated, claps, 0.1 * hiss(len(time))):
        assert noisy(sound) is None
        assert measure_levels(recording(sound)).snr_db is None
