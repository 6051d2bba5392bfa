"""Access control and security headers.

A WSGI middleware checks every request, including Socket.IO handshakes:

- When the player is bound to loopback, the Host header must be a local name, which stops DNS
  rebinding. A token is required only if one is set.
- When the player is bound to another address, or runs behind a proxy, a token is required.
- Requests that change something, and all socket requests, must come from the page of the player or
  from a program that is not a browser. Browsers send the origin in `Origin` and `Sec-Fetch-Site`.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import logging
import math
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request, Response

from sambanova.errors import ForbiddenOrigin, InvalidRequest, PlayerError, TooManyAttempts, Unauthorized
from sambanova.findings import counted
from sambanova.settings import LOOPBACK_HOSTS, Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

log = logging.getLogger(__name__)

COOKIE = "audio_stream_player"
LOGIN_PATH = "/login"
_COOKIE_SECONDS = 30 * 24 * 3600
_OPEN_PATHS = ("/static/css/", "/static/icon")  # files that the login page loads
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_FETCHES = frozenset({"same-origin", "none"})  # of Sec-Fetch-Site; `none`: typed, or from a bookmark
_TOKEN_BYTES = 32  # 256 bits
_MAX_FORM_BYTES = 4096  # of the login form
_FREE_ATTEMPTS = 5  # wrong tokens per address before it must wait
_LONGEST_WAIT = 60.0  # seconds
_ADDRESSES_REMEMBERED = 1000

ErrorAnswer = Callable[[PlayerError], Response]
LoginPage = Callable[[PlayerError], Response]


def with_token(settings: Settings) -> Settings:
    """The settings, with a generated access token when one is needed and none is set."""
    if settings.access_token or not needs_token(settings):
        return settings
    return replace(settings, access_token=secrets.token_urlsafe(_TOKEN_BYTES))


def needs_token(settings: Settings) -> bool:
    """Whether requests need a token: other machines can reach the player, or a token is set."""
    return bool(settings.access_token or settings.trusted_proxies) or not settings.is_loopback


class TrustedProxies:
    """A WSGI middleware that takes scheme and client address from the headers of trusted proxies."""

    def __init__(self, application: Any, settings: Settings) -> None:
        self._application = application
        self._proxies = [ipaddress.ip_network(proxy) for proxy in settings.trusted_proxies]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if self._is_proxy(environ.get("REMOTE_ADDR", "")):
            self._believe(environ)
        application: Iterable[bytes] = self._application(environ, start_response)
        return application

    def _believe(self, environ: WSGIEnvironment) -> None:
        if environ.get("HTTP_X_FORWARDED_PROTO", "") in ("http", "https"):
            environ["wsgi.url_scheme"] = environ["HTTP_X_FORWARDED_PROTO"]
        # The last address that is not a trusted proxy is the client.
        for hop in reversed(environ.get("HTTP_X_FORWARDED_FOR", "").split(",")):
            if not _is_address(hop.strip()):
                break
            environ["REMOTE_ADDR"] = hop.strip()
            if not self._is_proxy(hop.strip()):
                break

    def _is_proxy(self, address: str) -> bool:
        return _is_address(address) and any(ipaddress.ip_address(address) in proxy for proxy in self._proxies)


class AccessControl:
    """A WSGI middleware that refuses requests without access.

    error_answer: makes the JSON of a refusal. login_page: makes the login page that says why a
    browser was refused.
    """

    def __init__(
        self, application: Any, settings: Settings, error_answer: ErrorAnswer, login_page: LoginPage
    ) -> None:
        if needs_token(settings) and not settings.access_token:
            raise ValueError("a token is needed: make one by with_token()")
        self._application = application
        self._error_answer = error_answer
        self._login_page = login_page
        self._token = settings.access_token
        self._local_names_only = settings.is_loopback and not settings.trusted_proxies
        self._attempts = _Attempts()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = Request(environ, populate_request=False)
        request.max_content_length = _MAX_FORM_BYTES
        try:
            self._check_host(request)
            self._check_origin(request)
            answer = self._check_token(request)
        except (Unauthorized, TooManyAttempts, InvalidRequest) as error:
            answer = self._refused(request, error, self._login_page if _is_login(request) else None)
        except PlayerError as error:
            answer = self._refused(request, error)
        if answer is not None:
            return answer(environ, start_response)
        application: Iterable[bytes] = self._application(environ, start_response)
        return application

    def _refused(self, request: Request, error: PlayerError, make: ErrorAnswer | None = None) -> Response:
        log.info("refused %s %r to %s: %s", request.method, request.path, request.remote_addr, error.code)
        return (make or self._error_answer)(error)

    def _check_host(self, request: Request) -> None:
        if self._local_names_only and not _is_local_name(request.headers.get("Host", "")):
            raise ForbiddenOrigin(
                "The player is asked for by a name that is not local: use http://localhost, or set HOST."
            )

    def _check_origin(self, request: Request) -> None:
        """Raises ForbiddenOrigin for requests that a page of another site makes a browser send."""
        if request.method in _SAFE_METHODS and not request.path.startswith("/socket.io"):
            return
        origin = request.headers.get("Origin")
        fetched_from = request.headers.get("Sec-Fetch-Site")
        own = f"{request.scheme}://{request.headers.get('Host', '')}"
        if origin is not None and _origin(origin) != _origin(own):
            raise ForbiddenOrigin("The request comes from a page of another site: use the player's own page.")
        if origin is None and fetched_from is not None and fetched_from not in _OWN_FETCHES:
            raise ForbiddenOrigin("The request comes from a page of another site: use the player's own page.")

    def _check_token(self, request: Request) -> Response | None:
        """Returns None when the request may pass, else a redirect. Raises Unauthorized."""
        if self._token is None or request.path.startswith(_OPEN_PATHS):
            return None
        if self._has_cookie(request):
            return _redirect("/") if request.path == LOGIN_PATH else None
        bearer = request.headers.get("Authorization", "")
        if bearer.startswith("Bearer "):
            self._compare(request, bearer.removeprefix("Bearer ").strip())
            return None
        if request.method in _SAFE_METHODS and "token" in request.args:
            self._compare(request, request.args["token"])
            return self._welcome(request)
        if request.path == LOGIN_PATH:
            return self._log_in(request)
        if request.path == "/":
            return _redirect(LOGIN_PATH)
        raise Unauthorized("A token is needed: send it as Authorization: Bearer, or log in on the page.")

    def _log_in(self, request: Request) -> Response | None:
        """Returns None to show the login page; checks the token of a submitted form."""
        if request.method != "POST":
            return None
        try:
            form = request.form
        except HTTPException:
            raise InvalidRequest("The form cannot be read: send the token alone.") from None
        self._compare(request, form.get("token", ""))
        return self._welcome(request)

    def _compare(self, request: Request, token: str) -> None:
        """Raises Unauthorized for a wrong token, and TooManyAttempts after several."""
        address = request.remote_addr or ""
        self._attempts.check(address)
        if not hmac.compare_digest(token.encode(), (self._token or "").encode()):
            self._attempts.failed(address)
            raise Unauthorized("This is not the token: copy it from the terminal the player was started in.")
        self._attempts.succeeded(address)

    def _has_cookie(self, request: Request) -> bool:
        return hmac.compare_digest(request.cookies.get(COOKIE, "").encode(), self._cookie().encode())

    def _cookie(self) -> str:
        """The value of the cookie: an HMAC, which proves the token and does not reveal it."""
        return hmac.new((self._token or "").encode(), b"cookie", hashlib.sha256).hexdigest()

    def _welcome(self, request: Request) -> Response:
        """Sets the cookie and redirects to the page, which removes the token from the address."""
        response = _redirect("/")
        response.set_cookie(
            COOKIE,
            self._cookie(),
            max_age=_COOKIE_SECONDS,
            httponly=True,
            samesite="Strict",
            secure=request.scheme == "https",
        )
        return response


def _is_login(request: Request) -> bool:
    """Whether a browser sends a token, by the login form or in the page's address, and so wants a page."""
    wanted = request.accept_mimetypes.best_match(("application/json", "text/html"))
    return request.path in (LOGIN_PATH, "/") and wanted == "text/html"


