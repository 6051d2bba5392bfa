"""The call for other programs: bytes in, diagnosis out, without Redis, server or Flask."""

from __future__ import annotations

import base64
import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sambanova import diagnose
from sambanova.clips import Clip, as_bytes
from sambanova.errors import BufferTooLarge, InvalidRequest
from tests.browser import wav
from tests.parts import ROOT, as_s16, container_file, speech

RATE = 16000


@pytest.fixture(scope="module")
def sound() -> bytes:
    """Eight seconds of a voice as 16-bit samples at 16 kHz."""
    return as_bytes(Clip("alan").sound(RATE)[: 8 * RATE], "s16le")


def test_raw_samples_are_detected_and_ok(sound: bytes) -> None:
    found = diagnose(sound)
    assert found.verdict.severity == "ok"
    assert found.findings == ()
    assert found.format is not None
    assert (found.format.encoding, found.format.channels) == ("s16le", 1)
    assert found.duration is not None
    assert found.levels is not None
    assert found.levels.speech_dbfs is not None
    assert found.tracks == ()


def test_what_the_app_declares_is_taken_and_doubted(sound: bytes) -> None:
    found = diagnose(sound, encoding="paInt16", sample_rate=RATE, channels=1)
    assert found.duration == 8
    assert found.format is not None
    assert found.format.source == "session"
    assert diagnose(sound, mime_type="audio/pcm;rate=16000").duration == 8
    wrong = diagnose(sound, encoding="mulaw", sample_rate=8000)
    assert wrong.verdict.cause == "declared_format_unlikely"
    assert wrong.verdict.severity == "warning"


@pytest.mark.parametrize(
    ("form", "container"),
    [("wav", "wav"), ("webm", "webm"), ("ogg", "ogg"), ("base64", None), ("hex", None), ("gzip", None)],
)
def test_every_form_is_opened(sound: bytes, form: str, container: str | None) -> None:
    samples = (np.frombuffer(sound, "<i2") / 32768).astype(np.float32)
    forms: dict[str, Callable[[], bytes | str]] = {
        "wav": lambda: base64.b64decode(wav(samples, RATE)),
        "webm": lambda: container_file(samples, RATE, "webm", "libopus", live=True),
        "ogg": lambda: container_file(samples, RATE, "ogg", "libopus"),
        "base64": lambda: base64.b64encode(sound).decode(),
        "hex": lambda: sound.hex().encode(),
        "gzip": lambda: gzip.compress(sound),
    }
    data = forms[form]()
    found = diagnose(data, encoding="s16le", sample_rate=RATE)
    assert found.format is not None
    assert found.format.container == container
    assert found.duration == pytest.approx(8, abs=0.1)
    assert found.verdict.severity == "ok"


def test_messages_of_twilio_are_two_tracks_side_by_side() -> None:
    sides = {
        "inbound": as_bytes(Clip("alan").sound(8000), "mulaw"),
        "outbound": as_bytes(Clip("grace").sound(8000), "mulaw"),
    }
    messages = [
        {"event": "media", "media": {"track": name, "payload": base64.b64encode(frame).decode()}}
        for start in range(0, 8000 * 3, 160)
        for name, side in sides.items()
        if (frame := side[start : start + 160])
    ]
    found = diagnose("\n".join(map(json.dumps, messages)).encode())
    assert [(track.name, track.duration) for track in found.tracks] == [("inbound", 3), ("outbound", 3)]
    assert found.format is not None
    assert (found.format.channels, found.format.sample_rate, found.duration) == (2, 8000, 3)


def test_chunks_that_were_encoded_by_themselves(sound: bytes) -> None:
    chunks = [base64.b64encode(sound[start : start + 3200]) for start in range(0, len(sound), 3200)]
    found = diagnose(chunks, encoding="s16le", sample_rate=RATE)
    assert found.duration == 8
    assert found.verdict.severity == "ok"


def test_a_lost_byte_is_the_verdict(sound: bytes) -> None:
    found = diagnose(sound[:80_001] + sound[80_002:], sample_rate=RATE)
    assert (found.verdict.severity, found.verdict.cause) == ("error", "byte_slip")
    assert found.findings[0].at_seconds == pytest.approx(2.5, abs=0.1)


@pytest.mark.parametrize("data", [b"", b"<!doctype html><html>502</html>", b"null", b"[]", []])
def test_what_is_no_audio_is_a_verdict_and_no_exception(data: bytes) -> None:
    found = diagnose(data)
    assert found.verdict.severity == "error"
    assert (found.format, found.levels, found.duration) == (None, None, None)
    assert json.loads(json.dumps(found.as_json()))["format"] is None


def test_noise_has_candidates() -> None:
    noise = np.random.default_rng(1).bytes(40_000)
    found = diagnose(noise)
    if found.format is None:
        assert {"encoding", "sample_rate", "channels"} <= set(found.candidates[0])


@pytest.mark.parametrize(
    "wrong", [{"encoding": "s17le"}, {"sample_rate": 5}, {"channels": 0}, {"sample_rate": 10**9}]
)
def test_a_declaration_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequest):
        diagnose(b"\0\0" * 1000, **wrong)


def test_too_much_is_refused() -> None:
    with pytest.raises(BufferTooLarge):
        diagnose(as_s16(speech(2, RATE)), encoding="s16le", sample_rate=RATE, max_bytes=10_000)


@hypothesis_settings(max_examples=60, deadline=None)
@given(st.binary(max_size=3000))
@example(b"\x1f\x8b\x08\x00")
@example(b"RIFF\x00\x00\x00\x00WAVEfmt ")
def test_any_bytes_get_a_verdict(data: bytes) -> None:
    found = diagnose(data)
    assert found.verdict.sentence
    json.dumps(found.as_json())


def test_it_needs_neither_redis_nor_flask_and_is_the_function_in_a_fresh_process() -> None:
    program = (
        "import sys\n"
        "from sambanova import diagnose\n"
        "print(diagnose(b'null').verdict.severity)\n"
        "print(sorted({'redis', 'flask', 'pyaudio', 'sambanova.redis_manager'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.splitlines() == ["error", "[]"]


def test_importing_the_program_says_where_the_call_is() -> None:
    with pytest.raises(ImportError, match="from sambanova import diagnose"):
        __import__("sambanova.diagnose")
    assert callable(diagnose)
    import sambanova

    assert callable(sambanova.diagnose)
