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
from numpy.typing import NDArray

from sambanova.audio_format import AudioFormat
from sambanova.detection.chooser import Chooser, choice_scores
from sambanova.detection.features import (
    FRAME_MULTIPLE,
    LAYOUTS,
    STREAMS,
    Stream,
    alaw_levels,
    code_bits,
    decode,
    liveliest,
    mulaw_levels,
    other_order,
)
from sambanova.detection.identify import MOST_CANDIDATES, SURE, detect
from sambanova.detection.networks import pack, unpack
from sambanova.detection.sample_rate import RATES, Sound, length_evidence, length_in_words, rate_features
from sambanova.encodings import ENCODINGS

Frames = NDArray[np.float64]


def speak(seconds: float = 1.0, rate: int = 16000, seed: int = 1) -> Frames:
    """Something like a voice: pulses through three resonances, in syllables, with breath."""
    rng = np.random.default_rng(seed)
    count = int(seconds * rate)
    time_axis = np.arange(count) / rate
    pitch = 120 + 25 * np.sin(2 * np.pi * 2.3 * time_axis + seed) + 8 * np.sin(2 * np.pi * 5.1 * time_axis)
    phase = np.cumsum(pitch) / rate
    source = np.diff(np.floor(phase), prepend=0.0) + 0.02 * rng.standard_normal(count)
    formants = ((640, 90), (1190, 110), (2390, 160))
    sound = np.zeros(count)
    length = int(0.03 * rate)
    ring = np.arange(length) / rate
    for frequency, width in formants:
        answer = np.exp(-np.pi * width * ring) * np.sin(2 * np.pi * frequency * ring)
        sound += np.convolve(source, answer)[:count]
    syllables = np.clip(np.sin(2 * np.pi * 3.7 * time_axis + seed), 0, None) ** 0.7
    sound = sound * syllables + 0.002 * rng.standard_normal(count)
    return np.asarray(0.5 * sound / np.abs(sound).max())


def as_bytes(frames: Frames, encoding: str) -> bytes:
    """Samples (frames, or frames x channels) as headerless bytes."""
    flat = frames.reshape(-1)
    layout = LAYOUTS[encoding]
    if layout.family == "g711":
        levels = mulaw_levels() if encoding == "mulaw" else alaw_levels()
        return bytes(np.abs(flat[:, None] - levels[None, :]).argmin(1).astype(np.uint8))
    if layout.family == "float":
        return flat.astype(f"{'>' if encoding.endswith('be') else '<'}f{layout.width}").tobytes()
    full = 2 ** (8 * layout.width - 1)
    whole = np.clip(np.round(flat * full), -full, full - 1).astype("<i8") + (128 if encoding == "u8" else 0)
    octets = whole.view(np.uint8).reshape(-1, 8)[:, : layout.width]
    return np.ascontiguousarray(octets[:, ::-1] if encoding.endswith("be") else octets).tobytes()


def in_stereo(seconds: float = 1.0, rate: int = 16000) -> Frames:
    """One voice on the left, another on the right."""
    return np.stack([speak(seconds, rate, 1), 0.7 * speak(seconds, rate, 4)], 1)


def check_shape(found: AudioFormat) -> None:
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
            assert 0 <= reading.offset < LAYOUTS[reading.encoding].width
    assert found.source == "signal"
    assert found.evidence
    assert all(isinstance(sentence, str) and sentence for sentence in found.evidence)
    assert len(found.candidates) <= MOST_CANDIDATES
    seen = [(c.encoding, c.channels, c.sample_rate) for c in (found, *found.candidates)]
    assert len(set(seen)) == len(seen)
    assert all(candidate.encoding is not None for candidate in found.candidates)


# ---------------------------------------------------------------- right answers


@pytest.mark.parametrize("encoding", LAYOUTS)
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


@pytest.mark.parametrize("encoding", LAYOUTS)
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
        "import numpy, time; start = time.process_time(); import sambanova.detection.identify; "
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


