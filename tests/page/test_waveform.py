"""The waveform on the page is the sound: its pixels are held against the samples, at every zoom."""

from __future__ import annotations

import base64
import io
import wave
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page

from tests.browser import PlayerPage, pixels
from tests.parts import wait_until

OpenPage = Callable[..., PlayerPage]
Put = Callable[..., str]
Samples = NDArray[np.float32]

RATE = 8000
HOUR = 3600
LIKE = 0.95  # correlation of what is drawn with what is true
JOINED = 4  # samples a pixel and less are joined by a line


LABELS = """() => {
    const { left, width } = document.querySelector('#waveform').getBoundingClientRect();
    const labels = [...document.querySelectorAll('#timeline span')].map(label =>
        [label.textContent, label.getBoundingClientRect().left - left]);
    return [width, ...labels];
}"""


@dataclass
class View:
    """The part in sight, as the times below the waveform tell it."""

    start: float
    seconds_a_pixel: float
    width: int

    @classmethod
    def of(cls, page: Page) -> View:
        """Reads two times and where they stand."""
        return cls.told_by(*page.evaluate(LABELS))

    @classmethod
    def told_by(cls, width: float, *labels: tuple[str, float]) -> View:
        """From the width in pixels, and the texts of the times and where they stand."""
        (begin, left), (end, right) = [(seconds_of(text), x) for text, x in (labels[0], labels[-1])]
        seconds_a_pixel = (end - begin) / (right - left)
        return cls(begin - left * seconds_a_pixel, seconds_a_pixel, round(width))

    @property
    def seconds(self) -> float:
        """How much is in sight."""
        return self.width * self.seconds_a_pixel

    @property
    def has_line(self) -> bool:
        """Whether single samples are joined by a line, whose height is also its thickness."""
        return self.seconds_a_pixel * RATE < 0.3


def seconds_of(text: str) -> float:
    """1:02:03.4 in seconds."""
    seconds = 0.0
    for part in text.split(":"):
        seconds = seconds * 60 + float(part)
    return seconds


Edges = list[tuple[NDArray[np.float64], NDArray[np.float64]]]
"""For each lane the upper and the lower edge of each column."""


def drawn(page: Page, channels: int) -> Edges:
    """The edges of what a person sees, in pixels up from the middle of each lane."""
    page.mouse.move(1, 1)  # no hover line
    page.evaluate(
        """document.querySelectorAll('.waveform :is(.playhead, .marks)')
            .forEach(one => { one.style.visibility = 'hidden'; })"""
    )
    box = page.locator("#waveform").bounding_box()
    assert box is not None
    picture = pixels(page.screenshot(clip={**box}))
    return edges_of(picture[:-4], channels)  # without what tells that it is still being read


def edges_of(picture: NDArray[np.uint8], channels: int) -> Edges:
    """The edges in a picture, rows x columns x colours, on the colour of its first pixel."""
    difference = np.abs(picture.astype(int) - picture[0, 0].astype(int)).sum(axis=2)
    ink = difference > difference.max() / 4  # the waveform, before and behind the playhead
    lanes = []
    height = 176 / channels
    for lane in range(channels):
        part = ink[round(lane * height) : round((lane + 1) * height)]
        tops = part.argmax(axis=0)
        bottoms = len(part) - part[::-1].argmax(axis=0)
        lanes.append((height / 2 - tops, height / 2 - bottoms))
    return lanes


