"""Samples that are still being decoded: their beginning can be heard before their end is there."""

from __future__ import annotations

import threading

from sambanova.findings import Finding


class DecodingPcm:
    """Interleaved frames like `bytes`, of which reading waits until they are decoded.

    One thread appends and finishes, any number read. The length is the expected one until all is
    decoded, and then the true one; the two differ where the recording is damaged.
    """

    def __init__(self, expected: int) -> None:
        """expected: bytes that there will be, as far as can be known."""
        self._data = bytearray(expected)
        self._decoded = 0
        self._finished = False
        self._findings: tuple[Finding, ...] = ()
        self._changed = threading.Condition()

    def __len__(self) -> int:
        """Bytes in all."""
        return self._decoded if self._finished else len(self._data)

    def __getitem__(self, span: slice) -> bytes:
        """A part without steps; it waits for it, and ends where the recording ends."""
        start, stop, _ = span.indices(len(self))
        with self._changed:
            self._changed.wait_for(lambda: self._finished or self._decoded >= stop)
            return bytes(memoryview(self._data)[start : min(stop, self._decoded)])

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was wrong; it waits for the end."""
        self.wait()
        return self._findings

    def wait(self) -> None:
        """Waits until all is decoded."""
        with self._changed:
            self._changed.wait_for(lambda: self._finished)

    def append(self, piece: bytes) -> None:
        """Adds what was decoded next."""
        with self._changed:
            end = self._decoded + len(piece)
            self._data[self._decoded : end] = piece
            self._decoded = end
            self._changed.notify_all()

    def finish(self, findings: tuple[Finding, ...]) -> None:
        """Says that this is all, and what was wrong with it."""
        with self._changed:
            self._findings = findings
            self._finished = True
            self._changed.notify_all()
