"""The conversation of a session over HTTP: from Redis to turns, delays and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.conversation.calls import BEGAN, CALL, SHAPES, record
from tests.parts import RedisServer, body, wait_until

Put = Callable[..., str]
DELAYS = [2400, 800]  # ms, of the answers that come after the caller; then both speak
LAST = 1330


@pytest.fixture
def call(redis_server: RedisServer) -> str:
    """The made call, without its words."""
    return record(redis_server)


def asked(client: FlaskClient, session_id: str = "call", **parameters: Any) -> dict[str, Any]:
    """What the API answers once all keys are known."""
    wait_until(lambda: body(client.get("/api/sessions"))["complete"])
    return body(client.get(f"/api/session/{session_id}/conversation", query_string=parameters))


def test_turns_and_delays_come_from_the_sound(call: str, client: FlaskClient) -> None:
    found = asked(client)
    assert found["measured"] == "sound"
    assert [row["speaker"] for row in found["rows"]] == [one.role for one in CALL]
    for row, one in zip(found["rows"], CALL, strict=True):
        assert row["start"] == pytest.approx(one.start, abs=0.05)
        assert row["end"] == pytest.approx(one.end, abs=0.05)
    answers = [row["answer_ms"] for row in found["rows"] if row["answer_ms"] is not None]
    assert answers == pytest.approx([*DELAYS, LAST], abs=50)
    assert found["rows"][4]["pause_ms"] == pytest.approx(-400, abs=50)
    assert found["summary"]["talk_over"] == 1
    assert found["summary"]["talk_over_ms"] == pytest.approx(400, abs=50)
    assert found["summary"]["answer_median_ms"] == pytest.approx(1330, abs=50)


@pytest.mark.parametrize("shape", ["milliseconds", "local ISO", "Unix milliseconds as Vapi"])
def test_words_beside_the_sound_lie_over_it(
    call: str, redis_server: RedisServer, client: FlaskClient, shape: str
) -> None:
    name, text = SHAPES[shape]
    with redis_server.client() as app:
        app.hset("session:call", name, text)
    found = asked(client)
    assert [turn["text"] for turn in found["turns"]] == [one.text for one in CALL]
    for turn, one in zip(found["turns"], CALL, strict=True):
        assert turn["start"] == pytest.approx(one.start, abs=0.05)
    assert [row["text"] for row in found["rows"]] == [one.text for one in CALL]


def test_words_may_lie_in_keys_of_any_type(call: str, redis_server: RedisServer, client: FlaskClient) -> None:
    entries = json.loads(SHAPES["seconds"][1])
    with redis_server.client() as app:
        for one in entries:
            app.rpush("audio:stream:call:transcript", json.dumps(one))
        app.set("events:call", json.dumps([{"event": "barge_in", "ts": BEGAN + 14.5}]))
        for one in CALL:
            fields: dict[Any, Any] = {"role": one.role, "text": one.text}
            app.xadd("call:call:turns", fields, id=f"{round((BEGAN + one.start) * 1000)}-0")
    found = asked(client)
    assert [turn["start"] for turn in found["turns"]] == pytest.approx([one.start for one in CALL], abs=0.05)
    assert found["events"] == [{"name": "barge_in", "at": pytest.approx(14.5, abs=0.05)}]
    assert [one["session_id"] for one in body(client.get("/api/sessions"))["sessions"]] == ["call"]
    client.delete("/api/session/call")
    with redis_server.client() as app:
        assert not app.exists("audio:stream:call:transcript", "call:call:turns")


def test_long_fields_are_read_whole(put: Put, client: FlaskClient) -> None:
    told = [{"role": "user", "text": f"Sentence number {n}", "start": n * 2.0} for n in range(500)]
    put("long", messages=json.dumps(told))
    found = asked(client, "long")
    assert len(found["turns"]) == 500
    assert found["measured"] == "words"


def test_sides_can_be_chosen(put: Put, client: FlaskClient) -> None:
    told = [
        {"speaker": "Ada", "text": one.text, "start": one.start, "end": one.end}
        if one.role == "user"
        else {"speaker": "Eve", "text": one.text, "start": one.start, "end": one.end}
        for one in CALL
    ]
    put("call", messages=json.dumps(told))
    assert asked(client)["summary"]["answers"] == 0
    found = asked(client, caller="Ada", agent="Eve")
    assert [row["answer_ms"] for row in found["rows"]][1] == pytest.approx(DELAYS[0], abs=1)


def test_the_table_is_csv_without_formulas(put: Put, client: FlaskClient) -> None:
    told = [{"role": "=HYPERLINK(1)", "text": '@SUM(1)"\n,x', "start": 1.0, "end": 2.0}]
    put("call", messages=json.dumps(told))
    answer = client.get("/api/session/call/conversation.csv")
    assert answer.mimetype == "text/csv"
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert rows[0][:4] == ["speaker", "side", "start_s", "end_s"]
    assert rows[1] == ["'=HYPERLINK(1)", "", "1.000", "2.000", "", "", "'@SUM(1)\"\n,x"]


def test_keys_that_somebody_names_belong_to_the_session(redis_server: RedisServer) -> None:
    from audio_stream_player import create_app
    from sambanova.audio_keys import TranscriptKeys
    from sambanova.settings import Settings

    record(redis_server)
    with redis_server.client() as client:
        client.set("said:call", SHAPES["ISO"][1])
    keys = TranscriptKeys.parse("said:{id}")
    app = create_app(Settings(redis_url=redis_server.url, transcript_keys=keys))
    try:
        assert len(asked(app.test_client())["turns"]) == len(CALL)
        app.test_client().delete("/api/session/call")
    finally:
        app.extensions["audio_stream_player"].close()
    with redis_server.client() as client:
        assert not client.exists("said:call")
