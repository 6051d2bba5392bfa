"""Recordings are opened once, kept within bounds, and never kept when they are refused."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable

import pytest

from audio_stream_player import AudioStreamPlayer
from sambanova import library
from sambanova.errors import UndecodableAudio
from sambanova.format_hints import FormatHint
from sambanova.recording import Recording
from tests.parts import as_s16, container_file, speech

Put = Callable[..., str]
AS_16K = FormatHint("s16le", 16000, 1)
PCM = as_s16(speech(3, 16000))


def text_of(data: bytes) -> bytes:
    return base64.b64encode(data)


def test_the_same_text_is_opened_once_and_another_again(player: AudioStreamPlayer, put: Put) -> None:
    put("call", text_of(PCM))
    first = player.library.open("call", AS_16K)
    assert player.library.open("call", AS_16K).recording is first.recording
    assert player.library.open("call", FormatHint("u8", 8000, 1)) is not first
    put("call", text_of(PCM + PCM))
    longer = player.library.open("call", AS_16K)
    assert longer.recording.duration == 6
    assert longer.version != first.version
    assert longer.text_length == len(text_of(PCM + PCM))


def test_two_sessions_with_the_same_sound_and_other_faults_are_told_apart(
    player: AudioStreamPlayer, put: Put
) -> None:
    put("fine", text_of(PCM))
    put("wrapped", base64.encodebytes(PCM))
    assert player.library.open("fine", AS_16K).recording.findings == ()
    found = player.library.open("wrapped", AS_16K).recording.findings
    assert [finding.code for finding in found] == ["base64_line_breaks"]


def test_what_is_larger_than_the_cache_is_opened_and_not_kept() -> None:
    cache = library.OnceCache(10)
    made = [object(), object()]

    class Large:
        nbytes = 11

    def make() -> Large:
        made.pop()
        return Large()

    first = cache.get("key", make)  # type: ignore[arg-type]
    assert cache.get("key", make) is not first  # type: ignore[arg-type]
    assert made == []


def test_many_who_ask_at_once_get_the_same_recording(player: AudioStreamPlayer, put: Put) -> None:
    put("call", text_of(container_file(speech(20, 48000), 48000, "webm", "libopus", live=True)))
    found: list[Recording] = []

    def ask() -> None:
        found.append(player.library.open("call", FormatHint()).recording)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert len({id(recording) for recording in found}) == 1


def test_a_refusal_reaches_everybody_and_is_not_kept(player: AudioStreamPlayer, put: Put) -> None:
    put("call", text_of(PCM))
    for _ in range(2):
        with pytest.raises(UndecodableAudio):
            player.library.open("call", FormatHint("opus"))
    assert player.library.open("call", AS_16K).recording.pcm == PCM


def test_a_data_url_says_what_the_session_does_not(player: AudioStreamPlayer, put: Put) -> None:
    put("call", b"data:audio/pcm;rate=24000;base64," + text_of(PCM))
    assert player.library.open("call", FormatHint()).recording.sample_rate == 24000
    put("call", b"data:audio/pcm;rate=24000;base64," + text_of(PCM), sample_rate="16000")
    assert player.library.open("call", FormatHint()).recording.sample_rate == 16000


def test_levels_are_measured_of_the_whole(player: AudioStreamPlayer, put: Put) -> None:
    put("call", text_of(PCM))
    levels = player.library.open("call", AS_16K).levels
    assert levels.peak_dbfs == pytest.approx(-6.0, abs=0.1)
