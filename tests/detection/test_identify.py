"""The detector of headerless audio, on sounds made here and on anything at all."""

from __future__ import annotations

import random
import struct
import subprocess
import sys
import time
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sambanova.detection import Identification, detect
from sambanova.detection.identify import MAX_CANDIDATES, SURE
from sambanova.detection.sample_rate import RATES
from sambanova.encodings import ENCODINGS
from tests.detection.sounds import as_bytes, in_stereo, speak


def check_shape(found: Identification) -> None:
    """What every answer keeps."""
    for reading in (found, *found.candidates):
        assert 0.0 <= reading.confidence <= 1.0
        assert 0.0 <= reading.rate_confidence <= 1.0
        if reading.encoding is None:
            assert (reading.channels, reading.sample_rate, reading.offset) == (0, 0, 0)
        else:
            assert reading.encoding in ENCODINGS
            assert reading.channels in (1, 2)
            assert reading.sample_rate in RATES
            assert 0 <= reading.offset < ENCODINGS[reading.encoding].sample_width
    assert found.evidence
    assert all(isinstance(sentence, str) and sentence for sentence in found.evidence)
    assert len(found.candidates) <= MAX_CANDIDATES
    seen = [(c.encoding, c.channels, c.sample_rate) for c in (found, *found.candidates)]
    assert len(set(seen)) == len(seen)
    assert all(candidate.encoding is not None for candidate in found.candidates)


# ---------------------------------------------------------------- right answers


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("channels", [1, 2])
def test_names_every_encoding_in_mono_and_stereo(encoding: str, channels: int) -> None:
    frames = speak() if channels == 1 else in_stereo()
    found = detect(as_bytes(frames, encoding))
    check_shape(found)
    assert (found.encoding, found.channels, found.offset) == (encoding, channels, 0)
    assert found.confidence >= SURE


@pytest.mark.parametrize("rate", [8000, 24000, 48000])
@pytest.mark.parametrize("encoding", ["s16le", "f32le", "mulaw"])
def test_names_common_encodings_at_other_rates(encoding: str, rate: int) -> None:
    found = detect(as_bytes(speak(1.3, rate, 7), encoding))
    assert (found.encoding, found.channels) == (encoding, 1)


@pytest.mark.parametrize("encoding", ["s16le", "s16be", "s24le", "f32le"])
def test_finds_the_first_whole_sample_after_a_stray_byte(encoding: str) -> None:
    found = detect(b"\x5a" + as_bytes(speak(2.0), encoding))
    assert (found.encoding, found.channels, found.offset) == (encoding, 1, 1)
    assert any("stray byte" in sentence for sentence in found.evidence)


@pytest.mark.parametrize("encoding", ["s16le", "u8", "mulaw", "f32le"])
def test_leading_digital_silence_does_not_hide_the_sound(encoding: str) -> None:
    frames = np.concatenate([np.zeros(16000 * 3), speak()])
    found = detect(as_bytes(frames, encoding))
    assert (found.encoding, found.channels) == (encoding, 1)


@pytest.mark.parametrize(
    "encoding", ["s8", "u8", "s16le", "s16be", "s24le", "s32be", "f32le", "mulaw", "alaw"]
)
def test_names_very_quiet_sound(encoding: str) -> None:
    frames = speak(2.0)
    found = detect(as_bytes(0.01 * frames / np.abs(frames).max(), encoding))
    assert (found.encoding, found.channels) == (encoding, 1)


def test_takes_8_bits_of_one_step_for_no_telephone_code() -> None:
    """-1, 0 and 1 as signed bytes are far apart as A-law codes, with gaps between."""
    frames = np.clip(np.round(3 * speak(4.0)), -1, 1) / 128
    found = detect(as_bytes(frames, "s8"))
    assert (found.encoding, found.channels) == ("s8", 1)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("channels", [1, 2])
def test_names_clipped_sound(encoding: str, channels: int) -> None:
    frames = speak(0.8) if channels == 1 else in_stereo(0.8)
    found = detect(as_bytes(np.clip(8 * frames, -1, 1), encoding))
    assert (found.encoding, found.channels) == (encoding, channels)


