"""A list that holds its newest chunk first is read from its end; any other is read as it is."""

from __future__ import annotations

import base64

import numpy as np
import pytest

from sambanova.clips import Clip, as_bytes
from sambanova.encodings import ENCODINGS
from sambanova.payloads.tracks import unpack
from sambanova.stored_audio import Chunk, StoredTrack
from tests.parts import as_s16, container_file

VOICE = Clip("grace").sound(16000)[: 4 * 16000, 0]
STORED = {
    "s16le": as_s16(VOICE),
    "stereo": as_s16(np.column_stack([VOICE, np.roll(VOICE, 300)])),
    "f32le": VOICE.astype("<f4").tobytes(),
    "mulaw": as_bytes(VOICE, "mulaw"),
}


def chunks_of(data: bytes, size: int) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]


def track_of(chunks: list[bytes]) -> tuple[bytes, set[str]]:
    """What is read of a list, and the codes of its findings."""
    (track,) = unpack([StoredTrack("", "audio:1", "list", tuple(map(Chunk, chunks)))], 1 << 28)
    return track.buffer.data, {finding.code for finding in track.buffer.findings}


@pytest.mark.parametrize("is_base64", [False, True])
@pytest.mark.parametrize("name", STORED)
@pytest.mark.parametrize("size", [640, 3200])
def test_newest_first_is_read_from_the_end_and_said(name: str, size: int, is_base64: bool) -> None:
    chunks = chunks_of(STORED[name], size)
    stored = [base64.b64encode(chunk) for chunk in chunks] if is_base64 else chunks
    data, codes = track_of(stored[::-1])
    assert data == STORED[name]
    assert "chunks_newest_first" in codes
    data, codes = track_of(stored)
    assert data == STORED[name]
    assert "chunks_newest_first" not in codes


def test_a_container_begins_with_its_header() -> None:
    file = container_file(VOICE, 16000, "webm", "libopus", live=True)
    data, codes = track_of(chunks_of(file, 2000)[::-1])
    assert data == file
    assert "chunks_newest_first" in codes


@pytest.mark.parametrize("seed", range(5))
def test_noise_and_silence_stay_as_they_are(seed: int) -> None:
    noise = np.random.default_rng(seed).standard_normal(16000, np.float32) * np.float32(0.1)
    for data in (as_s16(noise), bytes(32000), ENCODINGS["mulaw"].to_wav(b"\xff" * 16000)):
        chunks = chunks_of(data, 640)
        found, codes = track_of(chunks)
        assert found == data
        assert "chunks_newest_first" not in codes