def true(samples: Samples, view: View) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The highest and the lowest of one channel in each column of pixels."""
    edges = (view.start + np.arange(view.width + 1) * view.seconds_a_pixel) * RATE
    if view.seconds_a_pixel * RATE <= JOINED:
        places = np.linspace(edges[:-1], edges[1:], 33)
        first = max(0, int(edges[0]) - 2)
        part = samples[first : int(edges[-1]) + 3]
        values = np.interp(places, first + np.arange(len(part)), part)
        return values.max(axis=0), values.min(axis=0)
    whole = np.clip(np.ceil(edges).astype(int), 0, len(samples) - 1)
    part, inner = samples[whole[0] : whole[-1]], whole[:-1] - whole[0]
    return np.maximum.reduceat(part, inner), np.minimum.reduceat(part, inner)


def likeness(edges: Edges, view: View, samples: Samples) -> float:
    """The least correlation of drawn and true edges and heights, of any lane."""
    least = 1.0
    for channel, (tops, bottoms) in enumerate(edges):
        high, low = true(samples[:, channel], view)
        pairs = [(tops, high), (bottoms, low), (tops - bottoms, high - low)]
        for seen, real in pairs[:2] if view.has_line else pairs:
            with np.errstate(invalid="ignore"):
                alike = np.corrcoef(seen[2:-2], real[2:-2])[0, 1]
            least = min(least, float(np.nan_to_num(alike)))
    return least


def assert_true(page: PlayerPage, samples: Samples) -> View:
    """What is drawn is what was recorded, soon."""
    seen: list[float] = []

    def is_true() -> bool:
        view = View.of(page.page)
        seen.append(likeness(drawn(page.page, samples.shape[1]), view, samples))
        return seen[-1] >= LIKE

    try:
        wait_until(is_true, 15)
    except pytest.fail.Exception:
        pytest.fail(f"{View.of(page.page)}: the correlation is {seen[-1]:.2f}")
    return View.of(page.page)


def bursts(seconds: float, channels: int, seed: int = 1) -> Samples:
    """Noise whose loudness changes at random at every scale, frames x channels, as 8 bits keep it."""
    rng = np.random.default_rng(seed)
    count = int(seconds * RATE)
    sound = rng.uniform(0.5, 1, (count, channels)).astype(np.float32)
    sound *= rng.choice(np.array([-1, 1], np.float32), (count, channels))
    for length in (1_600_000, 160_000, 16_000, 2000, 250, 30):
        loudness = rng.choice(np.array([1, 1, 0.4], np.float32), (count // length + 1, channels))
        sound *= np.repeat(loudness, length, axis=0)[:count]
    eight_bits: Samples = np.rint(sound / np.abs(sound).max() * 127).astype(np.float32)
    return eight_bits / np.float32(128)


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
    # scrolled at the closest zoom, where the room that scrolls is shorter than the sound
    page.page.locator("#waveform").hover()
    page.page.mouse.wheel(500, 0)
    moved = assert_true(page, samples)
    assert moved.start == pytest.approx(views[-1].start + 500 * moved.seconds_a_pixel, abs=1e-4)
    # far away, and back at all
    page.page.locator("#overview").click(position={"x": 600, "y": 10})
    assert abs(assert_true(page, samples).start - moved.start) > 10
    page.action("zoom-fit").click()
    assert_true(page, samples)


@pytest.fixture
def minute(put: Put, open_page: OpenPage) -> tuple[PlayerPage, Samples]:
    """The page with a minute open, and what was recorded."""
    samples = bursts(60, 1)
    put("minute", wav_u8(samples), user_name="A minute")
    put("other", wav_u8(bursts(30, 2, seed=2)), user_name="Another")
    page = open_page("#session=minute&t=30")
    page.wait_for_state("ready")
    return page, samples


def test_the_wheel_zooms_around_the_pointer_and_scrolls(minute: tuple[PlayerPage, Samples]) -> None:
    page, samples = minute
    box = page.page.locator("#waveform").bounding_box()
    assert box is not None
    before = assert_true(page, samples)
    page.page.mouse.move(box["x"] + 200, box["y"] + 50)
    page.page.keyboard.down("Control")
    for _ in range(4):
        page.page.mouse.wheel(0, -200)
    page.page.keyboard.up("Control")
    wait_until(lambda: View.of(page.page).seconds < 2)
    closer = assert_true(page, samples)
    assert closer.start + 200 * closer.seconds_a_pixel == pytest.approx(
        200 * before.seconds_a_pixel, abs=0.02
    )
    page.page.mouse.move(box["x"] + 200, box["y"] + 50)
    page.page.mouse.wheel(300, 0)  # scrolls by as many pixels
    wait_until(lambda: View.of(page.page).start > closer.start + 299 * closer.seconds_a_pixel)
    assert_true(page, samples)


def test_it_is_the_sound_after_another_was_looked_at(minute: tuple[PlayerPage, Samples]) -> None:
    page, samples = minute
    for _ in range(8):
        page.action("zoom-in").click()
    assert_true(page, samples)
    page.choose("Another")
    assert_true(page, bursts(30, 2, seed=2))
    page.choose("A minute")
    for _ in range(8):
        page.action("zoom-in").click()
    assert_true(page, samples)


def test_it_is_the_sound_while_it_plays(minute: tuple[PlayerPage, Samples]) -> None:
    page, samples = minute
    for _ in range(9):
        page.action("zoom-in").click()
    assert assert_true(page, samples).seconds < 0.2
    page.page.get_by_label("Speed").select_option("0.5")
    page.action("toggle").click()
    page.wait_until_playing_past(30.5)
    # picture and times of one moment: read from the canvas, as the next frame shows another
    script = f"""() => {{
        const canvas = document.querySelector('#wave');
        const {{ width, height }} = canvas;
        const {{ data }} = canvas.getContext('2d').getImageData(0, 0, width, height);
        const [tops, bottoms] = [new Array(width).fill(0), new Array(width).fill(0)];
        for (let y = 0; y < height; y += 1)
            for (let x = 0; x < width; x += 1)
                if (data[4 * (y * width + x) + 3] > 127) {{
                    tops[x] ||= height / 2 - y;
                    bottoms[x] = height / 2 - y - 1;
                }}
        return [tops, bottoms, ({LABELS})()];
    }}"""
    seen: list[float] = []

    def is_true_elsewhere() -> bool:
        tops, bottoms, labels = page.page.evaluate(script)
        view = View.told_by(*labels)
        if not any(abs(view.start - start) < view.seconds for start in seen):
            alike = likeness([(np.array(tops), np.array(bottoms))], view, samples)
            if alike >= LIKE:
                seen.append(view.start)
        return len(seen) == 3

    wait_until(is_true_elsewhere, 30)
    assert page.sound_state() == "playing"


def test_a_growing_recording_stays_in_sight_and_true(put: Put, open_page: OpenPage) -> None:
    samples = bursts(9, 1)

    def record(seconds: int) -> None:
        put("live", wav_u8(samples[: seconds * RATE]), user_name="Ada", is_recording="True")

    record(4)
    page = open_page("#session=live&t=3.7")
    page.wait_for_state("ready")
    for _ in range(4):
        page.action("zoom-in").click()
    before = assert_true(page, samples)
    record(9)
    page.page.locator("#duration", has_text="0:09.0").wait_for()
    after = assert_true(page, samples)
    assert after.start == pytest.approx(before.start, abs=2 * before.seconds_a_pixel)
    assert after.seconds == pytest.approx(before.seconds, rel=0.01)
    page.action("zoom-fit").click()
    assert assert_true(page, samples).seconds == pytest.approx(9, rel=0.01)


def click_is_at(page: Page, x: float) -> bool:
    """Whether a click is drawn in the second lane alone, x pixels from the left."""
    (left, _), (right, _) = drawn(page, 2)
    return bool(left.max() < 5 and right.max() > 20 and abs(int(np.argmax(right)) - x) <= 2)


def test_a_click_stands_at_its_time_in_its_channel(put: Put, open_page: OpenPage) -> None:
    samples = np.zeros((10 * RATE, 2), np.float32)
    samples[round(7.3 * RATE), 1] = 0.9
    put("click", wav_u8(samples), user_name="A click")
    page = open_page("#session=click&t=7.3")
    page.wait_for_state("ready")
    for _ in range(4):
        view = View.of(page.page)
        expected = (7.3 - view.start) / view.seconds_a_pixel

        wait_until(partial(click_is_at, page.page, expected))
        for _ in range(3):
            page.action("zoom-in").click()