def test_length_evidence_prefers_rates_that_make_the_length_round() -> None:
    evidence = dict(zip(RATES, length_evidence(44100 * 3), strict=True))
    assert evidence[44100] > evidence[48000] + 3
    powers = dict(zip(RATES, length_evidence(128 * 1005), strict=True))
    assert abs(powers[48000] - powers[44100]) < 2.5, "blocks of 128 frames come at any rate"
    assert length_in_words(44100 * 3, 44100) == "exactly 3 s"
    assert length_in_words(44101, 44100) is None


def test_rate_features_are_finite_for_silence_and_for_a_few_samples() -> None:
    for samples in (np.zeros(5000), speak(0.01), np.ones(3)):
        features = rate_features(Sound(np.frombuffer(as_bytes(samples, "s16le"), np.uint8), "s16le", 1, 0))
        assert np.isfinite(features).all()


# ---------------------------------------------------------------- parts


@pytest.mark.parametrize("encoding", LAYOUTS)
def test_decode_gives_back_what_was_stored(encoding: str) -> None:
    frames = speak(0.1)
    sound = decode(np.frombuffer(as_bytes(frames, encoding), np.uint8), Stream(encoding, 0))
    assert sound is not None
    samples, half_cells = sound
    tolerance = 2.1 if encoding in ("mulaw", "alaw") else 1.001  # G.711 cells are not symmetric
    assert np.all(np.abs(samples - frames[: len(samples)]) <= half_cells * tolerance + 2e-8)


def test_the_liveliest_stretch_of_wide_samples_holds_that_of_narrow_ones() -> None:
    window = np.zeros(12288, np.uint8)
    window[8000:9000] = np.arange(1000) * 37 % 256
    starts = liveliest(window, 3072)
    assert starts[1] <= 8000
    assert starts[1] + 3072 >= 9000
    for narrow, wide in ((1, 2), (2, 3), (3, 4), (4, 8)):
        assert starts[wide] <= starts[narrow]
        assert starts[narrow] + 3072 * narrow <= starts[wide] + 3072 * wide or wide == 8
    assert all(start % FRAME_MULTIPLE == 0 for start in starts.values())
    assert set(liveliest(window[:100], 3072).values()) == {0}


def test_repeated_samples_cost_next_to_nothing() -> None:
    """A clipped peak is no surprise, however badly it is predicted."""
    rng = np.random.default_rng(1)
    residual = 0.3 * rng.standard_normal((1, 512))
    half_cell, repeats = np.full((1, 512), 2.0**-16), np.zeros((1, 512))
    repeats[0, 128:384] = 1.0
    without = code_bits(residual, half_cell, np.array([16.0]), np.zeros((1, 512)))
    cost = code_bits(residual, half_cell, np.array([16.0]), repeats)
    assert cost[0, 128:384].mean() < 0.1
    assert np.allclose(cost[0, :128], without[0, :128])


def test_a_network_says_the_same_after_packing() -> None:
    rng = np.random.default_rng(2)
    arrays = [rng.standard_normal(shape) for shape in ((6,), (6,), (6, 1), (6, 3), (3,), (3, 1))]
    network = Chooser(*arrays)._replace(deviation=np.ones(6))
    (again,) = unpack(Chooser, [pack(network)])
    readings, null = rng.standard_normal((4, 3)), rng.standard_normal(2)
    scores = choice_scores([network], readings, null)
    assert scores.shape == (5,)
    assert np.allclose(scores, choice_scores([again], readings, null), atol=0.05)


def test_the_other_byte_order_of_the_other_is_the_stream_itself() -> None:
    for stream in STREAMS:
        partner = other_order(stream)
        if partner is not None:
            assert other_order(partner) == stream
    assert other_order(Stream("u8", 0)) is None
    assert other_order(Stream("f64le", 3)) is None
