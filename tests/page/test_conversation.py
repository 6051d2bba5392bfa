"""Who said what: the strip above the waveform, the list that follows the sound, search, table and names."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import PlayerPage, wav
from tests.conversation.calls import BEGAN, CALL, SHAPES, record
from tests.parts import RedisServer, speech, wait_until

OpenPage = Callable[..., PlayerPage]
Put = Callable[..., str]
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def call(redis_server: RedisServer) -> str:
    """The made call with its words and two events."""
    record(redis_server)
    name, text = SHAPES["words as Retell"]
    events = [{"event": "barge_in", "ts": BEGAN + 14.5}, {"event": "hang_up", "ts": BEGAN + 21}]
    with redis_server.client() as client:
        client.hset("session:call", mapping={name: text, "events": json.dumps(events), "user_id": "42"})
    return "call"


def opened(open_page: OpenPage, session_id: str = "call", **options: Any) -> PlayerPage:
    """The page with a session and its words."""
    page = open_page(f"#session={session_id}", **options)
    page.wait_for_state("ready")
    expect(page.page.locator("#conversation")).to_be_visible()
    return page


def test_words_lie_above_the_waveform_and_follow_the_sound(call: str, open_page: OpenPage) -> None:
    page = opened(open_page)
    lines, blocks = page.page.locator(".line:not(.event)"), page.page.locator(".say")
    expect(lines).to_have_count(len(CALL))
    expect(blocks).to_have_count(len(CALL))
    strip = page.page.locator("#talk").bounding_box()
    wave = page.page.locator("#waveform").bounding_box()
    third = blocks.nth(1).bounding_box()  # the caller's lane comes first
    assert strip is not None
    assert wave is not None
    assert third is not None
    assert strip["y"] + strip["height"] <= wave["y"]
    assert (third["x"] - wave["x"]) / wave["width"] == pytest.approx(CALL[2].start / 22, abs=0.005)
    expect(lines.nth(1)).to_contain_text("answered after 2.4 s")
    expect(lines.nth(4)).to_contain_text("began 0.4 s before the other ended")
    blocks.nth(1).click()
    wait_until(lambda: page.position() == pytest.approx(CALL[2].start, abs=0.1))
    expect(page.page.locator(".line[aria-current] .words")).to_have_text(CALL[2].text)
    page.action("toggle").click()
    page.wait_until_playing_past(CALL[3].start + 0.3)
    expect(page.page.locator(".line[aria-current] .words")).to_have_text(CALL[3].text)
    expect(page.page.locator(".say.now")).to_have_count(1)
    page.action("toggle").click()
    page.page.locator(".happened").nth(1).click(position={"x": 1, "y": 4})
    wait_until(lambda: page.position() == pytest.approx(21, abs=0.1))
    page.action("zoom-in").click()
    page.action("zoom-in").click()
    expect(blocks).not_to_have_count(len(CALL))  # those out of sight are not drawn
    assert page.accessibility_faults() == []


def test_words_are_found_and_reached_by_keys(call: str, open_page: OpenPage) -> None:
    page = opened(open_page)
    page.page.locator("#find-words").focus()
    page.page.keyboard.type("four")
    expect(page.page.locator("#found-words")).to_have_text("2 lines")
    expect(page.page.locator(".line.found")).to_have_count(2)
    page.page.keyboard.press("Enter")
    wait_until(lambda: page.position() == pytest.approx(CALL[2].start, abs=0.1))
    page.page.keyboard.press("Enter")
    wait_until(lambda: page.position() == pytest.approx(CALL[4].start, abs=0.1))
    page.page.locator(".line .link").nth(1).press("Enter")
    wait_until(lambda: page.position() == pytest.approx(CALL[1].start, abs=0.1))
    assert page.sound_state() == "stopped"
    page.page.keyboard.press("}")
    wait_until(lambda: page.position() == pytest.approx(CALL[2].start, abs=0.1))
    expect(page.page.locator("#step-said")).to_contain_text(CALL[2].text)
    page.page.keyboard.press("{")
    wait_until(lambda: page.position() == pytest.approx(CALL[1].start, abs=0.1))
    page.page.locator("#turns-part summary").press("Enter")
    expect(page.page.locator("#turns-rows tr").nth(1)).to_contain_text("answered after 2400 ms")
    with page.page.expect_download() as download:
        page.page.locator("#turns-csv").press("Enter")
    text = Path(download.value.path()).read_text()
    assert text.splitlines()[2].startswith("agent,agent,5.800,8.100,2400,2400,")
    assert page.accessibility_faults() == []


def test_a_click_on_a_word_goes_to_it(call: str, open_page: OpenPage) -> None:
    page = opened(open_page)
    text = page.page.locator(".line:not(.event) .words").nth(0)
    box = text.evaluate(
        """element => { const range = new Range(); const node = element.firstChild;
        const at = node.data.indexOf('order'); range.setStart(node, at); range.setEnd(node, at + 5);
        const { x, y, width, height } = range.getBoundingClientRect();
        return [x + width / 2, y + height / 2]; }"""
    )
    page.page.mouse.click(*box)
    step = (CALL[0].end - CALL[0].start) / len(CALL[0].text.split())
    wait_until(lambda: page.position() == pytest.approx(CALL[0].end - step, abs=0.11))


def test_names_and_sides_are_kept_for_the_user(call: str, open_page: OpenPage) -> None:
    page = opened(open_page)
    page.page.locator("#who-part summary").click()
    page.page.get_by_label("Name of user").fill("Grace")
    page.page.get_by_label("Name of user").press("Enter")
    expect(page.page.locator(".lane-name").first).to_have_text("Grace")
    expect(page.page.locator(".line .who").first).to_have_text("Grace")
    page.page.get_by_label("Side of user").select_option("agent")
    page.page.get_by_label("Side of agent").select_option("caller")
    expect(page.page.locator(".line:not(.event)").nth(2)).to_contain_text("answered after 1.1 s")
    page.page.reload()
    page.wait_for_state("ready")
    expect(page.page.locator(".lane-name").first).to_have_text("Grace")
    expect(page.page.locator(".line:not(.event)").nth(2)).to_contain_text("answered after 1.1 s")


def test_a_track_is_played_louder(call: str, open_page: OpenPage) -> None:
    page = opened(open_page)
    page.page.get_by_label("Gain of user").select_option("12")
    assert page.position() == 0  # the waveform is not meant
    page.action("toggle").click()
    page.wait_until_playing_past(1.5)
    assert "gain=12&gain=0" in page.page.evaluate("document.querySelector('audio').src")
    assert "gain=12" in str(page.page.locator("#download-wav").get_attribute("href"))


def test_it_fits_a_phone(call: str, open_page: OpenPage) -> None:
    page = opened(open_page, color_scheme="dark", **PHONE)
    page.page.locator("#turns-part summary").tap()
    page.page.locator(".line:not(.event)").nth(1).tap()
    wait_until(lambda: page.position() == pytest.approx(CALL[1].start, abs=2.4))
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.accessibility_faults() == []


def test_words_without_times_are_read(put: Put, open_page: OpenPage) -> None:
    hostile = "<img src=x onerror=window.ran=1>"
    told = [{"role": "user", "content": "Where is my order?"}, {"role": "agent", "content": hostile}]
    put("call", wav(speech(3, 16000), 16000), messages=json.dumps(told))
    put("text", wav(speech(3, 16000), 16000), transcript="[not JSON " + hostile)
    put("none", wav(speech(3, 16000), 16000))
    page = opened(open_page)
    expect(page.page.locator(".line .words")).to_have_text(["Where is my order?", hostile])
    expect(page.page.locator("#talk-summary")).to_contain_text("no times")
    expect(page.page.locator("#talk")).to_be_hidden()
    page.go("#session=text")
    expect(page.page.locator("#said-text")).to_contain_text("[not JSON <img")
    page.go("#session=none")
    page.wait_for_state("ready")
    expect(page.page.locator("#conversation")).to_be_hidden()
    assert page.page.evaluate("window.ran") is None


def test_two_thousand_words_draw_within_a_frame_or_two(put: Put, open_page: OpenPage) -> None:
    told = [
        {"role": "user" if n % 2 else "agent", "text": f"word {n}", "start": n * 0.05, "end": n * 0.05 + 0.04}
        for n in range(2000)
    ]
    put("call", wav(speech(100, 8000), 8000), messages=json.dumps(told))
    page = opened(open_page)
    expect(page.page.locator(".line")).to_have_count(2000)
    assert page.page.locator(".say").count() <= 1400  # what touches is one
    page.page.locator("#talk").click(position={"x": 30, "y": 4})
    expect(page.page.locator(".line[aria-current]")).to_have_count(1)
