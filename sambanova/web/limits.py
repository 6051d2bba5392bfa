"""How much one client may ask for at a time, so that none of them can keep the others out.

A WSGI layer in front of everything, Socket.IO's handshakes included. Each limit is far above what
the page needs, and below what would take all threads of the server. A client is an address; of
IPv6, where everybody has very many, the network.
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

MAX_ID_BYTES = 2048  # of a session id in UTF-8; thrice as long in a URL still fits a request line
REQUESTS_A_SECOND = 300.0  # of one client, in the long run
REQUESTS_IN_A_ROW = 3000.0  # that it may make before that counts
REQUESTS_AT_ONCE = 48  # of one client that are being answered
SOCKET_REQUESTS_AT_ONCE = 64  # the same of Socket.IO: a socket is one request, or two while it polls
SOCKETS = 32  # of one client; each open page has one
SOCKETS_IN_ALL = 96  # of everybody; each holds a thread of the server
_CLIENTS_REMEMBERED = 1000
_SOCKET_PATH = "/socket.io"
_IPV6_NETWORK = 64  # bits of an IPv6 address that one subscriber has

OpenSockets = Callable[[], Iterable["WSGIEnvironment"]]
"""The handshakes of all sockets that are open."""


def checked_id(session_id: str) -> str:
    """`session_id`. Raises InvalidRequest for one that is too long to be any."""
    if len(session_id.encode("utf-8", "surrogatepass")) > MAX_ID_BYTES:
        raise InvalidRequest(f"A session id has at most {MAX_ID_BYTES} bytes: give a shorter one.")
    return session_id


class Limits:
    """The WSGI application in front of another one; `error_answer` makes the answers of its refusals."""

    def __init__(
        self, application: Any, open_sockets: OpenSockets, error_answer: Callable[[PlayerError], Response]
    ) -> None:
        self._application = application
        self._open_sockets = open_sockets
        self._error_answer = error_answer
        self._rates = _Rates()
        self._requests = _Places(REQUESTS_AT_ONCE)
        self._socket_requests = _Places(SOCKET_REQUESTS_AT_ONCE)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        client = client_of(environ.get("REMOTE_ADDR", ""))
        of_socket = environ.get("PATH_INFO", "").startswith(_SOCKET_PATH)
        places = self._socket_requests if of_socket else self._requests
        try:
            self._rates.count(client)
            if of_socket and "sid" not in parse_qs(environ.get("QUERY_STRING", "")):
                self._check_sockets(client)
            places.take(client)
        except TooManyRequests as error:
            log.debug("refused %s a request: %s", client, error)  # a flood of them would flood the log
            answer: Iterable[bytes] = self._error_answer(error)(environ, start_response)
            return answer
        try:
            return _Body(self._application(environ, start_response), places, client)
        except BaseException:  # gunicorn's way to end a WebSocket is one that is no Exception elsewhere
            places.give_back(client)
            raise

    def _check_sockets(self, client: str) -> None:
        """Raises TooManyRequests when there is no room for another socket."""
        clients = [client_of(environ.get("REMOTE_ADDR", "")) for environ in self._open_sockets()]
        if clients.count(client) >= SOCKETS or len(clients) >= SOCKETS_IN_ALL:
            raise TooManyRequests("Too many pages of the player are open: close some.", retry_after=10)


class _Body:
    """The body of an answer; its place is given back when it was sent, closed or dropped."""

    def __init__(self, body: Iterable[bytes], places: _Places, client: str) -> None:
        self._body = body
        self._pieces = iter(body)
        self._finished = weakref.finalize(self, places.give_back, client)
        self._finished.atexit = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._pieces)
        except StopIteration:
            self._finished()
            raise

    def close(self) -> None:
        """Ends it, sent or not."""
        try:
            if hasattr(self._body, "close"):
                self._body.close()
        finally:
            self._finished()


class _Places:
    """Requests that are being answered, by client."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: Counter[str] = Counter()
        # A body that is dropped gives its place back from wherever Python collects it, also from
        # in between the lines below.
        self._lock = threading.RLock()

    def take(self, client: str) -> None:
        """Raises TooManyRequests when the client has all of its places."""
        with self._lock:
            if self._taken[client] >= self._most:
                raise TooManyRequests(
                    f"{self._most} of your requests are being answered: wait for some of them.", retry_after=1
                )
            self._taken[client] += 1

    def give_back(self, client: str) -> None:
        """One request has been answered."""
        with self._lock:
            self._taken[client] -= 1
            if self._taken[client] <= 0:
                del self._taken[client]


class _Rates:
    """Requests that each client may still make; they grow back with time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._left: dict[str, tuple[float, float]] = {}  # how many, and when that was so

    def count(self, client: str) -> None:
        """Raises TooManyRequests when the client has made too many."""
        now = time.monotonic()
        with self._lock:
            left, at = self._left.pop(client, (REQUESTS_IN_A_ROW, now))
            left = min(REQUESTS_IN_A_ROW, left + (now - at) * REQUESTS_A_SECOND)
            if len(self._left) >= _CLIENTS_REMEMBERED:
                del self._left[next(iter(self._left))]  # who has been away for longest
            self._left[client] = (max(0.0, left - 1), now)
        if left < 1:
            wait = math.ceil((1 - left) / REQUESTS_A_SECOND)
            raise TooManyRequests(
                f"More than {REQUESTS_A_SECOND:.0f} requests a second: ask less often.", retry_after=wait
            )


def client_of(address: str) -> str:
    """Who counts as one client."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:  # a Unix socket has none
        return address
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((address, _IPV6_NETWORK), strict=False))
