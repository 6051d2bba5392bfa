"""From frames to what a device takes: exact where both agree, and right in length and level where not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sambanova.speaker.conversion import DEVICE_FORMATS, Converter
from tests.parts import as_s16, correlation, recording_of, speech

RATE = 16000
VOICE = speech(1, RATE)


def in_chunks(converter: Converter, frame_count: int, chunk: int, volume: float = 1.0) -> bytes:
    """All that a device gets of a recording."""
    pieces = [
        converter.convert(start, min(start + chunk, frame_count), volume)
        for start in range(0, frame_count, chunk)
    ]
    return b"".join(pieces) + converter.rest()


@given(values=st.lists(st.integers(-32768, 32767), min_size=1, max_size=100), chunk=st.integers(1, 40))
def test_16_bits_reach_a_16_bit_device_bit_for_bit(values: list[int], chunk: int) -> None:
    pcm = np.array(values, "<i2").tobytes()
    converter = Converter(recording_of(pcm, "s16le", RATE), "paInt16", RATE, 1)
    assert in_chunks(converter, len(values), chunk) == pcm


@pytest.mark.parametrize(
    ("encoding", "stored", "sent"),
    [
        ("u8", b"\x00\x80\xff", np.array([-32768, 0, 127 << 8], "<i2").tobytes()),
        ("s24le", b"\x01\x02\x03\xff\xff\xff", b"\x00\x01\x02\x03\x00\xff\xff\xff"),
        ("s32le", b"\x01\x02\x03\x84", b"\x01\x02\x03\x84"),
        ("f32le", np.array([0.25, -1.5], "<f4").tobytes(), np.array([0.25, -1.5], "<f4").tobytes()),
    ],
)
def test_every_width_is_sent_in_one_that_holds_it(encoding: str, stored: bytes, sent: bytes) -> None:
    recording = recording_of(stored, encoding, RATE)
    converter = Converter(recording, DEVICE_FORMATS[recording.encoding], RATE, 1)
    assert in_chunks(converter, recording.frame_count, 2) == sent


@pytest.mark.parametrize(
    ("sample_format", "dtype", "full_scale"),
    [("paInt16", "<i2", 2**15), ("paInt32", "<i4", 2**31), ("paFloat32", "<f4", 1)],
)
def test_volume_scales_in_every_format(sample_format: str, dtype: str, full_scale: int) -> None:
    converter = Converter(recording_of(as_s16(VOICE), "s16le", RATE), sample_format, RATE, 1)
    sent = np.frombuffer(in_chunks(converter, RATE, 1000, volume=0.5), dtype) / full_scale
    np.testing.assert_allclose(sent, VOICE / 2, atol=2**-14)


def test_what_is_louder_than_the_device_can_be_is_clipped_and_does_not_wrap() -> None:
    loud = np.array([2.0, -2.0, 1.0], "<f4").tobytes()
    for sample_format, dtype in (("paInt16", "<i2"), ("paInt32", "<i4")):
        sent = np.frombuffer(
            Converter(recording_of(loud, "f32le", RATE), sample_format, RATE, 1).convert(0, 3, 1.0), dtype
        )
        limits = np.iinfo(dtype)
        assert sent.tolist() == [limits.max, limits.min, limits.max]


@pytest.mark.parametrize("device_rate", [8000, 44100, 48000])
@pytest.mark.parametrize("chunk", [1, 777, 16000])
def test_another_rate_keeps_length_and_sound_however_it_is_cut(device_rate: int, chunk: int) -> None:
    recording = recording_of(as_s16(VOICE[: RATE // 4]), "s16le", RATE)
    converter = Converter(recording, "paFloat32", device_rate, 1)
    sent = np.frombuffer(in_chunks(converter, recording.frame_count, chunk), "<f4")
    assert len(sent) == pytest.approx(device_rate / 4, abs=2)
    expected = np.interp(np.arange(len(sent)) / device_rate, np.arange(RATE // 4) / RATE, VOICE[: RATE // 4])
    assert correlation(sent, expected) > 0.97


def test_stereo_is_mixed_for_a_mono_device_and_mono_is_on_both_sides_of_a_stereo_one() -> None:
    stereo = np.array([[1000, 3000], [-500, 500]], "<i2")
    mixed = Converter(recording_of(stereo.tobytes(), "s16le", RATE, 2), "paInt16", RATE, 1).convert(0, 2, 1.0)
    assert np.frombuffer(mixed, "<i2").tolist() == [2000, 0]
    mono = np.array([7, -9], "<i2")
    both = Converter(recording_of(mono.tobytes(), "s16le", RATE), "paInt16", RATE, 2).convert(0, 2, 1.0)
    assert np.frombuffer(both, "<i2").tolist() == [7, 7, -9, -9]


@pytest.mark.parametrize(("sample_format", "width"), [("paInt16", 2), ("paInt32", 4), ("paFloat32", 4)])
def test_silence_is_as_long_as_asked_and_silent(sample_format: str, width: int) -> None:
    converter = Converter(recording_of(as_s16(VOICE), "s16le", RATE), sample_format, RATE, 2)
    assert converter.silence(10) == bytes(10 * 2 * width)
    assert converter.rest() == b""
