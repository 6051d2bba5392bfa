"""The sound on the page: waveform, readings, findings, managing, keys."""

from __future__ import annotations

import base64
import io
import time
import wave
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Download, Route, expect

from tests.browser import PlayerPage, wav
from tests.parts import RedisServer, Sessions, container_file, speech, wait_until

OpenPage = Callable[..., PlayerPage]
Put = Callable[..., str]

RATE = 16000


@pytest.fixture
def page(put: Put, open_page: OpenPage) -> PlayerPage:
    """The page with twenty seconds of speech open: ten, two of silence, eight."""
    samples = speech(20, RATE)
    samples[10 * RATE : 12 * RATE] = 0
    put("voice", wav(samples, RATE), user_name="Grace Hopper")
    opened = open_page()
    opened.choose("Grace Hopper")
    return opened


def frames_of(download: Download) -> tuple[int, int]:
    """Frames and sample rate of a downloaded WAV file."""
    with wave.open(io.BytesIO(Path(download.path()).read_bytes())) as reader:
        return reader.getnframes(), reader.getframerate()


def test_the_waveform_shows_where_the_sound_is(page: PlayerPage) -> None:
    # the share of drawn pixels in loud speech and in the silence
    script = """() => {
        const canvas = document.querySelector('#wave');
        const context = canvas.getContext('2d');
        const drawn = (from, to) => {
            const [left, width] = [canvas.width * from, canvas.width * (to - from)];
            const { data } = context.getImageData(left, 0, width, canvas.height);
            return data.filter((value, i) => i % 4 === 3 && value > 0).length / (data.length / 4);
        };
        return [drawn(0.1, 0.4), drawn(0.52, 0.58)];
    }"""
    loud, silent = wait_until(lambda: page.page.evaluate(script))
    assert loud > 5 * silent
    assert page.page.locator("#timeline span").count() >= 5


def test_zoom_looks_closer(page: PlayerPage) -> None:
    for _ in range(6):
        page.action("zoom-in").click()
    shown = page.page.locator("#timeline span").last.inner_text()
    assert shown.startswith("0:00.")  # 20 s / 64 in sight
    expect(page.page.locator("#overview-view")).to_be_visible()
    page.action("zoom-fit").click()
    expect(page.page.locator("#overview-view")).to_be_hidden()


def test_drag_seeks_and_shift_drag_selects_a_part_that_loops(page: PlayerPage) -> None:
    page.drag(0.1, 0.5)
    wait_until(lambda: page.position() == pytest.approx(10, abs=0.2))
    page.drag(0.2, 0.25, modifier="Shift")  # 4 s to 5 s
    expect(page.action("loop")).to_have_attribute("aria-pressed", "true")
    page.action("toggle").click()
    page.wait_until_playing_past(4.5)
    wait_until(lambda: page.position() < 4.4)  # came round
    assert page.sound_state() == "playing"
    assert 3.9 < page.heard_position() < 5.3
    page.page.locator("#more").click()
    with page.page.expect_download() as download:
        page.page.locator("#download-part").click()
    frames, rate = frames_of(download.value)
    assert frames / rate == pytest.approx(1, abs=0.15)
    page.page.keyboard.press("Escape")  # closes the menu alone
    expect(page.action("loop")).to_have_attribute("aria-pressed", "true")
    page.page.keyboard.press("Escape")
    expect(page.action("loop")).to_have_attribute("aria-pressed", "false")


def test_the_overview_seeks(page: PlayerPage) -> None:
    page.page.locator("#overview").click(position={"x": 230, "y": 10})
    wait_until(lambda: 3 < page.position() < 7)


def test_silence_is_skipped(page: PlayerPage) -> None:
    page.action("skip-silence").click()
    page.page.locator("#waveform").click(position={"x": 440, "y": 60})  # 9.5 s
    page.page.evaluate(
        """() => { const audio = document.querySelector('audio');
            window.heard = [];
            audio.ontimeupdate = () => window.heard.push(audio.currentTime); }"""
    )
    page.action("toggle").click()
    page.wait_until_playing_past(12.5)
    heard = page.page.evaluate("window.heard")
    assert not [seconds for seconds in heard if 11 < seconds < 11.7]  # silent from 10 to 12
    assert min(heard) < 10.5
    assert max(heard) > 12


