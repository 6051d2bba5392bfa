"""The rate of a live call whose fields do not say it: measured at first, but never forever."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from sambanova.sessions import growth
from sambanova.sessions.growth import Growth
from tests.parts import as_s16, body, container_file, speech, wait_until

RATE = 16000
BYTES_A_SECOND = RATE * 2
SOUND = as_s16(speech(1.5, RATE))


def grow(known: Growth, start: float, seconds: float) -> None:
    """A live call of 16 kHz that is seen ten times a second."""
    for step in range(int(seconds * 10) + 1):
        known.note("call", start + step / 10, {"": step * BYTES_A_SECOND // 10})


def test_a_call_is_measured_until_it_has_grown_for_two_seconds() -> None:
    known = Growth()
    assert known.is_measuring("call", "", 100.0)
    grow(known, 100.0, 1.5)
    assert known.is_measuring("call", "", 101.5)
    grow(known, 101.6, 2.5)
    assert not known.is_measuring("call", "", 104.1)


def test_a_call_that_does_not_grow_is_not_measured_forever() -> None:
    known = Growth()
    for step in range(100):
        known.note("call", 100.0 + step / 10, {"": 1000})
    assert known.is_measuring("call", "", 104.0)
    assert not known.is_measuring("call", "", 106.0)


def test_measuring_begins_with_the_sound_and_again_with_the_next_recording() -> None:
    known = Growth()
    known.note("call", 100.0, {"": 0})
    assert not known.is_measuring("call", "", 120.0)  # it waits for a caller to speak
    known.note("call", 120.1, {"": 5000})
    assert known.is_measuring("call", "", 120.2)
    grow(known, 130.0, 4)  # another recording, from nothing
    assert not known.is_measuring("call", "", 134.0)
    known.note("call", 140.0, {"": 0})
    assert known.is_measuring("call", "", 141.0)


def test_the_growth_of_before_a_pause_holds_until_the_new_one_is_known() -> None:
    known = Growth()
    grow(known, 100.0, 4)
    before = known.units_per_second("call", "")
    length = 4 * BYTES_A_SECOND
    for step in range(1, 6):  # after five seconds without a word
        known.note("call", 109.0 + step / 10, {"": length + step * BYTES_A_SECOND // 10})
    assert known.units_per_second("call", "") == before
    assert before == pytest.approx(2 * RATE, rel=0.01)


def format_of(client: FlaskClient, session_id: str) -> dict[str, Any]:
    """The format as the API tells it."""
    found: dict[str, Any] = body(client.get(f"/api/session/{session_id}/info"))["audio_info"]["format"]
    return found


def test_info_says_that_the_rate_of_a_young_call_is_being_measured(
    client: FlaskClient, put: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(growth, "_MEASURING_SECONDS", 1.0)
    text = base64.b64encode(SOUND).decode()
    session_id = put(audio=text, is_recording="True")
    assert format_of(client, session_id)["measuring"] is True
    assert wait_until(lambda: "measuring" not in format_of(client, session_id))


def test_nothing_is_measured_where_the_rate_is_known_or_the_call_is_over(
    client: FlaskClient, put: Callable[..., str]
) -> None:
    text = base64.b64encode(SOUND).decode()
    over = put("over", text)
    declared = put("declared", text, is_recording="True", sample_rate=str(RATE))
    webm = container_file(speech(1, 48000), 48000, "webm", "libopus", live=True)
    container = put("container", base64.b64encode(webm).decode(), is_recording="True")
    for session_id in (over, declared, container):
        assert "measuring" not in format_of(client, session_id)
