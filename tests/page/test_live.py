"""A call is heard on the page while it is recorded: each sample once, the delay, the way back, the end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from flask import Flask, Response
from numpy.typing import NDArray
from playwright.sync_api import expect

from audio_stream_player import AudioStreamPlayer
from tests.browser import PlayerPage
from tests.conftest import running
from tests.parts import RedisServer, SoundServer, as_s16, speech, wait_until

OpenPage = Callable[..., PlayerPage]

RATE = 16_000
STEP = 0.1  # seconds between two writes
SLOW = 30_000  # ms until a page on a busy machine has done it
BEFORE = 4.0  # seconds that are there when the page opens
TAP = """(() => {
    window.tapped = [];
    const connect = AudioNode.prototype.connect;
    AudioNode.prototype.connect = function (target, ...rest) {
        if (target instanceof AudioDestinationNode)
            this.context.audioWorklet.addModule('/tap.js').then(() => {
                const tap = new AudioWorkletNode(this.context, 'tap', { numberOfOutputs: 0 });
                tap.port.onmessage = ({ data }) => tapped.push(...data.map(one => Math.round(one * 32768)));
                connect.call(this, tap);
            });
        return connect.call(this, target, ...rest);
    };
})()"""
TAP_WORKLET = """registerProcessor('tap', class extends AudioWorkletProcessor {
    process([[sound]]) {
        if (sound) this.port.postMessage(sound);
        return true;
    }
});"""
DRAWN = """() => {
    const canvas = document.querySelector('#overview-box canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, i) => i % 4 === 3 && value > 0).length;
}"""


class Call:
    """A voice app that appends to a list ten times a second; its sound never repeats."""

    def __init__(self, redis_server: RedisServer, session_id: str) -> None:
        self.id = session_id
        sound = speech(120, RATE, seed=len(session_id))
        noise = np.random.default_rng(len(session_id)).normal(0, 0.01, len(sound))
        self.pcm = as_s16((sound + noise).astype(np.float32))
        self.samples: NDArray[np.int16] = np.frombuffer(self.pcm, "<i2")
        self._client = redis_server.client()
        self._ending = threading.Event()
        self._written = 0
        self._client.hset(f"session:{session_id}", "user_name", f"Caller {session_id}", mapping=FIELDS)
        self._write(BEFORE)
        self._thread = threading.Thread(target=self._run, name="writer")
        self._thread.start()

    def _write(self, seconds: float) -> None:
        size = int(seconds * RATE) * 2
        self._client.rpush(f"audio:{self.id}", self.pcm[self._written : self._written + size])
        self._written += size

    def _run(self) -> None:
        began = time.monotonic()
        count = 0
        while not self._ending.wait(max(0.0, began + STEP * count - time.monotonic())):
            self._write(STEP)
            count += 1

    def end(self) -> None:
        """Ends the recording, as apps do."""
        self.hang_up()
        self._client.hset(f"session:{self.id}", "is_recording", "False")

    def hang_up(self) -> None:
        """Writes no more."""
        self._ending.set()
        self._thread.join()

    def delete(self) -> None:
        """Deletes the whole session."""
        self.hang_up()
        self._client.delete(f"session:{self.id}", f"audio:{self.id}")

    @property
    def duration(self) -> float:
        """Seconds that are written."""
        return self._written / 2 / RATE


FIELDS: Any = {"is_recording": "True", "sample_rate": str(RATE), "channels": "1", "encoding": "s16le"}


@pytest.fixture
def server(app: Flask) -> Iterator[str]:
    """The player, which also serves what records the sound: browsers let no test put itself between."""
    app.add_url_rule("/tap.js", view_func=lambda: Response(TAP_WORKLET, mimetype="text/javascript"))
    with running(app) as url:
        yield url


@pytest.fixture
def calls(redis_server: RedisServer) -> Iterator[Callable[[str], Call]]:
    """Starts calls, which end with the test."""
    begun: list[Call] = []

    def begin(session_id: str = "c") -> Call:
        begun.append(Call(redis_server, session_id))
        return begun[-1]

    yield begin
    for call in begun:
        call.hang_up()


@pytest.fixture
def open_live(open_page: OpenPage) -> Callable[[str], PlayerPage]:
    """Opens a session on the page, whose sound is recorded, and presses Live."""

    def open_one(session_id: str = "c") -> PlayerPage:
        page = open_page("?")
        page.page.add_init_script(TAP)
        page.go(f"#session={session_id}")
        page.wait_for_state("ready")
        page.page.get_by_text("This browser", exact=True).click()
        page.page.locator("#volume").fill("100")
        page.page.locator("#live").click()
        until_past(page, BEFORE)
        return page

    return open_one


def until_past(page: PlayerPage, seconds: float) -> None:
    """Waits until the page plays beyond a position, also on a busy machine."""
    wait_until(lambda: page.sound_state() == "playing" and page.position() > seconds, 40)


def delay(page: PlayerPage) -> float:
    """Seconds behind what is recorded, as shown; -1 where nothing is."""
    text = page.text("#delay")
    return float(text.split()[0]) if text else -1.0


def tapped(page: PlayerPage) -> NDArray[np.int64]:
    """What the page has played, without the silence around."""
    sound = np.array(page.page.evaluate("tapped"), np.int64)
    return np.trim_zeros(sound)


def pieces(sound: NDArray[np.int64], samples: NDArray[np.int16]) -> list[tuple[int, int]]:
    """Which parts of a recording were played one after the other: first frame, and the one after the last."""
    found: list[tuple[int, int]] = []
    at = 0
    exact, written = sound.astype("<i2"), samples.tobytes()
    while at < len(exact) - 16:
        if not exact[at]:  # the reserve is filled
            at += 1
            continue
        first = _place(written, exact[at : at + 16].tobytes())
        count = min(len(exact) - at, len(samples) - first)
        different = np.nonzero(exact[at : at + count] != samples[first : first + count])[0]
        length = int(different[0]) if len(different) else count
        found.append((first, first + length))
        at += length
    return found


def _place(written: bytes, few: bytes) -> int:
    """The frame at which a few frames stand in what is written, which never repeats."""
    place = written.find(few)
    while place > 0 and place % 2:  # not between two samples
        place = written.find(few, place + 1)
    assert place >= 0, "this was never written"
    return place // 2


def threads(name: str) -> int:
    """How many of these run."""
    return sum(thread.name == name for thread in threading.enumerate() if thread.is_alive())


def test_every_sample_is_heard_once_and_the_delay_is_small(
    calls: Callable[[str], Call], open_live: Callable[[str], PlayerPage]
) -> None:
    call = calls("c")
    page = open_live("c")
    drawn = page.page.evaluate(DRAWN)
    assert page.text("#live") == "Live"
    until_past(page, page.position() + 5)
    wait_until(lambda: 0 < delay(page) < 2, 30)
    assert page.accessibility_faults() == []
    assert page.page.evaluate("getComputedStyle(document.querySelector('#meter')).visibility") == "visible"
    heard = tapped(page)
    parts = pieces(heard[-4 * RATE :], call.samples)
    assert all(end == start for (_, end), (start, _) in pairwise(parts))
    assert sum(end - start for start, end in parts) > 3 * RATE
    assert page.page.evaluate(DRAWN) != drawn
    minutes, seconds = page.text("#duration").split(":")
    assert int(minutes) * 60 + float(seconds) == pytest.approx(call.duration, abs=1.5)


def test_pause_back_and_back_to_live_by_keyboard(
    calls: Callable[[str], Call], open_live: Callable[[str], PlayerPage]
) -> None:
    calls("c")
    page = open_live("c")
    button = page.page.locator("#live")
    page.page.keyboard.press("k")
    wait_until(lambda: page.sound_state() == "paused", 30)
    paused = page.position()
    wait_until(lambda: delay(page) > 2, 30)
    assert page.position() == paused
    expect(button).to_have_text("Back to live")
    page.page.keyboard.press("k")
    until_past(page, paused + 0.5)
    assert delay(page) > 2
    page.page.keyboard.press("n")
    wait_until(lambda: 0 < delay(page) < 2, 30)
    expect(button).to_have_text("Live")
    before = page.position()
    page.page.keyboard.press("j")  # also before what was heard live
    wait_until(lambda: page.position() < before - 3, 30)
    until_past(page, max(0.3, before - 9.5))
    wait_until(lambda: delay(page) > 5, 30)
    button.click()
    wait_until(lambda: 0 < delay(page) < 2, 30)
    page.page.keyboard.press("s")
    wait_until(lambda: page.sound_state() == "stopped", 30)
    wait_until(lambda: threads("live call") == 0, 30)


def test_what_is_heard_again_is_the_same(
    calls: Callable[[str], Call], open_live: Callable[[str], PlayerPage]
) -> None:
    call = calls("c")
    page = open_live("c")
    until_past(page, BEFORE + 3)
    page.drag(0.1, 0.1)
    back = page.position()
    page.page.evaluate("window.tapped.length = 0")
    until_past(page, back + 4)
    parts = pieces(tapped(page)[:-1], call.samples)
    last = [part for part in parts if part[0] < (back + 3.5) * RATE]
    assert last[-1][1] - last[-1][0] > 3 * RATE  # from what was fetched into what was kept


def test_the_end_of_the_recording_is_said_and_its_place_stays(
    calls: Callable[[str], Call], open_live: Callable[[str], PlayerPage]
) -> None:
    call = calls("c")
    page = open_live("c")
    until_past(page, BEFORE + 2)
    call.end()
    expect(page.page.locator("#notice-text")).to_contain_text("The recording has ended", timeout=SLOW)
    wait_until(lambda: page.sound_state() == "stopped", 30)
    assert page.position() == pytest.approx(call.duration, abs=0.2)
    expect(page.page.locator("#live")).to_be_hidden(timeout=SLOW)
    page.wait_for_state("ready")
    minutes, seconds = page.text("#duration").split(":")
    assert int(minutes) * 60 + float(seconds) == pytest.approx(call.duration, abs=0.11)
    assert threads("live call") == 0


def test_a_session_that_is_deleted_is_told(
    calls: Callable[[str], Call], open_live: Callable[[str], PlayerPage]
) -> None:
    call = calls("c")
    page = open_live("c")
    call.delete()
    expect(page.page.locator("#notice-text")).to_contain_text("deleted or has expired", timeout=SLOW)
    wait_until(lambda: page.sound_state() == "stopped", 30)
    assert page.accessibility_faults() == []


def test_a_writer_that_stalls_is_told(
    calls: Callable[[str], Call], open_live: Callable[[str], PlayerPage]
) -> None:
    call = calls("c")
    page = open_live("c")
    call.hang_up()
    expect(page.page.locator("#toasts")).to_contain_text("Nothing was written for some seconds", timeout=SLOW)


def test_the_next_call_is_one_click_away_and_leaving_leaves_nothing(
    calls: Callable[[str], Call], open_live: Callable[[str], PlayerPage], player: AudioStreamPlayer
) -> None:
    calls("one")
    other = calls("second")
    page = open_live("one")
    page.row("Caller second").click()
    page.page.locator("#name").filter(has_text="Caller second").wait_for()
    page.page.evaluate("window.tapped.length = 0")
    until_past(page, BEFORE + 1)
    wait_until(lambda: 0 < delay(page) < 2, 30)
    assert pieces(tapped(page)[-RATE:], other.samples)
    assert threads("live call") == 1
    page.page.goto("about:blank")
    wait_until(lambda: threads("live call") == 0, 30)
    assert player.playbacks() == []


def test_on_the_speaker_it_is_the_same(
    sound_server: SoundServer, calls: Callable[[str], Call], open_page: OpenPage, player: AudioStreamPlayer
) -> None:
    call = calls("c")
    page = open_page("#session=c")
    page.wait_for_state("ready")
    page.page.get_by_text("Server speaker").click()
    page.page.locator("#live").click()
    until_past(page, BEFORE + 2)
    wait_until(lambda: 0 < delay(page) < 2, 30)
    page.page.keyboard.press("k")
    wait_until(lambda: delay(page) > 2, 30)
    page.page.keyboard.press("n")
    until_past(page, BEFORE + 3)
    wait_until(lambda: 0 < delay(page) < 2, 30)
    call.end()
    expect(page.page.locator("#notice-text")).to_contain_text("The recording has ended", timeout=SLOW)
    assert page.position() == pytest.approx(call.duration, abs=0.3)
    wait_until(lambda: player.playbacks() == [], 30)


def test_a_tab_that_slept_goes_on_with_what_is_recorded_now(
    calls: Callable[[str], Call], open_live: Callable[[str], PlayerPage]
) -> None:
    calls("c")
    page = open_live("c")
    page.page.evaluate("{ const end = Date.now() + 6000; while (Date.now() < end); }")
    expect(page.page.locator(".toast")).to_contain_text("were left out", timeout=SLOW)
    wait_until(lambda: page.sound_state() == "playing" and 0 < delay(page) < 2, 30)


def test_a_connection_that_was_lost_is_followed_on(
    calls: Callable[[str], Call], open_live: Callable[[str], PlayerPage], app: Flask
) -> None:
    calls("c")
    page = open_live("c")
    before = page.position()
    for socket in list(app.extensions["socketio"].server.eio.sockets.values()):
        socket.close(wait=False)
    wait_until(lambda: page.sound_state() == "waiting", 30)
    until_past(page, before + 1)
    expect(page.page.locator("#live")).to_have_text("Live", timeout=SLOW)
    wait_until(lambda: 0 < delay(page) < 2, 30)
    assert threads("live call") == 1


def test_solo_is_heard_while_both_sides_are_recorded(
    redis_server: RedisServer, calls: Callable[[str], Call], open_live: Callable[[str], PlayerPage]
) -> None:
    call = calls("c:user")
    with redis_server.client() as client:
        client.hset("session:c", "user_name", "Two sides", mapping=FIELDS)
        client.rpush("audio:c:agent", bytes(int(60 * RATE) * 2))
        page = open_live("c")
    page.page.get_by_role("button", name="Solo agent").click()
    time.sleep(0.5)  # until what was on its way is played
    page.page.evaluate("tapped.length = 0")
    until_past(page, page.position() + 1)
    assert not tapped(page).any()
    page.page.get_by_role("button", name="Solo user").click()
    wait_until(lambda: np.abs(tapped(page)).max(initial=0) > 1000, 30)
    call.hang_up()
