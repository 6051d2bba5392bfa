"""A recording that changes while it is open on the page: it grows, is replaced at stop, begins again."""

from __future__ import annotations

import base64
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser import PlayerPage
from tests.parts import SINK_RATE, SoundServer, as_s16, container_file, correlation, speech, wait_until

OpenPage = Callable[..., PlayerPage]
Put = Callable[..., str]
Record = Callable[[float], None]

RATE = 16000
SLOW = 15_000  # ms until a page on a busy machine has read what was recorded
WATCH = """() => {
    const audio = document.querySelector('audio');
    const seconds = id => {
        const [minutes, rest] = document.getElementById(id).textContent.split(':');
        return minutes * 60 + Number(rest);
    };
    window.seen = [];
    setInterval(() => seen.push([
        seconds('position'), seconds('duration'), audio.paused || audio.seeking ? null : audio.currentTime,
    ]), 40);
}"""


@pytest.fixture
def record(put: Put) -> Record:
    """Writes so many seconds of a call as the voice app does that records it."""
    samples = as_s16(speech(60, RATE))

    def write(seconds: float) -> None:
        audio = base64.b64encode(samples[: int(seconds * RATE) * 2]).decode()
        put("live", audio, user_name="Ada", is_recording="True", sample_rate=str(RATE), channels="1")

    return write


def seen(page: PlayerPage) -> tuple[list[float], list[float], list[float]]:
    """What `WATCH` saw: positions and durations as shown, and where the browser's own sound was."""
    rows = page.page.evaluate("window.seen")
    positions, durations, heard = zip(*rows, strict=True)
    return list(positions), list(durations), [one for one in heard if one is not None]


def jump(page: PlayerPage, seconds: int) -> None:
    """Follows a link to another moment of the session."""
    page.page.evaluate(f"location.hash = '#session=live&t={seconds}'")


def stays_in_order(places: list[float], tolerance: float = 0.3) -> bool:
    """Whether no place lies before an earlier one."""
    return all(after > before - tolerance for before, after in pairwise(places))


@pytest.mark.parametrize("output", ["This browser", "Server speaker"])
def test_a_call_is_heard_to_its_end_and_never_from_the_beginning(
    sound_server: SoundServer, record: Record, put: Put, open_page: OpenPage, output: str
) -> None:
    sound = speech(60, RATE)
    whole = base64.b64encode(container_file(sound, RATE, "webm", "libopus", live=True)).decode()
    record(30)
    page = open_page("#session=live&t=1")
    page.wait_for_state("ready")
    page.page.get_by_text(output, exact=True).click()
    page.page.evaluate(WATCH)
    with sound_server.recorded() as heard:
        page.action("toggle").click()
        page.wait_until_playing_past(1.1)
        record(60)
        expect(page.page.locator("#duration")).to_have_text("1:00.0", timeout=SLOW)
        jump(page, 29)
        page.wait_until_playing_past(30.2)  # on into what was recorded meanwhile
        put("live", whole, user_name="Ada")
        expect(page.page.locator("#format")).to_contain_text("WebM", timeout=SLOW)
        jump(page, 59)
        wait_until(lambda: page.sound_state() == "stopped")
    assert page.position() == pytest.approx(60, abs=0.1)
    positions, durations, in_browser = seen(page)
    assert stays_in_order(positions[positions.index(next(one for one in positions if one > 1)) :])
    assert all(position <= duration for position, duration in zip(positions, durations, strict=True))
    if output == "This browser":
        assert stays_in_order([one for one in in_browser if one > 0])
    else:
        last = np.interp(np.arange(59, 60, 1 / SINK_RATE), np.arange(len(sound)) / RATE, sound)
        assert correlation(heard.sound[-SINK_RATE:, 0], last) > 0.8


def test_a_new_call_in_the_same_session_ends_the_sound_of_the_last(
    record: Record, open_page: OpenPage
) -> None:
    record(6)
    page = open_page("#session=live&t=3")
    page.wait_for_state("ready")
    page.page.evaluate(WATCH)
    page.action("toggle").click()
    page.wait_until_playing_past(3.2)
    record(1.5)
    expect(page.page.locator("#duration")).to_have_text("0:01.5", timeout=SLOW)
    wait_until(lambda: page.sound_state() == "stopped")
    assert page.page.evaluate("document.querySelector('audio').paused")
    positions, durations, _ = seen(page)
    assert all(position <= duration for position, duration in zip(positions, durations, strict=True))
    assert page.position() == 1.5


def test_a_sample_rate_that_is_still_measured_is_not_shown(record: Record, open_page: OpenPage) -> None:
    measuring = [True]

    def measure(told: dict[str, Any]) -> None:
        if measuring and told["audio_info"]["format"]:
            told["audio_info"]["format"]["measuring"] = True

    record(2)
    page = open_page("?")
    page.alter("**/info**", measure)
    page.go("#session=live")
    page.wait_for_state("ready")
    expect(page.page.locator("#format")).to_have_text(
        "16-bit PCM, little-endian, mono, measuring the sample rate…"
    )
    expect(page.row("Ada").locator("[data-fact=format]")).to_have_text("measuring…")
    assert "kHz" not in page.text("#evidence")
    measuring.clear()
    record(3)
    expect(page.page.locator("#format")).to_contain_text("16 kHz", timeout=SLOW)
    expect(page.row("Ada").locator("[data-fact=format]")).to_have_text("16 kHz")
