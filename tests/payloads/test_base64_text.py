"""From base64 in any state to bytes: what writers get wrong is repaired and named."""

from __future__ import annotations

import base64
import binascii
import json
import textwrap
from dataclasses import dataclass

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sambanova.payloads.base64_text import AudioBuffer

# Sound, which unlike text holds bytes that are no letters; 200 is not a multiple of 3.
SOUND = bytes((37 * number * number + 11 * number) % 256 for number in range(200))


def encoded(data: bytes) -> bytes:
    return base64.b64encode(data)


def codes(buffer: AudioBuffer) -> list[str]:
    return [finding.code for finding in buffer.findings]


def assert_repaired(text: bytes, *expected_codes: str, data: bytes = SOUND) -> AudioBuffer:
    buffer = AudioBuffer.from_text(text)
    assert buffer.data == data
    assert codes(buffer) == list(expected_codes)
    assert not buffer.base64_valid
    return buffer


@pytest.mark.parametrize("length", [0, 1, 2, 3, 4, 199, 200])
def test_good_base64_has_no_findings(length: int) -> None:
    buffer = AudioBuffer.from_text(encoded(SOUND[:length]))
    assert buffer == AudioBuffer(SOUND[:length], base64_valid=True)


def test_joined_chunks_are_all_decoded() -> None:
    chunks = [SOUND[:40], SOUND[40:81], SOUND[81:200]]
    buffer = assert_repaired(b"".join(map(encoded, chunks)), "base64_concatenated")
    assert buffer.findings[0].severity == "warning"
    assert "3 " in buffer.findings[0].message


def test_a_strict_decoder_refuses_joined_chunks() -> None:
    """What the finding explains; lenient ones stop at the first chunk, or go on, as newer Pythons do."""
    joined = encoded(SOUND[:40]) + encoded(SOUND[40:])
    with pytest.raises(binascii.Error):
        base64.b64decode(joined, validate=True)


def test_the_url_safe_alphabet_is_read() -> None:
    text = base64.urlsafe_b64encode(SOUND)
    assert b"-" in text
    assert b"_" in text
    assert_repaired(text, "base64_url_safe")


@pytest.mark.parametrize("length", [199, 200])
def test_missing_padding_is_added(length: int) -> None:
    text = encoded(SOUND[:length])
    assert text.endswith(b"=")
    assert_repaired(text.rstrip(b"="), "base64_missing_padding", data=SOUND[:length])


def test_half_of_the_padding_is_noticed() -> None:
    text = encoded(SOUND[:199])
    assert text.endswith(b"==")
    assert_repaired(text[:-1], "base64_wrong_padding", data=SOUND[:199])


@pytest.mark.parametrize("extra", [b"=", b"=="])
def test_too_much_padding_is_noticed(extra: bytes) -> None:
    assert_repaired(encoded(SOUND) + extra, "base64_wrong_padding")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\n\n", " ", "\t", "\\n", "\\r\\n"])
def test_line_breaks_and_blanks_are_removed(line_end: str) -> None:
    lines = textwrap.wrap(encoded(SOUND).decode(), 76)
    assert_repaired(line_end.join([*lines, ""]).encode(), "base64_line_breaks")


@pytest.mark.parametrize(
    ("prefix", "mime_type"),
    [
        (b"data:audio/webm;base64,", "audio/webm"),
        (b"data:audio/webm;codecs=opus;base64,", "audio/webm;codecs=opus"),
        (b"data:audio/pcm;rate=16000;base64,", "audio/pcm;rate=16000"),
        (b"data:application/octet-stream;base64,", "application/octet-stream"),
        (b"data:;base64,", None),
    ],
)
def test_a_data_url_is_unwrapped_and_its_type_kept(prefix: bytes, mime_type: str | None) -> None:
    buffer = assert_repaired(prefix + encoded(SOUND), "data_url_prefix")
    assert buffer.mime_type == mime_type


def test_each_joined_chunk_may_be_a_data_url() -> None:
    prefix = b"data:audio/webm;codecs=opus;base64,"
    text = b"".join(prefix + encoded(chunk) for chunk in (SOUND[:99], SOUND[99:150], SOUND[150:]))
    assert_repaired(text, "data_url_prefix", "base64_concatenated")


def test_base64_of_base64_is_unwrapped() -> None:
    buffer = AudioBuffer.from_text(encoded(encoded(SOUND)))
    assert buffer.data == SOUND
    assert codes(buffer) == ["base64_of_base64"]
    assert buffer.base64_valid  # the text itself is


def test_base64_of_a_data_url_is_unwrapped() -> None:
    buffer = AudioBuffer.from_text(encoded(b"data:audio/webm;base64," + encoded(SOUND)))
    assert buffer.data == SOUND
    assert buffer.mime_type == "audio/webm"
    assert codes(buffer) == ["base64_of_base64", "data_url_prefix"]


def test_hexadecimal_digits_in_base64_are_unwrapped() -> None:
    buffer = AudioBuffer.from_text(encoded(SOUND.hex().encode()))
    assert buffer.data == SOUND
    assert codes(buffer) == ["hexadecimal_text"]


