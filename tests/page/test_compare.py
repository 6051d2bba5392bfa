"""Two recordings compared on the page: in step, switched without a gap, and what differs is seen."""

from __future__ import annotations

import base64
from collections.abc import Callable

import numpy as np
import pytest
import soxr
from numpy.typing import NDArray
from playwright.sync_api import expect

from sambanova.clips import Clip
from tests.browser import PlayerPage, pixels, wav
from tests.parts import as_s16, wait_until

OpenPage = Callable[..., PlayerPage]
Put = Callable[..., str]
Samples = NDArray[np.float32]

RATE = 16000

# What the page gives to the sound card, also to `window.heard`.
TAP = """(() => {
    const code = `registerProcessor('tap', class extends AudioWorkletProcessor {
        process([[samples]]) {
            if (samples) this.port.postMessage([...samples]);
            return true;
        }
    });`;
    window.heard = [];
    const connect = AudioNode.prototype.connect;
    AudioNode.prototype.connect = function (to, ...rest) {
        if (to instanceof AudioDestinationNode) {
            const { context } = this;
            window.heardRate = context.sampleRate;
            context.audioWorklet.addModule(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })))
                .then(() => {
                    const tap = new AudioWorkletNode(context, 'tap');
                    tap.port.onmessage = ({ data }) => window.heard.push(data);
                    connect.call(this, tap);
                    connect.call(tap, to);
                });
        }
        return connect.call(this, to, ...rest);
    };
})()"""


def noise(seconds: float) -> Samples:
    """Noise below 3 kHz, in which every moment is unlike all others; of a loudness that hardly changes."""
    rough = np.random.default_rng(1).standard_normal(round(seconds * 6000))
    smooth: Samples = soxr.resample(rough, 6000, RATE).astype(np.float32)
    return 0.2 * smooth / np.float32(smooth.std())


def voice() -> Samples:
    """A person, about ten seconds."""
    return Clip("ada").sound(RATE)[:, 0]


def compared(page: PlayerPage) -> PlayerPage:
    """The page once both recordings are there, and what they have in common is known."""
    page.wait_for_state("ready")
    expect(page.page.locator("#compare > p")).to_contain_text("same", timeout=20_000)
    return page


def heard(page: PlayerPage) -> tuple[NDArray[np.float64], int]:
    """What sounded, and its rate in Hz."""
    blocks, rate = page.page.evaluate("[window.heard, window.heardRate]")
    return np.concatenate([np.array(block) for block in blocks]), rate


