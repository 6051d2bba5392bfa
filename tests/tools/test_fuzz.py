"""Short runs of the programs that look for what nobody thought of."""

from __future__ import annotations

import io
import sys
import wave
from pathlib import Path

import pytest

from sambanova.errors import UndecodableAudio
from tests.parts import recording_of
from tools import fuzz
from tools.api_fuzz import ApiFuzzer, application


def test_nothing_breaks_on_mutated_recordings() -> None:
    report = fuzz.Fuzzer(seed=5).run(count=120, seconds=60)
    assert report.failures == []
    assert report.buffers >= 20
    assert set(report.calls) == {"base64", "tracks", "decoder", "detect", "recording", "response"}


def test_the_fuzzer_tells_what_broke(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(_: bytes) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("tools.fuzz.AudioBuffer.from_text", broken)
    assert fuzz.main(["--count", "3", "--keep", str(tmp_path)]) == 1
    assert len(list(tmp_path.iterdir())) == 3


def test_a_file_with_less_than_a_frame_is_no_sound() -> None:
    one_sample = wave_of(b"\1\2")
    with pytest.raises(UndecodableAudio):
        recording_of(one_sample, None, 8000, channels=2)


def wave_of(pcm: bytes) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(8000)
        writer.writeframes(pcm)
    return file.getvalue()


@pytest.mark.skipif(sys.platform == "win32", reason="needs redis-server")
def test_every_answer_is_one_that_is_described() -> None:
    with application() as (app, manager):
        fuzzer = ApiFuzzer(app, manager)
        fuzzer.run(requests=250, seed_number=1)
    assert fuzzer.broken == {}
    assert fuzzer.statuses.total() > 100