def test_a_text_that_ends_inside_a_byte_gives_all_whole_bytes() -> None:
    text = encoded(SOUND[:99])[:-3]
    buffer = assert_repaired(text, "base64_cut_off", data=SOUND[:96])
    assert buffer.findings[0].severity == "error"


def test_a_json_string_is_unquoted() -> None:
    text = json.dumps("\n".join(textwrap.wrap(encoded(SOUND).decode(), 76))).encode()
    assert_repaired(text, "base64_quoted", "base64_line_breaks")


def test_strange_characters_are_left_out() -> None:
    text = encoded(SOUND)
    buffer = assert_repaired(text[:60] + b"#\x00!" + text[60:], "base64_strange_characters")
    assert "3 characters" in buffer.findings[0].message
    assert buffer.findings[0].severity == "error"


def test_raw_bytes_are_taken_as_they_are() -> None:
    assert_repaired(SOUND, "not_base64")


def test_raw_bytes_that_look_like_text_are_taken_as_they_are() -> None:
    assert_repaired(b"\x0b" * 100, "not_base64", data=b"\x0b" * 100)


def test_blanks_alone_are_no_bytes() -> None:
    assert_repaired(b" \r\n", "base64_line_breaks", data=b"")


@dataclass(frozen=True)
class Written:
    """A text and what a faulty writer did to the sound in it."""

    data: bytes
    text: bytes
    faults: frozenset[str]


SILENCE_FAULTS = frozenset({"base64_concatenated", "base64_line_breaks"})


@st.composite
def written(draw: st.DrawFn) -> Written:
    """Any bytes in any chunks, with any combination of the faults that can be undone."""
    # A zero byte keeps the sound from being a base64 text by chance, and its length from being a word.
    chunks = [b"\0" + draw(st.binary(min_size=30, max_size=60))]
    chunks += draw(st.lists(st.binary(min_size=1, max_size=50), max_size=4))
    faults: set[str] = set()
    encode = base64.urlsafe_b64encode if draw(st.booleans()) else base64.b64encode
    texts = [encode(chunk) for chunk in chunks]
    if any(b"-" in text or b"_" in text for text in texts):
        faults.add("base64_url_safe")
    if any(text.endswith(b"=") for text in texts[:-1]):
        faults.add("base64_concatenated")
    if texts[-1].endswith(b"=") and draw(st.booleans()):
        texts[-1] = texts[-1].rstrip(b"=")
        faults.add("base64_missing_padding")
    line_end = draw(st.sampled_from([b"", b"\n", b"\r\n", b" "]))
    if line_end:
        texts = [
            line_end.join(text[begin : begin + 20] for begin in range(0, len(text), 20)) for text in texts
        ]
        text = line_end.join(texts) + line_end
        faults.add("base64_line_breaks")
    else:
        text = b"".join(texts)
    if draw(st.booleans()):
        text = b"data:audio/webm;codecs=opus;base64," + text
        faults.add("data_url_prefix")
    if draw(st.booleans()):
        text = b'"' + text + b'"'
        faults.add("base64_quoted")
    if len(text) >= 64 and draw(st.booleans()):
        text = base64.b64encode(text)
        faults.add("base64_of_base64")
    return Written(b"".join(chunks), text, frozenset(faults))


@given(written())
@example(Written(bytes(32) + b"-\x01", b"A" * 20 + b"\n" + b"A" * 20 + b"\nAA==\nAC0B\n", SILENCE_FAULTS))
def test_any_combination_of_faults_is_undone_and_named(case: Written) -> None:
    buffer = AudioBuffer.from_text(case.text)
    assert buffer.data == case.data
    assert set(codes(buffer)) == case.faults
    assert len(codes(buffer)) == len(set(codes(buffer)))
    assert buffer.base64_valid == (not case.faults or "base64_of_base64" in case.faults)


@given(st.binary(min_size=24, max_size=300))  # fewer may be a word by chance
def test_what_is_encoded_once_comes_back_as_it_was(data: bytes) -> None:
    assert AudioBuffer.from_text(encoded(b"\0" + data)).data == b"\0" + data


@given(
    st.binary(max_size=400)
    | st.text("AQgw09+/-_=\n\"';:,dat ", max_size=400).map(str.encode)
    | st.binary(min_size=50, max_size=200).map(base64.b64encode).map(base64.b64encode)
)
@example(b"=")
@example(b"QQ=")
@example(b"data:,")
@example(b"data:audio/webm;base64,")
@example(b'""')
@example(b"A" * 64)
def test_no_text_is_refused_and_what_is_not_base64_is_never_passed_over(text: bytes) -> None:
    buffer = AudioBuffer.from_text(text)
    assert buffer.base64_valid or buffer.findings
    assert len(buffer.data) <= len(text)
    for finding in buffer.findings:
        assert finding.message.endswith(".")
        assert finding.hint.endswith(".")


@given(st.integers(min_value=1, max_value=len(encoded(SOUND)) - 1))
def test_a_text_cut_anywhere_gives_the_sound_up_to_there(length: int) -> None:
    buffer = AudioBuffer.from_text(encoded(SOUND)[:length])
    assert buffer.data == SOUND[: length * 3 // 4]
    assert buffer.base64_valid == (length % 4 == 0)
