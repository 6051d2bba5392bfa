"""A TCP proxy that spoils what comes back: cuts, delays, garbles, or stops in the middle of a reply."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

Fault = Callable[[bytes], Iterator[bytes]]
"""Gives what is passed on of a piece that came back, bit by bit; CUT ends the connection there."""

CUT = b""
_POLL_SECONDS = 0.02


class FaultyProxy:
    """Listens on `port` and passes everything on to `target`, as `fault` says."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._ends: list[socket.socket] = []
        self._fault: Fault = whole
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._healed = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    def spoil(self, fault: Fault) -> None:
        """From now on all that comes back is passed on as `fault` has it."""
        self._healed.clear()
        self._fault = fault

    def heal(self) -> None:
        """From now on everything is passed on; what was spoilt before stays so."""
        self._fault = whole
        self._healed.set()

    def hang(self, data: bytes) -> Iterator[bytes]:
        """The fault of passing nothing on before the proxy is healed, and then nothing of this."""
        self._healed.wait(60)
        yield CUT

    def cut_once(self, data: bytes) -> Iterator[bytes]:
        """The fault of ending one connection; others are not touched."""
        self.heal()
        yield CUT

    def stop_after(self, count: int) -> Fault:
        """The fault of hanging after `count` bytes of each piece."""

        def fault(data: bytes) -> Iterator[bytes]:
            yield data[:count]
            yield from self.hang(data)

        return fault

    def close(self) -> None:
        """Ends all connections."""
        self._closing.set()
        self._healed.set()
        self._listener.close()
        with self._lock:
            for end in self._ends:
                _end(end)

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:  # closed
                return
            try:
                server = socket.create_connection(("127.0.0.1", self._target), 2)
            except OSError:  # nobody there, as the client learns
                client.close()
                continue
            server.settimeout(None)
            with self._lock:
                self._ends += [client, server]
            threading.Thread(target=self._pass, args=(client, server, whole), daemon=True).start()
            threading.Thread(target=self._pass, args=(server, client, None), daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket, always: Fault | None) -> None:
        with suppress(OSError):
            while data := source.recv(1 << 16):
                for bit in (always or self._fault)(data):
                    if bit == CUT:
                        return self._cut(source, sink)
                    sink.sendall(bit)
        return self._cut(source, sink)

    def _cut(self, *ends: socket.socket) -> None:
        for end in ends:
            _end(end)


def _end(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


def whole(data: bytes) -> Iterator[bytes]:
    """No fault."""
    yield data


def cut_after(count: int) -> Fault:
    """The fault of passing on `count` bytes of a piece, and then ending the connection."""

    def fault(data: bytes) -> Iterator[bytes]:
        if count:
            yield data[:count]
        yield CUT

    return fault


def slow(data: bytes) -> Iterator[bytes]:
    """The fault of passing on one byte after the other."""
    for index in range(len(data)):
        threading.Event().wait(0.002)
        yield data[index : index + 1]


def instead(reply: bytes) -> Fault:
    """The fault of answering something else."""

    def fault(data: bytes) -> Iterator[bytes]:
        yield reply

    return fault


def twice(data: bytes) -> Iterator[bytes]:
    """The fault of answering everything twice, so that each later question gets an earlier answer."""
    yield data + data


def garbled(data: bytes) -> Iterator[bytes]:
    """The fault of turning over every bit."""
    yield bytes(byte ^ 0xFF for byte in data)
