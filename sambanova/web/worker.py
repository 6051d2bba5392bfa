"""A gunicorn worker whose threads do not wait for slow clients.

The threaded worker of gunicorn gives a connection a thread at its first byte and waits without a
limit for the rest. Then a few clients that send a byte a second occupy all threads. Here, a request
gets a thread only when its head is complete, and its body and the response have time limits.
"""

from __future__ import annotations

import errno
import selectors
import socket
import struct
import time
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from sambanova.web.browsers import DROPPED_PATH

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

HEAD_TIMEOUT = 10.0  # seconds to receive the head of a request
BODY_TIMEOUT = 20.0  # seconds to receive its body; bodies are small
FILE_TIMEOUT = 600.0  # seconds to receive a dropped recording; few arrive at the same time
SEND_TIMEOUT = 30.0  # seconds for the client to read `_SEND_BYTES` of a response
_SEND_BYTES = 1 << 16
_MAX_HEAD_BYTES = 1 << 16  # gunicorn refuses heads long before
_TOO_MANY_FILES = (errno.EMFILE, errno.ENFILE)
_ACCEPT_PAUSE = 0.05  # seconds until the next accept, when no connection can be closed


class TimedSocket(socket.socket):
    """The socket of a connection, with time limits for receiving and sending."""

    def __init__(self, accepted: socket.socket) -> None:
        """Takes over the descriptor of `accepted`, which is detached."""
        super().__init__(accepted.family, accepted.type, accepted.proto, fileno=accepted.detach())
        self._head = b""  # received by `gather_head`, not yet read by `recv`
        self._deadline: float | None = None  # of time.monotonic()
        if hasattr(socket, "SO_SNDTIMEO"):  # for `send`, which runs while another thread receives
            limit = struct.pack("@ll", int(SEND_TIMEOUT), 0)
            self.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, limit)

    def gather_head(self) -> bool:
        """Receives what is available, without waiting.

        Returns True when the head is complete, or when nothing more will arrive.
        """
        try:
            piece = super().recv(_MAX_HEAD_BYTES)
        except BlockingIOError:
            return False
        except OSError:  # the next reader gets the error
            return True
        self._head += piece
        return not piece or b"\r\n\r\n" in self._head or len(self._head) >= _MAX_HEAD_BYTES

    def receive_within(self, seconds: float | None) -> None:
        """Sets the time limit for everything received from now on; None removes it."""
        self._deadline = None if seconds is None else time.monotonic() + seconds

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        """Like socket.recv. Raises ConnectionResetError after the time limit of `receive_within`."""
        if self._head:
            piece, self._head = self._head[:size], self._head[size:]
            return piece
        if self._deadline is None:
            return super().recv(size, flags)
        before = self.gettimeout()
        left = max(0.001, self._deadline - time.monotonic())
        self.settimeout(left if before is None else min(left, before))
        try:
            return super().recv(size, flags)
        except TimeoutError as error:
            raise _too_slow() from error
        finally:
            self.settimeout(before)

    def sendall(self, data: ReadableBuffer, flags: int = 0, /) -> None:
        """Like socket.sendall. Raises ConnectionResetError when the client reads too slowly."""
        view = memoryview(data).cast("B")
        before = self.gettimeout()
        self.settimeout(SEND_TIMEOUT)  # for each piece
        try:
            for start in range(0, len(view), _SEND_BYTES):
                super().sendall(view[start : start + _SEND_BYTES], flags)
        except TimeoutError as error:
            raise _too_slow() from error
        finally:
            self.settimeout(before)

    def send(self, data: ReadableBuffer, flags: int = 0, /) -> int:
        """Sends all of `data`, as the WebSocket library expects.

        When that fails, it shuts the connection down, so that the receiving thread ends too, and
        raises BrokenPipeError, which the library handles.
        """
        try:
            sent = super().send(data, flags)
        except BlockingIOError:
            sent = -1
        except OSError as error:
            raise BrokenPipeError(errno.EPIPE, "the connection has ended") from error
        if sent < memoryview(data).nbytes:
            with suppress(OSError):  # already disconnected
                self.shutdown(socket.SHUT_RDWR)
            raise BrokenPipeError(errno.EPIPE, "the client is too slow")
        return sent

    def setblocking(self, flag: bool, /) -> None:
        """Like socket.setblocking, but does nothing on a closed socket."""
        if self.fileno() >= 0:
            super().setblocking(flag)


def _too_slow() -> ConnectionResetError:
    return ConnectionResetError(errno.ECONNRESET, "the client is too slow")


def _is_closed(conn: Any) -> bool:
    """Whether `close_idle` closed the connection after the poller reported it as readable."""
    return bool(conn.sock.fileno() < 0)


def worker_class() -> type[Any]:
    """The worker class, made on first use because gunicorn is missing on Windows.

    It overrides methods of the threaded worker of gunicorn 26 and 27.
    """
    from gunicorn import util
    from gunicorn.workers.gthread import ThreadWorker

    class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
        def accept(self, listener: socket.socket) -> None:
            """Accepts a connection; closes an idle one first when the maximum is reached."""
            if self.nr_conns + 1 >= self.worker_connections:
                self.close_idle()
            try:
                super().accept(listener)
            except OSError as error:
                if error.errno not in _TOO_MANY_FILES:
                    raise
                if not self.close_idle():  # after a close, the next accept succeeds
                    time.sleep(_ACCEPT_PAUSE)

        def close_idle(self) -> bool:
            """Closes the connection that has been idle for longest; returns False when there is none."""
            for idle, close_expired in (
                (self.pending_conns, self.murder_pending),
                (self.keepalived_conns, self.murder_keepalived),
            ):
                if idle:
                    idle[0].timeout = 0.0
                    close_expired()
                    return True
            return False

        def enqueue_req(self, conn: Any) -> None:
            """Hands a connection to a thread, a new one only after the head of its request has arrived."""
            if conn.initialized or conn.data_ready:
                super().enqueue_req(conn)
                return
            conn.sock = TimedSocket(conn.sock)
            conn.sock.setblocking(False)
            conn.timeout = time.monotonic() + HEAD_TIMEOUT
            self.pending_conns.append(conn)
            readable = partial(self.on_pending_socket_readable, conn)
            self.poller.register(conn.sock, selectors.EVENT_READ, readable)

        def on_pending_socket_readable(self, conn: Any, client: Any) -> None:
            if not _is_closed(conn) and conn.sock.gather_head():
                super().on_pending_socket_readable(conn, client)

        def on_client_socket_readable(self, conn: Any, client: Any) -> None:
            if not _is_closed(conn) and conn.sock.gather_head():
                super().on_client_socket_readable(conn, client)

        def handle(self, conn: Any) -> Any:
            """Handles one request, in a thread."""
            conn.sock.receive_within(BODY_TIMEOUT)
            keep_alive = super().handle(conn)
            if keep_alive is False:  # close here: the main thread would wait for the client
                util.close_graceful(conn.sock)
            return keep_alive

        def handle_request(self, req: Any, conn: Any) -> Any:
            headers = dict(req.headers)
            if req.method == "GET" and headers.get("UPGRADE", "").lower() == "websocket":
                conn.sock.receive_within(None)  # the pings of the WebSocket detect a lost client
            elif req.method == "POST" and req.path == DROPPED_PATH:
                conn.sock.receive_within(FILE_TIMEOUT)
            return super().handle_request(req, conn)

    return Worker
