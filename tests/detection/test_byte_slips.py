"""Bytes lost or added in the middle: found, located, and put right for playing and saving."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sambanova.detection import byte_slips
from sambanova.encodings import ENCODINGS, samples_as_float
from tests.parts import as_s16, correlation, speech

RATE = 16000
WIDE = ("s16le", "s16be", "s24le", "s24be", "s32le", "s32be", "f32le", "f32be", "f64le")


def encoded(samples: NDArray[np.float32], encoding: str) -> bytes:
    """Samples -1..1, frames x channels or one-dimensional, as bytes of a wide encoding."""
    flat = samples.reshape(-1).astype(np.float64)
    order = ">" if encoding.endswith("be") else "<"
    width = ENCODINGS[encoding].sample_width
    if encoding.startswith("f"):
        return flat.astype(f"{order}f{width}").tobytes()
    whole = (
        np.rint(flat * (2.0 ** (8 * width - 1) - 1)).astype("<i8").view(np.uint8).reshape(-1, 8)[:, :width]
    )
    return (whole if order == "<" else whole[:, ::-1]).tobytes()


def decoded(data: bytes, encoding: str, channels: int = 1) -> NDArray[np.float32]:
    """Bytes as samples, frames x channels."""
    known = ENCODINGS[encoding]
    return samples_as_float(known.to_wav(data), known.wav).reshape(-1, channels)


@pytest.fixture(scope="module")
def voice() -> NDArray[np.float32]:
    """Six seconds of speech, mono."""
    return speech(6, RATE)


@pytest.mark.parametrize("encoding", WIDE)
def test_clean_sound_has_no_slips(voice: NDArray[np.float32], encoding: str) -> None:
    assert byte_slips.align(encoded(voice, encoding), encoding, 1) == byte_slips.Alignment(0)


@pytest.mark.parametrize("encoding", WIDE)
@pytest.mark.parametrize("fault", ["lost", "extra"])
def test_a_slip_is_located_and_put_right(voice: NDArray[np.float32], encoding: str, fault: str) -> None:
    data = encoded(voice, encoding)
    width = ENCODINGS[encoding].sample_width
    place = 3 * RATE * width + 4321
    damaged = data[:place] + (data[place + 1 :] if fault == "lost" else b"\x5a" + data[place:])

    mended, places = byte_slips.mend(damaged, width, byte_slips.align(damaged, encoding, 1))

    assert len(places) == 1
    assert abs(places[0] - place / width) < 0.02 * RATE
    assert correlation(decoded(mended, encoding)[:, 0], voice) >= 0.99


@pytest.mark.parametrize("encoding", ["s16le", "f32le"])
def test_stereo_keeps_its_channels(encoding: str) -> None:
    sound = np.stack([speech(5, RATE, seed=1), speech(5, RATE, seed=2)], axis=1)
    data = encoded(sound, encoding)
    width = 2 * ENCODINGS[encoding].sample_width
    for place in range(2 * RATE * width, 2 * RATE * width + 2 * width):
        damaged = data[:place] + data[place + 1 :]
        mended, places = byte_slips.mend(damaged, width, byte_slips.align(damaged, encoding, 2))
        heard = decoded(mended, encoding, 2)
        assert len(places) == 1
        assert correlation(heard[:, 0], sound[:, 0]) >= 0.99
        assert correlation(heard[:, 1], sound[:, 1]) >= 0.99


def test_loud_stereo_keeps_its_channels_at_telephone_rate() -> None:
    # Steps from sample to sample are as large as those of noise here; only a prediction tells.
    sound = np.stack([1.9 * speech(5, 8000, seed=3), 0.7 * speech(5, 8000, seed=4)], axis=1)
    data = as_s16(np.clip(sound, -1, 1))
    for place in range(60_001, 140_000, 9_973):
        for damaged in (data[:place] + data[place + 1 :], data[:place] + b"\x33" + data[place:]):
            mended, places = byte_slips.mend(damaged, 4, byte_slips.align(damaged, "s16le", 2))
            heard = decoded(mended, "s16le", 2)
            assert len(places) == 1
            assert abs(places[0] - place / 4) < 0.02 * 8000
            for channel in (0, 1):
                assert correlation(heard[:, channel], sound[:, channel]) >= 0.99


def test_the_byte_that_is_left_of_a_sample_tells_that_the_other_one_was_lost(
    voice: NDArray[np.float32],
) -> None:
    data = as_s16(voice)
    for place in range(20_001, 180_000, 7_919):
        damaged = data[:place] + data[place + 1 :]
        mended, _ = byte_slips.mend(damaged, 2, byte_slips.align(damaged, "s16le", 1))
        assert len(mended) == len(data)  # so that what follows stays in its time


def test_16_bits_kept_in_32_slip_too(voice: NDArray[np.float32]) -> None:
    whole = np.frombuffer(as_s16(voice), "<i2").astype("<i4") << 16
    data = whole.astype("<i4").tobytes()
    place = 150_001
    mended, places = byte_slips.mend(
        data[:place] + data[place + 1 :],
        4,
        byte_slips.align(data[:place] + data[place + 1 :], "s32le", 1),
    )
    assert len(places) == 1
    assert abs(places[0] - place / 4) < 0.02 * RATE
    assert correlation(decoded(mended, "s32le")[:, 0], voice) >= 0.99


def test_several_slips_are_all_put_right(voice: NDArray[np.float32]) -> None:
    data = as_s16(voice)
    cuts = [30_001, 81_111, 120_000, 160_003]
    pieces = [data[start + 1 : end] for start, end in zip([-1, *cuts], [*cuts, len(data)], strict=True)]
    damaged = b"".join(pieces)
    mended, places = byte_slips.mend(damaged, 2, byte_slips.align(damaged, "s16le", 1))
    assert len(places) == len(cuts)
    assert all(abs(place - cut / 2) < 0.02 * RATE for place, cut in zip(places, cuts, strict=True))
    assert correlation(decoded(mended, "s16le")[:, 0], voice) >= 0.99


def test_a_slip_in_a_long_recording_is_found() -> None:
    voice = np.tile(speech(30, RATE), 12)
    voice = voice + 0.001 * np.random.default_rng(1).standard_normal(len(voice)).astype(np.float32)
    data = as_s16(voice)
    place = 7_654_321
    mended, places = byte_slips.mend(
        data[:place] + data[place + 1 :], 2, byte_slips.align(data[:place] + data[place + 1 :], "s16le", 1)
    )
    assert len(places) == 1
    assert abs(places[0] - place / 2) < 0.02 * RATE
    tail = slice(place // 2 + 100, place // 2 + 100_000)
    assert correlation(decoded(mended, "s16le")[tail, 0], voice[tail]) >= 0.99


@pytest.mark.parametrize("encoding", ["u8", "s8", "mulaw", "alaw"])
def test_one_byte_samples_cannot_slip(encoding: str) -> None:
    noise = np.random.default_rng(1).bytes(100_000)
    assert byte_slips.align(noise, encoding, 1, offset=1) == byte_slips.Alignment(1)


@pytest.mark.parametrize("encoding", WIDE)
def test_noise_and_silence_have_no_slips(encoding: str) -> None:
    noise = np.random.default_rng(2).bytes(200_000)
    assert not byte_slips.align(noise, encoding, 1).slips
    assert not byte_slips.align(bytes(200_000), encoding, 1).slips


@settings(deadline=None, max_examples=40)
@given(data=st.binary(max_size=5000), channels=st.integers(1, 8), offset=st.integers(0, 7))
def test_any_bytes_can_be_aligned_and_mended(data: bytes, channels: int, offset: int) -> None:
    for encoding in WIDE:
        frame_width = ENCODINGS[encoding].sample_width * channels
        mended, places = byte_slips.mend(
            data, frame_width, byte_slips.align(data, encoding, channels, offset)
        )
        assert len(mended) % frame_width == 0
        assert all(0 <= place <= len(mended) // frame_width for place in places)


@settings(deadline=None, max_examples=25)
@given(place=st.integers(20_000, 170_000))
def test_a_lost_byte_anywhere_is_put_right(place: int) -> None:
    voice = speech(6, RATE)
    data = as_s16(voice)
    damaged = data[:place] + data[place + 1 :]
    mended, places = byte_slips.mend(damaged, 2, byte_slips.align(damaged, "s16le", 1))
    assert len(places) == 1
    assert abs(places[0] - place / 2) < 0.02 * RATE
    assert correlation(decoded(mended, "s16le")[:, 0], voice) >= 0.99
