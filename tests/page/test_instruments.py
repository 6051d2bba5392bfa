"""Steps by key, the level meter, the loudness and the axes of the spectrogram."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import expect

from tests.browser import PlayerPage, wav
from tests.parts import speech, wait_until

OpenPage = Callable[..., PlayerPage]
Put = Callable[..., str]
Samples = NDArray[np.float32]

RATE = 16000


def with_jumps(*places: float) -> Samples:
    """A voice with a hole of zeros at each place, s."""
    sound = speech(20, RATE)
    for place in places:
        sound[round(place * RATE) : round((place + 0.08) * RATE)] = 0
    return sound


def tone(*parts: tuple[float, float]) -> Samples:
    """1 kHz, one level after the other. parts: dBFS of the peak, and seconds."""
    levels = np.concatenate([np.full(round(seconds * RATE), 10 ** (level / 20)) for level, seconds in parts])
    sine: Samples = (levels * np.sin(2 * np.pi * 1000 * np.arange(len(levels)) / RATE)).astype(np.float32)
    return sine


def test_keys_step_through_findings_and_sessions(put: Put, open_page: OpenPage) -> None:
    put("faulty", wav(with_jumps(4, 9.5, 15), RATE), user_name="Faulty", connected_at="1760000002")
    put("next", wav(speech(5, RATE), RATE), user_name="Next", connected_at="1760000001")
    page = open_page("#session=faulty")
    page.wait_for_state("ready")
    keyboard, said = page.page.keyboard, page.page.locator("#step-said")
    page.page.locator("#marks .mark").first.wait_for(state="attached")
    places = []
    for _ in range(40):
        before = page.position()
        keyboard.press(".")
        if page.position() == before:
            break
        places.append(page.position())
        expect(said).to_contain_text(f"Finding {len(places)} of ")
    assert places == sorted(set(places))
    assert all(min(abs(found - place) for found in places) < 0.3 for place in (4, 9.5, 15))
    expect(said).to_have_text("No finding further on.")
    keyboard.press(",")
    assert page.position() == places[-2]
    keyboard.press("(")
    expect(said).to_have_text("This is the first session of the list.")
    keyboard.press(")")
    expect(page.page.locator("#name")).to_have_text("Next")
    page.wait_for_state("ready")
    keyboard.press("(")
    expect(page.page.locator("#name")).to_have_text("Faulty")
    keyboard.press("?")
    keys = page.page.locator("#help .keys")
    for sentence in ("Previous or next finding", "Previous or next session"):
        expect(keys).to_contain_text(sentence)
    assert page.accessibility_faults() == []


def test_the_meter_shows_the_level_and_keeps_the_highest_until_a_click(put: Put, open_page: OpenPage) -> None:
    put("tone", wav(tone((-30, 4), (-12, 1), (-30, 30)), RATE), user_name="Tone")
    page = open_page("#session=tone&t=2")
    page.wait_for_state("ready")
    meter, highest = page.page.get_by_role("meter", name="Level"), page.page.locator("#highest")
    expect(meter).to_have_attribute("aria-valuetext", "nothing plays")
    expect(highest).to_be_hidden()
    page.action("toggle").click()
    page.wait_until_playing_past(2.3)
    expect(highest).to_have_text("−30.0 dB")
    page.wait_until_playing_past(6)
    expect(highest).to_have_text("−12.0 dB")
    wait_until(lambda: meter.get_attribute("aria-valuetext") == "−30.0 dBFS")
    highest.click()
    expect(highest).to_have_text("−30.0 dB")
    page.action("toggle").click()
    expect(meter).to_have_attribute("aria-valuetext", "nothing plays")
    assert float(meter.evaluate("m => m.style.getPropertyValue('--level')")) == 0
    expect(highest).to_have_text("−30.0 dB")  # which stays to be read


def heights(page: PlayerPage, selector: str) -> NDArray[np.float64]:
    """Where the line of a curve stands in each column of a canvas, 0 (bottom) to 1 (top)."""
    script = """selector => {
        const canvas = document.querySelector(selector);
        const { width, height } = canvas;
        const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
        return Array.from({ length: width }, (_, x) => {
            let best = [0, -1];
            for (let y = 0; y < height; y += 1)
                best = [[data[4 * (y * width + x) + 3], y], best].sort((a, b) => b[0] - a[0])[0];
            return 1 - (best[1] + 0.5) / height;
        });
    }"""
    return np.array(page.page.evaluate(script, selector))


@pytest.mark.parametrize("is_phone", [False, True])
def test_loudness_and_spectrogram_below_the_waveform(put: Put, open_page: OpenPage, is_phone: bool) -> None:
    sound = tone((-20, 10), (-40, 10))
    put("steps", wav(np.stack([sound, sound], axis=1), RATE), user_name="Two levels")
    options = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = open_page("#session=steps", **(options if is_phone else {}))
    page.wait_for_state("ready")
    press = "tap" if is_phone else "click"
    getattr(page.action("loudness"), press)()
    getattr(page.action("spectrogram"), press)()
    expect(page.page.locator("#loudness-facts")).to_contain_text("LUFS in all")
    curve = heights(page, "#loudness-curve")
    columns = len(curve)
    loud, soft = (
        float(np.median(curve[round(a * columns) : round(b * columns)]))
        for a, b in ((0.2, 0.45), (0.75, 0.95))
    )
    assert loud == pytest.approx((-20 + 60) / 60, abs=0.03)
    assert soft == pytest.approx((-40 + 60) / 60, abs=0.03)
    expect(page.page.locator("#loudness-axis")).to_contain_text("−20")
    expect(page.page.locator("#spectrogram")).to_have_attribute("data-state", "ready")
    times = [
        page.page.locator(f"#{name} span").all_inner_texts() for name in ("timeline", "spectrogram-times")
    ]
    assert times[0] == times[1]
    assert len(times[0]) >= 2
    expect(page.page.locator(".scale")).to_contain_text("−30 dBFS")
    for canvas in ("#frequencies", "#loudness-curve"):
        box = page.page.locator(canvas).bounding_box()
        assert box is not None
        for share in (0.25, 0.75):
            page.page.locator(canvas).click(position={"x": box["width"] * share, "y": 50})
            assert page.position() == pytest.approx(20 * share, abs=0.2)
    assert page.page.evaluate("document.body.scrollWidth <= innerWidth")
    assert page.accessibility_faults() == []
    page.page.emulate_media(color_scheme="dark")
    assert page.accessibility_faults() == []
