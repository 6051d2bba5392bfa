"""Containers without their beginning, or with a header that lies: what can be played is played."""

from __future__ import annotations

import io
import struct
import wave

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sambanova.decoding import containers
from sambanova.decoding import packets as packet_recovery
from sambanova.decoding import wav_header as wav_repair
from sambanova.decoding.containers import DecodedContainer
from sambanova.decoding.reader import read
from sambanova.encodings import samples_as_float
from sambanova.errors import UndecodableAudio
from sambanova.format_hints import FormatHints
from sambanova.payloads.base64_text import AudioBuffer
from tests.parts import as_s16, container_file, correlation, speech

RATE = 48000
PLENTY = 1 << 30
VOICE = speech(4, RATE)
CLUSTER = b"\x1f\x43\xb6\x75"


def decode(data: bytes) -> DecodedContainer:
    """What `data` decodes to."""
    found = containers.decode(data, PLENTY)
    assert found is not None
    return found


def mono(found: DecodedContainer) -> NDArray[np.float32]:
    """The first channel."""
    return samples_as_float(found.pcm[:], found.encoding).reshape(-1, found.channels)[:, 0]


def codes(found: DecodedContainer) -> list[str]:
    """The codes of the findings."""
    return [finding.code for finding in found.findings]


# WebM and Ogg without their beginning


@pytest.fixture(scope="module")
def webm() -> bytes:
    """What a browser records."""
    return container_file(VOICE, RATE, "webm", "libopus", live=True)


def test_a_whole_recording_has_no_finding(webm: bytes) -> None:
    assert codes(decode(webm)) == []


@pytest.mark.parametrize("lost", [1, 5, 40, 1000, 5000])
def test_webm_without_its_first_bytes_is_played(webm: bytes, lost: int) -> None:
    found = decode(webm[lost:])
    assert (found.container, found.codec, found.sample_rate, found.channels) == ("webm", "opus", RATE, 1)
    assert codes(found) == ["container_header_missing"]
    heard = mono(found)
    assert len(heard) > 4 * RATE * (1 - (lost + 2000) / len(webm))
    assert correlation(heard, VOICE[-len(heard) :]) > 0.98


def test_webm_from_a_cluster_on_is_played(webm: bytes) -> None:
    found = decode(webm[webm.index(CLUSTER) :])
    assert codes(found) == ["container_header_missing"]
    assert found.findings[0].severity == "error"
    assert correlation(mono(found), VOICE) > 0.98


def test_webm_without_its_header_keeps_both_sides() -> None:
    other = speech(4, RATE, seed=9)
    file = container_file(np.stack([VOICE, other], axis=1), RATE, "webm", "libopus", live=True)
    found = decode(file[file.index(CLUSTER) :])
    assert found.channels == 2
    sides = samples_as_float(found.pcm[:], found.encoding).reshape(-1, 2)
    assert correlation(sides[:, 0], VOICE) > 0.95
    assert correlation(sides[:, 1], other) > 0.95


def test_ogg_without_its_first_pages_is_played() -> None:
    file = container_file(VOICE, RATE, "ogg", "libopus", live=False)
    second = file.index(b"OggS", 4)
    third = file.index(b"OggS", second + 4)
    for start in (second, third):
        found = decode(file[start:])
        assert (found.container, codes(found)) == ("ogg", ["container_header_missing"])
        assert correlation(mono(found), VOICE[-len(mono(found)) :]) > 0.95


def test_mp4_fragments_without_their_header_are_played() -> None:
    file = container_file(VOICE, RATE, "mp4", "libopus", live=True)
    for start in (file.index(b"moof") - 4, file.index(b"moof") - 100):
        found = decode(file[start:])
        assert (found.container, found.codec, found.sample_rate, found.channels) == ("mp4", "opus", RATE, 1)
        assert codes(found) == ["container_header_missing"]
        assert correlation(mono(found)[: len(VOICE)], VOICE[: len(mono(found))]) > 0.95


def test_mp4_that_cannot_be_played_says_why() -> None:
    fragments = container_file(VOICE, RATE, "mp4", "aac", live=True)
    headless = fragments[fragments.index(b"moof") - 4 :]
    whole = container_file(VOICE, RATE, "mp4", "aac")
    cut = whole[: whole.index(b"moov") - 4]
    for data, said in ((headless, "without its beginning"), (cut, "ends before its index")):
        assert containers.decode(data, PLENTY) is None
        with pytest.raises(UndecodableAudio, match=said):
            read(AudioBuffer(data, True), FormatHints())


