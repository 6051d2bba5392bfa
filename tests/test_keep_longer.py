"""A session that is kept longer never lives shorter, whatever time to live it had."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from audio_stream_player import MAX_TTL
from tests.browser import PlayerPage
from tests.parts import RedisServer, Sessions, as_s16, body, speech, wait_until

Put = Callable[..., str]
DAY = 24 * 3600


@given(
    before=st.none() | st.integers(1, 2 * MAX_TTL) | st.integers(1, 7200),
    seconds=st.integers(1, MAX_TTL) | st.integers(1, 7200),
)
@example(before=DAY, seconds=3600)
@example(before=None, seconds=3600)
@example(before=3600, seconds=3600)
@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_longer_of_both_times_counts_and_no_end_stays_none(
    client: FlaskClient, put: Put, redis_server: RedisServer, before: int | None, seconds: int
) -> None:
    put("call")
    with redis_server.client() as own:
        own.persist("session:call") if before is None else own.expire("session:call", before)
        answer = body(client.post("/api/session/call/extend", json={"seconds": seconds}))
        left = int(own.ttl("session:call"))
    assert answer["success"] is True
    if before is None:
        assert (left, answer["ttl"]) == (-1, None)
        assert "does not expire" in answer["message"]
        return
    longer = max(before, seconds)
    assert longer - 2 <= left <= longer
    assert answer["ttl"] == pytest.approx(left, abs=2)
    assert f"{answer['ttl']:,}" in answer["message"]
    assert ("already" in answer["message"]) == (answer["ttl"] > seconds)


@pytest.fixture
def voice(put: Put) -> str:
    return put("voice", as_s16(speech(1, 16000)), encoding="s16le", sample_rate="16000", channels="1")


def test_the_page_says_what_keeping_longer_did(
    voice: str, sessions: Sessions, redis_server: RedisServer, open_page: Callable[..., PlayerPage]
) -> None:
    page = open_page()
    page.choose("Ada Lovelace")
    page.wait_for_state("ready")
    left = page.page.locator("#ttl")
    toast = page.page.locator("#toasts")
    with redis_server.client() as own:
        own.expire("session:voice", 90)
        expect(left).to_contain_text("expires in 8")
        page.action("extend").click()
        expect(toast).to_contain_text("Kept for 60 min.")
        expect(left).to_have_text("expires in 60 min")
        assert 3590 <= (sessions.session("voice").ttl or 0) <= 3600
        own.expire("session:voice", DAY)
        expect(left).to_have_text("expires in 24 h")
        page.action("extend").click()
        expect(toast).to_contain_text("It stays for 24 h anyway.")
        expect(left).to_have_text("expires in 24 h")
        assert (sessions.session("voice").ttl or 0) > DAY - 60
        own.persist("session:voice")
        expect(left).to_have_text("no end")
        expect(page.action("extend")).to_be_hidden()
    wait_until(lambda: sessions.session("voice").ttl is None)


def test_the_page_says_so_when_the_end_was_taken_away_meanwhile(
    voice: str, sessions: Sessions, redis_server: RedisServer, open_page: Callable[..., PlayerPage]
) -> None:
    page = open_page()
    page.choose("Ada Lovelace")
    page.wait_for_state("ready")
    page.page.evaluate("() => { window.extend = document.querySelector('[data-action=extend]'); }")
    with redis_server.client() as own:
        own.persist("session:voice")
    expect(page.action("extend")).to_be_hidden()
    page.page.evaluate("() => window.extend.click()")  # as a click that came too early
    expect(page.page.locator("#toasts")).to_contain_text("It stays anyway: it has no end.")
    assert sessions.session("voice").ttl is None
