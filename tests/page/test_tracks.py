"""Sessions of several tracks: a lane each, Mute and Solo, and what is heard then, here and there."""

from __future__ import annotations

import io
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soxr
from numpy.typing import NDArray
from playwright.sync_api import Download, Locator, expect

from tests.browser import PlayerPage, pixels
from tests.parts import SINK_RATE, RedisServer, SoundServer, as_s16, correlation, speech, wait_until

OpenPage = Callable[..., PlayerPage]
Samples = NDArray[np.float32]

RATE = 16000
BEGAN = 1_760_000_000_000  # Unix milliseconds
LATER = 3.0  # seconds after the user, at which the agent begins
CHUNK = RATE // 10
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

USER = speech(4, RATE, seed=1)
AGENT = speech(3, RATE, seed=2)


def record(redis_server: RedisServer, key: str, samples: Samples, begins: float = 0.0) -> None:
    """Writes a track as a stream, whose ids tell when each tenth of a second was over."""
    with redis_server.client() as client, client.pipeline(transaction=False) as pipeline:
        for place in range(0, len(samples), CHUNK):
            written = BEGAN + round((begins + (place + CHUNK) / RATE) * 1000)
            fields: dict[Any, Any] = {
                "audio_data": as_s16(samples[place : place + CHUNK]),
                "sample_rate": str(RATE),
                "sample_width": "2",
            }
            pipeline.xadd(key, fields, id=f"{written}-0")
        pipeline.execute()


@pytest.fixture
def call(redis_server: RedisServer) -> str:
    """A call of six seconds: the user speaks for four, the agent for three from the third on."""
    record(redis_server, "audio:stream:call:user", USER)
    record(redis_server, "audio:stream:call:agent", AGENT, LATER)
    return "call"


@pytest.fixture
def page(call: str, open_page: OpenPage) -> PlayerPage:
    """The page with the call open."""
    opened = open_page(f"#session={call}")
    opened.wait_for_state("ready")
    return opened


def as_heard(samples: Samples) -> NDArray[Any]:
    """A track at the rate of the null sink."""
    return np.asarray(soxr.resample(samples, RATE, SINK_RATE))


def button(page: PlayerPage, name: str) -> Locator:
    """A button of a lane: `Mute agent`."""
    return page.page.get_by_role("button", name=name, exact=True)


def in_whole(samples: Samples, begins: float) -> Samples:
    """A track where it lies in the call."""
    whole = np.zeros(round((LATER + 3) * RATE), np.float32)
    whole[round(begins * RATE) : round(begins * RATE) + len(samples)] = samples
    return whole


def loaded(page: PlayerPage) -> NDArray[np.int16]:
    """The samples of what the browser's audio element plays, frames x channels."""
    url = page.page.evaluate("document.querySelector('audio').src")
    return frames_of(page.page.request.get(url).body())


def frames_of(data: bytes) -> NDArray[np.int16]:
    """The frames of a WAV file of 16 bits, frames x channels."""
    with wave.open(io.BytesIO(data)) as reader:
        channels = reader.getnchannels()
        return np.frombuffer(reader.readframes(reader.getnframes()), "<i2").reshape(-1, channels)


def is_like(heard: NDArray[Any], true: Samples) -> bool:
    """Whether these are the same samples at the same times."""
    common = min(len(heard), len(true))
    return bool(np.abs(heard[:common] / 32767 - true[:common]).max() < 0.01)


def ink(page: PlayerPage) -> NDArray[np.float64]:
    """How much is drawn in each lane before and behind the middle of the call: lanes x 2."""
    page.page.mouse.move(1, 1)
    box = page.page.locator("#waveform").bounding_box()
    assert box is not None
    picture = pixels(page.page.screenshot(clip={**box})).astype(int)
    ground = picture[-6, 5]
    drawn = np.abs(picture - ground).sum(axis=2)
    tall = len(drawn) // 2
    waves = [drawn[32 + lane * tall : (lane + 1) * tall - 4] for lane in (0, 1)]
    middle = drawn.shape[1] // 2
    return np.array([[wave[:, 10 : middle - 10].mean(), wave[:, middle + 200 :].mean()] for wave in waves])


