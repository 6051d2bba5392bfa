"""Audio in JSON, as Twilio, OpenAI, Node, and the apps that keep JSON in Redis write it."""

from __future__ import annotations

import base64
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sambanova.payloads.tracks import Track, unpack
from sambanova.stored_audio import Chunk, StoredTrack
from tests.parts import as_s16, speech

MAX_BYTES = 1 << 24
SAMPLES = np.frombuffer(as_s16(speech(1, 8000))[:6400], "<i2")
SOUND = SAMPLES.tobytes()
CHUNKS = [SOUND[begin : begin + 160] for begin in range(0, len(SOUND), 160)]


def text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def tracks_of(*values: Any) -> dict[str, Track]:
    """The tracks in a list of chunks; what is no bytes is written as JSON."""
    chunks = (Chunk(one if isinstance(one, bytes) else json.dumps(one).encode()) for one in values)
    return {track.name: track for track in unpack([StoredTrack("", "k", "list", tuple(chunks))], MAX_BYTES)}


def track_of(*values: Any) -> Track:
    (track,) = tracks_of(*values).values()
    return track


def codes(track: Track) -> list[str]:
    return [finding.code for finding in track.buffer.findings]


START = {
    "event": "start",
    "start": {
        "streamSid": "MZ18ad3ab5a668481ce02b83e7395059f0",
        "tracks": ["inbound"],
        "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
    },
}
STOP = {"event": "stop", "stop": {"callSid": "CA1"}, "streamSid": "MZ18ad3ab5a668481ce02b83e7395059f0"}


def media(number: int, data: bytes, track: str = "inbound") -> dict[str, Any]:
    return {
        "event": "media",
        "sequenceNumber": str(number),
        "media": {
            "track": track,
            "chunk": str(number),
            "timestamp": str(20 * number),
            "payload": text(data),
        },
        "streamSid": "MZ18ad3ab5a668481ce02b83e7395059f0",
    }


TELEPHONE = {"encoding": "mulaw", "sample_rate": "8000", "channels": "1"}


@pytest.mark.parametrize("with_start", [True, False])
def test_twilios_messages_are_mulaw_with_times(with_start: bool) -> None:
    messages = [media(number, one) for number, one in enumerate(CHUNKS)]
    track = track_of(*([START] if with_start else []), *messages, STOP)
    assert track.name == "inbound"
    assert track.buffer.data == SOUND
    assert track.declared == TELEPHONE
    assert track.times[:2] == ((0, 0.0), (160, 0.02))
    assert codes(track) == ["json_audio"]


def test_what_a_start_event_declares_is_believed_before_what_is_usual() -> None:
    start = {"event": "start", "start": {"media_format": {"encoding": "L16", "sample_rate": 16000}}}
    track = track_of(start, media(0, SOUND))
    assert track.declared == {"encoding": "s16be", "sample_rate": "16000", "channels": "1"}


def test_the_time_of_the_entry_counts_more_than_that_in_the_message() -> None:
    chunks = tuple(
        Chunk(json.dumps(media(number, one)).encode(), written_at=1e9 + number)
        for number, one in enumerate(CHUNKS[:3])
    )
    (track,) = unpack([StoredTrack("", "k", "stream", chunks)], MAX_BYTES)
    assert track.times == ((0, 1e9), (160, 1e9 + 1), (320, 1e9 + 2))


def test_the_tracks_of_twilio_are_kept_apart() -> None:
    messages = [media(number, one, ("inbound", "outbound")[number % 2]) for number, one in enumerate(CHUNKS)]
    tracks = tracks_of(START, *messages)
    assert tracks["inbound"].buffer.data == b"".join(CHUNKS[::2])
    assert tracks["outbound"].buffer.data == b"".join(CHUNKS[1::2])
    assert tracks["outbound"].declared == TELEPHONE


def test_openais_events_are_pcm_at_24_khz_and_words_are_no_sound() -> None:
    events: list[dict[str, Any]] = []
    for one in CHUNKS:
        events += [
            {"type": "input_audio_buffer.append", "audio": text(one)},
            {"type": "response.audio.delta", "item_id": "item_008", "delta": text(one)},
            {"type": "response.audio_transcript.delta", "delta": "Hello"},
            {"type": "response.text.delta", "delta": "there"},
        ]
    tracks = tracks_of(*events)
    assert tracks.keys() == {"input", "output"}
    for track in tracks.values():
        assert track.buffer.data == SOUND
        assert track.declared == {"encoding": "s16le", "sample_rate": "24000", "channels": "1"}


def test_the_two_directions_of_a_conversation_are_two_tracks() -> None:
    tracks = tracks_of({"inbound": [text(one) for one in CHUNKS], "outbound": [text(CHUNKS[0])]})
    assert {name: track.buffer.data for name, track in tracks.items()} == {
        "inbound": SOUND,
        "outbound": CHUNKS[0],
    }


@pytest.mark.parametrize("as_lines", [True, False])
def test_turns_are_joined_by_role(as_lines: bool) -> None:
    turns = [
        {"role": ("user", "assistant")[number % 2], "audio": text(one), "sample_rate": 16000, "channels": 1}
        for number, one in enumerate(CHUNKS)
    ]
    tracks = tracks_of("\n".join(map(json.dumps, turns)).encode() if as_lines else turns)
    assert tracks["user"].buffer.data == b"".join(CHUNKS[::2])
    assert tracks["assistant"].buffer.data == b"".join(CHUNKS[1::2])
    assert tracks["user"].declared == {"sample_rate": "16000", "channels": "1"}


