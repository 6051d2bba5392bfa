"""How a session is stored is said in words, whatever the app does; and what is cut off, and not known."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Route, expect

from tests.browser import PlayerPage, wav
from tests.page.test_tracks import AGENT, LATER, RATE, USER, record
from tests.parts import RedisServer, as_s16, speech

OpenPage = Callable[..., PlayerPage]
Put = Callable[..., str]


def open_fields(page: PlayerPage) -> None:
    """Unfolds "Fields and bytes"."""
    page.page.locator("summary", has_text="Fields and bytes").click()


def test_a_list_of_raw_bytes(redis_server: RedisServer, open_page: OpenPage) -> None:
    sound = as_s16(speech(3, RATE))
    with redis_server.client() as client:
        client.rpush("audio:42", *(sound[place : place + 3200] for place in range(0, len(sound), 3200)))
    page = open_page("?")
    held: list[Route] = []
    holding = [True]
    page.page.route(
        "**/session/42/info**", lambda route: held.append(route) if any(holding) else route.continue_()
    )
    page.row("42").click()
    expect(page.page.locator("#stored")).to_have_text(re.compile("· a list, about \\d+ kB"))
    holding.clear()
    for route in held:
        route.continue_()
    page.wait_for_state("ready")
    expect(page.page.locator("#stored")).to_have_text("· a list, 96.0 kB")
    open_fields(page)
    assert page.text("#sizes") == "96.0 kB of sound, stored as raw bytes."
    expect(page.page.get_by_role("heading", name="Base64")).to_have_count(0)
    expect(page.page.locator("#as-stored")).to_be_hidden()  # no text
    expect(page.page.locator("#hex")).not_to_be_empty()
    expect(page.page.locator("#stored-keys code")).to_have_text("audio:42")
    page.page.get_by_role("button", name="Copy the key audio:42").click()
    expect(page.page.locator(".toast")).to_contain_text("Key copied")
    assert page.copied() == "audio:42"
    expect(page.page.locator("[data-fact=closed]")).to_be_hidden()
    assert page.accessibility_faults() == []


def test_a_hash_is_exact_and_has_one_track(put: Put, open_page: OpenPage) -> None:
    put("voice", wav(speech(2, RATE), RATE), user_name="Grace Hopper")
    page = open_page("#session=voice")
    page.wait_for_state("ready")
    length = len(wav(speech(2, RATE), RATE))
    expect(page.page.locator("#stored")).to_have_text(f"· a hash, {length / 1e3:.1f} kB")
    open_fields(page)
    assert page.text("#sizes") == f"64.0 kB of sound in {length:,} characters of text."
    assert page.text("#stored-start").startswith("UklGR")


def test_two_streams_are_two_tracks_each_with_its_key(redis_server: RedisServer, open_page: OpenPage) -> None:
    record(redis_server, "audio:stream:call:user", USER)
    record(redis_server, "audio:stream:call:agent", AGENT, LATER)
    page = open_page("#session=call")
    page.wait_for_state("ready")
    expect(page.page.locator("#stored")).to_have_text("· 2 streams, 224.0 kB, 2 tracks")
    open_fields(page)
    keys = page.page.locator("#stored-keys li")
    expect(keys.filter(has_text="audio:stream:call:user")).to_contain_text("user Copy")
    expect(keys).to_have_count(2)


def test_a_long_field_is_cut_and_says_how_long_it_is(redis_server: RedisServer, open_page: OpenPage) -> None:
    fields: dict[Any, Any] = {
        "audio_buffer": base64.b64encode(as_s16(speech(2, RATE))).decode(),
        "transcript": "word " * 400_000,
        "short": "all of it",
    }
    with redis_server.client() as client:
        client.hset("session:long", mapping=fields)
    page = open_page("#session=long")
    page.wait_for_state("ready")
    open_fields(page)
    row = page.page.locator("#fields tr", has_text="transcript")
    expect(row).to_contain_text("…, 2.0 MB in all")
    assert len(row.inner_text()) < 5000
    expect(page.page.locator("#fields tr", has_text="short")).not_to_contain_text("in all")


def test_what_is_not_known_is_neither_locked_nor_open(redis_server: RedisServer, open_page: OpenPage) -> None:
    audio = base64.b64encode(as_s16(speech(2, RATE))).decode()
    with redis_server.client() as client:
        client.hset("session:plain", mapping={"audio_buffer": audio, "user_name": "Plain"})
        client.hset(
            "session:closed", mapping={"audio_buffer": audio, "user_name": "Closed", "authenticated": "no"}
        )
    page = open_page()
    expect(page.row("Closed")).to_contain_text("not authenticated")
    expect(page.row("Plain")).to_contain_text("0:02")  # it is analysed as any other
    expect(page.row("Plain").locator("[data-fact=closed]")).to_be_hidden()
    page.choose("Plain")