def test_each_track_has_a_lane_with_its_name_and_its_sound(page: PlayerPage) -> None:
    expect(page.page.locator(".lane-name")).to_have_text(["user", "agent"])
    wait_until(lambda: ink(page).max() > 10)
    user, agent = ink(page)
    assert user[0] > 3 * agent[0]  # the user speaks first
    assert agent[1] > 3 * user[1]
    assert page.text("#duration") == "0:06.0"
    name = page.page.locator(".lane-name").nth(1).bounding_box()
    box = page.page.locator("#waveform").bounding_box()
    assert name is not None
    assert box is not None
    assert name["y"] > box["y"] + box["height"] / 2  # at its lane
    assert page.accessibility_faults() == []


def test_a_session_of_one_track_has_no_lanes(redis_server: RedisServer, open_page: OpenPage) -> None:
    record(redis_server, "audio:stream:alone", USER)
    page = open_page("#session=alone")
    page.wait_for_state("ready")
    expect(page.page.locator(".lane")).to_have_count(0)
    expect(page.page.locator("#readings")).to_be_visible()


def test_the_browser_plays_what_is_not_muted_from_where_it_is(page: PlayerPage) -> None:
    page.action("toggle").click()
    page.wait_until_playing_past(0.3)
    both = loaded(page)
    assert is_like(both[:, 0], in_whole(USER, 0))
    assert is_like(both[:, 1], in_whole(AGENT, LATER))
    before = page.position()
    button(page, "Mute user").click()
    page.wait_until_playing_past(before)
    assert page.heard_position() >= before - 0.05
    alone = loaded(page)
    assert alone.shape[1] == 1
    assert is_like(alone[:, 0], in_whole(AGENT, LATER))
    button(page, "Mute user").click()
    page.wait_until_playing_past(before)
    assert loaded(page).shape[1] == 2


def test_muted_lanes_are_dim_and_stay(page: PlayerPage) -> None:
    wait_until(lambda: ink(page).max() > 10)
    bright = ink(page)
    button(page, "Mute agent").click()
    wait_until(lambda: ink(page)[1, 1] < 0.6 * bright[1, 1])
    dim = ink(page)
    assert dim[1, 1] > 0.1 * bright[1, 1]
    assert dim[0, 0] == pytest.approx(bright[0, 0], rel=0.1)
    expect(page.page.locator(".lane-name")).to_have_text(["user", "agent"])
    assert page.accessibility_faults() == []


def test_something_is_always_heard(page: PlayerPage) -> None:
    mutes = [button(page, "Mute user"), button(page, "Mute agent")]
    mutes[0].click()
    expect(mutes[1]).to_have_attribute("title", "Mute agent and hear the others")
    mutes[1].click()
    expect(mutes[0]).to_have_attribute("aria-pressed", "false")
    expect(mutes[1]).to_have_attribute("aria-pressed", "true")
    page.action("toggle").click()
    page.wait_until_playing_past(0.1)
    assert is_like(loaded(page)[:, 0], in_whole(USER, 0))


def test_solo_is_reached_by_keys_and_given_up_again(page: PlayerPage) -> None:
    solo = button(page, "Solo agent")
    page.page.locator("#waveform").focus()
    for _ in range(5):  # Mute, Solo and gain of the user; Mute
        page.page.keyboard.press("Tab")
    expect(solo).to_be_focused()
    page.page.keyboard.press("Space")
    expect(solo).to_have_attribute("aria-pressed", "true")
    expect(button(page, "Mute user")).to_have_attribute("aria-pressed", "true")
    assert page.sound_state() == "stopped"  # the key is the button's
    page.action("toggle").click()
    page.wait_until_playing_past(0.1)
    assert is_like(loaded(page)[:, 0], in_whole(AGENT, LATER))
    solo.press("Enter")
    expect(solo).to_have_attribute("aria-pressed", "false")
    page.wait_until_playing_past(0.1)
    assert loaded(page).shape[1] == 2


