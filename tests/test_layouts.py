"""Audio as public voice apps store it in Redis is listed, and heard as it was recorded."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
import soundfile
from flask.testing import FlaskClient
from numpy.typing import NDArray

from sambanova.clips import Clip, as_bytes
from tests.parts import RedisServer, as_s16, body, container_file, correlation

RATE = 16_000
CALLER, OTHER = Clip("grace"), Clip("hedy")


def voice(clip: Clip, rate: int) -> NDArray[np.float32]:
    """Six seconds of a real voice, mono."""
    return clip.sound(rate)[: 6 * rate, 0]


VOICE, AGENT = voice(CALLER, RATE), voice(OTHER, RATE)
PCM = as_s16(VOICE)
TELEPHONE = as_bytes(voice(CALLER, 8000), "mulaw")
STARTED = 1_760_000_000_000  # ms


def cut(data: bytes, size: int = 640) -> list[bytes]:
    """Data in pieces, as an app gets it."""
    return [data[start : start + size] for start in range(0, len(data), size)]


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def npy(samples: NDArray[Any]) -> bytes:
    file = io.BytesIO()
    np.save(file, samples)
    return file.getvalue()


def stream(raw: Any, key: str, chunks: list[bytes], name: str, **fields: Any) -> None:
    """Entries that were written while they were recorded, 20 ms each."""
    for number, chunk in enumerate(chunks):
        raw.xadd(key, {name: chunk, **fields}, id=f"{STARTED + 20 * (number + 1)}-0")


def numbered(raw: Any, key: str, chunks: list[bytes]) -> None:
    for number, chunk in enumerate(chunks):
        raw.set(f"{key}:{number}", chunk)


def twilio(chunks: list[bytes], track: str = "inbound") -> list[str]:
    """Messages of Twilio Media Streams."""
    return [
        json.dumps(
            {
                "event": "media",
                "sequenceNumber": str(number),
                "media": {
                    "track": track,
                    "chunk": str(number),
                    "timestamp": str(20 * number),
                    "payload": b64(chunk),
                },
                "streamSid": "MZ1",
            }
        )
        for number, chunk in enumerate(chunks)
    ]


WEBM = container_file(voice(CALLER, 48000), 48000, "webm", "libopus", live=True)
MP3 = container_file(voice(CALLER, 24000), 24000, "mp3", "libmp3lame")
WAV = container_file(VOICE, RATE, "wav", "pcm_s16le")
FLOATS = VOICE.astype("<f4").tobytes()


@dataclass(frozen=True)
class Case:
    """An app. write: stores its sound. rate: that must be found, Hz. kind: Redis type. sides: of 2 tracks."""

    write: Callable[[Any], object]
    kind: str
    rate: int | None = RATE
    session_id: str = "c1"
    sides: tuple[str, ...] = ()
    codes: frozenset[str] = field(default_factory=frozenset)
    min_correlation: float = 0.99


RAW = frozenset({"not_base64"})
JSON = frozenset({"json_audio"})
CASES: dict[str, Case] = {
    # Lists
    "audio:{id} raw": Case(lambda raw: raw.rpush("audio:c1", *cut(PCM)), "list", codes=RAW),
    "audio:buffer:{id} WebM": Case(
        lambda raw: raw.rpush("audio:buffer:c1", *cut(WEBM, 1500)), "list", 48000, min_correlation=0.9
    ),
    "audio_buffer:{id} float32": Case(
        lambda raw: raw.rpush("audio_buffer:c1", *cut(FLOATS, 2560)), "list", codes=RAW
    ),
    "session:{id}:chunks base64": Case(
        lambda raw: raw.rpush("session:c1:chunks", *map(b64, cut(PCM, 1000))), "list"
    ),
    "session:{id}:audio": Case(lambda raw: raw.rpush("session:c1:audio", *cut(PCM)), "list", codes=RAW),
    "session:{id}:audioChunk": Case(
        lambda raw: raw.rpush("session:c1:audioChunk", *map(b64, cut(PCM))), "list"
    ),
    "call:{id}:audio_buf, Twilio's frames": Case(
        lambda raw: raw.rpush("call:c1:audio_buf", *map(b64, cut(TELEPHONE, 160))), "list", 8000
    ),
    "a list of Twilio's messages": Case(
        lambda raw: raw.rpush("audio:c1", *twilio(cut(TELEPHONE, 160))), "list", 8000, codes=JSON
    ),
    "a list of .npy": Case(
        lambda raw: raw.rpush("audio:c1", *[npy(VOICE[at : at + 800]) for at in range(0, len(VOICE), 800)]),
        "list",
        codes=frozenset({"npy_array"}),
    ),
    "a list with an end mark": Case(
        lambda raw: raw.rpush("audio:c1", *cut(PCM), b"", "END"), "list", codes=RAW
    ),
    # Streams
    "audio:stream:{id} declared": Case(
        lambda raw: stream(
            raw, "audio:stream:c1", cut(PCM), "audio_data", sample_rate=RATE, channels=1, sample_width=2
        ),
        "stream",
        codes=RAW,
    ),
    "audio_stream:{id} by the clock": Case(
        lambda raw: stream(raw, "audio_stream:c1", cut(PCM), "audio"), "stream", codes=RAW
    ),
    "stream:audio:{id}": Case(
        lambda raw: stream(raw, "stream:audio:c1", cut(PCM), "data", seq=1), "stream", codes=RAW
    ),
    "audio_chunks:{id} base64": Case(
        lambda raw: stream(raw, "audio_chunks:c1", [b64(one).encode() for one in cut(PCM)], "pcm_b64"),
        "stream",
    ),
    "a stream that ends with a mark": Case(
        lambda raw: stream(raw, "audio:stream:c1", [*cut(PCM), b"__DONE__"], "data"),
        "stream",
        codes=RAW,
    ),
    # Strings
    "audio:{id} appended": Case(
        lambda raw: [raw.append("audio:c1", one) for one in cut(PCM)], "string", codes=RAW
    ),
    "audio_chunks:{id} base64, one text": Case(lambda raw: raw.set("audio_chunks:c1", b64(PCM)), "string"),
    "{session}:audio raw": Case(lambda raw: raw.set("c1:audio", PCM), "string", codes=RAW),
    "audio:chunks:{id}:{n}": Case(
        lambda raw: numbered(raw, "audio:chunks:c1", cut(PCM)), "string", codes=RAW
    ),
    "JSON with two directions": Case(
        lambda raw: raw.set(
            "call:c1:audio",
            json.dumps(
                {
                    "inbound": [b64(one) for one in cut(PCM)],
                    "outbound": [b64(one) for one in cut(as_s16(AGENT))],
                }
            ),
        ),
        "string",
        sides=("inbound", "outbound"),
        codes=JSON,
    ),
    "tts:{hash} MP3": Case(
        lambda raw: raw.set("tts:c1", MP3), "string", 24000, min_correlation=0.9, codes=RAW
    ),
    "tts:{hash} WAV": Case(lambda raw: raw.set("tts:c1", WAV), "string", codes=RAW),
    "hexadecimal": Case(
        lambda raw: raw.set("audio:c1", PCM.hex()), "string", codes=frozenset({"hexadecimal_text"})
    ),
    # Hashes
    "session:{id} audio_buffer": Case(
        lambda raw: raw.hset("session:c1", mapping={"audio_buffer": b64(PCM), "user_name": "Ada"}), "hash"
    ),
    "session:{id} audio": Case(lambda raw: raw.hset("session:c1", "audio", PCM), "hash", codes=RAW),
    "session:{id} audio_data": Case(
        lambda raw: raw.hset(
            "session:c1", mapping={"audio_data": b64(PCM), "audio_format": "pcm16", "rate": RATE}
        ),
        "hash",
    ),
    "session:{id} audio_b64": Case(lambda raw: raw.hset("session:c1", "audio_b64", b64(PCM)), "hash"),
    "session:{id} user_audio and agent_audio": Case(
        lambda raw: raw.hset(
            "session:c1", mapping={"user_audio": b64(PCM), "agent_audio": b64(as_s16(AGENT)), "sr": RATE}
        ),
        "hash",
        sides=("user", "agent"),
    ),
    # Directions and companions
    "audio:{id}:{track}": Case(
        lambda raw: (raw.rpush("audio:c1:user", *cut(PCM)), raw.rpush("audio:c1:agent", *cut(as_s16(AGENT)))),
        "list",
        sides=("user", "agent"),
        codes=RAW,
    ),
    "a list beside a hash that declares its format": Case(
        lambda raw: (
            raw.rpush("audio:c1", *cut(PCM)),
            raw.hset("session:c1", mapping={"user_name": "Ada", "sample_rate": RATE, "encoding": "pcm16"}),
        ),
        "list",
        codes=RAW,
    ),
    "a list beside audio:{id}:meta": Case(
        lambda raw: (raw.rpush("audio:c1", *cut(PCM)), raw.hset("audio:c1:meta", "sample_rate", RATE)),
        "list",
        codes=RAW,
    ),
}
MAY_BE = {"format_uncertain"}  # warnings that a right sound may have


@pytest.fixture
def raw(redis_server: RedisServer) -> Iterator[Any]:
    """The voice app's own client."""
    with redis_server.client() as client:
        yield client


