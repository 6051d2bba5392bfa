"""Marks on the waveform: every place of what is wrong, one by one or as a band, also in forced colours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import FloatRect, Route, expect

from tests.browser import PlayerPage, pixels, wav
from tests.parts import speech, wait_until

OpenPage = Callable[..., PlayerPage]
Put = Callable[..., str]

RATE = 16000
SECONDS = 60
GAPS = [round((gap + 0.5) * SECONDS / 400, 3) for gap in range(400)]
MESSAGE = "400 gaps of about 20 ms, 13 % of the sound"


@pytest.fixture
def open_with(put: Put, open_page: OpenPage) -> Iterator[Callable[..., PlayerPage]]:
    """Opens a recording of which the player says that this is wrong with it."""
    opened: list[PlayerPage] = []

    def open_one(findings: list[dict[str, Any]], **options: Any) -> PlayerPage:
        put("gaps", wav(speech(SECONDS, RATE), RATE), user_name="Gaps")
        page = open_page(**options)
        opened.append(page)

        def add(route: Route) -> None:
            answer = route.fetch()
            body = answer.json()
            body["audio_info"]["findings"] = findings
            route.fulfill(response=answer, json=body)

        page.page.route("**/session/gaps/info**", add)
        page.go("#session=gaps")
        page.wait_for_state("ready")
        return page

    yield open_one
    for page in opened:
        page.page.unroute_all(behavior="ignoreErrors")


def gaps(places: list[float]) -> dict[str, Any]:
    """A finding with many places, as the interface tells it."""
    return {
        "code": "gaps",
        "severity": "warning",
        "message": MESSAGE,
        "hint": "Look at the network.",
        "at_seconds": places[0],
        "places": places,
    }


def marks(page: PlayerPage, where: str) -> list[tuple[float, float]]:
    """From and to of the marks that are drawn, in pixels from the left edge."""
    script = f"""() => {{
        const {{ left }} = document.querySelector('#{where}').getBoundingClientRect();
        return [...document.querySelectorAll('#{where} i')].map(mark => mark.getBoundingClientRect())
            .map(mark => [mark.left - left + 1, mark.right - left - 1]);
    }}"""
    return [tuple(mark) for mark in page.page.evaluate(script)]


def has_marks(page: PlayerPage, where: str, count: int) -> bool:
    """Whether so many are drawn."""
    return len(marks(page, where)) == count


def hover(page: PlayerPage, selector: str, x: float) -> None:
    """Points at something, px from its left edge."""
    box = page.page.locator(selector).bounding_box()
    assert box is not None
    page.page.mouse.move(box["x"] + x, box["y"] + 12)


def test_every_place_is_marked(open_with: OpenPage) -> None:
    places = [3.0, 9.0, 15.0, 21.0, 27.0, 33.0, 39.0, 45.0, 51.0, 54.0, 57.0, 59.0]
    page = open_with([gaps(places)])
    for where in ("marks", "overview-marks"):
        wait_until(partial(has_marks, page, where, len(places)))
        width = page.page.locator(f"#{where}").bounding_box()
        assert width is not None
        for (left, right), at in zip(marks(page, where), places, strict=True):
            assert left == pytest.approx(at / SECONDS * width["width"], abs=1)
            assert right - left < 1
    hover(page, "#waveform", 51 / SECONDS * 926)
    expect(page.page.locator("#hover-mark")).to_have_text(f"0:51.00: {MESSAGE}")


def test_four_hundred_places_are_a_band_that_tells_and_leads_to_each(open_with: OpenPage) -> None:
    click = {"code": "jump", "severity": "error", "message": "A jump.", "hint": "", "at_seconds": 30.02}
    page = open_with([gaps(GAPS), click])
    for where in ("marks", "overview-marks"):
        wait_until(partial(has_marks, page, where, 2))
        (left, right), (jump, _) = marks(
            page, where
        )  # the graver one lies on top, and is not lost in the band
        assert (left, right) == pytest.approx((1, 925), abs=2)
        assert jump == pytest.approx(30.02 / 60 * 926, abs=1)
    hover(page, "#waveform", 600)
    expect(page.page.locator("#hover-mark")).to_have_text(f"400 places from 0:00.07 to 0:59.92: {MESSAGE}")
    page.page.locator("#waveform").click(position={"x": 600, "y": 60})
    nearest = min(GAPS, key=lambda at: abs(at - 600 / 926 * 60))
    wait_until(lambda: page.position() == pytest.approx(nearest, abs=0.051))
    link = "() => import('/static/js/transport.js').then(({ transport }) => transport.position)"
    assert page.page.evaluate(link) == nearest
    hover(page, "#overview-box", 300)
    expect(page.page.locator("#overview-box")).to_have_attribute(
        "title", f"400 places from 0:00.07 to 0:59.92: {MESSAGE}"
    )
    page.page.locator("#overview").click(position={"x": 300, "y": 12})
    wait_until(lambda: page.page.evaluate(link) == min(GAPS, key=lambda at: abs(at - 300 / 926 * 60)))
    hover(page, "#waveform", 30.02 / 60 * 926)
    expect(page.page.locator("#hover-mark")).to_have_text("0:30.02: A jump.")
    # closer, each stands for itself
    for _ in range(3):
        page.action("zoom-in").click()
    wait_until(lambda: 45 <= len(marks(page, "marks")) <= 60)
    assert all(right - left < 1 for left, right in marks(page, "marks"))


def test_a_drag_over_a_band_still_seeks(open_with: OpenPage) -> None:
    page = open_with([gaps(GAPS)])
    wait_until(lambda: marks(page, "marks"))
    page.drag(0.1, 0.5)
    wait_until(lambda: page.position() == pytest.approx(30, abs=0.2))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_systems_colours_show_mark_playhead_and_part(open_with: OpenPage, scheme: str) -> None:
    page = open_with([gaps([21.0])], forced_colors="active", color_scheme=scheme)
    page.action("spectrogram").click()
    expect(page.page.locator("#spectrogram")).to_have_attribute("data-state", "ready")
    page.drag(0.6, 0.8, modifier="Shift")
    page.page.locator("#overview").click(position={"x": 93, "y": 10})
    wait_until(lambda: page.position() == pytest.approx(6, abs=0.2))
    page.drag(0.6, 0.8, modifier="Shift")
    page.page.mouse.move(1, 1)

    def column(selector: str, share: float, wide: int = 4) -> NDArray[np.uint8]:
        box = page.page.locator(selector).bounding_box()
        assert box is not None
        x = round(box["x"] + box["width"] * share)
        inner: FloatRect = {"x": x - wide, "y": box["y"] + 3, "width": 2 * wide, "height": box["height"] - 6}
        return pixels(page.page.screenshot(clip=inner))

    def contrast(selector: str, share: float, other: float) -> float:
        """How far the two places are apart at the top, where there is no sound. 0..765"""
        here, there = (column(selector, at)[:6].astype(int) for at in (share, other))
        return float(np.abs(here - there).sum(axis=2).mean(axis=0).max())

    silent = 0.5
    assert contrast("#waveform", 21 / 60, silent) > 100  # the mark
    assert contrast("#waveform", 0.1, silent) > 300  # the playhead
    assert contrast("#waveform", 0.7, silent) > 60  # the part
    assert contrast("#overview-box", 21 / 60, 22.5 / 60) > 60
    assert contrast("#overview-box", 0.1, 0.05) > 60
    assert contrast("#spectrogram", 0.1, 0.12) > 100