def test_the_server_plays_what_is_not_muted(sound_server: SoundServer, page: PlayerPage) -> None:
    page.page.get_by_text("Server speaker").click()
    button(page, "Solo agent").click()
    with sound_server.recorded() as heard:
        page.action("toggle").click()
        page.wait_until_playing_past(1)
        wait_until(lambda: page.sound_state() == "stopped", 15)
    assert heard.seconds == pytest.approx(3, abs=0.4)  # silence before it
    assert correlation(heard.sound[:, 0], as_heard(AGENT)) > 0.9
    page.page.locator("#waveform").click(position={"x": 20, "y": 60})
    page.action("toggle").click()
    page.wait_until_playing_past(0.5)
    with sound_server.recorded() as other:
        button(page, "Solo user").click()
        wait_until(lambda: page.sound_state() == "playing" and page.position() > 3)
        page.action("toggle").click()
        wait_until(lambda: page.sound_state() == "paused")
        button(page, "Mute agent").click()
        before = page.position()
        page.action("toggle").click()
        page.wait_until_playing_past(before)
    assert correlation(other.sound[:, 0], as_heard(USER)) > 0.6


def test_downloads_are_what_is_heard_and_each_track(page: PlayerPage) -> None:
    def samples(download: Download) -> NDArray[np.int16]:
        return frames_of(Path(download.path()).read_bytes())

    def press(link: Locator) -> NDArray[np.int16]:
        with page.page.expect_download() as download:
            link.click()
        return samples(download.value)

    assert press(page.page.locator("#download-wav")).shape[1] == 2
    button(page, "Mute agent").click()
    assert is_like(press(page.page.locator("#download-wav"))[:, 0], in_whole(USER, 0))
    page.page.locator("#more").click()
    alone = press(page.page.get_by_role("link", name="Download agent alone"))
    assert len(alone) == len(AGENT)
    assert is_like(alone[:, 0], AGENT)
    with page.page.expect_download() as download:
        page.page.get_by_role("link", name="Download the original bytes of user").click()
    assert Path(download.value.path()).read_bytes() == as_s16(USER)


def test_a_track_that_is_alone_may_be_played_as_something_else(page: PlayerPage) -> None:
    hint = page.page.get_by_text("Each track is read by itself")
    expect(hint).to_be_visible()
    expect(page.page.locator("#readings-choice")).to_be_hidden()
    button(page, "Solo user").click()
    expect(hint).to_be_hidden()
    expect(page.page.locator("#readings-title")).to_have_text("Play user as")
    expect(page.page.locator("#reading-buttons button").first).to_have_text("16 kHz")
    page.page.locator(".other summary").click()
    page.page.locator("#other-rate").select_option("32000")
    page.action("play-as-other").click()
    expect(page.page.locator("#duration")).to_have_text("0:02.0")
    page.wait_until_playing_past(0.1)
    expect(page.page.locator(".lane-name")).to_have_text(["user"])
    expect(page.page.locator("#tried")).to_contain_text("It is user alone.")
    assert is_like(loaded(page)[:, 0], USER)
    assert page.accessibility_faults() == []
    button(page, "Solo user").click()
    expect(page.page.locator("#duration")).to_have_text("0:06.0")
    expect(page.page.locator(".lane-name")).to_have_text(["user", "agent"])
    expect(page.page.locator("#tried")).to_be_hidden()
    expect(hint).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_buttons_can_be_hit_on_a_phone(call: str, open_page: OpenPage, scheme: str) -> None:
    page = open_page(f"#session={call}", color_scheme=scheme, **PHONE)
    page.wait_for_state("ready")
    for name in ("Mute user", "Solo user", "Mute agent", "Solo agent"):
        box = button(page, name).bounding_box()
        assert box is not None
        assert box["width"] >= 24
        assert box["height"] >= 24
        assert box["x"] + box["width"] <= 390
    button(page, "Mute user").tap()
    expect(button(page, "Mute user")).to_have_attribute("aria-pressed", "true")
    assert page.position() == 0  # the waveform is not meant
    assert page.accessibility_faults() == []