def test_speed_volume_and_mute_reach_the_sound(page: PlayerPage) -> None:
    audio = "document.querySelector('audio')"
    page.page.get_by_label("Speed").select_option("2")
    page.page.get_by_label("Volume").fill("30")
    page.action("toggle").click()
    page.wait_until_playing_past(0.2)
    assert page.page.evaluate(f"{audio}.playbackRate") == 2
    assert page.page.evaluate(f"{audio}.preservesPitch") is True
    assert page.page.evaluate(f"{audio}.volume") == pytest.approx(0.3)
    page.action("mute").click()
    assert page.page.evaluate(f"{audio}.volume") == 0
    page.page.reload()
    page.wait_for_state("ready")
    assert page.page.get_by_label("Volume").input_value() == "30"
    assert page.page.get_by_label("Speed").input_value() == "2"


def test_a_finding_jumps_to_its_place_and_is_marked(put: Put, open_page: OpenPage) -> None:
    file = bytearray(container_file(speech(10, RATE), RATE, "mp3", "libmp3lame"))
    middle = len(file) // 2
    file[middle : middle + 600] = np.random.default_rng(1).bytes(600)
    put("damaged", base64.b64encode(file).decode(), user_name="Damaged")
    page = open_page()
    page.choose("Damaged")
    jump = page.action("jump").first
    jump.click()
    wait_until(lambda: page.position() == pytest.approx(5, abs=0.3))
    wait_until(lambda: page.page.locator("#overview-marks i").count() >= 1)
    page.action("stop").click()
    mark = page.page.locator("#marks i").first.bounding_box()
    assert mark is not None
    page.page.mouse.move(mark["x"] + 2, mark["y"] + 40)
    expect(page.page.locator("#hover-mark")).to_contain_text("could not be decoded")
    page.page.mouse.click(mark["x"] + 2, mark["y"] + 40)
    wait_until(lambda: page.position() == pytest.approx(5, abs=0.3))


def test_downloads_are_what_they_say(page: PlayerPage) -> None:
    with page.page.expect_download() as download:
        page.page.locator("#download-wav").click()
    assert frames_of(download.value) == (20 * RATE, RATE)
    page.page.locator("#more").click()
    with page.page.expect_download() as download:
        page.page.locator("#download-original").click()
    assert Path(download.value.path()).read_bytes()[:4] == b"RIFF"


def test_links_and_commands_are_copied(page: PlayerPage) -> None:
    page.page.locator("#waveform").click()
    page.page.locator("#more").click()
    page.action("copy-link").click()
    wait_until(lambda: page.copied() == f"{page.url}/#session=voice&t=10.0")
    page.page.locator("#more").click()
    page.action("copy-curl").click()
    wait_until(lambda: page.copied() == f"curl -o audio.wav '{page.url}/api/session/voice/download'")


def test_keeping_a_session_longer(sessions: Sessions, redis_server: RedisServer, page: PlayerPage) -> None:
    with redis_server.client() as own:
        own.expire("session:voice", 90)
    expect(page.page.locator("#ttl")).to_contain_text("expires in 8")
    first = page.text("#ttl")
    wait_until(lambda: page.text("#ttl") != first)  # it counts down
    page.action("extend").click()
    expect(page.page.locator("#ttl")).to_have_text("expires in 60 min")
    assert (sessions.session("voice").ttl or 0) > 3500


def test_delete_can_be_undone_and_happens_after_ten_seconds(sessions: Sessions, page: PlayerPage) -> None:
    page.action("delete").click()
    expect(page.rows).to_have_count(0)
    page.wait_for_state("deleted")
    page.page.get_by_role("button", name="Undo").click()
    expect(page.rows).to_have_count(1)
    page.wait_for_state("ready")
    page.action("delete").click()
    time.sleep(5)
    assert len(sessions.list()) == 1
    wait_until(lambda: not sessions.list(), 8)
    expect(page.page.get_by_text("No sessions yet.")).to_be_visible()


def test_a_page_that_is_left_deletes_at_once(sessions: Sessions, page: PlayerPage) -> None:
    page.action("delete").click()
    page.page.goto("about:blank")
    wait_until(lambda: not sessions.list(), 5)


