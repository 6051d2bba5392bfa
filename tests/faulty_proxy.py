"""A TCP proxy that injects faults into replies: it cuts, delays, corrupts or stalls them."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

Fault = Callable[[bytes], Iterator[bytes]]
"""Yields what the client gets in place of a received piece. CUT ends the connection."""

CUT = b""


class FaultyProxy:
    """Forwards connections on `port` to the port `target` of this machine.

    proxy = FaultyProxy(redis_server.port)
    proxy.spoil(cut_after(3))
    proxy.heal()
    """

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
        """Applies `fault` to all replies from now on."""
        self._healed.clear()
        self._fault = fault

    def heal(self) -> None:
        """Forwards replies unchanged from now on, and ends the faults that wait."""
        self._fault = whole
        self._healed.set()

    def hang(self, data: bytes) -> Iterator[bytes]:
        """A fault: stalls the reply until `heal`, then ends the connection."""
        self._healed.wait(60)
        yield CUT

    def cut_once(self, data: bytes) -> Iterator[bytes]:
        """A fault: ends one connection only."""
        self.heal()
        yield CUT

    def stop_after(self, count: int) -> Fault:
        """A fault: stalls each piece after `count` bytes."""

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
            except OSError:  # the target is down
                client.close()
                continue
            server.settimeout(None)
            with self._lock:
                self._ends += [client, server]
            threading.Thread(target=self._forward, args=(client, server, whole), daemon=True).start()
            threading.Thread(target=self._forward, args=(server, client, None), daemon=True).start()

    def _forward(self, source: socket.socket, sink: socket.socket, always: Fault | None) -> None:
        with suppress(OSError):
            while data := source.recv(1 << 16):
                for piece in (always or self._fault)(data):
                    if piece == CUT:
                        return self._cut(source, sink)
                    sink.sendall(piece)
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
    """A fault: ends the connection after `count` bytes of a piece."""

    def fault(data: bytes) -> Iterator[bytes]:
        if count:
            yield data[:count]
        yield CUT

    return fault


def slow(data: bytes) -> Iterator[bytes]:
    """A fault: sends one byte every two milliseconds."""
    for index in range(len(data)):
        threading.Event().wait(0.002)
        yield data[index : index + 1]


def instead(reply: bytes) -> Fault:
    """A fault: sends `reply` in place of each piece."""

    def fault(data: bytes) -> Iterator[bytes]:
        yield reply

    return fault


def twice(data: bytes) -> Iterator[bytes]:
    """A fault: sends each reply twice, so that every later request gets an earlier reply."""
    yield data + data


def garbled(data: bytes) -> Iterator[bytes]:
    """A fault: inverts every bit."""
    yield bytes(byte ^ 0xFF for byte in data)
