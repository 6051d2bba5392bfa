"""A device that runs out of sound is counted, with whose fault it is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from sambanova.recording import GrowingPcm, Recording
from sambanova.speaker.devices import Speaker
from sambanova.speaker.playback import Playback
from tests.parts import SoundServer, as_s16, recording_of, speech, wait_until

RATE = 16_000


@pytest.fixture
def speaker(sound_server: SoundServer) -> Iterator[Speaker]:
    """The null sink."""
    found = Speaker()
    yield found
    found.close()


def quiet(playback: Playback, event: str, payload: dict[str, Any]) -> None:
    """A listener that does nothing."""


def test_a_playback_that_keeps_up_has_none(speaker: Speaker) -> None:
    playback = Playback("call", recording_of(as_s16(speech(1, RATE)), "s16le", RATE), speaker, quiet)
    playback.start()
    playback.join(10)
    assert speaker.underruns.by_name() == {}
    assert speaker.first_sound.distribution().counts[-1] == 1


def test_a_player_that_is_late_is_counted(speaker: Speaker) -> None:
    def slow(playback: Playback, event: str, payload: dict[str, Any]) -> None:
        if event == "progress" and playback.position > 0.2:
            time.sleep(1.5)  # more than the device has

    playback = Playback("call", recording_of(as_s16(speech(2, RATE)), "s16le", RATE), speaker, slow)
    playback.start()
    wait_until(lambda: speaker.underruns.by_name().get("late"))
    playback.stop()
    assert set(speaker.underruns.by_name()) == {"late"}


def test_a_call_of_which_nothing_more_comes_is_no_fault_of_the_player(speaker: Speaker) -> None:
    sound = as_s16(speech(2, RATE))
    pcm = GrowingPcm(sound[:RATE])
    recording = Recording(recording_of(sound, "s16le", RATE).format, "s16le", pcm, b"")
    playback = Playback("call", recording, speaker, quiet)
    playback.start()
    wait_until(lambda: playback.delay is not None)
    wait_until(lambda: speaker.underruns.by_name().get("no_news"))
    pcm.append(sound[RATE:])
    pcm.finish()
    playback.join(10)
    assert playback.delay is None
    assert set(speaker.underruns.by_name()) == {"no_news"}
