"""The corpus of intact recordings is the same each time, its faults are what they say, and so are figures."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("soundfile", reason="the tools' requirements are not installed")

from tools.detection.corpus import Samples
from tools.findings import intact, kinds, measure, processing, sessions, texts, voices
from tools.findings.injected import INJECTED, Spoiled, spoiled_bytes
from tools.findings.kinds import KINDS, Form, make
from tools.findings.material import Origin, Pool, Sound
from tools.findings.splits import SPLITS
from tools.findings.stored_forms import session_of

RATE = 16000

NEEDS_MORE = frozenset({"agc", "codecs", "noise_suppression"})
"""Kinds that may need packages or programs that the tests do without."""


def a_voice(rng: np.random.Generator, seconds: float, rate: int) -> Samples:
    """Syllables: pulses through two resonances, with pauses."""
    times = np.arange(int(seconds * rate)) / rate
    pitch = 2 * np.pi * np.cumsum(rng.uniform(90, 220) * (1 + 0.1 * np.sin(2 * np.pi * 0.7 * times))) / rate
    sound = sum(np.sin(number * pitch) / number for number in range(1, 12))
    syllables = np.clip(np.sin(2 * np.pi * 3 * times) + 0.4, 0, 1)
    return np.asarray((0.2 * sound * syllables + rng.standard_normal(len(times)) * 1e-3)[:, None], np.float32)


@pytest.fixture(scope="module")
def pool() -> Pool:
    rng = np.random.default_rng(1)
    rates: dict[Origin, int] = {
        "rule": 22050, "units": 16000, "neural": 24000, "speech": 44100, "prompts": 8000, "music": 48000,
    }  # fmt: skip
    return Pool(
        {
            origin: [Sound(a_voice(rng, 3.0 + n, rate), rate, f"{origin} {n}", origin) for n in range(2)]
            for origin, rate in rates.items()
        }
    )


@pytest.fixture
def frames() -> Samples:
    """Sound without a pause."""
    rng = np.random.default_rng(2)
    return np.asarray(0.3 * a_voice(rng, 4, RATE) + rng.standard_normal((4 * RATE, 1)) * 0.02, np.float32)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - NEEDS_MORE))
def test_a_recording_of_a_kind_is_the_same_each_time(
    kind: str, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kinds, "LONGEST", 5.0)  # seconds
    for number in range(2):
        made, again = (make(kind, number, 7, pool) for _ in range(2))
        assert np.array_equal(made.frames, again.frames)
        assert (made.rate, made.form, made.right) == (again.rate, again.form, again.right)
        assert 0.02 < np.abs(made.frames).max() < 1
        assert 1 <= len(made.frames) / made.rate <= 5.5


@pytest.mark.parametrize(
    "codec",
    [("libopus", 16000, 24000), ("libmp3lame", 16000, 32000), ("g722", 16000, 0), ("aac", 44100, 48000)],
)
def test_a_codec_keeps_the_sound(codec: tuple[str, int, int], frames: Samples) -> None:
    name, rate, bit_rate = codec
    heard = processing.coded(frames, rate, name, bit_rate)
    assert abs(len(heard) - len(frames)) < 0.2 * rate
    assert processing.level(heard) == pytest.approx(processing.level(frames), rel=0.25)


def test_splits_share_no_voice_and_no_sentence() -> None:
    for split in SPLITS:
        others = [other for other in SPLITS if other != split]
        names = {(voice.engine, voice.name) for voice in voices.VOICES if voice.split == split}
        assert names.isdisjoint(
            (voice.engine, voice.name) for voice in voices.VOICES if voice.split in others
        )
        for language in {voice.language for voice in voices.VOICES}:
            said = set(texts.sentences(language, split))
            assert said.isdisjoint(one for other in others for one in texts.sentences(language, other))


# ---------------------------------------------------------------- faults


def spoil(name: str, frames: Samples, number: int = 0) -> Spoiled:
    """The recording with a fault; the first try that finds a place for it."""
    tries = (INJECTED[name].spoil(np.random.default_rng([number, again]), frames, RATE) for again in range(9))
    return next(spoiled for spoiled in tries if spoiled is not None)


def test_what_is_zeroed_on_a_grid_begins_and_ends_with_chunks(frames: Samples) -> None:
    units = [RATE * one // 1000 for one in (10, 20, 40, 60, 100)] + [128, 160, 480, 960, 1024, 4096]
    for number in range(20):
        spoiled = spoil("zeroed on a grid", frames, number)
        changed = np.flatnonzero(np.any(spoiled.frames != frames, axis=1))
        start = round(spoiled.at[0] * RATE)
        zeros = spoiled.frames[start : changed[-1] + 1]
        assert not zeros.any()
        assert abs(changed[0] - start) <= 1
        end = changed[-1] + 1
        assert any(
            start % unit == 0 and min((end - start) % unit, -(end - start) % unit) <= 2 for unit in units
        )
        assert processing.level(frames[start:end]) > 0.1 * processing.level(frames)


def test_what_is_doubled_comes_twice_behind_each_other(frames: Samples) -> None:
    spoiled = spoil("doubled elsewhere", frames)
    length, end = len(spoiled.frames) - len(frames), round(spoiled.at[0] * RATE)
    assert length > 0
    assert np.array_equal(spoiled.frames[end - length : end], spoiled.frames[end : end + length])
    assert np.array_equal(spoiled.frames[:end], frames[:end])


def test_what_is_dropped_leaves_no_trace_but_a_jump(frames: Samples) -> None:
    spoiled = spoil("dropped on a grid", frames)
    length, start = len(frames) - len(spoiled.frames), round(spoiled.at[0] * RATE)
    assert length > 0
    assert np.array_equal(spoiled.frames[:start], frames[:start])
    assert np.array_equal(spoiled.frames[start:], frames[start + length :])


@pytest.mark.parametrize("name", ["losses zeroed", "losses dropped", "losses repeated"])
def test_losses_lie_on_one_grid(name: str, frames: Samples) -> None:
    spoiled = spoil(name, frames)
    places = [round(at * RATE) for at in spoiled.at]
    assert len(places) >= 2
    assert all(place % (RATE // 100) == 0 for place in places)
    first, packet = places[0], RATE // 100  # at least
    if name == "losses zeroed":
        assert not spoiled.frames[first : first + packet].any()
    elif name == "losses repeated":
        lags = [unit * packet for unit in (1, 2, 4, 6)]
        now = spoiled.frames[first : first + packet]
        assert any(np.array_equal(now, frames[first - lag : first - lag + packet]) for lag in lags)
    else:
        assert (len(frames) - len(spoiled.frames)) % (len(places) * packet) == 0


@pytest.mark.parametrize(("name", "more"), [("byte lost", -1), ("byte extra", 1)])
def test_a_byte_is_lost_or_extra(name: str, more: int, frames: Samples) -> None:
    spoiled = spoil(name, frames)
    data = spoiled_bytes(np.random.default_rng(0), spoiled)
    assert len(data) == 2 * len(frames) + more
    offset = (2 * round(spoiled.at[0] * RATE)) - 2
    assert data[:offset] == sessions.pcm(frames)[:offset]


def test_nothing_is_lost_where_nothing_is_heard(frames: Samples) -> None:
    silent = frames.copy()
    silent[: 3 * RATE] = 0
    for name in INJECTED:
        for number in range(5):
            spoiled = INJECTED[name].spoil(np.random.default_rng(number), silent, RATE)
            assert spoiled is None or all(at > 2.8 for at in spoiled.at)


def test_a_hole_at_the_edge_of_silence_is_not_in_sound(frames: Samples) -> None:
    silent = frames.copy()
    silent[: int(3.0 * RATE)] = 0
    silent[int(3.15 * RATE) :] = 0
    found = [
        INJECTED["zeroed on a grid"].spoil(np.random.default_rng(number), silent, RATE)
        for number in range(60)
    ]
    edges = [one for one in found if one is not None and not one.in_sound]
    assert edges


# ---------------------------------------------------------------- figures


def a_case(
    said: tuple[measure.Said, ...], fault: str = "", at: tuple[float, ...] = (), seconds: float = 30.0
) -> measure.Case:
    return measure.Case("speech", 0, "file", RATE, "wav", seconds, said, fault, at)


def a_finding(code: str, severity: str = "warning", *places: float) -> measure.Said:
    return measure.Said(code, severity, "message", places)


def test_accused_are_those_with_an_alarm_and_each_place_counts() -> None:
    cases = [
        a_case((a_finding("dropout", "warning", 1.0, 2.0, 3.0), a_finding("too_quiet", "info"))),
        a_case((a_finding("sound_jump", "info", 1.0),)),
        a_case(()),
        a_case((a_finding("clipping"),)),
    ]
    figures = measure.OfKind.of(cases)
    assert (figures.count, figures.alarmed, figures.told) == (4, 0.5, 0.75)
    assert figures.alarms_a_minute == pytest.approx(4 / 2)
    assert figures.codes["dropout"] == 1
    assert figures.codes["sound_jump (info)"] == 1


def test_a_fault_is_placed_within_20_ms_and_by_its_own_name() -> None:
    fault = "zeroed on a grid"
    cases = [
        a_case((a_finding("dropout", "warning", 5.0, 1.015),), fault, (1.0,)),
        a_case((a_finding("dropout", "info", 1.03),), fault, (1.0,)),
        a_case((a_finding("sound_jump", "warning", 1.0),), fault, (1.0,)),
        a_case((), fault, (1.0,)),
    ]
    figures = measure.OfFault.of(cases)
    assert (figures.warned, figures.said) == (0.25, 0.5)
    assert (figures.placed, figures.noticed) == (0.25, 0.5)


def test_a_probability_is_compared_with_what_is_true() -> None:
    """One of nine intact recordings is accused, and one of two faults is found at another place."""
    said = measure.Said("dropout", "warning", "message", (1.0,), 0.5)
    elsewhere = measure.Said("dropout", "warning", "message", (2.0,), 0.5)
    intact_cases = [a_case((said,)) if number < 1 else a_case(()) for number in range(9)]
    spoiled = [a_case((said,), "zeroed on a grid", (1.0,)), a_case((elsewhere,), "zeroed on a grid", (1.0,))]
    (row,) = measure.Reliability.table(intact_cases, spoiled, 0.1)
    assert (row.code, row.count) == ("dropout", 3)
    assert row.said == pytest.approx(0.5)
    assert row.true == pytest.approx(0.05 / (0.1 + 0.05 + 0.05))


def test_precision_at_one_in_a_hundred() -> None:
    assert measure.precision(1.0, 0.0) == 1.0
    assert measure.precision(0.95, 0.01) == pytest.approx(0.0095 / (0.0095 + 0.0099))
    assert measure.precision(0.0, 0.0) == 0.0


def test_the_report_is_made_of_recordings_in_a_folder(
    tmp_path: Path, frames: Samples, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two recordings lie in the folder: an intact one, and one with a hole in it."""
    folder = tmp_path / "findings" / f"tune-{intact.VERSION}"
    folder.mkdir(parents=True)
    hole = frames.copy()
    hole[RATE : RATE + RATE // 50] = 0
    entries = []
    for number, some in enumerate((frames, hole)):
        file = folder / f"speech_{number}.npy"
        np.save(file, np.round(some * 32768).astype(np.int16))
        entries.append(
            {
                "kind": "speech", "number": number, "split": "tune", "file": str(file), "rate": RATE,
                "form": ("s16le", "wav")[number], "right": [],
            }
        )  # fmt: skip
    (folder / "speech.json").write_text(json.dumps(entries))
    options = ["--split", "tune", "--kinds", "speech", "--count", "2", "--faults", "1", "--jobs", "1"]
    file = tmp_path / "cases.json"
    monkeypatch.setattr("sys.argv", ["measure", "--cache", str(tmp_path), *options, "--json", str(file)])
    measure.main()
    text = capsys.readouterr().out
    assert re.search(r"speech +2 +50\.0 %", text)
    assert re.search(r"zeroed on a grid +1 +100\.0 %", text)
    cases = json.loads(file.read_text())
    assert [case["fault"] for case in cases][:2] == ["", ""]
    assert cases[1]["said"][0]["code"] == "dropout"


@pytest.mark.parametrize("form", ["s16le", "wav", "mulaw"])
def test_a_recording_is_read_as_it_was_stored(form: Form, frames: Samples, tmp_path: Path) -> None:
    file = tmp_path / "one.npy"
    np.save(file, np.round(frames * 32768).astype(np.int16))
    one = intact.Intact("speech", 0, "tune", str(file), 8000 if form == "mulaw" else RATE, form, ())
    codes = {finding.code for finding in session_of(one).findings()}
    assert codes <= {"noisy"}  # a good part of the voice that the test makes is noise


def test_mu_law_is_that_of_the_player() -> None:
    from sambanova.encodings import MULAW_TABLE

    values = np.arange(-32635, 32636, 5)
    coded = np.frombuffer(sessions.mulaw((values / 32768).astype(np.float32)[:, None]), np.uint8)
    error = np.abs(MULAW_TABLE[coded].astype(int) - values)
    assert (error <= np.maximum(4, np.abs(values) // 16)).all()


def test_whoever_cannot_speak_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    voice = voices.Voice("festival", "no such voice", "en", "fit")
    file = tmp_path / "one.wav"
    voices.speak((voice, 0, file))
    assert file.stat().st_size == 0
    assert "left out festival no such voice" in capsys.readouterr().err
