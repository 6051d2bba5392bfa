"""What callers, sessions and settings say about the audio, and which nonsense is refused or ignored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sambanova.errors import InvalidRequest
from sambanova.format_hints import FormatHint, declared_format, from_mime_type
from sambanova.settings import Settings
from sambanova.web.parameters import asked_format


def test_a_caller_may_say_all_or_nothing() -> None:
    asked = {"encoding": "s16be", "sample_rate": 16000, "channels": 2}
    assert asked_format(asked) == FormatHint("s16be", 16000, 2)
    assert asked_format({}) == FormatHint()
    assert asked_format({"encoding": "", "sample_rate": "", "channels": None}) == FormatHint()
    assert not asked_format({})
    assert asked_format({"channels": "1"})


@pytest.mark.parametrize("value", [16000, 16000.0, "16000", " 16000 ", "16000.0", "+16000"])
def test_a_rate_may_be_a_number_or_text(value: object) -> None:
    assert asked_format({"sample_rate": value}).sample_rate == 16000


@pytest.mark.parametrize(
    ("word", "name"), [("paInt16", "s16le"), ("PCMU", "mulaw"), ("OPUS", "opus"), ("mp3", "mp3")]
)
def test_an_encoding_may_have_other_names(word: str, name: str) -> None:
    assert asked_format({"encoding": word}).encoding == name


def test_a_codec_is_told_from_an_encoding() -> None:
    assert asked_format({"encoding": "opus"}).is_codec
    assert not asked_format({"encoding": "s16le"}).is_codec
    assert not asked_format({}).is_codec


@pytest.mark.parametrize(
    "parameters",
    [
        {"encoding": "s17le"},
        {"encoding": 16},
        {"encoding": ["s16le"]},
        {"encoding": True},
        {"sample_rate": "fast"},
        {"sample_rate": 999},
        {"sample_rate": 400_000},
        {"sample_rate": 44100.5},
        {"sample_rate": -16000},
        {"sample_rate": True},
        {"sample_rate": [16000]},
        {"sample_rate": "1e5"},
        {"sample_rate": float("inf")},
        {"sample_rate": float("nan")},
        {"sample_rate": "１６０００"},
        {"channels": 0},
        {"channels": 9},
        {"channels": "two"},
        {"channels": {}},
    ],
)
def test_what_a_caller_cannot_mean_is_refused_by_name(parameters: dict[str, object]) -> None:
    (name,) = parameters
    with pytest.raises(InvalidRequest, match=name):
        asked_format(parameters)


@given(
    st.dictionaries(
        st.sampled_from(["encoding", "sample_rate", "channels"]),
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12)),
    )
)
def test_a_caller_gets_a_reading_in_range_or_a_refusal(parameters: dict[str, object]) -> None:
    try:
        reading = asked_format(parameters)
    except InvalidRequest:
        return
    assert reading.sample_rate is None or 1000 <= reading.sample_rate <= 384_000
    assert reading.channels is None or 1 <= reading.channels <= 8


@pytest.mark.parametrize(
    ("fields", "reading"),
    [
        ({"sample_rate": "16000", "channels": "1"}, FormatHint(None, 16000, 1)),
        ({"sampleRate": "8000.0", "numChannels": "2"}, FormatHint(None, 8000, 2)),
        ({"encoding": "mulaw"}, FormatHint("mulaw")),
        ({"audio_format": "pcm_s16le"}, FormatHint("s16le")),
        ({"format": "webm"}, FormatHint()),
        ({"mime_type": "audio/webm;codecs=opus"}, FormatHint()),
        ({"mime_type": "audio/pcm;rate=16000;channels=2"}, FormatHint(None, 16000, 2)),
        ({"mime_type": "audio/pcm;rate=16000", "sample_rate": "24000"}, FormatHint(None, 24000)),
        ({"sample_rate": " "}, FormatHint()),
        ({"user_name": "16000"}, FormatHint()),
    ],
)
def test_a_session_declares_its_audio_in_the_words_of_its_writer(
    fields: dict[str, str], reading: FormatHint
) -> None:
    assert declared_format(fields) == (reading, ())


@pytest.mark.parametrize(
    ("name", "text"),
    [("sample_rate", "16k"), ("sample_rate", "0"), ("sampleRate", "-1"), ("channels", "stereo")]
    + [("channels", "64"), ("rate", "x" * 1000)],
)
def test_a_declaration_that_makes_no_sense_is_ignored_and_named(name: str, text: str) -> None:
    reading, (finding,) = declared_format({name: text})
    assert reading == FormatHint()
    assert finding.code == "declaration_unusable"
    assert name in finding.message
    assert len(finding.message) < 200


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("audio/PCMU", FormatHint("mulaw", 8000)),
        ("audio/pcma;rate=16000", FormatHint("alaw", 16000)),
        ("audio/basic", FormatHint("mulaw", 8000)),
        ('audio/L16; rate="24000"; channels=2', FormatHint(None, 24000, 2)),
        ("audio/x-raw;rate=5", FormatHint()),
        ("audio/pcm;channels=99", FormatHint()),
        ("audio/mpeg", FormatHint()),
        ("text/html", FormatHint()),
        ("", FormatHint()),
    ],
)
def test_a_mime_type_says_what_its_parameters_say(text: str, reading: FormatHint) -> None:
    assert from_mime_type(text) == reading


def test_the_settings_pin_what_they_name() -> None:
    assert Settings().pinned_format == FormatHint()
    told = Settings.from_environment({"AUDIO_FORMAT": "paInt16", "AUDIO_RATE": "8000", "AUDIO_CHANNELS": "1"})
    assert told.pinned_format == FormatHint("s16le", 8000, 1)


def test_one_reading_fills_the_gaps_of_another() -> None:
    assert FormatHint(None, 8000).or_else(FormatHint("mulaw", 16000, 2)) == FormatHint("mulaw", 8000, 2)
