"""The fix as code: for a finding, what its writer must change, as lines to copy.

Pure: a finding and where the recording is stored in, code out. Names from Redis are quoted for each language,
and are always on one line.

    fix_for("rate_unlikely", Stored("session:1", "hash", "audio_buffer", audio_format), rate=16000)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sambanova.audio_format import AudioFormat
from sambanova.diagnosis import fix_code
from sambanova.diagnosis.code_text import LANGUAGES, Language, literal
from sambanova.diagnosis.fix_code import Code
from sambanova.encodings import ENCODINGS, WAV_SAMPLE_WIDTH
from sambanova.findings import Finding
from sambanova.key_text import key_of_text

USUAL_FIELD = "audio_buffer"
"""The field of a hash that holds the audio where none is known."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a recording is, and what it is.

    key: its text. stored_as: the Redis type. field: of the hash or the entries; None if unknown. format: None
    if it is not audio.
    """

    key: str
    stored_as: str
    field: str | None = None
    format: AudioFormat | None = None


NOWHERE = Stored("session:{id}", "list")
"""Stands for what does not come from Redis, such as a file."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """Code in one language, without a line break at its end."""

    language: Language
    code: str


@dataclass(frozen=True, slots=True)
class Fix:
    """What to change. title: one sentence. snippets: the same in several languages, at least one."""

    title: str
    snippets: tuple[Snippet, ...]

    def as_json(self) -> dict[str, Any]:
        """The fix as the API sends it."""
        return {
            "title": self.title,
            "snippets": [{"language": one.language, "code": one.code} for one in self.snippets],
        }


def fix_for(finding: Finding, stored: Stored) -> Fix | None:
    """The fix for a finding; None if code does not mend it."""
    make = _FIXES.get(finding.code)
    return make(finding, stored) if make else None


def declare_fix(stored: Stored) -> Fix | None:
    """The fix for headerless sound whose sample rate is a guess; None where something tells it."""
    audio_format = stored.format
    if audio_format is None or audio_format.container or audio_format.encoding not in ENCODINGS:
        return None
    if audio_format.sources[2] not in ("signal", "default"):
        return None
    return _declare(
        "Say beside the sound what it is, so that nothing has to be guessed.", stored, audio_format
    )


# ---------------------------------------------------------------- names in code

_PLACE = re.compile(r"%(?:(\w+)(?::([^%]+))?)?%")


def _filled(code: Code, stored: Stored, **names: str | Callable[[Language], str]) -> tuple[Snippet, ...]:
    """The snippets of a table, in the order of `LANGUAGES`. names: more names, by language or for all."""
    return tuple(
        Snippet(language, _fill(code[language], language, stored, names))
        for language in LANGUAGES
        if language in code
    )


def _fill(
    text: str, language: Language, stored: Stored, names: Mapping[str, str | Callable[[Language], str]]
) -> str:
    """One snippet. What is filled in is not looked into, as names may look like places."""

    def value(match: re.Match[str]) -> str:
        name, argument = match[1], match[2]
        if name is None:
            return "%"
        if name == "value":
            return match[0]
        if name in ("write", "rewrite"):
            written = fix_code.WRITE[_kind(stored)][language]
            if name == "rewrite":  # in Go, an error that was declared before
                written = written.replace("err :=", "err =")
            before, after = written.split("%value%")
            return _fill(before, language, stored, names) + argument + _fill(after, language, stored, names)
        if name in ("add", "readd"):
            indent = re.search(r"[ \t]*$", text[: match.start()])
            added = _fill(_add_code(stored)[language], language, stored, names)
            if name == "readd":
                added = added.replace("err :=", "err =")
            return added.replace("\n", "\n" + (indent[0] if indent else ""))
        if name == "write_shell":
            return _fill(fix_code.WRITE_SHELL[_kind(stored)], language, stored, names)
        found = names.get(name)
        if found is None:
            return _named(name, language, stored)
        return found if isinstance(found, str) else found(language)

    return _PLACE.sub(value, text)


def _named(name: str, language: Language, stored: Stored) -> str:
    if name == "field":
        return literal((stored.field or USUAL_FIELD).encode("utf-8", "surrogatepass"), language)
    if name == "about":
        return literal(_bytes(_beside(stored)), language)
    if name == "key":
        return literal(_bytes(stored.key), language)
    width, channels, rate = _frame(stored.format)
    numbers = {"width": width * channels, "sample_width": width, "channels": channels, "rate": rate}
    return str(numbers[name])


def _bytes(key: str) -> bytes:
    found = key_of_text(key)
    return key.encode("utf-8", "replace") if found is None else found


def _frame(audio_format: AudioFormat | None) -> tuple[int, int, int]:
    """Bytes of a sample, channels and sample rate, as far as known; of usual sound otherwise."""
    if audio_format is None or not audio_format.channels:
        return 2, 1, 16_000
    encoding = ENCODINGS.get(audio_format.encoding or "")
    width = encoding.sample_width if encoding else WAV_SAMPLE_WIDTH["s16le"]
    return width, audio_format.channels, audio_format.sample_rate


def _kind(stored: Stored) -> str:
    return stored.stored_as if stored.stored_as in fix_code.WRITE else "string"


def _beside(stored: Stored) -> str:
    """The key of the hash that says what a recording is: its own, or the companion of its key."""
    return stored.key if stored.stored_as == "hash" else f"{stored.key}:meta"


def _add_code(stored: Stored) -> Code:
    """The command that adds a chunk; in place of a hash field, to a list beside it."""
    return fix_code.ADD["list" if stored.stored_as == "hash" else _kind(stored)]


def _for_adding(stored: Stored) -> Stored:
    """Where chunks are added: a hash field has no command for it, so a key of its own takes them."""
    return Stored(f"{stored.key}:audio", "list", None, stored.format) if _kind(stored) == "hash" else stored


# ---------------------------------------------------------------- what a recording is


def _declare(title: str, stored: Stored, audio_format: AudioFormat) -> Fix:
    """The fix that writes the format beside the audio."""
    values: dict[str, str | int] = {"sample_rate": audio_format.sample_rate}
    if audio_format.encoding in ENCODINGS:
        values = {"encoding": audio_format.encoding, **values, "channels": audio_format.channels}
    return _declared(title, stored, values)


def _declared(title: str, stored: Stored, values: Mapping[str, str | int]) -> Fix:
    def words(language: Language) -> str:
        quote = '"{}"' if language == "go" else "{}"
        parts = [part for pair in values.items() for part in pair]
        return (", " if language == "go" else " ").join(
            quote.format(part) if isinstance(part, str) else str(part) for part in parts
        )

    def pairs(language: Language) -> str:
        if language == "python":
            return ", ".join(f'"{name}": {_quoted(value)}' for name, value in values.items())
        return ", ".join(f"{name}: '{value}'" for name, value in values.items())

    if stored.stored_as == "stream":
        return Fix(title, _filled(fix_code.DECLARE_IN_STREAM, stored, words=words, pairs=pairs))
    beside = Stored(_beside(stored), "hash")
    return Fix(title, _filled(fix_code.DECLARE, beside, words=words, pairs=pairs))


def _quoted(value: str | int) -> str:
    return str(value) if isinstance(value, int) else f'"{value}"'


def _right_rate(finding: Finding, stored: Stored) -> Fix | None:
    """Declares the sample rate that the finding says is right."""
    if finding.right_rate is None:
        return None
    if stored.format and stored.format.container:
        return _header(finding, stored)
    title = "Write the sample rate at which the sound was really recorded."
    return _declared(title, stored, {"sample_rate": finding.right_rate})


def _likelier_format(finding: Finding, stored: Stored) -> Fix | None:
    """Declares what the bytes look like."""
    candidates = stored.format.candidates if stored.format else ()
    likelier = next((one for one in candidates if one.encoding in ENCODINGS), None)
    if likelier is None or likelier.encoding is None:
        return None
    values: dict[str, str | int] = {"encoding": likelier.encoding, "channels": likelier.channels}
    return _declared("If it sounds right played as that, write down what it is.", stored, values)


def _as_read(finding: Finding, stored: Stored) -> Fix | None:
    """Declares what the recording is read as."""
    if stored.format is None or stored.format.encoding not in ENCODINGS or stored.format.container:
        return None
    return _declare("Once it sounds right, say beside the sound what it is.", stored, stored.format)


def _header(finding: Finding, stored: Stored) -> Fix | None:
    """Writes the WAV header from one set of values."""
    audio_format = stored.format
    rate = finding.right_rate or (audio_format.sample_rate if audio_format else 16_000)
    title = "Write the header from the values of the recorder, when the recording is complete."
    return Fix(title, _filled(fix_code.WAV_HEADER, stored, rate=str(rate)))


# ---------------------------------------------------------------- how it is written

Make = Callable[[Finding, Stored], "Fix | None"]


def _of(title: str, code: Code) -> Make:
    """A fix with code that does not depend on the finding."""

    def make(finding: Finding, stored: Stored) -> Fix:
        return Fix(title, _filled(code, stored))

    return make


def _adding(title: str, code: Code | None = None) -> Make:
    """A fix that adds chunks. code: with `%add%`; by default that alone."""

    def make(finding: Finding, stored: Stored) -> Fix:
        place = _for_adding(stored)
        return Fix(title, _filled(_add_code(place) if code is None else code, place))

    return make


def _doubled(finding: Finding, stored: Stored) -> Fix:
    place = _for_adding(stored)
    code = dict(fix_code.ONCE_ONLY)
    if place.stored_as != "stream":
        del code["shell"]
    return Fix("Number the chunks where they are recorded, and write each number once.", _filled(code, place))


def _newest_first(finding: Finding, stored: Stored) -> Fix:
    return Fix("Add each chunk behind the others: RPUSH, not LPUSH.", _filled(fix_code.ADD["list"], stored))


def _begin_empty(finding: Finding, stored: Stored) -> Fix:
    code = fix_code.BEGIN_EMPTY.get(_kind(stored), fix_code.BEGIN_EMPTY[""])
    return Fix(
        "Empty the place when a recording begins, so that nothing older stays in it.", _filled(code, stored)
    )


def _in_step(finding: Finding, stored: Stored) -> Fix:
    place = _for_adding(stored)
    if place.stored_as != "stream":
        place = Stored(place.key, "stream", "audio_data")
    title = "Write each side to a stream: the ids of its entries say when each chunk was written."
    return Fix(title, _filled(fix_code.ADD["stream"], place))


_APPEND = "Add each chunk with one command; what is read, added to and written back loses what comes between."
_ENCODE = "Encode the bytes once, with the standard alphabet, padding and no line breaks."
_WHOLE = "Write only whole samples; keep the rest of a chunk for the next one."
_SLOW = "Put chunks into a queue that one writer empties, so that a slow Redis loses none of them."
_ONE_CHANNEL = "Record one channel."
_PROCESSED = "Let the browser take out echo and noise, and set the gain, where the sound is recorded."

_FIXES: dict[str, Make] = {
    "rate_unlikely": _right_rate,
    "rate_contradicts_clock": _right_rate,
    "declared_format_unlikely": _likelier_format,
    "format_uncertain": _as_read,
    "declaration_unusable": _as_read,
    "npy_array": lambda finding, stored: declare_fix(stored),
    "container_rate_contradicts": _header,
    "container_header_contradicts": _header,
    "container_header_damaged": _header,
    "container_length_wrong": _header,
    "container_length_unknown": _header,
    "base64_concatenated": _of(
        "Decode each chunk, join the bytes, and encode them together.", fix_code.JOIN_BASE64
    ),
    "base64_missing_padding": _of(_ENCODE, fix_code.ENCODE_BASE64),
    "base64_wrong_padding": _of(_ENCODE, fix_code.ENCODE_BASE64),
    "base64_line_breaks": _of(_ENCODE, fix_code.ENCODE_BASE64),
    "base64_url_safe": _of(_ENCODE, fix_code.ENCODE_BASE64),
    "base64_quoted": _of("Write the text itself, not its JSON or Python form.", fix_code.ENCODE_BASE64),
    "base64_of_base64": _of(
        "The recorder hands over base64 already: decode it, and encode once.", fix_code.TEXT_ONCE
    ),
    "data_url_prefix": _of("Write only what follows the comma.", fix_code.DATA_URL),
    "hexadecimal_text": _of("Write the bytes that the digits stand for.", fix_code.FROM_HEXADECIMAL),
    "bytes_as_text": _of("Write bytes, not a string of characters.", fix_code.BYTES),
    "wav_header_repeated": _of("Write the frames alone, without the header.", fix_code.WITHOUT_HEADER),
    "compressed_cut_off": _of("Compress the whole sound, and write it whole.", fix_code.COMPRESS_WHOLE),
    "json_lines_damaged": _adding("Write each message with one command.", fix_code.LINE_OF_JSON),
    "chunks_newest_first": _newest_first,
    "several_recordings": _begin_empty,
    "container_header_late": _begin_empty,
    "container_header_missing": _adding("Keep the first chunk: add to it, and do not trim (LTRIM, MAXLEN)."),
    "container_damaged": _adding(_APPEND),
    "chunk_missing": _adding(_APPEND),
    "sound_jump": _adding(_APPEND),
    "base64_cut_off": _adding(_APPEND),
    "dropout": _adding(_SLOW, fix_code.QUEUE),
    "gap_in_time": _adding(_SLOW, fix_code.QUEUE),
    "chunk_doubled": _doubled,
    "byte_slip": _adding(_WHOLE, fix_code.WHOLE_SAMPLES),
    "odd_length": _adding(_WHOLE, fix_code.WHOLE_SAMPLES),
    "byte_offset": _adding(_WHOLE, fix_code.WHOLE_SAMPLES),
    "start_cut": _adding("Keep what came just before speech was detected.", fix_code.PRE_ROLL),
    "end_cut": _of("Write what is still in the queue before the recording ends.", fix_code.DRAIN),
    "tracks_not_in_step": _in_step,
    "channels_equal": _adding(_ONE_CHANNEL, fix_code.MONO),
    "channel_dead": _adding(_ONE_CHANNEL, fix_code.MONO),
    "channels_inverted": _adding(_ONE_CHANNEL, fix_code.MONO),
    "echo": _of(_PROCESSED, fix_code.MICROPHONE),
    "noisy": _of(_PROCESSED, fix_code.MICROPHONE),
    "too_quiet": _of(_PROCESSED, fix_code.MICROPHONE),
}
"""What makes the fix of each code; codes that are missing are mended elsewhere than in code."""