@pytest.mark.parametrize("encoding", ["s32le", "s32be", "f32le", "f32be", "f64le"])
@pytest.mark.parametrize("stray", [b"", b"\x5a"])
def test_names_a_short_loud_buffer_of_wide_samples(encoding: str, stray: bytes) -> None:
    frames = speak(0.25, 16000, 3)
    found = detect(stray + as_bytes(frames / np.abs(frames).max(), encoding))
    assert (found.encoding, found.channels, found.offset) == (encoding, 1, len(stray))


@pytest.mark.parametrize("stray", [b"", b"\x5a"])
def test_16_bits_in_32_are_one_channel_and_no_silent_second_one(stray: bytes) -> None:
    found = detect(stray + as_bytes(np.round(speak(0.5) * 2**15) / 2**15, "s32le"))
    assert (found.encoding, found.channels) == ("s32le", 1)


@pytest.mark.parametrize("encoding", ["s8", "u8", "mulaw", "alaw"])
def test_a_pause_at_the_start_does_not_hide_the_sound(encoding: str) -> None:
    """The first bytes say nothing, but are not all equal: the sound behind them decides."""
    frames = np.concatenate([np.zeros(4000), speak(0.5, 16000, 2)])
    frames[::997] += 1 / 100
    found = detect(as_bytes(frames, encoding))
    assert (found.encoding, found.channels) == (encoding, 1)


@pytest.mark.parametrize("encoding", ["s8", "s16be", "mulaw", "alaw", "f32le"])
@pytest.mark.parametrize("seconds", [0.25, 2.0])
def test_names_sound_with_a_dc_offset(encoding: str, seconds: float) -> None:
    found = detect(as_bytes(0.8 * speak(seconds, 16000, 5) + 0.1, encoding))
    assert (found.encoding, found.channels) == (encoding, 1)


@pytest.mark.parametrize("encoding", ["f32le", "f32be", "f64le"])
def test_names_floats_that_were_not_scaled(encoding: str) -> None:
    """Full scale is 32768 where 16-bit samples were merely cast."""
    found = detect(as_bytes(np.round(32767 * speak()), encoding))
    assert (found.encoding, found.channels) == (encoding, 1)


@pytest.mark.parametrize("encoding", ["s16le", "s24le", "s32le", "f32le", "mulaw"])
def test_names_most_buffers_of_50_milliseconds(encoding: str) -> None:
    right = 0
    for seed in range(10):
        frames = speak(1.0, 16000, seed)
        loudest = int(np.argmax(np.convolve(frames**2, np.ones(800), "valid")))
        found = detect(as_bytes(frames[loudest : loudest + 800], encoding))
        right += (found.encoding, found.channels) == (encoding, 1)
    assert right >= 8


def test_looks_at_a_sound_of_a_few_bytes_after_a_long_silence() -> None:
    frames = np.concatenate([np.zeros(60_000), 0.3 * np.sin(np.arange(120) / 9)])
    found = detect(as_bytes(frames, "s16le"))
    assert found.evidence[0] != "all bytes are equal: digital silence, or no data"


@pytest.mark.parametrize("frequency", [220.0, 440.0, 1000.0, 3000.0])
def test_names_a_plain_tone(frequency: float) -> None:
    tone = 0.5 * np.sin(2 * np.pi * frequency * np.arange(16000) / 16000)
    found = detect(as_bytes(tone, "s16le"))
    assert (found.encoding, found.channels) == ("s16le", 1)


def test_names_equal_channels_as_stereo() -> None:
    one = speak(1.5)
    found = detect(as_bytes(np.stack([one, one], 1), "s16le"))
    assert (found.encoding, found.channels) == ("s16le", 2)


# ---------------------------------------------------------------- what is not audio


def not_audio() -> dict[str, bytes]:
    """Bytes that are something else."""
    rng = random.Random(3)
    source = Path(__file__).read_text(encoding="utf-8") * 2
    return {
        "random": rng.randbytes(60_000),
        "text": source.encode(),
        "utf-16": source.encode("utf-16-le"),
        "compressed": zlib.compress((source * 3).encode(), 9) + rng.randbytes(3000),
        "hex": rng.randbytes(20_000).hex().encode(),
        "zeros": bytes(50_000),
        "one value": b"\x80" * 50_000,
        "numbers": b",".join(str(rng.randrange(10**6)).encode() for _ in range(5000)),
        "counters": np.arange(9000, dtype="<u4").tobytes(),
        "doubles": struct.pack("<4000d", *(rng.gauss(0, 1) for _ in range(4000))),
    }


