"""What only looks like a missing chunk is at most a perhaps, and a probability says how sure each is."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from sambanova.analysis import sound_findings
from sambanova.audio_format import AudioFormat
from sambanova.detection.tones import is_made_of_tones
from sambanova.findings import Finding
from sambanova.recording import Recording
from tests.analysis.test_edges import RATE, WHOLE, demo_voice, vowels
from tests.parts import as_s16

Samples = NDArray[np.float32]


def breaks_in(sound: Samples, rate: int = RATE) -> list[Finding]:
    """What is said about missing chunks."""
    pcm = as_s16(np.clip(sound, -1, 1).astype(np.float32))
    found = sound_findings.find(Recording(AudioFormat("s16le", 1, rate), "s16le", pcm, pcm))
    return [one for one in found if one.code in ("dropout", "sound_jump")]


def with_hole(sound: Samples, at: int, length: int) -> Samples:
    hole = sound.copy()
    hole[at : at + length] = 0
    return hole


def holes_in_voices(length: int) -> list[Finding]:
    """What is said of a hole in the middle of a vowel."""
    sounds = [(sound, vowels(sound)[0]) for sound in map(demo_voice, WHOLE)]
    return [one for sound, at in sounds for one in breaks_in(with_hole(sound, at, length))]


def test_a_hole_of_whole_packets_is_a_fault_and_one_of_any_length_is_perhaps_one() -> None:
    packets, odd = holes_in_voices(RATE // 25), holes_in_voices(RATE // 25 + 101)
    known = [one.probability for one in packets if one.severity == "warning" and one.probability]
    perhaps = [one.probability for one in odd if one.probability]
    assert len(known) > 0.7 * len(WHOLE)
    assert perhaps
    assert {one.severity for one in odd} == {"info"}
    assert min(known) > max(perhaps)


def keys(rate: int, noise: float) -> Samples:
    """Keys of a telephone, pressed for 50 ms each with 50 ms between them."""
    rng = np.random.default_rng(3)
    time = np.arange(rate // 20) / rate
    parts = []
    for low, high in ((697, 1209), (852, 1477), (770, 1336), (941, 1209), (697, 1477), (852, 1336)) * 3:
        tone = np.sin(2 * np.pi * low * time) + np.sin(2 * np.pi * high * time + 1)
        parts += [0.15 * tone, np.zeros(rate // 20)]
    sound = np.concatenate(parts)
    return np.asarray(sound + noise * rng.standard_normal(len(sound)), np.float32)


@pytest.mark.parametrize("rate", [8000, 16000, 48000])
def test_pauses_between_keys_are_no_missing_chunks(rate: int) -> None:
    assert [one for one in breaks_in(keys(rate, 0.0), rate) if one.severity != "info"] == []


@pytest.mark.parametrize("rate", [8000, 16000, 48000])
def test_a_busy_tone_on_a_noisy_line_is_a_tone_and_voices_are_none(rate: int) -> None:
    time = np.arange(4 * rate) / rate
    tone = 0.1 * (np.sin(2 * np.pi * 480 * time) + np.sin(2 * np.pi * 620 * time)) * (time % 1 < 0.5)
    noisy = tone + 0.0005 * np.random.default_rng(3).standard_normal(len(tone))
    assert is_made_of_tones(noisy, rate)
    assert not any(is_made_of_tones(demo_voice(name), rate) for name in WHOLE[:4])


def test_a_gate_that_opens_and_closes_with_the_speech_is_not_accused() -> None:
    block = RATE // 50
    for name in WHOLE:
        sound = demo_voice(name)
        sound = sound[: len(sound) // block * block]
        level = np.sqrt(np.mean(sound.reshape(-1, block) ** 2, axis=1))
        is_open = np.repeat(level > 0.3 * np.sqrt(np.mean(sound**2)), block)
        assert [one for one in breaks_in(sound * is_open) if one.severity != "info"] == []
