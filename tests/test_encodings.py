"""How samples are stored, held against independent references: struct, libsndfile, and tables from G.711."""

from __future__ import annotations

import io
import math
import struct

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from sambanova.encodings import (
    ENCODINGS,
    WAV_SAMPLE_WIDTH,
    encoding_named,
    samples_as_float,
)

WIDTHS = {"u8": 1, "s8": 1, "mulaw": 1, "alaw": 1, "s16": 2, "s24": 3, "s32": 4, "f32": 4, "f64": 8}
SUBTYPES = {
    "u8": "PCM_U8",
    "s8": "PCM_S8",
    "s16": "PCM_16",
    "s24": "PCM_24",
    "s32": "PCM_32",
    "f32": "FLOAT",
    "f64": "DOUBLE",
    "mulaw": "ULAW",
    "alaw": "ALAW",
}


def family(name: str) -> str:
    return name.removesuffix("le").removesuffix("be")


def decoded(name: str, data: bytes) -> list[float]:
    """The samples as floats, the way through the player: to WAV samples, then to floats."""
    encoding = ENCODINGS[name]
    return [float(value) for value in samples_as_float(encoding.to_wav(data), encoding.wav)]


def by_libsndfile(name: str, data: bytes) -> list[float]:
    """The samples as libsndfile reads them."""
    samples, _ = soundfile.read(
        io.BytesIO(data),
        channels=1,
        samplerate=8000,
        subtype=SUBTYPES[family(name)],
        endian="BIG" if name.endswith("be") else "LITTLE",
        format="RAW",
        dtype="float64",
    )
    return [float(value) for value in samples]


def test_every_encoding_of_the_interface_is_there() -> None:
    names = "u8 s8 s16le s16be s24le s24be s32le s32be f32le f32be f64le mulaw alaw"
    assert list(ENCODINGS) == names.split()


@pytest.mark.parametrize("name", ENCODINGS)
def test_the_table_says_how_wide_a_sample_is(name: str) -> None:
    encoding = ENCODINGS[name]
    assert encoding.name == name
    assert encoding.sample_width == WIDTHS[family(name)]
    assert WAV_SAMPLE_WIDTH[encoding.wav] * 5 == len(encoding.to_wav(bytes(5 * encoding.sample_width)))


