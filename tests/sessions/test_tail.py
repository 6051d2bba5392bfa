"""What is new in a track is read once and whole, in order, whatever the writer does with its key."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sambanova.sessions.tail import News, Tail
from tests.parts import RedisServer, Sessions

real_redis = hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def raw(redis_server: RedisServer) -> Iterator[Any]:
    """The voice app's own client."""
    with redis_server.client() as client:
        yield client


def tail_of(sessions: Sessions, session_id: str = "c") -> Tail:
    (record,) = sessions.index.view(session_id).records
    return Tail(sessions.manager, record, record.parts[0], 1 << 20)


def data(news: News | None) -> list[bytes]:
    return [chunk.data for chunk in news.chunks] if news else []


@given(st.lists(st.lists(st.binary(min_size=1, max_size=4), max_size=5), max_size=8), st.integers(1, 30))
@real_redis
def test_a_list_that_is_trimmed_behind_the_reader_is_read_once(
    sessions: Sessions, raw: Any, batches: list[list[bytes]], kept: int
) -> None:
    raw.flushall()
    # Each element is another one, as sound is; only silence repeats itself for long.
    number = 0
    raw.rpush("audio:c", b"first")
    tail = tail_of(sessions)
    assert data(tail.read()) == [b"first"]
    for batch in batches:
        written = [b"%d " % (number + index) + chunk for index, chunk in enumerate(batch)]
        number += len(batch)
        if written:
            raw.rpush("audio:c", *written)
        raw.ltrim("audio:c", -max(kept, len(written) + 1), -1)  # what is unread stays, and one more
        news = tail.read()
        assert data(news) == written
        assert news is None or not news.is_lost
    assert tail.read() is None


def test_a_list_that_is_trimmed_before_the_reader_says_that_something_is_lost(
    sessions: Sessions, raw: Any
) -> None:
    raw.rpush("audio:c", *[b"%d" % number for number in range(10)])
    tail = tail_of(sessions)
    tail.read()
    raw.rpush("audio:c", *[b"%d" % number for number in range(10, 60)])
    raw.ltrim("audio:c", -5, -1)
    news = tail.read()
    assert news is not None
    assert news.is_lost
    assert data(news) == [b"55", b"56", b"57", b"58", b"59"]
    raw.rpush("audio:c", b"60")
    assert data(tail.read()) == [b"60"]


def test_a_list_of_equal_elements_is_followed_by_its_length(sessions: Sessions, raw: Any) -> None:
    raw.rpush("audio:c", *[b"\xff"] * 40)
    tail = tail_of(sessions)
    tail.read()
    raw.rpush("audio:c", b"\xff", b"\xff")
    assert data(tail.read()) == [b"\xff", b"\xff"]
    assert tail.read() is None


@given(st.lists(st.binary(max_size=9), max_size=12))
@real_redis
def test_a_string_that_is_appended_to_is_read_once(sessions: Sessions, raw: Any, pieces: list[bytes]) -> None:
    raw.flushall()
    raw.set("audio:c", b"\xff begins")
    tail = tail_of(sessions)
    found = b"".join(data(tail.read()))
    for piece in pieces:
        raw.append("audio:c", piece)
        found += b"".join(data(tail.read()))
    assert found == b"\xff begins" + b"".join(pieces)


@pytest.mark.parametrize("value", [b"\xffshort", b"\xff" + b"as long as" * 7, b"\xfe" * 500])
def test_a_string_that_is_replaced_is_read_whole(value: bytes, sessions: Sessions, raw: Any) -> None:
    raw.set("audio:c", b"\xff" + b"0123456789" * 7)
    tail = tail_of(sessions)
    tail.read()
    raw.set("audio:c", value)
    news = tail.read()
    assert news is not None
    assert (data(news), news.is_whole) == ([value], True)
    raw.append("audio:c", b"more")
    assert data(tail.read()) == [b"more"]
    raw.delete("audio:c")
    news = tail.read()
    assert news is not None
    assert news.is_gone


@given(st.lists(st.integers(0, 4), max_size=12))
@real_redis
def test_a_stream_is_read_once_also_when_it_is_trimmed(
    sessions: Sessions, raw: Any, counts: list[int]
) -> None:
    raw.flushall()
    raw.xadd("audio:stream:c", {"data": b"first"})
    tail = tail_of(sessions)
    assert data(tail.read()) == [b"first"]
    number = 0
    for count in counts:
        written = [b"%d" % (number + index) for index in range(count)]
        number += count
        for chunk in written:
            raw.xadd("audio:stream:c", {"data": chunk}, maxlen=5, approximate=False)
        news = tail.read()
        assert data(news) == written
        assert news is None or not news.is_lost


def test_entries_that_were_trimmed_unread_are_missed(sessions: Sessions, raw: Any) -> None:
    raw.xadd("audio:stream:c", {"data": b"first"})
    tail = tail_of(sessions)
    tail.read()
    for number in range(9):
        raw.xadd("audio:stream:c", {"data": b"%d" % number}, maxlen=3, approximate=False)
    news = tail.read()
    assert news is not None
    assert (data(news), news.is_lost) == ([b"6", b"7", b"8"], True)


def test_a_field_is_read_whole_and_only_when_it_changed(sessions: Sessions, raw: Any) -> None:
    raw.hset("session:c", "audio_buffer", base64.b64encode(b"one"))
    tail = tail_of(sessions)
    assert data(tail.read()) == [b"b25l"]
    assert tail.reads_whole
    raw.hset("session:c", "audio_buffer", base64.b64encode(b"one two"))
    while (news := tail.read()) is None:
        pass
    assert (data(news), news.is_whole) == ([base64.b64encode(b"one two")], True)


@pytest.mark.parametrize("key", ["audio:c", "audio:stream:c", "c:audio"])
def test_a_key_that_is_gone_or_of_another_type_is_told(key: str, sessions: Sessions, raw: Any) -> None:
    for is_deleted in (True, False):
        raw.flushall()
        raw.sadd("other", "x")
        if key == "audio:c":
            raw.rpush(key, b"\xff")
        elif key == "c:audio":
            raw.set(key, b"\xff")
        else:
            raw.xadd(key, {"data": b"\xff"})
        tail = tail_of(sessions)
        tail.read()
        if is_deleted:
            raw.delete(key)
        else:
            raw.rename("other", key)
        news = tail.read()
        assert news is not None
        assert news.is_gone


def test_only_what_is_new_crosses_the_network(sessions: Sessions, raw: Any) -> None:
    chunk = bytes(range(1, 251)) * 4
    raw.rpush("audio:c", *[chunk + b"%d" % number for number in range(1000)])
    tail = tail_of(sessions)
    tail.read()
    before = int(raw.info("stats")["total_net_output_bytes"])
    for number in range(100):
        raw.rpush("audio:c", chunk + b"new %d" % number)
        assert data(tail.read()) == [chunk + b"new %d" % number]
    sent = int(raw.info("stats")["total_net_output_bytes"]) - before
    assert sent < 2.5 * 100 * len(chunk)  # the new element, and the last one to recognise the place
