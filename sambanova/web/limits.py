"""Limits per client, so that no client can keep the others out.

A WSGI middleware that checks every request, including Socket.IO handshakes. Each limit is far above
what the page needs, and low enough that one client cannot occupy all server threads. A client is an
IPv4 address or an IPv6 /64 network.
"""

from __future__ import annotations

import ipaddress
import logging
import math
import threading
import time
import weakref
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from sambanova.errors import InvalidRequest, PlayerError, TooManyRequests

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment
    from werkzeug.wrappers import Response

log = logging.getLogger(__name__)

MAX_ID_BYTES = 2048  # of a session id in UTF-8; percent-encoded, it still fits a request line
MAX_REQUESTS_PER_SECOND = 300.0  # per client, on average
MAX_BURST_REQUESTS = 3000.0  # per client, above that average
MAX_CONCURRENT_REQUESTS = 48  # per client, without Socket.IO
MAX_CONCURRENT_SOCKET_REQUESTS = 640  # per client; a socket takes one request, or two while it polls
MAX_SOCKETS_PER_CLIENT = 512  # each open page has one; a whole team may come from one address
MAX_SOCKETS = 608  # of all clients; each occupies a server thread
_MAX_TRACKED_CLIENTS = 1000
_SOCKET_PATH = "/socket.io"
_IPV6_NETWORK = 64  # prefix length, bits: the network that one subscriber gets

OpenSockets = Callable[[], Iterable["WSGIEnvironment"]]
"""Returns the WSGI environments of the handshakes of all open sockets."""


def checked_id(session_id: str) -> str:
    """Returns `session_id`. Raises InvalidRequest when it has more than MAX_ID_BYTES bytes."""
    if len(session_id.encode("utf-8", "surrogatepass")) > MAX_ID_BYTES:
        raise InvalidRequest(f"A session id has at most {MAX_ID_BYTES} bytes: use a shorter one.")
    return session_id


class Limits:
    """A WSGI middleware that answers requests above a limit with 429.

    error_answer: makes the response for an error.
    """

    def __init__(
        self, application: Any, open_sockets: OpenSockets, error_answer: Callable[[PlayerError], Response]
    ) -> None:
        self._application = application
        self._open_sockets = open_sockets
        self._error_answer = error_answer
        self._rates = _RateLimit()
        self._requests = _ConcurrencyLimit(MAX_CONCURRENT_REQUESTS)
        self._socket_requests = _ConcurrencyLimit(MAX_CONCURRENT_SOCKET_REQUESTS)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        client = client_of(environ.get("REMOTE_ADDR", ""))
        is_socket_request = environ.get("PATH_INFO", "").startswith(_SOCKET_PATH)
        concurrency = self._socket_requests if is_socket_request else self._requests
        try:
            self._rates.count(client)
            if is_socket_request and "sid" not in parse_qs(environ.get("QUERY_STRING", "")):
                self._check_sockets(client)
            concurrency.acquire(client)
        except TooManyRequests as error:
            log.debug("refused %s a request: %s", client, error)  # at info, a flood would fill the log
            refusal: Iterable[bytes] = self._error_answer(error)(environ, start_response)
            return refusal
        try:
            return _Body(self._application(environ, start_response), concurrency, client)
        except BaseException:  # gunicorn ends a WebSocket with an exception that need not be an Exception
            concurrency.release(client)
            raise

    def _check_sockets(self, client: str) -> None:
        """Raises TooManyRequests when the client or the server has the maximum number of sockets."""
        clients = [client_of(environ.get("REMOTE_ADDR", "")) for environ in self._open_sockets()]
        if clients.count(client) >= MAX_SOCKETS_PER_CLIENT or len(clients) >= MAX_SOCKETS:
            raise TooManyRequests("Too many pages of the player are open: close some.", retry_after=10)


class _Body:
    """A response body that releases its request when it is sent, closed or garbage-collected."""

    def __init__(self, body: Iterable[bytes], concurrency: _ConcurrencyLimit, client: str) -> None:
        self._body = body
        self._pieces = iter(body)
        self._release = weakref.finalize(self, concurrency.release, client)
        self._release.atexit = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._pieces)
        except StopIteration:
            self._release()
            raise

    def close(self) -> None:
        """Closes the body, whether it was sent or not."""
        try:
            if hasattr(self._body, "close"):
                self._body.close()
        finally:
            self._release()


class _ConcurrencyLimit:
    """Counts the requests in progress by client."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._active: Counter[str] = Counter()
        # Reentrant: garbage collection can call `release` while this thread holds the lock.
        self._lock = threading.RLock()

    def acquire(self, client: str) -> None:
        """Counts a new request. Raises TooManyRequests when the client is at its limit."""
        with self._lock:
            if self._active[client] >= self._limit:
                raise TooManyRequests(
                    f"{self._limit} of your requests are in progress: wait for some of them.", retry_after=1
                )
            self._active[client] += 1

    def release(self, client: str) -> None:
        """Counts a finished request."""
        with self._lock:
            self._active[client] -= 1
            if self._active[client] <= 0:
                del self._active[client]


class _RateLimit:
    """A token bucket for each client, which refills with time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        # By client: the requests left at a time of time.monotonic(). The oldest entry comes first.
        self._left: dict[str, tuple[float, float]] = {}

    def count(self, client: str) -> None:
        """Counts a request. Raises TooManyRequests when none is left."""
        now = time.monotonic()
        with self._lock:
            left, at = self._left.pop(client, (MAX_BURST_REQUESTS, now))
            left = min(MAX_BURST_REQUESTS, left + (now - at) * MAX_REQUESTS_PER_SECOND)
            if len(self._left) >= _MAX_TRACKED_CLIENTS:
                del self._left[next(iter(self._left))]
            self._left[client] = (max(0.0, left - 1), now)
        if left < 1:
            wait = math.ceil((1 - left) / MAX_REQUESTS_PER_SECOND)
            raise TooManyRequests(
                f"More than {MAX_REQUESTS_PER_SECOND:.0f} requests a second: send fewer.", retry_after=wait
            )


def client_of(address: str) -> str:
    """The client that an address belongs to: the IPv4 address, or the /64 network of an IPv6 address."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:  # a Unix socket has no address
        return address
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((address, _IPV6_NETWORK), strict=False))
