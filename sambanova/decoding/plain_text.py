"""Text where base64 should be: an answer of a service, a page, a word that stands for nothing.

Many a word is made of base64's letters alone: `NULL` decodes to three bytes. What sets text apart is
that its letters form words, where those of base64 are mixed at random: of a text nearly all letters
stand in runs of small ones, of base64 about a third.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sambanova.findings import Finding

_HEAD = 4096  # bytes that are looked at
_SHOWN = 60  # characters that are shown
_LONGEST_NAME = 100  # characters of a text without blanks, such as an address; by then base64 is told apart
_LEAST_DECODED = 8  # bytes; fewer may be letters by chance
_LEAST_SHARE = 0.65  # of letters and digits that stand in words, in text with blanks
_LEAST_SHARE_OF_NAME = 0.8  # in text without, of which less is at hand
_WORD = re.compile(r"[^\W\d_]?[^\W\d_A-Z]{2,}\d*|(?<![^\W_])[A-Za-z](?![^\W_])")
_PART_OF_NAME = re.compile(r"[^\W\d_]?[^\W\d_A-Z]{3,}")
_LEAST_LETTERS = 6  # different ones of text in capitals; silence in base64 is A alone
_NOTHING = frozenset(
    ("null", "none", "nil", "nan", "n/a", "undefined", "true", "false", "empty", "error", "ok")
    + ("[object object]", "[object blob]", "[object arraybuffer]")
)
_JSON = re.compile(r"""[{\[]\s*(?:["'{\[}\]]|-?\d)""")
_MARKUP = re.compile(r"<(?:!doctype|!--|\?xml|[a-z][\w:-]*[\s/>])", re.I)
_DATA_URL = re.compile(r"data:[^,]{0,200},", re.I)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a text is, and what to do about it in the app."""

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
_NOTHING_KIND = _Kind(
    "a word that stands for nothing",
    "The app wrote an empty value as text: leave the field empty as long as there is no sound.",
)
_PLAIN_KIND = _Kind(
    "plain text",
    "Look for what else writes to this field, and write the recorded bytes alone, as base64.",
)


def look_for(data: bytes, *, decoded: bool = False) -> Finding | None:
    """The finding for bytes that are text and no sound; None where they may be base64 or sound.

    decoded: the bytes came out of base64.
    """
    if decoded and len(data) < _LEAST_DECODED:
        return None
    text = _as_text(data[:_HEAD])
    if text is None:
        return None
    kind = _kind_of(text)
    if kind is None or (decoded and kind is _NOTHING_KIND):
        return None
    begins = " ".join(text.split())
    shown = begins if len(begins) <= _SHOWN else f"{begins[:_SHOWN]}…"
    what = f"The base64 holds {kind.name}, not sound" if decoded else f"This is {kind.name}, not base64"
    return Finding("not_base64_text", "error", f"{what}: “{shown}”.", kind.hint)


def _as_text(head: bytes) -> str | None:
    """Bytes as text, if all of them are characters that can be read."""
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 3 or len(head) < _HEAD:  # else a character was cut in two
            return None
        text = head[: error.start].decode("utf-8-sig")
    readable = all(character.isprintable() or character in "\t\r\n\v\f" for character in text)
    return text.strip() if readable else None


def _kind_of(text: str) -> _Kind | None:
    bare = text.strip("\"'").strip()
    if bare.lower() in _NOTHING:
        return _NOTHING_KIND
    if _JSON.match(bare):
        return _JSON_KIND
    if _MARKUP.match(bare):
        return _MARKUP_KIND
    if _DATA_URL.match(bare) or bare.endswith("="):  # base64 may end so
        return None
    return _PLAIN_KIND if _consists_of_words(bare) else None


def _consists_of_words(text: str) -> bool:
    letters = sum(character.isalnum() for character in text)
    if len(text.split()) == 1:
        words, least = _PART_OF_NAME.findall(text), _LEAST_SHARE_OF_NAME
        if len(text) > _LONGEST_NAME or _is_constant(text):
            return False
    else:
        if text.isupper() and len(set(text)) >= _LEAST_LETTERS:
            text = text.lower()
        words, least = _WORD.findall(text), _LEAST_SHARE
    return letters > 0 and sum(map(len, words)) >= least * letters


def _is_constant(text: str) -> bool:
    """Whether it may be base64 of one sample again and again, whose characters recur after eight at most."""
    return len(text) > 8 and text[8:] == text[:-8]
