"""Keys of Redis as text: every key has a text that is valid in JSON and in URLs, and every text one key.

A key is UTF-8 nearly always. Each byte that is not has a private-use character instead. A key that contains
such a character itself has one for each of its bytes.
"""

from __future__ import annotations

_RAW_BYTES_IN = {0xF700 + byte: 0xDC00 + byte for byte in range(0x80, 0x100)}
_RAW_BYTES_OUT: dict[int, int | str] = {
    **{escaped: shown for shown, escaped in _RAW_BYTES_IN.items()},
    **{shown: "".join(chr(0xF700 + byte) for byte in chr(shown).encode()) for shown in _RAW_BYTES_IN},
}


def text_of_key(key: bytes) -> str:
    """The text of a key.

    text_of_key(b"session:\\xff")  # "session:\\uf7ff"
    """
    if key.isascii():
        return key.decode("ascii")
    return key.decode("utf-8", "surrogateescape").translate(_RAW_BYTES_OUT)


def key_of_text(text: str) -> bytes | None:
    """The key with that text; None if no key has it, as with half of a surrogate pair."""
    try:
        return text.translate(_RAW_BYTES_IN).encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return None