@pytest.mark.parametrize("name", [name for name in ENCODINGS if family(name) not in ("f32", "f64")])
@given(data=st.data())
def test_whole_numbers_are_read_as_libsndfile_reads_them(name: str, data: st.DataObject) -> None:
    width = ENCODINGS[name].sample_width
    stored = data.draw(st.binary(min_size=width, max_size=30 * width))
    stored = stored[: len(stored) // width * width]
    # Floats of 24 bits hold 32-bit samples only nearly.
    assert decoded(name, stored) == pytest.approx(by_libsndfile(name, stored), abs=2**-25)


@pytest.mark.parametrize("name", ["f32le", "f32be", "f64le"])
@given(values=st.lists(st.floats(-4, 4, width=32), min_size=1, max_size=30))
def test_floats_are_read_as_struct_wrote_them(name: str, values: list[float]) -> None:
    code = {"f32le": "<f", "f32be": ">f", "f64le": "<d"}[name]
    stored = b"".join(struct.pack(code, value) for value in values)
    assert decoded(name, stored) == values


@pytest.mark.parametrize("name", ["f32le", "f32be", "f64le"])
@given(data=st.binary(min_size=8, max_size=400))
def test_no_bytes_make_floats_that_cannot_be_played(name: str, data: bytes) -> None:
    width = ENCODINGS[name].sample_width
    samples = np.array(decoded(name, data[: len(data) // width * width]), np.float32)
    with np.errstate(over="raise", invalid="raise"):
        assert math.isfinite(np.square(samples).sum())


@pytest.mark.parametrize(("value", "played"), [(math.nan, 0.0), (math.inf, 1.0), (-math.inf, -1.0)])
def test_what_is_no_number_becomes_silence_or_full_scale(value: float, played: float) -> None:
    for name, code in (("f32le", "<f"), ("f32be", ">f"), ("f64le", "<d")):
        assert decoded(name, struct.pack(code, value)) == [played]


@pytest.mark.parametrize(
    ("name", "code", "full_scale"),
    [("s16le", "<h", 2**15), ("s16be", ">h", 2**15), ("s32le", "<i", 2**31), ("s32be", ">i", 2**31)]
    + [("s8", "<b", 2**7)],
)
def test_the_ends_of_the_scale_are_minus_one_and_just_below_one(
    name: str, code: str, full_scale: int
) -> None:
    stored = struct.pack(code, -full_scale) + struct.pack(code, full_scale - 1) + struct.pack(code, 0)
    assert decoded(name, stored) == pytest.approx([-1, 1 - 1 / full_scale, 0], abs=2**-25)


def test_24_bits_keep_their_byte_order() -> None:
    assert decoded("s24le", b"\x01\x00\x40") == pytest.approx([0.5 + 2**-23], abs=1e-12)
    assert decoded("s24be", b"\x40\x00\x01") == pytest.approx([0.5 + 2**-23], abs=1e-12)


def test_unsigned_8_bits_have_their_zero_in_the_middle() -> None:
    assert decoded("u8", b"\x00\x80\xff") == [-1, 0, 127 / 128]


# G.711 (11/88), tables 2a and 1a: the values at the decoder's output, here scaled to 16 bits.
MULAW_VALUES = {0x00: -32124, 0x0F: -16764, 0x10: -15996, 0x7E: -8, 0x7F: 0, 0x80: 32124, 0x8F: 16764}
MULAW_VALUES |= {0x9F: 8316, 0xEF: 132, 0xFE: 8, 0xFF: 0}
ALAW_VALUES = {0x55: -8, 0xD5: 8, 0x2A: -32256, 0xAA: 32256, 0x54: -24, 0xD4: 24, 0x80: 5504, 0x00: -5504}


@pytest.mark.parametrize(("name", "values"), [("mulaw", MULAW_VALUES), ("alaw", ALAW_VALUES)])
def test_g711_codes_have_the_values_of_the_recommendation(name: str, values: dict[int, int]) -> None:
    pcm = np.frombuffer(ENCODINGS[name].to_wav(bytes(values)), "<i2")
    assert dict(zip(values, pcm.tolist(), strict=True)) == values


@pytest.mark.parametrize("name", ["mulaw", "alaw"])
def test_all_g711_codes_are_read_as_libsndfile_reads_them(name: str) -> None:
    every_code = bytes(range(256))
    assert decoded(name, every_code) == by_libsndfile(name, every_code)


def inverse(name: str, wav: bytes) -> bytes:
    """The stored bytes that became these WAV samples."""
    if name == "s8":
        return bytes(value ^ 0x80 for value in wav)
    width = ENCODINGS[name].sample_width
    if name.endswith("be"):
        return b"".join(wav[begin : begin + width][::-1] for begin in range(0, len(wav), width))
    return wav


@pytest.mark.parametrize("name", [name for name in ENCODINGS if family(name)[0] in "us"])
@given(data=st.data())
def test_pcm_comes_back_from_a_wav_file_with_every_bit(name: str, data: st.DataObject) -> None:
    width = ENCODINGS[name].sample_width
    stored = data.draw(st.binary(max_size=60 * width))
    stored = stored[: len(stored) // width * width]
    assert inverse(name, ENCODINGS[name].to_wav(stored)) == stored


@pytest.mark.parametrize("encoding", WAV_SAMPLE_WIDTH)
def test_a_partial_sample_at_the_end_is_ignored(encoding: str) -> None:
    width = WAV_SAMPLE_WIDTH[encoding]
    assert len(samples_as_float(bytes(3 * width + width - 1), encoding)) == 3  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("pyaudio.paInt16", "s16le"),
        ("paInt8", "s8"),
        ("PAUINT8", "u8"),
        ("paInt24", "s24le"),
        ("paFloat32", "f32le"),
        ("pcm_s16le", "s16le"),
        ("pcm_f32be", "f32be"),
        ("pcm_mulaw", "mulaw"),
        ("pcm_s16", "s16le"),
        ("LINEAR16", "s16le"),
        ("L16", "s16be"),
        (" MULAW ", "mulaw"),
        ("PCMU", "mulaw"),
        ("ulaw", "mulaw"),
        ("a-law", "alaw"),
        ("Float32", "f32le"),
        ("double", "f64le"),
        ("g711_ulaw", "mulaw"),
    ],
)
def test_other_programs_words_are_understood(word: str, name: str) -> None:
    found = encoding_named(word)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("word", ["", "opus", "s17le", "pcm_", "paCustomFormat", "s16 le"])
def test_other_words_name_no_encoding(word: str) -> None:
    assert encoding_named(word) is None
