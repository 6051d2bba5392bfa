"""“What is wrong with it”: one card for a fault, with all its places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import PlayerPage, wav
from tests.parts import speech, wait_until

OpenPage = Callable[..., PlayerPage]
Put = Callable[..., str]

RATE = 8000


@pytest.fixture
def open_with(put: Put, open_page: OpenPage) -> Callable[[list[dict[str, Any]]], PlayerPage]:
    """Opens a recording of 100 s in which these findings were found."""

    def open_one(findings: list[dict[str, Any]]) -> PlayerPage:
        put("voice", wav(speech(100, RATE), RATE), user_name="Grace Hopper")
        page = open_page("?")
        page.alter("**/session/voice/info**", lambda told: told["audio_info"].update(findings=findings))
        page.go("#session=voice")
        page.wait_for_state("ready")
        return page

    return open_one


def gaps(count: int) -> dict[str, Any]:
    """A finding of that many gaps, one every 0.2 s."""
    places = [round(1 + place * 0.2, 2) for place in range(count)]
    return {
        "code": "gap",
        "severity": "warning",
        "message": f"{count} gaps of about 20 ms, 5 % of the sound.",
        "hint": "Append every chunk that arrives.",
        "at_seconds": places[0],
        "places": places,
    }


def test_how_sure_it_is_is_said_where_it_was_weighed(
    open_with: Callable[[list[dict[str, Any]]], PlayerPage],
) -> None:
    page = open_with([{**gaps(3), "probability": 0.97}, {**gaps(2), "code": "other"}])
    cards = page.page.locator("#findings .finding")
    expect(cards.nth(0)).to_contain_text("97 % sure.")
    expect(cards.nth(1)).not_to_contain_text("sure")


def test_many_places_are_one_card_that_leads_to_each(
    open_with: Callable[[list[dict[str, Any]]], PlayerPage],
) -> None:
    page = open_with([gaps(400)])
    card = page.page.locator("#findings .finding")
    expect(card).to_have_count(1)
    assert card.inner_text().count("400 gaps of about 20 ms") == 1
    places = card.locator("[data-action=jump]:visible")
    expect(places).to_have_count(8)
    closed = card.bounding_box()
    assert closed is not None
    assert closed["height"] < 130
    places.nth(7).click()
    wait_until(lambda: page.position() == pytest.approx(2.4, abs=0.05))
    card.get_by_role("button", name="and 392 more").click()
    expect(places).to_have_count(400)
    opened = card.bounding_box()
    assert opened is not None
    assert opened["height"] < 350  # the rest scrolls
    places.last.click()
    wait_until(lambda: page.position() == pytest.approx(80.8, abs=0.05))
    assert page.accessibility_faults() == []
    card.get_by_role("button", name="Show fewer").click()
    expect(places).to_have_count(8)


def test_36_findings_are_36_cards_and_few_places_need_no_button(
    open_with: Callable[[list[dict[str, Any]]], PlayerPage],
) -> None:
    one = gaps(1)
    del one["places"]
    findings = [{**one, "at_seconds": at, "message": f"The sound jumps at {at:.2f} s."} for at in range(36)]
    page = open_with([*findings, gaps(8)])
    expect(page.page.locator("#findings .finding")).to_have_count(37)
    few = page.page.locator("#findings .finding").last
    expect(few.locator("[data-action=jump]:visible")).to_have_count(8)
    expect(few.locator("[data-action=more-places]")).to_be_hidden()
    assert page.text("#findings").count("0:35.00") == 1
    page.page.get_by_role("button", name="0:35.00").click()
    wait_until(lambda: page.position() == 35)
