"""The REST interface: every endpoint, its answers and refusals, for ids of any kind."""

from __future__ import annotations

import base64
import io
import wave
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import numpy as np
import pytest
import soundfile
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from audio_stream_player import create_app
from sambanova.settings import Settings
from tests.parts import (
    RedisServer,
    SoundServer,
    as_s16,
    body,
    container_file,
    correlation,
    free_port,
    speech,
    wait_until,
)

Put = Callable[..., str]

HOSTILE = "\"><script>alert(1)</script>/..%2f 'é\n"
IDS = [
    "call",
    HOSTILE,
    "a/b",
    "/leading",
    "trailing/",
    "a//b",
    "play",
    "info",
    "a/info",
    "a/info/info",
    "a/stop/play",
    "日本語 🎙",
    "100%",
    "%2F",
    "a?b=c&d#e",
    "..",
    "a;b",
    "tab\there",
    "back\\slash",
    "null\0byte",
    "+ plus",
]
VOICE = speech(2, 16000)
PCM = as_s16(VOICE)
TEXT = base64.b64encode(PCM)
TOLD = {"encoding": "s16le", "sample_rate": "16000", "channels": "1"}


def url(session_id: str, rest: str = "") -> str:
    return f"/api/session/{quote(session_id, safe='')}{rest}"


def assert_refused(answer: TestResponse, status: int, code: str) -> dict[str, Any]:
    """Checks an error's status and shape; returns its body."""
    found = body(answer)
    assert (answer.status_code, found["error"]) == (status, code), found
    assert found["success"] is False
    assert set(found) == {"success", "error", "message"}
    assert found["message"].endswith(".")
    assert answer.mimetype == "application/json"
    return found


def assert_done(answer: TestResponse) -> dict[str, Any]:
    assert answer.status_code == 200, answer.get_data()[:300]
    found = body(answer)
    assert found["success"] is True
    return found


@pytest.fixture
def call(put: Put) -> str:
    """A session of two seconds, 16 kHz."""
    return put("call", TEXT, **TOLD)


# Status and list


def test_the_status_tells_of_redis_sound_and_limits(client: FlaskClient, redis_server: RedisServer) -> None:
    status = assert_done(client.get("/api/status"))
    assert status["redis_available"] is True
    assert status["redis"]["latency_ms"] > 0
    assert status["redis"]["used_memory_bytes"] > 0
    assert status["redis"]["url"] == redis_server.url
    assert status["redis"]["message"] is None
    assert status["limits"] == {"max_streams": 4, "max_buffer_mb": 512, "max_dropped_mb": 100}
    assert status["settings"]["session_key_prefix"] == "session:"
    assert status["settings"]["audio_buffer_field"] == "audio_buffer"
    assert status["settings"]["redis_cli"] == f"redis-cli -u {redis_server.url}"
    assert status["playbacks"] == []
    assert status["version"]


def test_the_list_has_every_field_of_a_session(client: FlaskClient, put: Put) -> None:
    put("call", TEXT, authenticated_at="1760000001")
    answer = assert_done(client.get("/api/sessions"))
    assert (answer["total"], answer["redis_available"]) == (1, True)
    (session,) = answer["sessions"]
    assert 3590 < session.pop("ttl") <= 3600
    assert session == {
        "session_id": "call",
        "user_id": "42",
        "user_name": "Ada Lovelace",
        "authenticated": True,
        "is_recording": False,
        "has_audio": True,
        "audio_buffer_length": len(TEXT),
        "connected_at": 1760000000.5,
        "authenticated_at": 1760000001.0,
        "stored_as": "hash",
        "keys": ["session:call"],
        "tracks": [],
        "size_is_exact": True,
        "playing": False,
        "verdict": None,
    }


def test_the_list_is_searched_sorted_and_paged(client: FlaskClient, put: Put) -> None:
    for number in range(7):
        put(f"call {number}", connected_at=str(number), user_name=f"user {number % 2}")
    newest = assert_done(client.get("/api/sessions?query=user 1&limit=2"))
    assert [one["session_id"] for one in newest["sessions"]] == ["call 5", "call 3"]
    assert newest["total"] == 3
    rest = assert_done(client.get("/api/sessions?query=user 1&limit=2&offset=2"))
    assert [one["session_id"] for one in rest["sessions"]] == ["call 1"]


