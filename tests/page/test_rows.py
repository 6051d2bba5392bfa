"""What the rows of the list know: the findings of all recordings, how many are known, when calls were."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import pytest
from playwright.sync_api import Error, Page, Route, expect

from tests.browser import PlayerPage, wav
from tests.parts import speech, wait_until

pytestmark = pytest.mark.usefixtures("check_at_once")

OpenPage = Callable[..., PlayerPage]
Put = Callable[..., str]

RATE = 8000
SMALL = {"viewport": {"width": 1000, "height": 500}}  # about five rows in sight
NOON = datetime.datetime(2026, 3, 11, 12, tzinfo=datetime.timezone.utc)  # a Wednesday


@contextmanager
def held_back(page: Page, path: str) -> Iterator[list[Route]]:
    """The network keeps the requests for a path back, as long as the context lasts."""
    held: list[Route] = []
    pattern = re.compile(re.escape(path) + "$")
    page.route(pattern, lambda route: held.append(route))
    yield held
    page.unroute(pattern)
    for route in held:
        with contextlib.suppress(Error):  # one that nobody waits for any more
            route.continue_()


def waited(page: PlayerPage, held: list[Route]) -> bool:
    """Gives the browser time; returns whether the network keeps something back now."""
    page.page.wait_for_timeout(20)
    return bool(held)


def sound(seconds: float = 1, *, clipped: bool = False) -> str:
    """Speech, with or without a fault that only listening to it finds."""
    return wav(np.clip(speech(seconds, RATE) * (20 if clipped else 1), -1, 1), RATE)


@pytest.fixture
def sixteen(put: Put) -> None:
    """Sessions s00 (the newest) to s15, all with sound; s12 is clipped."""
    for number in range(16):
        put(
            f"s{number:02}",
            sound(clipped=number == 12),
            user_name=f"Person {number}",
            connected_at=str(1_760_000_000 - number),
        )


def without_check(page: PlayerPage) -> None:
    """Pauses the check of all sessions, so that only rows in sight are looked at."""
    page.page.evaluate("localStorage.setItem('checks-paused', 'true')")


@pytest.mark.usefixtures("sixteen")
def test_the_findings_filter_says_how_much_was_looked_at_and_goes_on(open_page: OpenPage) -> None:
    page = open_page("?", **SMALL)
    without_check(page)
    page.go()
    expect(page.row("Person 3")).to_contain_text("No fault found", timeout=20_000)
    chip = page.page.locator("#filters button", has_text="Findings")
    expect(chip).to_have_text("Findings 0+")
    chip.click()
    expect(page.page.locator("#shown")).to_have_text(re.compile(r"^\d of 16 looked at$"))
    expect(page.page.get_by_text("No findings so far.")).to_be_visible()
    expect(page.page.get_by_text("The check is paused")).to_be_visible()
    page.page.get_by_role("button", name="Go on").click()
    expect(chip).to_have_text("Findings 1", timeout=120_000)
    assert page.names() == ["Person 12"]
    expect(page.page.locator("#shown")).to_have_text("1 session")


@pytest.mark.usefixtures("sixteen")
def test_what_is_in_sight_is_looked_at_first(open_page: OpenPage) -> None:
    page = open_page("#session=none", **SMALL)
    without_check(page)
    with held_back(page.page, "/s00/info") as held:
        page.page.reload()
        wait_until(lambda: waited(page, held))
        page.page.locator("#sessions").evaluate("list => { list.scrollTop = list.scrollHeight }")
        with held_back(page.page, "/s03/info"):
            for route in held:
                route.continue_()
            held.clear()
            expect(page.row("Person 15")).to_contain_text("0:01", timeout=20_000)
            expect(page.row("Person 12")).to_contain_text("▲")


def test_a_session_left_before_its_analysis_was_complete_is_not_marked_clean(
    put: Put, open_page: OpenPage
) -> None:
    for number in range(30):
        put(f"other-{number}", "", user_name=f"Other {number}")
    page = open_page("#session=other-0", **SMALL)
    without_check(page)
    page.page.reload()
    page.wait_for_state("no_audio")
    with held_back(page.page, "/clipped/info") as held:
        # the last row, and so long that its findings come after its sound
        put("clipped", sound(61, clipped=True), user_name="Clipped", connected_at="1000000000")
        page.go("#session=clipped")
        page.wait_for_state("ready")
        wait_until(lambda: waited(page, held))  # the levels and findings
        page.row("Other").first.click()
        page.wait_for_state("no_audio")
        expect(page.page.locator("#filters button", has_text="Findings")).to_have_text("Findings 0+")
    page.page.locator("#sessions").evaluate("list => { list.scrollTop = list.scrollHeight }")
    expect(page.row("Clipped")).to_contain_text("▲", timeout=20_000)
    expect(page.page.locator("#filters button", has_text="Findings")).to_have_text("Findings 1")


def test_a_row_says_when_the_call_was(put: Put, open_page: OpenPage) -> None:
    def ago(**span: float) -> str:
        return str((NOON - datetime.timedelta(**span)).timestamp())

    for name, connected, said in (
        ("Just now", ago(minutes=3), "11:57"),
        ("Monday", ago(days=2, hours=-1), "Mon 13:00"),
        ("Weeks ago", ago(days=20), "19 Feb"),
        ("Last year", ago(days=300), "15 May 2025"),
        ("Unknown", "", ""),
        ("Beyond all calendars", "1e300", ""),
    ):
        put(f"{name}: {said}", user_name=name, connected_at=connected)
    page = open_page(timezone_id="UTC")
    page.page.clock.set_fixed_time(NOON)
    page.page.reload()
    expect(page.rows).to_have_count(6)
    for row in page.rows.all():
        said = row.locator(".id").inner_text().partition(": ")[2]
        time = row.locator(".row-time")
        if said:
            expect(time).to_have_text(said)
            time.hover()
            expect(time).to_have_attribute("title", re.compile(r"Connected .*\d\d:\d\d:\d\d"))
        else:
            expect(time).to_be_hidden()
