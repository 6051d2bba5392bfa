"""Who may come in: every route and the socket, with and without a token, from here and from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from audio_stream_player import create_app
from sambanova.settings import Settings
from sambanova.web import access

TOKEN = "a token that nobody guesses"
SOCKET_PATH = "/socket.io/?EIO=4&transport=polling"
OPEN_ENDPOINTS = {"static"}


def every_request(app: Flask) -> list[tuple[str, str]]:
    """A method and a path for everything that the application answers, the socket included."""
    requests = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint in OPEN_ENDPOINTS:
            continue
        path = re.sub(r"<[^>]+>", "call", rule.rule)
        requests += [(method, path) for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}]
    return [
        *requests,
        ("GET", SOCKET_PATH),
        ("POST", SOCKET_PATH),
    ]


@pytest.fixture
def make_client(settings: Settings) -> Iterator[Callable[..., FlaskClient]]:
    """Clients of applications with settings of their own."""
    apps: list[Flask] = []

    def make(**changes: Any) -> FlaskClient:
        app = create_app(replace(settings, **changes))
        apps.append(app)
        return app.test_client()

    yield make
    for app in apps:
        app.extensions["audio_stream_player"].close()


def test_without_the_token_every_route_and_the_socket_are_closed(
    make_client: Callable[..., FlaskClient],
) -> None:
    client = make_client(access_token=TOKEN)
    requests = every_request(client.application)
    assert len(requests) > 15
    for method, path in requests:
        answer = client.open(path, method=method)
        if path in ("/", "/login"):
            assert b"session" not in answer.data.lower()
            continue
        assert answer.status_code == 401, (method, path)
        assert answer.json is not None
        assert answer.json["error"] == "unauthorized"


def test_a_wrong_token_opens_nothing(make_client: Callable[..., FlaskClient]) -> None:
    client = make_client(access_token=TOKEN)
    for attempt in (
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Bearer "},
        {"Authorization": TOKEN},
    ):
        assert client.get("/api/sessions", headers=attempt).status_code == 401
    assert client.get("/api/sessions?token=wrong").status_code == 401
    client.set_cookie(access.COOKIE, TOKEN)
    assert client.get("/api/sessions").status_code == 401


def test_the_token_opens_as_bearer_and_once_in_the_address(make_client: Callable[..., FlaskClient]) -> None:
    client = make_client(access_token=TOKEN)
    assert client.get("/api/sessions", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    welcome = client.get("/", query_string={"token": TOKEN})
    assert welcome.status_code == 303
    assert welcome.headers["Location"] == "/"
    cookie = welcome.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert TOKEN not in cookie
    assert client.get("/api/sessions").status_code == 200
    assert client.get(SOCKET_PATH).status_code == 200


def test_people_log_in_on_a_page(make_client: Callable[..., FlaskClient]) -> None:
    client = make_client(access_token=TOKEN)
    assert client.get("/").headers["Location"] == "/login"
    assert b"Access token" in client.get("/login").data
    assert client.post("/login", data={"token": "wrong"}).status_code == 401
    assert client.post("/login", data={"token": TOKEN}).status_code == 303
    assert client.get("/api/sessions").status_code == 200


def test_wrong_tokens_make_wait(make_client: Callable[..., FlaskClient]) -> None:
    client = make_client(access_token=TOKEN)
    statuses = [client.post("/login", data={"token": str(number)}).status_code for number in range(8)]
    assert statuses[:5] == [401] * 5
    assert statuses[-1] == 429


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://localhost:9", "https://localhost"])
def test_another_site_can_change_nothing_and_open_no_socket(origin: str, client: FlaskClient) -> None:
    for method, path in every_request(client.application):
        answer = client.open(path, method=method, headers={"Origin": origin})
        if method == "GET" and not path.startswith("/socket.io"):
            continue
        assert answer.status_code == 403, (method, path)
        assert answer.json is not None
        assert answer.json["error"] == "forbidden_origin"


def test_fetch_metadata_counts_where_there_is_no_origin(client: FlaskClient) -> None:
    for site, status in (("cross-site", 403), ("same-site", 403), ("same-origin", 409), ("none", 409)):
        answer = client.post("/api/session/call/stop", headers={"Sec-Fetch-Site": site})
        assert answer.status_code == status, site


def test_programs_and_the_own_page_pass(client: FlaskClient) -> None:
    assert client.post("/api/session/call/stop").status_code == 409
    own = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert client.post("/api/session/call/stop", headers=own).status_code == 409
    assert client.get(SOCKET_PATH, headers=own).status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:5001", 200),
        ("127.0.0.1:5001", 200),
        ("[::1]:5001", 200),
        ("player.localhost", 200),
        ("evil.example:5001", 403),
        ("127.0.0.1.evil.example", 403),
        ("localhost@evil.example", 403),
        ("192.168.1.7:5001", 403),
    ],
)
def test_on_loopback_only_local_names_are_answered(host: str, status: int, client: FlaskClient) -> None:
    assert client.get("/api/sessions", headers={"Host": host}).status_code == status


def test_an_address_that_others_can_reach_needs_a_token(settings: Settings) -> None:
    exposed = access.with_token(replace(settings, host="0.0.0.0"))
    assert exposed.access_token
    assert len(exposed.access_token) >= 43  # 256 bits in base64
    assert access.with_token(settings).access_token is None


def test_a_proxy_is_believed_only_when_trusted(make_client: Callable[..., FlaskClient]) -> None:
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
    trusted = make_client(access_token=TOKEN, trusted_proxies=("127.0.0.0/8",))
    welcome = trusted.get("/", query_string={"token": TOKEN}, headers=forwarded)
    assert "Secure" in welcome.headers["Set-Cookie"]
    untrusted = make_client(access_token=TOKEN)
    welcome = untrusted.get("/", query_string={"token": TOKEN}, headers=forwarded)
    assert "Secure" not in welcome.headers["Set-Cookie"]


def test_answers_forbid_framing_sniffing_referrers_and_storing(
    client: FlaskClient, put: Callable[..., str]
) -> None:
    put("call")
    for path in ("/", "/api/status", "/api/session/call/info", "/api/session/none/audio"):
        headers = client.get(path).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], path
        assert "unsafe-inline" not in headers["Content-Security-Policy"], path
        assert headers["X-Content-Type-Options"] == "nosniff"
        # A page that says nothing at all could not send its login form.
        assert headers["Referrer-Policy"] == ("same-origin" if path == "/" else "no-referrer")
        assert headers["Cache-Control"] == "no-store", path
