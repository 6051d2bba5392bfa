"""What one client may ask for at a time, and that nobody else notices when it asks for more."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import Client
from werkzeug.wrappers import Response

from sambanova.errors import PlayerError
from sambanova.settings import Settings
from sambanova.web import limits
from sambanova.web.access import LOGIN_PATH
from sambanova.web.limits import MAX_ID_BYTES, Limits, client_of
from tests.parts import body

HANDSHAKE = "/socket.io/?EIO=4&transport=polling"
OTHER = {"REMOTE_ADDR": "203.0.113.9"}


def error_answer(error: PlayerError) -> Response:
    return Response(error.code, error.status, {"Retry-After": str(error.retry_after)})


def hello(environ: Any, start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [])
    return [b"hello"]


class Waiting:
    """An application whose answers have two pieces, of which the second comes when it is told to."""

    def __init__(self) -> None:
        self.go_on = threading.Event()

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [])
        return self.pieces()

    def pieces(self) -> Iterator[bytes]:
        yield b"one"
        self.go_on.wait(10)
        yield b"two"


def limited(application: Any, sockets: Iterable[dict[str, str]] = ()) -> Client:
    return Client(Limits(application, lambda: sockets, error_answer))


@pytest.mark.parametrize("path", ["/info", "/audio", "/stop", "/pause"])
def test_an_id_longer_than_any_is_refused(client: FlaskClient, path: str) -> None:
    method = "POST" if path in ("/stop", "/pause") else "GET"
    answer = client.open(f"/api/session/{'x' * (MAX_ID_BYTES + 1)}{path}", method=method)
    assert (answer.status_code, body(answer)["error"]) == (400, "invalid_request")
    assert client.open(f"/api/session/{'x' * MAX_ID_BYTES}{path}", method=method).status_code in (404, 409)


def test_a_socket_sends_no_longer_id_either(socket: Any) -> None:
    answer = socket.emit("stop", {"session_id": "日" * MAX_ID_BYTES}, callback=True)
    assert answer["error"] == "invalid_request"


def test_requests_at_once_are_limited_by_client() -> None:
    waiting = Waiting()
    client = limited(waiting)
    held = [client.get("/", buffered=False) for _ in range(limits.MAX_CONCURRENT_REQUESTS)]
    refused = client.get("/")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "1")
    assert client.get("/", environ_base=OTHER).status_code == 200
    waiting.go_on.set()
    assert {answer.get_data() for answer in held} == {b"onetwo"}
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("how", ["closed", "dropped", "failed"])
def test_a_place_is_given_back_however_an_answer_ends(how: str) -> None:
    def failing(environ: Any, start_response: Any) -> Iterable[bytes]:
        raise StopIteration  # as gunicorn's WebSockets end

    client = limited(failing if how == "failed" else Waiting())
    for _ in range(2 * limits.MAX_CONCURRENT_REQUESTS):
        if how == "failed":
            with pytest.raises((StopIteration, RuntimeError)):
                client.get("/")
            continue
        answer = client.get("/")
        assert answer.status_code == 200
        if how == "closed":
            answer.close()
        del answer
        gc.collect(0)


def test_a_flood_of_requests_is_slowed_down_and_ebbs(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("sambanova.web.limits.time.monotonic", lambda: now[0])
    client = limited(hello)
    statuses = [client.get("/").status_code for _ in range(int(limits.MAX_BURST_REQUESTS) + 1)]
    assert set(statuses[:-1]) == {200}
    assert statuses[-1] == 429
    assert client.get("/", environ_base=OTHER).status_code == 200
    now[0] += 1
    assert {client.get("/").status_code for _ in range(int(limits.MAX_REQUESTS_PER_SECOND))} == {200}
    assert client.get("/").headers["Retry-After"] == "1"


def test_sockets_are_limited_by_client_and_in_all() -> None:
    mine = [{"REMOTE_ADDR": ""}] * limits.MAX_SOCKETS_PER_CLIENT
    client = limited(hello, mine)
    assert client.get(HANDSHAKE).status_code == 429
    assert client.get(f"{HANDSHAKE}&sid=known").status_code == 200
    assert client.get("/").status_code == 200
    assert client.get(HANDSHAKE, environ_base=OTHER).status_code == 200
    all_of_them = [{"REMOTE_ADDR": f"10.0.0.{number}"} for number in range(limits.MAX_SOCKETS)]
    assert limited(hello, all_of_them).get(HANDSHAKE, environ_base=OTHER).status_code == 429


def test_the_sockets_of_the_player_count(client: FlaskClient) -> None:
    statuses = [client.get(HANDSHAKE).status_code for _ in range(limits.MAX_SOCKETS_PER_CLIENT + 1)]
    assert statuses == [200] * limits.MAX_SOCKETS_PER_CLIENT + [429]
    answer = client.get(HANDSHAKE)
    assert body(answer)["error"] == "too_many_requests"
    assert answer.headers["Retry-After"]
    assert client.get("/api/sessions").status_code == 200


def test_an_ipv6_network_is_one_client() -> None:
    assert client_of("2001:db8::1") == client_of("2001:db8::ffff:2") != client_of("2001:db8:1::1")
    assert client_of("192.0.2.1") != client_of("192.0.2.2")
    assert client_of("") == ""


class TestWithAToken:
    @pytest.fixture
    def settings(self, redis_url: str) -> Settings:
        return Settings(redis_url=redis_url, access_token="secret")

    def test_a_huge_login_is_refused(self, client: FlaskClient) -> None:
        answer = client.post(LOGIN_PATH, data={"token": "x" * 10_000})
        assert (answer.status_code, body(answer)["error"]) == (400, "invalid_request")

    def test_who_must_wait_is_told_how_long(self, client: FlaskClient) -> None:
        for _ in range(7):
            answer = client.post(LOGIN_PATH, data={"token": "wrong"})
        assert answer.status_code == 429
        assert int(answer.headers["Retry-After"]) > 0
