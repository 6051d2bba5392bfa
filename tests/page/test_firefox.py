"""The page in Firefox: the list, the waveform, playing and seeking."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.browser import pixels, wav
from tests.firefox import Firefox, firefox_path
from tests.parts import SoundServer, speech, wait_until

Put = Callable[..., str]

RATE = 16000


@pytest.fixture
def firefox(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Firefox]:
    """A Firefox; afterwards nothing may stand in the console's errors."""
    firefox_path()
    sound: SoundServer | None = None
    if shutil.which("pulseaudio"):
        sound = request.getfixturevalue("sound_server")
    with Firefox(tmp_path, sound.environment if sound else {}) as started:
        yield started
        assert started.complaints == []


def position(firefox: Firefox) -> float:
    """Where the playhead stands, s, as shown."""
    minutes, seconds = str(firefox.evaluate("document.querySelector('#position').textContent")).split(":")
    return int(minutes) * 60 + float(seconds)


def playhead(firefox: Firefox) -> float:
    """Where it stands over the waveform, 0 to 1."""
    script = """(() => {
        const { left, width } = document.querySelector('#waveform-scene').getBoundingClientRect();
        const line = document.querySelector('#waveform-scene .playhead').getBoundingClientRect();
        return (line.left + line.width / 2 - left) / width;
    })()"""
    return float(firefox.evaluate(script))


def test_list_waveform_playing_and_seeking(firefox: Firefox, server: str, put: Put) -> None:
    sound = speech(20, RATE)
    sound[10 * RATE :] = 0
    put("ada", wav(sound, RATE), user_name="Ada Lovelace")
    put("alan", wav(speech(5, RATE), RATE), user_name="Alan Turing")
    firefox.go(server)
    names = "[...document.querySelectorAll('.row-name')].map(one => one.textContent)"
    wait_until(lambda: set(firefox.evaluate(names)) == {"Ada Lovelace", "Alan Turing"})
    ada = firefox.evaluate(
        "[...document.querySelectorAll('.row')].find(row => row.textContent.includes('Ada')).id"
    )
    firefox.click(f"#{ada}")
    wait_until(lambda: firefox.evaluate("document.querySelector('#detail').dataset.state") == "ready")

    def is_drawn() -> bool:
        """A voice in the first half, silence in the second one."""
        box = firefox.evaluate(
            """(({ left, top, width, height }) => [left, top, width, height])
                (document.querySelector('#wave').getBoundingClientRect())"""
        )
        left, top, width, height = (round(each) for each in box)
        picture = pixels(firefox.screenshot())[top : top + height - 4, left : left + width].astype(int)
        ink = (np.abs(picture - picture[2, -2]).sum(axis=2) > 60).sum(axis=0)
        half = width // 2
        return bool(np.percentile(ink[10 : half - 10], 90) > 60 and np.median(ink[half + 10 :]) <= 6)

    wait_until(is_drawn)
    firefox.press("k")
    wait_until(lambda: position(firefox) > 1)
    assert firefox.evaluate("document.querySelector('#transport').dataset.state") == "playing"
    assert playhead(firefox) > 0.04
    firefox.click("#waveform-scene", 0.75)
    wait_until(lambda: position(firefox) > 15.2)
    assert playhead(firefox) > 0.75
    firefox.press("k")
    wait_until(lambda: firefox.evaluate("document.querySelector('#transport').dataset.state") == "paused")
    firefox.press("j")
    wait_until(lambda: 5 < position(firefox) < 7)
    assert 0.25 < playhead(firefox) < 0.35
