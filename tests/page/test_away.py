"""The player or Redis goes and comes back: what is away is said, and what could not be read is read then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, expect

from tests.browser import PlayerPage, wav
from tests.parts import PlayerProcess, RedisServer, speech, wait_until

OpenPage = Callable[..., PlayerPage]
Put = Callable[..., str]

RATE = 16000
LONG = 300  # seconds: more than a browser loads before it is asked to


class TestRedis:
    """Redis goes while the player stays."""

    @pytest.fixture
    def kept(self, tmp_path: Path) -> tuple[str, ...]:
        """Options of a Redis that has its data when it comes back."""
        return "--appendonly", "yes", "--dir", str(tmp_path)

    @pytest.fixture
    def redis_server(self, own_redis: RedisServer, kept: tuple[str, ...]) -> RedisServer:
        """One that may be stopped."""
        own_redis.start(*kept)
        return own_redis

    def test_a_session_opened_meanwhile_is_read_at_its_moment_once_redis_is_back(
        self, redis_server: RedisServer, kept: tuple[str, ...], put: Put, open_page: OpenPage
    ) -> None:
        put("voice", wav(speech(6, RATE), RATE), user_name="Grace Hopper")
        page = open_page()
        expect(page.row("Grace Hopper")).to_be_visible()
        redis_server.stop()
        page.go("#session=voice&t=2.5")
        page.wait_for_state("redis_unavailable")
        redis_server.start(*kept)
        page.wait_for_state("ready")
        assert page.position() == 2.5
        expect(page.page.locator("#name")).to_have_text("Grace Hopper")


class TestPlayer:
    """The player itself goes."""

    @pytest.fixture
    def process(self, redis_url: str, tmp_path: Path) -> PlayerProcess:
        """A player that is not started; it may be started more than once."""
        return PlayerProcess(tmp_path, REDIS_URL=redis_url)

    @pytest.fixture
    def page(self, chromium: Browser, process: PlayerProcess) -> Iterator[PlayerPage]:
        """The page, not opened."""
        context = chromium.new_context(viewport={"width": 1360, "height": 850})
        page = PlayerPage(context.new_page(), process.url)
        yield page
        context.close()
        assert not page.complaints, page.complaints

    @pytest.mark.flaky(reruns=2)
    def test_lights_go_out_and_sound_that_was_not_loaded_waits_with_a_word(
        self, put: Put, process: PlayerProcess, page: PlayerPage
    ) -> None:
        put("voice", wav(np.tile(speech(10, RATE), LONG // 10), RATE), user_name="Grace Hopper")
        lights = [page.page.locator(f"#light-{name}") for name in ("redis", "speaker", "live")]
        notice = page.page.locator("#notice-text")
        with process:
            page.go("#session=voice")
            page.wait_for_state("ready")
            expect(lights[2]).to_have_attribute("data-state", "good")
            page.action("toggle").click()
            page.wait_until_playing_past(0.2)
        for light, said in zip(lights, ("unknown", "unknown", "lost"), strict=True):
            expect(light).to_contain_text(said)
            expect(light).not_to_have_attribute("data-state", "good")
        page.drag(0.9, 0.95, modifier="Shift")
        part = page.page.locator("#download-part").get_attribute("href")
        page.drag(0.92, 0.92)
        expect(notice).to_contain_text("The player does not answer.")
        with process:
            wait_until(lambda: page.sound_state() == "playing", 30)
            page.wait_until_playing_past(LONG * 0.91)
            assert page.position() < LONG * 0.96
            expect(notice).to_be_empty()
            assert page.page.locator("#download-part").get_attribute("href") == part
            expect(lights[0]).to_have_attribute("data-state", "good")
            expect(lights[2]).to_have_attribute("data-state", "good")
            page.action("stop").click()


def test_what_cannot_be_done_meanwhile_is_said_and_the_session_is_read_afterwards(
    put: Put, open_page: OpenPage
) -> None:
    put("voice", wav(speech(6, RATE), RATE), user_name="Grace Hopper")
    page = open_page("#session=none")
    page.wait_for_state("session_not_found")
    expect(page.row("Grace Hopper")).to_be_visible()
    page.page.context.set_offline(True)
    page.row("Grace Hopper").click()
    page.wait_for_state("unreachable")
    expect(page.page.locator("#light-redis")).to_contain_text("unknown")
    page.action("extend").click()
    expect(page.page.locator(".toast")).to_contain_text("The player does not answer.")
    page.page.context.set_offline(False)
    page.wait_for_state("ready")
    assert page.text("#duration") == "0:06.0"
    expect(page.page.locator("#light-redis")).to_have_attribute("data-state", "good")
