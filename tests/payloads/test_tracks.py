"""From the chunks that apps store to the bytes of each track, as the apps write them."""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sambanova.decoding.reader import read
from sambanova.encodings import MULAW_TABLE
from sambanova.errors import BufferTooLarge, PlayerError, UndecodableAudio
from sambanova.format_hints import FormatHints, declared_format
from sambanova.payloads.tracks import MAX_TRACKS, Track, unpack
from sambanova.stored_audio import Chunk, StoredTrack
from tests.parts import as_s16, speech

MAX_BYTES = 1 << 24
VOICE = as_s16(speech(1, 16000))
FLOATS = speech(1, 16000).astype("<f4").tobytes()
MULAW = np.abs(MULAW_TABLE[None, :].astype(int) - np.frombuffer(VOICE, "<i2")[:4000, None]).argmin(axis=1)
MULAW_VOICE = MULAW.astype(np.uint8).tobytes()
U8_VOICE = ((np.frombuffer(VOICE, "<i2") >> 8) + 128).astype(np.uint8).tobytes()


def place(*values: bytes | Chunk, name: str = "", key: str = "audio:1") -> StoredTrack:
    chunks = tuple(value if isinstance(value, Chunk) else Chunk(value) for value in values)
    return StoredTrack(name, key, "list", chunks)


def track_of(*values: bytes | Chunk) -> Track:
    (track,) = unpack([place(*values)], MAX_BYTES)
    return track


def cut(data: bytes, size: int = 640) -> list[bytes]:
    return [data[begin : begin + size] for begin in range(0, len(data), size)]


def codes(track: Track) -> list[str]:
    return [finding.code for finding in track.buffer.findings]


CHUNKS = cut(VOICE)
TEXT = base64.b64encode(VOICE)


@pytest.mark.parametrize(
    ("values", "data", "found"),
    [
        pytest.param([VOICE], VOICE, ["not_base64"], id="raw string, SET or APPEND"),
        pytest.param(CHUNKS, VOICE, ["not_base64"], id="raw list, RPUSH"),
        pytest.param(cut(FLOATS, 4096), FLOATS, ["not_base64"], id="float32 list"),
        pytest.param([TEXT], VOICE, [], id="base64 string"),
        pytest.param([base64.b64encode(one) for one in CHUNKS], VOICE, [], id="base64 list"),
        pytest.param(
            [base64.b64encode(one) for one in cut(MULAW_VOICE, 160)], MULAW_VOICE, [], id="Twilio's frames"
        ),
        pytest.param([*CHUNKS, b"", b"END"], VOICE, ["not_base64"], id="END behind raw chunks"),
        pytest.param([*map(base64.b64encode, CHUNKS), b"__DONE__"], VOICE, [], id="__DONE__"),
        pytest.param([*map(base64.b64encode, CHUNKS), b"__COMPLETE__"], VOICE, [], id="__COMPLETE__"),
        pytest.param([b"None", *CHUNKS, b"null", b"EOF"], VOICE, ["not_base64"], id="None and null"),
        pytest.param([*CHUNKS, b'{"type": "end"}'], VOICE, ["not_base64"], id="JSON as an end mark"),
        pytest.param(cut(TEXT, 1001), VOICE, [], id="base64 text that was cut anywhere"),
        pytest.param([VOICE.hex().encode()], VOICE, ["hexadecimal_text"], id="hex"),
        pytest.param([one.hex().encode() for one in CHUNKS], VOICE, ["hexadecimal_text"], id="hex list"),
        pytest.param([bytes(320).hex().encode()], bytes(320), ["hexadecimal_text"], id="silence in hex"),
        pytest.param([base64.b64encode(bytes(320))], bytes(320), [], id="silence in base64"),
        pytest.param(
            [base64.b64encode(one) + b"\n" for one in CHUNKS], VOICE, ["base64_line_breaks"], id="lines"
        ),
        pytest.param(
            [base64.b64encode(one).rstrip(b"=") for one in CHUNKS[:-1]],
            b"".join(CHUNKS[:-1]),
            ["base64_missing_padding"],
            id="chunks without padding",
        ),
    ],
)
def test_what_apps_store_comes_back_bit_for_bit(values: list[bytes], data: bytes, found: list[str]) -> None:
    track = track_of(*values)
    assert track.buffer.data == data
    assert not track.buffer.is_text
    assert codes(track) == found
    assert track.length == sum(map(len, values))
    assert track.preview[:20] in b"".join(values)


