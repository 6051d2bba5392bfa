"""The configuration of nginx, in front of the real player: TLS, sockets, ids, tokens, and sticky sessions."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest
import requests
import socketio

from tests.parts import (
    ROOT,
    PlayerProcess,
    RedisServer,
    as_s16,
    free_port,
    require_program,
    speech,
    wait_until,
)

pytestmark = pytest.mark.skipif(os.name != "posix", reason="gunicorn and nginx are POSIX")

Put = Callable[..., str]
CONFIGURATION = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
SLASHED = "a/../b//c?d=ä %2F"
TOLD = {"sample_rate": "16000", "channels": "1", "encoding": "s16le"}


@dataclass
class Proxy:
    """A running nginx. folder: with its configuration, its certificate and what it printed."""

    port: int
    plain_port: int
    folder: Path

    @property
    def url(self) -> str:
        """Where it speaks TLS."""
        return f"https://localhost:{self.port}"

    @property
    def certificate(self) -> str:
        """What its clients trust."""
        return str(self.folder / "fullchain.pem")

    @property
    def log(self) -> str:
        """What it printed."""
        return (self.folder / "log").read_text("utf-8")


@contextmanager
def nginx(folder: Path, *players: int) -> Iterator[Proxy]:
    """Runs the configuration, with other ports and names. players: their ports."""
    if shutil.which("nginx") is None:
        pytest.skip("needs nginx: apt-get install nginx-light")
    require_program("openssl")
    proxy = Proxy(free_port(), free_port(), folder)
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
        + ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
        + ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")],
        check=True,
        capture_output=True,
    )
    text = CONFIGURATION
    for old, new in {
        "server player:5001;": " ".join(f"server 127.0.0.1:{port};" for port in players),
        "listen 443 ssl;": f"listen 127.0.0.1:{proxy.port} ssl;",
        "listen 80;": f"listen 127.0.0.1:{proxy.plain_port};",
        "/etc/nginx/tls": str(folder),
        "worker_processes auto;": "worker_processes 1;",
    }.items():
        assert old in text
        text = text.replace(old, new)
    path = folder / "nginx.conf"
    path.write_text(text, "utf-8")
    command = ["nginx", "-c", str(path), "-g", f"daemon off; pid {folder / 'nginx.pid'};"]
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert "test is successful" in tried.stderr, tried.stderr
    with (folder / "log").open("ab") as log:  # which it opens a second time, for what it prints
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        wait_until(lambda: (folder / "nginx.pid").exists() and (folder / "nginx.pid").read_text())
        yield proxy
    finally:
        process.terminate()
        process.wait(5)


@pytest.fixture
def player(tmp_path: Path, redis_server: RedisServer) -> Iterator[PlayerProcess]:
    """A player that believes the proxy, and needs a token."""
    settings = {"REDIS_URL": redis_server.url, "TRUSTED_PROXIES": "127.0.0.1", "ACCESS_TOKEN": "s3cret"}
    with PlayerProcess(tmp_path, **settings) as running:
        yield running


def test_requests_and_sockets_come_through_to_the_player(
    tmp_path: Path, player: PlayerProcess, put: Put
) -> None:
    put(SLASHED, base64.b64encode(as_s16(speech(2, 16000))), **TOLD)
    with nginx(tmp_path, player.port) as proxy, requests.Session() as browser:
        trust(browser, proxy)
        assert browser.get(f"{proxy.url}/api/sessions").status_code == 401
        page = browser.get(f"{proxy.url}/?token=s3cret")
        assert "</html>" in page.text
        assert page.headers["Strict-Transport-Security"]
        assert next(iter(browser.cookies)).secure, "the player knows that the browser speaks TLS"
        assert browser.get(f"{proxy.url}/api/sessions").json()["total"] == 1
        named = f"{proxy.url}/api/session/{quote(SLASHED, safe='')}"
        part = browser.get(f"{named}/audio", headers={"Range": "bytes=0-3"})
        assert (part.status_code, part.content) == (206, b"RIFF")
        own = browser.post(f"{named}/extend", json={"seconds": 9000}, headers={"Origin": proxy.url})
        assert own.status_code == 200
        foreign = browser.post(f"{named}/extend", json={}, headers={"Origin": "https://evil.example"})
        assert foreign.json()["error"] == "forbidden_origin"
        plain = requests.get(f"http://localhost:{proxy.plain_port}/x", allow_redirects=False, timeout=5)
        assert (plain.status_code, plain.headers["Location"]) == (301, "https://localhost/x")
        for transport in ("websocket", "polling"):
            greeted, stopped = ask_over_a_socket(proxy, transport)
            assert greeted
            assert stopped["error"] == "not_playing"
        wait_until(lambda: "/api/sessions" in proxy.log)
        assert "s3cret" not in proxy.log


def trust(session: requests.Session, proxy: Proxy) -> None:
    """Lets a session trust the certificate, whatever the environment says."""
    session.trust_env = False
    session.verify = proxy.certificate


def ask_over_a_socket(proxy: Proxy, transport: str) -> tuple[list[dict[str, str]], dict[str, str]]:
    """What a socket is told at the beginning, and the answer to an event."""
    session = requests.Session()
    trust(session, proxy)
    session.headers["Authorization"] = "Bearer s3cret"  # of the session, because polling takes no other
    client = socketio.Client(reconnection=False, http_session=session)
    greeted: list[dict[str, str]] = []
    client.on("connected", greeted.append)
    client.connect(proxy.url, dict(session.headers), transports=[transport], wait_timeout=10)
    try:
        assert client.transport() == transport
        answer: dict[str, str] = client.call("stop", {"session_id": SLASHED}, timeout=10)
        wait_until(lambda: greeted)
    finally:
        client.disconnect()
    return greeted, answer


class Named(BaseHTTPRequestHandler):
    """Answers with the port of its server."""

    def do_GET(self) -> None:
        text = str(self.connection.getsockname()[1]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: object) -> None:
        """Stays silent."""


def reached(proxy: Proxy) -> set[str]:
    """The players that ten requests of a client reach."""
    urls = [f"{proxy.url}/socket.io/?sid={number}" for number in range(10)]
    return {requests.get(url, verify=proxy.certificate, timeout=5).text for url in urls}


def test_the_line_that_the_docs_name_makes_sessions_sticky(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "hash $remote_addr consistent;"
    assert line in CONFIGURATION
    assert line in (ROOT / "README.md").read_text("utf-8")
    assert line in (ROOT / "docs" / "team.md").read_text("utf-8")
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), Named) for _ in range(3)]
    ports = [server.server_port for server in servers]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        folders = [tmp_path / "sticky", tmp_path / "spread"]
        for folder in folders:
            folder.mkdir()
        with nginx(folders[0], *ports) as proxy:
            assert len(reached(proxy)) == 1
        monkeypatch.setattr(f"{__name__}.CONFIGURATION", CONFIGURATION.replace(line, ""))
        with nginx(folders[1], *ports) as proxy:
            assert len(reached(proxy)) == 3
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def test_no_word_of_the_configuration_is_of_this_machine() -> None:
    assert not re.search(r"127\.0\.0\.1|/work|/home", CONFIGURATION)
