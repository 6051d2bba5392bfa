"""NumPy files, gzip, zlib, latin-1 and pickles in place of bare bytes."""

from __future__ import annotations

import base64
import gzip
import io
import pickle
import tracemalloc
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sambanova.errors import BufferTooLarge
from sambanova.payloads.tracks import Track, unpack
from sambanova.stored_audio import Chunk, StoredTrack
from tests.parts import as_s16, speech

MAX_BYTES = 1 << 24
SAMPLES = np.frombuffer(as_s16(speech(1, 16000)), "<i2")
SOUND = SAMPLES.tobytes()
CHUNKS = [SOUND[begin : begin + 640] for begin in range(0, len(SOUND), 640)]


def npy(array: NDArray[Any]) -> bytes:
    file = io.BytesIO()
    np.save(file, array, allow_pickle=True)
    return file.getvalue()


def track_of(*values: bytes) -> Track:
    (track,) = unpack([StoredTrack("", "k", "list", tuple(map(Chunk, values)))], MAX_BYTES)
    return track


def codes(track: Track) -> list[str]:
    return [finding.code for finding in track.buffer.findings]


FLOATS = (SAMPLES / 32768).astype("<f4")
STEREO = SAMPLES.reshape(-1, 2)


@pytest.mark.parametrize(
    ("array", "data", "encoding", "channels"),
    [
        pytest.param(SAMPLES, SOUND, "s16le", "1", id="int16"),
        pytest.param(FLOATS, FLOATS.tobytes(), "f32le", "1", id="float32"),
        pytest.param(FLOATS.astype("<f8"), FLOATS.astype("<f8").tobytes(), "f64le", "1", id="float64"),
        pytest.param(
            FLOATS.astype("<f2"), FLOATS.astype("<f2").astype("<f4").tobytes(), "f32le", "1", id="f2"
        ),
        pytest.param(SAMPLES.astype(">i2"), SAMPLES.astype(">i2").tobytes(), "s16be", "1", id="big-endian"),
        pytest.param(SAMPLES.astype("<i8"), SOUND, "s16le", "1", id="int64 of NumPy's default"),
        pytest.param(
            SAMPLES.astype("<i4") * 99, (SAMPLES.astype("<i4") * 99).tobytes(), "s32le", "1", id="i4"
        ),
        pytest.param(
            (SAMPLES >> 8).astype("i1"), (SAMPLES >> 8).astype("i1").tobytes(), "s8", "1", id="int8"
        ),
        pytest.param(STEREO, SOUND, "s16le", "2", id="frames of two channels"),
        pytest.param(STEREO.T.copy(), SOUND, "s16le", "2", id="two rows of channels"),
        pytest.param(np.asfortranarray(STEREO), SOUND, "s16le", "2", id="Fortran order"),
        pytest.param(STEREO.T, SOUND, "s16le", "2", id="rows in Fortran order"),
        pytest.param(SAMPLES[None], SOUND, "s16le", "1", id="one row"),
        pytest.param(SAMPLES[:, None], SOUND, "s16le", "1", id="one column"),
        pytest.param(SAMPLES.reshape(100, -1), SOUND, "s16le", "1", id="rows of blocks"),
        pytest.param(
            np.asfortranarray(SAMPLES.reshape(100, -1)), SOUND, "s16le", "1", id="blocks in Fortran"
        ),
        pytest.param(SAMPLES[:0], b"", "s16le", "1", id="empty"),
    ],
)
def test_the_header_of_a_numpy_file_is_the_format(
    array: NDArray[Any], data: bytes, encoding: str, channels: str
) -> None:
    track = track_of(npy(array))
    assert track.buffer.data == data
    assert track.declared == {"encoding": encoding, "channels": channels}
    assert [finding.severity for finding in track.buffer.findings] == ["info"]


def test_each_chunk_may_be_a_numpy_file() -> None:
    track = track_of(*(npy(np.frombuffer(one, "<i2")) for one in CHUNKS))
    assert track.buffer.data == SOUND
    assert track.declared == {"encoding": "s16le", "channels": "1"}


def test_a_numpy_file_may_be_stored_in_parts() -> None:
    whole = npy(SAMPLES)
    assert track_of(*(whole[begin : begin + 999] for begin in range(0, len(whole), 999))).buffer.data == SOUND


def test_a_numpy_file_that_is_cut_off_gives_what_is_there() -> None:
    track = track_of(npy(SAMPLES)[:-101])
    assert track.buffer.data == SOUND[:-102]
    assert codes(track) == ["npy_cut_off"]


