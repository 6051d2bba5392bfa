"""The report, from the menu to the file; and links that keep what is seen and heard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import PlayerPage
from tests.parts import RedisServer, as_s16, speech, wait_until
from tests.reports.test_session_report import with_gaps

OpenPage = Callable[..., PlayerPage]
Put = Callable[..., str]
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
RATE = 16_000


def test_a_report_is_saved_from_the_menu_by_keyboard(put: Put, open_page: OpenPage, tmp_path: Path) -> None:
    put("call", with_gaps(), note="from the phone", secret="12345")
    page = open_page("#session=call")
    page.wait_for_state("ready")
    page.page.locator("#more").press("Enter")
    page.page.get_by_role("button", name="Report as HTML or Markdown").press("Enter")
    dialog = page.page.locator("#report")
    expect(dialog).to_be_visible()
    assert page.accessibility_faults() == []
    dialog.get_by_label("note").press("Space")
    with page.page.expect_download() as started:
        dialog.get_by_role("link", name="Download HTML").press("Enter")
    saved = tmp_path / "report.html"
    started.value.save_as(saved)
    assert started.value.suggested_filename == "report_call.html"
    page.page.goto(saved.as_uri())  # the file, without the player
    expect(page.page.locator("body")).to_contain_text("from the phone")
    expect(page.page.locator("body")).not_to_contain_text("12345")
    assert page.page.locator("article svg").count() >= 3
    assert page.page.evaluate("getComputedStyle(document.querySelector('dl')).display") == "grid"
    assert page.accessibility_faults() == []
    page.page.get_by_role("link", name="0:02.15").first.click()
    page.wait_for_state("ready")
    assert page.position() == pytest.approx(2.15, abs=0.06)


def test_a_report_is_copied_on_a_phone(put: Put, open_page: OpenPage) -> None:
    put("call", with_gaps())
    page = open_page("#session=call", **PHONE)
    page.wait_for_state("ready")
    page.page.locator("#more").tap()
    page.page.get_by_role("button", name="Report as HTML or Markdown").tap()
    assert page.accessibility_faults() == []
    page.page.get_by_role("button", name="Copy as Markdown").tap()
    wait_until(lambda: "r.hset(" in page.copied())
    expect(page.page.locator("#report")).to_be_hidden()


def test_a_link_keeps_place_part_zoom_track_and_reading(
    redis_server: RedisServer, open_page: OpenPage
) -> None:
    with redis_server.client() as client:
        client.rpush("call:7:user", as_s16(speech(8, RATE)))
        client.rpush("call:7:agent", as_s16(speech(6, RATE, seed=2)))
    page = open_page("#session=7")
    page.wait_for_state("ready")
    page.page.get_by_role("button", name="Solo agent").click()
    page.drag(0.25, 0.5, modifier="Shift")
    page.page.keyboard.press("+")
    page.page.keyboard.press("+")
    page.page.keyboard.press("ArrowRight")
    shown = state_of(page)
    link = copied_link(page)
    other = open_page(link)
    other.wait_for_state("ready")
    wait_until(lambda: state_of(other) == shown)
    expect(other.page.get_by_role("button", name="Solo agent")).to_have_attribute("aria-pressed", "true")
    # The track alone is read as something else, which the next link says, too.
    other.page.get_by_role("button", name="24 kHz", exact=True).click()
    wait_until(lambda: other.text("#duration") == "0:04.0")
    other.action("stop").click()
    third = open_page(copied_link(other))
    third.wait_for_state("ready")
    wait_until(lambda: third.text("#duration") == "0:04.0")
    expect(third.page.get_by_role("button", name="24 kHz", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    # A link into the session that is open.
    third.page.evaluate(f"location.hash = {link!r}")
    wait_until(lambda: third.text("#duration") == "0:08.0" and state_of(third) == shown)


def copied_link(page: PlayerPage) -> str:
    """What “Copy a link to this moment” gives, from the # on."""
    page.page.evaluate("navigator.clipboard.writeText('')")
    page.page.locator("#more").click()
    page.page.get_by_role("button", name="Copy a link to this moment").click()
    wait_until(lambda: "#" in page.copied())
    return "#" + page.copied().partition("#")[2]


def state_of(page: PlayerPage) -> dict[str, Any]:
    """The position, and where the selected part lies in the box, to a pixel."""
    box = page.page.locator("#region").bounding_box()
    return {
        "position": page.position(),
        "part": box and [round(box["x"]), round(box["width"])],
        "heard": page.page.locator(".lane.muted").all_inner_texts(),
    }
