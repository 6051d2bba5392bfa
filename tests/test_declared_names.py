"""The names that voice apps give to the format of their audio, beside those of the player's own layout."""

from __future__ import annotations

import json

import pytest

from sambanova.encodings import encoding_of_dtype
from sambanova.format_hints import FormatHint, declared_format


@pytest.mark.parametrize(
    "name",
    ["rate", "sample_rate_hertz", "sampleRateHertz", "sample_rate_hz", "sampling_rate", "framerate", "sr"],
)
def test_a_sample_rate_has_many_names(name: str) -> None:
    assert declared_format({name: "16000"}) == (FormatHint(sample_rate=16000), ())


@pytest.mark.parametrize(
    ("fields", "encoding"),
    [
        ({"sample_width": "2"}, "s16le"),
        ({"sampwidth": "3"}, "s24le"),
        ({"width": "2"}, "s16le"),
        ({"sample_width": "1"}, None),
        ({"sample_width": "4"}, None),
        ({"bits_per_sample": "16"}, "s16le"),
        ({"bit_depth": "24"}, "s24le"),
        ({"bits": "20"}, None),
        ({"bits": "32"}, None),
        ({"dtype": "int16"}, "s16le"),
        ({"dtype": "<i2"}, "s16le"),
        ({"dtype": ">i2"}, "s16be"),
        ({"dtype": "np.float32"}, "f32le"),
        ({"dtype": "object"}, None),
        ({"audio_encoding": "LINEAR16"}, "s16le"),
        ({"encoding": "mulaw", "sample_width": "2"}, "mulaw"),
        ({"encoding": "base64", "sample_width": "2"}, "s16le"),
    ],
)
def test_width_bits_and_data_type_say_the_encoding_where_only_one_has_them(
    fields: dict[str, str], encoding: str | None
) -> None:
    assert declared_format(fields) == (FormatHint(encoding), ())


@pytest.mark.parametrize("name", ["nchannels", "channel_count", "channelCount"])
def test_the_channels_have_many_names(name: str) -> None:
    assert declared_format({name: "2"}) == (FormatHint(channels=2), ())


@pytest.mark.parametrize("name", ["mediaFormat", "media_format", "format", "audio_format"])
def test_a_field_may_hold_an_object(name: str) -> None:
    value = json.dumps({"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1})
    assert declared_format({name: value}) == (FormatHint("mulaw", 8000, 1), ())
    assert declared_format({name: value, "sampleRate": "16000"})[0].sample_rate == 16000


@pytest.mark.parametrize(
    "value", ["{", "{}", '{"encoding": [1]}', '{"a":' * 5000, '{"rate": ' + "9" * 5000 + "}"]
)
def test_an_object_that_says_nothing_is_passed_over(value: str) -> None:
    assert declared_format({"mediaFormat": value}) == (FormatHint(), ())


@pytest.mark.parametrize("fields", [{"sample_width": "5"}, {"bits": "x"}, {"framerate": "20ms"}])
def test_a_value_that_cannot_be_used_is_named(fields: dict[str, str]) -> None:
    reading, (finding,) = declared_format(fields)
    assert reading == FormatHint()
    assert finding.code == "declaration_unusable"
    assert next(iter(fields)) in finding.message


@pytest.mark.parametrize("name", ["<u2", "<i8", "bool", "<c8", "", "i", "float128"])
def test_no_encoding_has_the_samples_of_other_types(name: str) -> None:
    assert encoding_of_dtype(name) is None