@pytest.mark.parametrize("query", ["state=loud", "sort=age", "order=up", "limit=0", "offset=-1", "limit=x"])
def test_a_list_that_makes_no_sense_is_refused_by_name(client: FlaskClient, query: str) -> None:
    refused = assert_refused(client.get(f"/api/sessions?{query}"), 400, "invalid_request")
    assert query.split("=")[0] in refused["message"]


# Info


def test_info_tells_what_a_session_holds(client: FlaskClient, call: str) -> None:
    answer = assert_done(client.get(url(call, "/info")))
    assert answer["session_id"] == answer["session"]["session_id"] == "call"
    assert answer["data"]["user_name"] == "Ada Lovelace"
    assert answer["data"]["sample_rate"] == "16000"
    assert "audio_buffer" not in answer["data"]
    info = answer["audio_info"]
    assert info["length"] == len(TEXT)
    assert info["decoded_length"] == len(PCM)
    assert (info["has_audio"], info["base64_valid"], info["duration"]) == (True, True, 2.0)
    assert TEXT.decode().startswith(info["preview"])
    assert info["preview"]
    first = info["hex"].splitlines()[0]
    assert bytes.fromhex(first[:47]) == PCM[:16]
    assert len(first) == 49 + 16
    assert len(info["hex"].splitlines()) == 8
    audio_format = info["format"]
    assert (audio_format["encoding"], audio_format["sample_rate"], audio_format["channels"]) == (
        "s16le",
        16000,
        1,
    )
    assert (audio_format["container"], audio_format["source"]) == (None, "session")
    assert audio_format["description"] == "16-bit PCM, little-endian, mono, 16 kHz"
    assert audio_format["short"] == "16 kHz"
    assert 0.9 < audio_format["confidence"] <= 1
    assert audio_format["evidence"]
    assert info["levels"]["peak_dbfs"] == pytest.approx(-6, abs=0.2)
    assert isinstance(info["findings"], list)


def test_info_of_a_browsers_recording_names_container_and_codec(client: FlaskClient, put: Put) -> None:
    put("call", base64.b64encode(container_file(speech(2, 48000), 48000, "webm", "libopus", live=True)))
    info = assert_done(client.get(url("call", "/info")))["audio_info"]
    assert (info["format"]["container"], info["format"]["encoding"]) == ("webm", "opus")
    assert info["duration"] == pytest.approx(2, abs=0.05)


def test_info_of_an_empty_session_says_so(client: FlaskClient, put: Put) -> None:
    info = assert_done(client.get(url(put("call"), "/info")))["audio_info"]
    assert (info["has_audio"], info["length"], info["duration"], info["format"]) == (False, 0, None, None)


def test_info_of_what_is_no_sound_says_so_and_shows_the_fields(client: FlaskClient, put: Put) -> None:
    noise = np.random.default_rng(1).integers(0, 256, 30_000, np.uint8).tobytes()
    info = assert_done(client.get(url(put("call", base64.b64encode(noise)), "/info")))["audio_info"]
    assert (info["format"], info["decoded_length"]) == (None, 30_000)
    assert "not_audio" in [finding["code"] for finding in info["findings"]]


def test_what_is_no_sound_may_be_listened_to_all_the_same(client: FlaskClient, put: Put) -> None:
    noise = np.random.default_rng(1).integers(0, 256, 30_000, np.uint8).tobytes()
    put("call", base64.b64encode(noise))
    assert_refused(client.get(url("call", "/audio")), 422, "undecodable_audio")
    candidates = assert_done(client.get(url("call", "/info")))["audio_info"]["candidates"]
    assert candidates
    for candidate in candidates:
        asked = "&".join(f"{name}={candidate[name]}" for name in ("encoding", "sample_rate", "channels"))
        assert client.get(url("call", f"/audio?{asked}")).status_code == 200
        info = assert_done(client.get(url("call", f"/info?{asked}")))["audio_info"]
        assert info["format"]["encoding"] == candidate["encoding"]
        assert (info["format"]["description"], info["candidates"]) == (candidate["description"], [])


