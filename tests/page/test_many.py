"""Very many sessions, and very many changes: the list is whole, and answers all the while."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser import PlayerPage
from tests.page.test_list import fill
from tests.parts import RedisServer, wait_until

OpenPage = Callable[..., PlayerPage]

MANY = 20_000
CHANGES = 4000

COUNT_WORK = """async () => {
    const { on } = await import('/static/js/bus.js');
    window.work = { changed: 0, arranged: 0 };
    on('session', () => { window.work.changed += 1; });
    on('sessions', () => { window.work.arranged += 1; });
}"""


def test_a_thousand_changes_a_second_leave_time_for_the_person(
    redis_server: RedisServer, open_page: OpenPage
) -> None:
    fill(redis_server, MANY)
    page = open_page()
    expect(page.page.locator("#shown")).to_have_text("20,000 sessions", timeout=60_000)
    page.page.evaluate(COUNT_WORK)
    with redis_server.client() as client:
        for first in range(0, CHANGES, 200):
            with client.pipeline(transaction=False) as pipeline:
                for number in range(first, first + 200):
                    pipeline.hset(f"session:s{number:05}", "user_name", f"Changed {number}")
                pipeline.execute()
            time.sleep(0.1)
    page.page.locator("#search").fill("changed 3999")
    wait_until(lambda: page.names() == ["Changed 3999"], 20)
    work = page.page.evaluate("window.work")
    assert work["changed"] >= CHANGES / 4  # several changes of one session may come as one
    assert work["arranged"] < work["changed"] / 20
    page.page.locator("#search").fill("")
    page.page.get_by_label("Sort by").select_option("name")
    assert page.names()[0] == "Changed 0"
    expect(page.page.locator("#filters button").first).to_have_text("All 20,000")


def test_what_comes_and_goes_stands_at_its_place_and_is_counted(
    redis_server: RedisServer, open_page: OpenPage
) -> None:
    fill(redis_server, 300)
    page = open_page()
    expect(page.page.locator("#shown")).to_have_text("300 sessions")
    page.page.get_by_label("Sort by").select_option("name")
    fields: dict[Any, Any] = {"authenticated": "True", "user_name": "Åsa", "is_recording": "True"}
    with redis_server.client() as client:
        client.hset("session:new", mapping=fields)
        client.delete("session:s00000", "session:s00001")
        client.hset("session:s00002", "user_name", "Zoë")
        expect(page.page.locator("#shown")).to_have_text("299 sessions")
        expect(page.page.locator("#filters button").nth(1)).to_have_text("Recording 1")
        wait_until(lambda: page.names()[:2] == ["Åsa", "Person 10"])
        page.page.locator("#sessions").evaluate("list => { list.scrollTop = list.scrollHeight }")
        wait_until(lambda: page.names()[-1] == "Zoë")
        client.delete("session:new")
        client.hset("session:new", mapping={**fields, "user_name": "Åse"})  # another one of the same id
    page.page.locator("#sessions").evaluate("list => { list.scrollTop = 0 }")
    wait_until(lambda: page.names()[0] == "Åse")
    expect(page.page.locator("#shown")).to_have_text("299 sessions")


def test_nothing_says_empty_while_the_player_still_looks(open_page: OpenPage) -> None:
    """The player answers so while it reads a large Redis for the first time."""
    page = open_page("?")
    looking = [True]

    def say_so(told: dict[str, Any]) -> None:
        if any(looking):
            told.update(complete=False, sessions=[], total=0)

    page.alter("**/api/sessions?**", say_so)
    page.go()
    for _ in range(2):
        with page.page.expect_response("**/api/sessions?**"):
            pass  # it asks again
    expect(page.page.locator(".skeleton-rows")).to_be_visible()
    expect(page.page.get_by_text("No sessions yet")).to_be_hidden()
    assert page.text("#shown") == "Reading the sessions…"
    looking.clear()
    expect(page.page.get_by_text("No sessions yet")).to_be_visible()
    expect(page.page.locator("#shown")).to_have_text("0 sessions")
