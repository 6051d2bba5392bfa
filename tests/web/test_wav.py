"""WAV files: other programs open them, they hold the stored samples, and any range is part of the whole."""

from __future__ import annotations

import io
import struct
import wave

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from sambanova.encodings import ENCODINGS
from sambanova.recording import Recording
from sambanova.web.wav import WavFile
from tests.parts import as_s16, recording_of, speech

SUBTYPES = {"u8": "PCM_U8", "s16le": "PCM_16", "s24le": "PCM_24", "s32le": "PCM_32", "f32le": "FLOAT"}


def whole(recording: Recording) -> bytes:
    return b"".join(WavFile.of(recording).read())


def stored_as(encoding: str, channels: int) -> bytes:
    """A second of speech at 8 kHz, stored in an encoding."""
    voice = np.repeat(speech(1, 8000), channels).astype(np.float64)
    if encoding[0] == "f":
        dtype = {"f32le": "<f4", "f32be": ">f4", "f64le": "<f8"}[encoding]
        return bytes(voice.astype(dtype).data)
    width = ENCODINGS[encoding].sample_width
    if encoding in ("mulaw", "alaw"):
        return bytes((np.abs(voice) * 255).astype("u1").data)
    integers = np.rint(voice * (2 ** (8 * width - 1) - 1)).astype(np.int64)
    if encoding == "u8":
        return bytes((integers + 128).astype("u1").data)
    wide = integers.astype(">i8" if encoding.endswith("be") else "<i8").view("u1").reshape(-1, 8)
    narrow = wide[:, 8 - width :] if encoding.endswith("be") else wide[:, :width]
    return bytes(narrow.tobytes())


@pytest.mark.parametrize("channels", [1, 2, 3])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_libsndfile_reads_what_was_stored(encoding: str, channels: int) -> None:
    recording = recording_of(stored_as(encoding, channels), encoding, 8000, channels)
    file = whole(recording)
    with soundfile.SoundFile(io.BytesIO(file)) as opened:
        assert opened.format == "WAV"
        assert opened.subtype == SUBTYPES[ENCODINGS[encoding].wav]
        assert (opened.samplerate, opened.channels, opened.frames) == (8000, channels, 8000)
        read = opened.read(dtype="float64", always_2d=True)
    np.testing.assert_allclose(read, recording.samples(), atol=2**-24)


@pytest.mark.parametrize("encoding", [name for name in ENCODINGS if name[0] != "f"])
def test_the_wave_module_reads_all_but_floats(encoding: str) -> None:
    recording = recording_of(stored_as(encoding, 2), encoding, 44100, 2)
    with wave.open(io.BytesIO(whole(recording))) as opened:
        assert opened.getframerate() == 44100
        assert opened.getnchannels() == 2
        assert opened.getnframes() == 8000
        assert opened.readframes(8000) == recording.pcm


@pytest.mark.parametrize("encoding", ["u8", "s16le", "s24le", "s32le", "f32le"])
def test_what_a_wav_file_can_hold_is_held_byte_for_byte(encoding: str) -> None:
    stored = stored_as(encoding, 1)
    file = whole(recording_of(stored, encoding, 8000))
    assert file.endswith(stored)
    assert len(file) < len(stored) + 64


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_sizes_in_the_header_are_those_of_the_file(encoding: str) -> None:
    file = whole(
        recording_of(stored_as(encoding, 1)[: 999 * ENCODINGS[encoding].sample_width], encoding, 8000)
    )
    riff, size, form = struct.unpack("<4sI4s", file[:12])
    assert (riff, form) == (b"RIFF", b"WAVE")
    assert size + 8 == len(file)
    position, chunks = 12, {}
    while position < len(file):
        name, length = struct.unpack("<4sI", file[position : position + 8])
        chunks[name] = length
        position += 8 + length + length % 2
    assert position == len(file)
    assert chunks[b"data"] == 999 * ENCODINGS[ENCODINGS[encoding].wav].sample_width


@pytest.mark.parametrize("encoding", ["u8", "s24le"])
def test_an_odd_number_of_bytes_is_padded_as_riff_wants_it(encoding: str) -> None:
    recording = recording_of(bytes(range(1, 4)) * ENCODINGS[encoding].sample_width, encoding, 8000)
    wav = WavFile.of(recording)
    assert len(recording.pcm) % 2 == 1
    assert wav.size % 2 == 0
    assert len(whole(recording)) == wav.size
    assert soundfile.info(io.BytesIO(whole(recording))).frames == 3


@given(data=st.data())
def test_any_range_is_that_part_of_the_whole(data: st.DataObject) -> None:
    encoding = data.draw(st.sampled_from(["u8", "s16le", "s24le", "f32le"]))
    frames = data.draw(st.integers(1, 50))
    stored = bytes(range(256))[: frames * ENCODINGS[encoding].sample_width]
    recording = recording_of(stored, encoding, 8000)
    first = data.draw(st.integers(0, recording.frame_count))
    wav = WavFile.of(recording, first, data.draw(st.integers(0, recording.frame_count + 2)))
    complete = b"".join(wav.read())
    assert len(complete) == wav.size
    start = data.draw(st.integers(0, wav.size))
    stop = data.draw(st.integers(start, wav.size + 10))
    assert b"".join(wav.read(start, stop)) == complete[start:stop]


def test_a_long_file_comes_in_pieces() -> None:
    recording = recording_of(bytes(range(250)) * 8000, "s16le", 44100)
    pieces = list(WavFile.of(recording).read())
    assert len(pieces) > 3
    assert b"".join(pieces)[44:] == recording.pcm
    assert b"".join(WavFile.of(recording).read(700_001, 1_500_003)) == b"".join(pieces)[700_001:1_500_003]


def test_a_span_is_a_file_of_its_own() -> None:
    stored = as_s16(speech(2, 8000))
    wav = WavFile.of(recording_of(stored, "s16le", 8000), 4000, 12000)
    with wave.open(io.BytesIO(b"".join(wav.read()))) as opened:
        assert opened.getnframes() == 8000
        assert opened.readframes(9999) == stored[8000:24000]


def test_an_empty_span_is_a_file_without_sound() -> None:
    recording = recording_of(as_s16(speech(1, 8000)), "s16le", 8000)
    for wav in (WavFile.of(recording, 5, 5), WavFile.of(recording, 9, 2), WavFile.of(recording, 99999)):
        with wave.open(io.BytesIO(b"".join(wav.read()))) as opened:
            assert opened.getnframes() == 0
