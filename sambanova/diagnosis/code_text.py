"""Text from Redis as literals of shells and programming languages: always one line of printable ASCII.

A literal holds exactly the bytes that were given, so that no name can end it and begin something else.
"""

from __future__ import annotations

import json
import shlex
from typing import Literal, get_args

Language = Literal["shell", "python", "node", "go", "browser"]
"""A language of a snippet. `shell` is bash or zsh, `node` is JavaScript on a server, `browser` in a page."""

LANGUAGES: tuple[Language, ...] = get_args(Language)
LABELS: dict[Language, str] = {
    "shell": "Shell",
    "python": "Python",
    "node": "Node",
    "go": "Go",
    "browser": "Browser",
}
"""The name of each language for people."""


def literal(data: bytes, language: Language) -> str:
    """Bytes as a literal of a language, or as one word of a shell.

    literal(b"session:it's", "shell")  # 'session:it'"'"'s'
    literal(b"audio:1", "python")  # "audio:1", with its quotes
    """
    return _LITERALS[language](data)


def _text(data: bytes) -> str | None:
    """The text of UTF-8; None for other bytes."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _is_plain(data: bytes) -> bool:
    """Whether text can stand between quotes in any language as it is."""
    return all(0x20 <= byte < 0x7F and byte not in b"\"'\\" for byte in data)


def _shell(data: bytes) -> str:
    if all(0x20 <= byte < 0x7F for byte in data):
        return shlex.quote(data.decode("ascii"))
    # Octal escapes have three digits, so that no digit behind them is taken for one of theirs.
    inner = "".join(
        chr(byte) if 0x20 <= byte < 0x7F and byte not in b"'\\" else f"\\{byte:03o}" for byte in data
    )
    return f"$'{inner}'"


def _python(data: bytes) -> str:
    if _is_plain(data):
        return f'"{data.decode("ascii")}"'
    text = _text(data)
    return repr(data) if text is None else ascii(text)


def _node(data: bytes) -> str:
    if _is_plain(data):
        return f"'{data.decode('ascii')}'"
    text = _text(data)
    return f"Buffer.from('{data.hex()}', 'hex')" if text is None else json.dumps(text)


def _go(data: bytes) -> str:
    # Escapes of bytes, as those of code points have no surrogates in Go.
    inner = "".join(
        chr(byte) if 0x20 <= byte < 0x7F and byte not in b'"\\' else f"\\x{byte:02x}" for byte in data
    )
    return f'"{inner}"'


_LITERALS = {"shell": _shell, "python": _python, "node": _node, "go": _go, "browser": _node}
