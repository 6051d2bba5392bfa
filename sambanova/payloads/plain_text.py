"""Recognises text in place of base64: JSON, HTML, `null` and plain text.

Words may consist of base64 characters alone: `NULL` decodes to three bytes. But the letters of text form
words, while those of base64 are random: nearly all letters of text are in runs of lower-case letters,
and about a third of those of base64.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from sambanova.findings import Finding

_MAX_HEAD = 4096  # bytes that are examined
_MAX_SHOWN = 60  # characters of the text in the message
_MAX_NAME = 100  # characters of a text without spaces, such as a URL; longer ones are base64
_MIN_DECODED = 8  # bytes; fewer may be letters by chance
_MIN_WORD_SHARE = 0.65  # of letters and digits that are in words, in text with spaces
_MIN_WORD_SHARE_OF_NAME = 0.8  # the same in text without spaces
_WORD = re.compile(r"[^\W\d_]?[^\W\d_A-Z]{2,}\d*|(?<![^\W_])[A-Za-z](?![^\W_])")
_PART_OF_NAME = re.compile(r"[^\W\d_]?[^\W\d_A-Z]{3,}")
_MIN_LETTERS = 6  # distinct ones in text of capital letters
_MAX_LETTER_SHARE = 0.4  # of one letter in text of capital letters
_MIN_LINE = 16  # characters of a line of base64
_BASE64_LINE = re.compile(r"[\w+/-]+={0,2}", re.ASCII)
_EMPTY_VALUES = frozenset(
    ("null", "none", "nil", "nan", "n/a", "undefined", "true", "false", "empty", "error", "ok")
    + ("[object object]", "[object blob]", "[object arraybuffer]")
)
_MAX_PLACEHOLDER = 32  # bytes
_JSON = re.compile(r"""[{\[]\s*(?:["'{\[}\]]|-?\d)""")
_MIN_DECODED_JSON = 4  # distinct characters of JSON that was decoded from base64
_MARKUP = re.compile(r"<(?:!doctype|!--|\?xml|[a-z][\w:-]*[\s/>])", re.I)
_DATA_URL = re.compile(r"data:[^,]{0,200},", re.I)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of text. name: in a message. hint: what to do in the app."""

    name: str
    hint: str


_JSON_KIND = _Kind(
    "JSON text",
    "Look at what the app stores when a service answers with an error, and write the recorded bytes alone.",
)
_MARKUP_KIND = _Kind(
    "HTML or XML",
    "The app stored the page with which a service answered: check the status of the answer before writing.",
)
_EMPTY_KIND = _Kind(
    "a word that stands for nothing",
    "The app wrote an empty value as text: leave the field empty as long as there is no sound.",
)
_PLAIN_KIND = _Kind(
    "plain text",
    "Look for what else writes to this field, and write the recorded bytes alone, as base64.",
)


def look_for(data: bytes, *, decoded: bool = False) -> Finding | None:
    """The finding `not_base64_text` for data that is text; None if it may be base64 or audio.

    decoded: whether data was decoded from base64.

        look_for(b"null").code  # "not_base64_text"
    """
    if decoded and len(data) < _MIN_DECODED:
        return None
    text = _as_text(data[:_MAX_HEAD])
    if text is None:
        return None
    kind = _kind_of(text, decoded=decoded)
    if kind is None or (decoded and kind is _EMPTY_KIND):
        return None
    what = f"The base64 holds {kind.name}, not sound" if decoded else f"This is {kind.name}, not base64"
    return _finding(what, text, kind)


def json_without_audio(data: bytes) -> Finding:
    """The finding for JSON in which no field holds audio."""
    text = data[:_MAX_HEAD].decode("utf-8-sig", "replace")
    return _finding("This is JSON without audio in it", text, _JSON_KIND)


def _finding(what: str, text: str, kind: _Kind) -> Finding:
    begins = " ".join(text.split())
    shown = begins if len(begins) <= _MAX_SHOWN else f"{begins[:_MAX_SHOWN]}…"
    return Finding("not_base64_text", "error", f"{what}: “{shown}”.", kind.hint)


def _as_text(head: bytes) -> str | None:
    """The decoded text, if it is printable UTF-8."""
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 3 or len(head) < _MAX_HEAD:  # otherwise the head ends in a character
            return None
        text = head[: error.start].decode("utf-8-sig")
    return text.strip() if text.translate(_WITHOUT_LAYOUT).isprintable() else None


_WITHOUT_LAYOUT = dict.fromkeys(map(ord, "\t\r\n\v\f"))


def _kind_of(text: str, *, decoded: bool) -> _Kind | None:
    bare = text.strip("\"'").strip()
    if bare.lower() in _EMPTY_VALUES:
        return _EMPTY_KIND
    if is_json(bare, decoded=decoded):
        return _JSON_KIND
    if _MARKUP.match(bare):
        return _MARKUP_KIND
    if _DATA_URL.match(bare) or bare.endswith("="):  # base64 may end with it
        return None
    return _PLAIN_KIND if _consists_of_words(bare) else None


def is_json(text: str, *, decoded: bool = False) -> bool:
    """Whether text begins as JSON does. A few characters again and again, such as `[[[[[`, may be sound."""
    if _JSON.match(text) is None:
        return False
    if not decoded:
        return len(text) == 1 or text.count(text[0]) < len(text)
    return len(set(text)) >= min(len(text), _MIN_DECODED_JSON)


def is_placeholder(data: bytes) -> bool:
    """Whether data is a word that stands for nothing, such as `NULL`."""
    if len(data) > _MAX_PLACEHOLDER:
        return False
    return data.decode("latin-1").strip().strip("\"'").strip().lower() in _EMPTY_VALUES


def _consists_of_words(text: str) -> bool:
    if len(text.split()) == 1:
        words, min_share = _PART_OF_NAME.findall(text), _MIN_WORD_SHARE_OF_NAME
        if len(text) > _MAX_NAME or _is_periodic(text):
            return False
    else:
        if _is_wrapped(text.split()):
            return False
        if text.isupper() and _is_varied(text):
            text = text.lower()
        words, min_share = _WORD.findall(text), _MIN_WORD_SHARE
    letters = sum(map(str.isalnum, text))
    return letters > 0 and sum(map(len, words)) >= min_share * letters


def _is_wrapped(lines: list[str]) -> bool:
    """Whether these may be lines of base64: most of the text is in pieces longer than words are."""
    if not all(map(_BASE64_LINE.fullmatch, lines)):
        return False
    long = sum(len(line) for line in lines if len(line) >= _MIN_LINE)
    return long >= sum(map(len, lines)) / 2


def _is_varied(text: str) -> bool:
    """Whether text uses its letters as a language does; in base64, silence is A over and over."""
    counts = Counter(filter(str.isalpha, text))
    return len(counts) >= _MIN_LETTERS and max(counts.values()) <= _MAX_LETTER_SHARE * counts.total()


def _is_periodic(text: str) -> bool:
    """Whether text may be base64 of one repeated sample, whose characters repeat after eight at most."""
    return len(text) > 8 and text[8:] == text[:-8]
