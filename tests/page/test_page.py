"""The page: sessions, their sound heard here and there, live changes, states."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from urllib.parse import quote

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser import PlayerPage, wav
from tests.parts import Sessions, SoundServer, correlation, speech, wait_until

OpenPage = Callable[..., PlayerPage]
Put = Callable[..., str]

RATE = 16000
HOSTILE = "\"><script>window.ran=1</script><img src=x onerror=window.ran=1>/..%2f 'é\n&amp;"


@pytest.fixture
def voice(put: Put) -> str:
    """A session with six seconds of speech in a WAV file."""
    return put("voice", wav(speech(6, RATE), RATE), user_name="Grace Hopper")


def test_the_list_tells_what_each_session_is(put: Put, voice: str, open_page: OpenPage) -> None:
    put("empty", "", user_name="Margaret Hamilton")
    put("closed", "AAAA", user_name="Nobody", authenticated="False")
    put("live", wav(speech(2, RATE), RATE), user_name="Ada Lovelace", is_recording="True")
    page = open_page()
    expect(page.rows).to_have_count(4)
    expect(page.row("Margaret Hamilton")).to_contain_text("no audio yet")
    expect(page.row("Nobody")).to_contain_text("not authenticated")
    expect(page.row("Ada Lovelace")).to_contain_text("recording")
    expect(page.row("Grace Hopper")).to_contain_text("60 min")
    # format and duration fill in without being asked for
    expect(page.row("Grace Hopper")).to_contain_text("0:06")
    expect(page.row("Grace Hopper")).to_contain_text("WAV")
    assert page.text("#shown") == "4 sessions"


def test_a_session_is_explained(voice: str, open_page: OpenPage) -> None:
    page = open_page()
    page.choose("Grace Hopper")
    assert page.text("#name") == "Grace Hopper"
    assert "16 kHz" in page.text("#format")
    assert "% sure" in page.text("#sureness-text")
    assert page.text("#duration") == "0:06.0"
    page.page.locator("summary", has_text="Fields and bytes").click()
    assert "user_name" in page.text("#fields")
    assert page.text("#hex").startswith("52 49 46 46")
    assert "RIFF" in page.text("#hex")


def test_it_plays_in_the_browser_and_seeks(voice: str, open_page: OpenPage) -> None:
    page = open_page()
    page.choose("Grace Hopper")
    page.action("toggle").click()
    page.wait_until_playing_past(0.5)
    assert page.heard_position() == pytest.approx(page.position(), abs=0.3)
    page.page.locator("#waveform").click()  # in its middle
    page.wait_until_playing_past(2.9)
    assert page.heard_position() > 2.9
    page.action("toggle").click()
    wait_until(lambda: page.sound_state() == "paused")
    stands = page.position()
    time.sleep(0.3)
    assert page.position() == stands
    page.action("stop").click()
    wait_until(lambda: page.sound_state() == "stopped")
    assert page.position() == 0


def test_it_plays_to_the_end_and_again(put: Put, open_page: OpenPage) -> None:
    put("short", wav(speech(1.2, RATE), RATE), user_name="Short")
    page = open_page()
    page.choose("Short")
    page.action("toggle").click()
    page.wait_until_playing_past(0.1)
    wait_until(lambda: page.sound_state() == "stopped")
    assert page.position() == pytest.approx(1.2, abs=0.11)
    page.action("toggle").click()
    page.wait_until_playing_past(0.1)


def test_it_plays_on_the_server_speaker(sound_server: SoundServer, put: Put, open_page: OpenPage) -> None:
    samples = speech(3, RATE)
    put("call", wav(samples, RATE), user_name="Alan Turing")
    page = open_page()
    page.choose("Alan Turing")
    page.page.get_by_text("Server speaker").click()
    with sound_server.recorded() as heard:
        page.action("toggle").click()
        page.wait_until_playing_past(0.3)
        expect(page.page.locator(".row.playing")).to_have_count(1)
        wait_until(
            lambda: (
                float(page.page.locator("#meter").evaluate("m => m.style.getPropertyValue('--level')")) > 0.2
            )
        )
        wait_until(lambda: page.sound_state() == "stopped")
    assert heard.seconds == pytest.approx(3, abs=0.3)
    expected = np.interp(np.arange(0, 3, 1 / 44100), np.arange(len(samples)) / RATE, samples)
    assert correlation(heard.sound[:, 0], expected) > 0.95
    expect(page.page.locator(".row.playing")).to_have_count(0)


def test_the_server_pauses_seeks_and_stops(sound_server: SoundServer, put: Put, open_page: OpenPage) -> None:
    put("call", wav(speech(20, RATE), RATE), user_name="Alan Turing")
    page = open_page()
    page.choose("Alan Turing")
    page.page.get_by_text("Server speaker").click()
    page.action("toggle").click()
    page.wait_until_playing_past(0.3)
    page.action("forward").click()
    page.wait_until_playing_past(10)
    page.action("toggle").click()
    wait_until(lambda: page.sound_state() == "paused")
    page.action("toggle").click()
    page.wait_until_playing_past(10.5)
    page.action("stop").click()
    wait_until(lambda: page.sound_state() == "stopped")
    assert page.position() == 0


def test_the_sound_moves_from_here_to_there_and_the_choice_is_remembered(
    sound_server: SoundServer, put: Put, open_page: OpenPage
) -> None:
    put("call", wav(speech(20, RATE), RATE), user_name="Alan Turing")
    page = open_page()
    page.choose("Alan Turing")
    page.action("toggle").click()
    page.wait_until_playing_past(1)
    page.page.get_by_text("Server speaker").click()
    expect(page.page.locator(".row.playing")).to_have_count(1)
    page.wait_until_playing_past(1.2)
    page.page.reload()
    page.wait_for_state("ready")
    # the page opened again shows what plays there
    page.wait_until_playing_past(1.2)
    assert page.page.get_by_label("Server speaker").is_checked()
    page.action("stop").click()
    wait_until(lambda: page.sound_state() == "stopped")


def test_sessions_come_change_and_go_while_one_looks(
    sessions: Sessions, put: Put, voice: str, open_page: OpenPage
) -> None:
    page = open_page()
    expect(page.rows).to_have_count(1)
    put("late", "", user_name="Katherine Johnson")
    expect(page.row("Katherine Johnson")).to_contain_text("no audio yet")
    put("late", wav(speech(2, RATE), RATE), user_name="Katherine Johnson", is_recording="True")
    expect(page.row("Katherine Johnson")).to_contain_text("recording")
    page.choose("Grace Hopper")
    sessions.delete(voice)
    page.wait_for_state("expired")
    expect(page.row("Grace Hopper")).to_have_count(0)
    expect(page.page.get_by_text("This session is gone.")).to_be_visible()


def test_hostile_text_is_shown_and_played_and_never_runs(put: Put, open_page: OpenPage) -> None:
    put(
        HOSTILE,
        wav(speech(4, RATE), RATE),
        user_name=HOSTILE,
        user_id=HOSTILE,
        **{f"field{HOSTILE}": HOSTILE},
    )
    page = open_page()
    row = page.row("script")
    expect(row).to_contain_text("window.ran=1")
    row.click()
    page.wait_for_state("ready")
    assert page.text("#name").startswith('"><script>')
    page.page.locator("summary", has_text="Fields and bytes").click()
    assert "<img src=x" in page.text("#fields")
    page.action("toggle").click()
    page.wait_until_playing_past(0.3)
    page.action("stop").click()
    with page.page.expect_download() as download:
        page.page.locator("#download-wav").click()
    assert download.value.suggested_filename.endswith(".wav")
    page.page.locator("#more").click()
    page.action("copy-curl").click()
    assert page.copied().count("'") == 2  # one quoted word for the shell
    page.action("delete").click()
    expect(page.page.locator(".toast").last).to_contain_text("<script>")
    assert page.page.evaluate("window.ran") is None


def test_a_link_opens_a_session_at_a_moment(voice: str, open_page: OpenPage) -> None:
    page = open_page(f"#session={quote(voice)}&t=2.5")
    page.wait_for_state("ready")
    assert page.position() == 2.5
    expect(page.row("Grace Hopper")).to_have_attribute("aria-selected", "true")
    page.page.go_back()
    page.page.go_forward()
    page.wait_for_state("ready")


def test_what_is_not_there_is_said(put: Put, open_page: OpenPage) -> None:
    put("empty", "", user_name="Empty")
    put("closed", "AAAA", user_name="Closed", authenticated="False")
    put("noise", base64.b64encode(np.random.default_rng(1).bytes(40000)).decode(), user_name="Noise")
    page = open_page("#session=never")
    page.wait_for_state("session_not_found")
    for name, state, words in (
        ("Empty", "no_audio", "Nothing was recorded yet."),
        ("Closed", "not_authenticated_session", "ALLOW_UNAUTHENTICATED_SESSIONS=1"),
        ("Noise", "undecodable_audio", "This could not be read as sound."),
    ):
        page.row(name).click()
        page.wait_for_state(state)
        assert words in page.text(".states")
        assert page.action("toggle").is_disabled()
    page.page.locator("#reading-buttons button").first.click()  # it can be played all the same
    page.wait_for_state("ready")
    page.wait_until_playing_past(0.05)


def test_without_sessions_it_shows_how_to_make_one(redis_url: str, open_page: OpenPage) -> None:
    page = open_page()
    expect(page.page.get_by_text("No sessions yet.")).to_be_visible()
    line = page.text("#example")
    assert "-x HSET session:demo authenticated True" in line
    assert line.endswith("audio_buffer")