def heard(client: FlaskClient, query: str = "") -> tuple[NDArray[np.float64], int]:
    """The WAV file that the player hands out: frames x channels, and its rate."""
    answer = client.get(f"/api/session/c1/audio{query}")
    assert answer.status_code == 200, answer.data
    sound, rate = soundfile.read(io.BytesIO(answer.data), always_2d=True)
    return sound, rate


def alike(sound: NDArray[np.float64], rate: int, clip: Clip) -> float:
    """The correlation of a sound with the voice that was recorded."""
    return correlation(sound, voice(clip, rate))


@pytest.mark.parametrize("name", CASES)
def test_the_app_of_a_stranger_is_heard_as_it_was_recorded(name: str, client: FlaskClient, raw: Any) -> None:
    case = CASES[name]
    case.write(raw)
    (session,) = body(client.get("/api/sessions"))["sessions"]
    assert (session["session_id"], session["stored_as"], session["has_audio"]) == ("c1", case.kind, True)
    info = body(client.get("/api/session/c1/info"))["audio_info"]
    assert info["format"]["sample_rate"] == case.rate
    sound, rate = heard(client)
    assert rate == case.rate
    assert sound.shape[1] == max(1, len(case.sides))
    for channel, clip in zip(sound.T, (CALLER, OTHER), strict=False):
        assert alike(channel, rate, clip) > case.min_correlation
    found = {finding["code"]: finding["severity"] for finding in info["findings"]}
    assert case.codes <= found.keys()
    wrong = {code for code, severity in found.items() if severity != "info"} - MAY_BE
    assert wrong == set()
    for side, clip in zip(case.sides, (CALLER, OTHER), strict=False):
        (one,) = heard(client, f"?track={side}")[0].T
        assert alike(one, rate, clip) > case.min_correlation
    if case.sides:
        assert [track["name"] for track in info["tracks"]] == list(case.sides)
    assert client.delete("/api/session/c1").status_code == 200
    assert raw.keys() == []
