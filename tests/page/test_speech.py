"""“What the recogniser heard”, and hearing it so."""

from __future__ import annotations

import io
import wave
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import expect

from tests.browser import PlayerPage
from tests.parts import RedisServer, as_s16, speech, wait_until

OpenPage = Callable[..., PlayerPage]
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
RATE = 48_000


def call(redis_server: RedisServer) -> str:
    """A caller with a tone at 6 kHz behind the voice, and an agent."""
    caller = speech(12, RATE)
    caller += (0.05 * np.sin(2 * np.pi * 6000 * np.arange(len(caller)) / RATE)).astype(np.float32)
    with redis_server.client() as client:
        client.rpush("call:7:user", as_s16(caller))
        client.rpush("call:7:agent", as_s16(speech(8, RATE, seed=2)))
        for track in ("user", "agent"):
            client.hset(f"call:7:{track}:meta", "sample_rate", RATE)
    return "7"


def loaded(page: PlayerPage) -> tuple[NDArray[np.int16], int, int]:
    """What the browser's audio element plays: samples of the first channel, rate, channels."""
    url = page.page.evaluate("document.querySelector('audio').src")
    with wave.open(io.BytesIO(page.page.request.get(url).body())) as reader:
        frames = np.frombuffer(reader.readframes(reader.getnframes()), "<i2")
        return frames[:: reader.getnchannels()], reader.getframerate(), reader.getnchannels()


def test_a_recogniser_is_heard_from_the_same_place_on_by_keyboard(
    redis_server: RedisServer, open_page: OpenPage
) -> None:
    page = open_page(f"#session={call(redis_server)}")
    page.wait_for_state("ready")
    page.page.locator("#play").press("Enter")
    page.wait_until_playing_past(1.0)
    assert loaded(page)[1:] == (RATE, 2)
    button = page.page.get_by_role("button", name="8 kHz", exact=True).first
    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    wait_until(lambda: page.sound_state() == "playing")
    assert 1.0 < page.position() < 6.0
    sound, rate, channels = loaded(page)
    assert (rate, channels) == (8000, 1)
    # Had 6 kHz not been filtered out, it would be heard at 2 kHz.
    spectrum = np.abs(np.fft.rfft(sound.astype(np.float64)))
    around = round(2000 / 8000 * len(sound))
    tone = 0.05 * 32767 * len(sound) / 2
    assert spectrum[around - 2 : around + 3].max() < tone / 30
    button.press("Enter")
    wait_until(lambda: loaded(page)[1:] == (RATE, 2) and page.sound_state() == "playing")
    assert 1.0 < page.position() < 9.0
    page.action("stop").click()

    card = page.page.locator("#speech")
    card.locator("summary").press("Enter")
    expect(card.locator("#speech-tracks tr")).to_have_count(2)
    expect(card.locator("#speech-tracks")).to_contain_text("agent")
    rows = card.locator("#speech-rows tr")
    assert rows.count() >= 4
    expect(rows.first).to_contain_text("dBFS")
    assert page.accessibility_faults() == []
    link = rows.last.get_by_role("button")
    seconds = float(link.get_attribute("value") or 0)
    link.press("Enter")
    wait_until(lambda: abs(page.position() - seconds) < 0.06)


def test_the_table_is_read_on_a_phone(redis_server: RedisServer, open_page: OpenPage) -> None:
    page = open_page(f"#session={call(redis_server)}", **PHONE)
    page.wait_for_state("ready")
    page.page.locator("#speech summary").tap()
    expect(page.page.locator("#speech-rows tr").first).to_be_visible()
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.accessibility_faults() == []
