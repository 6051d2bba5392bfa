"""Recordings that were opened lately, so that one press of play decodes once.

In memory, bounded by bytes, keyed by the stored text itself: a field that changed is opened anew.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import cached_property

from cachetools import LRUCache

from sambanova.analysis import sound as sound_findings
from sambanova.analysis.levels import Levels, measure_levels
from sambanova.decoding import containers
from sambanova.decoding.base64_text import AudioBuffer
from sambanova.decoding.demuxing import LONG_SECONDS
from sambanova.decoding.reader import Decode, read
from sambanova.findings import Finding, in_order
from sambanova.format_hints import FormatHints, from_mime_type
from sambanova.recording import Recording

_DIGEST_BYTES = 16
_PREVIEW_CHARACTERS = 256
_HEX_BYTES = 128


@dataclass(frozen=True)
class OpenedRecording:
    """A recording, what is to be known of the text it was made of, and its levels once asked for.

    digest: of the text. preview: its first characters. text_length: all of them.
    """

    recording: Recording
    digest: str
    preview: str
    text_length: int
    base64_valid: bool
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def is_examined(self) -> bool:
        """Whether levels and findings are known, or found before anybody would notice."""
        known = self.__dict__.keys() >= {"_levels", "_findings"}
        return known or self.recording.duration < LONG_SECONDS

    @property
    def levels(self) -> Levels:
        """The levels of the whole recording, measured once."""
        with self._lock:
            return self._levels

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is wrong, in text, container, format and sound: the worst first, then by place."""
        with self._lock:
            return self._findings

    @cached_property
    def _levels(self) -> Levels:
        self.recording.decoded_findings()  # the end of the decoding is waited for
        return measure_levels(self.recording)

    @cached_property
    def _findings(self) -> tuple[Finding, ...]:
        return in_order([*self.recording.decoded_findings(), *sound_findings.find(self.recording)])


def preview_of(text: bytes) -> str:
    """The beginning of the stored text, for people to look at."""
    return text[:_PREVIEW_CHARACTERS].decode("ascii", "replace")


def hex_of(data: bytes) -> str:
    """The first bytes in hex and as text, sixteen a line, for people to look at."""
    lines = [data[start : start + 16] for start in range(0, min(len(data), _HEX_BYTES), 16)]
    return "".join(
        f"{line.hex(' '):<48} {''.join(chr(byte) if 32 <= byte < 127 else '·' for byte in line)}\n"
        for line in lines
    )


class RecordingCache:
    """Opens recordings, each only once at a time, and keeps the last ones."""

    def __init__(self, max_bytes: int, decode: Decode = containers.decode) -> None:
        """max_bytes: of samples and stored bytes that are kept; the least lately used go first.

        decode: what decodes containers.
        """
        self._decode = decode
        self._kept: LRUCache[object, OpenedRecording] = LRUCache(
            max_bytes, lambda kept: kept.recording.nbytes
        )
        self._under_way: dict[object, Future[OpenedRecording]] = {}
        self._lock = threading.Lock()

    def open(self, text: bytes, hints: FormatHints) -> OpenedRecording:
        """The recording that `text` holds. Raises as `reader.read` does."""
        digest = hashlib.blake2b(text, digest_size=_DIGEST_BYTES).hexdigest()
        growth = hints.bytes_per_second
        # Two digits tell standard rates apart, and small changes of the growth open nothing again.
        key = replace(hints, bytes_per_second=float(f"{growth:.2g}") if growth else None)

        def make() -> OpenedRecording:
            buffer = AudioBuffer.from_text(text)
            declared = hints.declared.or_else(from_mime_type(buffer.mime_type or ""))
            recording = read(buffer, replace(hints, declared=declared), self._decode)
            return OpenedRecording(recording, digest, preview_of(text), len(text), buffer.base64_valid)

        return self._once((digest, key), make)

    def _once(self, key: object, make: Callable[[], OpenedRecording]) -> OpenedRecording:
        """What `make` makes, from the cache or from whoever is making it right now."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                return kept
            under_way = self._under_way.get(key)
            mine = under_way is None
            if under_way is None:
                under_way = self._under_way[key] = Future()
        if not mine:
            return under_way.result()
        try:
            opened = make()
        except BaseException as error:  # also those who wait must learn of it
            self._finish(key)
            under_way.set_exception(error)
            raise
        self._finish(key, opened)
        under_way.set_result(opened)
        return opened

    def _finish(self, key: object, opened: OpenedRecording | None = None) -> None:
        with self._lock:
            del self._under_way[key]
            if opened is not None and opened.recording.nbytes <= self._kept.maxsize:
                self._kept[key] = opened