def test_a_chunk_missing_in_the_middle_is_named(webm: bytes) -> None:
    clusters = [found for found in range(len(webm)) if webm.startswith(CLUSTER, found)]
    begin, end = (clusters[1], clusters[2]) if len(clusters) > 3 else (len(webm) // 3, len(webm) // 2)
    found = decode(webm[:begin] + webm[end:])
    assert "chunk_missing" in codes(found)


@pytest.mark.parametrize(("container", "codec"), [("mp3", "libmp3lame"), ("adts", "aac")])
def test_frames_are_found_behind_half_a_frame(container: str, codec: str) -> None:
    file = container_file(VOICE, RATE, container, codec, live=False)
    found = decode(file[5000:])
    assert codes(found) == ["container_header_missing"]
    heard = mono(found)
    assert correlation(heard, VOICE[-len(heard) :]) > 0.95


def test_random_bytes_hold_no_packets() -> None:
    rng = np.random.default_rng(5)
    for _ in range(300):
        noise = rng.bytes(int(rng.integers(50, 40_000)))
        assert packet_recovery.find_packets(noise) is None
        assert packet_recovery.find_packets(CLUSTER + noise) is None
        assert packet_recovery.find_packets(b"OggS\0" + noise) is None
        assert packet_recovery.find_packets(b"\0\0\1\0moof" + noise) is None


@settings(deadline=None, max_examples=100)
@given(data=st.data())
def test_no_piece_of_a_recording_makes_it_raise(data: st.DataObject) -> None:
    file = container_file(VOICE[: RATE // 2], RATE, "webm", "libopus", live=True)
    begin = data.draw(st.integers(0, len(file)))
    piece = file[begin : data.draw(st.integers(begin, len(file)))]
    spoiled = bytearray(piece)
    for place in data.draw(st.lists(st.integers(0, max(0, len(piece) - 1)), max_size=5)) if piece else []:
        spoiled[place] ^= data.draw(st.integers(1, 255))
    containers.decode(bytes(spoiled), PLENTY)


# WAV headers that lie


PCM = as_s16(speech(2, 16000))


def wav(pcm: bytes = PCM, **fields: int) -> bytes:
    """A WAV file at 16 kHz mono, with some of the header's numbers replaced."""
    known = {"size": len(pcm), "rate": 16000, "bytes_per_second": 32000, "width": 2, **fields}
    form = struct.pack("<HHIIHH", 1, 1, known["rate"], known["bytes_per_second"], known["width"], 16)
    body = b"WAVEfmt " + struct.pack("<I", 16) + form + b"data" + struct.pack("<I", known["size"]) + pcm
    return b"RIFF" + struct.pack("<I", min(len(body), 0xFFFFFFFF)) + body


def test_a_true_header_is_not_touched() -> None:
    assert wav_repair.repaired(wav()) == (wav(), ())
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setparams((2, 2, 44100, 0, "NONE", ""))
        writer.writeframes(PCM[: len(PCM) // 4 * 4])
    assert wav_repair.repaired(file.getvalue()) == (file.getvalue(), ())


@pytest.mark.parametrize("size", [0, 0xFFFFFFFF, 0x7FFFFFFF, 0xFFFFFFFF - 36, 0x7FFFF024])
def test_a_length_that_was_never_filled_in(size: int) -> None:
    found = decode(wav(size=size))
    assert codes(found) == ["container_length_unknown"]
    assert found.findings[0].severity == "info"
    assert found.pcm == PCM


@pytest.mark.parametrize(
    ("size", "said"), [(len(PCM) // 2, "1.00 s after"), (len(PCM) + 32000, "1.00 s more")]
)
def test_a_wrong_length_loses_nothing(size: int, said: str) -> None:
    found = decode(wav(size=size))
    assert codes(found) == ["container_length_wrong"]
    assert said in found.findings[0].message
    assert found.pcm == PCM


def test_chunks_behind_the_sound_are_no_sound() -> None:
    info = b"LIST" + struct.pack("<I", 12) + b"INFOISFT" + struct.pack("<I", 0)
    found = decode(wav() + info)
    assert (codes(found), found.pcm) == ([], PCM)


def test_a_rate_that_the_header_itself_contradicts() -> None:
    found = decode(wav(rate=8000))
    assert codes(found) == ["container_rate_contradicts"]
    assert "8 kHz" in found.findings[0].message
    assert "16 kHz" in found.findings[0].message
    assert found.pcm == PCM


def test_a_wrong_frame_width_is_put_right() -> None:
    found = decode(wav(width=4, bytes_per_second=64000))
    assert codes(found) == ["container_header_contradicts"]
    assert found.pcm == PCM


@pytest.mark.parametrize("lost", [1, 4, 8, 12])
def test_a_wav_file_without_its_first_bytes_is_played(lost: int) -> None:
    found = decode(wav()[lost:])
    assert (codes(found), found.pcm) == (["container_header_damaged"], PCM)


def test_a_wav_header_that_was_overwritten_is_put_together() -> None:
    found = decode(bytes(8) + wav()[8:])
    assert (codes(found), found.pcm) == (["container_header_damaged"], PCM)


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=200), st.integers(0, 60))
def test_no_header_makes_it_raise(junk: bytes, at: int) -> None:
    spoiled = wav()[:at] + junk + wav()[at + len(junk) :][:400]
    wav_repair.repaired(spoiled)
    wav_repair.rebuilt(spoiled)
    containers.decode(spoiled, PLENTY)
