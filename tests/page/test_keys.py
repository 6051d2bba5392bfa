"""The keys: they do what they say wherever the last click was, and one key closes one thing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser import PlayerPage, wav
from tests.parts import speech

OpenPage = Callable[..., PlayerPage]
Put = Callable[..., str]

RATE = 8000


@pytest.fixture
def page(put: Put, open_page: OpenPage) -> PlayerPage:
    """A session of 20 seconds, open, and two more below it."""
    put("call", wav(speech(20, RATE), RATE), user_name="Grace Hopper", connected_at="1760000002")
    put("second", "", user_name="Ada Lovelace", connected_at="1760000001")
    put("third", "", user_name="Ada Byron", connected_at="1760000000")
    page = open_page("#session=call")
    page.wait_for_state("ready")
    expect(page.rows).to_have_count(3)
    return page


def selected_part(page: PlayerPage) -> bool:
    """Whether a part of the recording is selected: then the menu offers to download it."""
    return page.page.locator("#download-part").get_attribute("hidden") is None


def test_the_arrows_seek_after_a_click_on_the_output_and_switch_it_after_tab(page: PlayerPage) -> None:
    there = page.page.get_by_label("Server speaker")
    here = page.page.get_by_label("This browser")
    page.page.get_by_text("This browser", exact=True).click()
    page.page.keyboard.press("ArrowRight")
    assert page.position() == 5
    page.page.keyboard.press("ArrowLeft")
    assert page.position() == 0
    expect(here).to_be_checked()
    page.action("theme").focus()
    page.page.keyboard.press("Shift+Tab")
    expect(here).to_be_focused()
    output = page.page.locator("#output")
    output.evaluate("form => form.addEventListener('change', () => { form.dataset.changed = 1 })")
    page.page.keyboard.press("ArrowRight")
    expect(output).to_have_attribute("data-changed", "1")
    expect(there).to_be_focused()
    assert page.position() == 0


@pytest.mark.parametrize("key", ["Enter", "ArrowDown"])
def test_a_search_opens_its_first_match(page: PlayerPage, key: str) -> None:
    page.page.keyboard.press("/")
    page.page.keyboard.type("nobody")
    page.page.keyboard.press(key)
    page.page.locator("#search").fill("ada")
    assert page.names() == ["Ada Lovelace", "Ada Byron"]
    assert page.text("#name") == "Grace Hopper"  # as nobody matched
    page.page.keyboard.press(key)
    expect(page.page.locator("#name")).to_have_text("Ada Lovelace")
    expect(page.row("Ada Lovelace")).to_have_attribute("aria-selected", "true")
    page.page.keyboard.press("ArrowDown")  # and on from there
    expect(page.page.locator("#name")).to_have_text("Ada Byron")


def test_escape_closes_the_menu_or_the_help_and_only_then_gives_up_the_part(page: PlayerPage) -> None:
    page.drag(0.3, 0.6, modifier="Shift")
    assert selected_part(page)
    menu = page.page.locator("#more-items")
    page.page.locator("#more").click()
    expect(menu).to_be_visible()
    page.page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    assert selected_part(page)
    help_dialog = page.page.locator("#help")
    page.page.keyboard.press("?")
    expect(help_dialog).to_be_visible()
    page.page.locator("#help .dim").click()  # on its text: nothing in it has the focus
    page.page.keyboard.press("l")
    page.page.keyboard.press("Escape")
    expect(help_dialog).to_be_hidden()
    assert selected_part(page)
    page.page.keyboard.press("Escape")
    assert not selected_part(page)
    assert page.position() == 0  # no key acted behind the help
