"""The check of all sessions on the page: the verdict in each row, its progress, and the filters by it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser import PlayerPage, wav
from tests.parts import speech

pytestmark = pytest.mark.usefixtures("check_at_once")

OpenPage = Callable[..., PlayerPage]
Put = Callable[..., str]

RATE = 8000
VOICE = speech(2, RATE)
CLIPPED = np.clip(VOICE * 20, -1, 1).astype(np.float32)


@pytest.fixture
def calls(put: Put) -> None:
    """Twelve calls, the newest first: call 3 is clipped, call 10, which is out of sight, is cut off."""
    for number in range(12):
        sound = wav(CLIPPED if number == 3 else VOICE, RATE)
        put(
            f"c{number:02}",
            sound[:-3] if number == 10 else sound,
            user_name=f"Person {number:02}",
            plan="gold card" if number in (2, 3) else "silver",
            connected_at=str(1_760_000_000 - number),
        )


@pytest.mark.usefixtures("calls")
def test_each_row_tells_its_verdict_and_filters_work_together(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 1000, "height": 560})
    expect(page.page.locator("#checks")).to_contain_text("All 12 checked", timeout=120_000)
    expect(page.row("Person 01")).to_contain_text("No fault found")
    clipped = page.row("Person 03").locator(".row-verdict")
    expect(clipped).to_contain_text("The gain in front of the recorder is too high")
    clipped.hover()
    expect(clipped).to_have_attribute("title", await_sentence(page))
    heights = page.rows.evaluate_all("rows => [...new Set(rows.map((row) => row.offsetHeight))]")
    assert heights == [84]
    page.page.locator("#filter-button").click()
    menu = page.page.locator("#filter-menu")
    expect(menu.locator("li", has_text="clipping")).to_contain_text("1")
    assert page.accessibility_faults() == []
    menu.get_by_label("Warnings and errors").check()
    assert page.names() == ["Person 03", "Person 10"]
    menu.locator("li", has_text="base64 cut off").locator("input").check()
    assert page.names() == ["Person 10"]
    page.page.keyboard.press("Escape")
    assert page.accessibility_faults() == []
    page.page.get_by_role("button", name="Remove the filter base64 cut off").click()
    assert page.names() == ["Person 03", "Person 10"]
    search = page.page.locator("#search")
    search.fill("user_name:person recording:no c03")
    assert page.names() == ["Person 03"]
    search.fill('plan:"gold card"')  # a field that only the player knows
    expect(page.page.locator("#shown")).to_have_text("1 session")
    assert page.names() == ["Person 03"]
    page.page.locator("#filter-button").click()
    page.page.get_by_role("button", name="Clear the filters").click()
    expect(page.page.locator("#shown")).to_have_text("2 sessions")
    search.fill("plan:no-such")
    expect(page.page.get_by_text("No session matches.")).to_be_visible()
    search.fill("")
    menu.get_by_label("Connected").select_option("24")
    expect(page.page.get_by_text("No session matches.")).to_be_visible()
    page.page.get_by_role("button", name="Clear the filters").click()
    expect(page.page.locator("#shown")).to_have_text("12 sessions")


def await_sentence(page: PlayerPage) -> str:
    """The whole sentence of the verdict on call 3, as the player tells it."""
    answer = page.page.request.get(f"{page.url}/api/sessions?query=c03").json()
    sentence: str = answer["sessions"][0]["verdict"]["sentence"]
    return sentence


def test_the_check_is_paused_and_goes_on_by_keys_on_a_phone_in_the_dark(
    open_page: OpenPage, put: Put
) -> None:
    page = open_page(viewport={"width": 390, "height": 500}, color_scheme="dark", has_touch=True)
    expect(page.page.locator("#light-live[data-state=good]")).to_be_attached()
    page.page.evaluate("localStorage.setItem('checks-paused', 'true')")
    page.page.reload()
    go_on = page.page.get_by_role("button", name="Go on")
    expect(go_on).to_be_visible()
    for number in range(9):
        put(f"c{number}", wav(CLIPPED, RATE), user_name=f"Person {number}", connected_at=str(99 - number))
    expect(page.row("Person 0")).to_contain_text("The gain in front of the recorder")  # in sight
    page.page.locator("#filter-button").focus()
    page.page.keyboard.press("Enter")
    page.page.keyboard.press("Tab")
    page.page.keyboard.press("ArrowDown")  # errors
    expect(page.page.get_by_text("Not all recordings are checked yet")).to_be_visible()
    assert page.accessibility_faults() == []
    page.page.keyboard.press("ArrowDown")  # warnings and errors
    page.page.keyboard.press("Escape")
    go_on.focus()
    page.page.keyboard.press("Enter")
    expect(page.page.locator("#checks")).to_contain_text("All 9 checked", timeout=120_000)
    expect(page.page.locator("#shown")).to_have_text("9 sessions")
    page.page.reload()
    expect(page.page.locator("#checks")).to_contain_text("All 9 checked")  # and is not paused any more
