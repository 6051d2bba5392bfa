"""What a recogniser hears, measured on voices to which known noise, filters, echoes and cuts were given."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sambanova.analysis.levels import active_power
from sambanova.analysis.speech import Heard, Speech, listen
from sambanova.clips import Clip, as_bytes
from sambanova.decoding.mixing import as_recogniser
from tests.parts import recording_of

RATE = 16_000
VOICES = ("ada", "annie", "grace")
Sound = NDArray[np.float64]


def voice(name: str, rate: int = RATE, seconds: float = 12.0) -> Sound:
    sound: Sound = Clip(name).sound(rate)[: round(seconds * rate), 0].astype(np.float64)
    return sound


def heard(*lanes: Sound, rate: int = RATE, names: tuple[str, ...] = ()) -> Speech:
    sound = np.stack(lanes, axis=1).astype(np.float32)
    return listen(recording_of(as_bytes(sound, "s16le"), "s16le", rate, len(lanes)), names)


def power(sound: Sound, rate: int = RATE) -> float:
    """The power of the speech, without pauses."""
    size = rate // 50
    return active_power(np.square(sound[: len(sound) // size * size].reshape(-1, size)).mean(axis=1))


def noise(sound: Sound, snr: float, rate: int = RATE) -> Sound:
    """White noise that lies by so many dB below the speech."""
    random = np.random.default_rng(1).standard_normal(len(sound))
    below: Sound = random * np.sqrt(power(sound, rate) / 10 ** (snr / 10))
    return below


@pytest.mark.parametrize("name", VOICES)
def test_the_noise_is_measured_within_2_db(name: str) -> None:
    sound = voice(name)
    for snr in (5, 15, 30):
        found = heard(sound + noise(sound, snr))
        assert found.tracks[0].snr_db == pytest.approx(snr, abs=2)
        by_length = [one.speech_seconds for one in found.stretches]
        measured = [one.snr_db for one in found.stretches]
        assert None not in measured
        assert np.average(np.array(measured, float), weights=by_length) == pytest.approx(snr, abs=2)


def test_zeros_behind_a_track_hide_no_noise() -> None:
    sound = voice("ada", seconds=8)
    padded = np.concatenate([sound + noise(sound, 20), np.zeros(10 * RATE)])
    assert heard(padded).tracks[0].snr_db == pytest.approx(20, abs=2)
    clean = np.where(np.abs(sound) < 0.002, 0, sound)
    assert heard(np.concatenate([np.zeros(RATE), clean])).tracks[0].level_dbfs is not None


@pytest.mark.parametrize(("name", "rate"), [("ada", 16_000), ("alan", 48_000)])
def test_the_bandwidth_is_measured_within_500_hz(name: str, rate: int) -> None:
    sound = voice(name, rate, 8.0)
    frequencies = np.arange(len(sound) // 2 + 1) * rate / len(sound)
    for highest in (3400, 5000, 7000):
        spectrum = np.fft.rfft(sound)
        spectrum[frequencies > highest] = 0
        narrow = np.fft.irfft(spectrum, len(sound))
        for found in (heard(narrow, rate=rate), heard(narrow + noise(sound, 45, rate), rate=rate)):
            assert found.tracks[0].bandwidth_hz == pytest.approx(highest, abs=500)
            for one in found.stretches:
                assert one.bandwidth_hz == pytest.approx(highest, abs=500)


def in_turns(one: Sound, other: Sound) -> tuple[Sound, Sound]:
    """A call in which two voices take turns of three seconds."""
    turn = 3 * RATE
    length = min(len(one), len(other)) // turn * turn
    first, second = np.zeros(2 * length), np.zeros(2 * length)
    for start in range(0, length, turn):
        first[2 * start : 2 * start + turn] = one[start : start + turn]
        second[2 * start + turn : 2 * start + 2 * turn] = other[start : start + turn]
    return first, second


@pytest.mark.parametrize(("delay", "strength"), [(0.08, -12.0), (0.25, -20.0), (0.4, -30.0)])
@pytest.mark.parametrize("pair", [("ada", "alan")])
def test_the_echo_is_measured_within_2_db_and_10_ms(
    pair: tuple[str, str], delay: float, strength: float
) -> None:
    agent, caller = in_turns(*map(voice, pair))
    late = np.concatenate([np.zeros(round(delay * RATE)), agent])[: len(agent)]
    random = np.random.default_rng(2).standard_normal(len(agent))
    found = heard(caller + late * 10 ** (strength / 20) + 1e-4 * random, agent, names=("caller", "agent"))
    whole = {one.track: one.echo for one in found.tracks}
    assert whole["agent"] is None
    echo = whole["caller"]
    assert echo is not None
    assert echo.source == "agent"
    assert echo.delay_ms == pytest.approx(1000 * delay, abs=10)
    assert echo.strength_db == pytest.approx(strength, abs=2)
    of_stretches = [one.echo for one in found.stretches if one.echo]
    assert of_stretches
    for one in of_stretches:
        assert (one.source, one.track) == ("agent", "caller")
        assert one.strength_db == pytest.approx(strength, abs=2)
    # The echo is no speech of the caller: nothing of his lies in the first turn of the agent.
    assert all(one.start > 2.5 for one in found.stretches if one.track == "caller")


def test_without_an_echo_none_is_told() -> None:
    agent, caller = in_turns(voice("ada"), voice("alan"))
    found = heard(caller, agent, names=("caller", "agent"))
    assert all(one.echo is None for one in (*found.tracks, *found.stretches))


def test_a_syllable_that_a_gate_cuts_is_told_and_natural_ones_are_not() -> None:
    cut = total = 0
    for name in VOICES:
        sound = voice(name)
        sound += 1e-4 * np.random.default_rng(3).standard_normal(len(sound))
        stretches = heard(sound).stretches
        assert not any(one.start_cut or one.end_cut for one in stretches)
        gated = sound.copy()
        for one in stretches:
            if one.end - one.start > 1.2:
                gated[round((one.start - 0.1) * RATE) : round((one.start + 0.25) * RATE)] = 0
                gated[round((one.end - 0.3) * RATE) : round((one.end + 0.1) * RATE)] = 0
        found = heard(gated).stretches
        cut += sum(one.start_cut + one.end_cut for one in found)
        total += 2 * len(found)
    assert cut >= total / 4  # where a consonant is cut, nothing tells


def test_levels_and_clipping_are_those_of_the_speech() -> None:
    sound = voice("ada", seconds=8)
    quiet = heard(sound)
    loud = heard(np.clip(sound * 4, -1, 1))
    softer = heard(sound / 10)
    assert quiet.tracks[0].level_dbfs == pytest.approx(10 * np.log10(power(sound)), abs=1)
    assert loud.tracks[0].clipped_samples > 100
    level = quiet.tracks[0].level_dbfs
    assert level is not None
    assert softer.tracks[0].level_dbfs == pytest.approx(level - 20, abs=0.3)
    assert sum(one.clipped_samples for one in softer.stretches) == 0


@settings(max_examples=40, deadline=None)
@given(
    data=st.binary(max_size=6000), channels=st.integers(1, 3), rate=st.sampled_from([8000, 16_000, 48_000])
)
def test_any_sound_has_an_answer(data: bytes, channels: int, rate: int) -> None:
    width = 2 * channels
    found = listen(recording_of(data[: len(data) // width * width] + bytes(width), "s16le", rate, channels))
    for one in found.stretches:
        assert 0 <= one.start < one.end
        assert is_plain(one)


def is_plain(one: Heard) -> bool:
    """Whether all numbers are finite."""
    numbers: list[Any] = [one.level_dbfs, one.peak_dbfs, one.snr_db, one.bandwidth_hz]
    return all(number is None or np.isfinite(number) for number in numbers)


@pytest.mark.parametrize("rate", [8000, 16_000])
def test_a_recogniser_gets_what_is_below_half_its_rate(rate: int) -> None:
    times = np.arange(2 * 48_000) / 48_000
    inside, outside = 0.4 * rate, 0.6 * rate
    tones = 0.2 * np.sin(2 * np.pi * inside * times) + 0.2 * np.sin(2 * np.pi * outside * times)
    stereo = np.stack([tones, tones], axis=1).astype(np.float32)
    heard_so = as_recogniser(recording_of(as_bytes(stereo, "s16le"), "s16le", 48_000, 2), rate)
    assert (heard_so.sample_rate, heard_so.channels) == (rate, 1)
    assert heard_so.duration == pytest.approx(2, abs=0.001)
    spectrum = np.abs(np.fft.rfft(heard_so.samples()[:, 0] * np.hanning(heard_so.frame_count)))
    frequencies = np.fft.rfftfreq(heard_so.frame_count, 1 / rate)
    loudest = spectrum.max()
    assert abs(frequencies[spectrum.argmax()] - inside) < 2
    assert spectrum[np.abs(frequencies - inside) > 50].max() < loudest / 3000  # no image of the other