def test_info_names_the_faults_of_text_and_fields(client: FlaskClient, put: Put) -> None:
    joined = base64.b64encode(PCM[:1000]) + base64.b64encode(PCM[1000:])
    put("call", joined, sample_rate="fast", encoding="s16le")
    info = assert_done(client.get(url("call", "/info")))["audio_info"]
    codes = [finding["code"] for finding in info["findings"]]
    assert "base64_concatenated" in codes
    assert "declaration_unusable" in codes
    assert info["base64_valid"] is False
    assert info["decoded_length"] == len(PCM)


def test_info_can_be_asked_for_another_reading(client: FlaskClient, call: str) -> None:
    asked = url(call, "/info?encoding=u8&sample_rate=8000&channels=2")
    info = assert_done(client.get(asked))["audio_info"]
    assert (info["format"]["encoding"], info["format"]["source"]) == ("u8", "request")
    assert info["duration"] == 4.0


# Audio, download, waveform


def test_audio_is_a_wav_file_of_exactly_the_stored_samples(client: FlaskClient, call: str) -> None:
    answer = client.get(url(call, "/audio"))
    assert (answer.status_code, answer.mimetype) == (200, "audio/wav")
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content_length == len(answer.data)
    with wave.open(io.BytesIO(answer.data)) as opened:
        assert (opened.getframerate(), opened.getnchannels(), opened.getnframes()) == (16000, 1, 32000)
        assert opened.readframes(32000) == PCM


def test_a_head_request_tells_the_size_without_the_sound(client: FlaskClient, call: str) -> None:
    for rest in ("/audio", "/download", "/download?original=1"):
        whole, head = client.get(url(call, rest)), client.head(url(call, rest))
        assert head.status_code == 200
        assert head.data == b""
        assert head.content_length == len(whole.data)
        assert head.headers.get("ETag") == whole.headers.get("ETag")


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-", 0, None),
        ("bytes=0-0", 0, 1),
        ("bytes=44-143", 44, 144),
        ("bytes=60000-", 60000, None),
        ("bytes=-100", -100, None),
        ("bytes=10-99999999", 10, None),
    ],
)
def test_a_range_is_that_part_of_the_file(
    client: FlaskClient, call: str, asked: str, start: int, stop: int | None
) -> None:
    whole = client.get(url(call, "/audio")).data
    answer = client.get(url(call, "/audio"), headers={"Range": asked})
    part = whole[start:stop]
    assert answer.status_code == 206
    assert answer.data == part
    assert answer.content_length == len(part)
    first = len(whole) + start if start < 0 else start
    assert answer.headers["Content-Range"] == f"bytes {first}-{first + len(part) - 1}/{len(whole)}"


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=64044-"])
def test_a_range_behind_the_end_is_416_with_the_size(client: FlaskClient, call: str, asked: str) -> None:
    answer = client.get(url(call, "/audio"), headers={"Range": asked})
    assert_refused(answer, 416, "invalid_request")
    assert answer.headers["Content-Range"] == "bytes */64044"


@pytest.mark.parametrize("asked", ["bytes=5-2", "bytes=abc", "frames=0-5", "bytes=0-1,5-6", "0-5", ""])
def test_a_range_that_makes_no_sense_is_passed_over(client: FlaskClient, call: str, asked: str) -> None:
    answer = client.get(url(call, "/audio"), headers={"Range": asked})
    assert answer.status_code == 200
    assert len(answer.data) == 64044


