"""One line for each mistake that names the variable and the way out."""

from __future__ import annotations

import errno
import os
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from sambanova import settings as settings_room
from sambanova.errors import SettingsError
from sambanova.redis_manager import RedisManager
from sambanova.settings import VARIABLES, Settings
from sambanova.start import supervisor
from sambanova.web.port import check_port
from tests.parts import RedisServer, free_port, require_program

ROOT = Path(__file__).resolve().parents[2]


def _message(url: str) -> str:
    """What the start says about a configured Redis."""
    choice = supervisor.choose_redis(Settings(redis_url=url), demo=False, environ={"REDIS_URL": url})
    assert choice.configured
    assert not choice.answers
    assert choice.message
    return choice.message


class TestConfiguredRedis:
    @pytest.fixture
    def guarded(self, own_redis: RedisServer) -> RedisServer:
        """A Redis with a password, and a user who may do nothing."""
        own_redis.start("--requirepass", "secret")
        with redis.Redis(port=own_redis.port, password="secret") as client:
            client.execute_command("ACL", "SETUSER", "weak", "on", ">weak", "-@all")
        return own_redis

    def test_each_refusal_has_its_sentence(self, guarded: RedisServer) -> None:
        port = guarded.port
        assert "refuses the password" in _message(f"redis://:wrong@127.0.0.1:{port}/0")
        assert "wants a password: set REDIS_PASSWORD" in _message(f"redis://127.0.0.1:{port}/0")
        assert "no database of this number: set REDIS_DB" in _message(f"redis://:secret@127.0.0.1:{port}/99")
        assert "the rights that SECURITY.md names" in _message(f"redis://weak:weak@127.0.0.1:{port}/0")

    def test_tls_to_a_redis_without_it(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            threading.Thread(target=_answer, args=(server, b"-ERR unknown command\r\n"), daemon=True).start()
            message = _message(f"rediss://127.0.0.1:{server.getsockname()[1]}/0")
        assert "to one without TLS if it has none" in message

    def test_no_tls_to_a_redis_with_it(self, tls_port: int) -> None:
        assert "set REDIS_URL=rediss://" in _message(f"redis://127.0.0.1:{tls_port}/0")

    def test_certificate_that_is_not_trusted(self, tls_port: int) -> None:
        assert "set REDIS_CA_FILE" in _message(f"rediss://127.0.0.1:{tls_port}/0")

    @pytest.fixture
    def tls_port(self, tmp_path: Path) -> Iterator[int]:
        """The port of a server that speaks TLS, with a certificate of its own."""
        require_program("openssl")
        key, certificate = tmp_path / "key", tmp_path / "certificate"
        request = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        names = ["-subj", "/CN=redis", "-keyout", str(key), "-out", str(certificate)]
        subprocess.run(["openssl", *request, *names], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        with socket.create_server(("127.0.0.1", 0)) as server:
            threading.Thread(target=_refuse_without_tls, args=(server, context), daemon=True).start()
            port: int = server.getsockname()[1]
            yield port


def _answer(server: socket.socket, words: bytes) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection:
            connection.recv(4096)
            connection.sendall(words)


def _refuse_without_tls(server: socket.socket, context: ssl.SSLContext) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        try:
            context.wrap_socket(connection, server_side=True).close()
        except OSError:  # as Redis does, it closes the connection
            connection.close()


@pytest.mark.parametrize(
    ("name", "text", "way_out"),
    [
        ("REDIS_HOST", "redis://example:6379/0", "REDIS_URL"),
        ("REDIS_URL", "redis://:pa#ss@example:6379/0", "%23"),
        ("REDIS_URL", "redis://:pa/ss@example:6379/0", "%2F"),
        ("REDIS_URL", "redis://:12#ss@example:6379/0", "%23"),
        ("REDIS_URL", "redis://:12/ss@example:6379/0", "%2F"),
        ("REDIS_URL", "redis://:12?ss@example:6379/0", "%3F"),
    ],
)
def test_mistake_in_an_address_names_the_way_out(name: str, text: str, way_out: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        Settings.from_environment({name: text})
    assert name in str(refusal.value)
    assert way_out in str(refusal.value)


def test_bad_line_of_the_settings_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("PORT=5002\n\n: what is this\nHOST=127.0.0.1\n")
    monkeypatch.setattr(settings_room, "DOTENV_PATH", dotenv)
    with pytest.raises(SettingsError) as refusal:
        Settings.from_environment()
    assert f"{dotenv}: write NAME=value" in str(refusal.value)
    assert "in line 3" in str(refusal.value)


def test_copy_of_the_example_leaves_the_private_redis_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings_room, "DOTENV_PATH", ROOT / ".env.example")
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    assert supervisor.choose_redis(Settings(redis_port=free_port()), demo=False).private


class TestPort:
    def test_address_of_another_machine(self) -> None:
        with pytest.raises(SettingsError, match=r"HOST 192\.0\.2\.1 is no address of this machine"):
            check_port(Settings(host="192.0.2.1", port=free_port()))

    def test_name_that_is_none(self) -> None:
        with pytest.raises(SettingsError, match=r"HOST no-such-host\.invalid is no address"):
            check_port(Settings(host="no-such-host.invalid", port=free_port()))

    def test_port_of_the_administrator(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object) -> None:  # root, who may run the tests, is not refused
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

        class Refusing(socket.socket):
            bind = refuse

        monkeypatch.setattr(socket, "socket", Refusing)
        with pytest.raises(SettingsError, match="PORT 80 is kept for the administrator: set PORT to 1024"):
            check_port(Settings(port=80))


def test_manager_tells_an_unknown_option_as_a_setting() -> None:
    with pytest.raises(SettingsError, match="REDIS_URL"):
        RedisManager(Settings(redis_url="redis://localhost/0?nonsense=1")).check_settings()