def test_what_is_merely_unusual_is_worth_knowing_and_no_more() -> None:
    (raw,) = track_of(VOICE).buffer.findings
    assert raw.severity == "info"
    assert "most apps" in raw.message


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (b"The recording is not available yet.", "plain text"),
        (b'{"error":"rate limited"}', "JSON without audio in it"),
        (b"<!DOCTYPE html><html></html>", "HTML or XML"),
        (b"NULL", "a word that stands for nothing"),
    ],
)
def test_what_is_no_audio_says_what_it_is(value: bytes, what: str) -> None:
    track = track_of(value)
    assert track.buffer.is_text
    with pytest.raises(UndecodableAudio, match=what):
        read(track.buffer, FormatHints())


@pytest.mark.parametrize("values", [[], [b""], [b"", b"END"], [b"NULL"], [b"None", b"null"]])
def test_nothing_but_placeholders_and_end_marks_is_no_audio(values: list[bytes]) -> None:
    assert track_of(*values).buffer.data == b""


def test_a_fault_in_some_chunks_is_one_finding_with_their_number() -> None:
    texts = [base64.b64encode(one) for one in CHUNKS]
    texts[3:5] = [one + b"\n" for one in texts[3:5]]
    (finding,) = track_of(*texts).buffer.findings
    assert finding.code == "base64_line_breaks"
    assert f"in 2 of {len(texts)} chunks" in finding.message


def wav(frames: bytes, size: int | None = None) -> bytes:
    length = len(frames) if size is None else size
    form = struct.pack("<IHHIIHH", 16, 1, 1, 16000, 32000, 2, 16)
    return (
        b"RIFF"
        + struct.pack("<I", length)
        + b"WAVEfmt "
        + form
        + b"data"
        + struct.pack("<I", length)
        + frames
    )


@pytest.mark.parametrize("size", [None, 0, 0xFFFFFFFF, 10_000_000])
def test_the_wav_headers_of_chunks_are_taken_off_and_believed(size: int | None) -> None:
    track = track_of(*(wav(one, size) for one in CHUNKS))
    assert track.buffer.data == VOICE
    assert track.declared == {"encoding": "s16le", "sample_rate": "16000", "channels": "1"}
    assert "wav_header_repeated" in codes(track)


def test_a_single_wav_file_stays_as_it_is() -> None:
    assert track_of(*cut(wav(VOICE))).buffer.data == wav(VOICE)


def entries(**fields: str) -> list[Chunk]:
    return [Chunk(one, fields, 1_700_000_000 + index / 50) for index, one in enumerate(CHUNKS)]


def test_the_fields_of_a_stream_declare_the_format_and_its_ids_the_times() -> None:
    track = track_of(*entries(sample_rate="16000", channels="1", sample_width="2", sequence="7"))
    assert track.buffer.data == VOICE
    assert track.declared == {"encoding": "s16le", "sample_rate": "16000", "channels": "1"}
    assert track.times[:2] == ((0, 1_700_000_000.0), (640, 1_700_000_000.02))
    assert len(track.times) == len(CHUNKS)


def test_a_later_entry_that_contradicts_is_a_finding() -> None:
    chunks = [*entries(sample_rate="16000"), Chunk(CHUNKS[0], {"sample_rate": "8000"})]
    track = track_of(*chunks)
    assert track.declared["sample_rate"] == "16000"
    (finding,) = (one for one in track.buffer.findings if one.code == "declaration_changes")
    assert finding.message.startswith("1 chunk ")
    assert "8000" in finding.message


def test_a_declared_value_that_cannot_be_used_is_passed_on_to_be_named() -> None:
    track = track_of(*entries(rate="16k", channels="1"))
    _, (finding,) = declared_format(track.declared)
    assert "16k" in finding.message


def test_the_directions_of_entries_are_tracks() -> None:
    chunks = [Chunk(one, {"role": "user" if index % 2 else "agent"}) for index, one in enumerate(CHUNKS)]
    tracks = {track.name: track for track in unpack([place(*chunks)], MAX_BYTES)}
    assert tracks.keys() == {"agent", "user"}
    assert tracks["agent"].buffer.data == b"".join(CHUNKS[::2])
    assert tracks["user"].buffer.data == b"".join(CHUNKS[1::2])
    assert tracks["user"].length == sum(map(len, CHUNKS[1::2]))


def test_names_that_are_no_directions_leave_one_track() -> None:
    chunks = [Chunk(bytes([index, 200]) * 20, {"source": f"id-{index}"}) for index in range(MAX_TRACKS + 1)]
    assert track_of(*chunks).buffer.data == b"".join(chunk.data for chunk in chunks)


def test_tracks_have_names_of_their_own() -> None:
    both = json.dumps({"user": [TEXT.decode()], "agent": [TEXT.decode()]}).encode()
    tracks = unpack([place(both), place(VOICE, name="user"), place(VOICE), place(VOICE)], MAX_BYTES)
    names = [track.name for track in tracks]
    assert len(set(names)) == len(names) == 5
    assert names[:2] == ["user", "agent"]
    assert "track 4" in names


