"""Decodes the base64 text of a session, repairs it where it is malformed, and reports its faults.

Well-formed base64 (RFC 4648, section 4) is decoded in one strict step. Other text passes through `_STEPS`,
each of which repairs one fault of real writers. Text that is not base64, such as JSON, is reported and
left as it is.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pybase64

from sambanova.findings import Finding, Severity
from sambanova.payloads import plain_text

# Bytes from which decoded data is checked for base64 or hexadecimal digits. Fewer could be such by chance.
_MIN_NESTED = 64

# Share of bytes that are not printable ASCII, up to which a field is text. Of raw audio or a container
# most bytes are not.
_MAX_UNPRINTABLE = 0.1

_STANDARD = re.compile(rb"[^A-Za-z0-9+/]+")
_NESTED = re.compile(rb"[\"']?[\w+/=\-\s]*(?:data:[^,]{1,200},[\w+/=\-\s]*)*[\"']?")
_HEXADECIMAL = re.compile(rb"(?:[0-9a-f]{2})+|(?:[0-9A-F]{2})+")
_DATA_URL = re.compile(rb"\s*data:([\w.+-]+/[\w.+-]+)?((?:;[^,;]{1,100})*),")


@dataclass(frozen=True, slots=True)
class AudioBuffer:
    """The bytes that a session stored as base64, and the faults of its text.

    data: the decoded bytes, repaired where possible. base64_valid: whether the text was well-formed.
    findings: one for each fault. mime_type: the one of a `data:` prefix. is_text: whether data is text or
    something else instead of audio; then the last finding says what it is.

        AudioBuffer.from_text(b"AAEC").data  # b"\x00\x01\x02"
    """

    data: bytes
    base64_valid: bool
    findings: tuple[Finding, ...] = ()
    mime_type: str | None = None
    is_text: bool = False

    @property
    def is_placeholder(self) -> bool:
        """Whether the app wrote a word for nothing, such as `NULL`, where there is no audio."""
        return self.is_text and not self.data

    @classmethod
    def from_text(cls, text: bytes) -> AudioBuffer:
        """Decodes base64 in any state. It never raises; text without any base64 gives no bytes."""
        plain = plain_text.look_for(text)
        if plain is not None:
            return cls(text, base64_valid=False, findings=(plain,), is_text=True)
        data = strict(text)
        repair = _Repair(text)
        decoded = repair.decode() if data is None else data
        found = cls(decoded, data is not None, tuple(repair.findings), repair.mime_type)
        return found.looked_into() if len(decoded) < len(text) else found

    def looked_into(self) -> AudioBuffer:
        """What the data really is, which may be text, or be encoded again. It was decoded from base64."""
        plain = plain_text.look_for(self.data, decoded=True)
        if plain is not None:
            return replace(self, findings=(*self.findings, plain), is_text=True)
        if not looks_nested(self.data):
            return self
        if _HEXADECIMAL.fullmatch(self.data):
            findings = (*self.findings, _HEXADECIMAL_TEXT)
            return AudioBuffer(binascii.unhexlify(self.data), self.base64_valid, findings)
        # The data is a quarter shorter each time, so that the recursion ends.
        inner = self.from_text(self.data)
        return AudioBuffer(
            inner.data,
            self.base64_valid,
            (*self.findings, _BASE64_OF_BASE64, *inner.findings),
            self.mime_type or inner.mime_type,
        )


RAW = Finding(
    "not_base64",
    "info",
    "The sound is stored as raw bytes, as most apps do; they are read as they are.",
    "Nothing needs to be changed: raw bytes take a quarter less room than base64.",
)
"""The finding for bytes that are no text."""

LINE_BREAKS = Finding(
    "base64_line_breaks",
    "info",
    "There are line breaks or blanks in the text.",
    "Use an encoder that does not wrap lines.",
)
"""The finding for text with line breaks or blanks."""

MISSING_PADDING = Finding(
    "base64_missing_padding",
    "warning",
    "The padding at the end is missing: the text was stripped of it, or cut off.",
    "Keep the '=' signs at the end of the text.",
)
"""The finding for text without the '=' signs that its length needs."""

_HEXADECIMAL_TEXT = Finding(
    "hexadecimal_text",
    "warning",
    "The base64 holds hexadecimal digits, which hold the sound.",
    "Encode the bytes themselves; one encoding is enough.",
)
_BASE64_OF_BASE64 = Finding(
    "base64_of_base64",
    "warning",
    "The sound was encoded as base64 twice.",
    "Encode once: the recorder probably hands over base64 text already.",
)


def strict(text: bytes | memoryview) -> bytes | None:
    """Decodes well-formed base64; None for other text."""
    try:
        return pybase64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def looks_nested(data: bytes) -> bool:
    """Whether data is base64 or hexadecimal text itself, which audio practically never is."""
    if len(data) < _MIN_NESTED:
        return False
    head = data[:4096]
    return (_NESTED.fullmatch(head) is not None or head.startswith(b"data:")) and (
        _NESTED.fullmatch(data) is not None
    )


@dataclass
class _Repair:
    """The state of a repair: the steps change `text` and add to `findings`."""

    text: bytes
    findings: list[Finding] = field(default_factory=list)
    mime_type: str | None = None

    def decode(self) -> bytes:
        """Runs all steps and decodes the repaired text."""
        if is_raw(self.text):
            self.findings.append(RAW)
            return self.text
        for step in _STEPS:
            step(self)
        return b"".join(_lenient(piece) for piece in self.pieces())

    def pieces(self) -> list[bytes]:
        """The text split at padding in the middle, where separately encoded chunks were joined."""
        pieces = [piece for piece in re.split(rb"=+", self.text) if piece]
        if len(pieces) > 1:
            self.found(
                "base64_concatenated",
                "warning",
                f"{len(pieces)} separately encoded chunks were joined; many decoders stop at the first.",
                "Join the bytes and encode them together: base64 text cannot be appended to.",
            )
        extra = len(pieces[-1]) % 4 if pieces else 0
        padding = len(self.text) - len(self.text.rstrip(b"="))
        if extra == 1 or (extra and not padding):
            self.report_end(extra)
        elif padding != -extra % 4 or self.text.startswith(b"="):
            self.found(
                "base64_wrong_padding",
                "info",
                "The '=' signs are not as many as base64 has there.",
                "Leave the padding to the encoder.",
            )
        return pieces

    def report_end(self, extra: int) -> None:
        """Reports a text that is cut off or lacks padding.

        extra: characters of the last group, 1 to 3; a single character holds no byte.
        """
        if extra == 1:
            self.found(
                "base64_cut_off",
                "error",
                "The text ends in the middle of a character group: the end of the sound is missing.",
                "Look for a limit on the length of values, or for a write that was interrupted.",
            )
        else:
            self.findings.append(MISSING_PADDING)

    def found(self, code: str, severity: Severity, message: str, hint: str) -> None:
        """Adds a finding."""
        self.findings.append(Finding(code, severity, message, hint))


def is_raw(text: bytes) -> bool:
    """Whether the field holds raw bytes instead of text."""
    sample = text[:65536]
    unprintable = len(sample.translate(None, _TEXT_BYTES))
    return unprintable > _MAX_UNPRINTABLE * len(sample)


def without_last_line_break(data: bytes) -> bytes:
    """Text without the line break with which editors and `echo` end a file; bytes as they are."""
    return data if is_raw(data) else data.rstrip(b"\r\n")


_TEXT_BYTES = bytes(range(0x20, 0x7F)) + b"\t\r\n"


def _lenient(piece: bytes) -> bytes:
    """Decodes base64 without padding; a single character at the end holds no byte and is dropped."""
    whole = piece[: len(piece) - 1] if len(piece) % 4 == 1 else piece
    return pybase64.b64decode(whole + b"=" * (-len(whole) % 4))


def _strip_quotes(repair: _Repair) -> None:
    stripped = repair.text.strip()
    if len(stripped) > 1 and stripped[:1] in (b'"', b"'") and stripped[-1:] == stripped[:1]:
        repair.text = stripped[1:-1]
        repair.found(
            "base64_quoted",
            "info",
            "The text stands in quotation marks.",
            "Write the text itself, not its JSON or Python form.",
        )


def _strip_data_urls(repair: _Repair) -> None:
    """Removes prefixes such as `data:audio/webm;base64,`, also those between joined chunks."""
    prefix = _DATA_URL.match(repair.text)
    if prefix is None:
        return
    repair.mime_type = (prefix[1] + prefix[2]).decode("ascii", "replace") if prefix[1] else None
    if repair.mime_type:
        repair.mime_type = repair.mime_type.removesuffix(";base64")
    # '=' keeps joined chunks separate, also those that need no padding.
    repair.text = re.sub(rb"\s*data:[\w.+-]*/?[\w.+-]*(?:;[^,;]{1,100})*,", b"=", repair.text).lstrip(b"=")
    repair.found(
        "data_url_prefix",
        "info",
        "The text begins like a data URL; the prefix is no part of the sound.",
        "Write only what follows the comma.",
    )


def _join_lines(repair: _Repair) -> None:
    joined = repair.text.translate(None, b" \t\r\n\v\f")
    # JSON and some shells write a line break as a backslash and a letter.
    joined = joined.replace(b"\\r", b"").replace(b"\\n", b"")
    if joined != repair.text:
        repair.text = joined
        repair.findings.append(LINE_BREAKS)


def _from_url_safe(repair: _Repair) -> None:
    if b"-" in repair.text or b"_" in repair.text:
        repair.text = repair.text.translate(bytes.maketrans(b"-_", b"+/"))
        repair.found(
            "base64_url_safe",
            "info",
            "The text uses the URL-safe alphabet, which strict decoders refuse.",
            "Use the standard alphabet with '+' and '/'.",
        )


def _drop_strange_characters(repair: _Repair) -> None:
    count = len(repair.text.translate(None, _LETTERS + b"="))
    if count:
        cleaned = repair.text.translate(None, _NOT_LETTERS)
        repair.text = cleaned
        repair.found(
            "base64_strange_characters",
            "error",
            f"{count} characters are no base64 and were left out; the sound may be damaged there.",
            "Look for what else writes to this field, or for a wrong text encoding.",
        )


_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NOT_LETTERS = bytes(set(range(256)) - set(_LETTERS + b"="))

_STEPS: tuple[Callable[[_Repair], None], ...] = (
    _strip_quotes,
    _strip_data_urls,
    _join_lines,
    _from_url_safe,
    _drop_strange_characters,
)
