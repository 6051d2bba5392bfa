"""“Play it as”: a try holds for the open session; what is remembered is said and can be forgotten."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser import PlayerPage
from tests.parts import as_s16, speech

OpenPage = Callable[..., PlayerPage]
Put = Callable[..., str]

FOUND = "0:06.0"
READ_AS_32_KHZ = "0:01.5"


@pytest.fixture
def page(put: Put, open_page: OpenPage) -> PlayerPage:
    """The page with six seconds at 8 kHz of three sessions; two of the same user, one without."""
    audio = base64.b64encode(as_s16(speech(6, 8000))).decode()
    put("one", audio, user_name="First call", user_id="7", sample_rate="8000")
    put("two", audio, user_name="Second call", user_id="7", sample_rate="8000")
    put("three", audio, user_name="Nobody known", user_id="", sample_rate="8000")
    page = open_page()
    page.choose("First call")
    expect(page.page.locator("#duration")).to_have_text(FOUND)
    return page


def play_as_32_khz(page: PlayerPage) -> None:
    """Tries another rate."""
    if not page.page.locator("#other").is_visible():
        page.page.locator(".other summary").click()
    page.page.locator("#other-rate").select_option("32000")
    page.action("play-as-other").click()
    expect(page.page.locator("#duration")).to_have_text(READ_AS_32_KHZ)


def test_a_try_holds_for_the_open_session_only(page: PlayerPage) -> None:
    play_as_32_khz(page)
    page.wait_until_playing_past(0.2)
    expect(page.page.locator("#tried")).to_contain_text("Read as you chose, while this session is open.")
    expect(page.row("First call")).to_contain_text("0:06")  # the list keeps to what was found
    page.choose("Second call")
    expect(page.page.locator("#duration")).to_have_text(FOUND)
    page.choose("First call")
    expect(page.page.locator("#duration")).to_have_text(FOUND)
    expect(page.page.locator("#tried")).to_be_hidden()
    assert "32000" not in page.page.evaluate("JSON.stringify(localStorage)")
    play_as_32_khz(page)
    page.action("play-as-detected").click()
    expect(page.page.locator("#duration")).to_have_text(FOUND)
    expect(page.page.locator("#tried")).to_be_hidden()


def test_what_is_remembered_for_a_user_is_said_and_forgotten(page: PlayerPage) -> None:
    page.page.evaluate(
        """localStorage.setItem('reading:user:7',
            JSON.stringify({ encoding: 's16le', sample_rate: 48000, channels: 1 }))"""
    )  # which an earlier version kept unasked
    page.choose("Second call")
    expect(page.page.locator("#duration")).to_have_text(FOUND)
    remembered = page.page.locator("#remembered")
    expect(remembered).to_be_hidden()
    page.choose("First call")
    play_as_32_khz(page)
    page.page.get_by_role("button", name="Remember for user 7").click()
    expect(page.page.locator("#tried")).to_be_hidden()
    for name in ("First call", "Second call"):
        page.choose(name)
        expect(page.page.locator("#duration")).to_have_text(READ_AS_32_KHZ)
        expect(remembered).to_have_text("Read as 32 kHz, as you chose for user 7. Forget")
    page.choose("Nobody known")
    expect(page.page.locator("#duration")).to_have_text(FOUND)
    expect(remembered).to_be_hidden()
    page.page.reload()
    page.choose("Second call")
    expect(page.page.locator("#duration")).to_have_text(READ_AS_32_KHZ)
    remembered.get_by_role("button", name="Forget").click()
    expect(remembered).to_be_hidden()
    expect(page.page.locator("#duration")).to_have_text(FOUND)
    page.choose("First call")
    expect(page.page.locator("#duration")).to_have_text(FOUND)
    assert page.accessibility_faults() == []


def test_without_a_user_it_is_remembered_for_the_session(page: PlayerPage) -> None:
    page.choose("Nobody known")
    play_as_32_khz(page)
    page.page.get_by_role("button", name="Remember for this session").click()
    page.choose("First call")
    expect(page.page.locator("#duration")).to_have_text(FOUND)
    page.choose("Nobody known")
    expect(page.page.locator("#duration")).to_have_text(READ_AS_32_KHZ)
    expect(page.page.locator("#remembered")).to_contain_text("as you chose for this session")