class Hostile:
    """Writes a file when it is loaded from a pickle."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.write_text, (self.path, "loaded")


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickle_is_named_and_never_loaded(tmp_path: Path, protocol: int) -> None:
    mark = tmp_path / "mark"
    for data in (
        pickle.dumps(Hostile(mark), protocol),
        pickle.dumps(SAMPLES, protocol),
        base64.b64encode(pickle.dumps([Hostile(mark)], protocol)),
        gzip.compress(pickle.dumps({"audio": SOUND, "more": Hostile(mark)}, protocol)),
    ):
        track = track_of(data)
        assert track.buffer.is_text
        assert "a Python pickle" in track.buffer.findings[-1].message
    assert not mark.exists()


@pytest.mark.parametrize(
    ("array", "what"),
    [
        (np.array([1, "a"], object), "Python objects"),
        (np.array(["abc"]), "<U3"),
        (SAMPLES.astype("<u2"), "<u2"),
        (np.zeros(3, bool), "b1"),
        (np.zeros(3, complex), "c16"),
        (np.zeros(3, [("left", "<i2"), ("right", "<i2")]), "named fields|of type"),
        (np.array([1 << 40]), "no sample"),
    ],
)
def test_an_array_that_is_no_audio_says_what_it_is(array: NDArray[Any], what: str) -> None:
    track = track_of(npy(array))
    assert track.buffer.is_text
    assert any(part in track.buffer.findings[-1].message for part in what.split("|"))


@pytest.mark.parametrize(
    "values",
    [
        pytest.param([gzip.compress(SOUND)], id="gzip"),
        pytest.param([zlib.compress(SOUND)], id="zlib"),
        pytest.param([*map(gzip.compress, CHUNKS)], id="chunks of gzip"),
        pytest.param([*map(zlib.compress, CHUNKS)], id="chunks of zlib"),
        pytest.param([b"".join(map(gzip.compress, CHUNKS))], id="gzip with APPEND"),
        pytest.param([base64.b64encode(gzip.compress(SOUND))], id="base64 of gzip"),
        pytest.param([gzip.compress(base64.b64encode(SOUND))], id="gzip of base64"),
        pytest.param([base64.b64encode(gzip.compress(npy(SAMPLES)))], id="base64 of gzip of NumPy"),
        pytest.param([*(base64.b64encode(zlib.compress(one)) for one in CHUNKS)], id="chunks in base64"),
        pytest.param([gzip.compress(gzip.compress(SOUND))], id="twice"),
    ],
)
def test_compressed_sound_is_decompressed(values: list[bytes]) -> None:
    track = track_of(*values)
    assert track.buffer.data == SOUND
    assert "compressed" in codes(track)
    assert {finding.severity for finding in track.buffer.findings} == {"info"}


def test_compressed_sound_that_is_cut_off_gives_its_beginning() -> None:
    track = track_of(gzip.compress(SOUND)[:-200])
    assert SOUND.startswith(track.buffer.data)
    assert len(track.buffer.data) > len(SOUND) * 0.9
    assert codes(track) == ["compressed_cut_off"]


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_a_bomb_is_refused_at_the_limit(pack: Any) -> None:
    bomb = pack(bytes(64 << 20))
    for values in ([bomb], [base64.b64encode(bomb)], [pack(bytes(1 << 20))] * 30, [pack(bomb)]):
        stored = StoredTrack("", "k", "list", tuple(map(Chunk, values)))
        tracemalloc.start()
        with pytest.raises(BufferTooLarge):
            unpack([stored], 1 << 20)
        assert tracemalloc.get_traced_memory()[1] < 16 << 20
        tracemalloc.stop()


@pytest.mark.parametrize("wrap", [bytes, base64.b64encode])
def test_bytes_that_were_taken_for_characters_are_turned_back(wrap: Any) -> None:
    track = track_of(wrap(SOUND.decode("latin-1").encode()))
    assert track.buffer.data == SOUND
    assert "bytes_as_text" in codes(track)
    assert track_of(*(one.decode("latin-1").encode() for one in CHUNKS)).buffer.data == SOUND


def test_a_language_with_umlauts_is_text() -> None:
    track = track_of("Die Aufnahme wurde später gelöscht, weil sie zu groß für den Speicher war.".encode())
    assert track.buffer.is_text
