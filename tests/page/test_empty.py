"""The page without sessions: what is in this Redis instead, and the setting that would find its audio."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import PlayerPage
from tests.parts import RedisServer, as_s16, speech

OpenPage = Callable[..., PlayerPage]

HOSTILE = "<img src=x onerror=window.ran=1>\u202e\n:{id}"
SUGGESTION = "AUDIO_KEYS=voice:{id}:pcm"


def group(pattern: str, kind: str, count: int, look: str) -> dict[str, Any]:
    """A group of keys, as the player tells it."""
    suggestion = pattern if look == "audio" else None
    example = pattern.replace("{id}", "42")
    told = {"pattern": pattern, "type": kind, "count": count, "example": example}
    return {**told, "looks_like": look, "suggestion": suggestion}


# What the player tells of a larger Redis.
ANSWER: dict[str, Any] = {
    "success": True,
    "keys": 1260,
    "sampled": 1000,
    "groups": [
        group("voice:{id}:pcm", "list", 12, "audio"),
        group("user:{id}", "hash", 1240, "text"),
        group(HOSTILE, "string", 8, "other"),
    ],
    "suggestion": SUGGESTION,
}


def show(open_page: OpenPage, answer: dict[str, Any], **options: Any) -> PlayerPage:
    """The page of a Redis without sessions, of which the player tells `answer`."""
    page = open_page("?", **options)
    page.page.route("**/api/survey", lambda route: route.fulfill(json=answer))
    page.go()
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_says_what_is_there_and_which_setting_would_fit(open_page: OpenPage, scheme: str) -> None:
    page = show(open_page, ANSWER, color_scheme=scheme)
    expect(page.page.get_by_text("There are 1,260 keys in this Redis")).to_be_visible()
    expect(page.page.get_by_text("Counted among 1,000 of them.")).to_be_visible()
    expect(page.page.get_by_text("No sessions yet")).to_be_hidden()
    rows = page.page.locator("#survey-groups tr")
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("voice:{id}:pcm")
    expect(rows.first.get_by_text("looks like audio")).to_be_visible()
    expect(rows.nth(1).get_by_text("looks like audio")).to_be_hidden()
    expect(rows.nth(1)).to_contain_text("1,240")
    page.action("copy-suggestion").click()
    expect(page.page.locator(".toast")).to_contain_text("Setting copied")
    assert page.copied() == SUGGESTION
    assert page.accessibility_faults() == []


def test_what_the_player_finds_in_a_real_redis_is_shown(
    redis_server: RedisServer, open_page: OpenPage
) -> None:
    sound = as_s16(speech(2, 16000))
    with redis_server.client() as client:
        for number in range(5):
            chunks = (sound[place : place + 3200] for place in range(0, len(sound), 3200))
            client.rpush(f"voice:{number}:pcm", *chunks)
            client.hset(f"user:{number}", mapping={"name": "Ada"})
        client.set("<img src=x onerror=window.ran=1>", "text")
    page = open_page()
    expect(page.page.get_by_text("There are 11 keys in this Redis")).to_be_visible()
    expect(page.page.locator("#survey-groups tr", has_text="voice:{id}:pcm")).to_contain_text("audio")
    expect(page.page.locator("#suggestion")).to_contain_text("AUDIO_KEYS=")
    expect(page.page.locator("#suggestion")).to_contain_text("voice:{id}:pcm")
    expect(page.page.locator("#survey-groups bdi", has_text="<img src=x")).to_be_visible()
    assert page.page.evaluate("window.ran") is None
    assert page.accessibility_faults() == []


def test_names_of_keys_are_only_text(open_page: OpenPage) -> None:
    page = show(open_page, ANSWER)
    shown = page.page.locator("#survey-groups bdi").nth(2)
    expect(shown).to_have_text(HOSTILE.replace("\n", "␊"))
    assert page.page.evaluate("window.ran") is None
    expect(page.page.locator("#survey img")).to_have_count(0)


def test_without_anything_like_audio_it_suggests_nothing(open_page: OpenPage) -> None:
    groups = [group(f"user{number}:{{id}}", "hash", 3, "text") for number in range(30)]
    page = show(open_page, {**ANSWER, "groups": groups, "suggestion": None})
    expect(page.page.get_by_text("None of them looks like audio.")).to_be_visible()
    expect(page.action("copy-suggestion")).to_be_hidden()
    expect(page.page.locator("#survey-groups tr")).to_have_count(12)
    expect(page.page.get_by_text("and 18 other patterns")).to_be_visible()


def test_an_empty_redis_explains_how_to_begin(redis_server: RedisServer, open_page: OpenPage) -> None:
    page = show(open_page, {**ANSWER, "keys": 0, "sampled": 0, "groups": [], "suggestion": None})
    expect(page.page.get_by_text("No sessions yet")).to_be_visible()
    expect(page.page.locator("#survey")).to_be_hidden()
    with redis_server.client() as client:  # the first one takes its place
        client.rpush("audio:first", b"\x01\x02" * 800)
    expect(page.row("first")).to_be_visible()
    expect(page.page.get_by_text("No sessions yet")).to_be_hidden()
