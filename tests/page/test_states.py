"""The page in all its states: accessible in each, honest about what is away, on a phone and in the dark."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect

from sambanova.settings import Settings
from tests.browser import PlayerPage, wav
from tests.parts import RedisServer, Sessions, SoundServer, speech, wait_until

OpenPage = Callable[..., PlayerPage]
Put = Callable[..., str]

RATE = 16000
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def every_kind(put: Put) -> None:
    """One session of every kind."""
    put("voice", wav(speech(6, RATE), RATE), user_name="Grace Hopper")
    put("cut", wav(speech(2, RATE), RATE)[:-3], user_name="Cut off")
    put(
        "headerless",
        base64.b64encode(wav(speech(3, 8000), 8000).encode()).decode(),
        user_name="Twice encoded",
    )
    put("live", wav(speech(2, RATE), RATE), user_name="Ada Lovelace", is_recording="True")
    put("empty", "", user_name="Empty")
    put("closed", "AAAA", user_name="Closed", authenticated="False")
    put("noise", base64.b64encode(np.random.default_rng(1).bytes(40000)).decode(), user_name="Noise")


@pytest.mark.usefixtures("every_kind")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_a_session_open(open_page: OpenPage, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    expect(page.row("Grace Hopper")).to_contain_text("0:06")
    assert page.accessibility_faults() == []
    page.choose("Cut off")
    page.page.locator("summary", has_text="Fields and bytes").click()
    page.page.locator(".other summary").click()
    page.action("spectrogram").click()
    expect(page.page.locator("#spectrogram")).to_have_attribute("data-state", "ready")
    page.drag(0.2, 0.4, modifier="Shift")
    for _ in range(3):
        page.action("zoom-in").click()
    page.action("toggle").click()
    page.wait_until_playing_past(0.1)
    assert page.accessibility_faults() == []
    page.page.locator("#more").click()
    assert page.accessibility_faults() == []
    page.page.keyboard.press("?")
    assert page.accessibility_faults() == []


@pytest.mark.usefixtures("every_kind")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("name", "state"),
    [("Empty", "no_audio"), ("Closed", "not_authenticated_session"), ("Noise", "undecodable_audio")],
)
def test_axe_finds_nothing_when_there_is_nothing_to_hear(
    open_page: OpenPage, name: str, state: str, scheme: str
) -> None:
    page = open_page(color_scheme=scheme)
    page.row(name).click()
    page.wait_for_state(state)
    assert page.accessibility_faults() == []
    page.action("delete").click()
    expect(page.page.locator(".toast")).to_be_visible()
    assert page.accessibility_faults() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_without_sessions(redis_url: str, open_page: OpenPage, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    expect(page.page.get_by_text("No sessions yet.")).to_be_visible()
    assert page.accessibility_faults() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_when_a_session_is_not_there_or_goes(
    sessions: Sessions, put: Put, open_page: OpenPage, scheme: str
) -> None:
    page = open_page("#session=never", color_scheme=scheme)
    page.wait_for_state("session_not_found")
    assert page.accessibility_faults() == []
    put("voice", wav(speech(6, RATE), RATE), user_name="Grace Hopper")
    page.choose("Grace Hopper")
    sessions.delete("voice")
    page.wait_for_state("expired")
    assert page.accessibility_faults() == []


@pytest.mark.usefixtures("every_kind")
def test_everything_can_be_reached_by_keyboard(open_page: OpenPage) -> None:
    page = open_page()
    page.choose("Grace Hopper")
    reached = set()
    script = """() => { const at = document.activeElement;
        return at.id || at.dataset.setting || at.dataset.action || at.tagName; }"""
    for _ in range(60):
        page.page.keyboard.press("Tab")
        reached.add(page.page.evaluate(script))
    wanted = {
        "search",
        "sort",
        "sessions",
        "download-wav",
        "delete",
        "extend",
        "play",
        "stop",
        "skip",
        "rate",
    }
    assert wanted | {"loop", "skipSilence", "muted", "volume", "overview", "theme", "help"} <= reached


@pytest.mark.usefixtures("every_kind")
def test_a_phone_shows_one_pane_at_a_time(open_page: OpenPage) -> None:
    page = open_page(**PHONE)
    expect(page.page.locator("#detail-pane")).to_be_hidden()
    assert page.accessibility_faults() == []
    page.row("Grace Hopper").tap()
    page.wait_for_state("ready")
    expect(page.page.locator("#sessions")).to_be_hidden()
    page.action("toggle").tap()
    page.wait_until_playing_past(0.3)
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.accessibility_faults() == []
    page.action("list").tap()
    expect(page.row("Grace Hopper")).to_be_visible()
    expect(page.page.locator("#detail-pane")).to_be_hidden()
    page.page.go_back()
    expect(page.page.locator("#name")).to_be_visible()


@pytest.mark.usefixtures("every_kind")
def test_dark_and_light_by_the_system_and_by_choice(open_page: OpenPage) -> None:
    page = open_page(color_scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    dark = page.page.evaluate(background)
    assert dark == "rgb(15, 18, 24)"
    page.action("theme").click()
    assert page.page.evaluate(background) == "rgb(246, 247, 249)"
    page.page.reload()
    assert page.page.evaluate(background) == "rgb(246, 247, 249)"
    page.action("theme").click()
    assert page.page.evaluate(background) == dark


@pytest.mark.usefixtures("every_kind")
def test_nothing_moves_by_itself_when_the_system_asks_for_less(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    script = "getComputedStyle(document.querySelector('.chip.recording'), '::before').animationName"
    expect(page.row("Ada Lovelace").locator(".chip.recording")).to_be_visible()
    assert page.page.evaluate(script) == "none"


class TestWithoutSpeaker:
    """A player whose output device is not there."""

    @pytest.fixture
    def settings(self, redis_url: str) -> Settings:
        """Settings that name a device which nobody has."""
        return Settings(redis_url=redis_url, audio_output_device="no such device")

    def test_it_says_so_and_plays_here(self, put: Put, open_page: OpenPage) -> None:
        put("voice", wav(speech(6, RATE), RATE), user_name="Grace Hopper")
        page = open_page()
        expect(page.page.locator("#light-speaker")).to_contain_text("none")
        page.choose("Grace Hopper")
        page.page.get_by_text("Server speaker").click()
        notice = page.page.locator("#notice")
        expect(notice).to_contain_text("The sound comes from this browser instead.")
        assert page.accessibility_faults() == []
        page.action("toggle").click()
        page.wait_until_playing_past(0.2)


class TestFaults:
    """What breaks while somebody looks."""

    @pytest.fixture
    def redis_server(self, own_redis: RedisServer) -> RedisServer:
        """One that may be stopped."""
        own_redis.start()
        return own_redis

    def test_redis_goes_and_comes_back(
        self, redis_server: RedisServer, put: Put, open_page: OpenPage
    ) -> None:
        put("voice", wav(speech(6, RATE), RATE), user_name="Grace Hopper")
        page = open_page()
        page.choose("Grace Hopper")
        redis_server.stop()
        expect(page.page.locator("#redis-away")).to_be_visible(timeout=12_000)
        expect(page.page.locator("#light-redis")).to_contain_text("away")
        assert page.accessibility_faults() == []
        expect(page.row("Grace Hopper")).to_be_visible()  # what was last read stays
        redis_server.start()
        put("new", "", user_name="Somebody new")
        expect(page.row("Somebody new")).to_be_visible(timeout=12_000)
        expect(page.page.locator("#redis-away")).to_be_hidden()

    def test_a_page_opened_without_redis_fills_when_it_comes(
        self, redis_server: RedisServer, put: Put, open_page: OpenPage
    ) -> None:
        redis_server.stop()
        page = open_page()
        expect(page.page.get_by_text("The sessions could not be read.")).to_be_visible(timeout=12_000)
        redis_server.start()
        put("new", "", user_name="Somebody new")
        expect(page.row("Somebody new")).to_be_visible(timeout=12_000)

    def test_the_player_goes_and_comes_back(self, put: Put, open_page: OpenPage) -> None:
        put("voice", wav(speech(6, RATE), RATE), user_name="Grace Hopper")
        page = open_page()
        page.choose("Grace Hopper")
        live = page.page.locator("#light-live")
        expect(live).to_have_attribute("data-state", "good")
        page.page.context.set_offline(True)
        page.page.evaluate("dispatchEvent(new Event('offline'))")
        expect(live).to_contain_text("lost", timeout=60_000)
        assert page.accessibility_faults() == []
        put("new", "", user_name="Somebody new")
        page.page.context.set_offline(False)
        expect(live).to_have_attribute("data-state", "good", timeout=20_000)
        expect(page.row("Somebody new")).to_be_visible()
        assert page.accessibility_faults() == []


class TestToken:
    """A player that wants to know who comes."""

    @pytest.fixture
    def settings(self, redis_url: str) -> Settings:
        """Settings with a token."""
        return Settings(redis_url=redis_url, access_token="open sesame")

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("screen", [{}, PHONE])
    def test_one_logs_in_and_commands_name_the_token_but_do_not_hold_it(
        self, put: Put, open_page: OpenPage, scheme: str, screen: dict[str, Any]
    ) -> None:
        put("voice", wav(speech(6, RATE), RATE), user_name="Grace Hopper")
        page = open_page(color_scheme=scheme, **screen)
        field = page.page.get_by_label("Access token")
        expect(field).to_be_focused()
        assert page.accessibility_faults() == []
        field.fill("open sesame")
        page.page.keyboard.press("Enter")
        page.choose("Grace Hopper")
        page.page.locator("#more").click()
        page.action("copy-curl").click()
        address = f"{page.url}/api/session/voice/download"
        said = f"curl -H \"Authorization: Bearer $ACCESS_TOKEN\" -o audio.wav '{address}'"
        wait_until(lambda: page.copied() == said)


class TestLimits:
    """A player that may play one session at a time."""

    @pytest.fixture
    def settings(self, redis_url: str) -> Settings:
        """Settings with the smallest limit."""
        return Settings(redis_url=redis_url, audio_max_streams=1)

    def test_too_many_streams_can_be_resolved(
        self, sound_server: SoundServer, put: Put, open_page: OpenPage
    ) -> None:
        for name in ("First", "Second"):
            put(name, wav(speech(20, RATE), RATE), user_name=name)
        page = open_page()
        page.page.get_by_text("Server speaker").click()
        page.choose("First")
        page.action("toggle").click()
        page.wait_until_playing_past(0.2)
        page.choose("Second")
        page.action("toggle").click()
        expect(page.page.locator("#notice")).to_contain_text("1 session plays already")
        assert page.accessibility_faults() == []
        page.action("stop-others").click()
        page.wait_until_playing_past(0.2)
        expect(page.page.locator(".row.playing")).to_have_count(1)
        page.action("stop").click()
        wait_until(lambda: page.sound_state() == "stopped")
