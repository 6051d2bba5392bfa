"""The waveform on the page is the sound: its pixels are held against the samples, at every zoom."""

from __future__ import annotations

import base64
import io
import time
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page

from tests.browser import PlayerPage, pixels, wav
from tests.parts import as_s16, speech, wait_until

OpenPage = Callable[..., PlayerPage]
Put = Callable[..., str]
Samples = NDArray[np.float32]

RATE = 8000
HOUR = 3600
LIKE = 0.95  # correlation of what is drawn with what is true
JOINED = 4  # samples a pixel and less are joined by a line


@dataclass
class View:
    """The part in sight, as the times below the waveform tell it."""

    start: float
    seconds_a_pixel: float
    width: int

    @classmethod
    def of(cls, page: Page) -> View:
        """Reads two times and where they stand."""
        script = """() => {
            const { left, width } = document.querySelector('#waveform').getBoundingClientRect();
            const labels = [...document.querySelectorAll('#timeline span')].map(label =>
                [label.textContent, label.getBoundingClientRect().left - left]);
            return [width, ...labels];
        }"""
        width, first, *_, last = page.evaluate(script)
        (begin, left), (end, right) = [(seconds_of(text), x) for text, x in (first, last)]
        seconds_a_pixel = (end - begin) / (right - left)
        return cls(begin - left * seconds_a_pixel, seconds_a_pixel, round(width))

    @property
    def seconds(self) -> float:
        """How much is in sight."""
        return self.width * self.seconds_a_pixel


def seconds_of(text: str) -> float:
    """1:02:03.4 in seconds."""
    seconds = 0.0
    for part in text.split(":"):
        seconds = seconds * 60 + float(part)
    return seconds


def drawn(page: Page, channels: int) -> list[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """For each lane the upper and the lower edge of what is drawn, in pixels up from its middle, per column."""
    page.mouse.move(1, 1)  # no hover line
    box = page.locator("#waveform").bounding_box()
    assert box is not None
    page.evaluate("document.querySelectorAll('.playhead').forEach(one => { one.style.visibility = 'hidden'; })")
    picture = pixels(page.screenshot(clip={**box, "height": box["height"]}))
    background = picture[0, 0].astype(int)
    wave_colour = int(np.abs(np.array([176, 186, 208]) - background).sum())
    ink = np.abs(picture.astype(int) - background).sum(axis=2) > wave_colour / 2
    lanes = []
    height = len(ink) / channels
    for lane in range(channels):
        part = ink[round(lane * height) : round((lane + 1) * height)]
        tops = part.argmax(axis=0)
        bottoms = len(part) - part[::-1].argmax(axis=0)
        lanes.append((height / 2 - tops, height / 2 - bottoms))
    return lanes


def true(samples: Samples, rate: int, view: View) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The highest and the lowest of one channel in each column of pixels."""
    edges = (view.start + np.arange(view.width + 1) * view.seconds_a_pixel) * rate
    if view.seconds_a_pixel * rate <= JOINED:
        places = np.linspace(edges[:-1], edges[1:], 33)
        first = max(0, int(edges[0]) - 2)
        part = samples[first : int(edges[-1]) + 3]
        values = np.interp(places, first + np.arange(len(part)), part)
        return values.max(axis=0), values.min(axis=0)
    whole = np.clip(np.ceil(edges).astype(int), 0, len(samples) - 1)
    part, inner = samples[whole[0] : whole[-1]], whole[:-1] - whole[0]
    return np.maximum.reduceat(part, inner), np.minimum.reduceat(part, inner)


def likeness(page: Page, samples: Samples, rate: int) -> float:
    """The least correlation of drawn and true edges and heights, of any lane."""
    view = View.of(page)
    least = 1.0
    for channel, (tops, bottoms) in enumerate(drawn(page, samples.shape[1])):
        high, low = true(samples[:, channel], rate, view)
        inner = slice(2, -2)
        for seen, real in ((tops, high), (bottoms, low), (tops - bottoms, high - low)):
            with np.errstate(invalid="ignore"):
                alike = np.corrcoef(seen[inner], real[inner])[0, 1]
            least = min(least, float(np.nan_to_num(alike)))
    return least


def assert_true(page: PlayerPage, samples: Samples, rate: int = RATE) -> View:
    """What is drawn is what was recorded, soon."""
    seen: list[float] = []

    def is_true() -> bool:
        seen.append(likeness(page.page, samples, rate))
        return seen[-1] >= LIKE

    try:
        wait_until(is_true, 8)
    except pytest.fail.Exception:
        pytest.fail(f"{View.of(page.page)}: the correlation is {seen[-1]:.2f}")
    view = View.of(page.page)
    print(f"{view.seconds:10.4f} s in sight: {seen[-1]:.4f}")
    return view


def bursts(seconds: float, channels: int, seed: int = 1) -> Samples:
    """Noise whose loudness changes at random at every scale, frames x channels, as 8 bits keep it."""
    rng = np.random.default_rng(seed)
    count = int(seconds * RATE)
    sound = rng.uniform(0.5, 1, (count, channels)).astype(np.float32)
    sound *= rng.choice(np.float32([-1, 1]), (count, channels))
    for length in (1_600_000, 160_000, 16_000, 2000, 250, 30):
        loudness = rng.choice(np.float32([1, 1, 0.4]), (count // length + 1, channels))
        sound *= np.repeat(loudness, length, axis=0)[:count]
    eight_bits = np.rint(sound / np.abs(sound).max() * 127)
    return (eight_bits / 128).astype(np.float32)


def wav_u8(samples: Samples) -> str:
    """As the base64 text of a WAV file of 8 bits a sample."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(samples.shape[1])
        writer.setsampwidth(1)
        writer.setframerate(RATE)
        writer.writeframes((samples * 128 + 128).astype(np.uint8).tobytes())
    return base64.b64encode(file.getvalue()).decode()


@pytest.mark.parametrize("channels", [1, 2])
def test_it_is_the_sound_from_an_hour_down_to_twenty_milliseconds(
    put: Put, open_page: OpenPage, channels: int
) -> None:
    samples = bursts(HOUR, channels)
    put("hour", wav_u8(samples), user_name="An hour")
    page = open_page("#session=hour&t=2345.678")
    page.wait_for_state("ready")
    views = [assert_true(page, samples)]
    while len(views) < 10:
        for _ in range(2):
            page.action("zoom-in").click()
        views.append(assert_true(page, samples))
    assert views[0].seconds == pytest.approx(HOUR, rel=0.001)
    assert views[-1].seconds <= 0.02
    # scrolled at the closest zoom, by as much as is in sight and back; the room is shorter than the sound here
    page.page.locator("#waveform").hover()
    page.page.mouse.wheel(500, 0)
    moved = assert_true(page, samples)
    assert moved.start == pytest.approx(views[-1].start + 500 * moved.seconds_a_pixel, abs=1e-4)
    # far away, and back at all
    page.page.locator("#overview").click(position={"x": 600, "y": 10})
    assert abs(assert_true(page, samples).start - moved.start) > 10
    page.action("zoom-fit").click()
    assert_true(page, samples)