def test_one_key_switches_at_the_same_moment_without_a_gap(put: Put, open_page: OpenPage) -> None:
    sound = noise(20)
    later = np.concatenate([np.zeros(4000, np.float32), 0.5 * sound])
    put("first", wav(sound, RATE), user_name="First")
    put("second", wav(later, RATE), user_name="Second")
    page = open_page(bypass_csp=True)
    page.page.add_init_script(TAP)
    page.page.goto("about:blank")
    page.go("#session=first&t=8.3&with=second")
    compared(page)
    page.page.keyboard.press("k")
    for place in (9.0, 10.8, 11.5):  # the first two around the end of a piece
        page.wait_until_playing_past(place)
        page.page.keyboard.press("x")
    page.wait_until_playing_past(12.2)
    page.page.keyboard.press("k")
    wait_until(lambda: page.sound_state() == "paused")
    samples, rate = heard(page)
    true = soxr.resample(sound.astype(np.float64), RATE, rate)
    sounding = np.flatnonzero(np.abs(samples) > 0.01)
    samples = samples[sounding[0] + rate // 50 : sounding[-1] - rate // 50]
    # where it is in the recording
    size = 1 << (len(true) + len(samples)).bit_length()
    spectrum = np.fft.rfft(true, size) * np.fft.rfft(samples[: rate // 2], size).conj()
    begin = int(np.argmax(np.fft.irfft(spectrum, size)))
    true = true[begin : begin + len(samples)]
    window = rate // 200  # 5 ms
    count = len(samples) // window
    ours, theirs = (each[: count * window].reshape(count, window) for each in (samples, true))
    gains = np.einsum("wn,wn->w", ours, theirs) / np.einsum("wn,wn->w", theirs, theirs)
    alike = np.einsum("wn,wn->w", ours, theirs) / np.sqrt(
        np.einsum("wn,wn->w", ours, ours) * np.einsum("wn,wn->w", theirs, theirs)
    )
    assert alike.min() > 0.98  # in step all the time: nothing is left out, repeated or silent
    level = np.median(gains[:50])
    is_softer = gains < 0.75 * level
    assert np.count_nonzero(np.diff(is_softer)) == 3
    assert gains.min() == pytest.approx(0.5 * level, rel=0.1)
    assert gains.max() == pytest.approx(level, rel=0.1)
    between = (gains > 0.55 * level) & (gains < 0.95 * level)
    assert np.count_nonzero(between) <= 6  # each switch takes a few milliseconds


def difference_at(page: PlayerPage, share: float) -> bool:
    """Whether a difference is drawn at a share (0..1) of the width."""
    box = page.page.locator("#compare-difference").bounding_box()
    assert box is not None
    picture = pixels(page.page.screenshot(clip={**box})).astype(int)
    column = picture[:, round(share * (picture.shape[1] - 1))]
    return bool(np.abs(column - picture[2, -2]).sum(axis=1)[:-8].max() > 100)


def test_a_comparison_by_keyboard_from_the_menu_to_escape(put: Put, open_page: OpenPage) -> None:
    sound = voice()
    changed = np.concatenate([np.zeros(4000, np.float32), sound])
    changed[5 * RATE : 6 * RATE] += 0.02 * np.random.default_rng(1).standard_normal(RATE).astype(np.float32)
    put("call", wav(sound, RATE), user_name="The call", connected_at="1760000002")
    put("copy", wav(changed, RATE), user_name="Behind the gateway", connected_at="1760000001")
    page = open_page("#session=call&t=2")
    page.wait_for_state("ready")
    keyboard = page.page.keyboard
    page.page.locator("#more").focus()
    keyboard.press("Enter")
    page.page.get_by_role("button", name="Compare with…").focus()
    keyboard.press("Enter")
    expect(page.page.locator("#compare-search")).to_be_focused()
    keyboard.type("gateway")
    expect(page.page.locator("#compare-choices button")).to_have_count(1)
    keyboard.press("Enter")
    compared(page)
    sentence = page.page.locator("#compare > p")
    expect(sentence).to_contain_text("The same recording, the second one 250 ms later.")
    expect(sentence).to_contain_text("It differs by −3")
    duration = len(sound) / RATE
    wait_until(lambda: difference_at(page, 5.2 / duration))
    assert not difference_at(page, 3 / duration)
    assert not difference_at(page, 7 / duration)
    first, second = (page.page.locator(f"[data-side='{side}']") for side in (0, 1))
    expect(first).to_have_attribute("aria-pressed", "true")
    page.page.locator("#compare-wave").click(position={"x": 200, "y": 40})
    assert page.position() > 1
    keyboard.press("x")
    expect(second).to_have_attribute("aria-pressed", "true")
    assert page.accessibility_faults() == []
    link = page.page.url
    keyboard.press("Escape")
    expect(page.page.locator("#compare")).to_be_hidden()
    assert "with=" not in page.page.url
    page.page.goto("about:blank")
    page.page.goto(link)
    compared(page)
    expect(page.page.locator("[data-side='1'] bdi")).to_have_text("Behind the gateway")
    page.choose("Behind the gateway")  # another session ends it
    expect(page.page.locator("#compare")).to_be_hidden()


def test_two_readings_are_compared_on_a_phone(put: Put, open_page: OpenPage) -> None:
    put("raw", base64.b64encode(as_s16(voice())).decode(), user_name="Headerless")
    page = open_page("#session=raw", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.wait_for_state("ready")
    page.page.locator("#more").tap()
    page.page.get_by_role("button", name="Compare with…").tap()
    choice = page.page.locator("#compare-choices button").filter(has_text="another reading of it")
    assert choice.count() > 1
    choice.filter(has_text="8 kHz").first.tap()
    compared(page)
    expect(page.page.locator("#compare > p")).to_contain_text("read at another rate")
    page.action("toggle").tap()
    page.wait_until_playing_past(1)
    page.page.locator("[data-side='1']").tap()
    expect(page.page.locator("[data-side='1']")).to_have_attribute("aria-pressed", "true")
    before = page.position()
    page.wait_until_playing_past(before + 0.3)  # at half the speed, but from the same byte on
    assert page.page.evaluate("document.body.scrollWidth <= innerWidth")
    assert page.accessibility_faults() == []
    page.action("end-compare").tap()
    expect(page.page.locator("#compare")).to_be_hidden()
    page.wait_until_playing_past(before + 0.4)  # and goes on as it was
