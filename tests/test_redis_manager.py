"""Sessions out of a real Redis: what is read, what is not, and how it does when Redis does badly."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sambanova.errors import BufferTooLarge, RedisUnavailable, SessionNotFound, SettingsError
from sambanova.redis_manager import RedisManager
from sambanova.session import is_true
from sambanova.settings import Settings
from tests.parts import RedisServer, Sessions, free_port, wait_until

ROOT = Path(__file__).resolve().parent.parent
Put = Callable[..., str]


@pytest.fixture
def raw(redis_server: RedisServer) -> Iterator[redis.Redis]:
    """A client of the empty Redis that knows nothing of sessions."""
    with redis_server.client() as client:
        yield client


def sessions_of(server: RedisServer, **changes: object) -> Sessions:
    return Sessions(Settings(redis_url=server.url, **changes))  # type: ignore[arg-type]


# The list


def test_a_session_is_listed_with_what_its_writer_said(sessions: Sessions, raw: redis.Redis) -> None:
    raw.hset(
        "session:call",
        mapping={
            "authenticated": "True",
            "is_recording": "False",
            "user_id": "7",
            "user_name": "Grace 🎙",
            "audio_buffer": "AAAA",
            "connected_at": "1760000000.25",
            "authenticated_at": "1760000001",
        },
    )
    raw.expire("session:call", 600)
    (session,) = sessions.list()
    assert 595 <= (session.ttl or 0) <= 600
    assert {**session.as_json(), "ttl": 600} == {
        "session_id": "call",
        "user_id": "7",
        "user_name": "Grace 🎙",
        "authenticated": True,
        "is_recording": False,
        "has_audio": True,
        "audio_buffer_length": 4,
        "connected_at": 1760000000.25,
        "authenticated_at": 1760000001.0,
        "ttl": 600,
        "stored_as": "hash",
        "keys": ["session:call"],
        "tracks": [],
        "size_is_exact": True,
    }


def test_a_session_without_any_usual_field_is_listed_with_nothing_in_it(
    sessions: Sessions, raw: redis.Redis
) -> None:
    raw.hset("session:bare", "mime_type", "audio/webm")
    (session,) = sessions.list()
    assert (session.user_id, session.user_name, session.authenticated) == ("", "", None)
    assert (session.connected_at, session.ttl, session.has_audio) == (None, None, False)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("True", True), ("true", True), ("1", True), (" yes ", True), ("False", False), ("0", False)]
    + [("", False), ("None", False), ("truee", False)],
)
def test_yes_is_understood_in_the_words_of_all_writers(text: str, meant: bool) -> None:
    assert is_true(text) is meant


@pytest.mark.parametrize("text", ["", "soon", "nan", "inf", "-inf", "1e999", "2026-01-01T00:00:00"])
def test_a_time_that_is_no_number_is_unknown(text: str, sessions: Sessions, raw: redis.Redis) -> None:
    raw.hset("session:call", "connected_at", text)
    assert sessions.session("call").connected_at is None


def commands_during(raw: redis.Redis, act: Callable[[], object]) -> list[list[str]]:
    """The commands that Redis got from others while `act` ran."""
    with raw.monitor() as monitor:  # type: ignore[no-untyped-call]
        act()
        raw.echo("that was all")
        commands: list[list[str]] = []
        for command in monitor.listen():
            words = str(command["command"]).split()
            if words[0] == "ECHO":
                return commands
            commands.append(words)
    raise AssertionError


def test_the_list_never_reads_audio_nor_whole_hashes(sessions: Sessions, raw: redis.Redis, put: Put) -> None:
    for number in range(30):
        put(f"call {number}", "A" * 1000)
    raw.config_set("slowlog-log-slower-than", -1)
    commands = commands_during(raw, sessions.list)
    sizes = {"TYPE", "PTTL", "HMGET", "HSTRLEN", "HLEN"}
    assert {words[0] for words in commands} <= {"SCAN", "HELLO", "CLIENT", "PING"} | sizes
    assert sum(words[0] == "HSTRLEN" for words in commands) == 30
    assert not any("audio_buffer" in words for words in commands if words[0] == "HMGET")


def test_the_fields_are_read_without_the_audio(sessions: Sessions, raw: redis.Redis, put: Put) -> None:
    put("call", "A" * 1000, sample_rate="8000")
    view = sessions.index.view("call")
    fields: dict[str, str] = {}
    commands = commands_during(
        raw, lambda: fields.update(sessions.store.read(view.session, view.records, audio=False).fields)
    )
    assert fields["sample_rate"] == "8000"
    assert "audio_buffer" not in fields
    assert "HGETALL" not in {words[0] for words in commands}
    assert not any("audio_buffer" in words for words in commands if words[0] != "HSTRLEN")


def test_thousands_of_sessions_are_listed_once_each(sessions: Sessions, raw: redis.Redis) -> None:
    with raw.pipeline(transaction=False) as pipe:
        for number in range(5000):
            pipe.hset(f"session:{number}", "user_id", number)
        pipe.execute()
    found = sessions.list()
    assert sorted(int(session.session_id) for session in found) == list(range(5000))
    assert all(session.session_id == session.user_id for session in found)


def test_keys_of_a_type_that_holds_no_session_are_left_alone(sessions: Sessions, raw: redis.Redis) -> None:
    raw.set("session:text", "x")
    raw.sadd("session:set", "x")
    raw.zadd("session:sorted", {"x": 1})
    raw.hset("session:call", "user_id", "1")
    raw.hset("other:call", "user_id", "2")
    assert sessions.ids() == {"call"}
    for name in ("text", "set", "sorted"):
        for ask in (sessions.session, sessions.delete, lambda n: sessions.extend(n, 60)):
            with pytest.raises(SessionNotFound, match=f"'session:{name}' is a (string|set|zset)"):
                ask(name)
    assert raw.exists("session:text", "session:set", "session:sorted") == 3
    assert raw.ttl("session:text") == -1


def test_a_session_that_expires_is_gone_everywhere(sessions: Sessions, raw: redis.Redis, put: Put) -> None:
    put("brief", "AAAA")
    put("lasting", "AAAA")
    raw.expire("session:brief", 1)
    wait_until(lambda: sessions.ids() == {"lasting"})
    for ask in (
        sessions.session,
        sessions.fields,
        sessions.audio,
        sessions.delete,
        lambda name: sessions.extend(name, 60),
    ):
        with pytest.raises(SessionNotFound):
            ask("brief")


ODD_IDS = [
    "",
    "with blank",
    "a/b//c",
    "/",
    "*",
    "[x]",
    "line\nbreak",
    "\"><script>alert(1)</script>/..%2f 'é\n",
    "日本語",
    "🎙",
    "{braces}",
    "session:session:",
]


@pytest.mark.parametrize("session_id", ODD_IDS)
def test_any_text_is_an_id(session_id: str, sessions: Sessions, raw: redis.Redis) -> None:
    raw.hset(b"session:" + session_id.encode(), mapping={"user_id": "1", "audio_buffer": "AQID"})
    assert sessions.ids() == {session_id}
    assert sessions.session(session_id).user_id == "1"
    assert sessions.fields(session_id) == {"user_id": "1"}
    assert sessions.audio(session_id) == b"AQID"
    sessions.delete(session_id)
    assert sessions.ids() == set()


@given(name=st.binary(max_size=40) | st.text(max_size=8).map(str.encode))
@example(name="\uf780\uf7ff".encode())  # characters that stand for raw bytes in ids
@example(name=b"\xed\xa0\x80")  # half a surrogate pair
@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_make_a_key_whose_id_is_text_and_leads_back(
    name: bytes, sessions: Sessions, raw: redis.Redis
) -> None:
    raw.flushall()
    raw.hset(b"session:" + name, "user_id", "1")
    (session,) = sessions.list()
    session.session_id.encode("utf-8")  # what JSON and URLs need
    assert sessions.session(session.session_id).user_id == "1"


def test_fields_that_are_no_utf8_are_shown_as_far_as_they_can_be(
    sessions: Sessions, raw: redis.Redis
) -> None:
    raw.hset("session:call", mapping={"user_name": b"J\xfcrgen", b"\xff": b"\xfe"})
    assert sessions.session("call").user_name == "J�rgen"
    assert sessions.fields("call") == {"user_name": "J�rgen", "�": "�"}


def test_an_id_that_no_key_can_have_is_not_found(sessions: Sessions) -> None:
    with pytest.raises(SessionNotFound):
        sessions.session("half a pair \ud83c")


@pytest.mark.parametrize("prefix", ["a*b:", "[ab]", "what?", "back\\slash:", "^x-y:", "é:", "a b "])
def test_a_prefix_is_taken_literally(prefix: str, redis_server: RedisServer, raw: redis.Redis) -> None:
    sessions = sessions_of(redis_server, session_key_prefix=prefix)
    raw.hset(f"{prefix}call", "user_id", "1")
    for other in ("aXb:call", "a", "acall", "whatX", "backslash:call", "x-y:call", "^xzy:call"):
        raw.hset(other, "user_id", "2")
    assert sessions.ids() == {"call"}
    assert sessions.session("call").user_id == "1"
    sessions.close()


def test_another_audio_field_is_read_and_hidden_instead(redis_server: RedisServer, raw: redis.Redis) -> None:
    sessions = sessions_of(redis_server, audio_buffer_field="sound bytes")
    raw.hset("session:call", mapping={"sound bytes": "AQID", "audio_buffer": "not this"})
    assert sessions.session("call").audio_buffer_length == 4
    assert sessions.audio("call") == b"AQID"
    assert sessions.fields("call") == {"audio_buffer": "not this"}
    sessions.close()


# Audio, delete, extend


def test_a_session_without_audio_has_empty_text(sessions: Sessions, raw: redis.Redis, put: Put) -> None:
    put("empty")
    raw.hset("session:none", "user_id", "1")
    assert sessions.audio("empty") == b""
    assert sessions.audio("none") == b""
    assert sessions.fields("none") == {"user_id": "1"}


def test_a_session_of_nothing_but_audio_has_no_fields(sessions: Sessions, raw: redis.Redis) -> None:
    raw.hset("session:call", "audio_buffer", "AQID")
    assert sessions.fields("call") == {}


def test_too_much_audio_is_refused_before_it_is_read(
    redis_server: RedisServer, raw: redis.Redis, put: Put
) -> None:
    sessions = sessions_of(redis_server, audio_max_buffer_mb=1)
    put("big", "A" * (2 << 20))
    commands: list[list[str]] = []

    def read() -> None:
        with pytest.raises(BufferTooLarge, match="AUDIO_MAX_BUFFER_MB"):
            sessions.audio("big")

    commands = commands_during(raw, read)
    assert "HGET" not in {words[0] for words in commands}
    put("fits", "A" * (1 << 20))
    assert sessions.read("fits").tracks[0].length == 1 << 20
    sessions.close()


def test_delete_removes_the_session_alone(sessions: Sessions, put: Put) -> None:
    put("one")
    put("two")
    sessions.delete("one")
    assert sessions.ids() == {"two"}
    with pytest.raises(SessionNotFound):
        sessions.delete("one")


def test_extend_sets_the_time_to_live_from_now_on(sessions: Sessions, put: Put) -> None:
    put("call")
    assert sessions.extend("call", 7200) == 7200
    assert 7195 <= (sessions.session("call").ttl or 0) <= 7200
    with pytest.raises(SessionNotFound):
        sessions.extend("nobody", 60)


# How Redis does


def test_a_redis_that_answers_is_available_and_tells_how_it_does(redis_manager: RedisManager) -> None:
    status = redis_manager.status()
    assert redis_manager.is_available()
    assert status.available
    assert status.message is None
    assert status.latency_ms is not None
    assert status.latency_ms > 0
    assert status.used_memory_bytes is not None
    assert status.used_memory_bytes > 100_000


def test_nobody_there_is_said_quickly_with_what_to_do() -> None:
    sessions = Sessions(Settings(redis_port=free_port()))
    started = time.monotonic()
    assert not sessions.manager.is_available()
    with pytest.raises(RedisUnavailable, match="start it"):
        sessions.list()
    assert time.monotonic() - started < 3
    assert sessions.manager.status().used_memory_bytes is None
    sessions.close()


def test_it_recovers_by_itself_when_redis_comes_back(own_redis: RedisServer) -> None:
    sessions = sessions_of(own_redis)
    assert not sessions.manager.is_available()
    own_redis.start()
    assert sessions.manager.is_available()
    sessions.manager.write("call", {"user_id": "1"})
    own_redis.stop()
    assert not sessions.manager.is_available()
    with pytest.raises(RedisUnavailable):
        sessions.session("call")
    own_redis.start()
    assert sessions.list() == []
    sessions.manager.write("call", {"user_id": "2"})
    assert sessions.session("call").user_id == "2"
    sessions.close()


def test_a_restart_between_two_calls_is_not_noticed(own_redis: RedisServer) -> None:
    own_redis.start()
    sessions = sessions_of(own_redis)
    assert sessions.list() == []
    own_redis.stop()
    own_redis.start()
    assert sessions.list() == []
    sessions.close()


def test_a_wrong_password_is_named_and_the_right_one_works(own_redis: RedisServer) -> None:
    own_redis.start("--requirepass", "se cret/@:")
    where = {"redis_host": "127.0.0.1", "redis_port": own_redis.port}
    for password in (None, "wrong"):
        status = RedisManager(Settings(**where, redis_password=password)).status()  # type: ignore[arg-type]
        assert not status.available
        assert "REDIS_PASSWORD" in (status.message or "")
    right = RedisManager(Settings(**where, redis_password="se cret/@:"))  # type: ignore[arg-type]
    assert right.is_available()
    right.close()
    by_url = RedisManager(Settings(redis_url=f"redis://:se%20cret%2F%40%3A@127.0.0.1:{own_redis.port}/0"))
    assert by_url.is_available()
    by_url.close()


def test_the_password_is_in_no_message(own_redis: RedisServer) -> None:
    own_redis.start("--requirepass", "right")
    manager = RedisManager(Settings(redis_url=f"redis://:hunter2@127.0.0.1:{own_redis.port}/0"))
    assert "hunter2" not in (manager.status().message or "")


def test_a_user_who_may_not_ask_for_info_sees_everything_else(own_redis: RedisServer) -> None:
    own_redis.start()
    with own_redis.client() as client:
        client.acl_setuser("app", enabled=True, passwords=["+pw"], keys=["*"], categories=["+@all"])
        client.execute_command("ACL", "SETUSER", "app", "-info")
    manager = RedisManager(Settings(redis_url=f"redis://app:pw@127.0.0.1:{own_redis.port}/0"))
    status = manager.status()
    assert status.available
    assert status.used_memory_bytes is None
    manager.close()


def test_a_user_without_rights_is_told_so(own_redis: RedisServer) -> None:
    own_redis.start()
    with own_redis.client() as client:
        client.execute_command("ACL", "SETUSER", "app", "on", ">pw", "+ping", "+scan", "~*")
        client.hset("session:call", "user_id", "1")
    sessions = Sessions(Settings(redis_url=f"redis://app:pw@127.0.0.1:{own_redis.port}/0"))
    with pytest.raises(RedisUnavailable):
        sessions.list()
    sessions.close()


def test_a_read_only_replica_can_be_read_and_says_why_it_cannot_be_changed(own_redis: RedisServer) -> None:
    own_redis.start()
    sessions = sessions_of(own_redis)
    sessions.manager.write("call", {"user_id": "1"}, ttl=30)
    with own_redis.client() as client:
        client.replicaof("127.0.0.1", free_port())
    assert sessions.session("call").user_id == "1"
    acts: list[Callable[[], object]] = [lambda: sessions.delete("call"), lambda: sessions.extend("call", 60)]
    for act in acts:
        with pytest.raises(RedisUnavailable, match="read-only"):
            act()
    sessions.close()


def test_a_full_redis_can_be_read_and_says_why_it_cannot_be_written(own_redis: RedisServer) -> None:
    own_redis.start()
    sessions = sessions_of(own_redis)
    sessions.manager.write("call", {"user_id": "1"})
    with own_redis.client() as client:
        client.config_set("maxmemory", 1)
    with pytest.raises(RedisUnavailable, match="out of memory"):
        sessions.manager.write("call", {"user_id": "2"})
    assert sessions.session("call").user_id == "1"
    sessions.extend("call", 60)
    sessions.delete("call")
    sessions.close()


def test_a_listener_that_is_no_redis_is_unavailable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            connection, _ = listener.accept()
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            connection.close()

        threading.Thread(target=answer, daemon=True).start()
        manager = RedisManager(Settings(redis_port=listener.getsockname()[1], redis_host="127.0.0.1"))
        assert not manager.is_available()


def test_closing_twice_is_as_once_and_the_next_call_connects_anew(redis_manager: RedisManager) -> None:
    assert redis_manager.is_available()
    redis_manager.close()
    redis_manager.close()
    assert redis_manager.is_available()


# How it is found


def test_a_url_with_a_database_reads_that_database(redis_server: RedisServer, raw: redis.Redis) -> None:
    with redis.Redis(port=redis_server.port, db=3) as third:
        third.hset("session:third", "user_id", "1")
    by_url = Sessions(Settings(redis_url=f"redis://127.0.0.1:{redis_server.port}/3"))
    by_parts = Sessions(Settings(redis_host="127.0.0.1", redis_port=redis_server.port, redis_db=3))
    assert by_url.ids() == by_parts.ids() == {"third"}
    by_url.close()
    by_parts.close()


def test_a_unix_socket_works(own_redis: RedisServer, tmp_path: Path) -> None:
    path = tmp_path / "redis.sock"
    own_redis.start("--unixsocket", str(path))
    sessions = Sessions(Settings(redis_url=f"unix://{path}?db=2"))
    sessions.manager.write("call", {"user_id": "1"})
    assert sessions.ids() == {"call"}
    own_redis.stop()
    assert str(path) in (sessions.manager.status().message or "")
    sessions.close()


@pytest.mark.parametrize("query", ["db=first", "socket_timeout=soon", "no_such_option=1"])
def test_an_option_in_the_url_that_cannot_be_used_names_the_variable(query: str) -> None:
    manager = RedisManager(Settings(redis_url=f"redis://127.0.0.1:{free_port()}/0?{query}"))
    with pytest.raises(SettingsError, match="REDIS_URL"):
        manager.check_settings()
    with pytest.raises(SettingsError, match="REDIS_URL"):
        manager.is_available()


def test_settings_are_checked_without_a_redis() -> None:
    RedisManager(Settings(redis_url=f"redis://127.0.0.1:{free_port()}/0?socket_timeout=3")).check_settings()


def run_python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a line of Python in the project's root."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


CHECK = (
    "from sambanova.redis_manager import redis_manager; "
    "print('Redis available:', redis_manager.is_available())"
)


def test_the_check_of_the_readme_tells_the_truth(redis_url: str) -> None:
    there = run_python(CHECK, REDIS_URL=redis_url)
    assert (there.returncode, there.stdout) == (0, "Redis available: True\n")
    gone = run_python(CHECK, REDIS_URL=f"redis://127.0.0.1:{free_port()}/0")
    assert (gone.returncode, gone.stdout) == (0, "Redis available: False\n")


def test_nothing_connects_or_reads_settings_when_it_is_imported() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        port = str(listener.getsockname()[1])
        code = "import sambanova.redis_manager, audio_stream_player, sys; print('pyaudio' in sys.modules)"
        result = run_python(code, REDIS_HOST="127.0.0.1", REDIS_PORT=port, PORT="nonsense", REDIS_URL="")
        assert (result.returncode, result.stdout) == (0, "False\n"), result.stderr
        with pytest.raises(TimeoutError):
            listener.accept()