@pytest.mark.parametrize("kind", not_audio())
def test_is_not_sure_of_what_is_not_audio(kind: str) -> None:
    found = detect(not_audio()[kind])
    check_shape(found)
    assert found.encoding is None or found.confidence < SURE


@pytest.mark.parametrize("kind", ["random", "text", "hex", "zeros", "one value", "counters"])
def test_rejects_what_is_plainly_not_audio(kind: str) -> None:
    assert detect(not_audio()[kind]).encoding is None


@pytest.mark.parametrize("data", [b"", b"\x00", b"ab", bytes(127), bytes(range(100))])
def test_says_nothing_about_a_few_bytes(data: bytes) -> None:
    found = detect(data)
    check_shape(found)
    assert found.encoding is None
    assert found.confidence == 0.0


# ---------------------------------------------------------------- any input


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(
        st.binary(max_size=3000),
        st.builds(lambda unit, times: unit * times, st.binary(min_size=1, max_size=9), st.integers(1, 3000)),
        st.builds(
            lambda seed, size: random.Random(seed).randbytes(size), st.integers(0, 99), st.integers(0, 40_000)
        ),
        st.lists(st.floats(width=32), min_size=40, max_size=800).map(
            lambda v: struct.pack(f"<{len(v)}f", *v)
        ),
    )
)
@example(b"\x00" * 128)
@example(b"\xff" * 127 + b"\x00")
@example(bytes(200) + b"\x01")
@example(b"\x00\x00\x80\x7f" * 500)  # infinities
@example(b"\x00\x00\xc0\x7f" * 500)  # not numbers
@example(b"\x00\x80" * 5000)
def test_answers_any_bytes_with_a_valid_format(data: bytes) -> None:
    check_shape(detect(data))


def test_answers_the_same_for_the_same_bytes() -> None:
    data = as_bytes(in_stereo(0.6, 24000), "s24be")
    assert detect(data) == detect(data)


def test_takes_no_longer_for_a_long_buffer() -> None:
    second = as_bytes(speak(1.0), "s16le")
    detect(second)

    def taken(data: bytes) -> float:
        start = time.process_time()
        detect(data)
        return time.process_time() - start

    assert taken(second * 900) < 12 * max(taken(second), 0.02)


def test_importing_needs_no_measurable_work() -> None:
    code = (
        "import numpy, time; start = time.process_time(); import sambanova.detection; "
        "print(time.process_time() - start)"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(answer.stdout) < 1.0


# ---------------------------------------------------------------- candidates, evidence, rate


def test_offers_the_neighbouring_rate() -> None:
    near = {44100: 48000, 48000: 44100, 22050: 24000, 24000: 22050}
    checked = 0
    for rate in (22050, 24000, 44100, 48000):
        for seed in range(3):
            found = detect(as_bytes(speak(0.73, rate, seed), "s16le"))
            if found.sample_rate in near:
                checked += 1
                same = [c.sample_rate for c in found.candidates if (c.encoding, c.channels) == ("s16le", 1)]
                assert near[found.sample_rate] in same
                assert any("is a guess" in sentence for sentence in found.evidence)
    assert checked >= 4


def test_a_round_length_names_the_rate() -> None:
    """Exactly 2 s at 22.05 kHz is no round length at 24 kHz."""
    found = detect(as_bytes(speak(2.0, 22050), "s16le"))
    rates = [found.sample_rate, *(candidate.sample_rate for candidate in found.candidates)]
    assert rates.index(22050) < (rates.index(24000) if 24000 in rates else 99)


def test_g711_is_taken_for_telephone_sound() -> None:
    found = detect(as_bytes(speak(1.0, 8000), "mulaw"))
    assert (found.encoding, found.sample_rate) == ("mulaw", 8000)


def test_rate_is_never_said_to_be_sure() -> None:
    found = detect(as_bytes(speak(1.0), "s16le"))
    assert any("is a guess" in sentence for sentence in found.evidence)


def test_evidence_compares_with_the_next_best_reading() -> None:
    found = detect(as_bytes(speak(1.0), "s16le"))
    assert "16-bit little-endian" in found.evidence[0]
    assert "bits" in found.evidence[0]
