"""Keeps clients that send or read too slowly from holding the server's threads.

Gunicorn gives a connection a thread from its first byte on, and waits there for the rest as long as
it takes: as many clients as there are threads, each with a byte a second, keep everybody out. Here
the heads of requests are gathered where no thread waits, and what comes after has a time limit.
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

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

HEAD_SECONDS = 10.0  # in which the head of a request must have come
REQUEST_SECONDS = 20.0  # in which its body must have come; bodies are small
SEND_SECONDS = 30.0  # that a client may take for a piece of an answer
_SEND_PIECE = 1 << 16  # bytes
_MAX_HEAD = 1 << 16  # bytes; gunicorn refuses heads long before
_NO_FILE_LEFT = (errno.EMFILE, errno.ENFILE)
_BREATH_SECONDS = 0.05  # before the next try, when there is no room for a connection at all


class TimedSocket(socket.socket):
    """The socket of a connection, which waits for its client only so long."""

    def __init__(self, accepted: socket.socket) -> None:
        """Takes over from `accepted`, which is of no use afterwards."""
        super().__init__(accepted.family, accepted.type, accepted.proto, fileno=accepted.detach())
        self._head = b""  # has come, and was not read yet
        self._deadline: float | None = None
        if hasattr(socket, "SO_SNDTIMEO"):  # for what is sent by `send`, while another thread receives
            limit = struct.pack("@ll", int(SEND_SECONDS), 0)
            self.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, limit)

    def gather_head(self) -> bool:
        """Takes what has come, without waiting; True when there is a head, or nothing more will come."""
        try:
            piece = super().recv(_MAX_HEAD)
        except BlockingIOError:
            return False
        except OSError:  # gone, which whoever reads next learns
            return True
        self._head += piece
        return not piece or b"\r\n\r\n" in self._head or len(self._head) >= _MAX_HEAD

    def receive_within(self, seconds: float | None) -> None:
        """Limits all receiving from now on; None: no limit."""
        self._deadline = None if seconds is None else time.monotonic() + seconds

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        """As of every socket; raises ConnectionResetError after the time given to `receive_within`."""
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
        """As of every socket; raises ConnectionResetError when the client takes too long to read."""
        view = memoryview(data).cast("B")
        before = self.gettimeout()
        self.settimeout(SEND_SECONDS)  # for each of the calls below
        try:
            for start in range(0, len(view), _SEND_PIECE):
                super().sendall(view[start : start + _SEND_PIECE], flags)
        except TimeoutError as error:
            raise _too_slow() from error
        finally:
            self.settimeout(before)

    def send(self, data: ReadableBuffer, flags: int = 0, /) -> int:
        """Sends all of `data`, as WebSockets expect it; else ends the connection, for its reader too.

        Raises BrokenPipeError, the one that they expect of a connection that has ended.
        """
        try:
            sent = super().send(data, flags)
        except BlockingIOError:
            sent = -1
        except OSError as error:
            raise BrokenPipeError(errno.EPIPE, "the connection has ended") from error
        if sent < memoryview(data).nbytes:
            with suppress(OSError):  # ended meanwhile
                self.shutdown(socket.SHUT_RDWR)
            raise BrokenPipeError(errno.EPIPE, "the client is too slow")
        return sent

    def setblocking(self, flag: bool, /) -> None:
        """As of every socket, but a closed one does not mind."""
        if self.fileno() >= 0:
            super().setblocking(flag)


def _too_slow() -> ConnectionResetError:
    return ConnectionResetError(errno.ECONNRESET, "the client is too slow")


def _is_closed(conn: Any) -> bool:
    """Whether a connection had to make room after the poller had already told of it."""
    return bool(conn.sock.fileno() < 0)


def worker_class() -> type[Any]:
    """Gunicorn's threaded worker, whose threads do not wait for slow clients.

    It overrides methods of gunicorn 26 and 27.
    """
    from gunicorn import util
    from gunicorn.workers.gthread import ThreadWorker

    class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
        def accept(self, listener: socket.socket) -> None:
            """Takes a new connection, for which an idle one makes room when there are very many."""
            if self.nr_conns + 1 >= self.worker_connections:
                self.end_idle()
            try:
                super().accept(listener)
            except OSError as error:
                if error.errno not in _NO_FILE_LEFT:
                    raise
                if not self.end_idle():  # else the next try succeeds
                    time.sleep(_BREATH_SECONDS)

        def end_idle(self) -> bool:
            """Ends the connection that has been idle for longest; False when there is none."""
            for idle, end_outdated in (
                (self.pending_conns, self.murder_pending),
                (self.keepalived_conns, self.murder_keepalived),
            ):
                if idle:
                    idle[0].timeout = 0.0
                    end_outdated()
                    return True
            return False

        def enqueue_req(self, conn: Any) -> None:
            """Gives a connection to a thread, a new one only when the head of its request is there."""
            if conn.initialized or conn.data_ready:
                super().enqueue_req(conn)
                return
            conn.sock = TimedSocket(conn.sock)
            conn.sock.setblocking(False)
            conn.timeout = time.monotonic() + HEAD_SECONDS
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
            """In a thread: one request."""
            conn.sock.receive_within(REQUEST_SECONDS)
            again = super().handle(conn)
            if again is False:  # else the thread that serves all connections would wait for the client
                util.close_graceful(conn.sock)
            return again

        def handle_request(self, req: Any, conn: Any) -> Any:
            headers = dict(req.headers)
            if req.method == "GET" and headers.get("UPGRADE", "").lower() == "websocket":
                conn.sock.receive_within(None)  # its pings find out whether the client is there
            return super().handle_request(req, conn)

    return Worker
