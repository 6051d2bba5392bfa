"""Which browser a request comes from, by a cookie of its own, and the recordings that it drops.

The cookie holds a random number and says nothing else. It ends with the session of the browser.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping

from flask import Request, Response, request
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge

from sambanova.dropped import DroppedRecordings
from sambanova.errors import InvalidRequest
from sambanova.session import Session

DROPPED_PATH = "/api/dropped"
"""Where recordings are dropped; the only path that takes a large body."""

_COOKIE = "audio_stream_player_browser"
_TOKEN_BYTES = 32
_TOKEN = re.compile(r"[\w-]{43}", re.ASCII)
_MAX_NAME = 1000  # characters of a file name in the query; fewer are shown
_READ_BYTES = 1 << 20


def browser_of(cookies: Mapping[str, str]) -> str:
    """The name of the browser with these cookies, which the cookie proves; empty without one."""
    token = cookies.get(_COOKIE, "")
    return _name_of(token) if _TOKEN.fullmatch(token) else ""


def this_browser() -> str:
    """The browser that sends the current request; empty for one without the cookie."""
    return browser_of(request.cookies)


class Visitor:
    """The browser of the current request, known or new. name: proved by its cookie."""

    def __init__(self) -> None:
        known = this_browser()
        self._token = "" if known else secrets.token_urlsafe(_TOKEN_BYTES)
        self.name = known or _name_of(self._token)

    def welcomed(self, response: Response) -> Response:
        """The response, with the cookie if the browser is new."""
        if self._token:
            # Lax, because a link from another site opens the page, which would get a new cookie otherwise.
            response.set_cookie(
                _COOKIE, self._token, httponly=True, samesite="Lax", secure=request.scheme == "https"
            )
        return response


def room_of(browser: str) -> str:
    """The Socket.IO room of all pages of a browser."""
    return f"browser {browser}"


def receive(dropped: DroppedRecordings, browser: str) -> Session:
    """Keeps the body of the current request for a browser.

    The name of the file is the parameter `name`. Raises the errors of `DroppedRecordings`.
    """
    with dropped.receiving() as limit:
        if request.mimetype.startswith("multipart/"):  # its parts would be written to disk
            raise InvalidRequest(
                "Send the bytes of the file as the body, such as by curl --data-binary @file."
            )
        request.max_content_length = limit
        try:
            data = _body(request)
        except RequestEntityTooLarge:
            raise dropped.too_large() from None
        except (ClientDisconnected, OSError):
            raise InvalidRequest("The recording did not arrive whole: drop it again.") from None
        return dropped.add(browser, request.args.get("name", "")[:_MAX_NAME], data)


def _body(asked: Request) -> bytes:
    """The whole body, in memory. Raises RequestEntityTooLarge as soon as it is too long."""
    data = bytearray()
    while piece := asked.stream.read(_READ_BYTES):
        data += piece
    return bytes(data)


def _name_of(token: str) -> str:
    return hashlib.blake2b(token.encode(), digest_size=16).hexdigest()
