"""A session that expires, or that somebody else deletes, while it is open: sound and sight stay."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser import PlayerPage, wav
from tests.parts import RedisServer, Sessions, SoundServer, speech, wait_until

OpenPage = Callable[..., PlayerPage]
Put = Callable[..., str]

RATE = 16000
DRAWN = """() => {
    const canvas = document.querySelector('#overview-box canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, i) => i % 4 === 3 && value > 0).length;
}"""


@pytest.mark.parametrize("output", ["This browser", "Server speaker"])
def test_what_expires_plays_on_and_stays_in_sight(
    sound_server: SoundServer,
    redis_server: RedisServer,
    put: Put,
    open_page: OpenPage,
    output: str,
) -> None:
    put("voice", wav(speech(5, RATE), RATE), user_name="Grace Hopper")
    page = open_page()
    page.choose("Grace Hopper")
    page.page.get_by_text(output, exact=True).click()
    wait_until(lambda: page.page.evaluate(DRAWN) > 1000)
    with sound_server.recorded() as heard:
        page.action("toggle").click()
        page.wait_until_playing_past(0.3)
        with redis_server.client() as client:
            client.expire("session:voice", 1)
        page.wait_for_state("expired")
        assert page.sound_state() == "playing"
        notice = page.page.get_by_text("This session is gone.")
        expect(notice).to_be_visible()
        assert page.page.evaluate(DRAWN) > 1000
        middle = "document.elementFromPoint(innerWidth / 2 + 100, document.querySelector('#waveform')"
        assert page.page.evaluate(f"{middle}.getBoundingClientRect().top + 60).closest('#waveform') !== null")
        expect(page.page.locator("#format")).to_be_visible()
        expect(page.page.locator("#level-peak")).to_be_visible()
        for action in ("delete", "extend"):
            expect(page.action(action)).to_be_hidden()
        for name in ("#download-wav", "#more", "#readings"):
            expect(page.page.locator(name)).to_be_hidden()
        assert page.accessibility_faults() == []
        wait_until(lambda: page.sound_state() == "stopped")
    assert page.position() == pytest.approx(5, abs=0.1)
    expect(notice).to_be_visible()
    if output == "This browser":
        assert page.heard_position() == pytest.approx(5, abs=0.01)
    else:
        assert heard.seconds == pytest.approx(5, abs=0.4)


def test_what_was_not_loaded_stops_quietly_until_the_session_comes_back(
    sessions: Sessions, put: Put, open_page: OpenPage
) -> None:
    audio = wav(speech(2, RATE), RATE)
    put("voice", audio, user_name="Grace Hopper")
    page = open_page("#session=voice&t=1")
    page.wait_for_state("ready")
    sessions.delete("voice")
    page.wait_for_state("expired")
    page.action("toggle").click()
    expect(page.page.locator("#notice")).to_contain_text("The session is gone")
    assert (page.position(), page.sound_state()) == (1, "stopped")
    assert page.page.evaluate(DRAWN) > 100
    put("voice", audio, user_name="Grace Hopper")
    page.wait_for_state("ready")
    expect(page.page.get_by_text("This session is gone.")).to_be_hidden()
    expect(page.action("delete")).to_be_visible()
    page.action("toggle").click()
    page.wait_until_playing_past(1.1)
