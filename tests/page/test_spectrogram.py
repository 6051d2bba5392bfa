"""The spectrogram on the page: a lane for each channel, frequencies to read off, always a picture."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Route, expect

from tests.browser import PlayerPage, pixels, wav
from tests.parts import wait_until

OpenPage = Callable[..., PlayerPage]
Put = Callable[..., str]

RATE = 16000


def tones(seconds: int, *frequencies: int) -> str:
    """A WAV file with a tone in each channel."""
    time = np.arange(seconds * RATE) / RATE
    channels = [0.4 * np.sin(2 * np.pi * frequency * time) for frequency in frequencies]
    return wav(np.stack(channels, axis=1).astype(np.float32), RATE)


@pytest.fixture
def page(put: Put, open_page: OpenPage) -> PlayerPage:
    """The page with 1 kHz in the left channel and 3 kHz in the right one, and the spectrogram open."""
    put("tones", tones(20, 1000, 3000), user_name="Tones")
    opened = open_page("#session=tones&t=5")
    opened.wait_for_state("ready")
    opened.action("spectrogram").click()
    expect(opened.page.locator("#spectrogram")).to_have_attribute("data-state", "ready")
    return opened


def ink(page: PlayerPage) -> NDArray[np.float64]:
    """How dark the picture is without what lies on it: 0..765, rows x columns."""
    page.page.evaluate(
        """document.querySelectorAll('.spectrogram :is(.playhead, .axis)')
            .forEach(one => { one.style.visibility = 'hidden'; })"""
    )
    box = page.page.locator("#frequencies").bounding_box()
    assert box is not None
    picture = pixels(page.page.screenshot(clip={**box})).astype(float)
    background = picture[2, -2]  # at the top no tone sounds
    dark: NDArray[np.float64] = np.abs(picture - background).sum(axis=2)
    return dark


def labels(page: PlayerPage) -> list[tuple[float, float]]:
    """The frequencies of the axis in Hz, and where they stand, in pixels from the top of the picture."""
    script = """() => {
        const { top } = document.querySelector('#frequencies').getBoundingClientRect();
        return [...document.querySelectorAll('#frequency-axis span')].map(label => {
            const box = label.getBoundingClientRect();
            return [label.textContent, (box.top + box.bottom) / 2 - top];
        });
    }"""
    found = [(text.split(), y) for text, y in page.page.evaluate(script)]
    assert {unit for (_, unit), _ in found} == {"kHz"}
    return [(float(number) * 1000, y) for (number, _), y in found]


def test_each_tone_stands_in_its_lane_at_its_frequency(page: PlayerPage) -> None:
    wait_until(lambda: ink(page).max() > 300)
    rows = ink(page)[:, 100:-100].mean(axis=1)
    half = len(rows) // 2
    assert rows.max() > 300
    for lane, frequency in enumerate((1000, 3000)):
        axis = [(hertz, y - lane * half) for hertz, y in labels(page) if lane * half <= y < (lane + 1) * half]
        assert len(axis) >= 3
        heights = np.array(axis)
        slope, offset = np.polyfit(heights[:, 1], heights[:, 0], 1)
        loudest = float(np.argmax(rows[lane * half : (lane + 1) * half])) + 0.5
        assert slope * loudest + offset == pytest.approx(frequency, abs=150)


def test_the_playhead_stands_over_the_spectrogram_where_it_stands_over_the_waveform(page: PlayerPage) -> None:
    page.page.locator("#waveform").click(position={"x": 300, "y": 60})
    script = """() => [...document.querySelectorAll('.scene .playhead, .spectrogram .playhead')].map(one => {
        const box = one.getBoundingClientRect();
        return [(box.left + box.right) / 2, box.height];
    })"""
    left = page.page.locator("#waveform").bounding_box()
    assert left is not None
    wait_until(lambda: abs(page.page.evaluate(script)[1][0] - left["x"] - 300) <= 1)
    (over_wave, _), (over_picture, tall) = page.page.evaluate(script)
    assert over_wave == over_picture
    assert tall > 200


def test_there_is_a_picture_while_one_scrolls(page: PlayerPage) -> None:
    wait_until(lambda: ink(page).max() > 300)
    held: list[Route] = []
    page.page.route("**/spectrogram**", lambda route: held.append(route))  # nothing new comes
    for _ in range(4):
        page.action("zoom-in").click()
        assert ink(page).max() > 300
    page.page.locator("#waveform").hover()
    for _ in range(5):
        page.page.mouse.wheel(300, 0)
        rows = ink(page)
        assert rows.max(axis=0)[100:-100].min() > 300
        expect(page.page.get_by_text("Computing the spectrogram")).to_be_hidden()
    wait_until(lambda: held)


def test_what_was_drawn_stays_at_its_time(put: Put, open_page: OpenPage) -> None:
    time = np.arange(10 * RATE) / RATE
    beep = np.where((time >= 4) & (time < 5), 0.4 * np.sin(2 * np.pi * 2000 * time), 0)
    put("beep", wav(beep.astype(np.float32), RATE), user_name="A beep")
    page = open_page("#session=beep&t=4.5")
    page.wait_for_state("ready")
    page.action("spectrogram").click()

    def beep_is_at(start: float, end: float, within: float) -> bool:
        columns = np.flatnonzero(ink(page).max(axis=0) > 300)
        return len(columns) > 0 and bool(
            np.allclose((columns[0], columns[-1] + 1), (start, end), atol=within)
        )

    wait_until(lambda: beep_is_at(370, 463, 6))
    page.page.route("**/spectrogram**", lambda route: None)  # nothing new comes
    for zoom in (2, 4):
        page.action("zoom-in").click()  # around the playhead, which stands in the middle of the beep
        begin, end = (417 + (at - 4.5) * 92.6 * zoom for at in (4, 5))
        wait_until(partial(beep_is_at, begin, end, 7 * zoom))


def test_another_session_never_shows_the_picture_of_the_first(page: PlayerPage, put: Put) -> None:
    wait_until(lambda: ink(page).max() > 300)
    put("other", tones(10, 5000), user_name="Other tone")
    page.choose("Other tone")
    wait_until(lambda: page.text("#duration") == "0:10.0")

    def loudest() -> float:
        rows = ink(page)[:, 100:-100].mean(axis=1)
        return float(np.argmax(rows)) / len(rows) if rows.max() > 300 else -1

    wait_until(lambda: loudest() == pytest.approx(1 - 5000 / 8000, abs=0.02))