@pytest.mark.parametrize(
    ("value", "encoding"),
    [
        pytest.param({"audio": text(SOUND)}, None, id="a string"),
        pytest.param({"audioData": text(SOUND)}, None, id="another name"),
        pytest.param({"audio": "data:audio/pcm;base64," + text(SOUND)}, None, id="a data URL"),
        pytest.param({"audio": SOUND.hex()}, None, id="hex"),
        pytest.param({"audio": [text(one) for one in CHUNKS]}, None, id="a list of strings"),
        pytest.param([text(one) for one in CHUNKS], None, id="a list alone"),
        pytest.param({"type": "Buffer", "data": list(SOUND)}, None, id="a Buffer of Node"),
        pytest.param({"audio": {"type": "Buffer", "data": list(SOUND)}}, None, id="a Buffer in a field"),
        pytest.param({"data": list(SOUND)}, None, id="a list of bytes"),
        pytest.param({"pcm": SAMPLES.tolist()}, "s16le", id="a list of samples"),
        pytest.param(SAMPLES.tolist(), "s16le", id="samples alone"),
        pytest.param({"audio": [0, 1, 2, 3], "encoding": "s16le"}, "s16le", id="small samples"),
        pytest.param({"data": {"payload": {"chunk": text(SOUND)}}}, None, id="nested"),
        pytest.param({"realtimeInput": {"mediaChunks": [{"data": text(SOUND)}]}}, None, id="Gemini"),
        pytest.param(json.dumps({"audio": text(SOUND)}), None, id="JSON in a JSON string"),
        pytest.param(base64.b64encode(json.dumps({"audio": text(SOUND)}).encode()), None, id="in base64"),
    ],
)
def test_every_form_of_the_bytes_is_read(value: Any, encoding: str | None) -> None:
    track = track_of(value)
    expected = (
        np.arange(4, dtype="<i2").tobytes() if isinstance(value, dict) and "encoding" in value else SOUND
    )
    assert track.buffer.data == expected
    assert track.declared.get("encoding") == encoding
    assert track.buffer.base64_valid or "hexadecimal_text" in codes(track) or track.buffer.mime_type


def test_floats_are_float32() -> None:
    floats = (SAMPLES / 32768).astype("<f4")
    track = track_of({"audio": [0, *floats.tolist()]})
    assert track.buffer.data == bytes(4) + floats.tobytes()
    assert track.declared["encoding"] == "f32le"


def test_quiet_chunks_of_samples_are_no_bytes() -> None:
    """Numbers from 0 to 255 are bytes, unless a later chunk shows that they are samples."""
    track = track_of({"audio": [0, 3, 2]}, {"audio": [-300, 900, 5]})
    assert track.buffer.data == np.array([0, 3, 2, -300, 900, 5], "<i2").tobytes()


def test_each_speaker_may_have_a_field() -> None:
    tracks = tracks_of({"user_audio": text(SOUND), "agent_audio": text(CHUNKS[0]), "sample_rate": 8000})
    assert tracks["user"].buffer.data == SOUND
    assert tracks["agent"].buffer.data == CHUNKS[0]
    assert tracks["agent"].declared == {"sample_rate": "8000"}


def test_json_among_raw_chunks_is_about_them() -> None:
    track = track_of({"sample_rate": 16000, "channels": 1}, *CHUNKS, {"event": "end"})
    assert track.buffer.data == SOUND
    assert track.declared == {"sample_rate": "16000", "channels": "1"}


@pytest.mark.parametrize(
    "value",
    [
        {"error": "rate limited"},
        {"user": "Ada Lovelace", "agent": "Bot 7", "audio_url": "https://example.com/a.wav"},
        {"transcript": [{"role": "user", "text": "Hello there"}], "embedding": [0.1, 0.2, 0.3]},
        {"audio": None, "audio_id": "c2f1a1be41e94c17a9d5c0a0b6f7e8d9"},
        {"type": "response.audio_transcript.delta", "delta": "Hello"},
        {},
        [],
    ],
)
def test_json_without_audio_says_so(value: Any) -> None:
    track = track_of(value)
    assert track.buffer.is_text
    assert "JSON without audio in it" in track.buffer.findings[-1].message


@given(st.integers(1, 400))
def test_a_last_line_that_is_being_written_loses_none_before(cut: int) -> None:
    lines = [json.dumps(media(number, one)) + "\n" for number, one in enumerate(CHUNKS)]
    whole = "".join(lines[:-1])
    track = track_of((whole + lines[-1][: min(cut, len(lines[-1]) - 3)]).encode())
    assert track.buffer.data == b"".join(CHUNKS[:-1])
    assert "json_cut_off" in codes(track)


def test_a_list_that_is_cut_off_keeps_its_whole_elements() -> None:
    written = json.dumps([{"role": "user", "audio": text(one)} for one in CHUNKS])
    track = track_of(written[:-9].encode())
    assert track.buffer.data == b"".join(CHUNKS[:-1])
    assert "json_cut_off" in codes(track)


def test_a_damaged_line_is_left_out_and_counted() -> None:
    lines = [json.dumps({"audio": text(one)}) for one in CHUNKS]
    lines[3] = lines[3][:20]
    track = track_of("\n".join(lines).encode())
    assert track.buffer.data == b"".join(CHUNKS[:3] + CHUNKS[4:])
    (finding,) = (one for one in track.buffer.findings if one.code == "json_lines_damaged")
    assert finding.message.startswith("1 line ")


@pytest.mark.parametrize("text", [b"[" * 10_000 + b"]" * 10_000, b'{"a":' * 10_000 + b"0" + b"}" * 10_000])
def test_json_that_is_nested_too_deep_says_so(text: bytes) -> None:
    track = track_of(text)
    assert track.buffer.is_text
    assert track.buffer.findings[-1].code == "json_too_deep"