def test_keys_work_and_are_left_alone_while_typing(page: PlayerPage) -> None:
    press = page.page.keyboard.press
    page.page.locator("#name").click()
    press("ArrowRight")
    assert page.position() == 5
    press("Shift+ArrowLeft")
    assert page.position() == 4
    press("l")
    assert page.position() == 14
    press("j")
    assert page.position() == 4
    press("Space")
    page.wait_until_playing_past(4.1)
    press("k")
    wait_until(lambda: page.sound_state() == "paused")
    press("m")
    expect(page.action("mute")).to_have_attribute("aria-pressed", "true")
    press("ArrowDown")
    assert page.page.get_by_label("Volume").input_value() == "75"
    press("?")
    expect(page.page.get_by_role("dialog")).to_be_visible()
    press("Escape")
    press("/")
    page.page.keyboard.type("k m")
    assert page.page.locator("#search").input_value() == "k m"
    assert page.sound_state() == "paused"


def test_the_system_knows_what_plays(page: PlayerPage) -> None:
    page.action("toggle").click()
    page.wait_until_playing_past(0.1)
    assert page.page.evaluate("navigator.mediaSession.metadata.title") == "Grace Hopper"
    assert page.page.evaluate("navigator.mediaSession.metadata.artist") == "voice"
    assert page.page.evaluate("navigator.mediaSession.playbackState") == "playing"


def test_media_keys_are_obeyed(page: PlayerPage) -> None:
    page.page.add_init_script(
        "window.keys = {}; MediaSession.prototype.setActionHandler = (name, obey) => { keys[name] = obey; };"
    )
    page.page.reload()
    page.wait_for_state("ready")
    page.page.evaluate("keys.seekto({ seekTime: 15 })")
    page.page.evaluate("keys.play()")
    page.wait_until_playing_past(15.1)
    page.page.evaluate("keys.seekbackward()")
    page.page.evaluate("keys.pause()")
    wait_until(lambda: page.sound_state() == "paused")
    assert page.page.evaluate("navigator.mediaSession.playbackState") == "paused"
    assert 5 <= page.position() < 8


def test_an_hour_opens_without_its_sound_and_plays_from_anywhere(put: Put, open_page: OpenPage) -> None:
    samples = np.tile(speech(60, 8000), 60)
    put("hour", wav(samples, 8000), user_name="An hour")
    page = open_page()
    asked: list[str] = []
    page.page.on("request", lambda request: asked.append(request.url))
    page.go("#session=hour&t=1800")
    page.wait_for_state("ready")
    expect(page.page.locator("#reading")).to_be_hidden()  # all of the waveform is there
    peaks = [parse_qs(urlsplit(url).query) for url in asked if "/waveform" in url]
    assert sum(int(part["points"][0]) for part in peaks) == 8000
    assert not [url for url in asked if "/audio" in url]
    assert page.position() == 1800
    page.action("toggle").click()
    page.wait_until_playing_past(1800.3)
    assert page.heard_position() > 1800
    for _ in range(10):
        page.action("zoom-in").click()
    time.sleep(0.5)
    assert page.page.locator("#timeline span").last.inner_text().startswith(("29:", "30:"))


def test_a_long_recording_plays_before_all_is_known_of_it(put: Put, open_page: OpenPage) -> None:
    recording = container_file(np.tile(speech(30, 48000), 4), 48000, "webm", "libopus", live=True)
    put("long", base64.b64encode(recording).decode(), user_name="Two minutes")
    page = open_page("?")
    held: list[Route] = []
    holding = [True]

    def hold(route: Route) -> None:
        held.append(route) if any(holding) else route.continue_()

    page.page.route("**/session/long/info", hold)  # all that is to be known
    page.page.route("**/session/long/waveform**", hold)
    page.go("#session=long")
    page.wait_for_state("ready")
    assert page.text("#duration") == "2:00.0"
    assert "Opus" in page.text("#format")
    expect(page.page.get_by_text("Still listening")).to_be_visible()
    assert page.accessibility_faults() == []
    page.action("toggle").click()
    page.wait_until_playing_past(0.3)
    holding.clear()
    for route in held:
        route.continue_()
    expect(page.page.locator("#reading")).to_be_hidden()
    expect(page.page.get_by_text("Still listening")).to_be_hidden()
    expect(page.page.locator("#level-peak")).to_contain_text("dBFS")
    assert page.sound_state() == "playing"
    page.page.locator("#overview").click(position={"x": 500, "y": 10})
    page.wait_until_playing_past(30)