def test_a_place_without_audio_is_no_track_beside_one_with_audio() -> None:
    tracks = unpack([place(b"NULL", name="user"), place(VOICE, name="agent")], MAX_BYTES)
    assert [track.name for track in tracks] == ["agent"]


def test_more_than_the_limit_is_refused() -> None:
    assert unpack([place(VOICE)], len(VOICE))[0].buffer.data == VOICE
    with pytest.raises(BufferTooLarge, match="AUDIO_MAX_BUFFER_MB"):
        unpack([place(*CHUNKS)], len(VOICE) - 1)


@st.composite
def chunked(draw: st.DrawFn) -> list[bytes]:
    """Real PCM in chunks of any lengths."""
    sound = draw(
        st.sampled_from([VOICE, U8_VOICE, MULAW_VOICE, FLOATS])
        | st.sampled_from([bytes(4000), b"\x80" * 4000, b"\xff" * 4000, b"\x7f\x80" * 2000])
    )
    begin = draw(st.integers(0, len(sound) - 3000))
    sizes = draw(st.lists(st.integers(1, 400) | st.integers(1, 3), min_size=2, max_size=40))
    ends = np.cumsum([begin, *sizes]).tolist()
    return [sound[start:end] for start, end in pairwise(ends) if sound[start:end]]


@given(chunked().filter(lambda chunks: len(b"".join(chunks)) >= 200))
def test_raw_chunks_of_any_length_come_back_bit_for_bit(chunks: list[bytes]) -> None:
    assert track_of(*chunks).buffer.data == b"".join(chunks)


HOSTILE = [
    b"[" * 20_000,
    b"[" * 10_000 + b"]" * 10_000,
    b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    b'{"audio":' * 8 + b'"AAAA"' + b"}" * 8,
    b'{"audio": "\\ud800"}',
    b'{"audio": "data:\\ud800,AAAA"}',
    b'{"role": "\\ud800", "rate": "\\ud800", "audio": "AAAA"}',
    b'{"audio": "' + b" " * 200_000 + b'!"}',
    b'{"audio": 1e999}',
    b'{"audio": [NaN, Infinity]}',
    b'{"audio": [' + b"9" * 30 + b"]}",
    b'{"sample_rate": ' + b"9" * 5000 + b"}",
    b'{"type": "Buffer", "data": [300, -1]}',
    b"\x93NUMPY\x01\x00\xff\xff",
    b"\x93NUMPY\x01\x00v\x00{'descr': '<i2', 'fortran_order': True, 'shape': (99999999999999999, 9)}\n\0\0",
    b"\x1f\x8b\x08\x00",
    b"x\x9c",
    b"\x80\x04\x95",
    b"RIFF\xff\xff\xff\xffWAVEfmt \xff\xff\xff\xff",
    b"RIFF\0\0\0\0WAVE",
    b"data:;base64,",
    b'"{"',
    b"\xc2",
]
VALUE = st.binary(max_size=80) | st.sampled_from(HOSTILE) | st.text(max_size=30).map(str.encode)
FIELDS = st.dictionaries(
    st.sampled_from(["sample_rate", "channels", "role", "track", "format", "mediaFormat", "sample_width"]),
    st.text(max_size=10) | st.sampled_from(["{", '{"encoding": 1}', "9" * 5000]),
    max_size=3,
)


@given(st.lists(st.builds(Chunk, VALUE, FIELDS, st.none() | st.floats()), max_size=6), st.integers(0, 2000))
@example([Chunk(one) for one in HOSTILE], 1 << 20)
@example([Chunk(one) for one in HOSTILE if one.startswith(b"RIFF")], 1 << 20)
def test_no_stored_bytes_raise_anything_but_an_error_of_the_player(chunks: list[Chunk], limit: int) -> None:
    try:
        tracks: Sequence[Track] = unpack([place(*chunks), place(*chunks[:1], name="user")], limit)
    except PlayerError:
        return
    names = [track.name for track in tracks]
    assert len(set(names)) == len(names) >= 1
    for track in tracks:
        assert track.buffer.is_text or len(track.buffer.data) <= limit
        declared_format(track.declared)
        for finding in track.buffer.findings:
            assert finding.message.rstrip("”").endswith((".", "…"))
            assert finding.hint.endswith(".")


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_gives_few_bytes_or_says_what_it_is(value: bytes) -> None:
    for written in (value, base64.b64encode(value), value.hex().encode()):
        (track,) = unpack([place(written)], MAX_BYTES)
        assert track.buffer.is_text or len(track.buffer.data) <= 2 * len(value)
