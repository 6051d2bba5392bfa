"""The report on a session: one file that needs nothing, in which hostile text stays text."""

from __future__ import annotations

import base64
import io
import re
import wave
from collections.abc import Callable
from html.parser import HTMLParser

import numpy as np
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from sambanova.reports.session_markdown import block, code, escaped
from tests.parts import RedisServer, as_s16, body, speech

RATE = 16_000
HOSTILE = "<script>alert(1)</script> ![x](http://evil/) `a` @team #1 \x1b[2J\u202e"
Put = Callable[..., str]


def with_gaps() -> bytes:
    """Base64 of a voice in whose middle packets of 20 ms are zeros, each chunk encoded by itself."""
    sound = speech(8, RATE)
    for second in (1.1, 2.15, 4.9):
        sound[round(second * RATE) :][:320] = 0
    data = as_s16(sound)
    return b"".join(base64.b64encode(data[start : start + 1600]) for start in range(0, len(data), 1600))


class Page(HTMLParser):
    """What a browser makes of a file: its tags, and all it would run or load."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            assert not name.startswith("on"), name
            assert name != "style"
            if name in ("src", "srcset", "data", "poster", "background"):
                self.loads.append((value or "")[:16])

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_says_what_is_wrong_and_how_to_mend_it(client: FlaskClient, put: Put) -> None:
    put("call", with_gaps(), note="from the phone", secret="12345")
    answer = client.get("/api/session/call/report.html?fields=note,missing")
    assert answer.mimetype == "text/html"
    assert answer.headers["Content-Disposition"] == "inline; filename=report_call.html"
    text = answer.get_data(as_text=True)
    page = Page(text)
    verdict = body(client.get("/api/session/call/info"))["audio_info"]["verdict"]
    assert verdict["sentence"] in page.text
    assert "base64.b64decode(chunk) for chunk in chunks" in page.text
    assert "from the phone" in page.text
    assert "does not have this field" in page.text
    assert "12345" not in text  # not chosen
    assert "Ada Lovelace" not in text
    assert page.tags.count("svg") >= 2  # the whole, and places
    assert "http://localhost/#session=call&t=" in text.replace("&amp;", "&")
    assert page.loads == []
    assert "script" not in page.tags


def test_nothing_in_it_runs_or_is_loaded(client: FlaskClient, put: Put) -> None:
    name = HOSTILE.replace("\x1b", "")
    put("a b", with_gaps(), user_name=HOSTILE, **{"f<i>": HOSTILE})
    answer = client.get("/api/session/a b/report.html", query_string={"fields": ["f<i>", "user_name", name]})
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe-inline" not in policy
    page = Page(answer.get_data(as_text=True))
    assert "script" not in page.tags
    assert "img" not in page.tags
    assert "i" not in page.tags
    assert "<script>alert(1)</script>" in page.text
    assert "\u202e" not in page.text
    assert "\x1b" not in page.text


def test_sound_is_in_it_only_when_asked_for(client: FlaskClient, put: Put) -> None:
    put("call", as_s16(speech(4, RATE)), sample_rate=str(RATE))
    assert "<audio" not in client.get("/api/session/call/report.html").get_data(as_text=True)
    assert "<audio" not in client.get("/api/session/call/report.html?audio=0").get_data(as_text=True)
    text = client.get("/api/session/call/report.html?audio=1&start=1&end=2.5").get_data(as_text=True)
    found = re.search(r'src="data:audio/wav;base64,([^"]*)"', text)
    assert found is not None
    with wave.open(io.BytesIO(base64.b64decode(found[1], validate=True))) as reader:
        frames = np.frombuffer(reader.readframes(reader.getnframes()), "<i2")
    assert frames.tobytes() == as_s16(speech(4, RATE))[2 * RATE : 5 * RATE]


def test_a_reading_and_a_track_are_those_that_are_asked_for(
    client: FlaskClient, redis_server: RedisServer
) -> None:
    with redis_server.client() as redis_client:
        redis_client.rpush("call:7:user", as_s16(speech(4, RATE)))
        redis_client.rpush("call:7:agent", as_s16(speech(3, RATE, seed=2)))
    both = client.get("/api/session/7/report.html").get_data(as_text=True)
    assert "user" in both
    assert "agent" in both
    one = client.get("/api/session/7/report.md?track=agent&sample_rate=8000").get_data(as_text=True)
    assert "8 kHz" in one
    assert "Duration: `6.0 s`" in one


def test_markdown_holds_code_and_no_markup_from_redis(client: FlaskClient, put: Put) -> None:
    put("a`b", with_gaps(), note=HOSTILE + "\n```\n# heading\n")
    answer = client.get("/api/session/a`b/report.md?fields=note")
    assert answer.mimetype == "text/markdown"
    text = answer.get_data(as_text=True)
    assert "# Session `` a`b ``" in text
    assert "```python\nimport base64" in text
    assert "````\n" in text  # a fence that the value cannot close
    outside = re.sub(r"(`{3,})[^`]*\n.*?\n\1\n", "", text, flags=re.S)
    assert "<script>" not in outside
    assert "heading" not in outside


def test_what_is_no_sound_has_a_report_too(client: FlaskClient, put: Put) -> None:
    put("call", b"<html>503 Service Unavailable</html>" * 3)
    text = client.get("/api/session/call/report.html?audio=1").get_data(as_text=True)
    assert "could not be read as sound" in text
    assert client.get("/api/session/nobody/report.md").status_code == 404


@pytest.mark.parametrize("write", [escaped, code])
@given(text=st.text(max_size=60))
def test_a_piece_of_text_stays_on_its_line(write: Callable[[str], str], text: str) -> None:
    assert len(write(text).splitlines()) <= 1


@given(text=st.text(alphabet="`~ab\n\t", max_size=60))
def test_a_block_ends_where_it_ends(text: str) -> None:
    first, *inner, last = block(text).split("\n")
    assert first == last
    assert all(first not in line for line in inner)
