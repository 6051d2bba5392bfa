"""The session list: search, filters, order, keys, many sessions, changes without losing the place."""

from __future__ import annotations

from collections.abc import Callable

import redis
from playwright.sync_api import expect

from tests.browser import PlayerPage, wav
from tests.parts import RedisServer, speech, wait_until

OpenPage = Callable[..., PlayerPage]
Put = Callable[..., str]

MANY = 10_000


def fill(redis_server: RedisServer, count: int) -> None:
    """Writes sessions named Person 0 (the newest), Person 1, ..."""
    with redis_server.client() as client, client.pipeline(transaction=False) as pipeline:
        for number in range(count):
            key = f"session:s{number:05}"
            fields: dict[str | bytes, bytes | float | int | str] = {
                "authenticated": "True",
                "is_recording": "False",
                "user_id": str(number),
                "user_name": f"Person {number}",
                "audio_buffer": "",
                "connected_at": str(1_760_000_000 - number),
            }
            pipeline.hset(key, mapping=fields)
            pipeline.expire(key, 3600)
        pipeline.execute()


def test_search_finds_names_ids_and_users_at_once(put: Put, open_page: OpenPage) -> None:
    put("alpha-1", user_name="Ada Lovelace", user_id="u7")
    put("beta-2", user_name="Grace Hopper", user_id="u8")
    page = open_page()
    expect(page.rows).to_have_count(2)
    page.page.keyboard.press("/")
    for text, name in (("lovel", "Ada Lovelace"), ("BETA", "Grace Hopper"), ("u7", "Ada Lovelace")):
        page.page.locator("#search").fill(text)
        assert page.names() == [name]
    page.page.locator("#search").fill("nobody")
    expect(page.page.get_by_text("No session matches.")).to_be_visible()


def test_filters_count_and_select(put: Put, open_page: OpenPage) -> None:
    put("a", user_name="Silent")
    put("b", user_name="Live", is_recording="True")
    put("c", wav(speech(2, 16000), 16000)[:-3], user_name="Cut off")
    page = open_page()
    filters = page.page.locator("#filters button")
    expect(filters.nth(0)).to_have_text("All 3")
    expect(filters.nth(1)).to_have_text("Recording 1")
    expect(filters.nth(2)).to_have_text("Audio 1")
    expect(filters.nth(3)).to_have_text("Findings 1")
    for number, names in ((1, ["Live"]), (2, ["Cut off"]), (3, ["Cut off"])):
        filters.nth(number).click()
        assert page.names() == names
        assert filters.nth(number).get_attribute("aria-pressed") == "true"


def test_the_order_can_be_chosen(put: Put, open_page: OpenPage) -> None:
    put("1", user_name="Berta", connected_at="1760000300")
    put("2", "AAAA" * 100, user_name="Cecilie", connected_at="1760000200")
    put("3", "AAAA", user_name="Anna", connected_at="1760000100")
    page = open_page()
    expect(page.rows).to_have_count(3)
    order = page.page.get_by_label("Sort by")
    assert page.names() == ["Berta", "Cecilie", "Anna"]
    order.select_option("name")
    assert page.names() == ["Anna", "Berta", "Cecilie"]
    order.select_option("audio")
    assert page.names() == ["Cecilie", "Anna", "Berta"]


def test_the_keyboard_selects(redis_server: RedisServer, open_page: OpenPage) -> None:
    fill(redis_server, 50)
    page = open_page()
    page.page.get_by_role("listbox").focus()
    page.page.keyboard.press("ArrowDown")
    page.page.keyboard.press("ArrowDown")
    expect(page.page.locator("#name")).to_have_text("Person 1")
    page.page.keyboard.press("End")
    expect(page.page.locator("#name")).to_have_text("Person 49")
    expect(page.row("Person 49")).to_be_in_viewport()
    active = page.page.get_by_role("listbox").get_attribute("aria-activedescendant")
    assert page.row("Person 49").get_attribute("id") == active
    page.page.keyboard.press("Home")
    expect(page.row("Person 0")).to_have_attribute("aria-selected", "true")


def test_ten_thousand_sessions_are_all_there_and_wait_for_nobody(
    redis_server: RedisServer, open_page: OpenPage
) -> None:
    fill(redis_server, MANY)
    page = open_page()
    expect(page.page.locator("#shown")).to_have_text("10,000 sessions", timeout=30_000)
    assert page.rows.count() < 40  # only what is in sight exists
    asked: list[str] = []
    page.page.on("request", lambda request: asked.append(request.url))
    page.page.locator("#search").fill("person 9876")
    assert page.names() == ["Person 9876"]
    page.page.locator("#search").fill("")
    page.page.locator("#filters button", has_text="Recording").click()
    assert page.names() == []
    page.page.locator("#filters button", has_text="All").click()
    expect(page.page.locator("#shown")).to_have_text("10,000 sessions")
    for number in (5003, MANY - 1):
        page.page.locator("#sessions").evaluate(f"list => {{ list.scrollTop = {number} * 84 }}")
        expect(page.row(f"Person {number}")).to_be_visible()
    assert not [url for url in asked if "offset=" in url or "/session/" in url]  # the status may be asked for


def test_rows_keep_their_place_while_others_come_and_go(
    redis_server: RedisServer, open_page: OpenPage
) -> None:
    fill(redis_server, 200)
    page = open_page()
    expect(page.page.locator("#shown")).to_have_text("200 sessions")
    page.page.locator("#sessions").evaluate("list => { list.scrollTop = 100 * 84 }")
    row = page.row("Person 104")
    before = wait_until(row.bounding_box)
    with redis_server.client() as client:
        add(client, 5)
        expect(page.page.locator("#shown")).to_have_text("205 sessions")
        assert row.bounding_box() == before
        client.delete(*(f"session:s{number:05}" for number in range(20)))
        expect(page.page.locator("#shown")).to_have_text("185 sessions")
        assert row.bounding_box() == before


def add(client: redis.Redis, count: int) -> None:
    """Sessions newer than all others."""
    for number in range(count):
        client.hset(f"session:new{number}", mapping={"authenticated": "True", "connected_at": "1770000000"})
