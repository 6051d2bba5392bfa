"""The page in its window: never taller than it, with long names, full filters and forced colours."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Locator, expect

from tests.browser import PlayerPage, wav
from tests.parts import speech

OpenPage = Callable[..., PlayerPage]
Put = Callable[..., str]

RATE = 16000
LOW: dict[str, Any] = {"viewport": {"width": 1360, "height": 420}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 600}, "has_touch": True, "is_mobile": True}
LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff " * 8 + "the end"


def faulty(put: Put, **fields: str) -> str:
    """A session with more than one finding."""
    loud = np.clip(speech(4, RATE) * 12, -1, 1)
    return put("faulty", wav(loud, RATE)[:-3], **{"user_name": "Faulty", **fields})


def overhang(page: PlayerPage) -> int:
    """By how many pixels the page itself is taller or wider than the window."""
    script = "e => Math.max(e.scrollHeight - innerHeight, e.scrollWidth - innerWidth)"
    return int(page.page.locator(":root").evaluate(script))


def pixels(element: Locator) -> NDArray[np.uint8]:
    """What an element looks like: height x width x RGB."""
    with av.open(io.BytesIO(element.screenshot()), "r") as picture:
        return np.asarray(next(picture.decode(video=0)).to_ndarray(format="rgb24"))


def colour(element: Locator) -> tuple[int, ...]:
    """The colour that covers most of an element."""
    colours, counts = np.unique(pixels(element).reshape(-1, 3), axis=0, return_counts=True)
    return tuple(int(part) for part in colours[counts.argmax()])


@pytest.mark.parametrize("screen", [LOW, PHONE])
def test_only_the_panes_scroll(put: Put, open_page: OpenPage, screen: dict[str, Any]) -> None:
    for number in range(30):
        put(f"other-{number}")
    faulty(put)
    page = open_page(**screen)
    expect(page.row("Faulty")).to_contain_text("▲")
    assert overhang(page) == 0
    page.choose("Faulty")
    page.page.locator("#wrong[data-state='']").wait_for()
    expect(page.page.locator(".finding").first).to_be_attached()
    page.page.locator("summary", has_text="Fields and bytes").click()
    assert overhang(page) == 0
    page.page.locator("#more").click()
    assert overhang(page) == 0
    page.action("copy-link").click()
    expect(page.page.locator(".toast")).to_be_visible()
    assert overhang(page) == 0
    page.page.keyboard.press("?")
    expect(page.page.locator("#help")).to_be_visible()
    assert overhang(page) == 0


@pytest.mark.parametrize("width", [1360, 900, 390])
def test_the_filters_show_all_their_digits(put: Put, open_page: OpenPage, width: int) -> None:
    put()
    page = open_page(viewport={"width": width, "height": 800})
    expect(page.rows).to_have_count(1)
    filters = page.page.locator("#filters")
    filters.evaluate("box => box.querySelectorAll('span').forEach(one => { one.textContent = '12,345+' })")
    room = filters.bounding_box()
    assert room is not None
    for button in filters.locator("button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["x"] >= room["x"]
        assert box["x"] + box["width"] <= room["x"] + room["width"]
        assert box["y"] + box["height"] <= room["y"] + room["height"]


def test_the_focus_ring_is_around_one_row(put: Put, open_page: OpenPage) -> None:
    for number in range(5):
        put(f"s{number}", user_name=f"Person {number}", connected_at=str(1_760_000_000 - number))
    page = open_page()
    expect(page.rows).to_have_count(5)
    plain = {number: pixels(page.row(f"Person {number}")) for number in range(5)}

    def changed() -> list[int]:
        now = {number: pixels(page.row(f"Person {number}")) for number in plain}
        return [number for number, before in plain.items() if (now[number] != before).any()]

    page.page.locator("#filter-button").focus()
    page.page.keyboard.press("Tab")
    expect(page.page.get_by_role("listbox")).to_be_focused()
    assert changed() == [0]  # where the keys act
    page.page.keyboard.press("ArrowDown")
    page.page.keyboard.press("ArrowDown")
    expect(page.page.locator("#name")).to_have_text("Person 1")
    page.page.mouse.move(900, 700)
    assert changed() == [1]


def test_forced_colours_show_what_is_chosen_and_lit(put: Put, open_page: OpenPage) -> None:
    faulty(put)
    put("other", user_name="Other", is_recording="True")
    page = open_page(forced_colors="active")
    expect(page.page.locator("#light-live")).to_have_attribute("data-state", "good")
    page.choose("Faulty")
    page.page.mouse.move(900, 700)
    expect(page.row("Faulty")).to_have_attribute("aria-selected", "true")
    assert colour(page.row("Faulty")) != colour(page.row("Other"))
    pressed, *others = page.page.locator("#filters button").all()
    assert colour(pressed) != colour(others[0])
    here, there = page.page.locator(".switch span").all()
    assert colour(here) != colour(there)
    loop = page.action("loop")
    before = colour(loop)
    loop.click()
    page.page.mouse.move(900, 700)
    assert colour(loop) != before
    background = colour(page.page.locator(".brand"))
    assert colour(page.page.locator("#light-live i")) != background


def test_a_long_name_leaves_the_waveform_where_it_is(put: Put, open_page: OpenPage) -> None:
    put("short", wav(speech(2, RATE), RATE), user_name="Grace Hopper")
    put("i" * 300, wav(speech(2, RATE), RATE), user_name=LONG_NAME, user_id="u" * 300)
    page = open_page("#session=short", **PHONE)
    page.wait_for_state("ready")
    usual = page.page.locator("#transport").bounding_box()
    page.go(f"#session={'i' * 300}")
    expect(page.page.locator("#name")).to_contain_text("Wolfeschlegelstein")
    page.wait_for_state("ready")
    moved = page.page.locator("#transport").bounding_box()
    assert usual is not None
    assert moved is not None
    assert moved["y"] - usual["y"] <= 70  # one more line of the name, two of what is below it
    name = page.page.locator("#name")
    expect(name).to_have_attribute("title", LONG_NAME.strip())
    page.action("expand").click()
    shown = name.evaluate("e => [e.scrollHeight, e.clientHeight]")
    assert shown[0] == shown[1]
    for long in (name, page.page.locator("#facts .id")):
        assert long.evaluate("e => e.scrollWidth <= e.clientWidth || !e.clientWidth")
    page.go("#session=short")
    page.wait_for_state("ready")
    expect(page.action("expand")).to_be_hidden()


def test_a_name_that_is_cut_in_the_list_is_told_on_hover(put: Put, open_page: OpenPage) -> None:
    put("short", user_name="Grace Hopper")
    put("long", user_name=LONG_NAME)
    page = open_page()
    name = page.row("Wolfeschlegelstein").locator(".row-name")
    name.hover()
    expect(name).to_have_attribute("title", LONG_NAME.strip())
    page.row("Grace Hopper").locator(".row-name").hover()
    assert not page.row("Grace Hopper").locator(".row-name").get_attribute("title")