def test_a_file_that_changed_is_sent_whole_when_the_client_has_a_part_of_the_old(
    client: FlaskClient, call: str, put: Put
) -> None:
    etag = client.get(url(call, "/audio")).headers["ETag"]
    resumed = client.get(url(call, "/audio"), headers={"Range": "bytes=100-", "If-Range": etag})
    assert resumed.status_code == 206
    put("call", base64.b64encode(as_s16(-VOICE)), **TOLD)
    changed = client.get(url(call, "/audio"), headers={"Range": "bytes=0-", "If-Range": etag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != etag
    assert len(changed.data) == 64044


def test_a_date_proves_nothing_about_the_rest_of_a_file(client: FlaskClient, call: str) -> None:
    headers = {"Range": "bytes=100-", "If-Range": "Wed, 21 Oct 2015 07:28:00 GMT"}
    assert client.get(url(call, "/audio"), headers=headers).status_code == 200


def test_later_ranges_of_a_call_that_grows_belong_to_the_same_file(
    client: FlaskClient, call: str, redis_server: RedisServer
) -> None:
    first = client.get(url(call, "/audio"), headers={"Range": "bytes=0-999"})
    rest = client.get(url(call, "/audio"), headers={"Range": "bytes=1000-"})
    with wave.open(io.BytesIO(first.data + rest.data)) as opened:
        assert opened.readframes(99999) == PCM


def test_a_span_is_a_file_of_its_own(client: FlaskClient, call: str) -> None:
    answer = client.get(url(call, "/audio?start=0.5&end=1.25"))
    with wave.open(io.BytesIO(answer.data)) as opened:
        assert opened.getnframes() == 12000
        assert opened.readframes(12000) == PCM[16000:40000]
    ranged = client.get(url(call, "/audio?start=0.5&end=1.25"), headers={"Range": "bytes=44-47"})
    assert ranged.data == PCM[16000:16004]


@pytest.mark.parametrize("rest", ["start=-1", "start=x", "end=nan", "start=1&end=0.5", "encoding=mp5"])
@pytest.mark.parametrize("verb", ["audio", "download", "waveform"])
def test_a_span_or_reading_that_makes_no_sense_is_refused(
    client: FlaskClient, call: str, verb: str, rest: str
) -> None:
    assert_refused(client.get(url(call, f"/{verb}?{rest}")), 400, "invalid_request")


def test_a_download_is_named_after_its_session(client: FlaskClient, call: str) -> None:
    answer = client.get(url(call, "/download"))
    assert (answer.status_code, answer.mimetype) == (200, "audio/wav")
    assert answer.headers["Content-Disposition"] == "attachment; filename=audio_call.wav"
    assert answer.data == client.get(url(call, "/audio")).data


def test_a_download_can_be_read_otherwise(client: FlaskClient, call: str) -> None:
    answer = client.get(url(call, "/download?encoding=mulaw&sample_rate=8000"))
    with soundfile.SoundFile(io.BytesIO(answer.data)) as opened:
        assert (opened.samplerate, opened.frames, opened.subtype) == (8000, len(PCM), "PCM_16")


def test_a_browsers_recording_downloads_as_a_wav_file_of_its_sound(client: FlaskClient, put: Put) -> None:
    voice = speech(2, 48000)
    put("call", base64.b64encode(container_file(voice, 48000, "webm", "libopus", live=True)))
    samples, rate = soundfile.read(io.BytesIO(client.get(url("call", "/download")).data))
    assert rate == 48000
    assert len(samples) == pytest.approx(96000, abs=2400)
    assert correlation(samples, voice) > 0.98


@pytest.mark.parametrize(
    ("container", "codec", "extension", "mime_type"),
    [
        ("webm", "libopus", "webm", "audio/webm"),
        ("ogg", "libopus", "ogg", "audio/ogg"),
        ("mp3", "libmp3lame", "mp3", "audio/mpeg"),
        ("mp4", "aac", "m4a", "audio/mp4"),
        ("wav", "pcm_s16le", "wav", "audio/wav"),
        ("flac", "flac", "flac", "audio/flac"),
        ("caf", "pcm_s16le", "caf", "audio/x-caf"),
    ],
)
def test_the_original_comes_as_it_was_stored_with_its_true_type(
    client: FlaskClient, put: Put, container: str, codec: str, extension: str, mime_type: str
) -> None:
    file = container_file(speech(1, 48000), 48000, container, codec)
    put("call", b"data:audio/x;base64," + base64.b64encode(file))
    answer = client.get(url("call", "/download?original=1"))
    assert answer.data == file
    assert answer.mimetype == mime_type
    assert answer.headers["Content-Disposition"] == f"attachment; filename=audio_call.{extension}"


def test_the_original_of_headerless_audio_or_of_no_audio_is_raw(client: FlaskClient, put: Put) -> None:
    noise = np.random.default_rng(1).integers(0, 256, 30_000, np.uint8).tobytes()
    for stored in (PCM + b"\x01", noise):
        put("call", base64.b64encode(stored))
        answer = client.get(url("call", "/download?original=1"))
        assert answer.data == stored
        assert answer.mimetype == "application/octet-stream"
        assert answer.headers["Content-Disposition"] == "attachment; filename=audio_call.raw"


def test_a_waveform_has_min_and_max_for_every_column_and_channel(client: FlaskClient, put: Put) -> None:
    stereo = as_s16(np.stack([VOICE, -VOICE / 2], axis=1))
    put("call", base64.b64encode(stereo), encoding="s16le", sample_rate="16000", channels="2")
    answer = assert_done(client.get(url("call", "/waveform?points=50")))
    assert (answer["points"], answer["duration"], answer["sample_rate"]) == (50, 2.0, 16000)
    assert (answer["start"], answer["end"]) == (0, 2.0)
    left, right = answer["channels"]
    assert len(left["min"]) == len(left["max"]) == len(right["min"]) == 50
    assert max(left["max"]) == pytest.approx(float(VOICE.max()), abs=1e-3)
    assert min(right["min"]) == pytest.approx(-float(VOICE.max()) / 2, abs=1e-3)
    part = assert_done(client.get(url("call", "/waveform?points=10&start=1&end=1.5")))
    assert (part["start"], part["end"], len(part["channels"][0]["min"])) == (1, 1.5, 10)
    assert len(assert_done(client.get(url("call", "/waveform")))["channels"][0]["min"]) == 1000
    assert answer["silences"] == []


@pytest.mark.parametrize("points", ["0", "-5", "20001", "many", "nan"])
def test_a_waveform_of_no_columns_or_too_many_is_refused(client: FlaskClient, call: str, points: str) -> None:
    assert_refused(client.get(url(call, f"/waveform?points={points}")), 400, "invalid_request")


# What cannot be had

READS = ["info", "audio", "download", "download?original=1", "waveform"]


@pytest.mark.parametrize("verb", READS)
def test_a_session_that_is_not_there_is_not_found(client: FlaskClient, verb: str) -> None:
    assert_refused(client.get(url("nobody", f"/{verb}")), 404, "session_not_found")


@pytest.mark.parametrize("verb", [verb for verb in READS if verb != "info"])
def test_a_session_without_audio_has_none_to_give(client: FlaskClient, put: Put, verb: str) -> None:
    assert_refused(client.get(url(put("call"), f"/{verb}")), 404, "no_audio")


@pytest.mark.parametrize("verb", READS)
@pytest.mark.parametrize("said", ["False", "", "no", "0"])
def test_a_session_that_is_not_authenticated_is_listed_but_not_opened(
    client: FlaskClient, put: Put, verb: str, said: str
) -> None:
    put("call", TEXT, authenticated=said)
    refused = assert_refused(client.get(url("call", f"/{verb}")), 403, "not_authenticated_session")
    assert "ALLOW_UNAUTHENTICATED_SESSIONS" in refused["message"]
    assert_refused(client.post(url("call", "/play")), 403, "not_authenticated_session")
    assert assert_done(client.get("/api/sessions"))["sessions"][0]["authenticated"] is False


class TestWithUnauthenticatedSessionsAllowed:
    @pytest.fixture
    def settings(self, redis_url: str) -> Settings:
        return Settings(redis_url=redis_url, allow_unauthenticated_sessions=True)

    def test_they_are_opened(self, client: FlaskClient, put: Put) -> None:
        put("call", TEXT, authenticated="False", **TOLD)
        assert client.get(url("call", "/audio")).status_code == 200
        assert assert_done(client.get(url("call", "/info")))["session"]["authenticated"] is False


class TestWithASmallLimit:
    @pytest.fixture
    def settings(self, redis_url: str) -> Settings:
        return Settings(redis_url=redis_url, audio_max_buffer_mb=1)

    def test_more_is_413(self, client: FlaskClient, put: Put) -> None:
        put("call", base64.b64encode(bytes(2 << 20)), **TOLD)
        for verb in READS:
            assert_refused(client.get(url("call", f"/{verb}")), 413, "buffer_too_large")
        file = container_file(speech(20, 48000), 48000, "webm", "libopus", live=True)
        put("call", base64.b64encode(file))
        refused = assert_refused(client.get(url("call", "/audio")), 413, "buffer_too_large")
        assert "AUDIO_MAX_BUFFER_MB" in refused["message"]


@pytest.mark.parametrize("verb", ["audio", "download", "waveform"])
def test_what_is_no_sound_is_422(client: FlaskClient, put: Put, verb: str) -> None:
    noise = np.random.default_rng(1).integers(0, 256, 30_000, np.uint8).tobytes()
    put("call", base64.b64encode(noise))
    assert_refused(client.get(url("call", f"/{verb}")), 422, "undecodable_audio")
    assert client.get(url("call", f"/{verb}?encoding=u8&sample_rate=8000&channels=1")).status_code == 200
    put("call", base64.b64encode(PCM))
    assert_refused(client.get(url("call", f"/{verb}?encoding=opus")), 422, "undecodable_audio")


def test_what_is_not_there_has_an_error_of_the_same_shape(client: FlaskClient) -> None:
    assert_refused(client.get("/api/nothing"), 404, "not_found")
    assert_refused(client.get("/nothing"), 404, "not_found")
    assert_refused(client.get("/api/session/x/play"), 405, "method_not_allowed")
    assert_refused(client.put("/api/sessions"), 405, "method_not_allowed")


# Delete, extend


def test_delete_removes_a_session_once(client: FlaskClient, call: str) -> None:
    answer = assert_done(client.delete(url(call)))
    assert (answer["session_id"], bool(answer["message"])) == ("call", True)
    assert_refused(client.delete(url(call)), 404, "session_not_found")
    assert assert_done(client.get("/api/sessions"))["total"] == 0


def test_extend_sets_the_time_to_live(client: FlaskClient, call: str, redis_server: RedisServer) -> None:
    answer = assert_done(client.post(url(call, "/extend"), json={"seconds": 7200}))
    assert (answer["session_id"], answer["ttl"]) == ("call", 7200)
    with redis_server.client() as own:
        assert 7190 < int(own.ttl("session:call")) <= 7200
    assert_refused(client.post(url("nobody", "/extend"), json={"seconds": 60}), 404, "session_not_found")


@pytest.mark.parametrize(
    "seconds", [None, 0, -60, "soon", [], True, 1e99, float("nan"), 10**400, 365 * 24 * 3600 + 1]
)
def test_extend_refuses_what_is_no_time(client: FlaskClient, call: str, seconds: object) -> None:
    refused = assert_refused(
        client.post(url(call, "/extend"), json={"seconds": seconds}), 400, "invalid_request"
    )
    assert "seconds" in refused["message"]


# Playback: what comes out is proven in test_playback.py


def test_play_tells_format_and_duration(client: FlaskClient, call: str, sound_server: SoundServer) -> None:
    answer = assert_done(client.post(url(call, "/play"), json={"position": 0.5, "volume": 0.1}))
    assert (answer["session_id"], answer["duration"]) == ("call", 2.0)
    assert answer["format"]["encoding"] == "s16le"
    assert answer["message"]
    paused = assert_done(client.post(url(call, "/pause")))
    assert set(paused) == {"success", "message", "session_id", "position"}
    assert 0.5 <= paused["position"] <= 2
    (playback,) = assert_done(client.get("/api/status"))["playbacks"]
    assert (playback["session_id"], playback["state"], playback["volume"]) == ("call", "paused", 0.1)
    louder = assert_done(client.post(url(call, "/volume"), json={"volume": 0.2}))
    assert louder["volume"] == 0.2
    assert assert_done(client.post(url(call, "/resume")))["position"] == paused["position"]
    assert assert_done(client.get("/api/sessions"))["sessions"][0]["playing"] is True
    assert assert_done(client.get("/api/sessions?state=playing"))["total"] == 1
    assert assert_done(client.post(url(call, "/seek"), json={"position": 0.25}))["position"] == 0.25
    assert assert_done(client.post(url(call, "/stop")))["session_id"] == "call"
    assert assert_done(client.get("/api/sessions"))["sessions"][0]["playing"] is False


def test_play_reads_the_bytes_as_it_is_told(
    client: FlaskClient, call: str, sound_server: SoundServer
) -> None:
    asked = {"encoding": "paInt8", "sample_rate": "8000", "channels": 1, "volume": 0}
    answer = assert_done(client.post(url(call, "/play"), json=asked))
    assert (answer["format"]["encoding"], answer["format"]["sample_rate"]) == ("s8", 8000)
    assert answer["duration"] == 8.0
    client.post(url(call, "/stop"))


@pytest.mark.parametrize(
    "asked",
    [
        {"position": -1},
        {"position": "later"},
        {"position": [1]},
        {"volume": 1.5},
        {"volume": True},
        {"volume": float("nan")},
        {"encoding": "s17le"},
        {"sample_rate": 1},
        {"channels": "two"},
        {"device": []},
        {"device": True},
        {"device": 1.5},
    ],
)
def test_play_refuses_what_makes_no_sense_by_name(
    client: FlaskClient, call: str, asked: dict[str, object]
) -> None:
    refused = assert_refused(client.post(url(call, "/play"), json=asked), 400, "invalid_request")
    assert next(iter(asked)) in refused["message"]


@pytest.mark.parametrize("sent", ["not json", "[1]", '"text"', "1", "\xff"])
def test_a_body_that_is_no_json_object_is_refused(client: FlaskClient, call: str, sent: str) -> None:
    for content_type in ("application/json", "text/plain"):
        answer = client.post(url(call, "/play"), data=sent, content_type=content_type)
        assert_refused(answer, 400, "invalid_request")


def test_a_body_that_is_too_large_is_refused(client: FlaskClient, call: str) -> None:
    answer = client.post(url(call, "/play"), json={"device": "x" * 100_000})
    assert_refused(answer, 413, "request_entity_too_large")


@pytest.mark.parametrize("verb", ["seek", "volume"])
def test_seek_and_volume_need_their_number(client: FlaskClient, call: str, verb: str) -> None:
    assert_refused(client.post(url(call, f"/{verb}")), 400, "invalid_request")


@pytest.mark.parametrize("verb", ["play"])
def test_play_of_what_cannot_be_played_says_why(client: FlaskClient, put: Put, verb: str) -> None:
    assert_refused(client.post(url("nobody", f"/{verb}")), 404, "session_not_found")
    assert_refused(client.post(url(put("empty"), f"/{verb}")), 404, "no_audio")


def test_a_session_that_is_deleted_falls_silent(
    client: FlaskClient, put: Put, sound_server: SoundServer
) -> None:
    put("call", base64.b64encode(as_s16(speech(20, 8000))), sample_rate="8000", encoding="s16le")
    assert_done(client.post(url("call", "/play"), json={"volume": 0}))
    assert_done(client.delete(url("call")))
    assert assert_done(client.get("/api/status"))["playbacks"] == []


# Ids of any kind


@pytest.mark.parametrize("session_id", IDS)
def test_any_id_works_everywhere(client: FlaskClient, put: Put, session_id: str) -> None:
    put(session_id, TEXT, user_name=HOSTILE, **TOLD)
    put("another", TEXT, **TOLD)
    listed = assert_done(client.get("/api/sessions", query_string={"query": session_id}))["sessions"]
    assert [one["session_id"] for one in listed] == [session_id]
    assert listed[0]["user_name"] == HOSTILE
    info = assert_done(client.get(url(session_id, "/info")))
    assert (info["session_id"], info["data"]["user_name"]) == (session_id, HOSTILE)
    assert assert_done(client.get(url(session_id, "/waveform?points=5")))["duration"] == 2
    assert client.get(url(session_id, "/audio")).data.endswith(PCM)
    download = client.get(url(session_id, "/download"))
    assert download.data.endswith(PCM)
    disposition = download.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename=audio_")
    name = disposition.removeprefix("attachment; filename=")
    assert name.isascii()
    assert not set(name) & set("\"<>/\\;%' \n\r\0")
    assert (
        assert_done(client.post(url(session_id, "/extend"), json={"seconds": 99}))["session_id"] == session_id
    )
    for verb in ("stop", "pause", "resume"):
        assert_refused(client.post(url(session_id, f"/{verb}")), 409, "not_playing")
    assert assert_done(client.delete(url(session_id)))["session_id"] == session_id
    remaining = assert_done(client.get("/api/sessions"))["sessions"]
    assert [one["session_id"] for one in remaining] == ["another"]


@pytest.mark.parametrize("session_id", [HOSTILE, "a/play", "日本語"])
def test_any_id_is_played(client: FlaskClient, put: Put, session_id: str, sound_server: SoundServer) -> None:
    put(session_id, TEXT, **TOLD)
    played = assert_done(client.post(url(session_id, "/play"), json={"volume": 0, "position": 1.8}))
    assert played["session_id"] == session_id
    wait_until(lambda: not body(client.get("/api/status"))["playbacks"])


def test_a_key_that_is_no_text_works_too(client: FlaskClient, redis_server: RedisServer) -> None:
    with redis_server.client() as own:
        own.hset(
            b"session:\xff\xfe", mapping={"authenticated": "1", "audio_buffer": TEXT, "encoding": "s16le"}
        )
    (session,) = assert_done(client.get("/api/sessions"))["sessions"]
    assert client.get(url(session["session_id"], "/audio")).data.endswith(PCM)


def test_an_id_may_be_long(client: FlaskClient, put: Put) -> None:
    session_id = "x" * 1500
    put(session_id, TEXT, **TOLD)
    assert assert_done(client.get(url(session_id, "/info")))["session_id"] == session_id
    assert len(client.get(url(session_id, "/download")).headers["Content-Disposition"]) < 200


# Around it


def test_the_page_is_served_with_a_policy_that_runs_nothing_foreign(client: FlaskClient) -> None:
    answer = client.get("/")
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize("path", ["/", "/api/status", "/api/sessions", "/api/nothing"])
def test_every_answer_forbids_guessing_its_type(client: FlaskClient, path: str) -> None:
    assert client.get(path).headers["X-Content-Type-Options"] == "nosniff"


def test_no_answer_with_data_is_kept_by_anybody(client: FlaskClient, call: str) -> None:
    for path in ("/api/sessions", "/api/status", url(call, "/info"), url(call, "/download")):
        assert client.get(path).headers["Cache-Control"] == "no-store"


class TestWithoutRedis:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(redis_url=f"redis://:secret@127.0.0.1:{free_port()}/0")

    @pytest.mark.parametrize(
        ("method", "path"),
        [("GET", "/api/sessions")]
        + [("GET", url("call", f"/{verb}")) for verb in READS]
        + [("POST", url("call", "/play")), ("DELETE", url("call"))],
    )
    def test_everything_else_is_503(self, client: FlaskClient, method: str, path: str) -> None:
        refused = assert_refused(client.open(path, method=method), 503, "redis_unavailable")
        assert "secret" not in refused["message"]

    def test_the_status_says_so_and_the_page_is_served(self, client: FlaskClient) -> None:
        status = assert_done(client.get("/api/status"))
        assert status["redis_available"] is False
        assert "does not answer" in status["redis"]["message"]
        assert "secret" not in str(status)
        assert client.get("/").status_code == 200


class TestWithARedisOnASocket:
    def test_the_status_tells_how_redis_cli_is_called(self) -> None:
        app = create_app(Settings(redis_url="unix:///run/redis.sock?db=0"))
        status = assert_done(app.test_client().get("/api/status"))
        assert status["settings"]["redis_cli"] == "redis-cli -s /run/redis.sock"
        app.extensions["audio_stream_player"].close()


def test_an_unforeseen_failure_is_told_in_the_usual_shape(
    client: FlaskClient, redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one place where something is broken on purpose: nothing is known that ends so."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError("an inner secret")

    monkeypatch.setattr("sambanova.sessions.index.SessionIndex.page", broken)
    refused = assert_refused(client.get("/api/sessions"), 500, "internal_error")
    assert "secret" not in refused["message"]