def _redirect(location: str) -> Response:
    response = Response(status=303)
    response.headers["Location"] = location
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


class _Attempts:
    """Counts wrong tokens by address. After `_FREE_ATTEMPTS`, each further one doubles the wait."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures: dict[str, tuple[int, float]] = {}  # count, time.monotonic() of the last

    def check(self, address: str) -> None:
        """Raises TooManyAttempts while the address must wait."""
        with self._lock:
            count, last = self._failures.get(address, (0, 0.0))
        if count < _FREE_ATTEMPTS:
            return
        wait = min(_LONGEST_WAIT, 2.0 ** (count - _FREE_ATTEMPTS)) - (time.monotonic() - last)
        if wait > 0:
            seconds = math.ceil(wait)
            raise TooManyAttempts(
                f"Too many wrong tokens: try again in {counted(seconds, 'second')}.",
                retry_after=seconds,
            )

    def failed(self, address: str) -> None:
        """Counts a wrong token."""
        with self._lock:
            count, _ = self._failures.pop(address, (0, 0.0))
            if len(self._failures) >= _ADDRESSES_REMEMBERED:
                del self._failures[next(iter(self._failures))]
            self._failures[address] = (count + 1, time.monotonic())

    def succeeded(self, address: str) -> None:
        """Resets the count of an address."""
        with self._lock:
            self._failures.pop(address, None)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _is_local_name(host: str) -> bool:
    """Whether a Host header is a loopback name or address."""
    name = (urlsplit(f"//{host}").hostname or "") if _is_plain(host) else ""
    return name in LOOPBACK_HOSTS or name.endswith(".localhost") or _is_loopback_address(name)


def _is_plain(host: str) -> bool:
    """Whether a Host header has only characters that `urlsplit` can parse."""
    return bool(host) and all(char.isalnum() or char in ".:-[]_" for char in host)


def _is_loopback_address(name: str) -> bool:
    return _is_address(name) and ipaddress.ip_address(name).is_loopback


def _origin(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port of a URL; a missing port becomes the default port of the scheme."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return ("", "", None)
    return (parts.scheme, parts.hostname or "", port)


def page_headers(nonce: str) -> dict[str, str]:
    """Response headers of the page: own scripts, styles and audio only, and no framing.

    nonce: of the inline script and style elements.
    """
    return {
        "Content-Security-Policy": (
            f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
            "connect-src 'self'; media-src 'self' blob:; img-src 'self' data: blob:; font-src 'self'; "
            "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        ),
        "Cache-Control": "no-store",
        # With no-referrer, browsers would send "Origin: null" with the login form.
        "Referrer-Policy": "same-origin",
    }


COMMON_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Default headers of every response."""
