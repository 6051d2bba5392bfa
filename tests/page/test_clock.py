"""The real time of a place: where chunks tell when they were written, the page tells it, too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import expect

from tests.browser import PlayerPage, wav
from tests.page.test_tracks import PHONE, RATE, record
from tests.parts import RedisServer, speech, wait_until

OpenPage = Callable[..., PlayerPage]
Put = Callable[..., str]

BEGAN = "2025-10-09 10:53:20.0"  # in Berlin, as in test_tracks


def seconds_after(text: str) -> float:
    """How long after the beginning of the recording a time of that day is, seconds."""
    moment = datetime.strptime(f"2025-10-09 {text}", "%Y-%m-%d %H:%M:%S.%f")
    return (moment - datetime.strptime(BEGAN, "%Y-%m-%d %H:%M:%S.%f")).total_seconds()


@pytest.fixture
def page(redis_server: RedisServer, open_page: OpenPage) -> PlayerPage:
    """A recording of three seconds and, a minute later, two more."""
    samples = speech(5, RATE)
    record(redis_server, "audio:stream:late", samples[: 3 * RATE])
    record(redis_server, "audio:stream:late", samples[3 * RATE :], 60)
    opened = open_page("#session=late&t=2", timezone_id="Europe/Berlin")
    opened.wait_for_state("ready")
    return opened


def test_the_position_tells_the_real_time_also_behind_a_pause(page: PlayerPage) -> None:
    clock = page.page.locator("#clock")
    assert seconds_after(page.text("#clock")) == pytest.approx(2, abs=0.3)
    expect(clock).to_have_attribute("title", "Thursday, 9 October 2025 at 10:53:22")
    page.go("#session=late&t=4")
    wait_until(lambda: page.position() == 4)
    assert seconds_after(page.text("#clock")) == pytest.approx(61, abs=0.3)
    assert page.accessibility_faults() == []


def test_pointing_at_the_waveform_tells_its_real_time(page: PlayerPage) -> None:
    box = page.page.locator("#waveform").bounding_box()
    assert box is not None
    for share, later in ((0.2, 1), (0.9, 61.5)):
        page.page.mouse.move(box["x"] + share * box["width"], box["y"] + 80)
        expect(page.page.locator("#hover")).to_be_visible()
        assert seconds_after(page.text("#hover-clock")) == pytest.approx(later, abs=0.3)


def test_nothing_is_told_and_nothing_moves_where_it_is_unknown(
    put: Put, redis_server: RedisServer, open_page: OpenPage
) -> None:
    put("unknown", wav(speech(5, RATE), RATE), user_name="Grace Hopper")
    record(redis_server, "audio:stream:known", speech(5, RATE))
    for options in ({}, PHONE):
        page = open_page("#session=unknown", **options)
        page.wait_for_state("ready")
        expect(page.page.locator("#clock")).to_be_hidden()
        without = [page.page.locator(place).bounding_box() for place in ("#transport", "#play", "#rate")]
        page.go("#session=known")
        page.page.locator("#clock").wait_for()
        heads = page.page.locator("#transport").bounding_box()
        with_it = [page.page.locator(place).bounding_box() for place in ("#transport", "#play", "#rate")]
        assert heads is not None
        sizes = [(box["width"], box["height"]) for box in with_it if box]
        assert sizes == [(box["width"], box["height"]) for box in without if box]
        assert [box["x"] for box in with_it if box] == [box["x"] for box in without if box]
