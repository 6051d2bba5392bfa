"""Text, JSON and HTML in the field are named and are no sound; base64 in any state still is."""

from __future__ import annotations

import base64
import json
import re
import textwrap
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from hypothesis import example, given
from hypothesis import strategies as st

from sambanova.payloads.base64_text import AudioBuffer
from tests.browser import PlayerPage
from tests.parts import as_s16, body, speech

TRACEBACK = 'Traceback (most recent call last):\n  File "/app/main.py", line 42, in stop\nKeyError: "call"\n'
PAGE = "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head><body></body></html>"
TEXTS = [
    ("!!!! not base64 at all ####", "plain text"),
    ('{"error":"rate limited"}', "JSON without audio in it"),
    ("{'error': 'rate limited'}", "JSON text"),
    (PAGE, "HTML or XML"),
    ('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', "HTML or XML"),
    ("The recording is not available yet.", "plain text"),
    ("test", "plain text"),
    ("recording_not_found", "plain text"),
    ("https://storage.example.com/calls/call-1234.webm", "plain text"),
    ("ERROR: RATE LIMITED", "plain text"),
    ("Fehler: Die Aufnahme wurde später gelöscht", "plain text"),
    ("録音が見つかりません", "plain text"),
    (TRACEBACK, "plain text"),
]


@pytest.mark.parametrize(("text", "kind"), TEXTS)
def test_text_is_named_and_is_no_sound(
    client: FlaskClient, put: Callable[..., str], text: str, kind: str
) -> None:
    put("call", text)
    for request in ("audio", "download", "waveform", "audio?encoding=u8&sample_rate=8000&channels=1"):
        answer = client.get(f"/api/session/call/{request}")
        assert (answer.status_code, body(answer)["error"]) == (422, "undecodable_audio")
        assert re.match(f"This is {kind}(, not base64)?: “", body(answer)["message"])
    info = body(client.get("/api/session/call/info"))["audio_info"]
    assert (info["duration"], info["format"], info["base64_valid"]) == (None, None, False)
    (finding,) = info["findings"]
    assert (finding["code"], finding["severity"]) == ("not_base64_text", "error")
    first_line = text.strip('"').splitlines()[0].split()[0]
    assert first_line in finding["message"]
    assert first_line.isascii() is (first_line in info["preview"])
    assert client.get("/api/session/call/download?original=1").data == text.encode()


@pytest.mark.parametrize("text", ["NULL", "None", "null", '"null"', "undefined", "[object Blob]"])
def test_a_word_for_nothing_is_no_recording(client: FlaskClient, put: Callable[..., str], text: str) -> None:
    put("call", text)
    for request in ("audio", "download", "waveform", "download?original=1"):
        answer = client.get(f"/api/session/call/{request}")
        assert (answer.status_code, body(answer)["error"]) == (404, "no_audio")
    info = body(client.get("/api/session/call/info"))["audio_info"]
    assert (info["has_audio"], info["format"]) == (False, None)
    assert "a word that stands for nothing" in info["findings"][0]["message"]


@pytest.mark.parametrize("text", ['{"error":"rate limited"}', PAGE, TRACEBACK, "The recording is not there."])
def test_text_that_was_encoded_is_named_too(client: FlaskClient, put: Callable[..., str], text: str) -> None:
    put("call", base64.b64encode(text.encode()))
    answer = client.get("/api/session/call/audio")
    assert answer.status_code == 422
    assert body(answer)["message"].startswith("The base64 holds ")
    codes = [one["code"] for one in body(client.get("/api/session/call/info"))["audio_info"]["findings"]]
    assert codes == ["not_base64_text"]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: st.dictionaries(st.text(max_size=10), inner, min_size=1, max_size=3),
        max_leaves=5,
    ).filter(lambda value: isinstance(value, dict)),
    st.sampled_from([None, 1]),
)
def test_any_json_object_is_json_text(value: object, indent: int | None) -> None:
    buffer = AudioBuffer.from_text(json.dumps(value, indent=indent).encode())
    assert buffer.is_text
    assert "JSON" in buffer.findings[0].message


CONSTANTS = [bytes([value]) * 30 for value in range(256)]
VOICE = as_s16(speech(1, 8000))


@given(
    st.binary(min_size=24, max_size=300).map(lambda data: b"\0" + data)  # else it may be text
    | st.sampled_from(CONSTANTS)
    | st.integers(0, len(VOICE) - 300).map(lambda start: VOICE[start : start + 300]),
    st.sampled_from(
        ["plain", "wrapped", "unpadded", "url safe", "data url", "quoted", "joined", "hex", "twice"]
    ),
)
@example(b"[" * 30, "plain")  # which begins as JSON does
@example(b"{" * 30, "twice")
@example(b"\x69\xa6\x9a" * 8, "plain")  # which is "aaaa" in base64
def test_no_state_of_base64_is_taken_for_text(sound: bytes, state: str) -> None:
    text = base64.b64encode(sound)
    written = {
        "plain": text,
        "wrapped": "\n".join(textwrap.wrap(text.decode(), 76)).encode(),
        "unpadded": text.rstrip(b"="),
        "url safe": base64.urlsafe_b64encode(sound),
        "data url": b"data:audio/webm;codecs=opus;base64," + text,
        "quoted": b'"' + text + b'"',
        "joined": text + text,
        "hex": base64.b64encode(sound.hex().encode()),
        "twice": base64.b64encode(text),
    }[state]
    assert not AudioBuffer.from_text(written).is_text


@given(st.binary(min_size=24, max_size=300).filter(lambda data: min(data) < 9))
def test_raw_bytes_are_not_taken_for_text(sound: bytes) -> None:
    assert not AudioBuffer.from_text(sound).is_text


def test_the_page_says_what_it_is(put: Callable[..., str], open_page: Callable[..., PlayerPage]) -> None:
    put("call", '{"error":"rate limited"}')
    page = open_page()
    page.row("Ada Lovelace").click()
    page.wait_for_state("undecodable_audio")
    assert "This could not be read as sound." in page.page.locator("#detail .states").inner_text()
    assert 'This is JSON without audio in it: “{"error":"rate limited"}”.' in page.text("#findings")
