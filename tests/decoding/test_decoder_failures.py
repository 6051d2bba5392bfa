"""A decoder that fails for a reason of its own says so: the recording is not called undecodable."""

from __future__ import annotations

import base64
import logging
import sys
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from sambanova.decoding import child_process, containers
from sambanova.decoding.child_process import ContainedDecoder
from sambanova.errors import DecoderFailed
from tests.parts import body, container_file, speech

BREAKS = """
import os, sys
from sambanova.decoding import child_process, containers
def decode(data, limit, listener):
    {before}
    raise TypeError("unexpected keyword argument 'metadata_errors'")
containers.decode = decode
with os.fdopen(os.dup(1), "wb") as answers:
    child_process.serve(sys.stdin.buffer, answers)
"""
BEGINS = 'listener.begins(containers.DecodedContainer("webm", "opus", 48000, 1, "s16le", b""), 9600000)'
WEBM = container_file(speech(1, 48000), 48000, "webm", "libopus", live=True)


def replace_decoder(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(child_process, "_COMMAND", [sys.executable, "-c", program])


@pytest.mark.parametrize(
    ("program", "logged"),
    [
        pytest.param(BREAKS.format(before="pass"), "metadata_errors", id="an error in its code"),
        pytest.param("raise ImportError('libav is missing')", "libav is missing", id="an import that fails"),
        pytest.param("import os; os.abort()", "status -6", id="a crash before anything was read"),
    ],
)
def test_a_broken_decoder_is_a_logged_error_of_its_own(
    client: FlaskClient,
    put: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    program: str,
    logged: str,
) -> None:
    replace_decoder(monkeypatch, program)
    put("call", base64.b64encode(WEBM))
    for verb in ("info", "audio", "waveform", "download"):
        caplog.clear()
        answer = client.get(f"/api/session/call/{verb}")
        assert (answer.status_code, body(answer)["error"]) == (500, "decoder_failed")
        assert "log" in body(answer)["message"]
        (record,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
        assert logged in record.getMessage()
    original = client.get("/api/session/call/download?original=1")
    assert (original.status_code, original.data) == (200, WEBM)


def test_a_decoder_that_breaks_in_the_middle_leaves_what_it_had_and_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    replace_decoder(monkeypatch, BREAKS.format(before=BEGINS))
    decoder = ContainedDecoder()
    decoded = decoder.decode(WEBM, 1 << 30)
    assert decoded is not None
    assert not isinstance(decoded.pcm, bytes)
    assert [finding.code for finding in decoded.pcm.findings] == ["container_damaged"]
    decoder.close()
    assert "metadata_errors" in caplog.text


def test_the_next_recording_is_decoded_when_the_decoder_works_again(monkeypatch: pytest.MonkeyPatch) -> None:
    decoder = ContainedDecoder()
    with monkeypatch.context() as patch:
        replace_decoder(patch, BREAKS.format(before="pass"))
        with pytest.raises(DecoderFailed):
            decoder.decode(WEBM, 1 << 30)
    assert decoder.decode(WEBM, 1 << 30) is not None
    decoder.close()


@pytest.mark.parametrize(
    ("container", "codec"), [("webm", "libopus"), ("ogg", "libopus"), ("mp3", "libmp3lame")]
)
def test_tags_that_are_no_utf_8_spoil_nothing(container: str, codec: str) -> None:
    file = container_file(speech(1, 48000), 48000, container, codec)
    assert b"Lavf" in file  # a tag that FFmpeg writes
    decoded = containers.decode(file.replace(b"Lavf", b"\xff\xfe\xfd\xfc"), 1 << 30)
    assert decoded is not None
    assert decoded.codec == codec.removeprefix("lib").removesuffix("lame")
